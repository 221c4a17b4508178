"""When each file of a move must have been sent: the worked example, and the rules of the safeguarding file."""

from datetime import date

import pytest

from oxle.transfers.deadlines import TOLD_LATE, Due, Move, due_of
from oxle.transfers.models import Kind
from tests.schooldays.calendars import CAL_A, CAL_B

LEFT = date(2026, 11, 13)


@pytest.fixture(autouse=True)
def _settings(db: None) -> None:
    """The rules may have been changed by the council, so they are asked of the database."""


def safeguarding(known_on: date | None, starts_on: date | None = None) -> Due:
    return due_of(Kind.SAFEGUARDING, Move(LEFT, known_on, starts_on), CAL_A)


@pytest.mark.parametrize("kind", [Kind.CTF, Kind.GENERAL])
def test_w62_a_file_follows_within_15_school_days_of_ceasing_to_be_registered(kind: Kind) -> None:
    move = Move(LEFT, LEFT, None)
    assert due_of(kind, move, CAL_A).on == date(2026, 12, 4)
    assert due_of(kind, move, CAL_B).on == date(2026, 12, 7)


def test_a_place_that_ended_long_before_it_was_told_counts_from_then_and_a_register_never_does() -> None:
    """A school ends its own register, so it knew; a provider learns from the council that a place is over."""
    told_on = date(2026, 12, 7)
    of_a_place = due_of(Kind.CTF, Move(LEFT, LEFT, None, with_a_provider=True, opened_on=told_on), CAL_A)
    assert (of_a_place.on, of_a_place.counted.from_on, of_a_place.since) == (date(2027, 1, 12), told_on, TOLD_LATE)
    assert due_of(Kind.CTF, Move(LEFT, LEFT, None, opened_on=told_on), CAL_A).on == date(2026, 12, 4)
    in_time = Move(LEFT, LEFT, None, with_a_provider=True, opened_on=date(2026, 12, 4))
    assert due_of(Kind.CTF, in_time, CAL_A).on == date(2026, 12, 4)


def test_without_a_place_to_go_to_only_the_common_transfer_file_is_due() -> None:
    move = Move(LEFT, None, None)
    assert due_of(Kind.CTF, move, CAL_A).on == date(2026, 12, 4)
    assert due_of(Kind.GENERAL, move, CAL_A).why_not == "It is not known yet where the pupil goes"


def test_no_file_of_the_old_school_is_late_while_the_pupil_is_on_its_register() -> None:
    found = due_of(Kind.CTF, Move(None, LEFT, LEFT), CAL_A)
    assert (found.on, found.why_not) == (None, "The pupil is still on the register of the school that sends it")


def test_the_safeguarding_file_follows_within_5_school_days_of_the_day_on_which_the_new_school_is_known() -> None:
    found = safeguarding(date(2026, 11, 19), date(2026, 12, 1))
    assert (found.on, found.since) == (date(2026, 11, 26), "the day on which the new place was known")


def test_the_safeguarding_file_does_not_wait_for_the_first_day_at_the_new_school() -> None:
    assert safeguarding(date(2026, 11, 19), date(2026, 12, 14)).on == date(2026, 11, 26)


def test_of_a_move_that_begins_with_a_term_the_safeguarding_file_is_due_within_its_first_5_school_days() -> None:
    # 4 January is an INSET day: the term begins for pupils on the 5th.
    found = safeguarding(date(2026, 12, 17), date(2027, 1, 5))
    assert (found.on, found.since) == (
        date(2027, 1, 11),
        "the first day at the new place, with which a term begins",
    )


def test_a_first_day_later_in_the_term_is_a_move_during_the_year() -> None:
    assert safeguarding(date(2026, 12, 17), date(2027, 1, 6)).on == date(2027, 1, 8)


def test_what_became_known_only_after_the_term_began_counts_from_then() -> None:
    assert safeguarding(date(2027, 1, 7), date(2027, 1, 5)).on == date(2027, 1, 14)


def test_while_nobody_knows_where_the_pupil_goes_the_safeguarding_file_has_no_date() -> None:
    assert safeguarding(None).why_not == "It is not known yet where the pupil goes"


def test_a_day_past_the_loaded_terms_is_said_and_not_guessed() -> None:
    found = due_of(Kind.CTF, Move(date(2027, 7, 12), None, None), CAL_A)
    assert found.on is None
    assert found.why_not == "It cannot be worked out: terms after 21 July 2027 are not loaded"


def test_each_date_can_say_which_days_did_not_count() -> None:
    counted = due_of(Kind.CTF, Move(LEFT, None, None), CAL_B).counted
    assert counted is not None
    assert (date(2026, 11, 27), "INSET day") in [(one.day, one.why) for one in counted.skipped]
