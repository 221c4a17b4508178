"""What may stand in the way of enforcement: what is known of each topic, and what nobody has looked at since.

Read are the child's vulnerabilities, the education offered to them, the register's marks, whom it is unsafe to
contact, and what the school said. What is known is kept with each finding: something new asks again at the next gate.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from attendance.referrals import rules
from attendance.referrals.models import Consideration, Moment, Topic
from attendance.referrals.points import long_illness
from oxle.cases.models import Case
from oxle.core.keeping import kept
from oxle.people.models import Child, Enrolment, VulnerabilityKind
from oxle.people.queries import current_vulnerabilities
from oxle.people.visibility import in_force
from oxle.provision.ledger import ledger
from oxle.provision.models import Offer, OfferKind
from oxle.registers.codes import CODES
from oxle.registers.queries import marks_between
from oxle.schooldays.calendar import NotLoaded
from oxle.schooldays.wording import listed, plain_day

Kind = VulnerabilityKind
# Every vulnerability that is recorded says something about at least one topic.
TOPICS_OF: dict[str, tuple[Topic, ...]] = {
    Kind.SEN_SUPPORT: (Topic.SEN,),
    Kind.EHCP: (Topic.SEN,),
    Kind.EHC_ASSESSMENT: (Topic.SEN,),
    Kind.MEDICAL: (Topic.MEDICAL,),
    Kind.NEET_RISK: (Topic.SECTION_19,),
    Kind.LOOKED_AFTER: (Topic.SOCIAL_CARE,),
    Kind.PREVIOUSLY_LOOKED_AFTER: (Topic.SOCIAL_CARE,),
    Kind.CHILD_IN_NEED: (Topic.SOCIAL_CARE,),
    Kind.CHILD_PROTECTION: (Topic.SOCIAL_CARE,),
    Kind.SECTION_47: (Topic.SOCIAL_CARE,),
    Kind.YOUNG_CARER: (Topic.SOCIAL_CARE,),
    Kind.EXPLOITATION_RISK: (Topic.SOCIAL_CARE,),
    Kind.PRIVATELY_FOSTERED: (Topic.SOCIAL_CARE,),
    Kind.YOUTH_JUSTICE: (Topic.SOCIAL_CARE,),
    Kind.DOMESTIC_ABUSE: (Topic.SOCIAL_CARE, Topic.UNSAFE_CONTACT),
    Kind.ASYLUM_SEEKER: (Topic.SOCIAL_CARE, Topic.EQUALITY),
    Kind.PARENT_ILL: (Topic.SOCIAL_CARE, Topic.EQUALITY),
    Kind.TEENAGE_PARENT: (Topic.EQUALITY,),
    Kind.GYPSY_ROMA_TRAVELLER: (Topic.EQUALITY,),
    Kind.ENGLISH_ADDITIONAL: (Topic.EQUALITY,),
    # No protected characteristic, but the Armed Forces Covenant asks for due regard (Armed Forces Act 2006 s.343AA).
    Kind.SERVICE_CHILD: (Topic.EQUALITY,),
    # Low income widens the right to free travel (Education Act 1996 Sch.35B), and so may a move away from the school.
    Kind.FREE_SCHOOL_MEALS: (Topic.TRANSPORT,),
    Kind.TEMPORARY_HOUSING: (Topic.SOCIAL_CARE, Topic.TRANSPORT),
}
# Marks that say that the child could not get to school, or not yet why it was away: it may have been ill.
MARKS_SAY = {"Q": Topic.TRANSPORT, "Y1": Topic.TRANSPORT, "N": Topic.MEDICAL}
# As far back as an absence can be charged, and over so many weeks the hours offered.
MARKS_OVER, HOURS_OVER = timedelta(weeks=26), timedelta(weeks=4)
# What a case is paused for, whichever of them it is: the reason is for whoever works on that case.
PAUSED_FOR = (Topic.SEN, Topic.MEDICAL, Topic.SOCIAL_CARE)
SAID = "said:"
LOOK = "Look at what may stand in the way"
READ_OF_OFFERS = (
    "child", "kind", "full_time", "minutes", "from_on", "to_on", "school__organisation__name",
    "provider__organisation__name",
)  # fmt: skip


@dataclass(frozen=True)
class Known:
    """One thing that is known of a topic: what tells it from every other, and the words for it."""

    key: str
    text: str


@dataclass(frozen=True)
class ToConsider:
    """One topic to look at before enforcement: what is known of it, and what was found when it was looked at."""

    topic: Topic
    known: tuple[Known, ...]
    before: Consideration | None

    @property
    def recorded(self) -> list[str]:
        """What the service's own records show."""
        return [one.text for one in self.known if not one.key.startswith(SAID)]

    @property
    def school_said(self) -> str:
        """What the school said; empty when nothing."""
        return next((one.text for one in self.known if one.key.startswith(SAID)), "")

    @property
    def found(self) -> bool:
        """Whether anything at all is known."""
        return bool(self.known)

    @property
    def new(self) -> list[str]:
        """What came to be known since the topic was looked at."""
        if self.before is None:
            return []
        read = {one["key"] for one in self.before.known}
        return [one.text for one in self.known if one.key not in read]


def to_consider(case: Case, moment: Moment, on: date) -> list[ToConsider]:
    """Every topic of a referral or of a prosecution, with what is known of the child on a day and what was found."""
    known = known_of(case, on)
    done = {row.topic: row for row in case.considerations.filter(moment=moment).select_related("by")}
    return [ToConsider(topic, tuple(known[topic]), done.get(topic.value)) for topic in Topic]


def known_of(case: Case, on: date) -> dict[Topic, list[Known]]:
    """What is known of each topic on a day, about the child of a referral or of the prosecution that came of it."""
    # A load asks when it looks at the topics, and again when it takes the step that needs them looked at.
    return kept(("known", case.pk, case.version, on), lambda: _known_of(case, on))


def _known_of(case: Case, on: date) -> dict[Topic, list[Known]]:
    about = case if case.child_id else case.came_from
    found: dict[Topic, list[Known]] = defaultdict(list)
    for topic, one in (*_vulnerabilities(about.child, on), *_provision(about, on), *_register(about, on)):
        found[topic].append(one)
    unsafe = about.child.relationships.filter(to_on=None, contact_is_unsafe=True)
    for row in unsafe.prefetch_related("adult").order_by("pk"):
        one = Known(f"unsafe:{row.pk}", f"Contact with {row.adult.name} is marked as unsafe")
        found[Topic.UNSAFE_CONTACT].append(one)
    if about != case and (words := paused(about)):
        for topic in PAUSED_FOR:
            found[topic].append(Known(f"paused:{about.paused_since_on.isoformat()}", words))
    for topic in Topic:
        if words := about.referral.considered.get(topic.value):
            found[topic].append(Known(f"{SAID}{words}", words))
    return found


def paused(referral: Case) -> str | None:
    """That a referral is paused, for the cases that came of it, which go on; never why. None while it is not."""
    if referral.paused_since_on is None:
        return None
    since = plain_day(referral.paused_since_on)
    return f"The referral {referral.reference} is paused since {since} for a safeguarding, medical or SEN enquiry"


def standing_in_the_way(case: Case, moment: Moment, on: date) -> str | None:
    """What keeps an enforcement step from being taken at a moment; None when every topic is dealt with."""
    topics = to_consider(case, moment, on)
    missing = [one.topic.label for one in topics if one.before is None]
    if missing:
        which = "nobody has yet" if len(missing) == len(Topic) else "; ".join(missing)
        return f"Look first at what may stand in the way {moment.label.lower()}: {which}."
    for one in topics:
        if one.before.finding == Consideration.Finding.UNRESOLVED and not one.before.go_on_because:
            return f"Not resolved: {one.topic.label}. Pause the case, or say why it goes on."
    if again := [one.topic.label for one in topics if one.new]:
        return f"Look again at what may stand in the way. Something new is known: {'; '.join(again)}."
    return None


def _vulnerabilities(child: Child, on: date) -> Iterator[tuple[Topic, Known]]:
    for row in current_vulnerabilities(child, on):
        one = Known(f"vulnerability:{row.pk}", f"{row.get_kind_display()}, since {plain_day(row.from_on)}")
        for topic in TOPICS_OF[row.kind]:
            yield topic, one


def _provision(case: Case, on: date) -> Iterator[tuple[Topic, Known]]:
    """Why education under section 19 may be owed: something else than a full school place, or too few hours."""
    since = on - HOURS_OVER
    offers = Offer.objects.filter(child=case.child, from_on__lte=on).exclude(to_on__lt=since)
    rows = list(offers.only(*READ_OF_OFFERS).select_related("school__organisation", "provider__organisation"))
    for row in rows:
        is_over = row.to_on is not None and row.to_on < on
        if is_over or (row.kind == OfferKind.SCHOOL and row.full_time):
            continue
        until = f" to {plain_day(row.to_on)}" if row.to_on else ""
        words = (
            f"{row.get_kind_display()} by {row.place}, {_hours(row.minutes_a_week)} a week, "
            f"from {plain_day(row.from_on)}{until}"
        )
        yield Topic.SECTION_19, Known(f"offer:{row.pk}", words)
    if not rows and Enrolment.objects.filter(in_force(on), child=case.child, from_on__lte=since).exists():
        # A school place that nobody has changed is full-time.
        return
    try:
        short = ledger(case.child, since, on).short
    except NotLoaded:
        # Hours are not guessed where terms are not loaded.
        return
    if short:
        words = f"{_hours(short)} less than full-time education offered in the four weeks to {plain_day(on)}"
        yield Topic.SECTION_19, Known("short", words)


def _register(case: Case, on: date) -> Iterator[tuple[Topic, Known]]:
    referral = case.referral
    first, last = referral.first_on or on, referral.last_on or on
    marks = marks_between(case.child, case.school, min(on - MARKS_OVER, first), max(on, last))
    extract = [mark.code for mark in marks if referral.first_on and first <= mark.on <= last]
    if ill := long_illness(extract, rules.PROVISION_DAYS.on(referral.complete_on)):
        yield Topic.SECTION_19, Known("ill", ill)
    for code, topic in MARKS_SAY.items():
        days = [mark.on for mark in marks if mark.code == code and mark.on <= on]
        if days:
            sessions = f"{len(days)} session{'' if len(days) == 1 else 's'}"
            when = listed(list(dict.fromkeys((plain_day(days[0]), plain_day(days[-1])))))
            words = (
                f"The register shows {code} ({CODES[code].meaning.lower()}) for {sessions}, first and last on {when}"
            )
            yield topic, Known(f"mark:{code}:{len(days)}:{days[-1].isoformat()}", words)


def _hours(minutes: int) -> str:
    whole, rest = divmod(minutes, 60)
    parts = [f"{whole} hour{'' if whole == 1 else 's'}"] if whole or not rest else []
    return " ".join([*parts, *([f"{rest} minutes"] if rest else [])])


def digest_of(topics: Sequence[ToConsider]) -> str:
    """What tells all that a page showed from all that there is to show later."""
    keys = [[one.topic.value, *(each.key for each in one.known)] for one in topics]
    return sha256(json.dumps(keys).encode()).hexdigest()


def as_kept(known: Sequence[Known]) -> list[dict[str, str]]:
    """What was known when a topic was looked at, as its finding keeps it."""
    return [{"key": one.key, "text": one.text} for one in known]
