"""Makes what the tests of performance licences begin with: an application for a production, typed as it is sent."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from licensing.checking.schedule import line
from licensing.performances import actions, deciding, pathway, schedules
from licensing.performances.models import Entrant, Licence, Production
from licensing.performances.submitting import (
    Applicant,
    Application,
    ChaperoneGiven,
    ChildGiven,
    LineGiven,
    PaperGiven,
    PlaceGiven,
    ProductionGiven,
)
from oxle.accounts.models import User
from oxle.cases.actions import take
from oxle.cases.models import Case
from oxle.people.models import Child
from tests.exclusions.make import moment

MORNING = (9 * 60, 12 * 60)
APPLICANT = Applicant("Example Players", "Ash Example", "1 Stage Road", "ash@players.example", "Producer")
PRODUCTION = ProductionGiven(
    "A Winter’s Example",
    "theatre",
    "A play with children in it.",
    protection_policy=True,
    risk_words="Read and signed.",
)
PLACE = PlaceGiven("Example Hall", "2 Stage Road", "OX1 1AA", "Exampleshire")
PAPERS = (PaperGiven("photograph", words="Two prints, in the file."), PaperGiven("age", words="Seen at the office."))


def given(child: Child, *, urn: str = "", **changes: Any) -> ChildGiven:
    """A child that we hold, as an applicant who knows its UPN describes it."""
    first, family = child.shown_name.rsplit(" ", 1)
    said = {
        "key": child.shown_name, "given": first, "family": family, "born_on": child.born_on, "upn": child.upn or "",
        "postcode": "OX1 1AA", "urn": urn, "role": "A sheep", "earnings": Decimal("40.00"), "earnings_to": "A parent",
        "parent_name": "Robin Example", "parent_email": "robin@parents.example", "papers": PAPERS,
    }  # fmt: skip
    return ChildGiven(**{**said, **changes})


def day(number: int, child: ChildGiven, on: date, **changes: Any) -> LineGiven:
    """A morning at the place, an hour of it performing, with a chaperone."""
    said = {"here": MORNING, "performing": [(9 * 60 + 30, 10 * 60 + 30)], "chaperone": "Kit Chaperone", **changes}
    place = said.pop("place", 0)
    return LineGiven(line(number, child.key, on, said.pop("here"), **said), place)


def application(children: Sequence[ChildGiven], lines: Sequence[LineGiven], **changes: Any) -> Application:
    """An application that lacks nothing which is the applicant’s to give."""
    until = max((one.line.on for one in lines), default=date(2027, 1, 1))
    chaperone = ChaperoneGiven("Kit Chaperone", "Exampleshire", "CH-1", until)
    said = {"applicant": APPLICANT, "production": PRODUCTION, "places": [PLACE], "chaperones": [chaperone]}
    return Application(children=children, lines=lines, **{**said, **changes})


def applied(children: Sequence[Child], days: Sequence[date], *, on: date, at: datetime | None = None,
            urn: str = "", **changes: Any) -> Production:  # fmt: skip
    """An application for children that we hold, each of whom performs on all of the days."""
    told = [given(child, urn=urn) for child in children]
    lines = [
        day(number, child, on_day)
        for number, (child, on_day) in enumerate(((one, each) for one in told for each in days), 1)
    ]
    return actions.submit(application(told, lines, **changes), on=on, at=at or moment(on))


def parents_part(**changes: Any) -> dict[str, Any]:
    """A parent who consents."""
    said = {"given_by": "Robin Example", "relationship": "Mother", "consents": True, "healthy": True, "health": ""}
    return {**said, "performed_on": [], "said": "", **changes}


def schools_part(**changes: Any) -> dict[str, Any]:
    """A school that agrees to the absence."""
    said = {"given_by": "Head Example", "position": "Head", "absence": "agreed", "attendance": Decimal("96.5")}
    return {**said, "said": "", **changes}


def as_it_is(case: Case) -> dict[str, Any]:
    """What an amendment says of a child’s part in which nothing is different."""
    lines = schedules.lines_of([case.performance])
    return {"role": "", "places": [], "chaperones": [], "lines": lines, "over_limits": "", "host": ""}


def waiting_child(on: date, *, at: datetime, name: str = "Nobody", **changes: Any) -> Entrant:
    """A child of a production of whom nobody knows yet who it is, and who looks like nobody."""
    told = ChildGiven(name, name, "Unmatched", date(2013, 2, 3), role="A goat", **changes)
    return actions.submit(application([told], [day(1, told, on + timedelta(30))]), on=on, at=at).entrants.get()


def licensed(child: Child, by: User, on: date, *, at: datetime) -> Licence:
    """A licence that was granted to a child on a day, for a month later."""
    first_on = on + timedelta(30)
    case = applied([child], [first_on], on=on, at=at).entrants.get().case
    return licence_of(case, by, on, first_on, at=at)


def licence_of(case: Case, by: User, on: date, first_on: date, *, at: datetime) -> Licence:
    """The licence of a case, to which a parent has consented."""
    actions.parent_says(case, parents_part(), by=None, on=on, at=at)
    take(case, pathway.CHECK, by=by, on=on, at=at)
    data = {"from_on": first_on, "until_on": first_on, "conditions": "", "over_limits": "", "host": ""}
    facts = {pathway.UNTIL_ON.key: first_on.isoformat()}
    deciding.grant(case, pathway.GRANT, data=data, by=by, on=on, at=at, facts=facts, reason="")
    return case.licence
