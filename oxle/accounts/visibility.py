"""Which rows a person may see: one rule a model, used by lists and by single pages alike, so they cannot differ."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import Http404

from oxle.core.among import Keys

M = TypeVar("M", bound=Model)
Rule = Callable[[Any], Q]
RULES: dict[type[Model], Rule] = {}

NOTHING = Q(pk__in=[])
EVERYTHING = Q()


def visible(model: type[Model]) -> Callable[[Rule], Rule]:
    """Register the rule that says which rows of a model a user may see."""

    def register(rule: Rule) -> Rule:
        if model in RULES:
            raise ValueError(f"{model.__name__} has two rules of visibility")
        RULES[model] = rule
        return rule

    return register


def visible_to(user: Any, model: type[M]) -> QuerySet[M]:
    """The rows of a model that this person may see; a model without a rule raises rather than shows all."""
    return model._default_manager.filter(RULES[model](user))


def settle_once(user: Any) -> None:
    """From here on, what rules ask of many tables about this very object is asked once: for the person of a request."""
    user.settled = {}


def settled(user: Any, name: str, rule: Callable[[], Q], rows: QuerySet[Any]) -> Q:
    """Which of some rows a rule has: by their keys, found once a request as a person's roles are; outside of one, by
    the rule itself.

    A rule is made into SQL anew for every query, dozens of times a page; one that goes through many tables took longer
    to write down than the database took to answer. What changes within a request is seen by the next one.
    """
    kept: dict[str, Keys] | None = getattr(user, "settled", None)
    if kept is None:
        return rule()
    if name not in kept:
        kept[name] = Keys(rows.filter(rule()).values_list("pk", flat=True))
    return Q(pk__among=kept[name])


def get_or_404(rows: QuerySet[M], **lookup: Any) -> M:
    """The one row, or the same 404 for one that is hidden as for one that does not exist."""
    try:
        return rows.get(**lookup)
    except rows.model.DoesNotExist:
        raise Http404 from None
