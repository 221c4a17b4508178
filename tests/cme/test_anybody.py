"""Anybody tells of a child who may be missing education, without an account; a person says who the child is."""

import re
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client

from cme import pathway
from cme.models import Missing, Source
from cme.panels import rows_of
from cme.work import tasks_of
from oxle.accounts.models import Organisation
from oxle.audit.models import Change
from oxle.cases import casework
from oxle.cases.inbox_models import InboxMessage, Origin
from oxle.cases.models import Case
from oxle.core import dates
from oxle.correspondence import sending
from oxle.correspondence.models import Message
from tests import make
from tests.cme.make import People

pytestmark = pytest.mark.django_db
NOW = "2026-11-16T10:00:00+00:00"
START, FORM = "/cme/tell-us/", "/cme/tell-us/form/"
KNOWN = "The flat above mine: the child is at the window every school day."
LEAST = {"concern": "no", "known": KNOWN, "source": "public"}


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", NOW)


def tells(browser: Client | None = None, once: str = "22222222222222", **answers: Any) -> Any:
    """The answer to whoever sends the form."""
    return (browser or Client()).post(FORM, {"once": once, **LEAST, **answers})


def told(**answers: Any) -> InboxMessage:
    """What was told, as it waits in the inbox."""
    assert tells(**answers).status_code == 302
    return InboxMessage.objects.latest("pk")


def tracker(name: str = "Sedge Example") -> Any:
    """An officer of the team in whose inbox it waits."""
    team, _ = Organisation.objects.get_or_create(kind="team", name="Children Missing Education Team")
    return make.user("tracking_officer", team, name=name)


def test_whoever_knows_only_what_they_see_can_tell_it_and_is_told_a_reference_and_nothing_else() -> None:
    browser = Client()
    answer = tells(browser, given="Quincey", family="Larkmoor")
    message = InboxMessage.objects.get()
    assert answer.headers["Location"] == f"/cme/tell-us/sent/{message.key}/"
    page = browser.get(answer.headers["Location"]).content.decode()
    assert message.reference in page
    for secret in (KNOWN, "Quincey", "Larkmoor"):
        assert secret not in page


def test_it_waits_in_the_inbox_of_the_team_as_of_the_day_with_all_that_was_said() -> None:
    message = told(given="Demo", lines="1 Example Street", done="Rang the school on Friday.")
    assert (str(message.team), message.channel, message.received_on, message.entered_by, message.urgent) == (
        "Children Missing Education Team", Origin.TOLD, date(2026, 11, 16), None, False,
    )  # fmt: skip
    assert message.sender == "Somebody else who knows of the child: gives no name"
    for said in (KNOWN, "Demo", "1 Example Street", "Rang the school on Friday."):
        assert said in message.text
    officer = make.signed_in(tracker())
    assert message.reference in officer.get("/inbox/").content.decode()
    assert KNOWN in officer.get(f"/inbox/{message.key}/").content.decode()


def test_safety_is_asked_first_and_stands_on_every_page_before_anything_is_typed() -> None:
    for address in (START, FORM):
        assert "ring 999" in Client().get(address).content.decode()
    assert next(iter(Client().get(FORM).context["form"].fields)) == "concern"
    answer = tells(concern="yes")
    assert answer.context["form"].errors == {"concern_words": ["Enter what worries you, and whom you have told"]}
    assert not InboxMessage.objects.exists()


def test_of_a_worry_about_safety_everybody_of_the_team_is_told_at_once_and_it_stands_first() -> None:
    officer = tracker()
    told(known="First told.", once="33333333333333")
    assert not Message.objects.exists()
    worried = told(concern="yes", concern_words="I heard cries.", given="Demo")
    sent = Message.objects.get()
    assert (sent.user, sent.kind, sent.reference) == (officer, "cases.told", worried.reference)
    page = make.signed_in(officer).get("/inbox/")
    assert next(row["message"] for row in page.context["waiting"]) == worried
    while sending.send_next(at=dates.now()):
        pass
    assert not [word for word in ("Demo", "cries", KNOWN) if word in mail.outbox[-1].subject + mail.outbox[-1].body]


def test_who_writes_what_worries_them_is_worried_whatever_they_chose() -> None:
    message = told(concern="no", concern_words="I heard cries.")
    assert (message.urgent, message.told["concern"]) == (True, True)


def test_what_a_school_writes_beside_no_is_read_on_the_case() -> None:
    people = People()
    told_of = people.refer().missing
    for words, shown in (("", "No"), ("The lead sees none.", "No. The lead sees none.")):
        told_of.concern_words = words
        assert rows_of(told_of)[0]["value"] == shown


def test_what_nobody_has_read_is_work_of_the_team_with_the_time_that_safeguarding_has() -> None:
    message = told()
    officer, manager = tracker(), make.user("manager")
    (task,) = tasks_of(officer, date(2026, 11, 16))
    assert (task.title, task.due_on) == ("Look at what was told on line of a child", date(2026, 11, 17))
    assert (task.url, tasks_of(manager, date(2026, 11, 16))) == (f"/inbox/{message.key}/", [])
    casework.answer_message(message, "Known.", by=officer, at=dates.now(), version=message.version)
    assert tasks_of(officer, date(2026, 11, 16)) == []


def test_where_nobody_works_on_the_inbox_the_managers_are_told_of_whatever_came() -> None:
    manager = make.user("manager")
    told()
    assert [one.user for one in Message.objects.filter(kind="cases.told")] == [manager]


def test_nothing_is_lost_on_an_error_and_nothing_is_saved() -> None:
    answer = tells(source="", given="Demo", lines="1 Example Street", email="nobody")
    form = answer.context["form"]
    assert set(form.errors) == {"source", "email"}
    assert (form["given"].value(), form["lines"].value(), form["known"].value()) == ("Demo", "1 Example Street", KNOWN)
    assert not InboxMessage.objects.exists()


def test_a_double_click_tells_once_and_leads_to_the_same_reference() -> None:
    answers = [tells().headers["Location"] for _ in range(2)]
    assert answers[0] == answers[1]
    assert InboxMessage.objects.count() == 1


def test_one_place_is_stopped_that_tells_too_much_and_keeps_what_it_wrote() -> None:
    browser = Client(REMOTE_ADDR="203.0.113.9")
    answers = [tells(browser, once=f"2222222222{number:02}".replace("0", "A").replace("1", "B").ljust(14, "3"))
               for number in range(21)]  # fmt: skip
    assert [one.status_code for one in answers] == [302] * 20 + [200]
    assert "Much was told from where you are" in answers[-1].content.decode()
    assert answers[-1].context["form"]["known"].value() == KNOWN
    assert tells(Client(REMOTE_ADDR="203.0.113.10"), once="44444444444444").status_code == 302


def test_an_address_is_proved_by_a_button_once_and_the_telling_never_waits_for_it() -> None:
    message = told(email="Neighbour@home.example")
    assert (message.reply_to, message.reply_proved_at) == ("neighbour@home.example", None)
    while sending.send_next(at=dates.now()):
        pass
    letter = mail.outbox[-1]
    assert letter.to == ["neighbour@home.example"]
    assert KNOWN not in letter.body
    assert "child" not in letter.body + letter.subject
    link = re.search(r"https?://\S+?(/told/address/\S+)", letter.body)[1] + "/"
    assert [Client().get(link).status_code for _ in range(2)] == [200, 200]
    assert Client().post(link).headers["Location"] == "/told/proved/"
    assert Client().post(link).status_code == 410
    message.refresh_from_db()
    assert message.reply_proved_at == dates.now()


def test_without_an_address_no_e_mail_goes_to_anybody_outside() -> None:
    told()
    assert not Message.objects.exclude(email="").exists()


def test_the_address_of_the_reference_opens_no_other_message() -> None:
    people = People()
    other = InboxMessage.objects.create(
        team=people.officer.memberships.get().organisation, channel=Origin.PHONE, received_on=date(2026, 11, 16),
        sender="A parent", text="Secret.", entered_at=dates.now(), entered_by=people.officer,
    )  # fmt: skip
    assert Client().get(f"/cme/tell-us/sent/{other.key}/").status_code == 404


def test_the_audit_keeps_that_nobody_who_is_known_wrote_it() -> None:
    message = told(told_by="Wren Example", email="wren@home.example")
    written = Change.objects.filter(table="cases_inboxmessage", row=str(message.pk))
    assert [(one.action, one.actor) for one in written] == [("insert", "visitor")]


# --- the officer ---------------------------------------------------------------------------------------------


def test_a_person_says_who_the_child_is_and_the_case_begins_with_what_was_told_on_the_day_it_came(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people = People()
    name = people.child.names.get()
    message = told(
        given=name.given, family=name.family, told_by="Wren Example", phone="01632 960111", source="health",
        concern="yes", concern_words="Bruises.",
    )  # fmt: skip
    assert not Case.objects.filter(pathway=pathway.TRACKING.key).exists()
    monkeypatch.setenv("OXLE_NOW", "2026-11-18T10:00:00+00:00")
    officer = make.signed_in(tracker())
    assert f"/cme/told/{message.key}/" in officer.get(f"/inbox/{message.key}/").content.decode()
    page = officer.get(f"/cme/told/{message.key}/")
    open_page = f"/cme/told/{message.key}/{people.child.key}/"
    assert [row["url"] for row in page.context["likely"]] == [open_page]
    initial = officer.get(open_page).context["form"].initial
    assert (initial["source"], initial["told_by"], initial["unnamed"], initial["concern"]) == (
        "health", "Wren Example, 01632 960111", True, True,
    )  # fmt: skip
    sent = {
        "source": "health", "told_by": initial["told_by"], "unnamed": "on", "concern": "yes",
        "concern_words": initial["concern_words"], "cause": "unknown", "last_known": initial["last_known"],
        "once": "77777777777777",
    }  # fmt: skip
    answer = officer.post(open_page, sent)
    case = Case.objects.get(pathway=pathway.TRACKING.key)
    assert answer.headers["Location"] == case.get_absolute_url()
    assert (case.opened_on, case.origin, case.child) == (date(2026, 11, 16), Origin.TOLD, people.child)
    kept = Missing.objects.get()
    assert (kept.source, kept.unnamed, kept.concern_words, kept.last_known) == (
        Source.HEALTH, True, "Bruises.", KNOWN,
    )  # fmt: skip
    message.refresh_from_db()
    assert (message.state, message.case) == (InboxMessage.State.LINKED, case)
    assert "Does not want to be named" in officer.get(case.get_absolute_url()).content.decode()


def test_who_told_is_kept_from_the_school_whatever_page_of_it_the_school_opens() -> None:
    people = People()
    message = told(given="Demo", told_by="Wren Example", email="wren@home.example")
    officer = make.signed_in(tracker())
    sent = {"source": "public", "told_by": "Wren Example", "unnamed": "on", "concern": "no", "cause": "unknown",
            "school": people.school.key, "last_known": KNOWN, "once": "77777777777777"}  # fmt: skip
    assert officer.post(f"/cme/told/{message.key}/{people.child.key}/", sent).status_code == 302
    school = make.signed_in(people.lead)
    for address in ("/portal/", f"/cme/pupils/{people.child.key}/may-delete/", f"/cme/children/{people.child.key}/"):
        page = school.get(address).content.decode()
        assert "Wren" not in page
        assert KNOWN not in page


def test_one_who_is_nobody_likely_is_looked_for_by_name_and_a_child_looked_for_already_leads_to_the_case() -> None:
    people = People()
    message = told()
    officer = make.signed_in(tracker())
    page = f"/cme/told/{message.key}/"
    assert officer.get(page).context["likely"] == []
    name = people.child.names.get()
    found = officer.post(page, {"text": f"{name.given} {name.family}"})
    assert [row["url"] for row in found.context["found"]] == [f"{page}{people.child.key}/"]
    sent = {"source": "public", "told_by": "Gives no name", "concern": "no", "cause": "unknown", "last_known": KNOWN,
            "once": "77777777777777"}  # fmt: skip
    officer.post(f"{page}{people.child.key}/", sent)
    case = Case.objects.get(pathway=pathway.TRACKING.key)
    again = told(once="55555555555555")
    found = officer.post(f"/cme/told/{again.key}/", {"text": f"{name.given} {name.family}"})
    assert [row["url"] for row in found.context["found"]] == [case.get_absolute_url()]


def test_a_child_closed_to_the_officer_is_counted_and_not_named() -> None:
    people = People()
    name = people.child.names.get()
    people.child.restricted, people.child.restricted_because = True, "In hiding"
    people.child.save()
    message = told(given=name.given, family=name.family, born_on_day=people.child.born_on.day,
                   born_on_month=people.child.born_on.month, born_on_year=people.child.born_on.year)  # fmt: skip
    page = make.signed_in(tracker()).get(f"/cme/told/{message.key}/")
    assert (page.context["likely"], page.context["closed"]) == ([], 1)


def test_what_comes_after_a_colleague_says_what_the_colleague_did() -> None:
    message = told()
    first, second = tracker(), tracker("Reed Example")
    page = f"/cme/told/{message.key}/"
    assert make.signed_in(second).get(page).status_code == 200
    version = {"answer": "Rang: the child is taught at home and known.", "version": "1"}
    assert make.signed_in(first).post(f"/inbox/{message.key}/answer/", version).status_code == 302
    assert "no longer waits" in make.signed_in(second).get(page).content.decode()


def test_the_database_holds_that_a_message_was_entered_by_somebody_or_told_on_line() -> None:
    message = told()
    with pytest.raises(IntegrityError, match="inbox_message_was_entered_or_told_on_line"), transaction.atomic():
        InboxMessage.objects.filter(pk=message.pk).update(channel=Origin.EMAIL)
    with pytest.raises(IntegrityError, match="inbox_message_proves_an_address_it_has"), transaction.atomic():
        InboxMessage.objects.filter(pk=message.pk).update(reply_proved_at=dates.now())
    other = told(once="66666666666666")
    with pytest.raises(IntegrityError, match="one_inbox_message_a_reference"), transaction.atomic():
        InboxMessage.objects.filter(pk=other.pk).update(reference=message.reference)
