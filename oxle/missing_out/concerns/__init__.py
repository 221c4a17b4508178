"""Concerns of the teams that see children first, and the workspace before a meeting of the Strategic Group."""
