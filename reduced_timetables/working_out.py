"""The hours of a timetable, worked out on its form before it is sent: a button beside the sessions; nothing is kept."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase

from oxle.core.pages import FormPage

WORK_OUT = "work_out"


class WorksOut(FormPage):
    """Base of a notice whose form is a TimetableForm: shown once more, with what was typed and what it comes to."""

    worked_out: list[str] | None = None

    def context(self) -> dict[str, Any]:
        return {**super().context(), "worked_out": self.worked_out}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if WORK_OUT not in request.POST:
            return super().post(request, *args, **kwargs)
        form: Any = self.form()
        form.full_clean()
        form.leave_only_sessions()
        self.worked_out = form.in_hours()
        form.ask_again_for_files()
        return self._show_form(form)
