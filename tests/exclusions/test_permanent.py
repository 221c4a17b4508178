"""Permanent exclusions: what is due when, who owes it, what the child is offered, and how a case ends."""

from datetime import date, timedelta
from typing import Any

import pytest

from exclusions.permanent import actions, agenda, arranging, home, pathway, queries
from exclusions.permanent.models import PermanentExclusion
from exclusions.permanent.panels import about
from exclusions.permanent.step_forms import ArrangeForm, ConsultForm
from exclusions.permanent.words import WORDS
from exclusions.placement.forms import ConfirmForm, EnrolForm
from oxle.cases import actions as cases
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.core.errors import Refused
from oxle.people.actions import add_vulnerability
from oxle.people.models import EnrolmentKind
from oxle.provision.actions import make_offer, state_full_week
from oxle.provision.ledger import ledger
from oxle.provision.models import Offer, OfferKind, Provider, ProviderKind, ProviderWeek
from oxle.registers.models import ChildWeek
from oxle.schools.models import School
from oxle.transfers.finding import find_all
from oxle.transfers.models import Reason, Transfer
from tests import make
from tests.exclusions.make import FIRST_ON, People, calendar, moment, suspended, told, unit
from tests.schooldays.calendars import BLOCKS_B, INSET_B

pytestmark = pytest.mark.django_db
FULL = [150] * 10


@pytest.fixture
def people() -> People:
    return People()


def due(case: Case) -> dict[str, date | None]:
    """The dates that run."""
    return {one.clock: one.due_on for one in case.deadlines.filter(state="running")}


def take(people: People, case: Case, step: Step, on: date, **facts: Any) -> Event:
    case.refresh_from_db()
    reason = "As agreed." if step.reason else ""
    return cases.take(case, step, by=people.officer, on=on, at=moment(on), facts=facts, reason=reason)


def arrange(people: People, case: Case, on: date, starts_on: date, **data: Any) -> Event:
    case.refresh_from_db()
    data = {"starts_on": starts_on, "minutes": FULL, "full_time": True, **data}
    return arranging.arrange(
        case, pathway.ARRANGE, data=data, by=people.officer, on=on, at=moment(on), facts={}, reason=""
    )  # fmt: skip


@pytest.mark.parametrize(
    ("first_on", "inclusive", "after"),
    [
        (date(2026, 11, 9), date(2026, 11, 16), date(2026, 11, 17)),  # W07, W08
        (date(2026, 12, 18), date(2027, 1, 11), date(2027, 1, 12)),  # W09: over Christmas and an INSET day
    ],
)
def test_day_6_is_counted_in_both_readings(people: People, first_on: date, inclusive: date, after: date) -> None:
    dates = due(people.tell(first_on=first_on))
    assert (dates["day_six"], dates["day_six_after"]) == (inclusive, after)


@pytest.mark.parametrize(
    ("told_on", "by"),
    [
        (date(2026, 11, 9), date(2026, 11, 30)),  # W12
        (date(2026, 10, 22), date(2026, 11, 20)),  # W13: half-term and an INSET day
    ],
)
def test_governors_decide_within_15_school_days_of_being_told(people: People, told_on: date, by: date) -> None:
    assert due(people.tell(first_on=told_on))["governors"] == by


def test_papers_are_sent_five_school_days_before_the_governors_meet(people: People) -> None:
    case = people.tell()
    take(people, case, pathway.CALL_GOVERNORS, date(2026, 11, 16), meeting_on="2026-11-30")
    assert due(case)["papers"] == date(2026, 11, 23)  # W15
    take(people, case, pathway.SEND_PAPERS, date(2026, 11, 20))
    assert "papers" not in due(case)


def test_papers_are_counted_by_the_academys_own_calendar(people: People) -> None:
    people.school.calendar = calendar(BLOCKS_B, INSET_B, name="CAL-B")
    people.school.save()
    case = people.tell()
    take(people, case, pathway.CALL_GOVERNORS, date(2026, 11, 16), meeting_on="2026-11-30")
    assert due(case)["papers"] == date(2026, 11, 20)  # W15 B: the 27th is an INSET day there


def test_a_place_at_a_referral_unit_is_proposed_and_none_where_no_unit_has_one_on_every_day(
    people: People,
) -> None:
    """The unit with the most places free, whatever else could be chosen."""
    tutor = unit("A Tutor", places=[9] * 5)
    Provider.objects.filter(pk=tutor.pk).update(kind=ProviderKind.TUTOR)
    full, free = unit("Full Unit", places=[0] * 5), unit("Free Unit")
    case = people.tell()

    def proposed() -> tuple[Any, str]:
        form = ArrangeForm(None, on=FIRST_ON, case=case, step=pathway.ARRANGE, parties=())
        assert {tutor.key, full.key, free.key} <= set(form.providers)
        return form.fields["provider"].initial, str(form.fields["provider"].help_text)

    assert proposed() == (free.key, "Free Unit is proposed: a place there is free on every day.")
    Provider.objects.filter(pk=free.pk).update(places=[2, 2, 0, 2, 2])
    assert proposed()[0] is None


def test_a_review_can_be_asked_for_15_school_days_after_the_parents_were_told(people: People) -> None:
    case = people.tell()
    take(people, case, pathway.UPHOLD, date(2026, 12, 2), parents_told_on="2026-12-02")
    assert due(case)["review_window"] == date(2027, 1, 7)  # W24


def test_a_review_is_held_by_the_fifteenth_school_day_after_it_counts_as_asked_for(people: People) -> None:
    case = people.tell()
    take(people, case, pathway.UPHOLD, date(2026, 11, 27), parents_told_on="2026-11-27")
    take(people, case, pathway.ASK_REVIEW, date(2026, 12, 2), review_made_on="2026-12-02")
    assert due(case)["review"] == date(2027, 1, 7)  # W25: posted on 30 November


def test_of_a_looked_after_child_education_is_due_the_day_after_the_first(people: People) -> None:
    case = people.tell(looked_after=True, virtual_school_spoken_to=True)
    assert due(case)["looked_after"] == date(2026, 11, 10)


def test_of_any_other_child_it_is_due_by_day_6(people: People) -> None:
    assert "looked_after" not in due(people.tell())


def test_a_late_notice_is_received_and_its_dates_count_from_the_exclusion(people: People) -> None:
    case = people.tell(on=date(2026, 11, 20))
    assert due(case)["day_six"] == date(2026, 11, 16)
    assert case.opened_on == date(2026, 11, 20)


def test_of_an_exclusion_from_tomorrow_the_council_is_told_today(people: People) -> None:
    case = people.tell(on=date(2026, 11, 6), decided_on=date(2026, 11, 6))
    assert (case.opened_on, due(case)["day_six"]) == (date(2026, 11, 6), date(2026, 11, 16))


def test_a_notice_before_the_decision_is_refused(people: People) -> None:
    with pytest.raises(Refused, match="This came on 6 November 2026"):
        people.tell(on=date(2026, 11, 6))
    assert not PermanentExclusion.objects.exists()


@pytest.mark.parametrize(
    ("first_on", "said"),
    [
        (date(2026, 10, 28), "28 October 2026 is not a school day at Example School"),
        (date(2026, 11, 2), "2 November 2026 is not a school day at Example School"),
        (date(2026, 11, 8), "8 November 2026 is not a school day at Example School"),
    ],
)
def test_a_first_day_without_school_is_refused_in_words_that_say_why(people: People, first_on: date, said: str) -> None:
    with pytest.raises(Refused) as refused:
        people.tell(on=FIRST_ON, first_on=first_on, decided_on=first_on)
    assert refused.value.message.startswith(said)
    assert refused.value.field == "first_on"
    assert not PermanentExclusion.objects.exists()
    assert not Offer.objects.exists()


def test_a_second_exclusion_by_one_school_while_the_first_is_open_is_refused(people: People) -> None:
    case = people.tell()
    with pytest.raises(Refused, match=f"permanently excluded from 9 November 2026 already .{case.reference}"):
        people.tell(first_on=date(2026, 11, 10), on=date(2026, 11, 10))


def test_a_school_that_took_the_child_since_may_exclude_it_too_and_each_case_shows_the_other(people: People) -> None:
    first, new = people.tell(), make.school("New School")
    make.enrolled(people.child, new, date(2026, 11, 30), kind=EnrolmentKind.DUAL_SUBSIDIARY)
    on, head = date(2026, 12, 1), make.user("head", new.organisation, name="New head")
    second = actions.tell(people.child, new, told=told(on), letter=None, by=head, on=on, at=moment(on))
    assert (first.is_open, due(second)["day_six"]) == (True, date(2026, 12, 8))
    nothing = Offer.objects.filter(kind=OfferKind.NONE).order_by("from_on")
    assert [(one.school, one.source) for one in nothing] == [
        (people.school, first.reference), (new, second.reference),
    ]  # fmt: skip
    for case, other, words in (
        (first, second, "New School, from 1 December 2026. Excluded, governors to decide"),
        (second, first, f"{people.school}, from 9 November 2026. Excluded, governors to decide"),
    ):
        row = next(one for one in about(case, people.officer)["rows"] if one["key"] == "Another permanent exclusion")
        assert (row["value"], row["link"]) == (words, f"Open {other.reference}")


def test_from_the_first_day_the_school_offers_nothing_and_from_the_place_on_the_week_is_full(people: People) -> None:
    case = people.tell()
    none = Offer.objects.get()
    assert (none.kind, none.school, none.from_on, none.minutes) == (
        OfferKind.NONE, people.school, FIRST_ON, [0] * 10,
    )  # fmt: skip
    arrange(people, case, date(2026, 11, 11), date(2026, 11, 16), provider=unit())
    weeks = ledger(people.child, date(2026, 11, 9), date(2026, 11, 20)).weeks
    assert [week.offered for week in weeks] == [0, 1500]
    assert "arrangement" not in due(case)
    assert "day_six" in due(case), "that education was arranged does not say that it began"
    take(people, case, pathway.BEGIN, date(2026, 11, 16))
    assert {"day_six", "day_six_after"}.isdisjoint(due(case))


def test_a_provider_without_a_place_or_lapsed_is_refused_and_nothing_is_written(people: People) -> None:
    case = people.tell()
    for provider, field in (
        (unit("Full", places=[2, 2, 0, 2, 2]), "sessions"),
        (unit("Lapsed", quality_checked_on=date(2025, 9, 1)), "provider"),
    ):
        with pytest.raises(Refused) as refused:
            arrange(people, case, date(2026, 11, 11), date(2026, 11, 16), provider=provider)
        assert refused.value.field == field
    assert not case.events.filter(step="arrange").exists()
    assert not Offer.objects.filter(provider__isnull=False).exists()


def test_another_place_ends_the_one_before_on_the_day_before(people: People) -> None:
    case = people.tell()
    arrange(people, case, date(2026, 11, 11), date(2026, 11, 16), provider=unit("First"))
    arrange(people, case, date(2026, 11, 18), date(2026, 11, 23), provider=unit("Second"))
    places = Offer.objects.filter(provider__isnull=False).order_by("from_on")
    assert [(one.place.name, one.from_on, one.to_on) for one in places] == [
        ("First", date(2026, 11, 16), date(2026, 11, 22)),
        ("Second", date(2026, 11, 23), None),
    ]


@pytest.mark.parametrize("step", [pathway.RESCIND, pathway.REINSTATE], ids=lambda step: step.key)
def test_when_the_exclusion_no_longer_stands_every_clock_stops_and_the_school_offers_its_week_again(
    people: People, step: Step
) -> None:
    case = people.tell()
    arrange(people, case, date(2026, 11, 11), date(2026, 11, 16), provider=unit())
    take(people, case, step, date(2026, 11, 18))
    case.refresh_from_db()
    assert not case.is_open
    assert due(case) == {}
    assert {offer.to_on for offer in Offer.objects.all()} == {date(2026, 11, 18)}
    assert ledger(people.child, date(2026, 11, 23), date(2026, 11, 27)).short == 0


def test_of_an_exclusion_that_was_entered_by_mistake_no_day_without_education_is_left(people: People) -> None:
    case = people.tell()
    arrange(people, case, date(2026, 11, 10), date(2026, 11, 12), provider=unit())
    take(people, case, pathway.MISTAKE, date(2026, 11, 13))
    # What was arranged was arranged: its last day is that of closing.
    assert [(offer.kind, offer.to_on) for offer in Offer.objects.all()] == [(OfferKind.ALTERNATIVE, date(2026, 11, 13))]
    assert ledger(people.child, date(2026, 11, 9), date(2026, 11, 20)).lacking == 0


def test_of_an_exclusion_that_is_cancelled_before_it_begins_nothing_is_left(people: People) -> None:
    case = people.tell(date(2026, 11, 9), decided_on=date(2026, 11, 9), first_on=date(2026, 11, 10))
    take(people, case, pathway.RESCIND, date(2026, 11, 9))
    assert not Offer.objects.exists()


def test_a_new_school_is_looked_for_while_a_review_runs_and_the_case_closes_only_when_it_is_over(
    people: People,
) -> None:
    case = people.tell()
    take(people, case, pathway.UPHOLD, date(2026, 11, 27), parents_told_on="2026-11-27")
    take(people, case, pathway.ASK_REVIEW, date(2026, 12, 2), review_made_on="2026-12-02")
    take(people, case, pathway.CONSULT, date(2026, 12, 3))
    take(people, case, pathway.CHOOSE_WAY, date(2026, 12, 4))
    take(people, case, pathway.NAME_PLACE, date(2026, 12, 8), starts_on="2026-12-14")
    with pytest.raises(Refused, match="The first day there is planned for 14 December 2026, and nobody is on its roll"):
        take(people, case, pathway.ENROL, date(2026, 12, 11))
    take(people, case, pathway.ENROL, date(2026, 12, 14))
    with pytest.raises(Refused, match="cannot be done while the case is at “Independent review asked for”"):
        take(people, case, pathway.CONFIRM, date(2026, 12, 14))
    take(people, case, pathway.REVIEW_UPHELD, date(2026, 12, 14))
    take(people, case, pathway.CONFIRM, date(2026, 12, 14))
    case.refresh_from_db()
    assert case.stage == "attending"


def test_attendance_is_not_confirmed_before_a_place_is_named_and_the_child_is_on_its_roll(people: People) -> None:
    case = people.tell()
    take(people, case, pathway.UPHOLD, date(2026, 11, 27), parents_told_on="2026-11-27")
    take(people, case, pathway.WAIVE_REVIEW, date(2026, 11, 30))
    for step in (pathway.CONFIRM, pathway.ENROL):
        with pytest.raises(Refused, match="Record the place that was named"):
            take(people, case, step, date(2026, 12, 1))
    take(people, case, pathway.NAME_PLACE, date(2026, 12, 1), starts_on="2026-12-07")
    with pytest.raises(Refused, match="Record that the child is on roll"):
        take(people, case, pathway.CONFIRM, date(2026, 12, 1))


def test_the_talk_with_the_parents_stays_due_also_where_a_place_is_named_without_it(people: People) -> None:
    case = people.tell()
    take(people, case, pathway.UPHOLD, date(2026, 11, 27), parents_told_on="2026-11-27")
    take(people, case, pathway.NAME_PLACE, date(2026, 11, 30), starts_on="2026-12-14")
    talk = case.deadlines.get(clock="consultation")
    assert (talk.due_on, talk.state) == (date(2026, 12, 4), "running")
    take(people, case, pathway.CONSULT, date(2026, 12, 2), wish="Any.")
    talk.refresh_from_db()
    assert talk.state == "met"


def test_the_way_to_a_new_school_is_chosen_once_the_parents_were_consulted_or_could_not_be_reached(
    people: People,
) -> None:
    case = people.tell()
    take(people, case, pathway.UPHOLD, date(2026, 11, 27), parents_told_on="2026-11-27")
    with pytest.raises(Refused, match="“Record the talk with the parents” first"):
        take(people, case, pathway.CHOOSE_WAY, date(2026, 11, 30))
    event = take(people, case, pathway.CONSULT, date(2026, 12, 1), tried="A letter, two calls and a visit.")
    assert WORDS[pathway.CONSULT.key](event) == "Could not be reached. Tried: A letter, two calls and a visit."
    assert agenda.about([case])[case.pk][-1] == {
        "key": "What the family wishes",
        "value": "The parents could not be reached",
    }
    take(people, case, pathway.CHOOSE_WAY, date(2026, 12, 1))


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"with_whom": "The mother", "wish": "A school nearer home."}, set()),
        ({"tried": "Two calls and a letter."}, set()),
        ({"tried": "Two calls and a letter.", "wish": "The child: with a cousin."}, set()),
        ({}, {"with_whom", "wish"}),
        ({"with_whom": "The mother"}, {"wish"}),
        ({"with_whom": "The mother", "wish": "Any.", "tried": "Two calls."}, {"tried"}),
    ],
)
def test_who_was_consulted_and_what_they_wish_is_said_or_what_was_tried(
    people: People, typed: dict[str, str], wrong: set[str]
) -> None:
    data = {"on_day": "1", "on_month": "12", "on_year": "2026", **typed}
    form = ConsultForm(data, on=date(2026, 12, 1), case=people.tell(), step=pathway.CONSULT, parties=())
    assert form.errors.keys() == wrong


MISSED = "O " * 10


@pytest.mark.parametrize(
    ("marks", "shows"),
    [
        (MISSED, "in 0 of 2 sessions"),
        # Educated elsewhere is presence in the statistics, and not there; before the first day is not since it.
        ("/ \\ K B O O O O O O ", "in 0 of 4 sessions"),
        ("O O O \\ O O O O O O ", "in 1 of 4 sessions"),
        ("            / \\     ", ""),
        ("", ""),
    ],
    ids=["missed", "elsewhere", "seen", "after", "none"],
)
@pytest.mark.parametrize("at", ["school", "unit"])
def test_where_the_register_of_the_new_place_is_ours_to_see_it_must_show_the_child_there(
    people: People, at: str, marks: str, shows: str
) -> None:
    case, looked_on = people.tell(), date(2026, 12, 8 if marks == MISSED else 9)
    place = make.school("New School") if at == "school" else unit()
    if marks:
        monday = date(2026, 12, 7)
        if isinstance(place, School):
            ChildWeek.objects.create(child=people.child, school=place, monday=monday, marks=marks, source="extract")
            people.child.enrolments.create(school=place, from_on=date(2026, 12, 8))
        else:
            ProviderWeek.objects.create(child=people.child, provider=place, monday=monday, marks=marks)
    named = {"place": place.name, "school": place.key if isinstance(place, School) else ""}
    take(people, case, pathway.UPHOLD, date(2026, 11, 27), parents_told_on="2026-11-27")
    take(people, case, pathway.WAIVE_REVIEW, date(2026, 11, 30))
    take(people, case, pathway.NAME_PLACE, date(2026, 12, 1), starts_on="2026-12-08", **named)
    take(people, case, pathway.ENROL, date(2026, 12, 8))
    case.refresh_from_db()
    form = ConfirmForm(None, on=looked_on, case=case, step=pathway.CONFIRM, parties=())
    says = f"The register of {place.name} shows the child there {shows}" if shows else "is not ours to see"
    assert says in str(form.fields["register"].help_text)
    if "in 0" in shows:
        with pytest.raises(Refused, match=shows):
            take(people, case, pathway.CONFIRM, looked_on)
    else:
        take(people, case, pathway.CONFIRM, looked_on)


@pytest.mark.parametrize(
    ("at", "marks", "source"),
    [
        ("school", "    / \\             ", "daily feed"),
        ("unit", "    / \\             ", ""),
        ("school", "/ \\                 ", "daily feed"),
        ("unit", "/ \\                 ", ""),
        ("school", "    / \\             ", "case OX-7K4M-2QX"),
    ],
    ids=["school-since", "unit-since", "school-before", "unit-before", "school-of-one-case"],
)
def test_a_register_that_we_hold_and_that_has_no_mark_of_the_child_does_not_confirm_that_the_child_attends(
    people: People, at: str, marks: str, source: str
) -> None:
    """Another pupil's marks of those days say that it is ours to see; those of the days before say nothing of them, nor
    do those that a school gave with the case of another pupil."""
    case, monday, other = people.tell(), date(2026, 12, 7), make.child("Other")
    place = make.school("New School") if at == "school" else unit()
    named = {"place": place.name, "school": place.key if isinstance(place, School) else ""}
    take(people, case, pathway.UPHOLD, date(2026, 11, 27), parents_told_on="2026-11-27")
    take(people, case, pathway.WAIVE_REVIEW, date(2026, 11, 30))
    take(people, case, pathway.NAME_PLACE, date(2026, 12, 1), starts_on="2026-12-08", **named)
    if isinstance(place, School):
        people.child.enrolments.create(school=place, from_on=date(2026, 12, 8))
    take(people, case, pathway.ENROL, date(2026, 12, 8))
    if isinstance(place, School):
        ChildWeek.objects.create(child=other, school=place, monday=monday, marks=marks, source=source)
    else:
        ProviderWeek.objects.create(child=other, provider=place, monday=monday, marks=marks)
    case.refresh_from_db()
    form = ConfirmForm(None, on=date(2026, 12, 9), case=case, step=pathway.CONFIRM, parties=())
    if marks.startswith("/") or source.startswith("case"):
        assert "is not ours to see" in str(form.fields["register"].help_text)
        take(people, case, pathway.CONFIRM, date(2026, 12, 9))
        return
    says = f"The register of {place.name}, which we hold, has no mark of the child since 8 December 2026"
    assert says in str(form.fields["register"].help_text)
    with pytest.raises(Refused, match=says):
        take(people, case, pathway.CONFIRM, date(2026, 12, 9))


def correct(people: People, case: Case, step: Step, on: date, **facts: str) -> None:
    case.refresh_from_db()
    event = case.events.get(step=step.key)
    at = moment(date(2026, 12, 18))
    cases.correct(event, by=people.officer, on=on, at=at, reason="A slip of the pen.", facts=facts)


def test_when_the_first_day_is_put_right_so_are_day_6_and_what_the_school_offers(people: People) -> None:
    care = {"kind": "looked_after", "from_on": date(2026, 3, 2), "source": "Social care"}
    add_vulnerability(people.child, **care, by=people.officer, on=FIRST_ON)
    case = people.tell(decided_on=date(2026, 11, 6), looked_after=True, virtual_school_spoken_to=True)
    correct(people, case, pathway.TELL, FIRST_ON, first_on="2026-11-10", governors_told_on="2026-11-10")
    dates = due(case)
    assert (dates["day_six"], dates["looked_after"], dates["governors"]) == (
        date(2026, 11, 17), date(2026, 11, 11), date(2026, 12, 1),
    )  # fmt: skip
    assert Offer.objects.get().from_on == date(2026, 11, 10)
    assert PermanentExclusion.objects.get().first_on == date(2026, 11, 10)


@pytest.mark.parametrize(
    ("first_on", "said"),
    [
        ("2026-11-07", "7 November 2026 is not a school day at Example School"),
        ("2026-11-05", "It was decided on 6 November 2026"),
    ],
)
def test_a_first_day_that_cannot_be_is_not_taken_for_a_correction(people: People, first_on: str, said: str) -> None:
    case = people.tell(decided_on=date(2026, 11, 6))
    with pytest.raises(Refused) as refused:
        correct(people, case, pathway.TELL, FIRST_ON, first_on=first_on, governors_told_on="2026-11-09")
    assert (refused.value.field, refused.value.message.startswith(said)) == ("first_on", True)
    assert due(case)["day_six"] == date(2026, 11, 16)


def test_when_the_day_of_closing_is_put_right_so_is_the_last_day_of_what_was_arranged(people: People) -> None:
    case = people.tell()
    arrange(people, case, date(2026, 11, 11), date(2026, 11, 16), provider=unit())
    take(people, case, pathway.RESCIND, date(2026, 11, 20))
    correct(people, case, pathway.RESCIND, date(2026, 11, 18))
    assert {offer.to_on for offer in Offer.objects.all()} == {date(2026, 11, 18)}


def test_a_place_with_a_first_day_that_was_too_late_is_replaced_by_the_true_one(people: People) -> None:
    case = people.tell()
    unit_ = unit(places=[1] * 5)
    arrange(people, case, date(2026, 11, 11), date(2026, 12, 16), provider=unit_)
    arrange(people, case, date(2026, 11, 12), date(2026, 11, 16), provider=unit_)
    place = Offer.objects.get(provider__isnull=False)
    assert (place.from_on, place.to_on) == (date(2026, 11, 16), None)
    assert due(case)["further_notice"] == date(2026, 11, 14)
    assert [one.letter.state for one in case.letters.order_by("pk")] == ["withdrawn", "drafted"]


def test_a_place_that_can_begin_sooner_elsewhere_takes_the_place_of_one_that_has_not_begun(people: People) -> None:
    case = people.tell()
    arrange(people, case, date(2026, 11, 11), date(2026, 11, 23), provider=unit("First"))
    arrange(people, case, date(2026, 11, 12), date(2026, 11, 16), provider=unit("Second"))
    assert [str(one.place) for one in Offer.objects.filter(provider__isnull=False)] == ["Second"]


def test_of_the_same_place_the_true_first_day_is_taken_also_when_the_wrong_one_has_come(people: People) -> None:
    case = people.tell()
    unit_ = unit()
    arrange(people, case, date(2026, 11, 11), date(2026, 11, 23), provider=unit_)
    arrange(people, case, date(2026, 11, 25), date(2026, 11, 16), provider=unit_)
    assert Offer.objects.get(provider__isnull=False).from_on == date(2026, 11, 16)


def test_a_place_elsewhere_that_has_begun_is_not_undone_by_another(people: People) -> None:
    case = people.tell()
    arrange(people, case, date(2026, 11, 11), date(2026, 11, 16), provider=unit("First"))
    with pytest.raises(Refused, match="A place with First has begun on 16 November 2026") as refused:
        arrange(people, case, date(2026, 11, 16), date(2026, 11, 13), provider=unit("Second"))
    assert refused.value.field == "starts_on"
    assert str(Offer.objects.get(provider__isnull=False).place) == "First"


def attending(people: People, case: Case, **named: str) -> None:
    """The governors upheld it, a place was named from 7 December, and its register was read on the 18th."""
    take(people, case, pathway.UPHOLD, date(2026, 11, 27), parents_told_on="2026-11-27")
    take(people, case, pathway.WAIVE_REVIEW, date(2026, 11, 30))
    take(people, case, pathway.NAME_PLACE, date(2026, 12, 1), starts_on="2026-12-07", **named)
    take(people, case, pathway.ENROL, date(2026, 12, 8))
    take(people, case, pathway.CONFIRM, date(2026, 12, 18))


def places(people: People) -> list[tuple[str, date, date | None]]:
    rows = Offer.objects.filter(provider__isnull=False).order_by("from_on")
    return [(str(one.place), one.from_on, one.to_on) for one in rows]


def test_a_place_at_the_unit_that_becomes_the_long_term_place_goes_on_when_the_child_attends_it(people: People) -> None:
    case = people.tell()
    arrange(people, case, date(2026, 11, 11), date(2026, 11, 16), provider=unit())
    attending(people, case, place="Demo Unit", school="")
    assert places(people) == [("Demo Unit", date(2026, 11, 16), None)]
    assert Offer.objects.get(kind=OfferKind.NONE).to_on == date(2026, 12, 18)


def test_a_place_meanwhile_ends_on_the_day_before_the_child_begins_at_the_new_school(people: People) -> None:
    case = people.tell()
    arrange(people, case, date(2026, 11, 11), date(2026, 11, 16), provider=unit())
    new = make.school("New School")
    attending(people, case, place="New School", school=new.key)
    assert places(people) == [("Demo Unit", date(2026, 11, 16), date(2026, 12, 6))]


def test_where_the_register_of_the_new_school_says_when_the_child_began_the_place_lasts_until_then(
    people: People,
) -> None:
    case = people.tell()
    arrange(people, case, date(2026, 11, 11), date(2026, 11, 16), provider=unit())
    new = make.school("New School")
    make.enrolled(people.child, new, date(2026, 12, 9), kind=EnrolmentKind.DUAL_SUBSIDIARY)
    attending(people, case, place="New School", school=new.key)
    assert places(people) == [("Demo Unit", date(2026, 11, 16), date(2026, 12, 8))]


def test_nobody_attends_a_school_of_ours_that_the_pupils_record_does_not_have(people: People) -> None:
    case, new = people.tell(), make.school("New School")
    take(people, case, pathway.UPHOLD, date(2026, 11, 27), parents_told_on="2026-11-27")
    take(people, case, pathway.WAIVE_REVIEW, date(2026, 11, 30))
    named = {"place": "New School", "school": new.key, "starts_on": "2026-12-07"}
    take(people, case, pathway.NAME_PLACE, date(2026, 12, 1), **named)
    case.refresh_from_db()
    asks = EnrolForm(None, on=date(2026, 12, 7), case=case, step=pathway.ENROL, parties=())
    assert "Record that there first" in str(asks.fields["on"].help_text)
    take(people, case, pathway.ENROL, date(2026, 12, 7))
    case.refresh_from_db()

    def said() -> ConfirmForm:
        data = {"on_day": "9", "on_month": "12", "on_year": "2026", "register": "Four sessions of four."}
        return ConfirmForm(data, on=date(2026, 12, 9), case=case, step=pathway.CONFIRM, parties=())

    assert "does not say that the child is on the register of New School" in str(said().errors["on"])
    make.enrolled(people.child, new, date(2026, 12, 7), kind=EnrolmentKind.DUAL_SUBSIDIARY)
    assert said().is_valid()


def on_roll(people: People, case: Case, from_on: date, on: date) -> School:
    """A new school was named that has the child on its register, and it was recorded that it does."""
    new = make.school("New School")
    take(people, case, pathway.UPHOLD, date(2026, 11, 27), parents_told_on="2026-11-27")
    take(people, case, pathway.WAIVE_REVIEW, date(2026, 11, 30))
    named = {"place": "New School", "school": new.key}
    take(people, case, pathway.NAME_PLACE, date(2026, 12, 1), starts_on="2026-12-07", **named)
    people.child.enrolments.update(to_on=from_on - timedelta(days=1))
    people.child.enrolments.create(school=new, from_on=from_on)
    take(people, case, pathway.ENROL, on)
    return new


def test_an_interim_place_ends_once_the_child_is_on_roll_at_the_new_school_and_the_units_records_follow_then(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-12-08T10:00:00+00:00")
    case = people.tell()
    arrange(people, case, date(2026, 11, 11), date(2026, 11, 16), provider=unit())
    new = on_roll(people, case, date(2026, 12, 7), date(2026, 12, 8))
    assert Case.objects.get().is_open
    assert places(people) == [("Demo Unit", date(2026, 11, 16), date(2026, 12, 6))]
    find_all(at=moment(date(2026, 12, 8)))
    back = Transfer.objects.get(reason=Reason.PLACE_OVER, withdrawn_at=None)
    assert (back.to_school, back.known_on) == (new, date(2026, 12, 7))
    assert not back.lines.filter(due_on__lt=date(2026, 12, 8)).exists()


def test_an_interim_place_that_is_to_end_for_a_new_school_goes_on_where_another_place_is_looked_for(
    people: People,
) -> None:
    case = people.tell()
    arrange(people, case, date(2026, 11, 11), date(2026, 11, 16), provider=unit())
    on_roll(people, case, date(2026, 12, 14), date(2026, 12, 8))
    assert places(people) == [("Demo Unit", date(2026, 11, 16), date(2026, 12, 13))]
    take(people, case, pathway.PLACING.look_again, date(2026, 12, 9))
    assert places(people) == [("Demo Unit", date(2026, 11, 16), None)]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ({"full_time": False}, "The place arranged is not full-time"),
        ({"starts_on": date(2026, 11, 17)}, "The place arranged begins on 17 November 2026"),
    ],
)
def test_what_is_less_than_full_time_or_has_not_begun_does_not_meet_day_6(
    people: People, place: dict[str, Any], said: str
) -> None:
    case, on = people.tell(), date(2026, 11, 16)
    arrange(people, case, date(2026, 11, 11), **{"starts_on": on, "provider": unit(), **place})
    with pytest.raises(Refused, match=said):
        take(people, case, pathway.BEGIN, on)
    take(people, case, pathway.BEGIN_IN_PART, on, confirmed_by="The office")
    assert {"day_six", "day_six_after"} <= set(due(case))
    assert {"arrangement", "further_notice"}.isdisjoint(due(case))
    found = queries.day_six(case)
    assert (found.begun_on, found.in_part_on, found.is_late(date(2026, 11, 18))) == (None, on, True)


def test_what_nobody_arranged_does_not_meet_day_6_but_another_schools_place_does(people: People) -> None:
    case, on = people.tell(), date(2026, 11, 16)
    with pytest.raises(Refused, match=r"No place is arranged\. Use “Record the education arranged” first"):
        take(people, case, pathway.BEGIN, on)
    assert "day_six" in due(case)
    make.enrolled(people.child, make.school("New School"), on, kind=EnrolmentKind.DUAL_SUBSIDIARY)
    take(people, case, pathway.BEGIN, on)
    assert "day_six" not in due(case)


def test_of_a_child_whom_another_council_must_teach_its_word_is_enough(people: People) -> None:
    case, on = people.tell(), date(2026, 11, 16)
    said = {"lives_here": False, "authority": "Far County Council", "known_from": "The parents"}
    home.record(
        case, pathway.HOME, data=said, by=people.officer, on=FIRST_ON, at=moment(FIRST_ON), facts={}, reason=""
    )  # fmt: skip
    take(people, case, pathway.BEGIN, on)
    assert "home_day_six" not in due(case)


def test_education_cannot_have_begun_before_the_exclusion(people: People) -> None:
    case = people.tell(date(2026, 11, 6), decided_on=date(2026, 11, 6))
    with pytest.raises(Refused, match="The exclusion began on 9 November 2026"):
        take(people, case, pathway.BEGIN, date(2026, 11, 6))


def test_the_hours_of_an_ehc_plan_are_a_full_week_though_they_are_fewer(people: People) -> None:
    case, on = people.tell(), date(2026, 11, 16)
    state_full_week(people.child, from_on=on, minutes=600, source="The plan", by=people.officer)
    arrange(people, case, date(2026, 11, 11), on, provider=unit(), minutes=[60] * 10)
    take(people, case, pathway.BEGIN, on)
    assert "day_six" not in due(case)


def test_what_is_said_to_be_full_time_and_is_not_is_an_error_at_its_field_with_both_numbers(people: People) -> None:
    case, provider = people.tell(), unit()
    said: dict[str, Any] = {
        "on_day": "11", "on_month": "11", "on_year": "2026", "starts_on_day": "16", "starts_on_month": "11",
        "starts_on_year": "2026", "provider": provider.key, "full_time": "yes", "sessions": [0, 1, 2], "minutes": "150",
    }  # fmt: skip
    form = ArrangeForm(said, on=date(2026, 11, 11), case=case, step=pathway.ARRANGE, parties=())
    assert form.errors["full_time"] == [
        "The place has 7 hours 30 minutes a week. A full week is 24 hours, for the child’s key stage. Select no, or "
        "offer more"
    ]
    form = ArrangeForm({**said, "full_time": "no"}, on=date(2026, 11, 11), case=case, step=pathway.ARRANGE, parties=())
    assert "full_time" not in form.errors


LATE = (
    "18 November 2026 is too late: education must begin by 16 November 2026, or by 17 November 2026 as it is counted "
    "otherwise."
)


@pytest.mark.parametrize(
    ("starts_on", "agreed_on", "meant", "asked"),
    [
        (16, 11, {}, []),
        (18, 11, {}, [f"{LATE} Choose another day, or tick that this one is meant"]),
        (18, 11, {"starts_on_meant_20261118": "on"}, []),
        # Nothing better can be chosen any more.
        (18, 17, {}, []),
    ],
    ids=["in time", "late", "meant", "late already"],
)
def test_of_education_that_would_begin_after_day_6_it_is_asked_whether_that_is_meant(
    people: People, starts_on: int, agreed_on: int, meant: dict[str, str], asked: list[str]
) -> None:
    case, provider = people.tell(), unit()
    said: dict[str, Any] = {
        "on_day": str(agreed_on), "on_month": "11", "on_year": "2026", "starts_on_day": str(starts_on),
        "starts_on_month": "11", "starts_on_year": "2026", "provider": provider.key, "full_time": "yes",
        "sessions": list(range(10)), "minutes": "150", **meant,
    }  # fmt: skip
    form = ArrangeForm(said, on=date(2026, 11, agreed_on), case=case, step=pathway.ARRANGE, parties=())
    assert list(form.errors.get("starts_on", [])) == asked


def test_the_case_says_of_education_that_is_arranged_for_after_day_6_that_it_comes_too_late(people: People) -> None:
    case = people.tell()
    arrange(people, case, date(2026, 11, 11), date(2026, 11, 18), provider=unit())
    case.refresh_from_db()
    rows = {row["key"]: row["value"] for row in about(case, people.officer)["rows"]}
    assert rows["Education arranged"][1:] == [LATE]


def shortened(people: People) -> Offer:
    """A reduced timetable that the school offers until Christmas."""
    return make_offer(
        people.child, people.school, kind=OfferKind.REDUCED, from_on=date(2026, 11, 2), to_on=date(2026, 12, 18),
        minutes=[60] * 10, source="OX-TEST", by=people.officer,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("first_on", "offered"),
    [("2026-11-06", [0]), ("2026-11-10", [120]), ("2026-11-12", [360])],
)
def test_when_the_first_day_is_put_right_a_reduced_timetable_ends_on_the_day_before_it(
    people: People, first_on: str, offered: list[int]
) -> None:
    timetable = shortened(people)
    case = people.tell(decided_on=date(2026, 11, 6))
    correct(people, case, pathway.TELL, FIRST_ON, first_on=first_on, governors_told_on=first_on)
    timetable.refresh_from_db()
    first = date.fromisoformat(first_on)
    nothing = Offer.objects.get(kind=OfferKind.NONE)
    assert (timetable.to_on, nothing.from_on, nothing.to_on) == (first - timedelta(days=1), first, None)
    assert [week.offered for week in ledger(people.child, FIRST_ON, date(2026, 11, 13)).weeks] == offered
    take(people, case, pathway.MISTAKE, date(2026, 12, 18))
    timetable.refresh_from_db()
    assert timetable.to_on == date(2026, 12, 18)


def test_a_correction_does_not_lay_an_exclusion_over_a_suspension(people: People) -> None:
    suspended(people, date(2026, 11, 5), date(2026, 11, 6))
    case = people.tell(decided_on=date(2026, 11, 5))
    with pytest.raises(Refused, match="The pupil is suspended until 6 November 2026"):
        correct(people, case, pathway.TELL, FIRST_ON, first_on="2026-11-06", governors_told_on="2026-11-09")


def test_a_place_that_a_wrong_day_of_closing_undid_is_there_again_once_the_day_is_put_right(people: People) -> None:
    case = people.tell()
    arrange(people, case, date(2026, 11, 11), date(2026, 11, 16), provider=unit(), minutes=[145] * 10)
    take(people, case, pathway.REINSTATE, date(2026, 11, 12))
    assert places(people) == []
    correct(people, case, pathway.REINSTATE, date(2026, 11, 20))
    assert places(people) == [("Demo Unit", date(2026, 11, 16), date(2026, 11, 20))]
    assert Offer.objects.get(provider__isnull=False).minutes == [145] * 10


def test_a_place_that_had_not_begun_by_the_true_day_of_closing_never_was(people: People) -> None:
    case = people.tell()
    arrange(people, case, date(2026, 11, 11), date(2026, 11, 16), provider=unit())
    take(people, case, pathway.REINSTATE, date(2026, 11, 12))
    correct(people, case, pathway.REINSTATE, date(2026, 11, 13))
    assert places(people) == []


@pytest.mark.parametrize(
    ("starts_on", "minutes", "why"),
    [
        (date(2026, 11, 14), FULL, "14 November 2026 is a Saturday, and there is no session then"),
        (date(2026, 11, 17), [150] * 2 + [0] * 8, "17 November 2026 is a Tuesday, and there is no session then"),
        (date(2026, 12, 21), FULL, "21 December 2026 is not a school day at Example School"),
    ],
)
def test_education_does_not_begin_on_a_day_without_a_session_or_in_the_holidays(
    people: People, starts_on: date, minutes: list[int], why: str
) -> None:
    case, place = people.tell(), unit()
    with pytest.raises(Refused, match=why) as refused:
        arrange(people, case, date(2026, 11, 11), starts_on, provider=place, minutes=minutes)
    assert refused.value.field == "starts_on"
    assert not Offer.objects.filter(provider=place).exists()


def test_on_the_schools_own_inset_day_others_may_teach(people: People) -> None:
    case = people.tell(first_on=date(2026, 12, 11), exam_on=None)
    arrange(people, case, date(2026, 12, 11), date(2027, 1, 4), provider=unit())
    assert Offer.objects.get(provider__isnull=False).from_on == date(2027, 1, 4)


def test_a_full_time_place_beside_the_full_week_of_another_school_that_has_the_child_is_asked_about(
    people: People,
) -> None:
    case, other, day = people.tell(), make.school("Other School"), date(2026, 11, 16)
    people.child.enrolments.create(school=other, from_on=date(2026, 11, 10))
    provider = unit()

    def form(**said: str) -> ArrangeForm:
        typed = {
            "on_day": "11", "on_month": "11", "on_year": "2026", "provider": provider.key, "starts_on_day": "16",
            "starts_on_month": "11", "starts_on_year": "2026", "sessions": [str(number) for number in range(10)],
            "minutes": "150", "full_time": "yes", "times": "9am to 2pm", **said,
        }  # fmt: skip
        return ArrangeForm(typed, step=pathway.ARRANGE, case=case, parties=(), on=date(2026, 11, 11))

    assert form().errors == {
        "full_time": [
            "Other School has the child on its register on 16 November 2026, and nothing says that less than a full "
            "week is offered there. Ask the school, change the place, or tick that it is meant"
        ]
    }
    assert form(full_time_meant_20261116="on").is_valid()
    people.child.enrolments.filter(school=other).update(to_on=day - timedelta(days=1))
    assert form().is_valid()
