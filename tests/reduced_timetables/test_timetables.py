"""Reduced timetables: received always, validated when nothing is missing, in the ledger from the first day."""

import re
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from exclusions.suspensions import actions as suspensions
from exclusions.suspensions.models import Withdrawn
from oxle.cases import actions as cases
from oxle.cases import taking_back
from oxle.cases.challenges import challenges_of
from oxle.cases.inbox_models import HandOver
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.core.errors import Refused
from oxle.core.rules import change_rule
from oxle.people.actions import add_vulnerability
from oxle.people.models import VulnerabilityKind
from oxle.provision.actions import drop_offer, make_offer
from oxle.provision.ledger import ledger
from oxle.provision.models import Offer, OfferKind
from reduced_timetables import actions, agreeing, changing, pathway, queries
from reduced_timetables.models import Agreement, Timetable, Whose
from reduced_timetables.rules import AGREED_LAW, BEHAVIOUR_CONFIRMED
from tests import make
from tests.exclusions.make import People, moment, told_of_suspension
from tests.reduced_timetables.make import agreed, paper, timetabled, told_of_timetable

pytestmark = pytest.mark.django_db
STARTS_ON, ENDS_ON = date(2026, 11, 9), date(2026, 12, 6)
# A week in which the pupil is in for no session.
NONE: list[time | None] = [None] * 10


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-12-11T10:00:00+00:00")
    return People()


def told(people: People, **changes: Any) -> Case:
    return timetabled(people.child, people.school, people.head, STARTS_ON, ENDS_ON, **changes)


def take(people: People, case: Case, step: Step, on: date, **facts: Any) -> Event:
    case.refresh_from_db()
    reason = "As agreed." if step.reason else ""
    return cases.take(case, step, by=people.officer, on=on, at=moment(on), facts=facts, reason=reason)


def act(people: People, case: Case, step: Step, on: date, facts: dict[str, Any] | None = None, **data: Any) -> Event:
    """A step as its own form takes it."""
    case.refresh_from_db()
    do = {"agree": actions.agree, "withdraw": actions.withdraw, "supply": actions.supply, "extend": changing.extend}
    reason = "As agreed." if step.reason else ""
    said = {"by": people.officer, "on": on, "at": moment(on), "facts": facts or {}, "reason": reason}
    return {**do, "convert": actions.convert}[step.key](case, step, data=data, **said)


def end_challenge(people: People, case: Case, on: date) -> None:
    take(people, case, pathway.ANSWER_CHALLENGE, on, answer="Put right.", ends="put_right")


def asked(case: Case) -> list[str]:
    return [one.why for one in challenges_of(case)]


def due(case: Case) -> dict[str, date | None]:
    return {one.clock: one.due_on for one in case.deadlines.filter(state="running")}


def test_a_timetable_that_lacks_nothing_is_validated_and_rests_on_the_agreement(people: People) -> None:
    case = told(people)
    assert asked(case) == []
    assert Offer.objects.get().basis == "Not validated"
    take(people, case, pathway.VALIDATE, date(2026, 11, 9))
    case.refresh_from_db()
    assert (case.stage, Offer.objects.get().basis) == ("active", AGREED_LAW)


def test_the_ledger_counts_the_hours_as_not_offered_from_the_first_day_though_nobody_agreed(people: People) -> None:
    case = told(people, who=[])
    offer = Offer.objects.get()
    assert (offer.kind, offer.school, offer.from_on, offer.to_on) == ("reduced", people.school, STARTS_ON, None)
    assert offer.minutes == [150, 0] * 5
    week = ledger(people.child, STARTS_ON, date(2026, 11, 13))
    assert week.offered == 750
    assert case.stage == "notified"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"who": []}, "The written agreement of a parent is missing (SI 2024/208 reg 11(6))."),
        ({"evidenced": False}, agreeing.NOT_HERE),
        ({"child_view": ""}, "The child’s view is missing."),
        ({"early_help": "not_done"}, "The early help assessment was neither done nor offered."),
        ({"risk_assessed_on": None}, "The risk assessment is missing."),
        (
            {"risk_assessed_on": STARTS_ON},
            "The risk assessment of 9 November 2026 is not dated before the start, 9 November 2026.",
        ),
        ({"services_informed": ""}, "It is not said which other services were told."),
        ({"looked_after": True}, "The agreement of the Virtual School is missing: the child is looked after."),
        ({"youth_justice": True}, "The agreement of the youth justice worker is missing."),
        ({"social_worker": True}, "The agreement of the social worker is missing."),
        ({"ehc_plan": True}, "The agreement of the SEN officer is missing: the child has an EHC plan."),
        ({"begins": NONE, "ends": NONE}, f"From 9 November 2026 on {agreeing.NO_SESSION}"),
    ],
)
def test_what_is_missing_is_challenged_and_the_timetable_never_becomes_active(
    people: People, changes: dict[str, Any], why: str
) -> None:
    case = told(people, **changes)
    assert asked(case) == [why]
    assert due(case)["challenge_answer"] == date(2026, 11, 13)
    end_challenge(people, case, date(2026, 11, 10))
    with pytest.raises(
        Refused, match=r"missing|is not here|not dated before|neither done|not said|no session is named"
    ):
        take(people, case, pathway.VALIDATE, date(2026, 11, 10))
    case.refresh_from_db()
    assert case.stage == "notified"


def test_of_a_timetable_without_any_session_nothing_is_offered_until_the_school_says_which_there_are(
    people: People,
) -> None:
    case, on = told(people, begins=NONE, ends=NONE), date(2026, 11, 12)
    first, last = STARTS_ON, date(2026, 11, 13)
    assert ledger(people.child, first, last).offered == 0
    end_challenge(people, case, date(2026, 11, 10))
    case.refresh_from_db()
    sessions = ([time(9), None] * 5, [time(11, 30), None] * 5)
    signed = {"given_by": "The mother", "agreed_on": date(2026, 11, 11), "document": paper(moment(date(2026, 11, 11)))}
    data = {"from_on": on, "sessions": sessions, "risk_assessed_on": None, **signed}
    taken = {"by": people.head, "on": date(2026, 11, 11), "at": moment(date(2026, 11, 11)), "reason": ""}
    changing.change(
        case, pathway.CHANGE, data=data, facts={pathway.FROM_ON.key: on.isoformat(), "why": "Slip"}, **taken
    )
    assert (len(asked(case)), ledger(people.child, first, last).offered) == (1, 2 * 150)
    take(people, case, pathway.VALIDATE, on)
    case.refresh_from_db()
    assert case.stage == "active"


def test_a_step_of_a_return_without_any_session_is_asked_about_with_its_first_day(people: People) -> None:
    rises = date(2026, 11, 23)
    facts = told_of_timetable(STARTS_ON, ENDS_ON)
    signed = agreed(date(2026, 11, 6))
    on = date(2026, 11, 6)
    case = actions.tell(
        people.child, people.school, told=facts, agreements=signed, files={"parent": paper(moment(on))},
        changes=[(rises, NONE, NONE)], by=people.head, on=on, at=moment(on),
    )  # fmt: skip
    assert asked(case) == [f"From 23 November 2026 on {agreeing.NO_SESSION}"]


@pytest.mark.parametrize("field", ["starts_on", "risk_assessed_on"])
def test_nothing_of_a_timetable_is_of_a_day_before_the_child_was_born(people: People, field: str) -> None:
    before = people.child.born_on - timedelta(days=1)
    starts_on, changes = (before, {}) if field == "starts_on" else (STARTS_ON, {field: before})
    with pytest.raises(Refused, match="was born on") as refused:
        timetabled(
            people.child, people.school, people.head, starts_on, ENDS_ON, on=STARTS_ON - timedelta(days=3), **changes
        )
    assert (refused.value.field, Case.objects.exists()) == (field, False)


def test_one_to_which_everybody_who_must_has_agreed_is_not_challenged(people: People) -> None:
    others = [Whose.VIRTUAL_SCHOOL, Whose.YOUTH_JUSTICE, Whose.SOCIAL_WORKER, Whose.SEN_OFFICER]
    there = dict.fromkeys(("looked_after", "youth_justice", "social_worker", "ehc_plan"), True)
    case = told(people, who=agreed(date(2026, 11, 5), *others), **there)
    assert asked(case) == []


def recorded(people: People, kind: VulnerabilityKind, from_on: date = date(2026, 1, 5)) -> None:
    """What the council's record of the child says from a day on."""
    add_vulnerability(
        people.child, kind=kind, from_on=from_on, source="Social care", by=people.officer, on=from_on,
    )  # fmt: skip


def gave(people: People, case: Case, whose: Whose, on: date) -> None:
    act(people, case, pathway.AGREE, on, whose=whose, given_by="Demo Worker", agreed_on=on)


def test_whoever_the_record_names_must_agree_though_the_school_said_nothing(people: People) -> None:
    # A child who is looked after has a social worker, whatever a school said.
    recorded(people, VulnerabilityKind.LOOKED_AFTER)
    case = told(people)
    assert asked(case) == [f"{agreeing.MISSING[Whose.VIRTUAL_SCHOOL]} {agreeing.MISSING[Whose.SOCIAL_WORKER]}"]


@pytest.mark.parametrize(
    ("kind", "whose", "words"),
    [
        (VulnerabilityKind.YOUTH_JUSTICE, Whose.YOUTH_JUSTICE, "outh justice"),
        (VulnerabilityKind.SECTION_47, Whose.SOCIAL_WORKER, "ocial worker"),
    ],
)
def test_whom_the_record_knows_in_confidence_must_agree_and_the_school_is_not_told_that_there_is_one(
    people: People, kind: VulnerabilityKind, whose: Whose, words: str
) -> None:
    recorded(people, kind)
    case = told(people)
    assert asked(case) == []
    on = date(2026, 11, 9)
    with pytest.raises(Refused, match=re.escape(agreeing.MISSING[whose])):
        take(people, case, pathway.VALIDATE, on)
    assert "Ask them yourself" in make.signed_in(people.officer).get(case.get_absolute_url()).text
    given = {"whose": whose, "given_by": "Demo Worker", "agreed_on": on}
    act(people, case, pathway.AGREE, on, facts={**given, "agreed_on": on.isoformat()}, **given)
    take(people, case, pathway.VALIDATE, on)
    withdrawn = {"whose": whose, "said": "Not now."}
    act(people, case, pathway.WITHDRAW, date(2026, 11, 10), facts=withdrawn, **withdrawn)
    sent = make.signed_in(people.head).get(reverse("reduced_timetables:sent", args=[case.key]))
    assert [hidden in sent.text for hidden in (words, "Demo Worker")] == [False, False]
    # Nor that somebody agreed, whoever it was.
    assert {row["title"] for row in sent.context["history"]} == {
        "Received by the council", "Validated by the council: it is active",
    }  # fmt: skip
    case.refresh_from_db()
    assert (case.stage, asked(case)) == ("notified", [])


def test_what_a_school_itself_says_of_a_worker_whom_it_had_not_named_stays_on_its_page(people: People) -> None:
    case, on = told(people), date(2026, 11, 9)
    said = {"whose": Whose.SOCIAL_WORKER, "given_by": "Demo Worker", "agreed_on": on}
    facts = {**said, "agreed_on": on.isoformat()}
    actions.agree(case, pathway.AGREE, data=said, by=people.head, on=on, at=moment(on), facts=facts, reason="")
    sent = make.signed_in(people.head).get(reverse("reduced_timetables:sent", args=[case.key]))
    assert "The social worker: Demo Worker, 9 November 2026" in sent.text
    assert "Somebody agreed" in [row["title"] for row in sent.context["history"]]


@pytest.mark.parametrize(
    ("kind", "whose"),
    [
        (VulnerabilityKind.LOOKED_AFTER, (Whose.VIRTUAL_SCHOOL, Whose.SOCIAL_WORKER)),
        (VulnerabilityKind.CHILD_IN_NEED, (Whose.SOCIAL_WORKER,)),
        (VulnerabilityKind.EHCP, (Whose.SEN_OFFICER,)),
    ],
)
def test_who_comes_to_be_there_for_the_child_before_it_is_validated_or_extended_must_agree_too(
    people: People, kind: VulnerabilityKind, whose: tuple[Whose, ...]
) -> None:
    case, since = told(people), date(2026, 11, 10)
    recorded(people, kind, since)
    # As of a day before that nobody else had to agree.
    lacks = " ".join(agreeing.MISSING[one] for one in whose)
    assert queries.missing_of(Timetable.objects.get(), STARTS_ON) == []
    with pytest.raises(Refused, match=re.escape(lacks)):
        take(people, case, pathway.VALIDATE, since)
    page = make.signed_in(people.officer).get(case.get_absolute_url()).text
    for one in whose:
        assert agreeing.MISSING[one] in page
        gave(people, case, one, since)
    take(people, case, pathway.VALIDATE, since)
    longer = {"ends_on": date(2026, 12, 18), "review_on": date(2026, 12, 11), "risk_assessed_on": since}
    parent = {"given_by": "The mother", "agreed_on": since, "document": paper(moment(since))}
    act(people, case, pathway.EXTEND, since, **longer, **parent)
    # The extension needs an agreement of its own, and the school is asked for it.
    assert asked(case) == [lacks]
    assert set(whose) <= set(Timetable.objects.get().must_agree)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"on": date(2026, 11, 12), "who": agreed(date(2026, 11, 6))}, "after the start on 9 November 2026"),
        ({"on": date(2026, 11, 12), "who": agreed(date(2026, 11, 10))}, "agreed on 10 November 2026, after the start"),
        ({"reason": "behaviour"}, "for exceptional circumstances alone"),
    ],
)
def test_what_is_late_or_for_behaviour_is_received_and_challenged(
    people: People, changes: dict[str, Any], why: str
) -> None:
    case = told(people, **changes)
    assert why in " ".join(asked(case))
    assert case.is_open


def test_what_nobody_compared_with_the_guidance_is_not_said_to_a_school_until_an_officer_confirms_it(
    people: People,
) -> None:
    case = told(people, reason="behaviour")
    assert "Working together" not in " ".join(asked(case))
    take(people, case, pathway.MISTAKE, date(2026, 11, 10))
    change_rule(BEHAVIOUR_CONFIRMED, "yes", from_on=date(2026, 11, 1), reason="Compared by the solicitor.")
    assert "must not be used for that (Working together" in " ".join(asked(told(people, reason="behaviour")))


def test_six_weeks_to_the_day_are_not_challenged_and_a_day_more_is(people: People) -> None:
    case = timetabled(people.child, people.school, people.head, STARTS_ON, date(2026, 12, 20))
    assert (asked(case), due(case)["longest"]) == ([], date(2026, 12, 20))
    take(people, case, pathway.MISTAKE, date(2026, 11, 10))
    longer = timetabled(people.child, people.school, people.head, STARTS_ON, date(2026, 12, 21))
    assert asked(longer) == [
        "It is planned until 21 December 2026. The longest time without an extension ends on 20 December 2026."
    ]


def test_what_was_missing_is_supplied_and_it_is_validated_once_the_challenge_has_ended(people: People) -> None:
    case = told(people, who=[], child_view="")
    said = {"whose": "parent", "given_by": "A parent", "agreed_on": STARTS_ON, "document": paper(moment(STARTS_ON))}
    act(people, case, pathway.AGREE, date(2026, 11, 9), **said)
    supplied = {
        "child_view": "Likes it.", "early_help": "done", "early_help_reference": "EHA 1",
        "early_help_on": date(2026, 10, 5), "risk_assessed_on": date(2026, 11, 2), "services_informed": "The nurse",
        "section_19": True,
    }  # fmt: skip
    act(people, case, pathway.SUPPLY, date(2026, 11, 9), **supplied)
    assert queries.missing_of(Timetable.objects.get(), ENDS_ON) == []
    with pytest.raises(Refused, match="Nothing here is new"):
        act(people, case, pathway.SUPPLY, date(2026, 11, 9), **supplied)
    with pytest.raises(Refused, match="A challenge has not ended"):
        take(people, case, pathway.VALIDATE, date(2026, 11, 10))
    end_challenge(people, case, date(2026, 11, 10))
    take(people, case, pathway.VALIDATE, date(2026, 11, 10))


def test_an_agreement_that_is_withdrawn_is_none_and_the_timetable_is_validated_no_more(people: People) -> None:
    case = told(people)
    take(people, case, pathway.VALIDATE, date(2026, 11, 9))
    act(people, case, pathway.WITHDRAW, date(2026, 11, 16), whose="parent")
    case.refresh_from_db()
    assert (case.stage, Offer.objects.get().basis) == ("notified", "Not validated")
    assert asked(case) == ["The written agreement of a parent is missing (SI 2024/208 reg 11(6))."]
    with pytest.raises(Refused, match="no such agreement"):
        act(people, case, pathway.WITHDRAW, date(2026, 11, 17), whose="sen_officer")


def test_an_extension_needs_an_agreement_of_its_own_and_is_validated_anew(people: People) -> None:
    case = told(people)
    take(people, case, pathway.VALIDATE, date(2026, 11, 9))
    longer = {"ends_on": date(2026, 12, 18), "review_on": date(2026, 12, 14), "risk_assessed_on": None}
    act(people, case, pathway.EXTEND, date(2026, 12, 4), given_by="", agreed_on=None, **longer)
    case.refresh_from_db()
    one = Timetable.objects.get()
    assert (case.stage, one.since_on, one.ends_on) == ("notified", date(2026, 12, 7), date(2026, 12, 18))
    assert asked(case) == ["The written agreement of a parent is missing (SI 2024/208 reg 11(6))."]
    assert due(case)["last_day"] is None or due(case)["last_day"] > date(2026, 12, 18)
    end_challenge(people, case, date(2026, 12, 4))
    with pytest.raises(Refused, match="written agreement of a parent"):
        take(people, case, pathway.VALIDATE, date(2026, 12, 4))
    said = {"whose": "parent", "given_by": "A parent", "agreed_on": date(2026, 12, 4)}
    act(people, case, pathway.AGREE, date(2026, 12, 4), **said)
    assert queries.missing_of(Timetable.objects.get(), ENDS_ON) == [agreeing.NOT_HERE]
    act(people, case, pathway.AGREE, date(2026, 12, 4), **said, document=paper(moment(date(2026, 12, 4))))
    take(people, case, pathway.VALIDATE, date(2026, 12, 4))
    assert [one.basis for one in Offer.objects.order_by("from_on")] == [AGREED_LAW, AGREED_LAW]


def test_the_child_counts_as_out_after_the_planned_end_until_it_is_back(people: People) -> None:
    case = told(people)
    assert due(case)["last_day"] == date(2026, 12, 7)
    take(people, case, pathway.RETURN, date(2026, 12, 9), went="Well")
    assert Offer.objects.get().to_on == date(2026, 12, 8)


@pytest.mark.parametrize(("step", "on"), [(pathway.MISTAKE, date(2026, 11, 20)), (pathway.RETURN, date(2026, 11, 9))])
def test_what_was_a_mistake_or_never_began_leaves_no_hours_behind(people: People, step: Step, on: date) -> None:
    take(people, told(people), step, on)
    assert not Offer.objects.exists()


def test_a_closing_that_is_put_right_moves_the_last_day_of_the_hours(people: People) -> None:
    event = take(people, told(people), pathway.RETURN, date(2026, 12, 9), went="Well")
    put = {"by": people.officer, "at": moment(date(2026, 12, 11)), "reason": "A slip"}
    cases.correct(event, on=date(2026, 12, 7), **put)
    assert Offer.objects.get().to_on == ENDS_ON


def test_a_closing_that_is_taken_back_gives_the_hours_back_also_once_it_was_put_right(people: People) -> None:
    case = told(people)
    stood = Offer.objects.values().get()
    event = take(people, case, pathway.RETURN, date(2026, 11, 30))
    put = {"by": people.officer, "at": moment(date(2026, 12, 8)), "reason": "It was a week later."}
    cases.correct(event, on=date(2026, 12, 7), **put)
    case.refresh_from_db()
    left = taking_back.take_back(case, by=people.officer, at=moment(date(2026, 12, 9)), reason="Another pupil")
    offer = Offer.objects.values().get()
    assert (left, {**offer, "version": 0}) == ([], {**stood, "version": 0})


def test_one_that_becomes_something_else_is_handed_over_to_who_does_that(people: People) -> None:
    case = told(people)
    act(people, case, pathway.CONVERT, date(2026, 11, 30), into="section_19")
    handed = HandOver.objects.get()
    assert (handed.to_duty, handed.waits_with.name) == ("section_19", "Pupils Missing Out team")
    assert handed.message.text.startswith("For Education for children who cannot attend (section 19): ")
    case.refresh_from_db()
    assert case.stage == "converted"


def test_a_pupil_whose_timetable_became_something_else_counts_as_out_until_that_is_full_time(people: People) -> None:
    case = told(people)
    act(people, case, pathway.CONVERT, date(2026, 11, 30), into="section_19")
    offer = Offer.objects.get()
    assert (offer.to_on, ledger(people.child, date(2026, 12, 7), date(2026, 12, 11)).offered) == (None, 750)


def test_the_team_sees_which_were_extended_and_what_became_of_those_that_are_over(people: People) -> None:
    case, on = told(people), date(2026, 12, 4)
    longer = {"ends_on": date(2026, 12, 18), "review_on": date(2026, 12, 14), "risk_assessed_on": None}
    act(people, case, pathway.EXTEND, on, given_by="", agreed_on=None, **longer)
    officer = make.signed_in(people.officer)
    rows = officer.get(reverse("reduced_timetables:list")).context["table"].page.object_list
    assert [row.record.extended for row in rows] == [1]
    over = reverse("reduced_timetables:ended")
    assert str(people.child) not in officer.get(over).text
    act(people, case, pathway.CONVERT, on, facts={"into": "ap"}, into="ap")
    page = officer.get(over)
    (row,) = page.context["table"].page.object_list
    assert (row.record.told.case, row.record.how, row.record.extended) == (case, "Became: Alternative provision", 1)
    assert str(people.child) in page.text
    # What was entered by mistake never was one.
    other = make.child("Slip", at=people.school)
    slip = timetabled(other, people.school, people.head, STARTS_ON, ENDS_ON)
    take(people, slip, pathway.MISTAKE, on)
    back = told_of_full_time(people, on)
    assert [row.record.how for row in officer.get(over).context["table"].page.object_list] == [
        "Back to full time", "Became: Alternative provision",
    ]  # fmt: skip
    assert str(other) not in officer.get(over).text
    assert back.stage == "returned"


def told_of_full_time(people: People, on: date) -> Case:
    """The timetable of another pupil, who is back to full time."""
    case = timetabled(make.child("Back", at=people.school), people.school, people.head, STARTS_ON, ENDS_ON)
    take(people, case, pathway.RETURN, on)
    case.refresh_from_db()
    return case


def suspended(people: People, first: date, last: date | None) -> Offer:
    """The school offers nothing for some days, as a suspension says."""
    return make_offer(
        people.child, people.school, kind=OfferKind.NONE, from_on=first, to_on=last, minutes=[0] * 10,
        source="OX-SUSP-0001", by=people.officer,
    )  # fmt: skip


def in_ledger(case: Case) -> list[tuple[date, date | None]]:
    """From when to when the ledger counts a timetable."""
    rows = Offer.objects.filter(source=case.reference).order_by("from_on")
    return list(rows.values_list("from_on", "to_on"))


def test_a_timetable_counts_in_the_ledger_on_all_days_around_a_suspension_and_never_makes_the_pupil_full_time(
    people: People,
) -> None:
    suspended(people, date(2026, 11, 18), date(2026, 11, 19))
    case = told(people, off_site_hours=5, off_site_where="The farm")
    assert in_ledger(case) == [(STARTS_ON, date(2026, 11, 17)), (date(2026, 11, 20), None)]
    assert ledger(people.child, date(2026, 11, 16), date(2026, 11, 20)).offered == 3 * 150
    assert ledger(people.child, date(2026, 11, 23), date(2026, 11, 27)).offered == 750
    page = make.signed_in(people.officer).get(case.get_absolute_url()).text
    assert "counts in the ledger from 18 November 2026 to 19 November 2026, and not this timetable" in page
    assert "The hours off site count in the ledger once a place with the provider is recorded" in page
    take(people, case, pathway.VALIDATE, date(2026, 11, 9))
    assert {one.basis for one in Offer.objects.filter(source=case.reference)} == {AGREED_LAW}
    # The suspension never was: the timetable counts on its days at once.
    drop_offer(Offer.objects.get(kind=OfferKind.NONE), by=people.officer)
    assert in_ledger(case) == [(STARTS_ON, None)]
    take(people, case, pathway.RETURN, date(2026, 11, 30))
    assert in_ledger(case) == [(STARTS_ON, date(2026, 11, 29))]


@pytest.mark.parametrize("closed", ["", "returned", "converted"])
def test_a_suspension_told_while_a_timetable_runs_cuts_it_and_gives_the_days_back_once_it_is_withdrawn(
    people: People, closed: str
) -> None:
    case = told(people)
    first, last = date(2026, 11, 18), date(2026, 11, 20)
    facts = told_of_suspension(first, last)
    one = suspensions.tell(
        people.child, people.school, told=facts, letter=None, by=people.head, on=first, at=moment(first)
    )
    assert in_ledger(case) == [(STARTS_ON, date(2026, 11, 17)), (date(2026, 11, 21), None)]
    assert ledger(people.child, date(2026, 11, 16), last).offered == 2 * 150
    ends_on = None
    if closed == "returned":
        # Full time from the Monday after the suspension.
        take(people, case, pathway.RETURN, date(2026, 11, 23))
        ends_on = date(2026, 11, 22)
    elif closed == "converted":
        act(people, case, pathway.CONVERT, date(2026, 11, 23), into="ap")
    # It was to last until the day before, and then never was.
    one.refresh_from_db()
    put = {"changed": [{"what": "Last day", "was": "", "now": ""}], "reason": "A slip", "by": people.officer}
    earlier, on = date(2026, 11, 19), date(2026, 11, 24)
    suspensions.put_right(one, version=one.version, told={"last_on": earlier}, on=on, at=moment(on), **put)
    assert in_ledger(case) == [(STARTS_ON, date(2026, 11, 17)), (last, ends_on)]
    one.refresh_from_db()
    suspensions.withdraw(
        one, version=one.version, as_=Withdrawn.MISTAKE, out_until_on=None, reason="Another pupil", by=people.officer,
        on=on, at=moment(on),
    )  # fmt: skip
    assert in_ledger(case) == [(STARTS_ON, ends_on)]


@pytest.mark.parametrize(
    ("days", "counted"),
    [
        ((date(2026, 11, 2), date(2026, 11, 10)), [(date(2026, 11, 11), None)]),
        ((date(2026, 11, 12), None), [(STARTS_ON, date(2026, 11, 11))]),
        ((date(2026, 11, 2), None), []),
    ],
)
def test_on_no_day_two_offers_of_a_school_count(
    people: People, days: tuple[date, date | None], counted: list[tuple[date, date | None]]
) -> None:
    suspended(people, *days)
    case = told(people)
    assert in_ledger(case) == counted
    take(people, case, pathway.VALIDATE, date(2026, 11, 9))
    assert in_ledger(case) == counted


def test_what_became_something_else_counts_until_the_next_timetable_begins(
    people: People,
) -> None:
    first, next_on = told(people), date(2026, 12, 7)
    act(people, first, pathway.CONVERT, date(2026, 11, 30), into="ap")
    begins = [time(9), time(12)] * 2 + [None] * 6
    ends = [time(11), time(14)] * 2 + [None] * 6
    second = timetabled(people.child, people.school, people.head, next_on, begins=begins, ends=ends)
    assert (in_ledger(first), in_ledger(second)) == ([(STARTS_ON, date(2026, 12, 6))], [(next_on, None)])
    assert ledger(people.child, next_on, date(2026, 12, 11)).offered == 2 * 240
    # Its first day is put right, earlier and later: no day between them is full time.
    for starts_on in (date(2026, 12, 3), date(2026, 12, 9)):
        event = second.events.filter(step=pathway.TELL.key).latest("order")
        facts = {**event.facts, "starts_on": starts_on.isoformat()}
        put = {"by": people.officer, "at": moment(date(2026, 12, 10)), "reason": "A slip", "facts": facts}
        cases.correct(event, on=event.on, **put)
        last_on = starts_on - timedelta(days=1)
        assert (in_ledger(first), in_ledger(second)) == ([(STARTS_ON, last_on)], [(starts_on, None)])
    # Whoever is asked what the first became can still say it.
    take(people, first, pathway.OFFERED, date(2026, 12, 10), offered="A place.", full_time=True)
    assert in_ledger(first) == [(STARTS_ON, date(2026, 12, 8))]
    with pytest.raises(Refused, match="count no more"):
        take(people, first, pathway.OFFERED, date(2026, 12, 10), offered="Again.", full_time=True)


def test_a_next_timetable_that_was_entered_by_mistake_gives_the_hours_before_it_back(people: People) -> None:
    first = told(people)
    act(people, first, pathway.CONVERT, date(2026, 11, 30), into="ap")
    second = timetabled(people.child, people.school, people.head, date(2026, 12, 7))
    take(people, second, pathway.MISTAKE, date(2026, 12, 8))
    assert (in_ledger(first), in_ledger(second)) == ([(STARTS_ON, None)], [])
    second.refresh_from_db()
    taking_back.take_back(second, by=people.officer, at=moment(date(2026, 12, 9)), reason="It was none")
    assert (in_ledger(first), in_ledger(second)) == ([(STARTS_ON, date(2026, 12, 6))], [(date(2026, 12, 7), None)])


def begins(case: Case) -> dict[str, date | None]:
    """What is due on a closed timetable."""
    case.refresh_from_db()
    assert not case.is_open
    return due(case)


def test_it_is_seen_what_the_pupil_is_offered_again_and_again_until_that_is_full_time(people: People) -> None:
    case, on = told(people), date(2026, 11, 30)
    act(people, case, pathway.CONVERT, on, into="ap", facts={pathway.WAITS_FROM.key: on.isoformat()})
    assert begins(case) == {"other_begins": date(2026, 12, 14)}
    part = {"offered": "Five lessons a week.", "full_time": False, pathway.WAITS_FROM.key: "2026-12-01"}
    take(people, case, pathway.OFFERED, date(2026, 12, 1), **part)
    assert (begins(case), Offer.objects.get().to_on) == ({"other_begins": date(2026, 12, 15)}, None)
    event = take(people, case, pathway.OFFERED, date(2026, 12, 7), offered="A place at the unit.", full_time=True)
    assert (begins(case), Offer.objects.get().to_on) == ({}, date(2026, 12, 6))
    with pytest.raises(Refused, match="count no more"):
        take(people, case, pathway.OFFERED, date(2026, 12, 8), offered="Once more.", full_time=True)
    put = {"by": people.officer, "at": moment(date(2026, 12, 10)), "reason": "It was a day later."}
    cases.correct(event, on=date(2026, 12, 8), **put)
    assert Offer.objects.get().to_on == date(2026, 12, 7)
    earlier = case.events.filter(step="offered").earliest("order")
    cases.correct(earlier, on=date(2026, 12, 2), **put)
    assert Offer.objects.get().to_on == date(2026, 12, 7)


@pytest.mark.parametrize(("answer", "waits"), [("no", "2026-12-11"), ("yes", None)])
def test_the_page_asks_whether_what_the_pupil_is_offered_is_full_time(
    people: People, answer: str, waits: str | None
) -> None:
    case = told(people)
    act(people, case, pathway.CONVERT, date(2026, 11, 30), into="ap")
    case.refresh_from_db()
    data = {"on": "7/12/2026", "offered": "A place.", "full_time": answer, "version": case.version}
    make.signed_in(people.officer).post(reverse("cases:step", args=[case.key, "offered"]), data)
    facts = case.events.get(step="offered").facts
    assert (facts.get(pathway.WAITS_FROM.key), Offer.objects.get().to_on is None) == (waits, answer == "no")


def test_where_it_is_known_from_when_the_pupil_has_full_time_the_hours_end_the_day_before(people: People) -> None:
    case = told(people)
    act(people, case, pathway.CONVERT, date(2026, 11, 30), into="ap", facts={"begins_on": "2026-12-14"})
    assert (begins(case), Offer.objects.get().to_on) == ({}, date(2026, 12, 13))


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"ends_on": date(2026, 11, 8)}, "ends_on", "cannot end before it starts"),
        ({"review_on": date(2026, 11, 8)}, "review_on", "cannot be before the start"),
        ({"begins": [time(8, 30), time(12, 30)] * 5, "ends": [time(11, 30), time(15)] * 5}, "session_0", "no reduced"),
        ({"who": agreed(date(2026, 11, 7))}, "parent_on", "Nobody can have agreed after that"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_saved(
    people: People, changes: dict[str, Any], field: str, said: str
) -> None:
    with pytest.raises(Refused, match=said) as refused:
        timetabled(people.child, people.school, people.head, STARTS_ON, **changes)
    assert refused.value.field == field
    assert (Case.objects.count(), Offer.objects.count()) == (0, 0)


def test_the_clocks_of_a_timetable(people: People) -> None:
    case = told(people)
    assert due(case) == {
        "reading": date(2026, 11, 13),
        "review": date(2026, 11, 23),
        "last_day": date(2026, 12, 7),
        "longest": date(2026, 12, 20),
    }
    take(people, case, pathway.ASK, date(2026, 11, 16))
    assert due(case)["half_term"] == date(2026, 11, 23)
    take(people, case, pathway.CONFIRM, date(2026, 11, 17), stands="As agreed")
    assert "half_term" not in due(case)


@pytest.mark.parametrize(
    "wrong",
    [
        {"begins": [None] * 9},
        {"ends_on": date(2026, 11, 8)},
        {"since_on": date(2026, 11, 8)},
        {"review_on": date(2026, 11, 8)},
        {"responsible": ""},
        {"off_site_hours": -1},
    ],
)
def test_the_database_holds_what_cannot_be_against_any_code(people: People, wrong: dict[str, Any]) -> None:
    told(people)
    with pytest.raises(IntegrityError), transaction.atomic():
        Timetable.objects.update(**wrong)


@pytest.mark.parametrize("wrong", [{"given_by": ""}, {"withdrawn_on": date(2026, 11, 1)}])
def test_the_database_holds_what_cannot_be_of_an_agreement(people: People, wrong: dict[str, Any]) -> None:
    told(people)
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.update(**wrong)


def test_a_medical_timetable_of_more_than_fifteen_school_days_asks_about_section_19_unless_it_was_considered(
    people: People,
) -> None:
    def says(last_on: date, **changes: Any) -> bool:
        one = Timetable(case=case, starts_on=STARTS_ON, ends_on=last_on, **{"reason": "mental", **changes})
        return bool(queries.section_19_owed(one))

    case = told(people)
    fifteenth, sixteenth = date(2026, 11, 27), date(2026, 11, 30)
    assert [says(fifteenth), says(sixteenth)] == [False, True]
    assert [says(sixteenth, section_19=True), says(sixteenth, reason="anxiety")] == [False, False]


def test_that_section_19_was_considered_since_can_be_recorded(people: People) -> None:
    case = told(people, reason="mental", section_19=False)
    stood = {name: getattr(case.reduced_timetable, name) for name in actions.SUPPLIED}
    assert queries.section_19_owed(case.reduced_timetable).startswith("It is medical, and lasts 20 school days")
    act(people, case, pathway.SUPPLY, date(2026, 11, 30), **{**stood, "section_19": True})
    assert queries.section_19_owed(Timetable.objects.get()) == ""


def test_the_list_says_which_are_in_the_last_week_allowed(people: People) -> None:
    case = timetabled(people.child, people.school, people.head, STARTS_ON, date(2026, 12, 20))
    take(people, case, pathway.VALIDATE, date(2026, 11, 9))
    take(people, case, pathway.HOLD_REVIEW, date(2026, 11, 20), attended="All", found="Better")
    # The sixth week is that of 14 to 20 December.
    days = (date(2026, 12, 13), date(2026, 12, 14), date(2026, 12, 20))
    stands = [queries.standing_for(people.officer, on)[0].said for on in days]
    last = (("In the last week allowed", "yellow"),)
    assert stands == [(("Active: validated", "green"),), last, last]


def test_a_review_that_is_late_is_listed_and_found_though_the_school_is_asked_about_something(people: People) -> None:
    case, on = told(people), date(2026, 11, 25)
    take(people, case, pathway.VALIDATE, date(2026, 11, 9))
    take(people, case, pathway.CHALLENGE, date(2026, 11, 23))
    # The first review was due on 23 November, and the answer to the challenge is due on 30 November.
    assert queries.standing_for(people.officer, on)[0].said == (("Review overdue", "red"), ("Challenged", "yellow"))
    # Once that is late, too, what is to be done first stands first.
    late = queries.standing_for(people.officer, date(2026, 12, 1))[0].said
    assert late == (("Not answered in time", "red"), ("Review overdue", "red"))
    page = make.signed_in(people.officer).get(reverse("reduced_timetables:list"), {"stands": "Review overdue"})
    assert [row.record.standing.told.case for row in page.context["table"].page.object_list] == [case]
