"""An off-site direction: a school sends a pupil elsewhere for a time, to improve behaviour."""
