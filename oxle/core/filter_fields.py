"""The fields of a filter, each made once: a list of a county's schools has hundreds of choices, and says the same each
time it is opened."""

from collections.abc import Hashable

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from oxle.core.widgets import Checkboxes

# So many are held; then all are made anew. A list has a dozen at most.
MOST = 500
_made: dict[Hashable, SafeString] = {}


def shown(field: BoundField) -> SafeString:
    """A field as the pack shows it. Choices with the same ticks are the same whoever reads them."""
    says = _says(field)
    if says is None:
        return as_crispy_field(field)
    found = _made.get(says)
    if found is None:
        if len(_made) >= MOST:
            _made.clear()
        found = _made[says] = as_crispy_field(field)
    return found


def _says(field: BoundField) -> Hashable | None:
    """All that is shown of plain checkboxes; None of whatever shows more than that, such as a mistake or records."""
    asked, widget = field.field, field.field.widget
    if not isinstance(asked, forms.MultipleChoiceField) or not isinstance(widget, Checkboxes) or field.errors:
        return None
    if widget.hints or widget.alone or widget.or_before or widget.attrs or asked.disabled:
        return None
    return (
        *(field.html_name, field.auto_id, str(field.label), str(field.help_text), widget.small, widget.inline),
        *(tuple(field.value() or ()), tuple((key, str(words)) for key, words in widget.choices)),
    )
