"""Every component, form and list in every state, on made-up pages: what test_look opens in a browser.

No database: the rows are plain objects, and nobody is really signed in.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from crispy_forms.layout import Div, Fieldset, Layout, Submit
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from oxle.core import filters, tables
from oxle.core.fields import DateField, LongTextField, YesNoField
from oxle.core.forms import OxleForm
from oxle.core.models import RuleValue
from oxle.core.navigation import menu_of
from oxle.core.widgets import Checkboxes, DateLine, Number, Radios

ON = date(2026, 9, 14)
AT = datetime(2026, 9, 14, 13, 5, tzinfo=UTC)

LONG = "Wolfeschlegelsteinhausen" * 12 + "bergerdorffx"
ARABIC = "ليلى بنت سالم الحارثي"
CHINESE = "歐陽小明"
EMOJI = "Sam 🦊👩‍👧"
SCRIPT = "<script>document.title='broken in'</script>"
BRACES = "{{7*7}}"
HOSTILE = [LONG, ARABIC, CHINESE, EMOJI, SCRIPT, BRACES, "Niamh O'Brien-Łukasz"]


@dataclass(frozen=True)
class Person:
    """Whoever is signed in, in the gallery."""

    name: str
    is_authenticated: bool = True

    def __str__(self) -> str:
        return self.name


NAVIGATION = [
    {"label": "My work", "url": "/components/", "active": True, "shortcut": "g w", "section": ""},
    {"label": "Children", "url": "/form/", "active": False, "section": ""},
    {"label": "Cases", "url": "/list/", "active": False, "section": ""},
    {"label": "Schools", "url": "/list/empty/", "active": False, "section": ""},
    {"label": "Manage", "url": "/stale/", "active": False, "section": ""},
]


def shown(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    base = {"user": Person("Jo Demo"), "menu": menu_of(NAVIGATION), "title": "Gallery"}
    return render(request, template, {**base, **context}, status=status)


# --- forms ------------------------------------------------------------------------------------------------


class EverythingForm(OxleForm):
    """One of each control."""

    names = {"reason": "the reason for the decision"}

    name = forms.CharField(label="Child’s name", max_length=400)
    born_on = DateField(label="Date of birth", past=True, help_text="For example, 27 3 2014")
    meeting_on = DateField(
        label="Date of the meeting",
        widget=DateLine,
        help_text="For example, 1/9/26, 1 Sep 2026 or today",
        not_before=(date(2026, 9, 1), "the day of the referral"),
    )
    route = forms.ChoiceField(
        label="Which route should the case take?",
        choices=[("panel", "Attendance panel"), ("pace", "PACE meeting"), ("none", "Neither of these")],
        widget=Radios(hints={"panel": "The parents, the school and an attendance officer meet."}, or_before="none"),
    )
    ehcp = YesNoField(label="Does the child have an EHCP?", yes_if="the child has an EHCP")
    needs = forms.MultipleChoiceField(
        label="What has been considered?",
        help_text="Select all that apply",
        choices=[("sen", "Special educational needs"), ("medical", "Medical"), ("none", "None of these")],
        widget=Checkboxes(hints={"medical": "Including any letter from a GP."}, or_before="none", alone={"none"}),
    )
    school = forms.ChoiceField(
        label="School", choices=[("", "Select a school"), ("1", "Larkmead Demo School"), ("2", LONG), ("3", ARABIC)]
    )
    sessions = forms.IntegerField(label="Sessions missed", min_value=0, widget=Number(width=3, suffix="sessions"))
    fee = forms.DecimalField(label="Costs awarded", widget=Number(width=5, prefix="£"))
    email = forms.EmailField(label="Email address", widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    password = forms.CharField(label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))
    reason = LongTextField(label="Reason", max=200, help_text="The school will see this.")
    evidence = forms.FileField(label="Evidence", help_text="A PDF, a photograph or a scan, up to 20 MB")
    sure = forms.BooleanField(label="I have checked these facts", help_text="They may be read out in court.")
    quietly = forms.CharField(widget=forms.HiddenInput, required=False)


class RouteForm(OxleForm):
    page_heading = "route"
    route = forms.ChoiceField(
        label="Which route should the case take?",
        choices=[("panel", "Attendance panel"), ("pace", "PACE meeting")],
        widget=Radios,
    )


class BornForm(OxleForm):
    page_heading = "born_on"
    born_on = DateField(label="What is the child’s date of birth?", name="date of birth", past=True)


class NameForm(OxleForm):
    page_heading = "name"
    name = forms.CharField(label="What is the child’s name?")


class LaidOutForm(OxleForm):
    """Fields in the order and groups of a crispy layout, in a <form> that crispy writes."""

    town = forms.CharField(label="Town or city")
    postcode = forms.CharField(label="Postcode", widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.form_tag = True
        self.helper.layout = Layout(Fieldset("Address", Div("town"), "postcode"))
        self.helper.add_input(Submit("find", "Find address"))


class PlainForm(forms.Form):
    """A form of another package, that knows nothing of ours."""

    login = forms.EmailField(label="Email address")
    remember = forms.BooleanField(label="Remember me", required=False)
    colour = forms.ChoiceField(label="Colour", choices=[("r", "Red"), ("g", "Green")], widget=forms.RadioSelect)


FORMS = {"everything": EverythingForm, "route": RouteForm, "born": BornForm, "name": NameForm}


def form_page(request: HttpRequest, which: str = "everything") -> HttpResponse:
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = FORMS[which](data, files, on=ON)
    return shown(request, "core/form.html", form=form, title="Everything a form can ask", cancel_url="/components/")


def other_forms(request: HttpRequest) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    plain, laid_out = PlainForm(data), LaidOutForm(data)
    return shown(request, "gallery/forms.html", forms=[plain, laid_out], plain=plain, laid_out=laid_out)


# --- lists ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """A case that nobody has."""

    number: int
    child: str
    due_on: date | None
    label: str
    state: str
    sessions: int
    status: str
    status_words: str


COLOURS = {"open": "blue", "paused": "yellow", "closed": "grey"}
STATUSES = {"open": "Open", "paused": "Paused", "closed": "Closed"}
DUE = [
    (date(2026, 9, 9), "Overdue by 3 school days", "overdue"),
    (date(2026, 9, 14), "Due today", "today"),
    (date(2026, 9, 17), "In 3 school days", "soon"),
    (date(2026, 11, 2), "In 33 school days", "later"),
    (date(2026, 9, 1), "Done on 28 August 2026", "done"),
    (None, "Cannot be worked out: terms after 23 July 2027 are not loaded", "unknown"),
]
ROWS = [
    Row(
        number,
        HOSTILE[number] if number < len(HOSTILE) else f"Demo Child {number}",
        *DUE[number % len(DUE)],
        sessions=number * 7 % 190,
        status=list(STATUSES)[number % 3],
        status_words=list(STATUSES.values())[number % 3],
    )
    for number in range(400)
]


class RowFilters(filters.Filters):
    """Filters over plain rows."""

    status = filters.AnyOf(label="Status", choices=list(STATUSES.items()))
    since = filters.OnDay(label="Due from", help_text="For example, 1/9/26")

    @property
    def qs(self) -> list[Row]:
        self.form.is_valid()
        asked = self.form.cleaned_data
        return [
            row
            for row in ROWS
            if (not asked.get("status") or row.status in asked["status"])
            and (not asked.get("since") or (row.due_on and row.due_on >= asked["since"]))
        ]


class RowTable(tables.OxleTable):
    caption, noun, nouns = "Cases", "case", "cases"
    empty = "Cases appear here when a school refers a child."
    filters = RowFilters

    child = tables.LinkColumn(lambda row: f"/form/?row={row.number}", verbose_name="Child")
    due_on = tables.DueColumn(
        label=lambda row: row.label, state=lambda row: row.state, verbose_name="Due", orderable=False
    )
    sessions = tables.NumberColumn(verbose_name="Sessions missed")
    status_words = tables.TagColumn(colour=lambda row: COLOURS[row.status], verbose_name="Status")

    class Meta(tables.OxleTable.Meta):
        order_by = ("child",)

    def order_child(self, rows: list[Row], descending: bool) -> tuple[list[Row], bool]:
        return rows, False


class UnfilteredTable(RowTable):
    filters = None


def list_page(request: HttpRequest, rows: str = "filtered") -> HttpResponse:
    if rows == "filtered":
        table = RowTable.table_for(request, RuleValue.objects.all(), on=ON)
    else:
        table = UnfilteredTable.table_for(request, {"empty": [], "one": ROWS[7:8]}[rows])
    return shown(request, "gallery/list.html", table=table, title="Cases")


# --- components -------------------------------------------------------------------------------------------


def components(request: HttpRequest) -> HttpResponse:
    actions = [{"text": "Pause the case", "url": "#pause"}, {"text": "Hand the case over", "url": "#hand-over"}]
    return shown(
        request,
        "gallery/components.html",
        hostile=HOSTILE,
        long=LONG,
        script=SCRIPT,
        at=AT,
        on=ON,
        banners=[{"text": "Reminders are late: the last sweep was 25 minutes ago.", "title": "Reminders are late"}],
        actions=actions,
        one_action=actions[:1],
        primary={"text": "Record the panel", "url": "#panel"},
        secondary={"text": "Go back", "url": "#back"},
        colours=["blue", "grey", "green", "teal", "purple", "magenta", "red", "orange", "yellow"],
        dues=[{"on": on, "label": label, "state": state} for on, label, state in DUE],
        facts=[
            {"label": "UPN", "value": "A123456789012"},
            {"label": "Date of birth", "value": "3 May 2014 (12, year 7)"},
            {"label": "School", "value": "Larkmead Demo School", "url": "#school"},
            {"label": "Next deadline", "value": "Hold the panel by 19 October 2026"},
        ],
        tags=[{"text": "Attendance referral", "colour": "blue"}, {"text": "Child protection plan", "colour": "purple"}],
        tabs=[
            {"label": "Overview", "url": "#o", "active": True},
            {"label": "Letters", "url": "#l", "active": False, "count": 0},
            {"label": "Notes", "url": "#n", "active": False, "count": 12},
        ],
        crumbs=[{"label": "Cases", "url": "/list/"}, {"label": "OX-7K4M-2QX", "url": ""}],
        rows=[
            {"key": "Child", "value": LONG, "url": "#child"},
            {"key": "Parents", "value": [ARABIC, CHINESE, EMOJI], "url": "#parents", "hidden": "who the parents are"},
            {"key": "Reason", "value": f"{SCRIPT}\n{BRACES}"},
            {"key": "Reference", "value": "OX-7K4M-2QX"},
        ],
        plain_rows=[{"key": "Counted from", "value": "Complete referral received, 14 September 2026"}],
        skipped=[{"day": date(2026, 10, 26), "why": "half term"}, {"day": date(2026, 10, 27), "why": "half term"}],
        tasks=[
            {"title": "The child", "url": "#1", "status": "Completed"},
            {
                "title": "Steps taken",
                "url": "#2",
                "status": "In progress",
                "colour": "blue",
                "hint": "4 of 11 answered",
            },
            {"title": "Register extract", "url": "#3", "status": "There is a problem", "colour": "red"},
            {"title": LONG, "url": "", "status": "Cannot start yet"},
        ],
        events=[
            {"title": "First warning sent", "by": "Jo Demo", "at": AT, "text": "To both parents.", "url": "#letter"},
            {"title": "Left the school", "by": SCRIPT, "on": ON, "tag": "Corrected", "colour": "yellow"},
            {
                "title": LONG,
                "by": ARABIC,
                "at": AT,
                "text": f"{EMOJI}\n\n{BRACES}",
                "url": "#x",
                "link": "See the note",
            },
        ],
        steps=[
            {"label": "Referred", "state": "done"},
            {"label": "Accepted", "state": "done"},
            {"label": "Warning sent", "state": "current"},
            {"label": "Panel held", "state": "ahead"},
            {"label": "Reviewed", "state": "ahead"},
        ],
        numbers=[
            {"number": 4, "label": "Unallocated", "url": "/list/"},
            {"number": 12, "label": "Overdue", "url": "/list/?status=open", "warn": True},
            {"number": "1,204", "label": "Open cases", "url": "/list/?status=paused"},
        ],
        messages=[],
    )


STALE_ROWS = [
    {"label": "Reason", "yours": f"Mine: {LONG}", "theirs": "Theirs: the parents moved house."},
    {"label": "Panel held on", "yours": date(2026, 9, 9), "theirs": date(2026, 9, 10)},
    {"label": "Interpreter", "yours": True, "theirs": True},
    {"label": "Venue", "yours": "", "theirs": SCRIPT},
]


class StaleForm(OxleForm):
    reason = LongTextField(label="Reason")


def stale(request: HttpRequest) -> HttpResponse:
    form = StaleForm({"reason": STALE_ROWS[0]["yours"]})
    return shown(
        request, "core/stale.html", status=409, rows=STALE_ROWS, version=3, form=form, title="Someone was faster"
    )


def fault(request: HttpRequest, code: str) -> HttpResponse:
    return shown(request, f"{code}.html")


def interruption(request: HttpRequest) -> HttpResponse:
    return shown(
        request,
        "gallery/interruption.html",
        paragraphs=["The file goes to the court and to both parents.", LONG],
        primary={"text": "Release the papers", "url": "/components/"},
        secondary={"text": "Go back to the case", "url": "/components/"},
    )


def done(request: HttpRequest) -> HttpResponse:
    return shown(request, "gallery/done.html")


def nobody(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=204)


ACCOUNT = [path("account/", nobody, name="account"), path("stay/", nobody, name="keep_alive")]
urlpatterns = [
    path("", components),
    path("components/", components, name="components"),
    path("form/", form_page),
    path("form/<slug:which>/", form_page),
    path("forms/", other_forms),
    path("list/", list_page),
    path("list/<slug:rows>/", list_page),
    path("stale/", stale),
    path("fault/<str:code>/", fault),
    path("interruption/", interruption),
    path("done/", done),
    path("sign-out/", nobody, name="account_logout"),
    path("", include(([path("search/", nobody, name="search")], "people"))),
    path("", include((ACCOUNT, "accounts"))),
]


def may_search(request: HttpRequest) -> dict[str, bool]:
    """The gallery shows the search box."""
    return {"may_search": True}
