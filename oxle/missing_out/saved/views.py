"""The pages of saved views, and of which columns the register shows."""

from typing import Any

from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from oxle.accounts.permissions import read
from oxle.accounts.visibility import get_or_404
from oxle.core.pages import FormPage
from oxle.missing_out.saved import actions
from oxle.missing_out.saved.forms import EVERYBODY, ONLY_I, ColumnsForm, RemoveForm, ViewForm
from oxle.missing_out.shown import COLUMN, COLUMNS, columns_of
from oxle.missing_out.tables import RegisterFilters
from oxle.missing_out.view_models import SavedView

READ = read("missing_out")
# What of an address a view keeps; which page of the list was open is not of it.
KEPT = (*RegisterFilters.base_filters, "sort", COLUMN)


def kept_of(asked: QueryDict) -> QueryDict:
    """The filters, the sort and the columns that an address asks for."""
    found = QueryDict(mutable=True)
    for name in KEPT:
        if values := asked.getlist(name):
            found.setlist(name, values)
    return found


def _register(asked: str) -> str:
    return f"{reverse('missing_out:register')}?{asked}" if asked else reverse("missing_out:register")


class ColumnsChoose(FormPage):
    """Choose what the list shows of each pupil; its filters and its sort stay."""

    permission = READ
    title = "What the register shows"
    form_class = ColumnsForm
    submit_label = "Show these"

    def initial(self) -> dict[str, Any]:
        return {"columns": columns_of(self.request.GET)}

    def context(self) -> dict[str, Any]:
        return {"cancel_url": _register(kept_of(self.request.GET).urlencode())}

    def form_valid(self, form: Any) -> HttpResponseBase:
        asked = kept_of(self.request.GET)
        asked.setlist(COLUMN, form.cleaned_data["columns"])
        return redirect(_register(asked.urlencode()))


class ViewSave(FormPage):
    """Keep the register as it is filtered, sorted and shown, by a name."""

    permission = READ
    template_name = "missing_out/view.html"
    title = "Save this view of the register"
    form_class = ViewForm
    creates = True
    submit_label = "Save the view"
    done = "The view is saved. It stands above the register."

    def context(self) -> dict[str, Any]:
        asked = kept_of(self.request.GET)
        return {"cancel_url": _register(asked.urlencode()), "keeps": said_of(asked)}

    def form_valid(self, form: Any) -> HttpResponseBase:
        asked = kept_of(self.request.GET).urlencode()
        one = actions.save_view(**form.cleaned_data, asked=asked, by=self.request.user, at=self.at)
        return redirect(_register(one.asked))


class _OfView(FormPage):
    """A page about a view of one's own."""

    template_name = "missing_out/view.html"

    def load(self, **kwargs: str) -> None:
        self.one = get_or_404(SavedView.objects.filter(owner=self.request.user), key=kwargs["key"])

    def edited(self) -> SavedView:
        return self.one

    def context(self) -> dict[str, Any]:
        return {"cancel_url": _register(self.one.asked), "keeps": said_of(QueryDict(self.one.asked)), "one": self.one}


class ViewChange(_OfView):
    """Name a view anew, share it, or share it no more."""

    permission = READ
    title = "Change a saved view"
    form_class = ViewForm
    submit_label = "Save the view"
    done = "The view is changed."

    def initial(self) -> dict[str, Any]:
        return self.stored(self.one)

    def stored(self, record: Any) -> dict[str, Any]:
        return {"name": record.name, "is_shared": EVERYBODY if record.is_shared else ONLY_I}

    def form_valid(self, form: Any) -> HttpResponseBase:
        one = actions.change_view(self.one, self.version(), **form.cleaned_data)
        return redirect(_register(one.asked))


class ViewRemove(_OfView):
    """Take a view away."""

    permission = READ
    title = "Take a saved view away"
    form_class = RemoveForm
    submit_label = "Take it away"
    done = "The view is gone. Nothing of the register has changed."

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.remove_view(self.one, self.version())
        return redirect("missing_out:register")


def said_of(asked: QueryDict) -> list[str]:
    """What a view keeps, in words: each filter with its values, and the columns."""
    filters = RegisterFilters.base_filters
    found = [f"{filters[name].label}: {', '.join(asked.getlist(name))}" for name in filters if asked.getlist(name)]
    shown = ", ".join(COLUMNS[key].label for key in columns_of(asked))
    return [*(found or ["No filter: every pupil on the register"]), f"Columns: {shown}"]
