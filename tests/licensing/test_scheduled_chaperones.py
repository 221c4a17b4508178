"""Chaperones on a schedule: the register decides on each day, and whoever is approved no more comes off."""

from datetime import date, timedelta

import pytest

from licensing.chaperones import pathway
from licensing.chaperones.deciding import APPROVALS
from licensing.performances import actions, deciding, queries
from licensing.performances import pathway as licences
from licensing.performances.models import NamedChaperone, ScheduleLine
from licensing.performances.submitting import ChaperoneGiven
from oxle.cases.actions import take
from oxle.cases.models import CaseLetter
from oxle.core.errors import Refused
from oxle.correspondence import hooks
from oxle.correspondence.actions import release_letter
from tests import make
from tests.exclusions.make import calendar, moment
from tests.licensing import chaperoning as tell
from tests.licensing import performing

ON = date(2026, 11, 16)
DAY = timedelta(days=1)
# Two Saturdays.
DAYS = [date(2026, 12, 19), date(2026, 12, 26)]
NAME = "Kit Chaperone"

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    calendar()
    return make.user("admin_officer")


@pytest.fixture
def child():
    made = make.child("Ida", "Example", date(2015, 3, 4), at=make.school(lines="1 School Road", postcode="OX1 1AD"))
    make.address(made)
    return made


def entry(officer, until_on=None, **changes):
    return tell.approved(ON, by=officer, given="Kit", family="Chaperone", until_on=until_on, **changes).chaperone


def performs(child, number, until_on=DAYS[-1]):
    """The child performs on both days in the charge of somebody whose number the applicant gives."""
    named = [ChaperoneGiven(NAME, "Exampleshire", number, until_on)]
    return performing.applied([child], DAYS, on=ON, chaperones=named).entrants.get()


def without_approval(entrant):
    return [one.on for one in queries.findings_of(entrant, ON) if one.check.key == "chaperone"]


def in_charge(entrant):
    return list(ScheduleLine.objects.filter(entrant=entrant).order_by("on").values_list("chaperone", flat=True))


def test_of_a_number_of_ours_the_register_decides_whatever_the_applicant_says(officer, child):
    number = entry(officer, until_on=DAYS[0]).number
    entrant = performs(child, number.lower().replace("-", " "))
    assert NamedChaperone.objects.get().approval == number
    assert without_approval(entrant) == [DAYS[1]]


def test_a_day_before_the_approval_began_is_pointed_out(officer, child):
    number = tell.approved(DAYS[1], by=officer, given="Kit", family="Chaperone").chaperone.number
    entrant = performs(child, number, until_on=None)
    assert without_approval(entrant) == [DAYS[0]]
    words = {one.words for one in queries.findings_of(entrant, ON) if one.check.key == "chaperone"}
    assert words == {"the chaperone’s approval begins only on 26 December 2026"}


def test_the_number_of_somebody_of_another_name_approves_nobody(officer, child):
    other = tell.approved(ON, by=officer).chaperone
    assert without_approval(performs(child, other.number)) == DAYS


def test_of_another_councils_approval_the_applicants_word_is_taken_until_an_officer_looks(officer, child):
    assert without_approval(performs(child, "CH-204")) == []


def test_a_suspension_takes_the_chaperone_off_every_day_to_come_and_the_holder_is_told(officer, child):
    approved = entry(officer)
    entrant = performs(child, approved.number)
    tell.step(approved.case, pathway.SUSPEND, ON + DAY, by=officer)
    letter = CaseLetter.objects.get(letter__kind="licensing.chaperone_off")
    assert (in_charge(entrant), without_approval(entrant)) == (["", ""], DAYS)
    assert (letter.case, letter.party.role, letter.letter.context["chaperone"]) == (entrant.case, "applicant", NAME)
    assert letter.letter.context["days"] == ["Saturday 19 December 2026", "Saturday 26 December 2026"]
    due = entrant.case.deadlines.get(clock="another_chaperone", state="running")
    assert due.due_on == ON + 4 * DAY


def test_a_lapse_leaves_the_days_before_as_they_were(officer, child):
    approved = entry(officer, until_on=DAYS[0])
    entrant = performs(child, approved.number)
    late = DAYS[0] + 3 * DAY
    assert APPROVALS.run_out_each(on=late, at=moment(late)) == 1
    assert in_charge(entrant) == [NAME, ""]


def test_whoever_is_named_instead_is_in_charge_of_the_days_on_which_nobody_was(officer, child):
    approved = entry(officer)
    entrant = performs(child, approved.number)
    tell.step(approved.case, pathway.REVOKE, ON + DAY, by=officer)
    case = entrant.case
    case.refresh_from_db()
    data = {"name": "Kit Chaperone", "approval": approved.number, "authority": "", "approved_until_on": None}
    taken = {"by": officer, "on": ON + DAY, "at": moment(ON + DAY)}
    with pytest.raises(Refused, match="No approval of this number and name"):
        actions.name_chaperone(case, licences.NAME_CHAPERONE, data=data, **taken)
    other = tell.approved(ON, by=officer).chaperone
    data |= {"name": "Maple Thistlewood", "approval": other.number}
    actions.name_chaperone(case, licences.NAME_CHAPERONE, data=data, **taken)
    assert (in_charge(entrant), without_approval(entrant)) == (["Maple Thistlewood"] * 2, [])
    assert not case.deadlines.filter(clock="another_chaperone", state="running").exists()
    assert queries.attended_finding(case, None, ON) == "Somebody is in charge of the child on every day to come."


def test_whoever_is_named_instead_leaves_the_days_that_are_over_and_those_of_others(officer, child):
    entrant = performs(child, entry(officer).number)
    ScheduleLine.objects.filter(entrant=entrant).update(chaperone="")
    late = DAYS[1]
    other = tell.approved(ON, by=officer).chaperone
    data = {"name": "Maple Thistlewood", "approval": other.number, "authority": "", "approved_until_on": None}
    taken = {"by": officer, "on": late, "at": moment(late)}
    actions.name_chaperone(entrant.case, licences.NAME_CHAPERONE, data=data, **taken)
    assert in_charge(entrant) == ["", "Maple Thistlewood"]
    data |= {"name": "parent", "approval": ""}
    taken = {"by": officer, "on": ON, "at": moment(late)}
    actions.name_chaperone(entrant.case, licences.NAME_CHAPERONE, data=data, **taken)
    assert in_charge(entrant) == ["parent", "Maple Thistlewood"]


def granted(entrant, officer):
    """The licence of a child for both days, none of whose copies was released."""
    case, at = entrant.case, moment(ON)
    actions.parent_says(case, performing.parents_part(), by=None, on=ON, at=at)
    take(case, licences.CHECK, by=officer, on=ON, at=at)
    data = {"from_on": DAYS[0], "until_on": DAYS[1], "conditions": "", "over_limits": "", "host": ""}
    facts = {licences.UNTIL_ON.key: DAYS[1].isoformat()}
    deciding.grant(case, licences.GRANT, data=data, by=officer, on=ON, at=at, facts=facts, reason="")
    return case


def copies(case, *states):
    """The copies of its licence in some states, by whom they name."""
    rows = CaseLetter.objects.filter(case=case, letter__kind__startswith="licensing.licence", letter__state__in=states)
    return [(link.letter, link.letter.context["chaperones"]) for link in rows.select_related("letter").order_by("pk")]


@pytest.mark.parametrize("state", ["drafted", "released"])
def test_a_copy_of_the_licence_that_names_who_came_off_does_not_leave_until_it_names_somebody_else(
    officer, child, state
):
    approved = entry(officer)
    case = granted(performs(child, approved.number), officer)
    if state == "released":
        for letter, _ in copies(case, "drafted"):
            release_letter(letter, by=officer, on=ON, at=moment(ON))
    before = copies(case, state)
    assert before
    assert {tuple(named) for _, named in before} == {(NAME,)}
    assert hooks.kept_back([letter for letter, _ in before], ON) == {}
    tell.step(approved.case, pathway.SUSPEND, ON + DAY, by=officer)
    held = hooks.kept_back([letter for letter, _ in before], ON + DAY)
    assert set(held) == {letter.pk for letter, _ in before}
    # What tells the holder of it is not held.
    told = CaseLetter.objects.get(letter__kind="licensing.chaperone_off").letter
    assert hooks.kept_back([told], ON + DAY) == {}
    other = tell.approved(ON, by=officer).chaperone
    data = {"name": "Maple Thistlewood", "approval": other.number, "authority": "", "approved_until_on": None}
    case.refresh_from_db()
    taken = {"by": officer, "on": ON + DAY, "at": moment(ON + DAY)}
    actions.name_chaperone(case, licences.NAME_CHAPERONE, data=data, **taken)
    now = copies(case, "drafted")
    assert [named for _, named in now] == [["Maple Thistlewood"]] * len(before)
    assert hooks.kept_back([letter for letter, _ in now], ON + DAY) == {}
    assert [letter.pk for letter, _ in copies(case, "withdrawn")] == [letter.pk for letter, _ in before]


def test_a_copy_that_was_kept_back_is_drafted_again_where_the_same_chaperone_is_named_once_more(officer, child):
    approved = entry(officer)
    case = granted(performs(child, approved.number), officer)
    before = copies(case, "drafted")
    tell.step(approved.case, pathway.SUSPEND, ON + DAY, by=officer)
    approved.case.refresh_from_db()
    tell.step(approved.case, pathway.RESTORE, ON + DAY, by=officer)
    data = {"name": NAME, "approval": approved.number, "authority": "", "approved_until_on": None}
    case.refresh_from_db()
    taken = {"by": officer, "on": ON + DAY, "at": moment(ON + DAY)}
    actions.name_chaperone(case, licences.NAME_CHAPERONE, data=data, **taken)
    now = copies(case, "drafted")
    assert [named for _, named in now] == [[NAME]] * len(before)
    assert hooks.kept_back([letter for letter, _ in now], ON + DAY) == {}


def test_nobody_whose_approval_has_run_out_is_named_instead_and_nothing_changes(officer, child):
    entrant = performs(child, entry(officer).number)
    ScheduleLine.objects.filter(entrant=entrant).update(chaperone="")
    other = tell.approved(ON, by=officer, until_on=ON + DAY).chaperone
    data = {"name": "Maple Thistlewood", "approval": other.number, "authority": "", "approved_until_on": None}
    for on, refused in ((ON + DAY, False), (ON + 2 * DAY, True)):
        ScheduleLine.objects.filter(entrant=entrant).update(chaperone="")
        taken = {"by": officer, "on": on, "at": moment(on)}
        if not refused:
            actions.name_chaperone(entrant.case, licences.NAME_CHAPERONE, data=data, **taken)
            # On the days themselves the approval is over, which the checker says.
            assert (in_charge(entrant), without_approval(entrant)) == (["Maple Thistlewood"] * 2, DAYS)
            continue
        with pytest.raises(Refused, match="No approval of this number and name is valid") as no:
            actions.name_chaperone(entrant.case, licences.NAME_CHAPERONE, data=data, **taken)
        assert (no.value.field, in_charge(entrant)) == ("approval", ["", ""])
