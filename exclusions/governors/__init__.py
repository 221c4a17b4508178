"""The governors' clerk in the school's portal: what the governors must decide on exclusions, and what they decided."""
