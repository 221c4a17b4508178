"""The cells of the lists of the register. A page has a hundred of them, and a template for each would take longer than
all else of the page."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from oxle.cases import duties
from oxle.cases.models import Case
from oxle.core.templatetags.oxle import RAG, day

HINT = '<span class="govuk-hint">{}</span>'


def pupil(key: str, name: str, kinds: Iterable[str], school: str, places: str) -> SafeString:
    """A pupil: the name, why they are on the register, the school and who else teaches them."""
    where = f"{school}, taught by {places}" if places else school
    return format_html(
        '<a class="govuk-link" href="{}">{}</a><br>{}<br>' + HINT,
        *(reverse("people:child", args=[key]), name, ", ".join(kinds), where),
    )


def rating(rated: str, why: Iterable[str], *, key: str = "", name: str = "") -> SafeString:
    """How a child is rated, with every reason for it, and the way to its page for whom a key is given."""
    word, colour = RAG[rated.lower()]
    said = format_html_join("", "<br>" + HINT, ((one,) for one in why))
    way = format_html(
        '<br><a class="govuk-link" href="{}">Rating<span class="govuk-visually-hidden"> of {}</span></a>',
        *(reverse("missing_out:rating", args=[key]), name),
    ) if key else ""  # fmt: skip
    return format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>{}{}', colour, word, said, way)


def days(in_a_row: int, since: date | None, in_term: int, in_year: int) -> SafeString:
    """The school days without a full-time offer: in a row and since when, in the term, in the school year."""
    now = f"{in_a_row} since {day(since)}" if in_a_row else "None now"
    return format_html("{}<br>" + HINT, now, f"{in_term} this term, {in_year} this school year")


def open_cases(cases: Iterable[Case], none: str = "") -> SafeString | str:
    """The open cases of a pupil, each with its officer; what is said where there is none."""
    each = [(case.get_absolute_url(), name_of(case), case.owner.name if case.owner else "nobody yet") for case in cases]
    lines = format_html_join("", '<li><a class="govuk-link" href="{}">{}: {}</a></li>', each)
    return format_html('<ul class="govuk-list govuk-!-margin-bottom-0">{}</ul>', lines) if each else none


def name_of(case: Case) -> str:
    """What the pathway of a case is called."""
    return duties.pathway(case.pathway, case.pathway_version).name
