"""A long-term place with a provider of ours is a place: it has a first day, takes a place, and comes to an end."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from exclusions.fair_access import pathway as fair_access
from exclusions.fair_access.panel import FAIR_ACCESS, UNIT
from exclusions.permanent import arranging, pathway
from exclusions.placement import actions
from exclusions.placement.ending import LONG_TERM_UNDER
from exclusions.placement.forms import PlaceForm
from oxle.cases import actions as cases
from oxle.cases import taking_back
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.core.errors import Refused
from oxle.meetings import deciding
from oxle.meetings.models import Item
from oxle.provision.actions import change_provider
from oxle.provision.models import Offer, Provider
from oxle.registers.models import ChildWeek
from oxle.transfers.models import Transfer
from tests import make
from tests.exclusions import fair
from tests.exclusions.make import People, moment, taught, unit
from tests.meetings.make import NEXT_ON, meeting, panel, waiting

pytestmark = pytest.mark.django_db
NAMED_ON, STARTS_ON, BEFORE = date(2026, 12, 4), date(2027, 1, 11), date(2027, 1, 10)
FULL = [150] * 10


@pytest.fixture
def people() -> People:
    return People()


def take(people: People, case: Case, step: Step, on: date, **facts: Any) -> Event:
    case.refresh_from_db()
    reason = "As they wrote." if step.reason else ""
    return cases.take(case, step, by=people.officer, on=on, at=moment(on), facts=facts, reason=reason)


def name(
    people: People, case: Case, provider: Provider, *, starts_on: date = STARTS_ON, on: date = NAMED_ON, **hours: Any
) -> Event:
    """A place with a provider is named, full-time on every day unless said."""
    case.refresh_from_db()
    data = {"school": None, "provider": provider, "starts_on": starts_on, "minutes": FULL, "full_time": True, **hours}
    facts = {"place": provider.name, "school": "", "starts_on": starts_on.isoformat()}
    step = pathway.NAME_PLACE if case.pathway == pathway.PERMANENT.key else fair_access.NAME_PLACE
    return actions.take_with_school(
        case, step, data=data, facts=facts, by=people.officer, on=on, at=moment(on), reason=""
    )  # fmt: skip


def interim(people: People, case: Case, provider: Provider, starts_on: date, on: date = date(2026, 11, 25)) -> Event:
    case.refresh_from_db()
    data = {"provider": provider, "starts_on": starts_on, "minutes": FULL, "full_time": True}
    return arranging.arrange(
        case, pathway.ARRANGE, data=data, by=people.officer, on=on, at=moment(on), facts={}, reason=""
    )  # fmt: skip


def places() -> list[tuple[str, date, date | None]]:
    rows = Offer.objects.filter(provider__isnull=False).order_by("from_on")
    return [(str(one.place), one.from_on, one.to_on) for one in rows]


def on_agenda(people: People, case: Case) -> Item:
    (item,) = deciding.put_on_agenda(meeting(panel()), [case], by=people.officer, on=date(2026, 11, 26))
    return item


def decide(people: People, item: Item, provider: Provider) -> None:
    deciding.decide(
        item, item.version, UNIT, words="Needs a small group.", by=people.officer, on=NEXT_ON, at=moment(NEXT_ON),
        provider=provider, starts_on=STARTS_ON,
    )  # fmt: skip


def test_a_panels_decision_for_a_unit_is_the_place_that_is_named_and_the_case_waits_no_more(people: People) -> None:
    case, there = waiting(people), unit()
    item = on_agenda(people, case)
    decide(people, item, there)
    offer = Offer.objects.get(provider=there)
    assert (offer.from_on, offer.to_on, offer.basis, offer.full_time, offer.source) == (
        STARTS_ON, None, LONG_TERM_UNDER, True, case.reference,
    )  # fmt: skip
    # The week of a child of this age: 24 hours.
    assert offer.minutes == [144] * 10
    assert case.events.get(step="name_place").facts["provider"] == there.key
    assert not FAIR_ACCESS.waiting().exists()
    item.refresh_from_db()
    assert (item.place, item.overtaken_on) == ("Demo Unit from 11 January 2027", None)


def test_a_child_without_a_school_whom_the_panel_gives_a_unit_has_its_place_too(people: People) -> None:
    case, there = fair.opened(people), unit()
    fair.take(people, case, fair_access.REFER, date(2026, 11, 23))
    decide(people, on_agenda(people, case), there)
    case.refresh_from_db()
    assert (case.stage, places()) == (fair_access.NAMED.key, [("Demo Unit", STARTS_ON, None)])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"places": [2, 2, 2, 2, 0]}, "has no place free on Friday"),
        ({"safeguarding_checked_on": None}, "cannot be chosen"),
        ({"age_to": 6}, "takes children aged 5 to 6"),
    ],
)
def test_a_place_is_refused_at_a_unit_that_is_full_lapsed_or_for_another_age_and_nothing_is_kept(
    people: People, changes: dict[str, Any], said: str
) -> None:
    case = waiting(people)
    item, there = on_agenda(people, case), unit(**changes)
    with pytest.raises(Refused, match=said):
        decide(people, item, there)
    with pytest.raises(Refused, match=said):
        name(people, case, there)
    item.refresh_from_db()
    assert (item.decision, places(), case.events.filter(step="name_place").exists()) == ("", [], False)


def test_an_interim_place_elsewhere_ends_on_the_day_before_the_long_term_one(people: People) -> None:
    case = waiting(people)
    interim(people, case, unit("Tutor"), date(2026, 11, 30))
    name(people, case, unit())
    assert places() == [("Tutor", date(2026, 11, 30), BEFORE), ("Demo Unit", STARTS_ON, None)]


def test_an_interim_place_at_the_same_provider_goes_on_also_where_it_is_full_otherwise(people: People) -> None:
    case, there = waiting(people), unit(places=[1] * 5)
    interim(people, case, there, date(2026, 11, 30))
    event = name(people, case, there, minutes=[60] * 10)
    assert (places(), event.facts["minutes"]) == ([("Demo Unit", date(2026, 11, 30), None)], FULL)


def test_at_a_provider_that_has_lapsed_since_the_interim_place_does_not_become_a_long_term_one(people: People) -> None:
    case, there = waiting(people), unit()
    interim(people, case, there, date(2026, 11, 30))
    change_provider(there, there.version, name=there.name, safeguarding_checked_on=None, by=people.officer)
    with pytest.raises(Refused, match="cannot be chosen"):
        name(people, case, there)


def test_an_interim_place_arranged_once_a_long_term_one_is_named_lasts_until_the_day_before_it(people: People) -> None:
    case = waiting(people)
    name(people, case, unit())
    interim(people, case, unit("Tutor"), date(2026, 12, 7), on=NAMED_ON)
    assert places() == [("Tutor", date(2026, 12, 7), BEFORE), ("Demo Unit", STARTS_ON, None)]
    with pytest.raises(Refused, match="A long-term place with Demo Unit is named from 11 January 2027"):
        interim(people, case, unit("Late"), date(2027, 1, 18), on=NAMED_ON)
    take(people, case, pathway.PLACING.look_again, NAMED_ON)
    assert places() == [("Tutor", date(2026, 12, 7), None)]


def look_again(people: People, case: Case) -> None:
    take(people, case, pathway.PLACING.look_again, date(2026, 12, 8))


def refuse(people: People, case: Case) -> None:
    take(people, case, pathway.PLACING.refuse, date(2026, 12, 8))


def name_a_school(people: People, case: Case) -> None:
    on, school = date(2026, 12, 8), make.school("Other School")
    case.refresh_from_db()
    facts = {"place": "Other School", "school": school.key, "starts_on": STARTS_ON.isoformat()}
    taken = {"by": people.officer, "on": on, "at": moment(on), "reason": ""}
    actions.take_with_school(case, pathway.NAME_PLACE, data={"school": school}, facts=facts, **taken)


@pytest.mark.parametrize("gives_up", [look_again, refuse, name_a_school])
def test_a_long_term_place_that_comes_to_nothing_before_it_began_never_was_and_the_interim_one_goes_on(
    people: People, gives_up: Callable[[People, Case], None]
) -> None:
    case = waiting(people)
    interim(people, case, unit("Tutor"), date(2026, 11, 30))
    name(people, case, unit())
    gives_up(people, case)
    assert places() == [("Tutor", date(2026, 11, 30), None)]


def test_a_provider_that_refuses_and_takes_the_child_after_all_gives_the_place_again(people: People) -> None:
    case = waiting(people)
    interim(people, case, unit("Tutor"), date(2026, 11, 30))
    name(people, case, unit())
    before = places()
    refuse(people, case)
    take(people, case, pathway.PLACING.agree, date(2026, 12, 10))
    assert places() == before


def test_a_provider_that_refuses_once_the_child_is_there_ends_the_place_that_day(people: People) -> None:
    case = waiting(people)
    name(people, case, unit(), starts_on=date(2026, 12, 7))
    refuse(people, case)
    assert places() == [("Demo Unit", date(2026, 12, 7), date(2026, 12, 8))]


def test_nobody_loses_a_place_that_has_begun_because_another_is_looked_for(people: People) -> None:
    case = waiting(people)
    name(people, case, unit(), starts_on=date(2026, 12, 7))
    look_again(people, case)
    assert places() == [("Demo Unit", date(2026, 12, 7), None)]


def interim_until(case: Case) -> tuple[str, date | None]:
    found = case.deadlines.exclude(state="replaced").get(clock="interim")
    return found.state, found.due_on


def test_an_interim_place_lasts_12_weeks_at_most_which_ends_once_a_school_or_long_term_place_is_named(
    people: People,
) -> None:
    case = waiting(people)  # education began on 13 November
    assert interim_until(case) == ("running", date(2027, 2, 5))
    found = case.deadlines.get(clock="interim", state="running")
    assert (found.is_law, found.against) == (False, "council")
    name(people, case, unit())
    assert interim_until(case) == ("met", date(2027, 2, 5))


def test_an_interim_place_that_begins_once_another_place_is_named_has_the_dates_of_that(people: People) -> None:
    case = people.tell()
    take(people, case, pathway.UPHOLD, date(2026, 11, 13), parents_told_on="2026-11-13")
    take(people, case, pathway.CONSULT, date(2026, 11, 13), wish="A small group.")
    take(people, case, pathway.CHOOSE_WAY, date(2026, 11, 13), way="sen_placement")
    take(people, case, pathway.NAME_PLACE, date(2026, 11, 16), place="Far School", starts_on="2027-01-11")
    taught(people, case, date(2026, 11, 16))
    assert not case.deadlines.filter(clock="interim", state="running").exists()
    take(people, case, pathway.PLACING.look_again, date(2026, 11, 20))
    assert interim_until(case) == ("running", date(2027, 2, 8))


def test_a_closing_by_mistake_that_is_taken_back_gives_the_long_term_place_and_the_interim_one_back(
    people: People,
) -> None:
    case = waiting(people)
    interim(people, case, unit("Tutor"), date(2026, 11, 30))
    name(people, case, unit())
    before = places()
    take(people, case, pathway.LEAVE, date(2026, 12, 8))
    assert places() == [("Tutor", date(2026, 11, 30), date(2026, 12, 8))]
    case.refresh_from_db()
    taking_back.take_back(case, by=people.officer, at=moment(date(2026, 12, 9)), reason="The wrong button.")
    assert places() == before


def test_the_place_goes_on_once_the_child_is_seen_attending_there(people: People) -> None:
    case = fair.opened(people)
    fair.take(people, case, fair_access.REFER, date(2026, 11, 23))
    name(people, case, unit(), starts_on=date(2026, 12, 7))
    take(people, case, fair_access.ENROL, date(2026, 12, 8))
    take(people, case, fair_access.CONFIRM, date(2026, 12, 18), register="Present in each session.")
    case.refresh_from_db()
    assert (case.stage, places()) == ("attending", [("Demo Unit", date(2026, 12, 7), None)])


def test_the_place_of_a_child_who_needs_none_from_us_any_more_ends_with_the_case(people: People) -> None:
    case = fair.opened(people)
    fair.take(people, case, fair_access.REFER, date(2026, 11, 23))
    name(people, case, unit(), starts_on=date(2026, 12, 7))
    take(people, case, fair_access.LEAVE, date(2026, 12, 18))
    assert places() == [("Demo Unit", date(2026, 12, 7), date(2026, 12, 18))]
    event = case.events.get(step="leave")
    said = {"by": people.officer, "at": moment(date(2026, 12, 21)), "reason": "A slip."}
    cases.correct(event, on=date(2026, 12, 16), facts={}, **said)
    assert places() == [("Demo Unit", date(2026, 12, 7), date(2026, 12, 16))]


def test_the_records_move_to_the_unit_and_the_parents_are_told_of_it(people: People) -> None:
    case, there = waiting(people), unit()
    name(people, case, there)
    assert Transfer.objects.get(withdrawn_at=None).to_provider == there
    assert case.letters.get(letter__kind="exclusions.place_offer").letter.context["school_name"] == "Demo Unit"


def form(people: People, case: Case, **typed: Any) -> PlaceForm:
    said = {"on_day": "4", "on_month": "12", "on_year": "2026"}
    said |= {"starts_on_day": "11", "starts_on_month": "1", "starts_on_year": "2027"}
    hours = {"sessions": [str(n) for n in range(10)], "minutes": "150", "full_time": "yes"}
    data = {**said, **hours, **typed}
    return PlaceForm(data, step=pathway.NAME_PLACE, case=case, parties=[], on=NAMED_ON)


def test_a_place_is_named_at_a_school_a_provider_or_elsewhere_and_the_form_says_which_is_missing(
    people: People,
) -> None:
    case, there, lapsed = waiting(people), unit(), unit("Old Unit", quality_checked_on=None)
    fit = form(people, case, provider=there.key)
    assert fit.is_valid(), fit.errors
    assert (fit.cleaned_data["provider"], fit.cleaned_data["minutes"]) == (there, FULL)
    assert fit.facts() == {"place": "Demo Unit", "school": "", "starts_on": "2027-01-11"}
    both = form(people, case, provider=there.key, school=people.school.key)
    assert both.errors == {"provider": ["Select a school or a provider, and not both"]}
    by_name = form(people, case, place="Old Unit")
    assert by_name.errors["place"][0].startswith("Old Unit is in the directory. Select it above")
    assert set(form(people, case, provider=lapsed.key).errors) == {"provider"}
    none = form(people, case, provider=there.key, sessions=[], minutes="")
    assert set(none.errors) == {"sessions", "minutes"}
    assert form(people, case).errors == {"school": ["Select the school or the provider, or enter another"]}


def test_a_decided_place_is_one_places_and_the_database_keeps_its_first_day_with_it(people: People) -> None:
    item = on_agenda(people, waiting(people))
    for wrong in ({"provider": unit()}, {"starts_on": STARTS_ON}):
        with pytest.raises(IntegrityError, match="place_says_from_when"), transaction.atomic():
            Item.objects.filter(pk=item.pk).update(**wrong)


def test_day_6_is_met_by_the_long_term_place_once_it_has_begun_full_time(people: People) -> None:
    case, there = people.tell(), unit()
    take(people, case, pathway.UPHOLD, date(2026, 11, 13), parents_told_on="2026-11-13")
    name(people, case, there, starts_on=date(2026, 11, 16), on=date(2026, 11, 13))
    with pytest.raises(Refused, match="No place is arranged"):
        take(people, case, pathway.BEGIN, date(2026, 11, 13), confirmed_by="The office")
    take(people, case, pathway.BEGIN, date(2026, 11, 16), confirmed_by="The office")
    assert case.deadlines.get(clock="day_six").state == "met"


def test_nobody_is_on_the_roll_of_a_school_whose_register_we_hold_and_does_not_have_the_child(people: People) -> None:
    case, school = waiting(people), make.school("Other School")
    facts = {"place": "Other School", "school": school.key, "starts_on": "2026-12-07"}
    take(people, case, pathway.NAME_PLACE, NAMED_ON, **facts)
    other = make.child("Lee", "Example", at=school)
    ChildWeek.objects.create(
        child=other, school=school, monday=date(2026, 11, 30), marks="/ \\ " * 5, source="extract"
    )  # fmt: skip
    with pytest.raises(Refused, match="does not have the child on 8 December 2026"):
        take(people, case, pathway.ENROL, date(2026, 12, 8))
    people.child.enrolments.create(school=school, from_on=date(2026, 12, 7))
    take(people, case, pathway.ENROL, date(2026, 12, 8))


def test_where_the_register_is_not_ours_to_see_the_word_of_the_place_counts(people: People) -> None:
    case, school = waiting(people), make.school("Other School")
    facts = {"place": "Other School", "school": school.key, "starts_on": "2026-12-07"}
    take(people, case, pathway.NAME_PLACE, NAMED_ON, **facts)
    take(people, case, pathway.ENROL, date(2026, 12, 8))


def test_a_full_time_place_beside_the_full_week_of_another_school_that_has_the_child_is_asked_about(
    people: People,
) -> None:
    case, there = waiting(people), unit()
    people.child.enrolments.create(school=make.school("Other School"), from_on=date(2026, 11, 10))
    assert list(form(people, case, provider=there.key).errors) == ["full_time"]
    assert form(people, case, provider=there.key, full_time_meant_20270111="on").is_valid()
    assert form(people, case, provider=there.key, full_time="no").is_valid()
