"""What comes by e-mail, phone or post: entered for a school, linked or answered in a browser, never thrown away."""

import pytest

from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case
from tests.browser import Visitor, in_browser
from tests.journeys import school
from tests.journeys.cast import Cast
from tests.journeys.story import told_in

ORIGINAL = b"From: head@example.org\r\nTo: team@example.org\r\nSubject: A referral\r\n\r\nAsh works in a kitchen.\r\n"


@in_browser
@pytest.mark.django_db(transaction=True)
def test_a_message_is_kept_until_it_is_linked_or_answered(live_server, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-10-16T10:00")
    cast = Cast()
    with told_in(live_server, monkeypatch) as story:
        with story.window_of(cast.officer, also=(320,)) as officer:
            officer.open("/")
            officer.press("Inbox", role="link")
            enters_a_message(officer, "E-mail", "Head of Example School", "Ash works in a kitchen.", ORIGINAL)
            assert officer.download("original.eml") == ORIGINAL
            begins_a_referral_from_it(officer, cast)
            # Somebody rings in the middle of it: the rest of the referral waits behind its message.
            officer.open("/inbox/")
            enters_a_message(officer, "Phone", "A neighbour", "When does term end?")
            answers(officer, "Told that it ends on 18 December.")
            assert waiting(officer) == ["E-mail from Head of Example School"]
            officer.press("E-mail from Head of Example School", role="link")
            officer.press("Go on with the referral of Ash Example")
            reference = finishes_the_referral(officer)
            assert waiting(officer) == []
            enters_a_message(officer, "Post", "Example School", "Ash has a paper round as well.")
            links(officer, reference)
            assert waiting(officer) == []
            case = Case.objects.get(reference=reference)
            shows_where_it_came_from(officer, case)
        with story.window_of(cast.lead) as lead:
            said = school.sees(lead, "Received by the County Attendance Team")
            assert "neighbour" not in said
    # Suspected employment is for licensing too, in whose own inbox the matter waits.
    ours = InboxMessage.objects.exclude(channel="hand_over").order_by("pk")
    assert list(ours.values_list("channel", "state", "case__reference")) == [
        ("email", "linked", reference),
        ("phone", "answered", None),
        ("post", "linked", reference),
    ]
    assert (case.origin, case.referral.reason) == ("email", "employed")


def enters_a_message(officer: Visitor, channel: str, sender: str, text: str, original: bytes = b"") -> None:
    """Write down a message, after forgetting from whom it came."""
    officer.press("Enter a message")
    officer.choose("How did it come?", channel)
    officer.date("When did it come?", 16, 10, 2026)
    officer.fill("What does it say?", text)
    officer.press("Save")
    assert officer.page.title().startswith("Error: ")
    officer.fill("From whom?", sender)
    if original:
        file = {"name": "original.eml", "mimeType": "message/rfc822", "buffer": original}
        officer.page.get_by_label("The original, as a file (optional)").set_input_files(file)
    officer.press("Save")


def waiting(officer: Visitor) -> list[str]:
    """Which messages the inbox shows as waiting."""
    officer.open("/inbox/")
    return list(officer.page.locator(".govuk-task-list__link").all_inner_texts())


def begins_a_referral_from_it(officer: Visitor, cast: Cast) -> None:
    """Begin, for the school, the referral that a message asks for."""
    officer.press("Enter a referral from this")
    officer.page.get_by_label("Which school is the referral from?").select_option(cast.school.key)
    officer.press("Continue")
    school.finds_the_pupil(officer)
    officer.press("Why you are referring", role="link")
    officer.choose("Why are you referring this pupil?", "Thought to be illegally employed")
    officer.fill("What is the reason for the absence?", "Ash works in a kitchen.")
    officer.press("Save and continue")


def finishes_the_referral(officer: Visitor) -> str:
    """The rest of it: no register and no steps are asked for a pupil who is thought to be employed."""
    school.names_the_parents(officer)
    school.tells_the_pupils_view(officer)
    school.finishes(officer)
    assert school.missing(officer) == []
    return school.sends(officer)


def answers(officer: Visitor, answer: str) -> None:
    """Say how the message that is open was answered."""
    officer.press("Record the answer")
    officer.fill("How was it answered?", answer)
    officer.press("Save")


def links(officer: Visitor, reference: str) -> None:
    """Link the message that is open to a case, after mistyping its reference, and after seeing whose case it is."""
    officer.press("Link to a case")
    officer.fill("Case reference", "OX-0000-0000")
    officer.press("Continue")
    assert officer.page.title().startswith("Error: ")
    officer.fill("Case reference", reference)
    officer.press("Continue")
    assert "Ash Example" in officer.page.inner_text("main")
    officer.press("Link to this case")


def shows_where_it_came_from(officer: Visitor, case: Case) -> None:
    """The case says how it came, keeps the original, and holds both messages; the inbox still has all three."""
    officer.open(case.get_absolute_url())
    assert "Came by e-mail from Head of Example School on 16 October 2026" in officer.page.inner_text("main")
    officer.press("Letters and documents", role="link")
    links = officer.page.locator(".govuk-task-list__link").all_inner_texts()
    assert links == ["E-mail from Head of Example School", "Post from Example School", "The original"]
    assert officer.download("The original") == ORIGINAL
    officer.press("Timeline", role="link")
    assert "Ash has a paper round as well." in officer.page.inner_text("main")
    officer.open("/inbox/")
    rows = officer.page.locator("table.oxle-table tbody tr").all_inner_texts()
    assert [row.split("\t")[0] for row in rows] == ["Example School", "A neighbour", "Head of Example School"]
