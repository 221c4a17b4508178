"""What the pages share on which something that was recorded on a case is put right or taken back."""

from typing import Any

from django.forms import Form
from django.http import HttpResponse

from oxle.core.pages import FormPage


class EntryPage(FormPage):
    """A page about one entry of a case: what else happened meanwhile leaves the entry as it was."""

    def show_stale(self, form: Form, record: Any) -> HttpResponse:
        """The case as it is now, with what was typed, to be looked at before it is sent; or why it is too late."""
        self.load(**self.kwargs)
        if (late := self.too_late()) is not None:
            return self.show_too_late(late, form)
        form.add_error(
            None, "The case changed while you had this page open. Check that what you typed still holds, then send it."
        )
        return self._show_form(form, version=record.version)
