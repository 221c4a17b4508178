"""The officer’s pages of performance licences: the list, who a child is, and which limits are confirmed."""

from abc import abstractmethod
from typing import Any, ClassVar

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from licensing.limits import limits_on
from licensing.performances import actions, confirming, papers, pathway, queries
from licensing.performances.forms import ELSEWHERE, NEW, ConfirmForm, IdentifyForm, WithdrawForm
from licensing.performances.panels import rows_of
from licensing.performances.particulars import in_words
from licensing.performances.tables import LicenceTable, Row
from licensing.queries import READ
from oxle.audit import sights
from oxle.core.pages import FormPage, Page
from oxle.documents.serving import serve
from oxle.people.duplicates import possible_duplicates
from oxle.people.models import Child
from oxle.schooldays.wording import plain_day


class LicenceList(Page):
    """Every application that is not decided and every licence in force, by first performance, with what each lacks."""

    permission = READ
    template_name = "licensing/list.html"
    title = "Performance licences"

    def context(self) -> dict[str, Any]:
        rows = [Row(one, self.on) for one in queries.listed_for(self.request.user)]
        table = LicenceTable.table_for(self.request, rows, on=self.on)
        shown = [row.record.entrant.case for row in table.page.object_list]
        sights.see([case.child_id for case in shown if case is not None], "list")
        return {"table": table, "works": self.request.user.can(pathway.WORK)}


class IdentifyPage(FormPage):
    """Base: an officer says who the child of an application is."""

    permission = pathway.WORK
    template_name = "licensing/identify.html"
    title = "Who is this child?"
    submit_label = "Save"
    done = "It is recorded who the child is"
    list_url: ClassVar[str]

    @abstractmethod
    def applied_for(self, key: str) -> Any:
        """The application, for this person; 404 to strangers."""

    def upn(self) -> str:
        """The UPN, where the applicant says one."""
        return ""

    def load(self, **kwargs: str) -> None:
        self.applied = self.applied_for(kwargs["key"])
        found = possible_duplicates(
            self.request.user,
            given=self.applied.given,
            family=self.applied.family,
            born_on=self.applied.born_on,
            upn=self.upn(),
            postcode=self.applied.postcode,
        )
        self.closed = sum(one.child is None for one in found)
        self.children: list[tuple[Child, str]] = [
            (one.child, f"{one.child}, born {plain_day(one.child.born_on)}. {'; '.join(one.reasons)}")
            for one in found
            if one.child
        ]
        sights.see([child.pk for child, _ in self.children], "list")

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.applied.match != self.applied.Match.WAITS:
            return redirect(self.applied.case or self.list_url)
        return super().get(request, *args, **kwargs)

    def edited(self) -> Any:
        return self.applied

    def form_kwargs(self) -> dict[str, Any]:
        # One whose record is closed to this person may be the same child: a second record would be worse.
        return {"children": self.children, "may_be_new": not self.closed}

    def context(self) -> dict[str, Any]:
        return {"closed": self.closed, "cancel_url": reverse(self.list_url)}

    def taken(self) -> dict[str, Any]:
        """By whom it is said, when, and of which version of the application."""
        return {"by": self.request.user, "at": self.at, "version": self.version()}


class Identify(IdentifyPage):
    """An officer says who a child of a production is."""

    form_class = IdentifyForm
    list_url = "licensing:list"

    def applied_for(self, key: str) -> Any:
        return queries.get_entrant_for(self.request.user, key)

    def upn(self) -> str:
        return str(self.applied.upn)

    def context(self) -> dict[str, Any]:
        parts_url = reverse("licensing:entrant_parts", args=[self.applied.key])
        files = [(one["label"], one["url"]) for one in papers.rows_of(self.applied) if one["url"]]
        return {**super().context(), "rows": rows_of(self.applied), "files": files, "parts_url": parts_url}

    def form_valid(self, form: Any) -> HttpResponseBase:
        chosen = form.cleaned_data["child"]
        if chosen == ELSEWHERE:
            actions.send_elsewhere(self.applied, form.cleaned_data["authority"], **self.taken())
            return redirect("licensing:list")
        if chosen == NEW:
            return redirect(actions.identify_new(self.applied, on=self.on, **self.taken()))
        return redirect(actions.identify(self.applied, form.children[chosen], **self.taken()))


class EntrantRisks(Page):
    """The risk assessment that came with an application for performances, to download."""

    permission = READ

    def load(self, **kwargs: str) -> None:
        self.entrant = queries.get_entrant_for(self.request.user, kwargs["key"])
        if self.entrant.production.risk_assessment is None:
            raise Http404

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        case, file = self.entrant.case, self.entrant.production.risk_assessment
        return serve(request, file, children=[case.child_id] if case else [])


class EntrantPaper(Page):
    """A file about a child of a production, to download: the photograph, what shows the age, the contract."""

    permission = READ

    def load(self, **kwargs: str) -> None:
        self.paper = queries.get_paper_for(self.request.user, kwargs["key"], kwargs["paper"])

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        case = self.paper.entrant.case
        return serve(request, self.paper.file, children=[case.child_id] if case else [])


class Limits(Page):
    """Every limit of a performance: which was compared with the text of the law, by whom and when."""

    permission = READ
    template_name = "licensing/limits.html"
    title = "Limits of a performance"

    def context(self) -> dict[str, Any]:
        limits = limits_on(self.on)
        confirmed = confirming.confirmations(limits, self.on)
        rows = [
            {
                "check": one,
                "words": [f"{band.words}: {words}" for band in limits.bands if (words := in_words(one, band, limits))],
                "confirmed": confirmed.get(one.key),
            }
            for one in confirming.BY_KEY.values()
        ]
        for row in rows:
            said = [words.partition(": ")[2] for words in row["words"]]
            row["words"] = said[:1] if len(set(said)) == 1 else row["words"]
        works = self.request.user.can(pathway.DECIDE)
        return {"rows": rows, "works": works, "back_url": reverse("licensing:list")}


class LimitConfirm(FormPage):
    """An officer says that they compared a limit with the text of the law."""

    permission = pathway.DECIDE
    form_class = ConfirmForm
    template_name = "licensing/limit.html"
    submit_label = "Confirm this limit"
    done = "It is confirmed, under your name"
    creates = True

    def load(self, **kwargs: str) -> None:
        if kwargs["limit"] not in confirming.BY_KEY:
            raise Http404
        self.check = confirming.BY_KEY[kwargs["limit"]]
        self.limits = limits_on(self.on)

    def page_title(self) -> str:
        """Which limit it is."""
        return f"Confirm a limit: {self.check.subject}"

    def context(self) -> dict[str, Any]:
        words = [f"{band.words}: {in_words(self.check, band, self.limits)}" for band in self.limits.bands]
        return {"words": words, "law": self.check.law, "cancel_url": reverse("licensing:limits")}

    def form_valid(self, form: Any) -> HttpResponseBase:
        confirming.confirm(self.check, self.limits, text=form.cleaned_data["text"], by=self.request.user, on=self.on)
        return redirect("licensing:limits")


class LimitWithdraw(FormPage):
    """An officer takes a confirmation back."""

    permission = pathway.DECIDE
    form_class = WithdrawForm
    template_name = "licensing/limit.html"
    submit_label = "Withdraw the confirmation"
    done = "It is unverified again, and stands on no licence from now on"

    def load(self, **kwargs: str) -> None:
        self.confirmation = queries.confirmation_for(kwargs["key"])
        self.check = confirming.BY_KEY[self.confirmation.limit]

    def page_title(self) -> str:
        """Which limit it is."""
        return f"Withdraw the confirmation: {self.check.subject}"

    def edited(self) -> Any:
        return self.confirmation

    def context(self) -> dict[str, Any]:
        return {"words": [self.confirmation.text], "law": self.check.law, "cancel_url": reverse("licensing:limits")}

    def form_valid(self, form: Any) -> HttpResponseBase:
        confirming.withdraw(self.confirmation, by=self.request.user, on=self.on, version=self.version())
        return redirect("licensing:limits")
