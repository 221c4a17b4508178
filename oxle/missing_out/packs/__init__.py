"""The board pack: the register frozen for a meeting of the Strategic Group, agreed by somebody, and read by members."""
