"""A provider's own register: who is expected in which session of a day, the marks, and what was put right.

The marks are the provider's word alone. What the school says of the same session stands in its own register; neither
is ever copied over the other.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from oxle.accounts.models import User
from oxle.audit import sights
from oxle.core.dates import LONDON, london_day
from oxle.core.errors import Refused
from oxle.people.models import Child
from oxle.people.visibility import in_force
from oxle.provision.models import GivenMark, Offer, Provider, ProviderWeek
from oxle.provision.reconciling import reconcile
from oxle.provision.rules import AFTERNOON_BEGINS, MARKED_AFTER
from oxle.provision.school_days import closed_for
from oxle.provision.visibility import offers_marked_by
from oxle.registers.codes import CODES, NO_MARK, SESSIONS_A_WEEK, Counts, code_for, pack_week, unpack_week
from oxle.registers.extract_rows import Half
from oxle.schooldays.wording import full_day, plain_day

# What a provider says of a session, and the code that it is kept as; "present" has one for each half of a day.
PRESENT = "present"
SAYS = {
    PRESENT: "Present",
    "L": "Late",
    "I": "Absent: ill",
    "M": "Absent: appointment",
    "C": "Absent: leave given",
    "O": "Absent: no reason",
    "N": "Absent: reason not known yet",
}


@dataclass(frozen=True)
class Mark:
    """One mark to give: whose, in which half of the day, what is said, and what the giver saw there before."""

    child: str
    half: Half
    says: str
    before: str = ""


@dataclass(frozen=True)
class Expected:
    """A child who has a place on a day: in which halves, and what is said of each so far (empty: nothing)."""

    child: Child
    offer: Offer
    halves: tuple[Half, ...]
    says: tuple[str, str]

    def runs_on(self, today: date) -> bool:
        """Whether the place has not ended by a day."""
        return self.offer.to_on is None or self.offer.to_on >= today


def says_of(code: str | None) -> str:
    """What a kept code says on the provider's page; empty for no mark."""
    if not code:
        return ""
    return PRESENT if code in {"/", "\\"} else code


def words_of(code: str) -> str:
    """A kept code in the words of the provider's page."""
    return SAYS.get(says_of(code)) or CODES[code].meaning


def expected_on(user: User, provider: Provider, on: date, today: date) -> list[Expected]:
    """Who has a place in some session of a day that is a school day of theirs, by name, of those this person may mark
    today; their sight is recorded.
    """
    placed = _placed_on(user, provider, on, today)
    closed = closed_for([offer.child_id for offer in placed], on)
    placed = [offer for offer in placed if offer.child_id not in closed]
    said = _said([offer.child_id for offer in placed], provider, on)
    sights.see([offer.child_id for offer in placed], "list")
    return [Expected(offer.child, offer, halves_of(offer, on), said.get(offer.child_id, ("", ""))) for offer in placed]


def left_out_on(user: User, provider: Provider, on: date, today: date) -> list[str]:
    """Why the schools of those who are not expected on a day, though they have a place then, are closed: one for each
    pupil.
    """
    placed = _placed_on(user, provider, on, today)
    return [str(why) for why in closed_for([offer.child_id for offer in placed], on).values()]


def halves_of(offer: Offer, on: date) -> tuple[Half, ...]:
    """The halves of a day in which a place has a session."""
    return tuple(half for half in Half if on.weekday() <= 4 and offer.minutes[_place(on, half)])


def begun(on: date, at: datetime) -> tuple[Half, ...]:
    """The halves of a day, today's or one that is past, in which somebody can have been present by a moment."""
    if on < london_day(at) or at.astimezone(LONDON).hour >= AFTERNOON_BEGINS.on(on):
        return tuple(Half)
    return (Half.MORNING,)


@transaction.atomic
def give_marks(provider: Provider, on: date, marks: Iterable[Mark], *, by: User, today: date, at: datetime) -> int:
    """Keep a provider's marks of a day; how many are new or other than before. What was there stays in the history.

    Refused: a day to come; a presence in a half of today that has not begun; a child who has no place there in that
    session, or whose place ended too long ago; a mark that somebody else changed since the giver saw it. Then nothing
    is kept. What the home schools say of the same sessions is matched at once.
    """
    marks = list(marks)
    if on > today:
        raise Refused("Marks are given on the day or after it, never before.")
    expected = {one.child.key: one for one in expected_on(by, provider, on, today)}
    weeks = _held(provider, on, {expected[mark.child].child.pk for mark in marks if mark.child in expected})
    given, has_begun = [], begun(on, at)
    for mark in marks:
        one = expected.get(mark.child)
        if one is None or mark.half not in one.halves:
            raise Refused(why_not(provider, mark.child, on, mark.half, today))
        place = _place(on, mark.half)
        week = weeks[one.child.pk]
        codes = unpack_week(week.marks)
        code, before = code_of(mark.says, mark.half, on), codes[place] or ""
        if code == before:
            continue
        if mark.half not in has_begun and CODES[code].counts is Counts.PRESENT:
            raise Refused(
                f"Nobody can be marked present this afternoon before {AFTERNOON_BEGINS.on(on)} o’clock. An absence "
                "that is known already can be marked.",
                field=field_of(mark.child, mark.half),
            )
        if says_of(before) != mark.before:
            there = words_of(before) if before else "no mark"
            raise Refused(
                f"Somebody else has changed this mark meanwhile: it is now “{there}”. Save again to put yours there.",
                field=field_of(mark.child, mark.half),
            )
        codes[place] = code
        week.marks = pack_week(codes)
        given.append(GivenMark(week=week, session=place, code=code, before=before, at=at, by=by))
    ProviderWeek.objects.bulk_update({one.week_id: one.week for one in given}.values(), ["marks"])
    GivenMark.objects.bulk_create(given)
    reconcile(on, on, at=at, children={one.week.child_id for one in given})
    return len(given)


def why_not(provider: Provider, child: str, on: date, half: Half, today: date) -> str:
    """Why a mark for a session is refused, in the words of the rule that it breaks; whose it is, is not said."""
    offers = Offer.objects.filter(in_force(on), provider=provider, child__key=child)
    offer = next((one for one in offers if half in halves_of(one, on)), None)
    session = f"the {half} of {full_day(on)}"
    if offer is None:
        return (
            f"A mark can only be given for a session in which the pupil has a place at {provider.name}. One of these "
            f"pupils has none on {session}, so nothing was saved."
        )
    if closed := closed_for([offer.child_id], on).get(offer.child_id):
        return (
            "A mark can only be given on a day on which the pupil’s school is open. That of one of these pupils is "
            f"closed on {full_day(on)} ({closed}), so nothing was saved."
        )
    days = MARKED_AFTER.on(today)
    if offer.to_on is not None and offer.to_on + timedelta(days=days) < today:
        return (
            f"The sessions of a place can be marked for {days} days after its last day. One of these pupils had a "
            f"place on {session} that ended on {plain_day(offer.to_on)}, so nothing was saved."
        )
    return f"One of these pupils cannot be marked for {session} any more. Ask the council. Nothing was saved."


def field_of(child: str, half: Half) -> str:
    """The form's field for one session of one child."""
    return f"mark-{child}-{half.value}"


def code_of(says: str, half: Half, on: date) -> str:
    """The code that is kept for what was said of a session. Raises CodeRefused for what nobody can say."""
    return code_for(("/", "\\")[half] if says == PRESENT else says, on).code


def history_of(provider: Provider, child: Child) -> list[GivenMark]:
    """Every mark that a provider gave a child or put right, the newest first."""
    rows = GivenMark.objects.filter(week__provider=provider, week__child=child).select_related("by", "week")
    return list(rows.order_by("-at", "-pk"))


def was_there(child: Child, provider: Provider, from_on: date) -> bool:
    """Whether a provider has marked a child as there on a day or since."""
    rows = ProviderWeek.objects.filter(child=child, provider=provider, monday__gt=from_on - timedelta(days=7))
    return any(
        code and CODES[code].counts is Counts.PRESENT and monday + timedelta(days=session // 2) >= from_on
        for monday, packed in rows.values_list("monday", "marks")
        for session, code in enumerate(unpack_week(packed))
    )


def _held(provider: Provider, on: date, children: Collection[int]) -> dict[int, ProviderWeek]:
    """The weeks of some children, made where there were none, and held until the end of the transaction."""
    monday = on - timedelta(days=on.weekday())
    keys = sorted(children)
    with connection.cursor() as cursor:
        # In one order, so that two who mark one class wait for each other in one direction only.
        cursor.execute(
            "INSERT INTO provision_providerweek (child_id, provider_id, monday, marks)"
            " SELECT child, %s, %s, %s FROM unnest(%s::bigint[]) AS child ON CONFLICT DO NOTHING",
            [provider.pk, monday, NO_MARK * SESSIONS_A_WEEK, keys],
        )
    rows = ProviderWeek.objects.select_for_update().filter(provider=provider, monday=monday, child__in=keys)
    return {row.child_id: row for row in rows.order_by("child")}


def _placed_on(user: User, provider: Provider, on: date, today: date) -> list[Offer]:
    offers = Offer.objects.filter(offers_marked_by(user, today), in_force(on), provider=provider)
    offers = offers.select_related("child")
    return [offer for offer in offers.order_by("child__sort_name", "pk") if halves_of(offer, on)]


def _said(children: Sequence[int], provider: Provider, on: date) -> dict[int, tuple[str, str]]:
    monday = on - timedelta(days=on.weekday())
    rows = ProviderWeek.objects.filter(provider=provider, monday=monday, child__in=children)
    found = {}
    for child, packed in rows.values_list("child", "marks"):
        codes = unpack_week(packed)
        found[child] = (says_of(codes[_place(on, Half.MORNING)]), says_of(codes[_place(on, Half.AFTERNOON)]))
    return found


def _place(on: date, half: Half) -> int:
    return 2 * on.weekday() + half.value
