"""Whom a provider did not see, where no school says anything: told of the same day, open until somebody says where."""

from datetime import date

import pytest
from django.urls import reverse

from oxle.audit.models import Sight
from oxle.cases.sweep import sweep
from oxle.cases.work import work_of
from oxle.core.dates import now
from oxle.correspondence.models import Message
from oxle.people import actions as people
from oxle.provision.actions import add_provider, make_offer
from oxle.provision.models import OfferKind, ProviderKind, ProviderWeek, Whereabouts
from oxle.provision.unseen import missed, unseen, unseen_of
from oxle.registers.actions import write_marks
from oxle.registers.extract import SessionMark
from oxle.registers.extract_rows import Half
from oxle.schooldays.actions import add_calendar, add_closure, add_term
from oxle.schooldays.models import ClosureKind
from tests import make

pytestmark = pytest.mark.django_db
TODAY, MONDAY = date(2026, 11, 24), date(2026, 11, 23)
TUESDAY_MORNING = [0, 0, 150, 0, 0, 0, 0, 0, 0, 0]


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-24T10:00:00+00:00")


@pytest.fixture
def unit():
    return add_provider(name="Demo Unit", kind=ProviderKind.PRU, by=make.someone())


@pytest.fixture
def officer():
    return make.user("exclusion_officer")


def placed(unit, given: str, mark: str = "", at=None):
    """A pupil who is expected on Tuesday mornings, with the unit's mark of today."""
    child = make.child(given, "Example", at=at)
    make_offer(
        child, unit, kind=OfferKind.ALTERNATIVE, from_on=date(2026, 11, 24), to_on=None, minutes=TUESDAY_MORNING,
        source="OX", by=None,
    )  # fmt: skip
    if mark:
        marks = " " * 4 + f"{mark:2}" + " " * 14
        ProviderWeek.objects.create(child=child, provider=unit, monday=MONDAY, marks=marks)
    return child


def address(child, unit) -> str:
    return reverse("provision:say_where", args=[child.key, unit.key])


def marked(child, unit, mark: str) -> None:
    """The unit's mark of this Tuesday morning is put right."""
    ProviderWeek.objects.filter(child=child, provider=unit).update(marks=" " * 4 + f"{mark:2}" + " " * 14)


def names(user) -> list[tuple[str, str, str]]:
    found = unseen(user, now())
    return [(one.child.shown_name, one.school.name if one.school else "", one.code) for one in found]


def test_an_absence_of_a_pupil_on_no_register_is_known_at_once_and_a_missing_mark_once_the_day_is_over(
    unit, officer, monkeypatch
):
    placed(unit, "Ash", "O")
    placed(unit, "Birch")
    placed(unit, "Cedar", "/")
    assert names(officer) == [("Ash Example", "", "O")]
    monkeypatch.setenv("OXLE_NOW", "2026-11-24T17:00:00+00:00")
    assert names(officer) == [("Ash Example", "", "O"), ("Birch Example", "", "")]


@pytest.mark.parametrize(("code", "is_told"), [("", True), ("E", True), ("B", False), ("I", False), ("/", False)])
def test_of_a_pupil_on_a_register_it_is_known_until_the_school_says_something(unit, officer, code, is_told):
    school = make.school()
    child = placed(unit, "Ash", "O", at=school)
    if code:
        write_marks(child, school, [SessionMark(TODAY, Half.MORNING, code)], source="daily feed", by=None)
    assert names(officer) == ([("Ash Example", "Example School", "O")] if is_told else [])


def test_on_a_day_without_school_nobody_is_missed(unit, officer):
    maker = make.someone()
    calendar = add_calendar("The council’s", by=maker, on=MONDAY, is_default=True)
    add_term(calendar, name="Autumn", starts_on=date(2026, 11, 2), ends_on=date(2026, 12, 18), by=maker, on=MONDAY)
    placed(unit, "Ash", "O")
    assert len(names(officer)) == 1
    add_closure(calendar, kind=ClosureKind.INSET, starts_on=TODAY, ends_on=TODAY, by=maker, on=MONDAY)
    assert names(officer) == []


def test_the_officers_list_and_work_have_it_the_same_day_and_a_school_and_the_restricted_childs_strangers_do_not(
    unit, officer
):
    school = make.school()
    child, hidden = placed(unit, "Ash", "O", at=school), placed(unit, "Birch", "O")
    people.restrict(hidden, hidden.version, because="A refuge.", by=officer, on=TODAY)
    page = make.signed_in(officer).get(reverse("provision:mismatches"))
    assert [row.record.child for row in page.context["unseen"].page.object_list] == [child]
    assert child.pk in Sight.objects.latest("pk").children
    assert "1 pupil not seen at a provider" in [task.title for task in work_of(officer, TODAY).today]
    head = make.signed_in(make.user("head", at=school.organisation)).get(reverse("provision:mismatches"))
    assert head.context["unseen"] is None


def test_a_pupil_stays_on_the_list_until_somebody_says_where_they_were_and_that_stays_on_their_record(
    unit, officer, monkeypatch
):
    child, other = placed(unit, "Ash", "O"), placed(unit, "Birch", "O")
    monkeypatch.setenv("OXLE_NOW", "2026-12-15T10:00:00+00:00")
    waiting = [one.on for one in unseen_of(officer, child, unit, now())]
    assert waiting == [TODAY, date(2026, 12, 1), date(2026, 12, 8)]
    browser = make.signed_in(officer)
    page = browser.get(reverse("provision:mismatches")).content.decode()
    assert address(child, unit) in page
    told = {"sessions": ["2026-11-24-0", "2026-12-01-0"], "said": "At the dentist, says the unit."}
    assert browser.post(address(child, unit), told).url == reverse("provision:mismatches")
    assert [one.on for one in unseen_of(officer, child, unit, now())] == [date(2026, 12, 8)]
    assert len(unseen_of(officer, other, unit, now())) == 3
    record = browser.get(reverse("people:child", args=[child.key])).content.decode()
    assert record.count("At the dentist, says the unit.") == 2
    assert "Morning of Tuesday 1 December 2026, Demo Unit" in record


def test_where_the_provider_changes_its_mark_it_is_asked_again(unit, officer):
    child = placed(unit, "Ash", "O")
    browser = make.signed_in(officer)
    browser.post(address(child, unit), {"sessions": ["2026-11-24-0"], "said": "At home, ill."})
    assert names(officer) == []
    marked(child, unit, "I")
    assert names(officer) == [("Ash Example", "", "I")]
    marked(child, unit, "/")
    assert names(officer) == []


def test_nothing_is_kept_without_words_or_without_a_session(unit, officer):
    child = placed(unit, "Ash", "O")
    browser = make.signed_in(officer)
    page = browser.post(address(child, unit), {"sessions": ["2026-11-24-0"], "said": " "})
    assert page.context["form"].errors["said"] == ["Enter where the pupil was"]
    page = browser.post(address(child, unit), {"said": "At home, ill."})
    assert page.context["form"].errors["sessions"] == ["Select which sessions it is about"]
    assert "At home, ill." in page.content.decode()
    page = browser.post(address(child, unit), {"sessions": ["2026-11-25-0"], "said": "At home, ill."})
    assert "sessions" in page.context["form"].errors
    assert not Whereabouts.objects.exists()


def test_what_somebody_has_said_meanwhile_stays_and_what_was_typed_is_shown_to_be_copied(unit, officer):
    child = placed(unit, "Ash", "O")
    answer = {"sessions": ["2026-11-24-0"], "said": "At home, ill."}
    make.signed_in(officer).post(address(child, unit), answer)
    second = make.user("exclusion_officer", email="second@example.org")
    page = make.signed_in(second).post(address(child, unit), answer | {"said": "In town."})
    assert "Nothing waits for an answer" in page.content.decode()
    assert "In town." in page.content.decode()
    assert [row.said for row in Whereabouts.objects.all()] == ["At home, ill."]


def test_only_the_council_says_where_and_only_of_a_child_it_sees_and_a_place_it_had(unit, officer):
    school = make.school()
    child, hidden = placed(unit, "Ash", "O", at=school), placed(unit, "Birch", "O")
    people.restrict(hidden, hidden.version, because="A refuge.", by=officer, on=TODAY)
    browser = make.signed_in(officer)
    assert browser.get(address(child, unit)).status_code == 200
    assert browser.get(address(hidden, unit)).status_code == 404
    other = add_provider(name="Farm School", kind=ProviderKind.PRU, by=make.someone())
    assert browser.get(address(child, other)).status_code == 404
    head = make.signed_in(make.user("head", at=school.organisation))
    assert head.get(address(child, unit)).status_code == 404
    manager = make.signed_in(make.user("manager"))
    assert manager.get(address(child, unit)).status_code == 403
    assert address(child, unit) not in manager.get(reverse("provision:mismatches")).content.decode()


def test_the_last_session_is_the_afternoon_and_the_form_has_the_oldest_first(unit, officer, monkeypatch):
    child = make.child("Ash", "Example")
    make_offer(
        child, unit, kind=OfferKind.ALTERNATIVE, from_on=date(2026, 11, 24), to_on=None,
        minutes=[0, 0, 150, 150, 0, 0, 0, 0, 0, 0], source="OX", by=None,
    )  # fmt: skip
    monkeypatch.setenv("OXLE_NOW", "2026-11-24T17:00:00+00:00")
    assert [(one.last.half, one.count) for one in missed(officer, now())] == [(Half.AFTERNOON, 2)]
    assert [one.half for one in unseen_of(officer, child, unit, now())] == [Half.MORNING, Half.AFTERNOON]


def test_of_more_than_six_weeks_ago_nobody_is_asked(unit, officer, monkeypatch):
    child = placed(unit, "Ash", "O")
    monkeypatch.setenv("OXLE_NOW", "2027-01-04T10:00:00+00:00")
    assert TODAY in [one.on for one in unseen_of(officer, child, unit, now())]
    monkeypatch.setenv("OXLE_NOW", "2027-01-05T10:00:00+00:00")
    assert TODAY not in [one.on for one in unseen_of(officer, child, unit, now())]


def test_officers_are_written_to_the_same_day_once_as_soon_as_it_is_known_and_once_when_the_day_is_over(
    unit, officer, monkeypatch
):
    def written() -> list[tuple[int, str]]:
        return list(Message.objects.filter(kind="cases.not_seen").values_list("user", "reference"))

    sweep(at=now())
    assert written() == []
    placed(unit, "Ash", "O")
    placed(unit, "Birch")
    for _ in range(2):
        sweep(at=now())
    assert written() == [(officer.pk, "1")]
    monkeypatch.setenv("OXLE_NOW", "2026-11-24T17:00:00+00:00")
    for _ in range(2):
        sweep(at=now())
    assert sorted(written()) == [(officer.pk, "1"), (officer.pk, "2")]
