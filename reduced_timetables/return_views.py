"""The pages of the weekly returns: the team’s of all schools; the school’s, where one press of a button says nil."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from oxle.accounts.permissions import write
from oxle.audit import sights
from oxle.cases.permissions import PORTAL
from oxle.core.pages import FormPage, Page
from oxle.schooldays.wording import plain_day
from oxle.schools.queries import my_schools
from reduced_timetables import queries, returning, rules, silent, weekly
from reduced_timetables.models import Says, WeeklyReturn
from reduced_timetables.return_forms import NilForm, ReturnForm
from reduced_timetables.return_tables import SilentTable, WeeklyTable

WEEKLY, MINE = "reduced_timetables:week", "reduced_timetables:returns"


class WeeklyList(Page):
    """How the return of each school for a week stands."""

    permission = queries.READ
    template_name = "reduced_timetables/weekly.html"
    title = "Weekly returns of reduced timetables"

    def load(self, **kwargs: str) -> None:
        self.last = weekly.last_week(self.on)
        self.monday = _monday(kwargs.get("week", ""), self.last)

    def context(self) -> dict[str, Any]:
        lines = weekly.lines(self.monday, self.on)
        return {
            "table": WeeklyTable.table_for(self.request, lines, on=self.on),
            "week": f"The week of {plain_day(self.monday)}",
            "before": _url(self.monday - weekly.WEEK) if self.monday > _first(self.last) else "",
            "after": _url(self.monday + weekly.WEEK) if self.monday < self.last else "",
            "back_url": reverse("reduced_timetables:list"),
        }


def _url(monday: date) -> str:
    return reverse(WEEKLY, args=[monday.isoformat()])


def _first(last: date) -> date:
    """The earliest week that is shown."""
    return last - (weekly.SHOWN - 1) * weekly.WEEK


def _monday(typed: str, last: date) -> date:
    """The week of an address: the last that is over, where it names none; 404 for what is none, or is not shown."""
    try:
        monday = date.fromisoformat(typed) if typed else last
    except ValueError:
        raise Http404 from None
    if monday.weekday() or not _first(last) <= monday <= last:
        raise Http404
    return monday


class SilentList(Page):
    """The schools that tell of improbably few reduced timetables, each with the reason."""

    permission = queries.READ
    template_name = "reduced_timetables/silent.html"
    title = "Schools that tell of few reduced timetables"

    def context(self) -> dict[str, Any]:
        return {
            "table": SilentTable.table_for(self.request, silent.lines(self.on), on=self.on),
            "weeks": rules.SILENT_OVER.on(self.on),
            "once_in": f"{rules.SILENT.on(self.on):,}",
            "without_roll": silent.without_roll(self.on),
            "back_url": reverse("reduced_timetables:list"),
        }


class MyReturns(Page):
    """The weeks of which this person’s school is still to say, and what it said."""

    permission = PORTAL
    template_name = "reduced_timetables/returns.html"
    title = "Weekly returns of reduced timetables"

    def context(self) -> dict[str, Any]:
        return {
            "waiting": [
                {"row": row, "late": weekly.is_late(row, self.on)}
                for row in weekly.waiting_for(self.request.user, self.on)
            ],
            "answered": queries.answered_returns(self.request.user),
            "several": len(my_schools(self.request.user)) > 1,
            "back_url": reverse("cases:portal"),
        }


class ReturnAnswer(FormPage):
    """What a school says of one week."""

    permission = PORTAL
    template_name = "reduced_timetables/return.html"
    form_class: type[Any] = ReturnForm
    submit_label = "Send"
    done = "Your weekly return has been sent."
    # Who told us of the timetables that the answer denies, as the one who answers reads it.
    teller = "You"
    asks = "The council asks you about each of them."
    row: WeeklyReturn

    def load(self, **kwargs: str) -> None:
        self.row = queries.get_return_for(self.request.user, kwargs["key"])

    def page_title(self) -> str:
        """Of which week."""
        return f"The week of {plain_day(self.row.monday)}"

    def edited(self) -> WeeklyReturn:
        return self.row

    def initial(self) -> dict[str, Any]:
        return {"says": self.row.says, "more": self.row.more or None}

    def back_url(self) -> str:
        """Where one came from and goes on."""
        return reverse(MINE)

    def context(self) -> dict[str, Any]:
        told = weekly.told_by(self.request.user, self.row.school, self.row.monday)
        sights.see([one.case.child_id for one in told], "list")
        pupils = [str(one.case.child) for one in told]
        return {"row": self.row, "pupils": pupils, "back_url": self.back_url(), "cancel_url": self.back_url()}

    def answer(self, form: Any) -> dict[str, Any]:
        """What is kept of the form."""
        return {"says": form.cleaned_data["says"], "more": form.cleaned_data.get("more")}

    def form_valid(self, form: Any) -> HttpResponseBase:
        answered = returning.answer(self.row, **self.answer(form), **self.taken())
        told = weekly.told_by(self.request.user, self.row.school, self.row.monday)
        if answered.says == Says.NIL and told:
            messages.warning(self.request, self._denied(len(told)))
        return redirect(self.back_url())

    def _denied(self, told: int) -> str:
        """That the answer denies what we were told: it is kept, and the school is asked which is right."""
        what = "1 timetable that was" if told == 1 else f"{told} timetables that were"
        return (
            f"{self.teller} told us of {what} in force in the week of {plain_day(self.row.monday)}, and the answer "
            f"says that no pupil was on one. {self.asks} If a pupil was back full-time, close the timetable; else put "
            "the answer right."
        )


class ReturnNil(ReturnAnswer):
    """The same in one press of a button: there were none."""

    form_class = NilForm
    submit_label = "No pupil was on a reduced timetable"

    def answer(self, form: Any) -> dict[str, Any]:
        return {"says": Says.NIL, "more": None}


class ReturnEntered(ReturnAnswer):
    """The same, entered by an officer to whom the school said it."""

    permission = write("reduced_timetables")
    submit_label = "Save"
    done = "The weekly return has been entered."
    teller = "The school"
    asks = "It is asked about each of them."

    def back_url(self) -> str:
        return _url(self.row.monday)
