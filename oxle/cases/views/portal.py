"""A school's home page: what it can send to the council, what it has begun, and what became of what it sent."""

from typing import Any

from oxle.cases import duties
from oxle.cases.permissions import PORTAL
from oxle.cases.tables import PortalTable
from oxle.cases.told import told_rows
from oxle.core.pages import Page
from oxle.provision import mismatches
from oxle.transfers import queries as transfers
from oxle.transfers.wording import waiting_words


class PortalHome(Page):
    """Everything between one school and the council, each duty adding its own."""

    permission = PORTAL
    template_name = "cases/portal.html"
    title = "Your school and the council"

    def context(self) -> dict[str, Any]:
        rows = [row for duty in duties.duties() if duty.portal_rows for row in duty.portal_rows(self.request.user)]
        rows += told_rows(self.request.user)
        rows.sort(key=lambda row: row.moment, reverse=True)
        return {
            "mismatches": mismatches.waiting_for(self.request.user),
            "mismatches_url": mismatches.open_list(),
            "records": waiting_words(transfers.waiting_for(self.request.user, self.on, own=True)),
            "services": [
                service
                for duty in duties.duties()
                for service in duty.portal
                if service.permission is None or self.request.user.can(service.permission)
            ],
            "asked": [row for row in rows if row.needs_answer],
            "table": PortalTable.table_for(self.request, [row for row in rows if not row.needs_answer], on=self.on),
        }
