"""What is done on any case at any time: notes, visits, hand-overs; why a date is what it is; what changed and waits."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from attendance.referrals import actions as referrals_actions
from attendance.referrals.letters import PACE_LETTER
from oxle.accounts.models import User
from oxle.cases import casework, handing, timeline
from oxle.cases.actions import team_called
from oxle.cases.inbox_models import HandOver, InboxMessage
from oxle.cases.models import Case, Note, Visit
from oxle.core.errors import Refused
from oxle.core.models import RuleValue
from oxle.correspondence.actions import release_letter, withdraw_letter
from oxle.correspondence.models import Letter, Message
from oxle.documents.actions import store_made
from oxle.documents.types import PDF
from oxle.people.actions import declare_conflict
from oxle.people.models import Address, Vulnerability
from oxle.schools.models import School
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals
from tests.cases.make import moment

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 20)


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-10-20T10:00")


@pytest.fixture
def people():
    return court.People()


@pytest.fixture
def case(people) -> Case:
    """Referred on Friday 16 October 2026; the officer's."""
    made = referrals.sent(people.school, people.child, people.lead, court.REFERRED)
    made.owner = people.officer
    made.save(update_fields=["owner"])
    return made


@pytest.fixture
def browser(people) -> Client:
    return make.signed_in(people.officer)


def url(page: str, case: Case, *more: object) -> str:
    return reverse(f"cases:{page}", args=[case.key, *more])


def errors(answer) -> dict[str, list[str]]:
    """The mistakes on a page, by field."""
    assert answer.status_code == 200
    return {name: list(texts) for name, texts in answer.context["form"].errors.items()}


# --- notes ------------------------------------------------------------------------------------------------


def read_by(user: User, case: Case) -> list[str]:
    """The notes on the timeline that somebody sees."""
    page = make.signed_in(user).get(url("timeline", case))
    found = [item["title"] for item in page.context["items"] if item["title"].startswith("Note")]
    texts = [text for text in ("Rang home.", "Seen with bruises.", "Advice taken.") if text in page.text]
    assert len(texts) == len(found)
    return sorted(found)


def test_a_note_is_read_in_its_own_compartment_only(people, case):
    written = {"ordinary": "Rang home.", "safeguarding": "Seen with bruises.", "legal": "Advice taken."}
    senior = make.signed_in(people.senior)
    for compartment, text in written.items():
        typed = {"text": text, "compartment": compartment, "on": "20/10/2026"}
        assert senior.post(url("note", case), typed)["Location"] == url("timeline", case)
    ordinary, safeguarding, legal = "Note (ordinary)", "Note (safeguarding)", "Note (legal)"
    assert read_by(people.senior, case) == [legal, ordinary, safeguarding]
    assert read_by(people.officer, case) == [legal, ordinary]
    assert read_by(people.manager, case) == [ordinary, safeguarding]
    assert read_by(people.solicitor, case) == [legal, ordinary]


def test_nobody_writes_a_note_in_a_compartment_they_may_not_read_and_what_they_typed_stays(case, browser):
    typed = {"text": "Seen with bruises.", "compartment": "safeguarding", "on": "20/10/2026"}
    answer = browser.post(url("note", case), typed)
    assert errors(answer) == {"compartment": ["Your role does not include notes of this kind."]}
    assert answer.context["form"]["text"].value() == "Seen with bruises."
    assert Note.objects.count() == 0


def test_a_note_has_a_text_and_a_day_that_has_come_and_is_saved_once(case, browser):
    typed = {"text": "", "compartment": "ordinary", "on": "21/10/2026"}
    assert set(errors(browser.post(url("note", case), typed))) == {"on", "text"}
    once = browser.get(url("note", case)).context["once"]
    typed = {"text": "Rang home.", "compartment": "ordinary", "on": "20/10/2026", "once": once}
    for _ in range(2):
        assert browser.post(url("note", case), typed).status_code == 302
    assert [(note.text, note.on) for note in case.notes.all()] == [("Rang home.", TODAY)]


# --- visits -----------------------------------------------------------------------------------------------


def test_a_visit_stands_on_the_timeline_with_what_came_of_it(people, case, browser):
    typed = {
        "on": "19/10/2026",
        "place": "Home",
        "outcome": "child_heard",
        "joint_with": "School nurse",
        "text": "Ash.",
    }
    assert browser.post(url("visit", case), typed)["Location"] == case.get_absolute_url()
    visit = Visit.objects.get()
    assert (visit.case, visit.by, visit.on, visit.place, visit.joint_with) == (
        case, people.officer, date(2026, 10, 19), "Home", "School nurse",
    )  # fmt: skip
    newest = browser.get(url("timeline", case)).context["items"][0]
    assert (newest["title"], newest["by"], newest["text"]) == (
        "Visit: child seen and spoken to", "Example officer", "19 October 2026. Ash.",
    )  # fmt: skip


def test_a_visit_says_where_and_what_came_of_it_and_is_not_to_come(case, browser):
    answer = browser.post(url("visit", case), {"on": "21/10/2026", "place": "", "outcome": "", "text": "Nobody in."})
    assert set(errors(answer)) == {"on", "place", "outcome"}
    assert answer.context["form"]["text"].value() == "Nobody in."
    assert Visit.objects.count() == 0


# --- hand-overs -------------------------------------------------------------------------------------------


def test_a_matter_for_a_duty_that_is_not_here_waits_with_a_named_team_and_the_case_says_so(people, case, browser):
    assert "attendance" not in dict(browser.get(url("hand_over", case)).context["form"].fields["to"].choices)
    assert set(errors(browser.post(url("hand_over", case), {"to": "", "reason": ""}))) == {"to", "reason"}
    typed = {"to": "licensing", "reason": "Works in a bakery before school."}
    assert browser.post(url("hand_over", case), typed).status_code == 302
    row = HandOver.objects.get()
    assert (row.case, row.to_duty, row.opened, row.waits_with.name) == (
        case, "licensing", None, "Pupils Missing Out team",
    )  # fmt: skip
    told = InboxMessage.objects.get()
    assert (told.team, told.channel, told.text) == (
        row.waits_with,
        "hand_over",
        "For Licensing of performances and employment: Works in a bakery before school.",
    )
    page = browser.get(case.get_absolute_url()).text
    assert "Licensing of performances and employment, 20 October 2026: waits with Pupils Missing Out team" in page


def test_what_is_handed_over_names_the_pupil_to_whoever_may_open_the_record_though_not_the_case(people, case):
    day = {"on": TODAY, "at": moment(TODAY)}
    row = casework.hand_over(case, to="ehe", by=people.officer, reason="The parents teach at home", **day)
    officer = make.user("ehe_officer", row.waits_with, name="Home education officer")
    reader = make.signed_in(officer)
    record = reverse("people:child", args=[people.child.key])
    page = reader.get(reverse("cases:message", args=[row.message.key])).text
    assert f'<a class="govuk-link" href="{record}">{people.child}</a>' in page
    assert [reader.get(url).status_code for url in (record, case.get_absolute_url())] == [200, 404]
    declare_conflict(people.child, user=officer, reason="A neighbour", by=officer, on=TODAY)
    assert handing.pupil_of(row.message, officer) is None


def test_the_answer_to_what_was_handed_to_a_duty_that_is_not_here_ends_it_and_the_case_says_who_and_why(people, case):
    day = {"on": TODAY, "at": moment(TODAY)}
    row = casework.hand_over(case, to="section_19", by=people.officer, reason="Seen at work in a kitchen", **day)
    dealer = make.user("manager", row.waits_with, name="Example dealer")
    told = "The licensing officer was rung, and has it."
    answered = make.signed_in(dealer).post(
        reverse("cases:message_answer", args=[row.message.key]), {"answer": told, "version": row.message.version}
    )
    assert answered.status_code == 302
    row.refresh_from_db()
    assert (row.waits_with, row.opened, row.refused_on, row.refused_by, row.refused_because) == (
        None, None, TODAY, dealer, told,
    )  # fmt: skip
    page = make.signed_in(people.officer).get(case.get_absolute_url()).text
    assert "answered on 20 October 2026 by Example dealer: The licensing officer was rung, and has it." in page
    assert "waits with" not in page


def test_a_matter_is_not_handed_to_the_duty_that_has_it(people, case):
    with pytest.raises(Refused, match="already with this duty"):
        casework.hand_over(case, to="attendance", by=people.officer, on=TODAY, at=moment(TODAY), reason="x")


# --- allocation -------------------------------------------------------------------------------------------


def test_a_case_goes_back_to_the_queue_for_a_reason_and_the_timeline_says_so(people, case):
    senior = make.signed_in(people.senior)
    version = Case.objects.get(pk=case.pk).version
    assert set(errors(senior.post(url("allocate", case), {"to": "queue", "reason": "", "version": version}))) == {
        "reason"
    }
    typed = {"to": "queue", "reason": "On leave for a month", "version": version}
    assert senior.post(url("allocate", case), typed).status_code == 302
    assert Case.objects.get(pk=case.pk).owner is None
    newest = senior.get(url("timeline", case)).context["items"][0]
    assert (newest["title"], newest["text"]) == (
        "Returned to the team's queue", "On leave for a month",
    )  # fmt: skip
    # A colleague who had the page open since before that does not undo it unawares.
    late = senior.post(url("allocate", case), {**typed, "to": people.officer.key})
    assert (late.status_code, Case.objects.get(pk=case.pk).owner) == (409, None)


# --- why this date ----------------------------------------------------------------------------------------


def test_a_date_says_what_it_counts_from_by_which_rule_and_which_days_were_skipped(people, case, browser):
    row = case.deadlines.get(clock="decision")
    page = browser.get(url("why", case, row.clock, row.event.order))
    told = {one["key"]: one["value"] for one in page.context["rows"]}
    assert (told["Due"], told["Time allowed"]) == ("23 October 2026", "5 working days")
    assert told["Counts from"].endswith(", 16 October 2026")
    assert told["Rule"] == row.explanation["law"] != ""
    assert [one["day"] for one in page.context["skipped"]] == [date(2026, 10, 17), date(2026, 10, 18)]


def test_a_date_that_this_case_does_not_have_is_not_explained_under_it(people, case, browser):
    other = referrals.sent(people.school, referrals.family(people.school), people.lead, court.REFERRED)
    referrals.accepted(other, people.senior, court.REFERRED)
    row = other.deadlines.get(clock="meeting")
    assert browser.get(url("why", other, row.clock, row.event.order)).status_code == 200
    assert browser.get(url("why", case, row.clock, row.event.order)).status_code == 404


# --- what changed, and who waits --------------------------------------------------------------------------


def test_what_others_did_on_my_cases_is_listed_until_i_have_seen_it(people, case, browser):
    changed = reverse("cases:changed")
    [sent] = browser.get(changed).context["items"]
    assert (sent["title"].partition(":")[2], sent["url"]) == (" Ash Example", case.get_absolute_url())
    browser.post(changed)
    assert browser.get(changed).context["items"] == []
    at = moment(TODAY)
    referrals_actions.return_to_school(
        case, by=people.senior, on=TODAY, at=at, version=case.version, reason="Which school nurse?"
    )
    [returned] = browser.get(changed).context["items"]
    assert (returned["by"], returned["text"]) == (people.senior.name, "Which school nurse?")
    # The senior's own step is no news to the senior, whose case it is not either.
    assert make.signed_in(people.senior).get(changed).context["items"] == []


def test_what_the_school_owes_waits_with_the_school_and_is_no_task_of_mine(people, case, browser):
    referrals_actions.return_to_school(
        case, by=people.senior, on=TODAY, at=moment(TODAY), version=case.version, reason="Which school nurse?"
    )
    rows = [row.record for row in browser.get(reverse("cases:waiting")).context["table"].page.object_list]
    # 21, 22 and 23 October, half term, seven more from 2 November.
    assert [(task.waiting_on, task.due_on) for task in rows] == [("school", date(2026, 11, 10))]
    mine = browser.get(reverse("cases:work")).context["sections"]
    titles = [task.title for _, table in mine for row in table.page.object_list for task in row.record.tasks]
    assert [title for title in titles if "missing information" in title] == []


# --- a school that closed ---------------------------------------------------------------------------------


def test_a_case_and_the_childs_record_say_that_the_school_closed(people, case, browser):
    pages = case.get_absolute_url(), reverse("people:child", args=[people.child.key])
    said = f"{people.school.name} closed on 31 August 2026. No successor is recorded."
    assert [said in browser.get(page).text for page in pages] == [False, False]
    School.objects.filter(pk=people.school.pk).update(status="closed", closed_on=date(2026, 8, 31))
    assert [said in browser.get(page).text for page in pages] == [True, True]


def test_the_timeline_tells_what_was_attached_handed_over_and_told_to_the_mash_within_rights(people, case, files):
    day = {"on": TODAY, "at": moment(TODAY)}
    casework.hand_over(case, to="licensing", by=people.officer, reason="Seen at work in a kitchen", **day)
    casework.refer_to_mash(case, concern="Seen with bruises", by=people.officer, **day)
    paper = store_made(court.a_page(), kind=PDF, name="paper.pdf", at=moment(TODAY))
    casework.attach(case, paper, title="Letter of a doctor", by=people.officer, **day)
    casework.attach(case, paper, title="Advice", compartment="legal", by=people.officer, **day)

    def kinds(user):
        found = timeline.timeline(case, User.objects.get(pk=user.pk))
        return sorted((one.title, one.text) for one in found if one.kind in {"hand_over", "mash", "document"})

    handed = ("Handed over: Licensing of performances and employment", "Seen at work in a kitchen")
    doctor, advice = ("Document: Letter of a doctor", ""), ("Document: Advice", "")
    assert kinds(people.senior) == sorted([("Contact to the MASH", "Seen with bruises"), advice, doctor, handed])
    assert kinds(people.officer) == sorted([("Contact to the MASH", ""), advice, doctor, handed])
    assert kinds(people.manager) == sorted([("Contact to the MASH", "Seen with bruises"), doctor, handed])


def of_letters(case: Case, user: User) -> list[tuple[str, str, date, str]]:
    """What the timeline tells a person of the letters, the oldest first."""
    told = [one for one in timeline.timeline(case, user) if one.kind == "letter"]
    return [(one.title, one.by, one.on, one.text) for one in reversed(told)]


def test_a_letters_release_and_its_posting_stand_on_the_timeline_with_who_did_each_and_on_which_day(
    people, case, files
):
    referrals.accepted(case, people.senior, TODAY)
    assert of_letters(case, people.officer) == []
    court.letters_served(case, people, TODAY)
    kinds = ("First warning about school attendance", PACE_LETTER.title)
    to = [f"{title}, {parent} Example" for title in kinds for parent in ("Robin", "Kit")]
    assert sorted(of_letters(case, people.officer)) == sorted(
        [
            *((f"Letter released: {one}", people.senior.name, TODAY, "") for one in to),
            *((f"Letter sent: {one}", people.officer.name, TODAY, "First class post") for one in to),
        ]
    )


def first_warning(case: Case) -> Letter:
    """The first warning to Robin, drafted."""
    return Letter.objects.get(on_case__case=case, kind="attendance.first_warning", adult__given="Robin")


def test_the_timeline_says_what_was_overridden_when_a_letter_was_released(people, case):
    referrals.accepted(case, people.senior, TODAY)
    letter, day = first_warning(case), {"on": TODAY, "at": moment(TODAY)}
    Address.objects.filter(adult=letter.adult).update(to_on=date(2026, 10, 1))
    Vulnerability.objects.create(child=people.child, kind="domestic_abuse", from_on=date(2026, 9, 1))
    why = {"last_known_reason": "Kit still lives at 1 Example Street"}
    release_letter(letter, by=people.manager, **day, **why)
    assert of_letters(case, people.officer) == []
    release_letter(letter, by=people.senior, **day, **why)
    said = (
        f"{people.manager.name} agreed to it first: two people must release a letter to this family. To the last known "
        "address, because: Kit still lives at 1 Example Street"
    )
    called = "First warning about school attendance, Robin Example"
    assert of_letters(case, people.senior) == [(f"Letter released: {called}", people.senior.name, TODAY, said)]


def test_a_letter_that_was_released_and_withdrawn_is_told_to_the_end_and_a_draft_is_told_by_its_step(people, case):
    referrals.accepted(case, people.senior, TODAY)
    letter, day = first_warning(case), {"on": TODAY, "at": moment(TODAY)}
    release_letter(letter, by=people.senior, **day)
    for one in Letter.objects.filter(on_case__case=case):
        withdraw_letter(one, by=people.officer, at=moment(TODAY), reason="They moved.")
    called = "First warning about school attendance, Robin Example"
    assert of_letters(case, people.officer) == [
        (f"Letter released: {called}", people.senior.name, TODAY, ""),
        (f"Letter withdrawn: {called}", people.officer.name, TODAY, "They moved."),
    ]


def test_the_timeline_tells_nobody_an_address_that_they_may_not_learn(people, case):
    referrals.accepted(case, people.senior, TODAY)
    letter = first_warning(case)
    Address.objects.filter(adult=letter.adult).update(to_on=date(2026, 10, 1), withheld=True)
    place = Address.objects.get(adult=letter.adult)
    reason = f"Still at {place.lines}, {place.postcode}"
    release_letter(letter, by=people.senior, on=TODAY, at=moment(TODAY), last_known_reason=reason)
    told = [[text for *_, text in of_letters(case, user)] for user in (people.senior, people.officer)]
    assert told == [
        [f"To the last known address, because: {reason}"],
        ["(Not shown: it tells an address that is withheld.)"],
    ]


def test_managers_are_told_of_a_hand_over_to_a_team_in_which_nobody_deals_with_the_inbox(people, case):
    Message.objects.all().delete()
    given = {"by": people.officer, "on": TODAY, "at": moment(TODAY), "reason": "Seen at work"}
    casework.hand_over(case, to="licensing", **given)
    told = Message.objects.values_list("kind", "user", "reference", "link")
    assert list(told) == [("cases.handed_over", people.manager.pk, case.reference, case.get_absolute_url())]
    make.user("tracking_officer", team_called("Pupils Missing Out team"))
    casework.hand_over(case, to="licensing", **given)
    assert Message.objects.count() == 1


def test_which_team_takes_what_is_for_a_duty_that_is_not_here_is_a_dated_setting(people, case):
    RuleValue.objects.create(rule="cases.team_elsewhere", value="Early Help Team", from_on=TODAY, reason="Agreed")
    given = {"by": people.officer, "at": moment(TODAY), "reason": "Seen at work"}
    for on, team in ((TODAY - timedelta(days=1), "Pupils Missing Out team"), (TODAY, "Early Help Team")):
        assert casework.hand_over(case, to="section_19", on=on, **given).waits_with.name == team


def test_a_body_is_a_party_once_however_it_is_spelt_and_again_once_it_has_left(people, case):
    for name in ("Northmere", "northmere"):
        body = casework.agency_joins(case, name, role="other authority", on=date(2026, 10, 16))
    assert case.parties.get(role="other authority").organisation == body
    case.parties.filter(role="other authority").update(to_on=date(2026, 10, 19))
    casework.joins(case, body, role="other authority", on=date(2026, 10, 20))
    assert case.parties.filter(role="other authority", to_on=None).count() == 1
