"""Approved organisations of the made-up county: in force with reports, one that ends soon, and two that wait."""

from datetime import timedelta
from typing import Any

from licensing.applicants import demo, sheet_sending
from licensing.applicants.models import ApplicationDraft
from licensing.bodies import actions, pathway
from licensing.bodies.deciding import APPROVALS
from licensing.bodies.online import ACTIVITIES, CARE, CHILDREN, ORGANISATION, POLICY, RISKS, SHEET
from licensing.bodies.submitting import BodyApplication, ChildReported
from oxle.cases import actions as cases
from oxle.demo.county import County
from oxle.documents.actions import store_made
from oxle.documents.models import File
from oxle.documents.types import TEXT

# Each approved so many days ago, for so many days, and how often it has reported.
APPROVED = (
    ("Exampleton Amateur Operatic Society", 150, 300, 2),
    ("Brambleford Panto Players", 90, 110, 1),
    ("Copperstone Festival of Dance", 120, 340, 0),
)
WAITS = "Larkmoor Village Players"


def build(county: County) -> None:
    """These organisations; none in a large county."""
    if county.size.in_bulk:
        return
    policy = store_made(b"We keep children safe.", kind=TEXT, name="policy.txt", at=county.moment(county.days_ago(200)))
    for number, (name, ago, days, reports) in enumerate(APPROVED):
        _approved(county, number, name, policy, ago=ago, days=days, reports=reports)
    _applied(county, len(APPROVED), WAITS, None, ago=5)
    _on_line(county)


def _applied(county: County, number: int, name: str, policy: File | None, *, ago: int, days: int = 300) -> Any:
    on = county.days_ago(ago)
    told = BodyApplication(
        organisation=name, applicant="Sorrel Tarn", position="Secretary",
        lines=f"{number + 2} Theatre Yard\nExampleton", postcode="EX1 1AA", phone="01632 960130",
        email=f"office{number}@stages.demo.example", activities="A play in the spring and one before Christmas.",
        places="Exampleton Playhouse\nThe Corn Hall, Brambleford", wanted_from_on=on,
        wanted_until_on=on + timedelta(days), children=f"About {20 + 10 * number}, from 6 to 15", unpaid=True,
        misses_school=number == 1, in_charge="Chaperones whom the council approved, one for each ten children.",
        checks="References, an enhanced DBS check, and a day of safeguarding training.",
        policy_on=on if policy else None, policy=policy, risk_assessment=policy,
    )  # fmt: skip
    return actions.apply(told, by=county.people["admin"], on=on, at=county.moment(on, 9))


def _approved(county: County, number: int, name: str, policy: File, *, ago: int, days: int, reports: int) -> None:
    case = _applied(county, number, name, policy, ago=ago, days=days)
    by, on = county.people["admin"], county.days_ago(ago - 6)
    taken: dict[str, Any] = {"by": by, "on": on, "at": county.moment(on, 11)}
    cases.take(case, pathway.CHECK, **taken)
    entry = case.body_approval
    data = {
        "from_on": entry.wanted_from_on, "until_on": entry.wanted_until_on,
        "conditions": "No child is at the place after 21:30.\nEach performance is reported within a month.",
    }  # fmt: skip
    facts = {pathway.UNTIL_ON.key: entry.wanted_until_on.isoformat()}
    APPROVALS.approve(case, pathway.APPROVE, data=data, facts=facts, **taken)
    for one in range(reports):
        told_on = county.days_ago(70 - 40 * one)
        shown_on = told_on - timedelta(9)
        said = {
            "name": ("The Goose Fair", "A Lantern for Winter")[one], "place": "The Corn Hall, Brambleford",
            "first_on": shown_on, "last_on": shown_on + timedelta(1),
            "children": [
                ChildReported(f"Example Child {letter}", shown_on.replace(year=shown_on.year - 9 - place, day=5),
                              "Brambleford Academy")
                for place, letter in enumerate(("A", "B", "C"))
            ],
        }  # fmt: skip
        actions.report(case, pathway.REPORT, data=said, by=by, on=told_on, at=county.moment(told_on, 12))


def _on_line(county: County) -> None:
    """One that came on line two days ago, and waits to be read."""
    on = county.days_ago(2)
    answers: dict[str, dict[str, Any]] = {
        ORGANISATION: {
            "organisation": "Harebell Youth Theatre", "applicant": "Fern Aldous", "position": "Artistic director",
            "phone": "01632 960131", "lines": "9 Theatre Yard\nExampleton", "postcode": "EX1 1AA",
        },
        ACTIVITIES: {
            "activities": "A musical in March, six evenings and two afternoons, with songs and dances.",
            "places": "Exampleton Playhouse", "place_authority": "",
            "wanted_from_on": (on + timedelta(40)).isoformat(), "wanted_until_on": (on + timedelta(220)).isoformat(),
        },
        CHILDREN: {"children": "About 35, from 7 to 14", "unpaid": True, "misses_school": False},
        CARE: {
            "in_charge": "Four chaperones whom the council approved.",
            "checks": "References, an enhanced DBS check, safeguarding training each year.",
            "policy_on": (on - timedelta(60)).isoformat(),
        },
    }  # fmt: skip
    files = {
        POLICY: (demo.paper("policy.txt", "We keep children safe."), None),
        RISKS: (demo.paper("risks.txt", "Stairs to the stage: an adult stands there."), None),
    }
    at = county.moment(on, 15)
    draft = demo.filled_in("stage@harebell.demo.example", ApplicationDraft.Kind.BODY, answers, files, at=at)
    sheet_sending.send(SHEET, draft, declared_by="Fern Aldous", version=draft.version, on=on, at=at)
