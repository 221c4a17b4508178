"""The pages of the off-rolling radar: the schools of which something was found, and the dated evidence of one."""

from typing import Any

from django.urls import reverse

from ehe import pathway, queries, radar
from ehe.off_rolling import queries as off_rolling
from ehe.radar_list import AtSchool, schools_found
from ehe.tables import RadarTable
from oxle.accounts.visibility import get_or_404
from oxle.audit import sights
from oxle.core.pages import Page
from oxle.schools.models import School


class Radar(Page):
    """The schools that stand out, the least likely first; on request all of which anything was found. It names no
    child."""

    permission = queries.READ
    template_name = "ehe/radar.html"
    title = "Off-rolling radar"

    def context(self) -> dict[str, Any]:
        found = schools_found(self.request.user, self.on)
        listed = [one for one in found if one.why]
        every = "every" in self.request.GET
        return {
            "table": RadarTable.table_for(self.request, found if every else listed),
            "every": every,
            "others": len(found) - len(listed),
        }


class RadarSchool(Page):
    """What was found of one school: each child with what happened, and on which day."""

    permission = queries.READ
    template_name = "ehe/radar_school.html"
    title = "Off-rolling radar"
    school: School

    def load(self, **kwargs: str) -> None:
        schools = School.objects.select_related("organisation", "trust")
        self.school = get_or_404(schools, key=kwargs["key"])
        found = schools_found(self.request.user, self.on)
        self.here = next((one for one in found if one.school == self.school), AtSchool(self.school, ()))
        self.found = self.here.found
        sights.see({one.child.pk for one in self.found}, "list")

    def context(self) -> dict[str, Any]:
        challenges = self.request.user.can(pathway.WORK)
        case = off_rolling.open_case_at(self.request.user, self.school)
        offered = challenges and self.found and case is None
        return {
            "school": self.school,
            "case": case,
            "challenge_url": reverse("ehe:radar_challenge", args=[self.school.key]) if offered else "",
            "why": self.here.why,
            "back_url": reverse("ehe:radar"),
            "kinds": [
                {"heading": words, "rows": [_row(one, challenges=challenges) for one in self.found if one.kind is kind]}
                for kind, words in radar.WORDS.items()
            ],
        }


def _row(one: radar.Sequence, *, challenges: bool) -> dict[str, Any]:
    may = challenges and one.case is not None and pathway.EHE.stage(one.case.stage) in pathway.CHALLENGE.at
    return {
        "name": str(one.child),
        "url": one.case.get_absolute_url() if one.case else reverse("people:child", args=[one.child.key]),
        "evidence": [{"on": on, "words": words} for on, words in one.evidence],
        "challenge_url": reverse("cases:step", args=[one.case.key, pathway.CHALLENGE.key]) if may and one.case else "",
    }
