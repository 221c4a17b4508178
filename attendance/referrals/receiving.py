"""A referral of a pupil whom the school typed in: a person at the council says who it is, and then there is a case.

The program matches nobody. What a school typed becomes a record, or touches one, only through these actions, and what
the school sees is the same either way: docs/adr/unlisted_pupils.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from attendance.referrals import actions, sections, telling
from attendance.referrals.models import Draft
from oxle.accounts.models import User
from oxle.cases.models import Case
from oxle.core.concurrency import save_if_unchanged
from oxle.core.errors import Refused, Stale
from oxle.people import actions as people
from oxle.people.duplicates import Duplicate, possible_duplicates
from oxle.people.models import Adult, Child, Relationship

MOST_PROBLEMS_NAMED = 5
NOT_FITTING = (
    "The school’s days were changed after the register was sent, and these lines of it do not fit them any more."
)
WHAT_TO_DO = "Return it to the school to put them right, or ask an administrator if the school’s days are wrong."
HIDDEN_MATCH = "A record that you may not open may be this pupil. Somebody who may open it must say who the pupil is."


@dataclass(frozen=True)
class ParentIs:
    """Who a typed parent is, by the key it was typed under: an adult we hold, or (None) somebody new."""

    key: str
    adult: Adult | None


def likely_records(draft: Draft, user: User) -> list[Duplicate]:
    """Records that may be the pupil of a draft, the likeliest first; of those closed to this person only that."""
    typed = draft.answers[sections.PUPIL]
    return possible_duplicates(
        user,
        given=typed["given"],
        family=typed["family"],
        born_on=date.fromisoformat(typed["born_on"]),
        upn=typed["upn"],
        postcode=typed["postcode"],
    )


def register_problems(draft: Draft) -> str:
    """What of the register that was sent fits no more, since term dates or closures were changed; empty when it all
    does."""
    extract = sections.extract_of(draft, draft.sent_on)
    if extract is None or extract.is_sound:
        return ""
    named = [f"{problem}." for problem in extract.problems[:MOST_PROBLEMS_NAMED]]
    more = len(extract.problems) - len(named)
    others = [f"And {more} more."] if more else []
    return " ".join([NOT_FITTING, *named, *others, WHAT_TO_DO])


@transaction.atomic
def identify(
    draft: Draft,
    *,
    child: Child | None,
    enrol: bool,
    parents: Sequence[ParentIs],
    by: User,
    on: date,
    at: datetime,
    version: int,
) -> Case:
    """Say who the pupil of a draft is: a child we hold, or (None) one we do not. Its case opens as of the day it came.

    `enrol` records them on the school's register; `parents` are those typed parents who are to be parties. Refused
    for a new child while a record that this person may not open looks the same, and for a child with an open case; and
    where the register that was sent no longer fits the school's days, for nothing of it is dropped in silence.
    """
    draft = _waiting(draft, version)
    if problems := register_problems(draft):
        raise Refused(problems)
    if child is None and any(one.child is None for one in likely_records(draft, by)):
        raise Refused(HIDDEN_MATCH)
    if not parents:
        raise Refused("Keep at least one parent or carer.")
    source = f"Referral {draft.reference}"
    found = child or _added(draft, source, by, on)
    if enrol:
        _enrol(draft, found, source, by, on)
    adults = [_parent(draft, found, one, source, by, on) for one in parents]
    case = actions.open_from(
        draft,
        found,
        list(dict.fromkeys(adults)),
        received_on=draft.sent_on,
        by=draft.sent_by,
        on=on,
        at=at,
        extract=sections.extract_of(draft, draft.sent_on),
        reference=draft.reference,
    )
    draft.child, draft.case, draft.state = found, case, Draft.State.SENT
    draft.identified_at, draft.identified_by = at, by
    save_if_unchanged(draft, version, ["child", "case", "state", "identified_at", "identified_by"])
    return case


@transaction.atomic
def return_unidentified(draft: Draft, *, because: str, by: User, on: date, at: datetime, version: int) -> None:
    """Send a draft back to the school, because what it typed does not say who the pupil is. It opens again there."""
    draft = _waiting(draft, version)
    draft.state, draft.returned_on, draft.returned_because = Draft.State.RETURNED, on, because
    save_if_unchanged(draft, version, ["state", "returned_on", "returned_because"])
    telling.tell_of_return(draft, at=at)


def _waiting(draft: Draft, version: int) -> Draft:
    rows = Draft.objects.select_for_update(of=("self",)).select_related("school__organisation", "sent_by", "message")
    now = rows.get(pk=draft.pk)
    if now.version != version or now.state != Draft.State.TO_IDENTIFY:
        raise Stale(now)
    return now


def _added(draft: Draft, source: str, by: User, on: date) -> Child:
    typed = draft.answers[sections.PUPIL]
    child = people.add_child(
        given=typed["given"],
        family=typed["family"],
        preferred_given=typed["preferred_given"],
        preferred_family=typed["preferred_family"],
        born_on=date.fromisoformat(typed["born_on"]),
        sex=typed["sex"],
        upn=typed["upn"],
        language=typed["language"],
        interpreter_needed=typed["interpreter_needed"],
        by=by,
        on=on,
    )
    _add_address(child, typed, draft, source, by, on)
    return child


def _enrol(draft: Draft, child: Child, source: str, by: User, on: date) -> None:
    typed = draft.answers[sections.PUPIL]
    joined_on = date.fromisoformat(typed["joined_on"])
    people.enrol(child, draft.school, from_on=joined_on, year_group=typed["year_group"], source=source, by=by, on=on)


def _parent(draft: Draft, child: Child, is_: ParentIs, source: str, by: User, on: date) -> Adult:
    typed = next(one for one in sections.typed_parents(draft) if one["key"] == is_.key)
    if is_.adult and Relationship.objects.filter(child=child, adult=is_.adult, to_on=None).exists():
        return is_.adult
    facts = ("title", "given", "family", "phone", "email", "language", "interpreter_needed")
    to_child = ("kind", "parental_responsibility", "lives_with", "has_care", "contact_is_unsafe")
    born_on = date.fromisoformat(typed["born_on"]) if typed["born_on"] else None
    adult = people.add_related_adult(
        child,
        is_.adult,
        adult={**{name: typed[name] for name in facts}, "born_on": born_on},
        relationship={**{name: typed[name] for name in to_child}, "source": source},
        by=by,
        on=on,
    )
    if is_.adult is None:
        _add_address(adult, typed, draft, source, by, on)
    return adult


def _add_address(whose: Child | Adult, typed: Mapping[str, Any], draft: Draft, source: str, by: User, on: date) -> None:
    # Only to a record that did not exist before: an address we hold may be withheld, and nothing typed replaces it.
    if typed["lines"]:
        people.add_address(
            whose,
            lines=typed["lines"],
            postcode=typed["postcode"],
            from_on=draft.sent_on,
            source=source,
            by=by,
            on=on,
        )
