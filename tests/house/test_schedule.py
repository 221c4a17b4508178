"""The table of periodic work names tasks and queues that exist, the duties' own among them."""

from attendance.duty import ATTENDANCE
from exclusions.duty import EXCLUSIONS
from oxle.celery import app
from oxle.schedule import every_job
from reduced_timetables.duty import REDUCED_TIMETABLES as TIMETABLES


def test_every_periodic_job_is_a_task_that_exists():
    app.loader.import_default_modules()
    assert {name for name, job in every_job().items() if job.task not in app.tasks} == set()


def test_every_periodic_job_goes_to_a_queue_a_worker_takes():
    queues = {queue.name for queue in app.conf.task_queues}
    assert {job.queue for job in every_job().values()} - queues == set()


def test_beat_wakes_what_the_platform_and_what_the_duties_list():
    app.finalize()
    assert ATTENDANCE.schedule.keys() == {"make court bundles"}
    assert EXCLUSIONS.schedule.keys() == {
        "ask for the work of the first days",
        "challenge what was not decided before an examination",
    }
    assert TIMETABLES.schedule.keys() == {
        "ask how reduced timetables stand",
        "challenge reduced timetables past their end",
        "ask for weekly returns of reduced timetables",
    }
    assert app.conf.beat_schedule.keys() == every_job().keys()
    assert app.conf.beat_schedule["make court bundles"] == {
        "task": "attendance.prosecution.tasks.make_bundles",
        "schedule": 20,
        "options": {"queue": "pdf", "expires": 20},
    }
