"""A child performs: applied for without an account, answered by links, decided by an officer, checked by a stranger."""

from datetime import date
from typing import Any

import pytest

from licensing.performances.models import Entrant
from oxle.schools.actions import add_contact
from tests import make
from tests.attendance import make as referrals
from tests.browser import Visitor, in_browser
from tests.journeys import applicant as applying
from tests.journeys import licensing, on_line
from tests.journeys.letters import releases_all
from tests.journeys.pdfs import text_of
from tests.journeys.story import Story, told_in
from tests.licensing.applying import CHILD

DAY = date(2026, 12, 19)


def applies(story: Story, tmp_path: Any) -> str:
    """Apply without scripts: none of these pages may need any. Gives the reference."""
    paper = tmp_path / "risks.txt"
    paper.write_text("Nothing is dangerous.")
    applicant = Visitor(story.browser, story.address, also=(320,), scripts=False, seen=story.seen)
    applying.comes_in(applicant)
    applying.begins(applicant)
    applying.tells_the_rest(applicant, paper)
    applying.gives_the_days(applicant)
    reference = applying.sends(applicant)
    applicant.press("Sign out")
    applicant.open("/licensing/apply/")
    applicant.context.close()
    return reference


def answer(story: Story) -> None:
    """The parent and the school answer, each by the link that was sent to them."""
    links = on_line.letters()
    parent = Visitor(story.browser, story.address, also=(320,), seen=story.seen)
    shown = applying.consents(parent, links["hazel@parents.example"])
    assert applying.SHOW in shown
    assert "Marrow" not in shown
    parent.open(links["hazel@parents.example"], status=410)
    parent.context.close()
    head = Visitor(story.browser, story.address, also=(320,), seen=story.seen)
    applying.agrees(head, links["lead@school.example"])
    head.context.close()


@in_browser
@pytest.mark.django_db(transaction=True)
def test_a_licence_from_an_e_mail_address_to_the_stranger_who_scans_it(live_server, monkeypatch, tmp_path):
    monkeypatch.setenv("OXLE_NOW", "2026-11-12T10:00")
    referrals.calendar()
    school = make.school("Example School", urn="123456", lines="4 School Lane", postcode="OX1 1AD")
    add_contact(school, name="A Lead", email="lead@school.example", by=make.someone())
    ivy = make.child("Ivy", "Marrow", date(2017, 12, 5), at=school)
    make.address(ivy, postcode=CHILD["postcode"])
    make.address(make.parent(ivy, "Hazel", "Marrow", parental_responsibility=True), postcode=CHILD["postcode"])
    officer = make.user("admin_officer")
    with told_in(live_server, monkeypatch) as story:
        reference = applies(story, tmp_path)
        answer(story)
        entrant = Entrant.objects.get()
        case = entrant.case
        story.on("2026-11-18T10:00")
        with story.window_of(officer, also=(320,)) as window:
            window.open("/licensing/")
            window.press("Ivy Marrow", role="link")
            assert applying.SHOW in window.page.inner_text("main")
            licensing.checks(window, case)
            licensing.grants_a_licence(window, case, DAY, DAY)
            assert set(releases_all(window, case)) == {
                ("Child performance licence", f"Example Productions ({reference})"),
                ("Child performance licence", "Example School"),
                ("A performance licence for your child", "Hazel Marrow"),
            }
            story.workers_run()
            paper = licensing.pdf_of(window, case, "licensing.licence", "applicant")
            path = licensing.check_address(paper, "licence")
        said = text_of(paper)
        number = case.licence.number
        for particular in (number, "Ivy Marrow", applying.SHOW, "19 December 2026", "A nurse is at the theatre.",
                           "Exampleton Playhouse", "Mabel Finch"):  # fmt: skip
            assert particular in said
        stranger = Visitor(story.browser, story.address, also=(320,), scripts=False, seen=story.seen)
        assert licensing.says(stranger, path).split("\n") == ["Is this performance licence valid?", "", "Valid"]
        story.on("2026-12-01T10:00")
        with story.window_of(officer) as window:
            licensing.revokes(window, case, "Revoke the licence")
        assert licensing.says(stranger, path).endswith("Not valid")
        assert licensing.says(stranger, path.replace(number, "PL-0000-0000")).endswith("Not valid")
        stranger.context.close()
    assert entrant.production.reference == reference
    assert [one.step for one in case.events.order_by("order")] == [
        "receive", "parent", "school", "check", "grant", "revoke",
    ]  # fmt: skip
    assert (case.parent_parts.get().consents, str(case.school_parts.get().attendance)) == (True, "96.5")
