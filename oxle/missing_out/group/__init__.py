"""What the Strategic Group sees to between its packs: themes, its decisions, and what somebody does because of them."""
