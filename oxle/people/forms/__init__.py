"""The forms of the people app. They validate; they never save."""
