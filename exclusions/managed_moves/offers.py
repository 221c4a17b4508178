"""What managed moves add to the exclusions duty: forms of steps, checks, the panel, the portal."""

from exclusions.managed_moves import actions, forms, panels, pathway, queries
from exclusions.permanent import records
from oxle.accounts.models import User
from oxle.cases import challenges
from oxle.cases.models import Case, Event
from oxle.cases.offers import Panel, PortalService

KEY = pathway.MANAGED.key

STEP_FORMS = {
    f"{KEY}/accept": forms.AcceptForm,
    f"{KEY}/agree": forms.AgreeForm,
    f"{KEY}/tell_others": forms.TellOthersForm,
    f"{KEY}/enrol": forms.EnrolForm,
    f"{KEY}/confirm": forms.ConfirmForm,
    f"{KEY}/challenge": challenges.ChallengeForm,
    f"{KEY}/answer_challenge": challenges.AnswerForm,
}
STEP_ACTIONS = {f"{KEY}/accept": actions.accept, f"{KEY}/agree": actions.agree}
STEP_CORRECTIONS = {
    f"{KEY}/tell": actions.correct_told,
    f"{KEY}/accept": actions.correct_acceptance,
    f"{KEY}/agree": actions.correct_agreement,
    f"{KEY}/enrol": actions.correct_enrolment,
}
STEP_ANSWERS = {f"{KEY}/agree": actions.agreed}
STEP_WORDS = {
    f"{KEY}/agree": panels.agreed_in_words,
    f"{KEY}/tell_others": lambda event: f"Told: {event.facts['told']}." if "told" in event.facts else "",
    f"{KEY}/confirm": lambda event: f"The register: {event.facts['register']}" if "register" in event.facts else "",
    f"{KEY}/reply": challenges.reply_in_words,
    f"{KEY}/answer_challenge": challenges.answer_in_words,
}
CHECKS = {
    pathway.TO_AGREE.key: queries.to_agree_finding,
    pathway.ON_REGISTER.key: queries.on_register_finding,
    pathway.ATTENDS.key: queries.attends_finding,
    pathway.CHALLENGED.key: challenges.challenged_finding,
}
PANEL = Panel("The managed move", "exclusions/managed_moves/panel.html", panels.about, order=10, pathways=(KEY,))
PORTAL = PortalService(
    "Tell us about a managed move",
    "When a pupil is to go to another school for good, and everybody agrees to it.",
    "exclusions:managed_moves:begin",
)


def after_taking_back(case: Case, closing: Event, undone: Event, by: User | None) -> None:
    """A move that is no longer withdrawn takes the records with it again."""
    if case.pathway == KEY and records.was_stopped(case, closing):
        actions.records_follow(case, undone, by)


def after_step(case: Case, event: Event, by: User | None) -> None:
    """What follows from a step of a managed move, and of no other case."""
    if case.pathway == KEY:
        actions.after_step(case, event, by)
