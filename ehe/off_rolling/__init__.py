"""Off-rolling at a school: what the radar found of several pupils, asked of the school in one challenge."""
