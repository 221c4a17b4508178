"""A decision of a meeting that was recorded wrongly is put right, with what hung on it, or refused in words."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from exclusions.fair_access.panel import OTHER_WAY, SCHOOL, UNIT
from exclusions.permanent import pathway
from exclusions.permanent.review_panel import QUASHED, REVIEW_PANEL
from exclusions.permanent.review_panel import UPHELD as REVIEW_UPHELD
from exclusions.permanent.unit_review import READY, STAYS, UNIT_REVIEW
from oxle.cases import actions as cases
from oxle.cases import revoking
from oxle.cases.entries import newest_of
from oxle.cases.models import CaseLetter
from oxle.core.errors import Refused, Stale
from oxle.meetings import actions, deciding, putting_right
from oxle.meetings.kinds import PUT_OFF, TAKEN_OFF, Decision
from oxle.meetings.models import Correction, Item
from oxle.meetings.queries import shares_of, tasks_of
from oxle.provision.models import Offer
from oxle.provision.reviewing import record_review
from oxle.schools.models import School
from oxle.transfers.actions import record_sent
from oxle.transfers.models import How, Transfer
from tests import make
from tests.exclusions.fair import due, served
from tests.exclusions.make import People, moment, unit
from tests.exclusions.test_long_term import interim, places
from tests.exclusions.test_other_meetings import MEETS_ON, called, in_review
from tests.exclusions.test_permanent import arrange, take
from tests.meetings.make import NEXT_ON, meeting, panel, waiting
from tests.meetings.test_pages import typed

pytestmark = pytest.mark.django_db
STARTS_ON, SEEN_ON = date(2026, 12, 14), date(2026, 12, 7)
WHY = "The clerk wrote down the wrong school."


@pytest.fixture
def people() -> People:
    return People()


@pytest.fixture
def item(people: People) -> Item:
    make.address(people.parent)
    (one,) = deciding.put_on_agenda(meeting(panel()), [waiting(people)], by=people.officer, on=date(2026, 11, 26))
    return one


def decide(people: People, item: Item, decision: Decision, **said: Any) -> Item:
    on = item.meeting.on
    told = {"words": "Nearest.", "by": people.officer, "on": on, "at": moment(on)}
    deciding.decide(item, item.version, decision, **told, **said)
    item.refresh_from_db()
    return item


def put_right(people: People, item: Item, decision: Decision, *, on: date = SEEN_ON, **said: Any) -> Item:
    told = {"words": "Nearest.", "reason": WHY, "still_to_do": [], "school": None, "provider": None}
    told |= {"starts_on": None, "other_year": ""} | said
    putting_right.put_right(item, item.version, decision, **told, by=people.officer, on=on, at=moment(on))
    item.refresh_from_db()
    return item


def at(school: School, starts_on: date = STARTS_ON) -> dict[str, Any]:
    return {"school": school, "starts_on": starts_on}


def letters(item: Item, state: str = "drafted") -> list[tuple[str, str]]:
    rows = CaseLetter.objects.filter(case=item.case, letter__state=state).exclude(
        letter__kind__endswith="day_six_offer"
    )
    return sorted((one.letter.kind.removeprefix("exclusions."), one.party.name) for one in rows)


def test_another_school_is_named_in_place_of_the_one_that_was_written_down_and_everything_follows(
    people: People, item: Item
) -> None:
    wrong, right = make.school("Wrong School"), make.school("Right School")
    decide(people, item, SCHOOL, **at(wrong))
    put_right(people, item, SCHOOL, **at(right))
    assert (item.school, item.overtaken_on, item.decided_on) == (right, None, NEXT_ON)
    named = item.case.events.get(step="name_place", superseded_by=None)
    assert (named.facts["school"], named.on) == (right.key, NEXT_ON)
    assert {one.school.name: one.taken for one in shares_of(item.meeting.series, SEEN_ON) if one.taken} == {
        "Right School": 1
    }
    assert letters(item) == [
        ("panel_decision", "Demo Parent"), ("place_named", "Right School"), ("place_offer", "Demo Parent"),
    ]  # fmt: skip
    assert ("place_named", "Wrong School") in letters(item, "withdrawn")
    (move,) = Transfer.objects.filter(child=people.child, withdrawn_at=None)
    assert move.to_school == right


def test_what_was_recorded_before_stays_beside_the_decision_with_the_reason_and_nobody_changes_it(
    people: People, item: Item
) -> None:
    wrong = make.school("Wrong School")
    decide(people, item, SCHOOL, **at(wrong))
    put_right(people, item, OTHER_WAY, words="No school could.")
    (kept,) = Correction.objects.all()
    assert (kept.decision, kept.place, kept.words, kept.recorded_by, kept.reason, kept.by) == (
        "A school takes the child", "Wrong School from 14 December 2026", "Nearest.", people.officer, WHY,
        people.officer,
    )  # fmt: skip
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        Correction.objects.update(reason="Other")
    page = make.signed_in(people.officer).get(reverse("meetings:meeting", args=[item.meeting.key])).content.decode()
    assert (WHY in page, "Wrong School from 14 December 2026" in page) == (True, True)


def test_a_case_of_which_no_school_was_decided_in_truth_waits_again_by_its_old_dates(
    people: People, item: Item
) -> None:
    before = due(item.case)
    decide(people, item, SCHOOL, **at(make.school("Wrong School")))
    assert due(item.case) != before
    put_right(people, item, OTHER_WAY)
    assert due(item.case) == before
    assert not item.case.events.filter(step="name_place", superseded_by=None).exists()
    assert not Transfer.objects.filter(child=people.child, withdrawn_at=None).exists()
    assert letters(item) == [("panel_decision", "Demo Parent")]


def test_a_place_at_a_unit_that_was_never_decided_is_given_to_nobody_and_the_interim_one_goes_on(
    people: People, item: Item
) -> None:
    interim(people, item.case, unit("Tutor"), date(2026, 11, 30))
    item.refresh_from_db()
    decide(people, item, UNIT, provider=unit(), starts_on=STARTS_ON)
    assert places() == [("Tutor", date(2026, 11, 30), date(2026, 12, 13)), ("Demo Unit", STARTS_ON, None)]
    put_right(people, item, OTHER_WAY)
    assert places() == [("Tutor", date(2026, 11, 30), None)]


def test_an_interim_place_elsewhere_goes_on_where_the_unit_was_one_that_the_child_had_already(
    people: People, item: Item
) -> None:
    there = unit()
    interim(people, item.case, there, date(2026, 11, 30))
    interim(people, item.case, unit("Tutor"), date(2026, 12, 2))
    before = places()
    item.refresh_from_db()
    decide(people, item, UNIT, provider=there, starts_on=STARTS_ON)
    put_right(people, item, OTHER_WAY)
    assert places() == before


def test_why_it_was_decided_is_put_right_whatever_came_of_it(people: People, item: Item) -> None:
    school = make.school("Right School")
    decide(people, item, SCHOOL, **at(school))
    served(people, item.case, "panel_decision", NEXT_ON)
    events = item.case.events.count()
    put_right(people, item, SCHOOL, words="The nearest with a place in Year 9.", **at(school))
    assert (item.words, item.case.events.count()) == ("The nearest with a place in Year 9.", events)


def test_an_outcome_of_which_a_letter_is_sent_is_not_changed(people: People, item: Item) -> None:
    decide(people, item, SCHOOL, **at(make.school("Wrong School")))
    served(people, item.case, "panel_decision", NEXT_ON)
    with pytest.raises(Refused, match="is sent, and says what was decided"):
        put_right(people, item, OTHER_WAY)
    item.refresh_from_db()
    assert (item.decision, Correction.objects.count()) == (SCHOOL.key, 0)


def test_an_outcome_on_which_a_step_rests_is_not_changed(people: People, item: Item) -> None:
    decide(people, item, SCHOOL, **at(make.school("Wrong School")))
    step = pathway.PLACING.refuse
    cases.take(item.case, step, by=people.officer, on=SEEN_ON, at=moment(SEEN_ON), reason="Full.")
    item.refresh_from_db()
    with pytest.raises(Refused, match="“Record that the school refuses” was recorded since, on 7 December 2026"):
        put_right(people, item, OTHER_WAY)


def test_an_outcome_whose_place_has_begun_is_not_changed(people: People, item: Item) -> None:
    decide(people, item, SCHOOL, **at(make.school("Wrong School")))
    with pytest.raises(Refused, match="The place began on 14 December 2026"):
        put_right(people, item, OTHER_WAY, on=STARTS_ON)


def test_an_outcome_after_which_records_were_sent_is_not_changed(people: People, item: Item) -> None:
    decide(people, item, SCHOOL, **at(make.school("Wrong School")))
    line = Transfer.objects.get(child=people.child).lines.first()
    sent = {"sent_on": SEEN_ON, "sent_how": How.POST, "on": SEEN_ON, "at": moment(SEEN_ON)}
    record_sent(line, line.version, **sent, by=people.officer)
    with pytest.raises(Refused, match="Records of the child are sent to Wrong School already"):
        put_right(people, item, OTHER_WAY)


def test_a_closed_case_keeps_what_was_decided(people: People, item: Item) -> None:
    decide(people, item, OTHER_WAY)
    cases.take(item.case, pathway.LEAVE, by=people.officer, on=SEEN_ON, at=moment(SEEN_ON), reason="Moved.")
    with pytest.raises(Refused, match="The case is closed"):
        put_right(people, item, SCHOOL, **at(make.school("Right School")))


def test_what_was_put_off_in_error_leaves_the_later_agenda(people: People, item: Item) -> None:
    decide(people, item, PUT_OFF)
    put_right(people, item, OTHER_WAY)
    later = Item.objects.get(came_from=item)
    assert (later.decision, later.words) == (
        TAKEN_OFF.key, f"“Put off to the next meeting” on 4 December 2026 was put right: {WHY}",
    )  # fmt: skip


def test_what_was_decided_at_the_later_meeting_is_put_right_there(people: People, item: Item) -> None:
    decide(people, item, PUT_OFF)
    later = Item.objects.get(came_from=item)
    decide(people, later, OTHER_WAY)
    with pytest.raises(Refused, match="Put that decision right"):
        put_right(people, item, OTHER_WAY, on=later.meeting.on)


def test_what_should_have_been_put_off_comes_before_the_next_meeting_once(people: People, item: Item) -> None:
    decide(people, item, OTHER_WAY)
    put_right(people, item, PUT_OFF)
    assert Item.objects.get(decision="").came_from == item


def test_a_task_that_does_not_stand_any_more_leaves_its_owners_work_and_another_stays(
    people: People, item: Item
) -> None:
    decide(people, item, OTHER_WAY)
    to_do = {"owner": people.officer, "due_on": SEEN_ON, "by": people.officer}
    gone, stays = (deciding.give_task(item, what=what, **to_do) for what in ("Ring the school", "Ring the family"))
    put_right(people, item, OTHER_WAY, still_to_do=[stays.key])
    assert [row.title for row in tasks_of(people.officer, SEEN_ON)] == ["Ring the family"]
    gone.refresh_from_db()
    assert gone.overtaken_on == SEEN_ON
    with pytest.raises(Refused, match="The decision was put right on 7 December 2026"):
        deciding.finish_task(gone, gone.version, by=people.officer, on=SEEN_ON)


def test_the_second_of_two_who_put_it_right_sees_the_first(people: People, item: Item) -> None:
    decide(people, item, OTHER_WAY)
    seen = item.version
    put_right(people, item, OTHER_WAY, words="No school could.")
    item.version = seen
    with pytest.raises(Stale):
        put_right(people, item, OTHER_WAY, words="Other.")


def test_nothing_is_put_right_without_a_change_or_a_reason_or_of_what_is_not_decided(
    people: People, item: Item
) -> None:
    with pytest.raises(Refused, match="Nothing is decided yet"):
        put_right(people, item, OTHER_WAY)
    decide(people, item, OTHER_WAY)
    with pytest.raises(Refused, match="Nothing is changed") as unchanged:
        put_right(people, item, OTHER_WAY)
    assert unchanged.value.field == "decision"
    with pytest.raises(Refused, match="Give the reason"):
        put_right(people, item, OTHER_WAY, words="Other.", reason=" ")


def test_what_the_review_panel_decided_is_put_right_and_the_governors_have_it_again(people: People) -> None:
    case, series = in_review(people), called(REVIEW_PANEL)
    (one,) = deciding.put_on_agenda(series.meetings.get(), [case], by=people.officer, on=date(2026, 11, 26))
    decide(people, one, REVIEW_UPHELD)
    put_right(people, one, QUASHED, on=MEETS_ON)
    case.refresh_from_db()
    assert (case.stage, due(case).get("reconsideration")) == (pathway.RECONSIDERING.key, date(2027, 1, 8))
    taken = case.events.filter(step="review_upheld").get()
    assert newest_of(taken).step == "taken_back"


def test_what_the_review_of_a_unit_decided_is_what_follows_from_its_last_review(people: People) -> None:
    mine, case = unit("Mine"), people.tell()
    series = called(UNIT_REVIEW, provider=mine)
    arrange(people, case, date(2026, 11, 11), date(2026, 11, 16), provider=mine)
    take(people, case, pathway.BEGIN, date(2026, 11, 16), confirmed_by="The office")
    held_on = date(2026, 11, 25)
    review = record_review(
        Offer.objects.get(provider=mine), held_on=held_on, programme="English", targets="Comes daily", next_step="move",
        next_words="", who_came="All", next_on=None, by=people.officer, on=held_on, at=moment(held_on),
    )  # fmt: skip
    case.refresh_from_db()
    (one,) = deciding.put_on_agenda(series.meetings.get(), [case], by=people.officer, on=date(2026, 11, 26))
    decide(people, one, READY)
    for why in ("Needs longer.", "Needs longer, the mother says."):
        put_right(people, one, STAYS, words=why, on=MEETS_ON)
        review.refresh_from_db()
        assert review.followed_words.endswith(f": Stays as it is. {why}")
    put_right(people, one, TAKEN_OFF, on=MEETS_ON)
    review.refresh_from_db()
    assert (review.followed_words, review.waits) == ("", True)


def test_the_governors_decision_is_taken_back_with_the_way_that_was_chosen_since(people: People) -> None:
    case = waiting(people)
    where = meeting(panel())
    (one,) = deciding.put_on_agenda(where, [case], by=people.officer, on=date(2026, 11, 26))

    def entry(step: str):
        return newest_of(case.events.get(step=step))

    def back(step: str) -> None:
        revoking.revoke(entry(step), by=people.officer, at=moment(SEEN_ON), reason="They reinstated.")

    with pytest.raises(Refused, match="“Record the talk with the parents” was recorded since"):
        back("uphold")
    back("choose_way")
    one.refresh_from_db()
    assert (one.decision, one.words) == (
        TAKEN_OFF.key, "“Choose the way to a new school” was taken back on 7 December 2026.",
    )  # fmt: skip
    back("consult")
    back("uphold")
    case.refresh_from_db()
    assert case.stage == pathway.EXCLUDED.key
    taken = {"by": people.officer, "on": date(2026, 11, 20), "at": moment(SEEN_ON)}
    cases.take(case, pathway.REINSTATE, **taken, reason="As the minutes say.")
    assert case.stage == pathway.REINSTATED.key


def test_it_is_put_right_on_a_page_that_begins_with_what_is_recorded(
    people: People, item: Item, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-12-07T10:00:00+00:00")
    wrong, right = make.school("Wrong School"), make.school("Right <b>School</b>")
    decide(people, item, SCHOOL, **at(wrong))
    where = item.meeting
    actions.hold(where, where.version, came=[], minutes="All well.", by=people.officer, on=NEXT_ON, at=moment(NEXT_ON))
    client, url = make.signed_in(people.officer), reverse("meetings:put_right", args=[where.key, item.key])
    shown = client.get(reverse("meetings:meeting", args=[where.key])).content.decode()
    assert url in shown
    form = client.get(url).context["form"]
    assert [form[name].value() for name in ("decision", "school", "words")] == ["school", wrong.key, "Nearest."]
    sent = typed(client, url, school=right.key, reason="The <b>clerk</b> erred.")
    refused = client.post(url, {**sent, "reason": [""]})
    assert list(refused.context["form"].errors) == ["reason"]
    assert client.post(url, sent).status_code == 302
    item.refresh_from_db()
    assert item.school == right
    shown = client.get(reverse("meetings:meeting", args=[where.key])).content.decode()
    assert ("The &lt;b&gt;clerk&lt;/b&gt; erred." in shown, "Right <b>School" in shown) == (True, False)
    member = client.get(reverse("meetings:pack", args=[where.key])).content.decode()
    assert ("Put right on 7 December 2026." in member, "Wrong School" in member) == (True, False)


def test_nobody_puts_right_by_its_address_what_is_not_decided(people: People, item: Item) -> None:
    client, url = make.signed_in(people.officer), reverse("meetings:put_right", args=[item.meeting.key, item.key])
    shown = client.get(url).content.decode()
    assert ("This cannot be done now" in shown, "Nothing is decided yet." in shown) == (True, True)
    assert client.post(url, {}).status_code == 409


def test_what_a_step_took_off_the_agenda_no_meeting_decided_and_none_puts_right(
    people: People, item: Item, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-12-07T10:00:00+00:00")
    chosen = newest_of(item.case.events.get(step="choose_way"))
    revoking.revoke(chosen, by=people.officer, at=moment(SEEN_ON), reason="It has a plan.")
    item.refresh_from_db()
    assert item.decision == TAKEN_OFF.key
    with pytest.raises(Refused, match="No meeting decided this: it left the agenda on 7 December 2026"):
        put_right(people, item, OTHER_WAY)
    client, url = make.signed_in(people.officer), reverse("meetings:put_right", args=[item.meeting.key, item.key])
    assert url not in client.get(reverse("meetings:meeting", args=[item.meeting.key])).content.decode()
    assert "No meeting decided this" in client.get(url).content.decode()


def test_what_the_meeting_itself_took_off_the_agenda_is_put_right(people: People, item: Item) -> None:
    decide(people, item, TAKEN_OFF)
    put_right(people, item, OTHER_WAY)
    item.refresh_from_db()
    assert item.decision == OTHER_WAY.key


def test_a_refusal_stands_at_the_answer_that_was_changed(people: People, item: Item) -> None:
    wrong, right = make.school("Wrong School"), make.school("Right School")
    decide(people, item, SCHOOL, **at(wrong, SEEN_ON))
    with pytest.raises(Refused, match="The place began") as of_school:
        put_right(people, item, SCHOOL, **at(right, SEEN_ON))
    with pytest.raises(Refused, match="The place began") as of_day:
        put_right(people, item, SCHOOL, **at(wrong))
    with pytest.raises(Refused, match="The place began") as of_decision:
        put_right(people, item, OTHER_WAY)
    assert [one.value.field for one in (of_school, of_day, of_decision)] == ["school", "starts_on", "decision"]
