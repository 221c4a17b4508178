"""The inside of the form pack: hands a bound field's Control to the pack's templates."""

from django import template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from oxle.core import filter_fields
from oxle.core.controls import Control

register = template.Library()


@register.simple_tag
def control(field: BoundField) -> Control:
    """Everything the pack's templates show of a field: `{% control field as control %}`."""
    return Control(field)


@register.simple_tag
def filter_field(field: BoundField) -> SafeString:
    """A field of a filter: `{% filter_field field %}`."""
    return filter_fields.shown(field)
