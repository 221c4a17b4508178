"""Makes the county's people who sign in, its term dates, and its schools."""

from datetime import date, timedelta

from django.conf import settings

from oxle.accounts.demo import DOMAIN, make_demo_person
from oxle.accounts.models import Membership, Organisation, User
from oxle.cases.timer_models import Recount
from oxle.demo import names, terms
from oxle.demo.county import County
from oxle.schooldays import actions as schooldays
from oxle.schooldays.models import Calendar, ClosureKind
from oxle.schooldays.term_rows import Row
from oxle.schools.actions import add_contact
from oxle.schools.models import Authority, LinkKind, Phase, School, SchoolLink, Status, Trust

# No authority, school or postcode area has these.
AUTHORITY_CODE = "000"
COUNTY = settings.COUNCIL_NAME.removesuffix(" Council").removesuffix(" County")
FIRST_URN = 900_001
TEAM_PHONE = "01632 960199"
TEAM, INCLUSION = "County Attendance Team", "Pupils Missing Out team"
EXCLUSIONS = "Exclusion and Reintegration Team"
HOME = "Elective Home Education Team"
MISSING = "Children Missing Education Team"
STAFF = (
    ("senior", "Rowan Applebarrow", "senior_attendance_officer", TEAM, "Senior attendance officer"),
    ("officer1", "Hazel Brambleshaw", "attendance_officer", TEAM, "Attendance officer"),
    ("officer2", "Reed Cloverthwaite", "attendance_officer", TEAM, "Attendance officer"),
    ("manager", "Linden Dapplemarrow", "manager", TEAM, "Attendance and inclusion manager"),
    ("exclusions", "Bracken Fennimore", "exclusion_officer", EXCLUSIONS, "Exclusion and reintegration officer"),
    ("home", "Sedge Larkspurling", "ehe_officer", HOME, "Elective home education officer"),
    ("tracking", "Rowan Thistlewood", "tracking_officer", MISSING, "Pupil tracking officer"),
    ("missing", "Campion Rushmarlow", "missing_out_officer", INCLUSION, "Pupils Missing Out officer"),
    ("solicitor", "Sorrel Elderwick", "solicitor", "Legal Services", "Solicitor"),
    ("solicitor2", "Larch Juniperdale", "solicitor", "Legal Services", "Solicitor"),
    ("admin", "Tansy Fernhollow", "admin_officer", TEAM, "Penalty notice and licensing admin officer"),
    ("administrator", "Vale Goldbrook", "administrator", "Digital Services", "Systems administrator"),
    ("virtual", "Willow Hazelbank", "virtual_school_officer", "Virtual School", "Virtual School officer"),
    ("sen", "Teasel Marlowick", "concern_officer", "Special Educational Needs", "SEN officer"),
    ("admissions", "Burdock Pennywell", "concern_officer", "School Admissions", "Admissions officer"),
    ("hospital", "Sorrel Whinfield", "concern_officer", "Hospital School", "Hospital School lead"),
    ("earlyhelp", "Yarrow Brindlecote", "concern_officer", "Early Help Hub", "Early help worker"),
    ("group", "Bramble Oakwell", "strategic_group_member", "Education Directorate", "Deputy Director for Education"),
    ("finance", "Clary Kestrelford", "finance_officer", "Schools Finance", "Finance officer"),
    ("audit", "Yarrow Ivyspire", "auditor", "Internal Audit", "Auditor"),
)
# These schools have somebody who signs in to the demonstration.
WITH_SIGN_IN = 2


def make_people(county: County) -> None:
    """The council's people, with their teams and roles."""
    since = county.staff_since
    for key, name, role, team, job_title in STAFF:
        place = Organisation.objects.get_or_create(name=team, kind="team", defaults={"phone": TEAM_PHONE})[0]
        user = make_demo_person(f"{key}@{DOMAIN}", name, role, place, since)
        user.job_title, user.phone = job_title, "01632 960100"
        if key == "officer2":
            user.days_a_week = 3
        user.save(update_fields=["job_title", "phone", "days_a_week"])
        county.people[key] = user
    # What is handed to a duty that is not there yet waits in this team's inbox: somebody must read it.
    inclusion = Organisation.objects.get_or_create(name=INCLUSION, kind="team")[0]
    make_demo_person(f"manager@{DOMAIN}", county.people["manager"].name, "manager", inclusion, since)
    # Whoever works on reduced timetables says who a pupil is whom a school told of and no list has.
    make_demo_person(f"exclusions@{DOMAIN}", county.people["exclusions"].name, "exclusion_officer", inclusion, since)
    # And so must whoever accepts what is handed to licensing, whose team it is.
    make_demo_person(f"admin@{DOMAIN}", county.people["admin"].name, "admin_officer", inclusion, since)


def make_terms(county: County) -> None:
    """The council's terms for the years around today, and a college's that has two weeks in October."""
    by = county.people["administrator"]
    council = schooldays.add_calendar(f"{COUNTY} schools", by=by, on=county.on, is_default=True)
    schooldays.load_terms(council, _rows(county, shorter=0), by=by, on=county.on)
    own = schooldays.add_calendar(names.OWN_TERMS, by=by, on=county.on)
    schooldays.load_terms(own, _rows(county, shorter=7), by=by, on=county.on)
    begins = terms.year_of(county.on)
    for number, name in enumerate(names.OWN_INSET):
        calendar = schooldays.add_calendar(name, by=by, on=county.on)
        for year in range(begins - county.size.years_before, begins + 2):
            # A Friday, a week before the autumn half term or Christmas.
            day = terms.terms(year)[number][2] - timedelta(days=7)
            schooldays.add_closure(
                calendar, kind=ClosureKind.INSET, starts_on=day, ends_on=day, reason="Staff training", by=by,
                on=county.on,
            )  # fmt: skip
    # There is no case yet whose deadlines these terms could change.
    Recount.objects.filter(done_at=None).update(done_at=county.at)


def _rows(county: County, *, shorter: int) -> list[Row]:
    """Terms and INSET days of each year; see `terms` for `shorter`."""
    begins = terms.year_of(county.on)
    rows = []
    for year in range(begins - county.size.years_before, begins + 2):
        label = f"{year}/{(year + 1) % 100:02}"
        rows += [Row(f"{name}, {label}", *days) for name, *days in terms.terms(year, shorter=shorter)]
        rows += [Row("INSET day", day, day, closes="inset") for day in terms.inset_days(year)]
    return rows


def make_schools(county: County) -> None:
    """The schools, with their trusts, areas, contacts and the people who use the portal."""
    authority = Authority.objects.create(code=AUTHORITY_CODE, name=COUNTY)
    trusts = {
        name: Trust.objects.create(uid=f"DEMO{place:02}", name=name, lines=lines, postcode=postcode)
        for place, (name, (lines, postcode)) in enumerate(names.TRUSTS.items(), 1)
    }
    calendars = {calendar.name: calendar for calendar in Calendar.objects.filter(is_default=False)}
    for number, place in enumerate(_places(county)):
        county.schools.append(_school(county, number, place, authority, trusts, calendars))
    by_name = {school.name: school for school in county.schools}
    for closed, successor in names.SUCCESSOR.items():
        if closed in by_name and successor in by_name:
            SchoolLink.objects.create(
                school=by_name[closed],
                other=by_name[successor],
                kind=LinkKind.SUCCESSOR,
                kind_name="Successor - merged",
                established_on=by_name[closed].closed_on + timedelta(days=1),
            )


def _places(county: County) -> list[names.Place]:
    """The twelve schools of the small county; a large one has more of the same kinds, numbered by town and street."""
    if not county.size.in_bulk:
        scale = county.size.children / sum(place.roll for place in names.SCHOOLS)
        return [
            names.Place(**{**vars(place), "roll": max(4, round(place.roll * scale)) if place.roll else 0})
            for place in names.SCHOOLS
        ]
    open_kinds = [place for place in names.SCHOOLS if not place.has_closed]
    found = []
    for number in range(county.size.schools):
        kind = open_kinds[number % len(open_kinds)]
        town, head = names.TOWNS[number % len(names.TOWNS)], names.HEADS[number % len(names.HEADS)]
        name = kind.name if number < len(open_kinds) else f"{head} {town} {kind.name.split(' ', 1)[1]} {number}"
        found.append(names.Place(**{**vars(kind), "name": name}))
    scale = county.size.children / sum(place.roll for place in found)
    return [names.Place(**{**vars(place), "roll": max(4, round(place.roll * scale))}) for place in found]


def _school(
    county: County,
    number: int,
    place: names.Place,
    authority: Authority,
    trusts: dict[str, Trust],
    calendars: dict[str, Calendar],
) -> School:
    organisation = Organisation.objects.create(
        name=place.name, kind="school", attested_until=county.on + timedelta(days=300)
    )
    given, family = names.GIVEN[-number % len(names.GIVEN)], names.FAMILY[-7 * number % len(names.FAMILY)]
    town = names.TOWNS[number % len(names.TOWNS)]
    closed_on = date(terms.year_of(county.on) - 1, 8, 31) if place.has_closed else None
    school = School.objects.create(
        organisation=organisation,
        urn=str(FIRST_URN + number),
        authority=authority,
        establishment_number=str(4001 + number),
        phase=Phase(place.phase),
        type_name=place.type_name,
        is_academy=bool(place.trust),
        is_special=place.is_special,
        status=Status.CLOSED if place.has_closed else Status.OPEN,
        lowest_age=place.years[0] + 4,
        highest_age=place.years[1] + 5,
        roll=place.roll or None,
        closed_on=closed_on,
        trust=trusts.get(place.trust),
        lines=names.STREETS[number % len(names.STREETS)],
        town=town,
        postcode=f"ZZ{number % 9 + 1} {number % 8 + 1}AA",
        district=town,
        area=names.AREAS[number % len(names.AREAS)],
        phone=f"01632 960{number % 100:03}",
        head_name=f"{given} {family}",
        calendar=calendars.get(place.name),
    )
    if not place.has_closed:
        _staff(county, number, school)
    return school


def _staff(county: County, number: int, school: School) -> None:
    """An attendance lead for every school; in the first few they, the head and the governors' clerk sign in to the
    demonstration."""
    since, slug = county.staff_since, school.name.split()[0].lower()
    lead = f"{names.GIVEN[(number * 5 + 3) % len(names.GIVEN)]} {names.FAMILY[number * 11 % len(names.FAMILY)]}"
    if number < WITH_SIGN_IN:
        county.leads[school.pk] = make_demo_person(
            f"attendance.{slug}@{DOMAIN}", lead, "school_attendance_lead", school.organisation, since
        )
        make_demo_person(f"head.{slug}@{DOMAIN}", school.head_name, "head", school.organisation, since)
        given, family = names.GIVEN[number * 7 % len(names.GIVEN)], names.FAMILY[number * 5 % len(names.FAMILY)]
        make_demo_person(f"clerk.{slug}@{DOMAIN}", f"{given} {family}", "governors_clerk", school.organisation, since)
    else:
        # They exist, so that their referrals have an author, and cannot sign in.
        user = User(email=f"attendance.{number}@school.example", name=lead, job_title="Attendance lead")
        user.set_unusable_password()
        user.save()
        Membership.objects.create(
            user=user, organisation=school.organisation, role="school_attendance_lead", from_on=since
        )
        county.leads[school.pk] = user
    add_contact(
        school,
        name=lead,
        by=county.people["administrator"],
        job="Attendance lead",
        email=county.leads[school.pk].email,
        phone=school.phone,
    )
