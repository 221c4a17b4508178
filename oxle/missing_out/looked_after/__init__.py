"""Looked-after children in the figures of the register: a weekly report, and the paper of a six-weekly meeting."""
