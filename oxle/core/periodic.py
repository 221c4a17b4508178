"""Periodic work: the platform and each duty list the tasks that are woken again and again."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Periodic:
    """One periodic job: its task's dotted name, seconds between runs, and queue."""

    task: str
    every: float
    queue: str = "sweep"

    def as_beat(self) -> dict[str, object]:
        """The job as Celery beat reads it. An unrun message goes stale before the next is sent."""
        return {"task": self.task, "schedule": self.every, "options": {"queue": self.queue, "expires": self.every}}
