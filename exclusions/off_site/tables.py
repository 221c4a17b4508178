"""The list of open off-site directions."""

from oxle.cases.told_tables import ToldTable


class DirectionTable(ToldTable):
    """Every open direction, the next to end first."""

    caption, noun, nouns = "Open off-site directions", "direction", "directions"
    empty = "Off-site directions appear here as soon as a school tells of one, and leave when they end."

    class Meta(ToldTable.Meta):
        pass
