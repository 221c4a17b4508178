"""A child's whole story in a real browser: from the school's first page to the court's decision."""

from datetime import date

import pytest

from oxle.cases.models import Case
from tests.browser import in_browser
from tests.journeys import court, letters, officer, school
from tests.journeys.cast import ELSEWHERE, Cast
from tests.journeys.pdfs import text_of
from tests.journeys.story import Story, told_in

PROOF = "Certificate of posting 77"
SECRET = "The grandmother rang, and asks not to be named."
MINUTES = "Please send the minutes of the planning meeting."


@in_browser
@pytest.mark.django_db(transaction=True)
def test_a_referral_goes_from_the_schools_draft_to_the_courts_decision(live_server, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-10-16T10:00")
    cast = Cast()
    with told_in(live_server, monkeypatch) as story:
        case = the_school_refers(story, cast)
        the_council_asks_and_the_school_answers(story, cast, case)
        the_senior_officer_accepts(story, cast, case)
        the_first_letters_go(story, cast, case)
        the_meeting_is_held(story, cast, case)
        the_target_is_missed(story, cast, case)
        defendant = the_papers_are_prepared(story, cast, case)
        the_solicitor_releases(story, cast, defendant)
        the_court_decides(story, cast, case, defendant)


def the_school_refers(story: Story, cast: Cast) -> Case:
    """Over two sittings, each page also at the width of a telephone. The first session ends in mid-sentence."""
    story.on("2026-10-16T10:00")
    with story.window_of(cast.lead, also=(320,)) as lead:
        school.begins(lead)
        school.tells_why(lead)
        school.names_the_parents(lead)
        school.tells_the_pupils_view(lead)
        school.pastes_the_register(lead, cast)
        for title in school.STEPS[:3]:
            school.tells_of_a_step(lead, title)

        school.types_a_step(lead, school.STEPS[3], outcome="Said no, twice.")
        story.on("2026-10-16T13:30")
        lead.press("Save and continue")
        school.signs_in_again(lead, cast)
        assert lead.page.get_by_label("What came of it?").input_value() == "Said no, twice."
        lead.press("Save and continue")
        for title in school.STEPS[4:]:
            school.tells_of_a_step(lead, title)
        school.skips_the_gp(lead)
        school.attaches(lead, "Letter of 10 September")
        assert school.missing(lead) == ["Complete “What may stand in the way”.", "Complete “Head's declaration”."]
        school.finishes(lead)
        assert school.SAYS in school.checks(lead)
        lead.page.go_back()
        reference = school.sends(lead)
    return Case.objects.get(reference=reference)


def the_council_asks_and_the_school_answers(story: Story, cast: Cast, case: Case) -> None:
    story.on("2026-10-19T09:00")
    with story.window_of(cast.senior) as senior:
        officer.returns(senior, case, MINUTES)
    story.on("2026-10-21T11:00")
    with story.window_of(cast.lead, width=320) as lead:
        assert MINUTES in school.sees(lead, "Returned for more information", by="See what is missing")
        school.attaches(lead, "Minutes of 10 September")
        school.sends(lead)
        school.sees(lead, "Sent again", "Returned for more information")


def the_senior_officer_accepts(story: Story, cast: Cast, case: Case) -> None:
    story.on("2026-10-22T09:00")
    with story.window_of(cast.senior) as senior:
        officer.accepts(senior, case)
        officer.allocates(senior, case, "Example officer")
        officer.notes(senior, case, SECRET)
    due = {(row.clock, row.due_on) for row in case.deadlines.filter(state="running")}
    assert due == {
        # Five weeks of the complete referral, and six months of the first and the last absence.
        ("meeting", date(2026, 11, 25)),
        ("charge_safe", date(2027, 3, 2)),
        ("charge_last", date(2027, 4, 12)),
    }
    with story.window_of(cast.lead) as lead:
        assert SECRET not in school.sees(lead, "Accepted", "Sent again")


def the_first_letters_go(story: Story, cast: Cast, case: Case) -> None:
    """A warning and a PACE letter to each parent on a prosecution route, posted, and counted as served."""
    story.on("2026-10-22T14:00")
    with story.window_of(cast.officer) as clerk:
        assert not letters.may_release(clerk, case)
    with story.window_of(cast.senior) as senior:
        assert sorted(letters.releases_all(senior, case)) == [
            ("First warning about school attendance", "Kit Example"),
            ("First warning about school attendance", "Robin Example"),
            ("Letter about an interview under caution", "Kit Example"),
            ("Letter about an interview under caution", "Robin Example"),
        ]
    with story.window_of(cast.officer) as clerk:
        printed = letters.posts_all(clerk, story, PROOF)
    assert printed.count(ELSEWHERE[1]) == 2
    assert {served for _, _, served in letters.served(case)} == {date(2026, 10, 26)}


def the_meeting_is_held(story: Story, cast: Cast, case: Case) -> None:
    """The panel is recorded by keyboard alone; the interview of the mother is a record of its own."""
    story.on("2026-11-02T09:00")
    with story.window_of(cast.officer) as clerk:
        officer.invites(clerk, case, "Invite to an Attendance Panel Meeting", at="10:00")
        officer.invites(clerk, case, "Invite to a PACE meeting", whom="Robin Example", at="11:00")
    with story.window_of(cast.senior) as senior:
        letters.releases_all(senior, case)
    with story.window_of(cast.officer, width=320) as clerk:
        letters.posts_all(clerk, story, PROOF)
    story.on("2026-11-11T09:00")
    with story.window_of(cast.officer, width=320) as clerk:
        officer.rings(clerk, case)
    story.on("2026-11-13T15:00")
    with story.window_of(cast.officer) as clerk:
        officer.records_the_panel(clerk, case)
        officer.records_the_interview(clerk, case, "Robin Example")
    with story.window_of(cast.senior) as senior:
        officer.frees_from_court(senior, case, "Kit Example")


def the_target_is_missed(story: Story, cast: Cast, case: Case) -> None:
    story.on("2026-12-14T09:00")
    with story.window_of(cast.officer) as clerk:
        officer.misses_the_target(clerk, case, "71.5")
        officer.warns_finally(clerk, case)
    with story.window_of(cast.senior) as senior:
        assert letters.releases_all(senior, case) == [("Final warning about school attendance", "Robin Example")]
    with story.window_of(cast.officer) as clerk:
        letters.posts_all(clerk, story, PROOF)
    with story.window_of(cast.lead) as lead:
        school.sees(lead, "Final warning given", "Target not met", "Attendance Panel Meeting held")


def the_papers_are_prepared(story: Story, cast: Cast, case: Case) -> Case:
    """Until nothing is missing any more; then the bundle, which tells nobody where the father lives."""
    story.on("2026-12-18T09:00")
    with story.window_of(cast.officer) as clerk:
        defendant = court.begins_papers(clerk, case, "Robin Example")
        assert court.missing(clerk, defendant) == [
            "Charge and offence period",
            "Education supervision order considered",
            "What may stand in the way",
            "Witness statements",
            "Certificate of attendance",
            "Schedule of unused material",
            "The defendant’s date of birth",
        ]
        court.charges(clerk)
        court.considers_supervision(clerk)
        clerk.press("What may stand in the way", role="link")
        officer.finds_nothing_in_the_way(clerk)
        statement = court.writes_a_statement(clerk)
        clerk.press("Back", role="link")
        certificate = court.certifies(clerk)
        clerk.press("Back", role="link")
        court.exhibits(clerk, "Minutes of 10 September", "AB/1")
        clerk.press("Back", role="link")
        court.schedules_unused(clerk)
        assert court.missing(clerk, defendant) == ["The defendant’s date of birth"]
        court.learns_the_birthday(clerk)
        assert court.missing(clerk, defendant) == []
        bundle = court.makes_the_bundle(clerk, defendant, story)
        assert court.is_in_order(bundle, defendant)
        assert "Defendant Robin Example" in bundle[0]
        papers = " ".join([text_of(statement), text_of(certificate), *bundle])
        assert "Certificate of posting 77" in papers
        assert [word for word in (*ELSEWHERE[0].split("\n"), ELSEWHERE[1]) if word in papers] == []
        court.hands_in(clerk, defendant)
        clerk.open(f"/attendance/prosecutions/{defendant.key}/release/", status=403)
    return defendant


def the_solicitor_releases(story: Story, cast: Cast, defendant: Case) -> None:
    """The solicitor, who wrote none of the papers; and each letter of the court besides."""
    story.on("2026-12-21T09:00")
    with story.window_of(cast.solicitor) as solicitor:
        court.releases(solicitor)
    story.on("2026-12-22T09:00")
    with story.window_of(cast.officer) as clerk:
        court.commences(clerk, defendant)
        assert not letters.may_release(clerk, defendant)
    with story.window_of(cast.solicitor) as solicitor:
        assert letters.releases_all(solicitor, defendant) == [("Written charge and requisition", "Robin Example")]
    with story.window_of(cast.officer) as clerk:
        letters.posts_all(clerk, story, PROOF)


def the_court_decides(story: Story, cast: Cast, case: Case, defendant: Case) -> None:
    """Recorded without scripts. The parent and the school are written to, and the school sees that it is over."""
    story.on("2027-01-12T16:00")
    with story.window_of(cast.officer, scripts=False) as clerk:
        court.pleads_and_is_heard(clerk, defendant)
        court.is_decided(clerk, defendant)
        said = clerk.page.inner_text("main")
        assert [word for word in ("£440.00", "£150.00", "12 July 2027") if word not in said] == []
    with story.window_of(cast.solicitor) as solicitor:
        assert sorted(letters.releases_all(solicitor, defendant)) == [
            ("Outcome of a prosecution", "Example School"),
            ("The court’s decision", "Robin Example"),
        ]
    with story.window_of(cast.officer) as clerk:
        letters.posts_all(clerk, story, PROOF)
        officer.ends_court(clerk, case)
    with story.window_of(cast.lead) as lead:
        said = school.sees(lead, "Court proceedings ended", "Papers being prepared for court", "Final warning given")
        assert [word for word in (SECRET, "£440", "Kit", ELSEWHERE[1]) if word in said] == []
