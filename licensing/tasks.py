"""Where Celery finds the duty's background work; each task is defined in the folder of its pathway."""

from licensing.bodies.tasks import follow_bodies
from licensing.chaperones.tasks import follow_chaperones
from licensing.performances.tasks import follow_licences
from licensing.work.tasks import follow_permits

__all__ = ["follow_bodies", "follow_chaperones", "follow_licences", "follow_permits"]
