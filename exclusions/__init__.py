"""The exclusions duty: exclusions, off-site directions, managed moves, and education by day 6 whoever owes it."""
