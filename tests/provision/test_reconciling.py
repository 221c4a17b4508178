"""Registers set beside each other: what is a mismatch and what is not, who is told how often, what became of it."""

from datetime import UTC, date, datetime
from io import StringIO
from threading import Thread

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from oxle.accounts.visibility import visible_to
from oxle.audit import acting
from oxle.cases.sweep import sweep
from oxle.core.errors import Refused, Stale
from oxle.core.rules import change_rule
from oxle.correspondence.models import Message
from oxle.people import actions as people
from oxle.provision.actions import add_provider, end_offer, make_offer
from oxle.provision.marks import Mark, expected_on, give_marks
from oxle.provision.mismatch_models import Mismatch, MismatchChange
from oxle.provision.mismatches import OPEN, matters_for
from oxle.provision.models import Offer, OfferKind, Provider, ProviderKind
from oxle.provision.reconciling import explain, reconcile
from oxle.provision.rules import DAY_ENDS
from oxle.registers.actions import write_marks
from oxle.registers.extract import SessionMark
from oxle.registers.extract_rows import Half
from oxle.schools.models import SchoolContact
from tests import make
from tests.at_once import both
from tests.registers.test_weeks import somebody_waits

pytestmark = pytest.mark.django_db
# A Tuesday, and the Monday before it.
TODAY, MONDAY = date(2026, 11, 24), date(2026, 11, 23)
MORNING, AFTERNOON = Half.MORNING, Half.AFTERNOON


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-24T10:00:00+00:00")


def at(hour: int, minute: int = 0, day: date = TODAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


@pytest.fixture
def unit() -> Provider:
    return add_provider(name="Demo Unit", kind=ProviderKind.PRU, by=make.someone())


@pytest.fixture
def school():
    return make.school()


@pytest.fixture
def teacher(unit):
    return make.user("provider", unit.organisation)


@pytest.fixture
def child(school, unit):
    return placed(make.child("Ash", "Example", at=school), unit)


def placed(child, unit: Provider, *, minutes: list[int] | None = None, to_on: date | None = None):
    make_offer(
        child, unit, kind=OfferKind.ALTERNATIVE, from_on=date(2026, 11, 2), to_on=to_on,
        minutes=minutes or [150] * 10, source="OX", by=None,
    )  # fmt: skip
    return child


def at_school(child, school, code: str, day: date = TODAY, half: Half = MORNING) -> None:
    write_marks(child, school, [SessionMark(day, half, code)], source="daily feed", by=None)


def at_unit(unit, teacher, child, says: str, *, day: date = TODAY, half: Half = MORNING, hour: int = 10) -> None:
    before = next(one.says[half] for one in expected_on(teacher, unit, day, TODAY) if one.child == child)
    give_marks(unit, day, [Mark(child.key, half, says, before)], by=teacher, today=TODAY, at=at(hour))


def standing() -> list[tuple[object, ...]]:
    rows = Mismatch.objects.filter(agreed_at=None).order_by("on", "half", "pk")
    return [
        (one.child.shown_name, one.on, Half(one.half), one.kind, one.school_code, one.provider_code) for one in rows
    ]


@pytest.mark.parametrize("code", ["B", "K"])
def test_a_pupil_marked_elsewhere_whom_the_provider_marks_absent_is_a_mismatch_at_once(
    unit, teacher, child, school, code
):
    at_unit(unit, teacher, child, "O")
    assert standing() == []
    at_school(child, school, code)
    assert standing() == [("Ash Example", TODAY, MORNING, "absent", code, "O")]


@pytest.mark.parametrize("says", ["present", "L"])
def test_a_pupil_whom_the_provider_marks_present_or_late_is_no_mismatch(unit, teacher, child, school, says):
    at_unit(unit, teacher, child, says)
    at_school(child, school, "B")
    reconcile(TODAY, TODAY, at=at(23))
    assert standing() == []


def test_a_session_that_nobody_marked_is_a_mismatch_from_the_end_of_the_day_on(child, school):
    at_school(child, school, "B")
    sweep(at=at(15, 59))
    assert standing() == []
    sweep(at=at(16))
    assert standing() == [("Ash Example", TODAY, MORNING, "unmarked", "B", "")]


def test_when_the_day_ends_is_a_setting(child, school):
    change_rule(DAY_ENDS, "18", from_on=TODAY, reason="Evening classes")
    at_school(child, school, "B")
    sweep(at=at(17, 59))
    assert standing() == []
    sweep(at=at(18))
    assert len(standing()) == 1


def test_a_pupil_marked_elsewhere_without_a_place_in_that_session_is_a_mismatch(unit, school):
    mornings = placed(make.child("Birch", "Example", at=school), unit, minutes=[150, 0] * 5)
    nowhere = make.child("Cedar", "Example", at=school)
    at_school(mornings, school, "B", half=AFTERNOON)
    at_school(nowhere, school, "K")
    sweep(at=at(16))
    assert [(*row, one.provider) for row, one in zip(standing(), Mismatch.objects.order_by("half"), strict=True)] == [
        ("Cedar Example", TODAY, MORNING, "unplaced", "K", "", None),
        ("Birch Example", TODAY, AFTERNOON, "unplaced", "B", "", unit),
    ]


def test_code_d_claims_no_presence_so_an_absence_is_a_notice_and_nothing_is_open(unit, teacher, child, school):
    at_school(child, school, "D")
    sweep(at=at(16))
    assert standing() == []
    at_unit(unit, teacher, child, "I", hour=17)
    assert standing() == [("Ash Example", TODAY, MORNING, "notice", "D", "I")]
    assert not Mismatch.objects.get().is_open


def test_code_d_for_a_session_that_is_on_no_timetable_is_a_mismatch_at_once(unit, school):
    mornings = placed(make.child("Birch", "Example", at=school), unit, minutes=[150, 0] * 5)
    at_school(mornings, school, "D", half=AFTERNOON)
    assert standing() == [("Birch Example", TODAY, AFTERNOON, "unscheduled", "D", "")]


def test_code_d_of_a_pupil_who_is_at_another_school_too_is_in_order(school):
    child = make.child("Birch", "Example", at=school)
    make.enrolled(child, make.school("Demo Other School"), kind="dual_subsidiary")
    child.enrolments.filter(school=school).update(kind="dual_main")
    at_school(child, school, "D")
    assert standing() == []


@pytest.mark.parametrize("code", ["/", "I", "C2", "V"])
def test_other_codes_say_nothing_about_a_provider(unit, teacher, child, school, code):
    at_unit(unit, teacher, child, "O")
    at_school(child, school, code)
    sweep(at=at(16))
    assert standing() == []


def test_of_two_places_of_a_day_the_one_on_whose_timetable_the_session_is_counts(unit, teacher, school):
    child = placed(make.child("Elm", "Example", at=school), unit, minutes=[150, 0] * 5)
    placed(child, add_provider(name="A Farm", kind=ProviderKind.NON_SCHOOL, by=make.someone()), minutes=[0, 150] * 5)
    at_unit(unit, teacher, child, "present")
    at_school(child, school, "B")
    sweep(at=at(16))
    assert standing() == []


def test_a_place_that_had_ended_says_nothing(unit, child, school):
    end_offer(Offer.objects.get(), to_on=MONDAY, by=None)
    at_school(child, school, "B", MONDAY)
    at_school(child, school, "B", TODAY)
    sweep(at=at(16))
    assert [row[1:4] for row in standing()] == [(MONDAY, MORNING, "unmarked"), (TODAY, MORNING, "unplaced")]


def test_the_marks_agree_once_the_provider_puts_its_mark_right_and_nothing_is_lost(unit, teacher, child, school):
    at_unit(unit, teacher, child, "O", hour=9)
    at_school(child, school, "B")
    at_unit(unit, teacher, child, "L", hour=11)
    mismatch = Mismatch.objects.get()
    assert (mismatch.agreed_at, mismatch.is_open) == (at(11), False)
    assert history(mismatch) == [("found", "absent", "B", "O"), ("agreed", "absent", "B", "L")]


def test_the_marks_agree_once_the_school_puts_its_mark_right(unit, teacher, child, school):
    at_unit(unit, teacher, child, "I", hour=9)
    at_school(child, school, "B")
    at_school(child, school, "I")
    assert history(Mismatch.objects.get()) == [("found", "absent", "B", "I"), ("agreed", "absent", "I", "I")]


def test_a_mark_that_makes_it_another_mismatch_opens_it_again_and_keeps_what_was_said(unit, teacher, child, school):
    at_school(child, school, "B")
    reconcile(TODAY, TODAY, at=at(16))
    head = make.user("head", at=school.organisation)
    mismatch = Mismatch.objects.get()
    explain(mismatch, 1, because="The unit’s computer was down.", by=head, at=at(17))
    reconcile(TODAY, TODAY, at=at(17, 30))
    assert not Mismatch.objects.get().is_open
    at_unit(unit, teacher, child, "O", hour=18)
    mismatch.refresh_from_db()
    assert (mismatch.kind, mismatch.is_open, mismatch.explained_because) == ("absent", True, "")
    assert [(one.what, one.by, one.because) for one in mismatch.changes.all()] == [
        ("found", None, ""), ("explained", head, "The unit’s computer was down."), ("changed", None, ""),
    ]  # fmt: skip


def test_what_differs_again_is_open_again(unit, teacher, child, school):
    at_unit(unit, teacher, child, "O")
    for code in ("B", "I", "B"):
        at_school(child, school, code)
    assert [what for what, *_ in history(Mismatch.objects.get())] == ["found", "agreed", "changed"]
    assert len(standing()) == 1


def test_what_stands_open_is_looked_at_however_old_it_is(unit, teacher, child, school):
    at_school(child, school, "B", MONDAY)
    reconcile(MONDAY, MONDAY, at=at(16))
    # A place that had already ended, entered a month later: nobody’s mark arrives to say so.
    Offer.objects.update(minutes=[0] * 10)
    sweep(at=at(16, day=date(2026, 12, 22)))
    assert [row[3] for row in standing()] == ["unplaced"]


def history(mismatch: Mismatch) -> list[tuple[str, str, str, str]]:
    return [(one.what, one.kind, one.school_code, one.provider_code) for one in mismatch.changes.all()]


def test_matching_again_changes_nothing_and_tells_nobody_twice(child, school):
    make.user("head", at=school.organisation)
    at_school(child, school, "B")
    done = [sweep(at=at(16, minute)).mismatched for minute in (0, 5)]
    assert (done, Mismatch.objects.get().version, MismatchChange.objects.count()) == ([1, 0], 1, 1)
    assert Message.objects.filter(kind="cases.mismatch").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_make_one_mismatch_and_one_e_mail(child, school):
    make.user("head", at=school.organisation)
    at_school(child, school, "B")
    swept = []
    assert both(*[lambda: swept.append(sweep(at=at(16)))] * 2) == ["done", "done"]
    assert sorted((done.mismatched, done.failed) for done in swept) == [(0, 0), (1, 0)]
    assert (Mismatch.objects.count(), MismatchChange.objects.count()) == (1, 1)
    assert Message.objects.filter(kind="cases.mismatch").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_marks_that_arrive_at_once_do_not_miss_each_other(unit, teacher, child, school):
    def second() -> None:
        try:
            with acting("test"):
                at_school(child, school, "B")
        finally:
            connection.close()

    thread = Thread(target=second)
    with acting("test"):
        at_unit(unit, teacher, child, "O")
        thread.start()
        while not somebody_waits():
            assert thread.is_alive()
    thread.join()
    assert standing() == [("Ash Example", TODAY, MORNING, "absent", "B", "O")]


def test_the_school_its_safeguarding_lead_and_the_council_are_told_the_same_day_and_no_name_is_said(
    unit, teacher, child, school
):
    for role in ("exclusion_officer", "manager", "tracking_officer", "attendance_officer", "virtual_school_officer"):
        make.user(role)
    make.user("head", at=school.organisation)
    make.user("head", at=make.school("Other School").organisation, name="Other head")
    SchoolContact.objects.create(
        school=school, name="Demo Lead", job="Designated safeguarding lead", email="dsl@example.org"
    )
    SchoolContact.objects.create(
        school=school, name="Demo Left", job="Safeguarding", email="left@example.org", left_on=MONDAY
    )
    at_unit(unit, teacher, child, "O")
    at_school(child, school, "B")
    told = Message.objects.filter(kind="cases.mismatch")
    # The child is not looked after, so the Virtual School does not see them.
    assert {one.user.name if one.user else one.email for one in told} == {
        "Example exclusion officer", "Example manager", "Example head", "dsl@example.org",
    }  # fmt: skip
    assert {(one.link, one.reference, one.due_at) for one in told} == {("/mismatches/", "1", at(10))}


def test_all_that_is_found_at_once_is_one_e_mail_to_each_person_about_their_own_pupils(unit, child, school):
    other = make.school("Other School")
    for place, name in ((school, "Example head"), (other, "Other head")):
        make.user("head", at=place.organisation, name=name)
    make.user("exclusion_officer")
    at_school(child, school, "B", half=MORNING)
    at_school(child, school, "B", half=AFTERNOON)
    at_school(placed(make.child("Birch", "Example", at=other), unit), other, "K")
    sweep(at=at(16))
    found = Message.objects.filter(kind="cases.mismatch")
    assert dict(found.values_list("user__name", "reference")) == {
        "Example head": "2", "Other head": "1", "Example exclusion officer": "3",
    }  # fmt: skip
    assert found.count() == 3


def test_of_a_restricted_child_only_those_are_told_who_may_see_the_child(child, school):
    make.user("exclusion_officer")
    make.user("head", at=school.organisation)
    people.restrict(child, child.version, because="A refuge.", by=make.someone(), on=TODAY)
    at_school(child, school, "B")
    sweep(at=at(16))
    assert [one.user.name for one in Message.objects.filter(kind="cases.mismatch")] == ["Example head"]


def test_a_notice_goes_to_the_school_alone(unit, teacher, child, school):
    make.user("exclusion_officer")
    make.user("head", at=school.organisation)
    at_school(child, school, "D")
    at_unit(unit, teacher, child, "I")
    assert [(one.kind, one.user.name) for one in Message.objects.all()] == [("cases.absent_elsewhere", "Example head")]


def test_a_rehearsal_says_what_would_be_found_and_keeps_nothing(child, school, monkeypatch):
    at_school(child, school, "B")
    monkeypatch.setenv("OXLE_NOW", "2026-11-24T16:00:00+00:00")
    said = StringIO()
    call_command("sweep", "--dry-run", stdout=said)
    assert "2026-11-24: Not marked by the provider" in said.getvalue()
    assert "1 mismatched" in said.getvalue()
    assert not Mismatch.objects.exists()
    assert not Message.objects.exists()


def test_an_explanation_is_refused_for_what_is_not_open_and_stale_when_a_mark_has_changed(unit, teacher, child, school):
    head = make.user("head", at=school.organisation)
    at_school(child, school, "B")
    reconcile(TODAY, TODAY, at=at(16))
    seen = Mismatch.objects.get()
    at_unit(unit, teacher, child, "O", hour=17)
    with pytest.raises(Stale):
        explain(seen, seen.version, because="The computer was down.", by=head, at=at(18))
    at_unit(unit, teacher, child, "present", hour=19)
    now = Mismatch.objects.get()
    with pytest.raises(Refused, match="is not open any more"):
        explain(now, now.version, because="The computer was down.", by=head, at=at(20))


def test_a_schools_staff_see_their_own_registers_mismatches_of_their_own_pupils(child, school):
    other = make.school("Demo Other School")
    at_school(child, school, "K")
    at_school(child, other, "K")
    reconcile(TODAY, TODAY, at=at(16))
    assert Mismatch.objects.count() == 2
    head = make.user("head", at=school.organisation)
    assert [one.school for one in visible_to(head, Mismatch)] == [school]
    assert not visible_to(make.user("head", at=other.organisation, name="Other head"), Mismatch).exists()
    assert visible_to(make.user("exclusion_officer"), Mismatch).count() == 2


def test_the_database_refuses_a_second_mismatch_of_a_session_and_an_explanation_by_nobody(child, school):
    facts = {"child": child, "school": school, "on": TODAY, "half": 0, "school_code": "B", "found_at": at(16)}
    Mismatch.objects.create(**facts, kind="unmarked")
    with pytest.raises(IntegrityError, match="one_mismatch_a_session"), transaction.atomic():
        Mismatch.objects.create(**facts, kind="absent")
    with pytest.raises(IntegrityError, match="mismatch_is_explained_by_somebody"), transaction.atomic():
        Mismatch.objects.update(explained_because="Somebody said so.")
    with pytest.raises(IntegrityError, match="mismatch_is_of_a_kind"), transaction.atomic():
        Mismatch.objects.update(kind="other")


def test_what_happened_to_a_mismatch_can_never_be_changed(child, school):
    at_school(child, school, "B")
    reconcile(TODAY, TODAY, at=at(16))
    with pytest.raises(Exception, match="Cannot update rows from provision_mismatchchange"), transaction.atomic():
        MismatchChange.objects.update(kind="absent")


def test_many_are_matched_in_as_many_queries_as_one(unit, child, school):
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            reconcile(TODAY, TODAY, at=at(16))
        return len([one for one in captured.captured_queries if "SAVEPOINT" not in one["sql"]])

    at_school(child, school, "B")
    alone = asked()
    for given in ("Birch", "Cedar", "Elm"):
        at_school(placed(make.child(given, "Example", at=school), unit), school, "B")
    assert (asked(), len(standing())) == (alone, 4)


def test_of_a_pupil_without_a_recorded_place_all_sessions_are_one_matter_told_once_and_explained_together(
    unit, school, monkeypatch
):
    monkeypatch.setenv("OXLE_NOW", "2026-11-24T17:00:00+00:00")
    head, officer = make.user("head", at=school.organisation), make.user("exclusion_officer")
    nowhere = make.child("Cedar", "Example", at=school)
    told = Message.objects.filter(kind="cases.mismatch", user__in=[head, officer])

    def listed() -> list[tuple[object, ...]]:
        rows = matters_for(officer).filter(OPEN).order_by("child__shown_name", "-sessions")
        return [(one.child.shown_name, one.on, one.sessions, one.since_on) for one in rows]

    for on, half in ((MONDAY, MORNING), (MONDAY, AFTERNOON), (TODAY, MORNING)):
        at_school(nowhere, school, "K", on, half)
    assert (told.count(), len(standing())) == (2, 3)
    assert listed() == [("Cedar Example", TODAY, 3, MONDAY)]
    # Another pupil is another matter, and so is another school.
    other = make.school("Demo Other School")
    at_school(make.child("Dale", "Example", at=school), school, "B")
    at_school(nowhere, other, "B", half=AFTERNOON)
    assert listed() == [
        ("Cedar Example", TODAY, 3, MONDAY), ("Cedar Example", TODAY, 1, TODAY), ("Dale Example", TODAY, 1, TODAY),
    ]  # fmt: skip
    assert told.count() == 2 + 2 + 1
    newest = Mismatch.objects.get(school=school, child=nowhere, on=TODAY)
    page = make.signed_in(officer).get(reverse("provision:explain", args=[newest.key])).content.decode()
    assert "3 open since 23 November 2026" in page
    seen = list(Mismatch.objects.filter(child=nowhere, school=school).values_list("key", flat=True))
    assert all(key in page for key in seen)
    # A session that came after the page was shown is not explained with those that were on it.
    at_school(nowhere, school, "K", TODAY, AFTERNOON)
    explain(newest, newest.version, because="At his aunt’s farm.", by=head, at=at(17), seen=seen)
    assert [one.half for one in Mismatch.objects.filter(OPEN, child=nowhere, school=school)] == [AFTERNOON]
    since = Mismatch.objects.get(OPEN, child=nowhere, school=school)
    explain(since, since.version, because="At his aunt’s farm.", by=head, at=at(17))
    theirs = Mismatch.objects.filter(child=nowhere, school=school)
    assert [one.explained_because for one in theirs] == ["At his aunt’s farm."] * 4
    assert [history(one)[-1][0] for one in theirs] == ["explained"] * 4
    assert [row[0] for row in listed()] == ["Cedar Example", "Dale Example"]
    # What is claimed after that was not explained: it is told of, once.
    wednesday, before = date(2026, 11, 25), told.count()
    monkeypatch.setenv("OXLE_NOW", "2026-11-25T17:00:00+00:00")
    for half in (MORNING, AFTERNOON):
        at_school(nowhere, school, "K", wednesday, half)
    assert told.count() == before + 2
    # Once a place is recorded it is no matter of this kind any more, but of the provider’s own marks.
    placed(nowhere, unit)
    reconcile(MONDAY, wednesday, at=at(17, day=wednesday))
    assert {one.kind for one in Mismatch.objects.filter(child=nowhere, school=school)} == {"unmarked"}
