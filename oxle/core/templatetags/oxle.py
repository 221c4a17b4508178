"""The components of the pages, one tag and one template each. Everything shown is escaped; nothing here queries."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.forms.formsets import BaseFormSet
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html

from oxle.core import typed
from oxle.core.controls import Problem, problems
from oxle.core.dates import LONDON

register = template.Library()

COMPONENTS = "core/components"


# --- mistakes ---------------------------------------------------------------------------------------------


def _forms_in(shown: Any) -> Iterator[forms.BaseForm]:
    if isinstance(shown, forms.BaseForm):
        yield shown
    elif isinstance(shown, BaseFormSet):
        yield from shown.forms
    elif isinstance(shown, list | tuple):
        for one in shown:
            yield from _forms_in(one)


def _problems_in(shown: Any) -> list[Problem]:
    found = []
    if isinstance(shown, BaseFormSet):
        found += [Problem(str(message), "") for message in shown.non_form_errors()]
    for form in _forms_in(shown):
        found += problems(form)
    return found


def _shown(context: Context) -> list[Any]:
    table = context.get("table")
    return [context.get("form"), context.get("formset"), context.get("forms"), getattr(table, "filter_form", None)]


def _problems_on_page(context: Context) -> list[Problem]:
    return [problem for shown in _shown(context) if shown is not None for problem in _problems_in(shown)]


@register.simple_tag(takes_context=True)
def error_prefix(context: Context) -> str:
    """What the page's title begins with when a form on it has mistakes, so that it is the first thing heard."""
    return "Error: " if _problems_on_page(context) else ""


@register.inclusion_tag("govuk/error_summary.html", takes_context=True)
def error_summary(context: Context, shown: Any = None) -> dict[str, Any]:
    """The mistakes of a form, formset or list of forms; of everything on the page when none is named.

    The base layout shows it, so pages need not.
    """
    return {"problems": _problems_on_page(context) if shown is None else _problems_in(shown)}


# --- dates ------------------------------------------------------------------------------------------------


@register.filter
def day(value: date | datetime | None) -> str:
    """A day in full, 1 September 2026; a moment as the day it was in England. Empty for None."""
    if isinstance(value, datetime):
        value = timezone.localtime(value, LONDON).date()
    return f"{value.day} {value:%B} {value.year}" if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """A moment in full, 1 September 2026 at 2:05pm, by the clock in England. Empty for None."""
    if value is None:
        return ""
    local = timezone.localtime(value, LONDON)
    hour = local.hour % 12 or 12
    return f"{day(local.date())} at {hour}:{local:%M}{'am' if local.hour < 12 else 'pm'}"


# --- status -----------------------------------------------------------------------------------------------

COLOURS = {"blue", "grey", "green", "teal", "turquoise", "purple", "magenta", "pink", "red", "orange", "yellow"}
RAG = {"red": ("RED", "red"), "amber": ("AMBER", "orange"), "green": ("GREEN", "green")}


@register.inclusion_tag(f"{COMPONENTS}/tag.html")
def tag(text: str, colour: str = "blue") -> dict[str, Any]:
    """A status in words. The colour only repeats them."""
    if colour not in COLOURS:
        raise template.TemplateSyntaxError(f"A tag has no colour {colour!r}: one of {', '.join(sorted(COLOURS))}.")
    return {"text": text, "colour": colour}


@register.inclusion_tag(f"{COMPONENTS}/tag.html")
def rag(rating: str, why: str = "") -> dict[str, Any]:
    """A rating as a word and its reason: "RED – 3 criteria"."""
    word, colour = RAG[rating.lower()]
    return {"text": f"{word} – {why}" if why else word, "colour": colour}


DUE_STATES = {"overdue", "today", "soon", "later", "done", "unknown"}


@register.inclusion_tag(f"{COMPONENTS}/due.html")
def due(on: date | datetime | None, label: str, state: str = "later") -> dict[str, Any]:
    """A date that matters: bold, with what it means beneath ("Overdue by 3 school days"), never a colour alone."""
    if state not in DUE_STATES:
        raise template.TemplateSyntaxError(f"A due date is not {state!r}: one of {', '.join(sorted(DUE_STATES))}.")
    return {"on": on, "label": label, "state": state}


@register.inclusion_tag(f"{COMPONENTS}/why_date.html")
def why_date(rows: Iterable[Any], skipped: Iterable[Any] = (), title: str = "Why this date?") -> dict[str, Any]:
    """How a date was worked out: `rows` of key and value, and each `skipped` day with `day` and `why`."""
    return {"rows": rows, "skipped": list(skipped), "title": title}


# --- what is shown of a record -----------------------------------------------------------------------------


@register.inclusion_tag(f"{COMPONENTS}/identity_bar.html")
def identity_bar(
    name: str, facts: Iterable[Any] = (), tags: Iterable[Any] = (), actions: Iterable[Any] = (), url: str = ""
) -> dict[str, Any]:
    """Whose record this is. `facts`: label, value (and url); `tags`: text, colour; `actions`: text, url."""
    return {"name": name, "facts": facts, "tags": tags, "actions": list(actions), "url": url}


@register.inclusion_tag(f"{COMPONENTS}/page_header.html")
def page_header(heading: str, caption: str = "", primary: Any = None, actions: Iterable[Any] = ()) -> dict[str, Any]:
    """The page's heading with at most one primary button (text, url), or a list of those that are each as likely as
    the others, and a menu of the rest."""
    first = primary if isinstance(primary, list) else [primary] if primary else []
    return {"heading": heading, "caption": caption, "primary": first, "actions": list(actions)}


@register.inclusion_tag(f"{COMPONENTS}/button_menu.html")
def button_menu(actions: Iterable[Any], label: str = "Actions") -> dict[str, Any]:
    """The lesser actions, behind one button: each has text and url. Without scripts they stand side by side."""
    return {"actions": list(actions), "label": label}


@register.inclusion_tag(f"{COMPONENTS}/summary_list.html")
def summary_list(rows: Iterable[Any], title: str = "") -> dict[str, Any]:
    """Keys and values: each row has key, value (a text or a list of texts) and perhaps url, link and hidden.

    `link` is "Change" unless said; `hidden` finishes it for those who only hear it. `title` makes it a card.
    """
    rows = list(rows)
    return {"rows": rows, "title": title, "has_links": any(_get(row, "url") for row in rows)}


@register.inclusion_tag(f"{COMPONENTS}/timeline.html")
def timeline(items: Iterable[Any], level: str = "h2") -> dict[str, Any]:
    """What happened, newest first: each item has title, by, text and either `at` (a moment) or `on` (a day).

    Perhaps also url with link, beside it second_url with second_link, and tag with colour. When only the day is known,
    no time is made up.
    """
    return {"items": items, "level": level}


@register.inclusion_tag(f"{COMPONENTS}/progress.html")
def progress(steps: Iterable[Any], label: str = "Progress") -> dict[str, Any]:
    """The fixed stages of a process: each step has label and state (done, current, ahead)."""
    return {"steps": steps, "label": label}


@register.inclusion_tag(f"{COMPONENTS}/task_list.html")
def task_list(tasks: Iterable[Any], prefix: str = "task") -> dict[str, Any]:
    """The parts of a form: each has title, url ("" when it cannot start yet), status, and perhaps hint and colour.

    A status without colour is plain text, as "Completed" should be.
    """
    return {"tasks": tasks, "prefix": prefix}


@register.inclusion_tag(f"{COMPONENTS}/tiles.html")
def tiles(numbers: Iterable[Any]) -> dict[str, Any]:
    """Numbers that lead to what makes them up: each has number, label (at most 20 characters), url, and `warn`."""
    return {"numbers": numbers}


# --- getting about ----------------------------------------------------------------------------------------


@register.inclusion_tag(f"{COMPONENTS}/sub_navigation.html")
def sub_navigation(items: Iterable[Any], label: str = "Parts of this record") -> dict[str, Any]:
    """The tabs of a record, each a page of its own: label, url, active, and perhaps count."""
    return {"items": items, "label": label}


@register.inclusion_tag(f"{COMPONENTS}/back_link.html")
def back_link(url: str, text: str = "Back") -> dict[str, Any]:
    """One step back; goes in the before_content block."""
    return {"url": url, "text": text}


@register.inclusion_tag(f"{COMPONENTS}/breadcrumbs.html")
def breadcrumbs(items: Iterable[Any]) -> dict[str, Any]:
    """The way from the top: each has label and url; goes in the before_content block."""
    return {"items": items}


@register.inclusion_tag(f"{COMPONENTS}/pagination.html", takes_context=True)
def pagination(context: Context, page: Page, field: str = "page") -> dict[str, Any]:
    """Links to the other pages of a list, keeping the address's filters and sort."""
    request = context.get("request")
    query = request.GET.copy() if request else None

    def address(number: int) -> str:
        if query is None:
            return f"?{field}={number}"
        query[field] = str(number)
        return f"?{query.urlencode()}"

    numbers = [
        {"number": number, "url": address(number), "current": number == page.number}
        if isinstance(number, int)
        else None
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return {
        "page": page,
        "numbers": numbers,
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
    }


# --- forms ------------------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def typed_by(context: Context) -> str:
    """Whose form this is, in a hidden field, so that what is typed can come back to them: see core.typed."""
    request = context.get("request")
    owner = typed.typist(request) if request is not None else None
    if owner is None:
        return ""
    return format_html('<input type="hidden" name="{}" value="{}">', typed.MARK, typed.mark(owner))


# --- telling people ---------------------------------------------------------------------------------------

KINDS = {"information", "success", "warning", "error"}
# Django's names for the levels of a message, in the words of the component.
LEVELS = {"info": "information", "debug": "information"}


@register.inclusion_tag(f"{COMPONENTS}/alert.html")
def alert(kind: str, text: Any, title: str = "", url: str = "", link: str = "") -> dict[str, Any]:
    """A result or a state worth noticing. At most one a page."""
    kind = LEVELS.get(kind, kind)
    return {"kind": kind if kind in KINDS else "information", "text": text, "title": title, "url": url, "link": link}


@register.inclusion_tag(f"{COMPONENTS}/panel.html")
def panel(title: str, text: str = "", reference: str = "") -> dict[str, Any]:
    """The end of a journey: what was done, and its reference."""
    return {"title": title, "text": text, "reference": reference}


@register.inclusion_tag(f"{COMPONENTS}/interruption_card.html")
def interruption_card(heading: str, paragraphs: Any, primary: Any, secondary: Any = None) -> dict[str, Any]:
    """Stops a person before something surprising or irreversible: links only, no form controls."""
    return {
        "heading": heading,
        "paragraphs": [paragraphs] if isinstance(paragraphs, str) else paragraphs,
        "primary": primary,
        "secondary": secondary,
    }


@register.inclusion_tag(f"{COMPONENTS}/warning_text.html")
def warning_text(text: str) -> dict[str, Any]:
    """A consequence people must know, with an exclamation mark."""
    return {"text": text}


@register.inclusion_tag(f"{COMPONENTS}/empty.html")
def empty(text: str, url: str = "", link: str = "") -> dict[str, Any]:
    """What will appear in a place that is empty now, and perhaps a link to begin."""
    return {"text": text, "url": url, "link": link}


# --- buttons ----------------------------------------------------------------------------------------------


@register.inclusion_tag(f"{COMPONENTS}/submit.html")
def submit(
    text: str = "Save and continue",
    style: str = "",
    name: str = "",
    value: str = "",
    cancel: str = "",
    also: str = "",
    also_name: str = "",
) -> dict[str, Any]:
    """The button of a form, safe against a double click. style: "", secondary or warning. `cancel` is a URL.

    `also` is what a second, lesser button beside it says, which sends `also_name`.
    """
    return {
        "text": text,
        "style": style,
        "name": name,
        "value": value,
        "cancel": cancel,
        "also": also,
        "also_name": also_name,
    }


@register.inclusion_tag(f"{COMPONENTS}/link_button.html")
def link_button(text: str, url: str, style: str = "") -> dict[str, Any]:
    """A link that looks like a button. style: "", secondary, warning or start."""
    return {"text": text, "url": url, "style": style}


def _get(row: Any, name: str) -> Any:
    return row.get(name) if isinstance(row, dict) else getattr(row, name, None)


@register.filter
def is_list(value: Any) -> bool:
    """Whether a value is to be shown as several lines."""
    return isinstance(value, list | tuple)


@register.filter
def shown(value: Any) -> str:
    """A form's value in words, whatever its type: a day in full, yes or no, "Nothing" for nothing."""
    if value is None or value == "" or value == []:
        return "Nothing"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, list | tuple | set):
        return "\n".join(str(one) for one in value)
    return str(value)


@register.inclusion_tag("core/table.html", takes_context=True)
def list_of(context: Context, table: Any) -> dict[str, Any]:
    """A table made by `table_for`: filters, rows, pages, or the sentence for an empty list."""
    return {"table": table, "request": context.get("request")}
