"""Enquiries of the made-up county: one at every stage, two that attendance handed over, one with only a place."""

from dataclasses import dataclass, field
from datetime import date

from licensing.work.employers import EmployerGiven
from licensing.work.enquiries import actions, pathway
from licensing.work.enquiries.models import Enquiry
from licensing.work.models import Employer
from oxle.cases import actions as cases
from oxle.cases import casework, handing
from oxle.cases.models import Case, HandOver, Origin
from oxle.demo.county import County

Found = Enquiry.Found
STALL = EmployerGiven("Stall at the Saturday market", "Market Square\nExampleton", "Fruit and vegetables")
TAKEAWAY = EmployerGiven("Larkmoor Fish Bar", "9 Bridge Street\nExampleton", "Takeaway", contact="The owner")
SEEN = "A girl of about 13 was at the counter at half past seven in the evening. The owner named no permit."
TO_DO = (
    "Children of school age may not work in your kitchen, nor after seven. Send us their names, or apply for a permit."
)


@dataclass(frozen=True)
class Told:
    """What somebody told so many days ago, and how far the enquiry has come: the steps after the finding."""

    ago: int
    told_by: str
    told: str
    found: str = ""
    steps: tuple[pathway.Step, ...] = field(default=())
    employer: EmployerGiven | None = None


BOY = "A boy of about 12 carries crates from six on Saturdays. Nobody knows his name."
ASLEEP = "A pupil sleeps in class after evenings at work."
STORIES = (
    Told(1, "A shopper", BOY, employer=STALL),
    Told(17, "A neighbour", "Two children deliver papers before seven."),
    Told(12, "A parent at the school gate", "A pupil of year 8 washes up on school nights.", Found.NO_PERMIT),
    Told(30, "The police", SEEN, Found.HARMFUL, (pathway.INFORM, pathway.CONSIDER), TAKEAWAY),
    Told(40, "A teacher", ASLEEP, Found.HOURS, (pathway.INFORM, pathway.STOP)),
    Told(90, "A neighbour", "A boy stacks shelves on Sundays.", Found.NO_PERMIT, (pathway.INFORM, pathway.PERMIT)),
    Told(25, "Somebody who gave no name", "A child works in the garden centre.", Found.LAWFUL, (pathway.CLEAR,)),
)
HANDED_OVER = "A member of staff has seen the pupil at work in a kitchen on school days, most weeks, before noon."


def build(county: County) -> None:
    """These enquiries; none in a large county."""
    if county.size.in_bulk:
        return
    employers = list(Employer.objects.order_by("pk"))
    for number, story in enumerate(STORIES):
        _play(county, story, story.employer or employers[number % len(employers)])
    _handed_over(county, employers)


def _play(county: County, story: Told, employer: Employer | EmployerGiven) -> None:
    by, on = county.people["admin"], county.days_ago(story.ago)
    case = actions.open_enquiry(
        employer, place="", told_by=story.told_by, told=story.told, by=by, on=on, at=county.moment(on),
        origin=Origin.PHONE,
    )  # fmt: skip
    if story.found:
        _find(county, case, story.found, county.days_ago(story.ago - 3))
    for number, step in enumerate(story.steps):
        on = county.days_ago(max(story.ago - 5 - 4 * number, 0))
        reason = (
            TO_DO if step is pathway.INFORM else "The owner was visited twice, and says that it does not happen now."
        )
        cases.take(case, step, by=by, on=on, at=county.moment(on, 14), reason="" if step is pathway.PERMIT else reason)


def _find(county: County, case: Case, found: str, on: date) -> None:
    facts = {} if found == Found.LAWFUL else {pathway.SEEN_ON.key: on.isoformat()}
    taken = {"by": county.people["admin"], "on": on, "at": county.moment(on, 11), "facts": facts, "reason": ""}
    actions.find(case, pathway.FIND, data={"found": found, "found_words": SEEN}, **taken)


def _handed_over(county: County, employers: list[Employer]) -> None:
    """Attendance hands two pupils over: one is accepted, and what was found is on it; the other waits in the inbox."""
    rows = Case.objects.filter(pathway="attendance/referrals", closed_on=None, owner__isnull=False)
    rows = rows.filter(child__restricted=False, opened_on__lte=county.days_ago(10)).select_related("owner")
    handed: list[HandOver] = []
    for case, ago in zip(rows.order_by("pk"), (8, 2), strict=False):
        on = county.days_ago(ago)
        taken = {"by": case.owner, "on": on, "at": county.moment(on, 15)}
        handed.append(casework.hand_over(case, to=pathway.ENQUIRY.duty, reason=HANDED_OVER, **taken))
    if not handed or handed[0].message is None:
        return
    message, by = handed[0].message, county.people["admin"]
    data = {"employer": employers[3 % len(employers)], "place": "", "told": HANDED_OVER}
    on = county.days_ago(7)
    case = handing.accept(message, data=data, by=by, on=on, at=county.moment(on), version=message.version)
    _find(county, case, Found.NO_PERMIT, county.days_ago(4))
