"""Whether a school may delete: days, joint enquiries, confirmed words; and every letter about a missing child."""

from datetime import date
from typing import Any

import pytest
from django.db.models import QuerySet
from django.urls import reverse

from cme import actions, deleting, letters, pathway, returning
from cme.asked import answer_due
from cme.checklist import Kind
from cme.grounds import ABSENT, LEAVE, MOVED, NONE, OTHER_SCHOOL
from cme.models import AuthorityEnquiry
from cme.work import tasks_of
from oxle.cases import casework
from oxle.cases.models import Case
from oxle.cases.pathways import Step
from oxle.cases.redrafting import draftable
from oxle.cases.work import work_of
from oxle.core.errors import Refused
from oxle.core.models import RuleValue
from oxle.correspondence.actions import (
    correct_sending,
    record_all_sent,
    record_not_returned,
    record_returned,
    record_sent,
    release_letter,
)
from oxle.correspondence.methods import Method
from oxle.correspondence.models import Letter
from oxle.documents.actions import store_made
from oxle.documents.types import PDF
from oxle.registers.actions import write_marks
from oxle.registers.extract import SessionMark
from oxle.registers.extract_rows import Half
from oxle.schooldays.wording import plain_day
from oxle.schools.queries import calendar_of
from tests import make
from tests.cme.make import TOLD_ON, People, new_pupil
from tests.exclusions.make import calendar, moment

pytestmark = pytest.mark.django_db
ASKED_ON = date(2026, 11, 20)
# Twenty school days after 2 November, an INSET day, are over on 30 November.
OVER = date(2026, 11, 30)
# CAL-B of the worked examples: two weeks in October.
BLOCKS_B = (("2026-09-02", "2026-10-16"), ("2026-11-02", "2026-12-18"), ("2027-01-04", "2027-02-12"))


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-12-04T10:00:00+00:00")
    return People()


def looked_for(people: People, **told: Any) -> Case:
    case = people.refer(**told)
    people.take(case, pathway.CLEAR, TOLD_ON, looked_at="Nothing open.")
    case.refresh_from_db()
    return case


def asks(people: People, case: Case, ground: str, *, on: date = ASKED_ON, leave_ended_on: date | None = None) -> None:
    case.refresh_from_db()
    deleting.ask(
        case, case.version, school=people.school, ground=ground, why="Nobody there.", leave_ended_on=leave_ended_on,
        by=people.lead, on=on, at=moment(on),
    )  # fmt: skip


def advised(people: People, case: Case, step: Any, on: date, reason: str = "") -> None:
    case.refresh_from_db()
    deleting.advise(case, step, data={}, by=people.officer, on=on, at=moment(on), facts={}, reason=reason)


@pytest.mark.parametrize(
    ("count", "blocks", "over_on"),
    [
        # W56 and W57, absent from Monday 12 October: the last day at school is the Friday before.
        (10, None, date(2026, 10, 23)),
        (10, BLOCKS_B, date(2026, 11, 6)),
        (20, None, date(2026, 11, 16)),
        (20, BLOCKS_B, date(2026, 11, 20)),
    ],
)
def test_days_of_absence_are_the_schools_own(people: People, count: int, blocks: Any, over_on: date) -> None:
    school = people.school
    if blocks:
        school.calendar = calendar(blocks, ("2026-11-27",), name="Two weeks in October")
        school.save()
    assert deleting.days_are_over_on(calendar_of(school), date(2026, 10, 9), count) == over_on


def test_after_absence_a_school_may_delete_once_its_days_are_over_and_both_looked_in_vain(people: People) -> None:
    case = looked_for(people)
    asks(people, case, ABSENT.key)
    for on in (date(2026, 11, 27), OVER):
        with pytest.raises(Refused, match="20 school days are"):
            advised(people, case, pathway.ADVISE_MAY, on)
    with pytest.raises(Refused, match="Still to be asked"):
        advised(people, case, pathway.ADVISE_MAY, date(2026, 12, 1))
    people.ask_all(case, date(2026, 12, 1))
    advised(people, case, pathway.ADVISE_MAY, date(2026, 12, 1))
    letter = Letter.objects.get(kind=letters.MAY_DELETE.key)
    assert letter.context["ground"] == ABSENT.words


def marked(people: People, *marks: tuple[date, str]) -> None:
    """What the register of the school says, of mornings."""
    rows = [SessionMark(on, Half.MORNING, code) for on, code in marks]
    write_marks(people.child, people.school, rows, source="register", by=people.officer)


@pytest.mark.parametrize("code", ["I", "/", "C2", "U", "Y7"])
def test_no_school_may_delete_after_absence_in_which_its_register_has_another_code_than_g_n_or_o(
    people: People, code: str
) -> None:
    case = looked_for(people)
    asks(people, case, ABSENT.key)
    on = date(2026, 12, 1)
    people.ask_all(case, on)
    # Before the absence, and after its twenty days, any code may stand; a closed day says nothing.
    marked(people, (TOLD_ON, "/"), (date(2026, 11, 3), "N"), (date(2026, 11, 10), "G"), (date(2026, 11, 11), "O"),
           (date(2026, 11, 27), "#"), (on, "I"))  # fmt: skip
    assert deleting.joint_finding(case, None, on) is None
    marked(people, (date(2026, 11, 12), code))
    with pytest.raises(Refused, match="other codes in that time than the ground asks for") as refused:
        advised(people, case, pathway.ADVISE_MAY, on)
    assert f"{code} on 12 November 2026." in refused.value.message


def test_after_leave_whoever_was_ill_since_is_not_deleted_and_the_first_marks_are_named(people: People) -> None:
    case = looked_for(people)
    people.ask_all(case, TOLD_ON)
    returning.confirm_ground(LEAVE.key, LEAVE.words, by=people.officer, on=TOLD_ON, at=moment(TOLD_ON))
    asks(people, case, LEAVE.key, leave_ended_on=date(2026, 11, 6))
    marked(people, *((date(2026, 11, day), "I") for day in (6, 9, 10, 11, 12)))
    said = deleting.joint_finding(case, None, date(2026, 11, 23))
    assert said == (
        "The school’s register has other codes in that time than the ground asks for: I on 9 November 2026, I on 10 "
        "November 2026 and I on 11 November 2026, and 1 more."
    )


def test_after_leave_ten_school_days_from_its_end_and_never_before(people: People) -> None:
    case = looked_for(people)
    people.ask_all(case, TOLD_ON)
    returning.confirm_ground(LEAVE.key, LEAVE.words, by=people.officer, on=TOLD_ON, at=moment(TOLD_ON))
    asks(people, case, LEAVE.key)
    with pytest.raises(Refused, match="not known from which day"):
        advised(people, case, pathway.ADVISE_MAY, ASKED_ON)
    asks(people, case, LEAVE.key, leave_ended_on=date(2026, 11, 6))
    with pytest.raises(Refused, match="10 school days are over at the end of today"):
        advised(people, case, pathway.ADVISE_MAY, ASKED_ON)
    advised(people, case, pathway.ADVISE_MAY, date(2026, 11, 23))


def test_words_that_nobody_confirmed_stay_off_the_letter(people: People) -> None:
    case = looked_for(people)
    asks(people, case, MOVED.key)
    with pytest.raises(Refused, match="unverified"):
        advised(people, case, pathway.ADVISE_MAY, ASKED_ON)
    advised(people, case, pathway.ADVISE_NOT, ASKED_ON, "It is not known where the family lives.")
    letter = Letter.objects.get(kind=letters.MAY_NOT_DELETE.key)
    assert "ground" not in letter.context
    assert letter.context["reasons"] == "It is not known where the family lives."
    asks(people, case, MOVED.key)
    returning.confirm_ground(MOVED.key, "Lives too far away.", by=people.officer, on=ASKED_ON, at=moment(ASKED_ON))
    advised(people, case, pathway.ADVISE_MAY, ASKED_ON)
    assert Letter.objects.get(kind=letters.MAY_DELETE.key).context["ground"] == "Lives too far away."


def test_on_no_ground_a_school_may_never_delete_and_nobody_is_answered_who_did_not_ask(people: People) -> None:
    case = looked_for(people)
    with pytest.raises(Refused, match="No school waits for an answer"):
        advised(people, case, pathway.ADVISE_NOT, ASKED_ON, "No.")
    asks(people, case, NONE)
    # Whoever answers reads on the case, and on the page of the answer, what is asked.
    officer = make.signed_in(people.officer)
    for page in (case.get_absolute_url(), reverse("cases:step", args=[case.key, "advise_not"])):
        assert "None of these. Nobody there." in officer.get(page).text
    with pytest.raises(Refused, match="names no ground"):
        advised(people, case, pathway.ADVISE_MAY, ASKED_ON)


def test_an_answer_is_owed_to_the_school_in_time_and_shown_to_it(people: People) -> None:
    case = looked_for(people)
    client = make.signed_in(people.lead)
    page = reverse("cme:ask_delete", args=[case.key])
    refused = client.post(page, {"ground": OTHER_SCHOOL.key, "version": case.version}).content.decode()
    assert "Enter what you did, and what you know" in refused
    client.post(page, {"ground": OTHER_SCHOOL.key, "why": "The mother says so.", "version": case.version})
    case.refresh_from_db()
    assert case.deadlines.get(clock="advice").due_on == date(2026, 12, 11)
    said = client.get(reverse("cme:sent", args=[case.key])).content.decode()
    assert "keep the name on your register" in said
    advised(people, case, pathway.ADVISE_NOT, date(2026, 12, 4), "No school says that it has the child.")
    said = client.get(reverse("cme:sent", args=[case.key])).content.decode()
    assert "You may not. No school says that it has the child." in said


def kinds_to(case: Case) -> dict[str, str]:
    """To whom each letter of a case goes."""
    return {link.letter.kind: link.party.role for link in case.letters.select_related("letter", "party")}


def test_each_letter_goes_to_whom_it_is_for(people: People) -> None:
    case = looked_for(people)
    people.take(case, pathway.ACKNOWLEDGE, ASKED_ON)
    people.take(case, pathway.WRITE_PARENTS, ASKED_ON)
    case.refresh_from_db()
    taken = {"by": people.officer, "on": ASKED_ON, "at": moment(ASKED_ON)}
    data = {"authority": "Northmere", "to_whom": "Their officer", "why_there": "An aunt lives there."}
    deleting.write_authority(case, pathway.WRITE_AUTHORITY, data=data, facts=dict(data), **taken)
    case.refresh_from_db()
    deleting.to_mash(case, pathway.TO_MASH, data={}, facts={}, reason="A wedding abroad.", **taken)
    case.refresh_from_db()
    assert kinds_to(case) == {
        "cme.acknowledgement": "school", "cme.parent_contact": "parent", "cme.authority_enquiry": "other authority",
        "cme.mash_referral": "MASH",
    }  # fmt: skip
    assert case.authority_enquiries.get().authority == "Northmere"


def wrote(people: People, case: Case) -> AuthorityEnquiry:
    """Another authority is written to: the letter is a draft."""
    data = {"authority": "Northmere", "to_whom": "Their officer", "why_there": ""}
    case.refresh_from_db()
    taken = {"by": people.officer, "on": ASKED_ON, "at": moment(ASKED_ON), "facts": dict(data)}
    deleting.write_authority(case, pathway.WRITE_AUTHORITY, data=data, **taken)
    return case.authority_enquiries.get()


def sent(people: People, letter: Letter, on: date) -> Letter:
    """A letter that the officer let go, and that left on a day."""
    released = release_letter(letter, by=people.officer, on=ASKED_ON, at=moment(ASKED_ON))
    how = Method.FIRST_CLASS
    return record_sent(released, by=people.officer, on=on, at=moment(on), method=how, pdf_follows=True)


def test_another_authority_owes_its_answer_from_the_day_its_letter_is_sent_and_not_from_a_draft(people: People) -> None:
    case = looked_for(people)
    casework.allocate(
        case, to=people.officer, by=people.officer, on=TOLD_ON, at=moment(TOLD_ON), reason="Mine", version=case.version
    )
    asked = wrote(people, case)
    assert (asked.sent_on, asked.due_on) == (None, None)
    assert "Letter not sent" in make.signed_in(people.officer).get(case.get_absolute_url()).content.decode()
    letter = sent(people, Letter.objects.get(kind=letters.AUTHORITY_ENQUIRY.key), date(2026, 11, 23))
    asked.refresh_from_db()
    assert (asked.sent_on, asked.due_on) == (date(2026, 11, 23), date(2026, 12, 7))
    assert [(task.title, task.waiting_on) for task in tasks_of(people.officer, date(2026, 12, 7))] == [
        ("Northmere answers", "another authority")
    ]
    correct_sending(
        letter, letter.version, by=people.officer, on=date(2026, 11, 24), at=moment(date(2026, 11, 24)),
        method=Method.FIRST_CLASS, proof="",
    )  # fmt: skip
    asked.refresh_from_db()
    assert asked.due_on == date(2026, 12, 8)
    assert [(task.title, task.due_on) for task in tasks_of(people.officer, date(2026, 12, 9))] == [
        ("Ask Northmere again for its answer", date(2026, 12, 8))
    ]
    letter.refresh_from_db()
    back_on = date(2026, 11, 26)
    record_returned(letter, letter.version, by=people.officer, on=back_on, at=moment(back_on), because="gone_away")
    asked.refresh_from_db()
    assert asked.sent_on is None


def answers(people: People, asked: AuthorityEnquiry, on: date) -> None:
    """The other authority answers on a day, and has the child in writing."""
    receipt = {"receipt_on": on, "receipt_by": "Their officer", "receipt_reference": "Inbox"}
    actions.record_answer(
        asked, asked.version, by=people.officer, at=moment(on), answered_on=on, answer="We have the child.", **receipt
    )


def printed(people: People, letter: Letter) -> Letter:
    """A letter that the officer let go, and whose PDF is made: ready to post."""
    released = release_letter(letter, by=people.officer, on=ASKED_ON, at=moment(ASKED_ON))
    released.pdf = store_made(b"%PDF-1.7\n%%EOF\n", kind=PDF, name="letter.pdf", at=moment(ASKED_ON))
    released.state, released.rendered_at = Letter.State.RENDERED, moment(ASKED_ON)
    released.save()
    return released


def test_a_batch_is_recorded_as_posted_also_after_an_authority_answered(people: People) -> None:
    case = looked_for(people)
    asked = wrote(people, case)
    make.address(people.parent, from_on=TOLD_ON)
    people.take(case, pathway.WRITE_PARENTS, ASKED_ON)
    answered_on, on = date(2026, 11, 23), date(2026, 11, 25)
    answers(people, asked, answered_on)
    batch = [printed(people, one) for one in Letter.objects.order_by("pk")]
    assert record_all_sent(batch, by=people.officer, on=on, at=moment(on), method=Method.FIRST_CLASS) == 2
    asked.refresh_from_db()
    # It was asked by then, whichever day the post says.
    assert asked.sent_on == answered_on
    # The day of the answer was a slip: what it owes is counted from the right one, before or after the one typed first.
    for put_right_to, counted_from in ((date(2026, 11, 20), date(2026, 11, 20)), (date(2026, 11, 26), on)):
        answers(people, asked, put_right_to)
        asked.refresh_from_db()
        assert (asked.sent_on, asked.due_on) == (counted_from, answer_due(counted_from))
    with pytest.raises(Refused, match="asked on 25 November 2026"):
        answers(people, asked, date(2026, 11, 24))


def test_a_day_of_sending_is_put_right_also_past_the_answer(people: People) -> None:
    case = looked_for(people)
    asked = wrote(people, case)
    letter = sent(people, Letter.objects.get(kind=letters.AUTHORITY_ENQUIRY.key), date(2026, 11, 20))
    asked.refresh_from_db()
    answers(people, asked, date(2026, 11, 23))
    on = date(2026, 11, 25)
    how = {"method": Method.FIRST_CLASS, "proof": ""}
    correct_sending(letter, letter.version, by=people.officer, on=on, at=moment(on), **how)
    asked.refresh_from_db()
    assert (letter.kind, asked.sent_on) == (letters.AUTHORITY_ENQUIRY.key, date(2026, 11, 23))


def test_the_mash_was_told_on_the_day_its_letter_was_sent_and_by_no_draft(people: People) -> None:
    case = looked_for(people)
    taken = {"by": people.officer, "on": ASKED_ON, "at": moment(ASKED_ON), "facts": {}, "reason": "A wedding abroad."}
    deleting.to_mash(case, pathway.TO_MASH, data={}, **taken)
    assert not case.safeguarding_referrals.exists()
    letter = sent(people, Letter.objects.get(kind=letters.MASH_REFERRAL.key), date(2026, 11, 23))
    told = case.safeguarding_referrals.get()
    assert (told.on, told.concern) == (date(2026, 11, 23), "A wedding abroad.")
    put_right = date(2026, 11, 24)
    correct_sending(
        letter, letter.version, by=people.officer, on=put_right, at=moment(put_right), method=Method.BY_HAND,
        proof="",
    )  # fmt: skip
    assert case.safeguarding_referrals.get().on == put_right


def test_a_letter_of_a_kind_that_is_no_longer_installed_is_put_right_and_comes_back(people: People) -> None:
    case = looked_for(people)
    wrote(people, case)
    letter = sent(people, Letter.objects.get(kind=letters.AUTHORITY_ENQUIRY.key), date(2026, 11, 23))
    Letter.objects.filter(pk=letter.pk).update(kind="gone.letter")
    on = date(2026, 11, 24)
    how = {"method": Method.FIRST_CLASS, "proof": ""}
    letter = correct_sending(letter, letter.version, by=people.officer, on=on, at=moment(on), **how)
    back = record_returned(letter, letter.version, by=people.officer, on=on, at=moment(on), because="gone_away")
    assert (back.sent_on, back.state) == (on, Letter.State.RETURNED)


def to_mash(people: People, case: Case, concern: str) -> None:
    """A letter that tells the MASH of a concern is drafted."""
    case.refresh_from_db()
    taken = {"by": people.officer, "on": ASKED_ON, "at": moment(ASKED_ON), "facts": {}, "reason": concern}
    deleting.to_mash(case, pathway.TO_MASH, data={}, **taken)


def of_family_and_authority(case: Case) -> QuerySet[Letter]:
    """The letters to the family and to another authority."""
    kinds = [letters.PARENT_CONTACT.key, letters.AUTHORITY_ENQUIRY.key, letters.SECTION_437.key]
    return Letter.objects.filter(on_case__case=case, kind__in=kinds).order_by("pk")


@pytest.mark.parametrize("stopped_by", [pathway.STOP, pathway.TO_MASH])
def test_what_was_drafted_or_released_to_the_family_or_an_authority_does_not_leave_once_safeguarding_stops_it(
    people: People, stopped_by: Step
) -> None:
    case = looked_for(people)
    make.address(people.parent, from_on=TOLD_ON)
    people.take(case, pathway.FIND_HERE, ASKED_ON, where="With an aunt", how_known="Seen")
    people.take(case, pathway.WRITE_PARENTS, ASKED_ON)
    people.take(case, pathway.NOTICE, ASKED_ON)
    people.take(case, pathway.ACKNOWLEDGE, ASKED_ON)
    wrote(people, case)
    released = printed(people, of_family_and_authority(case)[0])
    assert released.kind == letters.PARENT_CONTACT.key
    if stopped_by is pathway.TO_MASH:
        to_mash(people, case, "A wedding abroad.")
    else:
        people.take(case, stopped_by, ASKED_ON)
    case.refresh_from_db()
    assert case.stage == pathway.STOPPED.key
    assert [one.state for one in of_family_and_authority(case)] == ["withdrawn"] * 3
    # What goes to the school that told us, or to the MASH, goes.
    others = Letter.objects.filter(kind__in=[letters.ACKNOWLEDGEMENT.key, letters.MASH_REFERRAL.key])
    assert {one.state for one in others} == {"drafted"}
    assert not {one.kind.key for one in draftable(case, ASKED_ON)} & {one.key for one in pathway.HELD_BACK}
    # A notice is given anew, once the child is found anew.
    people.take(case, pathway.GO_ON, ASKED_ON)
    case.refresh_from_db()
    again = {one.kind.key for one in draftable(case, ASKED_ON)} & {one.key for one in pathway.HELD_BACK}
    assert again == {letters.PARENT_CONTACT.key, letters.AUTHORITY_ENQUIRY.key}


@pytest.mark.parametrize("stopped_by", [pathway.STOP, pathway.TO_MASH])
def test_safeguarding_stops_a_case_also_while_a_second_person_thinks_about_closing(
    people: People, stopped_by: Step
) -> None:
    case = looked_for(people)
    people.take(case, pathway.PROPOSE, ASKED_ON)
    people.take(case, stopped_by, ASKED_ON)
    case.refresh_from_db()
    running = set(case.deadlines.filter(state="running").values_list("clock", flat=True))
    assert (case.stage, running) == (pathway.STOPPED.key, {"stopped_still"})
    with pytest.raises(Refused, match="cannot be done while"):
        people.take(case, pathway.AGREE, ASKED_ON, by=people.manager)


def test_a_referral_to_the_mash_stops_the_enquiries_and_a_second_one_counts_as_a_look(people: People) -> None:
    case = people.refer()
    people.take(case, pathway.TO_MASH, TOLD_ON)
    assert case.deadlines.get(state="running").due_on == date(2026, 11, 4)
    with pytest.raises(Refused, match="Safeguarding has stopped the enquiries"):
        people.ask(case, Kind.HOME, TOLD_ON)
    people.take(case, pathway.TO_MASH, date(2026, 11, 4))
    case.refresh_from_db()
    assert case.stage == pathway.STOPPED.key
    assert case.deadlines.get(state="running").due_on == date(2026, 11, 6)


def test_of_two_letters_to_the_mash_in_one_batch_each_tells_its_own_concern(people: People) -> None:
    case = looked_for(people)
    to_mash(people, case, "A wedding abroad.")
    to_mash(people, case, "Alone at night.")
    batch = [printed(people, one) for one in Letter.objects.filter(kind=letters.MASH_REFERRAL.key)]
    on = date(2026, 11, 23)
    record_all_sent(batch, by=people.officer, on=on, at=moment(on), method=Method.FIRST_CLASS)
    told = case.safeguarding_referrals.values_list("concern", flat=True)
    assert sorted(told) == ["A wedding abroad.", "Alone at night."]


def test_the_mash_was_not_told_by_a_letter_that_came_back_unless_that_was_a_mistake(people: People) -> None:
    case = looked_for(people)
    to_mash(people, case, "A wedding abroad.")
    letter = sent(people, Letter.objects.get(kind=letters.MASH_REFERRAL.key), date(2026, 11, 23))
    back_on = date(2026, 11, 26)
    back = record_returned(
        letter, letter.version, by=people.officer, on=back_on, at=moment(back_on), because="gone_away"
    )
    contact = case.safeguarding_referrals.get()
    assert contact.came_back_on == back_on
    client = make.signed_in(people.officer)
    assert "the MASH was not told by it" in client.get(case.get_absolute_url()).text
    read = make.signed_in(people.manager).get(reverse("cases:mash_contact", args=[case.key, 1])).text
    assert "the MASH was not told by it" in read
    assert "whose letter came back" in client.get(reverse("cases:timeline", args=[case.key])).text
    record_not_returned(back, back.version, by=people.officer, at=moment(back_on), reason="Another letter.")
    contact.refresh_from_db()
    assert (contact.on, contact.came_back_on) == (date(2026, 11, 23), None)


def test_no_day_of_sending_is_after_what_the_mash_decided_on_it(people: People) -> None:
    case = looked_for(people)
    to_mash(people, case, "A wedding abroad.")
    letter = sent(people, Letter.objects.get(kind=letters.MASH_REFERRAL.key), ASKED_ON)
    contact, decided_on = case.safeguarding_referrals.get(), date(2026, 11, 23)
    said = {"decision": "Early help.", "decided_on": decided_on, "fed_back_on": None}
    casework.record_mash_answer(contact, version=contact.version, **said)
    on, how = date(2026, 11, 25), {"method": Method.BY_HAND, "proof": ""}
    correct_sending(letter, letter.version, by=people.officer, on=on, at=moment(on), **how)
    assert case.safeguarding_referrals.get().on == decided_on


def test_a_second_authority_gets_its_own_letter_and_the_first_no_other(people: People) -> None:
    case = looked_for(people)
    for name in ("Northmere", "southmere", "Southmere"):
        case.refresh_from_db()
        said = {"authority": name, "to_whom": "They"}
        deleting.write_authority(
            case, pathway.WRITE_AUTHORITY, data=said, facts=dict(said), by=people.officer, on=ASKED_ON,
            at=moment(ASKED_ON),
        )  # fmt: skip
    going = case.letters.exclude(letter__state=Letter.State.WITHDRAWN).select_related("party__organisation")
    sent = [str(link.party.organisation) for link in going.order_by("pk")]
    assert sent == ["Northmere", "southmere", "southmere"]


def test_a_notice_under_section_437_runs_fifteen_days_beginning_with_service(people: People) -> None:
    make.address(people.parent, from_on=TOLD_ON)
    case = looked_for(people)
    people.take(case, pathway.FIND_HERE, ASKED_ON, where="With an aunt", how_known="Seen")
    people.take(case, pathway.NOTICE, ASKED_ON)
    assert kinds_to(case) == {"cme.section_437": "parent"}
    letter = Letter.objects.get()
    assert letter.context["period"] == "15 calendar days beginning with the day"
    assert pathway.NOTICE_ENDS.served is letters.SECTION_437
    # W52: served by hand on 23 November.
    casework.allocate(
        Case.objects.get(pk=case.pk), to=people.officer, by=people.officer, on=ASKED_ON, at=moment(ASKED_ON),
        reason="Mine", version=case.version,
    )  # fmt: skip
    released = release_letter(letter, by=people.officer, on=ASKED_ON, at=moment(ASKED_ON))
    served_on = date(2026, 11, 23)
    record_sent(
        released, by=people.officer, on=served_on, at=moment(served_on), method=Method.BY_HAND, pdf_follows=True
    )  # fmt: skip
    assert case.deadlines.get(clock="notice_ends").due_on == date(2026, 12, 7)
    wanted = "Hand over for a School Attendance Order, where they did not"
    (task,) = [one for one in work_of(people.officer, date(2026, 12, 8)).today if one.title == wanted]
    assert task.due_on == date(2026, 12, 8)


def test_what_is_handed_over_for_a_school_attendance_order_waits_with_the_team_of_a_setting(people: People) -> None:
    case = looked_for(people)
    RuleValue.objects.create(rule="cases.team_for_orders", value="Orders Team", from_on=ASKED_ON, reason="Agreed")
    said = {"on": ASKED_ON, "at": moment(ASKED_ON), "reason": "The notice was not answered."}
    handed = casework.hand_over(case, to="school_attendance_orders", by=people.officer, **said)
    assert str(handed.waits_with) == "Orders Team"
    message = handed.message
    assert message is not None
    assert message.state == "waiting"
    # Nothing is there to accept it, and the page says what to do instead: the answer stands on the case.
    taker = make.user("attendance_officer")
    taker.memberships.update(organisation=handed.waits_with)
    officer, url = make.signed_in(taker), reverse("cases:message", args=[message.key])
    page = officer.get(url)
    assert page.context["entries"] == []
    assert ("cannot be accepted here" in page.text, "Record the answer" in page.text) == (True, True)
    officer.post(
        reverse("cases:message_answer", args=[message.key]),
        {"answer": "Notice served by hand.", "version": message.version},
    )
    handed.refresh_from_db()
    assert handed.waits_with is None
    assert "Notice served by hand." in make.signed_in(people.officer).get(case.get_absolute_url()).text


def test_what_waits_for_a_school_attendance_order_is_withdrawn_once_the_child_is_on_a_register(people: People) -> None:
    case = looked_for(people)
    said = {"on": ASKED_ON, "at": moment(ASKED_ON), "reason": "The notice was not answered."}
    handed = casework.hand_over(case, to="school_attendance_orders", by=people.officer, **said)
    new_pupil(case, on=ASKED_ON)
    people.take(case, pathway.CLOSE_ENROLLED, ASKED_ON)
    handed.refresh_from_db()
    assert (handed.waits_with, handed.withdrawn, handed.refused_because) == (
        None, True, "Closed: on a school’s register.",
    )  # fmt: skip
    taker = make.user("attendance_officer")
    taker.memberships.update(organisation=handed.message.team)
    page = make.signed_in(taker).get(reverse("cases:message", args=[handed.message.key])).text
    assert ("Withdrawn, because" in page, "Sent back" in page) == (True, False)
    assert f"withdrawn on {plain_day(ASKED_ON)} by" in " ".join(
        make.signed_in(people.officer).get(case.get_absolute_url()).text.split()
    )


def test_on_closing_the_school_is_told_that_we_know_and_not_where(people: People) -> None:
    case = looked_for(people)
    people.ask(case, Kind.REFUGE, TOLD_ON, words="Mill Lane refuge.")
    new_pupil(case, on=ASKED_ON)
    people.take(case, pathway.CLOSE_ENROLLED, ASKED_ON)
    letter = Letter.objects.get(kind=letters.DESTINATION.key)
    assert set(letter.context) == {"school_name", "decided_on"}


def test_of_what_others_told_no_school_is_written_to(people: People) -> None:
    case = looked_for(people, source="health", told_by="A nurse")
    with pytest.raises(Refused, match="No school told us of the child"):
        people.take(case, pathway.ACKNOWLEDGE, ASKED_ON)
    assert kinds_to(case) == {}


def test_brothers_and_sisters_without_a_school_stand_out(people: People) -> None:
    case = looked_for(people)
    sister = make.child("Sister", people.child.names.get().family)
    make.related(sister, people.parent, parental_responsibility=True)
    page = make.signed_in(people.officer).get(case.get_absolute_url()).content.decode()
    assert sister.shown_name in page
    assert "On no register" in page
