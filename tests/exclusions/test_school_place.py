"""A child who needs a school and has none: what is due when, what is refused, what the panel reads, how it ends."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from exclusions.fair_access import actions, pathway
from exclusions.fair_access.categories import categories_on
from exclusions.fair_access.models import Came, FairAccessReferral
from exclusions.fair_access.panel import FAIR_ACCESS, SCHOOL
from exclusions.looked_out_for import of_child
from exclusions.permanent import pathway as permanent
from exclusions.permanent.step_forms import WayForm
from exclusions.telling import SupportForSen
from oxle.cases import actions as cases
from oxle.core.errors import Refused, Stale
from oxle.correspondence.models import Message
from oxle.meetings import deciding, queries
from oxle.people.actions import add_vulnerability
from oxle.people.models import VulnerabilityKind
from tests import make
from tests.exclusions.fair import OPENED_ON, due, known, opened, take
from tests.exclusions.make import People, moment
from tests.meetings.make import meeting, panel, waiting

pytestmark = pytest.mark.django_db
REFERRED_ON = date(2026, 11, 23)


@pytest.fixture
def people() -> People:
    return People()


def test_w64_an_in_year_application_is_answered_within_10_school_days_and_must_be_within_15(people: People) -> None:
    case = opened(people, applied_on=date(2026, 11, 2), came=Came.ADMISSIONS)
    dates = due(case)
    assert (dates["answer_aim"], dates["answer_by"]) == (date(2026, 11, 16), date(2026, 11, 23))
    assert [one.clock for one in case.deadlines.filter(is_law=True)] == ["answer_by"]


def test_w65_the_panel_finds_a_school_within_20_school_days_of_the_referral(people: People) -> None:
    case = opened(people)
    take(people, case, pathway.REFER, REFERRED_ON)
    found = case.deadlines.get(clock="place")
    assert (found.due_on, found.is_law) == (date(2027, 1, 5), True)


def test_an_application_that_a_school_refused_is_answered(people: People) -> None:
    school = make.school("Full School")
    refused = {"came": Came.REFUSED, "refused_by": school, "refused_because": "Full."}
    assert due(opened(people, applied_on=date(2026, 11, 2), **refused)) == {"referral": date(2026, 11, 9)}


def test_an_answer_or_a_place_that_is_named_ends_both_dates_of_an_application(people: People) -> None:
    case = opened(people, applied_on=date(2026, 11, 2))
    take(people, case, pathway.ANSWER, date(2026, 11, 16), answer="refused")
    assert due(case) == {"referral": date(2026, 11, 9)}


def test_an_application_that_has_not_come_yet_is_refused(people: People) -> None:
    with pytest.raises(Refused, match="The application cannot have come after that"):
        opened(people, applied_on=date(2026, 11, 3))
    assert not FairAccessReferral.objects.exists()


@pytest.mark.parametrize(
    ("release_on", "by"),
    [
        (date(2026, 12, 7), date(2026, 12, 7)),
        (date(2026, 12, 5), date(2026, 12, 7)),  # a Saturday: the first school day after it
    ],
)
def test_of_a_leaver_who_is_opened_before_the_release_education_begins_on_that_day(
    people: People, release_on: date, by: date
) -> None:
    case = opened(people, came=Came.LEAVING, leaves="A secure children’s home", release_on=release_on)
    assert due(case)["release"] == by
    take(people, case, pathway.BEGIN, date(2026, 11, 30), confirmed_by="The head of year.")
    assert "release" not in due(case)


def test_of_a_leaver_of_whom_we_hear_after_the_release_the_case_is_opened_and_overdue(people: People) -> None:
    case = opened(people, on=REFERRED_ON, came=Came.LEAVING, leaves="A secure home", release_on=date(2026, 11, 9))
    assert due(case)["release"] == date(2026, 11, 9)


def test_the_day_of_release_can_be_put_right_and_the_date_follows(people: People) -> None:
    case = opened(people, came=Came.LEAVING, leaves="A secure home", release_on=date(2026, 12, 7))
    event = case.events.get()
    right = {"on": OPENED_ON, "at": moment(OPENED_ON), "by": people.officer, "reason": "The court moved it."}
    cases.correct(event, facts={"release_on": "2026-12-14", "applied_on": None}, **right)
    assert due(case)["release"] == date(2026, 12, 14)
    assert FairAccessReferral.objects.get().release_on == date(2026, 12, 14)
    event = case.events.get(superseded_by=None)
    with pytest.raises(Refused, match="Enter the day of release"):
        cases.correct(event, facts={"release_on": None}, **right)


def test_a_child_who_is_permanently_excluded_comes_before_the_panel_with_that_case(people: People) -> None:
    case = people.tell()
    with pytest.raises(Refused, match=f"permanently excluded \\({case.reference}\\)"):
        opened(people, on=date(2026, 11, 10))


def test_a_second_case_while_one_is_open_is_refused(people: People) -> None:
    opened(people)
    with pytest.raises(Refused, match="already has an open case"):
        opened(people)


def test_nobody_is_referred_before_it_is_written_down_what_a_school_must_know(people: People) -> None:
    case = opened(people, needs="")
    with pytest.raises(Refused, match="Write down first what a school must know"):
        take(people, case, pathway.REFER, REFERRED_ON)
    told = case.fair_access_referral
    details = {**{name: getattr(told, name) for name in ("wish", "voice")}, "needs": "Small groups."}
    actions.change_referral(told, told.version, details=details, by=people.officer, on=REFERRED_ON)
    case = type(case).objects.get(pk=case.pk)
    take(people, case, pathway.REFER, REFERRED_ON)


def test_what_is_known_is_not_overwritten_by_somebody_who_saw_it_before(people: People) -> None:
    told = opened(people).fair_access_referral
    actions.change_referral(told, 1, details={"services": "CAMHS"}, by=people.officer, on=OPENED_ON)
    with pytest.raises(Stale):
        actions.change_referral(told, 1, details={"services": ""}, by=people.officer, on=OPENED_ON)


def test_what_is_known_of_a_closed_case_is_not_changed(people: People) -> None:
    case = opened(people)
    take(people, case, pathway.LEAVE, REFERRED_ON)
    told = FairAccessReferral.objects.select_related("case").get()
    with pytest.raises(Refused, match="The case is closed"):
        actions.change_referral(told, 1, details={"services": "CAMHS"}, by=people.officer, on=REFERRED_ON)


@pytest.mark.parametrize(
    "wrong",
    [
        {"came": Came.REFUSED},
        {"came": Came.LEAVING},
        {"leaves": "A secure home", "release_on": date(2026, 12, 7)},
        {"refused_because": "Full."},
        {"wish": ""},
        {"voice": ""},
    ],
)
def test_the_database_keeps_who_refused_what_is_left_and_what_they_wish_together(
    people: People, wrong: dict[str, object]
) -> None:
    with pytest.raises(IntegrityError, match="fair_access_"), transaction.atomic():
        opened(people, **wrong)


def test_children_who_were_excluded_and_children_without_a_school_come_before_one_panel(people: People) -> None:
    series, excluded = panel(), waiting(people)
    people.child = make.child("Lee", "Example", at=people.school)
    case = opened(people)
    assert queries.waiting_for(people.officer, series) == [excluded]
    take(people, case, pathway.REFER, REFERRED_ON)
    case.refresh_from_db()
    assert queries.waiting_for(people.officer, series) == [case, excluded]


def test_a_school_that_takes_the_child_is_the_place_that_is_named_and_counts_in_the_tally(people: People) -> None:
    series, other = panel(), make.school("Other School")
    case = opened(people)
    take(people, case, pathway.REFER, REFERRED_ON)
    where = meeting(series)
    (item,) = deciding.put_on_agenda(where, [case], by=people.officer, on=REFERRED_ON)
    taken = {"school": other, "starts_on": date(2026, 12, 14)}
    deciding.decide(
        item, item.version, SCHOOL, words="Nearest.", by=people.officer, on=where.on, at=moment(where.on), **taken
    )
    case.refresh_from_db()
    assert case.stage == pathway.NAMED.key
    assert case.events.get(step="name_place").facts == {
        "place": "Other School", "school": other.key, "starts_on": "2026-12-14",
    }  # fmt: skip
    assert {one.school.name: one.taken for one in queries.shares_of(series, where.on)}["Other School"] == 1


def test_members_never_read_the_category_what_is_left_or_who_refused(people: People) -> None:
    hidden = {"category": "c", "leaves": "A young offender institution", "came": Came.LEAVING}
    case = opened(people, release_on=date(2026, 12, 7), services="Youth justice", **hidden)
    rows = FAIR_ACCESS.about([case])[case.pk]
    assert [row["key"] for row in rows] == [
        "Comes before it under", "Asked first, or nearest", "Needs to begin on", "Special educational needs",
        "What a school must know", "What the family wishes", "What the child says",
    ]  # fmt: skip
    words = " ".join(str(row["value"]) for row in rows)
    assert "offender" not in words
    assert "justice" not in words.lower()


def test_the_case_closes_once_the_register_of_the_new_school_shows_the_child_attending(people: People) -> None:
    case = opened(people)
    take(people, case, pathway.REFER, REFERRED_ON)
    take(people, case, pathway.NAME_PLACE, date(2026, 12, 4), place="Other School", starts_on="2026-12-14")
    assert due(case) == {"enrolment": date(2026, 12, 18)}
    with pytest.raises(Refused, match="“Record that the child is on roll” first"):
        take(people, case, pathway.CONFIRM, date(2026, 12, 14))
    take(people, case, pathway.ENROL, date(2026, 12, 14))
    assert due(case) == {"confirmation": date(2027, 1, 12)}
    take(people, case, pathway.CONFIRM, date(2026, 12, 16), register="Six sessions.")
    case.refresh_from_db()
    assert (case.stage, case.closed_on, due(case)) == (pathway.ATTENDING.key, date(2026, 12, 16), {})


def test_the_categories_are_those_in_force_on_the_day() -> None:
    assert list(categories_on(date(2026, 11, 2))) == list("abcdefghijklm")
    assert set(known()["category"]) <= set(categories_on(date(2026, 11, 2)))


@pytest.mark.parametrize(
    ("changes", "way"),
    [
        ({"sen": SupportForSen.PLAN, "looked_after": True, "virtual_school_spoken_to": True}, "sen_placement"),
        ({"looked_after": True, "virtual_school_spoken_to": True}, "virtual_school"),
        ({"sen": SupportForSen.ASSESSMENT}, "fair_access"),
    ],
)
def test_the_way_to_a_new_school_is_proposed_by_what_is_known_of_the_child(changes, way) -> None:
    case = People().tell(**changes)
    form = WayForm(None, on=date(2026, 12, 3), case=case, step=permanent.CHOOSE_WAY, parties=())
    assert form.fields["way"].initial == way


NO_CARE = "The pupil is not looked after, as far as we know."
NO_PLAN = "The pupil has no EHC plan, as far as we know."


@pytest.mark.parametrize(
    ("changes", "way", "surprise"),
    [
        ({}, "virtual_school", NO_CARE),
        ({}, "sen_placement", NO_PLAN),
        ({"looked_after": True, "virtual_school_spoken_to": True}, "fair_access", "The pupil is looked after."),
        ({"sen": SupportForSen.PLAN}, "fair_access", "The pupil has an EHC plan."),
        ({"sen": SupportForSen.PLAN}, "virtual_school", NO_CARE),
        ({}, "fair_access", None),
        ({"sen": SupportForSen.PLAN}, "sen_placement", None),
        (
            {"sen": SupportForSen.PLAN, "looked_after": True, "virtual_school_spoken_to": True},
            "virtual_school",
            None,
        ),
    ],
)
def test_a_way_that_does_not_go_with_what_is_known_of_the_child_asks_why(
    changes: dict[str, Any], way: str, surprise: str | None
) -> None:
    people = People()
    case = people.tell(**changes)

    def form(**more: str) -> WayForm:
        typed = {"on_day": "3", "on_month": "12", "on_year": "2026", "way": way, "asked": "Somebody there", **more}
        return WayForm(typed, on=date(2026, 12, 3), case=case, step=permanent.CHOOSE_WAY, parties=())

    asks = f"{surprise} Select another way, or enter why it is this one"
    assert form().errors == ({"other_way": [asks]} if surprise else {})
    meant = form(other_way="It is known since today.")
    assert meant.is_valid()
    assert meant.facts().get("other_way") == ("It is known since today." if surprise else None)


def test_a_plan_or_care_that_is_on_record_goes_with_its_way_though_the_notice_did_not_say_it() -> None:
    people = People()
    case = people.tell()
    for kind, way in ((VulnerabilityKind.LOOKED_AFTER, "virtual_school"), (VulnerabilityKind.EHCP, "sen_placement")):
        since = {"from_on": date(2026, 12, 1), "source": "The team"}
        add_vulnerability(people.child, kind=kind, by=people.officer, on=date(2026, 12, 1), **since)
        form = WayForm(None, on=date(2026, 12, 3), case=case, step=permanent.CHOOSE_WAY, parties=())
        assert form.fields["way"].initial == way


@pytest.mark.parametrize(
    ("way", "said"),
    [
        ("sen_placement", ["Enter who in the SEN team was asked to find the place"]),
        ("virtual_school", ["Enter who at the Virtual School was asked to find the place"]),
        ("fair_access", None),
    ],
)
def test_where_the_panel_does_not_find_the_place_it_is_said_who_was_asked_to(way: str, said: list[str] | None) -> None:
    case = People().tell(sen=SupportForSen.PLAN, looked_after=True, virtual_school_spoken_to=True)
    typed = {"on_day": "3", "on_month": "12", "on_year": "2026", "way": way, "other_way": "As agreed."}
    form = WayForm(typed, on=date(2026, 12, 3), case=case, step=permanent.CHOOSE_WAY, parties=())
    assert form.errors.get("asked") == said


def test_the_virtual_school_is_told_at_once_that_a_school_is_looked_for_with_it_and_reads_so() -> None:
    people, virtual = People(), make.user("virtual_school_officer")
    case = people.tell(looked_after=True, virtual_school_spoken_to=True)
    on = date(2026, 11, 25)
    kinds = Message.objects.filter(kind="exclusions.virtual_school", user=virtual)
    before = kinds.count()
    for step, facts in (
        (permanent.UPHOLD, {"parents_told_on": on.isoformat()}),
        (permanent.CONSULT, {"with_whom": "The carers", "wish": "Near."}),
        (permanent.CHOOSE_WAY, {"way": "virtual_school", "asked": "The head of the Virtual School"}),
    ):
        assert kinds.count() == before
        case.refresh_from_db()
        cases.take(case, step, by=people.officer, on=on, at=moment(on), facts=facts)
    assert kinds.count() == before + 1
    shown = of_child(virtual, people.child, on)
    assert shown is not None
    assert {"key": "A new school", "value": "Is looked for with you: by an admission or a direction"} in shown["rows"]
