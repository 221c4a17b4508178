"""Lists: filtered, sorted and paged in the database, with the same few queries however long they are."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import Count
from django.http import QueryDict
from django.template import engines
from django.test import RequestFactory

from oxle.audit.actor import acting
from oxle.core import filters, tables
from oxle.core.models import RuleValue
from tests.core.gallery import HOSTILE

pytestmark = pytest.mark.django_db

FIRST = date(2026, 9, 1)


def url_of(record: RuleValue) -> str:
    return f"/rules/{record.pk}/"


class RuleFilters(filters.Filters):
    value = filters.AnyOf(label="Value", choices=[("low", "Low"), ("high", "High")])
    since = filters.OnDay(label="From", field_name="from_on", lookup_expr="gte")
    rule = filters.django_filters.CharFilter(label="Rule", lookup_expr="icontains")


class RuleTable(tables.OxleTable):
    caption, noun, nouns = "Rules", "rule", "rules"
    empty = "Rules appear here when somebody changes one."
    filters = RuleFilters
    per_page = 10

    rule = tables.LinkColumn(url_of)
    from_on = tables.DayColumn(verbose_name="From")
    value = tables.TagColumn(colour=lambda record: "red" if record.value == "high" else "blue")

    class Meta(tables.OxleTable.Meta):
        order_by = ("rule",)


def make_rules(count: int, *, same: bool = False) -> None:
    with acting("system: test"):
        RuleValue.objects.bulk_create(
            RuleValue(
                rule="same" if same else f"rule {number:03}",
                value="high" if number % 2 else "low",
                from_on=FIRST + timedelta(days=number),
                reason="made up",
            )
            for number in range(count)
        )


def table_at(address: str) -> tables.OxleTable:
    return RuleTable.table_for(RequestFactory().get(f"/{address}"), RuleValue.objects.all())


def rules_on(table: tables.OxleTable) -> list[str]:
    return [row.record.rule for row in table.page.object_list]


def shown(table: tables.OxleTable) -> str:
    template = engines["django"].from_string("{% load oxle %}{% list_of table %}")
    return template.render({"table": table}, table.request)


def test_a_list_first_appears_unfiltered_in_its_own_order():
    make_rules(25)
    table = table_at("")
    assert rules_on(table) == [f"rule {number:03}" for number in range(10)]
    assert table.range_text == "Showing 1 to 10 of 25 rules"
    assert table.selected == []


def test_one_row_is_spoken_of_in_the_singular():
    make_rules(1)
    assert table_at("").range_text == "Showing 1 to 1 of 1 rule"


def test_sorting_is_over_all_pages():
    make_rules(25)
    assert rules_on(table_at("?sort=-rule"))[0] == "rule 024"
    assert rules_on(table_at("?sort=-rule&page=3")) == [f"rule {number:03}" for number in range(4, -1, -1)]


def test_a_sort_the_list_does_not_have_is_ignored():
    make_rules(3)
    expected = ["rule 000", "rule 001", "rule 002"]
    assert rules_on(table_at("?sort=reason")) == expected
    assert rules_on(table_at("?sort=rule__password")) == expected
    assert rules_on(table_at("?sort=")) == expected


@pytest.mark.parametrize(("page", "number"), [("abc", 1), ("0", 3), ("99", 3), ("-1", 3), ("2", 2), ("٢", 2)])
def test_a_page_the_list_does_not_have_is_never_an_error(page, number):
    make_rules(25)
    assert table_at(f"?page={page}").page.number == number


def test_the_size_of_a_page_cannot_be_chosen_in_the_address():
    make_rules(25)
    assert len(rules_on(table_at("?per_page=1000"))) == 10


def test_rows_that_sort_alike_are_each_on_exactly_one_page():
    make_rules(40, same=True)
    seen = []
    for page in range(1, 5):
        seen += [row.record.pk for row in table_at(f"?sort=rule&page={page}").page.object_list]
        # Somebody writes to a row already read, which moves it to the end of the table's storage.
        with acting("system: test"):
            RuleValue.objects.filter(pk=seen[-1]).update(reason=f"read on page {page}")
    assert sorted(seen) == sorted(RuleValue.objects.values_list("pk", flat=True))


class SumTable(tables.OxleTable):
    value = tables.django_tables2.Column()
    rules = tables.NumberColumn()


def test_a_list_of_sums_keeps_its_groups():
    make_rules(25)
    sums = RuleValue.objects.values("value").annotate(rules=Count("pk")).order_by("value")
    table = SumTable.table_for(RequestFactory().get("/"), sums)
    assert [row.record for row in table.page.object_list] == [
        {"value": "high", "rules": 12},
        {"value": "low", "rules": 13},
    ]


def test_filters_need_a_queryset():
    with pytest.raises(TypeError, match="give it a queryset"):
        RuleTable.table_for(RequestFactory().get("/"), [])


def test_filters_narrow_the_rows_in_the_database():
    make_rules(25)
    assert table_at("?value=high").count == 12
    assert table_at("?value=high&value=low").count == 25
    assert rules_on(table_at("?since=23/9/26")) == ["rule 022", "rule 023", "rule 024"]
    assert rules_on(table_at("?since=23 Sep 2026&value=high")) == ["rule 023"]
    assert rules_on(table_at("?rule=02%27%3B--")) == []


def test_each_selected_value_can_be_taken_off_keeping_the_rest_and_the_sort():
    make_rules(3)
    table = table_at("?value=high&value=low&since=1/9/26&sort=-rule&page=2")
    found = [
        (one.heading, [(taken.text, QueryDict(taken.url[1:]).dict()) for taken in one.values]) for one in table.selected
    ]
    kept = {"since": "1/9/26", "sort": "-rule"}
    assert found == [
        ("Value", [("Low", {"value": "high", **kept}), ("High", {"value": "low", **kept})]),
        ("From", [("1 September 2026", {"value": "low", "sort": "-rule"})]),
    ]
    assert QueryDict(table.filterset.without_all()[1:]).dict() == {"sort": "-rule"}


def test_a_mistake_in_a_filter_is_said_and_the_typed_text_kept():
    make_rules(3)
    table = table_at("?since=soon")
    assert list(table.filter_form.errors["since"]) == ["From must be a real date, like 1/9/2026 or 1 Sep 2026"]
    assert 'value="soon"' in shown(table)
    assert table.count == 3


def test_a_value_that_no_filter_offers_is_refused_and_not_shown_as_selected():
    make_rules(3)
    table = table_at("?value=secret")
    assert list(table.filter_form.errors["value"]) == ["Select the value from the list"]
    assert table.selected == []


def test_an_empty_list_says_what_will_appear():
    html = shown(table_at(""))
    assert "Rules appear here when somebody changes one." in html
    assert "<table" not in html


def test_a_list_emptied_by_its_filters_says_so_and_offers_to_clear_them():
    make_rules(3)
    html = shown(table_at("?value=high&since=1/1/2030"))
    assert "No rules match these filters." in html
    assert "Rules appear here" not in html
    assert 'href="?">Clear the filters</a>' in html


def test_the_sorted_column_says_which_way_and_its_link_turns_it():
    make_rules(3)
    headings = {heading.text: heading for heading in table_at("?sort=-from_on&value=low").headings()}
    assert {text: heading.sorted for text, heading in headings.items()} == {
        "Rule": "",
        "From": "descending",
        "Value": "",
    }
    assert QueryDict(headings["From"].url[1:]).dict() == {"sort": "from_on", "value": "low"}
    assert shown(table_at("?sort=-from_on")).count('aria-sort="descending"') == 1


def test_whatever_a_row_holds_is_shown_as_text():
    with acting("system: test"):
        RuleValue.objects.bulk_create(
            RuleValue(rule=name[:100], value=name[:100], from_on=FIRST, reason="made up") for name in HOSTILE
        )
    html = shown(table_at(""))
    assert "<script>document" not in html
    assert html.count("&lt;script&gt;document.title=&#x27;broken in&#x27;&lt;/script&gt;") == 2
    assert html.count("{{7*7}}") == 2


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_a_list_takes_two_queries_however_long_it_is(rows, django_assert_num_queries):
    make_rules(rows)
    with django_assert_num_queries(2):
        shown(table_at("?value=high&value=low"))


def test_two_lists_on_one_page_are_sorted_apart():
    make_rules(3)
    request = RequestFactory().get("/?a-sort=-rule")
    first = RuleTable.table_for(request, RuleValue.objects.all(), prefix="a")
    second = RuleTable.table_for(request, RuleValue.objects.all(), prefix="b")
    assert (rules_on(first)[0], rules_on(second)[0]) == ("rule 002", "rule 000")


class Listed:
    """A row that is no record."""

    asked = 0

    def __init__(self, name: str, number: int | None) -> None:
        self.name, self._number = name, number

    @property
    def number(self) -> int | None:
        Listed.asked += 1
        return self._number

    def word(self) -> str:
        return self.name.upper()


class ListedTable(tables.OxleTable):
    name = tables.django_tables2.Column()
    number = tables.NumberColumn(order_by=("number", "-name"))
    word = tables.django_tables2.Column()
    size = tables.NumberColumn(accessor="number__real", order_by=("number__real",))
    per_page = 100


def listed(query: str, *rows: Any) -> list[str]:
    table = ListedTable.table_for(RequestFactory().get(f"/{query}"), list(rows))
    return [row.record["name"] if isinstance(row.record, dict) else row.record.name for row in table.page.object_list]


def test_rows_that_are_no_records_are_sorted_by_each_column_in_turn_and_stay_as_they_stood_where_they_are_alike():
    rows = [Listed("Ash", 2), Listed("Birch", 1), Listed("Cedar", 2), Listed("Dogwood", 1)]
    for query, order in (
        ("", "ABCD"),
        ("?sort=number", "DBCA"),
        ("?sort=-number", "ACBD"),
        ("?sort=size", "BDAC"),
        ("?sort=-size", "ACBD"),
        ("?sort=-size&sort=-word", "CADB"),
        ("?sort=-word", "DCBA"),
    ):
        assert "".join(name[0] for name in listed(query, *rows)) == order, query


def test_rows_without_a_value_and_rows_that_are_mappings_are_sorted_too():
    rows = [Listed("Ash", 2), Listed("Birch", None), Listed("Cedar", 1)]
    assert listed("?sort=number", *rows) == ["Birch", "Cedar", "Ash"]
    mapped = [{"name": "Ash", "number": 2}, {"name": "Birch", "number": 1}]
    assert listed("?sort=number", *mapped) == ["Birch", "Ash"]


def test_each_of_many_rows_is_asked_once_for_what_it_is_sorted_by():
    Listed.asked = 0
    listed("?sort=size", *(Listed(str(number), number * 7919 % 1000) for number in range(1000)))
    assert Listed.asked < 3000


class NameFilters(filters.RowFilters):
    name = filters.AnyOf(label="Name", choices=[])

    words = {"name": "name"}


class NameTable(ListedTable):
    filters = NameFilters


def test_a_filter_shows_what_the_rows_of_this_list_have_and_what_is_ticked_however_often_it_is_opened():
    def panel(query: str, *names: str) -> str:
        rows = [Listed(name, 1) for name in names]
        return shown(NameTable.table_for(RequestFactory().get(f"/{query}"), rows))

    odd, box, mistake = "<b>Birch", 'type="checkbox" value="{}"', "govuk-error-message"
    for _ in range(2):
        both, other = panel("", "Ash", odd), panel("", "Cedar")
        assert [box.format("Ash") in one for one in (both, other)] == [True, False]
        assert [box.format("Cedar") in one for one in (both, other)] == [False, True]
        ticked = f"{box.format('Ash')} checked"
        assert [ticked in one for one in (both, panel("?name=Ash", "Ash", odd))] == [False, True]
        assert [mistake in one for one in (both, panel("?name=Nobody", "Ash", odd))] == [False, True]
        assert odd not in both
