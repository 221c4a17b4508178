"""A licence is granted, amended, refused, revoked and runs out; anybody can ask whether it is valid."""

import html
import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
import segno
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client

from licensing.grants.queries import is_valid
from licensing.limits import OF_2014
from licensing.performances import (
    actions,
    confirming,
    deciding,
    offers,
    particulars,
    pathway,
    queries,
    rules,
    schedules,
    standing,
    watching,
)
from licensing.performances.deciding import LICENCES
from licensing.performances.limit_models import LimitConfirmation
from licensing.performances.models import Entrant, Licence
from oxle.cases.actions import take
from oxle.cases.models import CaseLetter, Event
from oxle.core.errors import Refused
from oxle.core.models import RuleValue
from oxle.correspondence.contents import html_of
from oxle.registers.actions import write_marks
from oxle.registers.extract import SessionMark
from oxle.registers.extract_rows import Half
from tests import make
from tests.attendance import make as referrals
from tests.exclusions.make import moment
from tests.licensing.performing import application, applied, as_it_is, day, given, parents_part, schools_part

ON = date(2026, 11, 16)
AT = moment(ON)
FIRST, LAST = date(2026, 12, 12), date(2026, 12, 13)  # a weekend
GRANT = {"from_on": FIRST, "until_on": LAST, "conditions": "", "over_limits": "", "host": ""}

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make.user("admin_officer")


@pytest.fixture
def school():
    referrals.calendar()
    return make.school()


@pytest.fixture
def child(school):
    made = make.child("Ida", "Example", date(2015, 5, 6), at=school, upn="H801200001001")
    make.address(make.parent(made, "Robin", "Example", parental_responsibility=True))
    return made


@pytest.fixture
def entrant(child, school) -> Entrant:
    return applied([child], [FIRST, LAST], on=ON, urn=school.urn).entrants.get()


def checked(entrant, officer, on=ON):
    case = entrant.case
    actions.parent_says(case, parents_part(), by=None, on=on, at=moment(on))
    take(case, pathway.CHECK, by=officer, on=on, at=moment(on))
    return case


def granted(entrant, officer, on=ON, **changes):
    case = checked(entrant, officer, on)
    return grant(case, officer, on, **changes)


def grant(case, officer, on=ON, **changes):
    data = {**GRANT, **changes}
    facts = {"until_on": data["until_on"].isoformat()}
    deciding.grant(case, pathway.GRANT, data=data, by=officer, on=on, at=moment(on), facts=facts, reason="")
    case.refresh_from_db()
    return case


def letters_of(case) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for link in CaseLetter.objects.filter(case=case).exclude(letter__state="withdrawn").order_by("pk"):
        found.setdefault(link.letter.kind, []).append(link.party.role)
    return found


def page_of(case, kind: str) -> str:
    letter = CaseLetter.objects.filter(case=case, letter__kind=kind).last().letter
    return html_of(letter, on=ON, address="1 Example Street")


# --- granting ---------------------------------------------------------------------------------------------


def test_nothing_is_granted_before_a_parent_consents(entrant, officer):
    case = checked(entrant, officer)
    actions.parent_says(case, parents_part(consents=False), by=None, on=ON, at=AT)
    with pytest.raises(Refused, match="does not consent"):
        grant(case, officer)
    assert Licence.objects.count() == 0


def test_the_schools_no_is_no_veto(entrant, officer):
    actions.school_says(entrant.case, schools_part(absence="not_agreed", said="A test."), by=None, on=ON, at=AT)
    assert granted(entrant, officer).stage == "granted"


def test_a_child_over_school_age_needs_no_licence_and_gets_none(school, officer):
    grown = make.child("Old", "Example", date(2010, 5, 6), at=school, upn="")
    make.address(grown)
    (entrant,) = applied([grown], [FIRST], on=ON).entrants.all()
    case = checked(entrant, officer)
    with pytest.raises(Refused, match="No licence is needed: compulsory school age ended on 26 June 2026"):
        grant(case, officer, until_on=FIRST)


def test_a_schedule_over_a_limit_is_granted_only_with_a_reason_which_is_kept(child, officer):
    told = given(child)
    long = day(1, told, FIRST, here=(9 * 60, 19 * 60))
    (entrant,) = actions.submit(application([told], [long]), on=ON, at=AT).entrants.all()
    case = checked(entrant, officer)
    with pytest.raises(Refused) as refused:
        grant(case, officer, until_on=FIRST)
    assert (refused.value.field, Licence.objects.count()) == ("over_limits", 0)
    grant(case, officer, until_on=FIRST, over_limits="A hospital scene, with a nurse.")
    assert case.licence.over_limits == "A hospital scene, with a nurse."


def test_the_licence_goes_to_its_holder_the_school_the_authority_of_the_place_and_the_parents(entrant, officer):
    case = granted(entrant, officer, host="Farshire")
    assert letters_of(case) == {
        "licensing.licence": ["applicant", "school", "host"],
        "licensing.licence_for_parents": ["parent"],
    }


def test_a_licence_has_the_particulars_of_the_child_and_of_no_other(child, school, officer):
    brother = make.child("Jon", "Example", date(2017, 5, 6), at=school)
    make.address(brother)
    made = applied([child, brother], [FIRST, LAST], on=ON, urn=school.urn)
    case = granted(made.entrants.first(), officer, conditions="Home by nine.")
    page = page_of(case, "licensing.licence")
    for said in (
        case.licence.number, "Ida Example", "born 6 May 2015", "Example Players", "A Winter’s Example", "Example Hall",
        "A sheep", "Kit Chaperone", "£40.00, paid to A parent", "Home by nine.",
        "<td>Saturday 12 December 2026</td><td>09:00 to 12:00<br>Example Hall<br>In charge: Kit Chaperone</td>"
        "<td>09:30 to 10:30</td>", "2 days, each below with its times", "None: no school is missed on these days",
        f"/licensing/licence/{case.licence.number}/{case.licence.secret}/",
    ):  # fmt: skip
        assert said in page
    assert "Jon" not in page


def test_the_code_of_a_licence_is_that_of_its_own_public_page(entrant, officer):
    case = granted(entrant, officer)
    address = f"{settings.BASE_URL}/licensing/licence/{case.licence.number}/{case.licence.secret}/"
    pictures = re.findall(r'<img src="(data:[^"]+)"', page_of(case, "licensing.licence"))
    assert [html.unescape(one) for one in pictures] == [segno.make(address, error="m").svg_data_uri(scale=4, border=4)]


def test_text_that_an_applicant_typed_is_text_on_the_licence(child, officer):
    told = given(child, role="<b>A sheep</b>")
    (entrant,) = actions.submit(application([told], [day(1, told, FIRST)]), on=ON, at=AT).entrants.all()
    assert "&lt;b&gt;A sheep&lt;/b&gt;" in page_of(granted(entrant, officer, until_on=FIRST), "licensing.licence")


def test_only_the_days_within_the_licence_stand_on_it(entrant, officer):
    page = page_of(granted(entrant, officer, until_on=FIRST), "licensing.licence")
    days = page.partition("Days and times")[2]
    assert "12 December 2026" in days
    assert "13 December 2026" not in days


def test_a_licence_says_when_the_child_may_be_absent_from_school(child, school, officer):
    told = given(child, urn=school.urn)
    friday, saturday = date(2026, 12, 11), FIRST
    lines = [
        day(1, told, friday, here=(14 * 60, 18 * 60), performing=[(15 * 60, 16 * 60)]),
        day(2, told, friday, here=(18 * 60, 19 * 60), performing=[]), day(3, told, saturday),
    ]  # fmt: skip
    (entrant,) = actions.submit(application([told], lines), on=ON, at=AT).entrants.all()
    page = page_of(granted(entrant, officer, from_on=friday, over_limits="It is short."), "licensing.licence")
    assert "The child may be absent from school at the times in the last column below" in page
    assert re.findall(r"<td>(\d\d:\d\d to \d\d:\d\d|No)</td></tr>", page) == ["14:00 to 15:30", "No", "No"]


def test_of_a_day_of_which_nobody_knows_whether_school_is_on_the_licence_says_so(child, officer):
    told = given(child)
    entrant = actions.submit(application([told], [day(1, told, date(2029, 12, 11))]), on=ON, at=AT).entrants.get()
    assert schedules.absences(entrant, ON) == {1: "09:00 to 12:00, if it is a school day"}


# --- limits -----------------------------------------------------------------------------------------------


def test_no_limit_stands_on_a_licence_before_a_named_officer_has_confirmed_it(entrant, officer):
    case = granted(entrant, officer)
    assert particulars.printed_limits(entrant, case.licence, ON) == []
    kept = confirming.confirm(confirming.BY_KEY["at_place"], OF_2014, text="Read: reg 22.", by=officer, on=ON)
    printed = ["at most 9 hours 30 minutes at the place in a day (SI 2014/3309 reg 22)"]
    assert particulars.printed_limits(entrant, case.licence, ON) == printed
    assert particulars.printed_limits(entrant, case.licence, ON - timedelta(1)) == []
    confirming.withdraw(kept, by=officer, on=ON, version=kept.version)
    assert particulars.printed_limits(entrant, case.licence, ON) == []


def test_a_limit_is_confirmed_once_and_by_somebody(officer):
    check = confirming.BY_KEY["ratio"]
    confirming.confirm(check, OF_2014, text="Read.", by=officer, on=ON)
    with pytest.raises(Refused, match="confirmed already"):
        confirming.confirm(check, OF_2014, text="Read again.", by=officer, on=ON)
    with pytest.raises(IntegrityError, match="limit_confirmation_withdrawn_once_made"), transaction.atomic():
        LimitConfirmation.objects.update(withdrawn_on=ON)


def test_every_limit_that_can_be_confirmed_has_words_for_the_licence():
    every = confirming.BY_KEY.values()
    without = [one.key for one in every if not particulars.in_words(one, OF_2014.bands[1], OF_2014)]
    assert without == []


def test_the_six_months_of_days_without_a_date_and_of_the_four_day_rule_are_confirmed_by_a_named_officer_too(
    entrant, officer
):
    case, browser = granted(entrant, officer), make.signed_in(officer)
    assert "s 37(3)(a), unverified" in browser.get(case.get_absolute_url()).text
    for key in ("period", "four_days"):
        assert browser.get(f"/licensing/limits/{key}/confirm/").status_code == 200
        confirming.confirm(confirming.BY_KEY[key], OF_2014, text="Read.", by=officer, on=ON)
    assert f"s 37(3)(a), compared with the text by {officer.name}" in browser.get(case.get_absolute_url()).text
    # The four-day rule is no limit of a licence.
    (printed,) = particulars.printed_limits(entrant, case.licence, ON)
    assert printed.startswith("days without a date are within 6 months")


def test_a_finding_says_who_confirmed_its_limit_or_that_nobody_did(child, officer):
    told = given(child)
    (entrant,) = actions.submit(
        application([told], [day(1, told, FIRST, here=(9 * 60, 19 * 60))]), on=ON, at=AT
    ).entrants.all()
    cited = {one.check.key: words for one, words in standing.findings(entrant, ON)}
    assert cited["at_place"] == "SI 2014/3309 reg 22, unverified"
    confirming.confirm(confirming.BY_KEY["at_place"], OF_2014, text="Read.", by=officer, on=ON)
    cited = {one.check.key: words for one, words in standing.findings(entrant, ON)}
    assert cited["at_place"] == f"SI 2014/3309 reg 22, compared with the text by {officer.name}"


# --- what an officer must know ------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "late"), [(21, False), (20, True), (-1, True)])
def test_an_application_is_late_with_fewer_than_21_days_and_received_all_the_same(child, days, late):
    (entrant,) = applied([child], [ON + timedelta(days)], on=ON).entrants.all()
    assert (standing.late(entrant)[0], entrant.case.stage) == (late, "received")


def test_the_four_day_rule_counts_what_the_parent_names_and_the_days_of_this_schedule(entrant, child):
    performed = [date(2026, 6, 6), date(2026, 9, 1), date(2026, 10, 24)]
    entrant.earnings = Decimal(0)
    actions.parent_says(entrant.case, parents_part(performed_on=performed[1:]), by=None, on=ON, at=AT)
    assert standing.four_days(entrant, ON).startswith("No licence is needed: performed on 3 days")
    actions.parent_says(entrant.case, parents_part(performed_on=[*performed, date(2026, 7, 4)]), by=None, on=ON, at=AT)
    assert standing.four_days(entrant, ON).startswith("A licence is needed: performed on 4 days")


@pytest.mark.parametrize(
    ("earnings", "nature", "words"),
    [
        (Decimal("40.00"), "theatre", "A licence is needed: the child is paid."),
        (Decimal(0), "modelling", "A licence is needed: the child is paid."),
        (None, "theatre", "not more than 3, if nobody is paid for the child, which is not said."),
        (Decimal(0), "theatre", "not more than 3. Counted"),
    ],
)
def test_the_four_day_rule_helps_nobody_who_is_paid(entrant, earnings, nature, words):
    entrant.earnings, entrant.production.nature = earnings, nature
    assert words in standing.four_days(entrant, ON)


def test_who_turns_nine_within_the_run_is_named_with_the_day(school):
    child = make.child("Ada", "Example", date(2017, 12, 13), at=school)
    make.address(child)
    (entrant,) = applied([child], [FIRST, LAST], on=ON).entrants.all()
    assert list(standing.ages(entrant)) == [
        "The age changes within the run: on 13 December 2026 and after the limits are those from 9 on"
    ]


def test_two_productions_on_one_day_are_a_finding_of_both(entrant, child, officer):
    other = applied([child], [LAST], on=ON).entrants.get()
    assert [one.on for one in queries.elsewhere_on_its_days(entrant)] == [LAST]
    assert [one.on for one in queries.elsewhere_on_its_days(other)] == [LAST]
    take(other.case, pathway.WITHDRAW, by=officer, on=ON, at=AT, reason="Not cast.")
    assert queries.elsewhere_on_its_days(entrant) == []


def test_an_approval_of_the_body_helps_nobody_who_is_paid(child):
    told = given(child)
    bare = application([told], [day(1, told, FIRST)])
    with_approval = replace(bare.production, body_approval="BOPA 7 of Farshire")
    paid = actions.submit(replace(bare, production=with_approval), on=ON, at=AT).entrants.get()
    unpaid = replace(bare, production=with_approval, children=[replace(told, earnings=None)])
    assert "does not help" in standing.body_approval(paid)
    assert "no licence is needed" in standing.body_approval(actions.submit(unpaid, on=ON, at=AT).entrants.get())


# --- amending, refusing, revoking, running out ----------------------------------------------------------------


def test_an_amended_licence_keeps_its_number_and_goes_out_again(entrant, officer):
    case = granted(entrant, officer)
    number, until = case.licence.number, LAST + timedelta(7)
    data = {**as_it_is(case), "from_on": FIRST, "until_on": until, "conditions": "A nurse is there."}
    facts = {"until_on": until.isoformat()}
    deciding.amend(case, pathway.AMEND, data=data, by=officer, on=ON, at=AT, facts=facts, reason="More days.")
    case.refresh_from_db()
    assert (case.stage, case.licence.number, case.licence.valid_until_on) == ("amended", number, until)
    page = page_of(case, "licensing.licence")
    assert "More days." in page
    assert "A nurse is there." in page
    assert letters_of(case)["licensing.licence"] == ["applicant", "school"]
    assert case.deadlines.get(clock="last_day", state="running").due_on == until


def test_a_licence_is_not_amended_to_end_before_it_begins_and_stays_as_it_was(entrant, officer):
    case = granted(entrant, officer)
    data = {**as_it_is(case), "from_on": FIRST, "until_on": FIRST - timedelta(1), "conditions": "A nurse is there."}
    facts = {"until_on": data["until_on"].isoformat()}
    with pytest.raises(Refused, match="The last day cannot be before the first") as refused:
        deciding.amend(case, pathway.AMEND, data=data, by=officer, on=ON, at=AT, facts=facts, reason="More days.")
    assert refused.value.field == "until_on"
    licence = Licence.objects.get(case=case)
    assert (licence.valid_until_on, licence.conditions, case.stage) == (LAST, "", pathway.GRANTED.key)


def test_a_refusal_says_why_and_that_there_is_an_appeal(entrant, officer):
    with pytest.raises(Refused, match="Give the reason"):
        take(entrant.case, pathway.REFUSE, by=officer, on=ON, at=AT)
    take(entrant.case, pathway.REFUSE, by=officer, on=ON, at=AT, reason="Too many nights.")
    assert letters_of(entrant.case) == {
        "licensing.refused": ["applicant"], "licensing.refused_for_parents": ["parent"],
    }  # fmt: skip
    page = page_of(entrant.case, "licensing.refused")
    assert "Too many nights." in page
    assert "appeal against this decision to a magistrates’ court" in page


def test_a_revoked_licence_is_not_valid_from_that_day_and_valid_again_once_that_is_taken_back(entrant, officer):
    case = granted(entrant, officer)
    licence = case.licence
    assert is_valid(Licence, licence.number, licence.secret, on=ON)
    event = take(case, pathway.REVOKE, by=officer, on=ON, at=AT, reason="Education suffers.")
    assert not is_valid(Licence, licence.number, licence.secret, on=ON)
    assert letters_of(case)["licensing.revoked"] == ["applicant", "school"]
    LICENCES.give_back(case, event, event, officer)
    assert is_valid(Licence, licence.number, licence.secret, on=ON)


def test_a_licence_runs_out_by_itself_the_day_after_its_last(entrant, officer):
    case = granted(entrant, officer)
    assert LICENCES.run_out_each(on=LAST, at=moment(LAST)) == 0
    later = LAST + timedelta(1)
    assert LICENCES.run_out_each(on=later, at=moment(later)) == 1
    assert LICENCES.run_out_each(on=later, at=moment(later)) == 0
    case.refresh_from_db()
    assert (case.stage, case.closed_on) == ("expired", later)
    assert not is_valid(Licence, case.licence.number, case.licence.secret, on=later)


def attends(child, school, first, absent, *, sessions=20):
    """A mark for each session of the school days from a day on, of which the first are absences."""
    days = [first + timedelta(number) for number in range(14) if (first + timedelta(number)).weekday() < 5]
    marks = [SessionMark(one, half, "/" if half == Half.MORNING else "\\") for one in days for half in Half]
    marks = [replace(one, code="O") for one in marks[:absent]] + marks[absent:]
    write_marks(child, school, marks[:sessions], source="daily feed", by=None)


# 18 of 20 sessions are 90 %, which is not below the setting; of 19 nothing can be said.
@pytest.mark.parametrize(("absent", "sessions", "asked"), [(2, 20, 0), (3, 20, 1), (19, 19, 0)])
def test_attendance_below_the_setting_is_a_task_and_never_ends_a_licence(
    entrant, child, school, officer, absent, sessions, asked
):
    case = granted(entrant, officer)
    attends(child, school, date(2026, 11, 2), absent, sessions=sessions)
    assert watching.look_at_attendance(on=ON, at=AT) == asked
    assert watching.look_at_attendance(on=ON, at=AT) == 0
    case.refresh_from_db()
    assert (case.stage, case.is_open) == ("granted", True)
    assert case.deadlines.filter(clock="considering", state="running").count() == asked


def test_what_was_weeks_ago_asks_nothing_of_a_licence(entrant, child, school, officer):
    granted(entrant, officer)
    attends(child, school, date(2026, 9, 14), 20)
    assert watching.look_at_attendance(on=ON, at=AT) == 0
    RuleValue.objects.create(rule=rules.WATCHED.key, from_on=ON, value="12", reason="Tried")
    assert watching.look_at_attendance(on=ON, at=AT) == 1


def test_a_licence_that_stays_is_asked_about_again_once_the_attendance_falls_anew(entrant, child, school, officer):
    case = granted(entrant, officer, until_on=date(2027, 1, 31))
    attends(child, school, date(2026, 11, 2), 20)
    assert watching.look_at_attendance(on=ON, at=AT) == 1
    take(case, pathway.KEEP, by=officer, on=ON, at=AT, reason="Was ill.")
    # The marks of before are answered: only new ones count.
    later = ON + timedelta(15)
    assert watching.look_at_attendance(on=ON, at=AT) == 0
    attends(child, school, date(2026, 11, 17), 3)
    assert watching.look_at_attendance(on=later, at=moment(later)) == 1
    assert [one.step for one in case.events.order_by("order")][-3:] == ["look_again", "keep", "look_again"]


def test_that_a_licence_stays_is_recorded_only_where_somebody_was_asked(entrant, officer):
    with pytest.raises(Refused, match="attendance has not fallen"):
        take(granted(entrant, officer), pathway.KEEP, by=officer, on=ON, at=AT, reason="For no reason.")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"attendance": "85.0%", "weeks": 6}, "85.0% over 6 weeks."),
        ({"attendance": "85.0", "since": "2026-09-01"}, "85.0% this school year."),
    ],
)
def test_an_entry_of_a_fall_says_how_much_and_over_how_long(facts, words):
    said = offers.STEP_WORDS["licensing/performance/look_again"](Event(facts=facts))
    assert said == f"{words} The licence does not end by itself: an officer decides."


def test_a_last_day_that_is_put_right_is_that_of_the_licence(entrant, officer):
    case = granted(entrant, officer)
    event = case.events.get(step="grant")
    LICENCES.correct_giving(case, event, on=ON, facts={"until_on": "2026-12-20"}, by=officer, data=None)
    case.licence.refresh_from_db()
    assert case.licence.valid_until_on == date(2026, 12, 20)


def test_a_last_day_that_is_put_right_is_not_before_the_first_and_changes_nothing_then(entrant, officer):
    case = granted(entrant, officer)
    facts = {"until_on": (FIRST - timedelta(1)).isoformat()}
    with pytest.raises(Refused, match="The last day cannot be before the first") as no:
        LICENCES.correct_giving(case, case.events.get(step="grant"), on=ON, facts=facts, by=officer, data=None)
    assert (no.value.field, Licence.objects.get().valid_until_on) == ("until_on", LAST)


def test_a_grant_that_is_put_right_leaves_the_last_day_of_a_later_amendment(entrant, officer):
    case = granted(entrant, officer)
    until = LAST + timedelta(7)
    data = {**as_it_is(case), "from_on": FIRST, "until_on": until, "conditions": ""}
    facts = {"until_on": until.isoformat()}
    deciding.amend(case, pathway.AMEND, data=data, by=officer, on=ON, at=AT, facts=facts, reason="More days.")
    grant = case.events.get(step="grant")
    LICENCES.correct_giving(case, grant, on=ON, facts={"until_on": "2026-12-18"}, by=officer, data=None)
    assert Licence.objects.get().valid_until_on == until
    amended = case.events.get(step="amend")
    LICENCES.correct_giving(case, amended, on=ON, facts={"until_on": "2026-12-27"}, by=officer, data=None)
    assert Licence.objects.get().valid_until_on == date(2026, 12, 27)


def test_a_revocation_of_an_earlier_day_ends_the_licence_on_that_day(entrant, officer):
    case = granted(entrant, officer)
    later = ON + timedelta(3)
    event = take(case, pathway.REVOKE, by=officer, on=later, at=moment(later), reason="Education suffers.")
    number, secret = Licence.objects.values_list("number", "secret").get()
    days = [ON, ON + timedelta(1), later]
    assert [is_valid(Licence, number, secret, on=day) for day in days] == [True, True, False]
    LICENCES.correct_ending(case, event, on=ON + timedelta(1), facts={}, by=officer, data=None)
    assert [is_valid(Licence, number, secret, on=day) for day in days] == [True, False, False]


# --- the public page ---------------------------------------------------------------------------------------------


def shown(number: str, secret: str) -> str:
    return Client().get(f"/licensing/licence/{number}/{secret}/").content.decode()


def test_the_public_page_says_valid_or_not_valid_and_nothing_else(entrant, officer):
    case = granted(entrant, officer, until_on=date(2030, 1, 1))
    licence = case.licence
    valid = shown(licence.number, licence.secret)
    assert "<strong>Valid</strong>" in valid
    for planted in ("Ida", "Example Players", "Winter", "Example Hall", licence.number, "2026", "Exampleshire"):
        assert planted not in valid.split("<main", 1)[1].split("</main>", 1)[0]
    wrong = [shown(licence.number, "b" * 14), shown("PL-0000-0000", licence.secret)]
    main = {page.split("<main", 1)[1].split("</main>", 1)[0] for page in wrong}
    assert len(main) == 1
    assert "Not valid" in main.pop()


def test_nobody_can_try_numbers_without_end(db):
    answers = [Client().get("/licensing/licence/PL-0000-0000/bbbbbbbbbbbbbb/").status_code for _ in range(31)]
    assert answers[:30] == [200] * 30
    assert answers[30] == 429
