"""What a page says once a step was taken: what is recorded now and on which case, and what its letters wait for."""

from oxle.accounts.models import User
from oxle.accounts.permissions import Permission
from oxle.accounts.roles import ROLES
from oxle.cases.models import CaseLetter, Event
from oxle.cases.pathways import Step
from oxle.correspondence.kinds import KINDS
from oxle.correspondence.models import Letter


def confirmation(step: Step, event: Event, user: User) -> str:
    """All of it, a sentence each."""
    # It may come up in another tab, on another child's page: so it names the case.
    return " ".join([recorded(step, event.case.reference), *_waiting(event, user)])


def recorded(step: Step, reference: str) -> str:
    """That a step is recorded on a case: in its own words where it has some, else made of its name.

    "Record the plea" → "The plea is recorded on OX-…."
    """
    if step.done:
        return f"{step.done} on {reference}."
    what = step.label.removeprefix("Record ")
    if what == step.label:
        return f"“{step.label}” is recorded on {reference}."
    if what.startswith("that "):
        return f"It is recorded on {reference} {what}."
    return f"{what[0].upper()}{what[1:]} is recorded on {reference}."


def _waiting(event: Event, user: User) -> list[str]:
    """For whom the letters wait that were drafted with a step: its own, those of the steps that were taken within it,
    and those that say something else since."""
    drafts = CaseLetter.objects.filter(case=event.case, letter__drafted_at=event.at)
    kinds = drafts.filter(letter__state=Letter.State.DRAFTED).values_list("letter__kind", flat=True)
    waiting: dict[Permission, int] = {}
    for key in kinds:
        permission = KINDS[key].released_with
        waiting[permission] = waiting.get(permission, 0) + 1
    return [_of_letters(count, permission, user) for permission, count in waiting.items()]


def _of_letters(count: int, permission: Permission, user: User) -> str:
    wait, them = ("letter waits", "it") if count == 1 else ("letters wait", "them")
    if user.can(permission):
        return f"{count} {wait} to be released."
    who = next(role.label.lower() for role in ROLES.values() if permission in role.permissions)
    return f"{count} {wait} for {'an' if who[0] in 'aeiou' else 'a'} {who} to release {them}."
