"""Work of the first five school days: asked of the school that excludes, shown, listed, and asked for once more."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from exclusions.first_days.owing import without_for
from exclusions.first_days.reminding import ask_again
from exclusions.first_days.told import in_words
from exclusions.permanent import pathway
from exclusions.suspensions import actions, work
from exclusions.suspensions.models import Suspension, Withdrawn
from oxle.cases import actions as cases
from oxle.cases.challenges import challenges_of
from oxle.core.errors import Refused, Stale
from oxle.correspondence.models import Message
from oxle.people.actions.access import declare_conflict
from tests import make
from tests.exclusions.make import NO_WORK, WORK, People, moment, suspended, told_of_suspension
from tests.exclusions.test_for_schools import typed

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY, WEDNESDAY, FRIDAY = (date(2026, 11, day) for day in (9, 10, 11, 13))
UNTOLD: dict[str, Any] = {"work_set": None, "work_words": ""}


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    on_a_day(monkeypatch, MONDAY)
    return People()


def on_a_day(monkeypatch: pytest.MonkeyPatch, on: date) -> None:
    monkeypatch.setenv("OXLE_NOW", f"{on}T10:00:00+00:00")


def say(one: Suspension, people: People, *, on: date = TUESDAY, version: int | None = None, **said: Any) -> Suspension:
    taken: dict[str, Any] = {"by": people.head, "on": on, "at": moment(on)}
    return actions.say_work(one, told={**WORK, **said}, version=version or one.version, **taken)


def listed(people: People, on: date) -> list[tuple[str, date, str]]:
    return [(row.what.rsplit(" ", 1)[0], row.until_on, row.stands) for row in without_for(people.officer, on)]


def asked(reference: str) -> int:
    return Message.objects.filter(kind="exclusions.first_days", reference=reference).count()


# --- with the notice --------------------------------------------------------------------------------------------------


def test_a_suspension_is_not_sent_without_saying_whether_work_is_set_and_of_what_is_set_how(people: People) -> None:
    client, page = make.signed_in(people.head), reverse("exclusions:suspensions:notice", args=[people.child.key])
    said = client.post(page, {**typed(), "work_set": ""}).content.decode()
    assert "Select yes if work is set and will be marked" in said
    said = client.post(page, typed(work_words="")).content.decode()
    assert "Enter how the pupil gets the work, and who marks it" in said
    assert client.post(page, typed(work_set="no", work_words="")).status_code == 302
    one = Suspension.objects.get()
    assert (one.work_set, one.work_said_on, one.work_until_on) == (False, MONDAY, MONDAY)


def test_whoever_is_out_at_lunchtimes_only_is_in_every_lesson_and_nothing_is_asked(people: People) -> None:
    client, page = make.signed_in(people.head), reverse("exclusions:suspensions:notice", args=[people.child.key])
    assert client.post(page, typed(lunchtime="yes", work_set="", work_words="")).status_code == 302
    one = Suspension.objects.get()
    assert (one.work_set, one.work_until_on) == (None, None)
    assert without_for(people.officer, MONDAY) == []
    assert (
        client.get(reverse("exclusions:suspensions:say_work", args=[one.key]))
        .content.decode()
        .count("Nobody is asked about work for these days")
    )


def test_one_put_right_to_lunchtimes_says_nothing_of_work_any_more(people: People) -> None:
    one = suspended(people, MONDAY, FRIDAY)
    change = {"what": "Is it for lunchtimes only?", "was": "No", "now": "Yes"}
    taken: dict[str, Any] = {"by": people.officer, "on": TUESDAY, "at": moment(TUESDAY), "reason": "A slip"}
    one = actions.put_right(one, version=one.version, told={"lunchtime": True}, changed=[change], **taken)
    assert (one.work_until_on, in_words(one)) == (None, "")


def test_the_days_are_the_first_five_school_days_or_those_of_a_shorter_suspension_and_move_with_it(
    people: People,
) -> None:
    one = suspended(people, WEDNESDAY, date(2026, 11, 20))
    assert one.work_until_on == date(2026, 11, 17)
    change = {"what": "To", "was": "20 November 2026", "now": "12 November 2026"}
    taken: dict[str, Any] = {"by": people.officer, "on": WEDNESDAY, "at": moment(WEDNESDAY), "reason": "A slip"}
    shorter = {"last_on": date(2026, 11, 12)}
    one = actions.put_right(one, version=one.version, told=shorter, changed=[change], **taken)
    assert Suspension.objects.get().work_until_on == date(2026, 11, 12)
    assert people.tell(first_on=FRIDAY).permanent_exclusion.work_until_on == date(2026, 11, 19)


def test_the_database_keeps_no_set_work_without_how_and_no_answer_without_its_day(people: People) -> None:
    one = suspended(people, MONDAY, FRIDAY)
    for wrong in ({"work_words": ""}, {"work_said_on": None}, {"work_set": None}):
        with pytest.raises(IntegrityError, match="suspension_says_of_the_work"), transaction.atomic():
            Suspension.objects.filter(pk=one.pk).update(**wrong)


# --- said since -------------------------------------------------------------------------------------------------------


def test_a_school_says_since_that_work_is_set_and_what_it_said_before_stays(people: People) -> None:
    one, client = suspended(people, MONDAY, FRIDAY, **NO_WORK), make.signed_in(people.head)
    sent = reverse("exclusions:suspensions:sent", args=[one.key])
    assert "Not said to be set" in client.get(sent).content.decode()
    page = reverse("exclusions:suspensions:say_work", args=[one.key])
    answer = {"work_set": "yes", "work_words": "Tasks on line; <b>the tutor</b>.", "version": one.version}
    text = client.post(page, answer, follow=True).content.decode()
    assert "Set, and will be marked, as the school said on 9 November 2026. Tasks on line; &lt;b&gt;the tutor" in text
    assert "Not said to be set" not in text
    assert [change["was"] for each in one.amendments.all() for change in each.changed] == [
        "Not set yet, as the school said on 9 November 2026."
    ]


def test_why_there_was_no_work_is_not_kept_as_how_the_pupil_gets_it_nor_the_other_way(people: People) -> None:
    why = "The teachers are asked for it."
    one = suspended(people, MONDAY, FRIDAY, work_set=False, work_words=why)
    client, page = make.signed_in(people.head), reverse("exclusions:suspensions:say_work", args=[one.key])
    answer = {"work_set": "yes", "work_words": why, "version": one.version}
    assert client.post(page, answer).context["form"].errors == {
        "work_words": [
            "This is what was said when no work was set. Enter how the pupil gets the work, and who marks it"
        ]
    }
    assert client.post(page, {**answer, "work_words": "On paper."}).status_code == 302
    one.refresh_from_db()
    assert (one.work_set, one.work_words) == (True, "On paper.")
    back = {"work_set": "no", "work_words": "On paper.", "version": one.version}
    assert list(client.post(page, back).context["form"].errors) == ["work_words"]
    assert client.post(page, {**back, "work_words": ""}).status_code == 302


def test_of_two_who_say_it_at_once_the_second_is_asked_to_look_again(people: People) -> None:
    one = suspended(people, MONDAY, FRIDAY, **NO_WORK)
    version = one.version
    say(one, people)
    with pytest.raises(Stale):
        say(Suspension.objects.get(), people, version=version, work_words="Something else.")
    assert Suspension.objects.get().work_words == WORK["work_words"]


def test_what_was_said_already_is_not_said_again(people: People) -> None:
    one = suspended(people, MONDAY, FRIDAY, **NO_WORK)
    with pytest.raises(Refused, match="You said so already"):
        say(one, people, **NO_WORK)
    assert not one.amendments.exists()


def test_of_a_suspension_that_was_withdrawn_nothing_is_said(people: People) -> None:
    one = suspended(people, MONDAY, FRIDAY, **NO_WORK)
    taken: dict[str, Any] = {"by": people.officer, "on": MONDAY, "at": moment(MONDAY)}
    one = actions.withdraw(one, version=one.version, as_=Withdrawn.MISTAKE, out_until_on=None, reason="A slip", **taken)
    with pytest.raises(Refused, match="withdrawn"):
        say(one, people)
    assert without_for(people.officer, TUESDAY) == []


def test_that_the_school_said_it_keeps_it_from_putting_the_suspension_right_no_more_than_before(people: People) -> None:
    one = suspended(people, MONDAY, FRIDAY, **NO_WORK)
    officer = make.signed_in(people.officer)
    page = reverse("exclusions:suspensions:enter_work", args=[one.key])
    answer = {"work_set": "yes", "work_words": "By telephone.", "version": one.version}
    assert list(officer.post(page, answer).context["form"].errors) == ["told_by"]
    assert officer.post(page, {**answer, "told_by": "Ms <b>Gray</b>, by telephone"}).status_code == 302
    shown = make.signed_in(people.head).get(reverse("exclusions:suspensions:sent", args=[one.key])).content.decode()
    entered = (
        f"as {people.officer.name} entered it on 9 November 2026, told by: Ms &lt;b&gt;Gray&lt;/b&gt;, by telephone"
    )
    assert f"Set, and will be marked, {entered}. By telephone." in shown
    assert "Set, and will be marked, as the school said" not in shown
    assert "Put it right" in shown


def test_of_a_permanent_exclusion_it_is_a_step_of_the_school_and_the_officer_reads_it_on_the_case(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, client = people.tell(**NO_WORK), make.signed_in(people.head)
    on_a_day(monkeypatch, TUESDAY)
    sent = client.get(reverse("exclusions:sent", args=[case.key])).content.decode()
    page = reverse("exclusions:told_since", args=[case.key, "say_work"])
    assert page in sent
    assert (
        "Enter how the pupil gets the work"
        in client.post(page, {"work_set": "yes", "version": case.version}).content.decode()
    )
    answer = {"work_set": "yes", "work_words": "On paper; the tutor.", "version": case.version}
    text = client.post(page, answer, follow=True).content.decode()
    assert "Set, and will be marked, as the school said on 10 November 2026. On paper; the tutor." in text
    case.refresh_from_db()
    on_case = make.signed_in(people.officer).get(case.get_absolute_url()).content.decode()
    assert "Set, and will be marked, as the school said on 10 November 2026. On paper; the tutor." in on_case
    assert listed(people, TUESDAY) == []


def test_what_an_officer_enters_for_a_school_names_the_officer_and_who_told_them_until_the_school_says_it_itself(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, officer = people.tell(**NO_WORK), make.signed_in(people.officer)
    on_a_day(monkeypatch, TUESDAY)
    page = reverse("cases:step", args=[case.key, "say_work"])
    answer = {"work_set": "yes", "work_words": "On paper.", "version": case.version}
    assert list(officer.post(page, answer).context["form"].errors) == ["told_by"]
    assert officer.post(page, {**answer, "told_by": "Mr Dale, the office"}).status_code == 302
    says = f"as {people.officer.name} entered it on 10 November 2026, told by: Mr Dale, the office. On paper."
    head = make.signed_in(people.head)
    sent, since = (reverse(f"exclusions:{name}", args=args) for name, args in (
        ("sent", [case.key]), ("told_since", [case.key, "say_work"])
    ))  # fmt: skip
    assert says in head.get(sent).content.decode()
    assert says in officer.get(case.get_absolute_url()).content.decode()
    assert "told_by" not in head.get(since).context["form"].fields
    case.refresh_from_db()
    head.post(since, {"work_set": "yes", "work_words": "On line.", "version": case.version})
    assert "as the school said on 10 November 2026. On line." in head.get(sent).content.decode()


def test_what_came_with_a_notice_that_an_officer_entered_is_said_to_be_entered(people: People) -> None:
    one = suspended(people, MONDAY, FRIDAY)
    assert work.entered(one) is None
    one.told_by = people.officer
    assert in_words(one, work.entered(one)).startswith(
        f"Set, and will be marked, as {people.officer.name} entered it on 9 November 2026. A pack"
    )


def test_once_the_days_are_over_and_work_was_set_there_is_no_more_to_say(people: People) -> None:
    case = people.tell(first_on=MONDAY)
    why = cases.why_not(case, pathway.SAY_WORK, by=people.head, on=FRIDAY)
    assert why is None
    why = cases.why_not(case, pathway.SAY_WORK, by=people.head, on=date(2026, 11, 16))
    assert why == "The school has said that work was set, and the days are over."


# --- who has not said -------------------------------------------------------------------------------------------------


def test_the_list_has_what_is_not_said_or_not_set_those_whose_days_run_first(people: People) -> None:
    other = make.child("Other", "Pupil", at=people.school)
    over = {**told_of_suspension(date(2026, 11, 4), date(2026, 11, 5), **UNTOLD)}
    taken: dict[str, Any] = {"by": people.head, "on": MONDAY, "at": moment(MONDAY)}
    actions.tell(other, people.school, told=over, letter=None, **taken)
    people.tell(first_on=MONDAY, **NO_WORK)
    set_for = make.child("Set", "Pupil", at=people.school)
    actions.tell(set_for, people.school, told=told_of_suspension(MONDAY, FRIDAY), letter=None, **taken)
    assert listed(people, MONDAY) == [
        ("Permanent exclusion", FRIDAY, "Not set yet"),
        ("Suspension", date(2026, 11, 5), "Not said: the days are over"),
    ]
    # The next period to a reference date begins anew, and before its first day an exclusion is not there.
    assert listed(people, date(2026, 11, 3)) == []
    assert listed(people, date(2027, 1, 11)) == []


@pytest.mark.parametrize("is_permanent", [False, True], ids=["suspension", "permanent"])
def test_the_list_shows_no_pupil_to_an_officer_to_whom_the_record_is_closed(people: People, is_permanent: bool) -> None:
    if is_permanent:
        people.tell(first_on=MONDAY, **NO_WORK)
    else:
        suspended(people, MONDAY, FRIDAY, **NO_WORK)
    client = make.signed_in(people.officer)
    assert people.child.shown_name in client.get(reverse("exclusions:first_days")).content.decode()
    declare_conflict(people.child, user=people.officer, reason="A nephew", by=people.officer, on=MONDAY)
    assert people.child.shown_name not in client.get(reverse("exclusions:first_days")).content.decode()


def test_a_file_asks_of_days_that_run_and_of_none_that_are_over(people: People) -> None:
    for first_on, last_on, until_on in (
        (date(2026, 11, 3), date(2026, 11, 4), None),
        (MONDAY, date(2026, 11, 18), FRIDAY),
    ):
        one = Suspension(child=people.child, school=people.school, imported=True, first_on=first_on, last_on=last_on,
                         first_session="am", ends_after="pm", reasons=["DB"], sessions=2)  # fmt: skip
        one.half_days = ((first_on - date(2026, 1, 1)).days * 2, (last_on - date(2026, 1, 1)).days * 2 + 2)
        actions.bring_in(one, by=people.officer, on=MONDAY, at=moment(MONDAY))
        assert one.work_until_on == until_on
    assert listed(people, MONDAY) == [("Suspension", FRIDAY, "Not said")]


# --- asked for once more ----------------------------------------------------------------------------------------------


def test_the_school_is_asked_once_more_after_the_second_day_and_never_again_nor_challenged(people: People) -> None:
    one = suspended(people, MONDAY, FRIDAY, **NO_WORK)
    assert [ask_again(at=moment(on)) and asked(one.reference) for on in (MONDAY, TUESDAY)] == [0, 0]
    assert ask_again(at=moment(WEDNESDAY)) == 1
    assert asked(one.reference) == 1
    message = Message.objects.get(kind="exclusions.first_days")
    assert (message.user, message.link) == (people.head, reverse("home"))
    ask_again(at=moment(date(2026, 11, 12)))
    assert asked(one.reference) == 1
    one.refresh_from_db()
    assert one.case is None


def test_nobody_is_asked_again_once_work_is_set_or_the_days_are_over(people: People) -> None:
    case = people.tell(first_on=MONDAY, **NO_WORK)
    assert ask_again(at=moment(date(2026, 11, 16))) == 0
    facts = {"work_set": True, "work_words": "On paper."}
    cases.take(case, pathway.SAY_WORK, by=people.head, on=TUESDAY, at=moment(TUESDAY), facts=facts)
    assert ask_again(at=moment(WEDNESDAY)) == 0
    assert asked(case.reference) == 0
    assert not [one.why for one in challenges_of(case) if "work" in one.why]


@pytest.mark.parametrize("answer", [WORK, NO_WORK], ids=["set", "not set"])
def test_the_link_asks_whether_work_is_set_until_it_is_said_to_be_and_then_puts_it_right(
    people: People, answer: dict[str, Any]
) -> None:
    is_set, client = answer is WORK, make.signed_in(people.head)
    one = suspended(people, MONDAY, FRIDAY, **answer)
    other = make.child("Other", "Example", at=people.school)
    people.child = other
    case = people.tell(first_on=MONDAY, **answer)
    for page in (reverse("exclusions:suspensions:sent", args=[one.key]), reverse("exclusions:sent", args=[case.key])):
        text = client.get(page).content.decode()
        assert (">Put right what is said of the work</a>" in text) is is_set
        assert (">Say whether work is set</a>" in text) is not is_set
