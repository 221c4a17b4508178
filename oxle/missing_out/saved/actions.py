"""Keeps views of the register, changes them and takes them away."""

from datetime import datetime

from django.db import transaction

from oxle.accounts.models import User
from oxle.core.errors import Refused, Stale
from oxle.missing_out.view_models import LONGEST, SavedView


@transaction.atomic
def save_view(*, name: str, is_shared: bool, asked: str, by: User, at: datetime) -> SavedView:
    """Keep a view by a name, for oneself or for everybody who reads the register. Refused where this person has one of
    that name, and where the filters are more than an address holds."""
    if len(asked) > LONGEST:
        raise Refused("So many filters cannot be kept. Take some of them off first.")
    _free(name, by)
    return SavedView.objects.create(name=name, is_shared=is_shared, asked=asked, owner=by, made_at=at)


@transaction.atomic
def change_view(one: SavedView, version: int, *, name: str, is_shared: bool) -> SavedView:
    """Name a view anew, share it, or share it no more."""
    held = _lock(one, version)
    _free(name, held.owner, but=held)
    held.name, held.is_shared, held.version = name, is_shared, held.version + 1
    held.save(update_fields=["name", "is_shared", "version"])
    return held


@transaction.atomic
def remove_view(one: SavedView, version: int) -> None:
    """Take a view away; nothing of the register changes."""
    _lock(one, version).delete()


def _free(name: str, owner: User, but: SavedView | None = None) -> None:
    # Two of one person's queue here, so that the second is told.
    User.objects.select_for_update().only("pk").get(pk=owner.pk)
    there = SavedView.objects.filter(owner=owner, name__iexact=name)
    if there.exclude(pk=but.pk if but else None).exists():
        raise Refused("You have a view of this name already. Choose another name.", field="name")


def _lock(one: SavedView, version: int) -> SavedView:
    held = SavedView.objects.select_for_update(of=("self",)).select_related("owner").get(pk=one.pk)
    if held.version != version:
        raise Stale(held)
    return held
