"""The pages on which a child is referred as missing, and on which an officer makes the enquiries."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from cme import actions, adding, forms, panels, pathway, queries, questions, telling_forms
from cme.models import AuthorityEnquiry
from cme.unlisted import UNLISTED
from oxle.cases.challenges import waiting
from oxle.cases.models import Case, Event, Origin
from oxle.cases.permissions import PORTAL
from oxle.cases.unlisted_forms import begins_with, file_of
from oxle.cases.views import accepting, answering, choosing, sent, telling
from oxle.cases.views.casework import OnCase
from oxle.core.pages import FormPage, TooLate
from oxle.documents.models import File
from oxle.people.queries import current_enrolment
from oxle.people.views.base import ChildFormPage

NAMESPACE = "cme"
LONGEST_MORE = telling_forms.MoreForm.base_fields["said"].max_length
ALREADY = (
    "The council is looking for this pupil already. You need not fill in the whole form again: add what you know, and "
    "it stands with what the council has."
)


class Notice(telling.Notice):
    """A school refers a pupil whom it cannot find."""

    form_class = telling_forms.SchoolForm
    template_name = "cme/notice.html"
    may_delete_url = ""
    first = (
        telling_forms.NO_SUBSTITUTE,
        "For a pupil who is gone and of whom you do not know where. A pupil who is known to be at home and does not "
        "come is referred for attendance.",
    )

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.looked_for = queries.looked_for(self.child)
        if self.looked_for is not None:
            self.first, self.submit_label = (telling_forms.NO_SUBSTITUTE, ALREADY), "Add to what the council knows"
            if self.request.user.can(PORTAL) and self.left_on is None:
                self.may_delete_url = reverse("cme:may_delete", args=[self.child.key])

    def form_type(self) -> type[Any]:
        if self.looked_for is None or (self.sent is not None and "found_out" in self.sent):
            return self.form_class
        return telling_forms.MoreForm

    def initial(self) -> dict[str, Any]:
        """What the school told while the pupil was on no list of ours."""
        said = self.message.told.get(UNLISTED.told_as, {}) if self.message else {}
        if not said or self.form_type() is self.form_class:
            return begins_with(said, self.form_class)
        worry = {name: said[name] for name in ("concern", "concern_words") if name in said}
        fits = self.message is not None and len(self.message.text) <= LONGEST_MORE
        return {**worry, "said": self.message.text if self.message and fits else ""}

    def too_late(self) -> TooLate | None:
        late = super().too_late()
        if late is None and self.looked_for is not None and self.form_type() is self.form_class:
            late = TooLate(
                title="The council is looking for this pupil already",
                explanation="Somebody told us while you wrote. You need not fill this in again: add what you know.",
                url=self.request.path,
                link="Add what you know",
            )
        return late

    def tell(self, form: Any) -> Case:
        user = self.request.user
        if self.looked_for is not None:
            what = {"by": user, "on": self.on, "at": self.at, "message": self.message}
            return adding.tell_more(self.looked_for, self.school, **form.cleaned_data, **what)
        return actions.refer(
            self.child,
            self.school,
            told=form.told(self.message.sender if self.message else f"{user.name}, {self.school}"),
            by=user,
            on=self.on,
            at=self.at,
            message=self.message,
            paper=form.cleaned_data.get("paper") or self._paper_of_message(),
        )

    def _paper_of_message(self) -> File | None:
        """The paper that came with what the school told while the pupil was on no list of ours."""
        return file_of(self.message.told, "paper", list(self.message.files.all())) if self.message else None

    def sent_to(self, made: Case) -> str:
        if self.looked_for is None:
            return reverse("cme:sent", args=[made.key])
        messages.success(self.request, "What you know is added. The council’s officer reads it.")
        mine = queries.told_by_schools_of(self.request.user).filter(case=made).exists()
        return reverse("cme:sent", args=[made.key]) if mine else reverse("cases:portal")


class NoticeEntered(telling.GoesOnAtCase, Notice, choosing.ForSchool):
    """The same referral, entered by an officer as of the day it came."""


class Sent(sent.Sent):
    """A child whom the school referred: that we look, and how it ended; never what we found."""

    title = "A missing child you told us of"
    template_name = "cme/sent.html"
    namespace = NAMESPACE
    clocks, titles = queries.FOR_SCHOOL, queries.TITLES

    def load(self, **kwargs: str) -> None:
        self.case = queries.get_told_for(self.request.user, kwargs["key"])

    def rows(self) -> list[dict[str, Any]]:
        return [
            *panels.rows_of(self.case.missing, adding.told_worry(self.case)),
            *adding.added_by(self.case, self.case.school),
            *questions.answers_of(self.case, self.case.school),
        ]

    def hides(self, event: Event) -> bool:
        """What another school asked, and was answered."""
        return questions.is_of_another(self.case, event)

    def links(self) -> list[tuple[str, str]]:
        return [("Ask whether you may delete the pupil", self.address("ask_delete"))] if self.case.is_open else []


class Answer(answering.Answer):
    """The school answers what was challenged about a pupil it took off its register."""

    reply = pathway.REPLY
    what = "referral"

    def load(self, **kwargs: str) -> None:
        self.case = queries.get_told_for(self.request.user, kwargs["key"])
        self.pupil = self.case.about
        # One matter after the other: what another school is asked on the case is not this one’s to answer.
        self.about = next((one.about for one in waiting(self.case)), "")

    def back_url(self) -> str:
        return reverse("cme:sent", args=[self.case.key])


class Open(ChildFormPage):
    """An officer writes down what anybody told of a child."""

    permission = pathway.WORK
    form_class = telling_forms.AnybodyForm
    title = "A child who is missing education"
    template_name = "cme/open.html"
    submit_label = "Open the case"
    creates = True
    only_in_time = True

    def context(self) -> dict[str, Any]:
        return {**super().context(), "first": telling_forms.NO_SUBSTITUTE}

    def too_late(self) -> TooLate | None:
        case = queries.open_case_of(self.request.user, self.child)
        if case is None:
            return None
        return TooLate(
            title="This child is looked for already",
            explanation="Add what you were told to the open case: as a note, as an enquiry, or by linking the message.",
            url=case.get_absolute_url(),
            link=f"Go to {case.reference}",
            about=str(self.child),
        )

    def initial(self) -> dict[str, Any]:
        enrolment = current_enrolment(self.child, self.on)
        return {"school": enrolment.school.key if enrolment else None}

    def form_valid(self, form: Any) -> HttpResponseBase:
        case = actions.refer(
            self.child,
            form.cleaned_data["school"],
            told=form.told(),
            by=self.request.user,
            on=self.on,
            at=self.at,
            origin=Origin.COUNCIL,
        )
        messages.success(self.request, f"The case is open: {case.reference}.")
        return redirect(case)


class HandOverAccept(accepting.AcceptChild):
    """An officer accepts a child whom another duty handed over."""

    permission = pathway.WORK
    form_class = telling_forms.ReceiveForm
    title = "Accept as a missing child"
    duty = pathway.TRACKING.duty
    pathway_key = pathway.TRACKING.key
    more_form_class = telling_forms.MoreFromTeamForm

    def initial(self) -> dict[str, Any]:
        if self.already is not None:
            return {"said": self.hand_over.reason}
        cause = actions.HANDED_OVER_AS.get(self.hand_over.case.duty)
        return {"cause": cause, "last_known": self.hand_over.reason}


class OnMissing(OnCase):
    """Base: something is done on the case of a missing child."""

    permission = pathway.WORK
    only_in_time = True

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        if self.case.pathway != pathway.TRACKING.key:
            raise Http404

    def too_late(self) -> TooLate | None:
        refusal = actions.why_not_asked(self.case)
        if refusal is None:
            return None
        return TooLate(
            title="Nobody can be asked now",
            explanation=refusal,
            url=self.case.get_absolute_url(),
            link=f"Go to {self.case.reference}",
            about=self.case.about,
        )


class EnquiryRecord(OnMissing):
    """One enquiry is recorded, with what came of it."""

    form_class = forms.EnquiryForm
    heading = "Record an enquiry"
    submit_label = "Save the enquiry"
    done = "The enquiry is recorded"

    def initial(self) -> dict[str, Any]:
        return {"on": self.on, "kind": self.request.GET.get("kind")}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.record_enquiry(self.case, by=self.request.user, at=self.at, **form.cleaned_data)
        return redirect(self.case)


class AuthorityAsk(OnMissing):
    """Another authority was asked about the child."""

    form_class = forms.AskAuthorityForm
    heading = "Record that another authority was asked"
    submit_label = "Save"
    done = "It is recorded, and its answer is due"

    def initial(self) -> dict[str, Any]:
        return {"sent_on": self.on}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.ask_authority(self.case, by=self.request.user, at=self.at, **form.cleaned_data)
        return redirect(self.case)


class AuthorityAnswer(FormPage):
    """What another authority answered, and its written receipt."""

    permission = pathway.WORK
    form_class = forms.AnswerForm
    title = "What the other authority answered"
    submit_label = "Save"
    done = "The answer is recorded"
    only_in_time = True
    enquiry: AuthorityEnquiry

    def load(self, **kwargs: str) -> None:
        self.enquiry = queries.get_authority_enquiry_for(self.request.user, kwargs["key"])
        if not self.request.user.can(pathway.WORK):
            raise PermissionDenied

    def edited(self) -> AuthorityEnquiry:
        return self.enquiry

    def too_late(self) -> TooLate | None:
        case = self.enquiry.case
        if case.is_open:
            return None
        return TooLate(
            title="This cannot be changed now",
            explanation="The case is closed.",
            url=case.get_absolute_url(),
            link=f"Go to {case.reference}",
            about=case.about,
        )

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.enquiry, name) or None for name in forms.AnswerForm.base_fields}

    def context(self) -> dict[str, Any]:
        case = self.enquiry.case
        return {"case": case, "about": case.about, "cancel_url": case.get_absolute_url()}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.record_answer(self.enquiry, self.version(), by=self.request.user, at=self.at, **form.cleaned_data)
        return redirect(self.enquiry.case)
