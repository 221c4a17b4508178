"""The work permit: an employer applies, and the authority where the work is decides."""
