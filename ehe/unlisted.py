"""What a school tells of a pupil who is to be educated at home and is on no list of ours: it waits as a message until
somebody says who it is, in the time in which it is looked whether the child is safe."""

from datetime import date

from ehe import pathway, rules
from oxle.accounts.models import User
from oxle.cases import unlisted
from oxle.cases.offers import Task

UNLISTED = unlisted.Unlisted(
    duty=pathway.EHE.duty,
    told_as="home_education",
    work=pathway.WORK,
    within=rules.SAFETY_WITHIN,
    what="Home education",
    task="Say of whom a school tells that they are educated at home",
)


def tasks_of(user: User, on: date) -> list[Task]:
    """What waits for whoever says who a pupil is."""
    return unlisted.tasks_of(UNLISTED, user)
