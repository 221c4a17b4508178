"""A referral that is paused: what came of it says so, and goes no further to court until somebody says why."""

import pytest
from django.urls import reverse

from attendance.prosecution import readiness
from attendance.referrals import actions, pathway
from attendance.referrals.models import Consideration, Moment, Topic
from oxle.cases.models import Case
from oxle.core.errors import Refused
from tests import make
from tests.attendance import court

pytestmark = pytest.mark.django_db
ON = court.BEGUN
WHY = "A neighbour told us of blows."
ABOUT = {Topic.SEN, Topic.MEDICAL, Topic.SOCIAL_CARE}


@pytest.fixture(autouse=True)
def _the_day(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", f"{ON.isoformat()}T10:00")


@pytest.fixture
def referral(people):
    return court.final_warning(people)


@pytest.fixture
def case(people, referral):
    made = court.ready(people, referral)
    court.bundled(made, people)
    return court.submitted(made, people)


def paused(referral, people) -> str:
    court.taken(referral, pathway.PAUSE, people.officer, ON, reason=WHY)
    referral.refresh_from_db()
    return (
        f"The referral {referral.reference} is paused since 23 November 2026 for a safeguarding, medical or SEN enquiry"
    )


def said_why_it_goes_on(case, people) -> None:
    """Each topic looked at again: not resolved where the pause may be about it, and why it goes on."""
    found = [
        {"topic": topic.value, "finding": "unresolved", "note": "See the referral.", "go_on_because": "Time runs out."}
        if topic in ABOUT
        else {"topic": topic.value, "finding": "clear", "note": "", "go_on_because": ""}
        for topic in Topic
    ]
    actions.consider(case, Moment.RELEASE, found, by=people.officer, on=ON)


def fresh(case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_papers_are_not_released_while_the_referral_is_paused_until_it_is_said_why_they_go_on(people, referral, case):
    told = paused(referral, people)
    new = "; ".join(topic.label for topic in Topic if topic in ABOUT)
    gap = f"{told}. Look again at what may stand in the way. Something new is known: {new}."
    assert [item.gap for item in readiness.gaps(fresh(case), ON)] == [gap]
    with pytest.raises(Refused, match=f"{told}. Look again"):
        court.released(fresh(case), people)
    said_why_it_goes_on(case, people)
    assert court.released(fresh(case), people).stage == "released"
    row = Consideration.objects.get(case=case, moment=Moment.RELEASE, topic=Topic.SOCIAL_CARE)
    assert [one["text"] for one in row.known] == [told]


def test_papers_are_released_again_once_the_referral_is_resumed(people, referral, case):
    paused(referral, people)
    court.taken(referral, pathway.RESUME, people.officer, ON, reason="Nothing was found.")
    assert readiness.gaps(fresh(case), ON) == []


def test_nobody_is_charged_while_the_referral_is_paused_until_it_is_said_why(people, referral, case):
    court.released(case, people)
    told = paused(referral, people)
    with pytest.raises(Refused, match=f"{told}. Look again"):
        court.commenced(fresh(case), people)
    said_why_it_goes_on(case, people)
    assert court.commenced(fresh(case), people).stage == "commenced"


def test_the_papers_and_the_referral_show_each_other_that_only_one_is_paused_and_never_why(people, referral, case):
    page = make.signed_in(people.solicitor).get(case.get_absolute_url())
    assert page.context["warnings"] == []
    told = paused(referral, people)
    solicitor, officer = make.signed_in(people.solicitor), make.signed_in(people.officer)
    for address in (case.get_absolute_url(), reverse("attendance:papers", args=[case.key])):
        page = solicitor.get(address)
        assert page.context["warnings"] == [f"{told}. This case is not paused with it."]
        assert "blows" not in page.text
    page = officer.get(referral.get_absolute_url()).text
    assert "This referral is paused, and what came of it goes on." in page
    page = officer.get(case.get_absolute_url()).text
    assert "Papers for court. Paused since 23 November 2026" in page
