"""What referrals to providers add to a child's page, and to the home pages of schools and providers."""

from datetime import date
from typing import Any

from django.urls import reverse

from exclusions.unit_referrals import queries
from exclusions.unit_referrals.models import State
from exclusions.unit_referrals.visibility import READS, WRITES
from exclusions.unit_referrals.words import tag_of
from oxle.accounts.models import User
from oxle.people.models import Child
from oxle.people.panels import Panel
from oxle.provision.notices import Notice


def _of_child(user: User, child: Child, on: date) -> dict[str, Any]:
    return {
        "rows": [
            {
                "url": reverse("exclusions:unit_referrals:referral", args=[one.key]),
                "to": one.provider.name,
                "tag": tag_of(one),
            }
            for one in queries.of_child(user, child)
        ],
        "begin_url": reverse("exclusions:unit_referrals:begin", args=[child.key]) if user.can(WRITES) else "",
    }


def waiting(user: User, on: date) -> Notice | None:
    """For a provider: how many referrals wait for its answer."""
    if not user.can(WRITES):
        return None
    count = queries.referrals_for(user).filter(state=State.SENT).count()
    if not count:
        return None
    words = "1 referral waits for your answer." if count == 1 else f"{count} referrals wait for your answer."
    return Notice("Referrals", words, reverse("exclusions:unit_referrals:list"), "Read and answer")


CHILD_PANEL = Panel(
    "provider_referrals", "Referrals to providers", "exclusions/unit_referrals/child_panel.html", READS, _of_child
)
