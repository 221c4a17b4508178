"""The pages on which the council and a school see what differs between registers, and explain it."""

from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from oxle.accounts.permissions import read, write
from oxle.audit import sights
from oxle.core.pages import FormPage, Page, TooLate
from oxle.people.views.base import ChildFormPage
from oxle.provision import mismatches, reconciling, unseen
from oxle.provision.mismatch_forms import ExplainForm, WhereaboutsForm
from oxle.provision.mismatch_models import Mismatch
from oxle.provision.mismatch_tables import MismatchTable, UnseenTable
from oxle.provision.mismatch_wording import (
    facts_of,
    item_of,
    matter_of,
    session_of,
    sessions_of,
    state_tag,
    unseen_session,
)


class MismatchList(Page):
    """Every mismatch that this person may see: a school its own register's, the council those of the children it
    sees."""

    permission = read("mismatches")
    template_name = "provision/mismatch_list.html"
    title = "Register mismatches"

    def context(self) -> dict[str, Any]:
        table = MismatchTable.table_for(self.request, mismatches.matters_for(self.request.user), on=self.on)
        sights.see([row.record.child_id for row in table.page.object_list], "list")
        return {"table": table, "unseen": self.unseen()}

    def unseen(self) -> UnseenTable | None:
        """For the council: whom a provider did not see, where no school says anything."""
        if not self.request.user.is_council:
            return None
        # Who only reads the list finds nobody's whereabouts out.
        without = () if self.request.user.can(write("mismatches")) else ("action",)
        rows = unseen.missed(self.request.user, self.at)
        table = UnseenTable.table_for(self.request, rows, prefix="unseen", exclude=without)
        sights.see([row.record.child.pk for row in table.page.object_list], "list")
        return table


class SayWhere(ChildFormPage):
    """Say where a pupil was in the sessions in which a provider did not see them and no school says anything."""

    permission = write("mismatches")
    form_class = WhereaboutsForm
    template_name = "provision/say_where.html"
    title = "Say where a pupil was"
    submit_label = "Save"
    done = "What you found out is recorded."
    only_in_time = True
    waiting: list[unseen.Unseen]

    def load(self, **kwargs: str) -> None:
        if not self.request.user.is_council:
            raise Http404
        super().load(key=kwargs["key"])
        self.provider = unseen.get_placed_for(self.request.user, self.child, kwargs["provider"])
        self.waiting = unseen.unseen_of(self.request.user, self.child, self.provider, self.at)

    def too_late(self) -> TooLate | None:
        if self.waiting:
            return None
        return TooLate(
            title="Nothing waits for an answer",
            explanation="Somebody has said where the pupil was, a mark was put right, or the school’s mark has come.",
            url=reverse("provision:mismatches"),
            link="Go to the register mismatches",
        )

    def form_kwargs(self) -> dict[str, Any]:
        return {**super().form_kwargs(), "waiting": [(one.key, unseen_session(one)) for one in self.waiting]}

    def context(self) -> dict[str, Any]:
        url = reverse("provision:mismatches")
        return {**super().context(), "provider": self.provider, "back_url": url, "cancel_url": url}

    def form_valid(self, form: Any) -> HttpResponseBase:
        about = [one for one in self.waiting if one.key in form.cleaned_data["sessions"]]
        unseen.say_where(about, said=form.cleaned_data["said"], by=self.request.user, at=self.at)
        return redirect("provision:mismatches")


class _OfMismatch(Page):
    """Loads the mismatch that the address names."""

    mismatch: Mismatch

    def load(self, **kwargs: str) -> None:
        self.mismatch = mismatches.get_mismatch_for(self.request.user, kwargs["key"])


class MismatchPage(_OfMismatch):
    """One mismatch: both registers, how it stands, and all that happened to it."""

    permission = read("mismatches")
    template_name = "provision/mismatch_page.html"
    title = "Register mismatch"

    def context(self) -> dict[str, Any]:
        one, user = self.mismatch, self.request.user
        may_explain = one.is_open and user.can(write("mismatches"))
        return {
            "child": one.child,
            "child_url": reverse("people:child", args=[one.child.key]) if user.is_council else "",
            "back_url": reverse("provision:mismatches"),
            "tag": state_tag(one),
            "matter": matter_of(one),
            "facts": [*facts_of(one), *sessions_of(mismatches.of_one_matter(one))],
            "items": [item_of(change) for change in mismatches.changes_of(one)],
            "explain_url": reverse("provision:explain", args=[one.key]) if may_explain else "",
        }


class MismatchExplain(_OfMismatch, FormPage):
    """Say why the registers differ."""

    permission = write("mismatches")
    form_class = ExplainForm
    template_name = "provision/mismatch_explain.html"
    title = "Explain a register mismatch"
    done = "The explanation is recorded."
    only_in_time = True

    def edited(self) -> Mismatch:
        return self.mismatch

    def stored(self, record: Mismatch) -> dict[str, Any]:
        return {"because": record.explained_because or record.get_kind_display()}

    def initial(self) -> dict[str, Any]:
        return {"seen": " ".join(one.key for one in mismatches.of_one_matter(self.mismatch))}

    def too_late(self) -> TooLate | None:
        if self.mismatch.is_open:
            return None
        return TooLate(
            title="This mismatch is not open any more",
            explanation=f"It stands as “{state_tag(self.mismatch)['text']}”, so it needs no explanation.",
            url=reverse("provision:mismatch", args=[self.mismatch.key]),
            link="See what happened to it",
        )

    def context(self) -> dict[str, Any]:
        url = reverse("provision:mismatch", args=[self.mismatch.key])
        return {
            "child": self.mismatch.child,
            "session": session_of(self.mismatch.session, self.mismatch.on),
            "facts": [*facts_of(self.mismatch), *sessions_of(mismatches.of_one_matter(self.mismatch))],
            "back_url": url,
            "cancel_url": url,
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        because, seen = form.cleaned_data["because"], form.cleaned_data["seen"].split()
        taken = {"by": self.request.user, "at": self.at, "seen": seen}
        reconciling.explain(self.mismatch, self.version(), because=because, **taken)
        return redirect("provision:mismatch", self.mismatch.key)
