"""Safeguarding separations: no exclusion, education at once, and open to few."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from exclusions.first_there import first_seen
from exclusions.permanent.models import PermanentExclusion
from exclusions.separation import panels, pathway, rules
from exclusions.separation.models import Separation
from exclusions.suspensions.models import Suspension
from oxle.accounts.visibility import visible_to
from oxle.cases import actions as cases
from oxle.cases import casework
from oxle.cases.models import Case
from oxle.cases.pathways import Step
from oxle.cases.sweep import sweep
from oxle.core.errors import Refused
from oxle.core.rules import change_rule
from oxle.correspondence.models import Message
from oxle.provision.actions import make_offer
from oxle.provision.models import Offer, OfferKind, ProviderWeek
from tests import make
from tests.exclusions.make import People, moment, separated, told_of_separation, unit

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 16)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")
    return People()


def due(case: Case) -> dict[str, date | None]:
    """The dates that run."""
    return {one.clock: one.due_on for one in case.deadlines.filter(state="running")}


def take(people: People, case: Case, step: Step, on: date, **facts: Any) -> None:
    case.refresh_from_db()
    reason = "As agreed." if step.reason else ""
    cases.take(case, step, by=people.officer, on=on, at=moment(on), facts=facts, reason=reason)


def test_before_26_july_2026_there_was_no_such_thing(people: People) -> None:
    with pytest.raises(Refused, match="There is no safeguarding separation before 26 July 2026"):
        separated(people, date(2026, 7, 24))
    assert not Case.objects.exists()


def test_it_is_no_exclusion(people: People) -> None:
    separated(people, ON)
    assert not Suspension.objects.exists()
    assert not PermanentExclusion.objects.exists()


def test_education_is_due_the_day_after_the_first_and_until_it_begins_not_until_it_is_arranged(people: People) -> None:
    case = separated(people, ON)
    take(people, case, pathway.ARRANGE, ON, place="A tutor")
    assert due(case)["education"] == date(2026, 11, 17)
    take(people, case, pathway.BEGIN, date(2026, 11, 17), confirmed_by="The tutor")
    assert "education" not in due(case)


def test_within_how_many_days_it_is_due_is_a_dated_setting_that_says_it_has_no_source(people: People) -> None:
    change_rule(rules.EDUCATION_WITHIN, "3 school days", from_on=date(2026, 11, 1), reason="Agreed")
    assert due(separated(people, ON))["education"] == date(2026, 11, 19)
    assert (rules.EDUCATION_WITHIN.certain, "unsourced" in rules.EDUCATION_WITHIN.source) == (False, True)


def test_it_is_reviewed_every_ten_school_days(people: People) -> None:
    case = separated(people, ON)
    assert due(case)["review"] == date(2026, 11, 30)
    take(people, case, pathway.HOLD_REVIEW, date(2026, 11, 20), found="Not yet.")
    assert due(case)["review"] == date(2026, 12, 4)


def test_the_school_offers_nothing_meanwhile_and_the_record_of_education_says_no_more_than_the_law(
    people: People,
) -> None:
    case = separated(people, ON)
    offer = Offer.objects.get()
    assert (offer.kind, offer.from_on, offer.to_on, offer.basis) == ("none", ON, None, "Education Act 1996 s.19")
    take(people, case, pathway.END, date(2026, 11, 20))
    offer.refresh_from_db()
    assert offer.to_on == date(2026, 11, 19)


def test_of_a_pupil_who_is_back_on_the_first_day_the_school_offered_all_of_it(people: People) -> None:
    take(people, separated(people, ON), pathway.END, ON)
    assert not Offer.objects.exists()


def test_a_manager_sees_it_and_an_exclusion_officer_only_once_it_is_theirs(people: People) -> None:
    case, manager, other = separated(people, ON), make.user("manager"), make.user("exclusion_officer", name="Other")
    assert [who for who in (manager, people.officer, other) if visible_to(who, Case).exists()] == [manager]
    client = make.signed_in(people.officer)
    assert client.get(case.get_absolute_url()).status_code == 404
    casework.allocate(
        case, to=people.officer, by=manager, on=ON, at=moment(ON), reason="Knows the school", version=case.version
    )  # fmt: skip
    assert [who for who in (manager, people.officer, other) if visible_to(who, Case).exists()] == [
        manager, people.officer,
    ]  # fmt: skip
    text = client.get(case.get_absolute_url()).content.decode()
    assert ("to be confirmed" in text, "They cannot be in one building." in text) == (True, True)


def test_at_the_school_the_head_sees_it_and_the_attendance_lead_learns_nothing_of_it(people: People) -> None:
    case = separated(people, ON)
    lead = make.user("school_attendance_lead", people.school.organisation)
    for who, told in ((people.head, True), (lead, False)):
        home = make.signed_in(who).get(reverse("cases:portal")).content.decode()
        assert (case.reference in home, "Tell us that pupils must be kept apart" in home) == (told, told)
    page = reverse("exclusions:separation:sent", args=[case.key])
    assert [make.signed_in(who).get(page).status_code for who in (people.head, lead)] == [200, 403]


def test_on_the_pupils_record_whoever_may_not_know_of_safeguarding_reads_nothing_of_it(people: People) -> None:
    separated(people, ON)
    record = reverse("people:child", args=[people.child.key])
    shown = {
        role: pathway.SEPARATION.name in make.signed_in(make.user(role, name=role)).get(record).content.decode()
        for role in ("manager", "tracking_officer", "admin_officer")
    }
    assert shown == {"manager": True, "tracking_officer": True, "admin_officer": False}


def typed_day(name: str, day: date) -> dict[str, int]:
    """A day as its three boxes are sent."""
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def test_a_head_tells_of_it_and_is_told_which_day_cannot_be(people: People) -> None:
    client = make.signed_in(people.head)
    notice = reverse("exclusions:separation:notice", args=[people.child.key])
    typed = {
        "pupil_view": "Is <afraid>.", "sen": "none", "social_worker": "yes", "led_by": "The lead", "why": "Apart.",
        **typed_day("decided_on", date(2026, 7, 20)), **typed_day("starts_on", date(2026, 7, 24)),
    }  # fmt: skip
    refused = client.post(notice, typed).content.decode()
    assert "There is no safeguarding separation before 26 July 2026" in refused
    assert "Is &lt;afraid&gt;." in refused
    typed |= {**typed_day("decided_on", date(2026, 11, 20)), **typed_day("starts_on", date(2026, 11, 23))}
    assert "Education begins" in client.post(notice, typed, follow=True).content.decode()
    assert Separation.objects.get().starts_on == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"decided_on": date(2026, 11, 17)}, "separation_begins_once_decided"),
        ({"why": ""}, "separation_says_why_and_who_leads"),
    ],
)
def test_the_database_keeps_what_cannot_be_out(people: People, changes: dict[str, Any], constraint: str) -> None:
    case = people.tell()
    facts = told_of_separation(ON) | changes
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Separation.objects.create(case=case, told_at=moment(ON), **facts)


def test_the_day_back_put_right_moves_what_the_school_does_not_offer(people: People) -> None:
    case = separated(people, ON)
    take(people, case, pathway.END, date(2026, 11, 20), found="Safe.")
    event = case.events.get(step="end")
    said = {"by": people.officer, "at": moment(date(2026, 11, 20)), "reason": "A slip"}
    event = cases.correct(event, on=date(2026, 11, 18), **said)
    assert Offer.objects.get().to_on == date(2026, 11, 17)
    event = cases.correct(event, on=ON, **said)
    assert not Offer.objects.exists()
    cases.correct(event, on=date(2026, 11, 19), **said)
    assert (Offer.objects.get().from_on, Offer.objects.get().to_on) == (ON, date(2026, 11, 18))


@pytest.mark.parametrize("to_on", [None, date(2026, 12, 18)])
def test_what_the_school_offered_before_a_case_that_was_a_mistake_goes_on_as_before(
    people: People, to_on: date | None
) -> None:
    before = make_offer(
        people.child, people.school, kind=OfferKind.REDUCED, from_on=date(2026, 11, 2), to_on=to_on,
        minutes=[60] * 10, source="A reduced timetable", by=people.officer,
    )  # fmt: skip
    case = separated(people, ON)
    before.refresh_from_db()
    assert before.to_on == date(2026, 11, 15)
    take(people, case, pathway.MISTAKE, date(2026, 11, 18))
    assert list(Offer.objects.values_list("pk", "to_on")) == [(before.pk, to_on)]


def test_at_the_school_nobody_but_who_may_know_of_it_is_chased_about_its_review(people: People) -> None:
    make.user("school_attendance_lead", people.school.organisation)
    separated(people, ON)
    assert sweep(at=moment(date(2026, 12, 2))).chased == 1
    assert [one.user for one in Message.objects.filter(kind="cases.chaser")] == [people.head]


def test_when_the_first_day_is_put_right_a_reduced_timetable_ends_on_the_day_before_it(people: People) -> None:
    timetable = make_offer(
        people.child, people.school, kind=OfferKind.REDUCED, from_on=date(2026, 11, 2), to_on=date(2026, 12, 18),
        minutes=[60] * 10, source="OX-TEST", by=people.officer,
    )  # fmt: skip
    case = separated(people, ON)
    said = {"at": moment(date(2026, 11, 20)), "by": people.officer, "reason": "The wrong day was typed."}
    for first_on, last_on in (("2026-11-18", 17), ("2026-11-17", 16)):
        event = case.events.get(superseded_by=None)
        cases.correct(event, on=ON, facts={"starts_on": first_on}, **said)
        timetable.refresh_from_db()
        assert timetable.to_on == date(2026, 11, last_on)
        assert Offer.objects.get(kind=OfferKind.NONE).from_on == date.fromisoformat(first_on)


def test_education_began_on_no_day_that_the_register_of_the_place_on_the_pupils_record_contradicts(
    people: People,
) -> None:
    case, provider = separated(people, ON), unit()
    make_offer(
        people.child, provider, kind=OfferKind.ALTERNATIVE, from_on=ON, to_on=None, minutes=[150] * 10,
        source="On the record", by=people.officer,
    )  # fmt: skip
    ProviderWeek.objects.create(child=people.child, provider=provider, monday=ON, marks=f"{'O O / ':20}")
    with pytest.raises(Refused, match="The register of Demo Unit says “Absent: no reason” of the child on 16 November"):
        take(people, case, pathway.BEGIN, ON, confirmed_by="The office")
    assert first_seen(case, date(2026, 11, 20)) == (provider, date(2026, 11, 17))
    take(people, case, pathway.BEGIN, date(2026, 11, 17), confirmed_by="The office")
    case.refresh_from_db()

    def shown() -> Any:
        rows = panels.about(Case.objects.get(), people.officer)["rows"]
        return next(row["value"] for row in rows if row["key"] == "Education has begun")

    assert shown() == ["17 November 2026"]
    ProviderWeek.objects.update(marks=f"{'O O O O ':20}")
    assert shown()[0].startswith("17 November 2026. The register of Demo Unit says “Absent: no reason” of the child")
    ProviderWeek.objects.all().delete()
    assert shown() == ["17 November 2026, said by The office, not confirmed by a register"]
