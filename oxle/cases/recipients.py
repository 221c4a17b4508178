"""Who is written to about what a school owes or must know."""

from oxle.accounts.models import User
from oxle.accounts.permissions import Permission
from oxle.accounts.queries import people_who
from oxle.cases.permissions import PORTAL


def school_people(organisation_id: int, answer_with: frozenset[Permission] = frozenset({PORTAL})) -> list[User]:
    """The people who act for a school in its portal today: not who has left it, nor who only did so elsewhere.

    `answer_with`: what makes somebody one of them.
    """
    return people_who(organisation_id, *answer_with)
