"""The demonstration's sign-ins: one press, no second factor, and nothing of it anywhere else."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from oxle.accounts import demo
from oxle.accounts.models import SignIn
from tests import make

pytestmark = pytest.mark.django_db
PATH = "/demo/sign-in/"


@pytest.fixture
def people(noon) -> None:
    day = noon.date()
    demo.make_demo_person("sam@demo.example", "Sam Sample", "manager", make.organisation("team"), day)
    demo.make_demo_person("alex@demo.example", "Alex Example", "attendance_officer", make.organisation("team"), day)
    demo.make_demo_person("kit@demo.example", "Kit Madeup", "head", make.organisation("school"), day)
    make.user("head", name="Real Person")


needs_demo = pytest.mark.skipif(not settings.DEMO, reason="the demonstration is off in this run")


def test_the_demonstrations_people_are_listed_in_the_order_of_the_roles_and_nobody_else(people):
    assert [(p.email, p.name, p.role, p.organisation) for p in demo.demo_people()] == [
        ("alex@demo.example", "Alex Example", "Attendance officer", "Example Team"),
        ("sam@demo.example", "Sam Sample", "Attendance and inclusion manager", "Example Team"),
        ("kit@demo.example", "Kit Madeup", "Head teacher", "Example School"),
    ]


def test_a_made_up_person_has_a_made_up_address_and_a_role_of_their_organisations_kind(noon):
    with pytest.raises(ValueError, match=r"ends in @demo\.example"):
        demo.make_demo_person("sam@council.gov.uk", "Sam", "manager", make.organisation("team"), noon.date())
    with pytest.raises(ValueError, match="head is not a role at Example Team"):
        demo.make_demo_person("sam@demo.example", "Sam", "head", make.organisation("team"), noon.date())


@needs_demo
def test_one_press_signs_a_council_officer_in_without_a_second_factor(people):
    browser = Client()
    assert [p.name for p in browser.get(PATH).context["people"]] == ["Alex Example", "Sam Sample", "Kit Madeup"]
    assert browser.post(PATH, {"email": "alex@demo.example"}).headers["Location"] == "/"
    assert browser.get("/account/").status_code == 200
    assert list(SignIn.objects.values_list("user__email", "ok", "method")) == [("alex@demo.example", True, "demo")]


@needs_demo
def test_whoever_was_signed_out_comes_back_to_their_page_with_one_press_and_to_no_other_service(people):
    alex = {"email": "alex@demo.example"}
    assert Client().post(f"{PATH}?next=/account/details/", alex).headers["Location"] == "/account/details/"
    assert Client().post(f"{PATH}?next=https://elsewhere.example/", alex).headers["Location"] == "/"
    assert f'href="{PATH}?next=/account/details/"' in Client().get("/accounts/login/?next=/account/details/").text


@needs_demo
def test_a_press_signs_in_nobody_who_is_not_made_up(people):
    browser = Client()
    assert browser.post(PATH, {"email": "real.person@example.org"}).status_code == 404
    assert "_auth_user_id" not in browser.session


@needs_demo
def test_a_made_up_officer_who_signs_in_by_password_needs_a_second_factor_like_anybody(people):
    browser = Client()
    browser.post("/accounts/login/", {"login": "alex@demo.example", "password": demo.PASSWORD})
    assert browser.get("/account/").headers["Location"] == "/accounts/ways/"


@needs_demo
def test_the_command_prints_a_line_for_each_person(people, capsys):
    call_command("demo_signins")
    url = "http://127.0.0.1:8000/demo/sign-in/"
    assert [line.split() for line in capsys.readouterr().out.splitlines()] == [
        ["alex@demo.example", "Attendance", "officer,", "Example", "Team", url],
        ["sam@demo.example", "Attendance", "and", "inclusion", "manager,", "Example", "Team", url],
        ["kit@demo.example", "Head", "teacher,", "Example", "School", url],
    ]


def test_where_there_is_no_demonstration_its_people_cannot_sign_in_nor_stay_signed_in(people, settings):
    settings.DEMO = True
    browser = Client()
    browser.force_login(demo.demo_user("kit@demo.example"))
    assert browser.get("/account/").status_code == 200
    settings.DEMO = False
    assert browser.get("/account/").status_code == 302
    wrong = Client().post("/accounts/login/", {"login": "kit@demo.example", "password": demo.PASSWORD})
    assert wrong.status_code == 200


@pytest.mark.parametrize(
    ("mode", "demo_on", "exists"), [("local", "0", False), ("local", "1", True), ("production", "1", False)]
)
def test_the_page_exists_only_in_a_demonstration_on_ones_own_machine(mode, demo_on, exists):
    look = (
        "import django; django.setup(); from oxle.accounts.urls import urlpatterns as u; print([p.name for p in u][-1])"
    )
    environment = os.environ | {
        "OXLE_MODE": mode,
        "OXLE_DEMO": demo_on,
        "OXLE_SECRET_KEY": "k" * 50,
        "OXLE_BASE_URL": "https://oxle.example",
        "OXLE_HOSTS": "oxle.example",
        "OXLE_FROM_EMAIL": "oxle@example.org",
        "OXLE_SMTP_HOST": "mail.example.org",
        "OXLE_COUNCIL_NAME": "Example Council",
        "OXLE_COUNCIL_ADDRESS": "1 Example Street|Exampleton",
    }
    done = subprocess.run([sys.executable, "-c", look], env=environment, capture_output=True, text=True, check=True)
    assert (done.stdout.strip() == "demo_sign_in") is exists
