"""Reads about providers and places: which a person may see, who is there, and which could be chosen for a child."""

from datetime import date

from django.db.models import Max, QuerySet

from oxle.accounts.models import User
from oxle.accounts.visibility import get_or_404, visible_to
from oxle.audit import sights
from oxle.people.ages import age_on
from oxle.people.models import Child
from oxle.people.visibility import in_force
from oxle.provision.exam_models import ExaminationsOver
from oxle.provision.lapses import Lasting
from oxle.provision.models import FullWeek, Offer, Provider
from oxle.provision.rules import full_time_rule
from oxle.schooldays.school_age import school_age_ends
from oxle.schooldays.school_years import school_year_of
from oxle.schools.models import School


def providers_for(user: User) -> QuerySet[Provider]:
    """The providers this person may see, by name."""
    return visible_to(user, Provider).select_related("organisation").order_by("organisation__name", "pk")


def get_provider_for(user: User, key: str) -> Provider:
    """One of them by its key; 404 to strangers."""
    return get_or_404(providers_for(user), key=key)


def there_on(user: User, provider: Provider, on: date) -> list[Offer]:
    """Who has a place with a provider on a day, of the children this person may see; their sight is recorded."""
    rows = visible_to(user, Offer).filter(in_force(on), provider=provider).select_related("child")
    found = list(rows.order_by("child__sort_name", "pk"))
    sights.see([offer.child_id for offer in found], "list")
    return found


def offers_of(user: User, child: Child) -> list[Offer]:
    """Every place that a child was offered, of those this person may see, the newest first."""
    rows = visible_to(user, Offer).filter(child=child)
    rows = rows.select_related("child", "provider__organisation", "school__organisation")
    return list(rows.order_by("-from_on", "-pk"))


def get_offer_for(user: User, child: Child, key: str) -> Offer:
    """A place of a child whose sight is already recorded; 404 to strangers and for another child's."""
    rows = visible_to(user, Offer).filter(child=child, provider__isnull=False)
    return get_or_404(rows.select_related("provider__organisation"), key=key)


def choosable(child: Child, on: date) -> list[Provider]:
    """The providers that can be chosen on a day for a child of this age, or of the next, for a place to come.

    What has lapsed or is suspended is not among them. The directory is open to everybody who gives places.
    """
    age = age_on(child.born_on, on)
    rows = Provider.objects.filter(age_from__lte=age + 1, age_to__gte=age)
    rows = rows.select_related("organisation").order_by("organisation__name", "pk")
    lasting = Lasting.settings(on)
    return [provider for provider in rows if not lasting.lapses(provider)]


def full_week_of(child: Child, school: School | None, on: date) -> int:
    """What a full week comes to for a child of a school, or of none, on a day, in minutes: that of the child's EHC
    plan, else the one that the school publishes, else the setting for the key stage."""
    for whose in ({"child": child}, {"school": school})[: 2 if school else 1]:
        row = FullWeek.objects.filter(**whose, from_on__lte=on).exclude(to_on__lt=on).order_by("-from_on").first()
        if row is not None:
            return row.minutes
    return int(full_time_rule(child.born_on, on).on(on) * 60)


def has_plan_of_hours(child: Child, on: date) -> bool:
    """Whether the child's EHC plan says on a day what a full week comes to."""
    return FullWeek.objects.filter(in_force(on), child=child).exists()


def examinations_over_on(child: Child, on: date) -> date | None:
    """The day on which a pupil sat the last public examination, where one is recorded by a day; None where not. It is
    asked from the last year of compulsory schooling on."""
    if school_age_ends(child.born_on) > school_year_of(on).ends_on:
        return None
    return ExaminationsOver.objects.filter(child=child).aggregate(last=Max("last_on"))["last"]
