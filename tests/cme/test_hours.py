"""A child who is missing is offered nothing until they are at a school again, whatever is corrected or taken back."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from cme import actions, pathway, returning
from oxle.audit.models import Change
from oxle.cases import actions as cases
from oxle.cases.models import Case
from oxle.cases.standing import last_taken
from oxle.cases.taking_back import take_back
from oxle.people.actions import enrol
from oxle.people.models import Child, Enrolment
from oxle.provision.actions import add_provider, make_offer
from oxle.provision.ledger import ledger
from oxle.provision.missing_models import MissingTime
from oxle.provision.models import Offer, OfferKind, ProviderKind
from oxle.provision.without import may_be_without, offered_now, without_offer
from oxle.schools.models import School
from oxle.transfers.models import Transfer
from oxle.transfers.never_was import MISTAKEN
from tests import make
from tests.cme.make import TOLD_ON, People
from tests.cme.test_returns import UPN, told
from tests.exclusions.make import moment

pytestmark = pytest.mark.django_db
NOW = date(2026, 11, 27)
DAY = timedelta(days=1)
LAST = date(2026, 11, 2)
ENTERED = date(2026, 11, 16)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-27T10:00:00+00:00")
    made = People()
    made.child.upn = UPN
    made.child.save()
    return made


def without(child: Child) -> list[date]:
    """The school days of November on which nothing at all is offered."""
    days = [date(2026, 11, 2) + DAY * number for number in range((NOW - date(2026, 11, 2)).days + 1)]
    return [day for day in days if (found := ledger(child, day, day)).entitled and not found.offered]


def school_days(first: date, last: date) -> list[date]:
    return [day for day in (first + DAY * number for number in range((last - first).days + 1)) if day.weekday() < 5]


def returns(people: People, school: School, entered_on: date = ENTERED) -> None:
    returning.tell_new_pupil(
        school, told(people, entered_on=entered_on), by=make.someone(),
        on=NOW, at=moment(NOW),
    )  # fmt: skip


def looked_for(people: People, on: date = TOLD_ON) -> Case:
    case = people.refer(on, last_attended_on=LAST)
    people.take(case, pathway.CLEAR, on, looked_at="Nothing open.")
    return case


def test_while_a_child_is_missing_the_school_they_are_still_registered_at_offers_nothing(people: People) -> None:
    assert without(people.child) == []
    looked_for(people)
    assert without(people.child) == school_days(LAST + DAY, NOW)
    assert people.child.pk in without_offer(may_be_without(Child.objects.all(), NOW), NOW).lacking


def test_after_a_matched_return_nothing_is_offered_until_the_day_before_the_entry(people: People) -> None:
    case = looked_for(people)
    returns(people, make.school("Far School"))
    weeks = school_days(LAST + DAY, ENTERED - DAY)
    assert without(people.child) == weeks
    people.take(case, pathway.CLOSE_ENROLLED, NOW)
    assert without(people.child) == weeks
    take_back(case, by=people.officer, at=moment(NOW), reason="It was another child.")
    assert without(people.child) == weeks
    # The return is about another child after all: this one is still missing.
    returned = case.new_pupils.get()
    returned.match = "person"
    returned.matched_by = people.officer
    returned.save()
    returning.decide(returned, returned.version, child=None, by=people.officer)
    assert without(people.child) == school_days(LAST + DAY, NOW)
    returned.refresh_from_db()
    returning.decide(returned, returned.version, child=people.child, by=people.officer)
    assert without(people.child) == weeks


def test_a_register_that_takes_the_child_on_after_we_were_told_is_an_entry_too(people: People) -> None:
    looked_for(people)
    Enrolment.objects.filter(child=people.child).update(to_on=ENTERED - DAY)
    enrol(people.child, make.school("Far School"), from_on=ENTERED, by=people.officer, on=NOW)
    assert without(people.child) == school_days(LAST + DAY, ENTERED - DAY)


def test_a_return_of_a_child_who_was_not_there_after_all_gives_nothing_back_until_somebody_closes_on_it(
    people: People,
) -> None:
    case = looked_for(people)
    returns(people, make.school("Far School"))
    people.take(case, pathway.FIND_HERE, NOW, where="Far School", how_known="Its return.")
    cases.take(
        case, pathway.LOST_AGAIN, by=people.officer, on=NOW, at=moment(NOW) + timedelta(hours=8), reason="Never came.",
    )  # fmt: skip
    assert without(people.child) == school_days(LAST + DAY, NOW)
    people.take(case, pathway.CLOSE_ENROLLED, NOW)
    assert without(people.child) == school_days(LAST + DAY, ENTERED - DAY)


def test_a_child_who_was_never_missing_was_offered_their_week_all_along(people: People) -> None:
    case = looked_for(people)
    people.take(case, pathway.PROPOSE, NOW)
    people.take(case, pathway.MISTAKE, NOW, by=people.manager)
    assert without(people.child) == []
    assert not MissingTime.objects.exists()
    take_back(case, by=people.manager, at=moment(NOW), reason="They were.")
    assert without(people.child) == school_days(LAST + DAY, NOW)


def test_two_persons_who_close_since_the_child_is_back_say_from_which_day(people: People) -> None:
    case = looked_for(people)
    people.take(case, pathway.PROPOSE, NOW, back_on="2026-11-12")
    people.take(case, pathway.AGREE, NOW, by=people.manager)
    assert without(people.child) == school_days(LAST + DAY, date(2026, 11, 11))
    proposed = last_taken(case, pathway.PROPOSE.key)
    assert proposed is not None
    cases.correct(
        proposed, by=people.officer, on=NOW, at=moment(NOW), reason="A slip.", facts={"back_on": "2026-11-20"}
    )
    assert without(people.child) == school_days(LAST + DAY, date(2026, 11, 19))


def test_the_written_receipt_of_another_authority_ends_it_the_day_before(people: People) -> None:
    case = looked_for(people)
    people.take(case, pathway.FIND_ELSEWHERE, NOW, where="Northmere", how_known="It says so.")
    asked = actions.ask_authority(
        case, authority="Northmere", to_whom="Their officer", sent_on=LAST, by=people.officer, at=moment(NOW)
    )
    actions.record_answer(
        asked, asked.version, by=people.officer, at=moment(NOW), answered_on=date(2026, 11, 18), answer="Yes.",
        receipt_on=date(2026, 11, 19), receipt_by="Their officer", receipt_reference="On the case",
    )  # fmt: skip
    assert without(people.child) == school_days(LAST + DAY, NOW)
    people.take(case, pathway.CLOSE_RECEIVED, NOW)
    assert without(people.child) == school_days(LAST + DAY, date(2026, 11, 18))


def test_a_place_given_after_we_were_told_counts_and_one_from_before_does_not(people: People) -> None:
    unit = add_provider(name="Demo Tuition Centre", kind=ProviderKind.TUTOR, by=people.officer)

    def offered(from_on: date, to_on: date | None, number: int) -> Offer:
        minutes = [60 if place == number else 0 for place in range(10)]
        return make_offer(
            people.child, unit, kind=OfferKind.TUITION, from_on=from_on, to_on=to_on, minutes=minutes,
            source="OX-0000-0000", by=people.officer,
        )  # fmt: skip

    offered(date(2026, 9, 7), date(2026, 11, 17), 0)
    looked_for(people)
    assert without(people.child) == school_days(LAST + DAY, NOW)
    assert offered_now([people.child.pk], date(2026, 11, 10)) == {}
    offered(date(2026, 11, 18), None, 4)
    # The Wednesdays of the tuition.
    given = [date(2026, 11, 18), date(2026, 11, 25)]
    assert without(people.child) == [day for day in school_days(LAST + DAY, NOW) if day not in given]
    assert offered_now([people.child.pk], NOW) == {people.child.pk: "1 hour a week"}


TOLD_LATER = date(2026, 11, 9)
DAYS = st.dates(LAST, TOLD_LATER)
AFTER = st.dates(TOLD_LATER + DAY, NOW)


@settings(max_examples=10, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate])
@given(
    lasts=st.lists(DAYS, min_size=1, max_size=3),
    entered=AFTER,
    ways=st.lists(st.sampled_from(["close", "take_back"]), max_size=4),
)
def test_whatever_is_corrected_and_taken_back_only_the_weeks_that_are_missed_have_nothing(
    lasts: list[date], entered: date, ways: list[str]
) -> None:
    with pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setenv("OXLE_NOW", "2026-11-27T10:00:00+00:00")
        people = People()
        people.child.upn = UPN
        people.child.save()
        case = looked_for(people, TOLD_LATER)
        far = make.school("Far School")
        returns(people, far, entered)
        enrol(people.child, far, from_on=entered, by=people.officer, on=NOW, kind="dual_subsidiary")
        for last_on in lasts:
            told_of = last_taken(case, pathway.REFER.key)
            assert told_of is not None
            cases.correct(
                told_of, by=people.officer, on=told_of.on, at=moment(NOW), reason="A slip.",
                facts={"last_attended_on": last_on.isoformat()},
            )  # fmt: skip
            assert without(people.child) == school_days(last_on + DAY, entered - DAY)
        for way in ways:
            case.refresh_from_db()
            if way == "close" and case.is_open:
                people.take(case, pathway.CLOSE_ENROLLED, NOW)
            elif way == "take_back" and not case.is_open:
                take_back(case, by=people.officer, at=moment(NOW), reason="A slip.")
            assert without(people.child) == school_days(lasts[-1] + DAY, entered - DAY)
            assert MissingTime.objects.count() == 1
        transaction.set_rollback(True)


def test_a_register_entered_by_mistake_goes_with_its_reason_and_the_ledger_counts_none_of_it(people: People) -> None:
    looked_for(people)
    wrong = enrol(
        people.child, make.school("Far School"), from_on=ENTERED, by=people.officer, on=NOW, kind="dual_subsidiary"
    )
    assert without(people.child) == school_days(LAST + DAY, ENTERED - DAY)
    officer = make.signed_in(people.officer)
    page = reverse("people:remove_enrolment", args=[people.child.key, wrong.key])
    assert page in officer.get(reverse("people:child", args=[people.child.key])).text
    assert officer.post(page, {"version": wrong.version}).context["form"].errors == {
        "because": ["Enter why it was a mistake"]
    }
    officer.post(page, {"version": wrong.version, "because": "It is of another <child>."})
    assert not Enrolment.objects.filter(pk=wrong.pk).exists()
    assert without(people.child) == school_days(LAST + DAY, NOW)
    # The move of records that it began is withdrawn with it.
    assert Transfer.objects.get().withdrawn_because == MISTAKEN
    said = Change.objects.filter(table="people_enrolment", actor=f"user:{people.officer.pk}").order_by("pk")
    assert "Entered by mistake: It is of another <child>." in str(said.last().before)  # type: ignore[union-attr]
