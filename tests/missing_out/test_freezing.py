"""The register is frozen by a worker, once, whoever asks how often and whatever dies; the page says how far it is."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from oxle.accounts.models import User
from oxle.core.errors import Refused
from oxle.meetings.models import Meeting
from oxle.missing_out.freezing_models import Freezing
from oxle.missing_out.models import Pack
from oxle.missing_out.packs import freezing, waiting
from oxle.provision.models import Offer
from tests import make
from tests.exclusions.make import People, moment
from tests.missing_out.packing import frozen, group, offered_nothing

pytestmark = pytest.mark.django_db
FROZEN, TODAY = date(2026, 10, 14), date(2026, 10, 15)
AT = moment(TODAY)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-10-15T12:00:00+01:00")


@pytest.fixture
def officer() -> User:
    there = People("missing_out_officer")
    offered_nothing(there.child, there.school, date(2026, 9, 10))
    return there.officer


@pytest.fixture
def meeting(officer: User) -> Meeting:
    return group(date(2026, 9, 1), date(2026, 10, 21)).meetings.order_by("on")[0]


def asked(meeting: Meeting, by: User, frozen_on: date = FROZEN) -> Freezing:
    """Somebody asked for the register to be frozen."""
    return waiting.ask(meeting, frozen_on=frozen_on, by=by, on=TODAY, at=AT)


def works(at: datetime = AT) -> Freezing | None:
    """A worker does what waits longest."""
    return waiting.freeze_next(clock=lambda: at)


def stops_at(monkeypatch: pytest.MonkeyPatch, does: Callable[[], Any]) -> None:
    """Something happens to the worker once the register is read and before the pack is written."""

    def keep_found(*args: Any, **kwargs: Any) -> Pack:
        does()
        return kept(*args, **kwargs)

    kept = freezing.keep_found
    monkeypatch.setattr(freezing, "keep_found", keep_found)


def said(user: User, one: Freezing) -> str:
    """What the page says of it."""
    answer = make.signed_in(user).get(reverse("missing_out:packs:freezing", args=[one.key]))
    assert answer.status_code == 200
    return answer.content.decode()


# --- a worker is woken ------------------------------------------------------------------------------------------


def test_the_web_server_wakes_a_worker_at_our_broker_and_not_at_one_that_the_library_makes_up() -> None:
    # In a process of its own: here the tests have long loaded what the web server may not have.
    asks = "import oxle.wsgi, oxle.urls, celery; print(celery.current_app.conf.broker_url)"
    answer = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == settings.REDIS_URL


# --- one pack ---------------------------------------------------------------------------------------------------


def test_a_worker_makes_the_pack_that_somebody_asked_for_in_their_name_and_as_it_would_be_at_once(
    meeting: Meeting, officer: User
) -> None:
    one = asked(meeting, officer)
    assert not Pack.objects.exists()
    works()
    one.refresh_from_db()
    pack = Pack.objects.get()
    assert (one.pack, one.percent, one.failure, pack.frozen_by, pack.frozen_on) == (pack, 100, "", officer, FROZEN)
    at_once = frozen(meeting, officer, FROZEN, on=TODAY)
    assert [row.counted() | {"reference": ""} for row in pack.rows.all()] == [
        row.counted() | {"reference": ""} for row in at_once.rows.all()
    ]
    assert works() is None


def test_who_asks_twice_gets_one_pack(meeting: Meeting, officer: User) -> None:
    assert asked(meeting, officer) == asked(meeting, make.user("manager"))
    works()
    assert (works(), Pack.objects.count()) == (None, 1)


def test_another_day_waits_until_the_first_is_frozen(meeting: Meeting, officer: User) -> None:
    asked(meeting, officer)
    with pytest.raises(Refused, match="14 October 2026 is being frozen"):
        asked(meeting, officer, TODAY)


def test_the_database_keeps_one_freezing_of_a_meeting_at_a_time(meeting: Meeting, officer: User) -> None:
    one = asked(meeting, officer)
    with pytest.raises(IntegrityError, match="one_freezing_of_a_meeting"), transaction.atomic():
        Freezing.objects.create(meeting=meeting, frozen_on=FROZEN, asked_at=AT, asked_by=officer)
    with pytest.raises(IntegrityError, match="freezing_ends_in_a_pack"), transaction.atomic():
        Freezing.objects.filter(pk=one.pk).update(ended_at=AT)


def test_a_form_that_is_sent_twice_leads_to_the_same_page_both_times(meeting: Meeting, officer: User) -> None:
    client, url = make.signed_in(officer), reverse("missing_out:packs:freeze", args=[meeting.key])
    once = client.get(url).context["once"]
    typed = {"frozen_on_day": "14", "frozen_on_month": "10", "frozen_on_year": "2026", "once": once}
    led = {client.post(url, typed).headers["Location"] for _ in range(2)}
    assert led == {reverse("missing_out:packs:freezing", args=[Freezing.objects.get().key])}


# --- a worker dies, fails, or is refused --------------------------------------------------------------------------


def test_what_a_dead_worker_was_at_is_begun_anew_once_its_lease_has_run_out(meeting: Meeting, officer: User) -> None:
    one = asked(meeting, officer)
    Freezing.objects.update(attempts=1, lease_until=AT + waiting.LEASE, done=3, of=12)
    assert works() is None
    works(AT + waiting.LEASE + timedelta(seconds=1))
    one.refresh_from_db()
    assert (one.attempts, one.pack, Pack.objects.count()) == (2, Pack.objects.get(), 1)


def test_a_worker_that_was_thought_dead_and_ends_after_the_other_writes_no_second_pack(
    meeting: Meeting, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = asked(meeting, officer)
    find = freezing.find

    def overtaken(*args: Any) -> freezing.Found:
        monkeypatch.setattr(freezing, "find", find)
        works(AT + waiting.LEASE + timedelta(seconds=1))
        return find(*args)

    monkeypatch.setattr(freezing, "find", overtaken)
    works()
    one.refresh_from_db()
    assert (Pack.objects.count(), one.attempts, one.pack) == (1, 2, Pack.objects.get())


def test_what_fails_leaves_nothing_behind_and_is_tried_three_times_in_all_and_then_says_so(
    meeting: Meeting, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> None:
        raise ZeroDivisionError("Demo Pupil")

    stops_at(monkeypatch, fails)
    one = asked(meeting, officer)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            works()
    assert (works(), Pack.objects.count()) == (None, 0)
    page = said(officer, one)
    assert waiting.GIVEN_UP in page
    assert "Demo Pupil" not in page
    assert reverse("missing_out:packs:freeze", args=[meeting.key]) in page


def test_what_is_refused_meanwhile_is_said_in_its_words_and_asked_for_again_with_the_same_day(
    meeting: Meeting, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = asked(meeting, officer)
    pack = frozen(meeting, officer, FROZEN, on=TODAY)
    freezing.agree(pack, 1, words="", by=make.user("manager"), at=AT)
    works()
    assert "A pack of this meeting is agreed already." in said(officer, one)
    assert Pack.objects.get() == pack
    Freezing.objects.update(frozen_on=date(2026, 10, 2))
    shown = make.signed_in(officer).get(reverse("missing_out:packs:freeze", args=[meeting.key]))
    assert shown.context["form"].initial == {"frozen_on": date(2026, 10, 2)}


def test_a_day_outside_the_loaded_terms_is_said_to_be(meeting: Meeting, officer: User) -> None:
    one = asked(meeting, officer, date(2020, 1, 6))
    works()
    assert "This cannot be worked out" in said(officer, one)


# --- how far it is ------------------------------------------------------------------------------------------------


def test_how_far_it_is_grows_from_part_to_part_and_each_is_kept_at_once(
    meeting: Meeting, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, pages = asked(meeting, officer), []
    tell = waiting._tell

    def look(*args: Any) -> None:
        tell(*args)
        one.refresh_from_db()
        pages.append((one.percent, one.doing, one.lease_until))

    monkeypatch.setattr(waiting, "_tell", look)
    works()
    percents = [percent for percent, _, _ in pages]
    assert percents == sorted(set(percents))
    assert (percents[0], pages[0][1], pages[-1][1]) == (0, freezing.FINDS, freezing.KEEPS)
    assert 80 < percents[-1] < 100
    assert {lease for _, _, lease in pages} == {AT + waiting.LEASE}


def test_the_page_shows_how_far_it_is_until_it_leads_to_the_pack(meeting: Meeting, officer: User) -> None:
    one = asked(meeting, officer)
    Freezing.objects.update(done=6, of=8, doing="Counting: licensing")
    page = said(officer, one)
    assert '<progress class="oxle-bar" id="done" max="100" value="75">' in page
    assert "Counting: licensing" in page
    on_meeting = make.signed_in(officer).get(reverse("missing_out:packs:of_meeting", args=[meeting.key]))
    assert "is being frozen" in on_meeting.content.decode()
    form = make.signed_in(officer).get(reverse("missing_out:packs:freeze", args=[meeting.key])).content.decode()
    assert "See how far it is" in form
    works()
    led = make.signed_in(officer).get(reverse("missing_out:packs:freezing", args=[one.key]))
    assert led.headers["Location"] == reverse("missing_out:packs:pack", args=[Pack.objects.get().key])


def test_what_is_frozen_is_the_register_of_the_day_it_was_asked_for_by_what_is_known_when_it_is_made(
    meeting: Meeting, officer: User
) -> None:
    asked(meeting, officer)
    Offer.objects.update(to_on=date(2026, 9, 30))
    works()
    assert not Pack.objects.get().rows.exists()
