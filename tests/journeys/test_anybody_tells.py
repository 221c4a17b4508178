"""A neighbour without an account tells of a child; an officer says who it is; the family and school learn nothing."""

import re
from datetime import date

import pytest
from django.core import mail

from cme import pathway
from oxle.accounts.models import Organisation
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case
from oxle.core import dates
from oxle.correspondence import sending
from tests import make
from tests.browser import Visitor, in_browser
from tests.cme.make import People
from tests.journeys.story import told_in

KNOWN = "The flat above mine. <script>alert(1)</script>"


def tells(neighbour: Visitor, given: str, family: str) -> str:
    """Tell of a child, first with nothing; the reference that comes back."""
    neighbour.open("/cme/tell-us/")
    assert "ring 999" in neighbour.page.inner_text("main")
    neighbour.press("Start now")
    neighbour.fill("First names, or what the child is called (optional)", given)
    neighbour.press("Tell the council")
    assert neighbour.page.title().startswith("Error: ")
    assert neighbour.page.get_by_label("First names, or what the child is called (optional)").input_value() == given
    neighbour.choose("Are you worried that the child is in danger, or is being harmed?", "No")
    neighbour.fill("Family name (optional)", family)
    neighbour.fill("Why do you think that the child may have no education, and what else do you know?", KNOWN)
    neighbour.choose("Who are you?", "Somebody else who knows of the child")
    neighbour.fill("Your name, and where you work if you tell us for your work (optional)", "Wren Example")
    neighbour.fill("Email address (optional)", "wren@home.example")
    neighbour.press("Tell the council")
    said = neighbour.page.inner_text("main")
    for hidden in (given, family, "Wren", "flat"):
        assert hidden not in said
    assert family not in neighbour.page.url + neighbour.page.title()
    return re.search(r"OX-\w{4}-\w{4}", said)[0]


def proves(neighbour: Visitor) -> None:
    """Press what the e-mail opens."""
    while sending.send_next(at=dates.now()):
        pass
    link = re.search(r"https?://\S+?(/told/address/\S+)", mail.outbox[-1].body)[1]
    neighbour.open(f"{link}/")
    neighbour.press("Yes, the council can write to it")
    assert "The council knows now" in neighbour.page.inner_text("main")


def opens_the_case(officer: Visitor, reference: str, child: str) -> None:
    """Find it in the inbox, say who the child is, and open the case."""
    officer.open("/inbox/")
    assert reference in officer.page.inner_text("main")
    officer.press("Told on line from", role="link", exact=False)
    assert "shown to be theirs on 16 November 2026" in officer.page.inner_text("main")
    officer.press("Open the case of a missing child whom this tells of")
    officer.fill("Look for another child", "Nobody Atall")
    officer.press("Look")
    assert "Nobody is found by that" in officer.page.inner_text("main")
    officer.press(f"Open the case of this child ({child}", role="link", exact=False)
    officer.press("Open the case")


@in_browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_neighbour_tells_and_a_person_says_who_the_child_is(live_server, monkeypatch, scripts):
    monkeypatch.setenv("OXLE_NOW", "2026-11-16T10:00")
    mail.outbox.clear()
    people = People()
    team, _ = Organisation.objects.get_or_create(kind="team", name="Children Missing Education Team")
    tracker = make.user("tracking_officer", team, name="Sedge Example")
    name = people.child.names.get()
    with told_in(live_server, monkeypatch) as story:
        neighbour = Visitor(story.browser, story.address, also=(320,), scripts=scripts, seen=story.seen)
        reference = tells(neighbour, name.given, name.family)
        proves(neighbour)
        neighbour.context.close()
        with story.window_of(tracker, also=(320,)) as officer:
            opens_the_case(officer, reference, str(people.child))
            assert "Does not want to be named" in officer.page.inner_text("main")
        with story.window_of(people.lead) as lead:
            lead.open("/")
            assert "Wren" not in lead.page.inner_text("main")
    case = Case.objects.get(pathway=pathway.TRACKING.key)
    assert (case.child, case.opened_on, InboxMessage.objects.get().case) == (people.child, date(2026, 11, 16), case)
