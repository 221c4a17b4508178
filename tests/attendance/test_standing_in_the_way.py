"""What may stand in the way of enforcement: all that is recorded is read, dated, and asked about again when new."""

from datetime import date

import pytest
from django.urls import reverse

from attendance.prosecution import readiness
from attendance.referrals import considering, pathway
from attendance.referrals.considering import TOPICS_OF, to_consider
from attendance.referrals.models import Moment, Topic
from oxle.cases import actions as cases
from oxle.core.errors import Refused
from oxle.people.actions import add_vulnerability, end_vulnerability
from oxle.people.models import VulnerabilityKind
from oxle.provision.models import Offer
from oxle.registers.actions import write_marks
from oxle.registers.extract import SessionMark
from oxle.registers.extract_rows import Half
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals

pytestmark = pytest.mark.django_db
ON, LATER = date(2026, 10, 16), date(2026, 11, 9)


@pytest.fixture(autouse=True)
def _the_day(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-09T10:00")


@pytest.fixture
def case(people):
    return referrals.sent(people.school, people.child, people.lead, ON)


def recorded(child, kind, by, from_on=date(2026, 11, 3)):
    return add_vulnerability(child, kind=kind, from_on=from_on, source="Social care", by=by, on=LATER)


def known(case, on=LATER):
    """What is known, by topic; topics of which nothing is known are left out."""
    found = to_consider(case, Moment.ACCEPTANCE, on)
    return {one.topic: [each.text for each in one.known] for one in found if one.known}


# --- what is read ----------------------------------------------------------------------------------------------


def test_every_vulnerability_that_can_be_recorded_says_something_about_a_topic():
    assert set(TOPICS_OF) == set(VulnerabilityKind)


@pytest.mark.parametrize(
    ("kind", "topics"),
    [
        ("domestic_abuse", ["social_care", "unsafe_contact"]),
        ("exploitation_risk", ["social_care"]),
        ("young_carer", ["social_care"]),
        ("privately_fostered", ["social_care"]),
        ("gypsy_roma_traveller", ["equality"]),
        ("free_school_meals", ["transport"]),
        ("parent_ill", ["social_care", "equality"]),
    ],
)
def test_a_vulnerability_is_shown_dated_beside_its_topics(people, case, kind, topics):
    row = recorded(people.child, kind, people.officer)
    words = f"{row.get_kind_display()}, since 3 November 2026"
    assert known(case) == {Topic(topic): [words] for topic in topics}


def test_one_that_has_ended_is_not_shown(people, case):
    row = recorded(people.child, "young_carer", people.officer)
    end_vulnerability(row, row.version, by=people.officer, on=date(2026, 11, 6))
    assert known(case) == {}


def test_less_than_a_full_school_place_is_asked_about_under_section_19(people, case):
    Offer.objects.create(
        child=people.child,
        school=people.school,
        kind="reduced",
        from_on=date(2026, 11, 2),
        minutes=[150, 0] * 5,
        source="OX-TEST",
    )
    # Key stage 3: 24 hours a week, 288 minutes a day. Six school days from 2 November had 150.
    assert known(case) == {
        Topic.SECTION_19: [
            f"Reduced timetable by {people.school}, 12 hours 30 minutes a week, from 2 November 2026",
            "13 hours 48 minutes less than full-time education offered in the four weeks to 9 November 2026",
        ]
    }


def test_a_full_school_place_is_nothing_to_ask_about(people, case):
    Offer.objects.create(
        child=people.child,
        school=people.school,
        kind="school",
        full_time=True,
        from_on=date(2026, 9, 2),
        minutes=[150] * 10,
        source="OX-TEST",
    )
    assert known(case) == {}


def marked(people, code, *days):
    marks = [SessionMark(day, Half.MORNING, code) for day in days]
    write_marks(people.child, people.school, marks, source="register", by=people.officer)


def test_marks_of_transport_that_failed_are_counted_also_after_the_extract(people, case):
    marked(people, "Q", date(2026, 9, 3), date(2026, 11, 5))
    marked(people, "Y1", date(2026, 11, 6))
    assert known(case) == {
        Topic.TRANSPORT: [
            "The register shows Q (unable to attend: access arrangements not made) for 2 sessions, first and last on "
            "3 September 2026 and 5 November 2026",
            "The register shows Y1 (unable to attend: the transport normally provided was not available) for 1 "
            "session, first and last on 6 November 2026",
        ]
    }


def test_contact_that_is_unsafe_names_with_whom(people, case):
    people.child.relationships.filter(adult__given="Kit").update(contact_is_unsafe=True)
    assert known(case) == {Topic.UNSAFE_CONTACT: ["Contact with Kit Example is marked as unsafe"]}


# --- the page --------------------------------------------------------------------------------------------------


def url(case, moment="acceptance"):
    return reverse("attendance:consider", args=[case.key, moment])


def answered(case, moment=Moment.ACCEPTANCE, **told):
    """What the page sends when every topic is clear but for what is told, by somebody who read what it shows now."""
    read = considering.digest_of(to_consider(case, moment, LATER))
    data = {"version": case.version, "read": read}
    for topic in Topic:
        data |= {topic.value: "clear", f"{topic.value}_note": "", f"{topic.value}_go_on": ""}
    return {**data, **told}


def test_the_page_shows_what_it_read_and_clear_is_no_answer_to_it(people, case):
    recorded(people.child, "domestic_abuse", people.officer)
    browser = make.signed_in(people.officer)
    shown = browser.get(url(case)).content.decode()
    assert "Domestic abuse in the household, since 3 November 2026." in shown
    page = browser.post(url(case), answered(case))
    assert sorted(page.context["form"].errors) == ["social_care", "unsafe_contact"]
    assert case.considerations.count() == 0


def test_a_finding_keeps_what_was_known_when_it_was_made(people, case):
    row = recorded(people.child, "young_carer", people.officer)
    told = answered(case, social_care="resolved", social_care_note="Support is in place.")
    assert make.signed_in(people.officer).post(url(case), told).status_code == 302
    kept = {one.topic: one.known for one in case.considerations.all()}
    assert kept["social_care"] == [{"key": f"vulnerability:{row.pk}", "text": "Young carer, since 3 November 2026"}]
    assert kept["sen"] == []


def test_nobody_answers_for_what_was_recorded_after_they_opened_the_page(people, case):
    recorded(people.child, "child_in_need", people.officer)
    browser = make.signed_in(people.officer)
    told = answered(case, social_care="resolved", social_care_note="The plan supports school.")
    recorded(people.child, "exploitation_risk", people.officer)
    page = browser.post(url(case), told)
    form = page.context["form"]
    assert form.non_field_errors() == [
        "What is recorded has changed since you opened this page. Read it again, then save."
    ]
    assert "At risk of exploitation, since 3 November 2026." in page.content.decode()
    assert form["social_care_note"].value() == "The plan supports school."
    assert case.considerations.count() == 0
    assert f'name="read" value="{form.shows}"' in page.content.decode()
    assert browser.post(url(case), {**told, "read": form.shows}).status_code == 302
    assert case.considerations.count() == 8


def test_a_moment_is_answered_only_where_its_step_can_follow(people, case):
    browser = make.signed_in(people.officer)
    assert browser.get(url(case, "final_warning")).status_code == 404
    assert browser.get(url(case, "release")).status_code == 404
    assert browser.get(url(case, "acceptance")).status_code == 200


# --- what is new asks again ------------------------------------------------------------------------------------


def test_something_new_since_the_page_was_answered_asks_again_before_the_next_step(people, case):
    referrals.considered(case, Moment.ACCEPTANCE, people.senior, LATER)
    assert considering.standing_in_the_way(case, Moment.ACCEPTANCE, LATER) is None
    recorded(people.child, "exploitation_risk", people.officer)
    case.refresh_from_db()
    with pytest.raises(Refused, match="in the way\\. Something new is known: Child in need"):
        accept(case, people.senior)
    page = make.signed_in(people.officer).get(url(case))
    field = page.context["form"]["social_care"]
    assert field.initial is None
    assert field.help_text == (
        "At risk of exploitation, since 3 November 2026. Looked at on 9 November 2026 by "
        f"{people.senior.name}. New since then: At risk of exploitation, since 3 November 2026."
    )
    assert page.context["form"]["sen"].initial == "clear"
    told = answered(case, social_care="resolved", social_care_note="A plan is in place.")
    assert make.signed_in(people.officer).post(url(case), told).status_code == 302
    case.refresh_from_db()
    accept(case, people.senior)
    case.refresh_from_db()
    assert case.stage == "accepted"


def accept(case, by):
    return cases.take(case, pathway.ACCEPT, by=by, on=LATER, at=referrals.moment(LATER), reason="So be it.")


def test_what_was_looked_at_is_not_asked_again_when_only_its_figures_grow(people, case):
    Offer.objects.create(
        child=people.child,
        school=people.school,
        kind="none",
        from_on=date(2026, 11, 2),
        minutes=[0] * 10,
        source="OX-TEST",
    )
    referrals.considered(case, Moment.ACCEPTANCE, people.senior, LATER)
    assert considering.standing_in_the_way(case, Moment.ACCEPTANCE, date(2026, 11, 13)) is None


def test_something_new_stops_papers_too_and_can_be_answered_from_where_they_stand(people):
    case = court.final_warning(people)
    recorded(people.child, "ehc_assessment", people.officer)
    with pytest.raises(Refused, match="Look again at what may stand in the way"):
        court.begun(case, people)
    browser = make.signed_in(people.officer)
    assert url(case, "final_warning") in browser.get(case.get_absolute_url()).content.decode()
    case.refresh_from_db()
    told = answered(case, Moment.FINAL_WARNING, sen="resolved", sen_note="Held until the plan was decided.")
    assert browser.post(url(case, "final_warning"), told).status_code == 302
    assert court.begun(case, people).stage == "preparing"


def test_something_new_since_then_is_a_gap_of_the_papers(people):
    case = court.final_warning(people)
    prosecution = court.begun(case, people)
    court.considered(prosecution, people, LATER)
    assert [item.gap for item in readiness.items(prosecution, LATER) if item.place == readiness.CONSIDER] == [""]
    recorded(people.child, "medical", people.officer)
    assert [item.gap for item in readiness.items(prosecution, LATER) if item.place == readiness.CONSIDER] == [
        "Look again at what may stand in the way. Something new is known: Medical condition or evidence."
    ]
