"""What somebody tells of a child whose case is open already: kept beside the case, and read by its officer.

Whoever tells second knows of no case, and must not learn of one from a refusal: what they told is received as any
other. Each school reads only its own.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from ehe import exit_forms, last_school, pathway
from ehe.challenging import challenge_told
from ehe.models import ToldBy, ToldSince
from ehe.possible import must_be_possible
from oxle.accounts.models import User
from oxle.accounts.visibility import NOTHING, get_or_404, visible, visible_to
from oxle.audit import sights
from oxle.cases import actions, casework
from oxle.cases.inbox_models import HandOver, InboxMessage
from oxle.cases.models import Case, Origin, Party
from oxle.cases.permissions import PORTAL
from oxle.cases.standing import as_they_stand
from oxle.core.dates import today
from oxle.core.errors import Refused
from oxle.documents.models import File
from oxle.people.models import Child
from oxle.people.visibility import conflicts_of
from oxle.schools.models import School

# Why a case that had no school has one since.
TOLD_ITSELF = "The school told us of the child itself, and no school was known."


@visible(ToldSince)
def _told_since(user: Any) -> Q:
    """A school sees what it told itself, also of a case that is another school's. Officers read it on the case."""
    if PORTAL not in user.permissions:
        return NOTHING
    mine = Q(school__organisation__in=user.organisations_where(PORTAL))
    return mine & ~Q(case__child__in=conflicts_of(user, today()).values("child"))


def case_of(child: Child) -> Case | None:
    """The child's open case, whoever may see it; None where there is none. Two who tell at the same moment queue."""
    Child.objects.select_for_update().only("pk").get(pk=child.pk)
    return Case.objects.filter(pathway=pathway.EHE.key, child=child, closed_on=None).first()


@transaction.atomic
def tell_more(
    case: Case,
    child: Child,
    school: School | None,
    *,
    told: Mapping[str, Any],
    letter: File | None = None,
    by: User,
    on: date,
    at: datetime,
    origin: str = Origin.PORTAL,
    message: InboxMessage | None = None,
) -> Case:
    """Keep what somebody tells of a child on its open case. `told` holds fields of ToldSince, as `actions.tell` takes
    them; `on` is the day on which it came. What appears unlawful is challenged, where the case's own school says it or
    somebody who is no school: what another school told is not for this one. Refused for what cannot be true."""
    from_school = told["told_by"] == ToldBy.SCHOOL
    # Of anybody else the school is the child's last, which the form begins with, and not who told.
    teller = school if from_school else None
    if school is not None and (why := exit_forms.why_not_of(child, school)):
        raise Refused(why, field="school")
    record = ToldSince(case=case, school=teller, told_at=at, told_on=on, by=by, **told)
    must_be_possible(record, child, on)
    day = max(on, case.opened_on)
    if letter is not None:
        record.letter = casework.attach(
            case, letter, title=exit_forms.LETTER, by=by, on=day, at=at, from_school=origin == Origin.PORTAL
        )
    record.save(force_insert=True)
    who = str(teller) if teller else record.get_told_by_display()
    actions.take(case, pathway.TELL_MORE, by=by, on=day, at=at, facts={"who": who})
    if teller is not None and case.school is None:
        last_school.name_school(
            case, pathway.NAME_SCHOOL, data={"school": teller}, facts={}, by=None, on=day, at=at, reason=TOLD_ITSELF
        )
    elif teller is None or teller == case.school:
        challenge_told(case, record, on=day, at=at)
    if message is not None and message.state == InboxMessage.State.WAITING:
        casework.link_message(message, case, by=by, at=at, version=message.version)
    return case


def handed_over(hand_over: HandOver, case: Case, data: Mapping[str, Any], by: User, on: date, at: datetime) -> None:
    """Keep on the open case what another duty said on handing the child over. `data` holds what `tell_more` asks, and
    the `school`."""
    told = {**{name: value for name, value in data.items() if name != "school"}, "told_by": ToldBy.COUNCIL}
    child = hand_over.case.child
    if child is None:
        raise Refused("This is about no child. Send it back.")
    tell_more(case, child, data["school"], told=told, by=by, on=hand_over.on, at=at, origin=Origin.HAND_OVER)


def unread(case: Case) -> list[ToldSince]:
    """What was told since and no officer has read yet, in order."""
    keys = [pathway.TELL_MORE.key, pathway.READ_MORE.key]
    turns = [one.step for one in as_they_stand(case.events.filter(step__in=keys))]
    count = len(turns) if pathway.READ_MORE.key not in turns else turns[::-1].index(pathway.READ_MORE.key)
    return list(case.told_since.select_related("school__organisation"))[-count:] if count else []


def unread_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why there is nothing to read; None where somebody told more."""
    return None if unread(case) else "Nobody has told more since."


def told_since_by(user: User) -> QuerySet[ToldSince]:
    """What this person's school told of children whose case is not its own, the newest first."""
    rows = visible_to(user, ToldSince).exclude(case__school__organisation__in=user.organisations_where(PORTAL))
    return rows.select_related("case__child", "school__organisation").order_by("-pk")


def of_school(case: Case, school: School | None) -> Sequence[ToldSince]:
    """What one school told since, of a case."""
    return list(case.told_since.filter(school=school).select_related("school__organisation")) if school else []


def get_told_since_for(user: User, key: str) -> ToldSince:
    """What this person's school told of a child whose case was open already, its sight recorded; 404 to strangers."""
    rows = visible_to(user, ToldSince).select_related("case__child", "school__organisation", "by")
    told: ToldSince = get_or_404(rows, key=key)
    sights.see([told.case.child_id], "page")
    return told
