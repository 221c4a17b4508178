"""By which criteria the pupils of a pack were rated, and what of that differs from the pack before."""

from oxle.missing_out.models import Pack

HEADINGS = ("Rating", "Criterion", "Threshold", "Value", "In the pack before")
# In place of a value that a pack does not have.
NOT_THERE = "Not there"


def compared(pack: Pack) -> list[tuple[str, str, str, str, str]]:
    """Each criterion of a pack and of the pack before: rating, name, threshold, its value, and its value in the pack
    before, empty where there is no such pack."""
    now = {(rated, label, threshold): value for rated, label, threshold, value in pack.criteria}
    if pack.before is None:
        return [(*one, value, "") for one, value in now.items()]
    was = {(rated, label, threshold): value for rated, label, threshold, value in pack.before.criteria}
    return [(*one, now.get(one, NOT_THERE), was.get(one, NOT_THERE)) for one in {**now, **was}]


def changed(pack: Pack) -> list[str]:
    """A sentence for each criterion that is not what it was in the pack before: then pupils move without anything
    being better or worse for them."""
    if pack.before is None:
        return []
    return [_sentence(*one[2:]) for one in compared(pack) if one[3] != one[4]]


def _sentence(threshold: str, now: str, was: str) -> str:
    if was == NOT_THERE:
        return f"New. {threshold} {now}."
    return f"{threshold} {was}, not any more." if now == NOT_THERE else f"{threshold} {now}, before {was}."
