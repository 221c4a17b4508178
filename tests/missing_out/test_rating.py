"""What makes a child red or amber: each criterion holds for its case and not for its neighbour, at its threshold."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cme.actions import refer as refer_missing
from cme.pathway import CLEAR, FIND_HERE, TRACKING
from ehe import actions as home
from ehe import pathway as home_pathway
from exclusions.fair_access import pathway as fair_access
from exclusions.fair_access.pathway import PLACING
from exclusions.placement.letters import school_joins
from oxle.cases import actions as cases
from oxle.cases.criteria import Asked, Criterion, Rated
from oxle.cases.models import Case, Visit
from oxle.core.rules import RULES, change_rule
from oxle.missing_out.rating import IN_CONFIDENCE, Rating, criteria, rate
from oxle.people.actions import add_vulnerability
from oxle.people.models import Child, Enrolment
from oxle.provision.actions import add_provider, make_offer
from oxle.provision.mismatch_models import Mismatch, MismatchKind
from oxle.provision.models import SESSIONS_A_WEEK, OfferKind, ProviderKind
from oxle.provision.without import without_offer
from oxle.registers.actions import write_weeks
from reduced_timetables import changing
from reduced_timetables.models import Reason
from reduced_timetables.pathway import TIMETABLE
from tests import make
from tests.cme.make import told_of_missing
from tests.ehe.make import told_of_home
from tests.exclusions.fair import opened, take
from tests.exclusions.make import People, moment, taught
from tests.reduced_timetables.make import timetabled

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NOTHING = [0] * SESSIONS_A_WEEK
# The first Monday of the term, on which school is closed for training, and the first school day.
NOVEMBER, FIRST = date(2026, 11, 2), date(2026, 11, 3)


@pytest.fixture
def there() -> People:
    return People()


def rated(child: Child, on: date) -> Rating:
    """How a child is rated on a day."""
    return rate(Asked([child.pk], on, without_offer([child.pk], on).lacking))[child.pk]


def keys(child: Child, on: date) -> set[str]:
    """Which criteria hold for a child on a day."""
    return {one.criterion.key for one in rated(child, on).reasons}


def begins_on(key: str, child: Child, before: date, on: date) -> Rating:
    """That a criterion holds for a child on a day and not yet on another, before it; how the child is rated then."""
    assert key not in keys(child, before)
    assert key in keys(child, on)
    return rated(child, on)


def without(child: Child, people: People, from_on: date) -> None:
    """The school offers nothing from a day on."""
    make_offer(child, people.school, kind=OfferKind.NONE, from_on=from_on, to_on=None, minutes=NOTHING, source="OX",
               by=None)  # fmt: skip


def known(child: Child, kind: str, people: People, from_on: date = NOVEMBER) -> None:
    """Something that is recorded of a child from a day on."""
    add_vulnerability(child, kind=kind, from_on=from_on, source="Social care", by=people.officer, on=from_on)


def test_who_lacks_nothing_is_green(there: People) -> None:
    assert rated(there.child, NOVEMBER).rated == Rated.GREEN
    assert rated(there.child, NOVEMBER).since is None


def test_six_school_days_without_a_full_day_are_amber_and_five_are_not(there: People) -> None:
    without(there.child, there, NOVEMBER)
    found = begins_on("missing_out.less", there.child, date(2026, 11, 9), date(2026, 11, 10))
    assert (found.rated, found.since) == (Rated.AMBER, FIRST)
    assert found.said_to(there.officer) == [
        "Nobody has offered a full day of education for 6 school days, since 3 November 2026."
    ]


def test_21_school_days_with_no_education_at_all_and_none_arranged_are_red_and_20_are_not(there: People) -> None:
    without(there.child, there, NOVEMBER)
    found = begins_on("missing_out.nothing", there.child, date(2026, 11, 30), date(2026, 12, 1))
    assert (found.rated, found.since) == (Rated.RED, FIRST)
    assert found.said_to(there.officer)[0] == (
        "No education at all for 21 school days, since 3 November 2026, and none is arranged."
    )


@pytest.mark.parametrize(("minutes", "from_on"), [([60] + [0] * 9, NOVEMBER), ([150] * 10, date(2026, 12, 14))])
def test_an_hour_in_the_week_or_a_place_that_begins_later_is_a_plan(
    there: People, minutes: list[int], from_on: date
) -> None:
    without(there.child, there, NOVEMBER)
    unit = add_provider(name="Demo Unit", kind=ProviderKind.PRU, by=there.officer)
    make_offer(there.child, unit, kind=OfferKind.ALTERNATIVE, from_on=from_on, to_on=None, minutes=minutes,
               source="OX", by=None)  # fmt: skip
    assert "missing_out.nothing" not in keys(there.child, date(2026, 12, 9))


def test_who_had_an_hour_until_lately_has_had_none_only_since_then(there: People) -> None:
    without(there.child, there, NOVEMBER)
    unit = add_provider(name="Demo Unit", kind=ProviderKind.PRU, by=there.officer)
    make_offer(there.child, unit, kind=OfferKind.ALTERNATIVE, from_on=NOVEMBER, to_on=date(2026, 11, 13),
               minutes=[60] + [0] * 9, source="OX", by=None)  # fmt: skip
    # 13 November is a Friday: 20 school days from the 16th are over on 11 December.
    found = begins_on("missing_out.nothing", there.child, date(2026, 12, 11), date(2026, 12, 14))
    assert "No education at all for 21 school days, since 16 November 2026, and none is arranged." in found.said_to(
        there.officer
    )


def test_an_ehc_plan_counts_from_the_day_after_the_last_school(there: People) -> None:
    without(there.child, there, NOVEMBER)
    known(there.child, "ehcp", there)
    Enrolment.objects.filter(child=there.child).update(to_on=date(2026, 11, 13))
    found = begins_on("missing_out.plan", there.child, date(2026, 11, 13), date(2026, 11, 16))
    assert "An EHC plan, and neither a school nor a provider since 16 November 2026." in found.said_to(there.officer)
    assert "missing_out.plan" not in keys(there.child, date(2026, 11, 15))


def test_an_ehc_plan_with_neither_a_school_nor_a_provider_is_red_from_the_first_day(there: People) -> None:
    child, other = make.child("Ash", "Example"), make.child("Birch", "Example")
    known(child, "ehcp", there)
    assert "missing_out.plan" in keys(child, NOVEMBER)
    assert "missing_out.plan" not in keys(other, NOVEMBER)
    without(there.child, there, NOVEMBER)
    known(there.child, "ehcp", there)
    assert "missing_out.plan" not in keys(there.child, date(2026, 11, 9))


def test_two_sessions_that_nobody_explained_are_red_and_one_is_not(there: People) -> None:
    unit = add_provider(name="Demo Unit", kind=ProviderKind.PRU, by=there.officer)
    said = {"child": there.child, "school": there.school, "provider": unit, "school_code": "B"}
    for day, kind in enumerate([MismatchKind.ABSENT, MismatchKind.NOTICE, MismatchKind.UNMARKED]):
        on = NOVEMBER + day * DAY
        Mismatch.objects.create(**said, kind=kind, on=on, half=0, found_at=moment(on))
    found = begins_on("missing_out.mismatched", there.child, date(2026, 11, 3), date(2026, 11, 4))
    assert (found.rated, found.since) == (Rated.RED, NOVEMBER)
    assert found.said_to(make.user("ehe_officer")) == [IN_CONFIDENCE]
    Mismatch.objects.filter(kind=MismatchKind.ABSENT).update(agreed_at=moment(NOVEMBER))
    assert "missing_out.mismatched" not in keys(there.child, date(2026, 11, 4))


def test_an_exclusion_without_education_is_red_on_the_day_after_day_6_and_not_once_it_began(there: People) -> None:
    case = there.tell()
    found = begins_on("exclusions.day_six", there.child, date(2026, 11, 16), date(2026, 11, 17))
    assert found.rated == Rated.RED
    assert found.said_to(there.officer)[0] == (
        "Excluded, and education was to begin by day 6: 16 November 2026. It has not."
    )
    assert "missing_out.law" in keys(there.child, date(2026, 11, 17))
    taught(there, case, date(2026, 11, 17))
    assert "exclusions.day_six" not in keys(there.child, date(2026, 11, 18))


def test_of_the_other_reading_the_day_after_counts_where_the_setting_says_so(there: People) -> None:
    change_rule(RULES["exclusions.day_six_breach"], "after the first day", from_on=date(2026, 9, 1), reason="So.")
    there.tell()
    begins_on("exclusions.day_six", there.child, date(2026, 11, 17), date(2026, 11, 18))


def test_a_looked_after_child_who_is_excluded_is_red_after_the_day_after_the_first(there: People) -> None:
    known(there.child, "looked_after", there)
    there.tell(looked_after=True, virtual_school_spoken_to=True)
    begins_on("exclusions.day_six", there.child, date(2026, 11, 10), date(2026, 11, 11))


def test_a_missing_child_with_a_social_worker_is_red_until_located_and_another_is_not(there: People) -> None:
    other = make.child("Birch", "Example", at=there.school)
    tracker = make.user("tracking_officer")
    by = {"by": there.head, "on": NOVEMBER, "at": moment(NOVEMBER)}
    refer_missing(there.child, there.school, told=told_of_missing(social_worker=True), **by)
    refer_missing(other, there.school, told=told_of_missing(), **by)
    found = begins_on("cme.in_danger", there.child, NOVEMBER, date(2026, 11, 3))
    assert found.said_to(tracker)[0] == ("Not located since 2 November 2026. Recorded: social worker.")
    assert found.said_to(there.officer)[0] == IN_CONFIDENCE
    assert "cme.in_danger" not in keys(other, date(2026, 11, 3))
    known(other, "child_protection", there)
    assert "cme.in_danger" in keys(other, date(2026, 11, 3))
    case = Case.objects.get(pathway=TRACKING.key, child=there.child)
    for step, facts in ((CLEAR, {}), (FIND_HERE, {"where": "With an aunt", "how_known": "Seen"})):
        case.refresh_from_db()
        cases.take(case, step, by=tracker, on=date(2026, 11, 3), at=moment(date(2026, 11, 3)), facts=facts)
    assert "cme.in_danger" not in keys(there.child, date(2026, 11, 3))


def test_a_missing_child_is_red_after_20_school_days_though_a_school_still_keeps_the_place(there: People) -> None:
    last = date(2026, 10, 30)
    told = told_of_missing(last_attended_on=last)
    refer_missing(there.child, there.school, told=told, by=there.head, on=NOVEMBER, at=moment(NOVEMBER))
    found = begins_on("cme.missing", there.child, date(2026, 11, 30), date(2026, 12, 1))
    assert found.rated == Rated.RED
    manager = make.user("manager")
    said = {one.criterion.key: one.said_to(manager) for one in found.reasons}
    assert said["cme.missing"] == "Missing education for 21 school days, since 31 October 2026."
    assert found.said_to(manager) == [said["missing_out.nothing"]]


def test_a_child_in_need_taught_at_home_is_red_after_28_days_of_which_nobody_hears(there: People) -> None:
    child, officer = make.child("Ash", "Example"), make.user("ehe_officer")
    by = {"by": officer, "on": NOVEMBER, "at": moment(NOVEMBER)}
    case = home.tell(child, None, told=told_of_home(), origin="council", **by)
    assert "ehe.not_heard" not in keys(child, date(2026, 12, 1))
    known(child, "child_in_need", there)
    begins_on("ehe.not_heard", child, date(2026, 11, 30), date(2026, 12, 1))
    visit = {"case": case, "by": officer, "place": "At home"}
    Visit.objects.create(on=date(2026, 11, 4), at=moment(NOVEMBER), outcome=Visit.Outcome.NOBODY, **visit)
    assert "ehe.not_heard" in keys(child, date(2026, 12, 1))
    Visit.objects.create(on=date(2026, 11, 9), at=moment(NOVEMBER), outcome=Visit.Outcome.ADULT, **visit)
    begins_on("ehe.not_heard", child, date(2026, 12, 7), date(2026, 12, 8))
    cases.take(case, home_pathway.EHE.step("check_safety"), by=officer, on=NOVEMBER, at=moment(NOVEMBER))
    case.refresh_from_db()
    met = date(2026, 11, 16)
    cases.take(case, home_pathway.MEET, by=officer, on=met, at=moment(met))
    assert "ehe.not_heard" not in keys(child, date(2026, 12, 8))


def test_a_reduced_timetable_is_red_once_it_runs_unvalidated(there: People) -> None:
    case = timetabled(there.child, there.school, there.head, date(2026, 11, 9))
    begins_on("reduced_timetables.not_valid", there.child, date(2026, 11, 9), date(2026, 11, 10))
    cases.take(case, TIMETABLE.step("validate"), by=there.officer, on=date(2026, 11, 10), at=moment(date(2026, 11, 10)))
    assert "reduced_timetables.not_valid" not in keys(there.child, date(2026, 11, 11))


def test_an_extension_that_is_told_in_time_makes_nobody_red_before_it_begins(there: People) -> None:
    case = timetabled(there.child, there.school, there.head, date(2026, 11, 9), date(2026, 11, 22))
    cases.take(case, TIMETABLE.step("validate"), by=there.officer, on=date(2026, 11, 9), at=moment(date(2026, 11, 9)))
    on = date(2026, 11, 18)
    longer = {
        "ends_on": date(2026, 12, 4), "review_on": date(2026, 11, 27), "given_by": "", "agreed_on": None,
        "risk_assessed_on": None,
    }  # fmt: skip
    taken = {"by": there.head, "on": on, "at": moment(on), "facts": {}, "reason": ""}
    changing.extend(case, TIMETABLE.step("extend"), data=longer, **taken)
    begins_on("reduced_timetables.not_valid", there.child, date(2026, 11, 23), date(2026, 11, 24))


def test_a_reduced_timetable_is_red_the_day_after_its_end_and_after_12_weeks(there: People) -> None:
    case = timetabled(there.child, there.school, there.head, date(2026, 9, 7), date(2026, 10, 16))
    cases.take(case, TIMETABLE.step("validate"), by=there.officer, on=date(2026, 9, 7), at=moment(date(2026, 9, 7)))
    begins_on("reduced_timetables.past_end", there.child, date(2026, 10, 16), date(2026, 10, 17))
    begins_on("reduced_timetables.long", there.child, date(2026, 11, 30), date(2026, 12, 1))


def test_a_medical_timetable_of_which_nobody_considered_section_19_is_red_on_the_15th_school_day(there: People) -> None:
    key, first, other, anxious = (
        "reduced_timetables.medical",
        date(2026, 11, 9),
        *(make.child(given, "Example", at=there.school) for given in ("Birch", "Cedar")),
    )
    until = date(2026, 12, 18)
    timetabled(there.child, there.school, there.head, first, until, reason=Reason.MENTAL, section_19=False)
    timetabled(other, there.school, there.head, first, until, reason=Reason.PHYSICAL, section_19=True)
    timetabled(anxious, there.school, there.head, first, until, reason=Reason.ANXIETY, section_19=False)
    fifteenth = date(2026, 11, 27)
    begins_on(key, there.child, fifteenth - DAY, fifteenth)
    (reason,) = [one for one in rated(there.child, date(2026, 12, 1)).reasons if one.criterion.key == key]
    assert (reason.fired.since, reason.fired.sentence) == (
        fifteenth,
        "In for part of the week for medical reasons for 17 school days, since 9 November 2026: education by the"
        " council (section 19) was not considered.",
    )
    assert key not in keys(other, until) | keys(anxious, until)


def test_a_child_protection_plan_and_less_than_half_of_the_sessions_are_red_and_half_is_not(there: People) -> None:
    half, plain = make.child("Birch", "Example", at=there.school), make.child("Cedar", "Example", at=there.school)
    for child, marks in ((there.child, "////OOOOOO"), (half, "/////OOOOO"), (plain, "////OOOOOO")):
        write_weeks(child, there.school, {NOVEMBER: "".join(map("{} ".format, marks))}, source="test", by=None)
    for child in (there.child, half):
        known(child, "child_protection", there)
    assert "attendance.severe" not in keys(there.child, date(2026, 11, 4))
    assert [child for child in (there.child, half, plain) if "attendance.severe" in keys(child, date(2026, 11, 6))] == [
        there.child
    ]
    found = rated(there.child, date(2026, 11, 6))
    assert (found.since, found.said_to(make.user("manager"))) == (
        NOVEMBER, ["A child protection plan, and attendance of 40.00% since 1 September 2026."],
    )  # fmt: skip


def test_a_named_school_that_refuses_makes_red_from_the_day_after_until_it_takes_the_child(there: People) -> None:
    case, school, refused_on = opened(there), make.school("Maintained School"), date(2026, 11, 27)
    take(there, case, fair_access.REFER, date(2026, 11, 23))
    take(there, case, PLACING.name_place, date(2026, 11, 26), place=str(school), school=school.key,
         starts_on="2026-12-07")  # fmt: skip
    school_joins(case, school, refused_on)
    take(there, case, PLACING.refuse, refused_on, school=school.key)
    found = begins_on("exclusions.refused", there.child, refused_on, date(2026, 11, 28))
    assert "The school that was named refuses, since 27 November 2026." in found.said_to(there.officer)
    take(there, case, PLACING.agree, date(2026, 11, 30))
    assert "exclusions.refused" not in keys(there.child, date(2026, 12, 1))


@pytest.mark.parametrize("criterion", criteria(), ids=lambda one: one.key)
def test_every_criterion_has_a_threshold_that_the_service_sets_and_says_what_it_is(criterion: Criterion) -> None:
    assert criterion.threshold.key in RULES
    assert criterion.threshold.local
    assert criterion.threshold.label.startswith(("Red: ", "Amber: "))
    assert criterion.threshold.label.split(":")[0] == criterion.rated.label


def test_the_page_of_criteria_names_each_with_its_threshold_of_today(there: People, monkeypatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-27T09:00:00+00:00")
    change_rule(RULES["missing_out.less_longer_than"], "7", from_on=date(2026, 11, 1), reason="The group decided so.")
    page = make.signed_in(there.officer).get(reverse("missing_out:criteria")).content.decode()
    assert "7 school days" in page
    for one in criteria():
        assert one.label in page
