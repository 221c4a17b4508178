"""Core: fields, lists and the look."""
