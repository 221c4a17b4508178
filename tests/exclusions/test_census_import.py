"""Suspensions from a file: what is brought in, what is quarantined and why, that it counts, that it can be undone."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from exclusions.census.importing import SuspensionsImport
from exclusions.census.rows import COLUMNS, read_row
from exclusions.permanent.pathway import MISTAKE
from exclusions.suspensions import actions as suspending
from exclusions.suspensions import queries
from exclusions.suspensions.models import Suspension
from oxle.audit.models import Sight
from oxle.cases import actions as cases
from oxle.cases.pathways import Step
from oxle.core.errors import Refused
from oxle.exchange import actions
from oxle.exchange.columns import places_of
from oxle.exchange.importing import Rejected, Row
from oxle.exchange.models import Batch, Outcome
from oxle.people.actions import restrict
from oxle.people.upn import check_letter
from oxle.provision.models import Offer
from oxle.schooldays.models import Calendar
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School
from oxle.schools.queries import calendar_of
from tests import make
from tests.exclusions.make import People, moment, suspended

DATA = Path(__file__).parent.parent / "data" / "exclusions_invented.csv"
SHARED = Path(settings.ROOT).parent / "shared" / "data" / "school-census"
UPNS = ["A931400021001", "P931400021002", "D931400021003"]
HEADINGS = "UPN,NativeId,startdate,sessions,reason1,reason2,reason3,category"
ON = date(2026, 12, 14)
NEXT_YEAR = date(2027, 1, 18)
# Oxfordshire’s terms of the shared census and into the new year, without days of staff training.
AUTUMN_2024 = (
    (date(2024, 9, 2), date(2024, 10, 25)),
    (date(2024, 11, 4), date(2024, 12, 20)),
    (date(2025, 1, 6), date(2025, 2, 14)),
)

# What of a reason says which rule was broken.
KINDS = {
    "no UPN": "UPN must be 13 characters",
    "no URN": "URN is",
    "weekend": "at a weekend",
    "permanent with sessions": "has no number of sessions",
    "permanent": "is not brought in from a file",
    "third reason without a second": "reason3 is filled in and reason2 is not",
    "reason that has ended": "is OT",
    "reason twice": "repeats",
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    """Three pupils of a school whose UPNs are in the file; a fourth is not known."""
    people = People()
    people.children = [
        make.child(name, "Example", at=people.school, upn=upn) for name, upn in zip("ABC", UPNS, strict=True)
    ]
    return people


def previewed(people: People, data: bytes | None = None, on: date = ON) -> Batch:
    data = DATA.read_bytes() if data is None else data
    return actions.preview(
        SuspensionsImport.key, data, file_name="exclusions.csv", options={}, by=people.officer, at=moment(on)
    )


def imported(people: People, on: date = ON) -> Batch:
    return actions.commit(previewed(people, on=on), by=people.officer, at=moment(on))


def counts(batch: Batch) -> tuple[int, int, int, int, int]:
    return batch.rows, batch.created, batch.updated, batch.unchanged, batch.rejected


def test_what_is_wrong_is_quarantined_with_every_reason_and_the_counts_add_up(people: People) -> None:
    batch = previewed(people)
    assert counts(batch) == (14, 3, 0, 0, 11)
    assert {row.number: row.reasons for row in batch.lines.filter(outcome=Outcome.REJECTED)} == {
        5: ["startdate is Saturday 5 December 2026: no school has a session at a weekend."],
        6: [
            "category is PERM and sessions is 10.0: a permanent exclusion has no number of sessions.",
            "category is PERM: a permanent exclusion is not brought in from a file, because education must be arranged "
            "for the pupil. The school tells of it.",
        ],
        7: ["reason3 is filled in and reason2 is not."],
        8: ["27 October 2026 is not a school day at Example School (half term)."],
        9: ["reason1 is OT: “other” has not been a reason since the school year 2020/21."],
        10: ["It overlaps D931400021003 2026-10-08, also in the file. There cannot be two exclusions for one session."],
        11: ["It overlaps D931400021003 2026-10-06, also in the file. There cannot be two exclusions for one session."],
        12: ["No pupil has the UPN T931400021004."],
        13: ["UPN is not right: its first letter does not match its digits. Check each character."],
        14: [
            "URN is “SCH1”. It must be six figures.",
            "sessions is “two”. It must be a whole number of 1 or more.",
            "reason1 is “XX”, which is no reason code.",
            "reason2 is “XX”, which is no reason code.",
            "reason2 repeats reason1.",
        ],
        15: [
            "startdate is “31/02/2026”, which is no date.",
            "sessions is “0”. It must be a whole number of 1 or more.",
            "reason1 is empty.",
            "category is “AWAY”, which is none of SUSP, FIXD, LNCH, PERM.",
        ],
    }
    assert not Suspension.objects.exists()


def test_what_is_sound_is_brought_in_with_its_last_session_by_the_school_s_own_days(people: People) -> None:
    imported(people)
    held = Suspension.objects.order_by("first_on")
    assert [(one.first_on, one.last_on, one.ends_after, one.sessions, one.lunchtime, one.reasons) for one in held] == [
        (date(2026, 9, 14), date(2026, 9, 15), "am", 3, False, ["PP", "VP"]),
        (date(2026, 10, 5), date(2026, 10, 6), "pm", 2, True, ["DB"]),
        (date(2026, 11, 9), date(2026, 11, 13), "pm", 10, False, ["DB", "OW", "PA"]),
    ]
    assert {(one.told_by, one.received_on, one.wellbeing, one.decided_on) for one in held} == {
        (people.officer, ON, "", None)
    }


def test_what_is_brought_in_counts_in_the_totals_and_takes_the_place_of_what_was_carried(people: People) -> None:
    child = people.children[0]
    people.child = child
    before = make.school("School Before")
    suspended(people, date(2026, 11, 16), date(2026, 11, 16), school=before, sessions_carried=4)
    assert queries.totals(child, before, ON).in_year == 2 + 4
    imported(people)
    found = queries.totals(child, people.school, ON)
    assert (found.in_term, found.in_year, found.carried) == (5, 2 + 5, 0)


def test_a_file_counts_as_notice_so_the_school_cannot_tell_of_the_same_sessions_again(people: People) -> None:
    imported(people)
    people.child = people.children[1]
    with pytest.raises(Refused, match="The pupil is suspended from 9 November 2026 to 13 November 2026 already"):
        suspended(people, date(2026, 11, 12), date(2026, 11, 12))


def test_one_in_a_file_that_goes_on_where_another_ended_is_brought_in_and_challenged_and_the_child_is_out(
    people: People,
) -> None:
    people.child = people.children[1]
    suspended(people, date(2026, 11, 5), date(2026, 11, 6))
    imported(people)
    one = Suspension.objects.get(child=people.child, imported=True)
    (challenge,) = queries.challenges_about(one)
    assert "It begins on 9 November 2026, and another suspension lasted until 6 November 2026" in challenge.why
    assert Offer.objects.get(source=one.reference).from_on == date(2026, 11, 9)


@pytest.mark.parametrize(
    ("sessions", "too_long"),
    [(8, ""), (9, "This makes 45.5 school days of suspension in the school year, more than 45 school days")],
)
def test_one_in_a_file_that_goes_on_where_another_ended_until_more_than_45_days_is_brought_in_and_asked_about_both(
    people: People, sessions: int, too_long: str
) -> None:
    """41 school days, and then 4 or 4.5 from the next school day on: 45 are lawful, and going on is not."""
    child, calendar = people.children[0], calendar_of(people.school)
    first_on = calendar.school_day_after(date(2026, 9, 7), 41)
    rows = [("2026-09-07", 82), (first_on.isoformat(), sessions)]
    lines = [f"{child.upn},{people.school.urn},{day},{count},DB,,,SUSP" for day, count in rows]
    data = "\n".join([HEADINGS, *lines]).encode()
    batch = actions.commit(previewed(people, data), by=people.officer, at=moment(ON))
    assert counts(batch) == (2, 2, 0, 0, 0)
    before, one = Suspension.objects.order_by("first_on")
    assert queries.challenges_about(before) == []
    (challenge,) = queries.challenges_about(one)
    goes_on = f"It begins on {plain_day(first_on)}, and another suspension lasted until {plain_day(before.last_on)}"
    assert challenge.why.startswith(goes_on)
    assert (too_long in challenge.why, "This makes" in challenge.why) == (True, bool(too_long))
    offer = Offer.objects.get(source=one.reference)
    assert (offer.from_on, queries.totals(child, people.school, ON).in_year) == (first_on, 82 + sessions)


def test_what_the_school_told_already_is_no_change_and_what_it_told_otherwise_is_rejected(people: People) -> None:
    people.child = people.children[1]
    told = suspended(people, date(2026, 11, 9), date(2026, 11, 13), reasons=["PA", "OW", "DB"])
    assert counts(previewed(people)) == (14, 2, 0, 1, 11)
    suspending.Suspension.objects.filter(pk=told.pk).update(reasons=["PA"])
    batch = previewed(people)
    assert counts(batch) == (14, 2, 0, 0, 12)
    assert batch.lines.get(number=4).reasons == [
        f"We hold something else of this suspension already ({told.reference})."
    ]


def test_an_import_is_undone_by_withdrawing_what_it_made_and_can_be_made_again(people: People) -> None:
    batch = imported(people)
    assert Offer.objects.count() == 2
    actions.undo(batch, by=people.officer, at=moment(ON))
    assert {one.withdrawn_as for one in Suspension.objects.all()} == {"mistake"}
    assert not Offer.objects.exists()
    assert queries.totals(people.children[0], people.school, ON).in_year == 0
    assert counts(imported(people)) == (14, 3, 0, 0, 11)


def test_the_page_that_undoes_says_that_what_was_made_is_withdrawn_and_stays(people: People) -> None:
    address = reverse("batch_undo", args=[imported(people).key])
    text = make.signed_in(people.officer).get(address).content.decode()
    assert "This withdraws 3 records that the import made, as entered by mistake: each stays to be read" in text
    assert "removes" not in text


@pytest.mark.parametrize("step", [None, MISTAKE], ids=["stands", "mistaken"])
def test_a_row_is_rejected_for_a_permanent_exclusion_of_the_school_while_it_stands(
    people: People, step: Step | None
) -> None:
    people.child, first_on = people.children[0], date(2026, 9, 1)
    case = people.tell(first_on=first_on, decided_on=first_on, parents_told_on=first_on, governors_told_on=first_on)
    if step is not None:
        cases.take(case, step, by=people.officer, on=ON, at=moment(ON), reason="The wrong pupil")
    said = [reason for row in previewed(people).lines.all() for reason in row.reasons]
    assert any("permanently excluded from" in reason for reason in said) == (step is None)


def test_of_a_restricted_pupil_a_file_says_what_it_says_of_one_nobody_knows(people: People) -> None:
    hidden = people.child = people.children[0]
    held = suspended(people, date(2026, 9, 14), date(2026, 9, 17))
    restrict(hidden, hidden.version, because="A refuge.", by=people.officer, on=ON)
    batch = previewed(people)
    rows = [row for row in batch.lines.all() if row.identity.startswith(UPNS[0])]
    assert [row.reasons for row in rows] == [[f"No pupil has the UPN {UPNS[0]}."]] * len(rows)
    assert held.reference not in str([row.reasons for row in batch.lines.all()])
    text = make.signed_in(people.officer).get(reverse("batch", args=[batch.key])).content.decode()
    assert f"No pupil has the UPN {UPNS[0]}." in text
    assert set(Sight.objects.latest("pk").children) == {child.pk for child in people.children[1:]}


def test_education_is_owed_for_a_long_one_of_the_present_period_and_no_more_once_it_is_undone(people: People) -> None:
    data = DATA.read_bytes().replace(b"09/11/2026,10,", b"09/11/2026,14,")
    batch = actions.commit(previewed(people, data), by=people.officer, at=moment(ON))
    case = Suspension.objects.get(sessions=14).case
    assert case is not None
    assert [one.clock for one in case.deadlines.filter(state="running", clock__startswith="day_six")] == ["day_six"]
    actions.undo(batch, by=people.officer, at=moment(ON))
    case.refresh_from_db()
    assert not case.is_open


def test_for_what_was_over_before_the_present_period_nothing_is_owed(people: People) -> None:
    data = DATA.read_bytes().replace(b"09/11/2026,10,", b"09/11/2026,14,")
    actions.commit(previewed(people, data, NEXT_YEAR), by=people.officer, at=moment(NEXT_YEAR))
    assert {(one.case, one.only_counts) for one in Suspension.objects.all()} == {(None, True)}
    people.child = people.children[1]
    suspended(people, date(2027, 1, 18), date(2027, 1, 18))
    assert Suspension.objects.get(sessions=14).case is None


def shared_rows() -> Iterator[tuple[Row, Row]]:
    """Each row of the shared census as it is, and as it would be with a UPN and a URN."""
    for name in ("2024_autumn_termlyexclusionsonroll.csv", "2024_autumn_termlyexclusionsoffroll.csv"):
        with (SHARED / name).open(newline="", encoding="utf-8") as file:
            lines = csv.reader(file)
            places = places_of(COLUMNS, next(lines))
            for cells in lines:
                yield Row(cells, places), Row([UPNS[0], "100001", *cells[2:]], places)


def reasons_of(row: Row) -> tuple[str, ...]:
    try:
        read_row(row)
    except Rejected as rejected:
        return rejected.reasons
    return ()


@pytest.mark.skipif(not SHARED.exists(), reason="shared data absent")
def test_the_shared_census_has_exactly_these_faults() -> None:
    """Its pupils and schools have neither UPN nor URN, so that every row is quarantined, each with all its reasons."""
    found: Counter[str] = Counter()
    rows = sound = 0
    for row, identified in shared_rows():
        rows += 1
        reasons = reasons_of(row)
        found.update({kind for kind, sign in KINDS.items() if any(sign in one for one in reasons)})
        sound += not reasons_of(identified)
    assert (rows, sound) == (10_691, 4_071)
    assert found == {
        "no UPN": 10_691,
        "no URN": 10_691,
        "weekend": 2_989,
        "permanent with sessions": 4_241,
        "permanent": 4_241,
        "third reason without a second": 374,
        "reason that has ended": 699,
        "reason twice": 365,
    }


@pytest.mark.skipif(not SHARED.exists(), reason="shared data absent")
def test_a_preview_of_the_shared_census_reconciles(people: People) -> None:
    batch = previewed(people, (SHARED / "2024_autumn_termlyexclusionsoffroll.csv").read_bytes())
    assert counts(batch) == (318, 0, 0, 0, 318)
    assert batch.lines.count() == 318


def upn_of(number: int) -> str:
    digits = f"931400024{number:03}"
    return check_letter(f"A{digits}") + digits


def school_days() -> list[date]:
    """Each school day of the autumn of 2024, by the blocks alone."""
    return [
        first + timedelta(days=n)
        for first, last in AUTUMN_2024
        for n in range((last - first).days + 1)
        if (first + timedelta(days=n)).weekday() < 5
    ]


def brought_in(rows: Sequence[tuple[str, date, str, tuple[str, ...]]]) -> set[tuple[str, date]]:
    """Which of some rows (pupil, start, category, reasons) of ten sessions come in, worked out without the importer."""
    days, counted = school_days(), Counter((pupil, first) for pupil, first, _, _ in sound_of(rows))
    spans = {}
    for pupil, first, category, _ in sound_of(rows):
        if first in days and counted[pupil, first] == 1:
            spans[pupil, first] = days[days.index(first) + (9 if category == "LNCH" else 4)]
    return {
        (pupil, first)
        for (pupil, first), last in spans.items()
        if not any(
            other == pupil and begins != first and begins <= last and ends >= first
            for (other, begins), ends in spans.items()
        )
    }


def sound_of(rows: Sequence[tuple[str, date, str, tuple[str, ...]]]) -> list[tuple[str, date, str, tuple[str, ...]]]:
    """Those of them with which nothing is wrong by themselves."""
    return [
        row
        for row in rows
        if row[1].weekday() < 5 and row[2] != "PERM" and not (row[3][2] and not row[3][1]) and "OT" not in row[3]
        if len(given := [code for code in row[3] if code]) == len(set(given))
    ]


@pytest.mark.skipif(not SHARED.exists(), reason="shared data absent")
def test_of_the_shared_census_exactly_what_is_sound_is_brought_in_once_its_keys_are_those_of_our_pupils(
    people: People,
) -> None:
    """Its keys are joined with a UPN and a URN, as a council joins them; everything else is as it is shared."""
    terms = Calendar.objects.create(name="Autumn 2024")
    for number, (first, last) in enumerate(AUTUMN_2024):
        terms.terms.create(name=f"2024 {number}", starts_on=first, ends_on=last)
    upns: dict[str, str] = {}
    schools: dict[str, School] = {}
    lines, told = [HEADINGS], []
    with (SHARED / "2024_autumn_termlyexclusionsoffroll.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            school = schools.setdefault(row["NativeId"], make.school(f"Census {row['NativeId']}", calendar=terms))
            if (pupil := row["pupilnolongeronrolltableid"]) not in upns:
                upns[pupil] = upn_of(len(upns))
                make.enrolled(make.child(upn=upns[pupil]), school, from_on=date(2024, 8, 1))
            reasons = row["reason1"], row["reason2"], row["reason3"]
            told.append(
                (upns[pupil], datetime.strptime(row["startdate"][:11], "%Y-%b-%d").date(), row["category"], reasons)
            )
            rest = row["startdate"], row["sessions"], *reasons, row["category"]
            lines.append(",".join([upns[pupil], school.urn, *rest]))
    batch = actions.commit(previewed(people, "\n".join(lines).encode()), by=people.officer, at=moment(ON))
    expected = brought_in(told)
    assert counts(batch) == (318, 78, 0, 0, 240)
    assert {(one.child.upn, one.first_on) for one in Suspension.objects.select_related("child")} == expected


def test_the_sight_of_the_children_in_a_file_is_recorded_on_each_of_its_pages(people: People) -> None:
    batch = imported(people)
    browser = make.signed_in(people.officer)
    known = {child.pk for child in people.children}
    for name, arguments, what in (
        ("batch", [batch.key], "list"),
        ("batch_rows", [batch.key, "created"], "list"),
        ("batch_rejected", [batch.key], "export"),
    ):
        browser.get(reverse(name, args=arguments))
        sight = Sight.objects.latest("pk")
        assert (sight.path, sight.what) == (reverse(name, args=arguments), what)
        assert set(sight.children) <= known
        assert sight.children
