"""The pages on which a school tells the council of a permanent exclusion, and sees what became of it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse

from exclusions import exams, head_letter_views, head_letters, letter_views
from exclusions.first_days import told as first_days
from exclusions.held import held_of
from exclusions.permanent import actions, notice_forms, pathway, queries, roll, telling_since, work
from exclusions.permanent.step_forms import WorkForm
from exclusions.permanent.told import rows_of
from exclusions.suspensions.queries import totals
from oxle.accounts.permissions import write
from oxle.cases.actions import why_not
from oxle.cases.challenges import listed_of, waiting
from oxle.cases.forms import StepForm
from oxle.cases.models import Case
from oxle.cases.permissions import PORTAL, get_case_for
from oxle.cases.views import answering, choosing, telling
from oxle.cases.views.steps import StepTake
from oxle.core.pages import Page
from oxle.documents.models import File
from oxle.documents.serving import serve
from oxle.schools.queries import calendar_of


class Notice(telling.Notice):
    """The notice of a permanent exclusion."""

    form_class = notice_forms.NoticeForm
    template_name = "exclusions/notice.html"

    def form_kwargs(self) -> dict[str, Any]:
        return {"known": held_of(self.child, self.known_on, self.request.user)}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "totals": totals(self.child, self.school, self.on).rows}

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

    def sent_to(self, made: Case) -> str:
        return reverse("exclusions:sent", args=[made.key])


class NoticeEntered(telling.GoesOnAtCase, Notice, choosing.ForSchool):
    """The same notice, entered by an officer as of the day it came; it goes on at the case, for whoever reads it."""


class Sent(Page):
    """What a school sent, with its reference, and how it stands; never the council's notes."""

    permission = PORTAL
    template_name = "exclusions/sent.html"
    title = "A permanent exclusion you told us of"

    def load(self, **kwargs: str) -> None:
        self.case = queries.get_told_for(self.request.user, kwargs["key"])

    def context(self) -> dict[str, Any]:
        answer_url = reverse("exclusions:answer", args=[self.case.key])
        return {
            "case": self.case,
            "told": self.case.permanent_exclusion,
            "roll": roll.in_words(self.case),
            "rows": rows_of(self.case.permanent_exclusion),
            "dates": queries.dates_for_school(self.case),
            "challenges": listed_of(self.case),
            "untold": self._untold(),
            "work": first_days.in_words(self.case.permanent_exclusion, work.entered(self.case)),
            "work_url": self._work_url(),
            "work_link": first_days.link_words(self.case.permanent_exclusion),
            "answer_url": answer_url if waiting(self.case) else "",
            "cancel_url": reverse("exclusions:cancel", args=[self.case.key]) if self._can_cancel() else "",
            "attach_url": self._attach_url(),
            "history": queries.history_for_school(self.case),
            "back_url": reverse("cases:portal"),
        }

    def _untold(self) -> list[dict[str, str]]:
        """Who is not told yet, with where that they were is recorded."""
        return [
            {
                "words": f"{one.who} are not told yet",
                "label": one.step.label,
                "url": reverse("exclusions:told_since", args=[self.case.key, one.step.key]),
            }
            for one in telling_since.untold(self.case.permanent_exclusion)
            if self.case.is_open
        ]

    def _work_url(self) -> str:
        """Where the school says whether work of the first days is set; empty where nothing more is asked."""
        if why_not(self.case, pathway.SAY_WORK, by=self.request.user, on=self.on) is not None:
            return ""
        return reverse("exclusions:told_since", args=[self.case.key, pathway.SAY_WORK.key])

    def _attach_url(self) -> str:
        return "" if actions.why_no_letter(self.case) else reverse("exclusions:attach_letter", args=[self.case.key])

    def _can_cancel(self) -> bool:
        """Whether the head may still cancel it: until the governors have decided."""
        return why_not(self.case, pathway.RESCIND, by=self.request.user, on=self.on) is None


class ToldSince(StepTake):
    """The school records what its notice left open: when the parents or the governors were told, of whom it had said
    that they were not, and whether work of the first days is set."""

    permission = pathway.stages.SCHOOL
    checks_letters = False

    def find_case(self, key: str) -> Case:
        return queries.get_told_for(self.request.user, key)

    def form_type(self) -> type[StepForm]:
        """The school says it itself: nobody told it."""
        return WorkForm if self.step is pathway.SAY_WORK else super().form_type()

    def load(self, **kwargs: str) -> None:
        if kwargs["step"] not in {*telling_since.BY_STEP, pathway.SAY_WORK.key}:
            raise Http404
        super().load(**kwargs)

    def back_url(self) -> str:
        return reverse("exclusions:sent", args=[self.case.key])


class LetterFile(Page):
    """The letter to the parents that the council has, as a download."""

    permission = PORTAL

    def load(self, **kwargs: str) -> None:
        self.case = queries.get_told_for(self.request.user, kwargs["key"])
        self.document = self.case.permanent_exclusion.letter

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.document is None or self.case.child_id is None:
            raise Http404
        return serve(request, self.document.file, children=[self.case.child_id], called="letter")


class AttachLetter(letter_views.AttachLetter):
    """The letter to the parents about a permanent exclusion, from the school."""

    def load(self, **kwargs: str) -> None:
        self.case = queries.get_told_for(self.request.user, kwargs["key"])
        self.pupil = str(self.case.child)

    def edited(self) -> Case:
        return self.case

    def why_not(self) -> str | None:
        return actions.why_no_letter(self.case)

    def letter(self) -> Any:
        return self.case.permanent_exclusion.letter_id

    def attach(self, letter: File) -> Any:
        return actions.attach_letter(self.case, letter=letter, **self.taken())

    def back_url(self) -> str:
        return reverse("exclusions:sent", args=[self.case.key])


class AttachLetterEntered(AttachLetter):
    """The same, by an officer to whom it came by post or e-mail."""

    permission = write("exclusions")

    def load(self, **kwargs: str) -> None:
        self.case = get_case_for(self.request.user, kwargs["key"])
        if self.case.pathway != pathway.PERMANENT.key:
            raise Http404
        self.pupil = str(self.case.child)

    def back_url(self) -> str:
        return self.case.get_absolute_url()


class HeadLetter(head_letter_views.HeadLetter):
    """The head's letter about a permanent exclusion."""

    kind = head_letters.PERMANENT

    def load(self, **kwargs: str) -> None:
        self.case = queries.get_told_for(self.request.user, kwargs["key"])
        self.pupil, self.reference = str(self.case.child), self.case.reference

    def initial(self) -> dict[str, Any]:
        told = self.case.permanent_exclusion
        return {"work": told.work_words if told.work_set else ""}

    def says(self) -> dict[str, Any]:
        child, school, record = self.case.child, self.case.school, self.case.permanent_exclusion
        if child is None or school is None:
            raise Http404
        days = head_letters.stay(calendar_of(school), record.first_on)
        said = head_letters.told(child, school, on=self.on, record=record, days=days)
        return {
            **said,
            "education_on": head_letters.sixth_day(calendar_of(school), record.first_on),
            "governors_by_on": queries.governors_by(self.case),
            "exam_on": record.exam_on,
            "cared_for_on": queries.cared_for_on(self.case),
            "chair_may_decide": exams.chair_may_decide(school, record.exam_on),
        }

    def back_url(self) -> str:
        return reverse("exclusions:sent", args=[self.case.key])


class Answer(answering.Answer):
    """The school answers what was challenged in a permanent exclusion."""

    reply = pathway.REPLY

    def load(self, **kwargs: str) -> None:
        self.case = queries.get_told_for(self.request.user, kwargs["key"])
        self.pupil = str(self.case.child)

    def back_url(self) -> str:
        return reverse("exclusions:sent", args=[self.case.key])
