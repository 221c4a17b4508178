"""The pages of the queue: concerns of which nobody has said whom they are about. None is ever dropped."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from oxle.audit import sights
from oxle.cases.concern_models import Concern
from oxle.cases.concerns import WORK, restricted_concerns, waiting_concerns
from oxle.core.errors import Refused
from oxle.core.pages import FormPage, Page, TooLate
from oxle.missing_out.concerns import actions
from oxle.missing_out.concerns.forms import AnswerTeamForm, WhomForm
from oxle.missing_out.concerns.queries import get_concern_for
from oxle.missing_out.concerns.wording import rows_of
from oxle.people.duplicates import possible_duplicates
from oxle.people.models import Child
from oxle.people.views.base import ConfirmForm
from oxle.people.visibility import children_for
from oxle.schooldays.wording import plain_day


class Queue(Page):
    """The concerns that wait, the oldest first, and those about restricted records."""

    permission = WORK
    template_name = "missing_out/concerns/queue.html"
    title = "Concerns about pupils nobody has identified"

    def context(self) -> dict[str, Any]:
        user = self.request.user
        return {
            "waiting": list(waiting_concerns(user)),
            "restricted": [
                {"told_on": one.told_on, "url": reverse("people:break_glass", args=[key])}
                for one, key in restricted_concerns(user)
            ],
            "back_url": reverse("missing_out:concerns:workspace"),
        }


class _OfConcern(FormPage):
    """A form about one concern."""

    permission = WORK
    template_name = "missing_out/concerns/concern_form.html"
    only_in_time = True

    def load(self, **kwargs: str) -> None:
        self.concern = get_concern_for(self.request.user, kwargs["key"])

    def edited(self) -> Concern:
        return self.concern

    def context(self) -> dict[str, Any]:
        url = reverse("missing_out:concerns:queue")
        return {"concern": self.concern, "rows": rows_of(self.concern), "back_url": url, "cancel_url": url}


class _OfWaiting(_OfConcern):
    """A form about a concern that waits."""

    def too_late(self) -> TooLate | None:
        one = self.concern
        if one.match == Concern.Match.WAITS:
            return None
        if one.child is None:
            did, url, link = "Somebody has answered it.", reverse("missing_out:concerns:queue"), "See what waits"
        else:
            did = "It is known whom it is about."
            url, link = reverse("missing_out:concerns:pupil", args=[one.child.key]), "See what was told of the pupil"
        return TooLate("This concern no longer waits", did, url, link)


class ConcernMatch(_OfWaiting):
    """Say whom a concern is about: of those who may be meant, or by UPN."""

    form_class = WhomForm
    template_name = "missing_out/concerns/match.html"
    title = "Whom is this concern about?"
    submit_label = "Save"
    done = "It is recorded whom the concern is about."

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        one = self.concern
        found = []
        if one.born_on is not None and one.match == Concern.Match.WAITS:
            found = possible_duplicates(
                self.request.user, given=one.given, family=one.family, born_on=one.born_on, upn=one.upn,
                postcode=one.postcode,
            )  # fmt: skip
        self.closed = sum(match.child is None for match in found)
        self.children: list[tuple[Child, str]] = [
            (match.child, f"{match.child}, born {plain_day(match.child.born_on)}. {'; '.join(match.reasons)}")
            for match in found
            if match.child
        ]
        sights.see([child.pk for child, _ in self.children], "list")

    def form_kwargs(self) -> dict[str, Any]:
        return {"children": self.children}

    def stored(self, record: Any) -> dict[str, Any]:
        return {"child": record.child.key if record.child else None}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "closed": self.closed}

    def form_valid(self, form: Any) -> HttpResponseBase:
        child = form.chosen() or self._by_upn(form.cleaned_data["upn"])
        actions.say_whom(self.concern, self.version(), child=child, by=self.request.user, at=self.at)
        return redirect("missing_out:concerns:pupil", child.key)

    def _by_upn(self, upn: str) -> Child:
        child = Child.objects.filter(children_for(self.request.user), upn=upn).first()
        if child is None:
            raise Refused("No pupil whom you may see has this UPN.", field="upn")
        return child


class ConcernMake(_OfWaiting):
    """Make the record of a pupil whom nobody knew."""

    form_class = ConfirmForm
    title = "Make a record of this pupil"
    submit_label = "Make the record"
    done = "The record is made. Look over what is in it."

    def form_valid(self, form: Any) -> HttpResponseBase:
        child = actions.make_record(self.concern, self.version(), by=self.request.user, on=self.on, at=self.at)
        return redirect("missing_out:concerns:pupil", child.key)


class ConcernAnswer(_OfWaiting):
    """Answer a concern without a record."""

    form_class = AnswerTeamForm
    title = "Answer the team"
    submit_label = "Save the answer"
    done = "The answer is saved. The team sees it."

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.answer(self.concern, self.version(), **form.cleaned_data, by=self.request.user, at=self.at)
        return redirect("missing_out:concerns:queue")


class ConcernTakeOff(_OfConcern):
    """Take a concern off a pupil whom it is not about: it waits again."""

    form_class = ConfirmForm
    title = "This concern is about another pupil"
    submit_label = "Take it off this pupil"
    done = "The concern waits again until somebody says whom it is about."

    def too_late(self) -> TooLate | None:
        if self.concern.child is not None:
            return None
        url = reverse("missing_out:concerns:queue")
        return TooLate("Nobody has said whom this is about", "It waits in the queue.", url, "See what waits")

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.take_off(self.concern, self.version())
        return redirect("missing_out:concerns:match", self.concern.key)
