"""What safeguarding separations add to the exclusions duty: forms of steps, the panel, the portal."""

from exclusions.permanent.step_forms import BeginForm
from exclusions.separation import actions, forms, panels, pathway, queries
from oxle.accounts.models import User
from oxle.cases.models import Case, Event
from oxle.cases.offers import Panel, PortalService

KEY = pathway.SEPARATION.key

STEP_FORMS = {
    f"{KEY}/arrange": forms.ArrangeForm,
    f"{KEY}/begin": BeginForm,
    f"{KEY}/hold_review": forms.HoldReviewForm,
    f"{KEY}/end": forms.EndForm,
}
STEP_CORRECTIONS = {
    f"{KEY}/tell": actions.correct_told,
    **{f"{KEY}/{step.key}": actions.correct_closing for step in pathway.SEPARATION.steps if step.to and step.to.closed},
}
STEP_WORDS = {
    f"{KEY}/arrange": lambda event: event.facts.get("place", ""),
    f"{KEY}/begin": lambda event: (
        f"Confirmed by: {event.facts['confirmed_by']}" if "confirmed_by" in event.facts else ""
    ),
    f"{KEY}/hold_review": lambda event: event.facts.get("found", ""),
    f"{KEY}/end": lambda event: event.facts.get("found", ""),
}
PANEL = Panel("The separation", "exclusions/separation/panel.html", panels.about, order=10, pathways=(KEY,))
PORTAL = PortalService(
    "Tell us that pupils must be kept apart",
    "A safeguarding separation: rare, led by your designated safeguarding lead, and not an exclusion.",
    "exclusions:separation:begin",
    queries.TELLS,
)


def after_step(case: Case, event: Event, by: User | None) -> None:
    """What follows from a step of a separation, and of no other case."""
    if case.pathway == KEY:
        actions.after_step(case, event, by)
