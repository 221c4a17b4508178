"""Where a suspended pupil is taught: full-time or it does not meet what is owed, in the ledger, and never longer than
the suspension, whatever becomes of it."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from exclusions.suspensions import actions, pathway
from exclusions.suspensions.models import Suspension, Withdrawn
from exclusions.suspensions.panels import about
from oxle.cases import actions as cases
from oxle.cases import revoking
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.core.errors import Refused
from oxle.correspondence.models import Message
from oxle.people.actions import add_vulnerability, edit_vulnerability
from oxle.people.models import VulnerabilityKind
from oxle.provision.ledger import ledger
from oxle.provision.models import Offer, OfferKind, Provider, ProviderWeek
from oxle.registers.codes import pack_week
from tests import make
from tests.exclusions.make import People, arranged, moment, suspended, unit

pytestmark = pytest.mark.django_db
MONDAY, DAY_SIX, LAST = date(2026, 11, 9), date(2026, 11, 16), date(2026, 11, 20)
FULL = [150] * 10


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-17T10:00:00+00:00")
    return People()


def due(case: Case | None) -> dict[str, date | None]:
    """The dates of education that run."""
    assert case is not None
    rows = case.deadlines.filter(state="running", clock__in=("day_six", "day_six_council", "looked_after"))
    return {one.clock: one.due_on for one in rows}


def take(people: People, case: Case | None, step: Step, on: date = DAY_SIX, **facts: Any) -> None:
    assert case is not None
    case.refresh_from_db()
    reason = "As found." if step.reason else ""
    cases.take(case, step, by=people.officer, on=on, at=moment(on), facts=facts, reason=reason)


def revoke(people: People, slip: Event) -> None:
    slip.case.refresh_from_db()
    revoking.revoke(slip, by=people.officer, at=moment(DAY_SIX), reason="Another pupil’s")


def offers(people: People) -> list[tuple[str, date, date | None, int]]:
    """What the pupil is offered: of what kind, from when until when, and how many minutes a week."""
    rows = Offer.objects.filter(child=people.child).order_by("from_on", "provider")
    return [(one.kind, one.from_on, one.to_on, one.minutes_a_week) for one in rows]


def offered(people: People) -> list[int]:
    """Hours offered in the two weeks of the suspension."""
    return [week.offered // 60 for week in ledger(people.child, MONDAY, LAST).weeks]


def put_right(people: People, one: Suspension, **told: Any) -> None:
    one.refresh_from_db()
    changed = [{"what": "Last day", "was": "Told", "now": "Another"}]
    said = {"by": people.officer, "on": DAY_SIX, "at": moment(DAY_SIX), "reason": "A slip."}
    actions.put_right(one, version=one.version, told=told, changed=changed, **said)


def test_begun_is_refused_until_it_is_recorded_where_and_for_how_many_hours(people: People) -> None:
    one = suspended(people, MONDAY, LAST)
    with pytest.raises(Refused, match=r"No place is arranged\. Use “Record the education arranged” first"):
        take(people, one.case, pathway.BEGIN, about=one.reference)
    arranged(people, one, DAY_SIX, DAY_SIX)
    take(people, one.case, pathway.BEGIN, about=one.reference)
    assert due(one.case) == {}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"full_time": False}, "The place arranged is not full-time"),
        ({"minutes": [60] + [0] * 9}, "The place arranged has 1 hours a week of 24"),
        ({"starts_on": date(2026, 11, 17)}, "The place arranged begins on 17 November 2026"),
    ],
)
def test_two_hours_at_a_tutor_do_not_meet_day_6_and_the_date_runs_on(
    people: People, changes: dict[str, Any], said: str
) -> None:
    one = suspended(people, MONDAY, LAST)
    arranged(people, one, DAY_SIX, **{"starts_on": DAY_SIX, **changes})
    with pytest.raises(Refused, match=said):
        take(people, one.case, pathway.BEGIN, about=one.reference)
    take(people, one.case, pathway.BEGIN_IN_PART, about=one.reference)
    assert due(one.case) == {"day_six": DAY_SIX}


def test_what_the_school_gives_stands_in_the_ledger_in_place_of_nothing_from_that_day(people: People) -> None:
    one = suspended(people, MONDAY, LAST)
    assert offered(people) == [0, 0]
    arranged(people, one, DAY_SIX, DAY_SIX, minutes=[60] * 10, full_time=False)
    assert offers(people) == [
        (OfferKind.NONE, MONDAY, date(2026, 11, 15), 0), (OfferKind.ALTERNATIVE, DAY_SIX, LAST, 600),
    ]  # fmt: skip
    assert offered(people) == [0, 10]


def test_a_place_with_a_provider_counts_beside_nothing_and_takes_a_free_place(people: People) -> None:
    one, provider = suspended(people, MONDAY, LAST), unit()
    arranged(people, one, DAY_SIX, DAY_SIX, provider=provider)
    assert offers(people) == [(OfferKind.NONE, MONDAY, LAST, 0), (OfferKind.ALTERNATIVE, DAY_SIX, LAST, 1500)]
    assert offered(people) == [0, 25]
    lapsed = unit("Lapsed", quality_checked_on=date(2025, 9, 1))
    with pytest.raises(Refused, match="Lapsed cannot be chosen"):
        arranged(people, one, DAY_SIX, date(2026, 11, 18), provider=lapsed)


def test_another_arrangement_ends_the_one_before_on_the_day_before_it(people: People) -> None:
    one = suspended(people, MONDAY, LAST)
    arranged(people, one, DAY_SIX, DAY_SIX, provider=unit())
    arranged(people, one, DAY_SIX, date(2026, 11, 19))
    assert offers(people) == [
        (OfferKind.NONE, MONDAY, date(2026, 11, 18), 0),
        (OfferKind.ALTERNATIVE, DAY_SIX, date(2026, 11, 18), 1500),
        (OfferKind.ALTERNATIVE, date(2026, 11, 19), LAST, 1500),
    ]
    arranged(people, one, DAY_SIX, date(2026, 11, 20), provider=Provider.objects.get())
    assert offered(people) == [0, 25]


@pytest.mark.parametrize("at_a_provider", [True, False])
def test_what_was_arranged_by_a_slip_is_taken_back_and_what_was_there_before_goes_on(
    people: People, at_a_provider: bool
) -> None:
    one = suspended(people, MONDAY, LAST)
    before = offers(people)
    slip = arranged(people, one, DAY_SIX, DAY_SIX, provider=unit() if at_a_provider else None)
    assert offers(people) != before
    revoke(people, slip)
    assert offers(people) == before
    arranged(people, one, DAY_SIX, DAY_SIX, provider=unit("Another Unit"))
    before = offers(people)
    slip = arranged(people, one, DAY_SIX, LAST, **{"provider": Provider.objects.first()} if at_a_provider else {})
    assert offers(people) != before
    revoke(people, slip)
    assert offers(people) == before
    assert due(one.case) == {"day_six": DAY_SIX}


def test_it_is_not_once_education_has_begun_or_the_provider_has_seen_the_pupil(people: People) -> None:
    one, provider = suspended(people, MONDAY, LAST), unit()
    slip = arranged(people, one, DAY_SIX, DAY_SIX, provider=provider)
    marks = pack_week(["/", *[None] * 9])
    seen = ProviderWeek.objects.create(child=people.child, provider=provider, monday=DAY_SIX, marks=marks)
    with pytest.raises(Refused, match="Demo Unit has marked the child as there"):
        revoke(people, slip)
    seen.delete()
    take(people, one.case, pathway.BEGIN, about=one.reference)
    with pytest.raises(Refused, match="has begun” was recorded since, and rests on this"):
        revoke(people, slip)


def test_nobody_is_taught_so_outside_the_suspension(people: People) -> None:
    one = suspended(people, MONDAY, LAST)
    with pytest.raises(Refused, match="The pupil is out from 9 November 2026 to 20 November 2026"):
        arranged(people, one, DAY_SIX, date(2026, 11, 23))
    assert offers(people) == [(OfferKind.NONE, MONDAY, LAST, 0)]


@pytest.mark.parametrize("at_a_provider", [True, False])
def test_a_suspension_that_is_shortened_ends_what_was_arranged_with_it(people: People, at_a_provider: bool) -> None:
    one = suspended(people, MONDAY, LAST)
    arranged(people, one, DAY_SIX, DAY_SIX, provider=unit() if at_a_provider else None)
    put_right(people, one, last_on=date(2026, 11, 18))
    assert max(to_on for _, _, to_on, _ in offers(people) if to_on) == date(2026, 11, 18)
    assert offered(people) == [0, 25 * 3 // 5 + (24 * 2 * 60 // 5) // 60]
    put_right(people, one, last_on=date(2026, 11, 13))
    assert offers(people) == [(OfferKind.NONE, MONDAY, date(2026, 11, 13), 0)]


def test_one_that_is_withdrawn_ends_it_on_the_last_day_out(people: People) -> None:
    one = suspended(people, MONDAY, LAST)
    arranged(people, one, DAY_SIX, DAY_SIX, provider=unit())
    one.refresh_from_db()
    said = {"by": people.officer, "on": date(2026, 11, 18), "at": moment(date(2026, 11, 18)), "reason": "Cancelled."}
    actions.withdraw(one, version=one.version, as_=Withdrawn.CANCELLED, out_until_on=date(2026, 11, 17), **said)
    assert offers(people) == [
        (OfferKind.NONE, MONDAY, date(2026, 11, 17), 0), (OfferKind.ALTERNATIVE, DAY_SIX, date(2026, 11, 17), 1500),
    ]  # fmt: skip


def test_governors_who_reinstate_the_pupil_end_it_too(people: People) -> None:
    one = suspended(people, MONDAY, date(2026, 12, 4))
    arranged(people, one, DAY_SIX, DAY_SIX, provider=unit())
    one.refresh_from_db()
    at = moment(date(2026, 11, 17))
    actions.reinstate(one, back_on=date(2026, 11, 18), by=people.officer, on=date(2026, 11, 17), at=at)
    assert Offer.objects.get(provider__isnull=False).to_on == date(2026, 11, 17)


def test_what_somebody_ended_sooner_is_not_lengthened_when_another_suspension_is_told(people: People) -> None:
    one = suspended(people, MONDAY, LAST)
    arranged(people, one, DAY_SIX, DAY_SIX, provider=unit())
    place = Offer.objects.get(provider__isnull=False)
    Offer.objects.filter(pk=place.pk).update(to_on=date(2026, 11, 17))
    suspended(people, date(2026, 11, 23), date(2026, 11, 24))
    place.refresh_from_db()
    assert place.to_on == date(2026, 11, 17)


def test_of_a_unit_that_the_council_maintains_its_officer_arranges_a_place(people: People) -> None:
    school = make.school("Unit", type_name="Pupil referral unit")
    make.enrolled(people.child, school, date(2026, 9, 1), kind="dual_subsidiary")
    one = suspended(people, MONDAY, LAST, school=school)
    assert due(one.case) == {"day_six_council": DAY_SIX}
    provider = unit("Another Unit")
    assert one.case is not None
    client = make.signed_in(people.officer)
    address = reverse("cases:step", args=[one.case.key, "arrange"])
    page = client.get(address).content.decode()
    assert "Another Unit is proposed: a place there is free on every day." in page
    assert "Free today: 2 every day." in page
    assert provider.offers.count() == 0


# --- a child who is looked after ------------------------------------------------------------------------------------


def in_care(people: People, from_on: date) -> Any:
    return add_vulnerability(
        people.child,
        kind=VulnerabilityKind.LOOKED_AFTER,
        from_on=from_on,
        source="Social care",
        by=people.officer,
        on=date(2026, 11, 17),
    )


def test_of_a_looked_after_child_it_is_due_the_day_after_the_first_however_short_it_is(people: People) -> None:
    in_care(people, date(2026, 3, 2))
    assert suspended(people, date(2026, 10, 5), date(2026, 10, 5)).case is None  # no day after the first
    one = suspended(people, MONDAY, date(2026, 11, 11))
    assert due(one.case) == {"looked_after": date(2026, 11, 10)}
    arranged(people, one, date(2026, 11, 10), date(2026, 11, 10))
    take(people, one.case, pathway.BEGIN, date(2026, 11, 10), about=one.reference)
    assert due(one.case) == {}
    assert offers(people)[-1] == (OfferKind.ALTERNATIVE, date(2026, 11, 10), date(2026, 11, 11), 1500)


def test_a_child_of_whom_only_the_school_says_so_is_looked_after_too(people: People) -> None:
    one = suspended(people, MONDAY, LAST, looked_after=True, virtual_school_spoken_to=True)
    assert due(one.case) == {"day_six": DAY_SIX, "looked_after": date(2026, 11, 10)}


def test_care_that_is_found_later_is_owed_from_the_first_day_and_goes_when_it_was_a_slip(people: People) -> None:
    one = suspended(people, MONDAY, LAST)
    care = in_care(people, date(2026, 3, 2))
    assert due(one.case) == {"day_six": DAY_SIX, "looked_after": date(2026, 11, 10)}
    edit_vulnerability(care, care.version, by=people.officer, on=date(2026, 11, 17), from_on=date(2026, 11, 18))
    assert due(one.case)["looked_after"] == date(2026, 11, 19)
    edit_vulnerability(care, care.version, by=people.officer, on=date(2026, 11, 17), from_on=date(2026, 11, 23))
    assert due(one.case) == {"day_six": DAY_SIX}


def test_a_short_one_that_still_runs_when_care_is_found_opens_a_case_and_one_that_is_over_does_not(
    people: People,
) -> None:
    over = suspended(people, MONDAY, date(2026, 11, 11))
    runs = suspended(people, date(2026, 11, 16), date(2026, 11, 18))
    in_care(people, date(2026, 3, 2))
    for one in (over, runs):
        one.refresh_from_db()
    assert (over.case, due(runs.case)) == (None, {"looked_after": date(2026, 11, 17)})


# --- who is told ----------------------------------------------------------------------------------------------------


def written_to(one: Suspension) -> list[str]:
    assert one.case is not None
    rows = Message.objects.filter(kind="cases.new", reference=one.case.reference)
    return sorted(rows.values_list("user__memberships__role", flat=True))


def test_officers_and_seniors_are_told_at_once_of_education_that_is_owed_and_of_nothing_else(people: People) -> None:
    make.user("manager", name="Manager")
    short = suspended(people, date(2026, 9, 14), date(2026, 9, 15), exam_missed=True)
    assert (short.case is not None, written_to(short)) == (True, [])
    assert written_to(suspended(people, MONDAY, LAST)) == ["exclusion_officer", "manager"]


def test_of_one_suspension_they_are_told_once_though_two_dates_run(people: People) -> None:
    one = suspended(people, MONDAY, LAST, looked_after=True, virtual_school_spoken_to=True)
    assert written_to(one) == ["exclusion_officer"]


def test_education_of_a_suspended_pupil_does_not_begin_on_a_day_without_a_session(people: People) -> None:
    one = suspended(people, MONDAY, LAST)
    with pytest.raises(Refused, match="14 November 2026 is a Saturday, and there is no session then"):
        arranged(people, one, DAY_SIX, date(2026, 11, 14))


def test_the_case_says_since_when_the_pupil_is_taught_and_that_no_register_confirms_it(people: People) -> None:
    one = suspended(people, MONDAY, LAST)
    take(people, one.case, pathway.BEGIN_IN_PART, about=one.reference, confirmed_by="The office")
    rows = {row["key"]: row["value"] for row in about(one.case, people.officer)["totals"]}
    assert rows["Education has begun"] == [
        "Not full-time, since 16 November 2026, said by The office, not confirmed by a register"
    ]
