"""Two people at the same moment, in two connections: one is served, the other is told, and nothing is there twice."""

from datetime import date

import pytest

from attendance.referrals import actions, drafting, sections
from attendance.referrals.actions import ChosenRoute
from attendance.referrals.models import Draft, Moment, Route
from oxle.accounts.models import User
from oxle.audit import acting
from oxle.cases.models import Case, Party
from oxle.correspondence.models import Letter
from tests.at_once import both
from tests.attendance import court
from tests.attendance import make as referrals
from tests.attendance.make import moment

pytestmark = pytest.mark.django_db(transaction=True)
ON = date(2026, 10, 16)


@pytest.fixture
def people() -> court.People:
    with acting("test"):
        return court.People()


def send(draft: Draft, by: User) -> Case | None:
    read = sections.extract_of(draft, ON)
    return actions.send(draft, by=by, on=ON, at=moment(ON), version=draft.version, extract=read)


def test_two_who_send_one_referral_at_once_open_one_case(people):
    with acting("test"):
        draft = referrals.draft(people.school, people.child, people.lead, ON)
    again = Draft.objects.get(pk=draft.pk)
    assert both(lambda: send(draft, people.lead), lambda: send(again, people.lead)) == ["done", "done"]
    assert Case.objects.count() == 1
    assert Letter.objects.count() == 0


def test_two_referrals_of_one_child_begun_at_once_are_one_draft_for_both(people):
    def begin() -> Draft:
        return drafting.start_draft(school=people.school, child=people.child, by=people.lead, at=moment(ON))

    assert both(begin, begin) == ["done", "done"]
    assert Draft.objects.filter(child=people.child).count() == 1


def accept(case: Case, by: User) -> object:
    routes = [
        ChosenRoute(party, "s444_1", False, "Support has not worked.")
        for party in Party.objects.filter(case=case, role="parent").order_by("pk")
    ]
    return actions.accept(case, routes=routes, by=by, on=ON, at=moment(ON), version=case.version, reason="Because")


def test_of_two_who_accept_at_once_one_decides_and_the_other_is_told(people):
    with acting("test"):
        case = referrals.sent(people.school, people.child, people.lead, ON)
        referrals.considered(case, Moment.ACCEPTANCE, people.senior, ON)
    same = Case.objects.get(pk=case.pk)
    case.refresh_from_db()
    assert both(lambda: accept(case, people.senior), lambda: accept(same, people.senior)) == ["Stale", "done"]
    assert Case.objects.get().events.filter(step="accept").count() == 1
    assert Route.objects.count() == 2
    assert Letter.objects.filter(kind="attendance.first_warning").count() == 2
