"""Long work says how far it has come, on a terminal and in a log."""

from io import StringIO

from django.core.management.base import OutputWrapper

from oxle.core.progress import Progress


class Terminal(StringIO):
    """A terminal, as far as anybody asks."""

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_one_line_fills_and_ends_when_the_thing_is_done():
    terminal = Terminal()
    progress = Progress(OutputWrapper(terminal))
    for done in (0, 1, 1, 2):
        progress("Children", done, 2)
    assert terminal.getvalue() == (
        f"\rChildren           [{' ' * 40}]   0%"
        f"\rChildren           [{'#' * 20}{' ' * 20}]  50%"
        f"\rChildren           [{'#' * 40}] 100%\n"
    )


def test_in_a_log_a_line_comes_now_and_then_and_at_the_end():
    log, times = StringIO(), iter([0, 3, 12, 13, 14])
    progress = Progress(OutputWrapper(log), clock=lambda: next(times))
    for done in (500, 1_000, 1_500, 2_000):
        progress("Cases", done, 2_000)
    assert log.getvalue() == "Cases: 1,000 of 2,000 (50%)\nCases: 2,000 of 2,000 (100%)\n"


def test_nothing_to_do_is_done():
    log = StringIO()
    Progress(OutputWrapper(log))("Cases", 0, 0)
    assert log.getvalue() == "Cases: 0 of 0 (100%)\n"
