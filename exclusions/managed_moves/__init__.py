"""A managed move: a pupil goes to another school for good, because everybody agrees to it."""
