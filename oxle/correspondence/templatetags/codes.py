"""A QR code in a letter, drawn in the page itself: nothing is fetched, and no file is kept."""

import segno
from django import template
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def qr(address: str, what: str) -> str:
    """A picture of an address, for a telephone’s camera; `what` says in words what it leads to. Empty for none."""
    if not address:
        return ""
    picture = segno.make(address, micro=False, error="m").svg_data_uri(scale=4, border=4)
    return format_html('<img src="{}" alt="{}" style="width: 34mm; height: 34mm">', picture, what)
