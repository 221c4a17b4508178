"""What an applicant who names an approval of ours (BOPA) is told before an application is sent."""

from collections.abc import Iterable
from datetime import date

from licensing.applicants import sections
from licensing.bodies import named
from licensing.performances.standing import PAID


def in_words(answers: sections.Answers, days: Iterable[date]) -> str:
    """Whether the approval whose number an application gives covers its days, in sentences; "" where it gives none.

    Where it does, no licence is needed for a child for whom nobody is paid, and the application need not be sent.
    """
    told = answers.get(sections.PRODUCTION, {})
    number = told.get("body_number", "")
    if not number:
        return ""
    entry = named.approval_of(number)
    if entry is None:
        return f"{named.UNKNOWN}: {number}."
    children = sections.items(answers, sections.CHILDREN)
    paid = [one for one in children if one["earnings"]]
    everybody = told["kind"] in PAID or (bool(children) and len(paid) == len(children))
    if found := named.against(entry, days, paid=everybody):
        return f"The approval {number} does not stand in for these licences. {'. '.join(found)}."
    words = f"The approval {number} covers these days. While its conditions are kept, a child for whom nobody is paid "
    words += "needs no licence: you need not apply for them."
    if paid:
        count = f"{len(paid)} child is" if len(paid) == 1 else f"{len(paid)} children are"
        words += f" {count} paid, and each needs one."
    return words
