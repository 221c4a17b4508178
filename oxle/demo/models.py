"""That the demonstration is being loaded: by this a start sees that a load was cut off half-way."""

from django.db import models


class Load(models.Model):
    """A load that goes on, or that was cut off. It is gone once everything is there."""

    began_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"load of {self.began_at}"
