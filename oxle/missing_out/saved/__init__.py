"""Views of the register that people keep: its filters, its columns and its sort, by a name."""
