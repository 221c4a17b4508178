"""The search box: what it finds, for whom, in how many queries."""

from datetime import date

import pytest

from oxle.accounts.models import User
from oxle.people import actions, search
from oxle.people.models import Child, ChildName
from oxle.people.search_index import refresh_children
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-09-15T11:00:00+00:00")


@pytest.fixture
def officer(db: None) -> User:
    return make.user("attendance_officer")


def names(officer: User, text: str) -> list[str]:
    return [hit.child.shown_name for hit in search.search(officer, text, make.ON).children]


@pytest.mark.parametrize(
    "text",
    ["lukasz", "ŁUKASZ", "Łukasz O’Brien", "o'brien", "obrien", "brien", "o brien łuk", "obr", "lukasz 4/3/2014"],
)
def test_a_child_is_found_however_the_name_is_typed(officer: User, text: str) -> None:
    make.child("Łukasz", "O'Brien")
    make.child("Quite", "Different", date(2010, 1, 1))
    assert names(officer, text) == ["Łukasz O'Brien"]


def test_what_search_reads_does_not_depend_on_where_the_rows_lie(officer: User) -> None:
    child = make.child("Samuel", "Demo", preferred_given="Sammy")
    before = Child.objects.get(pk=child.pk).search_text
    # A row that goes to another record and comes back, as in a merge, is written anew, after the others.
    first, another = child.names.order_by("pk").first(), make.child("Another")
    another.names.update(to_on=date(2026, 1, 1))
    for holder in (another, child):
        ChildName.objects.filter(pk=first.pk).update(child=holder)
    refresh_children([child.pk])
    assert Child.objects.get(pk=child.pk).search_text == before


@pytest.mark.parametrize(("given", "family", "text"), [
    ("小明", "李", "李小明"), ("محمد", "الفاسي", "محمد"), ("😀", "Emoji", "😀"), ("Nguyễn", "Demo", "nguyen"),
    ("A" * 300, "B" * 300, "a" * 300), ("<script>", "{{7*7}}", "<script>"),
])  # fmt: skip
def test_names_of_every_alphabet_are_found(officer: User, given: str, family: str, text: str) -> None:
    make.child(given, family)
    make.child("Quite", "Different")
    assert names(officer, text) == [f"{given} {family}"]


def test_a_name_is_found_by_how_it_sounds_and_by_a_slip_of_the_finger(officer: User) -> None:
    make.child("Kathryn", "Smyth")
    assert names(officer, "catherine smith") == ["Kathryn Smyth"]
    assert names(officer, "kahtryn smyth") == ["Kathryn Smyth"]


def test_names_as_spelt_come_before_names_that_sound_alike_and_whole_words_before_beginnings(officer: User) -> None:
    for given, family in [("Kathryn", "Smyth"), ("Ann", "Smithson"), ("Zed", "Smith")]:
        make.child(given, family)
    assert names(officer, "smith") == ["Zed Smith", "Ann Smithson", "Kathryn Smyth"]


def test_a_former_name_and_a_preferred_one_are_found_and_named(officer: User) -> None:
    child = make.child("Demo", "Oldname", preferred_given="Sasha")
    actions.rename(
        child, child.version, kind="legal", given="Demo", family="Newname", by=make.someone(), on=date(2026, 9, 1)
    )
    found = search.search(officer, "demo oldname", make.ON).children
    assert [(hit.child.pk, hit.why) for hit in found] == [(child.pk, "Former name: Demo Oldname")]
    assert search.search(officer, "newname", make.ON).children[0].why == "Legal name: Demo Newname"


@pytest.mark.parametrize("text", ["R674123101121", " r674 1231 01121", "R6741231"])
def test_a_upn_is_found_with_or_without_spaces_whole_or_begun(officer: User, text: str) -> None:
    make.child(upn="R674123101121")
    make.child("Other", upn="H801200001001")
    assert names(officer, text) == ["Demo Pupil"]


def test_a_former_upn_is_found(officer: User) -> None:
    make.child(upn="H801200001001", former_upn="R674123101121")
    assert search.search(officer, "R674123101121", make.ON).children[0].why == "Former UPN"


@pytest.mark.parametrize("text", ["OX1 1AA", "ox11aa", "OX1", "pupil OX1 1AA"])
def test_a_postcode_finds_the_child_who_lives_there(officer: User, text: str) -> None:
    make.address(make.child(), postcode="OX1 1AA")
    make.address(make.child("Other"), postcode="OX4 2BB")
    assert names(officer, text) == ["Demo Pupil"]


def test_a_date_of_birth_alone_finds_the_children_born_on_it(officer: User) -> None:
    make.child("Same")
    make.child("Other", born_on=date(2014, 3, 5))
    assert names(officer, "04/03/2014") == ["Same Pupil"]


def test_adults_are_found_with_the_children_who_may_be_seen(officer: User) -> None:
    child, closed = make.child(), make.child("Closed")
    adult = make.parent(child, "Mary", "Łoś")
    make.related(closed, adult)
    actions.declare_conflict(closed, user=officer, reason="A relative", by=officer, on=make.ON)
    found = search.search(officer, "mary los", make.ON)
    assert [(one["key"], [beside["name"] for beside in one["children"]]) for one in found.adults] == [
        (adult.key, ["Demo Pupil"])
    ]


def test_an_adult_is_found_by_telephone_number(officer: User) -> None:
    adult = make.adult(phone="01865 123 456")
    assert [one["key"] for one in search.search(officer, "01865 123456", make.ON).adults] == [adult.key]


def test_a_school_is_found_by_name_and_urn(officer: User) -> None:
    school = make.school("Larkmead Example School", urn="123456")
    for text in ("larkmead", "123456"):
        assert [one["key"] for one in search.search(officer, text, make.ON).schools] == [school.key]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "Enter a name, UPN, postcode or reference."),
        ("   ", "Enter a name, UPN, postcode or reference."),
        ("!?", "Enter letters or numbers to search for."),
        ("a", "Enter at least two letters."),
    ],
)
def test_a_search_for_nothing_says_what_to_enter_and_asks_the_database_nothing(
    officer: User, text: str, problem: str, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(0):
        assert search.search(officer, text, make.ON).asked.problem == problem


def test_two_letters_find_the_names_that_begin_with_them(officer: User) -> None:
    make.child("Bo", "Demo")
    make.child("Quite", "Different")
    assert names(officer, "bo") == ["Bo Demo"]


def test_a_common_name_shows_the_first_fifty_and_says_so(officer: User) -> None:
    for number in range(52):
        make.child(f"Demo{number:02}", "Common")
    found = search.search(officer, "common", make.ON)
    assert (len(found.children), found.more) == (50, True)


def closed(given: str = "Secret") -> Child:
    child = make.child(given, "Family")
    actions.restrict(child, child.version, because="x", by=make.someone(), on=make.ON)
    return child


def test_a_restricted_record_is_only_said_to_exist_and_only_to_those_who_read_pupils(officer: User) -> None:
    child = closed()
    found = search.search(officer, "secret", make.ON)
    assert (found.children, found.restricted) == ([], [child.key])
    assert search.search(make.user("solicitor"), "secret", make.ON).nothing is True


def test_a_child_closed_by_a_conflict_of_interest_is_not_even_said_to_exist(officer: User) -> None:
    child = closed()
    actions.declare_conflict(child, user=officer, reason="A relative", by=officer, on=make.ON)
    assert search.search(officer, "secret", make.ON).nothing is True


def test_a_source_of_a_higher_layer_answers_alone_for_what_is_its_own(
    officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.child()
    hit = search.Hit("case", "OX-7K4M-2QXP", "/cases/x/")
    monkeypatch.setattr(search, "search_sources", [lambda user, text: [hit] if text.startswith("OX-") else None])
    assert search.search(officer, "OX-7K4M-2QXP", make.ON).others == [hit]
    assert names(officer, "demo") == ["Demo Pupil"]


@pytest.mark.parametrize("text", ["demo", "dmeo", "OX1 1AA", "R674123101121", "04/03/2014", "demo pupil 4/3/2014"])
@pytest.mark.parametrize("rows", [1, 3])
def test_no_search_takes_more_than_three_queries(
    officer: User, text: str, rows: int, django_assert_max_num_queries: object
) -> None:
    for number in range(rows):
        child = make.child(f"Demo{number}", at=make.school())
        make.parent(child)
        make.address(child)
    assert officer.current_memberships
    with django_assert_max_num_queries(3):
        search.search(officer, text, make.ON)
