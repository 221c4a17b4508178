"""The charts of the monthly data pack: what is, beside what was a year before."""

from oxle.core.charts import MOST, NOW, THEN, Chart, Part, stacked_bars
from oxle.missing_out.monthly.figures import Figure, Group
from oxle.missing_out.packs.beside import SHARE

THIS_YEAR, YEAR_BEFORE = "This year", "A year before"


def chart_of(group: Group) -> Chart | None:
    """Of each figure of a group a bar for this year and one for the year before, as far as that can be told; of as many
    figures as can be read. None where nothing is counted."""
    counted = [one for one in group.figures if (one.number or one.before) and not one.key.endswith(SHARE)]
    bars = [bar for one in counted for bar in _bars(one)][:MOST]
    labels = [label for label, _, _ in bars]
    parts = [Part(THIS_YEAR, NOW, [now for _, now, _ in bars]), Part(YEAR_BEFORE, THEN, [then for _, _, then in bars])]
    with_before = any(one.before is not None for one in counted)
    return stacked_bars(group.title, labels, parts if with_before else parts[:1])


def _bars(one: Figure) -> list[tuple[str, int, int]]:
    now = (one.label, one.number, 0)
    return (
        [now]
        if one.before is None
        else [now, (f"{YEAR_BEFORE}: {one.label[:1].lower()}{one.label[1:]}", 0, one.before)]
    )
