"""No child is said to have come where nobody looked: the calendar and the register of whoever has it decide the day."""

from datetime import date
from typing import Any

import pytest

from exclusions.figures import board
from exclusions.permanent import panels, pathway
from exclusions.permanent.step_forms import BeginForm
from exclusions.suspensions import pathway as suspended_pathway
from exclusions.suspensions.step_forms import BeginForm as SuspendedBeginForm
from oxle.cases import actions as cases
from oxle.cases.forms import putting_right
from oxle.cases.models import Case
from oxle.core.errors import Refused
from oxle.provision.models import Provider, ProviderWeek
from oxle.registers.models import ChildWeek
from oxle.schools.models import School
from tests import make
from tests.exclusions.make import People, arranged, moment, suspended, unit
from tests.exclusions.test_permanent import arrange, take

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY, SATURDAY = date(2026, 11, 16), date(2026, 11, 17), date(2026, 11, 21)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-21T10:00:00+00:00")
    return People()


def placed(people: People) -> tuple[Case, Provider]:
    case, provider = people.tell(), unit()
    arrange(people, case, date(2026, 11, 11), MONDAY, provider=provider)
    case.refresh_from_db()
    return case, provider


def marked(child: Any, provider: Provider, marks: str) -> None:
    ProviderWeek.objects.create(child=child, provider=provider, monday=MONDAY, marks=f"{marks:20}")


def at_another_school(people: People) -> tuple[Case, School]:
    """A child who was excluded and came onto the register of another school on the Monday."""
    case, new = people.tell(), make.school("New School")
    people.child.enrolments.update(to_on=date(2026, 11, 13))
    people.child.enrolments.create(school=new, from_on=MONDAY)
    return case, new


def marked_at_school(child: Any, school: School, marks: str) -> None:
    ChildWeek.objects.create(child=child, school=school, monday=MONDAY, marks=f"{marks:20}", source="return")


def form(
    case: Case, day: date | None = None, *, on: date = SATURDAY, of: Any = BeginForm, step: Any = None, **said: str
) -> Any:
    data = None
    if day:
        typed = {"on_day": str(day.day), "on_month": str(day.month), "on_year": str(day.year)}
        data = {**typed, "confirmed_by": "The office", **said}
    return of(data, on=on, case=case, step=step or pathway.BEGIN, parties=())


def why(case: Case, day: date, **said: Any) -> list[str]:
    return list(form(case, day, **said).errors.get("on", []))


ENTER = "Enter a day on which it says that the child was present, or have the provider put its mark right first."


@pytest.mark.parametrize("step", [pathway.BEGIN, pathway.BEGIN_IN_PART])
def test_a_day_on_which_the_provider_marked_the_child_absent_is_refused_and_one_with_a_session_there_is_taken(
    people: People, step: Any
) -> None:
    case, provider = placed(people)
    marked(people.child, provider, "O I O \\ ")
    says = "The register of Demo Unit says “Absent: no reason” and “Absent: ill” of the child on 16 November 2026."
    assert why(case, MONDAY, step=step) == [f"{says} {ENTER}"]
    assert why(case, TUESDAY, step=step) == []


def test_a_day_without_a_mark_is_refused_where_the_provider_marks_others_here_and_not_where_it_marks_nobody(
    people: People,
) -> None:
    case, provider = placed(people)
    assert why(case, MONDAY) == []
    marked(make.child("Other"), provider, "/ \\ ")
    assert why(case, MONDAY) == [
        f"The register of Demo Unit has no mark of the child on 16 November 2026. {ENTER}"
    ]  # fmt: skip


def test_what_was_recorded_is_put_right_to_no_day_that_the_register_contradicts_either(people: People) -> None:
    case, provider = placed(people)
    marked(people.child, provider, "O O / \\ ")
    right = {"of": putting_right(BeginForm), "reason": "A slip."}
    assert (len(why(case, MONDAY, **right)), why(case, TUESDAY, **right)) == (1, [])


def test_a_day_without_school_is_refused_whoever_keeps_the_register_and_is_not_proposed(people: People) -> None:
    case, _ = placed(people)
    assert why(case, SATURDAY) == [
        "Saturday 21 November 2026 is a weekend, and no school day. Enter the school day on which the child came."
    ]
    [holiday] = why(case, date(2026, 12, 24), on=date(2026, 12, 28))
    assert "Thursday 24 December 2026 is no school day of the child’s" in holiday
    assert form(case).fields["on"].initial is None
    assert form(case, on=TUESDAY).fields["on"].initial == TUESDAY


def test_the_day_is_proposed_from_which_the_marks_show_the_child_there(people: People) -> None:
    case, provider = placed(people)
    marked(people.child, provider, "O O K K / \\ ")
    day = form(case).fields["on"]
    assert day.initial == date(2026, 11, 18)
    assert "Demo Unit first has the child there on 18 November 2026" in day.help_text


def test_day_six_of_a_suspension_is_met_on_no_day_that_the_provider_contradicts(people: People) -> None:
    one, provider = suspended(people, date(2026, 11, 9), date(2026, 11, 20)), unit()
    arranged(people, one, MONDAY, MONDAY, provider=provider)
    one.case.refresh_from_db()
    marked(people.child, provider, "O O / \\ ")
    said = {"of": SuspendedBeginForm, "step": suspended_pathway.BEGIN, "about": one.reference}
    assert why(one.case, MONDAY, **said)[0].startswith("The register of Demo Unit says “Absent: no reason”")
    assert why(one.case, TUESDAY, **said) == []


def test_of_a_child_who_is_at_another_school_by_then_that_schools_marks_decide(people: People) -> None:
    case, new = at_another_school(people)
    marked_at_school(people.child, new, "O I / \\ ")
    says = "The register of New School says “Absent: no reason” and “Absent: ill” of the child on 16 November 2026."
    asks = "Enter a day on which it says that the child was present, or have the school put its mark right first."
    assert why(case, MONDAY) == [f"{says} {asks}"]
    assert why(case, TUESDAY) == []
    day = form(case).fields["on"]
    assert day.initial == TUESDAY
    assert "New School first has the child there on 17 November 2026" in day.help_text


def test_a_school_whose_register_of_that_day_has_not_come_yet_contradicts_nobody(people: People) -> None:
    case, new = at_another_school(people)
    marked_at_school(make.child("Other"), new, "/ \\ ")
    assert why(case, TUESDAY) == []
    assert why(case, MONDAY)[0].startswith("The register of New School has no mark of the child on 16 November 2026.")


def test_what_a_school_gave_with_the_case_of_another_pupil_is_not_its_register_and_contradicts_nobody(
    people: People,
) -> None:
    case, new = at_another_school(people)
    marked_at_school(make.child("Other"), new, "/ \\ ")
    ChildWeek.objects.update(source="case OX-0000-0000")
    assert why(case, MONDAY) == []


def test_the_school_that_excluded_the_child_has_no_word_in_it(people: People) -> None:
    case, _ = at_another_school(people)
    marked_at_school(people.child, people.school, "E E E E ")
    assert why(case, MONDAY) == []


def test_the_step_itself_is_taken_and_put_right_on_no_day_that_a_register_contradicts(people: People) -> None:
    case, new = at_another_school(people)
    marked_at_school(people.child, new, "O O / \\ ")
    with pytest.raises(Refused, match="The register of New School says") as refused:
        take(people, case, pathway.BEGIN, MONDAY, confirmed_by="The office")
    assert refused.value.field == "on"
    event = take(people, case, pathway.BEGIN, TUESDAY, confirmed_by="The office")
    with pytest.raises(Refused, match="The register of New School says"):
        cases.correct(event, by=people.officer, on=MONDAY, at=moment(TUESDAY), reason="A slip.")


@pytest.mark.parametrize(("marks", "met"), [("O O / ", 0), ("/ O ", 1), ("", 1)])
def test_the_board_counts_no_education_by_day_6_at_another_school_that_its_marks_contradict(
    people: People, marks: str, met: int
) -> None:
    case, new = at_another_school(people)
    take(people, case, pathway.BEGIN, MONDAY, confirmed_by="The office")
    if marks:
        marked_at_school(people.child, new, marks)
    figures = {one.key: one.number for one in board(SATURDAY)}
    assert (figures["day_six"], figures["day_six_met"]) == (1, met)
    case.refresh_from_db()
    rows = {row["key"]: row["value"] for row in panels.about(case, people.officer)["rows"]}
    assert ("The register of New School says" in " ".join(rows["Education has begun"])) is not bool(met)


@pytest.mark.parametrize(("marks", "met"), [("O O / \\ ", 0), ("/ O ", 1), ("", 1)])
def test_the_board_counts_no_education_by_day_6_that_the_marks_contradict_and_the_case_says_so(
    people: People, marks: str, met: int
) -> None:
    case, provider = placed(people)
    take(people, case, pathway.BEGIN, MONDAY, confirmed_by="The office")
    if marks:
        marked(people.child, provider, marks)
    figures = {one.key: one.number for one in board(SATURDAY)}
    assert (figures["day_six"], figures["day_six_met"], figures["day_six_late"]) == (1, met, 1 - met)
    case.refresh_from_db()
    rows = {row["key"]: row["value"] for row in panels.about(case, people.officer)["rows"]}
    assert ("Absent: no reason" in " ".join(rows["Education has begun"])) is not bool(met)
