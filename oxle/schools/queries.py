"""Reads about schools: which a person may see, whose calendar counts their days, what they were and became."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from oxle.accounts.models import User
from oxle.accounts.permissions import read
from oxle.accounts.visibility import get_or_404, visible_to
from oxle.schooldays.calendar import SchoolCalendar
from oxle.schooldays.models import Calendar
from oxle.schooldays.queries import calendar_for
from oxle.schooldays.wording import listed, plain_day
from oxle.schools.models import LinkKind, School, SchoolContact, SchoolDay, SchoolLink


def calendar_of(school: School) -> SchoolCalendar:
    """The calendar by which a school's days are counted: its own, or the council's default."""
    return calendar_for(school.calendar_id)


def own_calendar_name(school: School) -> str:
    """What a school's own calendar is called: its URN keeps it apart from another school's of the same name."""
    return f"{school.name} ({school.urn})"


def own_calendar_of(school: School) -> Calendar | None:
    """The calendar that was made for a school alone, whether or not the school keeps it now."""
    return Calendar.objects.filter(name__endswith=f" ({school.urn})", is_default=False).first()


def my_schools(user: User) -> QuerySet[School]:
    """The schools for which this person acts in the portal."""
    return School.objects.filter(organisation__in=user.organisations_where(read("portal"))).select_related(
        "organisation"
    )


def day_of(school: School, on: date) -> SchoolDay | None:
    """From when until when a school's day lasts on a day; None where nobody recorded it."""
    return school.days.filter(from_on__lte=on).first()


def schools_for(user: User) -> QuerySet[School]:
    """The schools this person may see, with what a list shows of them."""
    return visible_to(user, School).select_related("organisation", "trust", "authority")


def get_school_for(user: User, key: str) -> School:
    """One of them by its key; the same 404 for one that is hidden as for one that does not exist."""
    return get_or_404(schools_for(user).select_related("organisation", "trust", "authority", "calendar"), key=key)


def get_contact_for(user: User, key: str) -> SchoolContact:
    """A contact of a school this person may see; 404 else."""
    contacts = SchoolContact.objects.select_related("school__organisation")
    return get_or_404(contacts.filter(school__in=visible_to(user, School)), key=key)


def contacts_of(school: School, on: date) -> QuerySet[SchoolContact]:
    """The people to contact at a school on a day."""
    return school.contacts.filter(Q(left_on=None) | Q(left_on__gt=on))


@dataclass(frozen=True)
class Linked:
    """Another school and what it is to this one, in words."""

    school: School
    what: str
    since: date | None


def linked_to(school: School) -> list[Linked]:
    """Predecessors, successors and other linked schools, each once though the national list states most twice."""
    links = SchoolLink.objects.filter(Q(school=school) | Q(other=school)).select_related(
        "school__organisation", "other__organisation"
    )
    found: dict[tuple[int, str], Linked] = {}
    for link in links:
        stated_here = link.school_id == school.pk
        other = link.other if stated_here else link.school
        what = link.get_kind_display() if stated_here else _other_way(LinkKind(link.kind))
        if stated_here or (other.pk, what) not in found:
            found[(other.pk, what)] = Linked(other, what, link.established_on)
    return sorted(found.values(), key=lambda each: (each.what, each.since or date.min, each.school.name))


def successors_of(school: School) -> list[School]:
    """The schools that took this one's place; several when it was split."""
    return [each.school for each in linked_to(school) if each.what == LinkKind.SUCCESSOR.label]


def closing_of(school: School, on: date) -> str:
    """That a school has closed by a day, and who took its place, in a sentence or two; empty while it has not."""
    if school.closed_on is None or school.closed_on > on:
        return ""
    after = listed([one.name for one in successors_of(school)])
    became = f"Its place was taken by {after}." if after else "No successor is recorded."
    return f"{school.name} closed on {plain_day(school.closed_on)}. {became}"


def _other_way(kind: LinkKind) -> str:
    opposite = {LinkKind.SUCCESSOR: LinkKind.PREDECESSOR, LinkKind.PREDECESSOR: LinkKind.SUCCESSOR}
    return opposite.get(kind, kind).label


def areas() -> list[str]:
    """The areas of the council that schools are put in, by name."""
    return list(School.objects.exclude(area="").order_by("area").values_list("area", flat=True).distinct())
