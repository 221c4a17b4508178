"""Meetings that recur: a series with its members, an agenda made of cases, decisions that become steps and tasks."""
