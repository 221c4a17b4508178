"""What waits for whoever looks for missing children and belongs to no clock of a case: returns, pupils who were taken
off a register, what other authorities ask, and what they do not answer; and what a second person is to decide."""

from datetime import date

from django.urls import reverse

from cme import pathway, rules
from cme.models import AuthorityEnquiry, AuthorityRequest, NewPupil
from cme.return_queries import AT_HOME, at_home_for, lost_for
from cme.unlisted import UNLISTED
from oxle.accounts.models import User
from oxle.accounts.permissions import write
from oxle.accounts.visibility import visible_to
from oxle.cases import duties, unlisted
from oxle.cases.clocks import State
from oxle.cases.inbox_models import InboxMessage, Origin
from oxle.cases.models import Case, Deadline
from oxle.cases.offers import Task
from oxle.schooldays.counting import due
from oxle.schooldays.wording import plain_day


def tasks_of(user: User, on: date) -> list[Task]:
    """The tasks of somebody who works on these cases or decides on them, and of whoever opens a case of a child who is
    educated at home; none for everybody else."""
    others = [
        *(_to_agree(user) if user.can(pathway.DECIDE) else []),
        *(_to_open_at_home(user, on) if user.can(write(AT_HOME)) else []),
    ]
    if not user.can(pathway.WORK):
        return others
    return [
        *others,
        *_to_read(user),
        *unlisted.tasks_of(UNLISTED, user),
        *_to_match(user),
        *_to_look_for(user, on),
        *_to_answer(user),
        *_to_chase(user, on),
    ]


def _to_agree(user: User) -> list[Task]:
    """The closings that somebody else proposed: a case belongs to whoever looks for the child, and not to whoever
    decides."""
    rows = Deadline.objects.filter(
        clock=pathway.SECOND.key, state=State.RUNNING, case__in=visible_to(user, Case).values("pk")
    )
    rows = rows.exclude(event__by=user).select_related("case__child", "case__school__organisation", "event__by")
    return [
        Task(
            title="Say whether the case of a missing child is closed",
            about=" · ".join(str(part) for part in (row.case.child, row.case.school) if part),
            why=f"{row.event.by.name if row.event.by else 'Somebody'} proposed it on {plain_day(row.event.on)}.",
            action="Read what is proposed",
            url=row.case.get_absolute_url(),
            due_on=row.due_on,
            case=row.case_id,
            child=row.case.child_id,
        )
        for row in rows.order_by("due_on", "pk")
    ]


def _to_read(user: User) -> list[Task]:
    """What was told on line and nobody has dealt with yet: there is no case, so no clock of one counts its time. It has
    as long as a school's referral has until somebody looks at safeguarding."""
    rows = visible_to(user, InboxMessage).filter(
        channel=Origin.TOLD, state=InboxMessage.State.WAITING, team__name=duties.duty(pathway.TRACKING.duty).team
    )
    return [
        Task(
            title="Look at what was told on line of a child",
            about=one.sender,
            why=f"It came on {plain_day(one.received_on)}"
            + (
                ", and whoever told it is worried about the child’s safety."
                if one.urgent
                else ", and waits in the inbox."
            ),
            action="Open the message",
            url=reverse("cases:message", args=[one.key]),
            due_on=due(rules.TRIAGE_WITHIN.on(one.received_on), one.received_on).on,
        )
        for one in rows.order_by("-urgent", "received_on", "pk")
    ]


def _to_match(user: User) -> list[Task]:
    rows = visible_to(user, NewPupil).filter(match=NewPupil.Match.WAITS).select_related("school__organisation")
    return [
        Task(
            title="Say whom a new-pupil return is about",
            about=str(one.school),
            why=f"{one.school} told of a pupil on {plain_day(one.told_on)} whom no record matches for certain.",
            action="Look at the return",
            url=reverse("cme:match", args=[one.key]),
            due_on=due(rules.MATCHED_WITHIN.on(one.told_on), one.told_on).on,
        )
        for one in rows.order_by("told_at")
    ]


def _to_look_for(user: User, on: date) -> list[Task]:
    return [
        Task(
            title="Look for a pupil who was taken off a register",
            about=f"{told.child} · {told.school}",
            why="No other school has told of the child since.",
            action="Open the record",
            url=reverse("people:child", args=[told.child.key]),
            due_on=due_on,
            child=told.child_id,
        )
        for told, due_on in lost_for(user, on)
    ]


def _to_open_at_home(user: User, on: date) -> list[Task]:
    """A school that takes a name off its register for home education has told us of it that day: the officers for home
    education open their case as of then."""
    return [
        Task(
            title="Open a case of home education",
            about=f"{told.child} · {told.school}",
            why=f"The school told us on {plain_day(told.told_on)} that it took the name off its register because a "
            "parent educates the child at home.",
            action="Open the record",
            url=reverse("people:child", args=[told.child.key]),
            due_on=told.told_on,
            child=told.child_id,
        )
        for told in at_home_for(user, on)
    ]


def _to_answer(user: User) -> list[Task]:
    return [
        Task(
            title="Answer another authority",
            about=one.authority,
            why=f"It asked about a child on {plain_day(one.received_on)}.",
            action="Open what it asks",
            url=reverse("cme:request", args=[one.key]),
            due_on=one.due_on,
        )
        for one in visible_to(user, AuthorityRequest).filter(answered_on=None).order_by("due_on", "pk")
    ]


def _to_chase(user: User, on: date) -> list[Task]:
    """What other authorities were asked in this officer's cases, and have not answered."""
    rows = AuthorityEnquiry.objects.filter(
        case__in=visible_to(user, Case).values("pk"), case__owner=user, case__closed_on=None, answered_on=None,
        due_on__isnull=False,
    )  # fmt: skip
    return [
        Task(
            title=f"Ask {one.authority} again for its answer" if one.is_overdue(on) else f"{one.authority} answers",
            about=str(one.case.child),
            why=f"It was asked on {plain_day(one.sent_on)}.",
            action="Record its answer",
            url=reverse("cme:authority", args=[one.key]),
            due_on=one.due_on,
            case=one.case_id,
            child=one.case.child_id,
            owner=user.pk,
            waiting_on="" if one.is_overdue(on) else "another authority",
        )
        for one in rows.select_related("case__child").order_by("due_on", "pk")
    ]
