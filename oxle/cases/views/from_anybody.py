"""A message of somebody who is no school of ours: an officer says who the child is, and what it tells goes onto a case.

A duty subclasses `Told` for the search, and puts `FromMessage` before its own page on which a case of a child opens.
"""

from abc import abstractmethod
from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from oxle.accounts.visibility import visible_to
from oxle.audit import sights
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case, Origin
from oxle.cases.pathways import Pathway
from oxle.cases.views import choosing
from oxle.cases.views.inbox import no_longer_waits
from oxle.core.forms import OxleForm
from oxle.core.pages import FormPage, TooLate
from oxle.people.duplicates import possible_duplicates
from oxle.people.models import Child
from oxle.people.search import search
from oxle.schooldays.wording import plain_day


class WhoForm(OxleForm):
    """By what a child is looked for who is not among those that may be meant."""

    names = {"text": "a name, a date of birth or a UPN"}
    text = forms.CharField(
        label="Look for another child",
        max_length=200,
        help_text="By name, date of birth or UPN.",
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
    )


class FromMessage:
    """Before a form page: what it enters is told in the message of its address. What a team handed over is accepted, or
    sent back, and is no telling: 404, as to strangers. To whoever comes after a colleague it says what was done."""

    request: HttpRequest
    message: InboxMessage
    # The page from which one came, of the message.
    back_to: ClassVar[str] = "cases:message"

    def load(self, **kwargs: str) -> None:
        self.message = choosing.message_entered_from(self.request.user, kwargs["message"])
        if self.message.channel == Origin.HAND_OVER:
            raise Http404
        super().load(**kwargs)  # type: ignore[misc]

    def context(self) -> dict[str, Any]:
        back = reverse(self.back_to, args=[self.message.key])
        return {**super().context(), "message": self.message, "back_url": back, "cancel_url": back}  # type: ignore[misc]

    def too_late(self) -> TooLate | None:
        late: TooLate | None = no_longer_waits(self.message, self.request.user) or super().too_late()  # type: ignore[misc]
        return late


class Told(FromMessage, FormPage):
    """What was told, and the children who may be meant. A person says who it is; nothing is matched by itself.

    A duty names its `pathway`, and says in `way_of` where the page of each child leads and in `of_open` what is done
    with a child whose case is open.
    """

    title = "Who is this child?"
    form_class = WhoForm
    template_name = "cases/from_anybody.html"
    submit_label = "Look"
    only_in_time = True
    pathway: ClassVar[Pathway]
    of_open: ClassVar[str] = ""

    @abstractmethod
    def way_of(self, child: Child, case: Case | None) -> tuple[str, str]:
        """What an officer does with a child, whose open case it is or None, and the address of it."""

    def context(self) -> dict[str, Any]:
        told = self.message.told
        known = {**super().context(), "told": self.message, "of_open": self.of_open, "cancel_url": ""}
        if not (told.get("given") or told.get("family")):
            return {**known, "likely": [], "closed": 0}
        found = possible_duplicates(
            self.request.user,
            given=told.get("given", ""),
            family=told.get("family", ""),
            born_on=date.fromisoformat(told["born_on"]) if "born_on" in told else None,
            upn=told.get("upn", ""),
            postcode=told.get("postcode", ""),
        )
        return {
            **known,
            "likely": self._rows([(one.child, "; ".join(one.reasons)) for one in found if one.child]),
            "closed": sum(one.child is None for one in found),
        }

    def form_valid(self, form: Any) -> HttpResponse:
        found = search(self.request.user, form.cleaned_data["text"], self.on)
        rows = self._rows([(hit.child, hit.why) for hit in found.children])
        return self.show(form=form, submit_label=self.submit_label, found=rows, problem=found.asked.problem)

    def _rows(self, found: list[tuple[Child, str]]) -> list[dict[str, str]]:
        """The children as the page lists them, each with where it leads."""
        sights.see([child.pk for child, _ in found], "list")
        cases = self._open_cases(child for child, _ in found)
        rows = []
        for child, why in found:
            does, url = self.way_of(child, cases.get(child.pk))
            rows.append({"who": f"{child}, born {plain_day(child.born_on)}", "why": why, "does": does, "url": url})
        return rows

    def _open_cases(self, children: Iterable[Child]) -> dict[int, Case]:
        """The open case of each of some children that this person may see, by child; one query."""
        rows = visible_to(self.request.user, Case).filter(
            pathway=self.pathway.key, child__in=list(children), closed_on=None
        )
        return {case.child_id: case for case in rows if case.child_id is not None}
