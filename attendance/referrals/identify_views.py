"""The officer's pages for a pupil whom a school typed in: who it is, what follows, or back to the school."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from attendance.referrals import answering, forms, pathway, pupil_forms, queries, receiving, section_forms, sections
from attendance.referrals.models import Draft
from oxle.accounts.visibility import get_or_404, visible_to
from oxle.audit import sights
from oxle.core.pages import FormPage
from oxle.people.duplicates import adults_called
from oxle.people.models import Adult, Child
from oxle.people.queries import ChildRecord, child_record, with_school
from oxle.people.search import search
from oxle.people.shown import born
from oxle.people.visibility import get_child_for
from oxle.schooldays.wording import plain_day


class OnUnidentified(FormPage):
    """Base: a referral that was sent of a pupil who was typed in."""

    permission = pathway.WORK
    draft: Draft

    def load(self, **kwargs: str) -> None:
        rows = visible_to(self.request.user, Draft).select_related("school__organisation", "school__calendar", "case")
        self.draft = get_or_404(rows.filter(sent_on__isnull=False), key=kwargs["key"])
        if not queries.may_identify(self.request.user):
            raise Http404

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self._elsewhere() or super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self._elsewhere() or super().post(request, *args, **kwargs)

    def _elsewhere(self) -> HttpResponseBase | None:
        # A second click, or a colleague who was faster: what came of it.
        if self.draft.case:
            return redirect(self.draft.case)
        return None if self.draft.state == Draft.State.TO_IDENTIFY else redirect("cases:work")

    def edited(self) -> Any:
        return self.draft

    def context(self) -> dict[str, Any]:
        draft = self.draft
        return {
            "draft": draft,
            "typed": section_forms.words(draft, sections.PUPIL, {}),
            "cancel_url": reverse("cases:work"),
            "sent_url": reverse("attendance:check", args=[draft.key]),
            "answer": answering.answer_of(draft),
            "decided_by": queries.decided_by(draft),
        }


class Identify(OnUnidentified):
    """Who the pupil is: every record that looks like it, others by searching, or none that we hold."""

    form_class = pupil_forms.IdentifyForm
    template_name = "attendance/identify.html"
    title = "Who is this pupil?"
    submit_label = "Continue"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.likely = receiving.likely_records(self.draft, self.request.user)
        found = [(one.child, ". ".join(one.reasons)) for one in self.likely if one.child]
        known = {child.pk for child, _ in found}
        if text := self.request.POST.get("q", "").strip():
            hits = search(self.request.user, text, self.on).children
            found += [(hit.child, "Found by your search") for hit in hits if hit.child.pk not in known]
        children = with_school(Child.objects.filter(pk__in=[child.pk for child, _ in found]), self.on)
        self.schools = {child.pk: child.school_name or "No school recorded" for child in children}
        self.records = {child: self.words_for(child, why) for child, why in found}
        sights.see([child.pk for child in self.records], "search")

    def words_for(self, child: Child, why: str) -> str:
        """What tells a record from the pupil as typed, and why it may be the same."""
        upn = f"UPN {child.upn}" if child.upn else "UPN not known"
        return f"{why}. Born {born(child, self.on)}. {upn}. {self.schools[child.pk]}"

    @property
    def closed(self) -> list[Any]:
        """Records that look the same and may not be opened."""
        return [one for one in self.likely if one.child is None]

    def form_kwargs(self) -> dict[str, Any]:
        return {"records": self.records, "may_be_new": not self.closed}

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "closed": [reverse("people:break_glass", args=[one.key]) for one in self.closed],
            "return_url": reverse("attendance:identify_return", args=[self.draft.key]),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "search" in request.POST:
            asked = {"q": request.POST.get("q", ""), "who": request.POST.get("who", "")}
            return self._show_form(self.form_class(initial=asked, on=self.on, **self.form_kwargs()))
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponseBase:
        return redirect("attendance:identify_as", self.draft.key, form.cleaned_data["who"])


class IdentifyAs(OnUnidentified):
    """The pupil is this child, or a new one: what was typed beside what we hold, the register, and each parent."""

    form_class = pupil_forms.IdentifyAsForm
    template_name = "attendance/identify_as.html"
    title = "Check before the case opens"
    submit_label = "Open the case"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.child = None if kwargs["who"] == pupil_forms.NEW else get_child_for(self.request.user, kwargs["who"])
        self.record = child_record(self.child, self.request.user, self.on) if self.child else None
        # Each typed parent, with the adults we hold who may be them, by key.
        typed = sections.typed_parents(self.draft)
        alike = adults_called(self.request.user, [(one["given"], one["family"]) for one in typed])
        self.adults = {one["key"]: self._adults_like(adults) for one, adults in zip(typed, alike, strict=True)}

    def _adults_like(self, alike: list[Adult]) -> dict[str, tuple[Adult, str]]:
        related = [one.relationship for one in self.record.adults if one.in_force] if self.record else []
        found = {row.adult.key: (row.adult, f"{row.adult.name}, {row.kind} of this pupil") for row in related}
        for adult in alike:
            found.setdefault(adult.key, (adult, f"{adult.name}, whom we hold with another family or none"))
        return found

    def form_kwargs(self) -> dict[str, Any]:
        parents = [
            (
                typed["key"],
                f"{typed['given']} {typed['family']} ({typed['kind']})",
                [(key, words) for key, (_, words) in self.adults[typed["key"]].items()],
            )
            for typed in sections.typed_parents(self.draft)
        ]
        return {"enrol": self.question(), "parents": parents}

    def question(self) -> str:
        """What is asked about the register; empty when the pupil is on it already."""
        on_it = self.record and any(row.school_id == self.draft.school_id for row in self.record.enrolled_on(self.on))
        joined_on = date.fromisoformat(self.draft.answers[sections.PUPIL]["joined_on"])
        words = f"Record the pupil on the register of {self.draft.school} from {plain_day(joined_on)}?"
        return "" if on_it else words

    def context(self) -> dict[str, Any]:
        back = reverse("attendance:identify", args=[self.draft.key])
        rows = beside(self.draft, self.record, self.on) if self.record else []
        return {
            **super().context(),
            "child": self.child,
            "rows": rows,
            "back_url": back,
            "cancel_url": back,
            "problems": receiving.register_problems(self.draft),
            "return_url": reverse("attendance:identify_return", args=[self.draft.key]),
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        parents = [
            receiving.ParentIs(key, None if who == pupil_forms.NEW else self.adults[key][who][0])
            for key, who in form.chosen().items()
        ]
        case = receiving.identify(
            self.draft,
            child=self.child,
            enrol=bool(form.cleaned_data.get("enrol")),
            parents=parents,
            by=self.request.user,
            on=self.on,
            at=self.at,
            version=self.version(),
        )
        return redirect(case)


class IdentifyReturn(OnUnidentified):
    """Back to the school, because what it typed does not say who the pupil is."""

    form_class = forms.ReturnForm
    template_name = "attendance/identify_return.html"
    title = "Return for more information"
    submit_label = "Return to the school"
    done = "Returned to the school"

    def context(self) -> dict[str, Any]:
        return {**super().context(), "cancel_url": reverse("attendance:identify", args=[self.draft.key])}

    def form_valid(self, form: Any) -> HttpResponseBase:
        receiving.return_unidentified(
            self.draft,
            because=form.cleaned_data["reason"],
            by=self.request.user,
            on=self.on,
            at=self.at,
            version=self.version(),
        )
        return redirect("cases:work")


def beside(draft: Draft, record: ChildRecord, on: date) -> list[dict[str, Any]]:
    """What the school typed beside what we hold of a child, row by row."""
    typed, child = draft.answers[sections.PUPIL], record.child
    held_at = [one.address for one in record.addresses if one.readable and one.in_force]
    hidden = any(not one.readable for one in record.addresses)
    preferred = f"{typed['preferred_given']} {typed['preferred_family']}".strip()
    return [
        {
            "key": "Names",
            "typed": [f"{typed['given']} {typed['family']}", *([f"{preferred} (preferred)"] if preferred else [])],
            "held": [f"{name} ({name.get_kind_display().lower()})" for name in record.names],
        },
        {
            "key": "Born",
            "typed": [plain_day(date.fromisoformat(typed["born_on"]))],
            "held": [born(child, on)],
        },
        {
            "key": "UPN",
            "typed": [typed["upn"] or "Not given"],
            "held": [child.upn or "Not known", *([f"{child.former_upn} (former)"] if child.former_upn else [])],
        },
        {
            "key": "Address",
            "typed": [f"{typed['lines']}\n{typed['postcode']}"],
            "held": [
                *(f"{address.lines}\n{address.postcode}" for address in held_at),
                *(["An address that is withheld"] if hidden else []),
            ],
        },
        {
            "key": "School",
            "typed": [str(draft.school)],
            "held": [row.school.name for row in record.enrolled_on(on)] or ["None recorded"],
        },
        {
            "key": "Parents and carers",
            "typed": [section_forms.typed_parent(one) for one in sections.typed_parents(draft)],
            "held": [
                f"{one.relationship.adult.name} ({one.relationship.kind})" for one in record.adults if one.in_force
            ],
        },
    ]
