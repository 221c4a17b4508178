"""Pupils missing out: one register over every duty, each child rated with the reasons why."""
