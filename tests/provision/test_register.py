"""A provider's register: who is on it, how a whole class is marked, what is refused, and what stays in the history."""

from datetime import date

import pytest
from django.urls import reverse

from oxle.accounts.visibility import visible_to
from oxle.audit.models import Sight
from oxle.people import actions as people
from oxle.people.models import Child
from oxle.provision.actions import add_provider, make_offer, state_full_week
from oxle.provision.models import GivenMark, Offer, OfferKind, Provider, ProviderKind, ProviderWeek
from oxle.schooldays.actions import add_calendar, add_closure, add_term
from oxle.schooldays.models import ClosureKind
from tests import make
from tests.offers import Offers

pytestmark = pytest.mark.django_db
# A Tuesday.
TODAY = date(2026, 11, 24)
MONDAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-24T12:00:00+00:00")


@pytest.fixture
def unit() -> Provider:
    return add_provider(name="Demo Unit", kind=ProviderKind.PRU, by=make.someone())


@pytest.fixture
def other() -> Provider:
    return add_provider(name="Other Unit", kind=ProviderKind.PRU, by=make.someone())


@pytest.fixture
def teacher(unit):
    return make.user("provider", unit.organisation)


@pytest.fixture
def browser(teacher):
    return make.signed_in(teacher)


def placed(family: str, at: Provider, minutes=(150,) * 10, from_on=date(2026, 11, 2), to_on=None) -> Child:
    child = make.child(family=family)
    make_offer(
        child, at, kind=OfferKind.ALTERNATIVE, from_on=from_on, to_on=to_on, minutes=list(minutes), source="OX", by=None
    )
    return child


def text(response) -> str:
    return response.content.decode()


def url_of(unit: Provider, day: date = TODAY) -> str:
    return reverse("provision:register", args=[unit.key, day.isoformat()])


def register_of(response):
    form = next(form for form in Offers(text(response)).forms if form.method == "post" and form.action == "")
    form.fields.pop("rest_present", None)
    return form


def typed(browser, url: str, **changes) -> dict:
    """What the page's form would send with its first button, with changes."""
    return register_of(browser.get(url)).fields | {name: [value] for name, value in changes.items()}


def field(child: Child, half: int) -> str:
    return f"mark-{child.key}-{half}"


def kept(child: Child) -> str:
    return ProviderWeek.objects.get(child=child).marks


def test_a_provider_sees_those_who_have_a_place_there_today_and_nobody_else(browser, teacher, unit, other):
    here, elsewhere = placed("Here", unit), placed("Elsewhere", other)
    gone = placed("Gone", unit, to_on=date(2026, 11, 23))
    to_come = placed("Tocome", unit, from_on=date(2026, 11, 25))
    assert set(visible_to(teacher, Child)) == {here}
    assert [offer.child for offer in visible_to(teacher, Offer)] == [here]
    page = reverse("provision:register_pupil", args=[unit.key, here.key])
    assert browser.get(page).status_code == 200
    for stranger in (elsewhere, gone, to_come):
        assert browser.get(page.replace(here.key, stranger.key)).status_code == 404
    assert browser.get(url_of(other)).status_code == 404
    assert browser.get(reverse("people:child", args=[here.key])).status_code == 403
    shown = text(browser.get(url_of(unit)))
    assert "Here" in shown
    assert not any(name in shown for name in ("Elsewhere", "Gone", "Tocome"))


def test_the_sight_of_a_class_is_recorded(browser, teacher, unit):
    children = [placed(name, unit) for name in ("One", "Two")]
    browser.get(url_of(unit))
    seen = Sight.objects.latest("pk")
    assert sorted(seen.children) == sorted(child.pk for child in children)


def test_home_is_the_register_of_today(browser, unit):
    placed("One", unit)
    response = browser.get("/", follow=True)
    assert response.redirect_chain[-1][0] == url_of(unit)
    assert "Register for Tuesday 24 November 2026" in text(response)


def test_a_whole_class_is_marked_at_once_and_shown_as_saved(browser, unit):
    one, two = placed("One", unit), placed("Two", unit)
    changes = {field(one, 0): "present", field(one, 1): "L", field(two, 0): "O"}
    response = browser.post(url_of(unit), typed(browser, url_of(unit), **changes), follow=True)
    assert "The register is saved." in text(response)
    assert "1 session not marked yet" in text(response)
    assert kept(one) == " " * 4 + "/ L " + " " * 12
    assert kept(two) == " " * 4 + "O   " + " " * 12


def test_all_others_are_marked_present_with_one_button_and_no_script(browser, unit):
    one, two = placed("One", unit), placed("Two", unit)
    sent = typed(browser, url_of(unit), **{field(one, 0): "I"}) | {"rest_present": ["yes"]}
    browser.post(url_of(unit), sent)
    assert kept(one) == " " * 4 + "I \\ " + " " * 12
    assert kept(two) == " " * 4 + "/ \\ " + " " * 12


def test_in_the_morning_nobody_is_marked_present_for_the_afternoon(browser, unit, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-24T09:15:00+00:00")
    one, two = placed("One", unit), placed("Two", unit)
    assert "Mark all others present this morning and save" in text(browser.get(url_of(unit)))
    sent = typed(browser, url_of(unit), **{field(one, 1): "M"}) | {"rest_present": ["yes"]}
    browser.post(url_of(unit), sent)
    # An absence that is known already may stand; a presence that nobody can have seen may not.
    assert (kept(one)[4:8], kept(two)[4:8]) == ("/ M ", "/   ")
    assert "Mark all others" not in text(browser.get(url_of(unit)))
    for says in ("present", "L"):
        response = browser.post(url_of(unit), typed(browser, url_of(unit), **{field(two, 1): says}))
        assert response.context["form"].errors[field(two, 1)] == [
            "Nobody can be marked present this afternoon before 12 o’clock. An absence that is known already can be "
            "marked."
        ]
    assert kept(two)[4:8] == "/   "
    # Of a day that is past both halves are over.
    browser.post(url_of(unit, MONDAY), typed(browser, url_of(unit, MONDAY)) | {"rest_present": ["yes"]})
    assert kept(two)[:8] == "/ \\ /   "


def test_only_sessions_of_the_timetable_can_be_marked(browser, unit):
    child = placed("Mornings", unit, minutes=[150, 0] * 5)
    assert field(child, 1) not in typed(browser, url_of(unit))
    sent = typed(browser, url_of(unit)) | {field(child, 1): ["present"]}
    response = browser.post(url_of(unit), sent)
    assert response.context["form"].non_field_errors() == [
        "A mark can only be given for a session in which the pupil has a place at Demo Unit. One of these pupils has "
        "none on the afternoon of Tuesday 24 November 2026, so nothing was saved."
    ]
    assert not ProviderWeek.objects.exists()


def test_a_mark_for_a_child_whose_place_has_ended_is_refused_and_nothing_else_is_saved(browser, unit):
    one, leaving = placed("One", unit), placed("Leaving", unit)
    sent = typed(browser, url_of(unit), **{field(one, 0): "present", field(leaving, 0): "present"})
    Offer.objects.filter(child=leaving).update(to_on=date(2026, 11, 23))
    response = browser.post(url_of(unit), sent)
    assert "a session in which the pupil has a place at Demo Unit" in response.context["form"].non_field_errors()[0]
    assert not ProviderWeek.objects.exists()


def test_the_last_days_of_a_place_are_marked_and_put_right_for_two_weeks_after_it(browser, teacher, unit, monkeypatch):
    child = placed("Leaver", unit, to_on=date(2026, 11, 20))
    friday = url_of(unit, date(2026, 11, 20))
    for says in ("present", "O"):
        response = browser.post(friday, typed(browser, friday, **{field(child, 1): says}))
        assert response.status_code == 302
    assert ProviderWeek.objects.get(child=child).marks[18:] == "O "
    # Of the pupil nothing else is seen, and on no day after the last.
    assert set(visible_to(teacher, Child)) == set()
    assert browser.get(friday).context["rows"][0]["url"] == ""
    assert "Leaver" not in text(browser.get(url_of(unit, MONDAY)))
    monkeypatch.setenv("OXLE_NOW", "2026-12-04T12:00:00+00:00")
    late = typed(make.signed_in(teacher), friday, **{field(child, 1): "L"})
    monkeypatch.setenv("OXLE_NOW", "2026-12-05T12:00:00+00:00")
    browser = make.signed_in(teacher)
    assert "Leaver" not in text(browser.get(friday))
    assert browser.post(friday, late).context["form"].non_field_errors() == [
        "The sessions of a place can be marked for 14 days after its last day. One of these pupils had a place on the "
        "afternoon of Friday 20 November 2026 that ended on 20 November 2026, so nothing was saved."
    ]
    assert ProviderWeek.objects.get(child=child).marks[18:] == "O "


def test_of_a_pupil_restricted_since_the_place_ended_the_register_shows_nothing(browser, unit):
    child = placed("Hidden", unit, to_on=date(2026, 11, 20))
    people.restrict(child, child.version, because="A refuge.", by=make.someone(), on=TODAY)
    friday = url_of(unit, date(2026, 11, 20))
    assert "Hidden" not in text(browser.get(friday))
    response = browser.post(friday, {field(child, 0): "present", "csrfmiddlewaretoken": ""})
    assert response.context["form"].non_field_errors() == [
        "One of these pupils cannot be marked for the morning of Friday 20 November 2026 any more. Ask the council. "
        "Nothing was saved."
    ]
    assert not ProviderWeek.objects.exists()


def test_what_was_put_right_stays_in_the_history(browser, teacher, unit):
    child = placed("One", unit)
    for says in ("N", "L"):
        browser.post(url_of(unit), typed(browser, url_of(unit), **{field(child, 0): says}))
    assert kept(child)[4:6] == "L "
    given = [(row.code, row.before, row.session, row.by) for row in GivenMark.objects.all()]
    assert given == [("N", "", 2, teacher), ("L", "N", 2, teacher)]
    shown = text(browser.get(reverse("provision:register_pupil", args=[unit.key, child.key])))
    assert "25 hours a week here, of a full week of 24 hours." in shown
    assert "Put right from “Absent: reason not known yet” to “Late”" in shown
    assert "Morning of Tuesday 24 November 2026" in shown


def test_the_hours_offered_are_held_against_a_full_week_of_the_pupil(browser, unit):
    child = placed("One", unit, minutes=[60] * 10)
    state_full_week(child, from_on=date(2026, 11, 2), minutes=1_230, source="The plan", by=make.someone())
    shown = text(browser.get(reverse("provision:register_pupil", args=[unit.key, child.key])))
    assert "10 hours a week here, of a full week of 20 hours 30 minutes: 10 hours 30 minutes less." in shown


def test_nobody_overwrites_a_mark_they_have_not_seen(browser, unit):
    child = placed("One", unit)
    mine = typed(browser, url_of(unit), **{field(child, 0): "present"})
    browser.post(url_of(unit), typed(browser, url_of(unit), **{field(child, 0): "O"}))
    response = browser.post(url_of(unit), mine)
    assert response.context["form"].errors[field(child, 0)] == [
        "Somebody else has changed this mark meanwhile: it is now “Absent: no reason”. Save again to put yours there."
    ]
    assert kept(child)[4:6] == "O "
    # The page that says so has seen it, so that the second time counts.
    again = register_of(response)
    assert again.fields[field(child, 0)] == ["present"]
    browser.post(url_of(unit), again.fields)
    assert kept(child)[4:6] == "/ "


def test_the_same_register_sent_twice_is_one(browser, unit):
    child = placed("One", unit)
    sent = typed(browser, url_of(unit), **{field(child, 0): "present"})
    browser.post(url_of(unit), sent)
    response = browser.post(url_of(unit), sent)
    assert response.status_code == 302
    assert GivenMark.objects.count() == 1


def test_days_that_are_past_can_be_marked_and_days_to_come_cannot(browser, unit):
    child = placed("One", unit)
    browser.post(url_of(unit, MONDAY), typed(browser, url_of(unit, MONDAY), **{field(child, 0): "present"}))
    assert kept(child)[:2] == "/ "
    assert browser.get(url_of(unit, date(2026, 11, 25))).status_code == 404
    assert browser.get(url_of(unit, TODAY).replace("2026-11-24", "yesterday")).status_code == 404


def test_on_a_day_on_which_the_pupils_school_is_closed_nobody_is_expected(browser, unit):
    maker = make.someone()
    calendar = add_calendar("The council’s", by=maker, on=MONDAY, is_default=True)
    add_term(calendar, name="Autumn", starts_on=date(2026, 11, 2), ends_on=date(2026, 12, 18), by=maker, on=MONDAY)
    add_closure(calendar, kind=ClosureKind.INSET, starts_on=MONDAY, ends_on=MONDAY, by=maker, on=MONDAY)
    own = add_calendar("Own", by=maker, on=MONDAY)
    add_term(own, name="Autumn", starts_on=date(2026, 11, 2), ends_on=date(2026, 12, 18), by=maker, on=MONDAY)
    closed, there = placed("Closed", unit), placed("Open", unit)
    make.enrolled(there, make.school("Own School", calendar=own))
    page = text(browser.get(url_of(unit, MONDAY)))
    assert "1 pupil who has a place here is not listed: on this day the pupil’s school is closed (INSET day)." in page
    sent = typed(browser, url_of(unit, MONDAY)) | {"rest_present": ["yes"]}
    browser.post(url_of(unit, MONDAY), sent)
    assert kept(there)[:4] == "/ \\ "
    response = browser.post(url_of(unit, MONDAY), sent | {field(closed, 0): ["present"]})
    assert response.context["form"].non_field_errors() == [
        "A mark can only be given on a day on which the pupil’s school is open. That of one of these pupils is closed "
        "on Monday 23 November 2026 (INSET day), so nothing was saved."
    ]
    assert not ProviderWeek.objects.filter(child=closed).exists()
    assert "not listed" not in text(browser.get(url_of(unit)))


def test_what_is_no_mark_is_said_at_its_field(browser, unit):
    child = placed("One", unit)
    response = browser.post(url_of(unit), typed(browser, url_of(unit), **{field(child, 0): "Q"}))
    assert list(response.context["form"].errors) == [field(child, 0)]
    assert not GivenMark.objects.exists()
