"""A letter's life: drafted, released to what was read, sent once, put right, withdrawn; and what is refused."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, InternalError, transaction

from oxle.core.errors import Refused, Stale
from oxle.core.models import RuleValue
from oxle.correspondence import actions, contents, printing
from oxle.correspondence.methods import Method
from oxle.correspondence.models import Letter
from oxle.people import actions as people
from tests import make
from tests.correspondence import samples
from tests.correspondence.samples import AT, ON, draft, family, officer, released, senior

pytestmark = pytest.mark.django_db
State = Letter.State


def _rendered() -> Letter:
    letter = released()
    printing.print_next(at=AT)
    letter.refresh_from_db()
    return letter


def _refusal(call: Any, *args: Any, **kwargs: Any) -> str:
    with pytest.raises(Refused) as refused:
        call(*args, **kwargs)
    return refused.value.message


# --- drafting ---


def test_a_letter_goes_to_one_person_about_one_child() -> None:
    child, mother = family()
    letter = draft(child, mother)
    assert (letter.child, letter.adult, letter.organisation, letter.state) == (child, mother, None, State.DRAFTED)
    assert (letter.kind, letter.kind_version, letter.drafted_by) == ("example.warning", 1, officer())


def test_a_letter_can_say_nothing_that_its_kind_does_not_name() -> None:
    with pytest.raises(ValueError, match="may not say address_of_the_other_parent"):
        draft(context={"address_of_the_other_parent": "2 Example Street"})


def test_a_letter_to_a_parent_cannot_be_drafted_to_an_organisation() -> None:
    child, _ = family()
    with pytest.raises(ValueError, match=r"example\.warning is a letter to an adult"):
        draft(child, make.organisation())


def test_two_editors_of_one_draft_do_not_lose_what_either_typed() -> None:
    letter = draft()
    second = Letter.objects.get(pk=letter.pk)
    actions.edit_draft(letter, 1, own_paragraph="From the first", by=officer())
    with pytest.raises(Stale) as stale:
        actions.edit_draft(second, 1, own_paragraph="From the second", by=senior())
    assert stale.value.record.own_paragraph == "From the first"


def test_a_letter_without_room_for_an_own_paragraph_takes_none() -> None:
    letter = samples.drafted(samples.NOTICE, recipient=make.organisation(), child=None, context={}, by=officer(), at=AT)
    assert _refusal(actions.edit_draft, letter, 1, own_paragraph="Hello", by=officer()) == (
        "This letter has no room for a paragraph of your own."
    )


# --- releasing ---


def test_release_fixes_text_address_date_and_version() -> None:
    letter = Letter.objects.get(pk=released().pk)
    assert (letter.state, letter.released_on, letter.released_at, letter.released_by) == (
        State.RELEASED, ON, AT, senior(),
    )  # fmt: skip
    assert letter.address == "Demo Mother\n1 Example Street\nExampleton\nOX1 1AA"
    assert letter.html_sha256 == contents.digest(letter.html)
    assert "The attendance of Demo Pupil fell to 61.5 % by 15 September 2026." in letter.html


def test_somebody_who_may_not_release_letters_is_refused() -> None:
    assert _refusal(actions.release_letter, draft(), by=officer(), on=ON, at=AT) == (
        "You cannot release this letter. Ask somebody who can."
    )


def test_a_letter_that_lacks_a_value_is_refused_and_names_each() -> None:
    letter = draft(context={"percentage": "", "measured_on": None})
    assert _refusal(actions.release_letter, letter, by=senior(), on=ON, at=AT) == (
        "The letter still lacks the percentage and the day it was measured."
    )


def test_a_letter_is_released_once() -> None:
    letter = released()
    assert _refusal(actions.release_letter, letter, by=senior(), on=ON, at=AT) == (
        "It has already been released or withdrawn."
    )


def test_a_letter_that_changed_since_it_was_read_is_refused() -> None:
    letter = draft()
    read = contents.substance(letter, address=contents.address_of(letter, on=ON).text)
    actions.edit_draft(letter, 1, own_paragraph="Something else", by=officer())
    assert _refusal(actions.release_letter, letter, by=senior(), on=ON, at=AT, read_sha256=read) == (
        "The letter has changed since you read it. Read it again before you release it."
    )


def test_a_letter_that_was_read_the_day_before_can_be_released_if_only_its_date_is_another() -> None:
    letter = draft()
    read = contents.substance(letter, address=contents.address_of(letter, on=ON).text)
    after = ON + timedelta(days=1)
    assert released(letter, on=after, read_sha256=read).released_on == after


def test_an_address_that_ended_is_used_only_with_a_reason_which_is_kept() -> None:
    child = make.child()
    mother = make.parent(child, "Demo", "Mother")
    people.end_address(make.address(mother), 1, by=officer(), on=date(2026, 6, 30))
    letter = draft(child, mother)
    assert _refusal(actions.release_letter, letter, by=senior(), on=ON, at=AT) == (
        "The address of Demo Mother ended on 30 June 2026. Record where they live now, or say why the letter goes to "
        "the last known address."
    )
    sent = released(letter, last_known_reason="Nobody knows where she moved")
    assert sent.address_reason == "Nobody knows where she moved"
    assert sent.address == "Demo Mother\n1 Example Street\nExampleton\nOX1 1AA"


def test_the_address_is_looked_up_at_release_and_not_when_the_letter_was_drafted() -> None:
    child, mother = family()
    letter = draft(child, mother)
    make.address(mother, "2 New Street", "OX2 2BB", from_on=date(2026, 9, 14))
    assert released(letter).address == "Demo Mother\n2 New Street\nOX2 2BB"


def test_a_letter_to_a_school_goes_to_the_schools_address() -> None:
    school = make.school(lines="1 School Lane", town="Exampleton", postcode="OX3 3CC")
    letter = samples.drafted(
        samples.NOTICE, recipient=school.organisation, child=make.child(), context={}, by=officer(), at=AT
    )
    assert released(letter).address == "Example School\n1 School Lane\nExampleton\nOX3 3CC"


def test_a_letter_to_an_organisation_without_an_address_is_refused() -> None:
    letter = samples.drafted(samples.NOTICE, recipient=make.organisation(), child=None, context={}, by=officer(), at=AT)
    assert _refusal(actions.release_letter, letter, by=senior(), on=ON, at=AT) == (
        "No address is recorded for Example Team. Add one first."
    )


# --- flagged families ---


def _flagged() -> Letter:
    child = make.child()
    father = make.parent(child, "Demo", "Father", kind="Father", contact_is_unsafe=True)
    make.address(father)
    return draft(child, father)


def test_a_letter_to_a_flagged_family_goes_only_when_two_people_have_released_it() -> None:
    letter = released(_flagged())
    assert (letter.state, letter.approved_by) == (State.DRAFTED, senior())
    letter = released(letter, by=samples.manager())
    assert (letter.state, letter.released_by, letter.approved_by) == (State.RELEASED, samples.manager(), senior())


def test_one_person_cannot_be_both() -> None:
    letter = released(_flagged())
    assert _refusal(actions.release_letter, letter, by=senior(), on=ON, at=AT) == (
        "You have released this letter already. A second person must release it too."
    )


def test_an_agreement_to_a_text_that_then_changed_counts_for_nothing() -> None:
    letter = released(_flagged())
    actions.edit_draft(letter, letter.version, own_paragraph="Something else", by=officer())
    letter = released(letter, by=samples.manager())
    assert (letter.state, letter.approved_by) == (State.DRAFTED, samples.manager())


def test_the_two_may_agree_on_different_days() -> None:
    letter = released(_flagged())
    after = ON + timedelta(days=1)
    assert released(letter, by=samples.manager(), on=after, at=AT + timedelta(days=1)).released_on == after


def test_the_service_can_switch_the_second_person_off_from_a_day() -> None:
    RuleValue.objects.create(rule="letters.second_person", value="no", from_on=ON, reason="A test")
    assert released(_flagged()).state == State.RELEASED


# --- other families ---


def test_a_paragraph_that_names_a_child_of_another_family_is_refused_until_somebody_says_it_is_meant() -> None:
    make.child("Ann", "Other")
    letter = draft()
    actions.edit_draft(letter, 1, own_paragraph="As we said of ann other in June.", by=officer())
    assert _refusal(actions.release_letter, letter, by=senior(), on=ON, at=AT) == (
        "The paragraph names “ann other”, a child this letter may not be about."
    )
    assert released(letter, strangers_checked=True).state == State.RELEASED


def _hiding_family() -> tuple[Any, Any, Any]:
    """A child, the father who is written to, and the mother whose address must not be told to him."""
    child = make.child()
    mother = make.parent(child, "Demo", "Mother")
    father = make.parent(child, "Demo", "Father", kind="Father")
    make.address(father)
    make.address(mother, "17 Hidden Harbour Close\nFarawayton", "ZZ9 9ZZ", withheld_from=[father])
    return child, father, mother


TOLD = "The letter tells the address of Demo Mother, which its recipient must not learn. Take it out first."


def test_a_paragraph_that_tells_an_address_withheld_from_its_reader_is_not_kept() -> None:
    child, father, mother = _hiding_family()
    letter = draft(child, father)
    typed = "She has moved to 17 Hidden Harbour Cl."
    with pytest.raises(Refused) as refused:
        actions.edit_draft(letter, 1, own_paragraph=typed, by=officer())
    assert (refused.value.message, refused.value.field) == (TOLD, "own_paragraph")
    letter.refresh_from_db()
    assert letter.own_paragraph == ""
    to_mother = draft(child, mother)
    actions.edit_draft(to_mother, 1, own_paragraph=typed, by=officer())
    assert to_mother.own_paragraph == typed


def test_a_letter_that_came_to_tell_a_withheld_address_is_not_released_whoever_asks_or_agrees() -> None:
    child, father, mother = _hiding_family()
    mother.addresses.get().withheld_from.clear()
    letter = draft(child, father)
    actions.edit_draft(letter, 1, own_paragraph="Post to zz99zz.", by=officer())
    mother.addresses.get().withheld_from.set([father])
    for by in (senior(), samples.manager()):
        assert _refusal(released, letter, by=by, strangers_checked=True) == TOLD
    letter.refresh_from_db()
    assert (letter.state, letter.approved_by) == (State.DRAFTED, None)


def test_what_somebody_typed_with_the_step_is_searched_as_well() -> None:
    child, father, _ = _hiding_family()
    letter = draft(child, father, context={"note": "At home, 17 Hidden Harbour Close, at ten"})
    assert _refusal(released, letter) == TOLD


def test_a_letter_to_a_school_tells_no_address_that_is_withheld_from_anybody() -> None:
    child, _, _ = _hiding_family()
    example = make.school(lines="2 School Lane", town="Exampleton", postcode="OX2 2BB")
    letter = samples.drafted(
        samples.NOTICE, recipient=example.organisation, child=child, context={}, by=officer(), at=AT
    )
    letter.own_paragraph = "The family is at 17 Hidden Harbour Close."
    letter.save(update_fields=["own_paragraph"])
    assert _refusal(released, letter) == TOLD


def test_a_paragraph_with_another_childs_upn_is_refused() -> None:
    other = make.child("Ann", "Other")
    type(other).objects.filter(pk=other.pk).update(upn="H801200001001")
    letter = draft()
    actions.edit_draft(letter, 1, own_paragraph="UPN h801200001001.", by=officer())
    assert _refusal(actions.release_letter, letter, by=senior(), on=ON, at=AT) == (
        "The paragraph holds H801200001001, the UPN of a child this letter is not about."
    )


def test_the_letters_own_child_and_recipient_may_be_named() -> None:
    make.child("Demo", "Mother")
    letter = draft()
    actions.edit_draft(letter, 1, own_paragraph="Demo Pupil lives with Demo Mother.", by=officer())
    assert released(letter).state == State.RELEASED


# --- sending ---


@pytest.mark.parametrize(
    ("method", "served_on"),
    [
        (Method.FIRST_CLASS, date(2026, 9, 18)),
        (Method.RECORDED, date(2026, 9, 18)),
        (Method.BY_HAND, date(2026, 9, 16)),
        (Method.AT_MEETING, date(2026, 9, 16)),
        (Method.EMAIL_LINK, date(2026, 9, 16)),
    ],
)
def test_a_letter_counts_as_served_by_the_way_it_was_sent(method: Method, served_on: date) -> None:
    at = datetime(2026, 9, 16, 15, 0, tzinfo=UTC)
    letter = actions.record_sent(_rendered(), by=officer(), on=at.date(), at=at, method=method, proof="RX 1")
    letter.refresh_from_db()
    assert (letter.state, letter.sent_on, letter.sent_by, letter.method, letter.proof) == (
        State.SENT, date(2026, 9, 16), officer(), method.value, "RX 1",
    )  # fmt: skip
    assert letter.deemed_served_on == served_on


def test_post_over_a_weekend_counts_on_the_second_working_day() -> None:
    friday = datetime(2026, 9, 18, 15, 0, tzinfo=UTC)
    letter = actions.record_sent(_rendered(), by=officer(), on=friday.date(), at=friday, method=Method.FIRST_CLASS)
    assert letter.deemed_served_on == date(2026, 9, 22)


def test_a_letter_is_sent_once() -> None:
    letter = _rendered()
    letter = actions.record_sent(letter, by=officer(), on=ON, at=AT, method=Method.BY_HAND)
    assert _refusal(actions.record_sent, letter, by=officer(), on=ON, at=AT, method=Method.BY_HAND) == (
        "It has been recorded already, as sent on 15 September 2026."
    )


def test_a_letter_that_is_not_made_cannot_be_sent() -> None:
    assert _refusal(actions.record_sent, released(), by=officer(), on=ON, at=AT, method=Method.BY_HAND) == (
        "It has not been made yet, or was withdrawn."
    )


def test_a_letter_that_left_before_it_was_entered_here_is_recorded_and_its_pdf_follows() -> None:
    letter = actions.record_sent(released(), by=officer(), on=ON, at=AT, method=Method.FIRST_CLASS, pdf_follows=True)
    waiting = released()
    assert [printing.print_next(at=AT) for _ in range(3)] == [waiting, letter, None]  # what is yet to post comes first
    letter.refresh_from_db()
    assert (letter.state, letter.sent_on, letter.pdf is None) == (State.SENT, ON, False)


def test_a_letter_cannot_have_been_sent_before_its_release_or_tomorrow() -> None:
    letter = _rendered()
    sending = {"by": officer(), "at": AT, "method": Method.BY_HAND}
    assert _refusal(actions.record_sent, letter, on=date(2026, 9, 14), **sending) == (
        "The day it was sent must be on or after 15 September 2026, when it was released."
    )
    assert _refusal(actions.record_sent, letter, on=date(2026, 9, 16), **sending) == (
        "The day it was sent must be today or in the past."
    )


def test_recorded_post_needs_its_tracking_number() -> None:
    sending = {"by": officer(), "on": ON, "at": AT, "method": Method.RECORDED}
    assert _refusal(actions.record_sent, _rendered(), **sending) == "Enter the tracking number of the recorded post."


def test_whoever_waits_for_a_letter_is_told_when_it_is_sent(told: list[tuple[str, Any]]) -> None:
    letter = actions.record_sent(_rendered(), by=officer(), on=ON, at=AT, method=Method.BY_HAND)
    assert [(name, one.pk, one.sent_on) for name, one in told] == [("letter_sent", letter.pk, ON)]


def test_a_letter_whose_clock_cannot_start_is_not_recorded_as_sent() -> None:
    from oxle.correspondence import hooks

    letter = _rendered()

    def fails(letter: Letter, **facts: Any) -> None:
        raise Refused("The clock cannot start.")

    hooks.letter_sent.append(fails)
    try:
        _refusal(actions.record_sent, letter, by=officer(), on=ON, at=AT, method=Method.BY_HAND)
    finally:
        hooks.letter_sent.remove(fails)
    letter.refresh_from_db()
    assert (letter.state, letter.sent_on) == (State.RENDERED, None)


def test_a_batch_is_recorded_whole_or_not_at_all() -> None:
    first, second = _rendered(), released()
    with pytest.raises(Refused):
        actions.record_all_sent([first, second], by=officer(), on=ON, at=AT, method=Method.FIRST_CLASS)
    first.refresh_from_db()
    assert first.state == State.RENDERED


def test_a_wrong_day_of_sending_is_put_right_and_the_day_of_service_with_it(told: list[tuple[str, Any]]) -> None:
    at = datetime(2026, 9, 17, 15, 0, tzinfo=UTC)
    letter = _rendered()
    letter = actions.record_sent(letter, by=officer(), on=ON, at=at, method=Method.FIRST_CLASS)
    seen = letter.version
    right = {"by": senior(), "on": date(2026, 9, 16), "at": at, "method": Method.BY_HAND}
    letter = actions.correct_sending(letter, seen, **right, proof="Handed to Demo Mother")
    assert (letter.sent_on, letter.deemed_served_on, letter.sent_by) == (
        date(2026, 9, 16), date(2026, 9, 16), senior(),
    )  # fmt: skip
    assert [name for name, _ in told] == ["letter_sent", "letter_corrected"]
    with pytest.raises(Stale):
        actions.correct_sending(letter, seen, **right, proof="Somebody else's, who saw it as it was before")
    letter.refresh_from_db()
    assert letter.proof == "Handed to Demo Mother"


def test_a_letter_counts_as_served_from_its_day_on() -> None:
    letter = actions.record_sent(_rendered(), by=officer(), on=ON, at=AT, method=Method.FIRST_CLASS)
    assert actions.mark_served(on=date(2026, 9, 16)) == 0
    assert actions.mark_served(on=date(2026, 9, 17)) == 1
    letter.refresh_from_db()
    assert (letter.state, letter.deemed_served_on) == (State.SERVED, date(2026, 9, 17))


# --- withdrawing ---


def test_a_letter_is_withdrawn_for_a_reason_and_whoever_waits_is_told(told: list[tuple[str, Any]]) -> None:
    letter = released()
    assert _refusal(actions.withdraw_letter, letter, by=officer(), at=AT, reason=" ") == (
        "Say why the letter is withdrawn."
    )
    letter = actions.withdraw_letter(letter, by=officer(), at=AT, reason="Wrong parent")
    assert (letter.state, letter.withdrawn_by, letter.withdrawn_reason) == (
        State.WITHDRAWN, officer(), "Wrong parent",
    )  # fmt: skip
    assert [name for name, _ in told] == ["letter_withdrawn"]


def test_a_letter_that_was_sent_cannot_be_withdrawn() -> None:
    letter = actions.record_sent(_rendered(), by=officer(), on=ON, at=AT, method=Method.BY_HAND)
    assert _refusal(actions.withdraw_letter, letter, by=officer(), at=AT, reason="Too late") == (
        "It has been sent or withdrawn already."
    )


def test_a_letter_withdrawn_while_its_pdf_is_made_is_never_made() -> None:
    letter = released()
    actions.withdraw_letter(letter, by=officer(), at=AT, reason="Wrong parent")
    assert printing.print_next(at=AT) is None
    letter.refresh_from_db()
    assert letter.pdf is None


# --- what the database itself refuses ---


@pytest.mark.parametrize(
    "change",
    [
        {"html": "other"},
        {"html_sha256": "0"},
        {"address": "other"},
        {"context": {}},
        {"own_paragraph": "other"},
        {"kind_version": 2},
    ],
)
def test_nothing_can_change_what_a_released_letter_says(change: dict[str, Any]) -> None:
    letter = released()
    with pytest.raises(InternalError, match="Cannot update rows"), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(**change)


def test_nothing_can_put_another_pdf_in_the_place_of_a_letters() -> None:
    first, second = _rendered(), _rendered()
    with pytest.raises(InternalError, match="Cannot update rows"), transaction.atomic():
        Letter.objects.filter(pk=first.pk).update(pdf=second.pdf_id)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"adult": None}, "letter_has_one_recipient"),
        ({"approved_at": AT}, "letter_approved_by_somebody"),
        ({"released_on": ON}, "letter_released_by_somebody"),
        ({"released_at": AT, "released_on": ON, "released_by": 1}, "letter_released_with_its_text_and_address"),
        ({"state": "released"}, "letter_state_is_what_happened"),
        ({"state": "sent"}, "letter_state_is_what_happened"),
        ({"sent_on": ON, "method": "by_hand"}, "letter_sent_by_somebody"),
        ({"method": "by_hand"}, "letter_sent_somehow"),
        ({"withdrawn_at": AT}, "letter_(withdrawn_by_somebody|state_is_what_happened)"),
        ({"withdrawn_by": 1}, "letter_withdrawn_by_somebody"),
        ({"rendered_at": AT}, "letter_rendered_to_a_file"),
    ],
)
def test_the_database_refuses_a_letter_that_cannot_be(change: dict[str, Any], constraint: str) -> None:
    letter = draft()
    change = {name: senior() if name.endswith("_by") else value for name, value in change.items()}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(**change)
