"""The pages on which a reduced timetable is told, read and answered for, and the list of those that are open."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse

from oxle.audit import sights
from oxle.cases.forms import StepForm
from oxle.cases.models import Case, Event
from oxle.cases.permissions import PORTAL
from oxle.cases.unlisted_forms import begins_with, file_of
from oxle.cases.views import answering, choosing, sent, telling
from oxle.core.pages import Page
from oxle.core.working_out import WorksOut
from oxle.correspondence import rendering
from oxle.documents.actions import store_upload
from oxle.documents.models import File
from oxle.documents.serving import download_pdf
from oxle.schooldays.wording import plain_day
from reduced_timetables import actions, coded, ended, panels, pathway, queries, signing
from reduced_timetables.coded_tables import CodedTable
from reduced_timetables.forms import TimetableForm
from reduced_timetables.step_forms import BackForm
from reduced_timetables.tables import EndedTable, Row, TimetableTable
from reduced_timetables.unlisted import UNLISTED

NAMESPACE = "reduced_timetables"


class Notice(WorksOut, telling.Notice):
    """The notice of a reduced timetable to the council."""

    form_class = TimetableForm
    template_name = "reduced_timetables/notice.html"

    def context(self) -> dict[str, Any]:
        before = queries.before(self.child) if self.message else [
            one for one in queries.before(self.child) if one.case.school in self.schools
        ]  # fmt: skip
        return {
            **super().context(),
            "before": [f"{plain_day(one.starts_on)} to {plain_day(one.ends_on)}, {one.case.school}" for one in before],
        }

    def tell(self, form: Any) -> Case:
        return actions.tell(
            self.child,
            self.school,
            told=form.told(),
            agreements=form.agreed(),
            changes=form.changes(),
            files={name: self._file(form, name) for name in signing.TITLE},
            by=self.request.user,
            on=self.on,
            at=self.at,
            message=self.message,
        )

    def form_kwargs(self) -> dict[str, Any]:
        return {**super().form_kwargs(), "school": self.school}

    def initial(self) -> dict[str, Any]:
        return begins_with(self.message.told.get(UNLISTED.told_as, {}), TimetableForm) if self.message else {}

    def _file(self, form: Any, name: str) -> File | None:
        """What is uploaded; else what the school sent with what it told of a pupil who was on no list."""
        if upload := form.cleaned_data.get(name):
            return store_upload(upload, by=self.request.user, at=self.at, field=name)
        return file_of(self.message.told, name, list(self.message.files.all())) if self.message else None

    def sent_to(self, made: Case) -> str:
        return reverse(f"{NAMESPACE}:sent", args=[made.key])


class NoticeEntered(telling.GoesOnAtCase, Notice, choosing.ForSchool):
    """The same, entered by an officer as of the day it came."""


class Sent(sent.Sent):
    """A reduced timetable that a school told of."""

    title = "A reduced timetable you told us of"
    namespace = NAMESPACE
    clocks, titles, steps = queries.FOR_SCHOOL, queries.TITLES, pathway.BY_SCHOOL

    def load(self, **kwargs: str) -> None:
        self.case = queries.get_told_for(self.request.user, kwargs["key"])

    def rows(self) -> list[dict[str, Any]]:
        return panels.rows_of(self.case.reduced_timetable, for_school=True)

    def words_of(self, event: Event) -> str:
        """Also what a parent wrote who answered by the link: they were told that the school reads it."""
        if event.step in pathway.BY_A_PARENT:
            return str(event.facts.get("said", ""))
        return super().words_of(event)

    def hides(self, event: Event) -> bool:
        """Also an agreement of somebody of whom the school is not told."""
        return queries.kept_back(self.case.reduced_timetable, event.facts.get("whose"), event.by)

    def links(self) -> list[tuple[str, str]]:
        words = "Print the agreement for a parent to sign (PDF)"
        return [(words, self.address("paper"))] if self.case.is_open else []


class Paper(Page):
    """The plan on paper, for a parent who signs by hand: this plan and nothing else of the child. It is not kept."""

    permission = PORTAL
    template_name = "reduced_timetables/papers/agreement.html"
    title = "Agreement to a reduced timetable"

    def load(self, **kwargs: str) -> None:
        self.case = queries.get_told_for(self.request.user, kwargs["key"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        case, told = self.case, self.case.reduced_timetable
        said = {
            "title": self.title,
            "case": case,
            "rows": panels.plan_rows(told),
            "council_name": settings.COUNCIL_NAME,
        }
        try:
            content = rendering.pdf(render_to_string(self.template_name, said))
        except rendering.CannotRender as lack:
            messages.warning(request, str(lack))
            return redirect(f"{NAMESPACE}:sent", case.key)
        sights.see([case.child_id], what="pdf")
        return download_pdf(f"agreement-{case.reference}.pdf", content)


class SchoolStep(sent.SchoolStep):
    """A step of a timetable that the school takes."""

    namespace, steps = NAMESPACE, pathway.BY_SCHOOL

    def find_case(self, key: str) -> Case:
        return queries.get_told_for(self.request.user, key)

    def form_type(self) -> type[StepForm]:
        """The step's own form, less what only an officer is asked."""
        return BackForm if self.step is pathway.RETURN else super().form_type()


class Answer(answering.Answer):
    """The school answers what was challenged in a timetable."""

    reply = pathway.REPLY
    what = "timetable"

    def load(self, **kwargs: str) -> None:
        self.case = queries.get_told_for(self.request.user, kwargs["key"])
        self.pupil = str(self.case.child)

    def back_url(self) -> str:
        return reverse(f"{NAMESPACE}:sent", args=[self.case.key])


class TimetableList(Page):
    """Every open timetable, with how it stands."""

    permission = queries.READ
    template_name = "reduced_timetables/list.html"
    title = "Reduced timetables"

    def context(self) -> dict[str, Any]:
        standing = queries.standing_for(self.request.user, self.on)
        extended = ended.extensions_of([one.told.case_id for one in standing])
        rows = [Row(one, extended[one.told.case_id]) for one in standing]
        table = TimetableTable.table_for(self.request, rows, on=self.on)
        sights.see([row.record.standing.told.case.child_id for row in table.page.object_list], "list")
        return {"table": table}


class EndedList(Page):
    """The timetables that are over: who is back to full time, what became something else, what was extended."""

    permission = queries.READ
    template_name = "reduced_timetables/ended.html"
    title = "Reduced timetables that are over"

    def context(self) -> dict[str, Any]:
        table = EndedTable.table_for(self.request, ended.ended_for(self.request.user, self.on), on=self.on)
        sights.see([row.record.told.case.child_id for row in table.page.object_list], "list")
        return {"table": table, "back_url": reverse(f"{NAMESPACE}:list")}


class CodeList(Page):
    """Where registers and notices differ: code C2 without a notice, and the reverse."""

    permission = queries.READ
    template_name = "reduced_timetables/codes.html"
    title = "Code C2 in the registers"

    def context(self) -> dict[str, Any]:
        lines = coded.lines_for(self.request.user, self.on)
        table = CodedTable.table_for(self.request, lines, on=self.on)
        sights.see([row.record.child.pk for row in table.page.object_list], "list")
        since, back_url = coded.first_day(self.on), reverse(f"{NAMESPACE}:list")
        return {"table": table, "since": since, "back_url": back_url}
