"""What suspensions add to the exclusions duty: forms of steps, checks, panels, the portal."""

from exclusions import exams
from exclusions.suspensions import following, panels, pathway, queries, step_forms
from oxle.accounts.models import User
from oxle.accounts.permissions import read
from oxle.cases import challenges
from oxle.cases.duties import Panel, PortalService
from oxle.cases.models import Case, Event
from oxle.people import panels as child_panels

KEY = pathway.SUSPENDED.key
DECISIONS = {"upheld": "The suspension stands.", "reinstated": "The pupil is reinstated."}

STEP_FORMS = {
    f"{KEY}/begin": step_forms.BeginForm,
    f"{KEY}/tell_parents": step_forms.TellParentsForm,
    f"{KEY}/not_owed": step_forms.EndEducationForm,
    f"{KEY}/not_meet": step_forms.EndMeetingForm,
    f"{KEY}/represent": step_forms.RepresentForm,
    f"{KEY}/decided": step_forms.DecidedForm,
    f"{KEY}/challenge": step_forms.SuspensionChallengeForm,
    f"{KEY}/answer_challenge": challenges.AnswerForm,
}


def _begun(event: Event) -> str:
    return f"Confirmed by: {event.facts['confirmed_by']}" if "confirmed_by" in event.facts else ""


def _decided(event: Event) -> str:
    said, attended = DECISIONS.get(event.facts.get("decision", ""), ""), event.facts.get("attended")
    alone = exams.ALONE[bool(event.facts.get("chair_alone"))]
    return " ".join(part for part in (said, f"Attended: {attended}" if attended else "", alone) if part)


def after_step(case: Case, event: Event, by: User | None) -> None:
    """A decision of the governors may be too late for an examination, or was in time though recorded afterwards."""
    if case.pathway == KEY and event.step == pathway.DECIDED.key:
        following.look_again(case, at=event.at)


STEP_WORDS = {
    f"{KEY}/begin": _begun,
    f"{KEY}/decided": _decided,
    f"{KEY}/reply": challenges.reply_in_words,
    f"{KEY}/answer_challenge": challenges.answer_in_words,
}
CHECKS = {
    pathway.CHALLENGED.key: challenges.challenged_finding,
    pathway.TAUGHT.key: queries.taught_finding,
    pathway.OPEN_TO_PARENTS.key: queries.parents_finding,
    pathway.DECIDED_ON.key: queries.decided_finding,
    pathway.ANSWERED.key: challenges.answered_finding,
}
PANEL = Panel("The suspensions", "exclusions/suspensions_panel.html", panels.about, order=10, pathways=(KEY,))
CHILD_PANEL = child_panels.Panel(
    "suspensions", "Suspensions", "exclusions/suspensions_panel.html", read("exclusions"), panels.of_child, order=35
)
PORTAL = PortalService(
    "Tell us about a suspension",
    "On the day of the decision, whatever its length. One page for five school days or fewer.",
    "exclusions:suspensions:begin",
)
