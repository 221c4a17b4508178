"""Exclusions as the school census has them: its items as a file to send, and past suspensions read from such a file."""
