"""A child whom another team hands over while the case is open: added to that case, with the chain kept both ways."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from cme import adding
from cme.models import Missing
from cme.standing import HIGH, standing_for
from ehe import actions as ehe
from ehe.models import ToldSince
from exclusions.fair_access import actions as fair_access
from oxle.accounts.models import User
from oxle.cases import actions as cases
from oxle.cases import casework, family, handing
from oxle.cases.inbox_models import HandOver
from oxle.cases.models import Case
from oxle.cases.timeline import timeline
from oxle.core.errors import Stale
from oxle.correspondence.models import Message
from tests import make
from tests.cme.make import TOLD_ON, People
from tests.ehe.make import told_of_home
from tests.exclusions.fair import known
from tests.exclusions.make import moment

pytestmark = pytest.mark.django_db
LATER = date(2026, 11, 20)
SAID = {"said": "Nobody opens the door.", "concern": "yes", "concern_words": "An uncle was seen."}


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")
    return People()


def placing(people: People, officer: User) -> Case:
    """The child's case before the fair access panel."""
    at = moment(TOLD_ON)
    return fair_access.open_referral(people.child, people.school, details=known(), by=officer, on=TOLD_ON, at=at)


def handed_over(case: Case, *, to: str, by: User) -> HandOver:
    return casework.hand_over(case, to=to, by=by, on=LATER, at=moment(LATER), reason="The family is gone.")


def at_team(duty: str, role: str) -> User:
    """Somebody at the team to which a duty's hand-overs go."""
    return make.user(role, cases.duty_team(duty), name=f"At the team of {duty}")


def accept(by: User, name: str, handed: HandOver, **said: str) -> str:
    """Accept it on its page; what the page said before."""
    assert handed.message is not None
    browser, page = make.signed_in(by), reverse(name, args=[handed.message.key])
    shown = browser.get(page)
    sent = browser.post(page, {**said, "version": shown.context["version"], "once": shown.context["once"]})
    assert sent.status_code == 302, sent.content.decode()
    handed.refresh_from_db()
    return str(shown.content.decode())


def test_a_missing_child_handed_over_while_the_case_is_open_is_added_to_it_and_both_cases_name_each_other(
    people: People,
) -> None:
    case, other = people.refer(), make.user("exclusion_officer")
    handed = handed_over(placing(people, other), to="cme", by=other)
    page = accept(at_team("cme", "tracking_officer"), "cme:accept_hand_over", handed, **SAID)
    assert case.reference in page
    assert "The family is gone." in page
    assert (handed.opened, handed.waits_with, Missing.objects.count()) == (case, None, 1)
    case.refresh_from_db()
    assert list(case.inbox_messages.all()) == [handed.message]
    theirs = {flag.case: flag.relation for flag in family.around(people.officer, case)}
    mine = {flag.pathway.key: flag.relation for flag in family.around(people.manager, handed.case)}
    assert [*theirs.values()] == ["It handed the child over to this case"]
    assert mine == {"cme/tracking": "This case handed the child over to it"}
    fair_access_ended = Case.objects.filter(pk=handed.case_id)
    fair_access_ended.update(closed_on=LATER, stage="mistake")
    assert "It handed the child over to this case" in [one.relation for one in family.around(people.manager, case)]
    titles = [one.title for one in timeline(case, people.officer)]
    assert [one for one in titles if "Handed over from another duty" in one and handed.case.reference in one]


def test_what_was_handed_over_to_an_open_case_is_to_be_read_there_and_its_worry_makes_the_risk_high(
    people: People,
) -> None:
    case, other = people.refer(), make.user("exclusion_officer")
    handed = handed_over(placing(people, other), to="cme", by=other)
    accept(at_team("cme", "tracking_officer"), "cme:accept_hand_over", handed, **SAID)
    (added,) = adding.unread(case)
    assert adding.in_full(added) == "Nobody opens the door.\n\nWorried about the child’s safety: An uncle was seen."
    assert added.facts["who"] == f"{other.name}, {handed.case.reference}"
    assert case.deadlines.filter(clock="more", state="running").exists()
    case.refresh_from_db()
    assert [one.risk for one in standing_for(people.officer, LATER)] == [HIGH]
    assert "uncle" not in make.signed_in(people.lead).get(reverse("cme:sent", args=[case.key])).text


@pytest.mark.parametrize("own", [True, False])
def test_whoever_has_the_open_case_is_written_to_without_a_name_unless_it_is_they_who_add_it(
    people: People, own: bool
) -> None:
    case, other = people.refer(), make.user("exclusion_officer")
    by = at_team("cme", "tracking_officer")
    owner = by if own else people.officer
    said: dict[str, Any] = {"on": LATER, "at": moment(LATER), "reason": "Theirs."}
    casework.allocate(case, to=owner, by=people.manager, **said, version=case.version)
    handed = handed_over(placing(people, other), to="cme", by=other)
    accept(by, "cme:accept_hand_over", handed, **SAID)
    rows = Message.objects.filter(kind="cases.hand_over_added")
    assert [(row.user, row.reference) for row in rows] == ([] if own else [(owner, case.reference)])
    assert str(people.child) not in "".join(str(vars(row)) for row in rows)


def test_of_what_is_added_to_a_case_that_nobody_has_its_team_is_written_to_but_for_whoever_adds_it(
    people: People,
) -> None:
    people.refer()
    by = at_team("cme", "tracking_officer")
    colleague = make.user("tracking_officer", cases.duty_team("cme"), name="A colleague")
    other = make.user("exclusion_officer")
    accept(by, "cme:accept_hand_over", handed_over(placing(people, other), to="cme", by=other), **SAID)
    assert [row.user for row in Message.objects.filter(kind="cases.hand_over_added")] == [colleague]


def test_no_other_case_than_the_childs_own_of_that_team_takes_a_hand_over(people: People) -> None:
    other = make.user("exclusion_officer")
    handed = handed_over(placing(people, other), to="cme", by=other)
    assert handed.message is not None
    stranger = make.child("Another", "Child", date(2014, 2, 3), at=people.school)
    elsewhere = fair_access.open_referral(
        stranger, people.school, details=known(), by=other, on=TOLD_ON, at=moment(TOLD_ON)
    )
    data = {"said": "x", "concern": False, "concern_words": ""}
    for wrong in (elsewhere, handed.case):
        with pytest.raises(Stale):
            handing.accept(
                handed.message, data=data, by=people.officer, on=LATER, at=moment(LATER),
                version=handed.message.version, already=wrong,
            )  # fmt: skip
    handed.refresh_from_db()
    assert handed.waits_with is not None


def test_a_child_handed_over_as_educated_at_home_while_that_case_is_open_is_kept_on_it_as_from_anybody_who_tells_second(
    people: People,
) -> None:
    at_home = ehe.tell(
        people.child, people.school, told=told_of_home(), by=people.lead, on=TOLD_ON, at=moment(TOLD_ON)
    )  # fmt: skip
    other, officer = make.user("exclusion_officer"), at_team("ehe", "ehe_officer")
    handed = handed_over(placing(people, other), to="ehe", by=other)
    said = {"reason": "lifestyle", "special_place": "no", "order_open": "no", "words": "They said so to us."}
    accept(officer, "ehe:accept_hand_over", handed, **said)
    (told,) = ToldSince.objects.all()
    assert (told.case, told.words, told.told_by, handed.opened) == (at_home, "They said so to us.", "council", at_home)


def test_a_child_handed_over_for_a_place_while_the_panel_has_the_case_is_added_to_it_with_no_more_questions(
    people: People,
) -> None:
    case, inclusion = people.refer(), at_team("exclusions", "exclusion_officer")
    place = placing(people, inclusion)
    handed = handed_over(case, to="exclusions", by=people.officer)
    accept(inclusion, "exclusions:fair_access:accept_hand_over", handed)
    assert handed.opened == place
