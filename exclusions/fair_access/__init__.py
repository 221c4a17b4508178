"""A child who needs a school and has none, with or without an exclusion: from the referral to the child who attends."""
