"""What the way to a new school adds to the duty for each pathway that has it: forms of steps, checks, words."""

from collections.abc import Callable, Mapping
from typing import Any

from exclusions import open_beside
from exclusions.placement import actions, attending, forms, queries
from exclusions.placement.words import WORDS
from oxle.cases.duties import Finding
from oxle.cases.forms import StepForm
from oxle.cases.models import Event

FORMS: dict[str, type[StepForm]] = {
    "name_place": forms.PlaceForm,
    "refuse": forms.RefuseForm,
    "give_notice": forms.NoticeForm,
    "direct": forms.OfSchool,
    "request": forms.OfSchool,
    "adjudicated": forms.OutcomeForm,
    "determined": forms.OutcomeForm,
    "delay": forms.DelayForm,
    "plan": forms.PlanForm,
    "enrol": forms.EnrolForm,
    "confirm": open_beside.ConfirmWithMoves,
    "leave": open_beside.AsksOfMoves,
}
ACTIONS: dict[str, Callable[..., Event]] = {
    "name_place": actions.take_with_school,
    "refuse": actions.take_with_school,
    "agree": actions.take_after_all,
    "direct": actions.take_after_all,
    "request": actions.take_with_secretary,
    "determined": actions.take_after_all,
    "plan": actions.take_with_plan,
}
CORRECTIONS: dict[str, Callable[..., dict[str, Any]]] = {"plan": actions.correct_plan}
ANSWERS: dict[str, Callable[[Event, Event], Mapping[str, Any] | None]] = {"plan": actions.planned}
CHECKS: Mapping[str, Finding] = {
    "exclusion_place_named": queries.named_finding,
    "exclusion_place_unrefused": queries.unrefused_finding,
    "exclusion_place_refused": queries.refused_finding,
    "exclusion_place_not_refused": queries.not_refused_finding,
    "exclusion_council_directs": queries.council_finding,
    "exclusion_secretary_directs": queries.secretary_finding,
    "exclusion_direction_noticed": queries.noticed_finding,
    "exclusion_adjudicator_asked": queries.referred_finding,
    "exclusion_direction_free": queries.settled_finding,
    "exclusion_direction_requested": queries.requested_finding,
    "exclusion_not_on_roll_yet": queries.unenrolled_finding,
    "exclusion_on_register": queries.on_register_finding,
    "exclusion_on_roll": queries.on_roll_finding,
    "exclusion_attends": attending.attends_finding,
}


def step_forms(pathway: str) -> dict[str, type[StepForm]]:
    """The forms of its steps on one pathway."""
    return {f"{pathway}/{step}": form for step, form in FORMS.items()}


def step_actions(pathway: str) -> dict[str, Callable[..., Event]]:
    """What more is done with its steps on one pathway."""
    return {f"{pathway}/{step}": act for step, act in ACTIONS.items()}


def step_corrections(pathway: str) -> dict[str, Callable[..., dict[str, Any]]]:
    """What more is done where the entries of its steps on one pathway are put right."""
    return {f"{pathway}/{step}": correct for step, correct in CORRECTIONS.items()}


def step_answers(pathway: str) -> dict[str, Callable[[Event, Event], Mapping[str, Any] | None]]:
    """What the fields of its steps' own forms hold of their entries on one pathway."""
    return {f"{pathway}/{step}": read for step, read in ANSWERS.items()}


def step_words(pathway: str) -> dict[str, Callable[[Event], str]]:
    """What the timeline says of its steps on one pathway."""
    return {f"{pathway}/{step}": words for step, words in WORDS.items()}
