"""A paused case stays in sight: somebody is asked in time whether the enquiry is over, and again if it is not."""

from datetime import UTC, date, datetime

import pytest

from attendance.prosecution import pathway as court_pathway
from attendance.referrals import pathway
from attendance.supervision import actions as supervision
from attendance.supervision import pathway as order_pathway
from oxle.cases import actions, work
from oxle.cases.models import Case
from oxle.cases.rules import REVIEW_PAUSE_WITHIN
from oxle.cases.sweep import sweep
from oxle.core.errors import Refused
from oxle.core.models import RuleValue
from oxle.correspondence.models import Message
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals

pytestmark = pytest.mark.django_db
PAUSED = date(2026, 11, 2)


@pytest.fixture
def people() -> court.People:
    return court.People()


@pytest.fixture
def case(people) -> Case:
    made = referrals.sent(people.school, people.child, people.lead, court.REFERRED)
    referrals.accepted(made, people.senior, court.REFERRED)
    made.owner = people.officer
    made.save(update_fields=["owner"])
    court.taken(made, pathway.PAUSE, people.officer, PAUSED, reason="An enquiry by social care")
    return made


def review(case):
    return list(case.deadlines.filter(clock="pause_review").order_by("pk").values_list("due_on", "state"))


def test_a_pause_is_reviewed_after_ten_school_days_and_comes_up_in_the_officers_work_and_digest(case, people):
    # Ten school days after Monday 2 November 2026.
    assert review(case) == [(date(2026, 11, 16), "running")]
    mine = work.work_of(people.officer, date(2026, 11, 16))
    assert [task.title for task in mine.today if task.case == case.pk and "pause" in task.title] == [
        "Review the pause: is the enquiry over?"
    ]
    assert case.deadlines.get(clock="meeting").state == "paused"
    sweep(at=datetime(2026, 11, 17, 3, tzinfo=UTC))
    assert [one.kind for one in Message.objects.filter(user=people.officer)] == ["cases.overdue"]


def test_an_enquiry_that_goes_on_is_asked_about_again_and_one_that_ended_is_not(case, people):
    reviewed = date(2026, 11, 16)
    court.taken(case, pathway.KEEP_PAUSED, people.officer, reviewed, reason="The assessment takes three weeks more")
    assert review(case) == [(date(2026, 11, 16), "met"), (date(2026, 11, 30), "running")]
    case.refresh_from_db()
    assert case.paused_since_on == PAUSED
    court.taken(case, pathway.RESUME, people.officer, date(2026, 11, 20), reason="No further action")
    assert review(case) == [(date(2026, 11, 16), "met"), (date(2026, 11, 30), "met")]


def test_a_pause_is_reviewed_only_while_there_is_one_and_not_before_it_began(case, people):
    step = pathway.KEEP_PAUSED
    with pytest.raises(Refused, match="The case is paused since 2 November 2026"):
        court.taken(case, step, people.officer, date(2026, 10, 30), reason="Goes on")
    court.taken(case, pathway.RESUME, people.officer, date(2026, 11, 20), reason="No further action")
    with pytest.raises(Refused, match="The case is not paused"):
        court.taken(case, step, people.officer, date(2026, 11, 20), reason="Goes on")


def test_the_page_of_a_paused_case_offers_the_review_and_that_of_another_does_not(case, people, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-16T10:00")
    browser = make.signed_in(people.officer)
    assert "Record that the enquiry goes on" in browser.get(case.get_absolute_url()).text
    court.taken(case, pathway.RESUME, people.officer, date(2026, 11, 16), reason="No further action")
    assert "Record that the enquiry goes on" not in browser.get(case.get_absolute_url()).text


def test_how_long_a_pause_may_go_unreviewed_is_a_setting(people):
    RuleValue.objects.create(rule=REVIEW_PAUSE_WITHIN.key, value="5 working days", from_on=PAUSED, reason="Sooner")
    made = referrals.sent(people.school, people.child, people.lead, court.REFERRED)
    court.taken(made, pathway.PAUSE, people.officer, PAUSED, reason="An enquiry by social care")
    assert review(made) == [(date(2026, 11, 9), "running")]


def test_papers_and_orders_that_are_paused_are_reviewed_too(people):
    referral = court.final_warning(people)
    papers = court.begun(referral, people)
    referral.refresh_from_db()
    taken = {"by": people.senior, "on": court.BEGUN, "at": referrals.moment(court.BEGUN), "reason": "Both", "facts": {}}
    supervision.seek(referral, pathway.SEEK_SUPERVISION_ORDER, data={}, party=None, **taken)
    order = Case.objects.get(pathway=order_pathway.SUPERVISION.key)
    for case, step in ((papers, court_pathway.PAUSE), (order, order_pathway.PAUSE)):
        actions.take(case, step, by=people.officer, on=court.BEGUN, at=referrals.moment(court.BEGUN), reason="MASH")
        assert review(case) == [(date(2026, 12, 7), "running")]
