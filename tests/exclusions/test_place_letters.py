"""The letters on the way to a new school: who gets which, what each says, and that none is left that is not true."""

from datetime import date

import pytest
from django.urls import reverse

from exclusions.fair_access import pathway
from exclusions.fair_access.panel import OTHER_WAY, SCHOOL
from exclusions.fair_access.pathway import PLACING
from exclusions.placement import actions
from exclusions.placement.forms import PlanForm
from exclusions.placement.letters import ALL, context
from exclusions.placement.queries import in_words
from oxle.cases import actions as cases
from oxle.cases import redrafting
from oxle.cases.models import Case, CaseLetter
from oxle.cases.pathways import Step
from oxle.core.errors import Refused
from oxle.correspondence import hooks
from oxle.correspondence.contents import address_of_organisation, html_of
from oxle.meetings import deciding
from oxle.schools.models import School
from tests import make
from tests.exclusions.fair import opened, served, take
from tests.exclusions.make import People, moment
from tests.meetings.make import meeting, panel, waiting

pytestmark = pytest.mark.django_db
REFERRED_ON, NAMED_ON = date(2026, 11, 23), date(2026, 12, 4)
REFUSED_ON, NOTICE_ON = date(2026, 12, 7), date(2026, 12, 8)
PLACE = {"starts_on": "2026-12-14"}


@pytest.fixture
def people() -> People:
    return People()


@pytest.fixture
def school(people: People) -> School:
    return make.school("New School", town="Exampleton", postcode="OX1 1AA", phone="01632 960001")


def step(people: People, case: Case, one: Step, on: date, school: School | None = None, **facts: str) -> None:
    """A step that names a school or the Secretary of State, as its page takes it."""
    case.refresh_from_db()
    act = actions.take_with_secretary if one is PLACING.request else actions.take_with_school
    named = {"school": school.key, "place": str(school)} if school else {}
    reason = "The year group is full." if one.reason else ""
    told = {"facts": {**named, **facts}, "reason": reason}
    act(case, one, data={"school": school}, by=people.officer, on=on, at=moment(on), **told)
    case.refresh_from_db()


def named(people: People, school: School) -> Case:
    """A case whose place is named."""
    case = opened(people)
    take(people, case, pathway.REFER, REFERRED_ON)
    step(people, case, PLACING.name_place, NAMED_ON, school, **PLACE)
    return case


def letters(case: Case, state: str = "drafted") -> list[tuple[str, str]]:
    """The letters of a case in a state: which, and to whom."""
    rows = CaseLetter.objects.filter(case=case, letter__state=state).select_related("letter__adult", "party")
    return sorted((row.letter.kind.removeprefix("exclusions."), row.party.name) for row in rows)


def said(case: Case, kind: str) -> dict[str, object]:
    """What the newest letter of a kind says."""
    return CaseLetter.objects.filter(case=case, letter__kind=f"exclusions.{kind}").latest("pk").letter.context


def test_a_place_that_is_named_is_offered_to_each_parent_and_told_to_the_school(people: People, school: School) -> None:
    make.parent(people.child, "Second", "Parent", kind="Father")
    case = named(people, school)
    assert letters(case) == [
        ("place_named", "New School"), ("place_offer", "Demo Parent"), ("place_offer", "Second Parent"),
    ]  # fmt: skip
    assert said(case, "place_offer")["school_name"] == "New School"
    assert said(case, "place_named")["named_on"] == "2026-12-04"


def test_what_the_panel_decided_is_told_to_the_parents_with_the_school_or_without(
    people: People, school: School
) -> None:
    series = panel()
    where = meeting(series)
    case = opened(people)
    take(people, case, pathway.REFER, REFERRED_ON)
    other = waiting_exclusion(people)
    first, second = deciding.put_on_agenda(where, [case, other], by=people.officer, on=REFERRED_ON)
    by = {"words": "Nearest.", "by": people.officer, "on": where.on, "at": moment(where.on)}
    deciding.decide(first, first.version, SCHOOL, school=school, starts_on=date(2026, 12, 14), **by)
    deciding.decide(second, second.version, OTHER_WAY, **by)
    assert letters(case) == [
        ("panel_decision", "Demo Parent"), ("place_named", "New School"), ("place_offer", "Demo Parent"),
    ]  # fmt: skip
    assert said(case, "panel_decision") == {
        "panel_name": "North panel",
        "met_on": "2026-12-04",
        "decision": "A school takes the child",
        "school_name": "New School",
        "starts_on": "2026-12-14",
    }
    assert letters(other) == [("day_six_offer", "Demo Parent"), ("panel_decision", "Demo Parent")]
    assert "school_name" not in said(other, "panel_decision")


def waiting_exclusion(people: People) -> Case:
    """Another child, who was excluded and waits for the panel."""
    people.child = make.child("Lee", "Example", at=people.school)
    make.parent(people.child, parental_responsibility=True)
    return waiting(people)


def test_a_refusal_withdraws_the_offer_that_is_not_true_any_more(people: People, school: School) -> None:
    case = named(people, school)
    step(people, case, PLACING.refuse, REFUSED_ON, school)
    assert letters(case) == []
    assert [kind for kind, _ in letters(case, "withdrawn")] == ["place_named", "place_offer"]


def test_a_refusal_withdraws_what_the_panel_decided_of_a_school_that_the_child_does_not_come_to(
    people: People, school: School
) -> None:
    where, case = meeting(panel()), opened(people)
    take(people, case, pathway.REFER, REFERRED_ON)
    (item,) = deciding.put_on_agenda(where, [case], by=people.officer, on=REFERRED_ON)
    by = {"words": "Nearest.", "by": people.officer, "on": where.on, "at": moment(where.on)}
    deciding.decide(item, item.version, SCHOOL, school=school, starts_on=date(2026, 12, 14), **by)
    step(people, case, PLACING.refuse, REFUSED_ON, school)
    assert letters(case) == []
    assert ("panel_decision", "Demo Parent") in letters(case, "withdrawn")


def test_letters_about_a_named_place_can_be_drafted_again_until_its_first_day_has_passed(
    people: People, school: School
) -> None:
    case = named(people, school)

    def again(on: date) -> list[str]:
        return [one.kind.key.removeprefix("exclusions.") for one in redrafting.draftable(case, on)]

    assert again(date(2026, 12, 14)) == ["place_offer", "place_named"]
    assert again(date(2026, 12, 15)) == []


def test_what_the_panel_decided_is_kept_back_once_the_first_day_at_the_place_has_passed(
    people: People, school: School
) -> None:
    where, case = meeting(panel()), opened(people)
    take(people, case, pathway.REFER, REFERRED_ON)
    (item,) = deciding.put_on_agenda(where, [case], by=people.officer, on=REFERRED_ON)
    by = {"words": "Nearest.", "by": people.officer, "on": where.on, "at": moment(where.on)}
    deciding.decide(item, item.version, SCHOOL, school=school, starts_on=date(2026, 12, 14), **by)

    def kept(kind: str, on: date) -> str:
        letter = CaseLetter.objects.filter(case=case, letter__kind=f"exclusions.{kind}").latest("pk").letter
        return hooks.kept_back([letter], on).get(letter.pk, "")

    assert kept("panel_decision", date(2026, 12, 14)) == ""
    assert kept("panel_decision", date(2026, 12, 15)).startswith("The day that it announces, 14 December 2026, has")


def test_the_notice_of_a_direction_tells_the_governing_body_why_and_until_when_the_adjudicator_can_be_asked(
    people: People, school: School
) -> None:
    case = named(people, school)
    step(people, case, PLACING.refuse, REFUSED_ON, school)
    take(people, case, PLACING.give_notice, NOTICE_ON, notice_on=NOTICE_ON.isoformat())
    assert letters(case) == [("direction_notice", "New School")]
    assert said(case, "direction_notice") == {
        "school_name": "New School",
        "refused_on": "2026-12-07",
        "refused_because": "The year group is full.",
        "refer_within": "15 calendar days",
        "reaches_on": "2026-12-10",
        "refer_by_on": "2026-12-25",
    }
    served(people, case, "direction_notice", NOTICE_ON)
    take(people, case, PLACING.direct, date(2026, 12, 24))
    assert ("direction", "New School") in letters(case)


@pytest.mark.parametrize(
    ("dated", "names"),
    [(date(2026, 12, 9), True), (date(2026, 12, 10), False), (date(2026, 12, 21), False)],
)
def test_a_notice_of_a_direction_that_is_released_late_names_no_day_that_is_before_it_reaches_the_school(
    people: People, school: School, dated: date, *, names: bool
) -> None:
    case = named(people, school)
    step(people, case, PLACING.refuse, REFUSED_ON, school)
    take(people, case, PLACING.give_notice, NOTICE_ON, notice_on=NOTICE_ON.isoformat())
    letter = CaseLetter.objects.get(case=case, letter__kind="exclusions.direction_notice").letter
    text = html_of(letter, on=dated, address="New School")
    assert "within 15 calendar days, counted from the day on which this notice reaches you" in text
    assert ("If it reaches you on Thursday 10 December 2026" in text) is names


def test_a_school_that_takes_the_child_after_all_gets_no_notice_of_a_direction(people: People, school: School) -> None:
    case = named(people, school)
    step(people, case, PLACING.refuse, REFUSED_ON, school)
    take(people, case, PLACING.give_notice, NOTICE_ON, notice_on=NOTICE_ON.isoformat())
    take(people, case, PLACING.agree, NOTICE_ON)
    assert letters(case) == []


OFFERED = [("place_named", "New School"), ("place_offer", "Demo Parent")]


def takes_after_all(people: People, case: Case, one: Step, on: date, **facts: str) -> None:
    """A step by which a school takes the child that had refused, as its page takes it."""
    case.refresh_from_db()
    reason = "As the funding agreement says." if one.reason else ""
    actions.take_after_all(
        case, one, data={}, by=people.officer, on=on, at=moment(on), facts=facts, reason=reason
    )  # fmt: skip
    case.refresh_from_db()


def drafted_again(case: Case, on: date) -> list[str]:
    return [one.kind.key.removeprefix("exclusions.") for one in redrafting.draftable(case, on)]


def test_a_school_that_takes_the_child_after_all_is_offered_again_to_the_parents_and_told(
    people: People, school: School
) -> None:
    case = named(people, school)
    plan = {"begins_on": "2026-12-14", "timetable": "Full-time.", "support": "A mentor.", "review_on": "2027-01-08"}
    take(people, case, PLACING.plan, date(2026, 12, 5), **plan)
    step(people, case, PLACING.refuse, REFUSED_ON, school)
    assert (letters(case), drafted_again(case, REFUSED_ON)) == ([], [])
    takes_after_all(people, case, PLACING.agree, NOTICE_ON)
    both = [("reintegration_plan", "Demo Parent"), ("reintegration_plan_school", "New School")]
    assert letters(case) == [*OFFERED, *both]
    assert said(case, "place_offer")["starts_on"] == "2026-12-14"


def test_what_left_before_the_refusal_is_not_drafted_a_second_time(people: People, school: School) -> None:
    case = named(people, school)
    served(people, case, "place_named", NAMED_ON)
    step(people, case, PLACING.refuse, REFUSED_ON, school)
    takes_after_all(people, case, PLACING.agree, NOTICE_ON)
    assert letters(case) == [("place_offer", "Demo Parent")]


def test_a_school_that_takes_the_child_once_the_first_day_has_passed_is_not_offered_for_that_day(
    people: People, school: School
) -> None:
    case, on = named(people, school), date(2026, 12, 15)
    step(people, case, PLACING.refuse, REFUSED_ON, school)
    takes_after_all(people, case, PLACING.agree, on)
    assert (letters(case), drafted_again(case, on)) == ([], [])
    assert in_words(case) == (
        "Takes the child after all. The first day that was named, 14 December 2026, had passed by then: record the "
        "place again with a new one, and the parents are offered it."
    )


@pytest.mark.parametrize(("takes", "offered"), [("yes", OFFERED), ("no", [])])
def test_an_academy_that_the_secretary_of_state_directs_is_offered_and_one_that_need_not_take_the_child_is_not(
    people: People, school: School, takes: str, offered: list[tuple[str, str]]
) -> None:
    School.objects.filter(pk=school.pk).update(is_academy=True)
    case = named(people, school)
    step(people, case, PLACING.refuse, REFUSED_ON, school)
    step(people, case, PLACING.request, NOTICE_ON)
    takes_after_all(people, case, PLACING.determined, date(2026, 12, 10), takes=takes)
    # What was to ask for the decision is not sent once there is one.
    assert letters(case) == offered
    assert [kind for kind in drafted_again(case, date(2026, 12, 10)) if kind.startswith("place")] == (
        ["place_offer", "place_named"] if offered else []
    )


def test_a_place_at_a_school_that_refuses_a_second_time_is_not_offered(people: People, school: School) -> None:
    case = named(people, school)
    step(people, case, PLACING.refuse, REFUSED_ON, school)
    takes_after_all(people, case, PLACING.agree, NOTICE_ON)
    step(people, case, PLACING.refuse, date(2026, 12, 9), school)
    assert (letters(case), drafted_again(case, date(2026, 12, 9))) == ([], [])


def test_the_request_about_an_academy_goes_to_the_secretary_of_state_and_to_no_parent(people: People) -> None:
    academy = make.school("Example Academy", is_academy=True)
    case = named(people, academy)
    step(people, case, PLACING.refuse, REFUSED_ON, academy)
    step(people, case, PLACING.request, NOTICE_ON)
    assert letters(case) == [("direction_request", "Secretary of State for Education")]
    body = case.parties.get(role="department").organisation
    assert body is not None
    assert address_of_organisation(body) == "Secretary of State for Education"
    assert said(case, "direction_request")["refused_because"] == "The year group is full."
    assert "panel_name" not in said(case, "direction_request")


def test_the_request_says_which_panel_named_the_academy_and_not_one_that_named_another(people: People) -> None:
    academy, other = make.school("Example Academy", is_academy=True), make.school("Other Academy", is_academy=True)
    where, case = meeting(panel()), opened(people)
    take(people, case, pathway.REFER, REFERRED_ON)
    (item,) = deciding.put_on_agenda(where, [case], by=people.officer, on=REFERRED_ON)
    by = {"words": "Nearest.", "by": people.officer, "on": where.on, "at": moment(where.on)}
    deciding.decide(item, item.version, SCHOOL, school=academy, starts_on=date(2026, 12, 14), **by)
    step(people, case, PLACING.refuse, REFUSED_ON, academy)
    step(people, case, PLACING.request, NOTICE_ON)
    letter = CaseLetter.objects.get(case=case, letter__kind="exclusions.direction_request").letter
    text = html_of(letter, on=NOTICE_ON, address="London")
    assert "North panel had decided on Friday 4 December 2026 that the academy takes the pupil." in text
    step(people, case, PLACING.name_place, NOTICE_ON, other, **PLACE)
    step(people, case, PLACING.refuse, date(2026, 12, 9), other)
    step(people, case, PLACING.request, date(2026, 12, 9))
    assert "panel_name" not in said(case, "direction_request")


def test_the_plan_goes_to_the_parents_and_to_the_new_school_and_says_the_same(people: People, school: School) -> None:
    case = named(people, school)
    plan = {
        "begins_on": "2026-12-14", "timetable": "Full-time.", "support": "A mentor.", "review_on": "2027-01-08",
    }  # fmt: skip
    take(people, case, PLACING.plan, date(2026, 12, 9), **plan)
    assert letters(case)[2:] == [("reintegration_plan", "Demo Parent"), ("reintegration_plan_school", "New School")]
    assert said(case, "reintegration_plan") == {**plan, "school_name": "New School"}
    assert said(case, "reintegration_plan_school") == {**plan, "school_name": "New School"}


@pytest.mark.parametrize(
    ("begins_on", "why"),
    [
        (date(2026, 12, 11), "The place is from 14 December 2026"),
        (date(2026, 12, 19), "19 December 2026 is not a school day at New School"),
    ],
)
def test_no_plan_begins_before_the_place_or_on_a_day_without_school(
    people: People, school: School, begins_on: date, why: str
) -> None:
    school.calendar = people.school.calendar
    school.save()
    case = named(people, school)
    form = PlanForm(step=PLACING.plan, case=case, on=NAMED_ON, parties=[])
    assert form.fields["begins_on"].initial == date(2026, 12, 14)
    plan = {"begins_on": begins_on.isoformat(), "timetable": "x", "support": "x", "review_on": "2027-01-08"}
    taken = {"by": people.officer, "on": REFUSED_ON, "at": moment(REFUSED_ON), "facts": plan, "reason": ""}
    with pytest.raises(Refused, match=why) as refused:
        actions.take_with_plan(case, PLACING.plan, data={"begins_on": begins_on}, **taken)
    assert (refused.value.field, letters(case)) == (
        "begins_on", [("place_named", "New School"), ("place_offer", "Demo Parent")],
    )  # fmt: skip


def test_all_of_a_plan_is_put_right_and_its_first_day_held_to_what_a_new_one_is_held_to(
    people: People, school: School
) -> None:
    case, client = named(people, school), make.signed_in(people.officer)
    plan = {
        "begins_on": "2026-12-14", "timetable": "Full-time.", "support": "A mentor.", "review_on": "2027-01-08",
        "reviews": "",
    }  # fmt: skip
    event = take(people, case, PLACING.plan, date(2026, 12, 4), **plan)
    url = reverse("cases:correct", args=[case.key, event.order])
    form = client.get(url).context["form"]
    assert (form["begins_on"].initial, form["timetable"].initial) == (date(2026, 12, 14), "Full-time.")
    case.refresh_from_db()
    said = {"by": people.officer, "on": event.on, "at": moment(REFUSED_ON), "reason": "A slip."}
    with pytest.raises(Refused, match="The place is from 14 December 2026") as refused:
        cases.correct(event, facts={**plan, "begins_on": "2026-12-11"}, **said)
    assert refused.value.field == "begins_on"
    newer = cases.correct(event, facts={**plan, "begins_on": "2026-12-15", "support": "Two mentors."}, **said)
    assert (newer.facts["begins_on"], newer.facts["support"]) == ("2026-12-15", "Two mentors.")
    # Once another place is named, what was planned for the one before is held to that one.
    step(people, case, PLACING.look_again, REFUSED_ON)
    step(people, case, PLACING.name_place, NOTICE_ON, make.school("Other School"), starts_on="2027-01-11")
    cases.correct(newer, facts={**newer.facts, "begins_on": "2026-12-14"}, **{**said, "at": moment(NOTICE_ON)})


def test_another_place_is_another_school_and_no_letter_about_it_goes_to_the_one_before(
    people: People, school: School
) -> None:
    case, other = named(people, school), make.school("Other School")
    step(people, case, PLACING.look_again, REFUSED_ON)
    assert letters(case) == []
    step(people, case, PLACING.name_place, NOTICE_ON, other, **PLACE)
    assert letters(case) == [("place_named", "Other School"), ("place_offer", "Demo Parent")]


def test_a_letter_about_a_place_that_was_named_before_speaks_of_no_other_school(people: People, school: School) -> None:
    case, other = named(people, school), make.school("Other School")
    plan = {"begins_on": "2026-12-14", "timetable": "Full-time.", "support": "A mentor.", "review_on": "2027-01-08"}
    take(people, case, PLACING.plan, date(2026, 12, 5), **plan, school=school.key)
    links = list(CaseLetter.objects.filter(case=case, event__step="plan").select_related("party", "event"))
    step(people, case, PLACING.name_place, NOTICE_ON, other, **PLACE)
    kinds = {one.key: one for one in ALL}
    for link in links:
        said_now = context(kinds[link.letter.kind], case, link.party, link.event)
        assert said_now["school_name"] == "New School"


def test_every_letter_reads_whole_and_what_a_school_wrote_is_shown_as_text(people: People, school: School) -> None:
    case = named(people, school)
    plan = {
        "begins_on": "2026-12-14",
        "timetable": "<b>Full-time</b>.",
        "support": "A mentor.",
        "review_on": "2027-01-08",
    }
    take(people, case, PLACING.plan, date(2026, 12, 8), **plan)
    pages = {
        row.letter.kind: html_of(row.letter, on=date(2026, 12, 8), address="1 Example Street", draft=True)
        for row in CaseLetter.objects.filter(case=case, letter__state="drafted").select_related("letter")
    }
    assert "has a place at New School from Monday 14 December 2026." in pages["exclusions.place_offer"]
    assert "put the pupil on your roll from Monday 14 December 2026" in pages["exclusions.place_named"]
    for kind in ("exclusions.reintegration_plan", "exclusions.reintegration_plan_school"):
        assert "&lt;b&gt;Full-time&lt;/b&gt;." in pages[kind]
        assert "Friday 8 January 2027" in pages[kind]


@pytest.mark.parametrize(
    ("on", "offered", "asked"),
    [
        (date(2026, 12, 11), "If you do not hear from it before that day", "before that day"),
        (date(2026, 12, 14), "The place is open now.", "at once, since that day has come"),
        (date(2026, 12, 16), "The place is open now.", "at once, since that day has come"),
    ],
)
def test_a_letter_that_goes_once_the_first_day_has_come_asks_for_nothing_before_it(
    people: People, school: School, on: date, offered: str, asked: str
) -> None:
    case = named(people, school)
    pages = {
        row.letter.kind: html_of(row.letter, on=on, address="1 Example Street")
        for row in CaseLetter.objects.filter(case=case, letter__state="drafted").select_related("letter")
    }
    assert offered in pages["exclusions.place_offer"]
    assert f"Meet the pupil and the parents {asked}, and agree" in pages["exclusions.place_named"]
    assert ("before that day" in pages["exclusions.place_offer"]) == (on < date(2026, 12, 14))
