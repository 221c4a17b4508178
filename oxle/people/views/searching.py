"""The search box, its results, and the front page of pupils."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from oxle.accounts.permissions import summary, write
from oxle.audit import sights
from oxle.core.pages import Page
from oxle.people import actions
from oxle.people.ages import age_on
from oxle.people.models import SearchRun
from oxle.people.search import MOST_SHOWN, Found, search


class PupilsHome(Page):
    """Where looking for a child begins."""

    permission = summary("pupils")
    template_name = "people/pupils_home.html"
    title = "Pupils"

    def context(self) -> dict[str, Any]:
        return {"can_write": self.request.user.can(write("pupils"))}


class Search(Page):
    """Takes what was typed, and leads to the results: what was typed is never in an address."""

    permission = summary("pupils")
    title = "Search"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return redirect("people:home")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        run = actions.begin_search(request.POST.get("q", ""), by=request.user, on=self.on, at=self.at)
        return redirect("people:results", key=run.key)


class SearchResults(Page):
    """The results of one's own search, until they expire."""

    permission = summary("pupils")
    template_name = "people/search_results.html"
    title = "Search results"

    def load(self, **kwargs: str) -> None:
        run = SearchRun.objects.filter(key=kwargs["key"], user=self.request.user, expires_at__gt=self.at).first()
        if run is None:
            raise Http404
        self.found = search(self.request.user, run.query, self.on)
        sights.see(shown_children(self.found), "search")

    def context(self) -> dict[str, Any]:
        return {
            "found": self.found,
            "children": [self.line(hit) for hit in self.found.children],
            "most": MOST_SHOWN,
            "restricted": [reverse("people:break_glass", args=[key]) for key in self.found.restricted],
            "can_write": self.request.user.can(write("pupils")),
        }

    def line(self, hit: Any) -> dict[str, Any]:
        """One child of the results, with what tells them from others of the same name."""
        return {"child": hit.child, "why": hit.why, "age": age_on(hit.child.born_on, self.on)}


def shown_children(found: Found) -> list[int]:
    """The primary keys of every child that results name."""
    beside = [child["pk"] for adult in found.adults for child in adult["children"] or []]
    others = [key for hit in found.others for key in hit.children]
    return list(dict.fromkeys([*(hit.child.pk for hit in found.children), *beside, *others]))
