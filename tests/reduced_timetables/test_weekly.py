"""The weekly return: read from the register where it comes, asked for and chased only where it does not."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from oxle.cases import actions as cases
from oxle.cases.challenges import challenges_of
from oxle.cases.models import Case
from oxle.core.errors import Stale
from oxle.correspondence.models import Message
from oxle.people.models import Conflict
from oxle.registers.actions import write_weeks
from oxle.schooldays.actions import add_term
from oxle.schools.models import School
from reduced_timetables import pathway, returning, weekly
from reduced_timetables.models import WeeklyReturn
from tests import make
from tests.exclusions.make import People, calendar, moment
from tests.house.test_query_counts import opened_again
from tests.reduced_timetables.make import asked_for_return, timetabled

pytestmark = pytest.mark.django_db
# The week that is over on Monday 16 November.
MONDAY, TODAY = date(2026, 11, 9), date(2026, 11, 16)
WEEK, CODED = "/ \\ " * 5, "/ C2" * 5


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-16T10:00:00+00:00")
    made = People()
    # As many as one register or two tell of.
    made.school.roll = 2
    made.school.save()
    return made


def marked(people: People, *weeks: str, school: School | None = None, source: str = "daily feed") -> None:
    """The registers of some pupils of a school, one each."""
    for number, marks in enumerate(weeks):
        child = make.child(f"Pupil {number}", "Marked", at=school or people.school)
        write_weeks(child, school or people.school, {MONDAY: marks}, source=source, by=None)


def ask(on: date = TODAY) -> int:
    return returning.ask_each(on=on, at=moment(on))


def chase(on: date) -> int:
    return returning.chase_each(on=on, at=moment(on))


def stands(people: People, on: date = TODAY) -> list[tuple[Any, ...]]:
    return [(one.stands, one.pupils, one.told, one.differs) for one in weekly.lines(MONDAY, on)]


def test_a_register_that_came_is_the_return_and_nobody_is_asked(people: People) -> None:
    marked(people, WEEK, CODED)
    assert (stands(people), ask()) == (
        [("In the register", 1, 0, "The register has code C2 for 1 pupil; we were told of none.")],
        1,  # Of the week before, of which no register came.
    )
    assert not WeeklyReturn.objects.filter(monday=MONDAY).exists()


def test_a_register_without_the_code_is_a_nil_return(people: People) -> None:
    marked(people, WEEK, WEEK)
    assert stands(people) == [("Nil, by the register", 0, 0, "")]


def test_of_a_school_whose_roll_is_not_known_no_register_is_taken_for_the_whole(people: People) -> None:
    School.objects.update(roll=None)
    marked(people, WEEK)
    assert stands(people) == [("No register yet", None, 0, "")]


def test_the_marks_of_a_few_pupils_are_no_register_of_the_school_nor_is_an_extract(people: People) -> None:
    School.objects.update(roll=5)
    marked(people, WEEK, WEEK)
    assert stands(people) == [("No register yet", None, 0, "")]
    other = make.school("Extract School", roll=1)
    marked(people, WEEK, school=other, source="extract")
    assert [one.stands for one in weekly.lines(MONDAY, TODAY)] == ["No register yet", "No register yet"]


def test_a_school_without_a_register_is_asked_once_by_friday_and_three_school_days(people: People) -> None:
    assert (ask(), ask()) == (2, 0)
    row = WeeklyReturn.objects.get(monday=MONDAY)
    assert row.due_on == date(2026, 11, 18)
    mails = Message.objects.filter(kind="reduced_timetables.return_asked")
    assert {(one.user, one.link) for one in mails} == {(people.head, reverse("reduced_timetables:returns"))}


def test_nobody_is_asked_of_a_week_that_runs_nor_of_holidays(people: People) -> None:
    # On the Friday the last week that is over is the one before; the last week of October is half-term.
    assert weekly.last_week(date(2026, 11, 13)) == date(2026, 11, 2)
    assert weekly.last_week(date(2026, 11, 14)) == MONDAY
    assert ask(date(2026, 11, 2)) == 1
    assert not WeeklyReturn.objects.filter(monday=date(2026, 10, 26)).exists()


def test_before_holidays_whose_end_is_not_loaded_a_school_is_asked_and_the_day_follows_with_the_terms(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    last, saturday = date(2027, 7, 19), date(2027, 7, 24)
    monkeypatch.setenv("OXLE_NOW", "2027-07-24T10:00:00+00:00")
    ask(saturday)
    row = WeeklyReturn.objects.get(monday=last)
    assert (row.due_on, chase(date(2027, 9, 30))) == (None, 0)
    assert (
        "By when cannot be worked out"
        in make.signed_in(people.head).get(reverse("reduced_timetables:returns")).content.decode()
    )
    assert [one.stands for one in weekly.lines(last, date(2027, 9, 30))] == ["Asked"]
    begins_on, ends_on = date(2027, 9, 2), date(2027, 10, 22)
    add_term(calendar(), name="Term 7", starts_on=begins_on, ends_on=ends_on, by=people.officer, on=saturday)
    ask(date(2027, 9, 3))
    row.refresh_from_db()
    # Asked for on Saturday, three school days: Thursday, Friday and Monday.
    assert row.due_on == date(2027, 9, 6)


def test_what_is_overdue_is_chased_in_one_message_until_it_is_answered_or_the_register_comes(people: People) -> None:
    ask()
    assert [chase(date(2026, 11, 19)), chase(date(2026, 11, 20)), chase(date(2026, 11, 20))] == [1, 1, 0]
    mails = Message.objects.filter(kind="reduced_timetables.return_chased").order_by("pk")
    assert [one.reference for one in mails] == ["1", "2"]
    first, second = WeeklyReturn.objects.order_by("monday")
    said = {"says": "nil", "more": None, "by": people.head, "on": TODAY, "at": moment(TODAY)}
    returning.answer(first, version=first.version, **said)
    marked(people, WEEK)
    assert weekly.waiting_for(people.head, date(2026, 12, 20)) == []
    assert chase(date(2026, 12, 20)) == 0
    assert second.says == ""


def test_one_press_of_a_button_says_nil_and_the_team_reads_what_differs(people: People) -> None:
    timetabled(people.child, people.school, people.head, MONDAY, on=date(2026, 11, 6))
    row = asked_for_return(people.school, MONDAY, at=moment(TODAY))
    client = make.signed_in(people.head)
    home = client.get(reverse("cases:portal"))
    assert [one.what for one in home.context["asked"]] == ["For 1 week"]
    page = client.get(reverse("reduced_timetables:returns")).content.decode()
    assert reverse("reduced_timetables:return_nil", args=[row.key]) in page
    client.post(reverse("reduced_timetables:return_nil", args=[row.key]), {"version": row.version})
    row.refresh_from_db()
    assert (row.says, row.answered_by) == ("nil", people.head)
    officer = make.signed_in(people.officer)
    text = officer.get(reverse("reduced_timetables:weekly")).content.decode()
    assert "The school says no pupils; we were told of 1." in text


@pytest.mark.parametrize("name", ["return_nil", "return", "return_enter"])
@pytest.mark.parametrize("told", [True, False])
def test_who_answers_nil_for_a_week_of_which_a_timetable_was_told_is_told_so_and_the_answer_stands(
    people: People, name: str, told: bool
) -> None:
    if told:
        timetabled(people.child, people.school, people.head, MONDAY, on=date(2026, 11, 6))
    row = asked_for_return(people.school, MONDAY, at=moment(TODAY))
    client = make.signed_in(people.officer if name == "return_enter" else people.head)
    sent = {"says": "nil", "more": "", "version": row.version}
    page = client.post(reverse(f"reduced_timetables:{name}", args=[row.key]), sent, follow=True).text
    assert ("told us of 1 timetable that was in force in the week of 9 November 2026" in page) is told
    row.refresh_from_db()
    assert row.says == "nil"


def asked_about(case: Case) -> list[tuple[str, str]]:
    """What the school was asked about its weekly returns on a timetable, and how each stands."""
    return [(one.about, one.tag[0]) for one in challenges_of(case) if one.about]


def test_a_nil_that_denies_a_timetable_is_challenged_once_and_ends_once_it_is_put_right(people: People) -> None:
    case = timetabled(people.child, people.school, people.head, MONDAY, on=date(2026, 11, 6))
    row = asked_for_return(people.school, MONDAY, at=moment(TODAY))
    about = "weekly return 2026-11-09"

    def answers(says: str) -> None:
        row.refresh_from_db()
        said = {"says": says, "more": None, "by": people.head, "on": TODAY, "at": moment(TODAY)}
        returning.answer(row, **said, version=row.version)

    answers("nil")
    answers("nil")
    assert asked_about(case) == [(about, "Appears unlawful")]
    why = challenges_of(case)[0].why
    assert "answered that no pupil was on one in the week of 9 November 2026" in why
    answers("as_told")
    assert asked_about(case) == [(about, "Closed")]
    answers("nil")
    assert asked_about(case) == [(about, "Closed"), (about, "Appears unlawful")]


@pytest.mark.parametrize(
    ("back_on", "stands"), [(date(2026, 11, 6), "Closed"), (date(2026, 11, 12), "Appears unlawful")]
)
def test_what_was_asked_ends_where_the_pupil_was_back_before_that_week_and_not_where_in_it(
    people: People, back_on: date, stands: str
) -> None:
    case = timetabled(people.child, people.school, people.head, date(2026, 11, 2), on=date(2026, 10, 30))
    row = asked_for_return(people.school, MONDAY, at=moment(TODAY))
    returning.answer(
        row, says="nil", more=None, by=people.head, on=TODAY, at=moment(TODAY), version=row.version
    )  # fmt: skip
    case.refresh_from_db()
    cases.take(case, pathway.RETURN, by=people.head, on=back_on, at=moment(TODAY), facts={"went": "Well."})
    assert asked_about(case) == [("weekly return 2026-11-09", stands)]


def test_a_school_says_of_others_how_many_and_puts_it_right(people: People) -> None:
    row = asked_for_return(people.school, MONDAY, at=moment(TODAY))
    client, url = make.signed_in(people.head), reverse("reduced_timetables:return", args=[row.key])
    wrong = client.post(url, {"says": "more", "more": "", "version": row.version})
    assert wrong.context["form"].errors == {"more": ["Enter how many others"]}
    wrong = client.post(url, {"says": "nil", "more": "3", "version": row.version})
    assert wrong.context["form"].errors == {"more": ["Leave this empty, or select that there were others as well"]}
    client.post(url, {"says": "more", "more": "3", "version": row.version})
    assert stands(people) == [("By the school", 3, 0, "The school says 3 pupils; we were told of none.")]
    row.refresh_from_db()
    client.post(url, {"says": "nil", "more": "", "version": row.version})
    assert stands(people) == [("Nil, by the school", 0, 0, "")]


def test_two_who_answer_at_once_do_not_overwrite_each_other(people: People) -> None:
    row = asked_for_return(people.school, MONDAY, at=moment(TODAY))
    said = {"more": None, "by": people.head, "on": TODAY, "at": moment(TODAY), "version": row.version}
    returning.answer(row, says="nil", **said)
    with pytest.raises(Stale):
        returning.answer(row, says="as_told", **said)


def test_an_officer_enters_what_a_school_says_and_another_school_reads_nothing_of_it(people: People) -> None:
    row = asked_for_return(people.school, MONDAY, at=moment(TODAY))
    timetabled(people.child, people.school, people.head, MONDAY, on=date(2026, 11, 6))
    other = make.signed_in(make.user("head", make.school("Other School").organisation, name="Other Head"))
    for name in ("return", "return_nil"):
        assert other.get(reverse(f"reduced_timetables:{name}", args=[row.key])).status_code == 404
    assert str(people.school) not in other.get(reverse("reduced_timetables:returns")).content.decode()
    officer = make.signed_in(people.officer)
    week = reverse("reduced_timetables:week", args=[MONDAY.isoformat()])
    assert "Enter what it says" in officer.get(week).content.decode()
    enter = reverse("reduced_timetables:return_enter", args=[row.key])
    assert officer.post(enter, {"says": "as_told", "more": "", "version": row.version}).url == week


def test_a_pupil_about_whom_somebody_has_a_conflict_is_left_out_of_the_return_that_they_enter(people: People) -> None:
    row = asked_for_return(people.school, MONDAY, at=moment(TODAY))
    timetabled(people.child, people.school, people.head, MONDAY, on=date(2026, 11, 6))
    enter = reverse("reduced_timetables:return_enter", args=[row.key])
    client = make.signed_in(people.officer)
    assert client.get(enter).context["pupils"] == [str(people.child)]
    Conflict.objects.create(child=people.child, user=people.officer, reason="A niece", from_on=MONDAY)
    assert client.get(enter).context["pupils"] == []


@pytest.mark.parametrize("week", ["2026-11-10", "2026-11-16", "2026-09-14", "tomorrow"])
def test_what_is_no_week_that_is_over_is_not_found(people: People, week: str) -> None:
    page = make.signed_in(people.officer).get(reverse("reduced_timetables:week", args=[week]))
    assert page.status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [{"says": "nil"}, {"monday": date(2026, 11, 10)}, {"due_on": MONDAY}, {"more": 2}],
)
def test_the_database_holds_what_cannot_be_of_a_return(people: People, wrong: dict[str, Any]) -> None:
    asked_for_return(people.school, MONDAY, at=moment(TODAY))
    with pytest.raises(IntegrityError), transaction.atomic():
        WeeklyReturn.objects.update(**wrong)


def test_three_schools_cost_as_many_queries_as_one(people: People) -> None:
    asked_for_return(people.school, MONDAY, at=moment(TODAY))
    officer, head = make.signed_in(people.officer), make.signed_in(people.head)
    pages = [
        (officer, reverse("reduced_timetables:weekly")),
        (officer, reverse("reduced_timetables:silent")),
        (head, reverse("reduced_timetables:returns")),
        (head, reverse("cases:portal")),
    ]
    for client, url in pages:
        client.get(url)
    one = [len(opened_again(client, url).asked) for client, url in pages]
    for number in range(2):
        asked_for_return(make.school(f"School {number}"), MONDAY, at=moment(TODAY))
        asked_for_return(people.school, MONDAY - (1 + number) * weekly.WEEK, at=moment(TODAY))
    assert [len(opened_again(client, url).asked) for client, url in pages] == one
