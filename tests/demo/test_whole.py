"""The made-up county that a new machine shows, whole: as much of everything as is meant, and what there is to find."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from attendance.prosecution.pathway import PROSECUTION
from attendance.referrals.pathway import REFERRAL
from attendance.supervision.pathway import SUPERVISION
from cme.pathway import TRACKING
from ehe.off_rolling.pathway import OFF_ROLLING
from ehe.off_rolling.queries import why_not_for_ofsted
from ehe.pathway import EHE
from ehe.radar import WORDS, Kind
from ehe.radar_list import schools_found
from exclusions.fair_access.panel import FAIR_ACCESS
from exclusions.first_there import why_not_there
from exclusions.permanent import pathway as permanent
from exclusions.suspensions.models import Suspension
from licensing.performances.models import Entrant, Licence
from licensing.work.models import Permit
from oxle.accounts.models import User
from oxle.cases import duties, reviewing
from oxle.cases.disposable import KINDS
from oxle.cases.disposal_models import Disposal, LegalHold
from oxle.cases.models import Case, Deadline, Event
from oxle.correspondence.models import Letter, Message
from oxle.meetings.models import Meeting, Series
from oxle.missing_out.models import GroupAction, MonthlyPack, Theme
from oxle.missing_out.monthly.figures import kept_figures
from oxle.people.models import Child
from oxle.provision.marks import expected_on
from oxle.provision.mismatch_models import Mismatch
from oxle.provision.models import Offer, Provider, ProviderKind, ProviderWeek
from oxle.provision.queries import providers_for
from oxle.provision.reconciling import Reconciled, reconcile
from oxle.registers.codes import unpack_week
from oxle.registers.models import ChildWeek
from oxle.schools.models import Phase, School, Trust
from oxle.transfers.models import Reason, Transfer
from reduced_timetables import coded, silent
from reduced_timetables.models import Timetable

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)


NOW = f"{TODAY}T10:00:00Z"


@pytest.fixture(scope="module", autouse=True)
def _county(django_db_setup: Any, django_db_blocker: Any) -> Iterator[None]:
    """Loaded once for all tests, for that takes minutes, and undone at the end."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setenv("OXLE_NOW", NOW)
        patch.setattr(settings, "DEMO", True)
        call_command("load_demo", "--processes", "1", stdout=StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", NOW)


def test_the_county_has_as_much_of_everything_as_it_is_meant_to_have_and_what_there_is_to_find_in_it():
    attendance = Case.objects.filter(duty="attendance")
    assert 110 <= attendance.count() <= 140
    # Referrals at every stage there is; some work is overdue, not all of it, and some is due today.
    stages = set(attendance.filter(pathway=REFERRAL.key).values_list("stage", flat=True))
    assert stages == {stage.key for stage in REFERRAL.stages}
    # And of what may come of them: papers with the officer, the solicitor and the court, an order sought and one made.
    further = {
        PROSECUTION.key: {"preparing", "with_legal", "returned", "released", "commenced", "before_court", "concluded"},
        SUPERVISION.key: {"preparing", "in_force"},
    }
    for pathway, expected in further.items():
        assert expected <= set(attendance.filter(pathway=pathway).values_list("stage", flat=True))
    running = Deadline.objects.filter(case__in=attendance.filter(closed_on=None), state="running")
    assert 15 <= running.filter(due_on__lt=TODAY).values("case").distinct().count() <= 45
    assert {"decision", "meeting", "review", "papers"} <= set(
        running.filter(due_on=TODAY).values_list("clock", flat=True)
    )
    assert School.objects.count() == 12
    # A copy for a trust goes somewhere.
    assert [trust.name for trust in Trust.objects.filter(lines="")] == []
    assert 2400 <= Child.objects.count() <= 2600
    assert 190 <= Suspension.objects.count() <= 210
    excluded = Case.objects.filter(pathway=permanent.PERMANENT.key)
    assert excluded.count() == 12
    # What is recorded of the first day elsewhere, no provider's register contradicts.
    begun = Event.objects.filter(case__in=excluded, step=permanent.BEGIN.key, superseded_by=None).select_related("case")
    assert begun.count() == 9
    assert [(one.case.reference, why) for one in begun if (why := why_not_there(one.case, one.on))] == []
    # One school says that it has not told the parents yet.
    assert excluded.filter(permanent_exclusion__parents_told_on=None).count() == 1
    assert Provider.objects.count() == 25
    # Pupils who came back: the unit for which somebody signs in has its files to send, a college owes no CTF.
    back = Transfer.objects.filter(reason=Reason.PLACE_OVER, withdrawn_at=None, to_school__isnull=False)
    assert back.filter(from_provider__organisation__name="Harebell Pupil Referral Unit", lines__sent_on=None).exists()
    assert back.filter(from_provider__kind=ProviderKind.FURTHER_EDUCATION, lines__owed=False).exists()
    assert 58 <= Offer.objects.exclude(provider=None).count() <= 62
    # The unit for which somebody signs in has a class whose register is to be marked, and places left.
    teacher = User.objects.get(email__startswith="harebell@")
    (unit,) = providers_for(teacher)
    assert 14 <= len(expected_on(teacher, unit, TODAY, TODAY)) <= 18 < unit.places[0]
    assert Mismatch.objects.filter(agreed_at=None, explained_at=None).count() == 2
    assert Timetable.objects.count() == 120
    assert Case.objects.filter(pathway=EHE.key).count() == 250
    # One school was asked about several pupils; it was upheld, and a manager decides about Ofsted.
    [asked] = Case.objects.filter(pathway=OFF_ROLLING.key)
    assert (asked.stage, why_not_for_ofsted(asked, TODAY)) == ("read", None)
    # So many licences and permits were given, in force or ended; others wait besides.
    permits = Permit.objects.all()
    assert (Licence.objects.count(), permits.exclude(granted_on=None).count()) == (80, 150)
    assert permits.filter(granted_on=None).count() == 13 < Entrant.objects.filter(case__licence=None).count()
    missing = Case.objects.filter(pathway=TRACKING.key)
    assert 56 <= missing.count() <= 64
    # Stories go on with another team: some of the missing children were handed over to it.
    assert {"ehe", "attendance"} <= set(missing.exclude(came_from=None).values_list("came_from__duty", flat=True))
    assert Timetable.objects.filter(case__closed_on=None).count() >= 13
    # Registers differ from what schools told in each of the three ways.
    inclusion = User.objects.get(email__startswith="exclusions@")
    assert {line.kind for line in coded.lines_for(inclusion, TODAY)} == set(coded.Differs)
    # One secondary school tells of improbably few reduced timetables, and no other is thought silent.
    too_few = [(line.kind, line.school.phase, line.found.told) for line in silent.lines(TODAY)]
    assert too_few == [("Very few", Phase.SECONDARY, 0)]
    # Two schools stand out on the radar of off-rolling, each by another of its kinds, and no more.
    home = User.objects.get(email__startswith="home@")
    radar = [[why.split(":")[0] for why in one.why] for one in schools_found(home, TODAY) if one.why]
    assert sorted(radar) == [[WORDS[Kind.REDUCED]], [WORDS[Kind.EXCLUSION]]]
    # One child's sixth day is near, and nothing is arranged: no more than one.
    near = Deadline.objects.filter(
        case__in=excluded, clock=permanent.DAY_SIX.key, state="running", due_on__range=(TODAY, TODAY + timedelta(3))
    ).exclude(case__events__step="arrange")
    assert near.count() == 1
    # Whoever sits on the panels of several areas can be at each.
    times = Meeting.objects.filter(series__kind=FAIR_ACCESS.key).values_list("on", "starts_at")
    assert len(times) == len(set(times)) > 4
    first = Series.objects.filter(kind=FAIR_ACCESS.key).values_list("first_on", flat=True)
    assert len({day.weekday() for day in first}) == 4
    # The Strategic Group has met: of what it decided something is done, overdue, and with the director.
    acts = GroupAction.objects.order_by("pk")
    assert [(one.done_on is not None, one.due_on < TODAY, one.decision.kind) for one in acts] == [
        (False, True, "act"), (True, True, "act"), (False, False, "act"), (False, True, "director"),
    ]  # fmt: skip
    assert Theme.objects.get().pupils.count() == 4
    # Of the next meeting one day is met and one runs.
    following = Meeting.objects.filter(series__kind="strategic_group", on__gt=TODAY).earliest("on")
    assert list(following.pack_days.values_list("clock", "state")) == [("freeze", "met"), ("agree", "running")]
    # The last month is reported, with the targets that the administrator set and that the law sets.
    figures = {one.key: one for one in kept_figures(MonthlyPack.objects.get(month=date(2026, 10, 31)))}
    assert [key for key, one in figures.items() if one.set_by.startswith("Vale Goldbrook, from 1 September 2026")] == [
        "red", "cme.not_located", "exclusions.suspensions", "exclusions.permanent", "reduced_timetables.running",
    ]  # fmt: skip
    assert figures["reduced_timetables.past_end"].target == "At most 0"
    assert figures["exclusions.permanent"].before_is.startswith("Its records begin on")
    # No letter lies for weeks, whichever duty's.
    old = Letter.objects.filter(state=Letter.State.DRAFTED, on_case__event__on__lte=TODAY - timedelta(days=11))
    assert [(letter.kind, letter.drafted_at) for letter in old] == []


def test_there_are_cases_of_every_kind_each_of_them_what_its_events_say():
    assert set(Case.objects.values_list("pathway", flat=True)) == {one.key for one in duties.pathways()}
    said = StringIO()
    call_command("integrity", stdout=said)
    assert said.getvalue().endswith(" cases replayed: every one is what its events say\n")


def test_of_long_ago_something_is_proposed_to_be_destroyed_held_for_a_court_and_to_be_decided_on():
    assert list(Disposal.objects.values_list("state", flat=True)) == ["proposed"]
    assert LegalHold.objects.count() == 1
    manager = User.objects.filter(memberships__role="manager").first()
    to_review = [(kind.noun, reviewing.to_review(manager, kind, TODAY).count()) for kind in KINDS.values()]
    assert to_review == [("case", 3), ("message", 1), ("child’s record", 1)]


def test_registers_of_schools_and_providers_differ_in_what_there_is_to_find_and_nowhere_else():
    found = Mismatch.objects.order_by("kind").values_list("kind", "school_code", "provider_code")
    assert list(found) == [("absent", "K", "O"), ("unmarked", "K", "")]
    assert Message.objects.filter(kind="cases.mismatch").exists()
    # Everything else that the schools say of placed pupils the providers say too.
    assert ProviderWeek.objects.count() > 10
    assert reconcile(date(2026, 9, 1), TODAY, at=datetime(2026, 11, 25, 20, tzinfo=UTC)) == Reconciled()
    suspended = [codes_of(one) for one in Suspension.objects.filter(withdrawn_on=None, lunchtime=False)]
    assert set().union(*suspended) == {"E"}


def codes_of(one: Suspension) -> set[str]:
    """What the register says of the days on which a pupil was suspended, as far as it goes."""
    weeks = ChildWeek.objects.filter(child=one.child, school=one.school).values_list("monday", "marks")
    marks = [
        (monday + timedelta(days=n // 2), code) for monday, said in weeks for n, code in enumerate(unpack_week(said))
    ]
    return {code for day, code in marks if code and one.first_on <= day <= one.last_on}
