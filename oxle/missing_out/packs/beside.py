"""What a pack counts beside the register: who is not on it and is looked at all the same, and what duties count."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from oxle.cases import duties
from oxle.cases.as_at import end_of
from oxle.cases.board import BoardFigure
from oxle.core.rounding import drawn
from oxle.missing_out.group_models import GroupAction
from oxle.missing_out.who import taught_otherwise
from oxle.people.models import Child
from oxle.people.visibility import in_force
from oxle.provision.ledger import ledgers
from oxle.provision.mismatch_models import Mismatch, MismatchKind
from oxle.provision.models import Offer, ProviderKind
from oxle.provision.without import as_far_back
from oxle.schooldays.school_age import is_of_school_age
from oxle.transfers.queries import unreceipted_at

REGISTER = "Beside the register"
# A number beside a school would tell where a restricted child is, or was.
RECORDS = "Moves whose records are not all receipted, by the school or unit that owes them, restricted pupils left out"
OF_SENDER, OVERDUE_OF_SENDER = "records_of_", "records_of_overdue_"
# Between the key of a duty and that of its figure.
OF = "."
# With which the key of a share of others ends.
SHARE = "_percent"
LONGEST_HOLIDAY = timedelta(weeks=8)
UNITS = (ProviderKind.PRU, ProviderKind.AP_ACADEMY)
Figures = Iterable[Sequence[Any]]


@dataclass(frozen=True)
class Beside:
    """Some figures of a pack that belong together: what each counts, and the number."""

    title: str
    lines: tuple[tuple[str, Any], ...]


def counted_beside(on: date, begins: Callable[[], None] = lambda: None) -> list[list[str | int]]:
    """Each figure as it was at the end of a day: a key, what it counts, and the number, over everybody. `begins` is
    called before those of the register, and before those of each of `duties_that_count`."""
    begins()
    born = Child.objects.filter(taught_otherwise(on), merged_into=None).values_list("born_on", flat=True)
    return [
        ["at_home", "Educated at home, suitably or not looked at yet", sum(is_of_school_age(day, on) for day in born)],
        ["mismatches", "Pupils of whom a school’s register and a provider’s differ, not explained", _mismatched(on)],
        ["units", "Pupils of a referral unit to whom nobody offers full time", _of_units_in_part(on)],
        ["actions", "Actions of the Strategic Group that are overdue", _overdue_actions(on)],
        *_records(on),
        *([f"{one.key}{OF}{figure.key}", figure.label, figure.number] for one, figure in _of_duties(on, begins)),
    ]


def duties_that_count() -> list[duties.Duty]:
    """The duties that count something for the board, in their order."""
    return [one for one in duties.duties() if one.board_figures]


def _of_duties(on: date, begins: Callable[[], None]) -> Iterable[tuple[duties.Duty, BoardFigure]]:
    for one in duties_that_count():
        begins()
        for figure in one.board_figures(on) if one.board_figures else ():
            yield one, figure


def grouped(beside: Figures) -> list[Beside]:
    """The figures of a pack as it keeps them, those of the register first, then those of each duty under its name. One
    that is installed no more has its key for a name."""
    found: dict[str, list[tuple[str, Any]]] = {}
    for key, label, number in beside:
        found.setdefault(title_of(key), []).append((label, number))
    return [Beside(title, tuple(lines)) for title, lines in found.items()]


def title_of(key: str) -> str:
    """Under which title a figure stands: that of its duty, or of those beside the register."""
    if not (duty := duty_of(key)):
        return RECORDS if key.startswith(OF_SENDER) else REGISTER
    return duties.duty(duty).name if duties.is_installed(duty) else duty


def duty_of(key: str) -> str:
    """The key of the duty that counts a figure; empty where it is one of the register's own."""
    return key.partition(OF)[0] if OF in key else ""


def outward_of_duties(beside: Figures, drawn_for: str) -> list[tuple[str, list[tuple[str, int | None]]]]:
    """The figures of duties for those outside, none under 5, the others up or down to a multiple of 5: they are
    counts of a year so far, of which two packs, or a number and its part, would else subtract to a small one. A share
    stays inside: it would tell of a rounded number more than the number does."""
    of_duties = grouped(
        [key, label, drawn(number, f"{drawn_for}:{key}")]
        for key, label, number in beside if OF in key and not key.endswith(SHARE)
    )  # fmt: skip
    return [(one.title, list(one.lines)) for one in of_duties]


def _mismatched(on: date) -> int:
    open_then = [Q(**{at: None}) | Q(**{f"{at}__gte": end_of(on)}) for at in ("agreed_at", "explained_at")]
    rows = Mismatch.objects.filter(*open_then, on__lte=on).exclude(kind=MismatchKind.NOTICE)
    return rows.values("child").distinct().count()


def _of_units_in_part(on: date) -> int:
    """Pupils with a place at a unit to whom less is offered than they are entitled to, in the last school week."""
    placed = Offer.objects.filter(in_force(on), provider__kind__in=UNITS, child__merged_into=None)
    keys = list(placed.values_list("child", flat=True).distinct())
    # In a holiday the last week that had a school day counts, as on the register.
    found, _ = as_far_back(on - LONGEST_HOLIDAY, lambda first: ledgers(keys, first, on))
    weeks = (one.weeks[-1] for one in found.values() if one.weeks)
    return sum((week.offered or 0) < (week.entitled or 0) for week in weeks)


def _records(on: date) -> Iterable[list[str | int]]:
    """Moves whose records did not follow the child, over everybody and by the school or unit that owes them: that
    records were slow to follow is a finding of the Serious Case Review."""
    senders = unreceipted_at(on, end_of(on))
    yield ["records", "Moves of pupils whose records are not all receipted", sum(one.moves for one in senders)]
    yield ["records_overdue", "Moves of pupils with a file that is overdue", sum(one.overdue for one in senders)]
    for one in unreceipted_at(on, end_of(on), restricted=False):
        yield [f"{OF_SENDER}{one.key}", f"Moves from {one.sender}", one.moves]
        yield [f"{OVERDUE_OF_SENDER}{one.key}", f"Moves from {one.sender} with a file that is overdue", one.overdue]


def _overdue_actions(on: date) -> int:
    undone = Q(done_on=None) | Q(done_on__gt=on)
    return GroupAction.objects.filter(undone, due_on__lt=on, decision__on__lte=on).count()
