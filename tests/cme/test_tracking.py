"""A missing child: safeguarding first, every enquiry, and never closed but on evidence or by two persons."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cme import actions, adding, pathway, records, returning
from cme.checklist import Kind, Result
from cme.models import Cause, Enquiry, Missing, NewPupil, Source
from cme.queries import enquiries_of, every_enquiry_finding
from cme.standing import HIGH, standing_for
from cme.work import tasks_of
from oxle.accounts.visibility import visible_to
from oxle.cases import casework, duties, handing, national_return, taking_back
from oxle.cases.models import Case
from oxle.core.errors import Refused
from oxle.people.actions import school_life
from oxle.people.models import EnrolmentKind
from oxle.provision.actions import add_provider
from oxle.provision.models import OfferKind, ProviderKind
from oxle.provision.placing import place
from oxle.schooldays.census_days import census_day
from oxle.schools.models import School
from oxle.transfers.actions import name_destination
from oxle.transfers.finding import find
from oxle.transfers.models import Reason, Transfer
from tests import make
from tests.cme.make import TOLD_ON, People, missing_enquiries, new_pupil, told_of_missing
from tests.exclusions.make import moment

pytestmark = pytest.mark.django_db
LATER = date(2026, 11, 20)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")
    return People()


def looked_for(people: People) -> Case:
    case = people.refer()
    people.take(case, pathway.CLEAR, TOLD_ON, looked_at="Nothing open.")
    return case


def due(case: Case) -> dict[str, date | None]:
    """The dates that run."""
    return {one.clock: one.due_on for one in case.deadlines.filter(state="running")}


def test_safeguarding_is_looked_at_before_anybody_is_asked(people: People) -> None:
    case = people.refer()
    assert due(case) == {"triage": date(2026, 11, 3)}
    with pytest.raises(Refused, match="Look at safeguarding first"):
        people.ask(case, Kind.HEALTH, TOLD_ON)
    with pytest.raises(Refused, match="Look at safeguarding first"):
        missing_enquiries(case, by=people.officer, on=TOLD_ON)
    with pytest.raises(Refused, match="cannot be done while"):
        people.take(case, pathway.FIND_HERE, TOLD_ON)


def test_safeguarding_stops_everything_else_until_it_allows_it(people: People) -> None:
    case = looked_for(people)
    people.take(case, pathway.STOP, TOLD_ON)
    case.refresh_from_db()
    assert due(case) == {"stopped_still": date(2026, 11, 4)}
    with pytest.raises(Refused, match="Safeguarding has stopped the enquiries"):
        people.ask(case, Kind.HOME, TOLD_ON)
    for step in (pathway.FIND_ELSEWHERE, pathway.CLOSE_RECEIVED, pathway.NOT_FOUND):
        with pytest.raises(Refused, match="cannot be done while"):
            people.take(case, step, TOLD_ON)
    people.take(case, pathway.GO_ON, date(2026, 11, 4))
    case.refresh_from_db()
    people.ask(case, Kind.HOME, date(2026, 11, 4))
    assert Enquiry.objects.get().kind == Kind.HOME


def test_nobody_proposes_to_close_before_safeguarding_was_looked_at_nor_while_it_stops_the_enquiries(
    people: People,
) -> None:
    """Who does not agree sends a case back to the enquiries: they would begin without safeguarding having let them."""
    case = people.refer()
    with pytest.raises(Refused, match="cannot be done while"):
        people.take(case, pathway.PROPOSE, TOLD_ON)
    people.take(case, pathway.CLEAR, TOLD_ON, looked_at="Nothing open.")
    people.take(case, pathway.STOP, TOLD_ON)
    with pytest.raises(Refused, match="cannot be done while"):
        people.take(case, pathway.PROPOSE, TOLD_ON)
    assert set(due(case)) == {"stopped_still"}
    people.take(case, pathway.GO_ON, LATER)
    people.take(case, pathway.PROPOSE, LATER)
    people.take(case, pathway.NOT_AGREED, LATER, by=people.manager)
    case.refresh_from_db()
    assert case.stage == pathway.ENQUIRIES.key


def test_not_one_enquiry_is_silently_missing(people: People) -> None:
    case = looked_for(people)
    for kind in list(Kind)[:-1]:
        people.ask(case, kind, TOLD_ON)
    assert [one.kind for one in enquiries_of(case)] == list(Kind)
    with pytest.raises(Refused, match="Social media, by a lawful route only"):
        people.take(case, pathway.NOT_FOUND, TOLD_ON)
    people.ask(case, Kind.SOCIAL_MEDIA, TOLD_ON, result=Result.WAITS, next_on=LATER)
    assert every_enquiry_finding(case, None, TOLD_ON) is not None
    people.ask(case, Kind.SOCIAL_MEDIA, TOLD_ON, result=Result.NOT_ASKED, words="No lawful route.")
    people.take(case, pathway.NOT_FOUND, TOLD_ON)
    case.refresh_from_db()
    assert case.stage == pathway.NOT_LOCATED.key


def test_a_child_who_is_not_located_is_looked_for_anew_and_brought_before_the_strategic_group(people: People) -> None:
    case = looked_for(people)
    people.ask_all(case, TOLD_ON)
    people.take(case, pathway.NOT_FOUND, TOLD_ON)
    assert due(case) == {"looked_anew": date(2026, 11, 30), "group": date(2026, 12, 28)}
    people.take(case, pathway.REVIEW, LATER, found="Asked the GP again.")
    assert due(case)["looked_anew"] == date(2026, 12, 18)
    people.take(case, pathway.ESCALATE, LATER, found="The police are asked by the chair.")
    assert "group" not in due(case)


def test_one_officer_closes_on_a_matched_new_pupil_return_and_on_nothing_less(people: People) -> None:
    case = looked_for(people)
    with pytest.raises(Refused, match="No school’s new-pupil return is matched"):
        people.take(case, pathway.CLOSE_ENROLLED, LATER)
    new_pupil(case, on=LATER)
    people.take(case, pathway.CLOSE_ENROLLED, LATER)
    case.refresh_from_db()
    assert (case.stage, case.closed_on) == ("enrolled", LATER)


def test_the_records_of_a_child_who_was_found_at_a_school_follow_there_and_stay_where_that_was_a_slip(
    people: People,
) -> None:
    case = looked_for(people)
    came = new_pupil(case, on=date(2026, 11, 18))
    people.take(case, pathway.CLOSE_ENROLLED, LATER)
    moved = Transfer.objects.get()
    assert (moved.sender, moved.to_school, moved.known_on) == (people.school, came.school, came.told_on)
    # Five school days after the new place was known, and the safeguarding file with them.
    assert moved.lines.get(kind="safeguarding").due_on == date(2026, 11, 25)
    taking_back.take_back(Case.objects.get(pk=case.pk), by=people.officer, at=moment(LATER), reason="A slip")
    moved.refresh_from_db()
    assert moved.withdrawn_at is not None


def test_where_somebody_fears_for_the_child_no_school_learns_by_itself_where_the_records_go(people: People) -> None:
    case = people.refer(concern=True, concern_words="The father is violent.")
    people.take(case, pathway.CLEAR, TOLD_ON, looked_at="MASH told")
    new_pupil(case, on=date(2026, 11, 18))
    people.take(case, pathway.CLOSE_ENROLLED, LATER)
    assert not Transfer.objects.exists()
    page = make.signed_in(people.officer).get(case.get_absolute_url()).text
    assert "They do not follow by themselves" in page


@pytest.mark.parametrize(("school", "to"), [("Hill School", "Hill School, Northmere"), ("", "Northmere")])
@pytest.mark.parametrize("feared", [True, False])
def test_the_records_follow_to_the_school_of_another_authoritys_receipt_or_to_the_authority_unless_somebody_fears(
    people: People, school: str, to: str, feared: bool
) -> None:
    case = people.refer(concern=feared, concern_words="The father is violent." if feared else "")
    people.take(case, pathway.CLEAR, TOLD_ON, looked_at="Nothing open.")
    leaves(people)
    asked = missing_enquiries(case, by=people.officer, on=TOLD_ON)
    on = date(2026, 11, 18)
    receipt = {"receipt_on": on, "receipt_by": "Their officer", "receipt_reference": "Inbox", "receipt_school": school}
    said = {"answered_on": on, "answer": "We have the child.", **receipt}
    actions.record_answer(asked, asked.version, by=people.officer, at=moment(on), **said)
    assert not Transfer.objects.get().is_known
    people.take(case, pathway.CLOSE_RECEIVED, LATER)
    moved = Transfer.objects.get()
    assert (moved.where_to, moved.known_on) == (("", None) if feared else (to, on))
    page = make.signed_in(people.officer).get(case.get_absolute_url()).text
    assert ("They do not follow by themselves" in page) is feared
    taking_back.take_back(Case.objects.get(pk=case.pk), by=people.officer, at=moment(LATER), reason="A slip")
    moved.refresh_from_db()
    assert (moved.withdrawn_at, moved.is_known) == (None, False)


def leaves(people: People) -> None:
    """The school takes the child off its register."""
    register = people.child.enrolments.get(school=people.school)
    school_life.leave(register, register.version, by=people.officer, on=TOLD_ON)


def arrives(people: People, **facts: Any) -> School:
    """The register of another school has the child."""
    there = make.school("Far School")
    make.enrolled(people.child, there, from_on=date(2026, 11, 18), **facts)
    return there


@pytest.mark.parametrize("left_before", [True, False])
def test_nor_where_the_register_of_another_school_has_the_child(people: People, left_before: bool) -> None:
    people.refer(concern=True, concern_words="The father is violent.")
    if left_before:
        leaves(people)
        assert not Transfer.objects.get().is_known
    there = arrives(people, kind=EnrolmentKind.DUAL_MAIN)
    if not left_before:
        leaves(people)
    moved = Transfer.objects.get()
    assert (moved.sender, moved.is_known) == (people.school, False)
    # A person may say so; and the school that the child came to since is told as any school is.
    followed = {"to": there, "known_on": LATER, "starts_on": None, "at": moment(LATER), "by": people.officer}
    name_destination(moved, moved.version, **followed)
    told = records.told_by_a_person()
    assert [one.school for one in told] == [people.school]


@pytest.mark.parametrize("feared", [True, False])
@pytest.mark.parametrize("how", ["second register", "place with a unit"])
def test_nor_where_the_child_is_registered_a_second_time_or_placed_with_a_unit(
    people: People, how: str, feared: bool
) -> None:
    people.refer(concern=feared, concern_words="The father is violent." if feared else "")
    if how == "second register":
        arrives(people, kind=EnrolmentKind.DUAL_SUBSIDIARY)
        find(at=moment(LATER))
    else:
        unit = add_provider(
            name="Example Unit", kind=ProviderKind.PRU, by=people.officer, places=[9] * 5,
            safeguarding_checked_on=LATER, quality_checked_on=LATER,
        )  # fmt: skip
        place(
            people.child, unit, kind=OfferKind.ALTERNATIVE, basis="Education Act 1996 s.19", source="OX",
            by=people.officer, on=LATER, minutes=[150] * 10, full_time=True, to_on=None, from_on=LATER,
        )  # fmt: skip
    moved = Transfer.objects.get()
    assert (moved.sender, moved.is_known) == (people.school, not feared)


def test_where_nobody_fears_for_the_child_the_old_school_learns_where_the_records_go(people: People) -> None:
    people.refer()
    leaves(people)
    there = arrives(people)
    assert Transfer.objects.get().to_school == there


def test_a_closing_that_is_taken_back_leads_no_records_to_the_wrong_school(people: People) -> None:
    case = looked_for(people)
    leaves(people)
    came = new_pupil(case, on=date(2026, 11, 18))
    people.take(case, pathway.CLOSE_ENROLLED, LATER)
    moved = Transfer.objects.get()
    assert (moved.reason, moved.to_school) == (Reason.LEFT, came.school)
    taking_back.take_back(Case.objects.get(pk=case.pk), by=people.officer, at=moment(LATER), reason="A slip")
    moved.refresh_from_db()
    assert (moved.withdrawn_at, moved.is_known, moved.to_school, moved.starts_on) == (None, False, None, None)
    assert moved.lines.get(kind="safeguarding").due_on is None


def test_one_officer_closes_on_another_authoritys_written_receipt_and_not_on_its_answer(people: People) -> None:
    case = looked_for(people)
    asked = missing_enquiries(case, by=people.officer, on=TOLD_ON)
    assert asked.due_on == date(2026, 11, 16)
    said: dict[str, Any] = {"answered_on": LATER, "answer": "We think so.", "receipt_on": None}
    actions.record_answer(asked, asked.version, by=people.officer, at=moment(LATER), **said)
    with pytest.raises(Refused, match="No other authority has confirmed in writing"):
        people.take(case, pathway.CLOSE_RECEIVED, LATER)
    with pytest.raises(Refused, match="who signed the receipt"):
        actions.record_answer(asked, 2, by=people.officer, at=moment(LATER), **said | {"receipt_on": LATER})
    receipt = {"receipt_on": LATER, "receipt_by": "Their officer", "receipt_reference": "On this case"}
    actions.record_answer(asked, 2, by=people.officer, at=moment(LATER), **said | receipt)
    people.take(case, pathway.CLOSE_RECEIVED, LATER)
    case.refresh_from_db()
    assert case.stage == "received"


def test_nobody_was_at_school_before_the_day_of_birth(people: People) -> None:
    before = people.child.born_on - timedelta(days=1)
    with pytest.raises(Refused, match="was born on") as refused:
        people.refer(last_attended_on=before)
    assert refused.value.field == "last_attended_on"
    assert not Missing.objects.exists()
    assert people.refer(last_attended_on=people.child.born_on).missing.last_attended_on == people.child.born_on


def test_what_one_person_proposes_is_in_the_work_of_those_who_decide_and_not_of_who_proposed_it(people: People) -> None:
    case = looked_for(people)
    make.give_role(people.officer, "manager", make.organisation("team", "Managers"))
    both = type(people.officer).objects.get(pk=people.officer.pk)
    people.take(case, pathway.FIND_ABROAD, LATER)
    people.take(case, pathway.PROPOSE, LATER, by=both)
    title = "Say whether the case of a missing child is closed"
    (task,) = tasks_of(people.manager, LATER)
    assert (task.title, task.url, task.due_on) == (title, case.get_absolute_url(), date(2026, 11, 27))
    assert title not in [one.title for one in tasks_of(both, LATER)]
    people.take(case, pathway.AGREE, LATER, by=people.manager)
    assert tasks_of(people.manager, LATER) == []


def test_whatever_else_is_said_two_persons_close_and_not_one_person_in_two_roles(people: People) -> None:
    case = looked_for(people)
    make.give_role(people.officer, "manager", make.organisation("team", "Managers"))
    both = type(people.officer).objects.get(pk=people.officer.pk)
    assert both.can(pathway.WORK)
    assert both.can(pathway.DECIDE)
    people.take(case, pathway.FIND_ABROAD, LATER)
    people.take(case, pathway.PROPOSE, LATER, by=both)
    with pytest.raises(Refused, match="Two people must agree"):
        people.take(case, pathway.AGREE, LATER, by=both)
    # Nor in another session, which holds the case as it was: the database itself asks who proposed.
    case.refresh_from_db()
    assert case.stage == pathway.PROPOSED.key
    people.take(case, pathway.AGREE, LATER, by=people.manager)
    case.refresh_from_db()
    assert (case.stage, case.closed_on) == ("agreed", LATER)


def test_who_does_not_agree_sends_the_case_back_to_be_looked_for(people: People) -> None:
    case = looked_for(people)
    people.take(case, pathway.PROPOSE, LATER)
    assert due(case) == {"second": date(2026, 11, 27)}
    people.take(case, pathway.NOT_AGREED, LATER, by=people.manager)
    case.refresh_from_db()
    assert (case.stage, "every_enquiry" in due(case)) == ("enquiries", True)


@pytest.mark.parametrize("step", ["agree", "agree_mistake", "not_agreed"])
def test_the_second_person_reads_who_proposes_to_close_and_why_and_what_was_not_looked_into(
    people: People, step: str
) -> None:
    case = looked_for(people)
    people.take(case, pathway.PROPOSE, LATER)
    page = make.signed_in(people.manager).get(reverse("cases:step", args=[case.key, step])).text
    for said in (f"{people.officer.name}, 20 November 2026", "For this reason.", "Still to be asked", "Home visit"):
        assert said in page


def test_a_tracking_officer_alone_may_not_be_the_second_person(people: People) -> None:
    case = looked_for(people)
    people.take(case, pathway.PROPOSE, LATER)
    with pytest.raises(Refused, match="Your role does not include"):
        people.take(case, pathway.AGREE, LATER, by=make.user("tracking_officer", name="Another"))


def test_what_was_entered_by_mistake_is_closed_by_two_persons_too_at_a_stage_that_the_return_does_not_count(
    people: People,
) -> None:
    case = looked_for(people)
    people.take(case, pathway.PROPOSE, LATER)
    both = make.user("tracking_officer", name="Both")
    with pytest.raises(Refused, match="Your role does not include"):
        people.take(case, pathway.MISTAKE, LATER, by=both)
    census = census_day(2027, 1)
    assert [block.total for block in national_return.return_of(duties.duty("cme"), census).blocks] == [1, 0]
    people.take(case, pathway.MISTAKE, LATER, by=people.manager)
    case.refresh_from_db()
    assert (case.stage, case.closed_on) == ("mistaken", LATER)
    assert [block.total for block in national_return.return_of(duties.duty("cme"), census).blocks] == [0, 0]


@pytest.mark.parametrize("stage", ["enrolled", "received", "agreed", "mistaken"])
def test_the_database_closes_no_case_without_evidence_or_two_persons(people: People, stage: str) -> None:
    case = looked_for(people)
    case.events.create(order=90, step="propose", on=LATER, at=moment(LATER), by=people.officer, stage_after=stage)
    agrees = "agree_mistake" if stage == "mistaken" else "agree"
    case.events.create(order=91, step=agrees, on=LATER, at=moment(LATER), by=people.officer, stage_after=stage)
    with pytest.raises(IntegrityError, match="by two persons"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(stage=stage, closed_on=LATER)
    Case.objects.filter(pk=case.pk).update(stage="home")


def test_the_service_itself_closes_nothing(people: People) -> None:
    case = looked_for(people)
    people.take(case, pathway.PROPOSE, LATER)
    case.refresh_from_db()
    with pytest.raises(IntegrityError, match="by two persons"), transaction.atomic():
        pathway_take(case)


def pathway_take(case: Case) -> None:
    """As the sweep would: nobody’s step."""
    from oxle.cases import actions as cases

    cases.take(case, pathway.AGREE, by=None, on=LATER, at=moment(LATER), reason="Long ago")


def test_the_form_of_a_school_says_that_it_is_no_substitute_for_a_safeguarding_referral_and_asks_what_was_done(
    people: People,
) -> None:
    client = make.signed_in(people.lead)
    notice = reverse("cme:notice", args=[people.child.key])
    page = client.get(notice).content.decode()
    assert "This is no substitute for a safeguarding referral." in page
    for asked in ("on which day the MASH was told", "what shows it", "morning or afternoon, to whom you spoke"):
        assert asked in page
    typed = {
        "concern": "yes", "social_worker": "no", "private_fostering": "yes",
        "absence_pattern": "Leave each May.", "language": "Tamil", "groups": ["pregnant", "custody"],
        "cause": Cause.MOVED, "last_known": "The <flat> is empty.",
        "tried": ["visit"], "last_attended_on_day": "2", "last_attended_on_month": "11",
        "last_attended_on_year": "2026",
    }  # fmt: skip
    refused = client.post(notice, typed).content.decode()
    assert "Enter what worries you, and whom you have told" in refused
    assert "The &lt;flat&gt; is empty." in refused
    assert not Case.objects.exists()
    sent = client.post(notice, typed | {"concern_words": "The MASH knows.", "found_out": "Nobody there."}, follow=True)
    told = Missing.objects.get()
    assert (told.source, told.tried, told.concern_words) == (Source.SCHOOL, ["visit"], "The MASH knows.")
    assert (told.private_fostering, told.absence_pattern, told.language) == (True, "Leave each May.", "Tamil")
    assert told.case.reference in sent.content.decode()
    for group in ("Is pregnant or a young mother", "Is in custody, or comes back from it"):
        assert group in sent.content.decode()


def test_whoever_tells_is_asked_whether_the_child_has_a_social_worker_and_need_not_know(people: People) -> None:
    client = make.signed_in(people.officer)
    page = reverse("cme:open", args=[people.child.key])
    typed = {"source": Source.HEALTH, "told_by": "A nurse", "concern": "no", "cause": Cause.UNKNOWN,
             "last_known": "With an aunt."}  # fmt: skip
    client.post(page, typed | {"social_worker": "maybe"})
    assert not Missing.objects.exists()
    client.post(page, typed | {"social_worker": "yes"})
    assert Missing.objects.get().social_worker is True


def test_a_school_sees_that_we_look_and_never_what_was_found(people: People) -> None:
    case = looked_for(people)
    people.ask(case, Kind.REFUGE, TOLD_ON, words="At the refuge in Mill Lane.", result=Result.FOUND)
    people.take(case, pathway.FIND_HERE, TOLD_ON, where="Mill Lane refuge", how_known="Seen")
    client = make.signed_in(people.lead)
    for page in (reverse("cme:sent", args=[case.key]), reverse("cases:portal")):
        text = client.get(page).content.decode()
        assert case.reference in text
        assert "refuge" not in text
        assert "Found here" not in text


def test_another_school_does_not_see_the_referral(people: People) -> None:
    case = people.refer()
    other = make.user("head", make.school("Other School").organisation)
    assert make.signed_in(other).get(reverse("cme:sent", args=[case.key])).status_code == 404
    assert not visible_to(other, Missing).exists()


def test_of_what_an_officer_wrote_down_from_others_the_school_sees_nothing(people: People) -> None:
    told = told_of_missing(source=Source.HEALTH, told_by="A nurse")
    case = actions.refer(
        people.child, people.school, told=told, by=people.officer, on=TOLD_ON, at=moment(TOLD_ON), origin="council"
    )  # fmt: skip
    assert make.signed_in(people.lead).get(reverse("cme:sent", args=[case.key])).status_code == 404


def test_what_another_duty_hands_over_is_received_as_of_its_day_and_keeps_the_chain(people: People) -> None:
    from exclusions.fair_access import actions as fair_access
    from tests.exclusions.fair import known

    exclusions = make.user("exclusion_officer")
    came = fair_access.open_referral(
        people.child, people.school, details=known(), by=exclusions, on=TOLD_ON, at=moment(TOLD_ON)
    )
    handed = casework.hand_over(
        came, to="cme", by=exclusions, on=TOLD_ON, at=moment(TOLD_ON), reason="The family is gone."
    )
    assert handed.message is not None
    data = {"cause": Cause.MOVED, "last_known": "Gone.", "concern": False, "concern_words": ""}
    case = handing.accept(
        handed.message, data=data, by=people.officer, on=LATER, at=moment(LATER), version=handed.message.version
    )
    assert (case.pathway, case.came_from, case.opened_on) == ("cme/tracking", came, TOLD_ON)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"last_known": ""}, "missing_says_who_told_what"),
        ({"found_out": ""}, "missing_school_says_what_it_did"),
        ({"last_attended_on": None}, "missing_school_says_what_it_did"),
        ({"concern": True}, "missing_concern_says_what"),
    ],
)
def test_the_database_keeps_out_a_referral_that_says_too_little(
    people: People, changes: dict[str, Any], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        people.refer(**changes)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"words": ""}, "enquiry_says_what_came_of_it"),
        ({"next_on": TOLD_ON}, "enquiry_is_made_again_later"),
        ({"result": Result.WAITS}, "enquiry_that_waits_says_until_when"),
    ],
)
def test_the_database_keeps_out_an_enquiry_that_says_too_little(
    people: People, changes: dict[str, Any], constraint: str
) -> None:
    case = looked_for(people)
    said = {"kind": Kind.HOME, "on": TOLD_ON, "by": people.officer, "at": moment(TOLD_ON), "words": "x"}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Enquiry.objects.create(case=case, **{"result": Result.NOTHING, **said, **changes})


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"answered_on": TOLD_ON}, "authority_answers_after_it_was_asked"),
        ({"receipt_on": LATER, "receipt_by": "They"}, "authority_receipt_says_who_and_where"),
    ],
)
def test_the_database_keeps_out_a_receipt_of_nobody(people: People, changes: dict[str, Any], constraint: str) -> None:
    case = looked_for(people)
    asked = missing_enquiries(case, by=people.officer, on=TOLD_ON)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        case.authority_enquiries.filter(pk=asked.pk).update(**changes)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"told_on": TOLD_ON}, "new_pupil_told_once_entered"),
        ({"born_on": date(2026, 12, 31)}, "new_pupil_entered_once_born"),
        ({"match": NewPupil.Match.WAITS}, "new_pupil_matched_is_a_child"),
        ({"match": NewPupil.Match.PERSON}, "new_pupil_matched_by_a_person_says_who"),
        ({"child": None, "match": NewPupil.Match.WAITS}, "new_pupil_on_a_case_is_a_child"),
    ],
)
def test_the_database_keeps_out_a_return_that_is_matched_to_nobody(
    people: People, changes: dict[str, Any], constraint: str
) -> None:
    case = looked_for(people)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        new_pupil(case, on=LATER, **changes)


def test_what_another_school_knows_of_a_child_who_is_looked_for_is_added_and_not_refused(people: People) -> None:
    case = people.refer()
    lead, notice = make.signed_in(people.lead), reverse("cme:notice", args=[people.child.key])
    page = lead.get(notice)
    # Said on the first page on which the child is known, with a form that asks for no more than what is new.
    assert "The council is looking for this pupil already." in page.text
    assert list(page.context["form"].fields) == ["concern", "concern_words", "said"]
    said = {"concern": "yes", "concern_words": "A cousin wed.", "said": "Seen in <Northmere>.", "once": "a" * 22}
    assert lead.post(notice, said).headers["Location"] == reverse("cme:sent", args=[case.key])
    case.refresh_from_db()
    assert case.missing.concern_words == ""
    assert case.deadlines.get(clock="more").due_on == date(2026, 11, 23)
    officer = make.signed_in(people.officer)
    read = reverse("cases:step", args=[case.key, "read_more"])
    assert "Seen in &lt;Northmere&gt;." in officer.get(case.get_absolute_url()).text
    assert "Seen in &lt;Northmere&gt;." in officer.get(read).text
    people.take(case, pathway.READ_MORE, LATER)
    assert case.deadlines.get(clock="more").state != "running"
    assert "Seen in" not in officer.get(case.get_absolute_url()).text
    # The cousin is a worry of the case: what is found does not follow to the last school by itself.
    assert records.may_follow(case) is False


def test_the_school_that_told_us_reads_what_it_added_itself_and_never_the_worry_of_another_school(
    people: People,
) -> None:
    case = people.refer()
    other = make.school("Far School")
    theirs = make.user("school_attendance_lead", other.organisation, name="Far Lead")
    for school, by, worry in ((people.school, people.lead, "A cousin wed."), (other, theirs, "The uncle follows.")):
        said = {"said": f"Seen by {school}.", "concern": True, "concern_words": worry}
        adding.tell_more(case, school, **said, by=by, on=LATER, at=moment(LATER))
    sent = make.signed_in(people.lead).get(reverse("cme:sent", args=[case.key])).text
    assert ("A cousin wed." in sent, f"Seen by {people.school}." in sent) == (True, True)
    for hidden in ("The uncle follows.", str(other), theirs.name):
        assert hidden not in sent
    page = reverse("cases:step", args=[case.key, "read_more"])
    officer = make.signed_in(people.officer)
    for read in (officer.get(page).text, officer.get(case.get_absolute_url()).text):
        assert "The uncle follows." in read
    people.take(case, pathway.READ_MORE, LATER)
    # A worry is one of the case, also once it was read.
    assert "The uncle follows." in officer.get(case.get_absolute_url()).text
    (stands,) = standing_for(people.officer, LATER)
    assert (stands.risk, stands.why_risk) == (HIGH, ("A concern for the child’s safety was added",))
    assert records.may_follow(case) is False
    assert [one.school for one in records.told_by_a_person()] == [people.school]


@pytest.mark.parametrize("own", ["The father is violent.", ""])
def test_nor_a_worry_of_another_school_that_was_written_behind_its_own_words_before(people: People, own: str) -> None:
    case = people.refer(concern=bool(own), concern_words=own)
    other = make.school("Far School")
    people.take(case, pathway.TELL_MORE, LATER, school=other.key, who=f"Far Lead, {other}", said="Seen.")
    people.take(case, pathway.TELL_MORE, LATER, school=people.school.key, who="The lead", said="Gone.")
    added = "Far School: The uncle follows.\n\nExample School: A cousin wed."
    words = f"{own}\n\n{added}" if own else added
    Missing.objects.update(concern=True, concern_words=words)
    sent = make.signed_in(people.lead).get(reverse("cme:sent", args=[case.key])).text
    assert (own in sent, "Far School" in sent, "The uncle follows." in sent) == (True, False, False)
    assert "The uncle follows." in make.signed_in(people.officer).get(case.get_absolute_url()).text


def test_what_was_typed_while_somebody_else_told_us_of_the_child_is_shown_to_be_copied(people: People) -> None:
    people.refer()
    lead, notice = make.signed_in(people.lead), reverse("cme:notice", args=[people.child.key])
    late = lead.post(notice, {"found_out": "The flat is let to others.", "once": "a" * 22})
    assert (late.status_code, "The flat is let to others." in late.text) == (409, True)
    opened = make.signed_in(people.officer).get(reverse("cme:open", args=[people.child.key]))
    assert "This child is looked for already" in opened.text


def test_an_officer_adds_for_a_school_what_came_as_a_message_and_it_stands_on_the_case(people: People) -> None:
    case = people.refer()
    team = people.officer.memberships.get().organisation
    message = casework.receive_message(
        team=team, channel="email", received_on=TOLD_ON, sender="The office", text="Seen.", files=[],
        by=people.officer, at=moment(date(2026, 11, 4)),
    )  # fmt: skip
    entry = reverse("cme:enter_notice", args=[message.key, people.school.key, people.child.key])
    said = {"concern": "no", "said": "Seen in Northmere.", "once": "b" * 22, "version": message.version}
    make.signed_in(people.officer).post(entry, said)
    message.refresh_from_db()
    assert (message.case, message.state) == (case, "linked")
    (added,) = adding.unread(case)
    assert (added.on, adding.in_words(added)) == (TOLD_ON, f"The office, {people.school}: Seen in Northmere.")


def test_no_day_of_a_childs_case_is_before_the_child_was_born_whatever_asks_for_it(people: People) -> None:
    case, early = looked_for(people), date(1926, 11, 20)
    born = "The child was born on"
    for refused in (
        lambda: people.take(case, pathway.PROPOSE, LATER, back_on=early.isoformat()),
        lambda: people.ask(case, Kind.SCHOOL, early),
        lambda: casework.record_visit(
            case, place="Home", outcome="seen", joint_with="", text="", by=people.officer, on=early, at=moment(LATER)
        ),
        lambda: returning.tell_deleted(
            people.school, people.child,
            {"ground": "absent", "deleted_on": early, "last_attended_on": None, "destination_school": None,
             "destination": ""}, by=people.lead, on=LATER, at=moment(LATER),
        ),
    ):  # fmt: skip
        with pytest.raises(Refused, match=born):
            refused()
    # A step's own page says so at the day itself.
    address = reverse("cases:step", args=[case.key, "propose"])
    typed = {"on_day": "20", "on_month": "11", "on_year": "2026", "reason": "Back.", "version": case.version,
             "back_on_day": "20", "back_on_month": "11", "back_on_year": "1926"}  # fmt: skip
    assert born in str(make.signed_in(people.officer).post(address, typed).context["form"].errors["back_on"])
