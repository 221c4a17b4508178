"""What off-site directions add to the exclusions duty: forms of steps, checks, the panel, the portal."""

from collections.abc import Callable
from datetime import date

from exclusions.off_site import actions, forms, panels, pathway, placing, queries
from oxle.accounts.models import User
from oxle.cases import challenges
from oxle.cases.models import Case, Event
from oxle.cases.offers import Panel, PortalService
from oxle.schooldays.wording import plain_day

KEY = pathway.OFF_SITE.key

STEP_FORMS = {
    f"{KEY}/place": forms.PlaceForm,
    f"{KEY}/give_notice": forms.GiveNoticeForm,
    f"{KEY}/ask_review": forms.AskReviewForm,
    f"{KEY}/hold_review": forms.HoldReviewForm,
    f"{KEY}/extend": forms.ExtendForm,
    f"{KEY}/return": forms.ReturnForm,
    f"{KEY}/challenge": challenges.ChallengeForm,
    f"{KEY}/answer_challenge": challenges.AnswerForm,
}
STEP_ACTIONS = {f"{KEY}/place": placing.give, f"{KEY}/extend": actions.extend}
STEP_CORRECTIONS = {
    f"{KEY}/tell": actions.correct_told,
    f"{KEY}/extend": actions.correct_extension,
    f"{KEY}/give_notice": actions.correct_notice,
    **{f"{KEY}/{step.key}": placing.correct_closing for step in pathway.OFF_SITE.steps if step.to and step.to.closed},
}


def _day(template: str, key: str) -> Callable[[Event], str]:
    def words(event: Event) -> str:
        on = event.facts.get(key)
        return template.format(plain_day(date.fromisoformat(on))) if on else ""

    return words


def _asked(event: Event) -> str:
    who = forms.ASKED_BY.get(event.facts.get("asked_by", ""), "")
    spared = event.facts.get("spared_until")
    until = (
        f" It need not be held: one was, and that counts until {plain_day(date.fromisoformat(spared))}."
        if spared
        else ""
    )
    return f"{who}.{until}" if who else ""


def _held(event: Event) -> str:
    said = event.facts
    following = _day(" The next one is on {}.", "review_on")(event)
    return f"With {said['attended']}. {said['found']}{following}" if said.get("found") else ""


def _extended(event: Event) -> str:
    return f"{_day('Until {}.', 'ends_on')(event)} {event.facts.get('why', '')}".strip()


STEP_WORDS = {
    f"{KEY}/give_notice": _day("On {}.", pathway.NOTICE_ON.key),
    f"{KEY}/place": lambda event: f"{event.facts['place']}." if "place" in event.facts else "",
    f"{KEY}/ask_review": _asked,
    f"{KEY}/hold_review": _held,
    f"{KEY}/extend": _extended,
    f"{KEY}/return": lambda event: event.facts.get("went", ""),
    f"{KEY}/reply": challenges.reply_in_words,
    f"{KEY}/answer_challenge": challenges.answer_in_words,
}
CHECKS = {
    pathway.CHALLENGED.key: challenges.challenged_finding,
    pathway.CAN_BE_PLACED.key: queries.can_be_placed_finding,
    pathway.BEGAN.key: queries.began_finding,
}
PANEL = Panel("The direction", "exclusions/off_site/panel.html", panels.about, order=10, pathways=(KEY,))
PORTAL = PortalService(
    "Tell us about an off-site direction",
    "Before the pupil goes elsewhere to improve behaviour. The notice to the parents is drafted for you.",
    "exclusions:off_site:begin",
)


def after_step(case: Case, event: Event, by: User | None) -> None:
    """What follows from a step of a direction, and of no other case."""
    if case.pathway == KEY:
        actions.after_step(case, event, by)
