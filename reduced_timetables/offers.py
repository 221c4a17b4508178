"""What the pathway adds to the platform: forms of steps, checks, words, the panel, the portal."""

from collections.abc import Callable
from datetime import date

from django.urls import reverse

from oxle.cases import challenges
from oxle.cases.models import Case, Event
from oxle.cases.offers import Panel, PortalService
from oxle.provision.wording import week_of
from oxle.schooldays.wording import plain_day
from reduced_timetables import actions, changing, cosigning, escalating, hours, panels, pathway, queries, step_forms
from reduced_timetables.into import BEGINS_ON, FULL_TIME, INTO
from reduced_timetables.models import Whose
from reduced_timetables.weeks import MINUTES

KEY = pathway.TIMETABLE.key

STEP_FORMS = {
    f"{KEY}/validate": step_forms.ValidateForm,
    f"{KEY}/agree": step_forms.AgreeForm,
    f"{KEY}/ask_parent": step_forms.AskParentForm,
    f"{KEY}/withdraw": step_forms.WithdrawForm,
    f"{KEY}/supply": step_forms.SupplyForm,
    f"{KEY}/hold_review": step_forms.HoldReviewForm,
    f"{KEY}/change": step_forms.ChangeForm,
    f"{KEY}/extend": step_forms.ExtendForm,
    f"{KEY}/confirm": step_forms.ConfirmForm,
    f"{KEY}/return": step_forms.ReturnForm,
    f"{KEY}/convert": step_forms.ConvertForm,
    f"{KEY}/offered": step_forms.OfferedForm,
    f"{KEY}/end": step_forms.EndForm,
    f"{KEY}/escalate": step_forms.EscalateForm,
    f"{KEY}/take_up": step_forms.TakeUpForm,
    f"{KEY}/challenge": challenges.ChallengeForm,
    f"{KEY}/answer_challenge": challenges.AnswerForm,
}
STEP_ACTIONS = {
    **dict.fromkeys((f"{KEY}/{step.key}" for step in actions.WRITES_TO_PARENTS), actions.write_to_parents),
    f"{KEY}/agree": actions.agree,
    f"{KEY}/ask_parent": cosigning.ask_parent,
    f"{KEY}/withdraw": actions.withdraw,
    f"{KEY}/supply": actions.supply,
    f"{KEY}/change": changing.change,
    f"{KEY}/extend": changing.extend,
    f"{KEY}/convert": actions.convert,
    f"{KEY}/escalate": escalating.escalate,
}
STEP_SHOWS = {f"{KEY}/take_up": escalating.escalation_of}
STEP_CORRECTIONS = {
    f"{KEY}/tell": actions.correct_told,
    f"{KEY}/change": changing.correct_change,
    f"{KEY}/extend": changing.correct_extension,
    f"{KEY}/offered": actions.correct_closing,
    **{f"{KEY}/{step.key}": actions.correct_closing for step in pathway.TIMETABLE.steps if step.to and step.to.closed},
}
STEP_ANSWERS = {f"{KEY}/change": changing.said_of_change, f"{KEY}/extend": changing.said_of_extension}


def _then_change(case: Case, event: Event) -> str:
    """From a review that changes the sessions one goes on to tell which they are."""
    by_school = event.by is not None and not event.by.is_council
    if not event.facts.get(pathway.CHANGES_ON.key):
        return reverse("reduced_timetables:sent", args=[case.key]) if by_school else case.get_absolute_url()
    return reverse("reduced_timetables:step" if by_school else "cases:step", args=[case.key, pathway.CHANGE.key])


STEP_LEADS_TO = {f"{KEY}/hold_review": _then_change}


def _said(key: str) -> Callable[[Event], str]:
    return lambda event: str(event.facts.get(key, ""))


def _agreed(event: Event) -> str:
    said = event.facts
    if "whose" not in said:
        return ""
    on = f", {plain_day(date.fromisoformat(said['agreed_on']))}" if said.get("agreed_on") else ""
    who = f": {said['given_by']}" if said.get("given_by") else ""
    return f"{Whose(said['whose']).label}{who}{on}. {said.get('said', '')}".strip()


def _extended(event: Event) -> str:
    until = event.facts.get(pathway.ENDS_ON.key)
    if not until:
        return ""
    begins = plain_day(date.fromisoformat(event.facts[pathway.STARTS_ON.key]))
    return (
        f"Until {plain_day(date.fromisoformat(until))}. {_sessions(event, begins)}{event.facts.get('why', '')}".strip()
    )


def _changed(event: Event) -> str:
    said = event.facts
    if "why" not in said:
        return ""
    return f"{_sessions(event, plain_day(date.fromisoformat(said[pathway.FROM_ON.key])))}{said['why']}"


def _sessions(event: Event, from_on: str) -> str:
    minutes = event.facts.get(MINUTES)
    return f"From {from_on} on {week_of(minutes)}. " if minutes else ""


def _supplied(event: Event) -> str:
    minutes = event.facts.get(MINUTES)
    return f"The sessions from the first day on: {week_of(minutes)}." if minutes else ""


def _held(event: Event) -> str:
    said = event.facts
    changes_on = said.get(pathway.CHANGES_ON.key)
    changes = f" The sessions change on {plain_day(date.fromisoformat(changes_on))}." if changes_on else ""
    return f"With {said['attended']}. {said['found']}{changes}" if said.get("found") else ""


def _offered(event: Event) -> str:
    said = event.facts
    if "offered" not in said:
        return ""
    return f"{said['offered']} {'That is full time.' if said.get(FULL_TIME) else 'That is less than full time.'}"


def _converted(event: Event) -> str:
    into = INTO.get(event.facts.get("into", ""))
    begins_on = event.facts.get(BEGINS_ON)
    begins = f" Full time from {plain_day(date.fromisoformat(begins_on))} on." if begins_on else ""
    return f"{into[0]}.{begins}" if into else ""


STEP_WORDS = {
    f"{KEY}/agree": _agreed,
    f"{KEY}/ask_parent": _said("parent"),
    f"{KEY}/decline": _agreed,
    f"{KEY}/withdraw": _agreed,
    f"{KEY}/supply": _supplied,
    f"{KEY}/change": _changed,
    f"{KEY}/extend": _extended,
    f"{KEY}/hold_review": _held,
    f"{KEY}/confirm": _said("stands"),
    f"{KEY}/return": _said("went"),
    f"{KEY}/convert": _converted,
    f"{KEY}/offered": _offered,
    f"{KEY}/escalate": _said("manager"),
    f"{KEY}/take_up": _said("done"),
    f"{KEY}/reply": challenges.reply_in_words,
    f"{KEY}/answer_challenge": challenges.answer_in_words,
}
CHECKS = {
    pathway.COMPLETE.key: queries.complete_finding,
    pathway.CHALLENGES_ENDED.key: challenges.answered_finding,
    pathway.CHALLENGED.key: challenges.challenged_finding,
    pathway.HOURS_RUN.key: hours.run_finding,
    pathway.ESCALATED.key: queries.escalated_finding,
}
PANEL = Panel("The timetable", "reduced_timetables/panel.html", panels.about, order=10, pathways=(KEY,))
PORTAL = PortalService(
    "Tell us about a reduced timetable",
    "Before a pupil comes for part of the week only, and without delay.",
    "reduced_timetables:begin",
)
