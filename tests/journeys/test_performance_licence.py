"""An applicant without an account applies for a child to perform; a parent and the school answer by their links."""

from datetime import date

import pytest

from licensing.performances.models import Entrant
from oxle.schools.actions import add_contact
from tests import make
from tests.attendance import make as referrals
from tests.browser import Visitor, in_browser
from tests.journeys import applicant as applying
from tests.journeys.story import told_in
from tests.licensing.applying import CHILD


@in_browser
@pytest.mark.django_db(transaction=True)
def test_an_application_from_an_e_mail_address_to_the_answers_of_parent_and_school(live_server, monkeypatch, tmp_path):
    monkeypatch.setenv("OXLE_NOW", "2026-11-12T10:00")
    referrals.calendar()
    school = make.school("Example School", urn="123456")
    add_contact(school, name="A Lead", email="lead@school.example", by=make.someone())
    make.address(make.child("Ivy", "Marrow", date(2017, 12, 5), at=school), postcode=CHILD["postcode"])
    paper = tmp_path / "risks.txt"
    paper.write_text("Nothing is dangerous.")
    with told_in(live_server, monkeypatch) as story:
        # Without scripts: none of these pages may need any.
        applicant = Visitor(story.browser, story.address, also=(320,), scripts=False, seen=story.seen)
        applying.comes_in(applicant)
        applying.begins(applicant)
        applying.tells_the_rest(applicant, paper)
        applying.gives_the_days(applicant)
        reference = applying.sends(applicant)
        applicant.press("Sign out")
        applicant.open("/licensing/apply/")
        applicant.context.close()
        links = applying.letters()
        parent = Visitor(story.browser, story.address, also=(320,), seen=story.seen)
        shown = applying.consents(parent, links["hazel@parents.example"])
        assert applying.SHOW in shown
        assert "Marrow" not in shown
        parent.open(links["hazel@parents.example"], status=410)
        parent.context.close()
        head = Visitor(story.browser, story.address, also=(320,), seen=story.seen)
        applying.agrees(head, links["lead@school.example"])
        head.context.close()
    entrant = Entrant.objects.get()
    assert entrant.production.reference == reference
    assert [one.step for one in entrant.case.events.order_by("order")] == ["receive", "parent", "school"]
    assert (entrant.case.parent_parts.get().consents, str(entrant.case.school_parts.get().attendance)) == (True, "96.5")
