"""Funding recovery: what the school that excluded a pupil owes, and what the school that takes the pupil is due."""
