"""The table of periodic work names tasks and queues that exist."""

from oxle.celery import app
from oxle.schedule import SCHEDULE


def test_every_periodic_job_is_a_task_that_exists():
    app.loader.import_default_modules()
    assert {name for name, entry in SCHEDULE.items() if entry.task not in app.tasks} == set()


def test_every_periodic_job_goes_to_a_queue_a_worker_takes():
    queues = {queue.name for queue in app.conf.task_queues}
    assert {entry.queue for entry in SCHEDULE.values()} - queues == set()
