"""Pages about term dates: the council's calendar, other calendars, and which of them a school keeps."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from oxle.accounts.permissions import read, write
from oxle.accounts.visibility import get_or_404
from oxle.core.pages import FormPage, Page
from oxle.core.templatetags.oxle import day
from oxle.schooldays import actions as calendar_actions
from oxle.schooldays.models import Calendar, Closure, ClosureKind, Term
from oxle.schooldays.queries import calendar_for, calendars_for
from oxle.schools import actions, queries, term_date_forms, term_dates
from oxle.schools.models import School


class CalendarList(Page):
    """Every calendar, the council's first."""

    permission = read("calendars")
    template_name = "schools/calendar_list.html"
    title = "Term dates"

    def context(self) -> dict[str, Any]:
        calendars = term_dates.calendars()
        days = calendars_for(calendar.pk for calendar in calendars)
        rows = [
            {
                "calendar": calendar,
                "years": term_dates.year_lines(days[calendar.pk], None, self.on),
                "follows_council": not calendar.is_default and not calendar.term_count,
            }
            for calendar in calendars
        ]
        return {"rows": rows, "may_write": self.request.user.can(write("calendars"))}


class CalendarAdd(FormPage):
    """A new calendar. The first one is the council's default."""

    permission = write("calendars")
    form_class = term_date_forms.CalendarForm
    title = "Add a calendar"
    creates = True
    done = "The calendar has been added."

    def context(self) -> dict[str, Any]:
        return {"cancel_url": reverse("calendar_list")}

    def form_valid(self, form: Any) -> HttpResponseBase:
        calendar = calendar_actions.add_calendar(
            form.cleaned_data["name"],
            by=self.request.user,
            on=self.on,
            is_default=not Calendar.objects.filter(is_default=True).exists(),
            copied_from=form.cleaned_data["copied_from"],
        )
        return redirect("calendar", calendar.key)


class _OfCalendar(Page):
    """Loads the calendar that the address names. Calendars hold nothing about anyone: all are seen by all."""

    calendar: Calendar

    def load(self, key: str = "", **kwargs: str) -> None:
        self.calendar = get_or_404(Calendar.objects.all(), key=key)

    def edited(self) -> Calendar:
        return self.calendar

    def context(self) -> dict[str, Any]:
        return {"calendar": self.calendar, "cancel_url": self.to_calendar()}

    def to_calendar(self) -> str:
        """The address of the calendar's page."""
        return reverse("calendar", args=[self.calendar.key])

    def change(self) -> dict[str, Any]:
        """Who changes the calendar, when, and which version of it they saw."""
        return {"by": self.request.user, "on": self.on, "version": self.version()}


class CalendarPage(_OfCalendar, Page):
    """One calendar: school days a year, terms, closures, and the schools that keep it."""

    permission = read("calendars")
    template_name = "schools/calendar_page.html"

    def load(self, key: str = "", **kwargs: str) -> None:
        super().load(key)
        self.title = self.calendar.name

    def context(self) -> dict[str, Any]:
        calendar = self.calendar
        schools = queries.schools_for(self.request.user).filter(calendar=calendar)
        only = schools[0] if len(schools) == 1 else None
        pure = calendar_for(calendar.pk)
        return {
            "calendar": calendar,
            "may_write": self.request.user.can(write("calendars")),
            "years": term_dates.year_lines(pure, only, pure.first_day or self.on),
            "by_year": term_dates.dates_by_year(calendar),
            "follows_council": not calendar.is_default and not calendar.terms.exists(),
            "schools": schools,
        }


class _TermPage(_OfCalendar, FormPage):
    permission = write("calendars")
    form_class = term_date_forms.TermForm


class TermAdd(_TermPage):
    """Add a block of term."""

    title = "Add a term"
    creates = True
    done = "The term has been added."

    def form_valid(self, form: Any) -> HttpResponseBase:
        calendar_actions.add_term(self.calendar, **form.cleaned_data, **self.change())
        return redirect(self.to_calendar())


class TermChange(_TermPage):
    """Change a block of term; the address names it by its first day."""

    template_name = "schools/dates_change.html"
    title = "Change a term"
    done = "The term has been changed."

    def load(self, key: str = "", first: str = "", **kwargs: str) -> None:
        super().load(key)
        self.term: Term = get_or_404(self.calendar.terms.select_related("calendar"), starts_on=_day(first))

    def context(self) -> dict[str, Any]:
        remove = reverse("term_remove", args=[self.calendar.key, self.term.starts_on.isoformat()])
        return {**super().context(), "remove_url": remove, "remove_label": "Remove this term"}

    def initial(self) -> dict[str, Any]:
        return {"name": self.term.name, "starts_on": self.term.starts_on, "ends_on": self.term.ends_on}

    def stored(self, record: Any) -> dict[str, Any]:
        return self.initial()

    def form_valid(self, form: Any) -> HttpResponseBase:
        calendar_actions.change_term(self.term, **form.cleaned_data, **self.change())
        return redirect(self.to_calendar())


class TermRemove(TermChange):
    """Take a block of term away."""

    template_name = "core/form.html"
    form_class = term_date_forms.OxleForm
    title = "Remove a term"
    submit_label = "Remove the term"
    done = "The term has been removed."

    def load(self, key: str = "", first: str = "", **kwargs: str) -> None:
        super().load(key, first)
        self.title = f"Remove {self.term.name}, {day(self.term.starts_on)} to {day(self.term.ends_on)}?"

    def form_valid(self, form: Any) -> HttpResponseBase:
        calendar_actions.remove_term(self.term, **self.change())
        return redirect(self.to_calendar())


class _ClosurePage(_OfCalendar, FormPage):
    permission = write("calendars")
    form_class = term_date_forms.ClosureForm


class ClosureAdd(_ClosurePage):
    """Add an INSET day or another closure."""

    title = "Add an INSET day or closure"
    creates = True
    done = "The closure has been added."

    def form_valid(self, form: Any) -> HttpResponseBase:
        calendar_actions.add_closure(self.calendar, **_closure(form), **self.change())
        return redirect(self.to_calendar())


class ClosureChange(_ClosurePage):
    """Change a closure; the address names it by its first day."""

    template_name = "schools/dates_change.html"
    title = "Change an INSET day or closure"
    done = "The closure has been changed."

    def load(self, key: str = "", first: str = "", **kwargs: str) -> None:
        super().load(key)
        closures = self.calendar.closures.select_related("calendar")
        self.closure: Closure = get_or_404(closures, starts_on=_day(first))

    def context(self) -> dict[str, Any]:
        remove = reverse("closure_remove", args=[self.calendar.key, self.closure.starts_on.isoformat()])
        return {**super().context(), "remove_url": remove, "remove_label": "Open these days again"}

    def initial(self) -> dict[str, Any]:
        closure = self.closure
        return {
            "kind": closure.kind,
            "starts_on": closure.starts_on,
            "ends_on": closure.ends_on,
            "reason": closure.reason,
        }

    def stored(self, record: Any) -> dict[str, Any]:
        return self.initial()

    def form_valid(self, form: Any) -> HttpResponseBase:
        calendar_actions.change_closure(self.closure, **_closure(form), **self.change())
        return redirect(self.to_calendar())


class ClosureRemove(ClosureChange):
    """Open the days of a closure again."""

    template_name = "core/form.html"
    form_class = term_date_forms.OxleForm
    submit_label = "Open these days again"
    done = "The days are school days again."

    def load(self, key: str = "", first: str = "", **kwargs: str) -> None:
        super().load(key, first)
        self.title = f"Open {day(self.closure.starts_on)} to {day(self.closure.ends_on)} again?"

    def form_valid(self, form: Any) -> HttpResponseBase:
        calendar_actions.remove_closure(self.closure, **self.change())
        return redirect(self.to_calendar())


class SchoolCalendarChoose(FormPage):
    """Which calendar a school keeps: the council's, its own, or one it shares."""

    permission = write("calendars")
    form_class = term_date_forms.SchoolCalendarForm
    title = "Which term dates does this school keep?"
    done = "The school’s term dates have been changed."

    school: School

    def load(self, key: str = "", **kwargs: str) -> None:
        self.school = queries.get_school_for(self.request.user, key)

    def edited(self) -> School:
        return self.school

    def context(self) -> dict[str, Any]:
        return {"school": self.school, "cancel_url": reverse("calendar_list")}

    def form_kwargs(self) -> dict[str, Any]:
        shared = dict(Calendar.objects.filter(is_default=False).values_list("key", "name"))
        has_own = queries.own_calendar_of(self.school) is not None
        return {"school": self.school.name, "shared": shared, "has_own": has_own}

    def initial(self) -> dict[str, Any]:
        return {"calendar": self.school.calendar.key if self.school.calendar else term_date_forms.COUNCIL}

    def stored(self, record: Any) -> dict[str, Any]:
        return {"calendar": record.calendar.name if record.calendar else "The council’s term dates"}

    def form_valid(self, form: Any) -> HttpResponseBase:
        chosen = form.cleaned_data["calendar"]
        change = {"by": self.request.user, "on": self.on, "version": self.version()}
        if chosen in {term_date_forms.OWN, term_date_forms.COPY}:
            council = Calendar.objects.filter(is_default=True).first() if chosen == term_date_forms.COPY else None
            calendar = actions.give_own_calendar(self.school, copied_from=council, **change)
            return redirect("calendar", calendar.key)
        calendar = None if chosen == term_date_forms.COUNCIL else get_or_404(Calendar.objects.all(), key=chosen)
        actions.follow_calendar(self.school, calendar, **change)
        return redirect("calendar_list")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None


def _closure(form: Any) -> dict[str, Any]:
    return {**form.cleaned_data, "kind": ClosureKind(form.cleaned_data["kind"])}
