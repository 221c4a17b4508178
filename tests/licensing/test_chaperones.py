"""Chaperones: what is received, what stands in the way of an approval, how long it is valid, what goes by itself."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from licensing.chaperones import offers, pathway, queries, retention, rules
from licensing.chaperones.deciding import APPROVALS
from licensing.chaperones.models import CertificateCopy, Chaperone, Referee
from licensing.chaperones.submitting import at_own_address
from licensing.grants.queries import is_valid
from oxle.accounts import actions
from oxle.accounts.models import User
from oxle.cases import abandoning, destroying, disposal, taking_back
from oxle.cases import actions as cases
from oxle.cases.models import Case, CaseLetter
from oxle.core.errors import Refused
from oxle.correspondence import contents
from oxle.correspondence.actions import record_sent, release_letter
from oxle.correspondence.methods import Method
from oxle.correspondence.models import Letter
from oxle.people.models import Adult
from tests import make
from tests.cases.closed import Deciders, decided
from tests.exclusions.make import calendar, moment
from tests.licensing import chaperoning as tell

ON = date(2026, 11, 16)
DAY = timedelta(days=1)
LAST = date(2029, 11, 15)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    calendar()
    return make.user("admin_officer")


def letters_of(case: Case) -> list[str]:
    return [one.letter.kind.removeprefix("licensing.chaperone_") for one in case.letters.order_by("pk")]


def valid(case: Case, on: date) -> bool:
    entry = Chaperone.objects.get(case=case)
    return is_valid(Chaperone, entry.number or "", entry.secret, on=on)


# --- received ----------------------------------------------------------------------------------------------


def test_an_application_is_about_an_adult_and_is_acknowledged_at_their_own_address(officer):
    case = tell.applied(ON, by=officer)
    letter = Letter.objects.get()
    assert (case.stage, case.adult.name, case.child) == ("received", "Maple Thistlewood", None)
    assert contents.address_of(letter, on=ON).text == "Maple Thistlewood\n4 Mill Lane\nExampleton\nOX1 1AA"


def test_a_name_that_somebody_types_makes_nobody_we_hold_a_chaperone_and_the_officer_sees_the_other(officer):
    first, second = tell.applied(ON, by=officer), tell.applied(ON)
    assert first.adult != second.adult
    assert queries.others_of_the_name(second) == [first]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"born_on": ON + DAY}, "born_on"),
        ({"lived": [tell.LivedGiven("1 Old Road", "", ON - DAY, ON)]}, "lived"),
        ({"lived": [tell.LivedGiven("1 New Road", "", ON + DAY)]}, "lived"),
        (
            {
                "email": "maple@people.example",
                "referees": [tell.RefereeGiven("Maple", "Myself", email="Maple@people.example")],
            },
            "referees",
        ),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_half_saved(officer, changes, field):
    with pytest.raises(Refused) as refused:
        tell.applied(ON, by=officer, **changes)
    assert (refused.value.field, Case.objects.count(), Adult.objects.count()) == (field, 0, 0)


@pytest.mark.parametrize(
    ("changes", "lacks"),
    [
        ({}, []),
        ({"born_on": date(2008, 11, 17)}, ["They are 17: a chaperone is at least 18."]),
        ({"born_on": date(2008, 11, 16)}, []),
        ({"referees": tell.REFEREES[:1]}, ["They name 1 referee: 2 are asked."]),
        ({"photo": None}, ["There is no photograph."]),
        ({"agrees_checks": False}, ["They do not agree that we ask the DBS, social care and the referees."]),
        (
            {"lived": [tell.LivedGiven("1 New Road", "", date(2021, 11, 17))]},
            ["No address is told for 16 November 2021: the addresses since 16 November 2021 are asked."],
        ),
        ({"lived": [tell.LivedGiven("1 New Road", "", date(2021, 11, 16))]}, []),
        (
            {
                "lived": [
                    tell.LivedGiven("1 New Road", "", date(2025, 3, 1)),
                    tell.LivedGiven("1 Old Road", "", date(2023, 5, 2), date(2024, 1, 1)),
                ]
            },
            [
                "No address is told for 16 November 2021 to 1 May 2023: the addresses since 16 November 2021 are "
                "asked.",
                "No address is told for 2 January 2024 to 28 February 2025: the addresses since 16 November 2021 are "
                "asked.",
            ],
        ),
        (
            {
                "lived": [
                    tell.LivedGiven("1 New Road", "", date(2024, 1, 3)),
                    tell.LivedGiven("1 Old Road", "", date(2019, 1, 1), date(2024, 1, 1)),
                ]
            },
            ["No address is told for 2 January 2024: the addresses since 16 November 2021 are asked."],
        ),
    ],
)
def test_what_the_applicant_owes_is_named_and_nobody_begins_to_check_before(officer, changes, lacks):
    case = tell.applied(ON, by=officer, **changes)
    assert queries.from_applicant(case) == lacks
    assert queries.complete_finding(case, None, ON) == (" ".join(lacks) or None)


# --- decided -----------------------------------------------------------------------------------------------


def test_an_approval_waits_for_two_references_an_interview_the_dbs_and_the_training(officer):
    case = tell.applied(ON, by=officer)
    tell.step(case, pathway.CHECK, ON, by=officer)
    assert queries.before_approval(case, ON) == [
        "Alder Finch has not answered yet.",
        "Bryony Marsh has not answered yet.",
        "There was no interview.",
        "Nothing of the DBS was seen.",
        "No training is recorded.",
    ]
    tell.reference(case, ON, by=officer)
    tell.reference(case, ON, by=officer, suitable=False)
    tell.interview(case, ON, by=officer, suitable=False)
    tell.dbs(case, ON, by=officer, barred_list=False)
    tell.training(case, ON, by=officer)
    case = Case.objects.get()
    assert queries.before_approval(case, ON) == [
        "Bryony Marsh does not think them suitable.",
        "The interview of 16 November 2026 did not find them suitable.",
        "The DBS certificate is not an enhanced one with the children’s barred list.",
    ]
    with pytest.raises(Refused, match="Bryony Marsh does not think them suitable"):
        tell.approve(case, ON, by=officer)
    assert Chaperone.objects.get().number is None


def test_the_reference_of_a_relative_does_not_count_and_another_referee_is_owed(officer):
    case = tell.applied(ON, by=officer, email="maple@people.example")
    tell.ready(case, ON, by=officer)
    Referee.objects.filter(name="Bryony Marsh").update(related=True)
    case = Case.objects.get()
    found = ["Bryony Marsh is a relative or lives with them: that reference does not count."]
    assert queries.before_approval(case, ON) == found
    with pytest.raises(Refused, match="that reference does not count"):
        tell.approve(case, ON, by=officer)
    assert queries.from_applicant(case) == ["They name 1 referee who is no relative: 2 are asked."]
    assert found[0] in make.signed_in(officer).get(case.get_absolute_url()).text
    third = {"photo": None, "lived": [], "agrees_checks": False}
    own = {**third, "referees": [tell.RefereeGiven("Maple", "Myself", email="MAPLE@people.example")]}
    with pytest.raises(Refused, match="Maple: this is the applicant’s own address") as no:
        tell.actions.supply(case, pathway.SUPPLY, data=own, by=officer, on=ON, at=moment(ON))
    assert no.value.field == "referees"
    known = {**third, "referees": [tell.RefereeGiven("Clover Dale", "Colleague", phone="01865 000001")]}
    tell.actions.supply(case, pathway.SUPPLY, data=known, by=officer, on=ON, at=moment(ON))
    tell.reference(case, ON, by=officer)
    case = Case.objects.get()
    assert (queries.from_applicant(case), queries.before_approval(case, ON)) == ([], [])
    tell.approve(case, ON, by=officer)


def test_an_officer_says_of_each_reference_whether_it_is_a_relatives(officer):
    case = tell.applied(ON, by=officer)
    browser, address = make.signed_in(officer), reverse("cases:step", args=[case.key, "reference"])
    day = {"on_day": ON.day, "on_month": ON.month, "on_year": ON.year}
    said = {"referee": case.referees.all()[0].key, "suitable": "yes", "said": "Patient.", "version": case.version}
    again = browser.post(address, {**day, **said})
    assert again.context["form"].errors == {"related": ["Select yes if they are a relative or live with them"]}
    assert browser.post(address, {**day, **said, "related": "yes"}).status_code == 302
    assert Referee.objects.get(name="Alder Finch").related is True
    event = case.events.get(step="reference")
    assert offers.STEP_WORDS[f"{offers.KEY}/reference"](event) == (
        "Alder Finch thinks them suitable. Alder Finch is a relative or lives with them: that reference does not count."
    )


def test_a_referee_at_the_applicants_own_address_is_refused_on_paper_too(officer):
    told = tell.RefereeGiven("Maple", "Myself", email="maple@people.example")
    browser = make.signed_in(officer)
    typed = {"email": "maple@people.example", "referees": "Maple, myself, Maple@people.example"}
    form = browser.post("/licensing/chaperones/apply/", typed).context["form"]
    words = ["Maple: this is the applicant’s own address. Enter the referee’s"]
    assert form.errors["referees"] == words == at_own_address([told], "Maple@people.example")
    case = tell.applied(ON, by=officer, email="maple@people.example")
    again = browser.post(reverse("cases:step", args=[case.key, "supply"]), {**typed, "version": case.version})
    assert again.context["form"].errors["referees"] == words


def test_whoever_lives_elsewhere_is_not_approved_here(officer):
    case = tell.applied(ON, by=officer, home_authority="Northmere")
    tell.ready(case, ON, by=officer)
    with pytest.raises(Refused, match="They live in Northmere: that authority decides"):
        tell.approve(case, ON, by=officer)


def test_an_approval_lasts_three_years_at_most_and_is_valid_on_each_of_its_days_and_no_other(officer):
    case = tell.applied(ON, by=officer)
    tell.ready(case, ON, by=officer)
    with pytest.raises(Refused, match="3 years at most: until 15 November 2029"):
        tell.approve(case, ON, by=officer, until_on=LAST + DAY)
    tell.approve(case, ON, by=officer, until_on=LAST)
    assert [valid(case, on) for on in (ON - DAY, ON, LAST, LAST + DAY)] == [False, True, True, False]
    assert not is_valid(Chaperone, case.chaperone.number, "2345678bcdfghj", on=ON)


def test_the_letter_of_an_approval_has_its_number_last_day_and_where_to_check_it(officer):
    case = tell.approved(ON, by=officer)
    letter = CaseLetter.objects.get(case=case, letter__kind="licensing.chaperone_approved").letter
    page = contents.html_of(letter, on=ON, address="Maple")
    said = (
        case.chaperone.number,
        "15 November 2029",
        "At most 12",
        f"/{case.chaperone.secret}/",
        "The address of the page that says",
    )
    assert [one for one in said if one not in page] == []


def test_the_referee_is_waited_for_until_each_has_answered(officer):
    case = tell.applied(ON, by=officer)
    tell.step(case, pathway.CHECK, ON, by=officer)
    running = case.deadlines.filter(clock="references", state="running")
    assert running.get().due_on == ON + timedelta(21)
    tell.reference(case, ON + DAY, by=officer)
    assert running.get().due_on == ON + timedelta(22)
    tell.reference(case, ON + DAY, by=officer)
    assert not running.exists()


def test_the_update_service_is_asked_again_after_a_year_where_they_subscribe(officer):
    case = tell.approved(ON, by=officer)
    again = case.deadlines.filter(clock="status", state="running")
    assert again.get().due_on == date(2027, 11, 16)
    tell.dbs(case, ON + DAY, by=officer, way="update", update_service=False)
    assert not again.exists()


def test_the_day_on_which_the_dbs_was_seen_is_put_right_where_it_is_kept(officer):
    case = tell.applied(ON, by=officer)
    seen = tell.dbs(case, ON + 5 * DAY, by=officer, issued_on=ON + 2 * DAY)
    taken = {"by": officer, "at": moment(ON + 5 * DAY), "reason": "A slip."}
    with pytest.raises(Refused, match="before the day of the certificate"):
        cases.correct(seen, on=ON + DAY, **taken)
    cases.correct(seen, on=ON + 3 * DAY, **taken)
    assert queries.last_dbs(case).on == ON + 3 * DAY


# --- what becomes of it --------------------------------------------------------------------------------------


def test_a_chaperone_is_reminded_once_twelve_weeks_before_the_last_day(officer):
    case = tell.approved(ON, by=officer)
    first = LAST - timedelta(weeks=12)
    assert APPROVALS.remind_each(on=first - DAY, at=moment(first - DAY)) == 0
    assert [APPROVALS.remind_each(on=on, at=moment(on)) for on in (first, first + DAY)] == [1, 0]
    assert letters_of(case) == ["received", "approved", "reminder"]


def test_a_renewal_needs_the_dbs_and_the_training_anew_and_keeps_the_number(officer):
    case = tell.approved(ON, by=officer)
    number, on = case.chaperone.number, date(2029, 10, 1)
    data = {"until_on": date(2032, 9, 30), "conditions": "", "most_children": 6}
    taken = {"by": officer, "on": on, "at": moment(on), "facts": {"until_on": "2032-09-30"}}
    with pytest.raises(Refused, match="The DBS was last asked on 16 November 2026, more than 6 months ago"):
        APPROVALS.renew(case, pathway.RENEW, data=data, **taken)
    tell.dbs(case, on, by=officer, way="update")
    tell.training(case, on, by=officer)
    APPROVALS.renew(case, pathway.RENEW, data=data, **taken)
    entry = Chaperone.objects.get()
    assert (entry.number, entry.until_on, entry.most_children) == (number, date(2032, 9, 30), 6)
    assert APPROVALS.run_out_each(on=LAST + DAY, at=moment(LAST + DAY)) == 0


def test_an_approval_that_nobody_renews_lapses_the_day_after_and_they_are_told(officer):
    case = tell.approved(ON, by=officer)
    assert APPROVALS.run_out_each(on=LAST, at=moment(LAST)) == 0
    late = LAST + timedelta(5)
    assert APPROVALS.run_out_each(on=late, at=moment(late)) == 1
    case.refresh_from_db()
    assert (case.stage, case.closed_on, letters_of(case)[-1]) == ("lapsed", LAST + DAY, "lapsed")


def test_a_letter_that_the_service_drafts_has_the_telephone_number_of_the_team_of_its_case(officer):
    case = tell.approved(ON, by=officer)
    actions.change_team_phone(case.team, version=case.team.version, phone="01865 000099", by=officer)
    late = LAST + timedelta(5)
    APPROVALS.run_out_each(on=late, at=moment(late))
    letter = Letter.objects.get(kind="licensing.chaperone_lapsed")
    assert (letter.drafted_by, contents.signed(letter)["phone"]) == (None, "01865 000099")


def test_a_suspension_and_a_revocation_end_validity_at_once_and_taking_them_back_restores_it(officer):
    case = tell.approved(ON, by=officer)
    tell.step(case, pathway.SUSPEND, ON + DAY, by=officer)
    assert [valid(case, ON), valid(case, ON + DAY)] == [True, False]
    tell.step(case, pathway.RESTORE, ON + 2 * DAY, by=officer)
    assert valid(case, ON + 2 * DAY)
    tell.step(case, pathway.REVOKE, ON + 3 * DAY, by=officer)
    assert not valid(case, ON + 3 * DAY)
    case.refresh_from_db()
    taking_back.take_back(case, by=officer, at=moment(ON + 3 * DAY), reason="The wrong button.", version=case.version)
    assert valid(case, ON + 3 * DAY)


def waiting(case: Case) -> list[str]:
    """The letters that can still go, by their kinds."""
    rows = case.letters.exclude(letter__state=Letter.State.WITHDRAWN).order_by("pk")
    return [one.letter.kind.removeprefix("licensing.chaperone_") for one in rows]


def restored(case: Case, on: date, *, by: User) -> None:
    """The suspension ends."""
    step = offers.STEP_ACTIONS[f"{offers.KEY}/restore"]
    step(case, pathway.RESTORE, data={}, by=by, on=on, at=moment(on), reason="All is well.")


def test_the_letter_with_the_number_and_code_that_a_suspension_kept_back_is_drafted_again_once_it_ends(officer):
    case = tell.approved(ON, by=officer)
    tell.step(case, pathway.SUSPEND, ON + DAY, by=officer)
    assert waiting(case) == ["suspended"]
    restored(case, ON + 2 * DAY, by=officer)
    assert waiting(case) == ["restored", "approved"]
    again = Letter.objects.get(kind="licensing.chaperone_approved", state=Letter.State.DRAFTED)
    assert again.context["number"] == Chaperone.objects.get().number
    assert again.context["check_address"] in contents.html_of(again, on=ON, address="")


def test_a_suspension_that_ends_drafts_the_reminder_again_and_no_second_letter_of_an_approval_that_left(officer):
    case = tell.approved(ON, by=officer)
    letter = Letter.objects.get(kind="licensing.chaperone_approved")
    release_letter(letter, by=officer, on=ON, at=moment(ON))
    record_sent(
        letter, by=officer, on=ON, at=moment(ON), method=Method.BY_HAND, proof="At the office", pdf_follows=True
    )
    soon = LAST - timedelta(weeks=12)
    assert APPROVALS.remind_each(on=soon, at=moment(soon)) == 1
    case.refresh_from_db()
    tell.step(case, pathway.SUSPEND, soon, by=officer)
    assert "reminder" not in waiting(case)
    restored(case, soon + DAY, by=officer)
    assert [waiting(case).count(kind) for kind in ("approved", "reminder", "restored")] == [1, 1, 1]


# --- what is kept --------------------------------------------------------------------------------------------


def test_a_copy_of_a_certificate_goes_after_six_months_and_the_number_stays(officer):
    copy = tell.certificate_copy(ON, by=officer)
    tell.dbs(copy.case, ON, by=officer)
    goes_on = abandoning.goes_on(retention.COPY, copy, abandoning.RuleBook())
    assert goes_on == date(2027, 5, 17)
    assert abandoning.remove_next(at=moment(goes_on - DAY)) is None
    gone = abandoning.remove_next(at=moment(goes_on))
    assert (gone.record, CertificateCopy.objects.count(), len(gone.files)) == ("Copy of a DBS certificate", 0, 1)
    assert queries.last_dbs(copy.case).number == "001234567890"


def test_a_legal_hold_keeps_the_copy_too(officer):
    disposal.put_on_hold(
        tell.certificate_copy(ON, by=officer).case, reason="A claim.", by=make.user("manager"), on=ON, at=moment(ON)
    )
    assert abandoning.remove_next(at=moment(date(2028, 1, 1))) is None


def test_the_case_is_kept_for_six_years_after_its_end_and_takes_the_adult_with_it(officer):
    case = tell.applied(ON, by=officer)
    tell.step(case, pathway.WITHDRAW, ON, by=officer)
    case.refresh_from_db()
    assert case.retain_until_on == date(2032, 11, 16)
    at = moment(date(2032, 11, 17))
    decided(case, Deciders(), on=date(2032, 11, 17))
    assert destroying.destroy_next(at=at).state == "destroyed"
    assert (Case.objects.count(), Adult.objects.count(), Chaperone.objects.count()) == (0, 0, 0)


def test_the_ages_and_times_are_settings_that_say_that_nobody_is_certain():
    asked = (rules.APPROVED_FOR, rules.LEAST_AGE, rules.DBS_WITHIN, rules.TRAINED_WITHIN, rules.REMINDED_BEFORE)
    assert [(one.local, one.certain) for one in asked] == [(True, False)] * 5
