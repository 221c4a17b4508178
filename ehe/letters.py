"""Our letters to a family that educates at home: what each must know. Wording: templates/letters/ehe/, versioned."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Value
from django.db.models.functions import Greatest

from ehe import rules
from oxle.accounts.permissions import release
from oxle.cases.casework import joins
from oxle.cases.models import Case, Event, Party
from oxle.core.dates import today
from oxle.correspondence.kinds import Audience, LetterKind, kinds_of
from oxle.people.queries import parents_of
from oxle.schools.actions import body_of, chair_of_governors
from oxle.schools.models import School

PARENT, SCHOOL_ROLE, GOVERNORS, TRUST = "parent", "school", "governors", "trust"
COPIED = (GOVERNORS, TRUST)
# What a step keeps that the letter to a head says.
OFF_ROLLING_FACT, EVIDENCE = "off_rolling", "evidence"
S7, S437 = "Education Act 1996 s.7", "Education Act 1996 s.437(1)"
SCHOOL = {"school_name": "the last school"}
# Only once somebody has compared it with the judgment: `rules.SILENCE_CONFIRMED`.
SILENT = {"silence": "that no answer may itself make it appear so"}

# Whoever works on the case knows what is right in its letters, and lets them go.
_kind = kinds_of("ehe", released_with=release("ehe_letters"))

ACKNOWLEDGEMENT = _kind(
    "acknowledgement",
    "Educating your child at home: your rights, and what we do",
    f"{S7}; {rules.GUIDANCE}",
    {"told_on": "the day on which we were told"},
    may_say=SCHOOL,
)
ENQUIRY = _kind(
    "enquiry",
    "How your child is educated at home",
    f"{S7}; {rules.GUIDANCE}",
    {"reply_within": "the time for an answer"},
    may_say=SILENT,
    version=2,
)
SUITABLE = _kind(
    "suitable",
    "Your child’s education at home is suitable",
    f"{S7}; {rules.GUIDANCE}",
    {"decided_on": "the day of the decision", "reasons": "the reasons", "contact_every": "when we are in touch again"},
)
CONCERN = _kind(
    "concern",
    "We need to know more of your child’s education at home",
    f"{S7}; {S437}",
    {
        "decided_on": "the day of the decision",
        "reasons": "the reasons",
        "missing": "what is missing",
        "reply_within": "the time for an answer",
    },
    may_say=SILENT,
    version=2,
)
UNSUITABLE = _kind(
    "unsuitable",
    "It appears that your child does not receive suitable education",
    S437,
    {"decided_on": "the day of the decision", "reasons": "the reasons"},
)
_DECIDED = {"school_name": "the last school", "decided_on": "the day of the decision", "reasons": "the reasons"}
CONSENT = (
    "The council’s procedure for home education; once it commences the Education Act 1996 s.434A, by the Children’s "
    "Wellbeing and Schools Act 2026"
)
CONSENT_GIVEN = _kind("consent_given", "We consent to your child’s withdrawal from school", CONSENT, _DECIDED)
CONSENT_REFUSED = _kind(
    "consent_refused", "We do not consent to your child’s withdrawal from school", CONSENT, _DECIDED
)
RETURN_ADVICE = _kind(
    "return_advice", "Going back to school", "School Admissions Code 2021, paragraphs 2.23 to 2.30", {}
)
OFF_ROLLING = _kind(
    "off_rolling",
    "A pupil who left your school for home education",
    "Education Act 1996 s.7: it is the parents’ choice. Ofsted’s definition of off-rolling (unsourced)",
    {
        "school_name": "the school",
        "told_on": "the day on which we were told",
        "reasons": "what appears unlawful",
        "answer_within": "the time for an answer",
        "copies": "who has a copy",
    },
    may_say={"evidence": "what happened before, with its days"},
    audience=Audience.ORGANISATION,
)
OFF_ROLLING_COPY = _kind(
    "off_rolling_copy",
    "For the governors and the trust: a pupil who left the school for home education",
    OFF_ROLLING.source,
    {
        "school_name": "the school",
        "told_on": "the day on which we were told",
        "reasons": "what appears unlawful",
        "answer_within": "the time for an answer",
    },
    may_say={"evidence": "what happened before, with its days"},
    audience=Audience.ORGANISATION,
)
ALL = (
    ACKNOWLEDGEMENT, ENQUIRY, SUITABLE, CONCERN, UNSUITABLE, CONSENT_GIVEN, CONSENT_REFUSED, RETURN_ADVICE, OFF_ROLLING,
    OFF_ROLLING_COPY,
)  # fmt: skip


def school_joins(case: Case, on: date) -> None:
    """The last school is a party of the case, to whose head the letter goes, and who has a copy: the chair of its
    governors, and its trust. Who was one of these and is so no more, such as a former trust, is a party no longer."""
    school = case.school
    if school is None:
        return
    bodies = {SCHOOL_ROLE: school.organisation, GOVERNORS: chair_of_governors(school)}
    if school.trust is not None:
        bodies[TRUST] = body_of(school.trust)
    there = case.parties.filter(role__in=(SCHOOL_ROLE, *COPIED), to_on=None)
    there.exclude(organisation__in=bodies.values()).update(to_on=Greatest("from_on", Value(on)))
    for role, body in bodies.items():
        joins(case, body, role=role, on=on)


def who_is_written_to(case: Case) -> list[dict[str, Any]]:
    """Whom the letter of a step goes to, as a summary list shows it over the form: without a parent it goes to nobody,
    which must be known before it is recorded as written."""
    parents = [one.adult.name for one in parents_of(case.child, today())] if case.child else []
    nobody = "Nobody: no parent is on the child’s record. Add one there first, or no letter is drafted."
    return [{"key": "Written to", "value": parents or nobody}]


def recipients(
    kinds: Sequence[LetterKind], case: Case, party: Party | None, event: Event
) -> list[tuple[LetterKind, Party]]:
    """Whom letters go to, one each: every parent of the case; a head only where off-rolling is the matter, and then
    also those who have a copy."""
    parties = list(case.parties.filter(role__in=(PARENT, SCHOOL_ROLE, *COPIED), to_on=None).order_by("pk"))
    return [(kind, to) for kind in kinds for to in parties if _is_for(kind, to, event)]


def _is_for(kind: LetterKind, to: Party, event: Event) -> bool:
    if kind in (OFF_ROLLING, OFF_ROLLING_COPY):
        wanted = (SCHOOL_ROLE,) if kind is OFF_ROLLING else COPIED
        return to.role in wanted and bool(event.facts.get(OFF_ROLLING_FACT))
    return to.role == PARENT


def copies_of(school: School) -> str:
    """Who has a copy of a letter to a head: the governors, and the trust where the school has one."""
    governors = "the chair of governors"
    return f"{governors}, and {school.trust.name}" if school.trust else governors


def context(kind: LetterKind, case: Case, party: Party | None, event: Event) -> dict[str, Any]:
    """What a letter says, taken from the step that calls for it."""
    known = {
        "told_on": case.opened_on.isoformat(),
        "school_name": str(case.school) if case.school else None,
        "decided_on": event.on.isoformat(),
        "reasons": event.reason,
        "missing": event.facts.get("missing"),
        "reply_within": str(rules.REPLY_WITHIN.on(event.on)),
        "contact_every": str(rules.CONTACT_EVERY.on(event.on)),
        "answer_within": str(rules.ANSWERED_WITHIN.on(event.on)),
        "silence": "yes" if rules.SILENCE_CONFIRMED.on(event.on) else None,
        "evidence": "\n".join(event.facts.get(EVIDENCE, ())),
        "copies": copies_of(case.school) if kind is OFF_ROLLING and case.school else None,
    }
    return {name: value for name, value in known.items() if value and (name in kind.needs or name in kind.may_say)}
