"""How long a record is kept and what becomes of it: the records whose time is up, decisions, certificates.

A record is a case, a message or a child's; each page is told which by `kind` (see urls).
"""

from abc import abstractmethod
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from oxle.accounts.permissions import read
from oxle.accounts.visibility import get_or_404
from oxle.audit import sights
from oxle.cases import destroying, disposal, forms, reviewing
from oxle.cases.disposable import CASE, CHILD, MESSAGE, holds_on, in_the_way
from oxle.cases.disposal_models import RUNNING, Disposal, State
from oxle.cases.disposal_tables import (
    CertificateTable,
    ChildReviewTable,
    MessageReviewTable,
    ProposalTable,
    ReviewTable,
)
from oxle.cases.models import Case
from oxle.cases.queries import pathway_of
from oxle.core.pages import FormPage, Page
from oxle.core.rules_views import whose
from oxle.core.templatetags.oxle import moment
from oxle.schooldays.wording import plain_day

READ = read("disposal")


def certificates() -> QuerySet[Disposal]:
    """What is destroyed, or about to be: none of it names anybody."""
    rows = Disposal.objects.filter(state__in=[State.CONFIRMED, State.DESTROYED])
    return rows.select_related("by", "answered_by")


# --- the lists -----------------------------------------------------------------------------------------------


class _DisposalList(Page):
    """One of the lists about disposal."""

    permission = READ
    template_name = "cases/disposal_list.html"
    current = ""
    lead = ""

    def context(self) -> dict[str, Any]:
        parts = [
            ("Cases", "disposals"),
            ("Messages", "message_disposals"),
            ("Children", "child_disposals"),
            ("To agree", "disposals_to_agree"),
            ("Certificates", "certificates"),
        ]
        return {
            "lead": self.lead,
            "parts": [
                {"label": label, "url": reverse(f"cases:{name}"), "active": name == self.current}
                for label, name in parts
            ],
        }


class DisposalsToReview(_DisposalList):
    """Closed cases whose time is up, each with the setting that says so, for somebody to decide on."""

    title = "Cases whose time is up"
    current = "disposals"
    lead = (
        "These cases have been kept as long as the retention schedule says. Nothing is destroyed by itself: look at "
        "each, and keep it for longer or propose to destroy it. A second person must agree."
    )

    def context(self) -> dict[str, Any]:
        table = ReviewTable.table_for(self.request, reviewing.to_review(self.request.user, CASE, self.on), on=self.on)
        shown = [row.record for row in table.page.object_list]
        sights.see([case.child_id for case in shown if case.may_open and case.child_id], "list")
        return {**super().context(), "table": table}


class MessagesToReview(_DisposalList):
    """Answered messages of which no case came and whose time is up."""

    title = "Messages whose time is up"
    current = "message_disposals"
    lead = (
        "These messages were answered, and no case came of them. Keep each for longer, or propose to destroy it with "
        "its files; a second person must agree. A message that waits is never destroyed, and one that is linked to a "
        "case goes with the case."
    )

    def context(self) -> dict[str, Any]:
        rows = reviewing.to_review(self.request.user, MESSAGE, self.on)
        return {**super().context(), "table": MessageReviewTable.table_for(self.request, rows, on=self.on)}


class ChildrenToReview(_DisposalList):
    """Children's records that nothing else needs any more and whose time is up."""

    title = "Children’s records whose time is up"
    current = "child_disposals"
    lead = (
        "No case, letter or enrolment is left of these children, and their records have been kept as long as the "
        "settings say. Keep each for longer, or propose to destroy it; a second person must agree."
    )

    def context(self) -> dict[str, Any]:
        rows = reviewing.to_review(self.request.user, CHILD, self.on)
        table = ChildReviewTable.table_for(self.request, rows, on=self.on)
        sights.see([row.record.pk for row in table.page.object_list], "list")
        return {**super().context(), "table": table}


class DisposalsToAgree(_DisposalList):
    """What others have proposed to destroy."""

    title = "Disposals to agree"
    current = "disposals_to_agree"
    lead = (
        "Somebody else has looked at these records and proposes to destroy them. What is destroyed does not come back, "
        "so it takes two people: look at each record yourself."
    )

    def context(self) -> dict[str, Any]:
        rows = reviewing.to_answer(self.request.user)
        return {**super().context(), "table": ProposalTable.table_for(self.request, rows, on=self.on)}


class Certificates(_DisposalList):
    """What was destroyed: how much of what, by which rule, and who decided it."""

    title = "Disposal certificates"
    current = "certificates"
    lead = "What was destroyed, by which rule, and who decided it. A certificate names no child or parent."

    def context(self) -> dict[str, Any]:
        return {**super().context(), "table": CertificateTable.table_for(self.request, certificates(), on=self.on)}


class CertificateShow(Page):
    """One certificate."""

    permission = READ
    template_name = "cases/certificate.html"

    def load(self, **kwargs: str) -> None:
        self.row = get_object_or_404(certificates(), key=kwargs["key"])

    def page_title(self) -> str:
        """What the certificate is of."""
        return f"Disposal certificate: {self.row.reference}"

    def context(self) -> dict[str, Any]:
        row = self.row
        facts = [
            {"key": "Record", "value": row.record},
            {"key": "Rule", "value": row.rule_words},
            *(self.decided() if row.by else self.by_itself()),
        ]
        if row.destroyed_at:
            facts += [
                {"key": "Destroyed", "value": moment(row.destroyed_at)},
                {"key": "Files off the disk", "value": moment(row.files_removed_at) or "Within a few minutes"},
                {"key": "The audit’s copies", "value": self.audit()},
            ]
        return {"row": row, "facts": facts, "done": row.state == State.DESTROYED}

    def decided(self) -> list[dict[str, Any]]:
        """Which two people decided it."""
        row = self.row
        return [
            *([{"key": "Closed", "value": plain_day(row.closed_on)}] if row.closed_on else []),
            {"key": "Reviewed by", "value": [f"{row.by.name}, {moment(row.at)}", row.reason]},
            {"key": "Agreed by", "value": [f"{row.answered_by.name}, {moment(row.answered_at)}", row.answer]},
        ]

    def by_itself(self) -> list[dict[str, Any]]:
        """Why what was given up went, though nobody decided it."""
        return [
            {"key": "Last touched", "value": plain_day(self.row.closed_on)},
            {"key": "Decided by", "value": ["Nobody: it goes by itself", self.row.reason]},
        ]

    def audit(self) -> str:
        """What became of what the audit kept of the records."""
        row = self.row
        if row.audit_emptied_at:
            return f"{row.audit_emptied:,} emptied by {moment(row.audit_emptied_at)}"
        return f"Emptied from {plain_day(row.audit_due_on)} on"


# --- one record ----------------------------------------------------------------------------------------------


class OfRecord(Page):
    """A page about keeping the record that the address names, whose kind the address's own line says."""

    permission = READ
    kind = CASE

    def load(self, **kwargs: str) -> None:
        self.record = reviewing.get_record_to_dispose_of(self.request.user, self.kind, kwargs["key"])
        if isinstance(self.record, Case) and self.record.closed_on is None:
            raise Http404
        self.url = self.kind.address(self.record)

    def called(self) -> str:
        """What a title calls the record: never by a name."""
        return self.record.reference if isinstance(self.record, Case) else self.kind.noun


class DisposalShow(OfRecord):
    """Until when a record is kept and why, what stands in the way, what it holds, and what was decided so far."""

    template_name = "cases/disposal.html"

    def page_title(self) -> str:
        """The page's title holds the reference, never a name."""
        return f"Keeping and disposal: {self.called()}"

    def context(self) -> dict[str, Any]:
        record, user, kind = self.record, self.request.user, self.kind
        running = record.disposals.filter(state__in=RUNNING).select_related("by").first()
        proposed = running is not None and running.state == State.PROPOSED
        may_open = reviewing.may_open(user, record)
        answer = kind.kept(record)
        return {
            "record": record,
            "noun": kind.noun,
            "caption": pathway_of(record).name if kind is CASE else "",
            "may_open": may_open,
            "open_url": self.open_url(),
            "open_words": f"Open the {kind.noun}" + ("" if kind is MESSAGE else f": {self.subject()}"),
            "list_url": reverse(f"cases:{kind.page('disposals')}"),
            "list_words": f"{kind.nouns.capitalize()} whose time is up",
            "urls": {
                page: kind.address(record, page)
                for page in ("hold", "disposal_keep", "disposal_propose", "disposal_agree", "disposal_refuse")
            },
            "kept": answer,
            "reasons": self.reasons(answer),
            "problems": in_the_way(record, self.on),
            "holds": list(holds_on(record)),
            "holds_something": destroying.what_it_holds(record),
            "running": running,
            "decisions": list(
                record.disposals.exclude(pk=running.pk if running else None).select_related("by", "answered_by")
            ),
            "may_review": running is None and user.can(disposal.REVIEWS),
            "may_agree": proposed and running.by_id != user.pk and may_open and user.can(disposal.CONFIRMS),
            "may_refuse": proposed and (user.can(disposal.CONFIRMS) or user.can(disposal.REVIEWS)),
            "may_hold": disposal.may_hold(user, record),
            "is_own": proposed and running.by_id == user.pk,
            "is_up": answer is not None and answer.until_on < self.on,
            "what_stays": WHAT_STAYS[kind.what],
        }

    def subject(self) -> str:
        """Whom it is about, for who may open it."""
        return str(self.record.subject if isinstance(self.record, Case) else self.record)

    def open_url(self) -> str:
        """The record's own page."""
        names = {"case": "cases:case", "message": "cases:message", "child": "people:child"}
        return reverse(names[self.kind.what], args=[self.record.key])

    def reasons(self, answer: Any) -> list[dict[str, Any]]:
        """Each reason to keep the record, as a row: how long, from which day, until when, and who says so."""
        rows = []
        for one in answer.reasons if answer else ():
            words, colour = whose(one.rule)
            rows.append({"one": one, "whose": words, "colour": colour, "decides": one is answer.decides})
        return rows


WHAT_STAYS = {
    "case": "Files and letters go too, unless something else needs them. The child, the family and the school are not "
    "part of the case and stay.",
    "message": "Its files go too, unless something else needs them.",
    "child": "Adults go too who are nothing to any other child, case or letter. The schools stay.",
}


class _Decision(OfRecord, FormPage):
    """A form that decides something on the record, and returns to its page."""

    template_name = "cases/disposal_form.html"
    heading = ""

    def page_title(self) -> str:
        """What is decided, and on which record."""
        return f"{self.heading}: {self.called()}"

    def context(self) -> dict[str, Any]:
        return {"record": self.record, "cancel_url": self.url}

    def form_valid(self, form: Any) -> HttpResponseBase:
        self.decide(form.cleaned_data)
        return redirect(self.url)

    @abstractmethod
    def decide(self, data: dict[str, Any]) -> None:
        """The one domain call."""


class DisposalKeep(_Decision):
    """Keeps the record for longer."""

    permission = disposal.REVIEWS
    form_class = forms.KeepForm
    heading = "Keep for longer"
    submit_label = "Keep it"
    creates = True
    done = "It is kept"

    def decide(self, data: dict[str, Any]) -> None:
        disposal.keep(self.record, by=self.request.user, on=self.on, at=self.at, **data)


class DisposalPropose(_Decision):
    """Proposes that the record be destroyed."""

    permission = disposal.REVIEWS
    form_class = forms.ProposeForm
    heading = "Propose to destroy"
    submit_label = "Propose to destroy it"
    creates = True
    done = "A second person is now asked to agree"

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "warning": f"Once a second person agrees, the {self.kind.noun} and all it holds are destroyed.",
        }

    def decide(self, data: dict[str, Any]) -> None:
        disposal.propose(self.record, by=self.request.user, on=self.on, at=self.at, **data)


class _Answer(_Decision):
    """An answer to a proposal that is still open."""

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.proposal = get_or_404(
            self.record.disposals.select_related("case", "message", "child", "by"), state=State.PROPOSED
        )

    def edited(self) -> Disposal:
        return self.proposal

    def context(self) -> dict[str, Any]:
        return {**super().context(), "proposal": self.proposal}


class DisposalAgree(_Answer):
    """The second person agrees. They must be able to open the record: nobody agrees to what they cannot see."""

    permission = disposal.CONFIRMS
    form_class = forms.AgreeForm
    heading = "Agree to destroy"
    submit_label = "Agree: destroy it"
    done = "It will be destroyed within a few minutes"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        if not reviewing.may_open(self.request.user, self.record):
            raise Http404

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "warning": f"This destroys the {self.kind.noun} and all it holds. It cannot be undone, by anybody.",
            "kept": self.kind.kept(self.record),
            "holds_something": destroying.what_it_holds(self.record),
        }

    def decide(self, data: dict[str, Any]) -> None:
        disposal.confirm(self.proposal, answer=data["answer"], by=self.request.user, at=self.at, version=self.version())


class DisposalRefuse(_Answer):
    """Somebody does not agree, or takes their own proposal back."""

    form_class = forms.RefuseForm
    submit_label = "Save"
    done = "Nothing is destroyed. It is to be reviewed again."

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        own = self.proposal.by_id == self.request.user.pk
        self.heading = "Take the proposal back" if own else "Do not agree"

    def decide(self, data: dict[str, Any]) -> None:
        disposal.refuse(self.proposal, answer=data["answer"], by=self.request.user, at=self.at, version=self.version())
