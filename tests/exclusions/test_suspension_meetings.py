"""When the governors meet on suspensions: their papers five school days before, and a meeting that is too late."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from exclusions.suspensions import pathway, queries
from exclusions.suspensions.models import Suspension
from oxle.cases import actions as cases
from oxle.cases.models import Case
from oxle.cases.pathways import Step
from oxle.core.errors import Refused
from tests import make
from tests.exclusions.make import People, moment, suspended

pytestmark = pytest.mark.django_db
TOLD_ON, CALLED_ON = date(2026, 11, 9), date(2026, 11, 11)
LATE = (
    "The governors meet on 1 December 2026, after their last day, 30 November 2026 (SI 2012/1033). A late decision "
    "still counts."
)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-11T10:00:00+00:00")
    return People()


@pytest.fixture
def one(people: People) -> Suspension:
    """With the one before more than fifteen days in the period: the governors decide by 30 November."""
    suspended(people, date(2026, 9, 3), date(2026, 9, 16))
    return suspended(people, TOLD_ON, date(2026, 11, 16), governors_told_on=TOLD_ON)


def case_of(one: Suspension) -> Case:
    assert one.case is not None
    return Case.objects.get(pk=one.case.pk)


def take(people: People, one: Suspension, step: Step, on: date, **facts: Any) -> None:
    cases.take(case_of(one), step, by=people.officer, on=on, at=moment(on), facts={"about": one.reference, **facts})


def call(people: People, one: Suspension, meeting_on: date) -> None:
    take(people, one, pathway.CALL_GOVERNORS, CALLED_ON, meeting_on=meeting_on.isoformat())


def papers(one: Suspension) -> list[date | None]:
    """By when they are sent, while that is due."""
    rows = case_of(one).deadlines.filter(clock="papers", state="running")
    return list(rows.values_list("due_on", flat=True))


def asked(one: Suspension) -> list[tuple[str, bool]]:
    """What was challenged, and whether that waits for an answer."""
    return [(each.why, each.answer is None) for each in queries.challenges_about(one)]


def test_papers_are_sent_five_school_days_before_the_governors_meet(people: People, one: Suspension) -> None:
    assert papers(one) == []
    call(people, one, date(2026, 11, 27))
    assert papers(one) == [date(2026, 11, 20)]
    # The day is fixed anew.
    call(people, one, date(2026, 11, 30))
    assert papers(one) == [date(2026, 11, 23)]
    assert "papers" in [row.clock for row in queries.dates_for_school(one)]
    take(people, one, pathway.SEND_PAPERS, date(2026, 11, 20))
    assert papers(one) == []


def test_governors_who_have_nothing_to_decide_are_not_called(people: People) -> None:
    short = suspended(people, TOLD_ON, date(2026, 11, 16))
    with pytest.raises(Refused, match="The governors have nothing to decide"):
        call(people, short, date(2026, 11, 30))


def test_a_meeting_after_their_last_day_is_received_and_challenged_until_one_in_time_is_fixed(
    people: People, one: Suspension
) -> None:
    call(people, one, date(2026, 12, 1))
    assert asked(one) == [(LATE, True)]
    call(people, one, date(2026, 11, 30))
    assert asked(one) == [(LATE, False)]


def test_a_decision_on_the_day_of_a_late_meeting_is_not_asked_about_again(people: People, one: Suspension) -> None:
    call(people, one, date(2026, 12, 1))
    take(people, one, pathway.DECIDED, date(2026, 12, 1), decision="upheld")
    assert asked(one) == [(LATE, True)]


def test_that_the_governors_meet_leaves_it_to_the_school_to_put_its_notice_right(people: People) -> None:
    exam = {"exam_missed": True, "exam_on": date(2026, 11, 13)}
    one = suspended(people, TOLD_ON, date(2026, 11, 13), governors_told_on=TOLD_ON, **exam)
    call(people, one, date(2026, 11, 12))
    assert queries.why_not_by_school(one) is None


def test_the_clerk_fixes_the_meeting_and_reads_by_when_its_papers_go(people: People, one: Suspension) -> None:
    client = make.signed_in(make.user("governors_clerk", people.school.organisation))
    case = case_of(one)
    page = reverse("exclusions:governors:record", args=[case.key, "call_governors"])
    typed = {"on_day": 11, "on_month": 11, "on_year": 2026, "version": case.version}
    typed |= {"meeting_on_day": 30, "meeting_on_month": 11, "meeting_on_year": 2026}
    text = client.post(page, typed, follow=True).content.decode()
    assert "Governors’ meeting recorded" in text
    assert "The governors meet" in text
    assert "30 November 2026" in text
    assert "23 November 2026" in text
    assert case.events.get(step="call_governors").facts == {"meeting_on": "2026-11-30", "about": one.reference}
