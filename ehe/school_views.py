"""The pages on which a school tells of home education and reads how it stands; an officer can enter for it."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from ehe import actions, adding, consent, panels, pathway, queries
from ehe.consent_forms import SchoolAsksForm
from ehe.forms import NoticeForm
from ehe.unlisted import UNLISTED
from oxle.cases import actions as cases
from oxle.cases.challenges import CHALLENGE
from oxle.cases.models import Case
from oxle.cases.standing import newest_first
from oxle.cases.unlisted_forms import begins_with, file_of
from oxle.cases.views import answering, choosing, sent, telling
from oxle.core.pages import FormPage, Page, TooLate
from oxle.documents.models import File

NAMESPACE = "ehe"


class Notice(telling.Notice):
    """What a school tells, one page, sent once."""

    form_class = NoticeForm
    template_name = "cases/notice.html"
    first = (
        "Tell us on the day you learn of it, even if the parents have not written yet. The exit form is asked on the "
        "next page.",
        "Offer the parents a meeting; an officer can join. Home education is the parents’ own choice: a school that "
        "suggests it is challenged.",
    )

    def tell(self, form: Any) -> Case:
        return actions.tell(
            self.child,
            self.school,
            told=form.told(),
            letter=self.letter(form),
            by=self.request.user,
            on=self.on,
            at=self.at,
            message=self.message,
        )

    def initial(self) -> dict[str, Any]:
        """What the school told while the pupil was on no list of ours."""
        said = self.message.told.get(UNLISTED.told_as, {}) if self.message else {}
        return begins_with(said, NoticeForm)

    def letter(self, form: Any) -> File | None:
        """What is uploaded; else what the school sent with that."""
        if (sent := super().letter(form)) is not None or self.message is None:
            return sent
        return file_of(self.message.told, "letter", list(self.message.files.all()))

    def sent_to(self, made: Case) -> str:
        told = adding.of_school(made, self.school)
        if told and made.school != self.school:
            return reverse("ehe:told_since", args=[told[-1].key])
        return reverse("ehe:sent", args=[made.key])


class NoticeEntered(telling.GoesOnAtCase, Notice, choosing.ForSchool):
    """The same, entered by an officer as of the day it came."""


class Sent(sent.Sent):
    """A pupil who is to be educated at home, for the last school: its form, what it is asked; no decision of ours."""

    title = "A pupil who is to be educated at home"
    template_name = "ehe/sent.html"
    namespace = NAMESPACE
    clocks, titles = queries.FOR_SCHOOL, queries.TITLES

    def load(self, **kwargs: str) -> None:
        self.case = queries.get_told_for(self.request.user, kwargs["key"])
        self.form = self.case.exit_forms.select_related("sent_by").order_by("number").last()

    def rows(self) -> list[dict[str, Any]]:
        """The form as it was sent, for those who sign it; and what the school told again."""
        signs = self.request.user.can(pathway.SIGNS)
        form = panels.form_rows(self.form, in_confidence=True) if self.form and signs else []
        return [*form, *panels.since_rows(adding.of_school(self.case, self.case.school), in_confidence=signs)]

    def context(self) -> dict[str, Any]:
        owes = self.case.is_open and (self.form is None or self.form.returned_on is not None)
        signs = self.request.user.can(pathway.SIGNS)
        return {
            **super().context(),
            "tag": panels.form_tag(self.form),
            "form": self.form,
            "owes": owes,
            "form_url": self.address("exit_form") if owes and signs else "",
            "consent": consent.for_school(self.case, self.on),
            "consent_url": self.address("ask_consent"),
        }

    def history(self) -> list[dict[str, Any]]:
        return [
            {
                "title": self.titles[event.step],
                "by": "",
                "on": event.on,
                "text": event.reason if event.step in {CHALLENGE, pathway.RETURN_FORM.key} else "",
            }
            for event in newest_first(self.case.events.filter(step__in=self.titles))
        ]


class ToldSince(Page):
    """What a school told of a child of whom somebody else had told: that it was received, in its own words alone."""

    permission = queries.PORTAL
    template_name = "ehe/told_since.html"
    title = "A pupil who is to be educated at home"

    def load(self, **kwargs: str) -> None:
        self.told = adding.get_told_since_for(self.request.user, kwargs["key"])

    def context(self) -> dict[str, Any]:
        in_confidence = self.request.user.can(pathway.SIGNS) or self.told.by == self.request.user
        return {
            "child": self.told.case.child,
            "told": self.told,
            "rows": panels.rows_of(self.told, in_confidence=in_confidence)[1:],
            "back_url": reverse("cases:portal"),
        }


class AskConsent(FormPage):
    """The school asks whether the council consents to the withdrawal."""

    permission = queries.PORTAL
    form_class = SchoolAsksForm
    template_name = "ehe/ask_consent.html"
    title = "Ask for the council’s consent"
    submit_label = "Send to the council"
    done = "The council is asked for its consent. Keep the name on your roll until it has decided."
    creates = True
    only_in_time = True
    case: Case

    def load(self, **kwargs: str) -> None:
        self.case = queries.get_told_for(self.request.user, kwargs["key"])

    def too_late(self) -> TooLate | None:
        why = consent.may_be_asked_finding(self.case, None, self.on)
        if self.case.is_open and why is None:
            return None
        return TooLate(
            title="Consent is not to be asked for now",
            explanation=why or "The case is closed.",
            url=self._back(),
            link="See the pupil",
            about=str(self.case.child),
        )

    def context(self) -> dict[str, Any]:
        return {"about": str(self.case.child), "back_url": self._back(), "cancel_url": self._back()}

    def form_valid(self, form: Any) -> HttpResponseBase:
        asked = {"by": self.request.user, "on": self.on, "at": self.at}
        cases.take(self.case, pathway.ASK_CONSENT, facts=form.told(), **asked)
        return redirect(self._back())

    def _back(self) -> str:
        return reverse("ehe:sent", args=[self.case.key])


class Answer(answering.Answer):
    """The school answers what was challenged."""

    reply = pathway.REPLY
    what = "pupil"

    def load(self, **kwargs: str) -> None:
        self.case = queries.get_told_for(self.request.user, kwargs["key"])
        self.pupil = str(self.case.child)

    def back_url(self) -> str:
        return reverse("ehe:sent", args=[self.case.key])
