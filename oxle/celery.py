"""The Celery application: queues, safe delivery and the beat timetable."""

import os
from typing import Any

from celery import Celery
from celery.signals import beat_init
from kombu import Queue

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oxle.settings")

from django.conf import settings

from oxle.schedule import every_job

app = Celery("oxle", broker=settings.REDIS_URL)
app.conf.update(
    timezone="UTC",
    task_ignore_result=True,
    # Both are needed: without the second, a task whose worker dies is acknowledged and lost.
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    task_soft_time_limit=60,
    task_time_limit=90,
    task_default_queue="sweep",
    task_queues=[Queue("sweep"), Queue("notify"), Queue("pdf"), Queue("import")],
    broker_connection_retry_on_startup=True,
    # Ten times the longest task; a shorter one runs long tasks twice.
    broker_transport_options={
        "visibility_timeout": 900,
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        # A broker that hangs must not hang a web page with it.
        "socket_timeout": 2,
        "socket_connect_timeout": 2,
        "max_retries": 1,
    },
    worker_hijack_root_logger=False,
)
app.autodiscover_tasks()


@app.on_after_finalize.connect
def write_timetable(sender: Celery, **kwargs: Any) -> None:
    """What beat wakes: read when every task has been found, for only then is every duty known."""
    sender.conf.beat_schedule = {name: job.as_beat() for name, job in every_job().items()}


@beat_init.connect
def catch_up(**kwargs: Any) -> None:
    """A scheduler that starts has been away: wake every job once, now, and not an interval later."""
    for job in every_job().values():
        app.send_task(job.task, queue=job.queue, expires=job.every)
