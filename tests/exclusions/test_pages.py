"""The pages on which a suspension is put right, withdrawn and answered for, as people use them."""

from datetime import date
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from exclusions.incident import narrative
from exclusions.suspensions import actions
from exclusions.suspensions.models import Amendment, Suspension, Withdrawn
from oxle.cases.models import Event
from oxle.core.errors import Refused
from oxle.people.actions import add_vulnerability
from oxle.people.models import VulnerabilityKind
from tests import make
from tests.exclusions.make import People, moment, suspended

pytestmark = pytest.mark.django_db
NOW = "2026-11-27T10:00:00+00:00"


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", NOW)
    return People()


def typed(one: Suspension, **changes: Any) -> dict[str, Any]:
    """What the form of a suspension is sent with, filled in as it stands but for some answers."""
    days = {
        f"{name}_{place}": part
        for name in ("decided_on", "first_on", "last_on", "parents_told_on")
        for place, part in zip(
            ("day", "month", "year"),
            (getattr(one, name).day, getattr(one, name).month, getattr(one, name).year),
            strict=True,
        )
    }
    kept = {
        "first_session": one.first_session, "ends_after": one.ends_after, "lunchtime": "no", "exam_missed": "no",
        "reasons": one.reasons, "days_carried": "0", "version": one.version, "reason": "The wrong day was typed.",
    }  # fmt: skip
    return {**days, **kept, **changes}


def test_an_officer_puts_a_day_right_and_reads_what_was_there_before(people: People) -> None:
    one = suspended(people, date(2026, 11, 9), date(2026, 11, 11))
    client = make.signed_in(people.officer)
    page = reverse("exclusions:suspensions:change", args=[one.key])
    response = client.post(page, typed(one, last_on_day="12", reasons=["DB", "PA"]), follow=True)
    text = response.content.decode()
    assert Amendment.objects.get().changed == [
        {
            "what": "Last school day on which the pupil may not come",
            "was": "11 November 2026",
            "now": "12 November 2026",
        },
        {
            "what": "For what reasons?",
            "was": "Persistent or general disruptive behaviour",
            "now": "Persistent or general disruptive behaviour and Physical assault against an adult",
        },
    ]
    for said in ("11 November 2026</del>", "12 November 2026</ins>", "The wrong day was typed."):
        assert said in text


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(people: People) -> None:
    one = suspended(people, date(2026, 11, 9), date(2026, 11, 11))
    client = make.signed_in(people.officer)
    page = reverse("exclusions:suspensions:change", args=[one.key])
    text = client.post(page, typed(one, last_on_day="14")).content.decode()
    assert "14 November 2026 is not a school day at Example School" in text
    assert "The wrong day was typed." in text
    assert Suspension.objects.get().last_on == date(2026, 11, 11)


def test_somebody_who_was_slower_sees_both_and_loses_nothing(people: People) -> None:
    one = suspended(people, date(2026, 11, 9), date(2026, 11, 11))
    client = make.signed_in(people.officer)
    page = reverse("exclusions:suspensions:change", args=[one.key])
    client.post(page, typed(one, last_on_day="12"))
    response = client.post(page, typed(one, last_on_day="13"))
    assert response.status_code == 409
    assert "13 November 2026" in response.content.decode()
    assert Suspension.objects.get().last_on == date(2026, 11, 12)


def test_a_school_withdraws_what_it_told_by_mistake_and_no_other_schools(people: People) -> None:
    one = suspended(people, date(2026, 11, 9), date(2026, 11, 11))
    said = {"as_": "mistake", "reason": "Another pupil was meant.", "version": one.version}
    page = reverse("exclusions:suspensions:sent_withdraw", args=[one.key])
    stranger = make.signed_in(make.user("school_attendance_lead", make.school("Other School").organisation))
    assert stranger.post(page, said).status_code == 404
    assert Suspension.objects.get().withdrawn_on is None
    text = make.signed_in(people.head).post(page, said, follow=True).content.decode()
    assert "Another pupil was meant." in text
    assert (Suspension.objects.get().withdrawn_on, Suspension.objects.get().withdrawn_as) == (
        date(2026, 11, 27), "mistake",
    )  # fmt: skip


def test_an_attendance_lead_withdraws_a_mistake_and_cancels_nothing_for_the_head(people: People) -> None:
    one = suspended(people, date(2026, 11, 9), date(2026, 11, 11))
    lead = make.user("school_attendance_lead", people.school.organisation)
    page = reverse("exclusions:suspensions:sent_withdraw", args=[one.key])
    said = {"as_": "cancelled", "reason": "The head said so.", "version": one.version}
    text = make.signed_in(lead).post(page, said).content.decode()
    assert "If it was cancelled, the head records that." in text
    assert Suspension.objects.get().withdrawn_on is None
    with pytest.raises(Refused, match="Only the head cancels a suspension"):
        actions.withdraw(
            one, version=one.version, as_=Withdrawn.CANCELLED, out_until_on=None, reason="So said the head.", by=lead,
            on=date(2026, 11, 11), at=moment(date(2026, 11, 11)),
        )  # fmt: skip
    make.signed_in(people.head).post(page, said)
    assert Suspension.objects.get().withdrawn_as == "cancelled"


def test_a_mistake_has_no_day_on_which_the_pupil_was_out(people: People) -> None:
    one = suspended(people, date(2026, 11, 9), date(2026, 11, 11))
    days = {"out_until_on_day": "9", "out_until_on_month": "11", "out_until_on_year": "2026"}
    said = {"as_": "mistake", "reason": "Another pupil was meant.", "version": one.version, **days}
    page = reverse("exclusions:suspensions:withdraw", args=[one.key])
    text = make.signed_in(people.officer).post(page, said).content.decode()
    assert "A pupil cannot have been out because of a suspension that never was" in text
    assert Suspension.objects.get().withdrawn_on is None


def test_the_school_is_asked_on_its_home_page_answers_once_and_is_asked_no_more(people: People) -> None:
    late = suspended(people, date(2026, 11, 17), date(2026, 11, 17), on=date(2026, 11, 20))
    client = make.signed_in(people.head)
    assert "We need something from you" in client.get(reverse("cases:portal")).content.decode()
    page = reverse("exclusions:suspensions:answer", args=[late.key])
    shown = client.get(page).content.decode()
    assert "it must be told without delay" in shown
    assert late.case is not None
    late.case.refresh_from_db()
    said = {"answer": "The office was closed.", "version": late.case.version}
    client.post(page, said)
    assert Event.objects.get(step="reply").facts == {"answer": "The office was closed.", "about": late.reference}
    assert "We need something from you" not in client.get(reverse("cases:portal")).content.decode()
    assert "There is nothing to answer" in client.get(page).content.decode()


def test_the_school_answers_for_a_permanent_exclusion_too(people: People) -> None:
    case = people.tell(on=date(2026, 11, 12))
    client = make.signed_in(people.head)
    assert "Answer the council" in client.get(reverse("exclusions:sent", args=[case.key])).content.decode()
    case.refresh_from_db()
    said = {"answer": "The head was away.", "version": case.version}
    text = client.post(reverse("exclusions:answer", args=[case.key]), said, follow=True).content.decode()
    assert "The head was away." in text
    assert case.deadlines.get(clock="challenge_end").state == "running"


def test_of_a_looked_after_child_the_virtual_school_comes_first_and_its_answer_is_kept(people: People) -> None:
    looked_after = {"kind": VulnerabilityKind.LOOKED_AFTER, "from_on": date(2026, 9, 1), "source": "Social care"}
    add_vulnerability(people.child, **looked_after, by=people.officer, on=date(2026, 11, 27))
    client = make.signed_in(people.head)
    page = reverse("exclusions:suspensions:notice", args=[people.child.key])
    text = client.get(page).content.decode()
    asked = ["protocol: what was done", "Have you spoken to the Virtual School?", "How is the pupil?", "What was tried"]
    assert [text.index(one) for one in asked] == sorted(text.index(one) for one in asked)
    assert "as we hold it" in text
    text = client.post(page, {"first_session": "am"}).content.decode()
    assert "Select yes if you have spoken to the Virtual School" in text


WEAPON: dict[str, Any] = {
    "incident_place": "The <hall>", "reasons": ["OW"], "weapon": True, "weapon_type": "blade",
    "weapon_words": "A kitchen <knife>", "weapon_used": False,
}  # fmt: skip


def test_the_weapon_and_the_place_are_read_on_the_case_and_on_the_page_of_a_suspension(people: People) -> None:
    one = suspended(people, date(2026, 10, 5), date(2026, 10, 5), **WEAPON)
    case, client = people.tell(**WEAPON), make.signed_in(people.officer)
    for page in (reverse("exclusions:suspensions:shown", args=[one.key]), case.get_absolute_url()):
        text = client.get(page).content.decode()
        assert "A knife or another blade. Not used against anybody. A kitchen &lt;knife&gt;" in text
        assert "The &lt;hall&gt;" in text
    assert narrative(case.permanent_exclusion).endswith("A kitchen <knife>.")


@pytest.mark.parametrize(
    "wrong", [{"weapon_type": ""}, {"weapon_words": ""}, {"weapon_used": None}, {"weapon": False}, {"weapon": None}]
)
def test_the_database_keeps_of_a_weapon_which_it_was_and_of_none_nothing(people: People, wrong: dict[str, Any]) -> None:
    for tells in (people.tell, partial(suspended, people, date(2026, 10, 5), date(2026, 10, 5))):
        with pytest.raises(IntegrityError, match="says_of_the_weapon"), transaction.atomic():
            tells(**{**WEAPON, **wrong})


@pytest.mark.parametrize("kind", [VulnerabilityKind.CHILD_PROTECTION, VulnerabilityKind.CHILD_IN_NEED])
def test_of_a_child_whom_social_care_looks_out_for_everything_is_asked_however_short_it_is(
    people: People, kind: VulnerabilityKind
) -> None:
    client, page = make.signed_in(people.head), reverse("exclusions:suspensions:notice", args=[people.child.key])
    assert "What was tried before?" not in client.get(page).content.decode()
    known = {"kind": kind, "from_on": date(2026, 9, 1), "source": "Social care"}
    add_vulnerability(people.child, **known, by=people.officer, on=date(2026, 11, 27))
    assert "What was tried before?" in client.get(page).content.decode()


def test_who_tells_of_a_permanent_exclusion_sees_how_the_suspensions_add_up(people: People) -> None:
    suspended(people, date(2026, 11, 9), date(2026, 11, 11), sessions_carried=5)
    page = reverse("exclusions:notice", args=[people.child.key])
    text = make.signed_in(people.head).get(page).content.decode()
    assert "5.5 school days, of which 2.5 school days at schools before" in text
