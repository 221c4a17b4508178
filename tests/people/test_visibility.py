"""Which children a person may see: by role, school, conflict of interest, restriction and merge."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.http import Http404

from oxle.accounts.models import User
from oxle.accounts.visibility import settle_once, visible_to
from oxle.audit.models import Sight
from oxle.core.errors import Refused
from oxle.people import actions, visibility
from oxle.people.models import Adult, BreakGlass, Child, Vulnerability
from tests import make

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 9, 15, 11, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", NOON.isoformat())


def seen_by(user: User) -> list[str]:
    """Whom somebody sees, the same whether a request asks or anything else does."""
    fresh, of_request = User.objects.get(pk=user.pk), User.objects.get(pk=user.pk)
    settle_once(of_request)
    seen, in_request = (
        list(visible_to(one, Child).order_by("sort_name").values_list("shown_name", flat=True))
        for one in (fresh, of_request)
    )
    assert in_request == seen
    return seen


@pytest.mark.parametrize("role", ["attendance_officer", "senior_attendance_officer", "admin_officer", "manager"])
def test_council_staff_with_pupils_in_their_role_see_every_child(role: str) -> None:
    make.child("One")
    make.child("Two", at=make.school())
    assert seen_by(make.user(role)) == ["One Pupil", "Two Pupil"]


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_roles_without_pupils_see_no_child(role: str) -> None:
    make.child(at=make.school())
    assert seen_by(make.user(role)) == []


def test_a_virtual_school_officer_sees_looked_after_children_only() -> None:
    make.child("Home")
    for given, to_on in [("Now", None), ("Before", date(2026, 9, 14))]:
        Vulnerability.objects.create(
            child=make.child(given), kind="looked_after", from_on=date(2025, 1, 1), to_on=to_on, source="Social care"
        )
    assert seen_by(make.user("virtual_school_officer")) == ["Now Pupil"]


def test_a_school_sees_the_children_on_its_register_today() -> None:
    own, other = make.school("Own School"), make.school("Other School")
    make.child("Here", at=own)
    make.child("Elsewhere", at=other)
    make.child("Nowhere")
    left = make.child("Left", at=own)
    row = left.enrolments.get()
    actions.leave(row, row.version, by=make.someone(), on=date(2026, 9, 14))
    lead = make.user("school_attendance_lead", at=own.organisation)
    assert seen_by(lead) == ["Here Pupil"]


def test_a_conflict_of_interest_closes_the_child_from_its_first_day_to_its_last() -> None:
    officer, child = make.user("attendance_officer"), make.child()
    conflict = actions.declare_conflict(child, user=officer, reason="My own child", by=officer, on=make.ON)
    assert seen_by(officer) == []
    assert seen_by(make.user("manager")) == ["Demo Pupil"]
    actions.end_conflict(conflict, by=make.user("manager", name="Other manager"), on=date(2026, 9, 15))
    assert seen_by(officer) == []
    conflict.to_on = date(2026, 9, 14)
    conflict.from_on = date(2026, 9, 1)
    conflict.save()
    assert seen_by(officer) == ["Demo Pupil"]


def test_nobody_ends_their_own_conflict_of_interest() -> None:
    manager, child = make.user("manager"), make.child()
    conflict = actions.declare_conflict(child, user=manager, reason="A neighbour", by=manager, on=make.ON)
    with pytest.raises(Refused):
        actions.end_conflict(conflict, by=manager, on=make.ON)


def test_a_conflict_closes_the_child_of_ones_own_school_too() -> None:
    school = make.school()
    head, child = make.user("head", at=school.organisation), make.child(at=school)
    actions.declare_conflict(child, user=head, reason="My own child", by=make.someone(), on=make.ON)
    assert seen_by(head) == []


def restricted(given: str = "Demo", **facts: object) -> Child:
    child = make.child(given, **facts)
    actions.restrict(child, child.version, because="A councillor’s family", by=make.someone(), on=make.ON)
    return child


def test_a_restricted_child_opens_for_a_day_to_whoever_breaks_the_glass(monkeypatch: pytest.MonkeyPatch) -> None:
    officer, other, child = make.user("attendance_officer"), make.user("manager"), restricted()
    assert seen_by(officer) == seen_by(other) == []
    opened = actions.break_glass(child, reason="Duty call about an injury", by=officer, at=NOON)
    assert opened.expires_at == NOON + timedelta(hours=24)
    assert seen_by(officer) == ["Demo Pupil"]
    assert seen_by(other) == []
    monkeypatch.setenv("OXLE_NOW", (NOON + timedelta(hours=24)).isoformat())
    assert seen_by(officer) == []


def test_whom_somebody_may_open_is_asked_once_a_request(django_assert_num_queries: Any) -> None:
    officer, child = make.user("attendance_officer"), restricted()
    actions.break_glass(child, reason="Duty call about an injury", by=officer, at=NOON)
    of_request = User.objects.get(pk=officer.pk)
    settle_once(of_request)
    assert list(visible_to(of_request, Child)) == [child]
    with django_assert_num_queries(1):
        assert list(visible_to(of_request, Child)) == [child]


def test_breaking_the_glass_needs_a_real_reason() -> None:
    with pytest.raises(Refused) as refused:
        actions.break_glass(restricted(), reason="  need to ", by=make.user("manager"), at=NOON)
    assert refused.value.field == "reason"
    assert BreakGlass.objects.count() == 0


def test_higher_layers_are_told_when_the_glass_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[BreakGlass] = []
    monkeypatch.setattr(actions.access, "on_break_glass", [told.append])
    opened = actions.break_glass(restricted(), reason="Duty call about an injury", by=make.user("manager"), at=NOON)
    assert told == [opened]


def test_nobody_reviews_their_own_opening() -> None:
    manager = make.user("manager")
    opened = actions.break_glass(restricted(), reason="Duty call about an injury", by=manager, at=NOON)
    with pytest.raises(Refused):
        actions.review_break_glass(opened, by=manager, at=NOON)
    actions.review_break_glass(opened, by=make.user("manager", name="Other manager"), at=NOON)
    assert BreakGlass.objects.get().reviewed_by.name == "Other manager"


def test_a_standing_reason_of_a_higher_layer_opens_a_restricted_child(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db.models import Q

    officer, child = make.user("attendance_officer"), restricted()
    monkeypatch.setattr(visibility, "REASONS_TO_OPEN", [lambda user: Q(pk=child.pk)])
    assert seen_by(officer) == ["Demo Pupil"]


def test_a_conflict_of_interest_is_stronger_than_a_broken_glass() -> None:
    officer, child = make.user("attendance_officer"), restricted()
    actions.break_glass(child, reason="Duty call about an injury", by=officer, at=NOON)
    actions.declare_conflict(child, user=officer, reason="A relative", by=officer, on=make.ON)
    assert seen_by(officer) == []
    with pytest.raises(Http404):
        visibility.get_restricted_for(officer, child.key)


def test_only_a_restricted_child_that_is_closed_to_a_person_can_be_asked_for() -> None:
    officer, child = make.user("attendance_officer"), restricted()
    assert visibility.get_restricted_for(officer, child.key) == child
    for stranger in (make.user("head"), make.user("solicitor"), make.user("administrator")):
        with pytest.raises(Http404):
            visibility.get_restricted_for(stranger, child.key)
    with pytest.raises(Http404):
        visibility.get_restricted_for(officer, make.child("Open").key)


def test_a_child_out_of_reach_is_the_same_404_as_one_that_does_not_exist_and_no_sight_is_recorded() -> None:
    officer = make.user("attendance_officer")
    for key in (restricted().key, "nosuchkey"):
        with pytest.raises(Http404):
            visibility.get_child_for(officer, key)
    assert Sight.objects.count() == 0


def test_opening_a_child_records_the_sight() -> None:
    officer, child = make.user("attendance_officer"), make.child()
    assert visibility.get_child_for(officer, child.key) == child
    assert list(Sight.objects.values_list("actor", "what", "children")) == [("test", "page", [child.pk])]


def test_a_merged_record_answers_with_the_one_kept() -> None:
    officer, kept, merged = make.user("attendance_officer"), make.child("Kept"), make.child("Merged")
    actions.merge(kept, merged, reason="Same birth certificate", by=officer, at=NOON)
    assert visibility.get_child_for(officer, merged.key) == kept
    assert seen_by(officer) == ["Kept Pupil"]


def test_adults_are_seen_through_children_that_are_seen() -> None:
    officer, open_child, closed = make.user("attendance_officer"), make.child("Open"), make.child("Closed")
    seen, unseen = make.parent(open_child, "Seen"), make.parent(closed, "Unseen")
    alone = make.adult("Alone")
    actions.declare_conflict(closed, user=officer, reason="My own child", by=officer, on=make.ON)
    assert set(visible_to(officer, Adult)) == {seen, alone}
    assert unseen not in visible_to(officer, Adult)
    assert set(visible_to(make.user("administrator"), Adult)) == set()
