"""What was mistyped and is no date is put right on the step's own form: once each, with a reason, the old one kept."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from attendance.prosecution import actions as prosecution
from attendance.prosecution import pathway as court_pathway
from attendance.prosecution import queries
from attendance.referrals import pathway
from attendance.referrals.models import PaceInterview, Target
from oxle.cases import replay, sending_again
from oxle.cases.models import Case, Event
from oxle.core.errors import Refused
from oxle.correspondence.actions import record_sent, release_letter
from oxle.correspondence.methods import Method
from oxle.correspondence.models import Letter
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals
from tests.attendance.make import moment
from tests.attendance.test_corrections import opened, put_right, read, send, sent, words_of
from tests.attendance.test_prosecution import outcome, pleaded
from tests.attendance.test_referral_steps import interview, panel, take

pytestmark = pytest.mark.django_db
MET = date(2026, 12, 8)


def agrees(case: Case) -> bool:
    """Whether the case's rows are what its events lead to."""
    return replay.differences(Case.objects.get(pk=case.pk)) == []


def newest(case: Case) -> Event:
    return case.events.order_by("order").last()


@pytest.fixture
def accepted(people) -> Case:
    case = referrals.sent(people.school, people.child, people.lead, court.REFERRED)
    return referrals.accepted(case, people.senior, court.REFERRED)


@pytest.fixture
def charged(people) -> Case:
    """A parent charged by requisition on 23 November 2026."""
    ready = court.ready(people, court.final_warning(people))
    court.bundled(ready, people)
    return court.commenced(court.released(court.submitted(ready, people), people), people)


def test_a_target_is_put_right_the_old_one_stays_in_the_timeline_and_the_school_is_told_the_new(
    people, accepted, monkeypatch
):
    event = panel(accepted, people.officer)
    put_right(accepted, event, people.officer, monkeypatch, target="95", reason="The minutes say 95.")
    assert [(row.percent, row.from_on) for row in accepted.targets.all()] == [(Decimal(95), date(2026, 11, 10))]
    assert newest(accepted).facts["target"] == "95"
    timeline = read(accepted, people.officer, "timeline/")
    assert "The minutes say 95. Attendance target Before: 92.00% Now: 95%" in timeline
    assert f"by {people.officer.name} Correction" in timeline
    followed = make.signed_in(people.lead).get(reverse("attendance:draft", args=[accepted.draft.key]))
    assert "The target is 95%." in words_of(followed)
    assert agrees(accepted)


def test_a_review_that_no_longer_fits_a_target_that_was_put_right_is_named(people, accepted, monkeypatch):
    event = panel(accepted, people.officer)
    take(accepted, pathway.RECORD_TARGET_MET, people.officer, MET, attendance="94.00")
    named = (
        "The review of 8 December 2026 found attendance of 94.00% and recorded the target as met. "
        "The target is 95.00%, so it was not met. Look at the review again."
    )
    assert named not in read(accepted, people.officer)
    put_right(accepted, event, people.officer, monkeypatch, target="95")
    assert named in read(accepted, people.officer)
    put_right(accepted, newest(accepted), people.officer, monkeypatch, target="90")
    assert named not in read(accepted, people.officer)


def test_drafts_of_letters_say_what_was_put_right_and_keep_what_an_officer_wrote(people, accepted, monkeypatch):
    event = panel(accepted, people.officer)
    take(accepted, pathway.RECORD_TARGET_MET, people.officer, MET, attendance="96.00")
    letters = Letter.objects.filter(kind="attendance.target_met")
    letters.filter(adult__given="Robin").update(own_paragraph="Well done.")
    release_letter(letters.get(adult__given="Kit"), by=people.senior, on=MET, at=moment(MET))
    page = sent_on(accepted, event, people.officer, monkeypatch, target="95")
    told = {one.adult.given: (one.state, one.context["target"], one.own_paragraph) for one in letters.all()}
    assert told == {"Robin": ("drafted", "95.00%", "Well done."), "Kit": ("released", "92.00%", "")}
    warned = [str(one) for one in page.context["messages"] if one.level_tag == "warning"]
    assert warned == [
        f"{accepted.reference}: “Attendance target met” still says what was recorded before, and is released: "
        "withdraw it and draft it again."
    ]


def sent_on(case, event, by, monkeypatch, **answers):
    """The page to which a correction leads, read on 3 May 2028."""
    monkeypatch.setenv("OXLE_NOW", "2028-05-03T10:00")
    client = make.signed_in(by)
    page = send(client, opened(case, event, by), case, event, **answers)
    return client.get(page.url)


def test_who_came_to_a_panel_is_put_right_and_its_place(people, accepted, monkeypatch):
    event = panel(accepted, people.officer)
    robin = court.parent(accepted, "Robin")
    put_right(
        accepted, event, people.officer, monkeypatch, parents_present=[robin.key], place="Town Hall", child_present="no"
    )
    words = read(accepted, people.officer)
    assert "At Town Hall. Came: Robin Example. The pupil was not there." in words
    timeline = read(accepted, people.officer, "timeline/")
    for line in (
        "Where was it held? Before: Example School Now: Town Hall",
        "Which parents came? Before: Nothing Now: Robin Example",
        "Was the pupil there? Before: Yes Now: No",
    ):
        assert line in timeline


def test_the_record_of_an_interview_is_put_right_before_it_is_in_a_bundle(people, accepted, monkeypatch):
    event = interview(accepted, people.officer, court.parent(accepted, "Robin"), date(2026, 11, 6), attended=True)
    said = {"questions_text": "Q: Why?\nA: Illness.", "ended": "11:15", "target": "90", "attended": "no"}
    put_right(accepted, event, people.officer, monkeypatch, **said)
    held = PaceInterview.objects.get(event=event)
    assert held.questions == [{"question": "Why?", "answer": "Illness."}]
    assert held.ended_at == moment(date(2026, 11, 6)).replace(hour=11, minute=15)
    # Whether the parent came is the step itself: nothing that is sent changes that.
    assert held.attended is True
    assert Target.objects.get(event=event).percent == Decimal(90)
    timeline = read(accepted, people.officer, "timeline/")
    assert "Questions and answers (if the parent came) Before: Q: Why? A: Work. Now: Q: Why? A: Illness." in timeline
    assert agrees(accepted)
    # An interview is read by those who may read legal papers, and so is what was put right of it.
    assert "Illness" not in read(accepted, people.manager, "timeline/")


def test_a_target_that_was_set_cannot_be_taken_out_of_an_interview(people, accepted, monkeypatch):
    event = interview(accepted, people.officer, court.parent(accepted, "Robin"), date(2026, 11, 6), attended=True)
    monkeypatch.setenv("OXLE_NOW", "2028-05-03T10:00")
    page = sent(accepted, event, people.officer, target=None)
    assert "A target that was set stays. Put right what it was." in words_of(page)
    assert Target.objects.get(event=event).percent == Decimal(95)


def test_what_a_released_bundle_holds_is_not_put_right_until_the_solicitor_returns_the_papers(people, monkeypatch):
    referral = court.final_warning(people)
    ready = court.ready(people, referral)
    event = referral.events.get(step="record_panel")
    court.bundled(ready, people)
    case = court.released(court.submitted(ready, people), people)
    page = make.signed_in(people.officer).get(f"/cases/{referral.key}/events/{event.order}/correct/")
    assert f"A court bundle that was released holds this record as it stands, {case.reference}." in words_of(page)
    assert "form" not in page.context
    court.taken(case, court_pathway.RETURN_PAPERS, people.solicitor, court.BEGUN, reason="The minutes differ.")
    put_right(referral, event, people.officer, monkeypatch, discussed="Mornings and the bus.")
    assert "Mornings and the bus." in read(referral, people.officer)


def test_the_number_and_the_court_of_a_charge_are_put_right_and_its_letter_follows(people, charged, monkeypatch):
    event = charged.events.get(step="commence")
    put_right(charged, event, people.officer, monkeypatch, urn="43AB7654321", court="Other Magistrates’ Court")
    begun = queries.commencement_of(charged)
    assert (begun.urn, begun.court, begun.served_on) == ("43AB7654321", "Other Magistrates’ Court", court.BEGUN)
    letter = Letter.objects.get(kind="attendance.court_requisition")
    assert (letter.context["urn"], letter.context["court"]) == ("43AB7654321", "Other Magistrates’ Court")
    assert "Court reference 43AB7654321" in read(charged, people.officer)
    assert agrees(charged)


def test_what_the_court_did_at_a_hearing_is_put_right(people, charged, monkeypatch):
    prosecution.record_hearing(
        charged,
        court_pathway.RECORD_HEARING,
        data={"court": "Example Magistrates’ Court", "result": "Adjuorned.", "hearing_on": date(2027, 2, 10)},
        by=people.officer,
        on=date(2027, 1, 12),
        at=moment(date(2027, 1, 12)),
        version=charged.version,
        facts={"hearing_on": "2027-02-10"},
    )
    event = charged.events.get(step="hearing")
    put_right(charged, event, people.officer, monkeypatch, result="Adjourned for trial.", hearing_on="")
    words = read(charged, people.officer)
    assert "12 January 2027, Example Magistrates’ Court: Adjourned for trial." in words
    assert "10 February 2027" not in words
    assert "next_hearing" not in court.dates_of(charged)


def test_a_plea_is_put_right_also_in_the_outcome(people, charged, monkeypatch):
    outcome(pleaded(charged, people), people)
    put_right(charged, charged.events.get(step="plea"), people.officer, monkeypatch, plea="not_guilty")
    assert (queries.plea_of(charged), queries.outcome_of(charged).plea) == ("not_guilty", "not_guilty")


def test_verdict_fine_and_costs_are_put_right_and_the_letters_not_yet_released_follow(people, charged, monkeypatch):
    outcome(pleaded(charged, people), people)
    event = charged.events.get(step="outcome")
    put_right(charged, event, people.solicitor, monkeypatch, fine="660.00", costs="90.00", reason="The order says so.")
    told = Letter.objects.get(kind="attendance.outcome_parent").context
    assert (told["fine"], told["costs"]) == ("660.00", "90.00")
    none = dict.fromkeys(("convicted_of", "sentence", "fine", "costs"))
    put_right(charged, newest(charged), people.officer, monkeypatch, verdict="not_guilty", **none)
    decided = queries.outcome_of(charged)
    assert (decided.verdict, decided.convicted_of, decided.sentence, decided.fine) == ("not_guilty", "", "", None)
    told = Letter.objects.get(kind="attendance.outcome_parent").context
    assert told["verdict"] == "Not guilty"
    assert "fine" not in told
    timeline = read(charged, people.officer, "timeline/")
    assert "The order says so. Fine Before: £440.00 Now: £660.00 Costs Before: £85.00 Now: £90.00" in timeline
    assert agrees(charged)


def test_a_correction_obeys_the_same_law_as_the_step(people, charged, monkeypatch):
    outcome(pleaded(charged, people), people)
    monkeypatch.setenv("OXLE_NOW", "2028-05-03T10:00")
    page = sent(charged, charged.events.get(step="outcome"), people.officer, fine="1000.01")
    assert "The fine cannot be more than £1,000.00 for this offence." in words_of(page)
    assert queries.outcome_of(charged).fine == Decimal("440.00")


def test_of_two_who_correct_one_entry_the_second_is_told_and_loses_nothing(people, accepted, monkeypatch):
    event = panel(accepted, people.officer)
    monkeypatch.setenv("OXLE_NOW", "2028-05-03T10:00")
    second = opened(accepted, event, people.senior)
    assert sent(accepted, event, people.officer, target="95").status_code == 302
    page = send(make.signed_in(people.senior), second, accepted, event, target="97", reason="I heard 97.")
    assert page.status_code == 409
    words = words_of(page)
    assert "This has been corrected already" in words
    assert f"{people.officer.name} corrected it on 3 May 2028" in words
    assert "I heard 97." in words
    assert accepted.targets.get().percent == Decimal(95)


def test_a_page_that_went_stale_is_looked_at_again_before_it_is_sent(people, accepted, monkeypatch):
    event = panel(accepted, people.officer)
    monkeypatch.setenv("OXLE_NOW", "2026-12-09T10:00")
    shown = opened(accepted, event, people.officer)
    take(accepted, pathway.RECORD_TARGET_MET, people.officer, MET, attendance="94.00")
    page = send(make.signed_in(people.officer), shown, accepted, event, target="95")
    assert "The case changed while you had this page open." in words_of(page)
    assert accepted.targets.get().percent == Decimal(92)
    again = {**shown, "version": page.context["version"]}
    assert send(make.signed_in(people.officer), again, accepted, event, target="95").status_code == 302


def test_a_correction_says_why_and_changes_something(people, accepted, monkeypatch):
    event = panel(accepted, people.officer)
    monkeypatch.setenv("OXLE_NOW", "2028-05-03T10:00")
    assert "Enter why this is being corrected" in words_of(
        sent(accepted, event, people.officer, target="95", reason="")
    )
    assert "Nothing is changed." in words_of(sent(accepted, event, people.officer))
    assert accepted.events.filter(supersedes=event).count() == 0


@pytest.mark.parametrize(
    ("meeting", "said"),
    [
        ("28/12/2026", "The school is closed on Monday 28 December 2026"),
        ("21/11/2026", "The school is closed on Saturday 21 November 2026: weekend."),
    ],
)
def test_a_meeting_moved_to_a_day_without_school_is_asked_about(people, accepted, monkeypatch, meeting, said):
    facts = {"meeting_on": "2026-11-17", "meeting_time": "10:30", "place": "Example School"}
    event = take(accepted, pathway.INVITE_PANEL, people.officer, date(2026, 11, 2), **facts)
    monkeypatch.setenv("OXLE_NOW", "2026-11-03T10:00")
    page = sent(accepted, event, people.officer, meeting_on=meeting)
    assert said in words_of(page)
    tick = next(name for name in page.context["form"].fields if name.startswith("meeting_on_meant"))
    assert sent(accepted, event, people.officer, meeting_on=meeting, **{tick: "on"}).status_code == 302
    assert newest(accepted).facts["place"] == "Example School"


def test_where_and_at_what_time_a_meeting_is_are_put_right_and_the_invitation_follows(people, accepted, monkeypatch):
    facts = {"meeting_on": "2026-11-17", "meeting_time": "10:30", "place": "Example School"}
    event = take(accepted, pathway.INVITE_PANEL, people.officer, date(2026, 11, 2), **facts)
    monkeypatch.setenv("OXLE_NOW", "2026-11-03T10:00")
    assert sent(accepted, event, people.officer, meeting_time="11:00", place="Town Hall").status_code == 302
    letters = Letter.objects.filter(kind="attendance.panel_invitation")
    assert [(one.context["meeting_time"], one.context["place"]) for one in letters] == [("11:00", "Town Hall")] * 2
    assert "Time of the meeting Before: 10:30 Now: 11:00" in read(accepted, people.officer, "timeline/")


def test_a_released_letter_that_says_what_was_put_right_is_not_posted_and_a_posted_one_is_to_be_sent_again(
    people, accepted, monkeypatch
):
    facts = {"meeting_on": "2026-11-17", "meeting_time": "10:30", "place": "Example School"}
    event = take(accepted, pathway.INVITE_PANEL, people.officer, date(2026, 11, 2), **facts)
    accepted.owner = people.officer
    accepted.save(update_fields=["owner"])
    made = moment(date(2026, 11, 2))
    posted, waiting = Letter.objects.filter(kind="attendance.panel_invitation").order_by("pk")
    for letter in (posted, waiting):
        release_letter(letter, by=people.senior, on=made.date(), at=made)
    record_sent(posted, by=people.officer, on=made.date(), at=made, method=Method.FIRST_CLASS, pdf_follows=True)
    monkeypatch.setenv("OXLE_NOW", "2026-11-03T10:00")
    assert sent(accepted, event, people.officer, place="Town Hall").status_code == 302
    today = moment(date(2026, 11, 3))
    waiting.refresh_from_db()
    with pytest.raises(Refused, match="What it says was put right on 3 November 2026"):
        record_sent(waiting, by=people.officer, on=today.date(), at=today, method=Method.FIRST_CLASS, pdf_follows=True)
    asked = [task.why for task in sending_again.tasks_of(people.officer, today.date())]
    assert asked == ["What it says was put right on 3 November 2026"]
