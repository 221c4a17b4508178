"""The council’s consent to withdraw a child: of whom it is needed, how it stands, and what the last school reads of it.

It is needed where the council arranged a place at a special school (the procedure of today), and from a commencement
date on also where child protection says so (see reform). Nobody at the school learns why: the reasons of a decision are
for the parents.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from ehe import lawful, pathway, reform
from oxle.cases import actions
from oxle.cases.challenges import ANSWER, challenges_of
from oxle.cases.models import Case, Event, Party
from oxle.cases.standing import as_they_stand
from oxle.people.models import Enrolment
from oxle.people.off_register import returned_of
from oxle.schooldays.wording import plain_day

ASK, GIVE, REFUSE = (step.key for step in (pathway.ASK_CONSENT, pathway.GIVE_CONSENT, pathway.REFUSE_CONSENT))


@dataclass(frozen=True)
class Consent:
    """The last time that it was asked for, and what was decided then; None for what did not happen."""

    asked: Event | None = None
    decided: Event | None = None

    @property
    def given_on(self) -> date | None:
        """The day of the decision, where the council consented."""
        return self.decided.on if self.decided is not None and self.decided.step == GIVE else None

    @property
    def waits(self) -> bool:
        """Whether the council is still to decide."""
        return self.asked is not None and self.decided is None

    @property
    def tag(self) -> tuple[str, str]:
        """How it stands, in a word or two, and the colour of that."""
        if self.decided is not None:
            return ("Given", "green") if self.given_on else ("Refused", "red")
        return ("Asked for", "yellow") if self.asked is not None else ("Not asked for", "red")


def of_case(case: Case) -> Consent:
    """How consent stands on a case, by its entries."""
    found = Consent()
    for event in as_they_stand(case.events.filter(step__in=(ASK, GIVE, REFUSE))):
        found = Consent(event) if event.step == ASK else Consent(found.asked, event)
    return found


def is_needed(case: Case, on: date) -> bool:
    """Whether the last school must have the council’s consent, by what was told, and what is in force on a day."""
    if case.child is None or case.school is None:
        return False
    tellings = (case.home_education, *case.told_since.all())
    return (
        case.school.is_special
        or any(one.special_place for one in tellings)
        or reform.needs_consent(case.child, case.home_education, on)
    )


def off_since(case: Case) -> date | None:
    """On which day the name of a case’s child came off the register of its school, by the exit form that stands, a
    return or the register itself; None where by these it is on it still."""
    enrolled = Enrolment.objects.filter(child=case.child_id, school=case.school_id).order_by("from_on").last()
    if enrolled is not None and enrolled.to_on is not None:
        return enrolled.to_on
    form = case.exit_forms.exclude(deleted_on=None).order_by("number").last()
    days = [off.on for off in returned_of(case.child_id or 0) if off.school == case.school_id]
    days = [*days, *([form.deleted_on] if form is not None and form.deleted_on else [])]
    return max((day for day in days if enrolled is None or day >= enrolled.from_on), default=None)


def _matters(case: Case, found: Consent, on: date) -> bool:
    """Whether anything is said of it: somebody asked, or it is needed while the case is open."""
    return found.asked is not None or (case.is_open and is_needed(case, off_since(case) or on))


def may_be_asked_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why consent cannot be asked for; None where it is needed, and neither waits nor is given."""
    if not is_needed(case, off_since(case) or on):
        return "By what is known the council’s consent is not needed."
    found = of_case(case)
    if found.given_on:
        return f"The council consented on {plain_day(found.given_on)}."
    return "Consent was asked for, and is not decided yet." if found.waits else None


def is_asked_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why there is nothing to decide; None where consent was asked for and is not decided."""
    return None if of_case(case).waits else "Nobody asks for consent that is not decided."


def settles(case: Case, event: Event) -> None:
    """What the school was asked because consent was wanting ends by itself once it is given; nothing else does."""
    open_ = [one for one in challenges_of(case) if one.answer is None]
    if event.step == GIVE and open_ and all(lawful.asks_for_consent(one.why) for one in open_):
        said: dict[str, Any] = {"ends": "explained", "answer": f"The council consented on {plain_day(event.on)}."}
        actions.take(case, pathway.EHE.step(ANSWER), by=None, on=event.on, at=event.at, facts=said)


def challenged_without(case: Case, deleted_on: date | None) -> list[str]:
    """What is challenged in a name that came off the roll on a day without the consent that it needed by then; nothing
    that the school was asked about before, by what it had told otherwise."""
    if deleted_on is None or not is_needed(case, deleted_on):
        return []
    asked = case.events.filter(step=pathway.CHALLENGE.key).values_list("reason", flat=True)
    if any(lawful.is_without_consent(why, deleted_on) for why in asked):
        return []
    return lawful.without_consent(deleted_on, of_case(case).given_on)


def rows_of(case: Case, on: date) -> list[dict[str, Any]]:
    """How consent stands, on the council’s page of the case; [] where it is not needed and nobody asked."""
    found = of_case(case)
    if not _matters(case, found, on):
        return []
    words = found.tag[0]
    if (last := found.decided or found.asked) is not None:
        words = f"{words} on {plain_day(last.on)}"
    return [{"key": "The council’s consent to withdraw", "value": words}]


def for_school(case: Case, on: date) -> dict[str, Any] | None:
    """What the last school reads: how it stands and what that means for its roll; None where it is not needed."""
    found = of_case(case)
    if not _matters(case, found, on):
        return None
    if found.given_on:
        means = (
            f"The council consented on {plain_day(found.given_on)}. The name can come off your roll once the parents "
            "have written to you, unless something else is asked below."
        )
    elif found.decided is not None:
        means = (
            f"The council did not consent on {plain_day(found.decided.on)}. Keep the name on your roll. The parents "
            "have the reasons, and can ask again."
        )
    elif found.asked is not None:
        due = case.deadlines.filter(clock=pathway.CONSENT_DECISION.key, state="running").first()
        by = f", and decides by {plain_day(due.due_on)}" if due is not None and due.due_on else ""
        means = f"The council was asked on {plain_day(found.asked.on)}{by}. Keep the name on your roll."
    else:
        means = "Keep the name on your roll. Ask for the council’s consent first, for the parents."
    return {"tag": found.tag, "means": means, "may_ask": case.is_open and may_be_asked_finding(case, None, on) is None}
