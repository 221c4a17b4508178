"""The generic page on which a step is taken, and the one on which what an earlier step recorded is put right."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import F, Q
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property

from oxle.accounts.permissions import read
from oxle.cases import actions, correcting, duties, meeting, queries, timeline
from oxle.cases.changes import changes
from oxle.cases.confirming import confirmation
from oxle.cases.forms import CorrectionForm, StepForm, putting_right
from oxle.cases.models import Case, Event, Party
from oxle.cases.pathways import TAKEN_BACK, Fact, Step
from oxle.cases.permissions import compartments_for, get_case_for
from oxle.cases.views.entries import EntryPage
from oxle.core.keeping import keeping
from oxle.core.pages import TooLate
from oxle.core.templatetags.oxle import moment
from oxle.core.working_out import WorksOut


class StepTake(WorksOut):
    """One page for one step. The duty may bring its own form; the engine decides whether it may be taken.

    Where it cannot be, the page says why and what happened on the case, and offers no form.
    """

    permission = read("cases")
    template_name = "cases/step.html"
    creates = True
    only_in_time = True
    # Whether who takes it is of the team that checks what it drafts before that goes.
    checks_letters = True

    def find_case(self, key: str) -> Case:
        """The case as this person may see it, the sight of the child recorded; 404 to strangers."""
        return get_case_for(self.request.user, key)

    def back_url(self) -> str:
        """The page of the case, where one came from and goes on."""
        return self.case.get_absolute_url()

    def load(self, **kwargs: str) -> None:
        self.case = self.find_case(kwargs["key"])
        self.pathway = queries.pathway_of(self.case)
        self.duty = duties.duty(self.case.duty)
        try:
            self.step = self.pathway.step(kwargs["step"])
        except KeyError:
            raise Http404 from None
        self.step_key = duties.step_key(self.pathway, self.step)
        if self.step.own_page or self.step.part_of or self.step in self.pathway.opening:
            raise Http404
        if not actions.may_take(self.request.user, self.step):
            raise PermissionDenied
        people = meeting.people_in(self.request.user, self.case, self.on)
        self.parties = [party for party in people if party.to_on is None]
        if self.step.per_party:
            self.parties = [party for party in self.parties if party.adult_id]
        with keeping():  # what a check asks of the case is asked once for all of them
            refusals = {party: self._why_not(party) for party in (self.parties if self.step.per_party else [None])}
        # Only those for whom it can be done are offered.
        open_to = [party for party, refusal in refusals.items() if refusal is None]
        self.refusal = None if open_to else next(iter(refusals.values()), "Nobody in this case could be meant.")
        self.asked_of = next(iter(refusals), None)
        if self.step.per_party and open_to:
            self.parties = open_to

    def _why_not(self, party: Party | None) -> str | None:
        """What forbids the step today; None where it could have been done on the day the case came to its stage, for it
        may be recorded afterwards, when its time is over."""

        def refusal(on: date) -> str | None:
            return actions.why_not(self.case, self.step, by=self.request.user, on=on, party=party)

        today = refusal(self.on)
        return today if today and refusal(self.case.paused_since_on or self.case.stage_since_on) else None

    def too_late(self) -> TooLate | None:
        if self.refusal is None:
            return None
        return TooLate(
            title=f"“{self.step.label}” cannot be done now",
            explanation=f"{self.refusal} {self._what_led_here()}".strip(),
            url=self.back_url(),
            link=f"Go to {self.case.reference}",
            about=self.case.about,
            first=self._first(),
        )

    def _first(self) -> tuple[str, str] | None:
        """Where it is done what the step waits for; None where it waits for nothing that has a page."""
        unmet = duties.unmet(self.case, self.step, self.asked_of, self.on)
        if unmet is None or unmet[1] != self.refusal:
            return None
        page = self.duty.check_pages.get(unmet[0].key)
        return page(self.case) if page else None

    def _what_led_here(self) -> str:
        """What explains that the step cannot be taken: that it was taken already, how the case came to the stage that
        forbids it, or that it is paused. Empty where it waits for something else, with which no step has to do."""
        if self.pathway.stage(self.case.stage) not in self.step.at:
            event = self._last(self.step)
            return self._said(event, "It came there when ") if event and event.moved else self._said(event)
        pauses = [self.pathway.pause, self.pathway.resume]
        is_of_pause = self.case.paused_since_on is not None or self.step.only_paused or self.step in pauses
        event = self._last(self.step, *pauses)
        explains = [one.key for one in (self.step, *(pauses if is_of_pause else [])) if one is not None]
        return self._said(event) if event and event.step in explains else ""

    def _what_happened(self) -> str:
        """The last step that moved the case, or that was this one: which, when, and by whom."""
        return self._said(self._last(self.step, self.pathway.pause, self.pathway.resume))

    def _last(self, *special: Step | None) -> Event | None:
        """The last step that moved the case, or that is one of some, as far as this person may know of it."""
        keys = [one.key for one in special if one is not None]
        seen = self.case.events.filter(compartment__in=compartments_for(self.request.user, self.case))
        seen = seen.filter(Q(supersedes=None) | Q(step=TAKEN_BACK)).select_related("by", "supersedes")
        return seen.filter(Q(step__in=keys) | ~Q(stage_before=F("stage_after"))).order_by("order").last()

    def _said(self, event: Event | None, when_it: str = "") -> str:
        """A step, when it was recorded, and by whom, in a sentence that may begin with `when_it`."""
        if event is None:
            return ""
        label, when = timeline.label_of(self.pathway, event), moment(event.at)
        if event.by == self.request.user:
            return f"{when_it}{'you' if when_it else 'You'} recorded “{label}” on {when}."
        return f"{when_it}“{label}” was recorded on {when} by {event.by.name if event.by else 'Oxle'}."

    def show_stale(self, form: Form, record: Any) -> HttpResponse:
        """The step can still be taken. What it is taken on has changed, so it is looked at again before it is sent."""
        form.add_error(
            None,
            f"The case changed while you had this page open. {self._what_happened()} "
            "Check that what you typed still holds, then send it again.",
        )
        return self._show_form(form, version=record.version)

    def page_title(self) -> str:
        """What is done, and on which case."""
        return f"{self.step.label}: {self.case.reference}"

    def form_type(self) -> type[StepForm]:
        """The duty's form for this step, or the plain one."""
        return self.duty.step_forms.get(self.step_key, StepForm)  # type: ignore[return-value]

    def edited(self) -> Any:
        return self.case

    def form_kwargs(self) -> dict[str, Any]:
        return {"step": self.step, "case": self.case, "parties": self.parties, "on": self.on}

    def context(self) -> dict[str, Any]:
        parts = [step for step in self.pathway.steps if step.part_of is self.step]
        shows = self.duty.step_shows.get(self.step_key)
        return {
            "case": self.case,
            "about": self.case.about,
            "step": self.step,
            "shows": shows(self.case) if shows else [],
            "letters": [letter for step in (self.step, *parts) for letter in step.sends],
            "checks_letters": self.checks_letters,
            "cancel_url": self.back_url(),
        }

    def form_valid(self, form: StepForm) -> HttpResponseBase:
        act = self.duty.step_actions.get(self.step_key)
        arguments = {
            "by": self.request.user,
            "on": form.cleaned_data["on"],
            "at": self.at,
            "version": self.version(),
            "party": form.chosen_party(self.parties),
            "reason": form.cleaned_data.get("reason", ""),
            "facts": form.facts(),
        }
        if act:
            event = act(self.case, self.step, data=form.cleaned_data, **arguments)
        else:
            event = actions.take(self.case, self.step, **arguments)
        messages.success(self.request, confirmation(self.pathway.step(event.step), event, self.request.user))
        leads_to = self.duty.step_leads_to.get(self.step_key)
        return redirect(leads_to(self.case, event) if leads_to else self.back_url())


class StepCorrect(WorksOut, EntryPage):
    """Puts right what was recorded with an earlier step, on the step's own form where it has one.

    Deadlines are worked out anew; the old entry stays. Where it can no longer be put right, the page says why.
    """

    permission = read("cases")
    submit_label = "Correct it"
    template_name = "cases/correct.html"
    creates = True
    only_in_time = True

    def load(self, **kwargs: str) -> None:
        self.case = get_case_for(self.request.user, kwargs["key"])
        open_to = compartments_for(self.request.user, self.case)
        events = self.case.events.exclude(step=TAKEN_BACK).select_related("supersedes", "superseded_by__by", "party")
        self.event = events.filter(order=kwargs["order"], compartment__in=open_to).first()
        if self.event is None:
            raise Http404
        self.pathway = queries.pathway_of(self.case)
        self.duty = duties.duty(self.case.duty)
        self.step = self.pathway.step(self.event.step)
        if not actions.may_correct(self.request.user, self.step):
            raise PermissionDenied
        self.answers = queries.answers_of(self.pathway, self.step, self.event)

    def too_late(self) -> TooLate | None:
        timeline_url = reverse("cases:timeline", args=[self.case.key])
        newer = getattr(self.event, "superseded_by", None)
        if newer is not None:
            back = newer.step == TAKEN_BACK
            did = "took it back" if back else "corrected it"
            now = "" if back else " Correct the newer entry."
            return TooLate(
                title=f"This has been {'taken back' if back else 'corrected'} already",
                explanation=f"{newer.by.name if newer.by else 'Oxle'} {did} on {moment(newer.at)}.{now}",
                url=timeline_url,
                link=f"Go to the timeline of {self.case.reference}",
                about=self.case.about,
            )
        why = actions.why_not_correct(self.case, self.event, self.step, on=self.on)
        if why is None:
            return None
        return TooLate(
            title="This cannot be corrected now",
            explanation=why,
            url=timeline_url,
            link=f"Go to the timeline of {self.case.reference}",
            about=self.case.about,
        )

    def page_title(self) -> str:
        """What is corrected, and on which case."""
        return f"Correct “{self.step.label}”: {self.case.reference}"

    def form_type(self) -> type[Form]:
        """The step's own form, or the plain one where only its days are put right."""
        if self.answers is None:
            return CorrectionForm
        return putting_right(self.duty.step_forms[duties.step_key(self.pathway, self.step)])  # type: ignore[arg-type]

    def edited(self) -> Any:
        return self.case

    def initial(self) -> dict[str, Any]:
        days = {fact.key: day for fact, day in self.recorded.items()} if self.answers is None else self.answers
        return {**days, "on": self.event.on}

    @cached_property
    def recorded(self) -> dict[Fact, date | None]:
        """The days that the entry holds besides its own."""
        return queries.correctable(self.pathway, self.step, self.event)

    def form_kwargs(self) -> dict[str, Any]:
        if self.answers is None:
            return {"on": self.on, "recorded": self.recorded}
        # Also whoever has left the case since may have been there.
        parties = meeting.people_in(self.request.user, self.case, self.on)
        return {"step": self.step, "case": self.case, "parties": parties, "on": self.on}

    def context(self) -> dict[str, Any]:
        return {
            "case": self.case,
            "about": self.case.about,
            "cancel_url": reverse("cases:timeline", args=[self.case.key]),
            "event": self.event,
            "days_only": self.answers is None,
        }

    def form_valid(self, form: Any) -> HttpResponseBase:
        left = correcting.put_right(
            self.event,
            by=self.request.user,
            on=form.cleaned_data["on"],
            at=self.at,
            version=self.version(),
            reason=form.cleaned_data["reason"],
            facts=form.facts(),
            data=None if self.answers is None else form.cleaned_data,
            changed=changes(form),
        )
        messages.success(self.request, f"The entry on {self.case.reference} is corrected, and its deadlines with it")
        for sentence in left:
            messages.warning(self.request, f"{self.case.reference}: {sentence}")
        return redirect("cases:timeline", self.case.key)
