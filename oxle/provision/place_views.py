"""The pages on which a child is given a place with a provider, on which it ends, and which say what a full week is."""

from typing import Any

from django.http import HttpResponseBase

from oxle.accounts.permissions import write
from oxle.core.references import new_reference
from oxle.people.views.base import ChildFormPage
from oxle.provision import actions, forms, queries
from oxle.provision.models import Offer, OfferKind
from oxle.provision.places import places_on
from oxle.provision.placing import change_last_day, never_was, place


class _OfPlace(ChildFormPage):
    """A form about a place of one child."""

    permission = write("provision")


class PlaceAdd(_OfPlace):
    """Offer a child a place with a provider that can be chosen."""

    form_class = forms.PlaceForm
    title = "Offer a place with a provider"
    submit_label = "Offer the place"
    creates = True
    done = "The place is offered."

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.providers = queries.choosable(self.child, self.on)

    def form_kwargs(self) -> dict[str, Any]:
        places = places_on(self.providers, self.on)
        return {**super().form_kwargs(), "child": self.child, "providers": self.providers, "places": places}

    def form_valid(self, form: Any) -> HttpResponseBase:
        data = form.cleaned_data
        place(
            self.child,
            next(provider for provider in self.providers if provider.key == data["provider"]),
            kind=OfferKind(data["kind"]),
            from_on=data["from_on"],
            to_on=data["to_on"],
            minutes=form.week(),
            full_time=data["full_time"],
            basis=data["basis"],
            source=new_reference("OX"),
            by=self.request.user,
            on=self.on,
        )
        return self.to_child()


class PlaceEnd(_OfPlace):
    """Say or correct the last day of a place, or that it was entered by mistake."""

    form_class = forms.PlaceEndForm
    title = "Change the last day of a place"
    done = "The last day has been changed."
    offer: Offer

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.offer = queries.get_offer_for(self.request.user, self.child, kwargs["offer"])

    def edited(self) -> Offer:
        return self.offer

    def initial(self) -> dict[str, Any]:
        return {"to_on": self.offer.to_on or self.on}

    def form_valid(self, form: Any) -> HttpResponseBase:
        to_on, version = form.cleaned_data["to_on"], self.version()
        if form.cleaned_data["never_was"]:
            never_was(self.offer, by=self.request.user, version=version)
            self.done = "The place is taken back: it never was."
            return self.to_child()
        change_last_day(self.offer, to_on=to_on, by=self.request.user, on=self.on, version=version)
        return self.to_child()


class FullWeekState(_OfPlace):
    """Say what a full week comes to by the child's EHC plan."""

    form_class = forms.FullWeekForm
    title = "Enter the hours of an EHC plan"
    creates = True
    done = "The hours of the plan are recorded."

    def form_valid(self, form: Any) -> HttpResponseBase:
        data = form.cleaned_data
        actions.state_full_week(
            self.child,
            from_on=data["from_on"],
            minutes=int(data["hours"] * 60),
            source=data["source"],
            by=self.request.user,
        )
        return self.to_child()
