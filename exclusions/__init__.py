"""The exclusions duty: permanent exclusions, and education by day 6 whoever owes it."""
