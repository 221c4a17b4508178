"""Performances: a production and its children, their schedules, and the licence of each child."""
