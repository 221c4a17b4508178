"""Answered messages and children's records: kept as the settings say, and destroyed only as two people decide."""

from datetime import date, time

import pytest
from django.db import InternalError, transaction
from django.utils.html import escape

from attendance.referrals import drafting
from oxle.audit.models import Change
from oxle.cases import casework, destroying, disposal, outlived, reviewing
from oxle.cases.actions import duty_team
from oxle.cases.disposable import CHILD, MESSAGE, Disposable, in_the_way
from oxle.cases.disposal_models import Disposal, State
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case
from oxle.core.errors import Refused
from oxle.core.rules import change_rule
from oxle.documents.actions import store_made
from oxle.documents.models import File
from oxle.documents.types import PDF
from oxle.meetings.models import Meeting, Series
from oxle.missing_out.models import GroupAction, GroupDecision, Pack, PackRow, Theme, ThemePupil
from oxle.missing_out.packs.freezing import agree
from oxle.missing_out.packs.hashing import is_whole, pack_digest, remark_digest, row_digest
from oxle.missing_out.remark_models import Remark
from oxle.people import actions as people
from oxle.people.models import Adult, Child
from oxle.people.models import VulnerabilityKind as Kind
from oxle.provision.actions import add_provider
from oxle.provision.mismatch_models import Mismatch
from oxle.provision.models import ExaminationsOver, MissingTime, Offer, ProviderKind, Whereabouts
from oxle.provision.reconciling import explain
from oxle.registers.models import ChildWeek
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals
from tests.audit.test_sealing import seal
from tests.cases import closed
from tests.cases.closed import LATER, Deciders, at
from tests.cases.test_destroying import on_disk, payloads, texts
from tests.cases.test_disposal_pages import seen, sent
from tests.cases.test_guards import door

pytestmark = pytest.mark.django_db
CAME = date(2026, 10, 16)
# Six years after it was answered are over.
OVER = date(2032, 10, 17)


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2032-10-17T10:00:00+00:00")


@pytest.fixture
def by() -> Deciders:
    return Deciders()


def a_message(by: Deciders, text: str = "Quite private.") -> InboxMessage:
    """A message that waits, with a file."""
    kept = store_made(court.a_page(), kind=PDF, name="mail.pdf", at=at(CAME))
    return casework.receive_message(
        team=duty_team("attendance"), channel="email", received_on=CAME, sender="Robin Example", text=text,
        files=[kept], by=by.second, at=at(CAME),
    )  # fmt: skip


def answered(by: Deciders) -> InboxMessage:
    """A message of which no case came."""
    message = a_message(by)
    casework.answer_message(message, "Rang back.", by=by.second, at=at(CAME), version=message.version)
    return message


def over(by: Deciders, kind: Disposable = MESSAGE, on: date = OVER) -> list:
    return list(reviewing.to_review(by.reviewer, kind, on))


def destroyed(record, by: Deciders, on: date = OVER) -> Disposal:
    """What two people decided to destroy, destroyed."""
    closed.decided(record, by, on)
    destroying.run(at=at(on, 12))
    return Disposal.objects.latest("pk")


# --- messages ------------------------------------------------------------------------------------------------


def test_an_answered_message_is_reviewed_six_years_after_its_answer_and_one_that_waits_never(by):
    message = answered(by)
    a_message(by)
    assert (over(by, on=date(2032, 10, 16)), over(by)) == ([], [message])
    assert outlived.message_kept(message).until_on == date(2032, 10, 16)


def test_a_setting_counts_as_it_was_on_the_day_of_the_answer(by):
    message = answered(by)
    change_rule(outlived.ANSWERED, "1", from_on=date(2026, 10, 17), reason="Our schedule")
    assert over(by, on=date(2032, 10, 16)) == []
    change_rule(outlived.ANSWERED, "2", from_on=CAME, reason="Our schedule")
    assert (over(by, on=CAME.replace(year=2028)), over(by, on=date(2028, 10, 17))) == ([], [message])


def test_an_answered_message_goes_with_its_files_and_its_certificate_names_nobody(by, files):
    message = answered(by)
    with pytest.raises(Refused, match="Take “Robin Example” out"):
        disposal.propose(message, reason="Robin Example rang.", by=by.reviewer, on=OVER, at=at(OVER))
    row = destroyed(message, by)
    assert (InboxMessage.objects.count(), File.objects.count(), on_disk(files)) == (0, 0, 0)
    assert [words for words in ("Quite private.", "Robin Example", "Rang back.") if words in texts()] == []
    assert (row.state, row.record, row.closed_on, row.counts) == ("destroyed", "Answered message", CAME, [["files", 1]])
    assert row.rule_words.startswith("6 years from the day it was answered (Local retention schedule (unsourced)")


def test_a_held_message_stays_whatever_was_decided(by):
    message = answered(by)
    row = closed.decided(message, by, OVER)
    disposal.put_on_hold(message, reason="A claim", by=by.second, on=OVER, at=at(OVER))
    destroying.run(at=at(OVER))
    row.refresh_from_db()
    assert (row.state, row.stopped_because) == (State.STOPPED, "The message was put on legal hold on 17 October 2032.")
    assert in_the_way(message, OVER) == ["The message is on legal hold since 17 October 2032."]


def test_the_database_lets_no_message_go_that_waits_whatever_was_decided(by):
    message = answered(by)
    row = closed.decided(message, by, OVER)
    door(row)
    waiting = InboxMessage.objects.filter(pk=message.pk)
    waiting.update(state="waiting", dealt_at=None, dealt_by=None, answer="")
    with pytest.raises(InternalError, match="can be deleted only by a disposal"), transaction.atomic():
        waiting._raw_delete("default")
    message.refresh_from_db()
    assert in_the_way(message, OVER) == ["The message waits to be answered."]


def test_a_message_that_a_referral_is_being_entered_from_stays(by):
    message = answered(by)
    referrals.calendar()
    school = make.school()
    drafting.start_draft(school=school, child=make.child(at=school), by=by.second, at=at(CAME), message=message)
    assert in_the_way(message, OVER) == ["Something else still needs this message: draft."]


def handed_over(by: Deciders) -> tuple[Case, InboxMessage]:
    """A closed case whose matter was handed over, and the message as which it waits."""
    case = closed.withdrawn()
    made = casework.hand_over(case, to="attendance_", by=by.second, on=LATER, at=at(LATER), reason="Quite private.")
    return case, made.message


def test_what_a_case_handed_over_goes_with_it_once_answered_and_not_before(by, files):
    case, message = handed_over(by)
    assert [one[:31] for one in in_the_way(case, LATER)] == ["What was handed over on 9 Janua"]
    casework.answer_message(message, "No action.", by=by.second, at=at(LATER), version=message.version)
    assert in_the_way(message, LATER) == [f"The message goes with {case.reference}."]
    assert over(by, on=date(2050, 1, 1)) == []
    destroyed(case, by, LATER)
    assert (Case.objects.count(), InboxMessage.objects.count()) == (0, 0)
    assert "Quite private." not in texts()


def test_a_case_stays_while_what_was_sent_back_to_it_was_not_read(by):
    case = closed.withdrawn()
    message = a_message(by)
    InboxMessage.objects.filter(pk=message.pk).update(case=case)
    assert in_the_way(case, LATER) == [
        "A message about this case still waits in an inbox. Nothing goes before it is answered."
    ]


# --- children ------------------------------------------------------------------------------------------------

# Born on 4 March 2014; 25 on 4 March 2039.
GROWN_UP = date(2039, 3, 5)


def left(**facts) -> Child:
    """A child who left school in July 2030, with two parents; the mother has another child."""
    school = make.school()
    child = make.child("Ash", "Example", at=school, **facts)
    people.leave(child.enrolments.get(), 1, by=make.someone(), on=date(2030, 7, 19))
    mother = make.parent(child, "Robin", "Example")
    make.related(make.child("Bay", "Example"), mother)
    make.parent(child, "Kit", "Sample", kind="Father")
    return child


def test_a_child_is_reviewed_at_25_when_nothing_else_is_left(by):
    child = left()
    found = over(by, CHILD, GROWN_UP)
    assert over(by, CHILD, date(2039, 3, 4)) == []
    assert child in found
    assert outlived.child_kept(child).until_on == date(2039, 3, 4)
    assert in_the_way(child, GROWN_UP) == []


@pytest.mark.parametrize(
    ("kind", "until"),
    [(Kind.EHCP, date(2045, 3, 4)), (Kind.LOOKED_AFTER, date(2089, 3, 4)), (Kind.MEDICAL, date(2039, 3, 4))],
)
def test_special_needs_and_care_keep_a_record_for_longer(by, kind, until):
    child = left()
    made = people.add_vulnerability(child, kind=kind, from_on=CAME, source="School", by=by.second, on=CAME)
    people.end_vulnerability(made, 1, by=by.second, on=date(2027, 1, 1))
    assert outlived.child_kept(child).until_on == until
    assert (child in over(by, CHILD, GROWN_UP)) is (until < GROWN_UP)


def test_six_years_after_the_register_keep_a_record_past_25(by):
    child = left()
    ChildWeek.objects.create(
        child=child, school=make.school(), monday=date(2034, 1, 2), marks="/ " * 10, source="extract"
    )
    assert [one.until_on for one in outlived.child_kept(child).reasons] == [date(2040, 1, 2), date(2039, 3, 4)]


def test_a_case_a_letter_or_an_enrolment_keeps_a_child(by):
    case = closed.withdrawn()
    child = case.child
    assert child not in over(by, CHILD, LATER)
    problems = in_the_way(child, LATER)
    assert problems[0] == "The child is on the register of a school."
    assert problems[1].startswith("Something else still needs this record: ")
    assert "cases (1)" in problems[1]
    assert "letters (4)" in problems[1]


def test_a_child_goes_with_everything_and_with_adults_nobody_else_needs(by, files):
    child = left()
    ChildWeek.objects.create(
        child=child, school=make.school(), monday=date(2030, 7, 15), marks="/ " * 10, source="extract"
    )
    Offer.objects.create(
        child=child, school=make.school(), kind="reduced", from_on=CAME, to_on=CAME, minutes=[60] * 10, source="OX-1"
    )
    mismatch = Mismatch.objects.create(
        child=child, school=make.school(), on=CAME, half=0, kind="unmarked", school_code="B", found_at=at(CAME)
    )
    explain(mismatch, 1, because="Ash was at the farm.", by=by.second, at=at(CAME))
    unit = add_provider(name="Demo Unit", kind=ProviderKind.PRU, by=by.second)
    Whereabouts.objects.create(
        child=child, provider=unit, on=CAME, half=0, said="Ash was at home.", by=by.second, at=at(CAME)
    )
    ExaminationsOver.objects.create(child=child, last_on=CAME, source="OX-1")
    MissingTime.objects.create(child=child, from_on=CAME, told_on=CAME, source="OX-1")
    row = destroyed(child, by, GROWN_UP)
    assert list(Child.objects.values_list("shown_name", flat=True)) == ["Bay Example"]
    assert list(Adult.objects.values_list("given", flat=True)) == ["Robin"]
    assert [words for words in ("Ash", "Kit", "Sample") if words in texts()] == []
    assert (row.record, row.closed_on, row.child) == ("Child’s record", None, None)
    assert row.counts == [
        ["weeks of register marks", 1],
        ["changes of register mismatches", 1],
        ["register mismatches", 1],
        ["whereabouts", 1],
        ["ends of the public examinations", 1],
        ["times in which the child was missing", 1],
        ["education offers", 1],
        ["enrolments", 1],
        ["relationships", 2],
        ["names", 1],
        ["adults", 1],
    ]
    assert payloads("Sample") > 0


def test_records_merged_into_a_child_go_with_the_child(by, files):
    child = left()
    for name in ("One", "Two"):
        copy = make.child(name, "Copy")
        people.merge(child, copy, reason="One child", by=by.second, at=at(CAME))
    destroyed(child, by, GROWN_UP)
    assert list(Child.objects.values_list("shown_name", flat=True)) == ["Bay Example"]


def test_merging_two_records_ends_what_was_decided_on_either_and_undoing_it_brings_nothing_back(by):
    kept, merged = left(), make.child("One", "Copy")
    agreed, proposed = closed.decided(kept, by, GROWN_UP), a_proposal_on(merged, by)
    merge = people.merge(kept, merged, reason="One child", by=by.second, at=at(GROWN_UP))

    def decisions():
        return [
            (row.child, row.state, row.stopped_because)
            for row in Disposal.objects.filter(pk__in=[agreed.pk, proposed.pk]).order_by("pk")
        ]

    why = "The record was merged with another on 5 March 2039."
    assert decisions() == [(kept, State.STOPPED, why)] * 2
    changed = Change.objects.filter(table="cases_disposal", after__stopped_because=why)
    assert set(changed.values_list("row", flat=True)) == {str(agreed.pk), str(proposed.pk)}
    people.unmerge(merge, by=by.second, at=at(GROWN_UP))
    assert decisions() == [(kept, State.STOPPED, why), (merged, State.STOPPED, why)]
    destroying.run(at=at(GROWN_UP))
    assert Child.objects.filter(pk__in=[kept.pk, merged.pk]).count() == 2


def a_proposal_on(child, by):
    """One person has proposed to destroy a child's record."""
    return disposal.propose(child, reason="Nothing is left.", by=by.reviewer, on=GROWN_UP, at=at(GROWN_UP))


def test_who_must_not_learn_an_address_that_stays_stays_known(by, files):
    child = left()
    mother, father = Adult.objects.get(given="Robin"), Adult.objects.get(given="Kit")
    refuge = people.add_address(
        mother, lines="1 Hidden Road", postcode="", from_on=CAME, source="Police", by=by.second, on=CAME
    )
    refuge.withheld_from.add(father)
    destroyed(child, by, GROWN_UP)
    assert set(Adult.objects.values_list("given", flat=True)) == {"Robin", "Kit"}


def test_a_hold_on_a_child_keeps_the_record_and_every_case_about_the_child(by):
    case = closed.withdrawn()
    row = closed.decided(case, by)
    disposal.put_on_hold(case.child, reason="An inquiry", by=by.reviewer, on=LATER, at=at(LATER))
    destroying.run(at=at(LATER))
    row.refresh_from_db()
    assert row.stopped_because == "The child’s record is on legal hold since 9 January 2040."
    door(row)
    with pytest.raises(InternalError, match="can be deleted only by a disposal"), transaction.atomic():
        Case.objects.filter(pk=case.pk)._raw_delete("default")


def test_the_database_lets_no_child_go_without_a_decision(by):
    child = left()
    with pytest.raises(InternalError, match="can be deleted only by a disposal"), transaction.atomic():
        Child.objects.filter(pk=child.pk)._raw_delete("default")


def test_a_child_who_is_enrolled_again_is_not_destroyed(by):
    child = left()
    row = closed.decided(child, by, GROWN_UP)
    make.enrolled(child, make.school("Another"), date(2039, 1, 1))
    destroying.run(at=at(GROWN_UP))
    row.refresh_from_db()
    assert (row.state, row.stopped_because) == (State.STOPPED, "The child is on the register of a school.")


# --- the pages -----------------------------------------------------------------------------------------------


def test_a_message_from_review_to_certificate_through_the_pages(by, files):
    message = answered(by)
    manager, senior = make.signed_in(by.reviewer), make.signed_in(by.second)
    path = f"/inbox/{message.key}/disposal/"
    page = seen(manager, "/disposals/messages/")
    assert "Robin Example" in page
    assert "6 years from the day it was answered" in page
    page = seen(manager, path)
    assert "Keeping and disposal: message" in page
    assert "Answered message, answered on 16 October 2026" in page
    assert sent(manager, f"{path}propose/", reason="Over.").url == path
    assert "Waits for a second person" in seen(manager, path)
    reference = Disposal.objects.get().reference
    assert reference in seen(senior, "/disposals/to-agree/")
    assert sent(senior, f"{path}agree/", answer="Read it.").url == path
    destroying.run(at=at(OVER))
    assert "Answered message" in seen(manager, f"/disposals/certificates/{Disposal.objects.get().key}/")
    seen(manager, path, 404)


def test_a_childs_page_says_what_keeps_the_record_and_no_title_names_the_child(by, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2039-03-05T10:00:00+00:00")
    child = left()
    client = make.signed_in(by.reviewer)
    assert "Ash Example" in seen(client, "/disposals/children/")
    page = seen(client, f"/pupils/{child.key}/disposal/")
    assert "<title>Keeping and disposal: child’s record" in page
    assert escape("25 years from the child’s date of birth") in page
    assert "Relationships: 2" in page
    assert sent(client, f"/pupils/{child.key}/hold/", reason="An inquiry").url == f"/pupils/{child.key}/disposal/"
    page = seen(client, f"/pupils/{child.key}/disposal/")
    assert "The child’s record is on legal hold since 5 March 2039." in page
    assert "Legal hold" in seen(client, f"/pupils/{child.key}/")


def test_a_message_that_waits_or_is_a_cases_has_no_page_about_keeping(by):
    client = make.signed_in(by.reviewer)
    seen(client, f"/inbox/{a_message(by).key}/disposal/", 404)


def test_who_works_in_no_inbox_has_no_say_about_messages(by):
    message = answered(by)
    solicitor = make.user("solicitor", duty_team("attendance"))
    client = make.signed_in(solicitor)
    seen(client, f"/inbox/{message.key}/disposal/", 404)
    assert "Robin" not in seen(client, "/disposals/messages/")


def test_a_row_of_a_pack_stays_without_the_child_and_without_what_it_told_of_them(by, files):
    child, person = left(), by.second
    series = Series.objects.create(
        kind="strategic_group", name="Group", first_on=CAME, starts_at=time(10), place="County Hall"
    )
    meeting = Meeting.objects.create(series=series, planned_for=CAME, on=CAME, starts_at=time(10), place="County Hall")
    pack = Pack(meeting=meeting, number=1, frozen_on=CAME, frozen_at=at(CAME), frozen_by=person, criteria=[], beside=[])
    row = PackRow(
        pack=pack, child=child, reference="MO-7K4M-2QX6", rated=2, goes_up=True, kinds=["Missing"], days=9,
        days_in_year=9, school="Example School", short=60, told={"because": "Quite private."},
    )  # fmt: skip
    row.digest = row_digest(row)
    pack.digest = pack_digest(pack, [row])
    pack.save()
    row.save()
    decision = GroupDecision.objects.create(
        meeting=meeting, row=row, kind="act", words="Most private.", on=CAME, recorded_at=at(CAME), recorded_by=person
    )
    action = GroupAction.objects.create(
        decision=decision, reference="AC-7K4M-2QX6", what="Very private.", owner=person, due_on=CAME
    )
    theme = Theme.objects.create(
        series=series, reference="TH-7K4M-2QX6", barrier="No bus", action="Ask.", made_at=at(CAME), made_by=person
    )
    place = ThemePupil.objects.create(theme=theme, child=child, added_at=at(CAME), added_by=person)
    said = Remark(pack=pack, row=row, words="Rather private.", made_at=at(CAME), made_by=person)
    said.digest = remark_digest(said)
    said.save()
    agree(pack, 1, words="Read it.", by=person, at=at(CAME))
    gone = destroyed(child, by, GROWN_UP)
    for one in (row, decision, action, place, said):
        one.refresh_from_db()
    assert (row.child, row.told, row.rated, row.kinds) == (None, {}, 2, ["Missing"])
    assert (said.words, said.made_by) == ("", person)
    assert (decision.words, decision.kind, action.what, action.owner, place.child) == ("", "act", "", person, None)
    for called in (
        "what packs told of the child", "what the Strategic Group decided", "what somebody did for the Strategic Group",
        "places under a theme", "remarks of packs about the child",
    ):  # fmt: skip
        assert [called, 1] in gone.counts
    assert is_whole(pack, [row])
    private = ("Quite private.", "Most private.", "Very private.", "Rather private.")
    assert all(payloads(one) > 0 for one in private)
    seal()
    destroying.run(at=at(GROWN_UP.replace(year=GROWN_UP.year + 10)))
    assert [payloads(one) for one in private] == [0, 0, 0, 0]
