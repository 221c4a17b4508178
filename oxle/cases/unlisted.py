"""What a school tells in its portal of a pupil who is on no list of ours: kept as the school typed it until somebody
says who it is.

Nothing is looked up for the school, and nobody is matched by the program (docs/adr/unlisted_pupils.md): whether we hold
the child all the same is nothing that a school learns here. A duty makes an `Unlisted` of what can be told so, and the
pages are in `oxle/cases/views/unlisted.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.fields.json import KT
from django.urls import reverse

from oxle.accounts.models import User
from oxle.accounts.permissions import Permission, write
from oxle.accounts.visibility import visible_to
from oxle.cases import told_online
from oxle.cases.actions import duty_team
from oxle.cases.inbox_models import InboxMessage, Origin
from oxle.cases.offers import PortalRow, Task
from oxle.cases.permissions import PORTAL
from oxle.core.dates import from_iso
from oxle.core.errors import Refused, Stale
from oxle.core.keeping import kept
from oxle.core.rules import Rule
from oxle.documents.models import File
from oxle.people import actions as people
from oxle.people.duplicates import Duplicate, possible_duplicates
from oxle.people.models import Child, ChildName, Enrolment
from oxle.people.own_pupils import left_school_of, school_of
from oxle.people.visibility import in_force
from oxle.schooldays.counting import due
from oxle.schooldays.queries import calendar_for
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School

PUPILS = write("pupils")

HIDDEN_MATCH = "A record that you may not open may be this pupil. Somebody who may open it must say who the pupil is."


@dataclass(frozen=True)
class Unlisted:
    """What schools tell to one duty, by their portal, of pupils who are on no list.

    `told_as` is the name under which a message keeps what was told, by which it is known of which kind it is: no two
    have the same. `work` is the permission to work on it, `within` the setting by when somebody says who the pupil is,
    `what` its name on a school's home page, `task` what there is to do, as the work of an officer lists it.
    """

    duty: str
    told_as: str
    work: Permission
    within: Rule[Any]
    what: str
    task: str

    def is_it(self, message: InboxMessage) -> bool:
        """Whether a message is such a telling."""
        return message.channel == Origin.PORTAL and self.told_as in message.told

    def may_identify(self, user: User) -> bool:
        """Whether somebody may say who a pupil is: they work on it, and keep pupils’ records."""
        return user.can(self.work) and user.can(PUPILS)


@transaction.atomic
def tell(
    kind: Unlisted,
    school: School,
    *,
    pupil: Mapping[str, Any],
    notice: Mapping[str, Any],
    text: str,
    files: Mapping[str, File | None],
    by: User,
    on: date,
    at: datetime,
    urgent: bool = False,
) -> InboxMessage:
    """Receive what a school tells of a pupil whom its list lacks: it waits in the inbox of the duty’s team, and has the
    reference that its case will have. `text` is all of it in words, `files` by the field of the notice. Of what is
    urgent everybody there is told at once."""
    given = {name: file for name, file in files.items() if file is not None}
    return told_online.receive_from_school(
        duty_team(kind.duty),
        sender=f"{school.name}: {by.name}",
        text=text,
        told={
            **pupil,
            "school": school.key,
            kind.told_as: dict(notice),
            "files": {name: file.key for name, file in given.items()},
        },
        files=list(given.values()),
        urgent=urgent,
        by=by,
        on=on,
        at=at,
    )


def told_by_school_of(kind: Unlisted, user: User) -> QuerySet[InboxMessage]:
    """What this person’s schools told of pupils on no list, the newest first."""
    return _told_by_schools_of(user).filter(told__has_key=kind.told_as)


def _told_by_schools_of(user: User) -> QuerySet[InboxMessage]:
    own = School.objects.filter(organisation__in=user.organisations_where(PORTAL)).values("key")
    rows = InboxMessage.objects.annotate(told_by=KT("told__school")).filter(channel=Origin.PORTAL, told_by__in=own)
    return rows.select_related("case").order_by("-pk")


def _waiting_of_schools_of(user: User) -> list[InboxMessage]:
    # Each duty has a part of one page that lists these: they are read once for all of them.
    return kept(("told by schools", user.pk), lambda: list(_told_by_schools_of(user).filter(case=None)))


def portal_rows(kind: Unlisted, user: User) -> list[PortalRow]:
    """What this person's schools told so and is no case yet, for the home page of a school."""
    return [
        PortalRow(
            title=f"{one.told['given']} {one.told['family']}",
            pupil="",
            what=f"{kind.what} {one.reference}",
            status="The council makes sure who it is" if one.state == one.State.WAITING else "Dealt with",
            colour="yellow" if one.state == one.State.WAITING else "grey",
            url=reverse(f"{kind.duty}:unlisted_sent", args=[one.key]),
            moment=one.entered_at,
        )
        for one in _waiting_of_schools_of(user)
        if kind.is_it(one)
    ]


def from_message(kind: Unlisted, message: InboxMessage, user: User) -> list[tuple[str, str]]:
    """What an officer can do with such a telling that waits."""
    if not kind.may_identify(user):
        return []
    return [("Say who the pupil is", reverse(f"{kind.duty}:identify", args=[message.key]))]


def school_that_told(message: InboxMessage) -> School:
    """The school that told it."""
    return School.objects.select_related("organisation").get(key=message.told["school"])


def likely_records(message: InboxMessage, user: User) -> list[Duplicate]:
    """Records that may be the pupil, the likeliest first; of those closed to this person only that."""
    typed = message.told
    return possible_duplicates(
        user,
        given=typed["given"],
        family=typed["family"],
        born_on=from_iso(typed["born_on"]),
        upn=typed["upn"],
        postcode=typed["postcode"],
    )


def tasks_of(kind: Unlisted, user: User) -> list[Task]:
    """What was told of pupils who are on no list, for whoever says who they are. There is no case, so no clock of one
    counts the time: it is that of the setting."""
    if not kind.may_identify(user):
        return []
    rows = visible_to(user, InboxMessage).filter(
        channel=Origin.PORTAL, state=InboxMessage.State.WAITING, told__has_key=kind.told_as
    )
    council = calendar_for(None)
    worried = " The school is worried about the child’s safety."
    return [
        Task(
            title=kind.task,
            about=one.sender,
            why=f"It came on {plain_day(one.received_on)}, and no list of ours has the pupil."
            + (worried if one.urgent else ""),
            action="Say who the pupil is",
            url=reverse(f"{kind.duty}:identify", args=[one.key]),
            due_on=due(kind.within.on(one.received_on), one.received_on, council).on,
        )
        for one in rows.order_by("-urgent", "received_on", "pk")
    ]


@transaction.atomic
def identify(message: InboxMessage, child: Child | None, *, kind: str, by: User, on: date) -> Child:
    """Say who the pupil is: a child we hold, or (None) one we do not, whose record is made of what was typed. Either is
    on the school’s register then, for the time it gave and by this `kind` of registration: from there on what was told
    is entered as of any of its pupils.

    Refused for a new child while a record that this person may not open looks the same, or one of that name and
    birthday is on the school’s register, such as since a colleague said so; and for one who is registered at another
    school alone. What we hold of a child stays as it is.
    """
    now = InboxMessage.objects.select_for_update().get(pk=message.pk)
    if now.state != InboxMessage.State.WAITING:
        raise Stale(now)
    if child is None and any(one.child is None for one in likely_records(now, by)):
        raise Refused(HIDDEN_MATCH)
    typed, school = now.told, school_that_told(now)
    if child is None:
        if _is_there(typed, school, on):
            raise Refused("A pupil of this name and birthday is on the school’s register. Choose that record.")
        child = people.add_child(
            given=typed["given"],
            family=typed["family"],
            born_on=date.fromisoformat(typed["born_on"]),
            sex=typed["sex"],
            upn=typed["upn"],
            by=by,
            on=on,
        )
    if not is_or_was_there(child, school, on):
        people.enrol(
            child,
            school,
            from_on=date.fromisoformat(typed["joined_on"]),
            to_on=from_iso(typed.get("left_on")),
            kind=kind,
            year_group=typed["year_group"],
            source=f"Notice {now.reference}",
            by=by,
            on=on,
        )
    return child


def is_or_was_there(child: Child, school: School, on: date) -> bool:
    """Whether by our record a child is on a school’s register, or left it within a year."""
    return school_of(child, [school], on) is not None or left_school_of(child, [school], on) is not None


def _is_there(typed: Mapping[str, Any], school: School, on: date) -> bool:
    """Whether a pupil of the typed name and birthday is on the school’s register by now."""
    named = ChildName.objects.filter(given__iexact=typed["given"], family__iexact=typed["family"])
    rows = Enrolment.objects.filter(in_force(on), school=school, child__born_on=typed["born_on"])
    return rows.filter(child__in=named.values("child")).exists()
