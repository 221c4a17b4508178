"""Between its release and its posting a letter waits where its reader moved or must be looked at by a second person."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from oxle.core.errors import Refused
from oxle.core.models import RuleValue
from oxle.correspondence import actions, queries, since_release
from oxle.correspondence.history import history_of
from oxle.correspondence.methods import Method
from oxle.correspondence.models import Letter
from oxle.documents.actions import store_made
from oxle.documents.types import PDF
from oxle.people import actions as people
from oxle.people.models import Adult
from tests import make
from tests.correspondence.samples import AT, NOTICE, ON, draft, drafted, family, manager, officer, released, senior

pytestmark = pytest.mark.django_db
# Released on Tuesday 15 September 2026, looked at again three days later.
NOW, THEN = date(2026, 9, 18), datetime(2026, 9, 18, 9, 30, tzinfo=UTC)
MOVED = (
    "Since its release another address has been recorded for whom it goes to. "
    "Withdraw it and draft it again, or say why it goes all the same."
)
FOR_ANOTHER = "Withdraw it and draft it again, or let a colleague who releases letters say why it goes all the same."
UNSAFE = f"Contact with this person is marked as unsafe. Two people must now release it, and one did. {FOR_ANOTHER}"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the Friday after the Tuesday of the release."""
    monkeypatch.setenv("OXLE_NOW", THEN.isoformat())


def to_post(letter: Letter | None = None, **facts: Any) -> Letter:
    """A letter that was released and made, and lies in “To post”."""
    letter = released(letter, **facts)
    letter.pdf = store_made(b"%PDF-1.4 a letter", kind=PDF, name="letter.pdf", at=AT)
    letter.state, letter.rendered_at = Letter.State.RENDERED, AT
    letter.save()
    return Letter.objects.get(pk=letter.pk)


def post(letter: Letter, on: date = NOW) -> Letter:
    return actions.record_sent(letter, by=officer(), on=on, at=THEN, method=Method.FIRST_CLASS)


def why(letter: Letter, on: date = NOW) -> str:
    return since_release.kept_back([Letter.objects.get(pk=letter.pk)], on).get(letter.pk, "")


def moved(adult: Adult, lines: str = "9 Other Street", on: date = date(2026, 9, 17)) -> None:
    make.address(adult, lines, from_on=on)


def unsafe(letter: Letter) -> None:
    letter.child.relationships.filter(adult=letter.adult).update(contact_is_unsafe=True)


def withheld(letter: Letter) -> None:
    """Where the letter goes is now another parent's refuge, withheld from its reader."""
    hidden = make.address(make.parent(letter.child, "Other", "Parent"))
    people.withhold(hidden, 1, because="An order", by=senior(), on=ON, from_adults=[letter.adult])


# --- what keeps it back --------------------------------------------------------------------------------------


def test_a_letter_of_which_nothing_changed_is_posted() -> None:
    assert post(to_post()).state == "sent"


def test_a_letter_to_where_its_reader_no_longer_lives_is_not_posted() -> None:
    letter = to_post()
    moved(letter.adult)
    with pytest.raises(Refused, match=MOVED):
        post(letter)


def test_that_it_left_before_they_moved_can_still_be_recorded() -> None:
    letter = to_post()
    moved(letter.adult)
    assert post(letter, on=date(2026, 9, 16)).sent_on == date(2026, 9, 16)


def test_an_address_that_ended_keeps_it_back_and_one_that_had_ended_before_the_release_does_not() -> None:
    letter = to_post()
    people.end_address(letter.adult.addresses.get(), 1, by=officer(), on=date(2026, 9, 16))
    assert why(letter).startswith("Since its release the address that it goes to has ended.")
    again = to_post(draft(letter.child, letter.adult), on=NOW, last_known_reason="Nobody knows more.")
    assert why(again) == ""
    moved(letter.adult)
    assert why(again) == MOVED


def test_the_same_address_written_otherwise_keeps_nothing_back() -> None:
    letter = to_post()
    row = letter.adult.addresses.get()
    people.correct_address(
        row, 1, lines="1 EXAMPLE ST\nExampleton", postcode="ox1 1aa", from_on=row.from_on, by=officer()
    )
    assert why(letter) == ""


def test_a_place_that_is_now_withheld_from_its_reader_keeps_it_back() -> None:
    letter = to_post()
    withheld(letter)
    assert why(letter) == (
        "Since its release the address that it goes to has been withheld from whom it goes to. An address in this "
        "family is withheld from this person. The letter must not tell it. Two people must now release it, and one "
        f"did. {FOR_ANOTHER}"
    )


def test_post_that_came_back_from_there_since_keeps_it_back() -> None:
    letter = to_post()
    other = post(to_post(draft(letter.child, letter.adult)), on=ON)
    actions.record_returned(other, other.version, by=officer(), on=date(2026, 9, 17), at=THEN, because="gone_away")
    assert why(letter).startswith("Post came back on 17 September 2026: gone away. Withdraw it")
    assert why(letter, on=date(2026, 9, 16)) == ""


def test_a_return_that_was_known_at_its_release_keeps_nothing_back() -> None:
    other = post(to_post(), on=ON)
    actions.record_returned(other, other.version, by=officer(), on=date(2026, 9, 17), at=THEN, because="gone_away")
    later = datetime(2026, 9, 18, 10, 0, tzinfo=UTC)
    letter = to_post(draft(other.child, other.adult), on=NOW, at=later, despite_return="By hand.")
    assert why(letter) == ""


def test_what_now_needs_a_second_person_keeps_it_back_and_not_what_two_released() -> None:
    letter = to_post()
    unsafe(letter)
    assert why(letter) == UNSAFE
    first = released(draft(letter.child, letter.adult), on=NOW)
    assert first.state == "drafted"
    assert why(to_post(first, by=manager(), on=NOW)) == ""


@pytest.mark.parametrize("because", ["restricted", "domestic_abuse"])
def test_a_record_restricted_or_domestic_abuse_learnt_of_since_needs_a_second_person(because: str) -> None:
    letter = to_post()
    if because == "restricted":
        people.restrict(letter.child, letter.child.version, because="Known locally", by=senior(), on=ON)
    else:
        people.add_vulnerability(letter.child, kind=because, from_on=ON, source="MASH", by=senior(), on=ON)
    assert why(letter).endswith(f"Two people must now release it, and one did. {FOR_ANOTHER}")


def test_where_the_service_needs_no_second_person_a_caution_keeps_nothing_back() -> None:
    letter = to_post()
    unsafe(letter)
    RuleValue.objects.create(rule="letters.second_person", value="no", from_on=ON, reason="A test")
    assert why(letter) == ""


def test_a_letter_to_an_organisation_waits_when_its_address_changes() -> None:
    school = make.school()
    school.lines, school.town, school.postcode = "1 Old Road", "Exampleton", "OX1 1AA"
    school.save()
    letter = to_post(drafted(NOTICE, recipient=school.organisation, child=None, context={}, by=officer(), at=AT))
    assert why(letter) == ""
    school.lines = "2 New Road"
    school.save()
    assert why(letter) == MOVED


def test_a_draft_and_a_letter_that_left_are_not_asked_about() -> None:
    gone = post(to_post())
    waits = draft(gone.child, gone.adult)
    moved(gone.adult)
    assert since_release.happened([gone, waits], NOW) == {}


# --- the way on ----------------------------------------------------------------------------------------------


def go(letter: Letter, by: Any = None, because: str = "An officer hands it over.") -> Letter:
    return actions.send_all_the_same(letter, by=by or senior(), on=NOW, at=THEN, because=because)


def test_a_letter_goes_all_the_same_for_a_reason_that_stays_on_its_record() -> None:
    letter = to_post()
    moved(letter.adult)
    with pytest.raises(Refused, match="Say why the letter goes all the same"):
        go(letter, because=" ")
    letter = go(letter)
    assert post(letter).state == "sent"
    told = [one for one in history_of(letter) if one["title"] == "Goes all the same"]
    assert [(one["by"], one["text"]) for one in told] == [
        (
            senior(),
            "Since its release another address has been recorded for whom it goes to. It goes, because: An officer "
            "hands it over.",
        )
    ]


def test_what_happens_after_that_keeps_it_back_anew() -> None:
    letter = to_post()
    moved(letter.adult, on=date(2026, 9, 16))
    go(letter)
    assert why(letter) == ""
    moved(letter.adult, "12 Third Street", on=date(2026, 9, 17))
    assert why(letter) == MOVED


def test_what_needs_a_second_person_is_not_decided_by_the_one_who_released_it() -> None:
    letter = to_post()
    unsafe(letter)
    with pytest.raises(Refused, match="A colleague who may release it must say"):
        go(letter)
    assert post(go(letter, by=manager())).state == "sent"


def test_only_who_may_release_it_says_so_and_only_where_something_happened() -> None:
    letter = to_post()
    with pytest.raises(Refused, match="Nothing has happened"):
        go(letter)
    moved(letter.adult)
    with pytest.raises(Refused, match="You cannot release this letter"):
        go(letter, by=officer())


def test_the_database_keeps_no_such_decision_without_a_reason() -> None:
    letter = to_post()
    moved(letter.adult)
    go(letter)
    with pytest.raises(IntegrityError, match="letter_goes_all_the_same"), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(despite_change="")


def test_it_can_be_withdrawn_and_a_new_one_goes_to_the_new_address() -> None:
    letter = to_post()
    moved(letter.adult)
    actions.withdraw_letter(letter, by=officer(), at=THEN, reason="They have moved.")
    again = to_post(draft(letter.child, letter.adult), on=NOW)
    assert "9 Other Street" in again.address
    assert post(again).state == "sent"


# --- the pages -----------------------------------------------------------------------------------------------


def url(name: str, letter: Letter) -> str:
    return reverse(f"correspondence:{name}", args=[letter.key])


def test_the_list_of_what_is_to_be_posted_marks_it_and_neither_prints_nor_posts_it() -> None:
    letter = to_post()
    browser = make.signed_in(senior())
    moved(letter.adult)
    assert "Kept back" in browser.get(reverse("correspondence:to_post")).text
    for name in ("print", "posted"):
        assert letter.key not in browser.get(reverse(f"correspondence:{name}")).text


def test_asking_about_three_letters_of_three_flagged_families_costs_what_one_costs() -> None:
    def asked(letters: list[Letter]) -> int:
        with CaptureQueriesContext(connection) as caught:
            queries.asked_about(letters, NOW)
        return len(caught)

    letters = []
    for given in ("First", "Second", "Third"):
        letter = to_post(draft(*family(given)))
        unsafe(letter)
        withheld(letter)
        moved(letter.adult)
        letters.append(letter)
    fetched = list(Letter.objects.select_related("child", "adult", "organisation__school"))
    asked(fetched)  # what is fetched once a process is fetched now
    assert asked(fetched[:1]) == asked(fetched)
    assert all(letter.kept_back for letter in fetched)


def test_whoever_may_release_it_says_on_its_page_why_it_goes_and_an_officer_may_not() -> None:
    letter = to_post()
    moved(letter.adult)
    browser = make.signed_in(senior())
    page = browser.get(url("letter", letter)).text
    assert MOVED in page
    assert url("letter_all_the_same", letter) in page
    asked = browser.post(url("letter_all_the_same", letter), {"because": ""})
    assert asked.context["form"].errors == {"because": ["Enter why the letter goes all the same"]}
    assert MOVED in asked.text
    assert letter.recipient_name in asked.text
    assert letter.address.splitlines()[1] in asked.text
    assert browser.post(url("letter_all_the_same", letter), {"because": "By hand."}).status_code == 302
    assert MOVED not in browser.get(url("letter", letter)).text
    theirs = make.signed_in(officer())
    assert url("letter_all_the_same", letter) not in theirs.get(url("letter", letter)).text
    assert theirs.get(url("letter_all_the_same", letter)).status_code == 403


def test_the_one_who_released_it_is_not_offered_what_a_second_person_decides() -> None:
    letter = to_post()
    unsafe(letter)
    assert url("letter_all_the_same", letter) not in make.signed_in(senior()).get(url("letter", letter)).text
    assert url("letter_all_the_same", letter) in make.signed_in(manager()).get(url("letter", letter)).text
