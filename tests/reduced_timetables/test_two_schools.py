"""A child of whom two schools tell a reduced timetable: each is received and knows nothing of the other's."""

from datetime import date, time

import pytest
from django.urls import reverse

from oxle.accounts.models import User
from oxle.cases import actions as cases
from oxle.cases.models import Case
from oxle.core.errors import Refused
from oxle.people.actions.school_life import leave
from oxle.people.models import Enrolment, EnrolmentKind
from oxle.provision.ledger import ledger
from oxle.provision.models import Offer
from oxle.schools.models import School
from reduced_timetables import pathway, queries
from tests import make
from tests.exclusions.make import People, moment
from tests.reduced_timetables.make import timetabled
from tests.reduced_timetables.test_pages import typed

pytestmark = pytest.mark.django_db
STARTS_ON, FRIDAY = date(2026, 11, 9), date(2026, 11, 13)
# The unit: the first two mornings, longer than the school's, and every afternoon.
BEGINS = [time(9), time(13)] * 2 + [None, time(13)] * 3
ENDS = [time(12), time(14)] * 2 + [None, time(14)] * 3


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-06T10:00:00+00:00")
    return People()


@pytest.fixture
def unit(people: People) -> tuple[School, User]:
    """A unit where the child is registered besides, and its head."""
    unit = make.school("Demo Unit")
    make.enrolled(people.child, unit, kind=EnrolmentKind.DUAL_SUBSIDIARY)
    return unit, make.user("head", unit.organisation, name="Unit Head")


def told(people: People) -> Case:
    return timetabled(people.child, people.school, people.head, STARTS_ON, on=date(2026, 11, 5))


def test_a_school_is_received_while_a_timetable_of_another_is_open_and_reads_nothing_of_it(
    people: People, unit: tuple[School, User]
) -> None:
    first, (school, head) = told(people), unit
    browser = make.signed_in(head)
    page = browser.get(reverse("reduced_timetables:notice", args=[people.child.key])).text
    page += browser.post(reverse("reduced_timetables:notice", args=[people.child.key]), typed(), follow=True).text
    second = Case.objects.get(school=school)
    assert (second.is_open, second.per_school, first.is_open) == (True, True, True)
    assert second.reference in page
    for hidden in (first.reference, people.school.name):
        assert hidden not in page
    for name in ("sent", "paper"):
        assert browser.get(reverse(f"reduced_timetables:{name}", args=[first.key])).status_code == 404


def test_a_school_that_tells_twice_is_led_to_its_own_open_timetable(people: People) -> None:
    first = told(people)
    with pytest.raises(Refused, match=f"already has an open case of this kind, {first.reference}"):
        told(people)


def test_a_session_that_two_schools_offer_counts_once_and_never_more_than_the_longer(
    people: People, unit: tuple[School, User]
) -> None:
    told(people)
    school, head = unit
    timetabled(people.child, school, head, STARTS_ON, on=date(2026, 11, 5), begins=BEGINS, ends=ENDS)
    assert Offer.objects.filter(child=people.child).count() == 2
    # Two mornings of three hours, three of two and a half, and five afternoons of one.
    assert ledger(people.child, STARTS_ON, FRIDAY).offered == 2 * 180 + 3 * 150 + 5 * 60


def test_of_a_child_who_left_no_timetable_counts_though_nobody_closed_it_and_after_a_move_that_of_the_new_school_alone(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")
    first, moved_on = told(people), date(2026, 11, 16)
    enrolment = Enrolment.objects.get()
    leave(enrolment, enrolment.version, by=people.officer, on=date(2026, 11, 13))
    afternoons = {"begins": [None, time(13)] * 5, "ends": [None, time(14)] * 5}
    weeks = [(STARTS_ON, FRIDAY), (moved_on, date(2026, 11, 20))]
    # On no register nothing is offered.
    assert [ledger(people.child, *week).offered for week in weeks] == [5 * 150, 0]
    school = make.school("Demo New School")
    make.enrolled(people.child, school, moved_on)
    head = make.user("head", school.organisation, name="New Head")
    timetabled(people.child, school, head, moved_on, on=date(2026, 11, 6), **afternoons)
    assert [ledger(people.child, *week).offered for week in weeks] == [5 * 150, 5 * 60]
    first.refresh_from_db()
    assert first.is_open


def test_what_one_school_closes_leaves_the_other_open(people: People, unit: tuple[School, User]) -> None:
    first, (school, head) = told(people), unit
    second = timetabled(people.child, school, head, STARTS_ON, on=date(2026, 11, 5))
    on = date(2026, 11, 6)
    cases.take(first, pathway.MISTAKE, by=people.officer, on=on, at=moment(on), reason="Another pupil.")
    assert [one.told.case for one in queries.standing_for(people.officer, on)] == [second]
    assert list(Offer.objects.values_list("school", flat=True)) == [school.pk]


def test_the_officer_reads_on_the_page_of_one_that_another_school_has_one_open(
    people: People, unit: tuple[School, User]
) -> None:
    first, (school, head) = told(people), unit
    timetabled(people.child, school, head, STARTS_ON, on=date(2026, 11, 5))
    page = make.signed_in(people.officer).get(first.get_absolute_url()).text
    assert "9 November 2026 to 6 December 2026, 12 hours 30 minutes a week, Demo Unit. Still open" in page
