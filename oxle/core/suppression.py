"""Small numbers that would point at a child are withheld, together with whatever would give them away."""

from collections.abc import Mapping

SMALLEST_SHOWN = 5


def suppress(counts: Mapping[str, int], smallest: int = SMALLEST_SHOWN) -> dict[str, int | None]:
    """Counts with every one from 1 to `smallest` − 1 withheld (None), for a table that also shows its total.

    What the shown counts leave of the total must not give a withheld one away, as it does when only one is withheld,
    or when all of those withheld must be 1, or all `smallest` − 1. Then the next smallest is withheld too, with all
    that are equal to it: which of them was chosen would tell whoever knows how it is done. A zero, which points at
    nobody, is only when there is no other. The total itself is for `suppress_total`. Practice of the
    national statistics on exclusions and absence.
    """
    hidden = {name for name, count in counts.items() if 0 < count < smallest}
    if _given_away([counts[name] for name in hidden], smallest):
        others = sorted((count == 0, count, name) for name, count in counts.items() if name not in hidden)
        hidden.update(name for is_zero, count, name in others if (is_zero, count) == others[0][:2])
    return {name: None if name in hidden else count for name, count in counts.items()}


def suppress_total(counts: Mapping[str, int], smallest: int = SMALLEST_SHOWN) -> int | None:
    """The total that may stand beside counts that were suppressed.

    None when it is a small number itself, or when it would give counts away that had no other to hide behind.
    """
    total = sum(counts.values())
    small = [count for count in counts.values() if 0 < count < smallest]
    alone = len(small) == len(counts) and _given_away(small, smallest)
    return None if 0 < total < smallest or alone else total


def _given_away(withheld: list[int], smallest: int) -> bool:
    """Whether the sum of withheld counts tells each of them, to somebody who knows that they are small."""
    least, most = len(withheld), len(withheld) * (smallest - 1)
    return len(withheld) == 1 or (bool(withheld) and sum(withheld) in (least, most))
