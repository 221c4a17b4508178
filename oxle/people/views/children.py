"""The page of a child, adding one, and correcting what is known of one."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from oxle.accounts.permissions import Compartment, decide, read, summary, write
from oxle.audit import sights
from oxle.people import actions
from oxle.people.duplicates import possible_duplicates
from oxle.people.forms.children import ChildFactsForm, ChildForm, NameForm
from oxle.people.looks import looks_at
from oxle.people.models import NameKind
from oxle.people.panels import panels_for
from oxle.people.queries import child_record
from oxle.people.shown import adult_cards, facts_of, name_rows, tags_of
from oxle.people.views.base import AskFirst, ChildFormPage, OfChild
from oxle.people.visibility import reads_details
from oxle.schools.queries import closing_of


class ChildPage(OfChild):
    """All that is known of a child. Those with a summary see who and where; the family and addresses need read."""

    permission = summary("pupils")
    template_name = "people/child_page.html"
    title = "Pupil record"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if kwargs["key"] != self.child.key:
            # The address of a record that was merged leads to the one kept.
            return self.to_child()
        return super().get(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        user, record = self.request.user, child_record(self.child, self.request.user, self.on)
        may_read = user.can(read("pupils"))
        return {
            "child": self.child,
            "record": record,
            "facts": facts_of(record, self.on),
            "tags": tags_of(self.child, record.vulnerable_on(self.on)),
            "actions": self.actions(),
            "names": name_rows(record),
            "adults": adult_cards(record, may_change=user.can(write("pupils"))) if may_read else [],
            "current_enrolments": record.enrolled_on(self.on),
            "closings": [said for row in record.enrolled_on(self.on) if (said := closing_of(row.school, self.on))],
            "panels": panels_for(user, self.child, self.on),
            "may_read": may_read,
            "details_closed": {row.kind for row in record.vulnerabilities if not reads_details(user, row.kind)},
            "can_write": user.can(write("pupils")),
            "may_show_withheld": user.can(write("pupils", Compartment.SAFEGUARDING)),
            "can_end_conflicts": user.can(decide("team")),
        }

    def actions(self) -> list[dict[str, str]]:
        """What this person may do with the record as a whole."""
        user, key = self.request.user, self.child.key
        restriction = ("Restrict this record", "restrict")
        if self.child.restricted:
            restriction = ("Lift the restriction", "lift_restriction")
        offered = [
            (write("pupils"), "Change details", "edit_child"),
            (write("pupils"), "Change a name", "rename"),
            (write("pupils"), "Merge with another record", "merge_find"),
            (summary("pupils"), "Declare a conflict of interest", "declare_conflict"),
            (write("pupils", Compartment.SAFEGUARDING), *restriction),
        ]
        return [
            {"text": text, "url": reverse(f"people:{name}", args=[key])}
            for permission, text, name in offered
            if user.can(permission)
        ]


class ChildLooks(OfChild):
    """Who has looked at a child's record, newest first."""

    permission = read("pupils")
    template_name = "people/child_looks.html"
    title = "Who has looked at this record"

    def context(self) -> dict[str, Any]:
        return {**super().context(), "looks": looks_at(self.child)}


class ChildAdd(AskFirst):
    """Adds a child, after showing every record that may be the same child."""

    permission = write("pupils")
    form_class = ChildForm
    template_name = "people/child_add.html"
    ask_template = "people/child_duplicates.html"
    title = "Add a child"
    creates = True
    submit_label = "Continue"
    done = "The child has been added."

    def form_kwargs(self) -> dict[str, Any]:
        return {"on": self.on}

    def context(self) -> dict[str, Any]:
        return {"cancel_url": reverse("people:home")}

    def likely(self, form: Any) -> list[Any]:
        typed = form.cleaned_data
        found = possible_duplicates(
            self.request.user,
            given=typed["given"],
            family=typed["family"],
            born_on=typed["born_on"],
            upn=typed["upn"],
            postcode=typed["postcode"],
        )
        sights.see([one.child.pk for one in found if one.child], "search")
        return found

    def answered(self, likely: list[Any]) -> bool:
        return self.request.POST.get("decided") == " ".join(one.key for one in likely)

    def form_valid(self, form: Any) -> HttpResponseBase:
        facts = {name: value for name, value in form.cleaned_data.items() if name != "postcode"}
        child = actions.add_child(**facts, by=self.request.user, on=self.on)
        return redirect("people:child", key=child.key)


class ChildEdit(ChildFormPage):
    """Corrects facts of a child."""

    form_class = ChildFactsForm
    title = "Change details"
    submit_label = "Save"
    done = "The details have been changed."

    def edited(self) -> Any:
        return self.child

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.child, name) for name in ChildFactsForm.base_fields}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.edit_child(self.child, self.version(), **form.cleaned_data, by=self.request.user, on=self.on)
        return self.to_child()


class ChildRename(ChildFormPage):
    """Changes a child's legal or preferred name, or puts right one that was mistyped."""

    form_class = NameForm
    title = "Change a name"
    submit_label = "Save"
    done = "The name has been changed."

    def edited(self) -> Any:
        return self.child

    def initial(self) -> dict[str, Any]:
        name = self.child.names.filter(kind=NameKind.LEGAL, to_on=None).first()
        return {"given": name.given, "family": name.family} if name else {}

    def stored(self, record: Any) -> dict[str, Any]:
        names = record.names.filter(to_on=None).exclude(kind=NameKind.FORMER)
        by_kind = {name.kind: name for name in names}
        name = by_kind.get(self.request.POST.get("kind", ""), by_kind.get(NameKind.LEGAL))
        return {"given": name.given, "family": name.family} if name else {}

    def form_valid(self, form: Any) -> HttpResponseBase:
        typed = form.cleaned_data
        name = {"kind": typed["kind"], "given": typed["given"], "family": typed["family"]}
        if typed["why"] == "changed":
            on = typed["changed_on"]
            actions.rename(self.child, self.version(), **name, by=self.request.user, on=on)
        else:
            actions.correct_name(self.child, self.version(), **name, by=self.request.user, on=self.on)
        return self.to_child()
