"""Referrals as a school fills them in: the register of a child who is often away, and an answer for every section."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from attendance.referrals import actions, drafting, sections
from attendance.referrals.models import Draft, PreStepKind
from oxle.accounts.models import User
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case
from oxle.core.models import new_key
from oxle.demo.county import County, Pupil
from oxle.demo.marks import Day, as_extract, make_days, pack
from oxle.schooldays.runs import school_weeks_to
from oxle.schools.models import School

DAY = timedelta(days=1)
# School weeks in a register extract: 45 days at most, above the 60 sessions that are asked for.
WEEKS = 8
CAUSES = (
    "Says that mornings are hard; the family moved last year and the bus takes an hour.",
    "Has not been in since a falling-out with friends in the first term.",
    "Often looks after a younger brother when their mother works early.",
    "Three holidays in term were taken without leave, and Fridays are missed.",
    "Says that lessons are too hard since the move to the new set.",
)
VIEWS = (
    "I like art and cooking. I find the bus hard and would rather walk.",
    "Asked at home by the family worker: would come back for a later start.",
    "“It is too loud. I would come if I could sit near the door.”",
    "Did not want to talk. Drew a picture of the football pitch instead.",
    "Says that everything is fine now and that it will get better.",
)
OUTCOMES: dict[str, tuple[str, ...]] = {
    "cause": ("Attendance was 86% by then; parents say mornings are hard.", "Illness was given, then no reason."),
    "contact": ("They do not think that a contract would help.", "Both parents promised more."),
    "home_visit": ("A card was left.", "Seen at home with their mother."),
    "early_help": ("The family wants to try by itself first.", "A worker is named."),
    "target": ("95% over four weeks.", "Every day for three weeks."),
    "gp_permission": ("The surgery had no record of illness.", "They say that the illness is known to everybody."),
    "first_review": ("Better for a week, then as before.", "No change."),
    "penalty_notice": ("Issued to one parent.", "Considered; not thought to help."),
    "target_missed": ("71% at the review.", "Two days in ten were missed."),
    "planning_meeting": ("It was agreed that mornings come first.", "TAC held: a mentor, and a quiet way in."),
    "action_plan": ("Later start on Mondays, mentor at the gate, call on the first day.", "A quiet room for mornings."),
    "second_review": ("Came on four days of ten.", "The mentor was met once."),
    "plan_failed": ("Attendance fell to 64%.", "No better than before the plan."),
}  # fmt: skip
ANSWERS: dict[PreStepKind, tuple[str, ...]] = {
    PreStepKind.CONTACT: ("refused", "agreed"),
    PreStepKind.HOME_VISIT: ("nobody", "made"),
    PreStepKind.EARLY_HELP: ("declined", "started"),
    PreStepKind.TARGET: ("both", "both", "parents"),
    PreStepKind.GP_PERMISSION: ("given", "refused"),
    PreStepKind.PENALTY_NOTICE: ("asked", "not_appropriate"),
}
MEETING = (
    {"invited": "Family, SENCO, early help and school nurse.", "came": "All but the nurse."},
    {"invited": "Both parents, the pupil, family worker.", "came": "Father and family worker; mother rang in."},
)
TYPED = {
    "preferred_given": "", "preferred_family": "", "sex": "U", "upn": "", "year_group": "8",
    "lines": "12 Meadow Row\nDewmarsh", "postcode": "OX99 4ZZ", "language": "", "interpreter_needed": False,
}  # fmt: skip
TYPED_PARENT = {
    "title": "", "born_on": None, "phone": "", "email": "", "language": "", "interpreter_needed": False,
    "kind": "Mother", "parental_responsibility": None, "lives_with": True, "has_care": True, "contact_is_unsafe": False,
    "lines": TYPED["lines"], "postcode": TYPED["postcode"],
}  # fmt: skip
NOT_DONE = {
    PreStepKind.GP_PERMISSION: "Illness is not given as a reason.",
    PreStepKind.HOME_VISIT: "The family meets us in school every week.",
    PreStepKind.PENALTY_NOTICE: "A fine would make this family’s debts worse.",
}
ABOUT = {
    "sen": "On SEN support since last year.",
    "medical": "Asthma; an inhaler is kept in school.",
    "bullying": "Reported once; looked into and ended.",
    "transport": "The bus pass came late in the first term.",
}


def refer(county: County, number: int, pupil: Pupil, on: date, reason: str) -> tuple[Case, Sequence[Day]]:
    """A complete referral, sent on a day; the case, and the days of its register extract."""
    days = register_before(county, number, pupil, on)
    by = county.leads[pupil.school.pk]
    draft = drafting.start_draft(school=pupil.school, child=pupil.child, by=by, at=county.moment(on - 2 * DAY, 9))
    answers = answers_for(county, number, pupil, on, reason, days)
    drafting.save_sections(draft, answers, version=draft.version, at=county.moment(on, 9, number % 50))
    return send(draft, by, on, county.moment(on, 10 + number % 6, number % 59)), days


def send(draft: Draft, by: User, on: date, at: datetime, answer: str = "") -> Case:
    """Send a draft that is complete; one that was returned, with the school's answer."""
    extract = sections.extract_of(draft, on)
    return actions.send(draft, by=by, on=on, at=at, version=draft.version, extract=extract, answer=answer)


def register_before(county: County, number: int, pupil: Pupil, on: date) -> Sequence[Day]:
    """Eight whole school weeks before a day, with enough absence to refer; mild ones now and then."""
    calendar = county.calendar(pupil.school)
    friday = calendar.last_school_day_on_or_before(on - DAY)
    friday = friday if friday.weekday() == 4 else friday - (friday.weekday() + 3) * DAY
    mondays = school_weeks_to(friday, WEEKS, calendar)
    until = min(friday, pupil.left_on or friday)
    away, random = (38, 26, 55, 31, 44, 17)[number % 6], county.random_for("register", pupil.child.upn)
    return make_days(random, calendar.days_between(mondays[0], until), unauthorised=away, authorised=6)


def answers_for(
    county: County, number: int, pupil: Pupil, on: date, reason: str, days: Sequence[Day]
) -> dict[str, dict[str, Any]]:
    """What the school says in each section; without days there is no register and nothing was done before."""
    answers: dict[str, dict[str, Any]] = {
        sections.REASON: {"reason": reason, "cause": CAUSES[number % len(CAUSES)]},
        sections.FAMILY: {
            "parents": [adult.key for adult in pupil.parents],
            "missing": "A grandparent often answers the phone." if number % 11 == 3 else "",
            "unsafe": number % 23 == 7,
        },
        sections.VOICE: {"child_view": VIEWS[number % len(VIEWS)]},
        sections.CONSIDERED: {
            "has_thought": True,
            **({list(ABOUT)[number % 4]: ABOUT[list(ABOUT)[number % 4]]} if number % 3 == 0 else {}),
        },
        sections.DECLARATION: {
            "name": pupil.school.head_name,
            "role": "Head teacher",
            "true" if reason == "not_attending" else "said": True,
            "evidence": True,
        },
    }
    if reason == "not_attending" and days:
        answers[sections.REGISTER] = {"text": as_extract(days)}
        for place, kind in enumerate(PreStepKind):
            # Of every seventh the first review came too late.
            early = 27 if number % 7 == 2 and place < 6 else 0
            answers[sections.step_section(kind)] = _step(number, kind, on - (62 - 4 * place + early) * DAY)
    return answers


def _step(number: int, kind: PreStepKind, on: date) -> dict[str, Any]:
    done = kind not in NOT_DONE or (number + len(kind.value)) % 3 == 0
    outcomes = OUTCOMES[kind.value]
    return {
        "done": "yes" if done else "no",
        "on": on.isoformat() if done else None,
        "method": ("Letter", "Meeting in school", "Phone call")[(number + len(kind.value)) % 3] if done else "",
        "answer": _answer(number, kind) if done else "",
        "outcome": outcomes[number % len(outcomes)] if done else "",
        **(MEETING[number % len(MEETING)] if done and kind is PreStepKind.PLANNING_MEETING else {}),
        "because": "" if done else NOT_DONE[kind],
    }


def _answer(number: int, kind: PreStepKind) -> str:
    """What the step's own question was answered with, so that it goes with the outcome of the same number."""
    choices = ANSWERS.get(kind, ())
    return choices[number % len(choices)] if choices else ""


def begin_only(county: County) -> None:
    """Referrals that schools have begun and not sent, from the first section to all but the declaration."""
    places = [school for school in county.schools if school.pk in county.leads]
    for number, some in enumerate((1, 3, 6, 10, 14, 17)):
        school = places[number % 2 if number < 4 else number % len(places)]
        pupil = county.take(school)
        on = county.days_ago(1 + 2 * number)
        days = register_before(county, number, pupil, on)
        draft = drafting.start_draft(
            school=school, child=pupil.child, by=county.leads[school.pk], at=county.moment(on, 9)
        )
        order = [section.key for section in sections.sections_of(draft)]
        answers = answers_for(county, number, pupil, on, "not_attending", days)
        kept = {key: answers[key] for key in order[:some] if key in answers}
        drafting.save_sections(draft, kept, version=draft.version, at=county.moment(on, 9, 40))


def type_in(county: County) -> None:
    """Two pupils whom a school's list lacks, sent and to be identified: one nobody holds, one known elsewhere."""
    places = [school for school in county.schools if school.pk in county.leads]
    for number, ago in enumerate((1, 3)):
        school, on = places[number], county.days_ago(ago)
        known = replace(county.take(places[number + 2]), school=school)
        days = register_before(county, number, known, on)
        legal = known.child.names.get(kind="legal", to_on=None)
        given = legal.given if number else "Juniper"
        pupil = {**TYPED, "given": given, "family": legal.family, "born_on": known.child.born_on.isoformat()}
        pupil |= {"joined_on": county.days_ago(60).isoformat()}
        by = county.leads[school.pk]
        draft = drafting.start_unlisted(school=school, pupil=pupil, by=by, at=county.moment(on, 9))
        for adult in known.parents[:1]:
            parent = {**TYPED_PARENT, "given": adult.given, "family": adult.family}
            drafting.save_parent(draft, new_key(), parent, version=draft.version, at=county.moment(on, 9))
        answers = answers_for(county, number, known, on, "not_attending", days)
        answers[sections.FAMILY] = {"missing": "", "unsafe": False}
        drafting.save_sections(draft, answers, version=draft.version, at=county.moment(on, 9, 40))
        extract = sections.extract_of(draft, on)
        actions.send(draft, by=by, on=on, at=county.moment(on, 11), version=draft.version, extract=extract)


def enter_for(county: County, number: int, message: InboxMessage, school: School, on: date) -> Case:
    """A referral that an officer enters from a message, on behalf of a school."""
    pupil, by = county.take(school), county.people["admin"]
    days = register_before(county, number, pupil, on)
    draft = drafting.start_draft(school=school, child=pupil.child, by=by, at=county.moment(on, 11), message=message)
    answers = answers_for(county, number, pupil, on, "not_attending", days)
    drafting.save_sections(draft, answers, version=draft.version, at=county.moment(on, 11, 30))
    return send(draft, by, on, county.moment(on, 12))


def marks_after(county: County, pupil: Pupil, last_on: date, *, away: float) -> list[Day]:
    """Marks from the Monday after a day until yesterday, kept to be written at the end."""
    monday = last_on + (7 - last_on.weekday()) * DAY
    until = min(county.on - DAY, pupil.left_on or county.on)
    school_days = county.calendar(pupil.school).days_between(monday, until)
    random = county.random_for("marks after", pupil.child.upn)
    days = make_days(random, school_days, unauthorised=away, authorised=4)
    for first, packed in pack(days).items():
        county.weeks[pupil.child.pk, pupil.school.pk, first] = packed
    return days
