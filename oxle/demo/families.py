"""Makes the county's children in bulk: who they are, the adults around them, where they live and go to school.

They are facts the county begins with, so nobody's action made them; search text and UPNs come from people's own code.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from oxle.demo import names, terms
from oxle.demo.copying import copy_records
from oxle.demo.county import County, Pupil
from oxle.people.models import (
    Address,
    Adult,
    Child,
    ChildName,
    Enrolment,
    NameKind,
    Relationship,
    Vulnerability,
    VulnerabilityKind,
)
from oxle.people.names import sort_key
from oxle.people.search_index import name_sounds, name_text, postcode_words
from oxle.people.upn import check_letter
from oxle.schools.models import School

SOURCE = "School admission form"
DAY = timedelta(days=1)
AT_ONCE = 2_000
# Of a hundred children, how many each holds for; the national shares, roughly.
SHARES = (
    (VulnerabilityKind.FREE_SCHOOL_MEALS, 22),
    (VulnerabilityKind.SEN_SUPPORT, 13),
    (VulnerabilityKind.EHCP, 5),
    (VulnerabilityKind.ENGLISH_ADDITIONAL, 9),
    (VulnerabilityKind.CHILD_IN_NEED, 3),
    (VulnerabilityKind.CHILD_PROTECTION, 1),
    (VulnerabilityKind.LOOKED_AFTER, 1),
    (VulnerabilityKind.YOUNG_CARER, 2),
    (VulnerabilityKind.MEDICAL, 3),
)
LANGUAGES = ("Polish", "Urdu", "Portuguese", "British Sign Language")
# As schools write it down, or do not; by the number of the child, so that nothing else of the county hangs on it.
ETHNICITIES = (
    *("White British",) * 14, "Any other White background", "Pakistani", "Black African", "White and Asian",
    "Gypsy or Roma", "",
)  # fmt: skip
HAZARDS = ("Large dog: ring before visiting.", "Never visit alone.", "Steep unlit stairs to the door.")
# Of how many children one has a brother or sister in a younger year of the school.
SIBLINGS = 0.28
# For so many on roll one of the year that left is kept.
LEAVERS = 60


@dataclass
class Household:
    """What the children of one family share."""

    family: str
    home: str
    postcode: str
    adults: list[Adult]
    # Where each adult lives, in the same order: lines and postcode.
    places: list[tuple[str, str]]
    hidden_from_second: bool = False
    hidden_from_all: bool = False
    # The given names that somebody of the family has.
    given: set[str] = field(default_factory=set)


@dataclass
class Rows:
    """Rows waiting to be written, table by table."""

    pupils: list[Pupil] = field(default_factory=list)
    households: list[Household] = field(default_factory=list)
    names: list[tuple[str, str]] = field(default_factory=list)
    of: list[Household] = field(default_factory=list)
    # Where the present school's rows, and those of its present year group, begin.
    school_starts: int = 0
    year_starts: int = 0


def make_families(county: County) -> Iterator[int]:
    """Every school's children, a few schools at a time; yields how many children each batch had."""
    rows, number = Rows(), 0
    for place, school in enumerate(county.schools):
        lowest, highest = school.lowest_age - 4, school.highest_age - 5
        serial, rows.school_starts = 0, len(rows.of)
        for year in range(lowest, highest + 1):
            rows.year_starts = len(rows.of)
            for _ in range(_cohort(school, year, lowest, highest)):
                _pupil(county, rows, school, year, serial, number, is_first=place == 0)
                serial, number = serial + 1, number + 1
        if highest == 11:
            for _ in range(max(2, (school.roll or 0) // LEAVERS)):
                _pupil(county, rows, school, 12, serial, number, is_first=False)
                serial, number = serial + 1, number + 1
        county.pupils[school.pk] = []
        if len(rows.pupils) >= AT_ONCE:
            yield _write(county, rows)
            rows = Rows()
    yield _write(county, rows)


def _cohort(school: School, year: int, lowest: int, highest: int) -> int:
    """How many children of a school's roll are in a year group; the first groups take what is left over."""
    every, over = divmod(school.roll or 0, highest - lowest + 1)
    return every + (year - lowest < over)


def _pupil(county: County, rows: Rows, school: School, year: int, serial: int, number: int, *, is_first: bool) -> None:
    random, begins = county.random, terms.year_of(county.on)
    has_older = rows.year_starts > rows.school_starts and random.random() < SIBLINGS
    household = (
        rows.of[random.randrange(rows.school_starts, rows.year_starts)]
        if has_older
        else _household(county, rows, number)
    )
    given = _given(household, random.choice(names.GIVEN))
    family = household.family
    if is_first and serial < len(names.TRICKY):
        given, family = names.TRICKY[serial]
    born_on = date(begins - 5 - year, 9, 1) + random.randrange(365) * DAY
    digits = f"000{school.establishment_number}{(begins - year) % 100:02}{serial % 1000:03}"
    upn = check_letter(f"A{digits}") + digits
    child = Child(
        upn=upn,
        shown_name=f"{given} {family}",
        sort_name=sort_key(family, given),
        born_on=born_on,
        sex=random.choice("FM"),
        ethnicity=ETHNICITIES[number * 7 % len(ETHNICITIES)],
        language=random.choice(LANGUAGES) if number % 29 == 3 else "",
        interpreter_needed=number % 290 == 3,
        search_text=_search_text(given, family, upn, "" if _is_hidden(household) else household.postcode),
        search_sounds=_sounds(given, family),
    )
    left_on = _last_friday_of_june(begins) if year == 12 else None
    last_year = min(year, 11)
    from_on = _first_day(school, last_year, begins, left_on)
    rows.pupils.append(Pupil(child, school, last_year, from_on, parents=household.adults, left_on=left_on))
    rows.names.append((given, family))
    rows.of.append(household)


def _household(county: County, rows: Rows, number: int) -> Household:
    random = county.random
    family, town = random.choice(names.FAMILY), random.choice(names.TOWNS)
    home, postcode = f"{random.randrange(1, 200)} {random.choice(names.STREETS)}\n{town}", _postcode(random)
    two = random.random() < 0.6
    apart = two and random.random() < 0.35
    hidden_from_second = two and number % 120 == 11
    household = Household(
        family, home, postcode, [], [], hidden_from_second, hidden_from_all=not two and number % 240 == 17
    )
    for place in range(1 + two):
        where = (home, postcode)
        if place == 1 and (apart or hidden_from_second):
            where = (
                f"{random.randrange(1, 90)} {random.choice(names.STREETS)}\n{random.choice(names.TOWNS)}",
                _postcode(random),
            )
        known = "" if where == (home, postcode) and _is_hidden(household) else where[1]
        household.adults.append(_adult(county, household, number, place, known))
        household.places.append(where)
    rows.households.append(household)
    return household


def _given(household: Household, drawn: str) -> str:
    """The name that was drawn, or the next one that nobody of the family has: a mother, a father and two children of
    one name were four people whom no list kept apart. No other is drawn, which would shift what follows."""
    place = names.GIVEN.index(drawn)
    given = next(
        one for one in (*names.GIVEN[place:], *names.GIVEN[:place]) if one not in household.given
    )  # fmt: skip
    household.given.add(given)
    return given


def _adult(county: County, household: Household, number: int, place: int, postcode: str) -> Adult:
    """The first or second parent; `postcode` is what search may find them by."""
    random = county.random
    given = _given(household, random.choice(names.GIVEN))
    family = household.family if random.random() < 0.85 else random.choice(names.FAMILY)
    phone = f"07700 900{random.randrange(1000):03}"  # numbers that Ofcom keeps for fiction
    email = f"parent{number}.{place}@mail.example" if number % 3 else ""
    return Adult(
        title="Mr" if place == 1 else random.choice(("Ms", "Mrs")),
        given=given,
        family=family,
        sort_name=sort_key(family, given),
        born_on=date(county.on.year - random.randrange(27, 55), random.randrange(1, 13), random.randrange(1, 29)),
        phone=phone,
        email=email,
        language=random.choice(LANGUAGES) if number % 31 == 4 else "",
        interpreter_needed=number % 62 == 4,
        hazard_warning=random.choice(HAZARDS) if number % 45 == 9 and place == 0 else "",
        search_text=_adult_text(given, family, postcode, phone, email),
    )


def _write(county: County, rows: Rows) -> int:
    since = terms.year_of(county.on)
    copy_records([pupil.child for pupil in rows.pupils])
    copy_records([adult for household in rows.households for adult in household.adults])
    copy_records(
        [
            ChildName(child=pupil.child, kind=NameKind.LEGAL, given=given, family=family)
            for pupil, (given, family) in zip(rows.pupils, rows.names, strict=True)
        ]
    )
    copy_records([_enrolment(pupil) for pupil in rows.pupils])
    copy_records(
        [
            relationship
            for pupil, household in zip(rows.pupils, rows.of, strict=True)
            for relationship in _relationships(pupil.child, household)
        ]
    )
    _addresses(rows)
    copy_records(
        [
            Vulnerability(child=pupil.child, kind=kind, from_on=date(since, 9, 1), source="School census")
            for pupil in rows.pupils
            for kind, share in SHARES
            if county.random.random() * 100 < share
        ]
    )
    for pupil, household in zip(rows.pupils, rows.of, strict=True):
        pupil.homes = _homes(household)
        county.pupils.setdefault(pupil.school.pk, []).append(pupil)
    return len(rows.pupils)


def _homes(household: Household) -> dict[int, str]:
    told = not _is_hidden(household)
    return {
        adult.pk: f"{lines}\n{postcode}" if told else ""
        for adult, (lines, postcode) in zip(household.adults, household.places, strict=True)
    }


def _first_day(school: School, year: int, begins: int, left_on: date | None) -> date:
    """When a child now in a year group came to the school: in its lowest, six years ago at most."""
    years = min(year - (school.lowest_age - 4), 6) + (left_on is not None)
    return date(begins - years, 9, 1)


def _enrolment(pupil: Pupil) -> Enrolment:
    return Enrolment(
        child=pupil.child,
        school=pupil.school,
        year_group="R" if pupil.year == 0 else str(pupil.year),
        from_on=pupil.from_on,
        to_on=pupil.left_on,
        source="School census",
    )


def _relationships(child: Child, household: Household) -> Iterator[Relationship]:
    for place, adult in enumerate(household.adults):
        yield Relationship(
            child=child,
            adult=adult,
            kind=("Mother", "Father")[place],
            parental_responsibility=True if place == 0 or child.born_on.day % 7 else None,
            lives_with=household.places[place] == (household.home, household.postcode),
            contact_is_unsafe=place == 1 and household.hidden_from_second,
            source=SOURCE,
        )


def _addresses(rows: Rows) -> None:
    homes: list[tuple[Address, Household]] = []
    for household in rows.households:
        for place, (lines, postcode) in enumerate(household.places):
            address = _address(household, lines, postcode, adult=household.adults[place])
            homes.append((address, household))
    for pupil, household in zip(rows.pupils, rows.of, strict=True):
        homes.append((_address(household, household.home, household.postcode, child=pupil.child), household))
    copy_records([address for address, _ in homes])
    through = Address.withheld_from.through
    copy_records(
        [
            through(address=address, adult=household.adults[1])
            for address, household in homes
            if household.hidden_from_second and address.adult_id != household.adults[1].pk
        ]
    )


def _address(household: Household, lines: str, postcode: str, **whose: Any) -> Address:
    at_home = (lines, postcode) == (household.home, household.postcode)
    because = ""
    if at_home and household.hidden_from_all:
        because = "Moved from a refuge"
    elif at_home and household.hidden_from_second:
        because = "Non-molestation order"
    return Address(
        **whose,
        lines=lines,
        postcode=postcode,
        from_on=date(2015, 9, 1),
        source=SOURCE,
        withheld=at_home and household.hidden_from_all,
        withheld_because=because,
    )


def _is_hidden(household: Household) -> bool:
    return household.hidden_from_all or household.hidden_from_second


def _postcode(random: Any) -> str:
    # No post town has the letters ZZ.
    return f"ZZ{random.randrange(1, 10)} {random.randrange(1, 10)}{random.choice('ABDEFGH')}{random.choice('ABDEFGH')}"


def _last_friday_of_june(year: int) -> date:
    """The day on which compulsory school age ends for a year's leavers (SI 1997/1970)."""
    day = date(year, 6, 30)
    return day - ((day.weekday() - 4) % 7) * DAY


def _search_text(given: str, family: str, upn: str, postcode: str) -> str:
    return name_text([(given, family)], [upn, *(postcode_words(postcode) if postcode else ())])


def _adult_text(given: str, family: str, postcode: str, phone: str, email: str) -> str:
    others = [*(postcode_words(postcode) if postcode else ()), email, phone.replace(" ", "")]
    return name_text([(given, family)], others)


@lru_cache(maxsize=50_000)
def _sounds(given: str, family: str) -> str:
    return name_sounds([(given, family)])
