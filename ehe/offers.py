"""What the steps of home education ask, do and say on the timeline, by step."""

from collections.abc import Callable
from datetime import date

from ehe import (
    act_steps,
    actions,
    adding,
    asking,
    challenge_forms,
    consent,
    consent_forms,
    ending,
    ending_forms,
    last_school,
    letters,
    panels,
    pathway,
    queries,
    radar,
    reform,
    step_forms,
)
from oxle.cases import before_enforcement, challenges
from oxle.cases.models import Event
from oxle.schooldays.wording import plain_day

KEY = pathway.EHE.key

STEP_FORMS = {
    f"{KEY}/check_safety": step_forms.SafetyForm,
    f"{KEY}/share": step_forms.ShareForm,
    f"{KEY}/return_form": step_forms.ReturnFormForm,
    f"{KEY}/receive": step_forms.ReceiveForm,
    f"{KEY}/read_more": step_forms.ReadMoreForm,
    f"{KEY}/name_school": step_forms.SchoolForm,
    f"{KEY}/offer_visit": step_forms.VisitOfferForm,
    f"{KEY}/meet": step_forms.MeetForm,
    f"{KEY}/record_time": step_forms.TimeForm,
    f"{KEY}/flexi": step_forms.FlexiForm,
    f"{KEY}/plans": step_forms.PlansForm,
    f"{KEY}/ask_provider": step_forms.ProviderForm,
    f"{KEY}/find_suitable": step_forms.Decision,
    f"{KEY}/not_yet": step_forms.NotYetForm,
    f"{KEY}/find_unsuitable": step_forms.Decision,
    f"{KEY}/look_again": step_forms.LookAgainForm,
    f"{KEY}/contact": step_forms.ContactForm,
    f"{KEY}/return": ending_forms.AtSchoolForm,
    f"{KEY}/move": ending_forms.MovedForm,
    f"{KEY}/age_out": ending_forms.OverAgeForm,
    f"{KEY}/ask_consent": consent_forms.AskedForm,
    f"{KEY}/give_consent": consent_forms.ConsentDecisionForm,
    f"{KEY}/refuse_consent": consent_forms.ConsentDecisionForm,
    f"{KEY}/challenge": challenge_forms.ChallengeSchoolForm,
    f"{KEY}/answer_challenge": challenges.AnswerForm,
}
STEP_ACTIONS = {
    **dict.fromkeys((f"{KEY}/{step.key}" for step in actions.WRITES_TO_PARENTS), actions.write_to_parents),
    f"{KEY}/find_unsuitable": actions.find_unsuitable,
    f"{KEY}/name_school": last_school.name_school,
    f"{KEY}/order": actions.ask_for_order,
    f"{KEY}/preliminary": actions.ask_for_notice,
    f"{KEY}/return": ending.at_school,
    f"{KEY}/challenge": actions.challenge_school,
}
STEP_SHOWS = {
    **dict.fromkeys(
        (f"{KEY}/{step.key}" for step in (*actions.WRITES_TO_PARENTS, pathway.FIND_UNSUITABLE)),
        letters.who_is_written_to,
    ),
    f"{KEY}/check_safety": lambda case: [*radar.before_it(case), *letters.who_is_written_to(case)],
    f"{KEY}/read_more": panels.to_read,
    f"{KEY}/order": before_enforcement.what_to_weigh,
    f"{KEY}/preliminary": before_enforcement.what_to_weigh,
    f"{KEY}/return": ending.what_schools_told,
}
STEP_CORRECTIONS = {f"{KEY}/tell": actions.correct_told}
CHECKS = {
    pathway.CHALLENGED.key: challenges.challenged_finding,
    pathway.FORM_TO_READ.key: queries.form_to_read_finding,
    pathway.SCHOOL_UNASKED.key: last_school.unasked_finding,
    pathway.ADDED.key: adding.unread_finding,
    act_steps.MAY_ASK.key: consent.may_be_asked_finding,
    act_steps.IS_ASKED.key: consent.is_asked_finding,
    pathway.HAS_CONCERN.key: queries.concern_finding,
    pathway.CONCERN_SHARED.key: queries.shared_finding,
    pathway.AGE_IS_OVER.key: queries.age_finding,
    pathway.HAS_SCHOOL.key: queries.school_finding,
    pathway.IS_TAKEN_ON.key: ending.taken_on_finding,
    act_steps.VISIT_REFUSED.key: reform.visit_refused_finding,
    act_steps.PROVIDERS_ANSWER.key: reform.providers_finding,
}


def _said(*templates: tuple[str, str]) -> Callable[[Event], str]:
    """Of the facts of a step those that are there, each in its words."""

    def words(event: Event) -> str:
        return " ".join(text.format(event.facts[key]) for key, text in templates if event.facts.get(key))

    return words


def _checked(event: Event) -> str:
    said = event.facts
    words = [said.get("checked", "")]
    if said.get("shared_on"):
        shared_on = plain_day(date.fromisoformat(said["shared_on"]))
        words.append(f"There was a concern for social care, shared on {shared_on}: {said['shared_with']}.")
    elif said.get("concern_on"):
        words.append("There is a concern for social care.")
    return " ".join(word for word in words if word)


def _received(event: Event) -> str:
    kinds = [step_forms.EVIDENCE[key][0] for key in event.facts.get("kinds", ())]
    return f"{'; '.join(kinds)}. {event.facts.get('shows', '')}" if kinds else ""


def _offered(event: Event) -> str:
    answer = step_forms.VISIT.get(event.facts.get("answer", ""), "")
    joint = event.facts.get("joint_with")
    return f"{answer}.{f' Joint with {joint}.' if joint else ''}" if answer else ""


def _at_school(event: Event) -> str:
    said = event.facts
    return f"{said['place']}, from {plain_day(date.fromisoformat(said['entered_on']))}." if "place" in said else ""


def _contact(event: Event) -> str:
    said = event.facts
    return f"{step_forms.STILL[said['still']]}. {said['learnt']} The child: {said['voice']}" if "still" in said else ""


def _asked_for_consent(event: Event) -> str:
    said = event.facts
    words = [f"{consent_forms.WHO[said['who']]}." if "who" in said else "", said.get("words", "")]
    view = said.get("view")
    return " ".join(word for word in (*words, f"The school: {view}" if view else "") if word)


STEP_WORDS = {
    f"{KEY}/ask_consent": _asked_for_consent,
    f"{KEY}/tell": asking.asked_in_words,
    f"{KEY}/name_school": last_school.in_words,
    f"{KEY}/tell_more": _said(("who", "{}.")),
    f"{KEY}/read_more": _checked,
    f"{KEY}/check_safety": _checked,
    f"{KEY}/share": _said(("with_whom", "{}")),
    f"{KEY}/receive": _received,
    f"{KEY}/offer_visit": _offered,
    f"{KEY}/meet": _said(("came", "With {}."), ("asked", "{}"), ("follow_up", "What follows: {}")),
    f"{KEY}/record_time": _said(
        ("who", "{}."),
        ("parents_hours", "{} hours a week with the parents."),
        ("others_hours", "{} hours a week with others."),
        ("elsewhere", "{}"),
    ),
    f"{KEY}/flexi": _said(("agreed", "{}")),
    f"{KEY}/ask_provider": _said(("provider", "{}."), ("asked_for", "{}")),
    f"{KEY}/plans": lambda event: " ".join(f"{key}: {words}." for key, words in panels.plans_in_words(event.facts)),
    f"{KEY}/age_out": lambda event: " ".join(f"{key}: {words}." for key, words in panels.plans_in_words(event.facts)),
    f"{KEY}/not_yet": _said(("missing", "What would be enough: {}")),
    f"{KEY}/contact": _contact,
    f"{KEY}/return": _at_school,
    f"{KEY}/move": _said(("authority", "{}."), ("confirmed_by", "Confirmed by {}.")),
    f"{KEY}/reply": challenges.reply_in_words,
    f"{KEY}/answer_challenge": challenges.answer_in_words,
}
