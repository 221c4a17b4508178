"""The pages of the audit: unusual reads for managers, and for auditors the changes, the sights and the seals."""

from abc import abstractmethod
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from oxle.audit import queries, unusual
from oxle.audit.forms import ReviewForm
from oxle.audit.models import Change, Seal, Sight, UnusualRead
from oxle.audit.tables import ChangeTable, SealTable, SightTable, UnusualTable
from oxle.core.pages import FormPage, Page
from oxle.core.permissions import decide, read
from oxle.core.tables import OxleTable
from oxle.core.templatetags.oxle import day, moment

AUDIT, REVIEW = read("audit"), decide("team")
PARTS = [("Changes", "changes"), ("Sights", "sights"), ("Unusual reads", "unusual"), ("Seals", "seals")]


class _AuditList(Page):
    """One of the audit's lists."""

    permission = AUDIT
    template_name = "audit/list.html"
    current = ""
    lead = ""
    table: type[OxleTable]

    @abstractmethod
    def rows(self) -> QuerySet:
        """What the list is of."""

    def context(self) -> dict[str, Any]:
        parts = [
            {"label": label, "url": reverse(f"audit:{name}"), "active": name == self.current} for label, name in PARTS
        ]
        table = self.table.table_for(self.request, self.rows(), on=self.on)
        return {"parts": parts, "lead": self.lead, "table": table}


class UnusualList(_AuditList):
    """What managers are to look at, week by week."""

    title = "Unusual reads"
    current = "unusual"
    table = UnusualTable
    lead = (
        "Each Monday the reads of the week before are compared with what is usual. Most have a good reason. Somebody "
        "other than the reader must look and write down what they found."
    )

    def rows(self) -> QuerySet:
        return UnusualRead.objects.all()


class ChangeList(_AuditList):
    """Every record created, changed or removed."""

    title = "Changes"
    current = "changes"
    table = ChangeTable
    lead = (
        "Shows who changed which parts of a record, and not what they held. The last seven days are shown unless you "
        "choose other days."
    )

    def rows(self) -> QuerySet:
        return Change.objects.all()


class SightList(_AuditList):
    """Every request that showed somebody a child."""

    title = "Sights of children"
    current = "sights"
    table = SightTable
    lead = (
        "Who has looked at one child is on that child’s record. The last seven days are shown unless you choose other "
        "days."
    )

    def rows(self) -> QuerySet:
        return Sight.objects.all()


class SealList(_AuditList):
    """The chain of seals, and whether it stands."""

    title = "Seals"
    current = "seals"
    template_name = "audit/seals.html"
    table = SealTable
    lead = (
        "Every ten minutes the audit is sealed: each seal contains the one before, so nothing can be altered or taken "
        "out unnoticed. The heads also leave the database. To verify the whole chain, run manage.py audit_verify."
    )

    def rows(self) -> QuerySet:
        return Seal.objects.order_by("-number")

    def context(self) -> dict[str, Any]:
        standing = queries.seals_standing()
        last = f"Number {standing.last.number}, {moment(standing.last.at)}" if standing.last else "None yet"
        return {
            **super().context(),
            "problem": standing.problem,
            "facts": [{"key": "Last seal", "value": last}, {"key": "Rows waiting", "value": f"{standing.waiting:,}"}],
        }


class _OfUnusual:
    """Loads the unusual read that the address names."""

    def load(self, key: str) -> None:
        self.row = get_object_or_404(UnusualRead, key=key)
        self.url = reverse("audit:unusual_page", args=[key])


class UnusualPage(_OfUnusual, Page):
    """One unusual read: who, what, which children, and what a manager found."""

    permission = AUDIT
    title = "Unusual read"
    template_name = "audit/unusual_page.html"

    def context(self) -> dict[str, Any]:
        row, user = self.row, self.request.user
        names = queries.names_of([row.actor, *filter(None, [row.reviewed_by])])
        facts = [
            {"key": "Who", "value": names[row.actor]},
            {"key": "Week beginning", "value": day(row.week_on)},
            {"key": "Why it is listed", "value": row.get_why_display()},
            {"key": "What is unusual", "value": row.words},
        ]
        if row.reviewed_at:
            facts += [
                {"key": "Reviewed", "value": f"{names[row.reviewed_by]}, {moment(row.reviewed_at)}"},
                {"key": "What was found", "value": row.finding},
            ]
        return {
            "facts": facts,
            "status": row.status,
            "colour": "green" if row.reviewed_at else "yellow",
            "children": [one for show in unusual.children_shown for one in show(user, row.children)],
            "count": len(row.children),
            "is_own": row.actor == f"user:{user.pk}",
            "may_review": not row.reviewed_at and row.actor != f"user:{user.pk}" and user.can(REVIEW),
        }


class UnusualReview(_OfUnusual, FormPage):
    """A manager writes down what they found."""

    permission = REVIEW
    title = "Review an unusual read"
    form_class = ReviewForm
    template_name = "audit/review.html"
    submit_label = "Save the review"
    done = "The review has been saved"

    def context(self) -> dict[str, Any]:
        who = queries.names_of([self.row.actor])[self.row.actor]
        return {"cancel_url": self.url, "who": who, "row": self.row}

    def form_valid(self, form: Any) -> HttpResponseBase:
        unusual.review(self.row, by=self.request.user, at=self.at, finding=form.cleaned_data["finding"])
        return redirect("audit:unusual")
