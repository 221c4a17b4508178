"""Productions of the made-up county: applications at every stage, licences in force, children whom nobody knows yet."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from licensing.applicants import demo as applicants
from licensing.bodies import demo as bodies
from licensing.chaperones import demo as chaperones
from licensing.checking.schedule import line
from licensing.inspections import demo as inspections
from licensing.performances import actions, deciding, pathway
from licensing.performances.models import Entrant, Nature, SchoolPart
from licensing.performances.paper_models import ChildPaper
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
from licensing.work import demo as work
from licensing.work.enquiries import demo as enquiries
from oxle.cases import actions as cases
from oxle.cases.models import Case
from oxle.demo.county import County, Pupil
from oxle.documents.actions import store_upload

# How far each child’s case has come, in turn.
GRANTED, CHECKING, ANSWERED, RECEIVED = "granted", "checking", "answered", "received"
HOURS = (13 * 60, 17 * 60)
PERFORMS = [(14 * 60, 15 * 60), (15 * 60 + 30, 16 * 60 + 15)]
CHILDREN = 5


@dataclass(frozen=True)
class Show:
    """A production: how many days ago somebody applied, how many days later it begins, and how far it has come."""

    name: str
    nature: Nature
    ago: int
    begins: int
    stage: str


SHOWS = (
    Show("The Lantern Parade", Nature.THEATRE, 45, 30, GRANTED),
    Show("Winter Ballet Gala", Nature.DANCE, 40, 52, GRANTED),
    Show("A Song for the River", Nature.MUSIC, 38, 48, GRANTED),
    Show("The Clockmaker’s Apprentice", Nature.FILM, 35, 44, GRANTED),
    Show("Harvest Street, series 4", Nature.TELEVISION, 32, 50, GRANTED),
    Show("Paper Boats", Nature.THEATRE, 30, 60, GRANTED),
    Show("Children of the Mill", Nature.THEATRE, 30, 41, GRANTED),
    Show("Snow over the Downs", Nature.FILM, 29, 45, GRANTED),
    Show("The Brass Band Goes West", Nature.MUSIC, 28, 43, GRANTED),
    Show("Tap and Shine", Nature.DANCE, 27, 48, GRANTED),
    Show("The Goose Fair", Nature.THEATRE, 26, 40, GRANTED),
    Show("A Lighthouse for Ivo", Nature.THEATRE, 75, 28, GRANTED),
    Show("The Weather House", Nature.TELEVISION, 62, 35, GRANTED),
    Show("Strings and Thimbles", Nature.DANCE, 25, 42, GRANTED),
    Show("The Ferryman’s Choir", Nature.MUSIC, 24, 45, GRANTED),
    Show("Seven Kites", Nature.FILM, 23, 50, GRANTED),
    Show("Coats for Winter", Nature.MODELLING, 20, 38, CHECKING),
    Show("The Little Cartographer", Nature.TELEVISION, 14, 36, CHECKING),
    Show("Two Trains at Noon", Nature.FILM, 9, 12, ANSWERED),
    Show("Carols by Lamplight", Nature.MUSIC, 6, 30, RECEIVED),
    Show("The Last Dragon of Exmere", Nature.THEATRE, 3, 15, RECEIVED),
)


def build(county: County) -> None:
    """The productions, the chaperones, the children who work, and what comes of it when somebody looks."""
    build_productions(county)
    chaperones.build(county)
    bodies.build(county)
    work.build(county)
    inspections.build(county)
    enquiries.build(county)


def build_productions(county: County) -> None:
    """These productions; none in a large county. Nobody is taken from another story: the children perform besides."""
    if county.size.in_bulk:
        return
    pupils = [one for one in county.all_pupils() if one.left_on is None and 2 <= one.year <= 10 and one.child.upn]
    pupils = [one for one in pupils if not one.child.restricted][:: max(1, len(pupils) // (len(SHOWS) * CHILDREN))]
    for number, show in enumerate(SHOWS):
        cast = pupils[number * CHILDREN : (number + 1) * CHILDREN]
        if not cast:
            break
        _play(county, number, show, cast)
        county.progress("Productions", number + 1, len(SHOWS))


def _play(county: County, number: int, show: Show, cast: list[Pupil]) -> None:
    on = county.days_ago(show.ago)
    # On a weekend: nobody misses school.
    first_on = on + timedelta(show.begins)
    first_on += timedelta((5 - first_on.weekday()) % 7)
    days = (first_on, first_on + timedelta(1))
    children = [_child(pupil, number + place, _papers(county, on, show)) for place, pupil in enumerate(cast)]
    lines = [
        LineGiven(line(row, child.key, day, HOURS, performing=PERFORMS, chaperone="Maple Thistlewood"), 0)
        for row, (child, day) in enumerate(((one, day) for one in children for day in days), 1)
    ]
    if number == len(SHOWS) - 1:
        stranger = ChildGiven("Stranger", "Juniper", "Larkmoor", date(county.on.year - 9, 3, 4), role="A page")
        children.append(stranger)
        lines.append(LineGiven(line(len(lines) + 1, stranger.key, days[0], (10 * 60, 21 * 60)), 0))
    applicant = Applicant(
        "Example Stage Company", "Sorrel Marchbank", "4 Theatre Yard\nExampleton", "office@stage.demo.example",
        "Company manager",
    )  # fmt: skip
    told = ProductionGiven(
        show.name, show.nature, "With a chorus of children; the script is with the application.",
        protection_policy=True, risk_words="Read and signed by the company manager.", travel="By coach, with a parent.",
    )  # fmt: skip
    made = actions.submit(
        Application(
            applicant, told, children, lines, [PlaceGiven("Exampleton Playhouse", "1 Playhouse Square")],
            [ChaperoneGiven("Maple Thistlewood", "Exampleshire", "CH-204", county.on + timedelta(200))],
        ),
        on=on,
        at=county.moment(on, 9, number),
    )  # fmt: skip
    for entrant in made.entrants.exclude(case=None).select_related("case"):
        _bring_on(county, entrant, show, days)


def _papers(county: County, on: date, show: Show) -> tuple[PaperGiven, ...]:
    """A photograph of each child, and what shows the age of those about whom somebody has looked."""
    picture = store_upload(applicants.picture(), by=None, at=county.moment(on, 8))
    photograph = PaperGiven(ChildPaper.Kind.PHOTOGRAPH, picture, taken_on=on - timedelta(30))
    if show.stage == RECEIVED:
        return (photograph,)
    return (photograph, PaperGiven(ChildPaper.Kind.AGE, words="Copy of the birth certificate, seen at the office."))


def _child(pupil: Pupil, number: int, papers: tuple[PaperGiven, ...]) -> ChildGiven:
    name = pupil.child.names.order_by("pk").first()
    return ChildGiven(
        pupil.child.upn or "", name.given, name.family, pupil.child.born_on, upn=pupil.child.upn or "",
        urn=pupil.school.urn, role="In the chorus" if number % 3 else "A speaking part",
        earnings=Decimal(30 + 5 * (number % 4)),
        earnings_to="A parent", parent_name="A parent", papers=papers,
    )  # fmt: skip


def _bring_on(county: County, entrant: Entrant, show: Show, days: tuple[date, date]) -> None:
    case, by = entrant.case, county.people["admin"]
    if case is None or show.stage == RECEIVED:
        return
    on = county.days_ago(max(show.ago - 3, 0))
    at = county.moment(on, 11, entrant.number)
    said = {"given_by": "A parent", "relationship": "Mother", "consents": True, "healthy": True, "health": ""}
    actions.parent_says(case, {**said, "performed_on": [], "said": ""}, by=None, on=on, at=at)
    heard = {"given_by": "The head", "position": "Head", "absence": SchoolPart.Absence.NONE, "said": ""}
    actions.school_says(case, {**heard, "attendance": Decimal("96.4")}, by=None, on=on, at=at)
    if show.stage == ANSWERED:
        return
    cases.take(case, pathway.CHECK, by=by, on=on, at=county.moment(on, 12, entrant.number))
    if show.stage == GRANTED:
        _grant(county, case, show, days, entrant.number)


def _grant(county: County, case: Case, show: Show, days: tuple[date, date], number: int) -> None:
    on = county.days_ago(max(show.ago - 6, 0))
    data = {"from_on": days[0], "until_on": days[1], "conditions": "", "over_limits": "", "host": ""}
    facts = {pathway.UNTIL_ON.key: days[1].isoformat()}
    at = county.moment(on, 13, number)
    deciding.grant(case, pathway.GRANT, data=data, by=county.people["admin"], on=on, at=at, facts=facts, reason="")
