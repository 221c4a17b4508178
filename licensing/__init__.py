"""Licensing: children who perform or work are safe, and the licence is right the first time."""
