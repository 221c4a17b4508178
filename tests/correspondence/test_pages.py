"""The pages of letters, through a browser's requests: what they show, what they do, and to whom they say no."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from pypdf import PdfReader

from oxle.audit.models import Sight
from oxle.correspondence import actions, contents, outbox, printing, rendering, sending
from oxle.correspondence.forms import ways
from oxle.correspondence.methods import Method
from oxle.correspondence.models import Brake, Letter, Message
from oxle.people import actions as people
from tests import make
from tests.correspondence.samples import (
    AT,
    ON,
    REFERENCE,
    REMINDER,
    draft,
    family,
    manager,
    officer,
    released,
    senior,
)  # fmt: skip

pytestmark = pytest.mark.django_db
needs_pango = pytest.mark.skipif(rendering.missing() is not None, reason="pango is not installed")
State = Letter.State


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the morning on which the letters are drafted."""
    monkeypatch.setenv("OXLE_NOW", AT.isoformat())


def _url(name: str, *args: str) -> str:
    return reverse(f"correspondence:{name}", args=args)


def _as(user: Any) -> Client:
    return make.signed_in(user)


def _made(count: int = 1) -> list[Letter]:
    child, mother = family()
    letters = [released(draft(child, mother)) for _ in range(count)]
    for _ in letters:
        printing.print_next(at=AT)
    return letters


def test_the_life_of_a_letter_is_told_newest_first() -> None:
    letter = actions.withdraw_letter(released(), by=officer(), at=AT, reason="Wrong parent")
    history = _as(officer()).get(_url("letter", letter.key)).context["history"]
    assert [one["title"] for one in history] == ["Withdrawn", "Released", "Drafted"]


# --- lists ---


@needs_pango
@pytest.mark.parametrize(
    ("name", "heading"),
    [("to_post", "Letters to post"), ("to_release", "Letters to release"), ("sent", "Letters sent")],
)
def test_a_list_of_three_letters_costs_no_more_queries_than_a_list_of_one(name: str, heading: str) -> None:
    client = _as(officer())
    counts = []
    for _ in range(2):
        for letter in _made(len(counts) + 1):
            if name == "sent":
                actions.record_sent(letter, by=officer(), on=ON, at=AT, method=Method.FIRST_CLASS)
        draft()
        client.get(_url(name))  # what is fetched once a process is fetched now
        with CaptureQueriesContext(connection) as queries:
            response = client.get(_url(name))
        assert heading in response.content.decode()
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_each_list_shows_its_own_letters_and_their_sight_is_recorded() -> None:
    draft_, released_ = draft(), released()
    client = _as(officer())
    assert [row.record for row in client.get(_url("to_release")).context["table"].rows] == [draft_]
    assert [row.record for row in client.get(_url("being_made")).context["table"].rows] == [released_]
    assert [(sight.what, sight.children) for sight in Sight.objects.order_by("pk")] == [
        ("list", [draft_.child_id]), ("list", [released_.child_id]),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["to_post", "to_release", "being_made", "sent"])
def test_an_empty_list_says_what_will_appear_and_is_nobodys_sight(name: str) -> None:
    response = _as(officer()).get(_url(name))
    assert (
        "Letters appear here" in response.content.decode()
        or "Released letters appear here" in response.content.decode()
    )
    assert Sight.objects.count() == 0


@pytest.mark.parametrize("role", ["finance_officer", "administrator", "auditor", "school_attendance_lead"])
@pytest.mark.parametrize("name", ["to_post", "to_release", "being_made", "sent", "print", "posted", "outbox"])
def test_people_whose_work_has_no_letters_are_refused_every_list(role: str, name: str) -> None:
    assert _as(make.user(role)).get(_url(name)).status_code == 403


def test_whoever_is_not_signed_in_is_asked_to() -> None:
    response = Client().get(_url("to_post"))
    assert (response.status_code, response["Location"].split("?")[1]) == (302, "next=/letters/")


# --- one letter ---


def _without_tokens(response: Any, key: str) -> str:
    """A page without what differs every time it is shown: the form's token, and the key that was asked for."""
    return re.sub(r'(name="csrfmiddlewaretoken" value=")\w+', r"\1", response.content.decode()).replace(key, "")


@pytest.mark.parametrize(
    "name", ["letter", "letter_text", "letter_pdf", "letter_edit", "letter_release", "letter_withdraw", "letter_sent"]
)
def test_a_letter_about_a_child_one_may_not_see_is_the_same_404_as_none(name: str) -> None:
    letter = draft()
    people.declare_conflict(letter.child, user=senior(), reason="A neighbour", by=officer(), on=ON)
    client = _as(senior())
    hidden, none = client.get(_url(name, letter.key)), client.get(_url(name, "nosuchletter22"))
    assert (hidden.status_code, none.status_code) == (404, 404)
    assert _without_tokens(hidden, letter.key) == _without_tokens(none, "nosuchletter22")
    assert Sight.objects.count() == 0


@pytest.mark.parametrize(
    "typed", ["O'Brien", "Łukasz", "محمد", "王小明", "😀", "x" * 300, "<script>alert(1)</script>", "{{7*7}}"]
)
def test_a_name_is_shown_as_it_was_typed_and_never_as_markup(typed: str) -> None:
    child, mother = family(typed, "Pupil")
    response = _as(officer()).get(_url("letter", draft(child, mother).key))
    assert escape(f"{typed} Pupil") in response.content.decode()
    assert "<script>alert" not in response.content.decode()


def test_the_title_of_every_page_about_a_letter_is_free_of_names() -> None:
    child, mother = family("Planted", "Name")
    letter = draft(child, mother)
    for name in ("letter", "letter_edit", "letter_release", "letter_withdraw"):
        page = _as(senior()).get(_url(name, letter.key)).content.decode()
        assert "Planted" not in page.split("<title>")[1].split("</title>")[0]


def test_the_letter_itself_can_run_nothing_fetch_nothing_and_be_framed_by_nobody_else() -> None:
    response = _as(officer()).get(_url("letter_text", draft().key))
    assert response["Content-Security-Policy"] == (
        "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'"
    )
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_a_released_letter_is_shown_as_it_was_released() -> None:
    letter = released()
    assert _as(officer()).get(_url("letter_text", letter.key)).content.decode() == letter.html


@needs_pango
def test_the_pdf_of_a_letter_is_a_sight_and_a_download() -> None:
    (letter,) = _made()
    letter.refresh_from_db()
    response = _as(officer()).get(_url("letter_pdf", letter.key))
    assert b"".join(response.streaming_content) == letter.pdf.content()
    assert response["Content-Disposition"] == f'attachment; filename="letter-{letter.pdf.key}.pdf"'
    assert [(sight.what, sight.children) for sight in Sight.objects.all()] == [("pdf", [letter.child_id])]


@needs_pango
def test_the_pdf_of_a_draft_says_that_it_is_one() -> None:
    response = _as(officer()).get(_url("letter_pdf", draft().key))
    assert "DRAFT" in PdfReader(BytesIO(response.content)).pages[0].extract_text().upper()


def test_a_released_letter_without_a_pdf_yet_says_so() -> None:
    response = _as(officer()).get(_url("letter_pdf", released().key))
    assert response.status_code == 409
    assert "The PDF of this letter is being made. Try again in a minute." in response.content.decode()


# --- changing and releasing ---


def test_an_officer_writes_a_paragraph_and_a_second_editor_gets_both_texts() -> None:
    letter = draft()
    client = _as(officer())
    client.post(_url("letter_edit", letter.key), {"own_paragraph": "From the first", "version": 1})
    response = client.post(_url("letter_edit", letter.key), {"own_paragraph": "From the second", "version": 1})
    assert response.status_code == 409
    assert "From the first" in response.content.decode()
    assert "From the second" in response.content.decode()
    letter.refresh_from_db()
    assert letter.own_paragraph == "From the first"


def test_the_release_page_shows_who_they_are_to_the_child_where_it_goes_and_what_they_will_read() -> None:
    child = make.child()
    mother = make.parent(child, "Demo", "Mother", parental_responsibility=True, lives_with=False)
    make.address(mother)
    letter = draft(child, mother)
    response = _as(senior()).get(_url("letter_release", letter.key))
    page = response.content.decode()
    assert (response.context["recipient"].relationship, response.context["recipient"].lives_with) == ("Mother", "No")
    assert "1 Example Street<br>Exampleton<br>OX1 1AA" in page
    assert f'<iframe class="oxle-letter" src="{_url("letter_text", letter.key)}"' in page


def _release(client: Client, letter: Letter, **typed: Any) -> Any:
    shown = client.get(_url("letter_release", letter.key))
    typed = {"read_it": "on", "read_sha256": shown.context["read_sha256"], **typed}
    return client.post(_url("letter_release", letter.key), typed)


def test_a_senior_officer_releases_a_letter() -> None:
    letter = draft()
    response = _release(_as(senior()), letter)
    letter.refresh_from_db()
    assert (response.status_code, letter.state, letter.released_by) == (302, State.RELEASED, senior())


def test_release_asks_that_the_letter_was_read() -> None:
    letter = draft()
    response = _release(_as(senior()), letter, read_it="")
    letter.refresh_from_db()
    assert response.context["form"].errors == {
        "read_it": ["Read the letter, and say that this person may know everything it says"]
    }
    assert letter.state == State.DRAFTED


def test_a_letter_that_changed_while_the_release_page_was_open_is_not_released() -> None:
    letter = draft()
    read = contents.substance(letter, address=contents.address_of(letter, on=ON).text)
    actions.edit_draft(letter, 1, own_paragraph="Slipped in", by=officer())
    response = _as(senior()).post(_url("letter_release", letter.key), {"read_it": "on", "read_sha256": read})
    assert response.context["form"].non_field_errors() == [
        "The letter has changed since you read it. Read it again before you release it."
    ]


def test_an_officer_who_may_not_release_is_refused_the_page() -> None:
    letter = draft()
    assert _as(officer()).get(_url("letter_release", letter.key)).status_code == 403
    assert _as(officer()).post(_url("letter_release", letter.key), {"read_it": "on"}).status_code == 403


def test_a_lapsed_address_asks_for_the_reason_to_use_it() -> None:
    child = make.child()
    mother = make.parent(child, "Demo", "Mother")
    people.end_address(make.address(mother), 1, by=officer(), on=ON - timedelta(days=30))
    letter = draft(child, mother)
    client = _as(senior())
    assert _release(client, letter).context["form"].errors == {
        "last_known_reason": ["Enter why the letter goes to the last known address"]
    }
    _release(client, letter, last_known_reason="Nobody knows where she moved")
    letter.refresh_from_db()
    assert letter.address_reason == "Nobody knows where she moved"


def test_without_any_address_the_page_says_so_and_offers_no_release() -> None:
    child = make.child()
    letter = draft(child, make.parent(child, "Demo", "Mother"))
    page = _as(senior()).get(_url("letter_release", letter.key)).content.decode()
    assert "No address is recorded for Demo Mother. Add one first." in page
    assert 'name="read_it"' not in page


def test_the_first_of_two_people_is_told_that_a_second_must_follow() -> None:
    child = make.child()
    father = make.parent(child, "Demo", "Father", kind="Father", contact_is_unsafe=True)
    make.address(father)
    letter = draft(child, father)
    client = _as(senior())
    response = _release(client, letter)
    page = client.get(response["Location"]).content.decode()
    assert "You have agreed to this letter. It goes once a second person has released it too." in page
    _release(_as(manager()), letter)
    letter.refresh_from_db()
    assert (letter.state, letter.approved_by, letter.released_by) == (State.RELEASED, senior(), manager())


def test_a_letter_is_withdrawn_with_a_reason() -> None:
    letter = draft()
    client = _as(officer())
    response = client.post(_url("letter_withdraw", letter.key), {"reason": ""})
    assert response.context["form"].errors == {"reason": ["Enter why the letter is withdrawn"]}
    client.post(_url("letter_withdraw", letter.key), {"reason": "Wrong parent"})
    letter.refresh_from_db()
    assert (letter.state, letter.withdrawn_reason) == (State.WITHDRAWN, "Wrong parent")
    shown = client.get(_url("letter", letter.key)).content.decode()
    assert ("nobody has had it" in shown, "is being made" in shown) == (True, False)


# --- the post ---


@needs_pango
def test_a_letter_is_recorded_as_sent_and_says_why_it_counts_as_served_when_it_does() -> None:
    (letter,) = _made()
    client = _as(officer())
    client.post(_url("letter_sent", letter.key), {"sent_on": "15/9/26", "method": "first_class", "proof": ""})
    letter.refresh_from_db()
    assert (letter.state, letter.sent_on, str(letter.deemed_served_on)) == (State.SENT, ON, "2026-09-17")
    page = client.get(_url("letter", letter.key)).content.decode()
    assert "First class post counts as served on the second working day after it was posted." in page


@needs_pango
def test_a_day_to_come_is_refused_at_its_field_with_everything_typed_kept() -> None:
    (letter,) = _made()
    typed = {"sent_on": "16/9/2026", "method": "by_hand", "proof": "Handed over"}
    response = _as(officer()).post(_url("letter_sent", letter.key), typed)
    form = response.context["form"]
    assert form.errors == {"sent_on": ["The day it was sent must be today or in the past"]}
    assert (form["proof"].value(), form["method"].value()) == ("Handed over", "by_hand")


@needs_pango
def test_two_officers_who_record_the_same_posting_record_it_once() -> None:
    (letter,) = _made()
    typed = {"sent_on": "15/9/26", "method": "by_hand", "proof": ""}
    first = _as(officer()).post(_url("letter_sent", letter.key), typed)
    second = _as(senior()).post(_url("letter_sent", letter.key), typed)
    assert first.status_code == 302
    assert second.context["form"].non_field_errors() == ["It has been recorded already, as sent on 15 September 2026."]


@needs_pango
def test_the_record_of_sending_is_put_right() -> None:
    (letter,) = _made()
    actions.record_sent(letter, by=officer(), on=ON, at=AT, method=Method.FIRST_CLASS)
    client = _as(officer())
    assert client.get(_url("letter_correct", letter.key)).context["form"]["sent_on"].value() == ON
    letter.refresh_from_db()
    typed = {"sent_on": "15/9/26", "method": "by_hand", "proof": "By me", "version": letter.version}
    assert client.post(_url("letter_correct", letter.key), typed).status_code == 302
    letter.refresh_from_db()
    assert (letter.method, letter.proof, letter.deemed_served_on) == ("by_hand", "By me", ON)
    # A colleague had the page open since before that: both texts, and nothing overwritten.
    second = _as(senior()).post(_url("letter_correct", letter.key), {**typed, "proof": "By me, I think"})
    assert (second.status_code, second.context["rows"][-1]["yours"], second.context["rows"][-1]["theirs"]) == (
        409, "By me, I think", "By me",
    )  # fmt: skip
    letter.refresh_from_db()
    assert letter.proof == "By me"


@needs_pango
def test_several_letters_are_one_pdf_to_print_each_on_sheets_of_its_own() -> None:
    first, second, third = _made(3)
    response = _as(officer()).post(_url("print"), {"letters": [first.key, third.key]})
    assert response["Content-Type"] == "application/pdf"
    reader = PdfReader(BytesIO(response.content))
    texts = [page.extract_text() for page in reader.pages]
    assert [bool(text) for text in texts] == [True, False, True, False]  # a blank back after each single page
    assert second.key not in response.content.decode("latin-1")
    assert str(reader.metadata.title) == "Letters to post"


@needs_pango
def test_a_batch_that_went_to_the_post_is_recorded_together_and_the_rest_still_waits() -> None:
    first, second, third = _made(3)
    typed = {"letters": [first.key, third.key], "sent_on": "today", "method": "first_class", "proof": "Franked"}
    response = _as(officer()).post(_url("posted"), typed)
    assert response.status_code == 302
    states = dict(Letter.objects.values_list("pk", "state"))
    assert [states[letter.pk] for letter in (first, second, third)] == [State.SENT, State.RENDERED, State.SENT]


@needs_pango
def test_nothing_that_would_be_evidence_of_service_is_chosen_beforehand() -> None:
    letters = _made(2)
    client = _as(officer())
    one = client.get(_url("letter_sent", letters[0].key)).context["form"]
    assert (one["method"].value(), one["sent_on"].value(), one["proof"].value()) == (None, None, None)
    several = client.get(_url("posted")).context["form"]
    assert (several["method"].value(), several["sent_on"].value(), several["letters"].value()) == (None, None, [])
    # Whoever posted the whole pile may tick it whole, and still says how and when.
    all_ticked = client.get(_url("posted"), {"all": ""}).context["form"]
    assert set(all_ticked["letters"].value()) == {letter.key for letter in letters}
    assert (all_ticked["method"].value(), all_ticked["sent_on"].value()) == (None, None)


@needs_pango
def test_a_letter_to_an_adult_is_never_said_to_have_gone_as_a_link_to_sign_in() -> None:
    letter, _ = _made(2)
    client = _as(officer())
    for page in (client.get(_url("letter_sent", letter.key)), client.get(_url("posted"))):
        offered = [value for value, _ in page.context["form"].fields["method"].choices]
        assert offered == ["first_class", "recorded", "by_hand", "handed_at_meeting"]
    link = ("email_link", "E-mail with a link to sign in")
    assert link in ways([Letter(organisation=make.school().organisation)])
    # Of one that is on record as gone so, what is on record can stay.
    assert link in ways([Letter(adult=letter.adult, method="email_link")])


@needs_pango
def test_a_letter_that_is_not_in_ones_list_cannot_be_printed_or_posted_by_its_key() -> None:
    (mine,) = _made()
    (theirs,) = _made()
    people.declare_conflict(theirs.child, user=officer(), reason="A neighbour", by=senior(), on=ON)
    client = _as(officer())
    for name in ("print", "posted"):
        typed = {"letters": [mine.key, theirs.key], "sent_on": "today", "method": "first_class"}
        response = client.post(_url(name), typed)
        assert list(response.context["form"].errors) == ["letters"]


def test_the_search_for_a_reference_finds_its_letters() -> None:
    released(draft(reference="OX-7777-7777"))
    other = released()
    Letter.objects.update(problem="x")
    client = _as(officer())
    table = client.get(_url("being_made"), {"reference": REFERENCE}).context["table"]
    assert table.count == 2  # the list of letters being made has no filters: it is short
    assert other in [row.record for row in table.rows]


# --- held and failed ---


def _held() -> Brake:
    for number in range(201):
        outbox.queue_message(REMINDER, officer(), dedupe=str(number), link="/cases/", at=AT)
    sending.send_next(at=AT)
    return Brake.objects.get()


def test_a_manager_sees_what_is_held_and_lets_it_go() -> None:
    brake = _held()
    client = _as(manager())
    page = client.get(_url("outbox")).content.decode()
    assert (">Reminder</a>" in page, ">201</td>" in page) == (True, True)
    client.post(_url("brake", brake.key), {"decision": "let_go", "reason": "The autumn returns"})
    brake.refresh_from_db()
    assert (brake.ended_by, brake.discarded, brake.reason) == (manager(), False, "The autumn returns")


def test_only_managers_decide_on_what_is_held() -> None:
    brake = _held()
    for person in (officer(), senior()):
        assert _as(person).get(_url("outbox")).status_code == 403
        assert _as(person).post(_url("brake", brake.key), {"decision": "let_go", "reason": "x"}).status_code == 403


def test_an_email_that_was_given_up_can_be_tried_again_by_a_manager_only() -> None:
    message = outbox.queue_message(REMINDER, officer(), dedupe="1", link="/cases/", at=AT)
    Message.objects.update(state=Message.State.FAILED, problem="SMTPServerDisconnected: gone")
    assert "SMTPServerDisconnected: gone" in _as(manager()).get(_url("outbox")).content.decode()
    assert _as(senior()).post(_url("message_again", message.key)).status_code == 403
    _as(manager()).post(_url("message_again", message.key))
    message.refresh_from_db()
    assert message.state == Message.State.WAITING


def test_a_letter_whose_pdf_failed_can_be_tried_again() -> None:
    letter = released()
    Letter.objects.update(problem="MemoryError: x", attempts=5)
    page = _as(officer()).get(_url("letter", letter.key)).content.decode()
    assert "Try again" in page
    _as(officer()).post(_url("letter_again", letter.key))
    letter.refresh_from_db()
    assert (letter.problem, letter.attempts) == ("", 0)


def test_people_who_work_with_letters_see_a_banner_while_letters_wait_for_a_package(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from tests.correspondence.test_printing import _fails_as_without_pango

    monkeypatch.setattr(rendering, "import_module", _fails_as_without_pango)
    rendering.missing.cache_clear()
    try:
        released()
        assert "install libpangoft2-1.0-0" in _as(officer()).get(_url("to_release")).content.decode()
    finally:
        rendering.missing.cache_clear()


def test_whoever_may_not_read_a_withheld_address_prints_no_letter_to_one() -> None:
    letter = _made()[0]
    other = make.child("Open")
    mother = make.parent(other, "Open", "Mother")
    make.address(mother, "2 Open Road")
    open_letter = released(draft(other, mother))
    printing.print_next(at=AT)
    people.withhold(letter.adult.addresses.get(), 1, because="A refuge", by=senior(), on=ON)
    waiting = {
        role: {one.pk for one in _as(make.user(role, name=f"Other {role}")).get(_url("print")).context["waiting"]}
        for role in ("admin_officer", "senior_attendance_officer")
    }
    assert waiting == {"admin_officer": {open_letter.pk}, "senior_attendance_officer": {letter.pk, open_letter.pk}}
