"""What pages about one child share: the child loaded with its sight recorded, and the way back to its page."""

from abc import abstractmethod
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from oxle.accounts.permissions import write
from oxle.core.forms import OxleForm
from oxle.core.models import Submission
from oxle.core.pages import FormPage, Page
from oxle.people.models import Adult, Child
from oxle.people.visibility import get_adult_for, get_child_for


class OfChild(Page):
    """A page about one child. Its title never holds a name; the identity bar does."""

    child: Child

    def load(self, **kwargs: str) -> None:
        self.child = get_child_for(self.request.user, kwargs["key"])

    def context(self) -> dict[str, Any]:
        return {"child": self.child, "back_url": self.child_url, "cancel_url": self.child_url}

    @property
    def child_url(self) -> str:
        """The child's own page."""
        return reverse("people:child", args=[self.child.key])

    def to_child(self) -> HttpResponseRedirect:
        """Back to the child's page."""
        return redirect(self.child_url)


class ChildFormPage(OfChild, FormPage):
    """A form about one child."""

    permission = write("pupils")
    template_name = "people/child_form.html"

    def form_kwargs(self) -> dict[str, Any]:
        return {"on": self.on}


class OfAdult(Page):
    """A page about one adult."""

    adult: Adult

    def load(self, **kwargs: str) -> None:
        self.adult = get_adult_for(self.request.user, kwargs["key"])

    def context(self) -> dict[str, Any]:
        return {"adult": self.adult, "back_url": self.adult_url, "cancel_url": self.adult_url}

    @property
    def adult_url(self) -> str:
        """The adult's own page."""
        return reverse("people:adult", args=[self.adult.key])

    def to_adult(self) -> HttpResponseRedirect:
        """Back to the adult's page."""
        return redirect(self.adult_url)


class AdultFormPage(OfAdult, FormPage):
    """A form about one adult."""

    permission = write("pupils")
    template_name = "people/adult_form.html"

    def form_kwargs(self) -> dict[str, Any]:
        return {"on": self.on}


class ConfirmForm(OxleForm):
    """Nothing to fill in: the button says it."""


class AskFirst(FormPage):
    """A create that first asks about what we may hold already: the question is a page of its own.

    `likely(form)` gives what to ask about. The answer comes back in `decided` with everything typed, kept in hidden
    fields, and is trusted only to be asked once: an answer that names something else is asked again.
    """

    ask_template: ClassVar[str] = ""

    @abstractmethod
    def likely(self, form: Any) -> list[Any]:
        """What we may hold already."""

    @abstractmethod
    def answered(self, likely: list[Any]) -> bool:
        """Whether the person has decided about exactly these."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = self.form()
        # A second click finds what the first one made: that is no reason to ask.
        first_click = not Submission.objects.filter(pk=request.POST.get("once", "")).exists()
        if first_click and form.is_valid():
            likely = self.likely(form)
            if likely and not self.answered(likely):
                return self.ask(likely)
        return super().post(request, *args, **kwargs)

    def ask(self, likely: list[Any]) -> HttpResponseBase:
        """Show the question, with everything typed."""
        dropped = {"csrfmiddlewaretoken", "decided", "known"}
        typed = [(key, one) for key, many in self.request.POST.lists() for one in many if key not in dropped]
        self.template_name = self.ask_template
        return self.show(likely=likely, typed=typed, asked=self.request.POST.get("decided") == "missing")
