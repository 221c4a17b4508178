"""Small numbers that would point at a child are withheld, together with whatever would give them away."""

from collections.abc import Mapping

SMALLEST_SHOWN = 5
SHOWN_AS = "c"


def suppress(counts: Mapping[str, int], smallest: int = SMALLEST_SHOWN) -> dict[str, int | None]:
    """Counts with every one from 1 to `smallest` − 1 withheld (None), for a table that also shows its total.

    When just one is withheld the total would give it away, so the next smallest is withheld too. Zero is shown:
    it points at nobody. Practice of the national statistics on exclusions and absence.
    """
    hidden = {name for name, count in counts.items() if 0 < count < smallest}
    if len(hidden) == 1:
        others = [(count, name) for name, count in counts.items() if count >= smallest]
        if others:
            hidden.add(min(others)[1])
    return {name: None if name in hidden else count for name, count in counts.items()}
