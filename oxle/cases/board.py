"""What a duty counts for the board beside the register of pupils missing out (`Duty.board_figures`)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class BoardFigure:
    """A number over everybody, as it was at the end of a day. `key` is that of the figure within its duty."""

    key: str
    label: str
    number: int
