"""A prosecution from the referral to the court's decision, by the actions alone."""

from datetime import date
from decimal import Decimal

import pytest

from attendance.prosecution import actions, panels, papers, pathway, queries, readiness
from attendance.prosecution.court_models import Outcome
from attendance.prosecution.listing import listed_on
from attendance.prosecution.models import Charge, Prosecution
from attendance.prosecution.step_forms import PoundsField
from attendance.referrals import following
from attendance.referrals import pathway as referral_pathway
from oxle.accounts.visibility import visible_to
from oxle.cases import actions as cases
from oxle.cases.models import Case
from oxle.core.errors import Refused
from oxle.core.models import RuleValue
from oxle.correspondence.actions import release_letter, withdraw_letter
from oxle.correspondence.contents import html_of
from oxle.correspondence.models import Letter
from tests.attendance import court
from tests.attendance.make import moment

pytestmark = pytest.mark.django_db
ON = court.BEGUN


@pytest.fixture
def referral(people):
    return court.final_warning(people)


@pytest.fixture
def with_legal(people, referral):
    case = court.ready(people, referral)
    court.bundled(case, people)
    return court.submitted(case, people)


@pytest.fixture
def released(people, with_legal):
    return court.released(with_legal, people)


# --- begun, one case a defendant ----------------------------------------------------------------------------


def test_preparing_papers_opens_a_legal_case_about_the_parent_with_the_child_as_a_party(people, referral):
    case = court.begun(referral, people)
    assert (case.adult.given, case.child, case.came_from, case.stage) == ("Robin", None, referral, "preparing")
    assert sorted(case.parties.values_list("role", flat=True)) == ["child", "defendant", "school"]
    assert queries.child_of(case) == people.child
    assert case.owner == people.officer


def test_two_defendants_are_two_cases_that_share_nothing(people, referral):
    first = court.charged(court.begun(referral, people, "Robin"), people)
    second = court.begun(referral, people, "Kit")
    assert Case.objects.filter(pathway=pathway.PROSECUTION.key).count() == 2
    assert queries.charge_of(second) is None
    court.charged(second, people, "s444_1a")
    assert queries.charge_of(first).kind == "s444_1"
    assert {link.letter.adult for link in queries.letters_to_defendant(first)} == {first.adult}


def test_a_parent_is_not_prosecuted_twice_at_once(people, referral):
    court.begun(referral, people)
    referral.refresh_from_db()
    party = court.parent(referral, "Robin")
    with pytest.raises(Refused, match="already in hand"):
        actions.open_for(referral, party, by=people.officer, on=ON, at=moment(ON))
    assert Prosecution.objects.count() == 1


def test_a_second_prosecution_can_follow_when_the_first_has_ended(people, referral):
    case = court.begun(referral, people)
    court.taken(case, pathway.WITHDRAW_PAPERS, people.officer, ON, reason="Attendance improved.")
    again = court.begun(referral, people)
    assert again.prosecution.number == 2


def test_only_those_who_may_read_legal_papers_see_a_prosecution(people, referral):
    case = court.begun(referral, people)
    assert visible_to(people.officer, Case).filter(pk=case.pk).exists()
    assert visible_to(people.solicitor, Case).filter(pk=case.pk).exists()
    assert not visible_to(people.manager, Case).filter(pk=case.pk).exists()
    assert not visible_to(people.lead, Case).filter(pk=case.pk).exists()


# --- the charge and its time --------------------------------------------------------------------------------


def test_w41_charge_by_six_months_from_the_first_day_and_at_the_very_last_from_the_last(people, referral):
    case = court.charged(
        court.begun(referral, people), people, offence_from_on=date(2026, 10, 5), offence_to_on=date(2026, 11, 13)
    )
    to_charge = {"charge_safe": date(2027, 4, 5), "charge_last": date(2027, 5, 13)}
    assert court.dates_of(case) == {**to_charge, "hand_in": date(2026, 12, 21)}


def test_the_time_to_charge_shows_from_the_moment_papers_are_begun(people, referral):
    case = court.begun(referral, people)
    to_charge = {"charge_safe": date(2027, 3, 2), "charge_last": date(2027, 4, 12)}
    assert court.dates_of(case) == {**to_charge, "hand_in": date(2026, 12, 21)}


def test_another_offence_period_replaces_the_dates_and_keeps_the_old_charge(people, referral):
    case = court.charged(court.begun(referral, people), people)
    court.charged(case, people, offence_from_on=date(2026, 9, 14))
    assert court.dates_of(case)["charge_safe"] == date(2027, 3, 14)
    assert list(Charge.objects.values_list("replaced_on", flat=True)) == [ON, None]


def test_an_offence_after_compulsory_school_age_is_refused_because_there_was_none(people, referral):
    people.child.born_on = date(2010, 9, 3)
    people.child.save(update_fields=["born_on"])
    case = court.begun(referral, people)
    with pytest.raises(Refused, match="until 25 June 2027") as refusal:
        court.charged(case, people, offence_to_on=date(2027, 7, 1), on=date(2027, 7, 2))
    assert refusal.value.field == "offence_to_on"


def test_leaving_compulsory_school_age_does_not_close_an_in_time_charge(people, referral):
    people.child.born_on = date(2010, 9, 3)
    people.child.save(update_fields=["born_on"])
    court.marks(people, "14/06/2027,O,O\n15/06/2027,O,O", date(2027, 6, 18))
    after = date(2027, 7, 5)
    case = court.begun(referral, people, on=after)
    court.charged(case, people, offence_from_on=date(2027, 6, 14), offence_to_on=date(2027, 6, 15), on=after)
    court.of_age(case)
    court.supervision_considered(case, people, after)
    court.considered(case, people, after)
    court.certified(case, people, after)
    court.statement(case, people, on=after)
    papers.nothing_unused(case, by=people.officer, on=after)
    court.letters_served(referral, people, after)
    court.bundled(case, people, after)
    court.submitted(case, people, after)
    court.released(case, people, after)
    court.commenced(case, people, on=after, hearing_on=date(2027, 8, 12))
    assert case.stage == "commenced"


def test_a_late_charge_says_from_which_day_it_still_reaches(people, released):
    case = court.commenced(released, people, on=date(2027, 3, 10), hearing_on=date(2027, 4, 1))
    assert queries.commencement_of(case).in_time_from_on == date(2026, 9, 10)


def test_a_charge_on_the_safe_day_reaches_the_whole_period(people, released):
    case = court.commenced(released, people, on=date(2027, 3, 2), hearing_on=date(2027, 4, 1))
    assert queries.commencement_of(case).in_time_from_on is None


def test_a_charge_can_be_made_on_the_very_last_day_and_not_after(people, released):
    with pytest.raises(Refused, match="No day of the offence can be charged after 12 April 2027"):
        court.commenced(released, people, on=date(2027, 4, 13), hearing_on=date(2027, 5, 1))
    court.commenced(released, people, on=date(2027, 4, 12), hearing_on=date(2027, 5, 1))
    assert released.stage == "commenced"


def test_a_pause_does_not_stop_the_time_to_charge(people, referral):
    case = court.charged(court.begun(referral, people), people)
    court.taken(case, pathway.PAUSE, people.officer, ON, reason="A safeguarding enquiry.")
    assert case.deadlines.filter(state="running", clock="charge_safe").get().due_on == date(2027, 3, 2)


# --- release by a second person ----------------------------------------------------------------------------


def test_papers_are_not_handed_in_while_anything_is_missing_and_every_gap_is_named(people, referral):
    case = court.charged(court.begun(referral, people), people)
    assert [item.gap for item in readiness.gaps(case, ON)] == [
        "Nobody has recorded that a supervision order was considered (s.447).",
        "Look first at what may stand in the way before papers are released: nobody has yet.",
        "No witness statement is signed.",
        "No certificate of attendance is made.",
        "The first warning to this parent has not been sent.",
        "The PACE letter to this parent has not been sent.",
        "The final warning to this parent has not been sent.",
        "The schedule of unused material is empty, and nobody said that there is none.",
        "The date of birth of Robin Example is not recorded.",
    ]
    with pytest.raises(Refused, match=r"Not ready: 9 things are missing\. Nobody has recorded"):
        court.submitted(case, people)


def test_papers_without_a_charge_have_no_charge_to_hand_in(people, referral):
    case = court.begun(referral, people)
    assert readiness.gaps(case, ON)[0].gap == "No charge is chosen."


def test_letters_without_proof_of_service_leave_gaps(people, referral):
    case = court.charged(court.begun(referral, people), people)
    court.letters_served(referral, people, proof="")
    found = [item.gap for item in readiness.gaps(case, ON) if item.place == readiness.LETTERS]
    assert found == [
        f"{words} was sent, but no proof of posting or service is recorded."
        for words in ("The first warning", "The PACE letter", "The final warning")
    ]


def test_a_statement_that_waits_for_its_signature_is_a_gap_and_a_refused_one_is_told(people, referral):
    case = court.ready(people, referral)
    row = papers.write_statement(
        case, maker="A Head", maker_as="Head", text="I know.", by=people.officer, at=moment(ON)
    )
    assert [item.gap for item in readiness.gaps(case, ON)] == ["Not signed yet: the statement of A Head."]
    papers.refuse_statement(row, row.version, because="Wants advice first.", by=people.officer)
    assert readiness.gaps(case, ON) == []
    [statements] = [item for item in readiness.items(case, ON) if item.place == readiness.STATEMENTS]
    assert statements.note == "Refused to sign: A Head."


def test_a_certificate_of_another_period_than_the_charge_is_a_gap(people, referral):
    case = court.ready(people, referral)
    court.charged(case, people, offence_from_on=date(2026, 9, 14))
    assert [item.gap for item in readiness.gaps(case, ON)] == [
        "The certificate covers another period than the charge. Make it again."
    ]


def test_a_certificate_that_the_register_no_longer_bears_out_is_a_gap_which_names_the_days(people, referral):
    case = court.ready(people, referral)
    court.marks(people, "02/09/2026,I,O\n08/09/2026,I,I", ON)
    assert [item.gap for item in readiness.gaps(case, ON)] == [
        "The register has changed since the certificate was made, on 2 September 2026 and 8 September 2026. Make it "
        "again, and have it signed."
    ]
    court.certified(case, people)
    assert readiness.gaps(case, ON) == []


def test_papers_are_not_released_on_a_certificate_that_the_register_no_longer_bears_out(people, with_legal):
    court.marks(people, "02/09/2026,I,I", ON)
    with pytest.raises(Refused, match="The register has changed since the certificate was made, on 2 September 2026"):
        court.released(with_legal, people)


def test_a_register_that_changes_after_release_is_told_until_the_case_is_over(people, released):
    assert panels.about(released, people.solicitor)["changed"] is None
    court.marks(people, "02/09/2026,I,O", ON)
    since = "The register has changed since the certificate was made, on 2 September 2026. Tell the solicitor: "
    assert panels.about(released, people.solicitor)["changed"] == (
        f"{since}the papers can be returned and the certificate made again before the charge."
    )
    case = court.commenced(released, people)
    assert panels.about(case, people.solicitor)["changed"] == (
        f"{since}the charge is made, so say what has changed in a further statement."
    )
    court.taken(case, pathway.DISCONTINUE, people.solicitor, ON, reason="The register was put right.")
    case.refresh_from_db()
    assert panels.about(case, people.solicitor)["changed"] is None


def test_papers_are_not_handed_in_after_the_last_possible_day(people, referral):
    case = court.ready(people, referral)
    assert readiness.gaps(case, date(2027, 4, 12)) == []
    assert [item.gap for item in readiness.gaps(case, date(2027, 4, 13))] == [
        "No day of the offence can be charged after 12 April 2027 (six months, MCA 1980 s.127)."
    ]


def test_an_officer_may_not_release(people, with_legal):
    with pytest.raises(Refused, match="Your role does not include “Release the papers”"):
        court.taken(with_legal, pathway.RELEASE, people.senior, ON)


def test_a_solicitor_who_chose_the_charge_may_not_release_the_papers(people, with_legal):
    court.taken(with_legal, pathway.RETURN_PAPERS, people.solicitor, ON, reason="Another period, please.")
    with_legal.refresh_from_db()
    actions.set_charge(
        with_legal,
        kind="s444_1",
        with_parenting_order=False,
        offence_from_on=court.FROM,
        offence_to_on=court.TO,
        by=people.solicitor,
        on=ON,
        at=moment(ON),
        version=with_legal.version,
    )
    court.submitted(with_legal, people)
    court.bundled(with_legal, people)
    with pytest.raises(Refused, match="Two people must agree"):
        court.released(with_legal, people)


def test_a_solicitor_who_wrote_a_statement_may_not_release_the_papers(people, referral):
    case = court.ready(people, referral)
    row = papers.write_statement(
        case, maker="Example", maker_as="Solicitor", text="I know.", by=people.solicitor, at=moment(ON)
    )
    papers.sign_statement(row, row.version, signed_on=ON, copy=None, by=people.officer, on=ON)
    court.bundled(case, people)
    court.submitted(case, people)
    with pytest.raises(Refused, match="you wrote part of these papers"):
        court.released(case, people)


def test_a_solicitor_whose_statement_a_colleague_changed_may_not_release_the_papers(people, referral):
    case = court.ready(people, referral)
    told = {"maker": "Example", "maker_as": "Solicitor", "at": moment(ON)}
    row = papers.write_statement(case, **told, text="I know.", by=people.solicitor)
    papers.change_statement(row, row.version, **told, text="I knew.", by=people.officer)
    papers.sign_statement(row, row.version, signed_on=ON, copy=None, by=people.officer, on=ON)
    court.bundled(case, people)
    court.submitted(case, people)
    with pytest.raises(Refused, match="you wrote part of these papers"):
        court.released(case, people)


def test_the_release_keeps_both_tests_and_the_bundle_that_was_read(people, released):
    kept = queries.release_of(released)
    assert (kept.event.by, kept.bundle.number, kept.evidential_met, kept.public_interest_met) == (
        people.solicitor,
        1,
        True,
        True,
    )
    assert kept.public_interest_reason == "Support was offered and refused."


def test_returned_papers_say_why_and_can_be_handed_in_again(people, with_legal):
    court.taken(with_legal, pathway.RETURN_PAPERS, people.solicitor, ON, reason="The target is not explained.")
    with_legal.refresh_from_db()
    assert with_legal.stage == "returned"
    assert with_legal.events.last().reason == "The target is not explained."
    assert court.submitted(with_legal, people).stage == "with_legal"


def test_papers_with_the_solicitor_cannot_be_changed_under_them(people, with_legal):
    with pytest.raises(Refused, match="with the solicitor or in court"):
        court.statement(with_legal, people)
    with pytest.raises(Refused, match="with the solicitor or in court"):
        papers.make_certificate(with_legal, by=people.officer, at=moment(ON))


# --- how proceedings begin ----------------------------------------------------------------------------------


def test_w50_only_444_1_may_go_by_single_justice_procedure(people, referral):
    case = court.ready(people, referral)
    assert queries.why_not_single_justice("s444_1", case.adult, ON) is None
    assert "punished with prison" in queries.why_not_single_justice("s444_1a", case.adult, ON)


def test_a_charge_under_444_1a_is_refused_the_single_justice_procedure(people, referral):
    case = court.ready(people, referral, kind="s444_1a")
    court.bundled(case, people)
    court.released(court.submitted(case, people), people)
    with pytest.raises(Refused, match="cannot go by single justice procedure") as refusal:
        court.commenced(case, people, "sjp")
    assert refusal.value.field == "method"
    assert court.commenced(case, people, "requisition").stage == "commenced"


def test_a_defendant_one_day_short_of_eighteen_is_refused_the_single_justice_procedure(people, released):
    court.of_age(released, date(2008, 11, 24))
    assert "under 18" in queries.why_not_single_justice("s444_1", released.adult, ON)
    with pytest.raises(Refused, match="under 18"):
        court.commenced(released, people, "sjp")
    court.of_age(released, date(2008, 11, 23))
    assert court.commenced(released, people, "sjp").stage == "commenced"


def test_a_notice_sends_its_own_covering_letter_and_no_requisition(people, released):
    court.commenced(released, people, "sjp")
    assert list(Letter.objects.filter(on_case__case=released).values_list("kind", flat=True)) == [
        "attendance.court_notice"
    ]
    letter = Letter.objects.get(on_case__case=released)
    assert letter.context["answer_by_on"] == "2026-12-14"
    assert letter.adult == released.adult


@pytest.mark.parametrize(
    ("setting", "until", "said"),
    [
        (None, date(2026, 11, 30), "by Monday 30 November 2026"),
        ("7 working days", date(2026, 12, 2), "by Wednesday 2 December 2026"),
    ],
)
def test_a_requisition_says_the_last_day_to_object_that_the_clock_says(people, released, setting, until, said):
    if setting:
        RuleValue.objects.create(rule="attendance.object_within", value=setting, from_on=ON, reason="A test")
    court.commenced(released, people, "requisition")
    letter = Letter.objects.get(on_case__case=released)
    assert court.dates_of(released)["objection"] == until
    assert f"tell the court and us {said}." in html_of(letter, on=ON, address="1 Example Street")


def test_a_requisition_whose_statements_are_not_served_says_how_long_there_is_to_object(people, released):
    RuleValue.objects.create(rule="attendance.object_within", value="7 working days", from_on=ON, reason="A test")
    court.commenced(released, people, "requisition", statements_served_on=None)
    letter = Letter.objects.get(on_case__case=released)
    assert "within 7 working days of receiving it." in html_of(letter, on=ON, address="1 Example Street")


def test_a_covering_letter_is_released_by_a_solicitor_and_not_by_whoever_drafted_it(people, released):
    court.commenced(released, people)
    letter = Letter.objects.get(on_case__case=released)
    with pytest.raises(Refused, match="You cannot release this letter"):
        release_letter(letter, by=people.senior, on=ON, at=moment(ON))
    assert release_letter(letter, by=people.solicitor, on=ON, at=moment(ON)).state == "released"


def test_a_solicitor_does_not_release_a_letter_that_their_own_step_drafted(people, released):
    court.taken(released, pathway.DISCONTINUE, people.solicitor, ON, reason="A medical reason came to light.")
    letter = Letter.objects.get(on_case__case=released)
    with pytest.raises(Refused, match="You drafted this letter"):
        release_letter(letter, by=people.solicitor, on=ON, at=moment(ON))


# --- in court ------------------------------------------------------------------------------------------------


def test_no_plea_can_be_recorded_only_after_21_days_from_service_of_the_notice(people, released):
    case = court.commenced(released, people, "sjp")
    assert court.dates_of(case) == {"plea": date(2026, 12, 14), "objection": date(2026, 11, 30)}
    with pytest.raises(Refused, match="Not before 15 December 2026"):
        court.taken(case, pathway.RECORD_NO_PLEA, people.officer, date(2026, 12, 14))
    court.taken(case, pathway.RECORD_NO_PLEA, people.officer, date(2026, 12, 15))
    assert queries.plea_of(case) == "none"


def test_each_hearing_sets_the_reminder_of_the_next(people, released):
    case = court.commenced(released, people)
    assert court.dates_of(case)["next_hearing"] == date(2027, 1, 5)
    hearing(case, people, date(2027, 1, 12), date(2027, 2, 9))
    assert court.dates_of(case)["next_hearing"] == date(2027, 2, 2)
    hearing(case, people, date(2027, 2, 9), None)
    assert court.dates_of(case) == {"court_silent": date(2027, 3, 9)}
    assert case.events.filter(hearing__isnull=False).count() == 2


def test_a_hearing_recorded_for_an_earlier_day_leaves_the_one_that_is_listed(people, released):
    case = court.commenced(released, people)
    hearing(case, people, date(2026, 12, 15), None)
    assert listed_on(case) == date(2027, 1, 12)
    assert court.dates_of(case)["next_hearing"] == date(2027, 1, 5)


def test_a_hearing_sooner_than_the_time_to_prepare_is_due_on_the_day_it_was_told_and_never_before(people, released):
    case = court.commenced(released, people, on=date(2026, 12, 1), hearing_on=date(2026, 12, 2))
    due = case.deadlines.get(clock="next_hearing")
    assert due.due_on == date(2026, 12, 1)
    assert due.explanation["lines"][-1] == (
        "That was before 1 December 2026, when this became known: so it is due on that day."
    )


def test_the_case_shows_the_period_that_was_charged_and_why_it_is_shorter(people, released):
    case = court.commenced(released, people, on=date(2027, 3, 10), hearing_on=date(2027, 4, 1))
    rows = {row["key"]: row["value"] for row in panels.about(case, people.solicitor)["rows"]}
    assert rows["Offence period"] == [
        "10 September 2026 to 12 October 2026, as charged",
        "It was to begin on 2 September 2026: six months had passed since the days before",
    ]


def test_papers_are_not_begun_when_no_absence_can_be_charged_any_more(people, referral):
    too_late = date(2027, 4, 13)
    refused = cases.why_not(
        referral, referral_pathway.PREPARE_PAPERS, by=people.senior, on=too_late, party=court.parent(referral, "Robin")
    )
    assert refused == (
        "The last absence of the register could be charged until 12 April 2027. Add a newer register if the absences "
        "went on, or close the case."
    )


@pytest.mark.parametrize("typed", ["400.50", "£400.50", " £ 400.50", "1,250"])
def test_money_is_taken_as_a_court_writes_it(typed):
    assert PoundsField().clean(typed) == Decimal("1250" if "," in typed else "400.50")


def test_papers_of_a_defendant_who_was_never_interviewed_say_so(people, referral):
    case = court.ready(people, referral)
    case.came_from.events.filter(pace_interview__isnull=False).update(party=None)
    item = next(item for item in readiness.items(case, court.BEGUN) if item.title == "Meeting records")
    assert (item.note, item.look) == ("No interview under caution of this defendant is recorded.", True)


def test_the_next_hearing_cannot_be_before_this_one(people, released):
    case = court.commenced(released, people)
    with pytest.raises(Refused, match="after this one"):
        hearing(case, people, date(2027, 1, 12), date(2027, 1, 12))


def test_an_outcome_needs_a_plea_first(people, released):
    case = court.commenced(released, people)
    hearing(case, people, date(2027, 1, 12), None)
    with pytest.raises(Refused, match="Record the plea first"):
        outcome(case, people)


def test_the_outcome_closes_the_case_and_tells_the_parent_and_the_school(people, released):
    case = pleaded(court.commenced(released, people), people)
    outcome(case, people)
    case.refresh_from_db()
    assert (case.stage, case.closed_on) == ("concluded", date(2027, 1, 12))
    found = queries.outcome_of(case)
    assert (found.plea, found.fine, found.costs) == ("guilty", Decimal("440.00"), Decimal("85.00"))
    told = Letter.objects.filter(kind__startswith="attendance.outcome").order_by("kind")
    assert [(letter.kind, letter.recipient) for letter in told] == [
        ("attendance.outcome_parent", case.adult),
        ("attendance.outcome_school", people.school.organisation),
    ]
    assert told[0].context["fine"] == "440.00"
    assert "fine" not in told[1].context


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"fine": Decimal("1000.01")}, "fine"),
        ({"convicted_of": "s444_1a"}, "convicted_of"),
        ({"sentence": "prison", "fine": None}, "sentence"),
        ({"parenting_order": True, "parenting_order_until_on": date(2028, 1, 13)}, "parenting_order_until_on"),
    ],
)
def test_what_no_court_could_have_done_is_refused_at_its_field(people, released, told, field):
    case = pleaded(court.commenced(released, people), people)
    with pytest.raises(Refused) as refusal:
        outcome(case, people, **told)
    assert refusal.value.field == field
    assert not Outcome.objects.exists()


def test_a_parent_found_not_guilty_is_not_sentenced(people, released):
    case = pleaded(court.commenced(released, people), people)
    outcome(case, people, verdict="not_guilty")
    found = queries.outcome_of(case)
    assert (found.sentence, found.fine, found.convicted_of) == ("", None, "")


def test_a_concluded_case_can_be_reopened_by_the_court(people, released):
    case = pleaded(court.commenced(released, people), people)
    outcome(case, people)
    court.taken(case, pathway.REOPEN, people.officer, date(2027, 1, 20), reason="A statutory declaration.")
    case.refresh_from_db()
    assert (case.stage, case.closed_on) == ("before_court", None)
    # What the court decided is no longer so.
    told = Letter.objects.filter(on_case__case=case, on_case__event__step="outcome")
    assert [letter.state for letter in told] == ["withdrawn"] * 2


def test_when_every_prosecution_has_ended_my_work_asks_to_record_it(people, referral):
    first, second = (court.begun(referral, people, given) for given in ("Robin", "Kit"))
    court.taken(first, pathway.WITHDRAW_PAPERS, people.officer, ON, reason="Attendance improved.")
    assert panels.ended_to_record(people.officer, ON) == []
    court.taken(second, pathway.WITHDRAW_PAPERS, people.officer, ON, reason="Attendance improved.")
    [task] = panels.ended_to_record(people.officer, ON)
    assert (task.title, task.case) == ("Record that proceedings have ended", referral.pk)
    court.taken(referral, referral_pathway.END_COURT, people.officer, ON, reason="Both are withdrawn.")
    assert panels.ended_to_record(people.officer, ON) == []


def test_a_school_is_promised_a_letter_about_what_a_court_decided_and_none_where_it_decided_nothing(people, referral):
    first, second = (court.begun(referral, people, given) for given in ("Robin", "Kit"))
    for case in (first, second):
        court.taken(case, pathway.WITHDRAW_PAPERS, people.officer, ON, reason="Attendance improved.")
    court.taken(referral, referral_pathway.END_COURT, people.officer, ON, reason="Both are withdrawn.")
    assert following.history(referral.draft)[0]["text"] == (
        "The council did not go on with any prosecution, so no court decided. No letter follows. "
        "Tell the team if absence without leave begins again. You can then refer again."
    )


def test_a_school_is_promised_the_letter_that_is_drafted_about_a_courts_decision(people, referral, released):
    case = pleaded(court.commenced(released, people), people)
    outcome(case, people)
    court.taken(referral, referral_pathway.END_COURT, people.officer, date(2027, 1, 20), reason="The court decided.")
    assert following.history(referral.draft)[0]["text"] == "The team writes to you about what the court decided."
    letter = Letter.objects.get(kind="attendance.outcome_school")
    withdraw_letter(letter, by=people.solicitor, at=moment(date(2027, 1, 21)), reason="Told by telephone.")
    assert following.history(referral.draft)[0]["text"].startswith("No letter follows.")


def test_every_open_stage_can_be_paused_resumed_and_discontinued(people, with_legal):
    court.taken(with_legal, pathway.PAUSE, people.officer, ON, reason="A safeguarding enquiry.")
    with pytest.raises(Refused, match="paused since"):
        court.released(with_legal, people)
    court.taken(with_legal, pathway.RESUME, people.officer, ON, reason="Settled.")
    assert court.released(with_legal, people).stage == "released"
    court.taken(with_legal, pathway.DISCONTINUE, people.solicitor, ON, reason="Not in the public interest any more.")
    with_legal.refresh_from_db()
    assert with_legal.stage == "discontinued"


def test_a_step_cannot_go_round_its_checks_through_the_one_door(people, referral):
    case = court.charged(court.begun(referral, people), people)
    assert cases.why_not(case, pathway.SUBMIT, by=people.officer, on=ON) == readiness.finding(case, None, ON)


def hearing(case: Case, people: court.People, on: date, next_on: date | None) -> None:
    case.refresh_from_db()
    actions.record_hearing(
        case,
        pathway.RECORD_HEARING,
        data={"court": "Example Magistrates’ Court", "result": "Adjourned.", "hearing_on": next_on},
        by=people.officer,
        on=on,
        at=moment(on),
        version=case.version,
        facts={"hearing_on": next_on.isoformat() if next_on else None},
    )


def pleaded(case: Case, people: court.People) -> Case:
    court.taken(case, pathway.RECORD_PLEA, people.officer, date(2027, 1, 12), facts={"plea": "guilty"})
    case.refresh_from_db()
    return case


def outcome(case: Case, people: court.People, on: date = date(2027, 1, 12), **told: object) -> None:
    case.refresh_from_db()
    data = {
        "verdict": "guilty",
        "convicted_of": "s444_1",
        "sentence": "fine",
        "fine": Decimal("440.00"),
        "costs": Decimal("85.00"),
        "parenting_order": False,
        "parenting_order_until_on": None,
        "notes": "",
        **told,
    }
    actions.record_outcome(
        case,
        pathway.RECORD_OUTCOME,
        data=data,
        by=people.officer,
        on=on,
        at=moment(on),
        version=case.version,
    )
