"""Where Django finds the records of every part of this duty."""

from exclusions.permanent.models import PermanentExclusion
from exclusions.suspensions.models import Suspension

__all__ = ["PermanentExclusion", "Suspension"]
