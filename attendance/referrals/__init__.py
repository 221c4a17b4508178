"""A school's referral to the County Attendance Team, up to the final warning."""
