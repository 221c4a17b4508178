"""A log says what went wrong and where, and nothing of what an exception quotes."""

import logging

import pytest
from django.db import DataError, connection, transaction

from oxle.core.log_lines import Line


def line(message: str, *values: object, failure: BaseException | None) -> str:
    """What our formatter writes of a message that carries an exception."""
    about = (type(failure), failure, failure.__traceback__) if failure else None
    record = logging.LogRecord("oxle", logging.ERROR, __file__, 1, message, values, about)
    return Line("%(levelname)s %(message)s").format(record)


def raised(*, name: str) -> ValueError:
    """An exception that quotes a child, led to by another that does."""
    try:
        try:
            raise KeyError(f"{name}’s number")
        except KeyError as cause:
            raise ValueError(f"{name} cannot be read") from cause
    except ValueError as failure:
        return failure


def test_the_types_and_the_places_stay_and_the_words_go():
    told = line("A job failed: %s", raised(name="Bay Example"), failure=raised(name="Bay Example"))
    assert told.startswith("ERROR A job failed: ValueError\nTraceback (most recent call last):\n")
    assert [row for row in told.splitlines() if row in {"KeyError", "ValueError"}] == ["KeyError", "ValueError"]
    assert told.count(f'File "{__file__}"') == 2
    assert "Bay" not in told


def test_a_message_that_quotes_its_exception_in_either_way_is_rid_of_it():
    failure = raised(name="Bay Example")
    assert line("Read %s, that is %r", failure, failure, failure=failure).splitlines()[0] == (
        "ERROR Read ValueError, that is ValueError"
    )


def test_a_message_without_an_exception_is_written_as_it_is():
    assert line("%s letters were printed", 3, failure=None) == "ERROR 3 letters were printed"


def test_what_was_cached_by_another_handler_is_not_written():
    failure = raised(name="Bay Example")
    record = logging.LogRecord("oxle", logging.ERROR, __file__, 1, "Failed", (), (ValueError, failure, None))
    logging.Formatter().format(record)
    assert "Bay" in record.exc_text
    assert "Bay" not in Line("%(message)s").format(record)


@pytest.mark.django_db
def test_what_the_database_quotes_is_not_written():
    typed = "Bay Example"  # by itself: the lines of code in a trace are shown
    with pytest.raises(DataError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT %s::date", [typed])
    assert "Bay Example" in str(refused.value)
    told = line("Failed", failure=refused.value)
    assert "Bay" not in told
    assert [row for row in told.splitlines() if not row.startswith((" ", "Traceback", "ERROR"))] == [
        "InvalidDatetimeFormat",
        "DataError",
    ]


def test_an_exception_that_leads_to_itself_is_written_once():
    failure = raised(name="Bay Example")
    failure.__cause__.__cause__ = failure
    assert line("Failed", failure=failure).count("Traceback") == 2
