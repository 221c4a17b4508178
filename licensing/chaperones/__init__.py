"""Chaperones: the application of an adult to be approved, the register of those who are, and what becomes of it."""
