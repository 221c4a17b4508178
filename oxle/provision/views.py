"""The directory of providers: the list, a provider, and what is changed of one."""

from typing import Any

from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from oxle.accounts.permissions import read, write
from oxle.core.forms import OxleForm
from oxle.core.pages import FormPage, Page
from oxle.provision import actions, forms, queries
from oxle.provision.lapses import Lasting
from oxle.provision.models import WEEKDAYS, Provider, ProviderKind
from oxle.provision.places import places_on
from oxle.provision.registration import must_register
from oxle.provision.tables import ProviderTable, state
from oxle.provision.wording import hours, places_in_words, price, week_of
from oxle.schooldays.wording import plain_day


class ProviderList(Page):
    """Every provider, with whether it can be chosen and the places free today."""

    permission = read("provision")
    template_name = "provision/provider_list.html"
    title = "Providers"

    def context(self) -> dict[str, Any]:
        user = self.request.user
        return {
            "table": ProviderTable.table_for(self.request, queries.providers_for(user), on=self.on, day=self.on),
            "may_write": user.can(write("provision")),
        }


class _OfProvider(Page):
    """Loads the provider that the address names."""

    provider: Provider

    def load(self, **kwargs: str) -> None:
        self.provider = queries.get_provider_for(self.request.user, kwargs["key"])

    def context(self) -> dict[str, Any]:
        url = self.to_provider().url
        return {"provider": self.provider, "back_url": url, "cancel_url": url}

    def to_provider(self) -> HttpResponseRedirect:
        """To the provider's page."""
        return redirect("provision:provider", self.provider.key)


class ProviderPage(_OfProvider):
    """One provider: whether it can be chosen and why not, its places, who has one, and what the directory holds."""

    permission = read("provision")
    template_name = "provision/provider_page.html"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.title = self.provider.name

    def context(self) -> dict[str, Any]:
        provider, user = self.provider, self.request.user
        lasting = Lasting.settings(self.on)
        text, colour = state(provider, lasting)
        return {
            **super().context(),
            "back_url": reverse("provision:list"),
            "may_write": user.can(write("provision")),
            "state": {"text": text, "colour": colour},
            "lapses": lasting.lapses(provider),
            "must_register": must_register(provider, self.on),
            "places": [
                {"key": one.weekday, "value": places_in_words(one)}
                for one in places_on([provider], self.on)[provider.pk]
            ],
            "rows": _facts(provider),
            "checks": [
                {"key": name.capitalize(), "value": f"Counts until {plain_day(until)}" if until else "Not recorded"}
                for name, until in lasting.until(provider).items()
            ],
            "there": [
                {"offer": offer, "week": week_of(offer.minutes)} for offer in queries.there_on(user, provider, self.on)
            ],
        }


class ProviderAdd(FormPage):
    """Add a provider."""

    permission = write("provision")
    form_class = forms.ProviderForm
    title = "Add a provider"
    template_name = "provision/provider_form.html"
    creates = True
    done = "The provider has been added."

    def context(self) -> dict[str, Any]:
        return {"back_url": reverse("provision:list"), "cancel_url": reverse("provision:list")}

    def form_valid(self, form: Any) -> HttpResponseBase:
        provider = actions.add_provider(**form.details(), by=self.request.user)
        return redirect("provision:provider", provider.key)


class ProviderChange(_OfProvider, FormPage):
    """Change what the directory holds of a provider."""

    permission = write("provision")
    form_class = forms.ProviderForm
    title = "Change a provider"
    template_name = "provision/provider_form.html"
    done = "The provider has been changed."

    def edited(self) -> Provider:
        return self.provider

    def initial(self) -> dict[str, Any]:
        return self.stored(self.provider)

    def stored(self, record: Provider) -> dict[str, Any]:
        names = forms.ProviderForm.base_fields
        held = {name: getattr(record, name) for name in names if name != "name"}
        places = {forms.place_field(name): record.places[number] for number, name in enumerate(WEEKDAYS)}
        return {**held, **places, "name": record.name}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.change_provider(self.provider, self.version(), **form.details(), by=self.request.user)
        return self.to_provider()


class ProviderSuspend(_OfProvider, FormPage):
    """Place nobody more with a provider."""

    permission = write("provision")
    form_class = forms.SuspendForm
    title = "Suspend this provider"
    template_name = "provision/provider_form.html"
    submit_label = "Suspend"
    done = "The provider is suspended. Nobody can be placed there."

    def edited(self) -> Provider:
        return self.provider

    def form_valid(self, form: Any) -> HttpResponseBase:
        because = form.cleaned_data["because"]
        actions.suspend(self.provider, self.version(), because=because, by=self.request.user, on=self.on)
        return self.to_provider()


class ProviderLift(_OfProvider, FormPage):
    """Let children be placed there again."""

    permission = write("provision")
    form_class = OxleForm
    title = "End the suspension"
    template_name = "provision/provider_form.html"
    submit_label = "End the suspension"
    done = "The provider is no longer suspended."

    def edited(self) -> Provider:
        return self.provider

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.lift_suspension(self.provider, self.version(), by=self.request.user)
        return self.to_provider()


def _facts(provider: Provider) -> list[dict[str, Any]]:
    rows = [
        ("Kind", ProviderKind(provider.kind).label),
        ("URN", provider.urn),
        ("Legal name", provider.legal_name),
        ("Ages", f"{provider.age_from} to {provider.age_to}"),
        ("What it offers", provider.what),
        ("Hours a week, at most", hours(int(provider.hours * 60)) if provider.hours is not None else ""),
        ("Price", price(provider)),
        ("Area", provider.area),
        ("Address", "\n".join(part for part in (provider.lines, provider.postcode) if part)),
        ("Person to report to", provider.report_to),
        ("Telephone number", provider.phone),
        ("E-mail address", provider.email),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]
