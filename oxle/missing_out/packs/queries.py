"""Who reads which packs, and what of a pack's rows: a red child by reference, the others where their record is open."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from oxle.accounts.models import User
from oxle.accounts.permissions import read
from oxle.accounts.visibility import EVERYTHING, get_or_404, visible, visible_to
from oxle.audit import sights
from oxle.cases import duties
from oxle.cases.criteria import Rated
from oxle.cases.permissions import knows_of
from oxle.meetings.models import Meeting
from oxle.missing_out.freezing_models import Freezing
from oxle.missing_out.models import Pack, PackRow
from oxle.missing_out.packs.counting import NOT_SAID
from oxle.missing_out.packs.figures import NOT_KNOWN, Movement, marks_of, movement
from oxle.missing_out.packs.kind import STRATEGIC_GROUP
from oxle.missing_out.packs.reasons import KnownReasons
from oxle.missing_out.rating import IN_CONFIDENCE, criteria
from oxle.missing_out.register import NO_SCHOOL, NO_TRUST
from oxle.people.models import Child
from oxle.people.visibility import conflicts_of
from oxle.provision.wording import hours
from oxle.schooldays.wording import listed, plain_day

# Whoever works with the register reads every pack; a member of the group those that are agreed.
WITH_REGISTER, READ = read("missing_out"), read("board")


@visible(Pack)
def packs_seen_by(user: Any) -> Q:
    """Whoever reads the register sees every pack; a member of a series those of its meetings that are agreed."""
    if user.can(WITH_REGISTER):
        return EVERYTHING
    return Q(agreed_at__isnull=False, meeting__in=visible_to(user, Meeting).values("pk"))


def packs_for(user: User) -> QuerySet[Pack]:
    """The packs that this person may read, the newest first."""
    rows = visible_to(user, Pack).select_related("meeting__series", "frozen_by", "agreed_by", "before")
    return rows.order_by("-frozen_on", "-pk")


def get_pack_for(user: User, key: str) -> Pack:
    """One of them; 404 to strangers."""
    return get_or_404(packs_for(user), key=key)


def get_board_meeting_for(user: User, key: str) -> Meeting:
    """A meeting of the Strategic Group; 404 to whoever is neither of its series nor works with the register."""
    of_kind = Meeting.objects.filter(series__kind=STRATEGIC_GROUP.key).select_related("series")
    rows = of_kind if user.can(WITH_REGISTER) else of_kind.filter(pk__in=visible_to(user, Meeting).values("pk"))
    return get_or_404(rows, key=key)


def freezings_of(meeting: Meeting) -> QuerySet[Freezing]:
    """How often the register was asked to be frozen for a meeting, the newest first."""
    return Freezing.objects.filter(meeting=meeting).order_by("-asked_at", "-pk")


def get_freezing_for(user: User, key: str) -> Freezing:
    """One of them; 404 to whoever may not read the meeting."""
    one = get_or_404(Freezing.objects.select_related("meeting__series", "asked_by", "pack"), key=key)
    get_board_meeting_for(user, one.meeting.key)
    return one


@dataclass(frozen=True)
class Line:
    """A row of a pack as one person may read it. `url` leads to the child's own page where it is open to them."""

    row: PackRow
    kind: tuple[str, ...]
    why: tuple[str, ...]
    cases: tuple[str, ...]
    moved: str
    url: str

    @property
    def rated(self) -> str:
        """The rating in words."""
        return Rated(self.row.rated).label

    @property
    def placed(self) -> bool:
        """Whether it is told where the child is: not once the record was destroyed, which may have been restricted."""
        return self.row.child_id is not None

    @property
    def area(self) -> str:
        """The district, as the figures call it."""
        return self.row.area or NOT_KNOWN if self.placed else NOT_SAID

    @property
    def phase(self) -> str:
        """The phase, as the figures call it."""
        return self.row.phase or NO_SCHOOL if self.placed else NOT_SAID

    @property
    def school(self) -> str:
        """The school."""
        return self.row.school if self.placed else NOT_SAID

    @property
    def trust(self) -> str:
        """The trust, as the figures call it."""
        return self.row.trust or NO_TRUST if self.placed else NOT_SAID

    @property
    def mark(self) -> tuple[str, ...]:
        """Special needs and social care, as the figures call them."""
        return marks_of(self.row)

    @property
    def order(self) -> tuple[int, int]:
        """Red first, and of the same rating who is out for longest."""
        return (-self.row.rated, -self.row.days)

    @property
    def facts(self) -> list[dict[str, Any]]:
        """What is told of the child, as rows of a summary list; it names nobody."""
        told, row = self.row.told, self.row
        if row.is_emptied:
            return [{"key": "Told of the child", "value": "Destroyed since, with the child’s record"}]
        since = f", since {_day(told['since'])}" if told["since"] else ""
        offered = (
            f"{hours(told['offered'])} of {hours(told['entitled'])}"
            if told["entitled"] is not None
            else "Not counted yet"
        )
        return [
            {"key": "Age", "value": str(told["age"])},
            {"key": "School", "value": ", ".join(part for part in (row.school, row.area) if part)},
            {"key": "Reason" if row.on_register else "Not on the register", "value": listed(self.kind)},
            *([{"key": "Taught by", "value": listed(told["places"])}] if told["places"] else []),
            *([{"key": "Special needs and social care", "value": listed(self.mark)}] if row.marks else []),
            {"key": "Rated so because", "value": list(self.why)},
            *([{"key": "Rated so since", "value": _day(told["rated_since"])}] if told["rated_since"] else []),
            *(
                [
                    {"key": "School days in a row", "value": f"{row.days}{since}"},
                    {"key": "School days this school year", "value": str(row.days_in_year)},
                    {"key": "Offered in the week so far", "value": offered},
                ]
                if row.on_register
                else []
            ),
            {"key": "Who works on it", "value": list(self.cases) or "No open case"},
            *([{"key": "Why it comes to the group", "value": told["because"]}] if told["because"] else []),
        ]


@dataclass(frozen=True)
class Seen:
    """The rows of a pack that a person may read, and how many more there are."""

    lines: list[Line]
    closed: int


def rows_for(user: User, pack: Pack, rows: Collection[PackRow], on: date, *, sight: str = "list") -> Seen:
    """Those of the rows of a pack that this person may read; the sights are recorded. Of whoever is restricted, or with
    whom they have a conflict of interest, they read nothing but that there are so many more."""
    readable = readable_rows(user, rows, on)
    told = _Told(user)
    lines = [told.line(row, pack, readable[row.pk]) for row in rows if row.pk in readable]
    sights.see([line.row.child_id for line in lines], sight)
    return Seen(lines, len(rows) - len(lines))


def readable_rows(user: User, rows: Collection[PackRow], on: date) -> dict[int, str]:
    """Those of some rows that a person may read, each with the key of its child where that record is open to them."""
    keys = [row.child_id for row in rows if row.child_id]
    opened = dict(visible_to(user, Child).filter(pk__in=keys).values_list("pk", "key"))
    red = {row.child_id for row in rows if row.rated == Rated.RED or row.goes_up}
    conflicted = set(conflicts_of(user, on).filter(child__in=red).values_list("child", flat=True))
    closed = conflicted | set(Child.objects.filter(pk__in=red, restricted=True).values_list("pk", flat=True))
    return {
        row.pk: opened.get(row.child_id or 0, "")
        for row in rows
        if row.child_id in opened or ((row.rated == Rated.RED or row.goes_up) and row.child_id not in closed)
        or row.child_id is None
    }  # fmt: skip


class _Told:
    """What a person may know of the reasons and cases of rows, asked once for all of them."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.reads = {one.key: one.reads is None or user.can(one.reads) for one in criteria()}
        self.reasons = KnownReasons(user)

    def line(self, row: PackRow, pack: Pack, child: str) -> Line:
        """A row as this person may read it."""
        reads = self.user.can(WITH_REGISTER)
        return Line(
            row=row,
            kind=self.reasons.said(row.kinds),
            why=tuple(self._why(row)),
            cases=tuple(self._cases(row)),
            moved=_moved(row, pack),
            url=reverse("missing_out:rating", args=[child]) if child and reads else "",
        )

    def _why(self, row: PackRow) -> list[str]:
        if row.is_emptied:
            return []
        own = [row.told["set"]] if row.told["set"] else []
        worst = (one for one in row.told["reasons"] if one["rated"] == row.told["worked_out"])
        said = (one["sentence"] if self.reads.get(one["criterion"]) else IN_CONFIDENCE for one in worst)
        return list(dict.fromkeys([*own, *said]))

    def _cases(self, row: PackRow) -> list[str]:
        found = []
        for one in row.told.get("cases", ()):
            pathway = duties.pathway(one["pathway"], one["version"])
            if knows_of(self.user, pathway):
                found.append(f"{pathway.name}: {one['officer'] or 'nobody yet'}")
        return found


def _moved(row: PackRow, pack: Pack) -> str:
    """How a pupil stands to the pack before, in words. Who is not on the register is not new on it, nor was on it."""
    found = movement(row, pack.before_id is None)
    return found if row.on_register or found in {Movement.NEW_RED, Movement.STILL_RED, Movement.EASED} else ""


def _day(iso: str) -> str:
    return plain_day(date.fromisoformat(iso))
