"""Every write about schools that is not an import: contacts, the council's area, the school day, which calendar counts
the days, and the bodies behind a school that letters go to."""

from datetime import date, time

from django.db import transaction

from oxle.accounts.models import Organisation, OrganisationKind, User
from oxle.core.concurrency import save_if_unchanged
from oxle.core.errors import Refused
from oxle.schooldays.actions import add_calendar
from oxle.schooldays.changes import CalendarChange, tell
from oxle.schooldays.models import Calendar
from oxle.schools.models import School, SchoolContact, SchoolDay, Trust
from oxle.schools.queries import own_calendar_name, own_calendar_of


@transaction.atomic
def change_area(school: School, area: str, *, by: User, version: int) -> None:
    """Put a school in an area of the council (empty: in none). Stale when somebody was faster."""
    school.area = " ".join(area.split())
    save_if_unchanged(school, version, ["area"])


@transaction.atomic
def record_day(school: School, *, from_on: date, begins: time, ends: time, by: User, version: int) -> None:
    """Record from when until when a school's day lasts, from a day on, in place of what was recorded from that day.

    Refused for an end that is not after the beginning. Stale when somebody was faster.
    """
    if ends <= begins:
        raise Refused("The school day must end after it begins", field="ends")
    save_if_unchanged(school, version, [])
    SchoolDay.objects.update_or_create(school=school, from_on=from_on, defaults={"begins": begins, "ends": ends})


@transaction.atomic
def add_contact(
    school: School, *, name: str, by: User, job: str = "", email: str = "", phone: str = ""
) -> SchoolContact:
    """A new person to contact. Needs an e-mail address or a telephone number."""
    _check_reachable(email, phone)
    return SchoolContact.objects.create(school=school, name=name, job=job, email=email, phone=phone)


@transaction.atomic
def change_contact(
    contact: SchoolContact, *, name: str, job: str, email: str, phone: str, by: User, version: int
) -> None:
    """Correct a contact's details. Stale when somebody was faster."""
    _check_reachable(email, phone)
    contact.name, contact.job, contact.email, contact.phone = name, job, email, phone
    save_if_unchanged(contact, version, ["name", "job", "email", "phone"])


@transaction.atomic
def end_contact(contact: SchoolContact, *, left_on: date, by: User, version: int) -> None:
    """Somebody has left: from that day they are no longer shown. The record stays, because letters name them."""
    contact.left_on = left_on
    save_if_unchanged(contact, version, ["left_on"])


@transaction.atomic
def follow_calendar(school: School, calendar: Calendar | None, *, by: User, on: date, version: int) -> None:
    """Count a school's days by a calendar; None is the council's default. What was counted is told to be recounted."""
    before = school.calendar_id
    school.calendar = calendar
    save_if_unchanged(school, version, ["calendar"])
    if before != school.calendar_id:
        touched = frozenset() if calendar is None else frozenset({calendar.pk})
        tell(CalendarChange(touched, default_changed=calendar is None, by=by, on=on))


@transaction.atomic
def give_own_calendar(school: School, *, copied_from: Calendar | None, by: User, on: date, version: int) -> Calendar:
    """Give a school a calendar of its own, as a copy of another's terms and closures or empty.

    An empty one still follows the council's terms, and adds the school's own INSET days and closures to them.
    """
    calendar = own_calendar_of(school)
    if calendar is None:
        calendar = add_calendar(own_calendar_name(school), by=by, on=on, copied_from=copied_from)
    elif school.calendar_id == calendar.pk:
        raise Refused("This school already has a calendar of its own")
    follow_calendar(school, calendar, by=by, on=on, version=version)
    return calendar


@transaction.atomic
def chair_of_governors(school: School) -> Organisation:
    """The chair of a school’s governors as a body that letters go to, under the school’s name of today; made once."""
    held = School.objects.select_for_update(of=("self",)).select_related("governors", "organisation").get(pk=school.pk)
    body = _named(held.governors, f"The chair of governors, {held.name}")
    if held.governors is None:
        held.governors = body
        held.save(update_fields=["governors"])
    return body


@transaction.atomic
def body_of(trust: Trust) -> Organisation:
    """A trust as a body that letters go to, under its name of today; made once."""
    held = Trust.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=trust.pk)
    body = _named(held.organisation, held.name)
    if held.organisation is None:
        held.organisation = body
        held.save(update_fields=["organisation"])
    return body


@transaction.atomic
def change_trust_address(trust: Trust, *, lines: str, postcode: str, by: User, version: int) -> None:
    """Record where letters to a trust go; empty where it is not known. Refused for half an address. Stale when somebody
    was faster."""
    lines, postcode = lines.strip(), " ".join(postcode.upper().split())
    if bool(lines) != bool(postcode):
        raise Refused("Enter the whole address, with its postcode", field="lines" if postcode else "postcode")
    trust.lines, trust.postcode = lines, postcode
    save_if_unchanged(trust, version, ["lines", "postcode"])


def _named(body: Organisation | None, name: str) -> Organisation:
    if body is None:
        return Organisation.objects.create(name=name, kind=OrganisationKind.AGENCY)
    if body.name != name:
        body.name = name
        save_if_unchanged(body, body.version, ["name"])
    return body


def _check_reachable(email: str, phone: str) -> None:
    if not email and not phone:
        raise Refused("Enter an email address or a telephone number", field="email")
