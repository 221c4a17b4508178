"""A referral that was begun and given up before it became a case goes by itself, in its time, and nothing else does."""

from datetime import date

import pytest
from django.db import InternalError, transaction

from attendance.referrals import drafting, receiving, sections
from attendance.referrals.models import Draft, DraftFile
from attendance.retention import UNSENT_DAYS
from oxle.accounts.models import User
from oxle.cases import casework, destroying, disposal
from oxle.cases.actions import duty_team
from oxle.cases.disposal_models import Disposal
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.removing import open_the_door
from oxle.core.rules import change_rule
from oxle.documents.actions import store_made
from oxle.documents.models import File
from oxle.documents.types import PDF
from oxle.schools.models import School
from tests import make
from tests.attendance import court, unlisted
from tests.attendance import make as referrals
from tests.audit.test_sealing import seal
from tests.cases.closed import at
from tests.cases.test_destroying import on_disk, payloads, texts

pytestmark = pytest.mark.django_db
BEGUN = date(2026, 10, 16)
# 180 days after the 16 October are the 14 April.
LAST, OVER = date(2027, 4, 14), date(2027, 4, 15)


@pytest.fixture
def school() -> School:
    referrals.calendar()
    return make.school()


@pytest.fixture
def lead(school) -> User:
    return make.user("school_attendance_lead", school.organisation)


def begun(school: School, lead: User) -> Draft:
    """A referral that is being filled in, with a file."""
    draft = drafting.start_draft(school=school, child=referrals.family(school), by=lead, at=at(BEGUN))
    drafting.save_section(draft, sections.REASON, {"cause": "Quite private."}, version=draft.version, at=at(BEGUN))
    kept = store_made(court.a_page(), kind=PDF, name="letter.pdf", at=at(BEGUN))
    drafting.attach_to_draft(draft, kept, section=sections.EVIDENCE, title="A letter", at=at(BEGUN))
    draft.refresh_from_db()
    return draft


def test_a_referral_that_was_never_sent_goes_when_nobody_touched_it_for_the_days_of_the_setting(school, lead, files):
    begun(school, lead)
    destroying.run(at=at(LAST))
    assert Draft.objects.count() == 1
    destroying.run(at=at(OVER))
    assert (Draft.objects.count(), DraftFile.objects.count(), File.objects.count(), on_disk(files)) == (0, 0, 0, 0)
    assert "Quite private." not in texts()


def test_its_certificate_says_by_which_rule_and_that_nobody_decided(school, lead, files):
    draft = begun(school, lead)
    destroying.run(at=at(OVER))
    row = Disposal.objects.get()
    assert (row.record, row.state, row.by, row.answered_by) == ("Referral that was never sent", "destroyed", None, None)
    assert row.rule_words.startswith("180 days from the day it was last touched (The service’s choice")
    assert (row.closed_on, row.counts) == (BEGUN, [["files attached to it", 1]])
    assert draft.pupil_name not in str(Disposal.objects.values().get())


def test_whoever_touches_it_keeps_it(school, lead):
    draft = begun(school, lead)
    drafting.save_section(draft, sections.REASON, {"cause": "More."}, version=draft.version, at=at(LAST))
    destroying.run(at=at(OVER))
    assert Draft.objects.count() == 1


def test_one_that_was_discarded_goes_as_long_after_that(school, lead):
    draft = begun(school, lead)
    drafting.discard(draft, version=draft.version, at=at(LAST))
    destroying.run(at=at(OVER))
    assert Draft.objects.count() == 1
    destroying.run(at=at(date(2027, 10, 12)))
    assert Draft.objects.count() == 0


def test_what_the_council_has_never_goes_by_itself(school, lead):
    sent = Draft.objects.get(case=referrals.sent(school, referrals.family(school), lead, BEGUN))
    waits = unlisted.held(school, lead, BEGUN)
    returned = returned_to(school, lead)
    destroying.run(at=at(date(2040, 1, 9)))
    assert set(Draft.objects.all()) == {sent, waits, returned}


def returned_to(school: School, by: User, message: InboxMessage | None = None) -> Draft:
    """A referral of a pupil who was typed in, sent, and returned because nobody can say who the pupil is."""
    draft = unlisted.held(school, by, BEGUN, unlisted.typed_pupil(given="Gale"))
    Draft.objects.filter(pk=draft.pk).update(message=message)
    receiving.return_unidentified(draft, because="Who is it?", by=by, on=BEGUN, at=at(BEGUN), version=draft.version)
    draft.refresh_from_db()
    return draft


def taken_back(school: School, by: User, message: InboxMessage | None = None) -> Draft:
    """The same, with a file, and discarded on the day it came back."""
    draft = returned_to(school, by, message)
    kept = store_made(court.a_page(), kind=PDF, name="letter.pdf", at=at(BEGUN))
    drafting.attach_to_draft(draft, kept, section=sections.EVIDENCE, title="A letter", at=at(BEGUN))
    drafting.discard(draft, version=draft.version, at=at(BEGUN))
    return draft


# Six years after the 16 October 2026.
KEPT_TO, GONE_ON = date(2032, 10, 16), date(2032, 10, 17)


def test_one_that_was_sent_and_taken_back_goes_six_years_after_it_was_discarded(school, lead, files):
    taken_back(school, lead)
    destroying.run(at=at(KEPT_TO))
    assert Draft.objects.count() == 1
    destroying.run(at=at(GONE_ON))
    assert (Draft.objects.count(), DraftFile.objects.count(), File.objects.count(), on_disk(files)) == (0, 0, 0, 0)
    assert "Gale" not in texts()


def test_the_certificate_of_one_taken_back_has_the_reference_that_the_school_was_given(school, lead):
    draft = taken_back(school, lead)
    destroying.run(at=at(GONE_ON))
    row = Disposal.objects.get()
    assert (row.reference, row.record) == (draft.reference, "Referral that was sent and then taken back")
    assert row.rule_words == (
        "6 years from the day it was discarded (Local retention schedule (unsourced): no line names it, so as an "
        "attendance case)"
    )
    assert (row.by, row.closed_on, row.counts) == (None, BEGUN, [["files attached to it", 1]])


def test_whoever_reads_the_certificate_is_told_that_nobody_decided(school, lead):
    taken_back(school, lead)
    destroying.run(at=at(GONE_ON))
    row, manager = Disposal.objects.get(), make.signed_in(make.user("manager"))
    page = manager.get(f"/disposals/certificates/{row.key}/")
    assert [(fact["key"], fact["value"]) for fact in page.context["facts"][2:4]] == [
        ("Last touched", "16 October 2026"),
        ("Decided by", ["Nobody: it goes by itself", row.reason]),
    ]
    assert row.reference in manager.get("/disposals/certificates/").text


def from_a_message(officer: User) -> InboxMessage:
    """A call that waits in the team's inbox."""
    return casework.receive_message(
        team=duty_team("attendance"),
        channel="phone",
        received_on=BEGUN,
        sender="A head",
        text="Please look at Ash.",
        files=[],
        by=officer,
        at=at(BEGUN),
    )


def answered(came: InboxMessage, by: User) -> None:
    """Answer a message."""
    casework.answer_message(came, "Rang back.", by=by, at=at(BEGUN), version=came.version)


def test_what_an_officer_began_from_a_message_stays_while_the_message_waits(school):
    officer = make.user("attendance_officer")
    came = from_a_message(officer)
    drafting.start_draft(school=school, child=referrals.family(school), by=officer, at=at(BEGUN), message=came)
    destroying.run(at=at(OVER))
    assert Draft.objects.count() == 1
    answered(came, officer)
    destroying.run(at=at(OVER))
    assert (Draft.objects.count(), InboxMessage.objects.count()) == (0, 1)


def test_one_from_a_message_that_was_sent_and_taken_back_goes_in_its_time_once_the_message_is_answered(school):
    officer = make.user("attendance_officer")
    came = from_a_message(officer)
    taken_back(school, officer, came)
    destroying.run(at=at(GONE_ON))
    assert Draft.objects.count() == 1
    answered(came, officer)
    destroying.run(at=at(KEPT_TO))
    assert Draft.objects.count() == 1
    destroying.run(at=at(GONE_ON))
    assert (Draft.objects.count(), InboxMessage.objects.count()) == (0, 1)


def test_a_hold_on_the_message_keeps_what_was_entered_from_it(school):
    officer, manager = make.user("attendance_officer"), make.user("manager")
    came = from_a_message(officer)
    taken_back(school, officer, came)
    answered(came, officer)
    hold = disposal.put_on_hold(came, reason="A complaint", by=manager, on=BEGUN, at=at(BEGUN))
    destroying.run(at=at(GONE_ON))
    assert Draft.objects.count() == 1
    disposal.lift_hold(hold, reason="Settled", by=manager, at=at(GONE_ON), version=hold.version)
    destroying.run(at=at(GONE_ON))
    assert Draft.objects.count() == 0


@pytest.mark.parametrize("state", ["waits to be identified", "returned", "waits as a message"])
def test_the_door_of_what_was_given_up_lets_go_of_nothing_else(school, lead, state):
    if state == "waits as a message":
        draft = taken_back(school, lead, from_a_message(lead))
    else:
        draft = unlisted.held(school, lead, BEGUN) if state == "waits to be identified" else returned_to(school, lead)
    taken_back(school, lead)
    destroying.run(at=at(GONE_ON))
    open_the_door(Disposal.objects.get())
    with pytest.raises(InternalError, match="can be deleted only by a disposal"), transaction.atomic():
        Draft.objects.filter(pk=draft.pk)._raw_delete("default")


def test_a_hold_on_the_pupil_keeps_it(school, lead):
    draft = begun(school, lead)
    manager = make.user("manager")
    disposal.put_on_hold(draft.child, reason="An inquiry", by=manager, on=BEGUN, at=at(BEGUN))
    destroying.run(at=at(OVER))
    assert Draft.objects.count() == 1


def test_the_setting_counts_as_it_was_on_the_day_it_was_last_touched(school, lead):
    begun(school, lead)
    change_rule(UNSENT_DAYS, "30", from_on=date(2026, 10, 17), reason="Sooner")
    destroying.run(at=at(LAST))
    assert Draft.objects.count() == 1


def test_the_database_lets_no_draft_go_but_through_its_own_door(school, lead):
    begun(school, lead)
    for rows in (DraftFile.objects.all(), Draft.objects.all()):
        with pytest.raises(InternalError, match="can be deleted only by a disposal"), transaction.atomic():
            rows._raw_delete("default")


def test_the_school_is_told_on_the_referrals_page(school, lead, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-10-17T10:00:00+00:00")
    draft = begun(school, lead)
    page = make.signed_in(lead).get(f"/attendance/referrals/{draft.key}/").content.decode()
    assert "this one is removed on" in page
    assert "15 April 2027" in page


def test_one_that_was_sent_and_came_back_names_no_such_day_and_says_what_discarding_it_means(school, lead, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-10-17T10:00:00+00:00")
    draft, client = returned_to(school, lead), make.signed_in(lead)
    assert client.get(f"/attendance/referrals/{draft.key}/").context["goes_on"] is None
    page = client.get(f"/attendance/referrals/{draft.key}/discard/").text
    assert "The County Attendance Team sent it back, and will not get it again." in page
    assert "Nothing has been sent." not in page


@pytest.mark.django_db(transaction=True)
def test_what_the_audit_kept_of_it_goes_a_year_later(school, lead, files):
    begun(school, lead)
    destroying.run(at=at(OVER))
    seal()
    assert payloads("Quite private.") > 0
    destroying.run(at=at(date(2028, 4, 15)))
    assert payloads("Quite private.") == 0
