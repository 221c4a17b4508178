"""One-time links: they work once, for one purpose, until they expire, and the database does not hold them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection

from oxle.audit import acting
from oxle.core.links import make_link, peek_link, use_link, withdraw_links
from oxle.core.models import OneTimeLink

AT = datetime(2026, 9, 15, 10, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
JUST_BEFORE = AT + HOUR - timedelta(microseconds=1)


@pytest.mark.django_db
def test_a_link_works_once():
    link = make_link("invitation", "user 7", at=AT, lasts=HOUR)
    assert use_link(link, "invitation", at=AT) == "user 7"
    assert use_link(link, "invitation", at=AT) is None


@pytest.mark.django_db
def test_looking_at_a_link_does_not_use_it():
    link = make_link("invitation", "user 7", at=AT, lasts=HOUR)
    assert [peek_link(link, "invitation", at=AT) for _ in range(2)] == ["user 7", "user 7"]
    assert use_link(link, "invitation", at=AT) == "user 7"
    assert peek_link(link, "invitation", at=AT) is None


@pytest.mark.django_db
def test_a_link_works_until_it_expires_and_not_at_that_very_moment():
    link = make_link("invitation", "user 7", at=AT, lasts=HOUR)
    assert peek_link(link, "invitation", at=JUST_BEFORE) == "user 7"
    assert peek_link(link, "invitation", at=AT + HOUR) is None
    assert use_link(link, "invitation", at=AT + HOUR) is None


@pytest.mark.django_db
def test_a_link_for_one_purpose_serves_no_other():
    link = make_link("invitation", "user 7", at=AT, lasts=HOUR)
    assert use_link(link, "password", at=AT) is None
    assert use_link(link, "invitation", at=AT) == "user 7"


@pytest.mark.django_db
@pytest.mark.parametrize("secret", ["", "nothing", "\x00", "a" * 5000, "ключ"])
def test_a_link_that_was_never_ours_is_none(secret):
    make_link("invitation", "user 7", at=AT, lasts=HOUR)
    assert peek_link(secret, "invitation", at=AT) is None
    assert use_link(secret, "invitation", at=AT) is None


@pytest.mark.django_db
def test_an_empty_subject_is_a_subject():
    link = make_link("open day", "", at=AT, lasts=HOUR)
    assert use_link(link, "open day", at=AT) == ""


@pytest.mark.django_db
def test_withdrawn_links_stop_working_and_others_go_on():
    mine = make_link("invitation", "user 7", at=AT, lasts=HOUR)
    again = make_link("invitation", "user 7", at=AT, lasts=HOUR)
    other_purpose = make_link("password", "user 7", at=AT, lasts=HOUR)
    somebody_else = make_link("invitation", "user 8", at=AT, lasts=HOUR)
    withdraw_links("invitation", "user 7", at=AT)
    assert [use_link(link, "invitation", at=AT) for link in (mine, again, somebody_else)] == [None, None, "user 8"]
    assert use_link(other_purpose, "password", at=AT) == "user 7"


@pytest.mark.django_db
def test_the_database_does_not_hold_the_link():
    link = make_link("invitation", "user 7", at=AT, lasts=HOUR)
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(l)::text FROM core_onetimelink l")
        rows = cursor.fetchall()
        cursor.execute("SELECT after::text FROM audit_change")
        rows += cursor.fetchall()
    assert len(rows) == 2
    assert [row for (row,) in rows if link in row] == []


@pytest.mark.django_db
def test_no_two_links_are_alike():
    assert len({make_link("invitation", "user 7", at=AT, lasts=HOUR) for _ in range(50)}) == 50
    assert OneTimeLink.objects.count() == 50


@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_a_link_at_once_one_succeeds():
    with acting("system: test"):
        link = make_link("invitation", "user 7", at=AT, lasts=HOUR)
    both_in = Barrier(2, timeout=10)

    def use() -> str | None:
        try:
            with acting("visitor"):
                both_in.wait()
                return use_link(link, "invitation", at=AT)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as two:
        found = [one.result() for one in [two.submit(use), two.submit(use)]]
    assert sorted(found, key=str) == [None, "user 7"]
