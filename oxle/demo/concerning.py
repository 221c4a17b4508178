"""Has teams of the county tell concerns: several of one pupil, some of nobody we know, some asked about."""

from datetime import date, timedelta
from typing import Any

from oxle.accounts.models import User
from oxle.cases.concern_models import Concern
from oxle.cases.models import Case
from oxle.demo.county import County
from oxle.missing_out.concerns import actions
from oxle.people.models import Child

# What is told of each pupil in turn: why, what is known, what the team did, what it asks for; and how many days ago.
TOLD = (
    (["waits"], "Three schools have said no.", "Asked the schools.", "A school that takes them.", 12),
    (["not_attending"], "The carer says that nobody came to fetch the pupil.", "Rang the school twice.", "A plan.", 11),
    (["ehc_plan"], "The plan names support that is not there.", "Asked for a review of the plan.", "A date for it.", 9),
    (["less", "health"], "Two hours a day since half term, and no end is named.", "Met the school.", "A way back.", 8),
    (["no_school"], "The family moved here in the summer.", "Gave them the form.", "Somebody who sees to it.", 6),
    (["excluded"], "The school speaks of a second suspension.", "Offered a meeting.", "Advice for the school.", 5),
)  # fmt: skip
AGAIN = (["other"], "The family came to us, too, and says the same.", "Listened.", "One person to talk to.", 3)
# Who of which team tells each of them, in turn.
TEAMS = ("admissions", "virtual", "sen", "hospital")
UNKNOWN = (
    ("Bryony", "Quillfeather", date(2014, 5, 17), "Came to a drop-in; says that there is no school."),
    ("Ash", "Marrowby", None, "A neighbour told us of a child who is at home all day."),
)


def tell_concerns(county: County) -> None:
    """A dozen concerns of five teams, of children with an open case and of two whom nobody knows."""
    by, officer = county.people["virtual"], county.people["missing"]
    children = _children(county)
    for number, (child, said) in enumerate(zip(children, TOLD, strict=False)):
        _told(county, child, said, by=county.people[TEAMS[number % len(TEAMS)]])
        if number % 2 == 0:
            _told(county, child, AGAIN, by=county.people["earlyhelp"])
    for given, family, born_on, why in UNKNOWN:
        kinds = {"kinds": ["no_school"], "why": why, "did": "Asked for more.", "asks": "Find out who it is."}
        _tell(county, {"given": given, "family": family, "born_on": born_on, **kinds}, days_ago=4, by=by)
    if len(children) > 2:
        _asked(county, children[0], by=officer)
        _concluded(county, children[1], goes_up=True, because="Nobody brings the pupil, and no service offers to.")
        _concluded(county, children[2], goes_up=False, because="The review of the plan is on Thursday.")


def _children(county: County) -> list[Child]:
    """Children who are out of school by an open case, the oldest case first, each once."""
    cases = Case.objects.filter(
        duty__in=("exclusions", "reduced_timetables", "cme"), closed_on=None, child__isnull=False
    )
    open_to_all = cases.filter(child__restricted=False).order_by("opened_on", "pk").select_related("child")
    found = {case.child_id: case.child for case in open_to_all[: 4 * len(TOLD)]}
    return [child for child in found.values() if child is not None][: len(TOLD)]


def _told(county: County, child: Child, said: tuple[Any, ...], *, by: User) -> None:
    kinds, why, did, asks, days_ago = said
    name = child.names.filter(kind="legal").order_by("pk").first()
    who = {"given": name.given, "family": name.family, "born_on": child.born_on, "upn": child.upn or ""} if name else {}
    one = _tell(county, {**who, "kinds": kinds, "why": why, "did": did, "asks": asks}, days_ago=days_ago, by=by)
    if one.child is None:
        actions.say_whom(one, one.version, child=child, by=county.people["missing"], at=one.told_at)


def _tell(county: County, told: dict[str, Any], *, days_ago: int, by: User) -> Concern:
    day = county.days_ago(days_ago)
    team = by.memberships.get(role__in=("virtual_school_officer", "concern_officer")).organisation
    return actions.tell(team, told=told, by=by, on=day, at=county.moment(day, 11))


def _asked(county: County, child: Child, *, by: User) -> None:
    """A challenge whose answer is overdue."""
    day = county.days_ago(10)
    actions.advise(
        child, kind="challenge", to_whom="School Admissions", text="Name a school, or say why none is named.",
        due_on=day + timedelta(days=5), by=by, on=day, at=county.moment(day, 14),
    )  # fmt: skip


def _concluded(county: County, child: Child, *, goes_up: bool, because: str) -> None:
    by = county.people["manager"]
    actions.conclude(child, goes_up=goes_up, because=because, by=by, on=county.on, at=county.at)
