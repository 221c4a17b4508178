"""Where Django finds the records of every part of this duty."""

from exclusions.permanent.models import PermanentExclusion

__all__ = ["PermanentExclusion"]
