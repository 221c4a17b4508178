"""A link is sent again and the one before ends; who waits to be matched stands on a list, and goes in the end."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from licensing import waiting
from licensing.applicants.models import ApplicationDraft
from licensing.parts.asking import MOST_AGAIN
from licensing.parts.models import PartAsked
from licensing.performances.models import Entrant
from licensing.work.online import receiving
from licensing.work.online.models import JobApplied, JobPart
from oxle.cases import abandoning
from oxle.core import dates
from oxle.correspondence import sending
from tests import make
from tests.attendance import make as referrals
from tests.licensing import applying, employing
from tests.licensing.applying import came_in
from tests.licensing.employing import EMAIL

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 16, 10, tzinfo=UTC)
ON = AT.date()
HAZEL = "hazel@parents.example"


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", AT.isoformat())
    referrals.calendar()


def mails(to: str) -> list[str]:
    """The links in the e-mails that wait for somebody."""
    mail.outbox.clear()
    while sending.send_next(at=dates.now()):
        pass
    return [one.body.split("/link/")[1].split()[0] for one in mail.outbox if one.to == [to]]


def status(secret: str, path: str = "job-part") -> int:
    """How a link answers in a browser that was never here."""
    return make.Client().get(f"/licensing/{path}/link/{secret}/").status_code


def test_an_officer_sends_a_link_again_and_the_one_before_ends() -> None:
    officer = make.user("admin_officer")
    job, there = employing.applied(), make.signed_in(officer)
    (first,) = mails(HAZEL)
    page = f"/licensing/work/applied/{job.key}/links/"
    once = there.get(page).context["once"]
    assert there.post(page, {"whose": "parent", "email": "", "once": once}).status_code == 302
    (second,) = mails(HAZEL)
    assert (status(first), status(second)) == (410, 302)
    assert [one.by for one in job.parts_asked.filter(whose="parent")] == [None, officer]
    once = there.get(page).context["once"]
    there.post(page, {"whose": "parent", "email": "ash@parents.example", "once": once})
    (third,) = mails("ash@parents.example")
    assert (status(second), status(third)) == (410, 302)
    assert [one.as_applied for one in job.parts_asked.filter(whose="parent")] == [True, True, False]


def test_an_applicant_has_a_link_sent_again_to_where_it_went_so_many_times_in_a_day() -> None:
    employing.applied()
    draft, browser = ApplicationDraft.objects.get(), came_in(EMAIL)
    page = employing.of(draft, "again/")
    seen = mails(HAZEL)
    for _ in range(MOST_AGAIN + 1):
        part = JobApplied.objects.get().parts_asked.filter(whose="parent").last()
        answer = browser.post(page, {"part": part.key}, follow=True)
        seen += mails(HAZEL)
    assert len(seen) == 1 + MOST_AGAIN
    assert "at most 3 times in a day. Try tomorrow." in answer.content.decode()
    assert [status(one) for one in seen] == [410, 410, 410, 302]


def test_an_applicant_for_a_production_has_a_link_sent_again_of_their_own_children_alone() -> None:
    draft, other = applying.filled_in(), applying.filled_in("other@company.example")
    for each in (draft, other):
        applying.sending_applications.send(each, declared_by="R", version=each.version, on=ON, at=AT)
    first, _ = mails(HAZEL)
    mine, theirs = (
        Entrant.objects.filter(production__reference=applying.again(one).reference)
        .first()
        .parts_asked.get(whose="parent")
        for one in (draft, other)
    )
    browser = came_in()
    browser.post(applying.of(draft, "again/"), {"part": theirs.key})
    assert mails(HAZEL) == []
    browser.post(applying.of(draft, "again/"), {"part": mine.key})
    (again,) = mails(HAZEL)
    assert (status(first, "part"), status(again, "part")) == (410, 302)


def test_what_is_answered_or_turned_away_is_not_asked_again() -> None:
    job = employing.applied()
    part = job.parts_asked.get(whose="parent")
    part.answered_at = AT
    part.save()
    page = came_in(EMAIL).post(
        employing.of(ApplicationDraft.objects.get(), "again/"), {"part": part.key}, follow=True
    )  # fmt: skip
    assert "This part has been answered." in page.content.decode()
    receiving.turn_away(job, "Too young.", by=make.user("admin_officer"), at=AT, version=job.version)
    mails(HAZEL)
    school = job.parts_asked.get(whose="school")
    page = came_in(EMAIL).post(
        employing.of(ApplicationDraft.objects.get(), "again/"), {"part": school.key}, follow=True
    )  # fmt: skip
    assert "Nobody waits for this answer any more." in page.content.decode()


def test_who_waits_to_be_matched_is_listed_with_since_when_and_until_when() -> None:
    officer = make.user("admin_officer")
    job = employing.applied(at=AT - timedelta(days=10))
    applying.sent_in(at=AT)
    assert [(row.child, row.what, row.days, row.goes_on) for row in waiting.rows_for(officer, on=ON)] == [
        ("Ivy Marrow", "Work: Shop assistant", 10, date(2027, 11, 7)),
        ("Ivy Marrow", "Performance: The Long Show", 0, date(2027, 11, 17)),
        ("Ben Okoro", "Performance: The Long Show", 0, date(2027, 11, 17)),
    ]
    page = make.signed_in(officer).get("/licensing/waiting/").content.decode()
    assert f"/licensing/work/applied/{job.key}/" in page
    receiving.turn_away(job, "Too young.", by=officer, at=AT, version=job.version)
    assert [row.what for row in waiting.rows_for(officer, on=ON)] == ["Performance: The Long Show"] * 2


def test_an_officer_says_who_the_child_of_an_employer_is_or_why_it_is_turned_away() -> None:
    officer = make.user("admin_officer")
    child, there = make.child("Ivy", "Marrow", date(2011, 12, 5)), make.signed_in(officer)
    job, other = employing.applied(), employing.applied("other@shop.example")
    page = f"/licensing/work/applied/{job.key}/"
    answer = there.post(page, {"child": child.key, "why": "", "version": job.version})
    job.refresh_from_db()
    assert (job.case.child, answer.headers["Location"]) == (child, job.case.get_absolute_url())
    page = f"/licensing/work/applied/{other.key}/"
    assert there.post(page, {"child": "turned_away", "why": "", "version": other.version}).context["form"].errors == {
        "why": ["Enter why the application is turned away"]
    }
    there.post(page, {"child": "turned_away", "why": "Sent twice.", "version": other.version})
    other.refresh_from_db()
    assert (other.match, other.why, other.matched_by, other.case) == ("turned_away", "Sent twice.", officer, None)


def test_what_nobody_takes_up_goes_with_its_links_when_its_time_is_over() -> None:
    employing.applied()
    applying.sent_in(at=AT)
    ApplicationDraft.objects.all().update(saved_at=AT + timedelta(days=3000))
    assert abandoning.remove_next(at=AT + timedelta(days=365)) is None
    gone = set()
    while disposal := abandoning.remove_next(at=AT + timedelta(days=367)):
        gone.add(disposal.record)
    assert {
        "Employer’s application that came to no case",
        "Child of a production of whom nobody said who it is",
    } <= gone
    assert (JobApplied.objects.count(), JobPart.objects.count()) == (0, 0)
    assert (Entrant.objects.count(), PartAsked.objects.count()) == (0, 0)
