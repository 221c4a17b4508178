"""Changes to people, roles and organisations: what is refused, and that what is done bites on the next page."""

import re
import threading
from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test import Client

from oxle.accounts import actions
from oxle.accounts.models import Membership, Organisation, Session, User
from oxle.core.errors import Refused, Stale
from tests import make
from tests.accounts.conftest import NOON

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


@pytest.fixture
def boss(noon) -> User:
    return make.user("administrator", password=make.PASSWORD, name="Example Boss")


def refused(call, *args, **kwargs) -> tuple[str, str | None]:
    with pytest.raises(Refused) as caught:
        call(*args, **kwargs)
    return caught.value.message, caught.value.field


def invited(by: User, **changed) -> User:
    details = {
        "email": "New.Person@Example.org",
        "name": "New Person",
        "organisation": make.organisation("school"),
        "role": "head",
        "job_title": "Head teacher",
    }
    return actions.invite(**details | changed, by=by, at=NOON)


def link_in(message) -> str:
    return re.search(r"http://127\.0\.0\.1:8000(/invitation/\S+)", message.body)[1]


def test_an_invitation_makes_a_person_with_one_role_and_sends_a_link(boss, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        user = invited(boss)
    assert (user.email, user.name, user.job_title, user.has_usable_password()) == (
        "new.person@example.org",
        "New Person",
        "Head teacher",
        False,
    )
    assert [(m.role, m.organisation.name, m.from_on) for m in user.memberships.all()] == [
        ("head", "Example School", TODAY)
    ]
    [message] = mail.outbox
    assert (message.to, message.subject) == (["new.person@example.org"], "You are invited to Oxle")
    assert len(link_in(message)) > 50


def test_the_link_sets_a_password_and_signs_in_and_then_never_works_again(boss, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        user = invited(boss)
    url, browser = link_in(mail.outbox[0]), Client()
    page = browser.get(url)
    assert (page.status_code, page.context["person"]) == (200, user)
    assert browser.post(url, {"password": make.PASSWORD}).status_code == 302
    assert browser.get("/account/").status_code == 200
    assert User.objects.get(pk=user.pk).check_password(make.PASSWORD)
    assert [Client().get(url).status_code, Client().post(url, {"password": "another long one"}).status_code] == [
        410,
        410,
    ]


def test_an_invitation_lasts_seven_days(boss, django_capture_on_commit_callbacks, monkeypatch):
    with django_capture_on_commit_callbacks(execute=True):
        invited(boss)
    url = link_in(mail.outbox[0])
    monkeypatch.setenv("OXLE_NOW", (NOON + timedelta(days=7, seconds=-1)).isoformat())
    assert Client().get(url).status_code == 200
    monkeypatch.setenv("OXLE_NOW", (NOON + timedelta(days=7)).isoformat())
    assert Client().get(url).status_code == 410


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("eleven char", "This password is too short. It must contain at least 12 characters."),
        ("qwerty123456", "This password is too common."),
        ("", "Enter a password"),
    ],
)
def test_a_password_has_twelve_characters_and_is_not_one_that_many_use(
    boss, django_capture_on_commit_callbacks, password, said
):
    with django_capture_on_commit_callbacks(execute=True):
        invited(boss)
    page = Client().post(link_in(mail.outbox[0]), {"password": password})
    assert page.context["form"].errors == {"password": [said]}


def test_a_deactivated_person_cannot_use_their_invitation(boss, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        user = invited(boss)
    actions.deactivate(user, by=boss, on=TODAY)
    assert Client().get(link_in(mail.outbox[0])).status_code == 410


def test_a_new_invitation_makes_the_earlier_one_worthless(boss, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        user = invited(boss)
        actions.invite_again(user, by=boss, at=NOON)
    first, second = (link_in(message) for message in mail.outbox)
    assert [Client().get(url).status_code for url in (first, second)] == [410, 200]


def test_two_repeated_invitations_an_hour_are_the_most(boss):
    user = invited(boss)
    actions.invite_again(user, by=boss, at=NOON)
    actions.invite_again(user, by=boss, at=NOON)
    message, _ = refused(actions.invite_again, user, by=boss, at=NOON)
    assert message == "Two invitations have gone to this address in the last hour. Wait before you send another."


def test_an_address_can_be_invited_only_once(boss):
    invited(boss)
    assert refused(invited, boss, email="NEW.person@example.org ") == (
        "Somebody with this email address is already here",
        "email",
    )


def test_a_role_is_refused_in_a_kind_of_organisation_it_is_not_for(boss):
    assert refused(invited, boss, role="solicitor") == (
        "“Council solicitor” is not a role for a school such as Example School",
        "role",
    )
    user = make.user("head")
    assert refused(actions.give_role, user, make.organisation("team"), "head", by=boss, on=TODAY)[1] == "role"
    assert refused(actions.give_role, user, make.organisation("team"), "emperor", by=boss, on=TODAY)[1] == "role"


def test_a_role_is_refused_in_a_closed_organisation_and_when_already_held(boss):
    closed = make.organisation("school", "Closed Example School", closed_on=date(2026, 8, 31))
    user = make.user("head")
    assert refused(actions.give_role, user, closed, "head", by=boss, on=TODAY) == (
        "Closed Example School has closed",
        "organisation",
    )
    assert refused(actions.give_role, user, make.organisation("school"), "head", by=boss, on=TODAY) == (
        "Example head already has this role at Example School",
        "role",
    )


def test_nobody_changes_their_own_access(boss):
    make.user("administrator", password=make.PASSWORD, name="Another Boss")
    said = "Nobody can change their own access. Ask another administrator."
    team, own = make.organisation("team"), boss.memberships.get()
    tried = [
        refused(actions.give_role, boss, team, "solicitor", by=boss, on=TODAY),
        refused(actions.end_role, own, by=boss, on=TODAY),
        refused(actions.deactivate, boss, by=boss, on=TODAY),
        refused(actions.remove_second_factor, boss, by=boss),
    ]
    assert [message for message, _ in tried] == [said] * 4


def test_the_last_administrator_keeps_their_access(boss):
    officer = make.user("attendance_officer")
    said = "Example Boss is the last administrator. Give somebody else the role first."
    assert refused(actions.deactivate, boss, by=officer, on=TODAY)[0] == said
    assert refused(actions.end_role, boss.memberships.get(), by=officer, on=TODAY)[0] == said


def test_an_administrator_who_never_came_does_not_count(boss):
    invited(boss, organisation=make.organisation("team"), role="administrator")
    officer = make.user("attendance_officer")
    assert "last administrator" in refused(actions.deactivate, boss, by=officer, on=TODAY)[0]


def test_with_another_administrator_one_may_go(boss):
    other = make.user("administrator", password=make.PASSWORD, name="Another Boss")
    actions.deactivate(boss, by=other, on=TODAY)
    assert not User.objects.get(pk=boss.pk).is_active


def test_deactivation_bites_on_the_next_page_and_ends_every_session(boss):
    user = make.user("head", password=make.PASSWORD)
    one, two = make.signed_in(user), make.signed_in(user)
    assert [one.get("/account/").status_code, two.get("/account/").status_code] == [200, 200]
    actions.deactivate(user, by=boss, on=TODAY)
    assert Session.objects.filter(user=user).count() == 0
    assert [one.get("/account/").status_code, two.get("/account/").status_code] == [302, 302]
    assert Client().post("/accounts/login/", {"login": user.email, "password": make.PASSWORD}).status_code == 200
    actions.reactivate(User.objects.get(pk=user.pk), by=boss)
    assert Client().post("/accounts/login/", {"login": user.email, "password": make.PASSWORD}).status_code == 302


def test_a_given_role_opens_pages_at_once_and_an_ended_one_closes_them_at_once(boss):
    other = make.user("attendance_officer")
    browser = make.signed_in(other)
    assert browser.get("/users/").status_code == 403
    membership = actions.give_role(other, make.organisation("team"), "administrator", by=boss, on=TODAY)
    assert browser.get("/users/").status_code == 200
    actions.end_role(membership, by=boss, on=TODAY)
    assert browser.get("/users/").status_code == 403


def test_an_ended_role_stays_on_record_with_its_last_day(boss):
    membership = make.user("head").memberships.get()
    actions.end_role(membership, by=boss, on=TODAY)
    assert Membership.objects.get(pk=membership.pk).until_on == date(2026, 9, 14)


def test_a_role_given_and_ended_on_one_day_was_never_held(boss):
    user = make.user("head")
    membership = actions.give_role(user, make.organisation("school"), "school_attendance_lead", by=boss, on=TODAY)
    actions.end_role(membership, by=boss, on=TODAY)
    assert [m.role for m in user.memberships.all()] == ["head"]


def test_access_ends_with_the_organisations_attestation_and_comes_back_when_it_is_attested(boss):
    agency = Organisation.objects.create(name="Renamed Example Ltd", kind="school", attested_until=date(2026, 9, 14))
    user = make.user("head", agency)
    assert user.permissions == frozenset()
    actions.attest_organisation(agency, by=boss, on=TODAY)
    assert Organisation.objects.get(pk=agency.pk).attested_until == date(2027, 9, 15)
    assert User.objects.get(pk=user.pk).permissions != frozenset()


def test_a_council_team_needs_no_attestation_and_a_closed_organisation_gets_none(boss):
    assert refused(actions.attest_organisation, make.organisation("team"), by=boss, on=TODAY)[0] == (
        "A council team is part of the council: its access does not run out"
    )
    closed = make.organisation("agency", "Closed Example Agency", closed_on=date(2026, 8, 31))
    assert refused(actions.attest_organisation, closed, by=boss, on=TODAY)[0] == "Closed Example Agency has closed"


def test_only_a_council_team_has_a_telephone_number_on_letters_and_a_change_meanwhile_is_not_overwritten(boss):
    team = make.organisation("team")
    actions.change_team_phone(team, version=team.version, phone=" 01865 000099 ", by=boss)
    assert Organisation.objects.get(pk=team.pk).phone == "01865 000099"
    with pytest.raises(Stale):
        actions.change_team_phone(team, version=team.version - 1, phone="01865 000000", by=boss)
    assert refused(actions.change_team_phone, make.organisation("agency"), version=1, phone="1", by=boss)[0] == (
        "Only a council team writes letters here"
    )


def test_a_new_agency_has_access_for_a_year_and_a_new_team_for_good(boss):
    agency = actions.add_organisation(name="Example Police", kind="agency", by=boss, on=TODAY)
    team = actions.add_organisation(name="Example Legal Team", kind="team", by=boss, on=TODAY)
    assert (agency.attested_until, team.attested_until) == (date(2027, 9, 15), None)
    assert refused(actions.add_organisation, name="EXAMPLE police", kind="agency", by=boss, on=TODAY)[1] == "name"
    assert refused(actions.add_organisation, name="A School", kind="school", by=boss, on=TODAY)[1] == "kind"


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_deactivate_each_other_at_once_leave_one(noon):
    first = make.user("administrator", password=make.PASSWORD, name="Example Boss")
    second = make.user("administrator", password=make.PASSWORD, name="Another Boss")
    both_ready, outcomes = threading.Barrier(2), []

    def deactivate(user: User, by: User) -> None:
        try:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SELECT set_config('oxle.actor', 'test', true)")
                both_ready.wait()
                actions.deactivate(user, by=by, on=TODAY)
            outcomes.append("done")
        except Refused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=deactivate, args=pair) for pair in [(first, second), (second, first)]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", "refused"]
    assert User.objects.filter(is_active=True).count() == 1
