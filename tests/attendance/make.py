"""Makes what the attendance tests begin with: a school with terms, a family, and a referral at any stage."""

from datetime import UTC, date, datetime, time, timedelta

from attendance.referrals import actions, drafting, pathway, sections
from attendance.referrals.models import Draft, Moment, PreStepKind, Topic
from attendance.referrals.routes import ChosenRoute
from oxle.accounts.models import User
from oxle.cases.models import Case, Party
from oxle.people.models import Child
from oxle.schooldays.models import Calendar
from oxle.schools.models import School
from oxle.schools.queries import calendar_of
from tests import make

TERMS = [
    ("Autumn 1", date(2026, 9, 2), date(2026, 10, 23)),
    ("Autumn 2", date(2026, 11, 2), date(2026, 12, 18)),
    ("Spring 1", date(2027, 1, 4), date(2027, 2, 12)),
    ("Spring 2", date(2027, 2, 22), date(2027, 3, 25)),
    ("Summer 1", date(2027, 4, 12), date(2027, 5, 28)),
    ("Summer 2", date(2027, 6, 7), date(2027, 7, 21)),
]
FIRST, LAST = date(2026, 9, 2), date(2026, 10, 14)


def moment(on: date) -> datetime:
    """Ten in the morning of a day."""
    return datetime.combine(on, time(10), UTC)


def calendar() -> Calendar:
    """The council's calendar for 2026/27, once."""
    found = Calendar.objects.filter(is_default=True).first()
    if found:
        return found
    made = Calendar.objects.create(name="Council terms", is_default=True)
    for name, starts_on, ends_on in TERMS:
        made.terms.create(name=name, starts_on=starts_on, ends_on=ends_on)
    return made


def family(at: School) -> Child:
    """A child at a school with two parents, each with an address of their own."""
    made = make.child("Ash", "Example", date(2014, 3, 4), at=at)
    for given, kind in (("Robin", "Mother"), ("Kit", "Father")):
        parent = make.parent(made, given, "Example", kind=kind, parental_responsibility=True)
        make.address(parent)
    return made


def extract(at: School, *, every: int = 4, first: date = FIRST, last: date = LAST) -> str:
    """A register extract in which every so-many-th day was missed without leave, morning and afternoon."""
    lines = []
    for number, day in enumerate(calendar_of(at).days_between(first, last)):
        lines.append(f"{day:%d/%m/%Y},O,O" if number % every == 0 else f"{day:%d/%m/%Y},/,\\")
    return "\n".join(lines)


def answers(at: School, parents: list[str]) -> dict[str, dict[str, object]]:
    """An answer for every section; `parents` by their keys."""
    return {
        sections.REASON: {"reason": "not_attending", "cause": "Says that mornings are hard."},
        sections.FAMILY: {
            "parents": parents,
            "missing": "",
            "unsafe": False,
        },
        sections.VOICE: {"child_view": "I like art."},
        sections.REGISTER: {"text": extract(at)},
        sections.CONSIDERED: {"has_thought": True},
        sections.DECLARATION: {"name": "A Head", "role": "Head teacher", "true": True, "said": True, "evidence": True},
        **{
            sections.step_section(kind): {
                "done": "yes",
                "on": "2026-09-10",
                "method": "Letter",
                "outcome": "Recorded",
                "because": "",
            }
            for kind in PreStepKind
        },
    }


def draft(at: School, child: Child, by: User, on: date, **told_apart: object) -> Draft:
    """A referral with every section filled in."""
    made = drafting.start_draft(school=at, child=child, by=by, at=moment(on))
    filled = {**answers(at, [one.adult.key for one in child.relationships.all()]), **told_apart}
    for section, told in filled.items():
        drafting.save_section(made, section, told, version=made.version, at=moment(on))
    return made


def sent(at: School, child: Child, by: User, on: date, **answers: object) -> Case:
    """A referral that the school has sent."""
    made = draft(at, child, by, on, **answers)
    return actions.send(made, by=by, on=on, at=moment(on), version=made.version, extract=sections.extract_of(made, on))


def considered(case: Case, moment_: Moment, by: User, on: date) -> None:
    """Every topic looked at and found clear."""
    found = [{"topic": topic.value, "finding": "clear", "note": "", "go_on_because": ""} for topic in Topic]
    actions.consider(case, moment_, found, by=by, on=on)


def accepted(case: Case, by: User, on: date, kind: str = "s444_1") -> Case:
    """A referral that the senior officer has accepted, every parent on the same route."""
    considered(case, Moment.ACCEPTANCE, by, on)
    routes = [
        ChosenRoute(party, kind, False, "Support has not worked.")
        for party in Party.objects.filter(case=case, role="parent").order_by("pk")
    ]
    actions.accept(
        case, routes=routes, by=by, on=on, at=moment(on), version=case.version, reason="Support has not worked."
    )
    case.refresh_from_db()
    return case


def a_week_after(day: date) -> date:
    """Seven days on."""
    return day + timedelta(days=7)


PATHWAY = pathway.REFERRAL
