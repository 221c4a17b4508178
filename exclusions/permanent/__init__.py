"""A permanent exclusion: from the head's decision to a new school that the register shows attended."""
