"""What suspensions add to the exclusions duty: forms of steps, checks, panels, the portal."""

from exclusions import exams, not_owed, told_at_once
from exclusions.governors import chasing
from exclusions.governors.words import attended, meets
from exclusions.placement.words import named
from exclusions.suspensions import (
    actions,
    following,
    full_time,
    panels,
    pathway,
    queries,
    step_forms,
    teaching,
)
from exclusions.suspensions.models import Suspension
from oxle.accounts.models import User
from oxle.accounts.permissions import read
from oxle.cases import challenges
from oxle.cases.models import Case, Event
from oxle.cases.offers import Panel, PortalService, StepPage
from oxle.core.dates import from_iso
from oxle.people import panels as child_panels
from oxle.schooldays.wording import plain_day

KEY = pathway.SUSPENDED.key
DECISIONS = {"upheld": "The suspension stands.", "reinstated": "The pupil is reinstated."}

STEP_FORMS = {
    f"{KEY}/arrange": step_forms.ArrangeForm,
    f"{KEY}/begin": step_forms.BeginForm,
    f"{KEY}/begin_in_part": step_forms.BeginInPartForm,
    f"{KEY}/tell_parents": step_forms.TellParentsForm,
    f"{KEY}/not_owed": step_forms.EndEducationForm,
    f"{KEY}/not_owed_day_one": step_forms.EndDayOneForm,
    f"{KEY}/speak": step_forms.SpeakForm,
    f"{KEY}/not_meet": step_forms.EndMeetingForm,
    f"{KEY}/represent": step_forms.RepresentForm,
    f"{KEY}/call_governors": step_forms.GovernorsMeetForm,
    f"{KEY}/decided": step_forms.DecidedForm,
    f"{KEY}/challenge": step_forms.SuspensionChallengeForm,
    f"{KEY}/answer_challenge": challenges.AnswerForm,
}
STEP_ACTIONS = {f"{KEY}/arrange": teaching.arrange, f"{KEY}/chase_governors": chasing.chase}
# What may be too late.
OF_GOVERNORS = (pathway.CALL_GOVERNORS.key, pathway.DECIDED.key)
# What came to be owed within days.
OWED_SOON = (pathway.OWE_EDUCATION.key, pathway.OWE_CARE.key)


def _begun(event: Event) -> str:
    return f"Confirmed by: {event.facts['confirmed_by']}" if "confirmed_by" in event.facts else ""


def _decided(event: Event) -> str:
    said = DECISIONS.get(event.facts.get("decision", ""), "")
    back_on = from_iso(event.facts.get("back_on"))
    if back_on and event.facts.get("decision") == "reinstated":
        said = f"The pupil is reinstated from {plain_day(back_on)}."
    alone = exams.ALONE[bool(event.facts.get("chair_alone"))]
    return " ".join(part for part in (said, attended(event), alone) if part)


def after_step(case: Case, event: Event, by: User | None) -> None:
    """A pupil whom the governors reinstate is out no longer. A meeting or a decision may be too late. Who acts on
    exclusions is told at once of education that is owed; what was arranged on a case that is a mistake ends with it.
    What it says of the pupil's examinations the hours ledger follows."""
    if case.pathway != KEY:
        return
    if event.step in OWED_SOON:
        _tell_at_once(case, event)
    if event.step in (pathway.END_EDUCATION.key, pathway.MISTAKE.key):
        _follow_examinations(case, by)
    if event.step == pathway.MISTAKE.key:
        teaching.end_with(case, on=event.on, by=by)
    if event.step == pathway.DECIDED.key:
        back_on = from_iso(event.facts.get("back_on"))
        if back_on and by is not None:
            for one in queries.decided_in(event):
                actions.reinstate(one, back_on=back_on, by=by, on=event.on, at=event.at)
            case.refresh_from_db()
    # What the service ends of education itself is looked at by what ends it (`following.settle`).
    if event.step in OF_GOVERNORS or event.facts.get("ground") == not_owed.MISSED:
        following.look_again(case, at=event.at)


def _tell_at_once(case: Case, event: Event) -> None:
    """Once a suspension; of those that a file brings in, which are many and mostly over, nobody."""
    one = Suspension.objects.filter(reference=event.facts.get(pathway.ABOUT.key, ""), imported=False).first()
    if one is not None:
        told_at_once.tell(case, about=one.reference, by=one.told_by, at=event.at)


def after_correction(case: Case, event: Event, by: User | None) -> None:
    """A decision was in time though recorded afterwards, or the governors meet on another day. Of a suspension that
    ended by a decision the last day is put right on its own page."""
    if case.pathway != KEY:
        return
    if event.step in (*OF_GOVERNORS, pathway.END_EDUCATION.key):
        following.look_again(case, at=event.at)
    if event.step == pathway.END_EDUCATION.key:
        _follow_examinations(case, by)


def after_taking_back(case: Case, by: User | None) -> None:
    """The case stands again, and so does what it says of the examinations."""
    if case.pathway == KEY:
        _follow_examinations(case, by)


def after_revoking(case: Case, event: Event, undone: Event, by: User | None) -> list[str]:
    """Education is owed again, and the hours ledger goes on; what was arranged by a slip never was. What could not be
    given back, in sentences."""
    if case.pathway != KEY:
        return []
    if event.step == pathway.END_EDUCATION.key:
        _follow_examinations(case, by)
        following.look_again(case, at=undone.at)
    return teaching.give_up(case, event, by=by) if event.step == pathway.ARRANGE.key else []


def _follow_examinations(case: Case, by: User | None) -> None:
    not_owed.follow(case, is_mistake=case.stage == pathway.MISTAKEN.key, by=by)


STEP_WORDS = {
    f"{KEY}/arrange": named,
    f"{KEY}/begin": _begun,
    f"{KEY}/begin_in_part": _begun,
    f"{KEY}/not_owed": not_owed.in_words,
    f"{KEY}/call_governors": meets,
    f"{KEY}/chase_governors": chasing.in_words,
    f"{KEY}/decided": _decided,
    f"{KEY}/reply": challenges.reply_in_words,
    f"{KEY}/answer_challenge": challenges.answer_in_words,
}
STEP_PAGES = {f"{KEY}/send_letter": StepPage("exclusions:suspensions:owed_letter")}
CHECKS = {
    pathway.TO_SEND.key: queries.to_send_finding,
    pathway.CHALLENGED.key: challenges.challenged_finding,
    pathway.TO_TEACH.key: queries.to_teach_finding,
    pathway.FULL_TIME.key: full_time.full_time_finding,
    pathway.TO_SPEAK.key: queries.to_speak_finding,
    pathway.TAUGHT.key: queries.taught_finding,
    pathway.OPEN_TO_PARENTS.key: queries.parents_finding,
    pathway.OWING.key: chasing.owing_finding,
    pathway.TO_DECIDE.key: queries.to_decide_finding,
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
