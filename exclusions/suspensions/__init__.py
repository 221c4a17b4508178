"""Suspensions: a record each, added up; a case only while something is owed for them."""
