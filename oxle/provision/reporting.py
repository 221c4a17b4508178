"""What analysts read of education beside ordinary school places: providers, what pupils are offered, and where two
registers differ."""

from oxle.core.reporting import Column, Kind, View, coded, day, moment, number, register, yes_no
from oxle.people.reporting import PUPIL, school
from oxle.provision.mismatch_models import MismatchKind
from oxle.provision.models import Charge, OfferKind, ProviderKind

register(
    View(
        "providers",
        "A provider of education that is not an ordinary school, as the directory has it.",
        (
            Column("provider", "provider.key", "The provider, by its key: what other views call it by."),
            Column("name", "organisation.name", "Name."),
            coded("kind", "provider.kind", "How it is registered.", ProviderKind),
            Column("urn", "NULLIF(provider.urn, '')", "URN, where it has one."),
            Column("area", "NULLIF(provider.area, '')", "The council’s area."),
            number("age_from", "provider.age_from", "Youngest age that it takes."),
            number("age_to", "provider.age_to", "Oldest age that it takes."),
            Column("hours", "provider.hours", "Hours a week at most, where they are known.", Kind.AMOUNT),
            Column("price", "provider.price", "Price in pounds, where it is known.", Kind.AMOUNT),
            coded("price_for", "provider.price_for", "What the price is for.", Charge),
            number(
                "places",
                "(SELECT max(each) FROM unnest(provider.places) AS each)",
                "Places on the day of the week that has most.",
            ),
            day("safeguarding_checked_on", "provider.safeguarding_checked_on", "Day of the last safeguarding check."),
            day("quality_checked_on", "provider.quality_checked_on", "Day of the last visit for quality."),
            day("suspended_on", "provider.suspended_on", "Since when nobody is placed there; empty while some may be."),
        ),
        "FROM provision_provider AS provider JOIN accounts_organisation AS organisation"
        " ON organisation.id = provider.organisation_id",
        ("kind",),
    ),
    View(
        "offers",
        "What one place offers a pupil over a time. A pupil on the roll of a school that has no row here is offered a"
        " full week by it.",
        (
            Column("offer", "offer.key", "The offer, by its key."),
            PUPIL,
            school(says="The school, by its URN, where a school offers it. Empty for a restricted record."),
            Column("provider", "provider.key", "The provider, where one offers it."),
            coded("kind", "offer.kind", "What sort of offer it is.", OfferKind),
            day("from_on", "offer.from_on", "First day."),
            day("to_on", "offer.to_on", "Last day; empty while it lasts."),
            number(
                "minutes_a_week",
                "(SELECT sum(each) FROM unnest(offer.minutes) AS each)",
                "Minutes of all its sessions of a week.",
            ),
            yes_no("full_time", "offer.full_time", "Whether it is meant as full-time, as its makers say."),
            Column("basis", "NULLIF(offer.basis, '')", "Why in law."),
        ),
        "FROM provision_offer AS offer JOIN people_child AS child ON child.id = offer.child_id"
        " LEFT JOIN schools_school AS school ON school.id = offer.school_id"
        " LEFT JOIN provision_provider AS provider ON provider.id = offer.provider_id",
        ("kind",),
    ),
    View(
        "register_mismatches",
        "A session for which the register of a school and that of a provider do not say the same.",
        (
            PUPIL,
            school(),
            Column("provider", "provider.key", "The provider; empty where the pupil has no place with one."),
            day("on_day", "mismatch.on", "The day."),
            Column("half", "CASE mismatch.half WHEN 0 THEN 'AM' ELSE 'PM' END", "Morning (AM) or afternoon (PM)."),
            coded("kind", "mismatch.kind", "What differs.", MismatchKind),
            moment("found_at", "mismatch.found_at", "When it was found."),
            moment("agreed_at", "mismatch.agreed_at", "When both said the same at last; empty while they do not."),
            moment("explained_at", "mismatch.explained_at", "When somebody explained it; empty where nobody has."),
        ),
        "FROM provision_mismatch AS mismatch JOIN people_child AS child ON child.id = mismatch.child_id"
        " JOIN schools_school AS school ON school.id = mismatch.school_id"
        " LEFT JOIN provision_provider AS provider ON provider.id = mismatch.provider_id",
        ("kind",),
    ),
)
