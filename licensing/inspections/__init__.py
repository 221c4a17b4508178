"""Inspections of places where children work or perform: planned, visited, what was found, and what is put right."""
