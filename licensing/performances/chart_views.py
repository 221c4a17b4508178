"""The page of a production’s wall chart: on a screen, and to be printed and hung up."""

from typing import Any

from django.urls import reverse

from licensing.performances import queries
from licensing.performances.wall_chart import chart_for
from licensing.queries import READ
from oxle.audit import sights
from oxle.core.pages import Page


class WallChart(Page):
    """The children of a production by day with their hours, who is in charge, and what does not fit."""

    permission = READ
    template_name = "licensing/wall_chart.html"
    title = "Wall chart"

    def load(self, **kwargs: str) -> None:
        self.production = queries.get_production_for(self.request.user, kwargs["key"])

    def context(self) -> dict[str, Any]:
        chart = chart_for(self.request.user, self.production, on=self.on)
        sights.see(chart.children, "list")
        return {"production": self.production, "chart": chart, "back_url": reverse("licensing:list"), "on": self.on}
