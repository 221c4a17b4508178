"""The parts that a parent and a school have in an application: each by a link of their own, about one child."""
