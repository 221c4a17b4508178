"""The pages on which a school sends its register: which school, the file, and a file to fill in."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from oxle.accounts.permissions import write
from oxle.accounts.visibility import get_or_404
from oxle.audit import sights
from oxle.core.pages import Page
from oxle.exchange.exports import csv_download
from oxle.exchange.views import BatchNew
from oxle.registers import filling_in
from oxle.registers.importing import RegisterImport
from oxle.schools.queries import my_schools

SENDS = write("portal")
# Of so many school days, today’s first, a file to fill in is offered.
DAYS_TO_FILL_IN = 5


class RegisterHome(Page):
    """On to the school this person acts for; a choice where they act for several."""

    permission = SENDS
    template_name = "registers/home.html"
    title = "Send your register"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        schools = list(my_schools(request.user).order_by("organisation__name"))
        if len(schools) == 1:
            return redirect("registers:send", schools[0].key)
        return self.show(schools=schools)


class RegisterSend(BatchNew):
    """Upload a school's register. Nothing is written but the preview."""

    permission = SENDS
    template_name = "registers/send.html"

    def load(self, key: str = "", **kwargs: str) -> None:
        self.school = get_or_404(my_schools(self.request.user), key=key)
        self.take(RegisterImport)
        self.title = "Send your register"

    def options(self, form: Any) -> dict[str, Any]:
        return {"school": self.school.urn}

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "cancel_url": reverse("cases:portal"),
            "school": self.school,
            "days": [
                {"on": on, "url": reverse("registers:file", args=[self.school.key, on.isoformat()])}
                for on in filling_in.last_school_days(self.school, self.on, DAYS_TO_FILL_IN)
            ],
        }


class RegisterFile(Page):
    """A school's pupils of a day as a file to fill in, with the marks that the council holds."""

    permission = SENDS

    def load(self, key: str = "", day: str = "", **kwargs: str) -> None:
        self.school = get_or_404(my_schools(self.request.user), key=key)
        try:
            self.day = date.fromisoformat(day)
        except ValueError:
            raise Http404 from None
        if self.day > self.on or self.day.weekday() > 4:
            raise Http404

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        pupils = filling_in.on_register(request.user, self.school, self.day, self.on)
        held = filling_in.held_on(self.school, pupils, self.day)
        sights.see([child.pk for child in pupils], "export")
        headings = ["UPN", "Pupil", "Date", "AM", "PM"]
        rows = (
            [child.upn or "", child.shown_name, self.day.isoformat(), *held.get(child.pk, ("", ""))] for child in pupils
        )
        return csv_download(f"register-{self.day}.csv", headings, rows)
