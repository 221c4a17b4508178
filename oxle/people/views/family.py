"""Adults: adding one to a child, their own page, and what they are to a child."""

from typing import Any

from django.http import HttpResponseBase

from oxle.accounts.permissions import Compartment, read, write
from oxle.accounts.visibility import get_or_404, visible_to
from oxle.audit import sights
from oxle.people import actions
from oxle.people.duplicates import possible_adults
from oxle.people.forms.family import AdultForm, LastDayForm, RelatedAdultForm, RelationshipForm
from oxle.people.models import Adult
from oxle.people.queries import adult_addresses, children_around, other_children_of
from oxle.people.views.base import AdultFormPage, AskFirst, ChildFormPage, OfAdult


class AdultPage(OfAdult):
    """One adult: how to reach them, where they live, and the children this person may see them with."""

    permission = read("pupils")
    template_name = "people/adult_page.html"
    title = "Adult record"

    def context(self) -> dict[str, Any]:
        user = self.request.user
        return {
            **super().context(),
            "addresses": adult_addresses(self.adult, user, self.on),
            "children": other_children_of(self.adult, user),
            "can_write": user.can(write("pupils")),
            "may_show_withheld": user.can(write("pupils", Compartment.SAFEGUARDING)),
        }


class AdultAdd(AskFirst, ChildFormPage):
    """Adds an adult to a child, after asking whether it is one we hold already."""

    form_class = RelatedAdultForm
    ask_template = "people/adult_duplicates.html"
    title = "Add an adult"
    creates = True
    submit_label = "Save"
    done = "The adult has been added."

    def likely(self, form: Any) -> list[dict[str, Any]]:
        user, typed = self.request.user, form.cleaned_data
        adults = possible_adults(user, given=typed["given"], family=typed["family"])
        around = children_around(adults, user)
        sights.see([row.child_id for rows in around.values() for row in rows], "search")
        return [{"adult": adult, "children": around[adult.pk]} for adult in adults]

    def answered(self, likely: list[dict[str, Any]]) -> bool:
        return self.request.POST.get("known", "") in {"new", *(one["adult"].key for one in likely)}

    def form_valid(self, form: Any) -> HttpResponseBase:
        chosen = self.request.POST.get("known", "new")
        known = None if chosen == "new" else get_or_404(visible_to(self.request.user, Adult), key=chosen)
        typed = form.cleaned_data
        actions.add_related_adult(
            self.child,
            known,
            adult={name: typed[name] for name in AdultForm.base_fields},
            relationship={name: typed[name] for name in RelationshipForm.base_fields},
            by=self.request.user,
            on=self.on,
        )
        return self.to_child()


class AdultEdit(AdultFormPage):
    """Changes what is known of an adult."""

    form_class = AdultForm
    title = "Change an adult’s details"
    submit_label = "Save"
    done = "The details have been changed."

    def edited(self) -> Any:
        return self.adult

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.adult, name) for name in AdultForm.base_fields}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.edit_adult(self.adult, self.version(), **form.cleaned_data, by=self.request.user, on=self.on)
        return self.to_adult()


class OfRelationship(ChildFormPage):
    """A form about what one adult is to a child."""

    submit_label = "Save"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        rows = self.child.relationships.select_related("adult")
        self.relationship = get_or_404(rows, key=kwargs["link"])

    def context(self) -> dict[str, Any]:
        return {**super().context(), "about": self.relationship.adult.name}

    def edited(self) -> Any:
        return self.relationship


class RelationshipEdit(OfRelationship):
    """Changes what an adult is to a child."""

    form_class = RelationshipForm
    title = "Change what an adult is to the child"
    done = "The relationship has been changed."

    def initial(self) -> dict[str, Any]:
        # Not known is an answer too: it is shown as chosen, not as a question left open.
        shown = {name: getattr(self.relationship, name) for name in RelationshipForm.base_fields}
        return {name: "unknown" if value is None and name != "from_on" else value for name, value in shown.items()}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.edit_relationship(
            self.relationship, self.version(), **form.cleaned_data, by=self.request.user, on=self.on
        )
        return self.to_child()


class RelationshipEnd(OfRelationship):
    """Records the last day of a relationship."""

    form_class = LastDayForm
    title = "End a relationship"
    done = "The relationship has been ended. It stays on the record."

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.end_relationship(
            self.relationship, self.version(), by=self.request.user, on=form.cleaned_data["ended_on"]
        )
        return self.to_child()
