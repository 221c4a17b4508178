"""The pages about people, organisations and roles: who may open them, and what they do."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from oxle.accounts.models import Membership, Organisation, Session, SignIn, User
from tests import make

pytestmark = pytest.mark.django_db
ODD = ["O'Brien", "Łukasz", "محمد", "小明", "🙂", "<script>alert(1)</script>", "{{7*7}}", "N" * 300]


@pytest.fixture
def boss(noon) -> User:
    return make.user("administrator", password=make.PASSWORD, name="Example Boss")


@pytest.fixture
def admin(boss) -> Client:
    return make.signed_in(boss)


@pytest.fixture
def head(boss) -> User:
    return make.user("head", password=make.PASSWORD, name="Example Head")


def addresses(person: User) -> list[str]:
    membership = person.memberships.get()
    return [
        "/users/",
        "/users/invite/",
        f"/users/{person.key}/",
        f"/users/{person.key}/details/",
        f"/users/{person.key}/roles/give/",
        f"/users/{person.key}/roles/{membership.organisation.key}/{membership.role}/end/",
        f"/users/{person.key}/deactivate/",
        f"/users/{person.key}/reactivate/",
        f"/users/{person.key}/invite-again/",
        f"/users/{person.key}/second-factor/",
        "/organisations/",
        "/organisations/add/",
        f"/organisations/{membership.organisation.key}/",
        f"/organisations/{membership.organisation.key}/attest/",
        "/roles/",
    ]


def test_an_administrator_opens_every_page(admin, head):
    assert {path: admin.get(path).status_code for path in addresses(head)} == dict.fromkeys(addresses(head), 200)


@pytest.mark.parametrize("role", ["attendance_officer", "manager", "auditor", "head", "solicitor"])
def test_nobody_else_opens_any_of_them(head, role):
    browser = make.signed_in(make.user(role, name="Somebody Else"))
    paths = addresses(head)
    assert {path: browser.get(path).status_code for path in paths} == dict.fromkeys(paths, 403)
    assert {path: browser.post(path).status_code for path in paths} == dict.fromkeys(paths, 403)


def test_a_stranger_is_asked_to_sign_in(head):
    paths = addresses(head)
    wanted = {path: f"/accounts/login/?next={path}" for path in paths}
    assert {path: Client().get(path).headers["Location"] for path in paths} == wanted


def test_a_person_or_organisation_that_does_not_exist_is_not_found(admin, head):
    team = make.organisation("team")
    paths = [
        "/users/23456789bcdfgh/",
        "/organisations/23456789bcdfgh/",
        f"/users/{head.key}/roles/{team.key}/head/end/",
        f"/users/{head.key}/roles/{head.memberships.get().organisation.key}/school_attendance_lead/end/",
    ]
    assert [admin.get(path).status_code for path in paths] == [404] * 4


def test_an_administrator_says_by_which_number_the_readers_of_its_letters_reach_a_team(admin, head):
    team = make.organisation("team")
    address = f"/organisations/{team.key}/telephone/"
    assert address in admin.get(f"/organisations/{team.key}/").text
    assert admin.post(address, {"phone": "01865 000099", "version": team.version}).status_code == 302
    assert "01865 000099" in admin.get(f"/organisations/{team.key}/").text
    assert make.signed_in(make.user("manager")).get(address).status_code == 403
    assert admin.get(f"/organisations/{head.memberships.get().organisation.key}/telephone/").status_code == 404


def names(page) -> list[str]:
    return [row.record.name for row in page.context["table"].page.object_list]


def test_the_list_of_people_is_filtered_by_name_address_status_role_and_kind(admin, head):
    gone = make.user("head", name="Gone Head")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    make.user("attendance_officer", name="Waiting Officer")
    found = {query: names(admin.get(f"/users/?{query}")) for query in [
        "", "q=gone", "q=EXAMPLE.HEAD@", "status=deactivated", "status=invited", "status=active&status=deactivated",
        "role=head", "kind=team", "kind=team&role=head", "q=nobody+at+all",
    ]}  # fmt: skip
    assert found == {
        "": ["Example Boss", "Example Head", "Gone Head", "Waiting Officer"],
        "q=gone": ["Gone Head"],
        "q=EXAMPLE.HEAD@": ["Example Head"],
        "status=deactivated": ["Gone Head"],
        "status=invited": ["Waiting Officer"],
        "status=active&status=deactivated": ["Example Boss", "Example Head", "Gone Head"],
        "role=head": ["Example Head", "Gone Head"],
        "kind=team": ["Example Boss", "Waiting Officer"],
        "kind=team&role=head": [],
        "q=nobody+at+all": [],
    }


@pytest.mark.parametrize("path", ["/users/", "/organisations/"])
def test_a_list_costs_as_many_queries_for_thirty_rows_as_for_three(admin, head, path, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    admin.get(path)
    with CaptureQueriesContext(connection) as few:
        admin.get(path)
    for number in range(30):
        make.user("head", make.organisation("school", f"Example School {number}"), name=f"Head {number}")
    with CaptureQueriesContext(connection) as many:
        admin.get(path)
    assert len(many) == len(few)


def test_inviting_makes_one_person_however_often_the_button_is_pressed(admin, head):
    page = admin.get("/users/invite/")
    school = make.organisation("school")
    sent = {
        "once": page.context["once"],
        "name": "New Person",
        "email": "new@example.org",
        "job_title": "",
        "organisation": school.pk,
        "role": "school_attendance_lead",
    }
    answers = [admin.post("/users/invite/", sent) for _ in range(2)]
    made = User.objects.get(email="new@example.org")
    assert [answer.headers["Location"] for answer in answers] == [f"/users/{made.key}/"] * 2


def test_an_invitation_that_is_refused_keeps_everything_typed(admin, head):
    sent = {"name": "A", "email": head.email, "organisation": make.organisation("school").pk, "role": "head"}
    page = admin.post("/users/invite/", sent)
    form = page.context["form"]
    assert form.errors == {"email": ["Somebody with this email address is already here"]}
    assert (form["name"].value(), form["role"].value()) == ("A", "head")
    assert page.content.decode().count("<title>Error: Invite a person") == 1


def test_an_empty_invitation_says_what_is_missing(admin):
    assert admin.post("/users/invite/", {}).context["form"].errors == {
        "name": ["Enter their name"],
        "email": ["Enter their email address"],
        "organisation": ["Select an organisation"],
        "role": ["Select a role"],
    }


@pytest.mark.parametrize("name", ODD)
def test_a_name_is_kept_and_shown_exactly_as_typed(admin, head, name):
    sent = {"name": name, "job_title": "", "phone": "", "days_a_week": "5", "version": head.version}
    assert admin.post(f"/users/{head.key}/details/", sent).headers["Location"] == f"/users/{head.key}/"
    from django.utils.html import escape

    assert User.objects.get(pk=head.pk).name == name
    assert f'<h1 class="govuk-heading-l">{escape(name)}</h1>' in admin.get(f"/users/{head.key}/").content.decode()


def test_a_second_editor_gets_both_texts_and_nothing_is_lost(admin, head):
    path, sent = f"/users/{head.key}/details/", {"job_title": "", "phone": "", "days_a_week": "5", "version": "1"}
    assert admin.post(path, sent | {"name": "First Text"}).status_code == 302
    second = admin.post(path, sent | {"name": "Second Text"})
    assert second.status_code == 409
    assert ("First Text" in second.content.decode(), "Second Text" in second.content.decode()) == (True, True)
    assert User.objects.get(pk=head.pk).name == "First Text"


def test_the_title_of_a_persons_page_does_not_name_them(admin, head):
    page = admin.get(f"/users/{head.key}/").content.decode()
    assert page.split("<title>")[1].split("</title>")[0] == "Person – Oxle"


def test_roles_are_given_and_ended_from_the_persons_page(admin, head):
    school = make.organisation("school")
    give = f"/users/{head.key}/roles/give/"
    assert admin.post(give, {"organisation": school.pk, "role": "school_attendance_lead"}).status_code == 302
    assert sorted(m.role for m in Membership.objects.filter(user=head)) == ["head", "school_attendance_lead"]
    wrong = admin.post(give, {"organisation": make.organisation("team").pk, "role": "head"})
    assert wrong.context["form"].errors == {
        "role": ["“Head teacher” is not a role for a council team such as Example Team"]
    }
    assert admin.post(f"/users/{head.key}/roles/{school.key}/head/end/").status_code == 302
    assert Membership.objects.get(user=head, role="head").until_on == date(2026, 9, 14)


def test_deactivating_and_reactivating_from_the_persons_page(admin, head):
    assert admin.post(f"/users/{head.key}/deactivate/").headers["Location"] == f"/users/{head.key}/"
    assert User.objects.get(pk=head.pk).is_active is False
    assert admin.post(f"/users/{head.key}/reactivate/").headers["Location"] == f"/users/{head.key}/"
    assert User.objects.get(pk=head.pk).is_active is True


def test_what_a_rule_forbids_is_said_on_the_page_and_changes_nothing(admin, boss):
    page = admin.post(f"/users/{boss.key}/deactivate/")
    assert page.context["form"].non_field_errors() == ["Nobody can change their own access. Ask another administrator."]
    assert User.objects.get(pk=boss.pk).is_active is True


def test_ones_own_page_offers_no_change_of_access(admin, boss):
    page = admin.get(f"/users/{boss.key}/")
    assert (page.context["menu"], page.context["changing"]) == ([], False)


def test_a_persons_page_shows_the_latest_sign_ins(admin, head):
    at = datetime(2026, 9, 14, 8, 30, tzinfo=UTC)
    SignIn.objects.create(at=at, user=head, ok=False, method="password", why="wrong password", ip="192.0.2.7")
    page = admin.get(f"/users/{head.key}/").content.decode()
    assert ("14 September 2026 at 9:30am" in page, "Refused: wrong password" in page, "192.0.2.7" in page) == (
        True,
        True,
        True,
    )


def test_an_organisations_page_shows_its_people_and_whether_it_has_access(admin, head):
    school = make.organisation("school")
    Organisation.objects.filter(pk=school.pk).update(attested_until=date(2026, 9, 14))
    page = admin.get(f"/organisations/{school.key}/")
    assert (page.context["status"], [m.user.name for m in page.context["members"]]) == (
        "Access has ended",
        ["Example Head"],
    )
    assert admin.post(f"/organisations/{school.key}/attest/").headers["Location"] == f"/organisations/{school.key}/"
    assert admin.get(f"/organisations/{school.key}/").context["status"] == "Has access"


def test_the_roles_page_tells_every_role_in_words(admin):
    told = {role.key: (kind, lines) for role, kind, lines in admin.get("/roles/").context["roles"]}
    assert told["virtual_school_officer"] == (
        "Council team",
        [
            "Sees a summary of attendance",
            "Reads the packs of the Strategic Group",
            "Works on concerns",
            "Sees a summary of elective home education",
            "Sees a summary of exclusions",
            "Reads what differs between a school’s register and a provider’s",
            "Reads the register of pupils missing out",
            "Reads the packs of panels",
            "Works on the personal education plans of looked-after children",
            "Reads providers and the places with them",
            "Sees a summary of children and families",
            "Reads children and families: safeguarding records",
            "Reads reduced timetables",
            "Reads the programme reviews of placed pupils",
            "Reads schools",
        ],
    )
    assert told["head"] == (
        "School",
        [
            "Works on what only a head does, such as cancelling an exclusion",
            "Works on what differs between a school’s register and a provider’s",
            "Works on their school’s own submissions",
            "Works on their school’s own submissions: safeguarding records",
            "Reads the programme reviews of placed pupils",
            "Works on the records of pupils who move",
            "Works on referrals of pupils to providers",
        ],
    )


def test_the_people_entry_of_the_navigation_is_for_administrators_only(admin, head):
    def entries(browser: Client) -> list[str]:
        return [item["label"] for item in browser.get("/account/").context["navigation"]]

    assert ("People" in entries(admin), "People" in entries(make.signed_in(head))) == (True, False)


def test_my_account_shows_me_my_roles_and_where_i_am_signed_in(head):
    mine, other = make.signed_in(head), make.signed_in(head)
    mine.get("/account/", headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"})
    other.get("/account/", headers={"user-agent": "Mozilla/5.0 (iPhone) Version/18 Safari/604.1"})
    page = mine.get("/account/")
    shown = [(session.device, session.current) for session in page.context["sessions"]]
    assert sorted(shown) == [("Firefox on Windows", True), ("Safari on iPhone", False)]
    there = next(session.digest for session in page.context["sessions"] if not session.current)
    assert mine.post(f"/account/sessions/{there}/end/").headers["Location"] == "/account/"
    assert [other.get("/account/").status_code, mine.get("/account/").status_code] == [302, 200]


def test_nobody_ends_another_persons_session_nor_ever_sees_a_session_key(admin, head):
    browser = make.signed_in(head)
    [session] = browser.get("/account/").context["sessions"]
    assert admin.post(f"/account/sessions/{session.digest}/end/").status_code == 404
    assert browser.session.session_key not in browser.get("/account/").content.decode()
    assert Session.objects.filter(user=head).count() == 1
    assert browser.post(f"/account/sessions/{session.digest}/end/").headers["Location"] == "/accounts/login/"
    assert Session.objects.filter(user=head).count() == 0


def test_i_change_my_own_name_but_not_my_days_or_roles(head):
    browser = make.signed_in(head)
    sent = {"name": "Example Headteacher", "job_title": "Head", "phone": "01632 960 001", "version": "1",
            "days_a_week": "1", "is_active": ""}  # fmt: skip
    assert browser.post("/account/details/", sent).headers["Location"] == "/account/"
    head.refresh_from_db()
    assert (head.name, head.job_title, head.phone, head.days_a_week, head.is_active) == (
        "Example Headteacher",
        "Head",
        "01632 960 001",
        5,
        True,
    )


def test_i_change_my_password_and_my_other_sessions_end(head):
    mine, other = make.signed_in(head), make.signed_in(head)
    other.get("/account/")
    new = "a quite different one"
    sent = {"oldpassword": "wrong", "password1": new, "password2": new}
    page = mine.post("/accounts/password/change/", sent)
    assert page.context["form"].errors == {"oldpassword": ["Your current password is not right"]}
    mine.post("/accounts/password/change/", sent | {"oldpassword": make.PASSWORD})
    assert User.objects.get(pk=head.pk).check_password(new)
    assert [mine.get("/account/").status_code, other.get("/account/").status_code] == [200, 302]


def test_somebody_without_any_role_is_led_to_their_account_which_says_whom_to_ask(noon):
    browser = make.signed_in(make.user(name="No Role"))
    page = browser.get("/", follow=True)
    assert (page.request["PATH_INFO"], page.status_code, page.context["roles"]) == ("/account/", 200, [])
    assert "You have no role at present" in page.content.decode()
