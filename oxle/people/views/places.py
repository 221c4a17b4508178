"""Where people live: adding, correcting and ending an address, and withholding it."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from oxle.accounts.permissions import write
from oxle.accounts.visibility import visible_to
from oxle.core.pages import FormPage
from oxle.people import actions
from oxle.people.forms.family import LastDayForm
from oxle.people.forms.places import AddressCorrectForm, AddressForm, WithholdForm
from oxle.people.models import Address, Adult, Child
from oxle.people.views.base import AdultFormPage, ChildFormPage, ConfirmForm
from oxle.people.visibility import LIFTS_WITHHOLDING, get_address_for, may_lift_withholding


class ChildAddressAdd(ChildFormPage):
    """Records where a child lives."""

    form_class = AddressForm
    title = "Add an address"
    creates = True
    submit_label = "Save"
    done = "The address has been added."

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.add_address(self.child, **form.cleaned_data, by=self.request.user, on=self.on)
        return self.to_child()


class AdultAddressAdd(AdultFormPage):
    """Records where an adult lives. Their address is their own, and never another parent's."""

    form_class = AddressForm
    title = "Add an address"
    creates = True
    submit_label = "Save"
    done = "The address has been added."

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.add_address(self.adult, **form.cleaned_data, by=self.request.user, on=self.on)
        return self.to_adult()


class OfAddress(FormPage):
    """A form about one address that this person may read."""

    permission = write("pupils")
    template_name = "people/address_form.html"
    submit_label = "Save"

    def load(self, **kwargs: str) -> None:
        self.address: Address = get_address_for(self.request.user, kwargs["key"])

    def context(self) -> dict[str, Any]:
        hazards = [self.address.adult.hazard_warning] if self.address.adult else []
        return {"address": self.address, "cancel_url": self.owner_url, "back_url": self.owner_url, "hazards": hazards}

    def form_kwargs(self) -> dict[str, Any]:
        return {"on": self.on}

    def edited(self) -> Any:
        return self.address

    @property
    def owner_url(self) -> str:
        """The page of whoever lives there."""
        if self.address.child:
            return reverse("people:child", args=[self.address.child.key])
        return reverse("people:adult", args=[self.address.adult.key])


class AddressCorrect(OfAddress):
    """Puts right an address that was mistyped."""

    form_class = AddressCorrectForm
    title = "Correct an address"
    done = "The address has been corrected."

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.address, name) for name in AddressCorrectForm.base_fields}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.correct_address(self.address, self.version(), **form.cleaned_data, by=self.request.user)
        return redirect(self.owner_url)


class AddressEnd(OfAddress):
    """Records the last day at an address."""

    form_class = LastDayForm
    title = "End an address"
    done = "The address has been ended."

    def form_valid(self, form: Any) -> HttpResponseBase:
        on = form.cleaned_data["ended_on"]
        actions.end_address(self.address, self.version(), by=self.request.user, on=on)
        return redirect(self.owner_url)


class AddressWithhold(OfAddress):
    """Withholds an address from everybody outside the council, or from some of the adults around the child."""

    form_class = WithholdForm
    title = "Withhold an address"
    done = "The address is withheld."

    def form_kwargs(self) -> dict[str, Any]:
        named = self.address.withheld_from.exists()
        only_adds = named and not may_lift_withholding(self.request.user)
        return {**super().form_kwargs(), "adults": self.adults, "only_adds": only_adds}

    def initial(self) -> dict[str, Any]:
        named = [adult.key for adult in self.address.withheld_from.all()]
        if not named and not self.address.withheld:
            return {}
        return {
            "scope": "everybody" if self.address.withheld else "some",
            "from_adults": named,
            "because": self.address.withheld_because,
        }

    @property
    def adults(self) -> list[Adult]:
        """The other adults around the children of whoever lives there, as far as this person may see the children.

        Those from whom it is withheld already can be unticked by one who may lift that, and by nobody else.
        """
        children = visible_to(self.request.user, Child)
        if self.address.child_id:
            children = children.filter(pk=self.address.child_id)
        else:
            children = children.filter(relationships__adult=self.address.adult_id)
        around = Adult.objects.filter(relationships__child__in=children.values("pk")).distinct()
        if not may_lift_withholding(self.request.user):
            around = around.exclude(pk__in=self.address.withheld_from.values("pk"))
        return list(around.exclude(pk=self.address.adult_id).order_by("sort_name", "pk"))

    def form_valid(self, form: Any) -> HttpResponseBase:
        typed = form.cleaned_data
        named = set(typed.get("from_adults", [])) if typed["scope"] == "some" else set()
        offered = self.adults
        chosen = [adult for adult in offered if adult.key in named]
        if typed["scope"] == "some":
            # From whom it is withheld already, beyond those whom this person could untick.
            chosen += [adult for adult in self.address.withheld_from.all() if adult not in offered]
        actions.withhold(
            self.address,
            self.version(),
            because=typed["because"],
            from_adults=chosen,
            by=self.request.user,
            on=self.on,
        )
        return redirect(self.owner_url)


class AddressLift(OfAddress):
    """Stops withholding an address."""

    permission = LIFTS_WITHHOLDING
    form_class = ConfirmForm
    title = "Stop withholding an address"
    submit_label = "Stop withholding this address"
    done = "The address is no longer withheld."

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.lift_withholding(self.address, self.version(), by=self.request.user, on=self.on)
        return redirect(self.owner_url)
