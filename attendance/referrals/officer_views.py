"""The officer's pages that only a referral has: the decision, its three outcomes, and what may stand in the way."""

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from attendance.referrals import actions, answering, considering, doubts, forms, pathway, queries
from attendance.referrals.deciding import evidence_of, parents_changed
from attendance.referrals.models import Draft, Moment, Reason, Referral
from attendance.referrals.routes import ChosenRoute
from oxle.accounts.permissions import decide, read, write
from oxle.accounts.visibility import get_or_404, visible_to
from oxle.audit import sights
from oxle.cases import family, meeting
from oxle.cases.models import Case, Event
from oxle.cases.permissions import get_case_for
from oxle.cases.views.case import CasePart
from oxle.core.pages import FormPage, Page, TooLate
from oxle.core.templatetags.oxle import moment
from oxle.people.letters import cautions
from oxle.schools.queries import calendar_of


class OnReferral(FormPage):
    """Base: the case of a referral, seen by an officer."""

    permission = read("attendance")
    template_name = "attendance/on_referral.html"
    heading = ""

    def load(self, **kwargs: str) -> None:
        self.case = get_case_for(self.request.user, kwargs["key"])
        if self.case.pathway != pathway.REFERRAL.key:
            raise Http404
        self.referral = queries.referral_of(self.case)

    def page_title(self) -> str:
        """What is done, and on which case."""
        return f"{self.heading}: {self.case.reference}"

    def edited(self) -> Any:
        return self.case

    def form_kwargs(self) -> dict[str, Any]:
        return {"on": self.on}

    def context(self) -> dict[str, Any]:
        case, user = self.case, self.request.user
        known = meeting.known_of(user, case, meeting.people_in(user, case, self.on), self.on)
        return {
            "case": case,
            "facts": meeting.facts_of(case.child),
            "tags": known.tags,
            "warnings": known.warnings,
            "referral": self.referral,
            "cancel_url": case.get_absolute_url(),
        }


def asked_at(case: Case) -> list[Moment]:
    """The moments at which everything is looked at that may still be answered where a referral stands."""
    stages = {
        Moment.ACCEPTANCE: pathway.ACCEPT.at,
        Moment.FINAL_WARNING: (*pathway.WARN_FINALLY.at, *pathway.PREPARE_PAPERS.at),
    }
    return [moment for moment, at in stages.items() if case.stage in {stage.key for stage in at}]


class Consider(OnReferral):
    """Everything that may stand in the way of enforcement, looked at in one place."""

    form_class = forms.ConsiderForm
    template_name = "attendance/consider.html"
    heading = "What may stand in the way"
    submit_label = "Save"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        asked = {moment.value: moment for moment in asked_at(self.case)}
        if kwargs["moment"] not in asked:
            raise Http404
        self.moment = asked[kwargs["moment"]]
        if not self.request.user.can(pathway.WORK):
            raise PermissionDenied

    def form_kwargs(self) -> dict[str, Any]:
        return {"topics": considering.to_consider(self.case, self.moment, self.on), "on": self.on}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "moment": self.moment}

    def stored(self, record: Any) -> dict[str, Any]:
        return forms.ConsiderForm(**self.form_kwargs()).before()

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.consider(
            self.case, self.moment, form.findings(), by=self.request.user, on=self.on, version=self.version()
        )
        messages.success(self.request, "Saved")
        # On to the decision it was looked at for, those who take it.
        decides = self.moment == Moment.ACCEPTANCE and self.request.user.can(pathway.DECIDE)
        return redirect("attendance:decide", self.case.key) if decides else redirect(self.case)


class SchoolAnswer(Page):
    """Leads to a referral that was returned, where an officer enters what the school answered to the team."""

    permission = write("inbox")

    def load(self, **kwargs: str) -> None:
        case = get_case_for(self.request.user, kwargs["key"])
        drafts = visible_to(self.request.user, Draft).filter(state=Draft.State.RETURNED)
        self.draft = get_or_404(drafts, case=case)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return redirect("attendance:draft", self.draft.key)


class RegisterAdd(OnReferral):
    """A register that came after the referral: pasted or uploaded, with the same errors as a school's own extract."""

    permission = pathway.WORK
    creates = True
    form_class = forms.AddRegisterForm
    template_name = "attendance/register_add.html"
    heading = "Add a register extract"
    submit_label = "Add the register"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        if not self.case.is_open:
            raise Http404

    def form_kwargs(self) -> dict[str, Any]:
        return {"calendar": calendar_of(self.case.school), "on": self.on}

    def context(self) -> dict[str, Any]:
        return {**super().context(), **figures(self.referral)}

    def form_valid(self, form: Any) -> HttpResponseBase:
        data = form.cleaned_data
        declared = actions.Declared(data["declared_by"], data["declared_as"], data["declared_on"])
        actions.add_register(self.case, extract=form.extract, declared=declared, **self.taken())
        messages.success(self.request, "The register is added. A letter drafted before does not show it yet.")
        return redirect(self.case)


class Decide(CasePart):
    """The three ways to decide, beside everything the school did, what the register shows, and the family's cases."""

    permission = decide("attendance")
    template_name = "attendance/decide.html"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        if self.case.pathway != pathway.REFERRAL.key or self.case.stage != pathway.RECEIVED.key:
            raise Http404
        self.referral = queries.referral_of(self.case)

    def page_title(self) -> str:
        """What is decided."""
        return f"Decide on the referral: {self.case.reference}"

    def context(self) -> dict[str, Any]:
        key, user = self.case.key, self.request.user
        flags = family.flags_for(user, self.case.child, apart_from=self.case)
        sights.see(family.children_of(flags), "page")
        return {
            **super().context(),
            "referral": self.referral,
            **figures(self.referral),
            "evidence": evidence_of(self.case, user, doubts.of_referral(self.referral)),
            "flags": flags,
            "answer": answering.answer_on(self.case),
            "parents_changed": parents_changed(self.case),
            "in_the_way": considering.standing_in_the_way(self.case, Moment.ACCEPTANCE, self.on),
            "urls": {
                "consider": reverse("attendance:consider", args=[key, Moment.ACCEPTANCE.value]),
                "register": reverse("attendance:add_register", args=[key]),
                "accept": reverse("attendance:accept", args=[key]),
                "return": reverse("attendance:return", args=[key]),
                "reject": reverse("attendance:reject", args=[key]),
            },
        }


class Decision(OnReferral):
    """Base of the three decisions. To whoever comes after one was taken the page says which, when and by whom."""

    permission = decide("attendance")
    creates = True
    only_in_time = True
    done_by_now: ClassVar = {
        pathway.ACCEPT.key: "accepted",
        pathway.RETURN.key: "returned",
        pathway.REJECT.key: "rejected",
    }

    def too_late(self) -> TooLate | None:
        if self.case.stage == pathway.RECEIVED.key:
            return None
        taken = self.case.events.filter(step__in=self.done_by_now, supersedes=None).select_related("by")
        return TooLate(
            title="This referral no longer waits for a decision",
            explanation=self._how_it_was_decided(taken.order_by("order").last()),
            url=self.case.get_absolute_url(),
            link=f"Go to {self.case.reference}",
            about=self.case.about,
        )

    def _how_it_was_decided(self, event: Event | None) -> str:
        if event is None or event.by is None:
            return f"It now stands at “{self.case.stage_label}”."
        did, when = self.done_by_now[event.step], moment(event.at)
        if event.by == self.request.user:
            return f"You {did} this referral on {when}."
        return f"This referral was {did} on {when} by {event.by.name}."


class Accept(Decision):
    """Accept, with each parent's legal route."""

    form_class = forms.AcceptForm
    template_name = "attendance/accept.html"
    heading = "Accept the referral"
    submit_label = "Accept and draft the first letters"

    def form_kwargs(self) -> dict[str, Any]:
        return {
            "parties": queries.parents(self.case),
            "cautions": lambda adult: cautions(adult, self.case.child, self.on),
            "below": figures(self.referral)["below"],
            "on": self.on,
        }

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            **figures(self.referral),
            "in_the_way": considering.standing_in_the_way(self.case, Moment.ACCEPTANCE, self.on),
            "consider_url": reverse("attendance:consider", args=[self.case.key, Moment.ACCEPTANCE.value]),
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        data = form.cleaned_data
        routes = [
            ChosenRoute(party, data[f"route_{party.key}"], data[f"order_{party.key}"], data["reason"])
            for party in form.parties
        ]
        actions.accept(self.case, routes=routes, reason=data["reason"], **self.taken())
        messages.success(self.request, f"{self.case.reference} is accepted. Check the first letters: they are drafted.")
        return redirect("cases:papers", self.case.key)


class Return(Decision):
    """Send back for more information."""

    form_class = forms.ReturnForm
    heading = "Return for more information"
    submit_label = "Return to the school"

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.return_to_school(self.case, reason=form.cleaned_data["reason"], **self.taken())
        messages.success(self.request, f"{self.case.reference} is returned to the school")
        return redirect(self.case)


class Reject(Decision):
    """Reject, with the reason."""

    form_class = forms.RejectForm
    heading = "Reject the referral"
    submit_label = "Reject"

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.reject(self.case, reason=form.cleaned_data["reason"], **self.taken())
        messages.success(self.request, f"{self.case.reference} is rejected. The school sees your reason.")
        return redirect(self.case)


def figures(referral: Referral) -> dict[str, Any]:
    """The register's figures as shown, against the thresholds that only a referral for absence must meet."""
    share, measured = referral.unauthorised_percent, referral.reason == Reason.NOT_ATTENDING
    possible, unauthorised = (referral.possible, share) if measured else (None, None)
    return {
        "attendance": queries.shown(referral.attendance_percent),
        "unauthorised": queries.shown(share),
        **queries.against_thresholds(possible, unauthorised, referral.complete_on),
    }
