"""Every case a person may see, filtered and sorted."""

from typing import Any

from oxle.accounts.permissions import read
from oxle.audit import sights
from oxle.cases import queries
from oxle.cases.tables import CaseTable
from oxle.core.pages import Page


class CaseList(Page):
    """The list of cases."""

    permission = read("cases")
    template_name = "cases/list.html"
    title = "Cases"

    def context(self) -> dict[str, Any]:
        table = CaseTable.table_for(self.request, queries.cases_for(self.request.user), on=self.on)
        sights.see([row.record.child_id for row in table.page.object_list if row.record.child_id], "list")
        return {"table": table}
