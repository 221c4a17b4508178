"""The base classes of every page: who may open it, one transaction, one domain call, nothing typed ever lost."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.views import View

from oxle.core import dates, idempotency, typed
from oxle.core.answers import in_labels, typed_into
from oxle.core.errors import Refused, Stale
from oxle.core.forms import OxleForm

# A page that anyone may open, signed in or not, says so in this word, so that none is open by oversight.
ANYONE = "anyone"
# A page for every signed-in person (their own account, their home).
SIGNED_IN = "signed in"
SAVED_BEFORE = "Your change is saved."
NOTHING = (None, "", [])
TYPED_IS_HERE = "You were signed out before this was saved. What you typed is still here: look it over, then save it."


class Page(View, ABC):
    """One page. Subclasses name its `permission`, its `template_name` and its `title`, and load what it shows.

    A person who is not signed in is asked to; one whose roles never include this page gets 403; one who asks for a
    record they may not see gets the same 404 as for one that does not exist (`load` uses `get_…_for(user, key)`).
    """

    permission: Any = None
    template_name: ClassVar[str] = ""
    title: str = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.permission is None:
            raise TypeError(f"{type(self).__name__} names no permission")
        if self.permission is not ANYONE:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if self.permission is not SIGNED_IN and not request.user.can(self.permission):
                raise PermissionDenied
        self.on = dates.today()
        self.at = dates.now()
        self.load(**kwargs)
        return super().dispatch(request, *args, **kwargs)

    def load(self, **kwargs: str) -> None:
        """Fetch what the URL names, through an access function; raise Http404 for what this person may not see."""

    def page_title(self) -> str:
        """What the page is called: `title`, unless a subclass says more. Of a record its reference, never a name."""
        return self.title

    def context(self) -> dict[str, Any]:
        """What the template shows."""
        return {}

    def show(self, status: int = 200, **extra: Any) -> HttpResponse:
        """Render the page."""
        return render(
            self.request,
            self.template_name,
            {"title": self.page_title(), "page": self, **self.context(), **extra},
            status=status,
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.show()


@dataclass(frozen=True)
class TooLate:
    """Why a form can no longer be sent: what happened to its record meanwhile, and where to see how that stands.

    `about` says whom the record is about, as the form's own page did; `first` is where it is done what must come
    before, as words and address.
    """

    title: str
    explanation: str
    url: str
    link: str
    about: str = ""
    first: tuple[str, str] | None = None


class FormPage(Page):
    """A page with a form. `form_valid` makes one domain call and returns where to go next; or it shows the form once
    more, having done nothing, to ask about what would surprise.

    An edit names what it changes in `edited()`: its version travels in the form, and a second editor gets a page with
    both texts; a second click of the same person goes where the first one went. A create is guarded against a double
    click by a one-time token. What is neither, such as the release of a letter, carries the token too: where it cannot
    be done again, whoever sent this very form before is led where it led then. A `Refused` from the domain call is
    shown at its field with everything typed kept, and nothing it wrote stays. What is sent after the session ended is
    shown again once the same person has signed in. Where the moment for it has passed (`too_late`) nothing is saved,
    and what was typed is shown to be copied; with `only_in_time` no form is shown then to whoever only opens the page.
    """

    form_class: type[forms.Form]
    template_name: ClassVar[str] = "core/form.html"
    submit_label: ClassVar[str] = "Save and continue"
    creates: bool = False
    only_in_time: ClassVar[bool] = False
    done: ClassVar[str] = ""

    def edited(self) -> Any:
        """The versioned record this form changes, when it is an edit."""
        return None

    def too_late(self) -> TooLate | None:
        """Why this form can no longer be sent, whatever is typed; None while it can."""
        return None

    def initial(self) -> dict[str, Any]:
        """What the form's fields hold before anything is typed."""
        return {}

    def form_type(self) -> type[forms.Form]:
        """Which form is shown: its `form_class`, unless that follows from the record."""
        return self.form_class

    def form_kwargs(self) -> dict[str, Any]:
        """Anything else the form's constructor needs, such as the choices this person may make."""
        return {}

    @cached_property
    def sent(self) -> QueryDict | None:
        """What the form was sent with, now or just before the session ended; None when it is only opened."""
        return self.request.POST if self.request.method == "POST" else typed.kept(self.request)

    def form(self) -> forms.Form:
        """The form, bound to what was sent."""
        form_type = self.form_type()
        day = {"on": self.on} if issubclass(form_type, OxleForm) else {}
        return form_type(
            self.sent,
            self.request.FILES if self.request.method == "POST" else None,
            initial=self.initial(),
            **{**day, **self.form_kwargs()},
        )

    @abstractmethod
    def form_valid(self, form: Any) -> HttpResponseBase:
        """Make the one domain call, and say where to go."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if (self.sent is not None or self.only_in_time) and (late := self.too_late()) is not None:
            return self.show_too_late(late, self.form() if self.sent is not None else None)
        if self.sent is not None:
            messages.info(request, TYPED_IS_HERE)
        return self._show_form(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        typed.forget(request)
        token = idempotency.read_token(request.POST.get("once", "")) if self.creates else ""
        # Before the form is checked: what the first click made could make the second one's form look wrong.
        if token and (first := idempotency.result_of(token)) is not None:
            return redirect(first)
        form = self.form()
        if (late := self.too_late()) is not None:
            return self._sent_before() or self.show_too_late(late, form)
        if not form.is_valid():
            return self._sent_before() or self._show_form(form)
        try:
            with transaction.atomic():
                if token and (first := idempotency.spend(token, at=self.at)) is not None:
                    return redirect(first)
                response = self.form_valid(form)
                if token:
                    idempotency.settle(token, response.headers.get("Location", ""))
                else:
                    self._remember(response)
        except Refused as refusal:
            if before := self._sent_before():
                return before
            field = refusal.field if refusal.field in form.fields else None
            form.add_error(field, refusal.message)
            return self._show_form(form)
        except Stale as stale:
            return self._sent_before() or self.show_stale(form, stale.record)
        if self.done and "Location" in response.headers:
            messages.success(request, self.done)
        return response

    def _remember(self, response: HttpResponseBase) -> None:
        """Keep where a form led that creates nothing, for a second click of the same."""
        if (same := self._same()) and "Location" in response.headers:
            idempotency.remember(same, response.headers["Location"], at=self.at)

    def _sent_before(self) -> HttpResponseBase | None:
        """Where this very form led when this person sent it before, with the same text and version or token; None where
        they did not. The answer to the first click was never shown."""
        same = self._same()
        location = idempotency.result_of(same) if same else None
        if location is None:
            return None
        messages.success(self.request, self.done or SAVED_BEFORE)
        return redirect(location)

    def _same(self) -> str:
        """What a form that creates nothing has in common with itself when it is sent twice; "" where nothing tells that
        it is the same, and where files came with it."""
        told_by = self.version() or (self._acts_once() and idempotency.read_token(self._hidden("once")))
        if self.creates or not told_by or self.request.FILES:
            return ""
        texts = sorted((name, texts) for name, texts in self.request.POST.lists() if name != "csrfmiddlewaretoken")
        return idempotency.token_of(self.request.user.pk, self.request.path, texts)

    def _acts_once(self) -> bool:
        """Whether this neither creates nor edits a record. A person's own account is left out: what is typed there,
        such as a password, leaves no trace."""
        return not self.creates and self.permission not in (ANYONE, SIGNED_IN) and self.edited() is None

    def once(self) -> str:
        """The token that guards this form against a double click; kept while the form is shown again."""
        sent = idempotency.read_token(self._hidden("once"))
        return sent or (idempotency.new_token() if self.creates or self._acts_once() else "")

    def version(self) -> int:
        """The version of the edited record that this form was filled in against."""
        try:
            return int(self._hidden("version"))
        except ValueError:
            return 0

    def taken(self) -> dict[str, Any]:
        """Who acts, when, and against which version: what most domain calls ask besides what was typed."""
        return {"by": self.request.user, "on": self.on, "at": self.at, "version": self.version()}

    def _hidden(self, name: str) -> str:
        return self.sent.get(name, "") if self.sent is not None else ""

    def show_too_late(self, late: TooLate, form: forms.Form | None = None) -> HttpResponse:
        """The page that says so; with a form that was sent, what was typed into it, and no way to save it."""
        typed_in = typed_into(form) if form is not None else []
        context = {"title": late.title, "late": late, "typed": typed_in, "page": self, "about": late.about}
        # To whoever only opened the page nothing was refused.
        status = 409 if self.request.method == "POST" else 200
        return render(self.request, "core/too_late.html", context, status=status)

    def _show_form(self, form: forms.Form, version: int | None = None) -> HttpResponse:
        record = self.edited()
        if form.errors and isinstance(form, OxleForm):
            form.ask_again_for_files()
        return self.show(
            form=form,
            submit_label=self.submit_label,
            once=self.once(),
            version=version or self._hidden("version") or (record.version if record is not None else ""),
            has_errors=bool(form.errors),
        )

    def show_stale(self, form: forms.Form, record: Any) -> HttpResponse:
        """Both texts, field by field: what this person typed, and what the record holds now."""
        theirs = self.stored(record)
        rows = []
        for name, field in form.fields.items():
            yours = in_labels(field, form.cleaned_data.get(name))
            saved = in_labels(field, theirs.get(name, getattr(record, name, None)))
            # Nothing is nothing, whether a field keeps it as an empty text, an empty list or not at all.
            differs = (yours not in NOTHING or saved not in NOTHING) and yours != saved
            rows.append(
                {"label": form[name].label, "yours": yours, "theirs": saved, "differs": differs, "field": form[name]}
            )
        return render(
            self.request,
            "core/stale.html",
            {
                "title": "This changed while you had it open",
                "rows": rows,
                "version": record.version,
                "form": form,
                "page": self,
            },
            status=409,
        )

    def stored(self, record: Any) -> dict[str, Any]:
        """What the record holds now, by form field, where the names differ from the record's own."""
        return {}
