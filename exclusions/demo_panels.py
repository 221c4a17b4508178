"""The meetings of the made-up county: fair access panels, of which one met about two weeks ago in each area, a review
panel that is called for next week, the review of a referral unit, and who may sit as governors of a school.
"""

from collections.abc import Sequence
from datetime import date, time

from exclusions import demo_places as places
from exclusions.demo_referrals import refer
from exclusions.fair_access.panel import FAIR_ACCESS, SCHOOL
from exclusions.governors.sittings import GOVERNORS
from exclusions.permanent.review_panel import REVIEW_PANEL
from exclusions.permanent.unit_review import UNIT_REVIEW
from oxle.accounts.demo import make_demo_person
from oxle.cases.models import Case
from oxle.demo import names
from oxle.demo.county import County
from oxle.meetings import actions as meetings
from oxle.meetings import deciding
from oxle.meetings.following import series_of
from oxle.meetings.models import Capacity, Series
from oxle.meetings.planning import next_meeting
from oxle.meetings.queries import series_of_school, waiting_for
from oxle.provision.models import Provider
from oxle.schooldays.working_days import england
from oxle.schools.models import School

# How many days ago the last of the panels met, each on a day of its own, and at what hour and where: officers and heads
# sit on several, and after a holiday all meet on its first day.
LAST_PANEL = 12
PANELS = {
    "North": (time(9, 30), "Committee Room 2, County Hall, Brambleford"),
    "South": (time(13, 30), "Copperstone Library, the upstairs room"),
    "West": (time(11), "Dewmarsh College, the conference room"),
    "City": (time(15, 30), "Committee Room 2, County Hall, Brambleford"),
}
# Of how many schools the heads belong to them.
HEADS_ON_PANELS = 2
# In how many working days the review panel and the unit's review meet, and who sits on the first (SI 2012/1033 Sch 1).
SOON = 5
# What each kind of meeting is asked about the cases that wait for it.
ASKS = {
    FAIR_ACCESS.key: "Which school can take this child?",
    REVIEW_PANEL.key: "Does the exclusion stand?",
    UNIT_REVIEW.key: "Is this pupil ready for a school?",
}
# Whose pupils the unit's review is about.
UNIT = "Thistledown Pupil Referral Unit"
# Who may sit when the governors of a school consider an exclusion, at the schools whose clerks sign in.
GOVERNORS_OF = 2
GOVERNORS_THERE = (
    ("The chair of governors", Capacity.CHAIR),
    ("A parent governor", Capacity.MEMBER),
    ("A governor whom the staff elected", Capacity.MEMBER),
)
REVIEWERS = ("A lay person, in the chair", "A governor of another school", "A head of another school")


def build(county: County, schools: Sequence[School]) -> None:
    """A fair access panel in each area, on a day of its own; heads of some schools are members."""
    officer = county.people["exclusions"]
    for school in schools[:GOVERNORS_OF]:
        theirs = series_of(GOVERNORS, school, county.staff_since)
        for name, capacity in GOVERNORS_THERE:
            seat = {"from_on": county.staff_since, "by": officer, "user": None}
            meetings.add_member(theirs, name=name, capacity=capacity, **seat)
    for area, since in zip(names.AREAS, _first_days(county), strict=True):
        starts_at, place = PANELS[area]
        series = meetings.add_series(
            kind=FAIR_ACCESS.key, name=f"Fair Access Panel {area}", area=area, weeks=FAIR_ACCESS.weeks, first_on=since,
            starts_at=starts_at, place=place, on=since, by=officer,
        )  # fmt: skip
        seat = {"from_on": since, "by": officer, "name": ""}
        meetings.add_member(series, user=officer, capacity=Capacity.CLERK, **seat)
        for school in schools[:HEADS_ON_PANELS]:
            head = school.organisation.memberships.get(role="head").user
            user = make_demo_person(head.email, head.name, "panel_member", school.organisation, county.staff_since)
            meetings.add_member(series, user=user, capacity=Capacity.MEMBER, **seat)
    _others(county)


def _first_days(county: County) -> list[date]:
    """Of each panel the day of the meeting before the last."""
    ago, found = LAST_PANEL + FAIR_ACCESS.weeks * 7, list[date]()
    while len(found) < len(names.AREAS):
        if (day := county.days_ago(ago)) not in found:
            found.append(day)
        ago += 1
    return found


def _others(county: County) -> None:
    """A review panel, called for a day, and the unit's review, both next week; nobody has sat on them before."""
    officer, soon = county.people["exclusions"], england().working_day_after(county.on, SOON)
    where = {"area": "", "starts_at": time(13, 30), "place": "Committee Room 1, County Hall, Brambleford"}
    more = {"first_on": soon, "on": county.on, "by": officer, **where}
    review = meetings.add_series(kind=REVIEW_PANEL.key, name="Independent Review Panel", weeks=None, **more)
    del where["area"]
    meetings.call_meeting(review, on=soon, today=county.on, by=officer, **where)
    unit = meetings.add_series(
        kind=UNIT_REVIEW.key, name="Thistledown Unit Review", weeks=UNIT_REVIEW.weeks,
        provider=Provider.objects.get(organisation__name=UNIT), **more,
    )  # fmt: skip
    for series, names_ in ((review, REVIEWERS), (unit, ("The head of the unit",))):
        for name in names_:
            seat = {"from_on": county.on, "by": officer, "name": name, "user": None}
            meetings.add_member(series, capacity=Capacity.MEMBER, **seat)


def close(county: County) -> None:
    """What is past was held, all but one member there; what waits is before the next."""
    by = county.people["exclusions"]
    # Those of governors follow from what is recorded on each exclusion.
    for series in Series.objects.filter(school=None).order_by("name"):
        for past in series.meetings.filter(on__lt=county.on):
            members = meetings.members_on(past)[:-1]
            meetings.hold(
                past, past.version, came=[one.key for one in members], by=by, on=past.on,
                at=county.moment(past.on, 16, 0), minutes="The tally of last year was agreed. Nothing else was raised.",
            )  # fmt: skip
        following = next_meeting(series, county.on)
        waiting = waiting_for(by, series)
        if following and waiting:
            if series.kind == FAIR_ACCESS.key:
                refer(county, waiting, county.on)
            deciding.bring(following, waiting, by=by, on=county.on, asks=ASKS[series.kind])


def decide(county: County, case: Case) -> None:
    """The panel that met last found a school."""
    by, series = county.people["exclusions"], series_of_school(FAIR_ACCESS, case.school, county.on)
    where = series.meetings.filter(on__lt=county.on).order_by("on").last()
    refer(county, [case], where.on)
    (item,) = deciding.bring(where, [case], by=by, on=where.on)
    school = places.school_for(county, case.school, case.child.born_on, county.on)
    calendar = county.calendar(school)
    starts_on = calendar.last_school_day_on_or_before(county.days_ago(8))
    # Where a holiday lies between, the panel met after it.
    if starts_on < where.on:
        starts_on = calendar.school_day_after(where.on, 1)
    deciding.decide(
        item, item.version, SCHOOL, words="Near the family, and a cousin is there.", school=school,
        starts_on=starts_on, by=by, on=where.on, at=county.moment(where.on, 11, 0),
    )  # fmt: skip
