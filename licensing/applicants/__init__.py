"""Applicants: people without an account who apply for licences, known by an e-mail address of theirs."""
