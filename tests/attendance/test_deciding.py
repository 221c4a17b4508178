"""The senior officer's page: what the school did with its papers, the points, and the family's other open cases."""

from datetime import date

import pytest
from django.urls import reverse

from attendance.referrals import actions, drafting, sections
from attendance.referrals.considering import to_consider
from attendance.referrals.models import Topic
from attendance.referrals.rules import UNAUTHORISED_AT_LEAST
from oxle.audit.models import Sight
from oxle.cases import family
from oxle.core.rules import change_rule
from oxle.documents.actions import store_made
from oxle.documents.types import TEXT
from oxle.people.models import Conflict
from tests import make
from tests.attendance import make as referrals

pytestmark = pytest.mark.django_db
ON = date(2026, 10, 16)


@pytest.fixture(autouse=True)
def _the_day(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-10-16T10:00")


def step(on: str, **told):
    return {"done": "yes", "on": on, "method": "Letter", "outcome": "Recorded", **told}


def decided_on(case, user):
    page = make.signed_in(user).get(reverse("attendance:decide", args=[case.key]))
    assert page.status_code == 200
    return page.content.decode()


def test_a_late_review_is_marked_beside_its_step_for_the_decider(school, lead, senior):
    late = {"step_target": step("2026-09-02", answer="parents"), "step_first_review": step("2026-10-01")}
    case = referrals.sent(school, referrals.family(school), lead, ON, **late)
    page = decided_on(case, senior)
    assert "more than 20 school days after" in page
    assert "It was due by 30 September 2026." in page
    assert "The pupil had no part in setting the target." in page
    assert "Parents, without the pupil" in page


def test_the_school_reads_the_same_points_before_it_sends_and_may_send_all_the_same(school, lead):
    late = {"step_target": step("2026-09-02"), "step_first_review": step("2026-10-01")}
    draft = referrals.draft(school, referrals.family(school), lead, ON, **late)
    browser = make.signed_in(lead)
    url = reverse("attendance:check", args=[draft.key])
    assert "It was due by 30 September 2026." in browser.get(url).content.decode()
    assert browser.post(url, {"version": draft.version}).status_code == 302
    draft.refresh_from_db()
    assert draft.state == "sent"


# 31 school days. Every fourth missed: 16 of 62 sessions, 25.80%. Every sixth: 12, 19.35%, present 50, 80.64%.
@pytest.mark.parametrize(
    ("every", "present", "unauthorised", "said"),
    [
        (4, "46 (74.19%)", "16 (25.80%)", "Unauthorised absence reaches the 20% that the team looks for."),
        (6, "50 (80.64%)", "12 (19.35%)", "Unauthorised absence is below the 20% that the team looks for."),
    ],
)
@pytest.mark.parametrize("page", ["register", "check"])
def test_the_school_sees_the_percentages_and_whether_they_reach_the_threshold(
    school, lead, page, every, present, unauthorised, said
):
    register = {"text": referrals.extract(school, every=every)}
    draft = referrals.draft(school, referrals.family(school), lead, ON, register=register)
    text = make.signed_in(lead).get(f"/attendance/referrals/{draft.key}/{page}/").content.decode()
    for shown in ("62", present, "0 (0.00%)", unauthorised):
        assert f'<td class="govuk-table__cell govuk-table__cell--numeric">{shown}</td>' in text
    assert said in text
    assert "fewer than the 60" not in text


def test_a_threshold_that_was_set_anew_and_a_short_extract_are_said_to_the_school(school, lead):
    change_rule(UNAUTHORISED_AT_LEAST, "30", from_on=date(2026, 10, 1), reason="Agreed by the team")
    register = {"text": referrals.extract(school, last=date(2026, 10, 8))}
    draft = referrals.draft(school, referrals.family(school), lead, ON, register=register)
    text = make.signed_in(lead).get(f"/attendance/referrals/{draft.key}/check/").content.decode()
    assert "Unauthorised absence is below the 30% that the team looks for." in text
    assert "The extract covers fewer than the 60 possible sessions that the team measures over." in text


def test_check_your_answers_lists_the_attached_files_by_name(school, lead):
    draft = referrals.draft(school, referrals.family(school), lead, ON)
    file = store_made(b"Dear parent", kind=TEXT, name="letter <3>.txt", at=referrals.moment(ON))
    attached = drafting.attach_to_draft(draft, file, section="evidence", title="A letter", at=referrals.moment(ON))
    text = make.signed_in(lead).get(f"/attendance/referrals/{draft.key}/check/").content.decode()
    address = f"/attendance/referrals/{draft.key}/files/{attached.key}/"
    assert f'<li>A letter: <a class="govuk-link" href="{address}">letter &lt;3&gt;.txt</a></li>' in text


def test_who_was_invited_and_who_came_is_kept_with_the_planning_meeting(school, lead):
    told = step("2026-09-10", invited="Parents and pupil", came="Nobody")
    case = referrals.sent(school, referrals.family(school), lead, ON, step_planning_meeting=told)
    kept = case.referral.pre_steps.get(kind="planning_meeting")
    assert kept.outcome == "Who was invited? Parents and pupil\nWho came? Nobody\nRecorded"


def test_whoever_chooses_a_route_is_told_that_breach_of_an_order_is_section_443(school, lead, senior):
    case = referrals.sent(school, referrals.family(school), lead, ON)
    note = (
        "Breach of a School Attendance Order is no route here: it is an offence under section 443 of the Education Act "
        "1996 and starts from an order. (The flow chart of September 2014 says section 444.)"
    )
    browser = make.signed_in(senior)
    assert note in browser.get(reverse("attendance:accept", args=[case.key])).text
    referrals.accepted(case, senior, ON)
    assert note in browser.get(reverse("cases:step", args=[case.key, "change_route"])).text


def test_how_a_step_was_done_is_asked_about_where_the_school_left_it_out(school, lead, senior):
    case = referrals.sent(school, referrals.family(school), lead, ON, step_target=step("2026-09-10", method=""))
    assert "How it was done is not said: Target set with parents and pupil." in decided_on(case, senior)


def test_a_case_closed_because_the_child_moved_says_which_authority_and_whom_there_somebody_told(school, lead, senior):
    case = referrals.sent(school, referrals.family(school), lead, ON)
    browser, url = make.signed_in(senior), reverse("cases:step", args=[case.key, "transfer_out"])
    typed = {"on_day": "16", "on_month": "10", "on_year": "2026", "reason": "The family moved for work."}
    page = browser.post(url, {**typed, "version": case.version})
    assert page.context["form"].errors == {
        "authority": ["Enter which authority the child moved to"],
        "told": ["Enter whom there you told, and how"],
    }
    typed |= {"authority": "Farshire", "told": "The attendance team, by telephone", "version": case.version}
    assert browser.post(url, typed).status_code == 302
    case.refresh_from_db()
    assert case.stage == "transferred"
    timeline = browser.get(reverse("cases:timeline", args=[case.key])).text
    assert "Moved to Farshire. Told there: The attendance team, by telephone. The family moved for work." in timeline


def test_each_step_shows_its_document_to_the_decider(school, lead, senior):
    draft = referrals.draft(school, referrals.family(school), lead, ON)
    file = store_made(b"Dear parent", kind=TEXT, name="contract.txt", at=referrals.moment(ON))
    drafting.attach_to_draft(draft, file, section="step_contact", title="Parents contacted", at=referrals.moment(ON))
    case = actions.send(
        draft,
        by=lead,
        on=ON,
        at=referrals.moment(ON),
        version=draft.version,
        extract=sections.extract_of(draft, ON),
    )
    document = case.documents.get()
    assert f'<a class="govuk-link" href="/cases/{case.key}/documents/{document.key}/">contract.txt</a>' in decided_on(
        case, senior
    )


def test_long_illness_is_known_when_section_19_is_considered(school, lead):
    text = referrals.extract(school).replace("/,\\", "I,I")
    case = referrals.sent(school, referrals.family(school), lead, ON, register={"text": text})
    known = {one.topic: one.recorded for one in to_consider(case, "acceptance", ON)}
    assert known[Topic.SECTION_19] == ["The register shows illness for 23 days, 15 days or more"]
    assert known[Topic.MEDICAL] == []


def test_the_familys_other_open_cases_stand_on_the_page_and_are_seen(school, lead, senior):
    child = referrals.family(school)
    brother = make.child("Birch", "Example", date(2012, 5, 6), at=school)
    make.related(brother, child.relationships.get(kind="Mother").adult)
    other = referrals.sent(school, brother, lead, ON)
    case = referrals.sent(school, child, lead, ON)
    page = decided_on(case, senior)
    assert f"Birch Example: Attendance referral {other.reference}" in page
    assert set(Sight.objects.latest("pk").children) == {child.pk, brother.pk}


def test_a_child_who_is_hidden_from_the_officer_is_not_hinted_at(school, lead, senior):
    child = referrals.family(school)
    brother = make.child("Birch", "Example", date(2012, 5, 6), at=school)
    make.related(brother, child.relationships.get(kind="Mother").adult)
    referrals.sent(school, brother, lead, ON)
    case = referrals.sent(school, child, lead, ON)
    # Whoever decides sees a restricted child who has an open referral; a conflict of interest closes all.
    Conflict.objects.create(user=senior, child=brother, reason="A nephew.", from_on=date(2026, 1, 1))
    page = decided_on(case, senior)
    assert "Birch" not in page
    assert "None that you may know of." in page


def test_a_case_is_only_flagged_to_those_who_may_know_that_there_is_one(school, lead):
    child = referrals.family(school)
    case = referrals.sent(school, child, lead, ON)
    tracking = make.user("tracking_officer")
    [flag] = family.flags_for(tracking, child)
    assert (flag.case, flag.about, flag.whom_to_ask) == (None, child, "the County Attendance Team")
    assert family.flags_for(make.user("admin_officer"), child) == []
    assert family.flags_for(tracking, child, apart_from=case) == []


def test_a_social_worker_of_two_families_does_not_make_one_of_them(school, lead, senior):
    child, stranger = referrals.family(school), make.child("Hazel", "Other", at=school)
    worker = make.adult("Sam", "Worker")
    for one in (child, stranger):
        make.related(one, worker, kind="Social worker")
    referrals.sent(school, stranger, lead, ON)
    assert family.flags_for(senior, child) == []
