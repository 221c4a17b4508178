"""What a place through fair access adds to the exclusions duty: forms of steps, checks, panels."""

from django.urls import reverse

from exclusions.fair_access import actions, forms, panels, pathway, queries
from exclusions.permanent.step_forms import BeginForm
from exclusions.placement import agendas, ending, following
from exclusions.placement import offers as placement
from exclusions.placement.words import one_of, said
from oxle.accounts.models import User
from oxle.cases.models import Case, Event
from oxle.cases.offers import Panel
from oxle.people import panels as child_panels

KEY = pathway.FAIR_ACCESS.key

STEP_FORMS = {
    f"{KEY}/answer": forms.AnswerForm,
    f"{KEY}/begin": BeginForm,
    f"{KEY}/refer": forms.ReferForm,
    **placement.step_forms(KEY),
}
STEP_ACTIONS = placement.step_actions(KEY)
STEP_CORRECTIONS = {
    f"{KEY}/open": actions.correct_opening,
    **{f"{KEY}/{step.key}": ending.correct_closing for step in pathway.FAIR_ACCESS.steps if step.to and step.to.closed},
    **placement.step_corrections(KEY),
}
STEP_ANSWERS = placement.step_answers(KEY)
STEP_WORDS = {
    f"{KEY}/answer": one_of(forms.ANSWERS, "answer"),
    f"{KEY}/begin": said("Confirmed by: {}", "confirmed_by"),
    **placement.step_words(KEY),
}
CHECKS = {pathway.WRITTEN.key: queries.written_finding}


def _where_written(case: Case) -> tuple[str, str]:
    return "Write it down", reverse("exclusions:fair_access:change", args=[case.key])


CHECK_PAGES = {pathway.WRITTEN.key: _where_written}
PANEL = Panel("The child", "exclusions/fair_access_panel.html", panels.about, order=10, pathways=(KEY,))
CHILD_PANEL = child_panels.Panel(
    "fair_access", "A school place", "exclusions/fair_access_child.html", pathway.WORK, panels.of_child, order=36
)


def after_step(case: Case, event: Event, by: User | None) -> None:
    """The records follow to a place that is named, and so do the meetings; a closed case ends what was given by it."""
    if case.pathway != KEY:
        return
    following.follow_place(case, event, by)
    follow_agendas(case, event, by)
    if event.step == pathway.CONFIRM.key:
        ending.end_for_new_place(case, on=event.on, by=by)
    elif not case.is_open:
        ending.end_with(case, on=event.on, by=by, mistaken=event.step == pathway.MISTAKE.key)


def after_taking_back(case: Case, closing: Event, undone: Event, by: User | None) -> None:
    """The case stands again before its meetings, and the records follow the child again. Refused while the child is
    permanently excluded, whose own case leads to the panel."""
    if case.pathway == KEY:
        actions.must_not_be_excluded(case.child)
        agendas.come_back(case, closing, by, on=undone.on)
        following.follow_again(case, closing, undone, by)


def follow_agendas(case: Case, event: Event, by: User | None) -> None:
    """The meetings before which the case stands, or was, follow; also when an entry is put right."""
    if case.pathway == KEY:
        agendas.follow_case(case, event, pathway.FAIR_ACCESS.step(event.step).label, by)
