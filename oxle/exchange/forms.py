"""The upload form: the file, and whatever its kind asks beside it."""

from typing import ClassVar

from oxle.core.forms import OxleForm
from oxle.core.uploads import UploadField
from oxle.exchange.importing import Importer


class ConfirmForm(OxleForm):
    """Nothing to fill in: the button is the answer."""


class _WithFile(OxleForm):
    file = UploadField(most_mb=100, label="File", help_text="CSV, or a zip file with one CSV in it. Up to 100 MB.")
    field_order: ClassVar[list[str]] = ["file"]

    @property
    def options(self) -> dict[str, object]:
        """What the kind's own questions were answered."""
        return {name: value for name, value in self.cleaned_data.items() if name != "file"}


def upload_form(importer: type[Importer]) -> type[OxleForm]:
    """The form that uploads a file of one kind: its file first, then the kind's own questions."""
    asked = (importer.options_form,) if importer.options_form is not OxleForm else ()
    return type("UploadForm", (*asked, _WithFile), {})
