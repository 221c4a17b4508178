"""What the pages of a meeting refuse and record: no invitation to a day that is past, no call that nobody answered."""

from datetime import date

import pytest
from django.urls import reverse

from attendance.prosecution.forms import CommenceForm
from attendance.prosecution.rules import HEARING_NOTICE
from attendance.referrals import pathway, sections
from attendance.referrals.meeting_forms import CAUTION
from attendance.referrals.submission import UNSAFE_SAID
from oxle.cases.meeting import reached
from oxle.cases.models import Case
from oxle.core.rules import change_rule
from oxle.correspondence.actions import release_letter
from oxle.correspondence.cautions import cautions_of
from oxle.correspondence.models import Letter
from oxle.people import actions as families
from oxle.people.models import Child
from oxle.schooldays.actions import add_closure
from oxle.schooldays.models import Calendar, ClosureKind
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals
from tests.attendance.test_referral_steps import interview

pytestmark = pytest.mark.django_db
ON = court.REFERRED


@pytest.fixture
def people(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-10-19T10:00")
    return court.People()


@pytest.fixture
def case(people) -> Case:
    made = referrals.sent(people.school, people.child, people.lead, ON)
    Child.objects.update(upn="A123456789012")
    return referrals.accepted(made, people.senior, ON)


def day(name: str, of: date) -> dict[str, str]:
    return {f"{name}_day": of.isoformat()}


def post(case: Case, people, step: str, **typed: str):
    client = make.signed_in(people.officer)
    address = f"/cases/{case.key}/steps/{step}/"
    version = client.get(address).context["version"]
    return client.post(address, {"version": version, **typed}, follow=True)


def invited(case: Case, people, meeting: date):
    typed = {"meeting_time": "10:30", "place": "Example School"}
    return post(case, people, "invite_panel", **day("on", date(2026, 10, 19)), **day("meeting_on", meeting), **typed)


@pytest.mark.parametrize("meeting", [date(2026, 1, 1), date(2026, 10, 19)])
def test_nobody_is_invited_to_a_meeting_that_is_not_after_the_day_it_was_arranged(case, people, meeting):
    page = invited(case, people, meeting).content.decode()
    assert "Date of the meeting must be after the day it was arranged" in page
    assert not case.events.filter(step="invite_panel").exists()


@pytest.mark.parametrize("typed", ["10am", "10.00", "1000"])
def test_the_time_of_a_meeting_is_read_as_people_write_it(case, people, typed):
    arranged = {**day("on", date(2026, 10, 19)), **day("meeting_on", date(2026, 11, 3)), "place": "Example School"}
    post(case, people, "invite_panel", **arranged, meeting_time=typed)
    assert case.events.get(step="invite_panel").facts["meeting_time"] == "10:00"


def test_an_error_of_the_call_names_the_question_that_is_on_the_page(case, people):
    invited(case, people, date(2026, 11, 3))
    assert post(case, people, "remind").context["form"].errors["party"] == ["Select an answer to “Whom did you ring?”"]


def test_the_invitation_says_until_when_a_meeting_must_be_held_and_the_timeline_when_and_where_it_is(case, people):
    client = make.signed_in(people.officer)
    assert case.deadlines.get(clock="meeting").due_on == date(2026, 11, 20)
    asked = client.get(f"/cases/{case.key}/steps/invite_panel/").content.decode()
    assert "It must be held by 20 November 2026." in asked
    page = invited(case, people, date(2026, 11, 17)).content.decode()
    said = f"The invitation to the Attendance Panel Meeting is recorded on {case.reference}."
    assert f"{said} 2 letters wait for a senior attendance officer to release them." in page
    timeline = client.get(f"/cases/{case.key}/timeline/").content.decode()
    assert "On 17 November 2026 at 10:30, Example School" in timeline


@pytest.mark.parametrize(
    ("outcome", "step", "state", "told"),
    [
        ("spoke", pathway.REMIND, "met", "Spoke to Robin Example"),
        ("message", pathway.REMIND, "met", "Left a message for Robin Example that names no child"),
        ("no_answer", pathway.MISS_CALL, "running", "Rang Robin Example, who did not answer"),
    ],
)
def test_a_call_that_nobody_answered_is_recorded_and_stays_to_be_made(case, people, outcome, step, state, told):
    invited(case, people, date(2026, 11, 17))
    case.refresh_from_db()
    for given in ("Kit", "Robin"):
        party = court.parent(case, given).key
        post(case, people, "remind", **day("on", date(2026, 10, 19)), party=party, outcome=outcome)
    event = case.events.order_by("order").last()
    assert (event.step, event.reason) == (step.key, told)
    assert case.deadlines.get(clock="reminder").state == state


def test_a_call_says_which_of_two_meetings_it_was_about_and_concerns_a_parent_who_is_invited(case, people):
    invited(case, people, date(2026, 11, 17))
    robin, kit = court.parent(case, "Robin"), court.parent(case, "Kit")
    facts = {"meeting_on": "2026-11-24", "meeting_time": "10:30", "place": "Example School"}
    court.taken(case, pathway.INVITE_PACE, people.officer, date(2026, 10, 19), party=robin, facts=facts)
    asked = make.signed_in(people.officer).get(f"/cases/{case.key}/steps/remind/").text
    assert "Attendance Panel Meeting on 17 November 2026" in asked
    assert "Interview under caution on 24 November 2026" in asked
    call = {**day("on", date(2026, 10, 19)), "outcome": "spoke", "meeting": "2026-11-24"}
    refused = post(case, people, "remind", party=kit.key, **call).text
    assert "This parent is not invited to this: Interview under caution on 24 November 2026" in refused
    post(case, people, "remind", party=robin.key, **call)
    assert case.deadlines.get(clock="reminder").state == "running"
    assert case.deadlines.get(clock="reminder_pace").state == "met"


def test_a_call_about_the_only_meeting_concerns_a_parent_who_is_invited_to_it(case, people):
    robin, kit = court.parent(case, "Robin"), court.parent(case, "Kit")
    facts = {"meeting_on": "2026-11-24", "meeting_time": "10:30", "place": "Example School"}
    court.taken(case, pathway.INVITE_PACE, people.officer, date(2026, 10, 19), party=robin, facts=facts)
    call = {**day("on", date(2026, 10, 19)), "outcome": "spoke"}
    refused = post(case, people, "remind", party=kit.key, **call)
    assert [party.name for party in refused.context["form"].parties] == [robin.name]
    assert not case.events.filter(step="remind").exists()
    post(case, people, "remind", party=robin.key, **call)
    assert case.deadlines.get(clock="reminder_pace").state == "met"


def test_the_overview_says_which_meeting_is_arranged_when_and_where_until_it_was_held(case, people):
    overview = f"/cases/{case.key}/"
    client = make.signed_in(people.officer)
    invited(case, people, date(2026, 11, 17))
    robin = court.parent(case, "Robin")
    facts = {"meeting_on": "2026-11-12", "meeting_time": "09:15", "place": "Town Hall"}
    court.taken(case, pathway.INVITE_PACE, people.officer, date(2026, 10, 19), party=robin, facts=facts)
    panel = next(one for one in client.get(overview).context["panels"] if one["heading"] == "The referral")
    assert [(one.meeting, one.when_and_where) for one in panel["ahead"]] == [
        ("Interview under caution of Robin Example", "12 November 2026 at 09:15, Town Hall"),
        ("Attendance Panel Meeting", "17 November 2026 at 10:30, Example School"),
    ]
    assert "17 November 2026 at 10:30, Example School" in client.get(overview).text
    court.panel_held(case, people.officer, date(2026, 10, 19))
    assert "17 November 2026 at 10:30, Example School" not in client.get(overview).text


def test_whoever_rings_a_parent_sees_the_meeting_the_number_and_what_to_mind(case, people):
    invited(case, people, date(2026, 11, 17))
    robin = court.parent(case, "Robin").adult
    robin.phone, robin.interpreter_needed, robin.language = "07700 900199", True, "Polish"
    robin.save()
    form = make.signed_in(people.officer).get(f"/cases/{case.key}/steps/remind/").context["form"]
    assert form.fields["party"].help_text == (
        "About this: Attendance Panel Meeting on 17 November 2026 at 10:30, Example School"
    )
    assert form.fields["party"].widget.hints == {
        court.parent(case, "Robin").key: "Telephone 07700 900199. Interpreter needed (Polish)",
        court.parent(case, "Kit").key: "No telephone number is recorded",
    }


def test_the_number_is_shown_to_nobody_who_may_not_open_the_parents_record(case, people):
    robin = court.parent(case, "Robin")
    robin.adult.phone = "07700 900199"
    robin.opens, robin.unsafe = False, False
    assert reached(robin) == ""
    robin.opens, robin.unsafe = True, True
    assert reached(robin) == "Telephone 07700 900199. Contact is unsafe"


def test_an_interview_is_read_back_whole_by_those_who_may_read_legal_papers(case, people):
    court.taken(case, pathway.INVITE_PACE, people.officer, ON, party=court.parent(case, "Robin"))
    interview(case, people.officer, court.parent(case, "Robin"), date(2026, 10, 19), attended=True)

    def read_by(user):
        panels = make.signed_in(user).get(f"/cases/{case.key}/").context["panels"]
        return next(one for one in panels if one["heading"] == "The referral")["interviews"]

    assert [(row["key"], row["value"]) for one in read_by(people.officer) for row in one["rows"]] == [
        ("Where", "Example School"),
        ("From and to", "11:00 to 12:00"),
        ("Present", "An officer"),
        ("Caution given", CAUTION),
        ("Caution understood", "Yes"),
        ("Told that they were free to leave", "Yes"),
        ("Told of the right to legal advice", "Yes"),
        ("Why?", "Work."),
        ("The record", "Signed"),
    ]
    assert read_by(people.manager) == []


def test_a_page_on_which_a_step_is_taken_says_whose_case_it_is(case, people):
    page = make.signed_in(people.officer).get(f"/cases/{case.key}/steps/invite_panel/").content.decode()
    assert "Ash Example, born 4 March 2014, UPN A123456789012" in page


def test_contact_that_the_school_calls_unsafe_is_said_before_anybody_is_met(people):
    parents = [row.adult.key for row in people.child.relationships.all()]
    family = {sections.FAMILY: {"parents": parents, "missing": "", "unsafe": True}}
    case = referrals.sent(people.school, people.child, people.lead, ON, **family)
    client = make.signed_in(people.senior)
    for name in ("cases:case", "cases:visit", "attendance:decide"):
        assert UNSAFE_SAID in client.get(reverse(name, args=[case.key])).text, name
    referrals.accepted(case, people.senior, ON)
    assert UNSAFE_SAID in client.get(case.get_absolute_url()).text


def test_whoever_releases_a_letter_is_told_that_the_school_calls_contact_unsafe_and_two_must_agree(people):
    parents = [row.adult.key for row in people.child.relationships.all()]
    family = {sections.FAMILY: {"parents": parents, "missing": "", "unsafe": True}}
    case = referrals.accepted(referrals.sent(people.school, people.child, people.lead, ON, **family), people.senior, ON)
    letter = Letter.objects.filter(on_case__case=case).first()
    assert cautions_of(letter, ON) == [UNSAFE_SAID]
    assert release_letter(letter, by=people.senior, on=ON, at=referrals.moment(ON)).state == "drafted"
    assert release_letter(letter, by=people.manager, on=ON, at=referrals.moment(ON)).state == "released"


@pytest.mark.parametrize("page", ["accept", "return", "reject"])
def test_the_page_of_a_decision_says_what_must_be_known_of_the_people(people, page):
    people.child.relationships.filter(adult__given="Kit").update(contact_is_unsafe=True)
    families.add_vulnerability(
        people.child, kind="child_protection", from_on=ON, source="MASH", by=people.senior, on=ON
    )
    case = referrals.sent(people.school, people.child, people.lead, ON)
    shown = make.signed_in(people.senior).get(reverse(f"attendance:{page}", args=[case.key]))
    assert shown.context["warnings"] == ["Contact with Kit Example is unsafe."]
    assert "Contact with Kit Example is unsafe." in shown.text
    assert [tag["text"] for tag in shown.context["tags"]] == ["Child protection plan, since 16 October 2026"]
    assert [fact["value"] for fact in shown.context["facts"]] == ["Not known", "4 March 2014"]


def test_beside_each_parents_legal_route_stands_what_whoever_writes_to_them_must_know(people):
    people.child.relationships.filter(adult__given="Kit").update(contact_is_unsafe=True)
    case = referrals.sent(people.school, people.child, people.lead, ON)
    form = make.signed_in(people.senior).get(reverse("attendance:accept", args=[case.key])).context["form"]
    hints = {field.label: field.help_text for name, field in form.fields.items() if name.startswith("route_")}
    assert hints == {
        "Legal route for Robin Example": "",
        "Legal route for Kit Example": "Contact with this person is marked as unsafe.",
    }


@pytest.mark.parametrize("step", ["invite_panel", "invite_pace"])
@pytest.mark.parametrize(
    ("meeting", "what"),
    [
        (date(2026, 10, 27), "Tuesday 27 October 2026: half term"),
        (date(2026, 11, 7), "Saturday 7 November 2026: weekend"),
        (date(2026, 11, 9), "Monday 9 November 2026: INSET day"),
        (date(2026, 12, 25), "Friday 25 December 2026: Christmas holiday"),
        (date(2027, 5, 3), "Monday 3 May 2027: Early May bank holiday"),
        (date(2027, 8, 30), "Monday 30 August 2027: Summer bank holiday"),
    ],
)
def test_a_meeting_on_a_day_without_school_is_asked_about_at_the_day_and_arranged_once_it_is_ticked(
    case, people, step, meeting, what
):
    inset = date(2026, 11, 9)
    told = {"by": people.senior, "on": date(2026, 10, 19)}
    add_closure(Calendar.objects.get(), kind=ClosureKind.INSET, starts_on=inset, ends_on=inset, **told)
    typed = {**day("on", date(2026, 10, 19)), **day("meeting_on", meeting), "meeting_time": "10:30", "place": "School"}
    typed |= {"party": court.parent(case, "Robin").key} if step == "invite_pace" else {}
    page = post(case, people, step, **typed)
    problems = page.context["form"].errors
    assert list(problems) == ["meeting_on"]
    assert problems["meeting_on"][0].startswith(f"The school is closed on {what}")
    assert problems["meeting_on"][0].endswith("Choose another day, or tick that this one is meant")
    tick = f"meeting_on_meant_{meeting:%Y%m%d}"
    assert f'name="{tick}"' in page.content.decode()
    # The tick is for that day and for no other.
    other = post(case, people, step, **{**typed, **day("meeting_on", date(2026, 11, 14)), tick: "on"})
    assert list(other.context["form"].errors) == ["meeting_on"]
    post(case, people, step, **typed, **{tick: "on"})
    assert case.events.get(step=step).facts["meeting_on"] == meeting.isoformat()


def test_a_meeting_on_a_school_day_is_arranged_without_a_question(case, people):
    assert "is meant all the same" not in invited(case, people, date(2026, 11, 10)).content.decode()
    assert case.events.get(step="invite_panel").facts["meeting_on"] == "2026-11-10"


@pytest.mark.parametrize(
    ("hearing", "said"),
    [
        (date(2027, 1, 16), "Courts are closed on Saturday 16 January 2027: weekend."),
        (date(2027, 3, 29), "Courts are closed on Monday 29 March 2027: Easter Monday."),
        # In a school holiday courts sit.
        (date(2027, 2, 16), None),
    ],
)
def test_a_hearing_at_a_weekend_or_on_a_bank_holiday_is_asked_about(people, hearing, said):
    asked = [f"{said} Choose another day, or tick that this one is meant"] if said else []
    assert requisition(hearing).errors.get("hearing_on", []) == asked


def requisition(hearing: date, **typed: str) -> CommenceForm:
    """What is recorded of a requisition issued and served on 19 October 2026."""
    return CommenceForm(
        {
            **day("on", date(2026, 10, 19)),
            **day("served_on", date(2026, 10, 19)),
            **day("hearing_on", hearing),
            "urn": "43AB1234526",
            "court": "Example Magistrates’ Court",
            **typed,
        },
        method="requisition",
        on=date(2026, 10, 19),
    )


@pytest.mark.parametrize(
    ("hearing", "asked"),
    [
        (
            date(2026, 10, 20),
            ["Tuesday 20 October 2026 is sooner than 14 calendar days after service (19 October 2026)."],
        ),
        (
            date(2026, 10, 30),
            ["Friday 30 October 2026 is sooner than 14 calendar days after service (19 October 2026)."],
        ),
        (date(2026, 11, 2), []),
    ],
)
def test_a_first_hearing_sooner_after_service_than_a_court_expects_is_asked_about(people, hearing, asked):
    assert requisition(hearing).errors.get("hearing_on", []) == [
        f"{said} Is that right? Choose another day, or tick that this one is meant" for said in asked
    ]
    assert requisition(hearing, **{f"hearing_on_meant_{hearing:%Y%m%d}": "on"}).errors == {}


def test_what_notice_a_court_expects_is_a_setting_in_force_on_the_day_of_service(people):
    change_rule(HEARING_NOTICE, "2 calendar days", from_on=date(2026, 10, 19), reason="The court said so.")
    assert requisition(date(2026, 10, 21)).errors == {}
    assert list(requisition(date(2026, 10, 20)).errors) == ["hearing_on"]


def test_a_first_hearing_that_is_soon_and_at_a_weekend_is_asked_about_for_both(people):
    assert requisition(date(2026, 10, 24)).errors["hearing_on"] == [
        "Courts are closed on Saturday 24 October 2026: weekend. Saturday 24 October 2026 is sooner than 14 calendar "
        "days after service (19 October 2026). Is that right? Choose another day, or tick that this one is meant"
    ]
