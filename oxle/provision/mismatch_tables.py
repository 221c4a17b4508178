"""The list of register mismatches, and how it is filtered."""

from typing import Any

import django_filters
import django_tables2
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html

from oxle.accounts.visibility import visible_to
from oxle.core import filters, tables
from oxle.core.widgets import Radios
from oxle.provision.mismatch_models import Mismatch
from oxle.provision.mismatch_wording import session_of, state_tag, unseen_session
from oxle.provision.mismatches import STATES
from oxle.provision.unseen import Missed, Unseen
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School


class MismatchFilters(filters.Filters):
    """By how they stand, and by school where there are several."""

    status = django_filters.ChoiceFilter(
        label="Status", choices=[(key, text) for key, (text, _) in STATES.items()], method="standing", widget=Radios()
    )
    school = filters.AnyOf(label="School", field_name="school__key")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        theirs = visible_to(self.request.user, Mismatch).order_by().values("school")
        schools = School.objects.filter(pk__in=theirs).order_by("organisation__name")
        self.filters["school"].extra["choices"] = list(schools.values_list("key", "organisation__name"))
        if len(self.filters["school"].extra["choices"]) < 2:
            del self.filters["school"]

    def standing(self, rows: QuerySet[Mismatch], name: str, value: str) -> QuerySet[Mismatch]:
        """Those that stand in one way."""
        return rows.filter(STATES[value][1])


class UnseenTable(tables.OxleTable):
    """Pupils whom a provider did not see and of whom no school says anything, each with how often and when last."""

    caption, noun, nouns = "Not seen at a provider, and no word of a school", "pupil", "pupils"
    empty = "A pupil appears here when a provider marks them absent, or gives no mark, and no school says anything."
    stacks = True
    child = tables.LinkColumn(
        lambda row: reverse("people:child", args=[row.child.key]), accessor="child__shown_name", verbose_name="Pupil",
        orderable=False,
    )  # fmt: skip
    provider = django_tables2.Column(verbose_name="Provider", accessor="provider__name", orderable=False)
    count = tables.NumberColumn(verbose_name="Sessions", orderable=False)
    last = django_tables2.Column(verbose_name="The last", orderable=False)
    school = django_tables2.Column(
        verbose_name="School", accessor="school__name", orderable=False, default="On no register"
    )
    action = tables.LinkColumn(
        lambda row: reverse("provision:say_where", args=[row.child.key, row.provider.key]), verbose_name="What to do",
        orderable=False, empty_values=(),
    )  # fmt: skip

    def render_last(self, value: Unseen) -> str:
        """Which session, and what the provider says of it."""
        return unseen_session(value)

    def render_action(self, record: Missed) -> str:
        """Whom it is about is said to those who hear links out of their row."""
        return format_html('Say where<span class="govuk-visually-hidden"> {} was</span>', record.child.shown_name)


class MismatchTable(tables.OxleTable):
    """Mismatches, those that are open first, then the newest."""

    caption, noun, nouns = "Register mismatches", "mismatch", "mismatches"
    empty = "A mismatch appears here when a school’s register and a provider’s differ about a session."
    filters = MismatchFilters
    stacks = True
    child = tables.LinkColumn(
        lambda one: reverse("provision:mismatch", args=[one.key]), accessor="child__shown_name", verbose_name="Pupil",
        order_by=("child__sort_name",),
    )  # fmt: skip
    on = django_tables2.Column(verbose_name="Session", order_by=("on", "half"))
    kind = django_tables2.Column(verbose_name="What differs", orderable=False)
    school = django_tables2.Column(verbose_name="School", accessor="school__organisation__name")
    provider = django_tables2.Column(
        verbose_name="Provider", accessor="provider__organisation__name", default="None recorded"
    )
    rank = django_tables2.Column(verbose_name="Status")

    class Meta(tables.OxleTable.Meta):
        order_by = ("rank", "-on")

    def render_on(self, record: Mismatch) -> str:
        """The day, and which half of it; of a matter of several sessions the last, with how many more since when."""
        last = session_of(record.session, record.on)
        more = record.sessions - 1
        return f"{last}, and {more} more since {plain_day(record.since_on)}" if more > 0 else last

    def render_rank(self, record: Mismatch) -> str:
        """How it stands."""
        return render_to_string("core/components/tag.html", state_tag(record))
