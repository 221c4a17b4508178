"""The page that lists who is without a full-time offer of education."""

from typing import Any

from oxle.accounts.permissions import read
from oxle.audit import sights
from oxle.cases import without
from oxle.cases.without_tables import WithoutTable
from oxle.core.pages import Page
from oxle.schooldays.calendar import NotLoaded


class WithoutList(Page):
    """The pupils without a full-time offer, of those this person may see, with who works on it."""

    permission = read("provision")
    template_name = "cases/without.html"
    title = "Pupils without a full-time offer"

    def context(self) -> dict[str, Any]:
        try:
            rows, counted_from = without.rows_for(self.request.user, self.on)
        except NotLoaded as problem:
            return {"problem": f"This cannot be worked out: {problem}."}
        table = WithoutTable.table_for(self.request, rows, on=self.on)
        sights.see([row.record.child.pk for row in table.page.object_list], "list")
        return {"table": table, "counted_from": counted_from}
