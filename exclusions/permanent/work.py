"""What a school says since its notice of the work of the first five school days of a permanent exclusion."""

from datetime import date

from exclusions.first_days import told as first_days
from exclusions.first_days.asking import TOLD_BY
from exclusions.head_letters import stay
from exclusions.permanent import pathway
from exclusions.permanent.models import PermanentExclusion
from oxle.cases.models import Case, Event, Party
from oxle.cases.standing import last_taken
from oxle.schools.models import School
from oxle.schools.queries import calendar_of

KEPT = ("work_set", "work_words", "work_said_on")


def until(told: PermanentExclusion, school: School | None) -> date | None:
    """The last of the first five school days, by the calendar of the school that excluded; None without a school."""
    return stay(calendar_of(school), told.first_on).to_on if school else None


def follow(case: Case, step: str) -> None:
    """Let the notice say what was said since; nothing where another step was taken."""
    said = last_taken(case, pathway.SAY_WORK.key) if step == pathway.SAY_WORK.key else None
    if said is None or "work_set" not in said.facts:
        return
    told = case.permanent_exclusion
    for name, value in first_days.answer(said.facts, said.on).items():
        setattr(told, name, value)
    told.save(update_fields=KEPT)


def entered(case: Case) -> first_days.Entered | None:
    """Which officer entered what is said of the work, and who told them; None where the school said it itself."""
    said = last_taken(case, pathway.SAY_WORK.key)
    if said is not None:
        told_by = said.facts.get(TOLD_BY, "")
        return first_days.Entered(said.by.name, told_by) if said.by and (told_by or said.by.is_council) else None
    told = case.events.filter(step=pathway.TELL.key).select_related("by").order_by("order").first()
    return first_days.Entered(told.by.name) if told and told.by and told.by.is_council else None


def not_set_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why nothing more is asked of the work; None while the school has not said that it is set, and while the days
    run, in which it may have to say otherwise."""
    told = case.permanent_exclusion
    if not told.work_set or (told.work_until_on and on <= told.work_until_on):
        return None
    return "The school has said that work was set, and the days are over."


def in_words(event: Event) -> str:
    """What the timeline says of an answer."""
    if "work_set" not in event.facts:
        return ""
    state = "Set, and will be marked" if event.facts["work_set"] else first_days.NOT_YET
    told_by = f" Told by: {event.facts[TOLD_BY]}" if event.facts.get(TOLD_BY) else ""
    return f"{state}. {event.facts.get('work_words', '')}".strip() + told_by
