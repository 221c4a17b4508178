"""What a case on the way to a new school asks of its officer besides its deadlines, as rows of My work."""

from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import reverse

from exclusions.fair_access.pathway import FAIR_ACCESS
from exclusions.panel_referrals.models import PanelReferral
from exclusions.permanent import agenda, pathway
from exclusions.placement.attending import beginning_of
from exclusions.placement.ending import ENROLLED
from exclusions.placement.queries import way_of
from oxle.accounts.models import User
from oxle.accounts.permissions import write
from oxle.accounts.visibility import visible_to
from oxle.cases.models import Case, Event
from oxle.cases.offers import Task
from oxle.schooldays.wording import plain_day


def tasks_of(user: User, on: date) -> list[Task]:
    """The own exclusions that wait for the fair access panel and whose referral nobody has confirmed, and the own cases
    of a child who is on the roll of a school that the pupil's record does not have: nobody marks the child there, and
    neither offers nor files follow. A query each for whoever has none."""
    if not user.can(write("exclusions")):
        return []
    return [*_referrals(user), *_schools(user, on)]


def _referrals(user: User) -> list[Task]:
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


def _schools(user: User, on: date) -> list[Task]:
    enrolled = Event.objects.filter(case=OuterRef("pk"), step=ENROLLED)
    rows = Case.objects.filter(
        Exists(enrolled), owner=user, pathway__in=(pathway.PERMANENT.key, FAIR_ACCESS.key), closed_on=None,
        pk__in=visible_to(user, Case).values("pk"),
    )  # fmt: skip
    mine = list(rows.select_related("child", "school__organisation").order_by("pk"))
    return [task for case in mine if (task := _school(case, on)) is not None]


def _school(case: Case, on: date) -> Task | None:
    """The row of a case; None where the record has the school, or the child is on no roll of a school of ours."""
    enrolled, begins = way_of(case).enrolled, beginning_of(case)
    if enrolled is None or begins is None or begins.not_on_record(on) is None:
        return None
    return Task(
        title="Record the new school on the pupil’s record",
        about=" · ".join(str(part) for part in (case.child, begins.to) if part),
        why=f"The child is on its roll since {plain_day(enrolled.on)}, and the record does not have it",
        action="Add the school",
        url=reverse("people:enrol", args=[begins.child.key]),
        due_on=enrolled.on,
        case=case.pk,
        child=case.child_id,
    )
