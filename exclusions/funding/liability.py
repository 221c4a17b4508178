"""Which exclusions and which schools move no money, and why, in a sentence."""

from exclusions.funding.rules import LAW
from exclusions.permanent import pathway
from oxle.cases.models import Case
from oxle.schools.models import School

# How the national list calls the schools that a council maintains; academies it marks as such.
MAINTAINED = {
    "Community school",
    "Foundation school",
    "Voluntary aided school",
    "Voluntary controlled school",
}
# Of the other schools, those whose governors a review panel can order to pay; and every academy, of whatever kind.
REVIEWED = {*MAINTAINED, "Community special school", "Foundation special school", "Pupil referral unit"}
# Of these the list has both kinds: places are paid for, not pupils.
BY_PLACE = ("pupil referral unit", "alternative provision")
STANDS_NO_MORE = {
    pathway.RESCINDED.key: "The head cancelled the exclusion, so no money moves.",
    pathway.REINSTATED.key: "The pupil was reinstated, so no money moves.",
    pathway.MISTAKEN.key: "The exclusion was entered by mistake, so no money moves.",
}


def why_no_money_moves(case: Case) -> str:
    """Why the school that excluded owes nothing at all, whatever was ordered; empty where it may owe something."""
    return STANDS_NO_MORE.get(case.stage, "")


def why_no_share_moves(case: Case, *, reserved_place: bool) -> str:
    """Why nothing of the budget of the school that excluded moves with the pupil; empty where something does."""
    if reserved_place:
        return f"The pupil had a place reserved for special educational needs: the rule leaves it out ({LAW})."
    return has_no_budget_share(case.school) if case.school else ""


def can_be_ordered(school: School | None) -> bool:
    """Whether a review panel can order that a school pays: one that is maintained, a referral unit, or an academy.

    A school of whose type we know nothing counts as one of these.
    """
    return school is None or not school.type_name or school.is_academy or school.type_name in REVIEWED


def has_no_budget_share(school: School) -> str:
    """Why nothing of a school’s budget moves with a pupil; empty for a maintained school or an academy.

    A school of whose type we know nothing counts as one of these.
    """
    kind = school.type_name.lower()
    if school.is_special:
        return f"{school.name} is a special school: the rule leaves it out ({LAW})."
    if any(words in kind for words in BY_PLACE):
        return f"{school.name} is a referral unit or alternative provision: the rule leaves it out ({LAW})."
    if kind and not school.is_academy and school.type_name not in MAINTAINED:
        return f"{school.name} is neither a maintained school nor an academy: it has no budget share ({LAW})."
    return ""
