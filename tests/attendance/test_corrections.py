"""A day that was put right is the day that every page shows, and what hung on the wrong one follows it."""

import re
from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client

from attendance.referrals.models import PaceInterview, Target
from attendance.supervision import actions as supervision
from attendance.supervision import pathway as order
from attendance.supervision import queries
from attendance.supervision.models import SupervisionOrder
from oxle.cases.models import Case, Event
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals
from tests.attendance.make import moment
from tests.attendance.test_prosecution import hearing
from tests.attendance.test_referral_steps import interview
from tests.attendance.test_supervision import consulted, made, sought

pytestmark = pytest.mark.django_db


def put_right(case: Case, event: Event, by, monkeypatch, **answers: str) -> None:
    """What an officer does on the page that corrects an entry; read on 3 May 2028, when all of this is past."""
    monkeypatch.setenv("OXLE_NOW", "2028-05-03T10:00")
    page = sent(case, event, by, **answers)
    assert page.status_code == 302, words_of(page)


def sent(case: Case, event: Event, by, **answers) -> HttpResponse:
    """The page that corrects an entry, opened and sent with other answers to some of its questions."""
    return send(make.signed_in(by), opened(case, event, by), case, event, **answers)


def opened(case: Case, event: Event, by) -> dict[str, object]:
    """What the page that corrects an entry is filled with."""
    page = make.signed_in(by).get(f"/cases/{case.key}/events/{event.order}/correct/")
    assert page.status_code == 200, words_of(page)
    shown = {"once": page.context["once"], "version": page.context["version"]}
    for bound in page.context["form"]:
        value = bound.value()
        if value not in (None, "", False):
            shown[bound.name] = f"{value:%d/%m/%Y}" if isinstance(value, date) else value
    return shown


def send(client: Client, shown: dict[str, object], case: Case, event: Event, **answers) -> HttpResponse:
    """Send what the page was filled with, but for some answers; None takes one away."""
    said = {**shown, "reason": "A slip of the pen", **answers}
    said = {name: value for name, value in said.items() if value is not None}
    return client.post(f"/cases/{case.key}/events/{event.order}/correct/", said)


def words_of(page: HttpResponse) -> str:
    """What a page says, without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def read(case: Case, by, part: str = "") -> str:
    """The words of the case's page."""
    page = make.signed_in(by).get(f"/cases/{case.key}/{part}")
    assert page.status_code == 200
    return words_of(page)


def test_a_panel_whose_day_was_put_right_is_shown_on_its_true_day_with_its_target(people, monkeypatch):
    case = court.final_warning(people)
    put_right(case, case.events.get(step="record_panel"), people.officer, monkeypatch, on="9/11/2026")
    words = read(case, people.officer)
    assert "Attendance Panel Meeting of 9 November 2026" in words
    assert "95.00% from 9 November 2026" in words
    assert "6 November 2026" not in words
    assert Target.objects.get(case=case).from_on == date(2026, 11, 9)


def test_an_order_of_the_family_court_is_shown_on_its_true_day_and_ends_a_year_later(people, monkeypatch):
    case = sought(court.final_warning(people), people)
    consulted(case, people)
    court.taken(case, order.APPLY, people.officer, court.BEGUN)
    made(case, people)
    put_right(case, case.events.get(step="order_made"), people.officer, monkeypatch, on="3/2/2027")
    put_right(case, case.events.get(step="consult"), people.officer, monkeypatch, on="24/11/2026")
    assert queries.order_of(case).ends_on == date(2028, 2, 2)
    words = read(case, people.officer)
    assert "Made 3 February 2027, Example Family Court" in words
    assert "Last day 2 February 2028" in words
    assert "1 February 2027" not in words


def test_a_direction_is_shown_on_its_true_day(people, monkeypatch):
    case = sought(court.final_warning(people), people)
    consulted(case, people)
    court.taken(case, order.APPLY, people.officer, court.BEGUN)
    made(case, people)
    given = date(2027, 2, 8)
    supervision.direct(
        case,
        order.DIRECT,
        data={"given_to": "child", "text": "Be there."},
        by=people.officer,
        on=given,
        at=moment(given),
    )
    put_right(case, case.events.get(step="direction"), people.officer, monkeypatch, on="9/2/2027")
    assert "9 February 2027 The child Be there." in read(case, people.officer)
    assert "9 February 2027: Be there." in read(case, people.officer, "steps/follow_up/")


def test_an_extension_put_right_lasts_as_the_court_said_and_no_longer_than_the_law_allows(people, monkeypatch):
    case = sought(court.final_warning(people), people)
    consulted(case, people)
    court.taken(case, order.APPLY, people.officer, court.BEGUN)
    made(case, people)
    court.taken(case, order.APPLY_TO_EXTEND, people.officer, date(2027, 11, 1))
    said = {"court": "Example Family Court", "ends_on": date(2029, 1, 31)}
    on = date(2028, 1, 10)
    supervision.extend(case, order.EXTEND, data=said, by=people.officer, on=on, at=moment(on))
    event = case.events.get(step="extended")
    put_right(case, event, people.officer, monkeypatch, on="11/1/2028", ends_on="30/6/2029")
    assert queries.order_of(case).ends_on == date(2029, 6, 30)
    assert "Extended 11 January 2028, Example Family Court Last day 30 June 2029" in read(case, people.officer)
    newest = case.events.order_by("order").last()
    page = sent(case, newest, people.officer, on="11/1/2028", ends_on="1/2/2031")
    assert page.status_code == 200
    assert "until 28 June 2030, when compulsory school age ends" in page.content.decode()
    assert queries.order_of(case).ends_on == date(2029, 6, 30)


def test_an_order_is_not_put_right_to_a_day_from_which_its_extension_could_not_follow(people, monkeypatch):
    case = sought(court.final_warning(people), people)
    consulted(case, people)
    court.taken(case, order.APPLY, people.officer, court.BEGUN)
    made(case, people)
    court.taken(case, order.APPLY_TO_EXTEND, people.officer, date(2027, 11, 1))
    said = {"court": "Example Family Court", "ends_on": date(2028, 2, 10)}
    on = date(2028, 1, 10)
    supervision.extend(case, order.EXTEND, data=said, by=people.officer, on=on, at=moment(on))
    monkeypatch.setenv("OXLE_NOW", "2028-05-03T10:00")
    event = case.events.get(step="order_made")
    for day, why in (
        ("4/1/2027", "would have ended on 3 January 2028, before it was extended on 10 January 2028."),
        ("15/2/2027", "would run until 14 February 2028, and its extension ends on 10 February 2028."),
    ):
        page = sent(case, event, people.officer, on=day)
        assert page.status_code == 200
        assert f"The order {why} Put the extension right first." in words_of(page)
    days = SupervisionOrder.objects.order_by("event__order").values_list("ends_on", flat=True)
    assert list(days) == [date(2028, 1, 31), date(2028, 2, 10)]


@pytest.fixture
def charged(people):
    """A parent charged by requisition on 23 November 2026, the first hearing on 12 January 2027."""
    ready = court.ready(people, court.final_warning(people))
    court.bundled(ready, people)
    return court.commenced(court.released(court.submitted(ready, people), people), people)


def test_a_hearing_whose_day_was_put_right_stays_on_the_page_on_its_true_day(people, charged, monkeypatch):
    hearing(charged, people, date(2027, 1, 12), date(2027, 2, 9))
    event = charged.events.get(step="hearing")
    put_right(charged, event, people.officer, monkeypatch, on="13/1/2027", hearing_on="10/2/2027")
    words = read(charged, people.officer)
    assert "13 January 2027, Example Magistrates’ Court: Adjourned. Next hearing 10 February 2027" in words
    assert court.dates_of(charged)["next_hearing"] == date(2027, 2, 3)


def test_a_charge_whose_day_was_put_right_is_measured_again_against_six_months(people, charged, monkeypatch):
    event = charged.events.get(step="commence")
    served = {"served_on": "2/4/2027", "statements_served_on": "2/4/2027", "hearing_on": "4/5/2027"}
    put_right(charged, event, people.officer, monkeypatch, on="1/4/2027", **served)
    row = event.commencement
    row.refresh_from_db()
    # Absences from 2 September to 12 October 2026: a charge on 1 April 2027 reaches back to 1 October (MCA 1980 s.127).
    assert (row.in_time_from_on, row.hearing_on) == (date(2026, 10, 1), date(2027, 5, 4))
    assert "Charged 1 April 2027" in read(charged, people.officer)
    newest = charged.events.order_by("order").last()
    page = sent(charged, newest, people.officer, on="13/4/2027", **served)
    assert page.status_code == 200
    row.refresh_from_db()
    assert row.in_time_from_on == date(2026, 10, 1)


def test_an_interview_whose_day_was_put_right_was_held_at_the_same_hours_of_its_true_day(people, monkeypatch):
    case = referrals.sent(people.school, people.child, people.lead, court.REFERRED)
    case = referrals.accepted(case, people.senior, court.REFERRED)
    event = interview(case, people.officer, court.parent(case, "Robin"), date(2026, 11, 6), attended=True)
    put_right(case, event, people.officer, monkeypatch, on="5/11/2026")
    held = PaceInterview.objects.get(event=event)
    assert (held.began_at, held.ended_at) == (moment(date(2026, 11, 5)), moment(date(2026, 11, 5)).replace(hour=11))
