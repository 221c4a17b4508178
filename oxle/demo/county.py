"""The made-up county: its terms, schools, teams, people who sign in, children and families. The same every time."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from oxle.accounts.demo import DOMAIN, make_demo_person
from oxle.accounts.models import Organisation, User
from oxle.cases import duties
from oxle.core.dates import LONDON
from oxle.demo import names, terms
from oxle.people.models import Address, Adult, Child, ChildName, Enrolment, Relationship, Vulnerability
from oxle.people.names import sort_key
from oxle.people.search_index import name_sounds, name_text, postcode_words
from oxle.people.upn import check_letter
from oxle.schooldays import actions as schooldays
from oxle.schooldays.models import Calendar
from oxle.schools.models import Authority, Phase, School, Trust

AUTHORITY = ("999", "Brambleshire")
YEARS_SERVING = timedelta(days=800)
STAFF = (
    ("senior", "Rowan Applebarrow", "senior_attendance_officer"),
    ("officer1", "Hazel Birchcombe", "attendance_officer"),
    ("officer2", "Reed Cloverfield", "attendance_officer"),
    ("manager", "Linden Dunmarrow", "manager"),
    ("solicitor", "Sorrel Elderwick", "solicitor"),
    ("admin", "Tansy Fernhollow", "admin_officer"),
    ("administrator", "Vale Goldbrook", "administrator"),
    ("virtual", "Willow Hazelbank", "virtual_school_officer"),
    ("audit", "Yarrow Ironwell", "auditor"),
)


@dataclass
class County:
    """What has been made so far, for a duty's demo to build on."""

    on: date
    random: Random
    schools: list[School] = field(default_factory=list)
    pupils: dict[int, list[Child]] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    leads: dict[int, User] = field(default_factory=dict)

    def moment(self, day: date, hour: int = 10) -> datetime:
        """A time of a day in England."""
        return datetime.combine(day, time(hour), LONDON)

    def days_ago(self, count: int) -> date:
        """A weekday about so many days ago."""
        day = self.on - timedelta(days=count)
        return day - timedelta(days=max(0, day.weekday() - 4))


def build(on: date, *, pupils_a_school: int, seed: int = 1) -> County:
    """Make the county and then whatever each installed duty's demo adds."""
    county = County(on=on, random=Random(seed))  # noqa: S311 (the same every time is the point)
    _people(county)
    _terms(county)
    _schools(county)
    for school in county.schools:
        _pupils(county, school, pupils_a_school)
    for duty in duties.duties():
        if duty.demo:
            duty.demo(county)
    return county


def _people(county: County) -> None:
    since = county.on - YEARS_SERVING
    team = Organisation.objects.create(name="County Attendance Team", kind="team")
    inclusion = Organisation.objects.create(name="Pupils Missing Out team", kind="team")
    for key, name, role in STAFF:
        place = inclusion if key in {"virtual", "audit", "administrator"} else team
        county.people[key] = make_demo_person(f"{key}@{DOMAIN}", name, role, place, since)
    User.objects.filter(pk=county.people["officer2"].pk).update(days_a_week="3.0", job_title="Attendance officer")


def _terms(county: County) -> None:
    by = county.people["administrator"]
    council = schooldays.add_calendar("Brambleshire schools", by=by, on=county.on, is_default=True)
    own = schooldays.add_calendar("Dewmarsh College", by=by, on=county.on)
    begins = terms.year_of(county.on)
    for year in (begins - 1, begins, begins + 1):
        for name, starts_on, ends_on in terms.terms(year):
            label = f"{name}, {year}/{(year + 1) % 100:02}"
            schooldays.add_term(council, name=label, starts_on=starts_on, ends_on=ends_on, by=by, on=county.on)
            # The college takes two weeks in October.
            early = timedelta(days=7 if name == "Term 1" else 0)
            schooldays.add_term(own, name=label, starts_on=starts_on, ends_on=ends_on - early, by=by, on=county.on)
        inset = terms.terms(year)[1][1]
        schooldays.add_closure(
            council, kind="inset", starts_on=inset, ends_on=inset, reason="Staff training", by=by, on=county.on
        )


def _schools(county: County) -> None:
    authority = Authority.objects.create(code=AUTHORITY[0], name=AUTHORITY[1])
    trust = Trust.objects.create(uid="DEMO01", name="Brambleshire Learning Trust")
    own = Calendar.objects.get(name="Dewmarsh College")
    areas = ("North", "South", "West", "City")
    for number, (name, phase, academy) in enumerate(names.SCHOOLS):
        place = Organisation.objects.create(name=name, kind="school")
        school = School.objects.create(
            organisation=place,
            urn=str(900001 + number),
            authority=authority,
            establishment_number=str(4001 + number),
            phase=Phase(phase),
            type_name="Academy" if academy else "Community school",
            is_academy=academy,
            is_special="Special" in name,
            trust=trust if academy else None,
            lines=f"{names.STREETS[number % 7]}",
            town=names.TOWNS[number % 5],
            postcode=f"ZZ{number % 9 + 1} {number % 9}AA",
            district=names.TOWNS[number % 5],
            area=areas[number % 4],
            head_name=f"{names.GIVEN[-number - 1]} {names.FAMILY[-number - 1]}",
            calendar=own if name.startswith("Dewmarsh") else None,
        )
        county.schools.append(school)
        slug = name.split()[0].lower()
        lead_name = f"{names.GIVEN[number + 5]} {names.FAMILY[number + 9]}"
        county.leads[school.pk] = make_demo_person(
            f"attendance.{slug}@{DOMAIN}", lead_name, "school_attendance_lead", place, county.on - YEARS_SERVING
        )
        if number < 2:
            make_demo_person(f"head.{slug}@{DOMAIN}", school.head_name, "head", place, county.on - YEARS_SERVING)


def _pupils(county: County, school: School, count: int) -> None:
    """Children with their parents, in bulk: they are facts the county begins with, not the work of anybody."""
    random, begins = county.random, terms.year_of(county.on)
    youngest, oldest = (5, 10) if school.phase == Phase.PRIMARY else (11, 15)
    children, parents = [], []
    for number in range(count):
        family = random.choice(names.FAMILY)
        given = random.choice(names.GIVEN)
        if number < len(names.TRICKY) and school.urn == "900001":
            given, family = names.TRICKY[number]
        age = youngest + number % (oldest - youngest + 1)
        born_on = date(begins - age, 1, 1) + timedelta(days=random.randrange(-120, 240))
        digits = f"999{4001 + int(school.urn) - 900001:04}{(begins - 4) % 100:02}{number:03}"
        upn = check_letter(f"A{digits}") + digits
        town, postcode = random.choice(names.TOWNS), f"ZZ{random.randrange(1, 9)} {random.randrange(1, 9)}BB"
        home = f"{random.randrange(1, 200)} {random.choice(names.STREETS)}\n{town}"
        children.append(
            Child(
                upn=upn,
                shown_name=f"{given} {family}",
                sort_name=sort_key(family, given),
                born_on=born_on,
                sex="FM"[number % 2],
                search_text=name_text([(given, family)], [upn, *postcode_words(postcode)]),
                search_sounds=name_sounds([(given, family)]),
            )
        )
        parents.append((given, family, home, postcode))
    Child.objects.bulk_create(children)
    county.pupils[school.pk] = children
    ChildName.objects.bulk_create(
        ChildName(child=child, kind="legal", given=given, family=family)
        for child, (given, family, _, _) in zip(children, parents, strict=True)
    )
    Enrolment.objects.bulk_create(
        Enrolment(child=child, school=school, from_on=date(begins - 1, 9, 1), source="Demonstration")
        for child in children
    )
    _families(county, children, parents)
    Vulnerability.objects.bulk_create(
        Vulnerability(child=child, kind=kind, from_on=date(begins, 9, 1), source="Demonstration")
        for number, child in enumerate(children)
        for kind, every in (("sen_support", 9), ("ehcp", 31), ("child_in_need", 23), ("free_school_meals", 5))
        if number % every == 3
    )


def _families(county: County, children: list[Child], told: list[tuple[str, str, str, str]]) -> None:
    adults, links = [], []
    for number, (child, (_, family, home, postcode)) in enumerate(zip(children, told, strict=True)):
        for place, kind in enumerate(("Mother", "Father")[: 1 + (number % 3 > 0)]):
            given = county.random.choice(names.GIVEN)
            adult = Adult(
                title="Ms" if place == 0 else "Mr",
                given=given,
                family=family,
                sort_name=sort_key(family, given),
                phone=f"01999 {county.random.randrange(100000, 999999)}",
                hazard_warning="Large dog: ring before visiting." if number % 97 == 5 else "",
                search_text=name_text([(given, family)], postcode_words(postcode)),
            )
            adults.append(adult)
            apart = place == 1 and number % 4 == 1
            links.append((child, adult, kind, apart, home, postcode))
    Adult.objects.bulk_create(adults)
    Relationship.objects.bulk_create(
        Relationship(
            child=child, adult=adult, kind=kind, parental_responsibility=True, lives_with=not apart, source="School"
        )
        for child, adult, kind, apart, _, _ in links
    )
    since = county.on - YEARS_SERVING
    Address.objects.bulk_create(
        Address(
            adult=adult,
            lines=f"{number % 80 + 1} Separate Street\nElderbrook" if apart else home,
            postcode="ZZ9 9ZZ" if apart else postcode,
            from_on=since,
            source="School",
        )
        for number, (_, adult, _, apart, home, postcode) in enumerate(links)
    )
    Address.objects.bulk_create(
        Address(child=child, lines=home, postcode=postcode, from_on=since, source="School")
        for child, (_, _, home, postcode) in zip(children, told, strict=True)
    )
