"""A duty: reduced timetables, by which a school has a pupil in for part of the week only."""
