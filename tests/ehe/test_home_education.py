"""Home education: open the day anybody tells, safe first, the form chased, decided with reasons, kept in contact."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cme import actions as cme
from cme.models import Cause, Source
from ehe import actions, pathway, queries, rules
from ehe.gaps import gaps_of
from ehe.models import ExitForm, HomeEducation, ToldBy
from ehe.offers import STEP_WORDS
from oxle.cases import actions as cases
from oxle.cases import handing
from oxle.cases.inbox_models import HandOver, InboxMessage
from oxle.cases.models import Case
from oxle.cases.pathways import Step
from oxle.core.errors import Refused
from oxle.core.rules import change_rule
from oxle.correspondence.contents import html_of
from oxle.documents.models import File
from tests import make
from tests.cme.make import told_of_missing
from tests.ehe.make import People, form_of, looked_at, moment, sent_form, told_of_home

pytestmark = pytest.mark.django_db
# A Monday in term; the whole of this is told as of then.
ON = date(2026, 11, 9)
LATER = date(2026, 11, 12)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")
    return People()


def due(case: Case) -> dict[str, date | None]:
    """The dates that run."""
    return {one.clock: one.due_on for one in case.deadlines.filter(state="running")}


def take(people: People, case: Case, step: Step, on: date = ON, **facts: Any) -> None:
    case.refresh_from_db()
    reason = "For good reasons." if step.reason else ""
    cases.take(case, step, by=people.officer, on=on, at=moment(on), facts=facts, reason=reason)


def challenged(case: Case) -> list[str]:
    return [event.reason for event in case.events.filter(step="challenge")]


def test_the_case_opens_on_the_day_the_message_came_and_safety_and_the_form_are_due_from_then(people: People) -> None:
    case = actions.tell(
        people.child, people.school, told=told_of_home(told_by=ToldBy.PARENT), by=people.officer, on=LATER,
        at=moment(LATER), told_on=ON, origin="council",
    )  # fmt: skip
    assert (case.opened_on, case.stage) == (ON, "told")
    assert due(case) == {
        "safety": date(2026, 11, 10),
        "exit_form": date(2026, 11, 16),
        "over_age": date(2029, 6, 29),
    }


def test_a_child_who_was_never_on_a_roll_has_a_case_and_no_school_owes_a_form(people: People) -> None:
    child = make.child("Never", "Enrolled", date(2015, 1, 2))
    told = told_of_home(told_by=ToldBy.HEALTH, order_open=True, special_place=True)
    case = actions.tell(child, None, told=told, by=people.officer, on=ON, at=moment(ON), origin="council")
    assert "exit_form" not in due(case)
    assert challenged(case) == []


def test_the_exit_form_delays_nothing(people: People) -> None:
    case = people.told(ON)
    take(people, case, pathway.CHECK_SAFETY, checked="All")
    take(people, case, pathway.ENQUIRE)
    take(people, case, pathway.RECEIVE, kinds=["report"], shows="A plan")
    take(people, case, pathway.FIND_SUITABLE)
    assert case.stage == "suitable"
    assert {"exit_form": date(2026, 11, 16), "yearly": date(2027, 11, 9)}.items() <= due(case).items()


def test_nothing_is_decided_before_the_child_is_known_to_be_safe(people: People) -> None:
    case = people.told(ON)
    for step in (pathway.ENQUIRE, pathway.FIND_SUITABLE, pathway.FIND_UNSUITABLE):
        with pytest.raises(Refused, match="safeguarding check first"):
            take(people, case, step)


def test_a_concern_is_to_be_shared_the_next_working_day_whether_the_officer_or_the_school_has_it(
    people: People,
) -> None:
    case = people.told(ON)
    take(people, case, pathway.CHECK_SAFETY, checked="All", concern_on=ON.isoformat())
    assert due(case)["shared"] == date(2026, 11, 10)
    take(people, case, pathway.SHARE, with_whom="MASH")
    assert "shared" not in due(case)
    sent_form(case, people.head, LATER, has_concerns=True, concerns="Bruises, twice.")
    assert due(case)["shared"] == date(2026, 11, 13)


def test_a_concern_shared_before_the_check_is_said_with_it_and_owed_no_more(people: People) -> None:
    case = people.told(ON)
    officer, address = make.signed_in(people.officer), reverse("cases:step", args=[case.key, "check_safety"])
    typed = {
        "on_day": "10", "on_month": "11", "on_year": "2026", "checked": "All.", "concern": "yes",
        "shared_on_day": "9", "shared_on_month": "11", "shared_on_year": "2026", "version": case.version,
    }  # fmt: skip
    errors = officer.post(address, typed).context["form"].errors
    assert errors == {"shared_with": ["Enter with whom it was shared, and how"]}
    later = {**typed, "on_day": "9", "shared_on_day": "10", "shared_with": "The MASH"}
    assert "shared after this check" in str(officer.post(address, later).context["form"].errors["shared_on"])
    none = {**typed, "concern": "no"}
    assert officer.post(address, none).context["form"].errors == {
        "shared_on": ["Leave this empty, or say that there is a concern"]
    }
    officer.post(address, {**typed, "shared_with": "The MASH, by telephone"})
    case.refresh_from_db()
    assert case.stage == "enquiry"
    assert "shared" not in due(case)
    said = STEP_WORDS[f"{pathway.EHE.key}/check_safety"](case.events.get(step="check_safety"))
    assert said == "All. There was a concern for social care, shared on 9 November 2026: The MASH, by telephone."


def test_a_concern_is_not_shared_before_the_day_it_was_recorded(people: People) -> None:
    case = people.told(ON)
    take(people, case, pathway.CHECK_SAFETY, on=LATER, checked="All", concern_on=LATER.isoformat())
    officer, address = make.signed_in(people.officer), reverse("cases:step", args=[case.key, "share"])
    typed = {"on_day": "9", "on_month": "11", "on_year": "2026", "with_whom": "The MASH", "version": case.version}
    errors = officer.post(address, typed).context["form"].errors["on"]
    assert "If it was shared before that, correct the safeguarding check" in str(errors)


def test_the_exit_form_is_filled_in_with_the_schools_earlier_cases_but_with_none_that_was_a_mistake(
    people: People,
) -> None:
    for step, known in ((pathway.RETURN, "Elective home education, 9 November 2026."), (pathway.MISTAKE, "")):
        child = people.child = people.pupil(step.key.title())
        case = people.told(ON)
        looked_at(case, people.officer, ON)
        take(people, case, step)
        assert queries.known_of(people.told(LATER), people.head, LATER) == known, child


@pytest.mark.parametrize(
    ("source", "origin", "known"),
    [
        (Source.SCHOOL, "portal", "Child missing education, 9 November 2026."),
        # What a school told in a message that an officer entered is its own as well.
        (Source.SCHOOL, "email", "Child missing education, 9 November 2026."),
        (Source.POLICE, "council", ""),
        (Source.HEALTH, "phone", ""),
    ],
)
def test_the_exit_form_tells_a_school_of_no_case_that_somebody_else_told_of(
    people: People, source: Source, origin: str, known: str
) -> None:
    told = told_of_missing(ON, source=source, cause=Cause.UNKNOWN)
    cme.refer(people.child, people.school, told=told, by=people.officer, on=ON, at=moment(ON), origin=origin)
    case = people.told(LATER)
    assert queries.known_of(case, people.head, LATER) == known
    page = make.signed_in(people.head).get(reverse("ehe:exit_form", args=[case.key])).content.decode()
    assert ("Child missing education" in page) is bool(known)


def test_a_child_has_one_open_case_whoever_tells_again(people: People) -> None:
    case = people.told(ON)
    assert (people.told(LATER), Case.objects.count(), case.told_since.count()) == (case, 1, 1)


def test_a_child_over_compulsory_school_age_has_none(people: People) -> None:
    people.child = people.pupil("Old", date(2010, 1, 2))
    with pytest.raises(Refused, match="which ended on 26 June 2026"):
        people.told(ON)
    assert not Case.objects.exists()


def test_a_letter_of_a_later_day_than_the_notice_cannot_be(people: People) -> None:
    with pytest.raises(Refused, match="cannot be of a later day") as refused:
        people.told(ON, letter_on=LATER)
    assert refused.value.field == "letter_on"


@pytest.mark.parametrize(
    ("told", "words"),
    [({"order_open": True}, "School Attendance Order is in force"), ({"special_place": True}, "special school")],
)
def test_the_school_is_told_at_once_that_it_may_not_take_the_name_off_and_is_not_stopped(
    people: People, told: dict[str, Any], words: str
) -> None:
    case = people.told(ON, **told)
    (why,) = challenged(case)
    assert "Do not take the name off your roll" in why
    assert words in why
    assert due(case)["challenge_answer"] == date(2026, 11, 16)


def test_a_special_school_is_told_so_whatever_it_answered(people: People) -> None:
    people.school.is_special = True
    people.school.save(update_fields=["is_special"])
    assert "special school" in challenged(people.told(ON))[0]


def test_what_nobody_compared_with_the_regulation_is_not_said_to_a_school_until_an_officer_confirms_it(
    people: People,
) -> None:
    said = challenged(people.told(ON, special_place=True))[0]
    assert ("the council’s procedure for home education" in said, "reg 9" in said, "unsourced" in said) == (
        True, False, False,
    )  # fmt: skip
    change_rule(rules.REGULATION_CONFIRMED, "yes", from_on=ON, reason="Compared by the solicitor.")
    people.child = people.pupil("Birch")
    said = challenged(people.told(ON, special_place=True))[0]
    assert ("reg 9(2)" in said, "unsourced" in said) == (True, False)


@pytest.mark.parametrize("field", ["letter_on", "last_on", "told_on"])
def test_nothing_is_told_of_a_day_before_the_child_was_born(people: People, field: str) -> None:
    before = date(2013, 5, 5)
    told = told_of_home(**({} if field == "told_on" else {field: before}))
    told_on = before if field == "told_on" else ON
    with pytest.raises(Refused, match="was born on 6 May 2013") as refused:
        actions.tell(people.child, people.school, told=told, by=people.officer, on=ON, at=moment(ON), told_on=told_on)
    assert (refused.value.field, Case.objects.exists()) == (field, False)


@pytest.mark.parametrize("field", ["voice_on", "meeting_on", "last_on", "deleted_on"])
def test_an_exit_form_names_no_day_before_the_child_was_born(people: People, field: str) -> None:
    case = people.told(ON)
    with pytest.raises(Refused, match="was born on 6 May 2013") as refused:
        sent_form(case, people.head, LATER, **{field: date(2013, 5, 5)})
    assert (refused.value.field, case.exit_forms.exists()) == (field, False)


def test_an_ordinary_notice_challenges_nobody(people: People) -> None:
    case = people.told(ON)
    sent_form(case, people.head, LATER)
    assert challenged(case) == []


def test_a_school_that_suggested_it_is_challenged(people: People) -> None:
    case = people.told(ON)
    sent_form(case, people.head, LATER, suggested=True, suggested_words="The head of year did.")
    (why,) = challenged(case)
    assert why.startswith("Somebody at the school suggested home education to the parents (Education Act 1996 s.7")


def test_a_name_that_came_off_before_the_parents_wrote_is_challenged(people: People) -> None:
    case = people.told(ON)
    sent_form(case, people.head, LATER, deleted_on=ON)
    (why,) = challenged(case)
    assert why.startswith("The name came off the roll on 9 November 2026, before the parents wrote on 12 November 2026")


def test_a_form_with_gaps_goes_back_at_once_with_each_of_them_named_and_is_owed_again(people: People) -> None:
    case = people.told(ON)
    form = sent_form(case, people.head, LATER, voice="", meeting="", siblings="")
    assert (form.returned_on, form.gaps) == (
        LATER,
        "Please send it again with: whether you offered the parents a meeting; what the child says; brothers and "
        "sisters, or that there are none.",
    )
    assert due(case)["exit_form"] == date(2026, 11, 19)
    again = sent_form(case, people.head, date(2026, 11, 13))
    assert (again.number, again.returned_on) == (2, None)
    assert due(case)["form_read"] == date(2026, 11, 20)
    assert "exit_form" not in due(case)


def test_a_no_is_an_answer_and_each_thing_that_was_not_said_is_a_gap() -> None:
    form = ExitForm(**form_of(ON, suggested=False, nurse_told=False))
    home = HomeEducation(letter_on=ON, letter_id=1)
    assert gaps_of(form, home) == []
    empty = ExitForm(signed_by="A head", signed_as="head", has_concerns=False)
    assert len(gaps_of(empty, HomeEducation())) == 16


def test_a_meeting_that_was_held_has_a_day_and_what_was_suggested_has_words() -> None:
    form = ExitForm(**form_of(ON, suggested=True, meeting="held", officer_joined=False))
    assert gaps_of(form, HomeEducation(letter_on=ON, letter_id=1)) == [
        "what was suggested to the parents, by whom and when",
        "the day of the meeting with the parents",
    ]


def test_an_attendance_lead_cannot_sign(people: People) -> None:
    case = people.told(ON)
    with pytest.raises(Refused, match="Your role does not include"):
        sent_form(case, people.lead, LATER)
    assert not ExitForm.objects.exists()


def test_a_form_that_stands_is_not_sent_twice(people: People) -> None:
    case = people.told(ON)
    sent_form(case, people.head, LATER)
    with pytest.raises(Refused, match="You have sent the exit form"):
        sent_form(case, people.head, LATER)


def test_an_officer_returns_a_form_with_what_is_missing_and_accepts_the_next(people: People) -> None:
    case = people.told(ON)
    sent_form(case, people.head, LATER)
    take(people, case, pathway.RETURN_FORM, LATER, asked_on=LATER.isoformat())
    first = case.exit_forms.get()
    assert (first.returned_on, first.gaps) == (LATER, "For good reasons.")
    assert due(case)["exit_form"] == date(2026, 11, 19)
    sent_form(case, people.head, LATER)
    take(people, case, pathway.ACCEPT_FORM, LATER)
    assert case.exit_forms.get(number=2).accepted_on == LATER


def test_what_is_not_suitable_is_handed_to_missing_education_and_the_order_to_a_named_team(people: People) -> None:
    case = people.told(ON)
    take(people, case, pathway.CHECK_SAFETY, checked="All")
    taken = {"by": people.officer, "on": ON, "at": moment(ON), "facts": {}, "reason": "No work was shown."}
    actions.find_unsuitable(case, pathway.FIND_UNSUITABLE, data={}, **taken)
    actions.ask_for_order(case, pathway.ORDER, data={}, **taken)
    rows = HandOver.objects.order_by("pk").values_list("to_duty", "reason")
    assert list(rows) == [
        ("cme", "The education at home appears not suitable. No work was shown."),
        ("school_attendance_orders", "For a notice under s.437 and a School Attendance Order. No work was shown."),
    ]
    assert due(case)["look"] == date(2026, 11, 23)


def test_what_waits_with_others_is_withdrawn_once_the_education_is_suitable_and_what_was_accepted_goes_on(
    people: People,
) -> None:
    case = people.told(ON)
    take(people, case, pathway.CHECK_SAFETY, checked="All")
    taken = {"by": people.officer, "on": ON, "at": moment(ON), "facts": {}, "reason": "No work was shown."}
    actions.find_unsuitable(case, pathway.FIND_UNSUITABLE, data={}, **taken)
    actions.ask_for_order(case, pathway.ORDER, data={}, **taken)
    missing, order = HandOver.objects.order_by("pk").select_related("message")
    assert missing.message is not None
    said = {"cause": "unsuitable_home", "last_known": "At home.", "concern": False, "concern_words": ""}
    tracker = make.user("tracking_officer")
    handing.accept(missing.message, data=said, by=tracker, on=ON, at=moment(ON), version=missing.message.version)
    case.refresh_from_db()
    cases.take(
        case, pathway.FIND_SUITABLE, by=people.officer, on=LATER, at=moment(LATER), facts={}, reason="Dated work."
    )
    order.refresh_from_db()
    missing.refresh_from_db()
    assert (order.waits_with, order.refused_on, order.refused_by) == (None, LATER, people.officer)
    assert (order.withdrawn, order.refused_because) == (True, "The education at home was found suitable.")
    assert InboxMessage.objects.get(pk=order.message_id).state == "answered"
    assert (missing.refused_on, missing.opened is None) == (None, False)
    assert order.refused_because in make.signed_in(people.officer).get(case.get_absolute_url()).text


def test_each_decision_goes_to_the_parents_with_its_reasons(people: People) -> None:
    case = people.told(ON)
    take(people, case, pathway.CHECK_SAFETY, checked="All")
    take(people, case, pathway.ENQUIRE)
    take(people, case, pathway.NOT_YET, missing="Two samples")
    letters = [link.letter for link in case.letters.order_by("pk")]
    assert [one.kind for one in letters] == ["ehe.acknowledgement", "ehe.enquiry", "ehe.concern"]
    assert letters[-1].context == {
        "decided_on": "2026-11-09",
        "reasons": "For good reasons.",
        "missing": "Two samples",
        "reply_within": "15 working days",
    }


@pytest.mark.parametrize("confirmed", [False, True])
def test_that_no_answer_may_itself_make_it_appear_unsuitable_is_in_a_letter_only_once_somebody_compared_it(
    people: People, confirmed: bool
) -> None:
    if confirmed:
        change_rule(rules.SILENCE_CONFIRMED, "yes", from_on=date(2026, 11, 1), reason="Compared by the solicitor.")
    case = people.told(ON)
    take(people, case, pathway.CHECK_SAFETY, checked="All")
    take(people, case, pathway.ENQUIRE)
    take(people, case, pathway.NOT_YET, missing="Two samples")
    enquiry, concern = (link.letter for link in case.letters.order_by("pk")[1:])
    texts = [html_of(one, on=ON, address="1 Example Street") for one in (enquiry, concern)]
    assert ["An enquiry that is not answered may itself" in texts[0], "If we hear nothing, or if" in texts[1]] == [
        confirmed,
        confirmed,
    ]
    assert "If we hear nothing we must decide with what we know." in texts[0]
    assert "we must serve a notice on you under section 437" in texts[1]


def test_a_letter_that_is_not_true_any_more_is_withdrawn(people: People) -> None:
    case = people.told(ON)
    take(people, case, pathway.CHECK_SAFETY, checked="All")
    take(people, case, pathway.NOT_YET, missing="Two samples")
    take(people, case, pathway.FIND_SUITABLE)
    states = {link.letter.kind: link.letter.state for link in case.letters.all()}
    assert (states["ehe.concern"], states["ehe.suitable"]) == ("withdrawn", "drafted")


BROKEN = {
    "exit_form_is_signed": {"signed_by": ""},
    "exit_form_says_what_the_concern_is": {"has_concerns": True, "concerns": ""},
    "exit_form_is_returned_for_its_gaps": {"returned_on": LATER},
    "exit_form_returned_once_sent": {"returned_on": ON, "gaps": "All"},
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_holds_what_must_be_true_of_a_form(people: People, name: str) -> None:
    form = sent_form(people.told(ON), people.head, LATER)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ExitForm.objects.filter(pk=form.pk).update(**BROKEN[name])


def test_the_database_keeps_one_form_that_stands_and_each_number_once(people: People) -> None:
    form = sent_form(people.told(ON), people.head, LATER, voice="")
    same = {name: getattr(form, name) for name in ("case", "sent_at", "sent_on", "sent_by", "signed_by", "signed_as")}
    with pytest.raises(IntegrityError, match="exit_form_number_once_a_case"), transaction.atomic():
        ExitForm.objects.create(number=1, has_concerns=False, **same)
    ExitForm.objects.create(number=2, has_concerns=False, **same)
    with pytest.raises(IntegrityError, match="one_exit_form_of_a_case_stands"), transaction.atomic():
        ExitForm.objects.create(number=3, has_concerns=False, **same)


def test_the_database_keeps_no_letter_without_its_date(people: People) -> None:
    case = people.told(ON)
    sent_form(case, people.head, LATER)
    with pytest.raises(IntegrityError, match="home_education_letter_is_dated"), transaction.atomic():
        HomeEducation.objects.filter(case=case).update(letter_on=None)
    assert File.objects.count() == 1


def test_a_school_on_whose_roll_the_child_never_was_is_asked_for_no_form_and_can_send_none(people: People) -> None:
    other = make.school("Other School", urn="100098")
    with pytest.raises(Refused, match="never on the roll of Other School") as refused:
        people.told(ON, other)
    assert (refused.value.field, Case.objects.count()) == ("school", 0)
    case = people.told(ON)
    Case.objects.filter(pk=case.pk).update(school=other)
    case.refresh_from_db()
    with pytest.raises(Refused, match="never on the roll of Other School"):
        sent_form(case, people.head, ON)
    assert ExitForm.objects.count() == 0


def test_a_child_who_has_left_the_school_is_asked_for_all_the_same(people: People) -> None:
    people.child.enrolments.update(to_on=date(2026, 10, 30))
    assert "exit_form" in due(people.told(ON))
