"""The off-rolling radar: planted schools are found with dated evidence, and the quiet half raises no alarm."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from attendance.referrals.pathway import REFERRAL
from ehe import actions, letters, pathway, radar, rules
from ehe.challenge_forms import ChallengeSchoolForm
from ehe.models import Reason
from ehe.radar import Kind
from ehe.radar_list import schools_found
from oxle.accounts.models import Organisation, User
from oxle.cases import actions as cases
from oxle.cases.models import Case
from oxle.cases.redrafting import draftable
from oxle.core.errors import Refused
from oxle.core.rules import change_rule
from oxle.correspondence.contents import address_of_organisation
from oxle.correspondence.models import Letter
from oxle.people.models import Child, Enrolment
from oxle.registers.codes import pack_week
from oxle.registers.models import ChildWeek
from oxle.schools.actions import chair_of_governors
from oxle.schools.models import School, Trust
from tests import make
from tests.ehe.make import People, looked_at, moment, told_of_home
from tests.reduced_timetables.make import timetabled

pytestmark = pytest.mark.django_db
# A Friday; home education is told of on a Monday.
TODAY = date(2026, 11, 20)
TOLD = date(2026, 11, 9)
PRESENT, ABSENT, PART, OUT = "/", "O", "C2", "E"


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")
    return People()


def pupil(people: People, given: str, at: School | None = None, born_on: date = date(2013, 5, 6)) -> Child:
    return make.child(given, "Example", born_on, at=at or people.school)


def marked(child: Child, at: School, monday: date, *codes: str) -> None:
    """A week of a register: ten codes, or one for all of its sessions."""
    week = list(codes) if len(codes) == 10 else [codes[0]] * 10
    ChildWeek.objects.create(child=child, school=at, monday=monday, marks=pack_week(week), source="extract")


def home(people: People, child: Child, at: School | None = None, on: date = TOLD, **told: Any) -> Case:
    return actions.tell(child, at or people.school, told=told_of_home(**told), by=people.officer, on=on, at=moment(on))


def found(user: User) -> dict[str, list[tuple[Kind, str]]]:
    """What the radar shows, by school."""
    return {one.school.name: [(each.kind, str(each.child)) for each in one.found] for one in schools_found(user, TODAY)}


def reduced(people: People, child: Child, starts_on: date, at: School | None = None) -> None:
    timetabled(child, at or people.school, people.lead, starts_on)


def test_a_reduced_timetable_then_absence_then_home_education_is_found_with_its_days(people: People) -> None:
    child = pupil(people, "Planted")
    reduced(people, child, date(2026, 9, 28))
    marked(
        child, people.school, date(2026, 10, 5), PRESENT, PART, PRESENT, PART, ABSENT, PART, ABSENT, PART, ABSENT, PART
    )
    marked(
        child,
        people.school,
        date(2026, 10, 12),
        PRESENT,
        PART,
        PRESENT,
        PART,
        PRESENT,
        PART,
        ABSENT,
        PART,
        ABSENT,
        PART,
    )
    home(people, child)
    [one] = schools_found(people.officer, TODAY)[0].found
    assert one.kind is Kind.REDUCED
    assert one.evidence == (
        (date(2026, 9, 25), "Reduced timetable."),
        (date(2026, 10, 7), "Absent for 5 of 10 sessions, until 16 October 2026."),
        (TOLD, "The council was told of home education by the school."),
    )


@pytest.mark.parametrize(
    ("marks", "why"),
    [
        ((PRESENT,), "who came was not absent"),
        ((PART,), "what the timetable does not offer is no absence"),
        ((PRESENT,) * 9 + (ABSENT,), "a tenth is below the share of the setting"),
        ((ABSENT,) * 4 + (PART,) * 6, "of so few sessions a share says nothing"),
    ],
)
def test_a_reduced_timetable_without_absence_is_no_sequence(people: People, marks: tuple[str, ...], why: str) -> None:
    child = pupil(people, "Quiet")
    reduced(people, child, date(2026, 9, 28))
    marked(child, people.school, date(2026, 10, 5), *marks)
    home(people, child)
    assert found(people.officer) == {}, why


def test_absence_alone_or_after_or_elsewhere_or_long_before_is_no_sequence(people: People) -> None:
    other = make.school("Other School", urn="100099")
    alone, before, long_ago = (pupil(people, name) for name in ("Alone", "Before", "Long"))
    elsewhere = pupil(people, "Elsewhere", other)
    marked(alone, people.school, date(2026, 10, 5), ABSENT)
    # The absence was over when the timetable began.
    marked(before, people.school, date(2026, 9, 7), ABSENT)
    reduced(people, before, date(2026, 10, 5))
    before_it = {"from_on": date(2024, 9, 1), "to_on": date(2025, 8, 31)}
    Enrolment.objects.create(child=elsewhere, school=people.school, **before_it)
    reduced(people, elsewhere, date(2026, 9, 28), other)
    marked(elsewhere, people.school, date(2026, 10, 5), ABSENT)
    reduced(people, long_ago, date(2026, 2, 2))
    marked(long_ago, people.school, date(2026, 3, 2), ABSENT)
    for child in (alone, before, elsewhere, long_ago):
        home(people, child)
    assert found(people.officer) == {}


def test_an_exclusion_in_the_register_or_the_parents_reason_before_home_education_is_found(people: People) -> None:
    marked_out, said = pupil(people, "Marked"), pupil(people, "Said")
    marked(marked_out, people.school, date(2026, 10, 5), *(PRESENT,) * 6, *(OUT,) * 4)
    home(people, marked_out)
    home(people, said, reason=Reason.EXCLUSION)
    [school] = schools_found(people.officer, TODAY)
    assert {str(one.child): one.evidence[0] for one in school.found} == {
        str(marked_out): (date(2026, 10, 8), "Excluded for 4 sessions in the register, until 9 October 2026."),
        str(said): (TOLD, "The parents’ main reason is the risk of an exclusion."),
    }
    assert (school.reduced, school.exclusion, school.leaver) == (0, 2, 0)


def referral(people: People, child: Child, opened_on: date, closed_on: date | None = None) -> Case:
    """An attendance referral of the school, as it stands in the records."""
    return Case.objects.create(
        reference=cases.new_case_reference(), duty="attendance", pathway=REFERRAL.key,
        pathway_version=REFERRAL.version, stage="closed" if closed_on else "referred", stage_since_on=opened_on,
        child=child, school=people.school, team=cases.duty_team("attendance"), origin="portal", opened_on=opened_on,
        closed_on=closed_on,
    )  # fmt: skip


def test_home_education_while_an_attendance_referral_is_open_is_found_however_long_ago_it_began(people: People) -> None:
    open_still, closed, after = pupil(people, "Open"), pupil(people, "Closed"), pupil(people, "After")
    referral(people, open_still, date(2026, 1, 12))
    referral(people, closed, date(2026, 9, 14), date(2026, 10, 30))
    referral(people, after, date(2026, 11, 11))
    case = home(people, open_still)
    for child in (closed, after):
        home(people, child)
    assert found(people.officer) == {people.school.name: [(Kind.ATTENDANCE, str(open_still))]}
    [school] = schools_found(people.officer, TODAY)
    assert school.attendance == 1
    words = "Attendance referral, not closed when we were told of home education."
    assert school.found[0].evidence[0] == (date(2026, 1, 12), words)
    # Whoever checks first whether the child is safe reads it, and it goes into the letter to the head.
    page = make.signed_in(people.officer).get(reverse("cases:step", args=[case.key, "check_safety"])).content.decode()
    assert f"12 January 2026: {words}" in page
    made = challenged(people, case, off_rolling="yes")
    assert made is not None
    assert made.context["evidence"] == f"12 January 2026: {words}"


def test_the_page_of_the_first_step_says_where_nothing_points_to_off_rolling(people: People) -> None:
    case = home(people, pupil(people, "Plain"))
    page = make.signed_in(people.officer).get(reverse("cases:step", args=[case.key, "check_safety"])).content.decode()
    assert "Nothing that points to off-rolling." in page


def test_an_exclusion_after_home_education_began_or_long_before_is_no_sequence(people: People) -> None:
    after, long_ago = pupil(people, "After"), pupil(people, "Long")
    marked(after, people.school, TOLD, OUT)
    marked(long_ago, people.school, date(2026, 3, 2), OUT)
    home(people, after)
    home(people, long_ago)
    assert found(people.officer) == {}


def left(people: People, given: str, on: date, at: School, born_on: date = date(2011, 5, 6)) -> Child:
    child = pupil(people, given, at, born_on)
    Enrolment.objects.filter(child=child).update(to_on=on)
    return child


def test_leavers_before_january_show_a_school_from_the_number_of_the_setting_on(people: People) -> None:
    planted, quiet = make.school("Planted School", urn="100098"), make.school("Quiet School", urn="100097")
    for given in ("One", "Two", "Three"):
        left(people, given, date(2026, 10, 16), planted)
    for given in ("Four", "Five"):
        left(people, given, date(2026, 10, 16), quiet)
    assert list(found(people.officer)) == ["Planted School"]
    [school] = schools_found(people.officer, TODAY)
    assert school.leaver == 3
    assert school.found[0].evidence == ((date(2026, 10, 16), "Left in Year 11; on no other register in four weeks."),)
    # Of who left lately that is not known yet.
    left(people, "Six", date(2026, 11, 13), planted)
    [school] = schools_found(people.officer, TODAY)
    assert school.found[0].evidence == ((date(2026, 11, 13), "Left in Year 11; on no other register so far."),)


@pytest.mark.parametrize("moved_on", [date(2026, 10, 17), date(2026, 11, 13)])
def test_who_went_to_another_school_is_no_leaver(people: People, moved_on: date) -> None:
    planted, new = make.school("Planted School", urn="100098"), make.school("New School", urn="100096")
    each = [left(people, given, date(2026, 10, 16), planted) for given in ("One", "Two", "Three")]
    make.enrolled(each[0], new, moved_on)
    assert found(people.officer) == {}


def test_who_left_last_year_or_in_another_year_group_is_no_leaver(people: People) -> None:
    planted = make.school("Planted School", urn="100098")
    left(people, "Last", date(2026, 8, 31), planted)
    left(people, "Nine", date(2026, 10, 16), planted, born_on=date(2012, 9, 1))
    left(people, "Twelve", date(2026, 10, 16), planted, born_on=date(2010, 8, 31))
    left(people, "Eleven", date(2026, 10, 16), planted, born_on=date(2010, 9, 1))
    left(people, "Ten", date(2026, 10, 16), planted, born_on=date(2012, 8, 31))
    assert found(people.officer) == {}
    left(people, "Third", date(2026, 9, 1), planted)
    assert [str(one.child).split()[0] for one in radar.leavers(people.officer, TODAY)] == ["Third", "Eleven", "Ten"]


def test_only_schools_that_stand_out_are_listed_each_with_the_reason_and_the_others_on_request(people: People) -> None:
    planted, quiet = make.school("Planted School", urn="100098"), make.school("Quiet School", urn="100097")
    for number, at in enumerate((people.school, make.school("Empty School", urn="100095"), quiet, planted)):
        for each in range(20):
            pupil(people, f"Stays{number}{each}", at)
    for number in range(9):
        home(people, pupil(people, f"Planted{number}", planted), planted, reason=Reason.EXCLUSION)
    home(people, pupil(people, "Quiet", quiet), quiet, reason=Reason.EXCLUSION)
    change_rule(rules.RADAR_IMPROBABLE, "2000", from_on=date(2026, 11, 1), reason="Four schools only")
    browser, address = make.signed_in(people.officer), reverse("ehe:radar")
    page = browser.get(address)
    assert [row.record.school for row in page.context["table"].rows] == [planted]
    assert "Of 1 other school no more was found than that." in page.content.decode()
    every = browser.get(address, {"every": "yes"})
    assert [row.record.school for row in every.context["table"].rows] == [planted, quiet]
    assert [sentence.split(" By chance")[0] for sentence in schools_found(people.officer, TODAY)[0].why] == [
        "Exclusion or its threat, then home education: 9 of 29 pupils in a year. As at the 3 other schools "
        "with pupils of secondary age, fewer than one was to be expected."
    ]
    of_school = [
        browser.get(reverse("ehe:radar_school", args=[school.key])).content.decode() for school in (planted, quiet)
    ]
    assert ["Why this school stands out" in page for page in of_school] == [True, False]
    assert "This school does not stand out" in of_school[1]
    # The bar is a setting with a date.
    change_rule(rules.RADAR_IMPROBABLE, "1000000", from_on=TODAY, reason="Too many were listed")
    assert [one.why for one in schools_found(people.officer, TODAY)] == [(), ()]


def test_of_a_child_who_is_closed_to_somebody_the_radar_says_nothing(people: People) -> None:
    child = pupil(people, "Hidden")
    home(people, child, reason=Reason.EXCLUSION)
    assert len(found(people.officer)) == 1
    Child.objects.filter(pk=child.pk).update(restricted=True, restricted_because="At risk")
    assert found(people.officer) == {}


def test_the_radar_asks_no_more_for_many_than_for_one(people: People, django_assert_max_num_queries: Any) -> None:
    for number in range(4):
        child = pupil(people, f"Child{number}")
        reduced(people, child, date(2026, 9, 28))
        marked(child, people.school, date(2026, 10, 5), ABSENT)
        home(people, child, reason=Reason.EXCLUSION)
    with django_assert_max_num_queries(12):
        [school] = schools_found(people.officer, TODAY)
    assert (school.reduced, school.exclusion) == (4, 4)


# --- the letter to the head ------------------------------------------------------------------------------------------


def challenged(people: People, case: Case, **data: Any) -> Letter | None:
    form = ChallengeSchoolForm(
        {"on": "20 November 2026", "reason": "The head suggested it.", **data},
        step=pathway.CHALLENGE, case=case, parties=[], on=TODAY,
    )  # fmt: skip
    assert form.is_valid(), form.errors
    case.refresh_from_db()
    actions.challenge_school(
        case, pathway.CHALLENGE, data=form.cleaned_data, by=people.officer, on=TODAY, at=moment(TODAY),
        reason=form.cleaned_data["reason"], facts=form.facts(), version=case.version,
    )  # fmt: skip
    return Letter.objects.filter(kind=letters.OFF_ROLLING.key).first()


def test_the_challenge_of_off_rolling_writes_to_the_head_with_the_evidence_and_the_copies(people: People) -> None:
    people.school.trust = Trust.objects.create(uid="T1", name="Example Trust")
    people.school.lines, people.school.town, people.school.postcode = "1 School Lane", "Example", "ZZ99 9ZZ"
    people.school.save()
    child = pupil(people, "Planted")
    marked(child, people.school, date(2026, 10, 5), OUT)
    case = home(people, child)
    made = challenged(people, case, off_rolling="yes")
    assert made is not None
    assert made.organisation == people.school.organisation
    # Each who has a copy has a letter of their own, to an address, with what the head is told.
    copies = list(Letter.objects.filter(kind=letters.OFF_ROLLING_COPY.key).order_by("pk"))
    assert {one.context["reasons"] for one in copies} == {made.context["reasons"]}
    assert {one.context["evidence"] for one in copies} == {made.context["evidence"]}
    assert [address_of_organisation(one.organisation) for one in copies if one.organisation] == [
        f"The chair of governors, {people.school.name}\n1 School Lane\nExample\nZZ99 9ZZ",
        "Example Trust",
    ]
    # Once somebody recorded where the trust is, a letter to it bears that.
    Trust.objects.update(lines="2 Office Road", postcode="ZZ99 8ZZ")
    body = Organisation.objects.get(name="Example Trust")
    assert address_of_organisation(body) == "Example Trust\n2 Office Road\nZZ99 8ZZ"
    # A second challenge writes to the same bodies, and one trust is one body for all of its schools.
    challenged(people, case, off_rolling="yes")
    assert Letter.objects.filter(kind=letters.OFF_ROLLING_COPY.key).count() == 4
    assert Organisation.objects.filter(name="Example Trust").count() == 1
    assert made.context["copies"] == "the chair of governors, and Example Trust"
    assert made.context["evidence"] == (
        "5 October 2026: Excluded for 10 sessions in the register, until 9 October 2026."
    )
    assert made.context["reasons"] == "The head suggested it."


def test_a_school_without_a_trust_has_one_copy_and_a_body_follows_the_name_of_its_school(people: People) -> None:
    challenged(people, home(people, pupil(people, "Planted")), off_rolling="yes")
    [copy] = Letter.objects.filter(kind=letters.OFF_ROLLING_COPY.key)
    people.school.organisation.name = "Renamed School"
    people.school.organisation.save()
    assert chair_of_governors(people.school) == copy.organisation
    assert chair_of_governors(people.school).name == "The chair of governors, Renamed School"


def test_a_body_that_is_not_of_the_school_any_more_has_no_further_letter(people: People) -> None:
    people.school.trust = Trust.objects.create(uid="T1", name="Former Trust")
    people.school.save()
    case = home(people, pupil(people, "Planted"))
    challenged(people, case, off_rolling="yes")

    def challenged_as_of(trust: Trust | None) -> list[str]:
        before = set(Letter.objects.values_list("pk", flat=True))
        School.objects.update(trust=trust)
        challenged(people, Case.objects.get(pk=case.pk), off_rolling="yes")
        return sorted(str(one.organisation) for one in Letter.objects.exclude(pk__in=before))

    school = str(people.school.organisation)
    chair = f"The chair of governors, {school}"
    other = Trust.objects.create(uid="T2", name="Another Trust")
    assert challenged_as_of(other) == sorted([school, chair, "Another Trust"])
    assert challenged_as_of(None) == sorted([school, chair])


def test_the_form_promises_a_copy_to_nobody_who_has_none_and_says_where_no_address_is_recorded(
    people: People,
) -> None:
    case, officer = home(people, pupil(people, "Planted")), make.signed_in(people.officer)
    address = reverse("cases:step", args=[case.key, "challenge"])

    def promised() -> str:
        return str(officer.get(address).context["form"].fields["off_rolling"].help_text)

    assert "trust" not in promised().lower()
    trust = Trust.objects.create(uid="T1", name="Example Trust")
    School.objects.update(trust=trust)
    assert "Example Trust (no address of the trust is recorded" in promised()
    Trust.objects.update(lines="2 Office Road", postcode="ZZ99 8ZZ")
    assert "for the chair of governors, and Example Trust. They say" in promised()


def test_another_challenge_writes_no_letter_and_parents_get_none_of_it(people: People) -> None:
    case = home(people, pupil(people, "Plain"))
    assert challenged(people, case, off_rolling="no") is None
    assert challenged(people, case, off_rolling="yes") is not None
    assert Letter.objects.filter(kind=letters.OFF_ROLLING.key).count() == 1
    # A further challenge of something else takes nothing back that was to be said.
    challenged(people, case, off_rolling="no")
    assert Letter.objects.get(kind=letters.OFF_ROLLING.key).state == Letter.State.DRAFTED


def test_what_the_parents_told_the_council_is_on_the_radar_and_in_no_letter_to_their_school(people: People) -> None:
    case = home(people, pupil(people, "Told"), reason=Reason.EXCLUSION)
    [school] = schools_found(people.officer, TODAY)
    [one] = school.found
    assert "The parents’ main reason is the risk of an exclusion." in [words for _, words in one.evidence]
    made = challenged(people, case, off_rolling="yes")
    assert made is not None
    assert "parents" not in made.context.get("evidence", "")


def test_the_page_of_a_school_shows_the_evidence_and_leads_to_the_challenge(people: People) -> None:
    case = home(people, pupil(people, "Planted"), reason=Reason.EXCLUSION)
    page = make.signed_in(people.officer).get(reverse("ehe:radar_school", args=[people.school.key]))
    [row] = page.context["kinds"][1]["rows"]
    assert row["challenge_url"] == reverse("cases:step", args=[case.key, "challenge"])
    manager = make.signed_in(make.user("manager")).get(reverse("ehe:radar_school", args=[people.school.key]))
    assert manager.context["kinds"][1]["rows"][0]["challenge_url"] == ""


def test_a_school_is_challenged_and_answers_also_once_the_child_is_back_at_a_school(people: People) -> None:
    case = home(people, pupil(people, "Planted"), reason=Reason.EXCLUSION)
    looked_at(case, people.officer, TODAY)
    cases.take(case, pathway.RETURN, by=people.officer, on=TODAY, at=moment(TODAY), reason="The school wrote.")
    officer, head = make.signed_in(people.officer), make.signed_in(people.head)
    [row] = officer.get(reverse("ehe:radar_school", args=[people.school.key])).context["kinds"][1]["rows"]
    address = reverse("cases:step", args=[case.key, "challenge"])
    assert row["challenge_url"] == address
    assert address in officer.get(case.get_absolute_url()).text
    typed = {"on": "20 November 2026", "reason": "The head suggested it.", "off_rolling": "yes"}
    sent = officer.post(address, {**typed, "version": officer.get(address).context["version"]})
    assert sent.headers["Location"] == case.get_absolute_url()
    drafted = Letter.objects.get(kind=letters.OFF_ROLLING.key)
    assert (drafted.state, drafted.context["reasons"]) == (Letter.State.DRAFTED, "The head suggested it.")
    # A draft that somebody withdrew can be made again, on the closed case too.
    case.refresh_from_db()
    assert letters.OFF_ROLLING in [one.kind for one in draftable(case, TODAY)]
    # The head is asked, in time, and answers; the officer ends it; the case stays closed throughout.
    [asked] = head.get(reverse("cases:portal")).context["asked"]
    assert asked.url == reverse("ehe:sent", args=[case.key])
    answer = reverse("ehe:answer", args=[case.key])
    head.post(answer, {"answer": "Nobody did.", "version": head.get(answer).context["version"]})
    case.refresh_from_db()
    running = dict(case.deadlines.filter(state="running").values_list("clock", "due_on"))
    assert (list(running), case.stage, case.closed_on) == (["challenge_end"], "returned", TODAY)


def test_a_case_that_was_entered_by_mistake_challenges_nobody(people: People) -> None:
    case = home(people, pupil(people, "Mistaken"))
    cases.take(case, pathway.MISTAKE, by=people.officer, on=TODAY, at=moment(TODAY), reason="Another child.")
    with pytest.raises(Refused, match="cannot be done while the case is at"):
        challenged(people, case, off_rolling="no")
