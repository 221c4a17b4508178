"""My work: nobody is told to do what their role cannot do, and what one may not do is somebody else's task."""

from datetime import date

import pytest

from attendance.prosecution.letters import NOTICE_COVER
from oxle.accounts.models import User
from oxle.audit.models import Sight
from oxle.cases import work
from oxle.cases.models import Case
from oxle.cases.offers import Task
from oxle.correspondence.actions import new_letter, record_sent, release_letter
from oxle.correspondence.methods import Method
from oxle.correspondence.models import Letter, Message
from oxle.correspondence.printing import print_next
from oxle.correspondence.queries import to_release
from oxle.people import actions as people
from oxle.people.models import BreakGlass
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals
from tests.cases.make import moment

pytestmark = pytest.mark.django_db
WARNING, PACE = "First warning about school attendance", "Letter about an interview under caution"
REFERRED, ON = date(2026, 10, 16), date(2026, 10, 19)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", moment(ON).isoformat())


@pytest.fixture
def team() -> court.People:
    return court.People()


@pytest.fixture
def case(team) -> Case:
    """Accepted, so that the first warning and the PACE letter of each parent are drafted; the officer's."""
    case = referrals.accepted(referrals.sent(team.school, team.child, team.lead, REFERRED), team.senior, REFERRED)
    case.owner = team.officer
    case.save(update_fields=["owner"])
    return case


def titles(user: User, *, waiting: bool = False) -> list[str]:
    """What a person's page lists: their own tasks, or what they wait for with whom."""
    found = work.work_of(User.objects.get(pk=user.pk), ON)
    if waiting:
        return sorted(f"{task.title} ({task.waiting_on})" for task in found.waiting)
    return sorted(task.title for task in [*found.today, *found.next_days, *found.later, *found.undated])


def of_letters(found: list[str]) -> list[str]:
    return [one for one in found if "letter" in one.lower()]


def queue_tab(by: User, page: str) -> str:
    tab = next(one for one in make.signed_in(by).get(page).context["tabs"] if one["label"] == "Team queue")
    return str(tab["count"])


def test_whoever_decides_is_told_on_every_part_of_my_work_what_waits_in_the_queue_and_what_is_overdue(
    team, monkeypatch
):
    referrals.sent(team.school, team.child, team.lead, REFERRED)
    assert queue_tab(team.senior, "/work/") == "1"
    assert queue_tab(team.officer, "/work/") == "None"
    # Five working days from 16 October are over.
    monkeypatch.setenv("OXLE_NOW", "2026-10-26T10:00")
    assert [
        queue_tab(team.senior, page) for page in ("/work/", "/work/queue/", "/work/waiting/", "/work/changed/")
    ] == ["1, 1 overdue"] * 4
    Case.objects.update(owner=team.officer)
    assert queue_tab(team.senior, "/work/") == "0"


def test_an_officer_waits_for_a_colleague_to_release_their_letters_and_a_senior_is_told_how_many_wait(case, team):
    colleague = "a colleague who releases letters"
    assert of_letters(titles(team.officer)) == []
    assert of_letters(titles(team.officer, waiting=True)) == [
        f"Release the letter: {WARNING} ({colleague})",
        f"Release the letter: {WARNING} ({colleague})",
        f"Release the letter: {PACE} ({colleague})",
        f"Release the letter: {PACE} ({colleague})",
    ]
    assert of_letters(titles(team.senior)) == ["Release 4 letters"]


def test_whoever_owns_the_case_and_may_release_has_each_letter_as_a_task_of_their_own(case, team):
    Case.objects.filter(pk=case.pk).update(owner=team.senior)
    assert of_letters(titles(team.senior)) == [
        f"Check and release the letter: {WARNING}",
        f"Check and release the letter: {WARNING}",
        f"Check and release the letter: {PACE}",
        f"Check and release the letter: {PACE}",
    ]


def test_a_letter_waits_for_its_pdf_and_is_then_the_officers_to_post(case, team):
    letter = Letter.objects.filter(kind__endswith="first_warning").first()
    release_letter(letter, by=team.senior, on=ON, at=moment(ON))
    assert f"Make the PDF of the letter: {WARNING} (Oxle)" in titles(team.officer, waiting=True)
    print_next(at=moment(ON))
    assert of_letters(titles(team.officer)) == [f"Post the letter: {WARNING}"]
    record_sent(Letter.objects.get(pk=letter.pk), by=team.officer, on=ON, at=moment(ON), method=Method.FIRST_CLASS)
    assert of_letters(titles(team.officer)) == []


def test_a_letter_to_a_refuge_is_a_colleagues_to_post_who_may_know_where_it_goes(case, team):
    letter = Letter.objects.filter(kind__endswith="first_warning").first()
    address = letter.adult.addresses.get()
    people.withhold(address, address.version, because="A refuge", by=team.senior, on=ON)
    release_letter(letter, by=team.senior, on=ON, at=moment(ON))
    print_next(at=moment(ON))
    assert f"Post the letter: {WARNING} (a colleague who posts letters)" in titles(team.officer, waiting=True)
    assert of_letters(titles(team.officer)) == []


@pytest.mark.parametrize(
    ("role", "offered", "opens"),
    [("attendance_officer", False, 403), ("senior_attendance_officer", True, 200), ("manager", True, 200)],
)
def test_the_page_of_a_draft_offers_release_to_those_who_may_and_tells_others_who_does(case, role, offered, opens):
    letter = Letter.objects.filter(kind__endswith="first_warning").first()
    browser = make.signed_in(User.objects.filter(memberships__role=role).get())
    page = browser.get(f"/letters/{letter.key}/").content.decode()
    assert (f"/letters/{letter.key}/release/" in page) is offered
    assert ("A colleague who releases letters must release this one" in page) is not offered
    assert browser.get(f"/letters/{letter.key}/release/").status_code == opens


def test_who_drafted_a_letter_that_wants_a_second_person_is_not_asked_to_release_it(case, team):
    other = make.user("solicitor", name="Other solicitor")
    draft = new_letter(
        NOTICE_COVER,
        recipient=team.child.relationships.first().adult,
        child=team.child,
        context={},
        by=team.solicitor,
        at=moment(ON),
    )
    draft.save()
    assert draft not in to_release(team.solicitor)
    assert list(to_release(other)) == [draft]


def test_who_has_agreed_to_a_letter_of_a_flagged_family_is_not_asked_a_second_time(case, team):
    letter = Letter.objects.filter(kind__endswith="first_warning").first()
    people.restrict(team.child, team.child.version, because="A colleague’s child", by=team.senior, on=ON)
    for user in (team.senior, team.manager):
        people.break_glass(team.child, reason="To release the letters", by=user, at=moment(ON))
    release_letter(letter, by=team.senior, on=ON, at=moment(ON))
    assert "Release 3 letters" in titles(team.senior)
    assert "Release 4 letters" in titles(team.manager)


def test_a_manager_is_told_how_many_opened_restricted_records_wait_for_review_but_not_of_their_own(team):
    other = make.user("manager", name="Other manager")
    people.restrict(team.child, team.child.version, because="A colleague’s child", by=team.senior, on=ON)
    for by in (team.officer, team.manager):
        people.break_glass(team.child, reason="A court date", by=by, at=moment(ON))
    found = "Review why 1 restricted record was opened"
    assert (titles(team.manager), titles(other)) == ([found], ["Review why 2 restricted records were opened"])
    assert titles(team.officer) == []
    opened = BreakGlass.objects.get(user=team.officer)
    make.signed_in(team.manager).post(f"/pupils/opened/{opened.key}/review/")
    assert (titles(team.manager), titles(other)) == ([], [found])


def test_the_list_of_opened_records_offers_no_review_of_ones_own(team):
    people.restrict(team.child, team.child.version, because="A colleague’s child", by=team.senior, on=ON)
    people.break_glass(team.child, reason="A court date", by=team.manager, at=moment(ON))
    opened = BreakGlass.objects.get()
    page = make.signed_in(team.manager).get("/pupils/opened/").content.decode()
    assert (f"/pupils/opened/{opened.key}/review/" in page, "somebody else must review it" in page) == (False, True)
    other = make.user("manager", name="Other manager")
    assert f"/pupils/opened/{opened.key}/review/" in make.signed_in(other).get("/pupils/opened/").content.decode()


def test_the_teams_page_leads_those_who_review_to_the_opened_records_with_their_number(team):
    people.restrict(team.child, team.child.version, because="A colleague’s child", by=team.senior, on=ON)
    people.break_glass(team.child, reason="A court date", by=team.officer, at=moment(ON))
    link = '<a class="govuk-link" href="/pupils/opened/">Restricted records opened</a>: 1 to review'
    pages = [make.signed_in(user).get("/team/").content.decode() for user in (team.manager, team.senior)]
    assert [link in page for page in pages] == [True, False]


def test_the_e_mail_about_an_opened_record_leads_to_the_list_and_not_to_the_closed_record(team):
    people.restrict(team.child, team.child.version, because="A colleague’s child", by=team.senior, on=ON)
    people.break_glass(team.child, reason="A court date", by=team.officer, at=moment(ON))
    link = Message.objects.get(kind="cases.broken_glass").link
    assert (link, make.signed_in(team.manager).get(link).status_code) == ("/pupils/opened/", 200)


def test_the_tasks_of_one_case_stand_together_where_the_most_pressing_of_them_does():
    def task(title: str, case: int | None) -> Task:
        return Task(title=title, about=f"Case {case}", why="", action="", url="", case=case)

    tasks = [
        task("Charge", 1),
        task("Review", 2),
        task("Release 3 letters", None),
        task("Post", 1),
        task("Agree", None),
    ]
    assert [[one.title for one in matter.tasks] for matter in work.by_matter(tasks)] == [
        ["Charge", "Post"],
        ["Review"],
        ["Release 3 letters"],
        ["Agree"],
    ]


def test_what_falls_due_in_more_than_six_weeks_is_counted_and_shown_only_where_it_is_asked_for(case, team):
    row = case.deadlines.filter(state="running", against="council").first()
    for due_on, later, beyond in ((date(2026, 11, 30), 1, 0), (date(2026, 12, 1), 0, 1)):
        case.deadlines.filter(pk=row.pk).update(due_on=due_on)
        found = work.work_of(team.officer, ON)
        assert [len([one for one in part if one.title == row.label]) for part in (found.later, found.beyond)] == [
            later, beyond,
        ]  # fmt: skip
    browser = make.signed_in(team.officer)
    page, everything = browser.get("/work/"), browser.get("/work/?beyond=yes")
    said = f"{len(found.beyond)} more task"
    assert (said in page.text, row.label in page.text) == (True, False)
    assert (said in everything.text, row.label in everything.text) == (False, True)
    assert next(tab["count"] for tab in page.context["tabs"]) == found.count
    assert everything.context["sections"][-1][0] == "After 30 November 2026"


def test_my_work_lists_a_case_once_in_each_part_with_all_that_is_due_about_it_and_records_whom_it_showed(case, team):
    case.deadlines.filter(state="running").update(due_on=date(2026, 11, 20))
    page = make.signed_in(team.officer).get("/work/")
    shown = [[task.case for task in row.record.tasks] for _, table in page.context["sections"] for row in table.page]
    assert [len(set(cases)) for cases in shown] == [1 for _ in shown]
    assert len(shown[-1]) > 1
    seen = Sight.objects.filter(path="/work/").latest("pk")
    assert seen.children == [team.child.pk]
