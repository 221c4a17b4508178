"""Off-rolling challenged about a school: frozen evidence, letters without names, the school's answer, a pattern."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from ehe import actions as of_one
from ehe import letters as letters_of_one
from ehe import pathway as pathway_of_one
from ehe.models import Reason
from ehe.off_rolling import actions, evidence, letters, messages, pathway, queries, rules
from ehe.off_rolling.models import Trace
from ehe.radar import Kind
from oxle.accounts.models import User
from oxle.audit.models import Sight
from oxle.cases import actions as cases
from oxle.cases.challenge_register import register_for
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.cases.queries import open_steps
from oxle.core.errors import Refused
from oxle.core.rules import change_rule
from oxle.correspondence.models import Letter, Message
from oxle.people.actions import declare_conflict, restrict
from oxle.people.models import Child, Enrolment
from oxle.schools.models import School, Trust
from tests import make
from tests.ehe.make import People, moment, told_of_home
from tests.ehe.test_radar import OUT, home, left, marked, pupil

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
LEFT = date(2026, 10, 16)
NAMES = ("Ivy", "Jon", "Kay")


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")
    made = People()
    made.school.trust = Trust.objects.create(uid="T1", name="Example Trust")
    made.school.save()
    return made


def planted(people: People, at: School | None = None) -> list[Child]:
    """Three pupils of Year 11 who left one school before January, for none that we know of."""
    return [left(people, given, LEFT, at or people.school) for given in NAMES]


def challenged(people: People, *kinds: str, on: date = TODAY) -> Case:
    here = evidence.found_at(people.officer, people.school, on)
    wanted = list(kinds or {one.kind.value for one in here.found})
    said = {"reason": "They left before they were counted.", "by": people.officer, "on": on}
    return actions.challenge(here, wanted, **said, at=moment(on))


def take(case: Case, step: Step, by: User, on: date = TODAY, **facts: Any) -> Event:
    case.refresh_from_db()
    reason = "Nobody answered." if step.reason else ""
    return cases.take(case, step, by=by, on=on, at=moment(on), reason=reason, facts=facts)


def ended(people: People, case: Case, ends: str) -> None:
    take(case, pathway.REPLY, people.head, answer="Their parents wanted it.")
    take(case, pathway.ANSWER, people.officer, answer="Their parents wanted it.", ends=ends)


def offered(case: Case, user: User) -> list[str]:
    return [one.key for one in open_steps(Case.objects.get(pk=case.pk), user, TODAY)]


# --- what is found, and what of it a school is asked --------------------------------------------------------------


def test_leavers_of_whom_there_is_no_case_are_challenged_in_one_case_with_their_days(people: People) -> None:
    planted(people)
    case = challenged(people)
    assert (case.child, case.organisation, case.school) == (None, people.school.organisation, people.school)
    assert [(one.number, str(one.child).split()[0], one.kind, one.evidence) for one in case.traces.all()] == [
        (
            number,
            given,
            Kind.LEAVER,
            [{"on": "2026-10-16", "words": "Left in Year 11; on no other register in four weeks."}],
        )
        for number, given in enumerate(NAMES, 1)
    ]


def test_what_was_found_stays_as_it_was_when_the_school_was_asked(people: People) -> None:
    children = planted(people)
    case = challenged(people)
    make.enrolled(children[0], make.school("New School", urn="100096"), date(2026, 10, 19))
    left(people, "Leo", LEFT, people.school)
    assert [str(one.child).split()[0] for one in case.traces.all()] == list(NAMES)


def test_a_quiet_school_raises_no_alarm_and_cannot_be_challenged(people: People) -> None:
    planted(people)
    quiet = make.school("Quiet School", urn="100097")
    for given in ("Max", "Noa"):
        left(people, given, LEFT, quiet)
    assert evidence.found_at(people.officer, quiet, TODAY).found == ()
    browser = make.signed_in(people.officer)
    assert reverse("ehe:radar_challenge", args=[quiet.key]) not in browser.get(of_radar(quiet)).text
    page = browser.get(reverse("ehe:radar_challenge", args=[quiet.key]))
    assert (page.status_code, "There is nothing to challenge" in page.text) == (200, True)
    assert not Case.objects.filter(pathway=pathway.OFF_ROLLING.key).exists()


def of_radar(school: School) -> str:
    return reverse("ehe:radar_school", args=[school.key])


def test_the_school_is_not_asked_about_what_parents_told_us_nor_told_who_told_us(people: People) -> None:
    said, out = pupil(people, "Said"), pupil(people, "Out")
    home(people, said, reason=Reason.EXCLUSION)
    marked(out, people.school, date(2026, 10, 5), OUT)
    home(people, out)
    case = challenged(people)
    [trace] = case.traces.all()
    assert (trace.child, [one["words"] for one in trace.evidence]) == (
        out,
        ["Excluded for 10 sessions in the register, until 9 October 2026.", evidence.TOLD],
    )


def test_a_restricted_child_is_in_no_such_challenge(people: People) -> None:
    children = planted(people)
    left(people, "Lia", LEFT, people.school)
    restrict(children[1], children[1].version, because="A refuge.", by=make.user("senior_attendance_officer"), on=TODAY)
    manager = make.user("manager")
    found = evidence.found_at(manager, people.school, TODAY).found
    assert {str(one.child).split()[0] for one in found} == {"Ivy", "Kay", "Lia"}


def test_only_the_kinds_that_the_officer_chose_are_kept(people: People) -> None:
    planted(people)
    out = pupil(people, "Out")
    marked(out, people.school, date(2026, 10, 5), OUT)
    home(people, out)
    assert {one.kind for one in challenged(people, "exclusion").traces.all()} == {Kind.EXCLUSION}


def test_a_pupil_of_whom_several_things_were_found_has_one_number(people: People) -> None:
    people.child = left(people, "Ivy", LEFT, people.school)
    for given in ("Jon", "Kay"):
        left(people, given, LEFT, people.school)
    marked(people.child, people.school, date(2026, 10, 5), OUT)
    home(people, people.child)
    traces = list(challenged(people).traces.filter(child=people.child))
    assert len(traces) == 2
    assert len({one.number for one in traces}) == 1


def test_a_school_is_challenged_once_until_that_is_closed_and_a_second_click_opens_nothing(people: People) -> None:
    planted(people)
    browser, address = make.signed_in(people.officer), reverse("ehe:radar_challenge", args=[people.school.key])
    page = browser.get(address)
    typed = {"kinds": ["leaver"], "reason": "They left.", "once": page.context["once"]}
    first, second = browser.post(address, typed), browser.post(address, typed)
    case = Case.objects.get(pathway=pathway.OFF_ROLLING.key)
    assert {first.headers["Location"], second.headers["Location"]} == {case.get_absolute_url()}
    with pytest.raises(Refused, match=f"already, {case.reference}"):
        challenged(people)
    late = browser.get(address)
    assert (late.status_code, case.get_absolute_url() in late.text) == (200, True)
    radar = browser.get(of_radar(people.school)).text
    assert (case.reference in radar, address in radar) == (True, False)
    take(case, pathway.MISTAKE, people.officer)
    assert challenged(people).pk != case.pk


def test_nothing_is_opened_where_no_kind_was_chosen_or_none_of_it_is_found_any_more(people: People) -> None:
    planted(people)
    browser, address = make.signed_in(people.officer), reverse("ehe:radar_challenge", args=[people.school.key])
    sent = browser.post(address, {"reason": "They left.", "once": browser.get(address).context["once"]})
    assert "Select what you ask about" in sent.text
    with pytest.raises(Refused, match="Nothing of this was found"):
        challenged(people, "reduced")
    assert not Case.objects.filter(pathway=pathway.OFF_ROLLING.key).exists()


# --- the letters ---------------------------------------------------------------------------------------------------


def test_the_head_the_governors_and_the_trust_are_written_to_with_the_days_and_no_name(people: People) -> None:
    planted(people)
    challenged(people)
    made = {str(one.organisation): one for one in Letter.objects.all()}
    assert sorted((one.kind, name) for name, one in made.items()) == [
        (letters.HEAD.key, people.school.name),
        (letters.COPY.key, "Example Trust"),
        (letters.COPY.key, f"The chair of governors, {people.school.name}"),
    ]
    said = made[people.school.name].context
    assert said["evidence"].splitlines() == [
        "Left Year 10 or 11 before January for no school:",
        *(
            f"Pupil {number}, 16 October 2026: Left in Year 11; on no other register in four weeks."
            for number in (1, 2, 3)
        ),
    ]
    assert (said["pupils"], said["answer_within"]) == ("3 pupils", "10 school days")
    assert said["copies"] == "the chair of governors, and Example Trust"
    for one in made.values():
        assert one.child is None
        assert not [name for name in (*NAMES, "Example,") if name in str(one.context)]


def test_whoever_signs_for_the_school_is_told_at_once_and_nobody_else_there(people: People) -> None:
    planted(people)
    case = challenged(people)
    sent = Message.objects.filter(kind=messages.ASKED.key)
    assert [(one.user, one.reference) for one in sent] == [(people.head, case.reference)]


# --- the school's pages --------------------------------------------------------------------------------------------


def test_the_head_reads_who_the_pupils_are_and_answers_and_nobody_else_at_the_school_knows_of_it(
    people: People,
) -> None:
    planted(people)
    case = challenged(people)
    head, lead = make.signed_in(people.head), make.signed_in(people.lead)
    page, answer = reverse("ehe:asked", args=[case.key]), reverse("ehe:asked_answer", args=[case.key])
    [row] = head.get(reverse("cases:portal")).context["asked"]
    assert (row.url, row.title) == (page, "Pupils who left your school")
    assert lead.get(reverse("cases:portal")).context["asked"] == []
    assert [lead.get(address).status_code for address in (page, answer)] == [403, 403]
    elsewhere = make.school("Other School", urn="100099").organisation
    other = make.signed_in(make.user("head", elsewhere, name="Another Head"))
    assert [other.get(address).status_code for address in (page, answer)] == [404, 404]
    shown = head.get(page).text
    assert [f"Pupil {number}: <strong>{given} Example" in shown for number, given in enumerate(NAMES, 1)] == [True] * 3
    assert set(Sight.objects.latest("pk").children) == {one.child_id for one in case.traces.all()}
    head.post(answer, {"answer": "Their parents wanted it.", "version": head.get(answer).context["version"]})
    assert head.get(reverse("cases:portal")).context["asked"] == []
    assert "Their parents wanted it." in make.signed_in(people.officer).get(case.get_absolute_url()).text


def test_neither_an_officer_nor_a_head_reads_of_a_child_with_whom_they_have_a_conflict(people: People) -> None:
    ivy = planted(people)[0]
    case = challenged(people)
    for user, address in (
        (people.officer, case.get_absolute_url()),
        (people.head, reverse("ehe:asked", args=[case.key])),
    ):
        declare_conflict(ivy, user=user, reason="An aunt.", by=user, on=TODAY)
        text = make.signed_in(user).get(address).text
        assert ("Ivy" in text, "Jon" in text, "The record is closed to you" in text) == (False, True, True)


# --- escalation, the end, and a pattern ------------------------------------------------------------------------------


def test_what_nobody_answered_is_escalated_to_the_governors_and_the_trust_who_are_asked_in_a_letter(
    people: People,
) -> None:
    planted(people)
    case = challenged(people)
    take(case, pathway.ESCALATE, people.officer)
    made = Letter.objects.filter(kind=letters.ESCALATION.key)
    assert sorted(str(one.organisation) for one in made) == [
        "Example Trust",
        f"The chair of governors, {people.school.name}",
    ]
    assert {(one.context["reasons"], one.context["asked_on"]) for one in made} == {("Nobody answered.", "2026-11-20")}
    take(case, pathway.REPLY, people.head, answer="Late.")
    assert not case.deadlines.filter(clock__in=["escalation_end", "challenge_answer"], state="running").exists()


def test_a_challenge_that_was_explained_is_closed_by_the_officer_and_is_nothing_for_ofsted(people: People) -> None:
    planted(people)
    case = challenged(people)
    ended(people, case, "explained")
    manager = make.user("manager")
    assert "write_to_ofsted" not in offered(case, manager)
    assert "close" in offered(case, people.officer)
    take(case, pathway.CLOSE, people.officer)
    assert not case.is_open
    assert queries.upheld_at(people.school, TODAY) == set()


def test_from_the_number_of_the_setting_on_it_is_a_pattern_and_only_a_manager_decides_about_ofsted(
    people: People,
) -> None:
    planted(people)
    case = challenged(people)
    ended(people, case, "stands")
    manager = make.user("manager")
    assert (offered(case, people.officer), offered(case, manager)[:1]) == (["mistake"], ["write_to_ofsted"])
    with pytest.raises(Refused, match="a manager decides whether Ofsted is written to"):
        take(case, pathway.CLOSE, people.officer)
    browser = make.signed_in(manager)
    address = reverse("cases:step", args=[case.key, "write_to_ofsted"])
    typed = {
        "on_day": "20",
        "on_month": "11",
        "on_year": "2026",
        "reason": "Three in a year.",
        "version": browser.get(address).context["version"],
    }
    assert browser.post(address, typed).headers["Location"] == case.get_absolute_url()
    [letter] = Letter.objects.filter(kind=letters.TO_OFSTED.key)
    assert (letter.state, str(letter.organisation)) == (Letter.State.DRAFTED, "Ofsted")
    assert (letter.context["upheld"], letter.context["answer"]) == ("3 pupils", "Their parents wanted it.")
    assert not [name for name in NAMES if name in str(letter.context)]
    # The letter was what the date asked for; that somebody closes the case is a date of its own.
    assert list(case.deadlines.filter(state="running").values_list("clock", flat=True)) == ["written"]
    assert "close" in offered(case, people.officer)


def test_a_manager_may_decide_that_ofsted_is_not_written_to_and_says_why(people: People) -> None:
    planted(people)
    case = challenged(people)
    ended(people, case, "stands")
    with pytest.raises(Refused, match="Your role does not include"):
        take(case, pathway.LEAVE, people.officer)
    take(case, pathway.LEAVE, make.user("manager"))
    assert not case.is_open
    assert case.events.get(step="leave").reason == "Nobody answered."


def test_fewer_than_the_setting_are_no_pattern(people: People) -> None:
    planted(people)
    change_rule(rules.PATTERN, "4", from_on=date(2026, 11, 1), reason="Larger schools")
    case = challenged(people)
    ended(people, case, "stands")
    manager = make.user("manager")
    assert "write_to_ofsted" not in offered(case, manager)
    with pytest.raises(Refused, match=r"upheld of 3 at this school within a year\. It is a pattern from 4 on"):
        take(case, pathway.WRITE_TO_OFSTED, manager)
    take(case, pathway.CLOSE, people.officer)


def upheld_of_one(people: People, given: str, *, off_rolling: bool = True) -> Child:
    """A pupil of whom off-rolling (or something else) was upheld on the case of home education."""
    child = pupil(people, given)
    case = of_one.tell(child, people.school, told=told_of_home(), by=people.officer, on=TODAY, at=moment(TODAY))
    facts = {letters_of_one.OFF_ROLLING_FACT: True} if off_rolling else {}
    take(case, pathway_of_one.CHALLENGE, people.officer, **facts)
    take(case, pathway_of_one.ANSWER_CHALLENGE, people.officer, answer="No.", ends="stands")
    return child


def test_a_pattern_counts_pupils_of_both_kinds_of_case_once_each_within_a_year_at_one_school(people: People) -> None:
    children = planted(people)
    ended(people, challenged(people), "stands")
    one = upheld_of_one(people, "Ola")
    upheld_of_one(people, "Pia", off_rolling=False)
    elsewhere = make.school("Other School", urn="100099")
    both = {*(child.pk for child in children), one.pk}
    assert queries.upheld_at(people.school, TODAY) == both
    assert queries.upheld_at(elsewhere, TODAY) == set()
    assert queries.upheld_at(people.school, TODAY + timedelta(days=364)) == both
    assert queries.upheld_at(people.school, TODAY + timedelta(days=365)) == set()
    assert queries.upheld_at(people.school, TODAY - timedelta(days=1)) == set()


def test_it_stands_in_the_register_of_challenges_of_its_school(people: People) -> None:
    planted(people)
    ended(people, challenged(people), "put_right")
    [one] = register_for(people.officer, TODAY)
    assert (one.school, one.sent, one.in_time, one.changed, one.waiting) == (people.school, 1, 1, 1, 0)
    page = make.signed_in(people.officer).get(reverse("cases:challenges_of", args=[people.school.key])).text
    assert f"Off-rolling at a school: {people.school.name}" in page


def test_a_trace_says_what_happened_and_a_kind_once_a_pupil(people: People) -> None:
    planted(people)
    case = challenged(people)
    trace = case.traces.first()
    same = {"case": case, "child": trace.child, "number": 9}
    for wrong in ({"kind": Kind.REDUCED, "evidence": []}, {"kind": Kind.LEAVER, "evidence": trace.evidence}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Trace.objects.create(**same, **wrong)


def test_the_page_asks_no_more_for_many_pupils_than_for_three(
    people: People, django_assert_max_num_queries: Any
) -> None:
    planted(people)
    for number in range(9):
        left(people, f"More{number}", LEFT, people.school)
    case = challenged(people)
    head = make.signed_in(people.head)
    head.get(reverse("ehe:asked", args=[case.key]))
    with django_assert_max_num_queries(24):
        head.get(reverse("ehe:asked", args=[case.key]))
    assert Enrolment.objects.filter(school=people.school, to_on=LEFT).count() == 12
