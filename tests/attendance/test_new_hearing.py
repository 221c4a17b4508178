"""The court tells another day: a requisition that has not left says it, and one that has stands."""

from datetime import date

import pytest
from django.urls import reverse

from attendance.prosecution import actions, pathway
from oxle.cases import correcting
from oxle.cases.models import Case, CaseLetter
from oxle.cases.redrafting import draftable
from oxle.correspondence import contents
from oxle.correspondence.actions import record_sent, release_letter, withdraw_letter
from oxle.correspondence.methods import Method
from oxle.correspondence.models import Letter
from oxle.documents.actions import store_made
from oxle.documents.types import PDF
from tests import make
from tests.attendance import court
from tests.attendance.make import moment

pytestmark = pytest.mark.django_db
CHARGED, TOLD = court.BEGUN, date(2026, 12, 8)
FIRST, SECOND, THIRD = date(2027, 1, 12), date(2027, 1, 26), date(2027, 2, 9)


@pytest.fixture
def case(people) -> Case:
    """Charged by requisition, to come to court on 12 January 2027; the covering letter is drafted."""
    papers = court.ready(people, court.final_warning(people))
    court.bundled(papers, people)
    return court.commenced(court.released(court.submitted(papers, people), people), people, hearing_on=FIRST)


def listed(case: Case, people: court.People, hearing_on: date, on: date = TOLD) -> None:
    court.taken(case, pathway.RECORD_LISTING, people.officer, on, facts={"hearing_on": hearing_on.isoformat()})


def adjourned(case: Case, people: court.People, next_on: date | None) -> None:
    case.refresh_from_db()
    told = {"court": "Example Magistrates’ Court", "result": "Adjourned.", "hearing_on": next_on}
    taken = {"by": people.officer, "on": FIRST, "at": moment(FIRST), "version": case.version}
    actions.record_hearing(case, pathway.RECORD_HEARING, data=told, **taken)


def requisitions(case: Case) -> list[tuple[str, str | None]]:
    """How each covering letter stands, and the day on which it says to come, the oldest first."""
    rows = Letter.objects.filter(on_case__case=case, kind="attendance.court_requisition").order_by("pk")
    return [(letter.state, letter.context.get("hearing_on")) for letter in rows]


def only(case: Case) -> Letter:
    return Letter.objects.get(on_case__case=case, kind="attendance.court_requisition")


def made(case: Case, people: court.People) -> Letter:
    letter = release_letter(only(case), by=people.solicitor, on=CHARGED, at=moment(CHARGED))
    letter.pdf = store_made(court.a_page(), kind=PDF, name="letter.pdf", at=moment(CHARGED))
    letter.state, letter.rendered_at = Letter.State.RENDERED, moment(CHARGED)
    letter.save()
    return letter


def posted(case: Case, people: court.People) -> None:
    how = {"method": Method.FIRST_CLASS, "proof": "77"}
    record_sent(made(case, people), by=people.officer, on=CHARGED, at=moment(CHARGED), **how)


def test_a_requisition_that_was_not_sent_is_drafted_again_with_the_day_that_the_court_told_since(people, case):
    old = only(case)
    listed(case, people, SECOND)
    assert requisitions(case) == [("withdrawn", "2027-01-12"), ("drafted", "2027-01-26")]
    old.refresh_from_db()
    why = "It says something else since “Record the day of the next hearing” on 8 December 2026."
    assert (old.withdrawn_reason, old.withdrawn_by) == (why, people.officer)
    new = Letter.objects.get(on_case__case=case, state="drafted")
    assert contents.missing(new.letter_kind, new.context) == []
    assert new.on_case.event.step == "commence"
    assert new.context == {**old.context, "hearing_on": "2027-01-26"}


def test_so_is_one_that_was_released_and_waits_to_be_posted(people, case):
    made(case, people)
    listed(case, people, SECOND)
    assert requisitions(case) == [("withdrawn", "2027-01-12"), ("drafted", "2027-01-26")]


def test_one_that_was_posted_stands(people, case):
    posted(case, people)
    listed(case, people, SECOND)
    assert requisitions(case) == [("sent", "2027-01-12")]


def test_a_day_that_is_told_again_changes_nothing(people, case):
    listed(case, people, FIRST)
    assert requisitions(case) == [("drafted", "2027-01-12")]


def test_a_hearing_that_is_adjourned_does_the_same_and_without_another_day_there_is_none_to_come_on(people, case):
    adjourned(case, people, SECOND)
    assert requisitions(case) == [("withdrawn", "2027-01-12"), ("drafted", "2027-01-26")]
    listed(case, people, THIRD, on=FIRST)
    assert requisitions(case)[2:] == [("drafted", "2027-02-09")]


def test_adjourned_without_a_day_the_letter_lacks_it_until_the_court_tells_one(people, case):
    adjourned(case, people, None)
    [letter] = Letter.objects.filter(on_case__case=case, state="drafted")
    assert contents.missing(letter.letter_kind, letter.context) == ["the day of the hearing"]
    listed(case, people, THIRD, on=FIRST)
    assert requisitions(case)[2:] == [("drafted", "2027-02-09")]


def test_it_can_be_drafted_again_for_the_new_day_when_the_first_has_passed(people, case):
    listed(case, people, THIRD)
    [letter] = Letter.objects.filter(on_case__case=case, state="drafted")
    withdraw_letter(letter, by=people.officer, at=moment(TOLD), reason="A slip.")
    case.refresh_from_db()
    offered = [[one.kind.key for one in draftable(case, day)] for day in (SECOND, date(2027, 2, 10))]
    assert offered == [["attendance.court_requisition"], []]


def test_a_told_day_that_is_put_right_is_followed_by_the_draft(people, case):
    listed(case, people, SECOND)
    put_right(case, people, THIRD)
    assert requisitions(case)[1:] == [("drafted", "2027-02-09")]


def test_a_told_day_that_is_put_right_leaves_alone_what_was_posted_before_it_was_told(people, case):
    posted(case, people)
    listed(case, people, SECOND)
    assert put_right(case, people, THIRD) == []
    assert CaseLetter.objects.get(letter=only(case)).corrected_on is None


def put_right(case: Case, people: court.People, hearing_on: date) -> list[str]:
    """The court's day corrected, as on its page; what somebody must look at."""
    case.refresh_from_db()
    return correcting.put_right(
        case.events.get(step="listing"),
        by=people.officer,
        on=TOLD,
        at=moment(TOLD),
        version=case.version,
        reason="Misheard",
        facts={"hearing_on": hearing_on.isoformat()},
        data=None,
        changed=[{"what": "Day of the next hearing", "was": "26 January 2027", "now": "9 February 2027"}],
    )


def test_whoever_records_the_new_day_is_told_that_a_letter_waits(people, case, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-12-08T10:00")
    case.refresh_from_db()
    address = reverse("cases:step", args=[case.key, "listing"])
    officer = make.signed_in(people.officer)
    shown = officer.get(address).context
    said = {"version": case.version, "on": "2026-12-08", "hearing_on": "2027-01-26"}
    answer = officer.post(address, {**said, "once": shown.get("once", "")}, follow=True)
    assert [str(one) for one in answer.context["messages"]] == [
        f"The day of the next hearing is recorded on {case.reference}. 1 letter waits for a council solicitor to "
        "release it."
    ]
