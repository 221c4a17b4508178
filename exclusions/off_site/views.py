"""The pages on which an off-site direction is told, read, answered for, and where its notice is drafted."""

from typing import Any

from django import forms
from django.urls import reverse

from exclusions import head_letter_views
from exclusions.off_site import actions, letters, panels, pathway, queries
from exclusions.off_site.forms import DirectionForm
from exclusions.off_site.tables import DirectionTable
from oxle.audit import sights
from oxle.cases.models import Case
from oxle.cases.told_tables import ToldRow
from oxle.cases.views import answering, choosing, sent, telling
from oxle.core.fields import LongTextField
from oxle.core.forms import OxleForm
from oxle.core.pages import Page

NAMESPACE = "exclusions:off_site"


class Notice(telling.Notice):
    """The notice of a direction to the council."""

    form_class = DirectionForm
    template_name = "cases/notice.html"
    first = (
        "Tell us before the pupil goes. Send it also when you are late: it is received, and the council asks you why.",
        "The parents are given a notice in writing, not less than two school days before the first day. The page after "
        "this one drafts it from what you enter here.",
    )

    def form_kwargs(self) -> dict[str, Any]:
        return {"child": self.child}

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
    """A direction that a school told of."""

    title = "An off-site direction you told us of"
    namespace = NAMESPACE
    clocks, titles, steps = queries.FOR_SCHOOL, queries.TITLES, pathway.BY_SCHOOL

    def load(self, **kwargs: str) -> None:
        self.case = queries.get_told_for(self.request.user, kwargs["key"])

    def rows(self) -> list[dict[str, Any]]:
        return panels.rows_of(self.case.off_site_direction)

    def links(self) -> list[tuple[str, str]]:
        return [("Draft the notice to the parents", self.address("notice_letter"))] if self.case.is_open else []


class SchoolStep(sent.SchoolStep):
    """A step of a direction that the school takes."""

    namespace, steps = NAMESPACE, pathway.BY_SCHOOL

    def find_case(self, key: str) -> Case:
        return queries.get_told_for(self.request.user, key)


class Answer(answering.Answer):
    """The school answers what was challenged in a direction."""

    reply = pathway.REPLY

    def load(self, **kwargs: str) -> None:
        self.case = queries.get_told_for(self.request.user, kwargs["key"])
        self.pupil = str(self.case.child)

    def back_url(self) -> str:
        return reverse(f"{NAMESPACE}:sent", args=[self.case.key])


class NoticeLetterForm(OxleForm):
    """What only the school can say; all else was told."""

    names = {"signed_by": "who signs the notice", "signed_as": "as what they sign it"}
    transport = LongTextField(label="How does the pupil get there? (optional)", max=1000, rows=3, required=False)
    signed_by = forms.CharField(label="Who signs?", max_length=200)
    signed_as = forms.CharField(
        label="As what?",
        max_length=200,
        initial="Head teacher, for the governing board",
        help_text="It is the board’s.",
    )


class NoticeLetter(head_letter_views.HeadLetter):
    """The notice to the parents, as a PDF that is the school's and is not kept."""

    kind = letters.NOTICE
    form_class = NoticeLetterForm
    template_name = "exclusions/off_site/notice_letter.html"
    title = "Draft the notice to the parents"
    submit_label = "Make the notice"

    def load(self, **kwargs: str) -> None:
        self.case = queries.get_told_for(self.request.user, kwargs["key"])
        self.pupil, self.reference = str(self.case.child), self.case.reference

    def says(self) -> dict[str, Any]:
        return letters.says(self.case, on=self.on)

    def back_url(self) -> str:
        return reverse(f"{NAMESPACE}:sent", args=[self.case.key])


class DirectionList(Page):
    """Every open direction, with how it stands."""

    permission = queries.READ
    template_name = "exclusions/off_site/list.html"
    title = "Off-site directions"

    def context(self) -> dict[str, Any]:
        rows = [ToldRow(one) for one in queries.standing_for(self.request.user, self.on)]
        table = DirectionTable.table_for(self.request, rows, on=self.on)
        sights.see([row.record.standing.told.case.child_id for row in table.page.object_list], "list")
        return {"table": table}
