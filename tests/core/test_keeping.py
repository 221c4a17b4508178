"""What long work reads again and again is read once, and only while that work lasts."""

import pytest

from oxle.core.keeping import keeping, kept


def answers():
    """1, then 2, then 3."""
    numbers = iter(range(1, 9))
    return lambda: next(numbers)


def test_nothing_is_kept_unless_long_work_asked_for_it():
    read = answers()
    assert [kept("terms", read), kept("terms", read)] == [1, 2]


def test_within_long_work_the_first_answer_stands_for_each_key():
    read = answers()
    with keeping():
        assert [kept("terms", read), kept("rules", read), kept("terms", read), kept("rules", read)] == [1, 2, 1, 2]


def test_what_was_kept_is_forgotten_when_the_work_ends_also_when_it_fails():
    read = answers()

    def fail():
        with keeping():
            kept("terms", read)
            raise RuntimeError("stopped")

    with pytest.raises(RuntimeError, match="stopped"):
        fail()
    with keeping():
        assert kept("terms", read) == 2
    assert kept("terms", read) == 3


def test_work_within_longer_work_keeps_what_that_keeps():
    read = answers()
    with keeping():
        assert kept("terms", read) == 1
        with keeping():
            assert kept("terms", read) == 1
        assert kept("terms", read) == 1
    assert kept("terms", read) == 2
