"""What cases know of reads of children's records: who had a reason to read one, and who is told of unusual ones."""

from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse

from oxle.accounts.models import User
from oxle.accounts.permissions import decide, read
from oxle.accounts.queries import with_roles
from oxle.audit import unusual
from oxle.audit.queries import key_of
from oxle.cases import messages
from oxle.cases.models import Case, Party
from oxle.core import dates
from oxle.correspondence.outbox import queue_message
from oxle.people.models import Enrolment

# Reads are looked at up to this long after them, when the case that was the reason may have closed.
LOOKED_AT_WITHIN = timedelta(weeks=6)


def register() -> None:
    """Tell the audit what it cannot know by itself."""
    unusual.without_reason.append(without_reason)
    unusual.listed.append(unusual_reads_listed)


def managers() -> list[User]:
    """Those who are told of what somebody must look at: they read the audit and decide on the team."""
    people = with_roles(User.objects.filter(is_active=True))
    return [one for one in people if read("audit") in one.permissions and decide("team") in one.permissions]


def without_reason(actor: str, children: set[int]) -> set[int]:
    """The children that a person had no reason to look at.

    A reason is a case, open or closed of late, that they own, that lies with a team of theirs, on which they took a
    step, or that their school is in; and, for a school, that the child was on its register.
    """
    person = User.objects.filter(pk=key_of(actor)).first()
    if person is None:
        return children
    since = dates.today() - LOOKED_AT_WITHIN
    mine = person.organisation_ids
    theirs = Q(owner=person) | Q(team__in=mine) | Q(events__by=person) | Q(school__organisation__in=mine)
    cases = Case.objects.filter(theirs, Q(closed_on=None) | Q(closed_on__gte=since))
    known = set(cases.filter(child__in=children).values_list("child", flat=True))
    known |= set(Party.objects.filter(case__in=cases, child__in=children).values_list("child", flat=True))
    enrolled = Enrolment.objects.filter(Q(to_on=None) | Q(to_on__gte=since), school__organisation__in=mine)
    known |= set(enrolled.filter(child__in=children).values_list("child", flat=True))
    return children - known


def unusual_reads_listed(week_on: date, count: int) -> None:
    """Tell every manager, once a week, that there are unusual reads to review; the page says whose."""
    for person in managers():
        queue_message(
            messages.UNUSUAL_READS,
            person,
            dedupe=f"unusual reads:{week_on}:{person.pk}",
            link=reverse("audit:unusual"),
            at=dates.now(),
        )
