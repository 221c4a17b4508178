"""A letter that the post brought back: what is recorded, what counts no more, what the next letter there needs."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from oxle.accounts.models import User
from oxle.core.errors import Refused, Stale
from oxle.correspondence import actions, hooks, returned
from oxle.correspondence.history import history_of
from oxle.correspondence.methods import Method
from oxle.correspondence.models import Letter
from oxle.people import actions as people
from oxle.people.models import Adult
from oxle.people.queries import adult_addresses, child_record
from tests import make
from tests.correspondence.samples import AT, draft, family, officer, released, senior

pytestmark = pytest.mark.django_db
SENT, BACK = date(2026, 9, 15), date(2026, 9, 21)
THEN = datetime(2026, 9, 21, 9, 30, tzinfo=UTC)
SAID = "Post came back on 21 September 2026: gone away."


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the morning on which the post brings the letter back."""
    monkeypatch.setenv("OXLE_NOW", THEN.isoformat())


def sent(letter: Letter | None = None, method: Method = Method.FIRST_CLASS) -> Letter:
    """A letter that was posted on Tuesday 15 September 2026, and counts as served on Thursday."""
    letter = letter or released()
    proof = "AB 1" if method is Method.RECORDED else ""
    return actions.record_sent(letter, by=officer(), on=SENT, at=AT, method=method, proof=proof, pdf_follows=True)


def back(letter: Letter | None = None, because: str = "gone_away", words: str = "", on: date = BACK) -> Letter:
    letter = letter or sent()
    return actions.record_returned(letter, letter.version, by=officer(), on=on, at=THEN, because=because, words=words)


def home(letter: Letter) -> Adult:
    return Adult.objects.get(pk=letter.adult_id)


# --- recorded ------------------------------------------------------------------------------------------------


def test_a_letter_that_came_back_says_when_and_why_and_keeps_the_day_on_which_it_would_have_counted() -> None:
    letter = back(because="other", words="Demolished")
    assert (letter.state, letter.returned_on, letter.returned_because) == ("returned", BACK, "other")
    assert letter.deemed_served_on == date(2026, 9, 17)
    newest = history_of(letter)[0]
    assert (newest["title"], newest["text"]) == (
        "Came back undelivered on 21 September 2026",
        "For another reason. Demolished",
    )


def test_one_that_counted_as_served_already_can_still_come_back() -> None:
    letter = sent()
    actions.mark_served(on=BACK)
    letter.refresh_from_db()
    assert letter.state == "served"
    assert back(letter).state == "returned"
    assert actions.mark_served(on=BACK) == 0


@pytest.mark.parametrize("method", [Method.BY_HAND, Method.AT_MEETING])
def test_what_was_handed_to_somebody_cannot_have_come_back(method: Method) -> None:
    with pytest.raises(Refused, match="It was handed over"):
        back(sent(method=method))


def test_it_cannot_have_come_back_before_it_was_sent_or_tomorrow_or_twice_or_without_a_reason() -> None:
    letter = sent()
    with pytest.raises(Refused, match="It was sent on 15 September 2026"):
        back(letter, on=date(2026, 9, 14))
    with pytest.raises(Refused, match="today or in the past"):
        back(letter, on=date(2026, 9, 22))
    with pytest.raises(Refused, match="Enter what the post said"):
        back(letter, because="other", words=" ")
    with pytest.raises(Refused, match="is recorded as come back already"):
        back(back(letter))


def test_a_draft_cannot_come_back() -> None:
    with pytest.raises(Refused, match="It has not been sent"):
        back(draft())


def test_the_database_keeps_no_return_without_a_reason() -> None:
    letter = back()
    with pytest.raises(IntegrityError, match="letter_returned_later_and_why"), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(returned_because="")
    with pytest.raises(IntegrityError, match="letter_state_is_what_happened"), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(state="sent")


def test_of_two_who_record_it_the_second_is_told() -> None:
    letter = sent()
    seen = letter.version
    actions.correct_sending(letter, seen, by=senior(), on=SENT, at=THEN, method=Method.FIRST_CLASS, proof="77")
    with pytest.raises(Stale):
        actions.record_returned(letter, seen, by=officer(), on=BACK, at=THEN, because="refused")


def test_whoever_waits_for_the_letter_is_told_and_again_when_it_did_not_come_back() -> None:
    heard: list[str] = []
    listeners = {
        name: lambda letter, name=name, **_: heard.append(name) for name in ("letter_returned", "letter_corrected")
    }
    for name, listener in listeners.items():
        getattr(hooks, name).append(listener)
    try:
        letter = back()
        actions.record_not_returned(letter, letter.version, by=officer(), at=THEN, reason="The wrong letter.")
    finally:
        for name, listener in listeners.items():
            getattr(hooks, name).remove(listener)
    assert heard == ["letter_returned", "letter_corrected"]
    letter.refresh_from_db()
    assert (letter.state, letter.returned_on, letter.deemed_served_on) == ("sent", None, date(2026, 9, 17))
    assert history_of(letter)[0]["title"] == "Recorded as come back by mistake"
    assert actions.mark_served(on=BACK) == 1


# --- the address ---------------------------------------------------------------------------------------------


def test_the_address_is_marked_on_the_record_of_the_adult_and_of_the_child_and_no_other_address_is() -> None:
    letter = back()
    adult = home(letter)
    people.end_address(adult.addresses.get(), 1, by=officer(), on=date(2026, 9, 20))
    make.address(adult, "9 Other Street", from_on=date(2026, 9, 21))
    shown = adult_addresses(adult, senior(), BACK)
    assert [(one.address.lines, one.notes) for one in shown] == [
        ("9 Other Street", ()),
        ("1 Example Street\nExampleton", (SAID,)),
    ]
    page = make.signed_in(senior()).get(reverse("people:child", args=[letter.child.key])).content.decode()
    assert page.count(SAID) == 1


def test_marking_addresses_costs_one_query_however_many_adults_there_are() -> None:
    letter = back()

    who, child = senior().pk, letter.child

    def queries() -> int:
        reader = User.objects.get(pk=who)  # who has looked at nothing yet
        with CaptureQueriesContext(connection) as caught:
            child_record(child, reader, BACK)
        return len(caught)

    few = queries()
    for name in ("Second", "Third"):
        make.address(make.parent(child, name, "Adult", kind="Grandparent"))
    assert queries() == few


def test_an_adult_who_has_another_name_now_is_still_the_one_to_whom_post_did_not_come() -> None:
    letter = back()
    adult = home(letter)
    adult.family = "Newname"
    adult.save()
    [shown] = adult_addresses(adult, senior(), BACK)
    assert shown.notes == (SAID,)


def test_the_next_letter_there_is_released_only_with_a_reason_which_is_kept() -> None:
    letter = back()
    again = draft(letter.child, home(letter))
    with pytest.raises(Refused, match=SAID) as refusal:
        released(again)
    assert refusal.value.field == "despite_return"
    gone = released(again, despite_return="Handed over by the officer.")
    assert (gone.state, gone.despite_return) == ("released", "Handed over by the officer.")
    assert "To where post had come back from, because: Handed over" in history_of(gone)[0]["text"]


def test_a_letter_to_another_address_or_person_needs_none() -> None:
    letter = back()
    adult = home(letter)
    father = make.parent(letter.child, "Demo", "Father", kind="Father")
    make.address(father)
    assert released(draft(letter.child, father)).despite_return == ""
    people.end_address(adult.addresses.get(), 1, by=officer(), on=date(2026, 9, 14))
    make.address(adult, "9 Other Street", from_on=date(2026, 9, 15))
    assert released(draft(letter.child, adult), despite_return="Not needed").despite_return == ""


def test_an_address_to_which_nothing_came_back_after_all_needs_no_reason() -> None:
    letter = back()
    actions.record_not_returned(letter, letter.version, by=officer(), at=THEN, reason="The wrong letter.")
    assert returned.last_from(home(letter), letter.address) is None


# --- the pages -----------------------------------------------------------------------------------------------


def url(name: str, letter: Letter) -> str:
    return reverse(f"correspondence:{name}", args=[letter.key])


def typed(letter: Letter, **told: str) -> dict[str, Any]:
    return {"returned_on": "21/9/2026", "because": "gone_away", "words": "", "version": letter.version, **told}


def test_an_officer_records_on_its_page_that_a_letter_came_back_and_takes_it_back() -> None:
    letter, browser = sent(), make.signed_in(officer())
    assert url("letter_returned", letter) in browser.get(url("letter", letter)).content.decode()
    assert browser.post(url("letter_returned", letter), typed(letter)).status_code == 302
    page = browser.get(url("letter", letter)).content.decode()
    assert "No: it came back undelivered" in page
    assert "Until then it counted as served on 17 September 2026." in page
    letter.refresh_from_db()
    listed = browser.get(reverse("correspondence:sent")).content.decode()
    assert "Came back" in listed
    told = {"reason": "It was another letter.", "version": letter.version}
    assert browser.post(url("letter_not_returned", letter), told).status_code == 302
    letter.refresh_from_db()
    assert letter.state == "sent"


def test_another_reason_needs_its_words_and_nothing_typed_is_lost() -> None:
    letter = sent()
    page = make.signed_in(officer()).post(url("letter_returned", letter), typed(letter, because="other"))
    assert page.context["form"].errors == {"words": ["Enter what the post said"]}
    assert "21/9/2026" in page.content.decode()


def test_a_colleague_who_was_faster_is_shown() -> None:
    letter = sent()
    told = typed(letter)
    back(letter)
    page = make.signed_in(senior()).post(url("letter_returned", letter), told)
    assert page.status_code in {200, 409}
    letter.refresh_from_db()
    assert letter.returned_by == officer()


def test_the_release_page_warns_offers_another_address_and_asks_why_it_goes_there() -> None:
    letter = back()
    again, browser = draft(letter.child, home(letter)), make.signed_in(senior())
    page = browser.get(url("letter_release", again))
    text = page.content.decode()
    assert SAID in text
    assert reverse("people:add_adult_address", args=[letter.adult.key]) in text
    told = {"read_it": "on", "read_sha256": page.context["read_sha256"]}
    refused = browser.post(url("letter_release", again), told)
    assert refused.context["form"].errors == {
        "despite_return": ["Enter why the letter goes to where post came back from"]
    }
    assert browser.post(url("letter_release", again), {**told, "despite_return": "They are back."}).status_code == 302
    again.refresh_from_db()
    assert (again.state, again.despite_return) == ("released", "They are back.")


def test_what_the_post_said_is_not_shown_to_who_may_not_know_the_address_in_it() -> None:
    child, mother = family()
    letter = back(sent(released(draft(child, mother))), words="Now at 1 Example Street")
    mother.addresses.update(withheld=True, withheld_because="A refuge.")
    page = make.signed_in(officer()).get(url("letter", letter)).content.decode()
    assert "Now at 1 Example Street" not in page
    assert "Came back" in page
