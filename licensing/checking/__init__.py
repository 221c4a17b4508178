"""The hours checker: what a schedule of performances or of work breaks, line by line. Pure: it needs no database."""
