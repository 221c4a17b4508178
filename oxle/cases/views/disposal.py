"""How long a case is kept and what becomes of it: legal holds, the cases whose time is up, decisions, certificates."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from oxle.accounts.permissions import read
from oxle.accounts.visibility import get_or_404, visible_to
from oxle.audit import sights
from oxle.cases import destroying, disposal, forms, retention
from oxle.cases.disposal_models import Disposal, State
from oxle.cases.disposal_tables import CertificateTable, ProposalTable, ReviewTable
from oxle.cases.models import Case
from oxle.cases.permissions import cases_to_dispose_of, get_case_for, get_case_to_dispose_of
from oxle.cases.queries import numbered, pathway_of
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
            ("To review", "disposals"),
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
        user = self.request.user
        opened = Exists(visible_to(user, Case).filter(pk=OuterRef("pk")))
        cases = cases_to_dispose_of(user).select_related("child", "adult").annotate(may_open=opened)
        table = ReviewTable.table_for(self.request, retention.to_review(cases, self.on), on=self.on)
        shown = [row.record for row in table.page.object_list]
        sights.see([case.child_id for case in shown if case.may_open and case.child_id], "list")
        return {**super().context(), "table": table}


class DisposalsToAgree(_DisposalList):
    """What others have proposed to destroy."""

    title = "Disposals to agree"
    current = "disposals_to_agree"
    lead = (
        "Somebody else has looked at these cases and proposes to destroy them. What is destroyed does not come back, "
        "so it takes two people: look at each case yourself."
    )

    def context(self) -> dict[str, Any]:
        user = self.request.user
        rows = retention.to_answer(visible_to(user, Case), user.pk)
        return {**super().context(), "table": ProposalTable.table_for(self.request, rows, on=self.on)}


class Certificates(_DisposalList):
    """What was destroyed: how much of what, by which rule, and which two people decided it."""

    title = "Disposal certificates"
    current = "certificates"
    lead = "What was destroyed, by which rule, and which two people decided it. A certificate names no child or parent."

    def context(self) -> dict[str, Any]:
        return {**super().context(), "table": CertificateTable.table_for(self.request, certificates(), on=self.on)}


class CertificateShow(Page):
    """One certificate."""

    permission = READ
    template_name = "cases/certificate.html"

    def load(self, **kwargs: str) -> None:
        self.row = get_object_or_404(certificates(), key=kwargs["key"])

    @property
    def title(self) -> str:  # type: ignore[override]
        """What the certificate is of."""
        return f"Disposal certificate: {self.row.reference}"

    def context(self) -> dict[str, Any]:
        row = self.row
        facts = [
            {"key": "Record", "value": row.record},
            {"key": "Rule", "value": row.rule_words},
            {"key": "Closed", "value": plain_day(row.closed_on)},
            {"key": "Reviewed by", "value": [f"{row.by.name}, {moment(row.at)}", row.reason]},
            {"key": "Agreed by", "value": [f"{row.answered_by.name}, {moment(row.answered_at)}", row.answer]},
        ]
        if row.destroyed_at:
            facts += [
                {"key": "Destroyed", "value": moment(row.destroyed_at)},
                {"key": "Files off the disk", "value": moment(row.files_removed_at) or "Within a few minutes"},
                {"key": "The audit’s copies", "value": self.audit()},
            ]
        return {"row": row, "facts": facts, "done": row.state == State.DESTROYED}

    def audit(self) -> str:
        """What became of what the audit kept of the records."""
        row = self.row
        if row.audit_emptied_at:
            return f"{row.audit_emptied:,} emptied by {moment(row.audit_emptied_at)}"
        return f"Emptied from {plain_day(row.audit_due_on)} on"


# --- one case ------------------------------------------------------------------------------------------------


class _OfCase(Page):
    """A page about the disposal of the case that the address names."""

    permission = READ

    def load(self, **kwargs: str) -> None:
        self.case = get_case_to_dispose_of(self.request.user, kwargs["key"])
        if self.case.closed_on is None:
            raise Http404
        self.url = reverse("cases:disposal", args=[self.case.key])


class DisposalShow(_OfCase):
    """Until when a case is kept and why, what stands in the way, what it holds, and what was decided so far."""

    template_name = "cases/disposal.html"

    @property
    def title(self) -> str:  # type: ignore[override]
        """The page's title holds the reference, never a name."""
        return f"Keeping and disposal: {self.case.reference}"

    def context(self) -> dict[str, Any]:
        case, user = self.case, self.request.user
        running = case.disposals.filter(state__in=[State.PROPOSED, State.CONFIRMED]).select_related("by").first()
        proposed = running is not None and running.state == State.PROPOSED
        may_open = visible_to(user, Case).filter(pk=case.pk).exists()
        return {
            "case": case,
            "pathway": pathway_of(case),
            "may_open": may_open,
            "kept": retention.kept(case),
            "reasons": self.reasons(),
            "problems": disposal.in_the_way(case, self.on),
            "holds": list(case.holds.filter(lifted_at=None).select_related("by")),
            "holds_something": destroying.what_it_holds(case),
            "waiting": list(case.handed_over.exclude(waits_with=None).select_related("waits_with")),
            "running": running,
            "decisions": list(
                case.disposals.exclude(pk=running.pk if running else None).select_related("by", "answered_by")
            ),
            "may_review": running is None and user.can(disposal.REVIEWS),
            "may_agree": proposed and running.by_id != user.pk and may_open and user.can(disposal.CONFIRMS),
            "may_refuse": proposed and (user.can(disposal.CONFIRMS) or user.can(disposal.REVIEWS)),
            "may_hold": disposal.may_hold(user, case),
            "is_own": proposed and running.by_id == user.pk,
            "is_up": case.retain_until_on is not None and case.retain_until_on < self.on,
        }

    def reasons(self) -> list[dict[str, Any]]:
        """Each reason to keep the case, as a row: how long, from which day, until when, and who says so."""
        answer = retention.kept(self.case)
        rows = []
        for one in answer.reasons if answer else ():
            words, colour = whose(one.rule)
            rows.append({"one": one, "whose": words, "colour": colour, "decides": one is answer.decides})
        return rows


class _Decision(_OfCase, FormPage):
    """A form that decides something on the case, and returns to its page."""

    template_name = "cases/disposal_form.html"
    heading = ""

    @property
    def title(self) -> str:  # type: ignore[override]
        """What is decided, and on which case."""
        return f"{self.heading}: {self.case.reference}"

    def context(self) -> dict[str, Any]:
        return {"case": self.case, "cancel_url": self.url}

    def form_valid(self, form: Any) -> HttpResponseBase:
        self.decide(form.cleaned_data)
        return redirect(self.url)

    def decide(self, data: dict[str, Any]) -> None:
        """The one domain call."""
        raise NotImplementedError


class DisposalKeep(_Decision):
    """Keeps the case for longer."""

    permission = disposal.REVIEWS
    form_class = forms.KeepForm
    heading = "Keep for longer"
    submit_label = "Keep the case"
    creates = True
    done = "The case is kept"

    def decide(self, data: dict[str, Any]) -> None:
        disposal.keep(self.case, by=self.request.user, on=self.on, at=self.at, **data)


class DisposalPropose(_Decision):
    """Proposes that the case be destroyed."""

    permission = disposal.REVIEWS
    form_class = forms.ProposeForm
    heading = "Propose to destroy"
    submit_label = "Propose to destroy it"
    creates = True
    done = "A second person is now asked to agree"

    def context(self) -> dict[str, Any]:
        return {**super().context(), "warning": "Once a second person agrees, the case and all it holds are destroyed."}

    def decide(self, data: dict[str, Any]) -> None:
        disposal.propose(self.case, by=self.request.user, on=self.on, at=self.at, **data)


class _Answer(_Decision):
    """An answer to a proposal that is still open."""

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.proposal = get_or_404(self.case.disposals.select_related("case", "by"), state=State.PROPOSED)

    def edited(self) -> Disposal:
        return self.proposal

    def context(self) -> dict[str, Any]:
        return {**super().context(), "proposal": self.proposal}


class DisposalAgree(_Answer):
    """The second person agrees. They must be able to open the case: nobody agrees to what they cannot see."""

    permission = disposal.CONFIRMS
    form_class = forms.AgreeForm
    heading = "Agree to destroy"
    submit_label = "Agree: destroy it"
    done = "The case will be destroyed within a few minutes"

    def load(self, **kwargs: str) -> None:
        get_case_for(self.request.user, kwargs["key"])
        super().load(**kwargs)

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "warning": "This destroys the case and all it holds. It cannot be undone, by anybody.",
            "kept": retention.kept(self.case),
            "holds_something": destroying.what_it_holds(self.case),
        }

    def decide(self, data: dict[str, Any]) -> None:
        disposal.confirm(self.proposal, answer=data["answer"], by=self.request.user, at=self.at, version=self.version())


class DisposalRefuse(_Answer):
    """Somebody does not agree, or takes their own proposal back."""

    form_class = forms.RefuseForm
    submit_label = "Save"
    done = "The case is not destroyed. It is to be reviewed again."

    @property
    def heading(self) -> str:  # type: ignore[override]
        """Whose proposal it is makes it one or the other."""
        return "Take the proposal back" if self.proposal.by_id == self.request.user.pk else "Do not agree"

    def decide(self, data: dict[str, Any]) -> None:
        disposal.refuse(self.proposal, answer=data["answer"], by=self.request.user, at=self.at, version=self.version())


# --- legal holds ---------------------------------------------------------------------------------------------


class _Hold(FormPage):
    """A page about a case's legal holds, for those who see the case and may hold it."""

    permission = read("cases")
    template_name = "cases/hold.html"
    heading = ""

    def load(self, **kwargs: str) -> None:
        user = self.request.user
        may_review = user.can(disposal.REVIEWS)
        self.case = get_case_to_dispose_of(user, kwargs["key"]) if may_review else get_case_for(user, kwargs["key"])
        if not disposal.may_hold(user, self.case):
            raise PermissionDenied
        self.holds = numbered(self.case.holds.select_related("by", "lifted_by"))

    @property
    def title(self) -> str:  # type: ignore[override]
        """What is done, and on which case."""
        return f"{self.heading}: {self.case.reference}"

    def back(self) -> str:
        """Where this person came from: the case, or what they may see of it."""
        may_open = visible_to(self.request.user, Case).filter(pk=self.case.pk).exists()
        return self.case.get_absolute_url() if may_open else reverse("cases:disposal", args=[self.case.key])


class HoldPut(_Hold):
    """Puts the case on legal hold; shows the holds there are, each to be lifted."""

    form_class = forms.HoldForm
    heading = "Legal hold"
    submit_label = "Put on legal hold"
    creates = True
    done = "The case is on legal hold"

    def context(self) -> dict[str, Any]:
        return {"case": self.case, "holds": self.holds, "cancel_url": self.back()}

    def form_valid(self, form: Any) -> HttpResponseBase:
        disposal.put_on_hold(
            self.case, reason=form.cleaned_data["reason"], by=self.request.user, on=self.on, at=self.at
        )
        return redirect(self.back())


class HoldLift(_Hold):
    """Lifts one legal hold, with a reason."""

    form_class = forms.LiftForm
    heading = "Lift a legal hold"
    submit_label = "Lift the legal hold"
    done = "The legal hold is lifted"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        found = [hold for hold in self.holds if hold.number == kwargs["number"] and hold.lifted_at is None]
        if not found:
            raise Http404
        self.hold = found[0]

    def edited(self) -> Any:
        return self.hold

    def context(self) -> dict[str, Any]:
        return {
            "case": self.case,
            "rows": [
                {"key": "On hold since", "value": f"{plain_day(self.hold.on)}, by {self.hold.by.name}"},
                {"key": "Why", "value": self.hold.reason},
            ],
            "cancel_url": reverse("cases:hold", args=[self.case.key]),
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        disposal.lift_hold(
            self.hold, reason=form.cleaned_data["reason"], by=self.request.user, at=self.at, version=self.version()
        )
        return redirect(self.back())
