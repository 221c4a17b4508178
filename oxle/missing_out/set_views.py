"""The pages of one child's rating: what it is and why, what a person has set, and who says so."""

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from oxle.accounts.permissions import decide, read, write
from oxle.accounts.visibility import get_or_404, visible_to
from oxle.audit import sights
from oxle.cases.rating_models import SetRating
from oxle.core.pages import FormPage, Page, TooLate
from oxle.missing_out import actions
from oxle.missing_out.forms import AnswerForm, EndForm, LowerForm, RaiseForm
from oxle.missing_out.history import items_of, travel
from oxle.missing_out.rating import rating_of, sentence_of
from oxle.people.models import Child
from oxle.people.visibility import get_child_for
from oxle.schooldays.calendar import NotLoaded

READ, WRITE, DECIDE = read("missing_out"), write("missing_out"), decide("missing_out")
A_WEEK = timedelta(weeks=1)


class _OfChild(Page):
    """A page about one child's rating."""

    child: Child

    def load(self, **kwargs: str) -> None:
        self.child = get_child_for(self.request.user, kwargs["key"])

    @property
    def rating_url(self) -> str:
        """The page of the child's rating."""
        return reverse("missing_out:rating", args=[self.child.key])

    def context(self) -> dict[str, Any]:
        return {"child": self.child, "back_url": self.rating_url, "cancel_url": self.rating_url}


class RatingPage(_OfChild):
    """How a child is rated and why, what a person has set, which way it goes, and what would lower it."""

    permission = READ
    template_name = "missing_out/rating.html"
    title = "Rating of a pupil"

    def context(self) -> dict[str, Any]:
        user = self.request.user
        context = {**super().context(), "back_url": reverse("missing_out:register")}
        try:
            rating = rating_of(self.child, self.on)
            before = rating_of(self.child, self.on - A_WEEK, asked_on=self.on)
        except NotLoaded as problem:
            return {**context, "problem": f"This cannot be worked out: {problem}."}
        rows = list(self.child.set_ratings.select_related("asked_by", "decided_by", "ended_by"))
        waiting = next((one for one in rows if one.waits_on(self.on)), None)
        return {
            **context,
            "rating": rating,
            "why": rating.said_to(user),
            "travel": travel(before.rated, rating, self.on - A_WEEK),
            "waiting": waiting,
            "asked": sentence_of(waiting) if waiting else "",
            "may_answer": waiting and waiting.asked_by_id != user.pk and user.can(DECIDE),
            "may_set": user.can(WRITE),
            "items": items_of(rows, user if user.can(WRITE) else None, self.on),
        }


class _SetPage(_OfChild, FormPage):
    """A form that sets a rating."""

    permission = WRITE
    template_name = "missing_out/set.html"
    creates = True


class RatingRaise(_SetPage):
    """Raise a rating, with a reason."""

    form_class = RaiseForm
    title = "Raise the rating"
    submit_label = "Raise the rating"
    done = "The rating is raised."

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.raise_rating(self.child, **form.cleaned_data, by=self.request.user, on=self.on, at=self.at)
        return redirect(self.rating_url)


class RatingLower(_SetPage):
    """Ask for a rating to be lowered: a second person answers."""

    form_class = LowerForm
    title = "Ask for the rating to be lowered"
    submit_label = "Ask a second person"
    done = "A second person must agree now. Until then nothing changes."

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.ask_to_lower(self.child, **form.cleaned_data, by=self.request.user, on=self.on, at=self.at)
        return redirect(self.rating_url)


class _OfSetRating(_OfChild, FormPage):
    """A form about what a person set or asked for."""

    template_name = "missing_out/set.html"
    only_in_time = True

    def load(self, **kwargs: str) -> None:
        seen = visible_to(self.request.user, Child).values("pk")
        rows = SetRating.objects.filter(child__in=seen).select_related("child", "asked_by", "decided_by")
        self.one = get_or_404(rows, key=kwargs["key"])
        self.child = self.one.child
        sights.see([self.child.pk])

    def edited(self) -> SetRating:
        return self.one

    def context(self) -> dict[str, Any]:
        return {**super().context(), "asked": sentence_of(self.one)}

    def late(self, title: str, explanation: str) -> TooLate:
        """That the moment has passed, with the way to the child's rating."""
        return TooLate(title, explanation, self.rating_url, "Go to the pupil’s rating", str(self.child))


class RatingAnswer(_OfSetRating):
    """Agree as the second person that a rating be lowered, or do not."""

    permission = DECIDE
    form_class = AnswerForm
    title = "Agree to a lower rating"
    submit_label = "Save your answer"
    done = "Your answer is recorded."

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        if not self.one.is_lowered:
            raise Http404

    def too_late(self) -> TooLate | None:
        if not self.one.waits_on(self.on):
            return self.late(
                "Nothing waits for an answer",
                "Somebody has answered this, or taken it back, or its last day has passed.",
            )
        if self.one.asked_by_id == self.request.user.pk:
            return self.late("You cannot agree to this", "You asked for it yourself. A second person must agree.")
        return None

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.decide(self.one, self.version(), **form.cleaned_data, by=self.request.user, on=self.on, at=self.at)
        return redirect(self.rating_url)


class RatingEnd(_OfSetRating):
    """Take back what somebody set or asked for."""

    permission = WRITE
    form_class = EndForm
    title = "Take a rating back"
    submit_label = "Take it back"
    done = "It is taken back: what is worked out counts."

    def too_late(self) -> TooLate | None:
        if not may_end(self.one, self.on):
            return self.late("It has ended already", "It does not count any more.")
        return None

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.end(self.one, self.version(), **form.cleaned_data, by=self.request.user, on=self.on, at=self.at)
        return redirect(self.rating_url)


def may_end(one: SetRating, on: date) -> bool:
    """Whether there is still something to take back."""
    return one.ended_on is None and one.agreed is not False and (one.until_on is None or one.until_on >= on)
