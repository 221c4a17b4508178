"""Returns of schools are matched with care, kept when late, challenged without a ground, and never close a case."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.urls import reverse

from cme import deleting, entering, pathway, returning
from cme.grounds import ABSENT, DIED, GROUNDS, HOME, LEAVE, MOVED, NONE, OTHER_SCHOOL, OVER_AGE
from cme.models import AuthorityRequest, Cause, Deletion, GroundText, NewPupil, Source
from cme.return_queries import deletions_for, letter_text_of
from cme.work import tasks_of
from ehe import actions as home_education
from ehe import pathway as home_pathway
from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.audit.models import Sight
from oxle.cases import actions as cases
from oxle.cases import casework, duties, national_return
from oxle.cases.abandoning import remove_next
from oxle.cases.challenge_register import register_for
from oxle.cases.challenges import challenges_of, waiting
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case
from oxle.cases.sweep import sweep
from oxle.cases.taking_back import take_back
from oxle.core.errors import Refused, Stale
from oxle.correspondence.models import Message
from oxle.people.ages import school_age
from oxle.people.models import Conflict
from oxle.schooldays.census_days import census_day
from oxle.schools.models import School
from tests import make
from tests.cme.make import TOLD_ON, People
from tests.ehe.make import told_of_home
from tests.exclusions.make import moment

pytestmark = pytest.mark.django_db
UPN = "H801200001001"
LATER = date(2026, 11, 20)
DAY = timedelta(days=1)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")
    made = People()
    made.child.upn = UPN
    made.child.save()
    return made


def told(people: People, **changes: Any) -> dict[str, Any]:
    """What a school tells of a new pupil, who is the child but for what differs."""
    name = people.child.names.get()
    said = {"given": name.given, "family": name.family, "upn": UPN, "born_on": people.child.born_on,
            "lines": "1 Example Street", "postcode": "", "came_from": "", "entered_on": date(2026, 11, 19)}  # fmt: skip
    return said | changes


def came(people: People, **changes: Any) -> NewPupil:
    school = make.school("Far School")
    lead = make.user("school_attendance_lead", school.organisation, name="Far lead")
    return returning.tell_new_pupil(school, told(people, **changes), by=lead, on=LATER, at=moment(LATER))


def gone(people: People, **changes: Any) -> Deletion:
    said = {"ground": OTHER_SCHOOL.key, "deleted_on": date(2026, 11, 13), "last_attended_on": date(2026, 11, 12),
            "destination_school": None, "destination": "Northmere, says the mother."}  # fmt: skip
    return returning.tell_deleted(
        people.school, people.child, said | changes, by=people.lead, on=LATER, at=moment(LATER)
    )


def looked_for(people: People) -> Case:
    case = people.refer()
    people.take(case, pathway.CLEAR, TOLD_ON, looked_at="Nothing open.")
    return case


def test_a_new_pupil_return_is_due_on_the_fifth_day_after_the_entry_weekends_counted(people: People) -> None:
    # W60
    assert came(people).due_on == date(2026, 11, 24)


def test_a_late_return_is_kept_and_labelled(people: People) -> None:
    made = came(people, entered_on=date(2026, 11, 2))
    assert made.due_on < made.told_on
    page = make.signed_in(people.officer).get(reverse("cme:returns")).content.decode()
    assert "Late" in page


@pytest.mark.parametrize(
    ("changes", "match"),
    [
        ({}, "upn"),
        # Another child's number, mistyped: the day of birth does not agree.
        ({"born_on": date(2013, 1, 1)}, "waits"),
        ({"upn": "", "postcode": "zz9 9zz"}, "details"),
        ({"upn": "", "postcode": "ZZ1 1ZZ"}, "waits"),
        ({"upn": ""}, "waits"),
        ({"upn": "", "family": "Other", "postcode": "ZZ9 9ZZ"}, "waits"),
        # A new UPN where the child had another: name, birth and address still tell.
        ({"upn": "R674123101121", "postcode": "ZZ9 9ZZ"}, "details"),
    ],
)
def test_a_return_is_matched_by_upn_then_by_name_birth_and_address_and_else_waits(
    people: People, changes: dict[str, Any], match: str
) -> None:
    make.address(people.parent, postcode="ZZ9 9ZZ")
    made = came(people, **changes)
    assert (made.match, made.child) == (match, None if match == "waits" else people.child)


def test_two_children_who_may_be_meant_are_left_to_a_person(people: People) -> None:
    name = people.child.names.get()
    make.child(name.given, name.family, people.child.born_on, at=people.school)
    make.address(people.parent, postcode="ZZ9 9ZZ")
    assert came(people, upn="", postcode="ZZ9 9ZZ").match == "waits"


def test_a_matched_return_closes_nothing_and_lets_one_officer_close(people: People) -> None:
    case = looked_for(people)
    assert came(people).case == case
    case.refresh_from_db()
    assert case.closed_on is None
    people.take(case, pathway.CLOSE_ENROLLED, LATER)
    case.refresh_from_db()
    assert case.stage == "enrolled"


def test_an_officer_says_whom_a_return_is_about_or_that_we_hold_nobody(people: People) -> None:
    case = looked_for(people)
    made = came(people, upn="")
    assert [one.title for one in tasks_of(people.officer, LATER)] == ["Say whom a new-pupil return is about"]
    client = make.signed_in(people.officer)
    page = client.get(reverse("cme:match", args=[made.key])).content.decode()
    assert people.child.key in page
    client.post(reverse("cme:match", args=[made.key]), {"child": people.child.key, "version": made.version})
    made.refresh_from_db()
    assert (made.match, made.child, made.matched_by, made.case) == ("person", people.child, people.officer, case)
    assert tasks_of(people.officer, LATER) == []
    # A slip is put right: whoever was chosen is then not closed by it.
    page = client.get(reverse("cme:returns")).content.decode()
    assert reverse("cme:match", args=[made.key]) in page
    returning.decide(made, made.version, child=None, by=people.officer)
    assert (made.match, made.case) == ("nobody", None)
    sure = returning.tell_new_pupil(made.school, told(people), by=made.told_by, on=LATER, at=moment(LATER))
    with pytest.raises(Refused, match="for certain"):
        returning.decide(sure, sure.version, child=None, by=people.officer)


def test_whom_a_return_is_about_stands_while_a_case_is_closed_on_it(people: People) -> None:
    case = looked_for(people)
    made = came(people, upn="")
    returning.decide(made, made.version, child=people.child, by=people.officer)
    people.take(case, pathway.CLOSE_ENROLLED, LATER)
    made = NewPupil.objects.get(pk=made.pk)
    for child in (None, people.child):
        with pytest.raises(Refused, match="closed on this return"):
            returning.decide(made, made.version, child=child, by=people.officer)
    take_back(Case.objects.get(pk=case.pk), by=people.officer, at=moment(LATER), reason="Another child was meant")
    returning.decide(made, made.version, child=None, by=people.officer)
    assert NewPupil.objects.get(pk=made.pk).case is None


def test_nobody_is_entered_in_a_register_before_the_day_of_birth(people: People) -> None:
    with pytest.raises(Refused, match="cannot be before") as refused:
        came(people, entered_on=people.child.born_on - DAY)
    assert refused.value.field == "entered_on"
    assert not NewPupil.objects.exists()


def test_two_officers_do_not_decide_over_each_other(people: People) -> None:
    made = came(people, upn="")
    returning.decide(NewPupil.objects.get(pk=made.pk), made.version, child=None, by=people.officer)
    with pytest.raises(Stale):
        returning.decide(made, 1, child=people.child, by=people.officer)


def test_a_deletion_and_the_new_pupil_return_of_another_school_are_matched(people: People) -> None:
    gone(people)
    (row,) = deletions_for(people.officer, LATER)
    # Due five days after Friday 13 November, and over.
    assert (row.state[0], row.due_on) == ("No school has told of the child", date(2026, 11, 18))
    assert [one.title for one in tasks_of(people.officer, LATER)] == ["Look for a pupil who was taken off a register"]
    came(people, entered_on=date(2026, 11, 16))
    (row,) = deletions_for(people.officer, LATER)
    assert row.state[0] == "On the register of Far School from 16 November 2026"
    assert tasks_of(people.officer, LATER) == []


def test_a_pupil_who_was_looked_for_after_a_deletion_and_found_elsewhere_is_not_to_be_looked_for_again(
    people: People,
) -> None:
    gone(people)
    case = looked_for(people)
    people.take(case, pathway.PROPOSE, LATER)
    people.take(case, pathway.AGREE, LATER, by=people.manager)
    assert tasks_of(people.officer, date(2027, 1, 8)) == []
    assert deletions_for(people.officer, LATER)[0].state[0] == f"Found: {case.reference}"


@pytest.mark.parametrize("ground", [DIED.key, OVER_AGE.key])
def test_nobody_is_sent_to_look_for_a_pupil_who_has_died_or_is_over_school_age(people: People, ground: str) -> None:
    gone(people, ground=ground)
    assert tasks_of(people.officer, LATER) == []
    assert deletions_for(people.officer, LATER)[0].state[0] == "No return is awaited"


def test_whoever_is_lawfully_taught_at_home_is_not_looked_for(people: People) -> None:
    gone(people, ground=HOME.key)
    assert len(tasks_of(people.officer, LATER)) == 1
    make.user("ehe_officer")
    said = {"told": told_of_home(), "by": people.lead, "on": LATER, "at": moment(LATER)}
    home_education.tell(people.child, people.school, **said)
    assert tasks_of(people.officer, LATER) == []


def test_a_deletion_for_home_education_is_at_once_work_of_its_officers_until_they_have_a_case(people: People) -> None:
    officer = make.user("ehe_officer")
    gone(people)
    assert tasks_of(officer, LATER) == []
    told = gone(people, ground=HOME.key, deleted_on=LATER, last_attended_on=LATER)
    (task,) = tasks_of(officer, LATER)
    assert (task.title, task.due_on) == ("Open a case of home education", told.told_on)
    assert str(people.child) in task.about
    assert task.title not in [one.title for one in tasks_of(people.officer, LATER)]
    # A record that is closed to the officer is no work of theirs.
    conflict = Conflict.objects.create(user=officer, child=people.child, reason="A niece.", from_on=LATER)
    assert tasks_of(officer, LATER) == []
    conflict.to_on = LATER - DAY
    conflict.from_on = LATER - DAY
    conflict.save()
    said = {"told": told_of_home(), "by": people.lead, "on": LATER, "at": moment(LATER)}
    case = home_education.tell(people.child, people.school, **said)
    assert tasks_of(officer, LATER) == []
    # Nor is it asked for again once that case has ended.
    reason = {"reason": "Moved; Northmere has it in writing.", "on": LATER, "at": moment(LATER), "by": officer}
    cases.take(case, home_pathway.CHECK_SAFETY, facts={"checked": "All."}, **{**reason, "reason": ""})
    cases.take(case, home_pathway.MOVE, facts={}, **reason)
    assert tasks_of(officer, LATER) == []


def test_who_came_to_another_school_or_is_over_school_age_is_no_work_of_home_education(people: People) -> None:
    officer = make.user("ehe_officer")
    gone(people, ground=HOME.key)
    assert len(tasks_of(officer, LATER)) == 1
    assert tasks_of(officer, school_age(people.child.born_on, LATER).ends_on + DAY) == []
    came(people, entered_on=date(2026, 11, 16))
    assert tasks_of(officer, LATER) == []


def test_a_return_of_before_the_pupil_left_matches_no_deletion(people: People) -> None:
    came(people, entered_on=date(2026, 9, 2))
    gone(people)
    assert deletions_for(people.officer, LATER)[0].came is None


@pytest.mark.parametrize(("ground", "opens"), [(OTHER_SCHOOL, False), (ABSENT, True), (LEAVE, True), (MOVED, True)])
def test_a_deletion_after_which_nobody_knows_where_the_child_is_opens_a_case(
    people: People, ground: Any, opens: bool
) -> None:
    made = gone(people, ground=ground.key)
    assert (made.case is not None) is opens
    assert Case.objects.filter(pathway="cme/tracking").count() == opens


def test_a_case_that_a_deletion_opens_says_that_nobody_was_asked_whether_they_worry(people: People) -> None:
    made = gone(people, ground=NONE)
    assert made.case is not None
    assert made.case.missing.concern is None
    page = make.signed_in(people.officer).get(made.case.get_absolute_url()).text
    assert "Nobody was asked: the school told us only that it took the name off its register" in page


def test_a_deletion_on_no_ground_is_received_labelled_and_challenged(people: People) -> None:
    made = gone(people, ground=NONE)
    assert made.case is not None
    (asked,) = waiting(made.case)
    assert "names no ground" in asked.why
    page = make.signed_in(people.officer).get(reverse("cme:returns")).content.decode()
    assert "No ground named" in page


def test_what_schools_returned_before_the_child_was_looked_for_is_about_the_case_then_opened(people: People) -> None:
    deleted = gone(people)
    assert deleted.case is None
    entered = came(people, entered_on=date(2026, 11, 16))
    assert entered.case is None
    case = looked_for(people)
    deleted.refresh_from_db()
    entered.refresh_from_db()
    assert (deleted.case, entered.case) == (case, case)
    people.take(case, pathway.CLOSE_ENROLLED, LATER)
    case.refresh_from_db()
    assert case.stage == "enrolled"


def test_a_return_of_before_the_last_day_at_school_is_about_no_case_opened_later(people: People) -> None:
    entered = came(people, entered_on=date(2026, 9, 2))
    looked_for(people)
    entered.refresh_from_db()
    assert entered.case is None


def second_school(people: People) -> tuple[School, User]:
    """Another school, and who acts for it."""
    other = make.school("Second School")
    return other, make.user("school_attendance_lead", other.organisation, name="Second lead")


def gone_from(people: People, school: School, by: User) -> Deletion:
    """A deletion on no ground by a school that told us nothing of the child before."""
    said = {"ground": NONE, "deleted_on": date(2026, 11, 13), "destination": "Nobody knows", "last_attended_on": None,
            "destination_school": None}  # fmt: skip
    return returning.tell_deleted(school, people.child, said, by=by, on=LATER, at=moment(LATER))


def test_a_school_is_challenged_for_what_it_did_and_no_other_is_shown_it_or_can_answer_it(people: People) -> None:
    case = looked_for(people)
    other, their_lead = second_school(people)
    made = gone_from(people, other, their_lead)
    (asked,) = waiting(case, made.key)
    assert (asked.why, asked.school) == (returning.NO_GROUND, other.key)
    # The school that referred the child is shown nothing of it, and answers what it was asked itself.
    ours, theirs = make.signed_in(people.lead), make.signed_in(their_lead)
    sent = ours.get(reverse("cme:sent", args=[case.key])).text
    assert (returning.NO_GROUND in sent, "The school answers the challenge" in sent) == (False, False)
    answer = reverse("cme:deletion_answer", args=[made.key])
    assert ours.get(answer).status_code == 404
    said = {"by": people.officer, "on": LATER, "at": moment(LATER), "facts": {}, "reason": "Nobody rang."}
    case.refresh_from_db()
    deleting.challenge(case, pathway.CHALLENGE, data={}, **said)
    case.refresh_from_db()
    ours.post(reverse("cme:answer", args=[case.key]), {"answer": "We did ring.", "version": case.version})
    assert [one.waits for one in challenges_of(case)] == [True, False]
    assert answer in theirs.get(reverse("cases:portal")).text
    case.refresh_from_db()
    theirs.post(answer, {"answer": "We name the ground now.", "version": case.version})
    (asked,) = [one for one in challenges_of(case) if one.school]
    assert asked.replied == "We name the ground now."
    assert "We name the ground now." not in ours.get(reverse("cme:sent", args=[case.key])).text


def test_the_register_of_challenges_has_it_under_the_school_that_is_asked(people: People) -> None:
    looked_for(people)
    other, their_lead = second_school(people)
    gone_from(people, other, their_lead)
    assert [(row.school, row.sent) for row in register_for(people.officer, LATER)] == [(other, 1)]
    assert [row.school for row in register_for(people.officer, LATER, other)] == [other]
    assert register_for(people.officer, LATER, people.school) == []


@pytest.mark.parametrize("has_school", [True, False])
def test_the_school_that_is_asked_is_chased_and_never_the_school_of_the_case(people: People, has_school: bool) -> None:
    case = looked_for(people)
    there, theirs = second_school(people)
    if not has_school:
        Case.objects.filter(pk=case.pk).update(school=None)
    gone_from(people, there, theirs)
    owed = case.deadlines.get(clock="challenge_answer")
    later = (owed.due_on or LATER) + timedelta(days=1)
    swept = sweep(at=moment(later))
    asked = Message.objects.filter(kind="cases.chaser")
    assert (swept.chased, swept.failed, [one.user for one in asked]) == (1, 0, [theirs])


def test_a_deletion_on_no_ground_is_challenged_also_while_closing_is_proposed(people: People) -> None:
    case = looked_for(people)
    people.take(case, pathway.PROPOSE, LATER)
    made = gone(people, ground=NONE)
    assert [one.about for one in waiting(made.case)] == [made.key]


def test_a_return_of_before_the_pupil_was_last_at_school_lets_nobody_close(people: People) -> None:
    case = looked_for(people)
    made = came(people, entered_on=case.missing.last_attended_on)
    assert (made.child, made.case) == (people.child, None)
    with pytest.raises(Refused, match="No school’s new-pupil return"):
        people.take(case, pathway.CLOSE_ENROLLED, LATER)


def test_nor_one_that_a_person_matches(people: People) -> None:
    case = looked_for(people)
    waits = came(people, upn="", entered_on=case.missing.last_attended_on)
    returning.decide(waits, waits.version, child=people.child, by=people.officer)
    assert (waits.child, waits.case) == (people.child, None)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"deleted_on": date(2026, 11, 21)}, "Enter that day or an earlier one"),
        ({"last_attended_on": date(2026, 11, 14)}, "cannot be after that"),
    ],
)
def test_a_deletion_that_cannot_be_is_refused(people: People, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        gone(people, **changes)
    assert not Deletion.objects.exists()


def test_a_pupil_does_not_go_to_the_school_that_deletes_them_and_is_deleted_once(people: People) -> None:
    with pytest.raises(Refused, match="This is the school that deletes the pupil"):
        gone(people, destination_school=people.school)
    gone(people)
    with pytest.raises(Refused, match="already"):
        gone(people)


def test_a_school_deletes_nobody_but_a_pupil_of_its_own(people: People) -> None:
    other = make.school("Other School")
    head = make.user("head", other.organisation)
    sent = {"upn": UPN, "ground": OTHER_SCHOOL.key, "deleted_on_day": "13", "deleted_on_month": "11",
            "deleted_on_year": "2026", "destination": "Gone"}  # fmt: skip
    page = make.signed_in(head).post(reverse("cme:deletion"), sent).content.decode()
    assert "No pupil who is on the school’s register" in page
    # A return of one whom our list lacks is not lost.
    assert "send us the return by e-mail. It counts from the day on which it comes" in page
    assert people.child.shown_name not in page
    assert not Deletion.objects.exists()
    make.signed_in(people.lead).post(reverse("cme:deletion"), sent)
    assert Deletion.objects.get().school == people.school


def test_a_school_sees_its_own_returns_and_never_whom_one_was_matched_to(people: People) -> None:
    made = came(people, given="Typed so", upn=UPN)
    lead = made.told_by
    page = make.signed_in(lead).get(reverse("cme:my_returns")).content.decode()
    assert "Typed so" in page
    assert people.child.names.get().given not in page.partition("<main")[2]
    assert not visible_to(people.lead, NewPupil).exists()
    gone(people)
    assert not visible_to(lead, Deletion).exists()
    Conflict.objects.create(child=people.child, user=lead, reason="A niece", from_on=TOLD_ON)
    assert not visible_to(lead, NewPupil).exists()


def test_words_that_nobody_confirmed_are_printed_nowhere(people: People) -> None:
    assert letter_text_of(OTHER_SCHOOL.key) == OTHER_SCHOOL.words
    assert letter_text_of(MOVED.key) == ""
    client = make.signed_in(people.officer)
    unverified = sum(not ground.verified for ground in GROUNDS.values())
    assert client.get(reverse("cme:grounds")).content.decode().count("Unverified") == unverified
    client.post(reverse("cme:ground", args=[MOVED.key]), {"text": "Lives too far away now."})
    assert letter_text_of(MOVED.key) == "Lives too far away now."
    assert GroundText.objects.get().by == people.officer
    returning.confirm_ground(MOVED.key, "Better words.", by=people.officer, on=LATER, at=moment(LATER))
    assert letter_text_of(MOVED.key) == "Better words."


def test_no_ground_is_told_by_its_letter() -> None:
    for ground in GROUNDS.values():
        assert "ground " not in ground.words.lower()
        assert "9(1)" not in ground.words


def asks(people: People, **changes: Any) -> AuthorityRequest:
    said = {"authority": "Northmere", "from_whom": "Their officer", "received_on": date(2026, 11, 16),
            "asked": "Is the child with you?", "upn": UPN}  # fmt: skip
    return returning.authority_asks(by=people.officer, on=LATER, at=moment(LATER), **said | changes)


def test_what_another_authority_asks_is_to_be_answered_in_time_and_only_of_who_may_be_known(people: People) -> None:
    made = asks(people)
    assert (made.child, made.due_on) == (people.child, date(2026, 11, 23))
    assert asks(people, upn="R674123101121").child is None
    # Of a child whom the officer may not know of nobody is told, and it is not said that we hold nobody.
    Conflict.objects.create(child=people.child, user=people.officer, reason="A niece", from_on=TOLD_ON)
    closed = asks(people)
    assert (closed.child, closed.upn) == (None, UPN)
    page = make.signed_in(people.officer).get(reverse("cme:request", args=[closed.key])).content.decode()
    assert f"No record that is open to whoever entered this has the UPN {UPN}" in page
    Conflict.objects.all().delete()
    with pytest.raises(Refused, match="It asked on 16 November 2026"):
        returning.answer_authority(
            made, 1, answered_on=date(2026, 11, 13), answer="Yes", receipt="", by=people.officer, on=LATER
        )
    to_do = {"Answer another authority": date(2026, 11, 23)}
    assert {
        task.title: task.due_on for task in tasks_of(people.officer, LATER) if task.url.endswith(f"{made.key}/")
    } == to_do
    returning.answer_authority(made, 1, answered_on=LATER, answer="Yes", receipt="", by=people.officer, on=LATER)
    assert not any(task.url.endswith(f"{made.key}/") for task in tasks_of(people.officer, LATER))
    assert AuthorityRequest.objects.get(pk=made.pk).answered_by == people.officer


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"told_on": date(2026, 11, 12)}, "deletion_told_once_deleted"),
        ({"last_attended_on": date(2026, 11, 14)}, "deleted_after_the_last_day_at_school"),
        ({"destination": ""}, "deletion_says_where_to"),
    ],
)
def test_the_database_keeps_out_a_deletion_that_cannot_be(
    people: People, changes: dict[str, Any], constraint: str
) -> None:
    made = gone(people)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Deletion.objects.filter(pk=made.pk).update(**changes)


def test_the_database_keeps_out_a_pupil_who_goes_nowhere_else_and_a_second_telling(people: People) -> None:
    made = gone(people)
    with pytest.raises(IntegrityError, match="goes_to_another_school"), transaction.atomic():
        Deletion.objects.filter(pk=made.pk).update(destination_school=made.school_id)
    with pytest.raises(IntegrityError, match="a_deletion_is_told_once"), transaction.atomic():
        Deletion.objects.filter(pk=gone(people, deleted_on=LATER).pk).update(deleted_on=made.deleted_on)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"answered_on": LATER}, "authority_request_is_answered_by_somebody_after_it_came"),
        ({"child": None, "case": 0}, "authority_request_on_a_case_is_about_a_child"),
    ],
)
def test_the_database_keeps_out_an_answer_of_nobody(people: People, changes: dict[str, Any], constraint: str) -> None:
    case = looked_for(people)
    made = asks(people)
    changes = {**changes, **({"case": case.pk} if "case" in changes else {})}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        AuthorityRequest.objects.filter(pk=made.pk).update(**changes)


def test_the_database_keeps_out_a_confirmation_of_nothing(people: People) -> None:
    with pytest.raises(IntegrityError, match="ground_text_says_something"), transaction.atomic():
        returning.confirm_ground(MOVED.key, "", by=people.officer, on=LATER, at=moment(LATER))


def test_what_came_about_nobody_we_hold_goes_by_itself_once_dealt_with_and_its_time_is_over(people: People) -> None:
    of_nobody = {"upn": "", "given": "Nobody", "family": "Known"}
    waits = came(people, **of_nobody)
    said = {**told(people, **of_nobody), "entered_on": date(2026, 11, 18)}
    told_of = returning.tell_new_pupil(waits.school, said, by=waits.told_by, on=LATER, at=moment(LATER))
    returning.decide(told_of, told_of.version, child=None, by=people.officer)
    open_one, answered = asks(people, upn=""), asks(people, upn="")
    returning.answer_authority(answered, 1, answered_on=LATER, answer="No", receipt="", by=people.officer, on=LATER)
    about = asks(people)
    returning.answer_authority(about, 1, answered_on=LATER, answer="Yes", receipt="", by=people.officer, on=LATER)
    with pytest.raises(InternalError, match="only by a disposal"), transaction.atomic():
        told_of.delete()
    assert remove_next(at=moment(date(2032, 11, 20))) is None
    gone_by_then = [remove_next(at=moment(date(2032, 11, 21))) for _ in range(3)]
    assert [one.record for one in gone_by_then if one] == [
        "New-pupil return about nobody we hold", "Request of another authority about nobody we hold",
    ]  # fmt: skip
    # What nobody has dealt with, and what is about a child, stays.
    assert list(NewPupil.objects.all()) == [waits]
    assert set(AuthorityRequest.objects.all()) == {open_one, about}


def test_a_list_of_returns_has_pages_and_records_the_sight_of_whom_a_page_shows(people: People) -> None:
    first = came(people)
    rows = [
        NewPupil(
            school=first.school, given=f"Pupil {number}", family="Example", born_on=date(2015, 1, 1), entered_on=LATER,
            due_on=LATER, told_on=LATER, told_at=moment(LATER), told_by=first.told_by, lines="1 Example Street",
        )
        for number in range(25)
    ]  # fmt: skip
    NewPupil.objects.bulk_create(rows)
    client = make.signed_in(people.officer)
    # What waits for somebody comes first, and the child who was matched is on the second page.
    page = client.get(reverse("cme:returns"))
    assert page.context["table"].range_text == "Showing 1 to 25 of 26 returns"
    assert not Sight.objects.filter(what="list", children__contains=[people.child.pk]).exists()
    assert people.child.shown_name in client.get(reverse("cme:returns"), {"page": 2}).text
    assert Sight.objects.filter(what="list", children__contains=[people.child.pk]).exists()
    mine = make.signed_in(first.told_by).get(reverse("cme:my_returns"), {"late": "In time", "what": "New pupil"})
    assert mine.context["table"].count == 26
    assert "Whom is it about?" not in mine.text


def mailed(people: People) -> InboxMessage:
    """What a school wrote, in the inbox of the officer’s team."""
    team = people.officer.memberships.get().organisation
    return casework.receive_message(
        team=team, channel="email", received_on=date(2026, 11, 18), sender="The office", text="A new pupil.", files=[],
        by=people.officer, at=moment(LATER),
    )  # fmt: skip


def test_a_return_that_came_by_e_mail_is_entered_for_the_school_as_of_the_day_it_came(people: People) -> None:
    client, message = make.signed_in(people.officer), mailed(people)
    far = make.school("Far School")
    begin = reverse("cme:new_pupil_from", args=[message.key])
    assert begin in client.get(reverse("cases:message", args=[message.key])).text
    page = client.post(begin, {"school": far.key}).headers["Location"]
    said = {"given": "Nobody", "family": "Known", "upn": "", "lines": "1 Example Street", "postcode": "",
            "came_from": "", "version": message.version, "once": "b" * 22}  # fmt: skip
    born = {"born_on_day": 1, "born_on_month": 2, "born_on_year": 2015}
    future = {"entered_on_day": 19, "entered_on_month": 11, "entered_on_year": 2026}
    refused = client.post(page, said | born | future)
    # The day to which it is held is that of the message, and the page says which.
    assert "Enter that day or an earlier one." in refused.text
    assert not NewPupil.objects.exists()
    client.post(page, said | born | {**future, "entered_on_day": 17})
    made = NewPupil.objects.get()
    assert (made.school, made.told_on, made.told_by) == (far, date(2026, 11, 18), people.officer)
    message.refresh_from_db()
    assert (message.state, message.answer) == ("answered", "Entered as a new-pupil return of Far School.")


def test_what_is_typed_of_a_message_that_was_entered_in_another_tab_is_shown_to_be_copied(people: People) -> None:
    client, message = make.signed_in(people.officer), mailed(people)
    entry = reverse("cme:enter_deletion", args=[message.key, people.school.key])
    said = {"ground": ABSENT.key, "destination": "Nobody knows", "upn": UPN, "version": message.version,
            "once": "c" * 22, "deleted_on_day": 17, "deleted_on_month": 11, "deleted_on_year": 2026}  # fmt: skip
    client.post(entry, said)
    for page, typed, words in (
        (entry, said | {"once": "d" * 22, "destination": "Northmere, says an aunt"}, "Northmere, says an aunt"),
        (reverse("cme:enter_new_pupil", args=[message.key, people.school.key]),
         {"given": "Somebody", "once": "e" * 22, "version": 1}, "Somebody"),
    ):  # fmt: skip
        late = client.post(page, typed)
        assert (late.status_code, "This message no longer waits" in late.text, words in late.text) == (409, True, True)
        opened = client.get(page)
        assert (opened.status_code, "by you." in opened.text) == (200, True)
    assert Deletion.objects.count() == 1
    # Also where the case is closed to whoever entered it; a colleague to whom it is closed learns nothing.
    other = make.user("tracking_officer", name="Somebody else")
    for user in (people.officer, other):
        Conflict.objects.create(child=people.child, user=user, reason="A niece", from_on=TOLD_ON)
    late = client.post(entry, said | {"once": "f" * 22})
    assert (late.status_code, "linked to a case on" in late.text) == (409, True)
    assert make.signed_in(other).get(entry).status_code == 404


def test_a_deletion_that_came_by_e_mail_opens_the_case_and_the_message_stands_on_it(people: People) -> None:
    client, message = make.signed_in(people.officer), mailed(people)
    page = reverse("cme:enter_deletion", args=[message.key, people.school.key])
    said = {"ground": ABSENT.key, "destination": "Nobody knows", "upn": UPN, "version": message.version,
            "once": "c" * 22, "deleted_on_day": 17, "deleted_on_month": 11, "deleted_on_year": 2026}  # fmt: skip
    closed = Conflict.objects.create(child=people.child, user=people.officer, reason="A niece", from_on=TOLD_ON)
    assert "No pupil who is on the school’s register" in client.post(page, said).text
    closed.delete()
    client.post(page, said)
    made = Deletion.objects.get()
    message.refresh_from_db()
    assert (made.told_on, message.case, message.state) == (date(2026, 11, 18), made.case, "linked")
    assert made.case is not None
    # The school told us, in its message: the officer only entered it.
    told_by = f"The office, {people.school}"
    assert (made.case.origin, made.case.missing.told_by) == (message.channel, told_by)


def test_a_deletion_on_no_ground_that_came_before_the_case_was_opened_is_entered_and_challenged(people: People) -> None:
    case = people.refer(on=date(2026, 11, 19))
    message = mailed(people)
    said = {"ground": NONE, "deleted_on": date(2026, 11, 17), "destination": "Nobody knows", "last_attended_on": None,
            "destination_school": None}  # fmt: skip
    made = entering.enter_deletion(
        message, people.school, people.child, said, by=people.officer, at=moment(LATER), version=message.version
    )
    assert (made.case, made.told_on) == (case, date(2026, 11, 18))
    assert [one.about for one in waiting(case)] == [made.key]


def test_the_termly_return_counts_missing_children_by_why_they_have_no_education(people: People) -> None:
    people.refer(cause=Cause.ABROAD)
    census = national_return.return_of(duties.duty("cme"), census_day(2027, 1))
    on_day, earlier = census.blocks
    assert on_day.tables["Main reason"][Cause.ABROAD.label] == 1
    assert (on_day.total, earlier.total) == (1, 0)


@pytest.mark.parametrize(
    ("told", "length"),
    [
        ({"last_attended_on": date(2026, 7, 17)}, "More than 12 weeks"),
        ({"last_attended_on": date(2026, 11, 2)}, "Up to 12 weeks"),
        ({"source": Source.POLICE, "last_attended_on": None}, "Not known"),
        # That education was found unsuitable is known from a day on, whether the child was ever at a school or not.
        ({"source": Source.COUNCIL, "cause": Cause.UNSUITABLE_HOME, "last_attended_on": None}, "Up to 12 weeks"),
    ],
)
def test_the_return_counts_for_how_long_a_child_is_missing_from_the_last_day_at_school_and_says_where_it_is_not_known(
    people: People, told: dict[str, Any], length: str
) -> None:
    people.refer(**told)
    on_day, _ = national_return.return_of(duties.duty("cme"), census_day(2027, 1)).blocks
    assert {group: count for group, count in on_day.tables["Length"].items() if count} == {length: 1}
