"""A large county, made tiny: as its size names, the same each time, and every case what its events say."""

from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from oxle.accounts.models import User
from oxle.audit.models import Change
from oxle.cases import duties
from oxle.cases.models import Case, Deadline
from oxle.people.models import Child, Enrolment
from oxle.registers.models import ChildWeek
from oxle.schools.models import School

pytestmark = pytest.mark.django_db
TODAY = "2026-11-25T10:00:00Z"


@pytest.fixture(autouse=True)
def demonstration(settings, monkeypatch):
    settings.DEMO = True
    monkeypatch.setenv("OXLE_NOW", TODAY)


def load(scale: str = "0.001", size: str = "county", **more: object) -> str:
    """Load a part of a county, of the large one by itself, within the test's transaction; what the command said."""
    said = StringIO()
    call_command(
        "load_demo", "--size", size, "--scale", scale, "--processes", "1", stdout=more.pop("stdout", said), **more
    )
    return said.getvalue()


def told() -> list[object]:
    """Everything that is told of each case, without keys and references, which are random everywhere, nor the primary
    keys of the parents who are invited."""
    return [
        (
            case.pathway,
            case.stage,
            str(case.subject),
            case.school.urn,
            case.owner and case.owner.email,
            [
                (event.step, event.on, event.at, event.stage_after, {**event.facts, "invited": None})
                for event in case.events.all()
            ],
            [(row.clock, row.due_on, row.state, row.met_on) for row in case.deadlines.all()],
            [
                (row.party.adult.name, row.kind, row.from_on, row.to_on)
                for party in case.parties.all()
                for row in party.routes.all()
            ],
        )
        for case in Case.objects.order_by("pk")
    ] + list(ChildWeek.objects.order_by("child__upn", "monday").values_list("child__upn", "monday", "marks"))


def test_a_large_county_is_as_large_as_its_size_names_and_every_case_is_what_its_events_say():
    said = load()
    assert School.objects.count() == 3
    assert Enrolment.objects.filter(to_on=None).count() == 100
    assert Case.objects.count() == 120
    assert Case.objects.filter(closed_on=None).count() == 20
    assert "Attendance cases: 120 of 120 (100%)" in said.splitlines()
    assert _integrity() == "Cases replayed: 120 of 120 (100%)\n120 cases replayed: every one is what its events say\n"


def test_every_step_was_taken_where_the_pathway_allows_it_and_no_two_referrals_of_a_child_overlap():
    load()
    for case in Case.objects.prefetch_related("events"):
        pathway = duties.pathway(case.pathway, case.pathway_version)
        first, *later = case.events.all()
        assert pathway.step(first.step) in pathway.opening
        assert [
            event.step for event in later if pathway.stage(event.stage_before) not in pathway.step(event.step).at
        ] == []
    referrals = Case.objects.filter(pathway="attendance/referrals").order_by("child", "opened_on")
    spans = list(referrals.values_list("child", "opened_on", "closed_on"))
    pairs = [(one, other) for one, other in pairwise(spans) if one[0] == other[0]]
    assert pairs
    assert [pair for pair in pairs if pair[0][2] is None or pair[0][2] >= pair[1][1]] == []


def test_the_county_of_one_day_is_the_same_each_time():
    with transaction.atomic():
        load("0.0005")
        once = told()
        transaction.set_rollback(True)
    assert not Case.objects.exists()
    load("0.0005")
    assert told() == once


def test_another_seed_gives_another_county():
    with transaction.atomic():
        load("0.0005")
        once = told()
        transaction.set_rollback(True)
    load("0.0005", seed=2)
    assert told() != once


def test_each_row_is_on_record_as_the_loads_own():
    load("0.0005")
    for model in (Child, Case, Deadline, ChildWeek):
        changes = Change.objects.filter(table=model._meta.db_table, action="insert", actor="command: load_demo")
        assert changes.count() == model.objects.count()


def test_a_case_whose_rows_were_tampered_with_is_named():
    load("0.0005")
    first, second, third, *_ = Case.objects.filter(closed_on=None, pathway="attendance/referrals").order_by("pk")
    Case.objects.filter(pk=first.pk).update(stage="invited" if first.stage == "received" else "received")
    deadline = second.deadlines.filter(due_on__isnull=False).first()
    Deadline.objects.filter(pk=deadline.pk).update(due_on="2026-12-25")
    third.deadlines.filter(pk=third.deadlines.first().pk).update(state="replaced")
    said = StringIO()
    with pytest.raises(CommandError, match="3 of 60 cases are not what their events say"):
        call_command("integrity", stdout=said)
    named = [line.split(": ")[0] for line in said.getvalue().splitlines() if line.startswith("OX-")]
    assert named == [first.reference, second.reference, third.reference]
    assert f"the deadline “{deadline.clock}” differs" in said.getvalue()


def test_dates_that_differ_are_worked_out_again_when_asked_and_a_stage_is_not_guessed():
    load("0.0005")
    first, second, *_ = Case.objects.filter(closed_on=None, pathway="attendance/referrals").order_by("pk")
    right = second.deadlines.filter(due_on__isnull=False).first()
    second.deadlines.filter(pk=right.pk).update(due_on="2001-01-01")
    Case.objects.filter(pk=first.pk).update(stage="concluded")
    with pytest.raises(CommandError, match="1 of 60 cases are not what their events say"):
        _integrity("--mend")
    assert second.deadlines.get(pk=right.pk).due_on == right.due_on


def test_a_sample_is_spread_over_all_the_cases():
    load("0.0005")
    assert _integrity("--sample", "7").endswith("7 cases replayed: every one is what its events say\n")
    with pytest.raises(CommandError, match="--sample must be 1 or more"):
        call_command("integrity", "--sample", "0")


def test_a_load_that_fails_half_way_leaves_nothing():
    class Full(StringIO):
        """A disk that is full when the cases begin."""

        def write(self, text: str) -> int:
            if "Attendance cases" in text:
                raise OSError("no space left")
            return super().write(text)

    with pytest.raises(OSError, match="no space left"):
        load("0.0005", stdout=Full())
    assert not any(model.objects.exists() for model in (User, School, Child, Case))


def test_a_county_is_loaded_neither_outside_the_demonstration_nor_over_other_data(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="never runs in production"):
        load()
    settings.DEMO = True
    User.objects.create(email="somebody@example.org", name="Somebody")
    with pytest.raises(CommandError, match="fills only an empty database"):
        load()
    assert School.objects.count() == 0


def _integrity(*words: str) -> str:
    said = StringIO()
    call_command("integrity", *words, stdout=said)
    return said.getvalue()
