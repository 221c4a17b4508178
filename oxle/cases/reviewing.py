"""On which records a person is asked to decide: those whose time is up, and those that wait for a second person."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from oxle.accounts.permissions import write
from oxle.accounts.visibility import get_or_404, visible_to
from oxle.cases import outlived, retention
from oxle.cases.disposable import CASE, CHILD, KINDS, MESSAGE, Disposable, kind_of
from oxle.cases.disposal_models import RUNNING, Disposal, LegalHold, State
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.permissions import cases_to_dispose_of, get_case_to_dispose_of, get_message_for
from oxle.core.rules import RuleBook
from oxle.people.visibility import get_child_for


def to_review(user: Any, kind: Disposable, on: date) -> QuerySet[Any]:
    """The records of a kind on which this person must now decide, the longest over first."""
    return undecided(_over(user, kind, on), kind, on)


def _over(user: Any, kind: Disposable, on: date) -> QuerySet[Any]:
    if kind is MESSAGE:
        return outlived.messages_over(opened_to(user, kind), on, RuleBook())
    if kind is CHILD:
        return outlived.children_over(opened_to(user, kind), on, RuleBook())
    opened = Exists(opened_to(user, kind).filter(pk=OuterRef("pk")))
    rows = cases_to_dispose_of(user).select_related("child", "adult", "organisation").annotate(may_open=opened)
    return retention.cases_over(rows, on)


def opened_to(user: Any, kind: Disposable) -> QuerySet[Any]:
    """The records of a kind that this person may open. Of a team's messages only who works in its inbox opens any."""
    rows = visible_to(user, kind.model)
    return rows.none() if kind is MESSAGE and not user.can(write("inbox")) else rows


def undecided(over: QuerySet[Any], kind: Disposable, on: date) -> QuerySet[Any]:
    """Those of some records whose time is up on which no decision is running or put off to a later day. Each says
    whether it `is_held`.
    """
    decided = Disposal.objects.filter(**{kind.what: OuterRef("pk")})
    put_off = decided.filter(state=State.KEPT, next_review_on__gt=on)
    running = decided.filter(state__in=RUNNING)
    held = Q(**{kind.what: OuterRef("pk")}) | (Q(child=OuterRef("child")) if kind is CASE else Q(pk__in=[]))
    return (
        over.exclude(Q(Exists(put_off)) | Q(Exists(running)))
        .annotate(is_held=Exists(LegalHold.objects.filter(held, lifted_at=None)))
        .order_by("retain_until_on", "pk")
    )


def to_answer(user: Any) -> QuerySet[Disposal]:
    """The proposals on records that this person may open, made by somebody else, the oldest first."""
    opened = Q()
    for kind in KINDS.values():
        opened |= Q(**{f"{kind.what}__in": opened_to(user, kind).values("pk")})
    waiting = Disposal.objects.filter(opened, state=State.PROPOSED).exclude(by=user)
    return waiting.select_related("case", "message", "child", "by").order_by("at", "pk")


def may_open(user: Any, record: Any) -> bool:
    """Whether this person may open the record itself, and so be the second person."""
    return opened_to(user, kind_of(record)).filter(pk=record.pk).exists()


def get_record_to_dispose_of(user: Any, kind: Disposable, key: str) -> Any:
    """The record, for a page about how long it is kept; its sight recorded, 404 to strangers.

    A message that is a case's goes with it, and one that waits goes nowhere: neither has such a page.
    """
    if kind is MESSAGE:
        answered = opened_to(user, kind).filter(state=InboxMessage.State.ANSWERED, case=None, handed_over_by=None)
        return get_message_for(user, get_or_404(answered, key=key).key)
    return get_child_for(user, key) if kind is CHILD else get_case_to_dispose_of(user, key)
