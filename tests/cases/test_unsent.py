"""A referral that a school began and never sent goes by itself when nobody touched it, and nothing sent does."""

from datetime import date

import pytest
from django.db import InternalError, transaction

from attendance.referrals import drafting, sections
from attendance.referrals.models import Draft, DraftFile
from attendance.retention import UNSENT_DAYS
from oxle.accounts.models import User
from oxle.cases import destroying, disposal
from oxle.cases.disposal_models import Disposal
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


def test_what_reached_the_council_never_goes_by_itself(school, lead):
    sent = Draft.objects.get(case=referrals.sent(school, referrals.family(school), lead, BEGUN))
    waits = unlisted.held(school, lead, BEGUN)
    returned = unlisted.held(school, lead, BEGUN, unlisted.typed_pupil(given="Gale"))
    Draft.objects.filter(pk=returned.pk).update(state="discarded")
    destroying.run(at=at(date(2040, 1, 9)))
    assert set(Draft.objects.all()) == {sent, waits, returned}


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


@pytest.mark.django_db(transaction=True)
def test_what_the_audit_kept_of_it_goes_a_year_later(school, lead, files):
    begun(school, lead)
    destroying.run(at=at(OVER))
    seal()
    assert payloads("Quite private.") > 0
    destroying.run(at=at(date(2028, 4, 15)))
    assert payloads("Quite private.") == 0
