"""Merging two records that are one child, and undoing it. A person decides and says how they know."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from oxle.accounts.permissions import write
from oxle.accounts.visibility import visible_to
from oxle.audit import sights
from oxle.core.pages import FormPage
from oxle.people import actions
from oxle.people.actions.merging import stayed_rows
from oxle.people.duplicates import possible_duplicates
from oxle.people.forms.access import FindOtherForm, MergeForm
from oxle.people.models import Child, Merge, NameKind
from oxle.people.queries import child_record
from oxle.people.search import search
from oxle.people.shown import born
from oxle.people.views.base import ChildFormPage, ConfirmForm
from oxle.people.visibility import get_child_for


class MergeFind(ChildFormPage):
    """Finds the other record of a child: those that look alike are offered, others are searched for."""

    form_class = FindOtherForm
    template_name = "people/merge_find.html"
    title = "Merge with another record"
    submit_label = "Search"

    def context(self) -> dict[str, Any]:
        legal = self.child.names.filter(kind=NameKind.LEGAL, to_on=None).first()
        likely = possible_duplicates(
            self.request.user,
            given=legal.given if legal else "",
            family=legal.family if legal else "",
            born_on=self.child.born_on,
            upn=self.child.upn or "",
            apart_from=self.child,
        )
        shown = [one for one in likely if one.child]
        sights.see([one.child.pk for one in shown], "search")
        return {**super().context(), "likely": shown, "hidden": len(likely) > len(shown)}

    def form_valid(self, form: Any) -> HttpResponseBase:
        found = search(self.request.user, form.cleaned_data["q"], self.on)
        children = [hit.child for hit in found.children if hit.child.pk != self.child.pk]
        sights.see([child.pk for child in children], "search")
        return self.show(form=form, submit_label=self.submit_label, found=children, searched=True)


class MergeCompare(ChildFormPage):
    """Shows two records side by side, and merges them."""

    form_class = MergeForm
    template_name = "people/merge_compare.html"
    title = "Compare two records"
    creates = True
    submit_label = "Merge the two records"
    done = "The records have been merged."

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.other = get_child_for(self.request.user, kwargs["other"])
        if self.other == self.child:
            raise Http404

    def context(self) -> dict[str, Any]:
        user = self.request.user
        left, right = (child_record(child, user, self.on) for child in (self.child, self.other))
        return {**super().context(), "other": self.other, "rows": side_by_side(left, right, self.on)}

    def form_kwargs(self) -> dict[str, Any]:
        labels = {self.child: "The first record", self.other: "The second record"}
        choices = [(child.key, f"{label}: {child.shown_name}") for child, label in labels.items()]
        return {**super().form_kwargs(), "choices": choices}

    def form_valid(self, form: Any) -> HttpResponseBase:
        kept, merged = self.child, self.other
        if form.cleaned_data["keep"] == self.other.key:
            kept, merged = merged, kept
        record = actions.merge(kept, merged, reason=form.cleaned_data["reason"], by=self.request.user, at=self.at)
        return redirect("people:merge", key=record.key)


class MergePage(FormPage):
    """What a merge moved and what it left, and its undoing."""

    permission = write("pupils")
    form_class = ConfirmForm
    template_name = "people/merge_page.html"
    title = "Merged records"
    submit_label = "Undo the merge"
    done = "The merge has been undone. Both records are as they were."

    def load(self, **kwargs: str) -> None:
        shown = visible_to(self.request.user, Child)
        # Once undone these are two children again, and each is seen by its own rules.
        seen = Merge.objects.filter(Q(undone_at=None) | Q(merged__in=shown), kept__in=shown)
        record = seen.select_related("kept", "merged", "by", "undone_by").filter(key=kwargs["key"]).first()
        if record is None:
            raise Http404
        self.merge = record
        sights.see([record.kept_id, record.merged_id], "page")

    def context(self) -> dict[str, Any]:
        back = reverse("people:child", args=[self.merge.kept.key])
        return {
            "merge": self.merge,
            "stayed": [{"kind": kind, "rows": [str(row) for row in rows]} for kind, rows in stayed_rows(self.merge)],
            "moved": sum(len(keys) for keys in self.merge.moved.values()),
            "back_url": back,
            "cancel_url": back,
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.unmerge(self.merge, by=self.request.user, at=self.at)
        return redirect("people:child", key=self.merge.kept.key)


def side_by_side(left: Any, right: Any, on: Any) -> list[dict[str, Any]]:
    """What two records hold, row by row, and whether they differ."""

    def of(record: Any) -> dict[str, list[str]]:
        child = record.child
        return {
            "Names": [f"{name} ({name.get_kind_display().lower()})" for name in record.names],
            "UPN": [text for text in (child.upn, child.former_upn and f"{child.former_upn} (former)") if text],
            "Born": [born(child, on)],
            "Sex": [child.get_sex_display()],
            "Addresses": [
                f"{one.address.lines} {one.address.postcode}".strip() if one.readable else "An address that is withheld"
                for one in record.addresses
            ],
            "Adults": [f"{one.relationship.adult.name} ({one.relationship.kind})" for one in record.adults],
            "Schools": [row.school.name for row in record.enrolments],
            "Vulnerabilities": [row.get_kind_display() for row in record.vulnerabilities],
        }

    first, second = of(left), of(right)
    return [
        {"key": key, "first": first[key], "second": second[key], "differ": sorted(first[key]) != sorted(second[key])}
        for key in first
    ]
