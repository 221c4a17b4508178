"""What permanent exclusions add to the exclusions duty: forms of steps, checks, the panel, the portal."""

from exclusions import not_owed, virtual_school
from exclusions.governors import chasing
from exclusions.permanent import (
    actions,
    arranging,
    care,
    challenging,
    full_time,
    governors_forms,
    home,
    panels,
    pathway,
    queries,
    reopening,
    review_forms,
    step_forms,
    telling_since,
    work,
)
from exclusions.permanent.words import WORDS
from exclusions.placement import agendas, ending, following
from exclusions.placement import offers as placement
from oxle.accounts.models import User
from oxle.cases import challenges
from oxle.cases.models import Case, Event
from oxle.cases.offers import Panel, PortalService, StepPage
from oxle.core.dates import london_day

KEY = pathway.PERMANENT.key

STEP_FORMS = {
    f"{KEY}/arrange": step_forms.ArrangeForm,
    f"{KEY}/home": step_forms.HomeForm,
    f"{KEY}/home_received": step_forms.HomeReceivedForm,
    f"{KEY}/begin": step_forms.BeginForm,
    f"{KEY}/begin_in_part": step_forms.BeginForm,
    f"{KEY}/not_owed": not_owed.NotOwedForm,
    f"{KEY}/parents_told": step_forms.ParentsToldForm,
    f"{KEY}/governors_told": step_forms.GovernorsToldForm,
    f"{KEY}/say_work": step_forms.WorkEnteredForm,
    f"{KEY}/call_governors": governors_forms.GovernorsMeetForm,
    f"{KEY}/state": step_forms.StatementForm,
    f"{KEY}/uphold": governors_forms.UpholdForm,
    f"{KEY}/reinstate": governors_forms.GovernorsDecideForm,
    f"{KEY}/stand_by": governors_forms.GovernorsDecideForm,
    f"{KEY}/declined": review_forms.DeclinedForm,
    f"{KEY}/rescind": step_forms.RescindForm,
    f"{KEY}/review_upheld": review_forms.PanelDecidedForm,
    f"{KEY}/review_sent_back": review_forms.SentBackForm,
    f"{KEY}/ask_review": review_forms.AskReviewForm,
    f"{KEY}/consult": step_forms.ConsultForm,
    f"{KEY}/choose_way": step_forms.WayForm,
    f"{KEY}/challenge": challenges.ChallengeForm,
    f"{KEY}/answer_challenge": challenges.AnswerForm,
    **placement.step_forms(KEY),
}
STEP_ACTIONS = {
    f"{KEY}/arrange": arranging.arrange,
    f"{KEY}/home": home.record,
    f"{KEY}/state": actions.state,
    f"{KEY}/chase_governors": chasing.chase,
    **placement.step_actions(KEY),
}
STEP_CORRECTIONS = {
    f"{KEY}/tell": actions.correct_told,
    **{f"{KEY}/{step.key}": ending.correct_closing for step in pathway.PERMANENT.steps if step.to and step.to.closed},
    **placement.step_corrections(KEY),
}
STEP_ANSWERS = placement.step_answers(KEY)
STEP_WORDS = {
    **{f"{KEY}/{step}": words for step, words in WORDS.items()},
    f"{KEY}/chase_governors": chasing.in_words,
    **placement.step_words(KEY),
}
STEP_PAGES = {f"{KEY}/send_letter": StepPage("exclusions:enter_letter")}
OF_PARENTS, OF_GOVERNORS = telling_since.WHOM
CHECKS = {
    pathway.telling.PARENTS_UNTOLD.key: telling_since.untold_finding(OF_PARENTS),
    pathway.telling.GOVERNORS_UNTOLD.key: telling_since.untold_finding(OF_GOVERNORS),
    pathway.telling.WORK_NOT_SET.key: work.not_set_finding,
    pathway.telling.LETTER_OPEN.key: lambda case, party, on: actions.why_no_letter(case),
    pathway.day_six.FULL_TIME.key: full_time.full_time_finding,
    pathway.telling.CARED_FOR.key: care.cared_for_finding,
    pathway.day_six.LIVES_ELSEWHERE.key: home.elsewhere_finding,
    pathway.new_school.CONSULTED.key: queries.consulted_finding,
    pathway.governors.OWING.key: chasing.owing_finding,
    pathway.ending.CHALLENGED.key: challenges.challenged_finding,
}
PANEL = Panel("The exclusion", "exclusions/permanent_panel.html", panels.about, order=10, pathways=(KEY,))
PORTAL = PortalService(
    "Tell us about a permanent exclusion",
    "On the day of the decision. We arrange education from the sixth school day.",
    "exclusions:begin",
)


def after_step(case: Case, event: Event, by: User | None) -> None:
    """A closed case ends what was arranged for it, but for the place that was named itself, and the school offers the
    child its place again or no more; a
    meeting or a decision of the governors that is too late is challenged; the records follow to a place that is named.
    """
    if case.pathway != KEY:
        return
    telling_since.follow(case, event.step, at=event.at)
    work.follow(case, event.step)
    if event.step in challenging.LOOKED_AT_AFTER:
        challenging.settle(case, on=event.on, at=event.at)
    if event.step in (pathway.NOT_OWED.key, pathway.MISTAKE.key):
        _follow_examinations(case, by)
    following.follow_place(case, event, by)
    follow_agendas(case, event, by)
    if event.step == pathway.CHOOSE_WAY.key and event.facts.get("way") == "virtual_school" and case.child is not None:
        virtual_school.tell_officers(case.child, case.reference, at=event.at, about=f"way {event.pk}:")
    if event.step == pathway.CONFIRM.key:
        ending.end_for_new_place(case, on=event.on, by=by)
    elif event.moved and not case.is_open:
        ending.end_with(case, on=event.on, by=by, mistaken=event.step == pathway.MISTAKE.key)


def after_correction(case: Case, event: Event, by: User | None) -> None:
    """What was put right may be late now, and what was challenged may be in time: it is looked at anew."""
    if case.pathway == KEY:
        telling_since.follow(case, event.step, at=event.at)
        work.follow(case, event.step)
        challenging.settle(case, on=london_day(event.at), at=event.at, because=event.reason)
        follow_agendas(case, event, by)
        if event.step == pathway.NOT_OWED.key:
            _follow_examinations(case, by)


def after_taking_back(case: Case, closing: Event, undone: Event, by: User | None) -> None:
    """The case stands again, and so do the meetings before which it stood and the records that followed the child.

    Refused where the child needs a school by another case by now, or is suspended while it would be excluded.
    """
    if case.pathway == KEY:
        reopening.must_stand_alone(case)
        agendas.come_back(case, closing, by, on=undone.on)
        following.follow_again(case, closing, undone, by)
        # What was recorded of care while it was closed.
        care.follow(case)
        challenging.settle(case, on=undone.on, at=undone.at, because=undone.reason)
        _follow_examinations(case, by)


def after_revoking(case: Case, event: Event, undone: Event, by: User | None) -> list[str]:
    """An entry that closed nothing is taken back: what it ended of challenges and meetings stands again, and a place
    that was arranged by a slip never was. What could not be given back, in sentences."""
    if case.pathway != KEY:
        return []
    telling_since.follow(case, event.step, at=undone.at)
    challenging.settle(case, on=undone.on, at=undone.at, because=undone.reason)
    agendas.come_back(case, event, by, on=undone.on)
    if event.step == pathway.NOT_OWED.key:
        _follow_examinations(case, by)
    return arranging.give_up(case, event, by=by, on=undone.on) if event.step == pathway.ARRANGE.key else []


def _follow_examinations(case: Case, by: User | None) -> None:
    not_owed.follow(case, is_mistake=case.stage == pathway.MISTAKEN.key, by=by)


def follow_agendas(case: Case, event: Event, by: User | None) -> None:
    """The meetings before which the case stands, or was, follow."""
    agendas.follow_case(case, event, pathway.PERMANENT.step(event.step).label, by)
