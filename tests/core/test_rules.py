"""Rules: a default with its source, dated overrides, and their pages."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from oxle.audit import acting
from oxle.audit.models import Change
from oxle.core import rules
from oxle.core.errors import Refused
from oxle.core.models import RuleValue
from oxle.core.rules import RULES, Rule, RuleBook, change_rule, whole_number
from oxle.core.widgets import TypedDate
from oxle.schooldays import limits
from tests import make

ON = date(2026, 9, 15)
A_DAY = timedelta(days=1)


@pytest.fixture
def letters() -> Iterator[Rule[int]]:
    """A made-up rule, gone after the test."""
    made = Rule("example.letters", "letters a day", 10, whole_number, "An example", local=True, unit="letters")
    yield made
    del RULES[made.key]


@pytest.fixture
def heard() -> Iterator[list[tuple[str, date]]]:
    """What whoever listens is told."""
    told: list[tuple[str, date]] = []

    def listen(rule: Rule, from_on: date) -> None:
        told.append((rule.key, from_on))

    rules.CHANGED.append(listen)
    yield told
    rules.CHANGED.remove(listen)


def change(rule: Rule, value: str, from_on: date = ON, **more: str) -> None:
    change_rule(rule, value, from_on=from_on, reason="Agreed by the team", **more)


# --- values -----------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_value_on_a_day_is_that_of_the_newest_change_that_had_begun(letters):
    change(letters, "30", date(2026, 10, 1))
    change(letters, "20", date(2026, 9, 1))
    days = [date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 30), date(2026, 10, 1)]
    assert [letters.on(day) for day in days] == [10, 20, 20, 30]
    book = RuleBook()
    assert [book.value(letters, day) for day in days] == [10, 20, 20, 30]


@pytest.mark.django_db
def test_a_rule_book_asks_the_database_once(letters, django_assert_num_queries):
    change(letters, "20")
    with django_assert_num_queries(1):
        book = RuleBook()
        assert [book.value(letters, ON), book.value(letters, ON - A_DAY)] == [20, 10]


def test_two_rules_of_one_key_are_refused(letters):
    with pytest.raises(ValueError, match=r"two rules are called example\.letters"):
        Rule("example.letters", "others", 1, int, "An example")


@pytest.mark.django_db
@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_default_can_be_typed_and_is_read_back_as_itself(rule):
    assert rule.read(rule.typed(rule.default)) == rule.default
    assert rule.on(ON) == rule.default


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
@pytest.mark.parametrize(
    "typed", ["", "many", "-5", "5 fortnights", "1e400", "NaN", "9" * 90, "\x00", "५ x", "{{7*7}}"]
)
def test_no_rule_reads_nonsense_or_answers_it_in_python(rule, typed):
    with pytest.raises(ValueError, match=r"^(?!.*(invalid literal|Decimal|base 10|<class)).+$"):
        rule.read(typed)


@pytest.mark.parametrize(
    ("default", "unit", "words", "typed"),
    [
        (10, "letters", "10 letters", "10"),
        (True, "", "Yes", "yes"),
        (False, "", "No", "no"),
        (Decimal("20"), "%", "20%", "20"),
        (Decimal("23.50"), "hours a week", "23.5 hours a week", "23.5"),
        (Decimal("2500"), "£", "£2,500.00", "2500"),
        (limits.weeks(5), "", "5 weeks", "5 weeks"),
    ],
)
def test_a_value_is_told_with_its_unit(default, unit, words, typed):
    rule = Rule(f"example.told {words}", "told", default, str, "An example", unit=unit)
    del RULES[rule.key]
    assert (rule.in_words(default), rule.typed(default)) == (words, typed)


# --- changing ---------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_value_that_cannot_be_read_is_refused_at_its_field(letters, heard):
    with pytest.raises(Refused) as refused:
        change(letters, " some ")
    assert refused.value.message == "“some” cannot be used: write a whole number"
    assert refused.value.field == "value"
    assert not RuleValue.objects.exists()
    assert heard == []


@pytest.mark.django_db
def test_a_change_is_told_to_whoever_listens(letters, heard):
    change(letters, " 20 ", date(2026, 9, 1))
    assert heard == [("example.letters", date(2026, 9, 1))]
    assert list(RuleValue.objects.values_list("value", "reason")) == [("20", "Agreed by the team")]


@pytest.mark.django_db
def test_a_value_from_the_same_day_is_replaced_only_by_who_has_seen_it(letters):
    change(letters, "20")
    for seen in (None, "10", "30"):
        with pytest.raises(Refused) as refused:
            change(letters, "30", replacing=seen)
        assert refused.value.field == "from_on"
    assert letters.on(ON) == 20
    change(letters, "30", replacing="20")
    assert list(RuleValue.objects.values_list("value", "from_on")) == [("30", ON)]


@pytest.mark.django_db
def test_a_change_and_a_replacement_are_in_the_audit_with_the_old_value(letters):
    with acting("user:7"):
        change(letters, "20")
        change(letters, "30", replacing="20")
    found = Change.objects.filter(table="core_rulevalue").order_by("pk")
    assert [(one.actor, one.action, (one.before or {}).get("value"), one.after["value"]) for one in found] == [
        ("user:7", "insert", None, "20"),
        ("user:7", "update", "20", "30"),
    ]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_change_a_rule_from_one_day_at_once_one_is_told(letters):
    both_in = Barrier(2, timeout=10)

    def try_it(value: str) -> str:
        try:
            with acting("user:7"):
                both_in.wait()
                change(letters, value)
            return "changed"
        except Refused as refused:
            return refused.field
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as two:
        assert sorted(one.result() for one in [two.submit(try_it, "20"), two.submit(try_it, "30")]) == [
            "changed",
            "from_on",
        ]
    assert RuleValue.objects.count() == 1


@pytest.mark.django_db
def test_a_change_without_a_reason_is_refused_by_the_database(letters):
    with pytest.raises(IntegrityError, match="rule_value_says_why"), transaction.atomic():
        RuleValue.objects.create(rule=letters.key, value="1", from_on=ON, reason="")


# --- pages ------------------------------------------------------------------------------------------------

LIST, PAGE, CHANGE = "/settings/", "/settings/example.letters/", "/settings/example.letters/change/"


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setenv("OXLE_NOW", "2026-09-15T09:00:00+00:00")
    return make.signed_in(make.user("administrator"))


def sent(
    value: str = "20", from_on: str = "15/9/2026", reason: str = "Agreed by the team", **more: str
) -> dict[str, str]:
    return {"value": value, "from_on": from_on, "reason": reason, **more}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "answers"),
    [
        ("administrator", [200, 200, 200]),
        ("manager", [200, 200, 403]),
        ("attendance_officer", [403, 403, 403]),
        ("auditor", [403, 403, 403]),
        ("solicitor", [403, 403, 403]),
        ("head", [403, 403, 403]),
    ],
)
def test_managers_read_settings_and_administrators_change_them(letters, role, answers):
    somebody = make.signed_in(make.user(role))
    assert [somebody.get(path).status_code for path in (LIST, PAGE, CHANGE)] == answers
    assert somebody.post(CHANGE, sent(from_on="today")).status_code == (302 if answers[2] == 200 else 403)
    links = somebody.get(PAGE).content.decode().count(f'href="{CHANGE}"')
    assert links == (1 if answers[2] == 200 else 0)


@pytest.mark.django_db
def test_a_stranger_is_asked_to_sign_in(letters):
    for path in (LIST, PAGE, CHANGE):
        assert Client().get(path).headers["Location"] == f"/accounts/login/?next={path}"


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["example.none", "x", "%00", "..", "a" * 500])
def test_a_setting_that_does_not_exist_is_not_found(browser, key):
    assert browser.get(f"/settings/{key}/").status_code == 404
    assert browser.post(f"/settings/{key}/change/", sent()).status_code == 404


@pytest.mark.django_db
def test_the_list_names_every_rule_with_its_value_and_asks_the_database_for_values_once(
    browser, letters, django_assert_num_queries
):
    change(letters, "20", ON)
    rows = {row["label"]: row for group in browser.get(LIST).context["groups"].values() for row in group}
    assert len(rows) == len(RULES)
    row = rows["Letters a day"]
    assert {key: row[key] for key in ("value", "default", "whose", "source", "certain")} == {
        "value": "20 letters",
        "default": "10 letters",
        "whose": "Our choice",
        "source": "An example",
        "certain": True,
    }
    assert rows["Largest fine for an offence under s.444(1)"]["whose"] == "Set by law"


@pytest.mark.django_db
def test_a_setting_tells_what_it_was_is_and_will_be(browser, letters):
    change(letters, "20", date(2026, 9, 1))
    change(letters, "30", date(2026, 10, 1))
    page = browser.get(PAGE)
    assert [(one.value, one.from_on, one.until_on, one.state) for one in page.context["history"]] == [
        ("30 letters", date(2026, 10, 1), None, "To come"),
        ("20 letters", date(2026, 9, 1), date(2026, 9, 30), "In force"),
        ("10 letters", None, date(2026, 8, 31), "Past"),
    ]
    kept = "Clocks that have already started keep the value that was in force on the day they started."
    assert page.content.decode().count(kept) == 1


@pytest.mark.django_db
def test_a_change_from_today_is_made_and_the_page_says_so(browser, letters):
    page = browser.post(CHANGE, sent(value=" 20 ", from_on="today"), follow=True)
    assert page.redirect_chain == [(PAGE, 302)]
    assert [str(message) for message in page.context["messages"]] == ["The setting has been changed"]
    assert list(RuleValue.objects.values_list("rule", "value", "from_on", "reason")) == [
        ("example.letters", "20", ON, "Agreed by the team")
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "field", "error"),
    [
        ({"value": "some"}, "value", "New value cannot be “some”: write a whole number"),
        ({"value": "0"}, "value", "New value cannot be “0”: write a whole number of 1 or more"),
        ({"value": "  "}, "value", "Enter the new value"),
        ({"value": "9" * 101}, "value", "The new value must be 100 characters or fewer"),
        ({"from_on": ""}, "from_on", "Enter the day it counts from"),
        ({"from_on": "soon"}, "from_on", "The day it counts from must be a real date"),
        ({"reason": ""}, "reason", "Enter the reason"),
    ],
)
def test_a_mistake_is_told_at_its_field_and_everything_typed_is_kept(browser, letters, typed, field, error):
    wanted = sent(reason="O'Brien & <b>Łukasz</b>") | typed
    page = browser.post(CHANGE, wanted)
    assert page.status_code == 200
    assert dict(page.context["form"].errors) == {field: [error]}
    kept = {name: page.context["form"][name].value() for name in wanted}
    assert {**kept, "from_on": TypedDate.of(kept["from_on"]).day} == wanted
    assert not RuleValue.objects.exists()


@pytest.mark.django_db
def test_a_change_from_a_past_day_is_made_only_when_the_warning_was_accepted(browser, letters):
    page = browser.post(CHANGE, sent(from_on="14/9/2026"))
    assert page.status_code == 200
    assert page.context["warnings"] == [
        "14 September 2026 is in the past. Deadlines of clocks that started on that day or since will be worked "
        "out again, and may move."
    ]
    assert page.context["submit_label"] == "Change it all the same"
    assert not RuleValue.objects.exists()
    accepted = page.context["accepted"]
    # What was accepted of one day is not accepted of another.
    assert browser.post(CHANGE, sent(from_on="13/9/2026", accepted=accepted)).status_code == 200
    assert browser.post(CHANGE, sent(from_on="14/9/2026", accepted=accepted)).status_code == 302
    assert letters.on(date(2026, 9, 14)) == 20


@pytest.mark.django_db
def test_a_value_set_from_that_very_day_is_shown_before_it_is_replaced(browser, letters):
    change(letters, "20", date(2026, 10, 1))
    page = browser.post(CHANGE, sent("30", "1/10/2026"))
    assert page.context["warnings"] == [
        "From 1 October 2026 another value is set already: 20 letters, because “Agreed by the team”. Yours replaces it."
    ]
    # Somebody changes it once more: what was accepted was another value.
    change(letters, "25", date(2026, 10, 1), replacing="20")
    again = browser.post(CHANGE, sent("30", "1/10/2026", accepted=page.context["accepted"]))
    assert again.status_code == 200
    assert "25 letters" in again.context["warnings"][0]
    assert browser.post(CHANGE, sent("30", "1/10/2026", accepted=again.context["accepted"])).status_code == 302
    assert list(RuleValue.objects.values_list("value", flat=True)) == ["30"]


@pytest.mark.django_db
def test_a_double_click_changes_a_setting_once(browser, letters, heard):
    once = browser.get(CHANGE).context["once"]
    answers = [browser.post(CHANGE, sent(once=once)) for _ in range(2)]
    assert [answer.headers["Location"] for answer in answers] == [PAGE, PAGE]
    assert heard == [("example.letters", ON)]


@pytest.mark.django_db
def test_hostile_texts_are_shown_as_they_were_typed(browser, letters):
    reason = "<script>alert(1)</script> {{7*7}} محمد 小明 🙂"
    browser.post(CHANGE, sent(reason=reason))
    text = browser.get(PAGE).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{7*7}} محمد 小明 🙂" in text
    assert "<script>alert" not in text
