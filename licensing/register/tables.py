"""The register as a list."""

import django_tables2

from oxle.core import filters, tables


class RegisterFilters(filters.RowFilters):
    """By kind."""

    kind = filters.AnyOf(label="Kind", choices=[])

    words = {"kind": "kind"}


class RegisterTable(tables.OxleTable):
    """Every employer and organiser, by name: what is open of permits, licences and enquiries, and every inspection."""

    caption, noun, nouns = "Employers and organisers", "entry", "entries"
    empty = "An employer appears here with its first permit, enquiry or inspection; an organiser with a production."
    filters = RegisterFilters
    stacks = True
    per_page = 50
    name = tables.LinkColumn(lambda row: row.url, verbose_name="Name")
    where = django_tables2.Column(verbose_name="Where", orderable=False)
    permits = tables.NumberColumn(verbose_name="Permits and licences")
    enquiries = tables.NumberColumn(verbose_name="Enquiries")
    inspections = tables.NumberColumn(verbose_name="Inspections")
    guidance_on = tables.DayColumn(verbose_name="Guidance last sent", default="Never")
