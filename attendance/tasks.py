"""Where Celery finds the duty's background work; each task is defined in the folder of its pathway."""

from attendance.prosecution.tasks import make_bundles

__all__ = ["make_bundles"]
