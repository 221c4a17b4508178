"""Work permits: what is received and what is refused, what is lacking, what the hours break, who gets what when."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from licensing import rules as hours_rules
from licensing.grants.queries import is_valid
from licensing.work import rules
from licensing.work.models import Employer, Permit, PermitAnswer
from licensing.work.permits import actions, deciding, pathway, queries, watching
from licensing.work.permits.deciding import PERMITS
from oxle.cases import taking_back
from oxle.cases.actions import take
from oxle.cases.models import Case, CaseLetter
from oxle.core.errors import Refused
from oxle.core.models import RuleValue
from oxle.correspondence.models import Letter
from oxle.registers.actions import write_weeks
from oxle.registers.codes import pack_week
from tests import make
from tests.exclusions.make import calendar, moment
from tests.licensing.working import (
    EMPLOYER,
    answered,
    applied,
    grant,
    granted,
    hours,
    parent_says,
    school_says,
)

ON = date(2026, 11, 16)  # a Monday in term
AT = moment(ON)
DAY = timedelta(days=1)
END_OF_AGE = date(2027, 6, 25)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make.user("admin_officer")


@pytest.fixture
def school():
    calendar()
    return make.school()


@pytest.fixture
def child(school):
    """Born as in W75: 15 years old, compulsory school age ends on 25 June 2027."""
    made = make.child("Ida", "Example", date(2011, 3, 14), at=school)
    make.address(make.parent(made, "Robin", "Example", parental_responsibility=True))
    return made


def of_age(years, school, on=ON):
    return make.child(f"Aged {years}", "Example", on.replace(year=on.year - years), at=school)


def lines(case, on=ON, **kwargs):
    return [(one.line, one.words) for one in queries.checked(case, on, **kwargs).breaches]


# --- received, or refused at the door ---------------------------------------------------------------------


def test_an_application_opens_a_case_with_employer_parent_and_school_as_parties(child, school, officer):
    case = applied(child, ON, by=officer)
    employer = Employer.objects.get()
    assert (case.stage, case.opened_on, case.school, case.work_permit.employer) == ("received", ON, school, employer)
    assert {(one.role, one.name) for one in case.parties.all()} == {
        ("parent", "Robin Example"), ("school", "Example School"), ("employer", employer.body.name),
    }  # fmt: skip
    assert employer.body.name != EMPLOYER.name


def test_a_child_may_have_two_jobs_at_once_and_an_employer_of_the_register_stays_one(child):
    first = applied(child, ON)
    applied(child, ON, employer=first.work_permit.employer)
    assert Case.objects.filter(pathway=queries.KEY, closed_on=None).count() == 2
    assert Employer.objects.count() == 1


def test_by_typing_a_name_nobody_becomes_a_party_of_anothers_cases(child, school):
    first, second = applied(child, ON), applied(of_age(14, school), ON)
    assert first.work_permit.employer.body != second.work_permit.employer.body


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"told": hours()}, "school_days"),
        ({"ends_on": ON - DAY}, "ends_on"),
        ({"photo_on": ON + DAY}, "photo_on"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_half_saved(child, changes, field):
    with pytest.raises(Refused) as refused:
        applied(child, ON, **changes)
    assert (refused.value.field, Employer.objects.count(), Case.objects.count()) == (field, 0, 0)


def test_no_permit_can_be_given_under_13_whatever_the_work_is(school):
    young = of_age(13, school, ON + DAY)
    with pytest.raises(
        Refused, match=r"The child is 12 on 16 November 2026\. No permit can be given .* under 13"
    ) as no:
        applied(young, ON, listed=True)
    assert no.value.field == "starts_on"
    assert applied(young, ON + DAY, listed=True).stage == "received"


def test_under_the_new_act_no_permit_can_be_given_under_14(school):
    RuleValue.objects.create(rule=hours_rules.NEW_LAW.key, from_on=ON, value="yes", reason="Tried")
    with pytest.raises(Refused, match="under 14"):
        applied(of_age(13, school), ON, listed=True)


def test_over_compulsory_school_age_no_permit_is_needed_and_it_says_why(child):
    """W75: born on 14 March 2011, compulsory school age ends on Friday 25 June 2027."""
    with pytest.raises(Refused, match=r"No permit is needed: .* ends on Friday 25 June 2027, before") as no:
        applied(child, ON, starts_on=END_OF_AGE + DAY)
    assert no.value.field == "starts_on"
    assert applied(child, ON, starts_on=END_OF_AGE).stage == "received"


def test_within_a_week_of_starting_is_in_time_and_later_is_received_and_labelled(child):
    in_time = applied(child, ON, starts_on=ON - timedelta(7))
    late = applied(child, ON, starts_on=ON - timedelta(8))
    assert queries.lacking.late(in_time.work_permit) == ""
    assert "later than within 7 days" in queries.lacking.late(late.work_permit)
    assert late.stage == "received"


# --- what is lacking -----------------------------------------------------------------------------------------


def test_what_is_lacking_is_named_and_a_complete_application_lacks_nothing(child, officer):
    case = applied(child, ON, photo_on=None, risk_words="")
    assert queries.lacking_of(case) == [
        "There is no photograph.",
        "There is no risk assessment.",
        "A parent’s written permission has not come.",
        "The school’s written answer, with the attendance, has not come.",
    ]
    whole = applied(child, ON)
    answered(whole, ON, by=officer)
    assert queries.lacking_of(whole) == []


def test_a_photograph_of_six_months_counts_and_an_older_one_is_lacking(child):
    six = applied(child, ON, photo_on=date(2026, 5, 16))
    older = applied(child, ON, photo_on=date(2026, 5, 15))
    assert "photograph" not in " ".join(queries.lacking_of(six))
    assert "The photograph of 15 May 2026 is older than 6 months." in queries.lacking_of(older)


def test_for_work_in_the_holidays_alone_the_school_is_not_asked(child):
    case = applied(child, ON, hours(holidays="Saturday 09:00-12:00"))
    assert "school" not in " ".join(queries.lacking_of(case))


def test_nothing_is_checked_without_the_parent_but_the_school_holds_nothing_up(child, officer):
    case = applied(child, ON)
    with pytest.raises(Refused, match="written permission has not come"):
        take(case, pathway.CHECK, by=officer, on=ON, at=AT)
    answered(case, ON, by=officer, school=False)
    take(case, pathway.CHECK, by=officer, on=ON, at=AT)
    assert case.stage == "checking"


def test_what_was_lacking_can_be_supplied(child, officer):
    case = applied(child, ON, photo_on=None, risk_words="")
    data = {"photo": None, "photo_on": ON, "risk_assessment": None, "risk_words": "Done."}
    actions.supply(case, pathway.SUPPLY, data=data, by=officer, on=ON, at=AT)
    case = Case.objects.get(pk=case.pk)
    assert (case.work_permit.photo_on, case.work_permit.risk_words) == (ON, "Done.")


def test_the_newest_answer_counts(child, officer):
    case = applied(child, ON)
    answered(case, ON, by=officer)
    actions.answer(case, pathway.PARENT, data=parent_says(agrees=False), by=None, on=ON, at=AT)
    assert queries.permitted_finding(case, None, ON) == "Robin Example does not give permission."
    assert case.permit_answers.order_by("pk").last().by_link


# --- the hours -----------------------------------------------------------------------------------------------


def test_w72_13_hours_in_a_week_of_term_are_refused_and_12_are_granted(school, officer):
    four = "Monday to Thursday 16:00-18:00"
    over = applied(of_age(14, school), ON, hours(four, "Saturday 09:00-12:00; 13:00-15:00"), by=officer)
    assert lines(over) == [
        ("At weekends in term, Saturday", "13 hours of work in a week with school: at most 12 hours")
    ]
    answered(over, ON, by=officer)
    with pytest.raises(Refused, match=r"No permit while a limit is broken.*13 hours of work"):
        granted(over, ON, by=officer)
    right = applied(of_age(15, school), ON, hours(four, "Saturday 09:00-13:00"), by=officer)
    assert lines(right) == []
    answered(right, ON, by=officer)
    assert granted(right, ON, by=officer).stage_after == "granted"


def test_w73_three_hours_on_a_sunday_break_todays_law_and_not_the_new_one(child):
    case = applied(child, ON, hours(weekends="Sunday 10:00-13:00"))
    assert lines(case) == [("At weekends in term, Sunday", "3 hours of work on a Sunday: at most 2 hours")]
    assert lines(case, as_if_new=True) == []


def test_once_the_new_act_is_switched_on_each_day_is_checked_under_its_own_law(child):
    RuleValue.objects.create(rule=hours_rules.NEW_LAW.key, from_on=date(2027, 1, 1), value="yes", reason="Tried")
    case = applied(child, ON, hours(weekends="Sunday 10:00-13:00"))
    found = queries.checked(case, date(2027, 1, 1)).breaches
    assert [(one.first_on, one.times) for one in found] == [(date(2026, 11, 22), 5)]


def test_a_limit_is_said_once_for_a_line_with_its_first_day_and_how_often(child):
    case = applied(child, ON, hours("Monday 16:00-19:30"), ends_on=date(2026, 12, 4))
    assert [str(one) for one in queries.checked(case, ON).breaches] == [
        "On school days, Monday: work until 19:30: not after 19:00 (first on 16 November 2026, 3 times; Children and "
        "Young Persons Act 1933 s 18(1)(c))",
        "On school days, Monday: 3 hours 30 minutes of work on a school day: at most 2 hours (first on 16 November "
        "2026, 3 times; Children and Young Persons Act 1933 s 18(1)(d))",
    ]


def test_at_13_only_listed_light_work_is_granted(school):
    told = {"on": ON, "told": hours(weekends="Saturday 09:00-11:00")}
    listed = applied(of_age(13, school), listed=True, **told)
    other = applied(of_age(13, school), listed=False, **told)
    heavy = applied(of_age(15, school), light=False, **told)
    assert lines(listed) == []
    assert "the byelaws do not list this work" in lines(other)[0][1]
    assert lines(heavy)[0][1] == "a child may do light work only"


def test_the_hours_of_another_job_in_force_count_with_these(child, officer):
    first = applied(child, ON, hours("Monday to Thursday 16:00-18:00"), by=officer)
    answered(first, ON, by=officer)
    granted(first, ON, by=officer)
    second = applied(child, ON, hours(weekends="Saturday 09:00-12:00; 13:00-15:00"), by=officer)
    assert ("At weekends in term, Saturday", "13 hours of work in a week with school: at most 12 hours") in lines(
        second
    )
    take(first, pathway.END, by=officer, on=ON, at=AT)
    assert lines(second) == []


def test_work_in_every_week_of_the_holidays_leaves_no_two_free_weeks(child):
    every = "Monday to Saturday 09:00-11:00"
    first = date(2027, 1, 4)
    told = {"starts_on": first, "ends_on": date(2027, 6, 25)}
    case = applied(child, ON, hours(holidays=every), **told)
    assert [line for line, words in lines(case) if "14 days in a row" in words] == []  # the summer is still free


def test_days_beyond_the_terms_that_are_loaded_are_said_and_not_guessed(school):
    case = applied(of_age(14, school), ON)
    assert queries.checked(case, ON).unknown.endswith("are not loaded")


# --- granting ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("attendance", "as_a_matter_of_course"), [("90.1", True), ("90", False), ("89.9", False)])
def test_over_90_is_normal_and_90_or_below_is_considered_by_itself_and_never_refused_by_that(
    child, officer, attendance, as_a_matter_of_course
):
    case = applied(child, ON)
    answered(case, ON, by=officer, attendance=attendance)
    take(case, pathway.CHECK, by=officer, on=ON, at=AT)
    if not as_a_matter_of_course:
        with pytest.raises(Refused, match="Say why it is granted all the same") as asked:
            grant(case, ON, by=officer)
        assert asked.value.field == "considered"
    grant(case, ON, by=officer, considered="" if as_a_matter_of_course else "The head thinks that it helps.")
    assert case.stage == "granted"


def test_the_line_of_the_attendance_is_a_setting(child, officer):
    RuleValue.objects.create(rule=rules.ATTENDANCE.key, from_on=ON, value="85", reason="Tried")
    case = applied(child, ON)
    answered(case, ON, by=officer, attendance="86")
    assert queries.to_consider(case) == []


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (None, "has not come"),
        (school_says(None), "did not say what the attendance is"),
        (school_says(agrees=False, said="Is tired."), "The school does not agree: Is tired."),
    ],
)
def test_the_schools_answer_is_evidence_and_no_veto(child, officer, said, words):
    case = applied(child, ON)
    answered(case, ON, by=officer, school=False)
    if said:
        actions.answer(case, pathway.SCHOOL, data=said, by=officer, on=ON, at=AT)
    assert words in " ".join(queries.to_consider(case))
    granted(case, ON, by=officer, considered="We rang the school.")
    assert case.stage == "granted"


def test_without_a_parents_permission_nothing_is_granted(child, officer):
    case = applied(child, ON)
    answered(case, ON, by=officer)
    take(case, pathway.CHECK, by=officer, on=ON, at=AT)
    actions.answer(case, pathway.PARENT, data=parent_says(agrees=False), by=officer, on=ON, at=AT)
    with pytest.raises(Refused, match="does not give permission"):
        grant(case, ON, by=officer)


def test_where_the_work_is_elsewhere_that_authority_decides(child, officer):
    case = applied(child, ON, place_authority="Farshire")
    answered(case, ON, by=officer)
    take(case, pathway.CHECK, by=officer, on=ON, at=AT)
    with pytest.raises(Refused, match="The work is in Farshire"):
        grant(case, ON, by=officer)
    take(case, pathway.SEND_ON, by=officer, on=ON, at=AT, reason="Sent by e-mail.")
    assert case.stage == "sent_on"


@pytest.mark.parametrize(("ends_on", "until"), [(None, END_OF_AGE), (date(2027, 2, 1), date(2027, 2, 1)),
                                                (date(2028, 2, 1), END_OF_AGE)])  # fmt: skip
def test_a_permit_ends_with_the_job_or_with_compulsory_school_age(child, officer, ends_on, until):
    case = applied(child, ON, ends_on=ends_on)
    answered(case, ON, by=officer)
    granted(case, ON, by=officer)
    assert Permit.objects.get().until_on == until
    assert case.deadlines.get(clock="last_day").due_on == until


def test_the_permit_goes_to_employer_school_and_parents_and_says_the_hours_granted_and_no_limit(child, officer):
    case = applied(child, ON)
    answered(case, ON, by=officer)
    granted(case, ON, by=officer, conditions="Not at the oven.")
    letters = Letter.objects.filter(pk__in=CaseLetter.objects.filter(case=case).values("letter"))
    assert sorted(letters.values_list("kind", flat=True)) == [
        "licensing.work_permit", "licensing.work_permit", "licensing.work_permit_for_parents",
    ]  # fmt: skip
    said = letters.filter(kind="licensing.work_permit").first().context
    assert said["hours"] == "At weekends in term: Saturday 09:00 to 12:00"
    assert said["conditions"] == "Not at the oven."
    assert said["until_on"] == END_OF_AGE.isoformat()


def test_a_refusal_goes_to_the_employer_and_the_parents_and_not_to_the_school(child, officer):
    case = applied(child, ON)
    take(case, pathway.REFUSE, by=officer, on=ON, at=AT, reason="Too late at night.")
    kinds = CaseLetter.objects.filter(case=case).values_list("letter__kind", flat=True)
    assert sorted(kinds) == ["licensing.work_refused", "licensing.work_refused_for_parents"]


# --- once it is granted --------------------------------------------------------------------------------------


@pytest.fixture
def permit(child, officer):
    case = applied(child, ON)
    answered(case, ON, by=officer)
    granted(case, ON, by=officer)
    return case


def test_changed_hours_are_checked_as_those_of_a_new_permit(permit, officer):
    change = {"by": officer, "on": ON, "at": AT, "reason": "Asked for."}
    with pytest.raises(Refused, match="No permit while a limit is broken") as no:
        deciding.change(permit, pathway.CHANGE, data={"hours": hours("Monday 16:00-19:00"), "conditions": ""}, **change)
    assert no.value.field == "school_days"
    right = {"hours": hours("Monday 16:00-18:00"), "conditions": "Home by six."}
    deciding.change(permit, pathway.CHANGE, data=right, **change)
    said = Letter.objects.filter(kind="licensing.work_permit").order_by("pk").last().context
    assert (said["hours"], said["conditions"]) == ("On school days: Monday 16:00 to 18:00", "Home by six.")


def test_the_service_closes_a_permit_on_the_day_after_its_last(permit):
    assert PERMITS.run_out_each(on=END_OF_AGE, at=moment(END_OF_AGE)) == 0
    assert PERMITS.run_out_each(on=END_OF_AGE + DAY, at=moment(END_OF_AGE + DAY)) == 1
    permit.refresh_from_db()
    assert (permit.stage, permit.closed_on) == ("ended", END_OF_AGE + DAY)
    assert Permit.objects.get().ended_on == END_OF_AGE + DAY


def marks(child, school, *codes):
    """The weeks before ON, the newest last, each of one code."""
    weeks = {ON - (len(codes) - number) * timedelta(7): pack_week([code] * 10) for number, code in enumerate(codes)}
    write_weeks(child, school, weeks, source="daily feed", by=None)


def test_a_fall_of_the_attendance_asks_an_officer_once_and_ends_nothing(permit, child, school, officer):
    marks(child, school, "/", "/", "O")
    assert watching.look_at_attendance(on=ON, at=AT) == 1
    assert watching.look_at_attendance(on=ON + DAY, at=moment(ON + DAY)) == 0
    permit.refresh_from_db()
    assert permit.stage == "granted"
    assert permit.deadlines.get(clock="considering").state == "running"
    take(permit, pathway.KEEP, by=officer, on=ON, at=AT, reason="Was ill.")
    # The marks of before are answered: only new ones count.
    assert watching.look_at_attendance(on=ON + DAY, at=moment(ON + DAY)) == 0


@pytest.mark.parametrize("weeks", [["/"] * 9 + ["O"], ["O"]])
def test_exactly_90_per_cent_is_not_below_and_of_a_single_week_nothing_is_said(permit, child, school, weeks):
    RuleValue.objects.create(rule=rules.WATCHED.key, from_on=ON, value="12", reason="Tried")
    marks(child, school, *weeks)
    assert watching.look_at_attendance(on=ON, at=AT) == 0


def test_a_permit_stays_only_where_somebody_was_asked(permit, officer):
    with pytest.raises(Refused, match="attendance has not fallen"):
        take(permit, pathway.KEEP, by=officer, on=ON, at=AT, reason="For no reason.")


def test_a_revoked_permit_goes_on_once_that_is_taken_back(permit, officer):
    take(permit, pathway.REVOKE, by=officer, on=ON, at=AT, reason="Education suffers.")
    assert Permit.objects.get().ended_on == ON
    taking_back.take_back(permit, by=officer, at=AT, reason="Of another child.")
    permit.refresh_from_db()
    assert (permit.stage, Permit.objects.get().ended_on) == ("granted", None)


# --- the database --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "changes", "rule"),
    [
        (Employer, {"name": ""}, "employer_has_name_and_address"),
        (Permit, {"job": ""}, "permit_says_what_work_and_where"),
        (Permit, {"ends_on": ON - DAY}, "permit_job_ends_after_it_begins"),
        (Permit, {"until_on": None}, "permit_granted_has_a_last_day"),
        (Permit, {"until_on": ON - DAY}, "permit_ends_after_work_begins"),
        (Permit, {"ended_on": ON - DAY}, "permit_ends_once_granted"),
        (PermitAnswer, {"given_by": ""}, "permit_answer_says_who"),
        (PermitAnswer, {"attendance": Decimal(101)}, "permit_answer_attendance_is_the_schools_percentage"),
        (PermitAnswer, {"by_link": True}, "permit_answer_by_one_way"),
    ],
)
def test_the_database_refuses_what_cannot_be(permit, model, changes, rule):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        model.objects.update(**changes)


# --- what anybody can check ----------------------------------------------------------------------------------


def shown(number, secret):
    """The part of the public page that is about a permit."""
    page = Client().get(reverse("licensing:permit_validity", args=[number, secret]))
    return page.text.split("<main", 1)[1].split("</main>", 1)[0]


def valid(case, on):
    permit = Permit.objects.get(case=case)
    return is_valid(Permit, permit.number or "", permit.secret, on=on)


def test_a_permit_is_valid_from_the_day_of_its_grant_to_its_last_and_not_before_there_is_one(child, officer):
    case = applied(child, ON, ends_on=ON + timedelta(20), starts_on=ON + DAY)
    answered(case, ON, by=officer)
    assert not valid(case, ON)
    granted(case, ON, by=officer)
    days = (ON - DAY, ON, ON + timedelta(20), ON + timedelta(21))
    assert [valid(case, day) for day in days] == [False, True, True, False]


def test_a_revoked_permit_is_not_valid_from_that_day_and_valid_again_once_that_is_taken_back(child, officer):
    case = applied(child, ON, by=officer)
    answered(case, ON, by=officer)
    granted(case, ON, by=officer)
    take(case, pathway.END, by=officer, on=ON + DAY, at=moment(ON + DAY))
    assert [valid(case, ON), valid(case, ON + DAY)] == [True, False]
    taking_back.take_back(case, by=officer, at=moment(ON + DAY), reason="It goes on.")
    assert valid(case, ON + DAY)


def test_the_permit_says_its_number_and_where_to_check_it_and_new_hours_keep_both(child, officer):
    case = applied(child, ON, by=officer)
    answered(case, ON, by=officer)
    granted(case, ON, by=officer)
    number, secret = Permit.objects.values_list("number", "secret").get(case=case)
    context = Letter.objects.filter(kind="licensing.work_permit").first().context
    assert (context["number"], context["check_address"].split("/licensing/")[1]) == (
        number, f"permit/{number}/{secret}/",
    )  # fmt: skip
    case.refresh_from_db()
    data = {"hours": hours(weekends="Saturday 09:00-11:00"), "conditions": ""}
    deciding.change(case, pathway.CHANGE, data=data, by=officer, on=ON, at=AT, reason="The shop closes earlier.")
    assert Permit.objects.values_list("number", "secret").get(case=case) == (number, secret)


def test_the_public_page_of_a_permit_says_valid_or_not_valid_and_nothing_else(child, officer, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", AT.isoformat())
    case = applied(child, ON, by=officer)
    answered(case, ON, by=officer)
    granted(case, ON, by=officer)
    permit = Permit.objects.get(case=case)
    page = shown(permit.number, permit.secret)
    assert "<strong>Valid</strong>" in page
    for planted in ("Ida", EMPLOYER.name, "Shop assistant", "Market Street", permit.number, "2026", "2027"):
        assert planted not in page
    wrong = {shown(permit.number, "b" * 14), shown("WP-0000-0000", permit.secret), shown("WP-0000-0000", "-")}
    assert len(wrong) == 1
    assert "<strong>Not valid</strong>" in wrong.pop()


def test_nobody_can_try_numbers_of_permits_without_end():
    answers = [Client().get("/licensing/permit/WP-0000-0000/bbbbbbbbbbbbbb/").status_code for _ in range(31)]
    assert answers == [200] * 30 + [429]
