"""Safeguarding separation: pupils who must be kept apart, one of whom may not come for a time. Not an exclusion."""
