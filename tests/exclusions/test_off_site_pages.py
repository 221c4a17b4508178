"""The pages of off-site directions, as a school and an officer use them."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from exclusions.off_site.models import OffSiteDirection
from oxle.audit.models import Sight
from oxle.people.actions import restrict
from tests import make
from tests.exclusions.make import People, directed, unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")
    return People()


def boxes(name: str, day: date) -> dict[str, int]:
    """A day as its three boxes are sent."""
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def typed(**changes: Any) -> dict[str, Any]:
    """The form of a direction to a place that is not on the list, filled in."""
    return {
        "sen": "none", "social_worker": "no", "aim": "behaviour", "objectives": "Keeps <b>calm</b>.",
        "reasons": "Lessons end in quarrels.", "provider": "elsewhere", "place_name": "Example Farm",
        "address": "1 Farm Lane", "report_to": "The farmer", "sessions": ["0", "1"], "minutes": "150",
        "begins_at": "9:15am", "finishes_at": "2:45pm", "breaks": "Noon to 12:30pm", "registration": "single",
        **boxes("decided_on", date(2026, 11, 20)), **boxes("starts_on", date(2026, 11, 30)),
        **boxes("ends_on", date(2026, 12, 18)), **boxes("review_on", date(2026, 12, 7)),
    } | changes  # fmt: skip


def test_a_head_tells_of_a_direction_reads_the_last_day_for_the_notice_and_records_it(people: People) -> None:
    client = make.signed_in(people.head)
    notice = reverse("exclusions:off_site:notice", args=[people.child.key])
    text = client.post(notice, typed(), follow=True).content.decode()
    told = OffSiteDirection.objects.get()
    assert (told.minutes, told.provider, told.notice_on) == ([150, 150] + [0] * 8, None, None)
    for said in (
        "Parents given the notice in writing: <strong>", "26 November 2026", "Draft the notice to the parents",
        "Keeps &lt;b&gt;calm&lt;/b&gt;.", "on 3 school days",
    ):  # fmt: skip
        assert said in text
    step = reverse("exclusions:off_site:step", args=[told.case.key, "give_notice"])
    given = {**boxes("on", date(2026, 11, 20)), **boxes("notice_on", date(2026, 11, 20)), "version": told.case.version}
    too_early = client.post(step, {**given, **boxes("notice_on", date(2026, 11, 19))}).content.decode()
    assert "given the notice before it was decided, 20 November 2026" in too_early
    told.refresh_from_db()
    assert told.notice_on is None
    assert client.post(step, given).status_code == 302
    told.refresh_from_db()
    assert told.notice_on == date(2026, 11, 20)
    assert Sight.objects.filter(children__contains=[people.child.pk]).exists()


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(people: People) -> None:
    client = make.signed_in(people.head)
    notice = reverse("exclusions:off_site:notice", args=[people.child.key])
    wrong = typed(place_name="", finishes_at="9am", **boxes("ends_on", date(2026, 11, 27)))
    text = client.post(notice, wrong).content.decode()
    for said in (
        "Enter the name of the place", "A day there cannot end before it begins",
        "The last day there cannot be before the first", "Lessons end in quarrels.",
    ):  # fmt: skip
        assert said in text
    closed = client.post(notice, typed(**boxes("starts_on", date(2026, 11, 28)))).content.decode()
    assert "28 November 2026 is not a school day at Example School" in closed
    assert not OffSiteDirection.objects.exists()


def test_of_a_provider_on_the_list_neither_name_nor_address_is_asked_and_one_that_lapsed_is_not_on_it(
    people: People,
) -> None:
    fit, lapsed = unit(), unit("Lapsed Unit", quality_checked_on=date(2025, 1, 1))
    client = make.signed_in(people.head)
    notice = reverse("exclusions:off_site:notice", args=[people.child.key])
    page = client.get(notice).content.decode()
    assert ("Demo Unit" in page, "Lapsed Unit" in page) == (True, False)
    refused = client.post(notice, typed(provider=lapsed.key, place_name="", address="")).content.decode()
    assert "Lapsed Unit cannot be chosen. The quality visit counted until" in refused
    client.post(notice, typed(provider=fit.key, place_name="", address=""))
    assert OffSiteDirection.objects.get().provider == fit


def test_an_officer_gives_the_place_on_the_case_and_reads_it_there(people: People) -> None:
    case = directed(
        people, date(2026, 11, 30), date(2026, 12, 18), provider=unit(), place_name="", address="",
        minutes=[150] * 2 + [0] * 8,
    )  # fmt: skip
    client = make.signed_in(people.officer)
    assert "Not given yet" in client.get(case.get_absolute_url()).content.decode()
    sent = {**boxes("on", date(2026, 11, 20)), "full_time": "no", "version": case.version}
    text = client.post(reverse("cases:step", args=[case.key, "place"]), sent, follow=True).content.decode()
    assert "Given until 18 December 2026" in text


def test_the_list_leaves_out_a_child_whose_record_is_closed(people: People) -> None:
    shown, hidden = people.child, make.child("Hidden", at=people.school)
    for child in (shown, hidden):
        directed(people, date(2026, 11, 30), date(2026, 12, 18), child=child)
    restrict(hidden, hidden.version, because="A refuge.", by=people.officer, on=date(2026, 11, 20))
    text = make.signed_in(people.officer).get(reverse("exclusions:off_site:list")).content.decode()
    assert (shown.shown_name in text, hidden.shown_name in text) == (True, False)


def test_a_head_of_another_school_finds_nothing(people: People) -> None:
    case = directed(people, date(2026, 11, 30), date(2026, 12, 18))
    stranger = make.signed_in(make.user("head", make.school("Other School").organisation, name="Other head"))
    for name, more in (("sent", []), ("step", ["return"]), ("answer", []), ("notice_letter", [])):
        assert stranger.get(reverse(f"exclusions:off_site:{name}", args=[case.key, *more])).status_code == 404
