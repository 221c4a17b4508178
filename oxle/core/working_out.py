"""A button beside some fields that says what they come to, before anything is sent: nothing is kept."""

from collections.abc import Collection
from typing import Any, ClassVar

from crispy_forms.layout import HTML
from django.http import HttpRequest, HttpResponseBase

from oxle.core.forms import OxleForm
from oxle.core.pages import FormPage

WORK_OUT = "work_out"


class WorkedOut(OxleForm):
    """Base of a form with such a button: which fields it asks about, and what these come to."""

    work_out_label: ClassVar[str]

    def asked_about(self) -> Collection[str]:
        """The fields that come to something; of what else is missing or wrong nothing is said yet."""
        raise NotImplementedError

    def comes_to(self) -> list[str]:
        """What they come to, a sentence each, as far as they can be read."""
        raise NotImplementedError

    def work_out(self) -> list[str]:
        """What was typed comes to; the errors that stay are of the fields that were asked about."""
        self.full_clean()
        for name in set(self.errors) - set(self.asked_about()):
            del self.errors[name]
        found = self.comes_to()
        self.ask_again_for_files()
        return found


def button() -> HTML:
    """The button and what it says, for the layout of a form."""
    return HTML("{% include 'core/_work_out.html' %}")


class WorksOut(FormPage):
    """Base of a page whose form may be WorkedOut: by its button it is shown once more, with what was typed and what
    that comes to."""

    worked_out: list[str] | None = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if WORK_OUT not in request.POST:
            return super().post(request, *args, **kwargs)
        form = self.form()
        if not isinstance(form, WorkedOut):
            return super().post(request, *args, **kwargs)
        if (late := self.too_late()) is not None:
            return self.show_too_late(late, form)
        self.worked_out = form.work_out()
        return self._show_form(form)
