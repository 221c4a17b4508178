"""The pages of a prosecution and of a supervision order in a real browser, axe on each, also on a narrow screen."""

import pytest
from django.urls import reverse

from attendance.prosecution import papers, pathway
from attendance.prosecution.models import Bundle
from attendance.supervision import actions as supervision
from attendance.supervision import pathway as supervision_pathway
from oxle.cases.models import Case
from tests import make
from tests.attendance import court
from tests.attendance.make import moment
from tests.browser import Visitor, chromium, in_browser

ON = court.BEGUN
PAPERS = [
    "papers",
    "charge",
    "consider_release",
    "statements",
    "statement_write",
    "certificate",
    "certificate_make",
    "certificate_sign",
    "exhibits",
    "exhibit_add",
    "schedule",
    "unused_add",
    "unused_none",
    "bundles",
    "bundle_make",
]


@in_browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [1280, 320])
def test_every_page_of_a_prosecution_is_sound_in_a_browser(live_server, monkeypatch, width):
    monkeypatch.setenv("OXLE_NOW", "2026-11-23T10:00")
    people = court.People()
    referral = court.final_warning(people)
    case = court.ready(people, referral)
    begun = court.begun(referral, people, "Kit")
    papers.schedule_unused(
        case, description="Visit notes", disclosable=True, reason="Show illness.", by=people.officer, at=moment(ON)
    )
    draft = papers.write_statement(
        begun, maker="A Head", maker_as="Head", text="I know this child.", by=people.officer, at=moment(ON)
    )
    Bundle.objects.create(
        case=begun,
        number=1,
        state="refused",
        asked_at=moment(ON),
        asked_by=people.officer,
        problem="It would have told this defendant the address of Robin Example (on page 4)",
    )
    court.bundled(case, people)
    order = _order(people, referral)
    submitted = court.submitted(case, people)
    clients = {who: make.signed_in(getattr(people, who)) for who in ("officer", "solicitor")}
    with chromium() as browser:
        officer = Visitor(browser, live_server.url, clients["officer"], width=width)
        for one in (begun, case):
            officer.open(one.get_absolute_url())
            for name in PAPERS:
                officer.open(reverse(f"attendance:{name}", args=[one.key]))
        for name in ("statement_change", "statement_sign", "statement_refuse", "statement_drop", "statement_again"):
            officer.open(reverse(f"attendance:{name}", args=[begun.key, draft.key]))
        officer.open(reverse("attendance:unused_disclose", args=[case.key, 1]))
        officer.open(reverse("cases:step", args=[begun.key, "consider_supervision"]))
        officer.open(reverse("cases:step", args=[begun.key, "submit"]))
        assert not officer.page.get_by_role("button", name="Save and continue").count()
        assert "Not ready" in officer.page.content()
        officer.open(reverse("attendance:charge", args=[begun.key]))
        officer.date("First day of the offence", 31, 2, 2026)
        officer.press("Save the charge")
        assert officer.page.title().startswith("Error: ")
        for step in ("consult", "apply", "supervisor"):
            officer.open(reverse("cases:step", args=[order.key, step]))
        officer.open(order.get_absolute_url())
        solicitor = Visitor(browser, live_server.url, clients["solicitor"], width=width)
        solicitor.open("/attendance/legal/")
        solicitor.press("Robin Example", role="link")
        solicitor.open(reverse("attendance:release", args=[submitted.key]))
        solicitor.press("Release the papers")
        assert solicitor.page.title().startswith("Error: ")
        solicitor.choose("Is there enough evidence for a realistic prospect of conviction?", "Yes")
        solicitor.fill("Why? (evidential test)", "The register and the letters prove it.")
        solicitor.choose("Is a prosecution in the public interest?", "Yes")
        solicitor.fill("Why? (public interest test)", "Support was offered and refused.")
        solicitor.press("Release the papers")
        officer.open(reverse("attendance:commence", args=[case.key]))
        officer.choose("How did proceedings begin?", "Single justice procedure notice")
        officer.press("Continue")
        officer.press("Record that proceedings began")
        assert officer.page.title().startswith("Error: ")
        officer.open(reverse("attendance:commence_by", args=[case.key, "requisition"]))
        officer.date("When was the charge issued?", 23, 11, 2026)
        officer.fill("Unique reference number (URN)", "43AB1234526")
        officer.date("When was it served, or counts as served?", 25, 11, 2026)
        officer.fill("Which court?", "Example Magistrates’ Court")
        officer.date("Date of the first hearing", 12, 1, 2027)
        officer.press("Record that proceedings began")
        for step in ("plea", "no_plea", "objection", "hearing"):
            officer.open(reverse("cases:step", args=[case.key, step]))
        officer.open(reverse("cases:step", args=[case.key, "plea"]))
        officer.choose("What did the defendant plead?", "Guilty")
        officer.press("Save and continue")
        officer.open(reverse("cases:step", args=[case.key, "outcome"]))
        officer.choose("What did the court decide?", "Guilty")
        officer.press("Save and continue")
        assert officer.page.title().startswith("Error: ")
        officer.choose("Of which offence? (only if guilty)", "s.444(1): child fails to attend regularly")
        officer.choose("Sentence (only if guilty)", "Fine")
        officer.fill("Fine (optional)", "440")
        officer.press("Save and continue")
        officer.open(case.get_absolute_url())
        assert "£440.00" in officer.page.content()
    assert Case.objects.get(pk=case.pk).stage == pathway.CONCLUDED.key


def _order(people: court.People, referral: Case) -> Case:
    order = supervision.open_for(referral, by=people.senior, on=ON, at=moment(ON))
    supervision.consult(
        order,
        supervision_pathway.CONSULT,
        data={"whom": "Example duty desk", "view": "They agree."},
        by=people.officer,
        on=ON,
        at=moment(ON),
        version=order.version,
    )
    return order
