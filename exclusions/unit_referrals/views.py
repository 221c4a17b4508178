"""The pages of referrals to providers: begun and filled in, sent, read and answered, printed."""

from typing import Any

import django_tables2
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse

from exclusions.unit_referrals import actions, forms, queries
from exclusions.unit_referrals.fitting import contradictions
from exclusions.unit_referrals.models import ProviderReferral, State
from exclusions.unit_referrals.visibility import READS, WRITES, may_answer, may_fill_in
from exclusions.unit_referrals.words import facts_of, risks_of, sections_of, tag_of
from oxle.audit import sights
from oxle.core import tables
from oxle.core.pages import FormPage, Page, TooLate
from oxle.correspondence import rendering
from oxle.documents.actions import store_upload
from oxle.documents.serving import download_pdf, serve
from oxle.people.views.base import ChildFormPage
from oxle.provision.placing import is_of_age
from oxle.provision.queries import choosable

NAME = "exclusions:unit_referrals"


class ReferralTable(tables.OxleTable):
    """Referrals to providers."""

    caption, noun, nouns = "Referrals to providers", "referral", "referrals"
    empty = "A referral appears here once it is begun; to a provider once it is sent."
    stacks = True
    child = tables.LinkColumn(
        lambda one: reverse(f"{NAME}:referral", args=[one.key]), accessor="child__shown_name", verbose_name="Pupil",
        order_by=("child__sort_name",),
    )  # fmt: skip
    provider = django_tables2.Column(verbose_name="Provider", accessor="provider__organisation__name")
    begun_at = tables.DayColumn(verbose_name="Begun")
    state = django_tables2.Column(verbose_name="Status")

    def render_state(self, record: ProviderReferral) -> str:
        """How it stands."""
        return render_to_string("core/components/tag.html", tag_of(record))


class ReferralList(Page):
    """The referrals this person may see."""

    permission = READS
    template_name = "exclusions/unit_referrals/list.html"
    title = "Referrals to providers"

    def context(self) -> dict[str, Any]:
        table = ReferralTable.table_for(self.request, queries.referrals_for(self.request.user))
        sights.see([row.record.child_id for row in table.page.object_list], "list")
        return {"table": table}


class ReferralBegin(ChildFormPage):
    """Begin the referral of a child: the council alone does."""

    permission = WRITES
    form_class = forms.BeginForm
    title = "Refer to a provider"
    submit_label = "Begin the referral"
    creates = True
    done = "The referral is begun. The provider sees nothing of it before it is sent."

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        if not self.request.user.is_council:
            raise Http404
        self.providers = [one for one in choosable(self.child, self.on) if is_of_age(self.child, one, self.on)]

    def form_kwargs(self) -> dict[str, Any]:
        return {**super().form_kwargs(), "child": self.child, "providers": self.providers}

    def form_valid(self, form: Any) -> HttpResponseBase:
        data = form.cleaned_data
        referral = actions.begin(
            self.child,
            next(provider for provider in self.providers if provider.key == data["provider"]),
            school_asked=data["school_asked"],
            by=self.request.user,
            on=self.on,
            at=self.at,
        )
        return redirect(f"{NAME}:referral", referral.key)


class _OfReferral(Page):
    """Loads the referral that the address names."""

    referral: ProviderReferral

    def load(self, **kwargs: str) -> None:
        self.referral = queries.get_referral_for(self.request.user, kwargs["key"])

    @property
    def url(self) -> str:
        """The referral's page."""
        return reverse(f"{NAME}:referral", args=[self.referral.key])


class ReferralPage(_OfReferral):
    """The whole referral, and what this person can do with it."""

    permission = READS
    template_name = "exclusions/unit_referrals/page.html"
    title = "Referral to a provider"

    def context(self) -> dict[str, Any]:
        one, user = self.referral, self.request.user
        draft = one.state == State.DRAFT
        fills, council = may_fill_in(user, one), user.is_council and user.can(WRITES)
        offered = [
            ("fill", "Fill in the form", draft and fills),
            ("risks", "Assess the risks", one.state in {State.DRAFT, State.SENT, State.ACCEPTED} and fills),
            ("send", "Send it to the provider", draft and council),
            ("answer", "Say whether the pupil is taken", one.state == State.SENT and may_answer(user, one)),
            ("withdraw", "Withdraw the referral", one.state in {State.DRAFT, State.SENT, State.ACCEPTED} and council),
            ("pdf", "Print it (PDF)", True),
        ]
        return {
            "child": one.child,
            "child_url": reverse("people:child", args=[one.child.key]) if user.is_council else "",
            "back_url": reverse(f"{NAME}:list"),
            "tag": tag_of(one),
            "facts": facts_of(one),
            "missing": actions.missing(one) if draft else [],
            "contradictions": contradictions(one, self.on) if council else [],
            "sections": sections_of(one, self.on),
            "assessments": [self._assessment(row) for row in queries.assessments_of(one)],
            "links": [
                {"text": text, "url": reverse(f"{NAME}:{name}", args=[one.key])} for name, text, may in offered if may
            ],
        }

    def _assessment(self, row: Any) -> dict[str, Any]:
        url = reverse(f"{NAME}:file", args=[self.referral.key, row.key]) if row.file_id else ""
        return {"number": row.number, "rows": risks_of(row), "url": url}


class _Form(_OfReferral, FormPage):
    """A form about one referral: while it stands in one of some states, for those who may."""

    permission = WRITES
    template_name = "exclusions/unit_referrals/form.html"
    only_in_time = True
    states: tuple[State, ...] = (State.DRAFT,)

    def may(self) -> bool:
        """Whether this person may."""
        return self.request.user.is_council

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        if not self.may():
            raise Http404

    def edited(self) -> Any:
        return self.referral

    def too_late(self) -> TooLate | None:
        if self.referral.state in self.states:
            return None
        return TooLate(
            title="This cannot be done now",
            explanation=f"The referral stands as “{self.referral.get_state_display()}”.",
            url=self.url,
            link="See the referral",
        )

    def context(self) -> dict[str, Any]:
        return {
            "child": self.referral.child, "about": self.referral.provider, "back_url": self.url, "cancel_url": self.url,
        }  # fmt: skip

    def to_referral(self) -> HttpResponseBase:
        """Back to the referral."""
        return redirect(self.url)


class Fill(_Form):
    """Fill the form in: it can be saved with gaps, and is sent without."""

    form_class = forms.FillForm
    title = "Fill in the referral"
    submit_label = "Save"
    done = "The referral is saved."

    def may(self) -> bool:
        return may_fill_in(self.request.user, self.referral)

    def initial(self) -> dict[str, Any]:
        return self.stored(self.referral)

    def stored(self, record: ProviderReferral) -> dict[str, Any]:
        words = {name: getattr(record, name) for name in actions.WORDS if name != "services"}
        return {**words, **{f"service_{service}": said for service, said in record.services.items()}}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.fill_in(self.referral, self.version(), **form.words(), by=self.request.user)
        return self.to_referral()


class Risks(_Form):
    """Write another version of the risk assessment."""

    form_class = forms.RisksForm
    title = "Assess the risks"
    submit_label = "Save this version"
    creates = True
    done = "The risk assessment is saved. The version before it can still be read."
    states = (State.DRAFT, State.SENT, State.ACCEPTED)

    def may(self) -> bool:
        return may_fill_in(self.request.user, self.referral)

    def edited(self) -> None:
        return None

    def form_kwargs(self) -> dict[str, Any]:
        return {"last": self.referral.assessments.first()}

    def form_valid(self, form: Any) -> HttpResponseBase:
        upload, user = form.cleaned_data["file"], self.request.user
        file = store_upload(upload, by=user, at=self.at) if upload else None
        actions.assess(
            self.referral, risks=form.risks(), review_on=form.cleaned_data["review_on"], file=file, by=user, on=self.on,
            at=self.at,
        )  # fmt: skip
        return self.to_referral()


class Send(_Form):
    """Show it to the provider."""

    form_class = forms.SendForm
    title = "Send the referral to the provider"
    submit_label = "Send it"
    done = "The provider sees the referral, and is told."

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.send(self.referral, self.version(), by=self.request.user, on=self.on, at=self.at)
        return self.to_referral()


class Answer(_Form):
    """Say whether the pupil is taken."""

    form_class = forms.AnswerForm
    title = "Do you take the pupil?"
    submit_label = "Answer"
    done = "The council sees your answer."
    states = (State.SENT,)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """As every form; but who declined, and sends that twice or comes back, is told so: the referral is closed to
        them, and nothing of the pupil is shown."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            if not queries.was_declined_by(request.user, kwargs["key"]):
                raise
        return self.show_too_late(
            TooLate(
                title="You declined this referral",
                explanation="The council has your answer. You do not see the referral any more.",
                url=reverse(f"{NAME}:list"),
                link="See the referrals to you",
            )
        )

    def may(self) -> bool:
        return may_answer(self.request.user, self.referral)

    def stored(self, record: ProviderReferral) -> dict[str, Any]:
        return {"accepts": record.state == State.ACCEPTED, "why": record.answer or record.get_state_display()}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.answer(self.referral, self.version(), **form.cleaned_data, by=self.request.user, at=self.at)
        if self.referral.state == State.DECLINED and not self.request.user.is_council:
            # A provider that declined does not see it any more.
            return redirect(f"{NAME}:list")
        return self.to_referral()


class Withdraw(_Form):
    """The pupil is not referred after all."""

    form_class = forms.WithdrawForm
    title = "Withdraw the referral"
    submit_label = "Withdraw"
    done = "The referral is withdrawn. The provider does not see it any more."
    states = (State.DRAFT, State.SENT, State.ACCEPTED)

    def stored(self, record: ProviderReferral) -> dict[str, Any]:
        return {"why": record.withdrawn_because or record.get_state_display()}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.withdraw(self.referral, self.version(), **form.cleaned_data, by=self.request.user, at=self.at)
        return self.to_referral()


class Pdf(_OfReferral):
    """The referral in print."""

    permission = READS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        one = self.referral
        last = queries.assessments_of(one)[:1]
        html = render_to_string(
            "papers/exclusions/provider_referral.html",
            {
                "title": "Referral to a provider",
                "council_name": settings.COUNCIL_NAME,
                "facts": facts_of(one),
                "sections": sections_of(one, self.on),
                "assessments": [{"number": row.number, "rows": risks_of(row)} for row in last],
                "tag": tag_of(one),
                "made_for": request.user.name,
                "made_at": self.at,
            },
        )
        try:
            content = rendering.pdf(html)
        except rendering.CannotRender as lack:
            return self._cannot(str(lack))
        sights.see([one.child_id], "pdf")
        return download_pdf(f"referral-{one.key}.pdf", content)

    def _cannot(self, why: str) -> HttpResponse:
        self.template_name = "exclusions/unit_referrals/no_pdf.html"
        return self.show(409, why=why, back_url=self.url)


class AssessmentFile(_OfReferral):
    """The file of one version of the risk assessment."""

    permission = READS

    def get(self, request: HttpRequest, *args: Any, **kwargs: str) -> HttpResponseBase:
        row = queries.get_assessment(self.referral, kwargs["assessment"])
        if row.file is None:
            raise Http404
        return serve(request, row.file, children=[self.referral.child_id], called="risk-assessment")
