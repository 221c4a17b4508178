"""The list of missing children: school days, checks and risk; and the statement names whomever it does not hold of."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from cme import actions, assurance, pathway
from cme.checklist import Kind, Result
from cme.models import Cause, Missing, Source
from cme.standing import HIGH, RAISED, STANDARD, risk_of, standing_for
from oxle.accounts.models import User
from oxle.audit.models import Sight
from oxle.cases import casework
from oxle.cases.models import Case
from oxle.cases.pathways import Step
from oxle.people.models import Conflict
from oxle.provision.actions import add_provider
from oxle.provision.models import OfferKind, ProviderKind
from oxle.provision.placing import place
from tests import make
from tests.cme.make import TOLD_ON, People, told_of_missing
from tests.exclusions.make import moment

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
# In the terms of the council the school days from 3 to 20 November 2026: 14 of them.
SINCE_TOLD = 14


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")
    return People()


def looked_for(people: People, **told: Any) -> Case:
    case = people.refer(**told)
    people.take(case, pathway.CLEAR, TOLD_ON, looked_at="Nothing open.")
    return case


def give(people: People, case: Case) -> None:
    case.refresh_from_db()
    casework.allocate(
        case, to=people.officer, by=people.officer, on=TOLD_ON, at=moment(TOLD_ON), reason="Hers", version=case.version
    )


def closed_to(people: People, user: User) -> None:
    Conflict.objects.create(child=people.child, user=user, reason="A niece", from_on=TOLD_ON)


def test_days_missing_are_school_days_from_the_day_after_the_last_at_school(people: People) -> None:
    looked_for(people)
    (one,) = standing_for(people.officer, TODAY)
    assert (one.since, one.days) == (date(2026, 11, 3), SINCE_TOLD)


def test_without_a_last_day_they_count_from_the_day_we_were_told(people: People) -> None:
    told = told_of_missing(source=Source.HEALTH, told_by="A nurse", last_attended_on=None)
    actions.refer(people.child, None, told=told, by=people.officer, on=TOLD_ON, at=moment(TOLD_ON), origin="council")
    (one,) = standing_for(people.officer, TODAY)
    # By the council's own terms, in which 2 November is an INSET day.
    assert (one.since, one.days) == (TOLD_ON, SINCE_TOLD)


def test_days_before_the_loaded_terms_are_not_guessed(people: People) -> None:
    looked_for(people, last_attended_on=date(2019, 3, 1))
    (one,) = standing_for(people.officer, TODAY)
    assert one.days is None
    assert "are not loaded" in one.why_no_days
    page = make.signed_in(people.officer).get(reverse("cme:list")).content.decode()
    assert "Not known: terms before" in page


def test_last_and_next_check_are_those_of_the_newest_enquiries_and_of_what_is_due(people: People) -> None:
    case = looked_for(people)
    people.ask(case, Kind.HEALTH, TOLD_ON, result=Result.WAITS, next_on=date(2026, 11, 10))
    people.ask(case, Kind.HEALTH, date(2026, 11, 11), result=Result.WAITS, next_on=date(2026, 11, 25))
    (one,) = standing_for(people.officer, TODAY)
    # What was to be asked again on the 10th was asked again on the 11th.
    assert (one.last_check, one.next_check, one.overdue) == (date(2026, 11, 11), date(2026, 11, 25), ())


def test_an_enquiry_that_was_to_be_made_again_and_was_not_is_overdue(people: People) -> None:
    case = looked_for(people)
    people.ask(case, Kind.HEALTH, TOLD_ON, result=Result.WAITS, next_on=date(2026, 11, 10))
    (one,) = standing_for(people.officer, TODAY)
    assert one.overdue == ("an enquiry to be made again by 10 November 2026",)
    assert one.risk == RAISED


@pytest.mark.parametrize(
    ("changes", "days", "danger", "risk"),
    [
        ({}, 5, [], STANDARD),
        ({}, 20, [], RAISED),
        ({"concern": True}, 1, [], HIGH),
        ({"social_worker": True}, 1, [], HIGH),
        ({}, 1, ["Child protection plan"], HIGH),
        ({}, None, [], STANDARD),
    ],
)
def test_the_risk_follows_from_what_is_recorded(
    changes: dict[str, Any], days: int | None, danger: list[str], risk: str
) -> None:
    told = Missing(**{"concern": False, "social_worker": None, **changes}, case=Case(stage="enquiries"))
    found, why = risk_of(told, days, danger, [], TODAY, TODAY, long=20)
    assert (found, bool(why)) == (risk, risk != STANDARD)


def test_the_file_holds_what_the_list_shows_as_filtered_and_never_why_the_risk_is_what_it_is(people: People) -> None:
    concern = "An uncle <said> it."
    case = looked_for(people, concern=True, concern_words=concern)
    people.take(case, pathway.STOP, TOLD_ON)
    client = make.signed_in(people.officer)
    text = client.get(reverse("cme:file"), {"risk": HIGH}).content.decode()
    lines = text.strip().splitlines()
    assert len(lines) == 2
    assert case.reference in lines[1]
    assert lines[1].endswith(f",{HIGH},Nobody yet")
    for word in (concern, "A concern", "Safeguarding has stopped"):
        assert word not in text
    # A risk that no child has filters nothing away silently: it is no choice, and the list says so.
    assert len(client.get(reverse("cme:file"), {"officer": "Nobody yet"}).content.decode().strip().splitlines()) == 2
    assert Sight.objects.filter(what="export", children__contains=[case.child_id]).exists()


def test_a_child_who_is_closed_to_an_officer_is_on_neither_list(people: People) -> None:
    case = looked_for(people)
    client = make.signed_in(people.manager)
    assert case.reference in client.get(reverse("cme:file")).content.decode()
    closed_to(people, people.manager)
    assert case.reference not in client.get(reverse("cme:file")).content.decode()
    assert case.get_absolute_url() not in client.get(reverse("cme:list")).content.decode()


def found_here(people: People) -> Case:
    case = looked_for(people)
    give(people, case)
    people.ask(case, Kind.HEALTH, date(2026, 11, 16))
    people.take(case, pathway.FIND_HERE, date(2026, 11, 16), where="With an aunt", how_known="Seen")
    return case


def offered_something(people: People) -> None:
    unit = add_provider(
        name="Example Unit", kind=ProviderKind.PRU, by=people.officer, places=[9] * 5,
        safeguarding_checked_on=TODAY, quality_checked_on=TODAY,
    )  # fmt: skip
    place(
        people.child, unit, kind=OfferKind.ALTERNATIVE, basis="Education Act 1996 s.19", source="OX",
        by=people.officer, on=TODAY, minutes=[150] * 10, full_time=True, to_on=None, from_on=date(2026, 11, 17),
    )  # fmt: skip


def test_of_all_is_said_only_where_it_holds_of_all(people: People) -> None:
    found_here(people)
    offered_something(people)
    made = assurance.statement_for(people.officer, TODAY)
    assert made.holds
    assert made.sentence == (
        "On 20 November 2026 the one child reported as missing education is known, being offered services and tracked."
    )


def test_of_whom_nobody_has_found_it_is_not_said_that_they_are_offered_anything(people: People) -> None:
    case = looked_for(people)
    give(people, case)
    people.ask(case, Kind.HEALTH, date(2026, 11, 16))
    made = assurance.statement_for(people.officer, TODAY)
    assert not made.holds
    assert made.sentence == (
        "On 20 November 2026, of 1 child reported as missing education: 1 of 1 known, 1 of 1 tracked. Nobody is known "
        "to be here or at home, so nothing can be offered to anybody. It cannot be said of all. The exceptions are "
        "named below."
    )
    assert [(one.case, one.why) for one in made.beyond] == [(case, "being looked for")]
    page = make.signed_in(people.officer).get(reverse("cme:assurance")).text
    for read in (page, assurance.paper(made, by=people.officer)):
        assert "To whom nothing can be offered: 1" in read
        assert f"{case.reference}" in read


def test_the_sentence_says_of_how_many_offering_is_meant_where_that_is_not_all(people: People) -> None:
    found_here(people)
    offered_something(people)
    people.child = make.child(at=people.school)
    lost = looked_for(people)
    give(people, lost)
    made = assurance.statement_for(people.officer, TODAY)
    assert made.sentence.startswith(
        "On 20 November 2026, of 2 children reported as missing education: 2 of 2 known, 1 of 1 being offered "
        "services, 2 of 2 tracked. Nothing can be offered to the other one, of whom nobody knows that they are here "
        "or at home."
    )
    assert [one.case for one in made.beyond] == [lost]


def test_whoever_is_not_tracked_is_named_with_every_reason(people: People) -> None:
    case = looked_for(people)
    later = date(2026, 12, 4)
    made = assurance.statement_for(people.officer, later)
    tracked = made.promises[2]
    assert (tracked.word, tracked.kept, tracked.of) == ("tracked", 0, 1)
    (one,) = tracked.shown
    assert one.case == case
    assert one.why == (
        "nobody’s case; overdue: every enquiry is made, or the child is found; "
        "nobody has asked or looked since 2 November 2026"
    )
    assert not made.holds


@pytest.mark.parametrize(
    ("step", "at_first", "at_last"),
    [
        (pathway.FIND_HERE, "a place is sought, and nothing is offered meanwhile",
         "no place by the day it was due, and nothing is offered meanwhile"),
        (pathway.FIND_HOME, "no evidence of the education at home yet, and nothing is offered",
         "no evidence of the education at home by the day it was due, and nothing is offered"),
    ],
)  # fmt: skip
def test_a_place_that_is_only_sought_is_no_offer_also_within_its_time(
    people: People, step: Step, at_first: str, at_last: str
) -> None:
    case = looked_for(people)
    give(people, case)
    people.take(case, step, TODAY, where="With an aunt", how_known="Seen")
    for on, why in ((TODAY, at_first), (date(2027, 1, 8), at_last)):
        offered = assurance.statement_for(people.officer, on).promises[1]
        assert (offered.of, offered.kept, [one.why for one in offered.lacking]) == (1, 0, [why])


def test_who_is_handed_over_and_not_accepted_is_not_known_yet(people: People) -> None:
    from exclusions.fair_access import actions as fair_access
    from tests.exclusions.fair import known

    exclusions = make.user("exclusion_officer")
    came = fair_access.open_referral(
        people.child, people.school, details=known(), by=exclusions, on=TOLD_ON, at=moment(TOLD_ON)
    )
    casework.hand_over(came, to="cme", by=exclusions, on=TOLD_ON, at=moment(TOLD_ON), reason="The family is gone.")
    made = assurance.statement_for(people.officer, TODAY)
    assert not made.holds
    (one,) = made.handed_over
    # The tracking officer sees of exclusions that there are some, and not which.
    assert (one.case, one.why) == (None, "handed over on 2 November 2026, not accepted yet")


def test_a_case_closed_to_the_reader_is_counted_and_not_named(people: People) -> None:
    case = looked_for(people)
    closed_to(people, people.manager)
    manager = type(people.manager).objects.get(pk=people.manager.pk)
    tracked = assurance.statement_for(manager, TODAY).promises[2]
    assert (tracked.of, tracked.kept, tracked.closed, tracked.shown) == (1, 0, 1, [])
    page = make.signed_in(manager).get(reverse("cme:assurance")).content.decode()
    assert case.reference not in page
    assert "1 more, closed to you" in page


def test_the_statement_is_a_pdf_that_names_no_child(people: People) -> None:
    looked_for(people, cause=Cause.MOVED)
    answer = make.signed_in(people.officer).get(reverse("cme:assurance_file"))
    assert answer["Content-Disposition"] == 'attachment; filename="missing-education-2026-11-20.pdf"'
    assert answer.content.startswith(b"%PDF")
    html = assurance.paper(assurance.statement_for(people.officer, TODAY), by=people.officer)
    assert people.child.shown_name not in html
