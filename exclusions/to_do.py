"""What a case on the way to a new school asks of its officer besides its deadlines, as rows of My work."""

from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import reverse

from exclusions.panel_referrals.models import PanelReferral
from exclusions.permanent import agenda, pathway
from oxle.accounts.models import User
from oxle.accounts.permissions import write
from oxle.accounts.visibility import visible_to
from oxle.cases.models import Case, Event
from oxle.cases.offers import Task


def tasks_of(user: User, on: date) -> list[Task]:
    """The own exclusions that wait for the fair access panel and whose referral nobody has confirmed. One query for
    whoever has none that could."""
    if not user.can(write("exclusions")):
        return []
    confirmed = PanelReferral.objects.filter(case=OuterRef("pk"))
    chosen = Event.objects.filter(case=OuterRef("pk"), step=pathway.CHOOSE_WAY.key)
    rows = Case.objects.filter(
        ~Exists(confirmed), Exists(chosen), owner=user, pathway=pathway.PERMANENT.key, closed_on=None,
        pk__in=visible_to(user, Case).values("pk"),
    )  # fmt: skip
    mine = list(rows.select_related("child", "school__organisation").order_by("pk"))
    waiting = set(agenda.waiting().values_list("pk", flat=True)) if mine else set()
    return [_referral(case) for case in mine if case.pk in waiting]


def _referral(case: Case) -> Task:
    return Task(
        title="Confirm the referral to the fair access panel",
        about=" · ".join(str(part) for part in (case.child, case.school) if part),
        why="The case waits for the panel, and cannot go on an agenda before that",
        action="Read, complete and confirm it",
        url=reverse("exclusions:panel_referrals:confirm", args=[case.key]),
        case=case.pk,
        child=case.child_id,
    )
