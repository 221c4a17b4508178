"""A child works: an employer applies without an account, parent and school answer by links, an officer decides."""

from datetime import date
from typing import Any

import pytest
from PIL import Image

from licensing.work.models import Permit
from oxle.cases.models import Case
from oxle.schools.actions import add_contact
from tests import make
from tests.attendance import make as referrals
from tests.browser import Visitor, in_browser
from tests.journeys import employer, licensing, on_line
from tests.journeys.letters import releases_all
from tests.journeys.pdfs import text_of
from tests.journeys.story import Story, told_in


def applies(story: Story, tmp_path: Any) -> str:
    """Apply without scripts: none of these pages may need any. Gives the reference."""
    photo, paper = tmp_path / "ivy.png", tmp_path / "risks.txt"
    Image.new("RGB", (8, 8)).save(photo)
    paper.write_text("The oven is hot.")
    visitor = Visitor(story.browser, story.address, also=(320,), scripts=False, seen=story.seen)
    employer.comes_in(visitor)
    employer.tells(visitor)
    employer.gives_the_hours(visitor)
    employer.attaches(visitor, photo, paper)
    reference = employer.sends(visitor)
    visitor.context.close()
    return reference


def answer(story: Story) -> None:
    """The parent and the school answer, each by the link that was sent to them: once."""
    links = on_line.letters()
    parent = Visitor(story.browser, story.address, also=(320,), seen=story.seen)
    shown = employer.permits(parent, links["hazel@parents.example"])
    assert employer.TASKS in shown
    assert "Marrow" not in shown
    parent.open(links["hazel@parents.example"], status=410)
    parent.context.close()
    head = Visitor(story.browser, story.address, also=(320,), seen=story.seen)
    employer.agrees(head, links["lead@school.example"])
    head.context.close()


@in_browser
@pytest.mark.django_db(transaction=True)
def test_a_work_permit_from_an_e_mail_address_to_the_papers_of_all_three_and_its_end(
    live_server, monkeypatch, tmp_path
):
    monkeypatch.setenv("OXLE_NOW", "2026-11-12T10:00")
    referrals.calendar()
    school = make.school("Example School", urn="123456", lines="4 School Lane", postcode="OX1 1AD")
    add_contact(school, name="A Lead", email="lead@school.example", by=make.someone())
    ivy = make.child("Ivy", "Marrow", date(2011, 12, 5), at=school)
    make.address(ivy, postcode="OX1 1AC")
    make.address(make.parent(ivy, "Hazel", "Marrow", parental_responsibility=True), postcode="OX1 1AC")
    officer = make.user("admin_officer")
    with told_in(live_server, monkeypatch) as story:
        reference = applies(story, tmp_path)
        answer(story)
        case = Case.objects.get()
        story.on("2026-11-16T10:00")
        with story.window_of(officer, also=(320,)) as window:
            window.open("/licensing/work/permits/")
            window.press("Ivy Marrow", role="link")
            said = window.page.inner_text("main")
            assert employer.TASKS in said
            assert "The attendance is 90.0 %: at 90 % or below each permit is considered by itself." in said
            assert window.download("Download the risk assessment") == b"The oven is hot."
            licensing.checks(window, case)
            licensing.grants_a_permit(window, case)
            titles = sorted(releases_all(window, case))
            story.workers_run()
            paper = licensing.pdf_of(window, case, "licensing.work_permit", "employer")
        assert [title for title, _ in titles] == [
            "A permit for a child to work", "A permit for a child to work", "A permit for your child to work",
        ]  # fmt: skip
        said = text_of(paper)
        for particular in ("Ivy Marrow", "Example Bakery", "Shop assistant", "Friday", "16:00 to 18:00"):
            assert particular in said
        story.on("2026-12-01T10:00")
        with story.window_of(officer) as window:
            licensing.revokes(window, case, "Revoke the permit")
            assert "Closed: revoked" in window.page.inner_text("main")
    permit = Permit.objects.get()
    assert (permit.case.job_applied.reference, permit.until_on, permit.ended_on) == (
        reference, date(2026, 12, 20), date(2026, 12, 1),
    )  # fmt: skip
    assert [one.step for one in case.events.order_by("order")] == [
        "apply", "parent", "school", "check", "grant", "revoke",
    ]  # fmt: skip
