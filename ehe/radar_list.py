"""The schools of the off-rolling radar: what was found of each, and why it is more than chance explains."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ehe import rules
from ehe.improbable import PATTERN, Held, Striking, striking
from ehe.radar import A_YEAR, WORDS, Kind, leavers, sequences
from ehe.radar import Sequence as Found
from oxle.accounts.models import User
from oxle.core.chance import once_in
from oxle.people.leavers import born_for_years_10_and_11
from oxle.people.rolls import Roll, rolls
from oxle.schools.models import Phase, School

SPECIAL, SECONDARY = "special schools", "schools with pupils of secondary age"
GROUPS = {Phase.SECONDARY: SECONDARY, Phase.ALL_THROUGH: SECONDARY, Phase.MIDDLE: SECONDARY}
OTHERS = "primary schools"


@dataclass(frozen=True)
class AtSchool:
    """What was found of one school, the newest first; and why it stands out, a sentence for each kind that does."""

    school: School
    found: tuple[Found, ...]
    why: tuple[str, ...] = ()
    # How likely chance makes it.
    chance: float = 1.0

    def of(self, kind: Kind) -> int:
        """How many of one kind."""
        return sum(one.kind is kind for one in self.found)

    @property
    def reduced(self) -> int:
        """How many of the first kind."""
        return self.of(Kind.REDUCED)

    @property
    def exclusion(self) -> int:
        """How many of the second."""
        return self.of(Kind.EXCLUSION)

    @property
    def attendance(self) -> int:
        """How many of the third."""
        return self.of(Kind.ATTENDANCE)

    @property
    def leaver(self) -> int:
        """How many left before January."""
        return self.of(Kind.LEAVER)

    @property
    def last_on(self) -> date:
        """The day of the last happening."""
        return max(on for one in self.found for on, _ in one.evidence)


def schools_found(user: User, on: date) -> list[AtSchool]:
    """The schools of which something was found, with what, as far as this person may see the children; those first
    that stand out, the least likely first. The queries do not grow with what is found.

    Of leavers a school is shown from the number of the setting on.
    """
    by_school: dict[int, list[Found]] = {}
    for one in [*sequences(user, on), *leavers(user, on)]:
        by_school.setdefault(one.school.pk, []).append(one)
    fewest = rules.RADAR_LEAVERS.on(on)
    each = [_at_school(found, fewest) for found in by_school.values()]
    found = _with_reasons([one for one in each if one.found], on, fewest)
    return sorted(found, key=lambda one: (not one.why, one.chance, -len(one.found), one.school.name))


def _at_school(found: list[Found], fewest: int) -> AtSchool:
    left = [one for one in found if one.kind is Kind.LEAVER]
    shown = [one for one in found if one.kind is not Kind.LEAVER or len(left) >= fewest]
    return AtSchool(found[0].school, tuple(sorted(shown, key=lambda one: one.evidence[-1][0], reverse=True)))


def _with_reasons(each: list[AtSchool], on: date, fewest: int) -> list[AtSchool]:
    if not each:
        return []
    of_school = {one.school.pk: one for one in each}
    sizes = rolls(on - A_YEAR, on, born_for_years_10_and_11(on))
    schools = School.objects.filter(pk__in={*sizes, *of_school}).only("phase", "is_special")
    bar = rules.RADAR_IMPROBABLE.on(on)
    why: dict[int, list[Striking]] = {}
    words: dict[int, list[str]] = {}
    for kind in Kind:
        held = [_held(school, sizes.get(school.pk, Roll()), of_school.get(school.pk), kind) for school in schools]
        for one in striking(held, once_in=bar, fewest=fewest if kind is Kind.LEAVER else PATTERN):
            why.setdefault(one.of.key, []).append(one)
            words.setdefault(one.of.key, []).append(_sentence(kind, one))
    return [_standing_out(one, why.get(one.school.pk, ()), tuple(words.get(one.school.pk, ()))) for one in each]


def _held(school: School, size: Roll, here: AtSchool | None, kind: Kind) -> Held:
    """A school as it is held against others: who left before January was of Years 10 and 11."""
    found = here.of(kind) if here else 0
    group = SPECIAL if school.is_special else GROUPS.get(Phase(school.phase), OTHERS)
    return Held(school.pk, group, size.born_then if kind is Kind.LEAVER else size.pupils, found)


def _standing_out(one: AtSchool, why: Sequence[Striking], words: tuple[str, ...]) -> AtSchool:
    return AtSchool(one.school, one.found, words, min((each.chance for each in why), default=1.0))


def _sentence(kind: Kind, one: Striking) -> str:
    """Why a school stands out: how many, what was to be expected, and how unlikely that is by chance."""
    measure = f"the {one.peers} other {one.of.group}" if one.same_group else f"all {one.peers} other schools"
    pupils = f"{one.of.pupils:,} pupils{' of Years 10 and 11' if kind is Kind.LEAVER else ''}"
    few = "fewer than one was" if one.expected < 1 else f"about {one.expected:.0f} were"
    return (
        f"{WORDS[kind]}: {one.of.found} of {pupils} in a year. As at {measure}, {few} to be expected. "
        f"By chance that happens {once_in(one.chance, 'schools')}."
    )
