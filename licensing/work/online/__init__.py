"""An employer applies on line for a work permit: filled in, sent, received, matched to a child, parts asked."""
