"""Oxle: case management for the council teams that keep every child in education."""
