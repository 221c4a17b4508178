"""Work permits of the made-up county: applications at every stage, permits in force, one for each pupil who works."""

from datetime import date, timedelta
from decimal import Decimal

from licensing.work.employers import EmployerGiven, add_employer
from licensing.work.hours import Hours, read_week
from licensing.work.models import Employer
from licensing.work.online import demo as online
from licensing.work.permits import actions, deciding, pathway
from licensing.work.permits.submitting import PermitApplication
from oxle.cases import actions as cases
from oxle.cases.models import Case
from oxle.demo.county import County, Pupil

# As many are granted, and these wait besides, each further than the next.
GRANTED, UNDECIDED = 150, 12
PERMITS = GRANTED + UNDECIDED
EMPLOYERS = (
    ("Thistledown Newsagent", "Newsagent", "Paper round", "Delivers papers on foot."),
    ("Larkmoor Bakery", "Bakery", "Shop assistant", "Serves at the counter and packs bread."),
    ("Harebell Garden Centre", "Garden centre", "Garden assistant", "Waters and labels plants."),
    ("The Copper Kettle", "Café", "Waiting staff", "Lays tables and serves cakes and cold drinks."),
    ("Fernhollow Farm Shop", "Farm shop", "Shop assistant", "Fills shelves and weighs vegetables."),
    ("Exmere Stables", "Riding stables", "Stable hand", "Grooms ponies and sweeps the yard."),
    ("Brambleford Library Shop", "Shop", "Shelving assistant", "Puts books back on their shelves."),
    ("Mill Lane Hairdresser", "Hairdresser", "Salon assistant", "Sweeps, folds towels and makes tea."),
)
WEEKS = (
    Hours(weekends=read_week("Saturday 09:00-12:00; 13:00-15:00", "weekends")),
    Hours(school_days=read_week("Monday to Friday 07:15-08:00", "school_days")),
    Hours(school_days=read_week("Tuesday 16:00-17:30\nThursday 16:00-17:30", "school_days")),
    Hours(weekends=read_week("Saturday 10:00-13:00\nSunday 10:00-12:00", "weekends")),
)
LATE_AT_NIGHT = Hours(school_days=read_week("Friday 17:00-21:00", "school_days"))


def build(county: County) -> None:
    """These permits; none in a large county. Nobody is taken from another story: the pupils work besides."""
    if county.size.in_bulk:
        return
    pupils = [one for one in county.all_pupils() if one.left_on is None and 9 <= one.year <= 10]
    pupils = [one for one in pupils if not one.child.restricted]
    others, pupils = pupils[1::7], pupils[:: max(1, len(pupils) // PERMITS)][:PERMITS]
    employers = [_employer(county, number) for number in range(len(EMPLOYERS))]
    for number, pupil in enumerate(pupils):
        _play(county, number, len(pupils), pupil, employers[number % len(employers)])
        county.progress("Work permits", number + 1, len(pupils))
    working = {pupil.child.pk for pupil in pupils}
    online.build(county, [one for one in others if one.child.pk not in working])


def _employer(county: County, number: int) -> Employer:
    name, nature, _, _ = EMPLOYERS[number]
    given = EmployerGiven(name, f"{number + 2} Market Street\nExampleton", nature, contact="The manager")
    return add_employer(given, by=county.people["admin"], at=county.moment(county.days_ago(200)))


def _play(county: County, number: int, of: int, pupil: Pupil, employer: Employer) -> None:
    left = of - number
    undecided = left <= UNDECIDED
    ago = 4 + left if undecided else 20 + number % 60
    on = county.days_ago(ago)
    _, _, job, tasks = EMPLOYERS[number % len(EMPLOYERS)]
    hours = LATE_AT_NIGHT if left == UNDECIDED else WEEKS[number % len(WEEKS)]
    starts_on = on + timedelta(10) if number % 9 else on - timedelta(10)
    told = PermitApplication(
        job, tasks, "At the shop, Market Street", starts_on, hours, supervisor="The manager",
        listed=True, photo_on=on - timedelta(20) if left != 2 else None,
        risk_words="Read and signed by the manager." if left != 3 else "",
    )  # fmt: skip
    by = county.people["admin"]
    case = actions.apply(pupil.child, told, employer=employer, by=by, on=on, at=county.moment(on))
    if left > 4:
        _answer(county, case, on + timedelta(2), Decimal(88) if number % 15 == 0 else Decimal(91 + number % 8))
    if left > UNDECIDED // 2:
        _take(county, case, pathway.CHECK, on + timedelta(3))
    if not undecided:
        _grant(county, case, number, on + timedelta(4))


def _answer(county: County, case: Case, on: date, attendance: Decimal) -> None:
    by, at = county.people["admin"], county.moment(on)
    parent = {"given_by": "A parent", "position": "Parent", "agrees": True}
    actions.answer(case, pathway.PARENT, data=parent, by=by, on=on, at=at)
    school = {"given_by": "The head of year", "agrees": True, "attendance": attendance}
    actions.answer(case, pathway.SCHOOL, data=school, by=by, on=on, at=at)


def _grant(county: County, case: Case, number: int, on: date) -> None:
    by, at = county.people["admin"], county.moment(on)
    data = {
        "conditions": "Wears a high-visibility vest." if number % len(EMPLOYERS) == 0 else "",
        "considered": "The head of year thinks that the work helps." if number % 15 == 0 else "",
    }
    deciding.grant(case, pathway.GRANT, data=data, by=by, on=on, at=at)
    if number % 25 == 24:
        _take(county, case, pathway.END, on + timedelta(10))


def _take(county: County, case: Case, step: pathway.Step, on: date) -> None:
    cases.take(case, step, by=county.people["admin"], on=on, at=county.moment(on))
