"""What the Children’s Wellbeing and Schools Act 2026 changes for home education, off until a commencement date is set.

Each provision is a dated setting that says “no”. Whoever learns the date on which one commences sets it to “yes” from
that day. What began before that day goes on as it began.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from ehe import pathway, rules
from ehe.letters import PARENT
from ehe.models import Telling
from oxle.cases.models import Case, Event, Party
from oxle.cases.standing import as_they_stand, last_taken
from oxle.core.models import RuleValue
from oxle.core.rules import Rule
from oxle.people.models import Address, Child, Vulnerability, VulnerabilityKind
from oxle.people.visibility import in_force
from oxle.provision.models import Offer, OfferKind
from oxle.schooldays.counting import add_months
from oxle.schooldays.wording import plain_day

DAYS = 15
# About whom child protection enquiries are made, or for whom a plan is in force. Whether enquiries that ended within
# five years count as well is not known (the Lords’ stages of the Bill: unsourced), so they do not.
PROTECTED = (VulnerabilityKind.CHILD_PROTECTION, VulnerabilityKind.SECTION_47)


@dataclass(frozen=True)
class Provision:
    """One of them: the setting that switches it on, what it says, and what is different here once it is on."""

    rule: Rule[bool]
    name: str
    says: str
    changes: str

    def since(self, on: date) -> date | None:
        """The day from which it is in force or will be, as far as one is set; None while it is off."""
        rows = RuleValue.objects.filter(rule=self.rule.key).order_by("from_on").values_list("from_on", "value")
        since = None
        for from_on, value in rows:
            is_on = self.rule.parse(value)
            since = (since or from_on) if is_on else None
        return since


REGISTER = Provision(
    rules.CNIS_REGISTER,
    "Register of children not in school",
    "The council keeps a register of the children of compulsory school age in its area who are not at a school, also "
    "of those who are at one for part of the time only: name, date of birth, address, each parent’s name and "
    "address, who educates the child, and how much time that takes with the parents and with others.",
    "“Record who educates the child, and for how long” is due for every child of whom we are told from that day on, "
    "and must say the hours with the parents. The page of each open case says what the register still lacks.",
)
CONSENT = Provision(
    rules.CNIS_CONSENT,
    "Consent to withdraw a child from school",
    "A child whom the council placed at a special school, or about whom child protection enquiries are made or a plan "
    "is in force, is withdrawn for home education only with the council’s consent.",
    "A school that tells of such a child is told at once that it may not delete the name without consent. It is not "
    "told why. It or the parents can ask for consent, and the case takes the decision, which is due; the parents have "
    "the reasons by letter, and the school reads what was decided. For a place at a special school it is so today.",
)
VISIT = Provision(
    rules.CNIS_VISIT,
    "Request for a visit",
    f"Within {DAYS} days of the registration the council may ask to visit the child at home. A refusal may lead to a "
    "preliminary notice.",
    "“Record that a visit was offered” is due by then for every child who is registered from that day on. Where the "
    "parents declined, and the new process of orders is in force as well, the case offers to hand over for a "
    "preliminary notice.",
)
ORDER = Provision(
    rules.CNIS_ORDER,
    "New process of School Attendance Orders",
    f"A preliminary notice, {DAYS} days for an answer, a school nomination notice, and the order.",
    "What is handed over for a notice names the new process and its times. A refused visit can be handed over for a "
    "preliminary notice, and a decision is due once the time for its answer is over.",
)
PROVIDERS = Provision(
    rules.CNIS_PROVIDER,
    "Information from providers",
    "Whoever teaches children for their families for part of the week can be asked which children, for how many hours "
    "and where, and must answer; not more often than every 3 months.",
    "A case offers to record that a provider was asked, and refuses to ask the same one again before that time is "
    "over, on whichever case it was.",
)
ALL = (REGISTER, CONSENT, VISIT, PROVIDERS, ORDER)


# Who educates a child, and for how long, as it stands; without the hours it is not said.
_RECORDED = (Q(step=pathway.RECORD_TIME.key, superseded_by=None, facts__parents_hours__gte=0),)


def needs_consent(child: Child, told: Telling, on: date) -> bool:
    """Whether a school must have the council's consent, by what is in force and known on a day."""
    if not CONSENT.rule.on(on):
        return False
    protected = Vulnerability.objects.filter(in_force(on), child=child, kind__in=PROTECTED)
    return told.special_place or protected.exists()


def facts_of(on: date) -> dict[str, str | None]:
    """What a case keeps of a child whom the council was told of on a day: from when a visit may be asked for, and from
    when the register holds the child; None for what is not the law then."""
    kept = {pathway.REGISTERED_ON: VISIT, pathway.REGISTER_FROM: REGISTER}
    return {fact.key: on.isoformat() if one.rule.on(on) else None for fact, one in kept.items()}


def lacking(case: Case, on: date) -> list[str]:
    """What the register of children not in school asks of the child of an open case, and nobody has recorded; nothing
    while it is not the law. Three queries."""
    if not case.is_open or not REGISTER.rule.on(on):
        return []
    known = {
        "An address of the child": Address.objects.filter(in_force(on), child=case.child_id).exists(),
        "A parent": case.parties.filter(role=PARENT, to_on=None).exists(),
        "Who educates the child, and for how long": case.events.filter(*_RECORDED).exists(),
    }
    return [words for words, is_known in known.items() if not is_known]


def would_concern(on: date) -> dict[Provision, list[tuple[str, int]]]:
    """What each provision would mean for the cases that are open, in words with how many: counts, also of children
    whose record is closed. Two queries."""
    addresses = Address.objects.filter(in_force(on), child=OuterRef("child"))
    parents = Party.objects.filter(case=OuterRef("pk"), role=PARENT, to_on=None)
    recorded = Vulnerability.objects.filter(in_force(on), child=OuterRef("child"))
    planned, enquired = (Exists(recorded.filter(kind=kind)) for kind in PROTECTED)
    new, visited = Q(opened_on__gt=on - timedelta(days=DAYS)), Exists(_steps(pathway.OFFER_VISIT.key))
    asked = {
        REGISTER: {
            "Educated at home": Q(),
            "Without an address": ~Exists(addresses),
            "Without a parent on the case": ~Exists(parents),
            "Not recorded who educates them, and for how long": ~Exists(
                Event.objects.filter(*_RECORDED, case=OuterRef("pk"))
            ),
        },
        CONSENT: {
            "Placed at a special school by the council": Q(home_education__special_place=True),
            "With a child protection plan": planned,
            "About whom child protection enquiries are made": enquired,
        },
        VISIT: {
            f"Of whom we were told in the last {DAYS} days": new,
            "Of those, without the offer of a visit": new & ~visited,
            "Whose parents declined a visit": Exists(_steps(pathway.OFFER_VISIT.key).filter(facts__answer="declined")),
        },
        PROVIDERS: {
            "Taught by others for some hours": Exists(
                _steps(pathway.RECORD_TIME.key).filter(facts__others_hours__gt=0)
            ),
        },
        ORDER: {
            "Handed over for a notice": Exists(_steps(pathway.ORDER.key)),
            "Whose education appears not suitable": Q(stage=pathway.UNSUITABLE.key),
        },
    }
    named = {
        f"n{place}_{number}": test
        for place, tests in enumerate(asked.values())
        for number, test in enumerate(tests.values())
    }
    cases = Case.objects.filter(pathway=pathway.EHE.key, closed_on=None)
    found = cases.aggregate(**{name: Count("pk", filter=test) for name, test in named.items()})
    counts = {
        one: [(words, found[f"n{place}_{number}"]) for number, words in enumerate(tests)]
        for place, (one, tests) in enumerate(asked.items())
    }
    reduced = Offer.objects.filter(in_force(on), kind=OfferKind.REDUCED).values("child").distinct()
    counts[REGISTER].append(("At a school for part of the time only", reduced.count()))
    return counts


def _steps(key: str) -> QuerySet[Event]:
    return Event.objects.filter(case=OuterRef("pk"), step=key, superseded_by=None)


def process_in_words(on: date) -> str:
    """What the new process of orders asks for, with its times, where it is in force on a day; empty where it is not."""
    if not ORDER.rule.on(on):
        return ""
    within = rules.PRELIMINARY_WITHIN.on(on)
    return (
        f"by the new process of the Act of 2026: a preliminary notice, which is answered within {within}, then a "
        "school nomination notice, and the order"
    )


def visit_refused_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why nothing can be handed over for a preliminary notice; None where a visit was refused since it may be asked
    for, and the new process is in force."""
    if not ORDER.rule.on(on):
        return "The new process of School Attendance Orders is not in force."
    last = last_taken(case, pathway.OFFER_VISIT.key)
    if last is None or last.facts.get("answer") != "declined" or not VISIT.rule.on(last.on):
        return "The parents refused no visit that was asked for since that is law."
    return None


def providers_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why no provider can be asked; None once that is law."""
    return None if PROVIDERS.rule.on(on) else "It is not law yet that a provider must answer."


def asked_last(provider: str, on: date) -> date | None:
    """When a provider was asked last, on whichever case, as far as that keeps it from being asked on a day; None where
    it can be asked. One spelling is one provider."""
    rows = Event.objects.filter(
        step=pathway.ASK_PROVIDER.key, facts__provider__iexact=" ".join(provider.split()), on__lte=on
    )
    asked = max((one.on for one in as_they_stand(rows)), default=None)
    if asked is None or on >= add_months(asked, rules.PROVIDER_EVERY.on(on)):
        return None
    return asked


def stands(one: Provision, on: date) -> tuple[str, str]:
    """How a provision stands on a day, in a few words, and the colour of that."""
    since = one.since(on)
    if since is None:
        return "Off: no commencement date is set", "grey"
    if since > on:
        return f"In force from {plain_day(since)}", "yellow"
    return f"In force since {plain_day(since)}", "green"
