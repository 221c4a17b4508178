"""The register of challenges: the schools that were challenged, and of one school each challenge."""

from typing import Any

from django.urls import reverse

from oxle.accounts.permissions import read
from oxle.accounts.visibility import get_or_404
from oxle.audit import sights
from oxle.cases.challenge_register import Entry, register_for
from oxle.cases.challenge_tables import ChallengeTable
from oxle.core.pages import Page
from oxle.schools.models import School

READ = read("cases")


class ChallengeRegister(Page):
    """The schools, the most challenged first. It names no child."""

    permission = READ
    template_name = "cases/challenges.html"
    title = "Challenges"

    def context(self) -> dict[str, Any]:
        rows = register_for(self.request.user, self.on)
        return {"table": ChallengeTable.table_for(self.request, rows)}


class ChallengesOfSchool(Page):
    """Each challenge of a school within a year: what appeared unlawful, the answer, and how it ended."""

    permission = READ
    template_name = "cases/challenges_of.html"
    title = "Challenges"
    school: School

    def load(self, **kwargs: str) -> None:
        self.school = get_or_404(School.objects.select_related("organisation"), key=kwargs["key"])
        here = register_for(self.request.user, self.on, self.school)
        self.entries = here[0].entries if here else ()
        sights.see({one.case.child_id for one in self.entries if one.case.child_id}, "list")

    def context(self) -> dict[str, Any]:
        return {
            "school": self.school,
            "back_url": reverse("cases:challenges"),
            "entries": [_row(one) for one in self.entries],
        }


def _row(one: Entry) -> dict[str, Any]:
    return {
        "case": one.case,
        "about": one.about,
        "on": one.challenge.on,
        "challenges": [one.challenge],
        "due_on": one.due_on,
        "answered_on": one.answered_on,
        "ended": bool(one.ends),
        "late": one.due_on is not None and one.answered_on is not None and not one.in_time,
    }
