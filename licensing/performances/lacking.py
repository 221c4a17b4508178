"""What an application for a child still lacks, in sentences. Pure."""

from collections.abc import Collection, Sequence

from licensing.performances.models import Entrant, ParentPart, Production, ScheduleLine, SchoolPart
from licensing.performances.paper_models import ChildPaper

# As the form of application of today asks, and SI 1968/1728 reg 3(3) of the photograph.
ASKED_FOR = {
    ChildPaper.Kind.PHOTOGRAPH.value: "There is no photograph of the child.",
    ChildPaper.Kind.AGE.value: "Nothing shows the child’s age: a copy of the birth certificate is asked for.",
}
NO_PARENT = "The parent’s part has not come."


def of(
    entrant: Entrant,
    production: Production,
    days: Sequence[ScheduleLine],
    parent: ParentPart | None,
    school: SchoolPart | None,
    papers: Collection[str],
    *,
    waits_for_school: bool = True,
) -> list[str]:
    """All that is lacking: from the applicant, then from the parent and the school. `papers`: the kinds of the child’s
    papers that are there."""
    return [
        *_from_applicant(entrant, production, days),
        *of_papers(papers),
        *([one] if (one := of_consent(parent)) else []),
        *(["The school’s part has not come."] if waits_for_school and has_school(entrant) and school is None else []),
    ]


def of_papers(papers: Collection[str]) -> list[str]:
    """What is lacking of a child’s papers. Not every child has a contract, so none is asked for."""
    return [words for kind, words in ASKED_FOR.items() if kind not in papers]


def has_school(entrant: Entrant) -> bool:
    """Whether there is a school to ask, as far as the applicant says."""
    return entrant.school_id is not None or bool(entrant.school_name)


def of_consent(parent: ParentPart | None) -> str | None:
    """That no parent consents, or that one says the child is not fit; None where one consents."""
    if parent is None:
        return NO_PARENT
    if not parent.consents:
        return f"{parent.given_by} does not consent."
    return None if parent.healthy else f"{parent.given_by} says that the child is not fit for it."


def _from_applicant(entrant: Entrant, production: Production, days: Sequence[ScheduleLine]) -> list[str]:
    found = []
    if not days:
        found.append("No day is given for this child.")
    if any(day.place_id is None for day in days):
        found.append("A day names no place.")
    if any(not day.chaperone for day in days):
        found.append("A day names no chaperone and no parent in charge.")
    if production.risk_assessment_id is None and not production.risk_words:
        found.append("There is no risk assessment.")
    if not entrant.role:
        found.append("The child’s part in the production is not said.")
    if any(day.night_work for day in days) and not production.night_work:
        found.append("There is night work, and no reason for it.")
    return found
