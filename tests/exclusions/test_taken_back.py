"""A step that closed a case by mistake is taken back: nothing is lost, and the case stands as it did before."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from attendance.referrals import pathway as referral
from exclusions.fair_access import pathway as fair_pathway
from exclusions.given_back import give_back
from exclusions.managed_moves import actions as managed
from exclusions.managed_moves import pathway as moves
from exclusions.permanent import arranging, pathway, unit_review
from oxle.cases import actions as cases
from oxle.cases import disposal, replay, revoking, taking_back, timeline
from oxle.cases.giving_back import NOT_KEPT
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.cases.standing import last_taken
from oxle.core.errors import Refused, Stale
from oxle.correspondence.models import Letter
from oxle.meetings import deciding
from oxle.provision.actions import end_offer
from oxle.provision.models import Offer, OfferKind, Provider, ProviderWeek
from oxle.registers.codes import pack_week
from oxle.transfers.models import Transfer
from tests import make
from tests.cases.closed import LATER, Deciders, withdrawn
from tests.exclusions import fair
from tests.exclusions.make import People, moment, suspended, told_of_move, unit
from tests.exclusions.test_school_place import meeting, panel

pytestmark = pytest.mark.django_db
CLOSED_ON, NOTICED_ON = date(2026, 11, 18), date(2026, 11, 24)
SLIP = "The governors upheld it: the wrong button."


@pytest.fixture
def people() -> People:
    return People()


def take(people: People, case: Case, step: Step, on: date = CLOSED_ON, **facts: Any) -> Event:
    case.refresh_from_db()
    return cases.take(case, step, by=people.officer, on=on, at=moment(on), facts=facts, reason="As they said.")


def take_back(people: People, case: Case, **more: Any) -> list[str]:
    case.refresh_from_db()
    return taking_back.take_back(case, **{"by": people.officer, "at": moment(NOTICED_ON), "reason": SLIP, **more})


def stands(case: Case) -> list[Any]:
    """Where a case stands, what is due, what the child is offered, which letters wait."""
    now = Case.objects.get(pk=case.pk)
    rows = case.deadlines.filter(state__in=["running", "met"]).order_by("clock", "event")
    offers = Offer.objects.filter(child=case.child).order_by("key")
    waiting = Letter.objects.filter(on_case__case=case, state="drafted").order_by("kind")
    return [
        (now.stage, now.stage_since_on, now.closed_on, now.retain_until_on),
        list(rows.values_list("clock", "event", "due_on", "state")),
        list(offers.values_list("key", "from_on", "to_on", "minutes", "kind", "provider", "school", "source")),
        list(waiting.values_list("kind", flat=True)),
    ]


def arranged(people: People, starts_on: date = date(2026, 11, 16)) -> Case:
    """An exclusion with a place arranged at the unit."""
    case = people.tell()
    data = {"provider": unit(), "starts_on": starts_on, "minutes": [150] * 10, "full_time": True}
    arranging.arrange(
        case, pathway.ARRANGE, data=data, by=people.officer, on=date(2026, 11, 11), at=moment(date(2026, 11, 11)),
        facts={}, reason="",
    )  # fmt: skip
    case.refresh_from_db()
    return case


@pytest.mark.parametrize("step", [pathway.REINSTATE, pathway.RESCIND, pathway.LEAVE, pathway.MISTAKE])
@pytest.mark.parametrize("starts_on", [date(2026, 11, 16), date(2026, 11, 20)])
def test_whatever_closed_an_exclusion_the_place_the_clocks_and_the_letters_are_there_again(
    people: People, step: Step, starts_on: date
) -> None:
    case = arranged(people, starts_on)
    before = stands(case)
    take(people, case, step)
    assert stands(case) != before
    assert take_back(people, case) == []
    assert stands(case) == before
    assert replay.differences(Case.objects.get(pk=case.pk)) == []


def test_nothing_is_deleted_the_history_shows_both_and_why(people: People) -> None:
    case = people.tell()
    take(people, case, pathway.REINSTATE)
    take_back(people, case)
    shown = [(one.title, one.taken_back, one.text) for one in timeline.timeline(case, people.officer)]
    assert shown[:2] == [
        (f"Taken back: {pathway.REINSTATE.label}", False, SLIP),
        (pathway.REINSTATE.label, True, "As they said."),
    ]
    page = make.signed_in(people.officer).get(reverse("cases:timeline", args=[case.key])).content.decode()
    assert page.count("Taken back") == 2
    assert last_taken(case, pathway.REINSTATE.key) is None


def test_what_was_taken_back_can_be_done_anew_and_counts_once(people: People) -> None:
    case = people.tell()
    take(people, case, pathway.REINSTATE)
    take_back(people, case)
    take(people, case, pathway.UPHOLD, NOTICED_ON, parents_told_on="2026-11-24")
    assert case.stage == pathway.UPHELD.key
    take(people, case, pathway.LEAVE, date(2026, 11, 25))
    take_back(people, case, at=moment(date(2026, 11, 26)))
    assert case.stage == pathway.UPHELD.key
    assert replay.differences(Case.objects.get(pk=case.pk)) == []


def test_a_closing_that_was_put_right_before_is_taken_back_whole(people: People) -> None:
    case = arranged(people)
    before = stands(case)
    closing = take(people, case, pathway.REINSTATE)
    cases.correct(closing, by=people.officer, on=date(2026, 11, 17), at=moment(NOTICED_ON), reason="A day early.")
    take_back(people, case)
    assert stands(case) == before


def test_letters_of_the_closing_do_not_go_and_what_is_sent_is_said_to_stay() -> None:
    case = withdrawn()
    officer = make.user("senior_attendance_officer", name="Senior")
    event = case.events.get(step=referral.WITHDRAW.key)
    again = case.letters.filter(letter__withdrawn_at=event.at).count()
    assert taking_back.take_back(case, by=officer, at=moment(NOTICED_ON), reason="Not asked for.") == []
    assert case.letters.filter(letter__state="drafted").count() == again
    assert case.stage == event.stage_before


def test_there_are_never_two_open_cases_of_a_kind(people: People) -> None:
    case = people.tell()
    take(people, case, pathway.MISTAKE)
    second = people.tell()
    with pytest.raises(Refused, match=f"another open case of this kind by now, {second.reference}"):
        take_back(people, case)
    assert not Case.objects.get(pk=case.pk).is_open


def test_a_child_who_is_suspended_by_now_is_not_excluded_again(people: People) -> None:
    case = people.tell()
    take(people, case, pathway.REINSTATE)
    away = suspended(people, date(2026, 11, 19), date(2026, 11, 20))
    with pytest.raises(Refused, match=away.reference):
        take_back(people, case)


def test_a_child_who_is_placed_by_another_case_by_now_is_not_excluded_again(people: People) -> None:
    case = people.tell()
    take(people, case, pathway.REINSTATE)
    placed = fair.opened(people, NOTICED_ON)
    with pytest.raises(Refused, match=placed.reference):
        take_back(people, case)


def test_a_place_elsewhere_since_refuses_it_in_words_and_nothing_changes(people: People) -> None:
    case = arranged(people)
    take(people, case, pathway.REINSTATE)
    Offer.objects.create(
        child=people.child, provider=unit("Other Unit"), kind=OfferKind.ALTERNATIVE, from_on=date(2026, 11, 23),
        minutes=[150] * 10, full_time=True, source="Elsewhere",
    )  # fmt: skip
    before = stands(case)
    with pytest.raises(Refused, match=r"What ended with the closing cannot be given back\. Other Unit already offers"):
        take_back(people, case)
    assert stands(case) == before
    assert case.events.filter(step="taken_back").count() == 0


def test_a_case_that_somebody_proposed_to_destroy_is_not_opened_again() -> None:
    case, deciders = withdrawn(), Deciders()
    disposal.propose(case, reason="Its time is up.", by=deciders.reviewer, on=LATER, at=moment(LATER))
    with pytest.raises(Refused, match="proposed, to destroy this case"):
        taking_back.take_back(case, by=deciders.second, at=moment(LATER), reason=SLIP)


def test_what_the_service_closed_follows_what_is_recorded_elsewhere(people: People) -> None:
    case = people.tell()
    cases.take(case, pathway.MISTAKE, by=None, on=CLOSED_ON, at=moment(CLOSED_ON), reason="By itself")
    with pytest.raises(Refused, match="Oxle closed the case by itself"):
        take_back(people, case)


def test_only_who_may_put_the_step_right_takes_it_back_with_a_reason_and_as_last_seen(people: People) -> None:
    case = people.tell()
    cases.take(case, pathway.RESCIND, by=people.head, on=CLOSED_ON, at=moment(CLOSED_ON), facts={}, reason="A slip")
    assert not taking_back.may_take_back(people.head, case)
    with pytest.raises(Refused, match="Your role does not include"):
        take_back(people, case, by=people.head)
    with pytest.raises(Refused, match="Give the reason"):
        take_back(people, case, reason=" ")
    with pytest.raises(Stale):
        take_back(people, case, version=1)
    take_back(people, case)
    with pytest.raises(Refused, match="The case is open"):
        take_back(people, case)


def test_what_was_closed_before_the_offers_were_kept_says_so(people: People) -> None:
    case = people.tell()
    take(people, case, pathway.REINSTATE)
    assert give_back(case, {}, by=people.officer) == [NOT_KEPT]


def test_the_database_holds_what_takes_back_to_name_it_and_to_say_why(people: People) -> None:
    case = people.tell()
    facts = {"case": case, "order": 90, "step": "taken_back", "on": CLOSED_ON, "at": moment(CLOSED_ON)}
    for wrong in ({"reason": "Why"}, {"supersedes": case.events.get(), "reason": ""}):
        with pytest.raises(IntegrityError, match="what_takes_back_says_what_and_why"), transaction.atomic():
            Event.objects.create(**facts, stage_after=case.stage, **wrong)


def test_a_child_taken_off_an_agenda_comes_before_that_meeting_again_and_the_records_follow(people: People) -> None:
    where = meeting(panel())
    case = fair.opened(people, date(2026, 11, 9))
    fair.take(people, case, fair_pathway.REFER, date(2026, 11, 9))
    deciding.put_on_agenda(where, [case], by=people.officer, on=date(2026, 11, 10), asks="A small school")
    take(people, case, fair_pathway.LEAVE)
    take_back(people, case)
    assert [(one.decision, one.asks) for one in case.meeting_items.order_by("pk")] == [
        ("taken_off", "A small school"), ("", "A small school"),
    ]  # fmt: skip
    fair.take(people, case, fair_pathway.PLACING.name_place, NOTICED_ON, place="Far School", starts_on="2026-12-07")
    take(people, case, fair_pathway.LEAVE, date(2026, 11, 25))
    assert not Transfer.objects.filter(withdrawn_at=None).exists()
    take_back(people, case, at=moment(date(2026, 11, 26)))
    assert Transfer.objects.get(withdrawn_at=None).elsewhere == "Far School"


def test_a_managed_move_withdrawn_by_mistake_takes_the_records_with_it_again(people: People) -> None:
    facts = told_of_move(date(2026, 11, 9))
    case = managed.tell(
        people.child, people.school, told=facts, letter=None, by=people.head, on=date(2026, 11, 2),
        at=moment(date(2026, 11, 2)),
    )  # fmt: skip
    take(people, case, moves.ENROL, date(2026, 11, 9))
    going = Transfer.objects.get(withdrawn_at=None)
    take(people, case, moves.WITHDRAW)
    take_back(people, case)
    again = Transfer.objects.get(withdrawn_at=None)
    assert (again.to_school, again.elsewhere, again.starts_on) == (going.to_school, going.elsewhere, going.starts_on)


def test_the_page_says_what_comes_back_asks_why_and_opens_the_case_once(people: People) -> None:
    case = people.tell()
    take(people, case, pathway.REINSTATE)
    browser = make.signed_in(people.officer)
    address = reverse("cases:take_back", args=[case.key])
    assert address in browser.get(case.get_absolute_url()).content.decode()
    page = browser.get(address)
    assert f"it stands again as before: at “{pathway.EXCLUDED.label}”" in page.content.decode()
    sent = {"version": page.context["version"], "once": page.context["once"]}
    assert "Enter why it was a mistake" in browser.post(address, {**sent, "reason": ""}).content.decode()
    assert browser.post(address, {**sent, "reason": SLIP}).url == case.get_absolute_url()
    assert browser.post(address, {**sent, "reason": SLIP}).url == case.get_absolute_url()
    case.refresh_from_db()
    assert (case.is_open, case.events.filter(step="taken_back").count()) == (True, 1)
    assert "The case is open." in browser.get(address).content.decode()
    assert address not in browser.get(case.get_absolute_url()).content.decode()


# --- an entry that closed nothing ---------------------------------------------------------------------------------


def revoke(people: People, event: Event, **more: Any) -> list[str]:
    event.case.refresh_from_db()
    return revoking.revoke(event, **{"by": people.officer, "at": moment(NOTICED_ON), "reason": SLIP, **more})


def test_of_education_that_never_began_day_6_runs_again_and_it_can_be_recorded_when_it_does(people: People) -> None:
    case = arranged(people)
    before = stands(case)
    begun = take(people, case, pathway.BEGIN)
    assert timeline.timeline(case, people.officer)[0].title == pathway.BEGIN.label
    assert revoke(people, begun) == []
    assert stands(case) == before
    assert list(unit_review._waiting()) == []
    take(people, case, pathway.BEGIN, NOTICED_ON)
    assert case.deadlines.get(clock="day_six").met_on == NOTICED_ON


def arrange_at(people: People, case: Case, provider: Provider, starts_on: date, on: date) -> Event:
    case.refresh_from_db()
    data = {"provider": provider, "starts_on": starts_on, "minutes": [150] * 10, "full_time": True}
    said = {"by": people.officer, "on": on, "at": moment(on), "facts": {}, "reason": ""}
    return arranging.arrange(case, pathway.ARRANGE, data=data, **said)


def test_a_place_that_was_arranged_for_the_wrong_child_never_was_and_its_letter_does_not_go(people: People) -> None:
    case = people.tell()
    before = stands(case)
    event = arrange_at(people, case, unit(), date(2026, 11, 16), date(2026, 11, 11))
    assert stands(case) != before
    assert revoke(people, event) == []
    assert stands(case) == before
    assert not Offer.objects.exclude(provider=None).exists()
    assert [letter.state for letter in Letter.objects.filter(on_case__case=case)] == ["withdrawn"]
    assert replay.differences(Case.objects.get(pk=case.pk)) == []


def test_the_place_that_ended_for_it_goes_on_as_it_stood(people: People) -> None:
    case = arranged(people)
    before = stands(case)
    other = unit("Other Unit")
    event = arrange_at(people, case, other, date(2026, 11, 23), CLOSED_ON)
    (ended,) = Offer.objects.filter(provider__isnull=False).exclude(provider=other)
    assert ended.to_on == date(2026, 11, 22)
    first = case.events.filter(step=pathway.ARRANGE.key).earliest("order")
    with pytest.raises(Refused, match=f"“{pathway.ARRANGE.label}” was recorded since, and rests on this"):
        revoke(people, first)
    revoke(people, event)
    assert stands(case) == before


def test_where_it_was_not_kept_what_ended_for_a_place_whoever_takes_it_back_is_told_which_to_look_at(
    people: People,
) -> None:
    case = arranged(people)
    end_offer(Offer.objects.exclude(provider=None).get(), to_on=date(2026, 11, 22), by=people.officer)
    # As an entry was before what ended for it was kept with it.
    slip = take(people, case, pathway.ARRANGE, starts_on="2026-11-23")
    assert revoke(people, slip) == [
        "The place with Demo Unit ends on 22 November 2026, the day before this one was to begin. It was not kept "
        "whether it ended for this: look at it, and give it the last day that it should have."
    ]
    # Of one that is arranged today it is known that nothing ended for it.
    assert revoke(people, arrange_at(people, case, unit("Other Unit"), date(2026, 11, 23), CLOSED_ON)) == []


def test_no_place_is_taken_back_to_which_the_child_came(people: People) -> None:
    case = arranged(people)
    event = case.events.get(step=pathway.ARRANGE.key)
    begun = take(people, case, pathway.BEGIN)
    with pytest.raises(Refused, match=f"“{pathway.BEGIN.label}” was recorded since, and rests on this"):
        revoke(people, event)
    revoke(people, begun)
    here = Offer.objects.exclude(provider=None).get().provider
    week = {"child": people.child, "provider": here, "monday": date(2026, 11, 16)}
    seen = ProviderWeek.objects.create(**week, marks=pack_week(["/", *[None] * 9]))
    with pytest.raises(Refused, match="Demo Unit has marked the child as there"):
        revoke(people, event)
    seen.delete()
    ProviderWeek.objects.create(**week, marks=pack_week(["N", *[None] * 9]))
    revoke(people, event)
    assert not Offer.objects.exclude(provider=None).exists()


def test_a_stage_that_was_reached_by_mistake_is_left_again_unless_something_rests_on_it(people: People) -> None:
    case = people.tell()
    upheld = take(people, case, pathway.UPHOLD, parents_told_on="2026-11-18")
    waived = take(people, case, pathway.WAIVE_REVIEW)
    with pytest.raises(Refused, match=f"“{pathway.WAIVE_REVIEW.label}” was recorded since, and rests on this"):
        revoke(people, upheld)
    # The parents did ask for a review: their time still runs.
    revoke(people, waived)
    assert case.deadlines.get(clock="review_window", state="running").due_on == date(2026, 12, 9)
    # And it was not upheld at all.
    revoke(people, upheld)
    take(people, case, pathway.REINSTATE, NOTICED_ON)
    assert Case.objects.get(pk=case.pk).stage == pathway.REINSTATED.key
    assert replay.differences(Case.objects.get(pk=case.pk)) == []


def test_what_has_other_consequences_the_service_recorded_or_is_not_yours_is_not_taken_back_by_itself(
    people: People,
) -> None:
    case = arranged(people)
    with pytest.raises(Refused, match="other things follow from it"):
        revoke(people, case.events.get(step=pathway.TELL.key))
    by_service = cases.take(case, pathway.NOT_OWED, by=None, on=CLOSED_ON, at=moment(CLOSED_ON), reason="So it is")
    with pytest.raises(Refused, match="Oxle recorded this by itself"):
        revoke(people, by_service)
    begun = take(people, case, pathway.BEGIN)
    for wrong, words in (({"reason": " "}, "Give the reason"), ({"by": people.head}, "Your role does not include")):
        with pytest.raises(Refused, match=words):
            revoke(people, begun, **wrong)
    with pytest.raises(Stale):
        revoke(people, begun, version=1)
    revoke(people, begun)
    with pytest.raises(Refused, match="taken back already"):
        revoke(people, begun)
    other = take(people, case, pathway.BEGIN)
    take(people, case, pathway.LEAVE)
    with pytest.raises(Refused, match="The case is closed"):
        revoke(people, other)


def test_the_timeline_offers_it_and_the_page_says_what_is_due_again(people: People) -> None:
    case = people.tell()
    upheld = take(people, case, pathway.UPHOLD, parents_told_on="2026-11-18")
    client = make.signed_in(people.officer)
    url = reverse("cases:take_back_entry", args=[case.key, upheld.order])
    assert f'href="{url}"' in client.get(reverse("cases:timeline", args=[case.key])).content.decode()
    shown = client.get(url)
    page = shown.content.decode()
    assert f"the case stands at “{pathway.EXCLUDED.label}” again" in page
    client.post(url, {"reason": SLIP, "version": shown.context["version"], "once": shown.context["once"]})
    assert Case.objects.get(pk=case.pk).stage == pathway.EXCLUDED.key
    # Whose other steps follow there is no such page.
    told = case.events.get(step="tell")
    assert client.get(reverse("cases:take_back_entry", args=[case.key, told.order])).status_code == 404
