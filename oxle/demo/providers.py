"""Makes the county's directory of providers and, in the small county, the places that children have with them."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from oxle.accounts.demo import DOMAIN, make_demo_person
from oxle.demo import names
from oxle.demo.county import County
from oxle.people.ages import age_on
from oxle.provision.actions import add_provider, suspend
from oxle.provision.lapses import Lasting
from oxle.provision.models import SESSIONS_A_WEEK, Charge, Offer, OfferKind, Provider, ProviderKind
from oxle.provision.places import days_of
from oxle.provision.placing import place

FULL_WEEK = [150] * SESSIONS_A_WEEK
# Every second morning and afternoon of a part-time place: Tuesday and Thursday.
TWO_DAYS = [150 if number // 2 in {1, 3} else 0 for number in range(SESSIONS_A_WEEK)]
BASIS = "Education Act 1996 s.19 (the council’s duty)"
# How many children have a place with a provider in the small county, besides those who were permanently excluded.
PLACED = 50
# With what the source of such a place begins.
OF_NO_CASE = "PL-"
# How many places nobody takes at any of them.
LEFT = 2
# The one for which somebody signs in has a class: as many pupils as its register is to be marked for.
CLASS, CLASS_AT = 16, "Harebell Pupil Referral Unit"


@dataclass(frozen=True)
class Made:
    """One of the providers. The checks are so many days old; None: nobody has looked yet."""

    name: str
    kind: ProviderKind
    ages: tuple[int, int]
    places: int
    price: tuple[int, Charge] | None = None
    checked: int | None = 100
    visited: int | None = 150
    suspended: str = ""


PROVIDERS = (
    Made(CLASS_AT, ProviderKind.PRU, (11, 16), 24),
    Made("Thistledown Pupil Referral Unit", ProviderKind.PRU, (5, 11), 10),
    Made("Three Becks Alternative Academy", ProviderKind.AP_ACADEMY, (11, 16), 16),
    Made("Foxglove House School", ProviderKind.INDEPENDENT, (7, 16), 12, (420, Charge.WEEK)),
    Made("Lanternfield School", ProviderKind.INDEPENDENT, (11, 18), 8, (510, Charge.WEEK)),
    Made("Opal Grove School", ProviderKind.INDEPENDENT, (5, 13), 6, (460, Charge.WEEK), checked=380),
    Made("Brambleford and Copperstone College", ProviderKind.FURTHER_EDUCATION, (14, 19), 20, (70, Charge.DAY)),
    Made("Dewmarsh Land College", ProviderKind.FURTHER_EDUCATION, (14, 19), 9, (82, Charge.DAY)),
    Made("Brambleshire Hospital School", ProviderKind.HOSPITAL, (5, 16), 12),
    Made("Larkbank Ward Classroom", ProviderKind.HOSPITAL, (5, 16), 4, visited=370),
    Made("Otterpond Farm", ProviderKind.NON_SCHOOL, (8, 16), 4, (65, Charge.DAY)),
    Made("Copperbeck Motor Workshop", ProviderKind.NON_SCHOOL, (14, 16), 6, (90, Charge.DAY)),
    Made("Quillhollow Arts Barn", ProviderKind.NON_SCHOOL, (9, 16), 5, (75, Charge.DAY)),
    Made("Rushmere Boxing Hall", ProviderKind.NON_SCHOOL, (12, 16), 8, (55, Charge.SESSION), checked=None),
    Made("Yarrowlock Boatyard", ProviderKind.NON_SCHOOL, (13, 16), 3, (95, Charge.DAY)),
    Made("Acornfold Forest Days", ProviderKind.NON_SCHOOL, (5, 12), 8, (60, Charge.DAY)),
    Made("Kettlebrook Kitchen", ProviderKind.NON_SCHOOL, (14, 18), 4, (80, Charge.DAY), visited=None),
    Made(
        "Pebblecombe Stables", ProviderKind.NON_SCHOOL, (8, 16), 4, (88, Charge.DAY),
        suspended="A complaint about supervision is looked into. No new places until the visit in three weeks.",
    ),
    Made("Hazel Quillmere, tutor", ProviderKind.TUTOR, (5, 16), 2, (48, Charge.SESSION)),
    Made("Linden Otterwick, tutor", ProviderKind.TUTOR, (11, 16), 2, (52, Charge.SESSION)),
    Made("Sorrel Goldstead, tutor", ProviderKind.TUTOR, (7, 14), 1, (50, Charge.SESSION), checked=400, visited=420),
    Made("Vetch and Teasel Tutors", ProviderKind.TUTOR, (5, 18), 12, (45, Charge.SESSION)),
    Made("Brightmere Online", ProviderKind.ONLINE, (8, 16), 30, (110, Charge.WEEK)),
    Made("Lantern Lessons Online", ProviderKind.ONLINE, (11, 18), 20, (95, Charge.WEEK)),
    Made("Dapple Screen School", ProviderKind.ONLINE, (11, 16), 15, (120, Charge.WEEK), checked=None, visited=None),
)  # fmt: skip


def make_providers(county: County) -> list[Provider]:
    """Twenty-five providers, some of which cannot be chosen. Returns those that can."""
    made = [_provider(county, number, one) for number, one in enumerate(PROVIDERS)]
    lasting = Lasting.settings(county.on)
    return [provider for provider in made if not lasting.lapses(provider)]


def _provider(county: County, number: int, made: Made) -> Provider:
    by = county.people["exclusions"]
    ago = [county.on - timedelta(days=days) if days is not None else None for days in (made.checked, made.visited)]
    provider = add_provider(
        name=made.name,
        kind=made.kind,
        urn=str(910_001 + number) if made.kind.is_registered else "",
        by=by,
        area=names.AREAS[number % len(names.AREAS)],
        lines=f"{number + 3} {names.STREETS[number % len(names.STREETS)]}\n{names.TOWNS[number % len(names.TOWNS)]}",
        postcode=f"ZZ{number % 9 + 1} {number % 8 + 1}BB",
        report_to=f"{names.GIVEN[number * 3 % len(names.GIVEN)]} {names.FAMILY[number * 17 % len(names.FAMILY)]}",
        phone=f"01632 961{number:03}",
        age_from=made.ages[0],
        age_to=made.ages[1],
        hours=Decimal("25") if made.kind.is_registered else Decimal("15"),
        price=Decimal(made.price[0]) if made.price else None,
        price_for=made.price[1] if made.price else "",
        places=[made.places] * 5,
        safeguarding_checked_on=ago[0],
        quality_checked_on=ago[1],
    )
    if made.suspended:
        suspend(provider, provider.version, because=made.suspended, by=by, on=county.days_ago(9))
    if number == 0:
        county.people["teacher"] = make_demo_person(
            f"harebell@{DOMAIN}", "Clover Nettlefield", "provider", provider.organisation, county.staff_since
        )
    return provider


def place_children(county: County, providers: list[Provider]) -> None:
    """A place for a pupil of each school in turn: first the class of the unit for which somebody signs in, then with
    each provider in turn that takes their age. None where the county is large."""
    if county.size.in_bulk:
        return
    schools = [school for school in county.schools if county.pupils.get(school.pk)]
    taken = Counter(Offer.objects.filter(provider__isnull=False).values_list("provider", flat=True))
    for number in range(min(PLACED, county.size.children // 20)):
        pupil = county.take(schools[number % len(schools)])
        from_on = county.days_ago(10 + number % 40)
        age = age_on(pupil.child.born_on, from_on)
        # Some places stay free at each of them: a demonstration wants to show those.
        fit = [one for one in providers if one.age_from <= age <= one.age_to and taken[one.pk] < one.places[0] - LEFT]
        unit = next((one for one in fit if one.name == CLASS_AT and taken[one.pk] < CLASS), None)
        provider = unit or fit[number % len(fit)]
        taken[provider.pk] += 1
        full_time = ProviderKind(provider.kind).is_registered
        minutes = FULL_WEEK if full_time else TWO_DAYS
        week = (from_on + timedelta(days=later) for later in range(7))
        from_on = next(day for day in week if day.weekday() in days_of(minutes))
        place(
            pupil.child,
            provider,
            kind=OfferKind.TUITION if provider.kind == ProviderKind.TUTOR else OfferKind.ALTERNATIVE,
            from_on=from_on,
            to_on=from_on + timedelta(days=84) if number % 3 else None,
            minutes=minutes,
            full_time=full_time,
            basis=BASIS,
            source=f"{OF_NO_CASE}{number + 1:04}",
            by=county.people["exclusions"],
            on=county.on,
        )
