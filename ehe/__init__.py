"""A duty: elective home education, from the day anybody tells the council until it ends."""
