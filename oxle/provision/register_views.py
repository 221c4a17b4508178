"""A provider's own pages: its register of a day, a whole class at once, and what it may see of one pupil."""

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from oxle.accounts.permissions import write
from oxle.core.pages import FormPage, Page
from oxle.people.visibility import get_child_for
from oxle.provision import marks, panels, queries
from oxle.provision.models import GivenMark, Provider
from oxle.provision.notices import notices_for
from oxle.provision.register_forms import REST_PRESENT, RegisterForm
from oxle.provision.wording import hours, week_of
from oxle.registers.extract_rows import Half
from oxle.schooldays.wording import full_day, listed

TAKES_REGISTERS = write("marks")
DAY = timedelta(days=1)


class RegisterHome(Page):
    """Today's register of the provider that this person acts for; a choice where they act for several."""

    permission = TAKES_REGISTERS
    template_name = "provision/register_home.html"
    title = "Register"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        providers = list(queries.providers_for(request.user))
        if len(providers) == 1:
            return redirect("provision:register", providers[0].key, self.on.isoformat())
        return self.show(providers=providers, day=self.on.isoformat())


class _OfOurProvider(Page):
    """Loads the provider that the address names, of those this person acts for."""

    permission = TAKES_REGISTERS
    provider: Provider

    def load(self, **kwargs: str) -> None:
        self.provider = queries.get_provider_for(self.request.user, kwargs["key"])


class Register(_OfOurProvider, FormPage):
    """The register of a day: every pupil with a place, each session of theirs, all saved at once."""

    form_class = RegisterForm
    template_name = "provision/register.html"
    title = "Register"
    done = "The register is saved."

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        try:
            self.day = date.fromisoformat(kwargs["day"])
        except ValueError:
            raise Http404 from None
        if self.day > self.on:
            raise Http404
        self.expected = marks.expected_on(self.request.user, self.provider, self.day, self.on)
        self.begun = marks.begun(self.day, self.at)

    def form_kwargs(self) -> dict[str, Any]:
        return {"expected": self.expected, "begun": self.begun, "why_not": self.why_not}

    def why_not(self, child: str, half: Half) -> str:
        """Why somebody who is not on this page cannot be marked here."""
        return marks.why_not(self.provider, child, self.day, half, self.on)

    def form_valid(self, form: Any) -> HttpResponseBase:
        said = form.marks()
        marks.give_marks(self.provider, self.day, said, by=self.request.user, today=self.on, at=self.at)
        return redirect("provision:register", self.provider.key, self.day.isoformat())

    def show(self, status: int = 200, **extra: Any) -> Any:
        form = extra["form"]
        return super().show(status, rows=[self._row(form, one) for one in self.expected], **extra)

    def context(self) -> dict[str, Any]:
        before, after = self._next(-DAY), self._next(DAY)
        left_out = marks.left_out_on(self.request.user, self.provider, self.day, self.on)
        unmarked = [half for one in self.expected for half in one.halves if not one.says[half]]
        return {
            "provider": self.provider,
            "notices": notices_for(self.request.user, self.on),
            "day": full_day(self.day),
            "halves": [str(half).capitalize() for half in Half],
            "before": {"words": full_day(before), "url": self._url(before)},
            "after": {"words": full_day(after), "url": self._url(after)} if after <= self.on else None,
            "rest_present": REST_PRESENT,
            "rest": any(half in self.begun for half in unmarked),
            "only_morning": Half.AFTERNOON not in self.begun,
            "unmarked": len(unmarked),
            "left_out": len(left_out),
            "left_out_because": listed(sorted(set(left_out))),
        }

    def _row(self, form: RegisterForm, one: marks.Expected) -> dict[str, Any]:
        return {
            "child": one.child,
            # Once a place has ended no more is shown of a pupil than the register of its days.
            "url": reverse("provision:register_pupil", args=[self.provider.key, one.child.key])
            if one.runs_on(self.on)
            else "",
            "cells": [
                {
                    "half": str(half).capitalize(),
                    "field": form[marks.field_of(one.child.key, half)] if half in one.halves else None,
                    "seen": {"name": form.seen(one.child.key, half), "says": one.says[half]},
                }
                for half in Half
            ],
        }

    def _next(self, step: timedelta) -> date:
        day = self.day + step
        while day.weekday() > 4:
            day += step
        return day

    def _url(self, day: date) -> str:
        return reverse("provision:register", args=[self.provider.key, day.isoformat()])


class RegisterPupil(_OfOurProvider):
    """What a provider may see of a pupil who has a place there today: the place, its marks and what was put right."""

    template_name = "provision/register_pupil.html"
    title = "Pupil"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.child = get_child_for(self.request.user, kwargs["child"])
        offers = queries.offers_of(self.request.user, self.child)
        self.offers = [offer for offer in offers if offer.provider_id == self.provider.pk]
        if not self.offers:
            raise Http404

    def context(self) -> dict[str, Any]:
        return {
            "provider": self.provider,
            "child": self.child,
            "back_url": reverse("provision:register", args=[self.provider.key, self.on.isoformat()]),
            "places": [{"offer": offer, "week": week_of(offer.minutes)} for offer in self.offers],
            "hours": self._hours(),
            "history": [
                {
                    "when": _session(row),
                    "now": marks.words_of(row.code),
                    "before": marks.words_of(row.before) if row.before else "",
                    "at": row.at,
                    "by": row.by.name,
                }
                for row in marks.history_of(self.provider, self.child)
            ],
        }

    def _hours(self) -> str:
        """What is offered here today, against a full week of this pupil."""
        running = [one for one in self.offers if panels.runs_on(one, self.on)]
        offered, full = sum(sum(one.minutes) for one in running), queries.full_week_of(self.child, None, self.on)
        less = f": {hours(full - offered)} less" if offered < full else ""
        return f"{hours(offered)} a week here, of a full week of {hours(full)}{less}."


def _session(given: GivenMark) -> str:
    day = given.week.monday + given.session // 2 * DAY
    return f"{str(Half(given.session % 2)).capitalize()} of {full_day(day)}"
