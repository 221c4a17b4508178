"""Pages about schools: the list, a school, its contacts, its area."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from oxle.accounts.permissions import read, write
from oxle.core.pages import FormPage, Page
from oxle.core.templatetags.oxle import day
from oxle.schools import actions, forms, queries
from oxle.schools.models import School, Status, Trust
from oxle.schools.tables import STATUS_COLOURS, SchoolTable
from oxle.schools.term_dates import year_lines


class SchoolList(Page):
    """Every school, filtered by name, status, phase, type, area and trust."""

    permission = read("schools")
    template_name = "schools/school_list.html"
    title = "Schools"

    def context(self) -> dict[str, Any]:
        rows = queries.schools_for(self.request.user)
        return {
            "table": SchoolTable.table_for(self.request, rows, on=self.on),
            "may_import": self.request.user.can(write("schools")),
        }


class _OfSchool(Page):
    """Loads the school that the address names, if this person may see it."""

    school: School

    def load(self, key: str = "", **kwargs: str) -> None:
        self.school = queries.get_school_for(self.request.user, key)

    def to_school(self) -> str:
        """The address of the school's page."""
        return reverse("school", args=[self.school.key])

    def context(self) -> dict[str, Any]:
        return {"school": self.school, "cancel_url": self.to_school()}


class SchoolPage(_OfSchool, Page):
    """One school: what the national list says, whom to contact, its days, what it was and became."""

    permission = read("schools")
    template_name = "schools/school_page.html"

    def load(self, key: str = "", **kwargs: str) -> None:
        super().load(key)
        self.title = self.school.name

    def context(self) -> dict[str, Any]:
        user = self.request.user
        school = self.school
        return {
            "school": school,
            "may_write": user.can(write("schools")),
            "may_read_calendars": user.can(read("calendars")),
            "may_write_calendars": user.can(write("calendars")),
            "caption": ", ".join(part for part in (f"URN {school.urn}", school.town) if part),
            "colour": STATUS_COLOURS[Status(school.status)],
            "closing": _closing(school, self.on),
            "facts": _facts(school, may_write=user.can(write("schools"))),
            "contacts": queries.contacts_of(school, self.on),
            "calendar_name": school.calendar.name if school.calendar else "The council’s term dates",
            "years": year_lines(queries.calendar_of(school), school, self.on),
            "linked": queries.linked_to(school),
        }


class SchoolArea(_OfSchool, FormPage):
    """The area of the council that a school is in; the national list does not have it."""

    permission = write("schools")
    form_class = forms.AreaForm
    title = "Change the area"
    done = "The area has been changed."

    def edited(self) -> School:
        return self.school

    def initial(self) -> dict[str, Any]:
        return {"area": self.school.area}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.change_area(self.school, form.cleaned_data["area"], by=self.request.user, version=self.version())
        return redirect(self.to_school())


class SchoolDayRecord(_OfSchool, FormPage):
    """From when until when the school's day lasts; the national list does not say it."""

    permission = write("schools")
    form_class = forms.SchoolDayForm
    title = "Record the school day"
    done = "The school day has been recorded."

    def edited(self) -> School:
        return self.school

    def context(self) -> dict[str, Any]:
        return {**super().context(), "about": self.school.name}

    def initial(self) -> dict[str, Any]:
        there = queries.day_of(self.school, self.on)
        return {"from_on": self.on, "begins": there.begins if there else None, "ends": there.ends if there else None}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.record_day(self.school, **form.cleaned_data, by=self.request.user, version=self.version())
        return redirect(self.to_school())


class TrustAddress(_OfSchool, FormPage):
    """Where letters to the trust of a school go, which the national list does not say; for all its schools at once."""

    permission = write("schools")
    form_class = forms.TrustAddressForm
    title = "Change the trust’s address"
    done = "The address of the trust has been changed."
    trust: Trust

    def load(self, key: str = "", **kwargs: str) -> None:
        super().load(key)
        if self.school.trust is None:
            raise Http404
        self.trust = self.school.trust

    def edited(self) -> Trust:
        return self.trust

    def context(self) -> dict[str, Any]:
        return {**super().context(), "about": self.trust.name}

    def initial(self) -> dict[str, Any]:
        return {"lines": self.trust.lines, "postcode": self.trust.postcode}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.change_trust_address(self.trust, **form.cleaned_data, by=self.request.user, version=self.version())
        return redirect(self.to_school())


class ContactAdd(_OfSchool, FormPage):
    """Add somebody to contact at a school."""

    permission = write("schools")
    form_class = forms.ContactForm
    title = "Add a contact"
    creates = True
    done = "The contact has been added."

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.add_contact(self.school, **form.cleaned_data, by=self.request.user)
        return redirect(self.to_school())


class _OfContact(_OfSchool):
    """Loads the contact that the address names."""

    def load(self, key: str = "", **kwargs: str) -> None:
        self.contact = queries.get_contact_for(self.request.user, key)
        self.school = self.contact.school

    def edited(self) -> Any:
        return self.contact


class ContactChange(_OfContact, FormPage):
    """Correct a contact's details."""

    permission = write("schools")
    template_name = "schools/contact_change.html"
    form_class = forms.ContactForm
    title = "Change a contact"
    done = "The contact has been changed."

    def context(self) -> dict[str, Any]:
        return {**super().context(), "contact": self.contact}

    def initial(self) -> dict[str, Any]:
        contact = self.contact
        return {"name": contact.name, "job": contact.job, "email": contact.email, "phone": contact.phone}

    def form_valid(self, form: Any) -> HttpResponseBase:
        actions.change_contact(self.contact, **form.cleaned_data, by=self.request.user, version=self.version())
        return redirect(self.to_school())


class ContactLeft(_OfContact, FormPage):
    """Say that a contact has left the school."""

    permission = write("schools")
    form_class = forms.ContactLeftForm
    title = "This contact has left"
    done = "The contact is no longer shown."

    def form_kwargs(self) -> dict[str, Any]:
        return {"on": self.on}

    def initial(self) -> dict[str, Any]:
        return {"left_on": self.on}

    def form_valid(self, form: Any) -> HttpResponseBase:
        left_on = form.cleaned_data["left_on"]
        actions.end_contact(self.contact, left_on=left_on, by=self.request.user, version=self.version())
        return redirect(self.to_school())


def _closing(school: School, on: date) -> str:
    """What to say of a school that is not simply open."""
    if school.is_open_on(on):
        return f"This school is to close on {day(school.closed_on)}." if school.closed_on else ""
    if school.status == Status.PROPOSED or (school.opened_on and school.opened_on > on):
        return f"This school opens on {day(school.opened_on)}." if school.opened_on else "This school is not open yet."
    return f"This school closed on {day(school.closed_on)}." if school.closed_on else "This school is closed."


def _facts(school: School, *, may_write: bool) -> list[dict[str, Any]]:
    address = [line for line in (*school.lines.splitlines(), school.town, school.postcode) if line]
    ages = f"{school.lowest_age} to {school.highest_age}" if school.lowest_age is not None else ""
    rows = [
        ("Phase", school.get_phase_display()),
        ("Type", school.type_name),
        ("Trust", school.trust.name if school.trust else ""),
        ("Local authority", f"{school.authority.name} ({school.authority.code})"),
        ("Establishment number", school.establishment_number),
        ("Ages", ages),
        ("Pupils on roll", f"{school.roll:,}" if school.roll is not None else ""),
        ("Head teacher", school.head_name),
        ("Address", "\n".join(address)),
        ("Telephone", school.phone),
        ("District", school.district),
        ("Opened", day(school.opened_on)),
        ("Closed", day(school.closed_on)),
    ]
    facts: list[dict[str, Any]] = [{"key": key, "value": value} for key, value in rows if value]
    if school.trust is not None:
        office = "\n".join(part for part in (school.trust.lines, school.trust.postcode) if part)
        facts.append(_ours("Address of the trust", office or "Not recorded", "trust_address", school, may_write))
    days = [f"{one} from {day(one.from_on)}" for one in school.days.all()]
    facts.append(_ours("School day", "\n".join(days) or "Not recorded", "school_day", school, may_write))
    facts.append(_ours("Area", school.area or "None", "school_area", school, may_write))
    return facts


def _ours(key: str, value: str, page: str, school: School, may_write: bool) -> dict[str, Any]:
    """A fact that the council records itself, and where it is changed by whoever may."""
    return {"key": key, "value": value, "url": reverse(page, args=[school.key]) if may_write else ""}
