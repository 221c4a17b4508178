"""Off-site directions: the notice in time, reviews, what appears unlawful, the place with a provider, the end."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from exclusions import head_letters
from exclusions.off_site import actions, lawful, letters, pathway, placing, queries
from exclusions.off_site.models import Aim, OffSiteDirection
from exclusions.reform import may_direct
from exclusions.telling import SupportForSen
from oxle.cases import actions as cases
from oxle.cases.challenges import challenges_of
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.cases.standing import last_taken
from oxle.core.errors import Refused
from oxle.provision import actions as provision
from oxle.provision.models import Offer
from oxle.schools.models import School
from oxle.schools.queries import calendar_of
from tests import make
from tests.exclusions.make import People, calendar, directed, moment, told_of_direction, unit
from tests.schooldays.calendars import BLOCKS_B, INSET_B

pytestmark = pytest.mark.django_db
STARTS_ON, ENDS_ON = date(2026, 11, 30), date(2026, 12, 18)
IN_TIME = date(2026, 11, 16)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-27T10:00:00+00:00")
    return People()


def due(case: Case) -> dict[str, date | None]:
    """The dates that run."""
    return {one.clock: one.due_on for one in case.deadlines.filter(state="running")}


def take(people: People, case: Case, step: Step, on: date, **facts: Any) -> Event:
    case.refresh_from_db()
    reason = "As agreed." if step.reason else ""
    return cases.take(case, step, by=people.officer, on=on, at=moment(on), facts=facts, reason=reason)


def extend(people: People, case: Case, on: date, ends_on: date) -> Event:
    case.refresh_from_db()
    said = {"by": people.head, "on": on, "at": moment(on), "facts": {}, "reason": ""}
    said["facts"] = {"why": "It helps."}
    return actions.extend(case, pathway.EXTEND, data={"ends_on": ends_on, "review_on": ends_on}, **said)


def asked(case: Case) -> list[str]:
    """What was challenged."""
    return [one.why for one in challenges_of(case)]


def test_w27_the_notice_is_due_two_school_days_before_at_a_school_that_keeps_the_councils_terms(people: People) -> None:
    case = directed(people, STARTS_ON, ENDS_ON, notice_on=None)
    assert due(case)["notice"] == date(2026, 11, 26)


def test_w27_the_notice_is_due_a_day_earlier_where_the_day_before_is_an_inset_day(people: People) -> None:
    people.school.calendar = calendar(BLOCKS_B, INSET_B, name="CAL-B")
    people.school.save()
    case = directed(people, STARTS_ON, ENDS_ON, notice_on=None)
    assert due(case)["notice"] == date(2026, 11, 25)


def test_a_notice_on_the_last_day_is_in_time_and_one_the_day_after_is_challenged(people: People) -> None:
    case = directed(people, STARTS_ON, ENDS_ON, notice_on=None)
    take(people, case, pathway.GIVE_NOTICE, date(2026, 11, 26), notice_on="2026-11-26")
    assert (asked(case), "notice" in due(case)) == ([], False)
    take(people, case, pathway.GIVE_NOTICE, date(2026, 11, 27), notice_on="2026-11-27")
    (why,) = asked(case)
    assert why == (
        "The parents were given the notice on 27 November 2026, and it begins on 30 November 2026: the last day for it "
        "was 26 November 2026 (Education Act 2002 s.29A and its regulations: in writing, not less than two school days "
        "before it begins)."
    )
    assert OffSiteDirection.objects.get().notice_on == date(2026, 11, 27)


def test_a_notice_before_the_decision_that_it_is_about_is_refused_at_its_field(people: People) -> None:
    case = directed(people, date(2026, 11, 9), date(2026, 11, 27), notice_on=None)
    decided_on = OffSiteDirection.objects.get().decided_on
    with pytest.raises(Refused, match="before it was decided") as refused:
        take(people, case, pathway.GIVE_NOTICE, IN_TIME, notice_on=(decided_on - actions.DAY).isoformat())
    assert refused.value.field == "notice_on"
    take(people, case, pathway.GIVE_NOTICE, IN_TIME, notice_on=decided_on.isoformat())
    extend(people, case, date(2026, 11, 18), ENDS_ON)
    with pytest.raises(Refused, match="before it was decided, 18 November 2026"):
        take(people, case, pathway.GIVE_NOTICE, date(2026, 11, 20), notice_on="2026-11-17")
    event = take(people, case, pathway.GIVE_NOTICE, date(2026, 11, 20), notice_on="2026-11-18")
    with pytest.raises(Refused, match="before it was decided, 18 November 2026"):
        cases.correct(
            event, by=people.officer, on=event.on, at=moment(event.on), reason="A slip",
            facts={"notice_on": "2026-11-17"},
        )  # fmt: skip


def test_one_told_so_late_that_no_notice_can_be_in_time_is_received_and_challenged(people: People) -> None:
    case = directed(people, STARTS_ON, ENDS_ON, notice_on=None, on=date(2026, 11, 27))
    (why,) = asked(case)
    assert "had not been given the notice by 27 November 2026" in why
    assert case.is_open
    assert due(case)["challenge_answer"] == date(2026, 12, 4)


@pytest.mark.parametrize(
    ("is_academy", "type_name", "decided_on", "may"),
    [
        (False, "Community school", date(2026, 7, 25), True),
        (True, "Academy converter", date(2026, 7, 25), False),
        (True, "Academy converter", date(2026, 7, 26), True),
        (False, "Pupil referral unit", date(2026, 7, 25), False),
        (False, "Pupil referral unit", date(2026, 7, 26), True),
        (False, "Other independent school", date(2026, 11, 2), False),
    ],
)
def test_only_maintained_schools_could_direct_before_26_july_2026_and_every_state_school_can_since(
    is_academy: bool, type_name: str, decided_on: date, may: bool
) -> None:
    assert may_direct(School(is_academy=is_academy, type_name=type_name), decided_on) is may


def test_a_direction_by_a_school_that_had_no_power_that_day_is_received_and_challenged(people: People) -> None:
    people.school.is_academy = True
    people.school.save()
    case = directed(people, date(2026, 9, 7), ENDS_ON, decided_on=date(2026, 7, 10), notice_on=date(2026, 7, 10))
    (why,) = asked(case)
    assert why.startswith("Example School had no power to direct a pupil off site on 10 July 2026")


def test_a_direction_as_a_sanction_is_received_and_challenged(people: People) -> None:
    (why,) = asked(directed(people, STARTS_ON, ENDS_ON, aim=Aim.SANCTION))
    assert "never as a sanction (Education Act 2002 s.29A)" in why


def test_a_lawful_direction_in_time_is_not_challenged(people: People) -> None:
    assert asked(directed(people, STARTS_ON, ENDS_ON)) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"starts_on": date(2026, 11, 2)}, "2 November 2026 is not a school day at Example School .* Enter a school"),
        ({"ends_on": date(2026, 11, 27)}, "The last day there cannot be before the first"),
        ({"decided_on": date(2026, 11, 17)}, "The direction cannot have been decided after that"),
        ({"review_on": date(2026, 11, 13)}, "A review cannot be held before it was decided"),
        ({"review_on": date(2027, 1, 8)}, "The last day there is 18 December 2026"),
        ({"minutes": [0, 0, 150, 150] + [0] * 6}, "Monday 30 November 2026 has none of the sessions"),
        ({"notice_on": date(2026, 11, 13)}, "given the notice before it was decided"),
        ({"notice_on": date(2026, 11, 17)}, "This came on 16 November 2026. The parents cannot have been given the"),
    ],
)
def test_only_what_cannot_be_is_refused(people: People, changes: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        directed(people, **{"starts_on": STARTS_ON, "ends_on": ENDS_ON, "on": IN_TIME} | changes)
    assert not Case.objects.exists()


def test_a_provider_that_has_lapsed_is_refused(people: People) -> None:
    lapsed = unit(safeguarding_checked_on=date(2025, 1, 1))
    with pytest.raises(Refused, match="Demo Unit cannot be chosen"):
        directed(people, STARTS_ON, ENDS_ON, provider=lapsed, place_name="", address="")


def test_a_second_direction_of_a_pupil_is_refused_while_one_is_open(people: People) -> None:
    directed(people, STARTS_ON, ENDS_ON)
    with pytest.raises(Refused, match="already has an open case of this kind"):
        directed(people, STARTS_ON, ENDS_ON)


def test_the_school_reviews_it_on_the_day_it_fixed_and_fixes_the_next(people: People) -> None:
    case = directed(people, STARTS_ON, ENDS_ON, review_on=date(2026, 12, 7))
    assert due(case)["review"] == date(2026, 12, 7)
    take(people, case, pathway.HOLD_REVIEW, date(2026, 12, 4), review_on="2026-12-14")
    assert due(case)["review"] == date(2026, 12, 14)


@pytest.mark.parametrize(("asked_on", "spared"), [(date(2027, 2, 12), True), (date(2027, 2, 13), False)])
def test_a_review_that_is_asked_for_is_owed_unless_one_was_held_in_the_last_ten_weeks(
    people: People, asked_on: date, spared: bool
) -> None:
    case = directed(people, STARTS_ON, date(2027, 3, 25))
    assert queries.spared_until(case, date(2026, 12, 4)) is None
    take(people, case, pathway.HOLD_REVIEW, date(2026, 12, 4))
    assert queries.spared_until(case, asked_on) == (date(2027, 2, 12) if spared else None)


def test_a_review_that_is_owed_is_due_in_ten_school_days_and_one_that_is_not_has_no_date(people: People) -> None:
    case = directed(people, STARTS_ON, date(2027, 3, 25))
    take(people, case, pathway.ASK_REVIEW, date(2026, 12, 4), asked_by="parent", owed_from="2026-12-04")
    assert due(case)["asked_review"] == date(2026, 12, 18)
    take(people, case, pathway.HOLD_REVIEW, date(2026, 12, 11))
    take(people, case, pathway.ASK_REVIEW, date(2026, 12, 14), asked_by="parent", spared_until="2027-02-19")
    assert "asked_review" not in due(case)


def test_the_council_can_ask_for_a_review_only_of_a_pupil_with_an_ehc_plan(people: People) -> None:
    client = make.signed_in(people.officer)
    for sen, refused in ((SupportForSen.SUPPORT, True), (SupportForSen.PLAN, False)):
        child = make.child(f"Pupil {sen}", at=people.school)
        case = directed(people, STARTS_ON, ENDS_ON, sen=sen, child=child)
        page = reverse("cases:step", args=[case.key, "ask_review"])
        typed = {"asked_by": "council", "on_day": 26, "on_month": 11, "on_year": 2026, "version": case.version}
        text = client.post(page, typed, follow=True).content.decode()
        assert ("The council can ask for a review of a pupil with an EHC plan only" in text) is refused
        assert case.events.filter(step="ask_review").exists() is not refused
    assert case.events.get(step="ask_review").facts == {
        "asked_by": "council", "owed_from": "2026-11-26", "spared_until": None,
    }  # fmt: skip


def test_an_asked_for_review_put_right_to_a_day_on_which_none_was_owed_is_not_due_any_more(people: People) -> None:
    case = directed(people, date(2026, 11, 9), date(2027, 3, 25))
    take(people, case, pathway.ASK_REVIEW, date(2026, 11, 17), asked_by="parent", owed_from="2026-11-17")
    take(people, case, pathway.HOLD_REVIEW, date(2026, 11, 18))
    event = take(people, case, pathway.ASK_REVIEW, date(2026, 11, 17), asked_by="parent", owed_from="2026-11-17")
    case.refresh_from_db()
    page = reverse("cases:correct", args=[case.key, event.order])
    typed = {
        "asked_by": "parent", "on_day": 26, "on_month": 11, "on_year": 2026, "reason": "A slip",
        "version": case.version,
    }  # fmt: skip
    make.signed_in(people.officer).post(page, typed)
    facts = last_taken(case, "ask_review").facts
    assert (facts["owed_from"], facts["spared_until"]) == (None, "2027-01-27")
    assert "asked_review" not in due(case)


def test_an_extension_goes_on_from_the_next_school_day_and_owes_a_new_notice(people: People) -> None:
    case = directed(people, date(2026, 11, 9), date(2026, 11, 27))
    extend(people, case, date(2026, 11, 20), ENDS_ON)
    told = OffSiteDirection.objects.get()
    assert (told.ends_on, told.notice_on, queries.begins_on(case)) == (ENDS_ON, None, STARTS_ON)
    assert (due(case)["notice"], due(case)["last_day"]) == (date(2026, 11, 26), date(2027, 1, 5))
    assert asked(case) == []


def test_an_extension_for_which_no_notice_can_be_in_time_is_challenged(people: People) -> None:
    case = directed(people, date(2026, 11, 9), date(2026, 11, 27))
    extend(people, case, date(2026, 11, 27), ENDS_ON)
    assert "had not been given the notice by 27 November 2026" in asked(case)[0]


def test_an_extension_must_be_to_a_later_day(people: People) -> None:
    case = directed(people, date(2026, 11, 9), date(2026, 11, 27))
    with pytest.raises(Refused, match="It lasts until 27 November 2026 already"):
        extend(people, case, date(2026, 11, 20), date(2026, 11, 27))


def give_place(people: People, case: Case) -> Event:
    case.refresh_from_db()
    on = date(2026, 11, 20)
    said = {"by": people.officer, "on": on, "at": moment(on), "facts": {}, "reason": ""}
    return placing.give(case, pathway.PLACE, data={"full_time": False}, **said)


def test_the_officer_gives_the_place_and_the_school_offers_the_rest_of_the_week(people: People) -> None:
    minutes = [150, 150] + [0] * 8
    case = directed(people, STARTS_ON, ENDS_ON, provider=unit(), place_name="", address="", minutes=minutes)
    provision.state_full_week(
        people.school, from_on=date(2026, 9, 1), minutes=1500, source="The school", by=people.officer
    )
    assert queries.can_be_placed_finding(case, None, STARTS_ON) is None
    give_place(people, case)
    given, school = Offer.objects.filter(source=case.reference).order_by("school__pk")[::-1]
    assert (given.minutes, given.from_on, given.to_on, given.basis) == (
        minutes, STARTS_ON, ENDS_ON, "Education Act 2002 s.29A",
    )  # fmt: skip
    assert school.minutes == [0, 0] + [150] * 8
    with pytest.raises(Refused, match="The place is given already"):
        give_place(people, case)


def test_a_place_is_refused_with_its_rule_where_no_day_is_free_and_nothing_is_half_given(people: People) -> None:
    full = unit(places=[0] * 5)
    case = directed(people, STARTS_ON, ENDS_ON, provider=full, place_name="", address="")
    with pytest.raises(Refused, match="Demo Unit has no place free on Monday"), transaction.atomic():
        give_place(people, case)
    assert not Offer.objects.exists()


def test_of_a_place_that_is_none_of_the_directory_there_is_none_to_give(people: People) -> None:
    with pytest.raises(Refused, match="none of the directory"):
        give_place(people, directed(people, STARTS_ON, ENDS_ON))


def test_when_it_ends_so_does_the_place_and_what_would_begin_later_never_was(people: People) -> None:
    case = directed(people, date(2026, 11, 9), ENDS_ON, provider=unit(), place_name="", address="")
    give_place(people, case)
    take(people, case, pathway.END, date(2026, 11, 27))
    assert set(Offer.objects.values_list("to_on", flat=True)) == {date(2026, 11, 27)}
    later = directed(
        people, STARTS_ON, ENDS_ON, provider=unit("Other Unit"), place_name="", address="",
        child=make.child("Later", at=people.school),
    )  # fmt: skip
    give_place(people, later)
    take(people, later, pathway.END, date(2026, 11, 27))
    assert not Offer.objects.filter(source=later.reference).exists()


@pytest.mark.parametrize(
    ("back_on", "last_days"), [(date(2026, 11, 27), {date(2026, 11, 26)}), (date(2026, 11, 9), set())]
)
def test_on_the_day_on_which_the_pupil_is_back_the_place_is_over_and_one_from_that_day_on_never_was(
    people: People, back_on: date, last_days: set[date]
) -> None:
    case = directed(people, date(2026, 11, 9), ENDS_ON, provider=unit(), place_name="", address="")
    give_place(people, case)
    take(people, case, pathway.RETURN, back_on)
    assert set(Offer.objects.values_list("to_on", flat=True)) == last_days


def put_right(people: People, event: Event, on: date | None = None, **facts: Any) -> Event:
    return cases.correct(
        event, by=people.officer, on=on or event.on, at=moment(date(2027, 1, 8)), reason="A slip", facts=facts
    )


def offers_of(case: Case) -> list[tuple[bool, date, date | None]]:
    """What is offered for a case: whether by a provider, from when, until when."""
    rows = Offer.objects.filter(source=case.reference).order_by("-provider")
    return sorted((bool(one.provider_id), one.from_on, one.to_on) for one in rows)


def test_the_day_back_put_right_moves_the_places_last_day_with_it(people: People) -> None:
    begun = date(2026, 11, 9)
    case = directed(people, begun, ENDS_ON, provider=unit(), place_name="", address="", minutes=[150] * 2 + [0] * 8)
    give_place(people, case)
    back = take(people, case, pathway.RETURN, date(2026, 11, 27))
    later = put_right(people, back, date(2026, 12, 4))
    assert offers_of(case) == [(False, begun, date(2026, 12, 3)), (True, begun, date(2026, 12, 3))]
    never = put_right(people, later, begun)
    assert offers_of(case) == []
    put_right(people, never, date(2027, 1, 5))
    assert offers_of(case) == [(False, begun, ENDS_ON), (True, begun, ENDS_ON)]


def test_an_extension_put_right_after_a_later_one_is_not_the_one_that_counts(people: People) -> None:
    case = directed(people, date(2026, 11, 9), date(2026, 11, 20))
    first = extend(people, case, date(2026, 11, 16), date(2026, 11, 27))
    extend(people, case, date(2026, 11, 18), ENDS_ON)
    put_right(people, first, ends_on="2026-11-26")
    assert (OffSiteDirection.objects.get().ends_on, queries.begins_on(case)) == (ENDS_ON, STARTS_ON)


def test_nobody_is_back_from_a_direction_before_it_has_begun(people: People) -> None:
    case = directed(people, STARTS_ON, ENDS_ON)
    with pytest.raises(Refused, match="The direction begins on 30 November 2026: the pupil cannot be back before that"):
        take(people, case, pathway.RETURN, date(2026, 11, 27))
    back = take(people, case, pathway.RETURN, date(2026, 12, 1))
    assert not case.is_open
    with pytest.raises(Refused, match="The direction begins on 30 November 2026") as refused:
        put_right(people, back, date(2026, 11, 27))
    assert refused.value.field == "on"
    put_right(people, back, STARTS_ON)


def test_the_notice_of_an_extension_says_why_it_goes_on_and_the_review_that_the_school_fixed(people: People) -> None:
    case = directed(people, date(2026, 11, 9), date(2026, 11, 27), review_on=date(2026, 11, 13))
    extend(people, case, date(2026, 11, 20), ENDS_ON)
    says = letters.says(case, on=date(2026, 11, 20))
    assert (says["reasons"], says["review_on"], says["extends"]) == ("It helps.", ENDS_ON, True)
    assert due(case)["review"] == ENDS_ON
    with pytest.raises(Refused, match="A review cannot be held before it was decided, 20 November 2026"):
        actions.extend(
            case, pathway.EXTEND, by=people.head, on=date(2026, 11, 20), at=moment(date(2026, 11, 20)), facts={},
            data={"ends_on": date(2027, 1, 8), "review_on": date(2026, 11, 19)},
        )  # fmt: skip
    with pytest.raises(Refused, match="The last day there is 8 January 2027"):
        actions.extend(
            case, pathway.EXTEND, by=people.head, on=date(2026, 11, 20), at=moment(date(2026, 11, 20)), facts={},
            data={"ends_on": date(2027, 1, 8), "review_on": date(2027, 1, 11)},
        )  # fmt: skip


def test_a_review_that_was_held_and_fixed_no_other_leaves_no_day_in_the_notice(people: People) -> None:
    case = directed(people, date(2026, 11, 9), ENDS_ON)
    take(people, case, pathway.HOLD_REVIEW, date(2026, 11, 20))
    says = letters.says(case, on=date(2026, 11, 20)) | {"signed_by": "A head", "signed_as": "Head"}
    assert says["review_on"] is None
    assert "reviews whether this helps as often as is needed." in head_letters.page(letters.NOTICE, says)


@pytest.mark.parametrize(("on", "begun"), [(date(2026, 11, 29), False), (STARTS_ON, True), (date(2026, 12, 2), True)])
def test_a_notice_that_is_drafted_late_asks_for_nothing_before_a_day_that_has_come(
    people: People, on: date, begun: bool
) -> None:
    case = directed(people, STARTS_ON, ENDS_ON)
    says = letters.says(case, on=on) | {"signed_by": "A head", "signed_as": "Head"}
    text = head_letters.page(letters.NOTICE, says)
    assert ("before the first day" in text, "speak to us now" in text) == (not begun, begun)


@pytest.mark.parametrize(("aim", "says_so"), [(Aim.BEHAVIOUR, True), (Aim.SANCTION, False), (Aim.OTHER, False)])
def test_the_notice_says_that_it_is_to_improve_behaviour_only_where_that_is_its_aim(
    people: People, aim: Aim, says_so: bool
) -> None:
    case = directed(people, STARTS_ON, ENDS_ON, aim=aim)
    says = letters.says(case, on=date(2026, 11, 20)) | {"signed_by": "A head", "signed_as": "Head"}
    text = head_letters.page(letters.NOTICE, says)
    assert ("to improve behaviour" in text, "not a punishment" in text) == (says_so, says_so)


def test_the_notice_counts_as_given_on_its_day_and_not_on_the_day_the_council_learned_of_it(people: People) -> None:
    case = directed(people, STARTS_ON, ENDS_ON, notice_on=None)
    take(people, case, pathway.GIVE_NOTICE, date(2026, 11, 27), notice_on="2026-11-25")
    assert case.deadlines.get(clock="notice").met_on == date(2026, 11, 25)


def test_one_that_ends_as_planned_is_due_to_be_over_on_the_next_school_day(people: People) -> None:
    assert due(directed(people, STARTS_ON, date(2026, 12, 4)))["last_day"] == date(2026, 12, 7)


def test_the_list_says_of_each_open_direction_what_is_to_be_done_first(people: People) -> None:
    seen = []
    for number, changes in enumerate(
        (
            {"aim": Aim.OTHER},
            {"notice_on": None, "on": IN_TIME},
            {"review_on": date(2026, 11, 20)},
            {},
        )
    ):
        child = make.child(f"Pupil {number}", at=people.school)
        case = directed(people, STARTS_ON, date(2026, 12, 14 + number), child=child, **changes)
        if number:
            take(people, case, pathway.LOOK, IN_TIME)
        seen.append(case)
    with_no_notice = queries.standing_for(people.officer, date(2026, 11, 27))
    assert [(one.told.case, one.words) for one in with_no_notice] == list(
        zip(seen, ["Appears unlawful", "Notice overdue", "Review overdue", "In order"], strict=True)
    )
    take(people, seen[0], pathway.END, date(2026, 11, 27))
    assert len(queries.standing_for(people.officer, date(2026, 11, 27))) == 3


def test_the_notice_says_everything_that_the_law_requires_and_names_no_parent(people: People) -> None:
    case = directed(people, STARTS_ON, ENDS_ON, minutes=[150, 0] * 5)
    says = letters.says(case, on=date(2026, 11, 20)) | {"signed_by": "A head", "signed_as": "Head"}
    assert set(letters.NOTICE.needs) - {name for name, value in says.items() if value} == set()
    text = head_letters.page(letters.NOTICE, says)
    for said in (
        "1 Farm Lane, Exampleton", "The farmer", "on 15 school days", "Monday 30 November 2026", "9:15am",
        "2:45pm", "noon to 12:30pm", "Lessons end in quarrels.", "Keeps calm in a group.",
    ):  # fmt: skip
        assert said in text
    assert people.parent.family not in text.replace(case.child.shown_name, "")


def test_the_first_day_put_right_moves_the_notices_last_day_and_what_is_kept(people: People) -> None:
    case = directed(people, STARTS_ON, ENDS_ON, notice_on=None)
    event = case.events.get(step="tell")
    cases.correct(
        event, by=people.officer, on=event.on, at=moment(event.on), reason="A slip",
        facts={"starts_on": "2026-12-07"},
    )  # fmt: skip
    assert OffSiteDirection.objects.get().starts_on == date(2026, 12, 7)
    assert due(case)["notice"] == date(2026, 12, 3)


def test_the_first_day_is_not_put_right_to_one_after_the_pupil_was_back(people: People) -> None:
    case = directed(people, date(2026, 11, 9), ENDS_ON)
    take(people, case, pathway.RETURN, date(2026, 11, 20))
    event = case.events.get(step="tell")
    with pytest.raises(Refused, match="back at school on 20 November 2026") as refused:
        put_right(people, event, starts_on="2026-11-23")
    assert refused.value.field == "starts_on"
    put_right(people, event, starts_on="2026-11-20")
    assert OffSiteDirection.objects.get().starts_on == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"ends_on": date(2026, 11, 27)}, "direction_ends_after_it_begins"),
        ({"decided_on": date(2026, 12, 7), "notice_on": None}, "direction_begins_once_decided"),
        ({"notice_on": date(2026, 11, 13)}, "direction_notice_once_decided"),
        ({"place_name": ""}, "direction_is_to_one_place"),
        ({"objectives": ""}, "direction_says_why_and_to_whom"),
        ({"minutes": [150] * 9}, "direction_has_ten_sessions"),
        ({"finishes_at": "09:00"}, "direction_day_ends_after_it_begins"),
    ],
)
def test_the_database_keeps_what_cannot_be_out(people: People, changes: dict[str, Any], constraint: str) -> None:
    case = people.tell()
    facts = told_of_direction(STARTS_ON, ENDS_ON) | changes
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        OffSiteDirection.objects.create(case=case, told_at=moment(IN_TIME), **facts)


def test_where_terms_are_not_loaded_nothing_is_called_late(people: People) -> None:
    assert lawful.last_day_for_notice(date(2030, 1, 8), calendar_of(people.school)) is None
    assert lawful.of_notice(None, starts_on=date(2030, 1, 8), known_on=date(2030, 1, 8), last_on=None) == []
