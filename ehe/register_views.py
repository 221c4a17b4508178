"""The register of children not in school, as it would be today."""

from typing import Any

from django.urls import reverse

from ehe import queries, reform, registering
from ehe.tables import RegisterTable
from oxle.audit import sights
from oxle.core.pages import Page


class Register(Page):
    """Who would be in it, and what it would hold and still lack of each."""

    permission = queries.READ
    template_name = "ehe/register.html"
    title = "Register of children not in school"

    def context(self) -> dict[str, Any]:
        entries = registering.would_be_in(self.request.user, self.on)
        table = RegisterTable.table_for(self.request, entries)
        sights.see([row.record.child.pk for row in table.page.object_list], "list")
        return {
            "table": table,
            "stands": reform.stands(reform.REGISTER, self.on),
            "lacking": sum(bool(one.lacks) for one in entries),
            "total": len(entries),
            "back_url": reverse("ehe:reform"),
        }
