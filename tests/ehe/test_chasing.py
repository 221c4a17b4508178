"""The exit form is asked for at once and chased: its school is asked by e-mail the day we are told, once it is overdue,
and again for as long as it is owed, and no more."""

from datetime import UTC, date, datetime

import pytest
from django.core import mail

from ehe import actions, pathway
from ehe.models import ToldBy
from ehe.offers import STEP_WORDS
from oxle.accounts.models import User
from oxle.cases import actions as cases
from oxle.cases.models import Case
from oxle.cases.sweep import sweep
from oxle.correspondence.models import Message
from oxle.correspondence.sending import send_next
from oxle.people.models import Enrolment
from tests import make
from tests.ehe.make import People, moment, sent_form, told_of_home

pytestmark = pytest.mark.django_db
# A Monday; the form is due five school days later.
TOLD_ON, DUE_ON = date(2026, 11, 9), date(2026, 11, 16)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-12-11T10:00:00+00:00")
    return People()


@pytest.fixture
def case(people: People) -> Case:
    told = people.told(TOLD_ON)
    Message.objects.all().delete()
    return told


def swept(on: date) -> list[tuple[str, str, str]]:
    """Who is chased by the sweep of a day, about what, and where the message leads."""
    before = set(Message.objects.filter(kind="cases.chaser").values_list("pk", flat=True))
    sweep(at=datetime(on.year, on.month, on.day, 10, tzinfo=UTC))
    new = Message.objects.filter(kind="cases.chaser").exclude(pk__in=before).order_by("user__name")
    return [(one.user.name, one.reference, one.link) for one in new if one.user]


def everybody(people: People, case: Case) -> list[tuple[str, str, str]]:
    return sorted((one.name, case.reference, "/") for one in (people.head, people.lead))


def test_a_school_is_chased_for_the_exit_form_once_it_is_overdue_and_every_five_working_days_while_it_owes_it(
    people: People, case: Case
) -> None:
    assert swept(DUE_ON) == []
    assert swept(date(2026, 11, 17)) == everybody(people, case)
    assert swept(date(2026, 11, 17)) == []
    days = [date(2026, 11, day) for day in range(18, 31)]
    asked = {day: found for day in days if (found := swept(day))}
    assert asked == {date(2026, 11, 24): everybody(people, case)}


def test_a_form_that_came_is_chased_no_more_and_one_that_went_back_is_chased_anew(people: People, case: Case) -> None:
    sent_form(case, people.head, date(2026, 11, 17), view="")
    # With its gaps it went back at once, and is owed anew for five school days.
    assert [swept(date(2026, 11, day)) for day in (18, 23, 24)] == [[], [], []]
    assert swept(date(2026, 11, 25)) == everybody(people, case)
    sent_form(case, people.head, date(2026, 11, 25))
    assert [swept(date(2026, 12, day)) for day in (1, 2, 9)] == [[], [], []]


# --- at once ---------------------------------------------------------------------------------------------------------


def told_by_others(people: People, **told: object) -> Case:
    """The case of the child, of whom anybody but the school told."""
    details = told_of_home(**{"told_by": ToldBy.HEALTH, **told})
    return actions.tell(
        people.child, people.school, told=details, by=people.officer, on=TOLD_ON, at=moment(TOLD_ON), origin="council"
    )


def asked(kind: str) -> list[tuple[User | None, str, str]]:
    """Who is written to at once, about what, and where the message leads."""
    rows = Message.objects.filter(kind=kind).order_by("user__name")
    return [(one.user, one.reference, one.link) for one in rows]


def all_of(people: People, case: Case) -> list[tuple[User | None, str, str]]:
    return [(one, case.reference, "/") for one in sorted((people.head, people.lead), key=lambda one: one.name)]


@pytest.mark.parametrize("told_by", [ToldBy.PARENT, ToldBy.HEALTH, ToldBy.AUTHORITY])
def test_whoever_tells_the_last_school_is_asked_for_the_exit_form_by_e_mail_at_once(
    people: People, told_by: ToldBy
) -> None:
    case = told_by_others(people, told_by=told_by)
    assert asked("ehe.exit_form_asked") == all_of(people, case)
    assert asked("ehe.school_asked") == []
    said = STEP_WORDS[f"{pathway.EHE.key}/tell"](case.events.get(step="tell"))
    assert said == "The school is asked for the exit form by e-mail."


def test_a_school_that_may_not_delete_is_told_so_by_e_mail_at_once_whoever_told_us(people: People) -> None:
    case = told_by_others(people, order_open=True)
    assert asked("ehe.school_asked") == all_of(people, case)


def test_the_e_mails_to_the_school_name_no_child_and_say_to_keep_the_name_on_the_roll(people: People) -> None:
    told_by_others(people, special_place=True)
    while send_next(at=moment(TOLD_ON)):
        pass
    sent = [one for one in mail.outbox if people.head.email in one.to]
    assert len(sent) == 2
    for one in sent:
        text = f"{one.subject} {one.body}"
        assert "roll" in text
        assert not [word for word in str(people.child).split() if word in text], text


def test_the_head_is_asked_where_the_attendance_lead_told_us_and_whoever_told_is_not(people: People) -> None:
    case = people.told(TOLD_ON)
    assert asked("ehe.exit_form_asked") == [(people.head, case.reference, "/")]


def test_a_form_that_an_officer_returns_is_asked_for_again_at_once(people: People, case: Case) -> None:
    sent_form(case, people.head, date(2026, 11, 12))
    case.refresh_from_db()
    facts = {"asked_on": "2026-11-13"}
    cases.take(
        case, pathway.RETURN_FORM, by=people.officer, on=date(2026, 11, 13), at=moment(date(2026, 11, 13)),
        reason="Say more of the meeting.", facts=facts,
    )  # fmt: skip
    assert asked("cases.returned") == all_of(people, case)


def test_of_a_school_where_nobody_signs_in_the_officer_is_told_to_ring_it(people: People) -> None:
    silent = make.school("Silent School", urn="100099")
    Enrolment.objects.create(child=people.child, school=silent, from_on=date(2024, 9, 1), to_on=date(2025, 8, 31))
    details = told_of_home(told_by=ToldBy.PARENT)
    case = actions.tell(
        people.child, silent, told=details, by=people.officer, on=TOLD_ON, at=moment(TOLD_ON), origin="council"
    )
    assert asked("ehe.exit_form_asked") == []
    said = STEP_WORDS[f"{pathway.EHE.key}/tell"](case.events.get(step="tell"))
    assert said.endswith("no e-mail asks it for the exit form: ring or write to it today.")
