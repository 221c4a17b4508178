"""The pages of a series: the list, one series with its members and meetings, and what is changed of it."""

from typing import Any

from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from oxle.accounts.permissions import read, summary, write
from oxle.core.forms import OxleForm
from oxle.core.pages import FormPage, Page, TooLate
from oxle.meetings import actions, forms, putting_right, queries
from oxle.meetings.models import Member, Series, State
from oxle.meetings.tables import SeriesTable, how_often
from oxle.schooldays.wording import full_day, plain_day

HELD_SHOWN = 12


class SeriesList(Page):
    """Every series, with the day of its next meeting."""

    permission = read("meetings")
    template_name = "meetings/series_list.html"
    title = "Meetings"

    def context(self) -> dict[str, Any]:
        user = self.request.user
        return {
            "table": SeriesTable.table_for(self.request, queries.series_for(user, self.on)),
            "today": self.on,
            "of_schools": queries.meetings_of_schools(user, self.on),
            "may_write": user.can(write("meetings")),
        }


class _OfSeries(Page):
    """Loads the series that the address names."""

    series: Series

    def load(self, **kwargs: str) -> None:
        self.series = queries.get_series_for(self.request.user, kwargs["key"])

    def context(self) -> dict[str, Any]:
        url = reverse("meetings:series", args=[self.series.key])
        return {"series": self.series, "back_url": url, "cancel_url": url}

    def to_series(self) -> HttpResponseRedirect:
        """To the page of the series."""
        return redirect("meetings:series", self.series.key)


class SeriesPage(_OfSeries):
    """One series: when it meets, who belongs to it, and its meetings, planned and held."""

    permission = read("meetings")
    template_name = "meetings/series_page.html"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.title = self.series.name

    def context(self) -> dict[str, Any]:
        series, may_write = self.series, self.request.user.can(write("meetings"))
        planned = series.meetings.filter(state=State.PLANNED).order_by("on")
        closed = series.meetings.exclude(state=State.PLANNED).order_by("-on")[:HELD_SHOWN]
        return {
            **super().context(),
            "back_url": reverse("meetings:list"),
            "may_write": may_write and series.ended_on is None,
            "follows": putting_right.ON_THE_CASE if series.of_kind.sittings else "",
            "rows": [
                {"key": "Kind", "value": series.of_kind.name},
                {"key": "Governors of", "value": series.school.name}
                if series.school
                else {"key": "For the schools of", "value": series.area or "All areas"},
                *([{"key": "For the pupils of", "value": series.provider.name}] if series.provider else []),
                {
                    "key": "Meets",
                    "value": f"{how_often(series)}{f', {series.starts_at:%H:%M}' if series.starts_at else ''}"
                    + (f", counted from {plain_day(series.first_on)}" if series.weeks or series.of_kind.termly else ""),
                },
                {"key": "In term only", "value": "Yes" if series.in_term_only else "No"},
                *([{"key": "Where", "value": series.place}] if series.place else []),
                *([{"key": "Ended", "value": plain_day(series.ended_on)}] if series.ended_on else []),
            ],
            "members": [_member(one, series, may_write) for one in series.members.filter(to_on=None)]
            + [_member(one, series, False) for one in series.members.exclude(to_on=None)],
            "planned": [{"meeting": one, "words": full_day(one.on)} for one in planned],
            "closed": [{"meeting": one, "words": full_day(one.on)} for one in closed],
        }


def _member(member: Member, series: Series, may_write: bool) -> dict[str, Any]:
    until = f" to {plain_day(member.to_on)}" if member.to_on else ""
    return {
        "key": member.name,
        "value": f"{member.get_capacity_display()}, from {plain_day(member.from_on)}{until}"
        + ("" if member.user_id else ". Does not sign in"),
        "url": reverse("meetings:member_end", args=[series.key, member.key]) if may_write and not member.to_on else "",
        "link": "End",
        "hidden": f"the membership of {member.name}",
    }


class SeriesAdd(FormPage):
    """Add a series; its meetings of a year are planned at once."""

    permission = write("meetings")
    form_class = forms.SeriesForm
    title = "Add a series of meetings"
    template_name = "meetings/meeting_form.html"
    creates = True
    done = "The series has been added, and its meetings of the next year are planned."

    def context(self) -> dict[str, Any]:
        return {"back_url": reverse("meetings:list"), "cancel_url": reverse("meetings:list")}

    def form_valid(self, form: Any) -> HttpResponseBase:
        series = actions.add_series(on=self.on, by=self.request.user, **form.cleaned_data)
        return redirect("meetings:series", series.key)


class _ByHand(_OfSeries, FormPage):
    """What nobody does to a series whose meetings follow from its cases."""

    only_in_time = True

    def too_late(self) -> TooLate | None:
        if self.series.of_kind.sittings is None:
            return None
        url = reverse("meetings:series", args=[self.series.key])
        why = putting_right.ON_THE_CASE
        return TooLate(title="This cannot be done here", explanation=why, url=url, link="See the meetings")


class SeriesChange(_ByHand):
    """Change a series; meetings with an agenda stay as they are."""

    permission = write("meetings")
    form_class = forms.SeriesChangeForm
    title = "Change a series of meetings"
    template_name = "meetings/meeting_form.html"
    done = "The series has been changed. Meetings that have an agenda are as they were."

    def edited(self) -> Series:
        return self.series

    def form_kwargs(self) -> dict[str, Any]:
        return {"kind": self.series.of_kind}

    def initial(self) -> dict[str, Any]:
        stored = {name: getattr(self.series, name) for name in forms.SERIES_FIELDS}
        stored["provider"] = self.series.provider.key if self.series.provider else None
        return {**stored, "in_term_only": "yes" if self.series.in_term_only else "no"}

    def form_valid(self, form: Any) -> HttpResponseBase:
        by, version = self.request.user, self.version()
        actions.change_series(self.series, version, on=self.on, by=by, **form.cleaned_data)
        return self.to_series()


class MeetingCall(_ByHand):
    """Call a meeting: of a series without a cadence, or one more."""

    permission = write("meetings")
    form_class = forms.CallForm
    title = "Call a meeting"
    template_name = "meetings/meeting_form.html"
    creates = True
    done = "The meeting has been called."

    def initial(self) -> dict[str, Any]:
        return {"starts_at": self.series.starts_at, "place": self.series.place}

    def form_valid(self, form: Any) -> HttpResponseBase:
        details = dict(form.cleaned_data)
        on = details.pop("meets_on")
        meeting = actions.call_meeting(self.series, on=on, today=self.on, by=self.request.user, **details)
        return redirect("meetings:meeting", meeting.key)


class SeriesEnd(_ByHand):
    """End a series: nothing more is planned."""

    permission = write("meetings")
    form_class = OxleForm
    title = "End this series of meetings"
    template_name = "meetings/meeting_form.html"
    submit_label = "End the series"
    done = "The series has ended."

    def edited(self) -> Series:
        return self.series

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.end_series(self.series, self.version(), on=self.on, by=self.request.user)
        return self.to_series()


class MemberAdd(_OfSeries, FormPage):
    """Somebody becomes a member."""

    permission = write("meetings")
    form_class = forms.MemberForm
    title = "Add a member"
    template_name = "meetings/meeting_form.html"
    creates = True
    done = "The member has been added."

    def initial(self) -> dict[str, Any]:
        return {"from_on": self.on}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.add_member(self.series, by=self.request.user, **form.cleaned_data)
        return self.to_series()


class EndsMember(FormPage):
    """Base: somebody's last day as a member, which `load` has found."""

    form_class = forms.MemberEndForm
    template_name = "meetings/meeting_form.html"
    done = "The last day has been recorded."
    member: Member

    def edited(self) -> Member:
        return self.member

    def initial(self) -> dict[str, Any]:
        return {"to_on": self.member.to_on or self.on}

    def end(self, form: Any) -> None:
        """Record the day that was typed."""
        actions.end_member(self.member, self.version(), to_on=form.cleaned_data["to_on"], by=self.request.user)


class MemberEnd(_OfSeries, EndsMember):
    """Say somebody's last day as a member of a series."""

    permission = write("meetings")
    title = "End a membership"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        self.member = queries.get_member_of(self.series, kwargs["member"])

    def context(self) -> dict[str, Any]:
        return {**super().context(), "caption": f"{self.member.name}, {self.series.name}"}

    def form_valid(self, form: Any) -> HttpResponseBase:
        self.end(form)
        return self.to_series()


class Shares(_OfSeries):
    """How many children each school of the area took by this series' decisions in this school year."""

    permission = summary("packs")
    template_name = "meetings/shares.html"
    title = "Children taken by each school"

    def context(self) -> dict[str, Any]:
        user = self.request.user
        back = "meetings:series" if user.can(read("meetings")) else "meetings:packs"
        args = [self.series.key] if user.can(read("meetings")) else []
        return {
            **super().context(),
            "back_url": reverse(back, args=args),
            "shares": queries.shares_of(self.series, self.on),
        }
