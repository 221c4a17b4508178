"""The pages of a team that sees children first: tell of a concern, and see what became of it."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from oxle.accounts.models import Organisation
from oxle.audit import sights
from oxle.cases.concerns import TELL
from oxle.core.pages import FormPage, Page
from oxle.missing_out.concerns import actions
from oxle.missing_out.concerns.forms import ConcernForm
from oxle.missing_out.concerns.queries import get_own_for, own_for
from oxle.missing_out.concerns.tables import OwnRow, OwnTable
from oxle.missing_out.concerns.wording import rows_of


class OwnList(Page):
    """The concerns of one's own teams, each with what became of it."""

    permission = TELL
    template_name = "missing_out/concerns/own_list.html"
    title = "Concerns about pupils"

    def context(self) -> dict[str, Any]:
        found = own_for(self.request.user)
        table = OwnTable.table_for(self.request, [OwnRow(one) for one in found], on=self.on)
        shown = {row.record.key for row in table.page.object_list}
        sights.see([one.concern.child_id for one in found if one.concern.key in shown and one.concern.child_id], "list")
        return {"table": table}


class ConcernTell(FormPage):
    """Tell of a concern about a pupil."""

    permission = TELL
    form_class = ConcernForm
    title = "Tell of a concern about a pupil"
    submit_label = "Send it"
    creates = True
    done = "We have it. This page says what becomes of it."

    def form_kwargs(self) -> dict[str, Any]:
        teams = Organisation.objects.filter(pk__in=self.request.user.organisations_where(TELL))
        return {"teams": list(teams.order_by("name"))}

    def context(self) -> dict[str, Any]:
        return {"cancel_url": reverse("missing_out:concerns:own_list")}

    def form_valid(self, form: Any) -> HttpResponseBase:
        one = actions.tell(form.team, told=form.told(), by=self.request.user, on=self.on, at=self.at)
        return redirect("missing_out:concerns:own", one.key)


class OwnShow(Page):
    """One concern of one's own team, and what became of it."""

    permission = TELL
    template_name = "missing_out/concerns/own.html"
    title = "Concern about a pupil"

    def load(self, **kwargs: str) -> None:
        self.told = get_own_for(self.request.user, kwargs["key"])

    def context(self) -> dict[str, Any]:
        return {
            "told": self.told,
            "rows": rows_of(self.told.concern),
            "back_url": reverse("missing_out:concerns:own_list"),
        }
