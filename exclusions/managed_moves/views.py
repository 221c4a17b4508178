"""The pages on which a managed move is told, read and answered for."""

from typing import Any

from django.urls import reverse

from exclusions.managed_moves import actions, panels, pathway, queries
from exclusions.managed_moves.forms import ManagedMoveForm
from oxle.cases.models import Case, Event
from oxle.cases.views import answering, choosing, sent, telling

NAMESPACE = "exclusions:managed_moves"


class Notice(telling.Notice):
    """What a school tells of a managed move."""

    form_class = ManagedMoveForm
    template_name = "cases/notice.html"
    first = (
        "A managed move is for good, voluntary and planned. From 26 July 2026 there is no trial, and no review after "
        "which the pupil could be sent back.",
        "You can tell us before everybody has agreed, and record that later.",
    )

    def form_kwargs(self) -> dict[str, Any]:
        return {"school": self.school, "child": self.child}

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
        return reverse(f"{NAMESPACE}:sent", args=[made.key])


class NoticeEntered(telling.GoesOnAtCase, Notice, choosing.ForSchool):
    """The same, entered by an officer as of the day it came."""


class Sent(sent.Sent):
    """A managed move that a school told of."""

    title = "A managed move you told us of"
    namespace = NAMESPACE
    clocks, titles, steps = queries.FOR_SCHOOL, queries.TITLES, pathway.BY_SCHOOL

    def load(self, **kwargs: str) -> None:
        self.case = queries.get_told_for(self.request.user, kwargs["key"])

    def rows(self) -> list[dict[str, Any]]:
        return panels.rows_of(self.case.managed_move)

    def words_of(self, event: Event) -> str:
        return panels.agreed_in_words(event) if event.step == pathway.AGREE.key else super().words_of(event)


class SchoolStep(sent.SchoolStep):
    """A step of a managed move that the school takes."""

    namespace, steps = NAMESPACE, pathway.BY_SCHOOL

    def find_case(self, key: str) -> Case:
        return queries.get_told_for(self.request.user, key)


class Answer(answering.Answer):
    """The school answers what was challenged in a managed move."""

    reply = pathway.REPLY

    def load(self, **kwargs: str) -> None:
        self.case = queries.get_told_for(self.request.user, kwargs["key"])
        self.pupil = str(self.case.child)

    def back_url(self) -> str:
        return reverse(f"{NAMESPACE}:sent", args=[self.case.key])


class Coming(sent.Sent):
    """A managed move to a school, as that school sees it: what it must know, and what it does itself."""

    title = "A pupil who is to move to your school"
    told_heading = "What you must know"
    namespace, step_name = NAMESPACE, "coming_step"
    clocks, titles, steps = (pathway.ENROLMENT.key,), queries.TITLES_FOR_NEW, pathway.BY_NEW_SCHOOL

    def load(self, **kwargs: str) -> None:
        self.case = queries.get_coming_for(self.request.user, kwargs["key"])

    def rows(self) -> list[dict[str, Any]]:
        return panels.rows_for_new(self.case.managed_move, self.on)

    def words_of(self, event: Event) -> str:
        return panels.agreed_in_words(event) if event.step == pathway.AGREE.key else super().words_of(event)

    def context(self) -> dict[str, Any]:
        # What the council asks is asked of the school that told of it.
        return {**super().context(), "challenges": [], "answer_url": ""}


class ComingStep(sent.SchoolStep):
    """A step of a managed move that the new school takes."""

    namespace, page_name, steps = NAMESPACE, "coming", pathway.BY_NEW_SCHOOL

    def find_case(self, key: str) -> Case:
        return queries.get_coming_for(self.request.user, key)
