"""The monthly data pack: figures beside targets and the same point of the year before; kept once, and never changed."""

import csv
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from exclusions.figures import AIMS
from exclusions.permanent import pathway as permanent
from oxle.accounts.models import User
from oxle.audit.actor import acting
from oxle.cases import duties
from oxle.cases.board import Target, parse_target
from oxle.core.errors import Refused
from oxle.core.rules import change_rule
from oxle.missing_out.monthly import months
from oxle.missing_out.monthly.actions import keep
from oxle.missing_out.monthly.aims import aims
from oxle.missing_out.monthly.drawing import chart_of
from oxle.missing_out.monthly.figures import COUNTED, NOT_KEPT, REPORTED, Figure, Group, find, kept_figures
from oxle.missing_out.monthly.queries import WITHHELD, outward
from oxle.missing_out.monthly_models import MonthlyPack
from oxle.schooldays.models import Calendar
from tests import make
from tests.exclusions.fair import take
from tests.exclusions.make import People, moment
from tests.printed import inside, on_paper, pages_of

pytestmark = pytest.mark.django_db
TODAY, NOVEMBER, OCTOBER, LAST_NOVEMBER = date(2026, 12, 3), date(2026, 11, 30), date(2026, 10, 31), date(2025, 11, 30)


@pytest.fixture(autouse=True)
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-12-03T12:00:00+00:00")
    return People()


@pytest.fixture
def manager() -> User:
    return make.user("manager", name="Marl Manager")


def figure(key: str, month: date = NOVEMBER) -> Figure:
    return next(one for one in find(month, TODAY).figures if one.key == key)


def with_last_year(people: People, first_on: date = date(2025, 9, 1)) -> None:
    """Terms of the year before, and a permanent exclusion in it, so that records reach back."""
    terms = Calendar.objects.get(is_default=True).terms
    terms.create(name="Autumn before", starts_on=date(2025, 9, 1), ends_on=date(2025, 12, 19))
    terms.create(name="Spring before", starts_on=date(2026, 1, 5), ends_on=date(2026, 7, 21))
    people.child = make.child("Last", "Year", at=people.school)
    people.tell(first_on=first_on, decided_on=first_on, governors_told_on=first_on, parents_told_on=first_on)


def opened(user: User, name: str, month: str = "2026-11") -> str:
    answer = make.signed_in(user).get(reverse(f"missing_out:monthly:{name}", args=[month]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_month_is_known_by_its_last_day_and_a_year_before_it_ends_on_its_own() -> None:
    assert [months.named(name) for name in ("2028-02", "2026-13", "2026-1", "1999-12", "x")] == [
        date(2028, 2, 29), None, None, None, None,
    ]  # fmt: skip
    assert months.year_before(date(2028, 2, 29)) == date(2027, 2, 28)
    assert months.ended(date(2027, 1, 31), 2) == [date(2026, 12, 31), NOVEMBER]
    assert months.name_of(OCTOBER) == "2026-10"


def test_a_target_is_a_number_or_none_set_and_its_default_is_seen() -> None:
    assert [parse_target(one) for one in ("none set", "None set", "0", "12")] == [
        Target(None), Target(None), Target(0), Target(12),
    ]  # fmt: skip
    with pytest.raises(ValueError, match="or “none set”"):
        parse_target("few")
    defaults = {key: str(one.rule.default) for key, one in aims().items() if one.rule.default.number is not None}
    assert defaults == {"exclusions.day_six_percent": "100", "reduced_timetables.past_end": "0"}


def test_every_aim_is_of_a_figure_that_is_counted(people: People) -> None:
    for duty in duties.duties():
        counted = {one.key for one in duty.board_figures(NOVEMBER)} if duty.board_figures else set()
        # A share of nothing is not there.
        assert duty.board_aims.keys() - counted <= {"day_six_percent"}


def test_a_target_says_how_the_number_stands_to_it_and_who_set_it_from_when_and_why(people: People) -> None:
    people.tell()
    rule = AIMS["permanent"].rule
    assert (figure("exclusions.permanent").number, figure("exclusions.permanent").target) == (1, "")
    administrator = make.user("administrator", name="Ada Ministrator")
    with acting(f"user:{administrator.pk}"):
        change_rule(rule, "0", from_on=date(2026, 11, 1), reason="Agreed by the board")
    found = figure("exclusions.permanent")
    assert (found.target, found.stands) == ("At most 0", "Passed")
    assert found.set_by == "Ada Ministrator, from 1 November 2026: Agreed by the board"
    # A target counts from its day: the month before had none.
    assert figure("exclusions.permanent", OCTOBER).target == ""
    change_rule(rule, "1", from_on=date(2026, 11, 2), reason="One more")
    assert figure("exclusions.permanent").stands == "Kept"


def test_a_share_is_reached_from_its_target_on() -> None:
    by_day_six = AIMS["day_six_percent"]
    assert [by_day_six.stands(number, Target(90)) for number in (89, 90, 91)] == ["Not reached", "Reached", "Reached"]


def test_what_averted_an_exclusion_counts_and_a_wrong_decision_averts_nothing(people: People) -> None:
    for averted_by in ("restorative_practice", "restorative_practice", "wrong"):
        people.child = make.child(averted_by.title(), "Example", at=people.school)
        case = people.tell()
        take(people, case, permanent.RESCIND, date(2026, 11, 11), averted_by=averted_by, reason="Talked.")
    people.child = make.child("Still", "Out", at=people.school)
    people.tell()
    found = {one.key.partition(".")[2]: one.number for one in find(NOVEMBER, TODAY).figures if one.number}
    assert {key: found.get(key) for key in (
        "decided", "permanent", "averted", "averted_restorative_practice", "averted_managed_move", "cancelled_as_wrong",
    )} == {
        "decided": 4, "permanent": 1, "averted": 2, "averted_restorative_practice": 2, "averted_managed_move": None,
        "cancelled_as_wrong": 1,
    }  # fmt: skip
    # Of an earlier day nothing was cancelled yet.
    assert duties.duty("exclusions").board_figures is not None
    then = {one.key: one.number for one in duties.duty("exclusions").board_figures(date(2026, 11, 10))}
    assert (then["decided"], then["permanent"], then["averted"]) == (4, 4, 0)


def test_the_year_before_is_counted_now_only_where_records_reach_back_to_its_beginning(people: People) -> None:
    people.tell()
    assert (figure("exclusions.permanent").before, figure("exclusions.permanent").before_is) == (
        None, "Its records begin on 9 November 2026, after the beginning of that school year",
    )  # fmt: skip
    with_last_year(people, date(2025, 9, 2))
    assert figure("exclusions.permanent").before is None
    people.child = make.child("First", "Day", at=people.school)
    first = date(2025, 9, 1)
    people.tell(first_on=first, decided_on=first, governors_told_on=first, parents_told_on=first)
    found = figure("exclusions.permanent")
    assert (found.number, found.before, found.before_is, found.change) == (1, 2, COUNTED, "−1")
    # Of another duty, and of the register, nothing can be told by that.
    assert figure("cme.open").before_is == "Nothing of it is recorded"
    assert (figure("red").before, figure("red").before_is) == (None, NOT_KEPT)


def test_what_was_reported_a_year_before_goes_before_what_is_known_now(people: People, manager: User) -> None:
    with_last_year(people)
    then = keep(LAST_NOVEMBER, words="", by=manager, on=TODAY, at=moment(TODAY))
    assert {one.key: one.number for one in kept_figures(then)}["exclusions.permanent"] == 1
    people.child = make.child("Told", "Late", at=people.school)
    late = date(2025, 10, 6)
    people.tell(first_on=late, decided_on=late, governors_told_on=late, parents_told_on=late)
    found = figure("exclusions.permanent")
    assert (found.before, found.before_is) == (1, REPORTED)
    assert (figure("missing").before, figure("missing").before_is) == (1, REPORTED)
    page = opened(manager, "now", "2025-11")
    assert ">2</td>" in page
    assert "What is known now" in page


def test_what_is_kept_stays_whatever_becomes_known_and_names_nobody(people: People, manager: User) -> None:
    pack = keep(NOVEMBER, words="Kim Example was the only one?", by=manager, on=TODAY, at=moment(TODAY))
    people.tell()
    assert {one.key: one.number for one in kept_figures(pack)}["exclusions.permanent"] == 0
    assert figure("exclusions.permanent").number == 1
    assert "Not kept yet" not in opened(manager, "month")
    assert MonthlyPack.objects.get().words == pack.words
    for change in (lambda: MonthlyPack.objects.update(words="x"), lambda: MonthlyPack.objects.all().delete()):
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            change()


def test_a_month_is_kept_once_and_only_when_it_is_over(people: People, manager: User) -> None:
    with pytest.raises(Refused, match="not over"):
        keep(TODAY, words="", by=manager, on=TODAY, at=moment(TODAY))
    keep(NOVEMBER, words="", by=manager, on=TODAY, at=moment(TODAY))
    with pytest.raises(Refused, match="kept already"):
        keep(NOVEMBER, words="", by=manager, on=TODAY, at=moment(TODAY))
    url = reverse("missing_out:monthly:keep", args=["2026-11"])
    assert "kept already" in make.signed_in(manager).get(url).content.decode()
    assert MonthlyPack.objects.count() == 1


def test_members_read_what_is_kept_and_nothing_else_and_nobody_a_month_to_come(people: People, manager: User) -> None:
    member = make.user("strategic_group_member")
    url = reverse("missing_out:monthly:month", args=["2026-11"])
    assert make.signed_in(member).get(url).status_code == 404
    assert "Not kept yet" in opened(manager, "month")
    keep(NOVEMBER, words="Look at day 6.", by=manager, on=TODAY, at=moment(TODAY))
    assert "Look at day 6." in opened(member, "month")
    assert "2026-11" in make.signed_in(member).get(reverse("missing_out:monthly:list")).content.decode()
    assert "2026-10" not in make.signed_in(member).get(reverse("missing_out:monthly:list")).content.decode()
    for month in ("2026-12", "2027-01", "2026-00"):
        assert make.signed_in(manager).get(reverse("missing_out:monthly:month", args=[month])).status_code == 404


def test_a_month_of_which_no_terms_are_loaded_says_so_and_is_not_kept(manager: User) -> None:
    assert "This cannot be worked out" in opened(manager, "month", "2024-11")
    with pytest.raises(Refused, match="cannot be worked out"):
        keep(date(2024, 11, 30), words="", by=manager, on=TODAY, at=moment(TODAY))


def test_outside_a_number_is_rounded_and_neither_a_share_nor_a_target_tells_it(people: People) -> None:
    figures = [
        Figure("missing", "Pupils missing out", 7, "", "", "", None, NOT_KEPT),
        Figure("exclusions.permanent", "Permanent", 3, "At most 2", "Passed", "Ada", 11, COUNTED),
        Figure("exclusions.suspensions", "Suspensions", 12, "", "", "", None, "Nothing of it is recorded"),
        Figure("exclusions.day_six_percent", "By day 6", 66, "At least 100", "Not reached", "Ada", None, ""),
    ]
    ((title, lines),) = outward(figures)
    assert (title, [one.label for one in lines]) == ("Exclusion and reintegration", ["Permanent", "Suspensions"])
    first, second = lines
    assert first.number == WITHHELD
    assert first.before in ("10", "15")
    assert second.number in ("10", "15")
    assert second.before == "not known"


def test_a_file_leaves_with_rounded_numbers_of_a_kept_month_only(people: People, manager: User) -> None:
    people.tell()
    for page in ("outward", "outward_file", "now"):
        url = reverse(f"missing_out:monthly:{page}", args=["2026-11"])
        assert make.signed_in(manager).get(url).status_code == 404
    keep(NOVEMBER, words="", by=manager, on=TODAY, at=moment(TODAY))
    told = [line for line in opened(manager, "outward_file").splitlines() if "Of these that stand" in line]
    assert [line.split(",")[-2:] for line in told] == [[WITHHELD, "not known"]]
    true = [line for line in csv.reader(opened(manager, "file").splitlines()) if "Of these that stand" in line[1]]
    assert [line[2] for line in true] == ["1"]


def test_a_chart_shows_this_year_beside_the_year_before_as_far_as_that_is_known() -> None:
    known = Figure("x.a", "Suspensions", 4, "", "", "", 6, COUNTED)
    alone = Figure("x.b", "Pupils", 3, "", "", "", None, "")
    chart = chart_of(Group("Exclusions", (known, alone, Figure("x.c_percent", "Share", 50, "", "", "", None, ""))))
    assert chart is not None
    assert chart.alternative == (
        "Bar chart, exclusions. Suspensions: 4 this year, 0 a year before; A year before: suspensions: 0 this year, "
        "6 a year before; Pupils: 3 this year, 0 a year before."
    )
    without = chart_of(Group("Exclusions", (alone,)))
    assert without is not None
    assert without.alternative == "Bar chart, exclusions. Pupils: 3 this year."
    assert chart_of(Group("Exclusions", (Figure("x.b", "Pupils", 0, "", "", "", None, ""),))) is None


@on_paper
def test_the_pdf_has_the_figures_and_names_nobody(people: People, manager: User) -> None:
    people.child = make.child("Zephyrine", "Quillonby", at=people.school, born_on=date(2014, 5, 1))
    people.tell()
    keep(NOVEMBER, words="Zephyrine Quillonby, again.", by=manager, on=TODAY, at=moment(TODAY))
    answer = make.signed_in(manager).get(reverse("missing_out:monthly:pdf", args=["2026-11"]))
    assert answer["Content-Type"] == "application/pdf"
    content = bytes(answer.content)
    text = " ".join("".join(pages_of(content)).split())
    assert "Marl Manager" in text
    assert "Permanent exclusions that heads" in text
    assert not [name for name in ("Zephyrine", "Quillonby") if name in text + inside(content)]


def test_what_is_nought_and_has_no_target_is_left_out_of_the_page_and_not_of_what_is_kept(
    people: People, manager: User
) -> None:
    keep(NOVEMBER, words="", by=manager, on=TODAY, at=moment(TODAY))
    page, waits = opened(manager, "month"), "An interim place took longer, cases: Waits for the panel"
    assert "are left out here. The CSV has them." in page
    assert waits not in page
    assert waits in opened(manager, "file")
    assert "Of these past their planned end" in page
