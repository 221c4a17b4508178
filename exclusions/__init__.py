"""The exclusions duty: permanent exclusions, off-site directions, and education by day 6 whoever owes it."""
