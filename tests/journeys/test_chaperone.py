"""A chaperone is looked into, approved and suspended; a stranger who is shown the paper asks whether it is valid."""

from datetime import date

import pytest

from tests import make
from tests.browser import Visitor, in_browser
from tests.journeys import chaperone, licensing
from tests.journeys.letters import releases_all
from tests.journeys.officer import does
from tests.journeys.pdfs import text_of
from tests.journeys.story import told_in
from tests.licensing import chaperoning

ON = date(2026, 11, 12)


@in_browser
@pytest.mark.django_db(transaction=True)
def test_an_approval_is_valid_for_a_stranger_until_it_is_suspended_and_again_once_that_ends(live_server, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-12T10:00")
    officer = make.user("admin_officer")
    case = chaperoning.applied(ON, by=officer)
    with told_in(live_server, monkeypatch) as story:
        with story.window_of(officer, also=(320,)) as window:
            window.open("/licensing/chaperones/")
            window.press("Maple Thistlewood", role="link")
            licensing.checks(window, case)
            for referee in chaperoning.REFEREES:
                chaperone.gives_a_reference(window, case, referee)
            chaperone.is_interviewed(window, case)
            chaperone.shows_the_certificate(window, case)
            chaperone.was_trained(window, case)
            chaperone.is_approved(window, case)
            assert ("Your approval as a chaperone", "Maple Thistlewood") in releases_all(window, case)
            story.workers_run()
            paper = licensing.pdf_of(window, case, "licensing.chaperone_approved", "chaperone")
        case.chaperone.refresh_from_db()
        number = case.chaperone.number
        for particular in (number, "11 November 2029", "At most 12", "With another chaperone for children under five."):
            assert particular in text_of(paper)
        path = licensing.check_address(paper, "chaperone")
        stranger = Visitor(story.browser, story.address, also=(320,), scripts=False, seen=story.seen)
        assert licensing.says(stranger, path).split("\n") == ["Is this approval of a chaperone valid?", "", "Valid"]
        assert licensing.says(stranger, path.replace(number, "CH-0000-0000")).endswith("Not valid")
        story.on("2026-11-13T10:00")
        with story.window_of(officer, also=(320,)) as window:
            does(window, case, "Suspend the approval")
            window.fill("Reason", "Something is being looked into.")
            window.press(licensing.SAVE)
            assert licensing.says(stranger, path).endswith("Not valid")
            does(window, case, "End the suspension")
            window.fill("Reason", "Nothing was in it.")
            window.press(licensing.SAVE)
            assert licensing.says(stranger, path).endswith("\nValid")
        stranger.context.close()
    assert [one.step for one in case.events.order_by("order")] == [
        "apply", "check", "reference", "reference", "interview", "dbs", "training", "approve", "suspend", "restore",
    ]  # fmt: skip
