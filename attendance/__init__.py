"""The attendance duty: referrals, prosecution under s.444 Education Act 1996, and education supervision orders."""
