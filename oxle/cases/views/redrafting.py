"""The page on which a letter of a step that was taken already is drafted again."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from oxle.cases import actions, forms, redrafting
from oxle.cases.views.casework import OnCase
from oxle.core.dates import london_day
from oxle.correspondence.models import Letter
from oxle.schooldays.wording import plain_day


class LetterDraftAgain(OnCase):
    """One letter, to one recipient; of the steps that this person may take."""

    form_class = forms.DraftAgainForm
    template_name = "cases/draft_again.html"
    heading = "Draft a letter again"
    submit_label = "Draft the letter"
    done = "The letter is drafted for you to check"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        can = redrafting.draftable(self.case, self.on)
        self.letters = [one for one in can if actions.may_take(self.request.user, one.step)]

    def edited(self) -> Any:
        return self.case

    def form_kwargs(self) -> dict[str, Any]:
        letters = [(one.key, one.title, what_there_is(one.letters)) for one in self.letters]
        return {**super().form_kwargs(), "letters": letters}

    def context(self) -> dict[str, Any]:
        papers = reverse("cases:papers", args=[self.case.key])
        return {**super().context(), "letters": self.letters, "cancel_url": papers}

    def form_valid(self, form: Any) -> HttpResponseBase:
        wanted = form.cleaned_data["letter"]
        redrafting.draft_again(self.case, wanted, version=self.version(), **self.who_and_when())
        return redirect("cases:papers", self.case.key)


def what_there_is(letters: Sequence[Letter]) -> str:
    """What became of the newest of the letters there are, before another is drafted."""
    if not letters:
        return "There is none."
    letter = letters[-1]
    if letter.state == Letter.State.DRAFTED:
        return f"Drafted on {plain_day(london_day(letter.drafted_at))} and not released: the new draft replaces it."
    if letter.returned_on:
        return f"Sent on {plain_day(letter.sent_on)} and came back on {plain_day(letter.returned_on)}."
    if letter.sent_on:
        return f"Sent on {plain_day(letter.sent_on)}: the new letter stands beside it."
    return f"Released on {plain_day(letter.released_on)} and not sent: withdraw it if only the new one is to go."
