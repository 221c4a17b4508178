"""A reduced timetable of a pupil who is on no list of ours: waits as a message until somebody says who it is."""

from datetime import date

from oxle.accounts.models import User
from oxle.cases import unlisted
from oxle.cases.offers import Task
from reduced_timetables import pathway, rules

UNLISTED = unlisted.Unlisted(
    duty=pathway.TIMETABLE.duty,
    told_as="notice",
    work=pathway.WORK,
    within=rules.READ_WITHIN,
    what="Reduced timetable",
    task="Say of whom a school tells a reduced timetable",
)


def work_of(user: User, on: date) -> list[Task]:
    """The notices of pupils who are on no list, for whoever says who they are, with the time in which one is read."""
    return unlisted.tasks_of(UNLISTED, user)
