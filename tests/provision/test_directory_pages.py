"""The pages of the directory of providers and of children's places: what they show, keep and refuse."""

from datetime import date

import pytest
from django.urls import reverse

from oxle.audit.models import Sight
from oxle.people import actions as people
from oxle.provision import actions
from oxle.provision.forms import BASES
from oxle.provision.models import FullWeek, Offer, Provider, ProviderKind, ProviderWeek
from oxle.registers.codes import pack_week
from oxle.schooldays.actions import add_calendar, add_term
from tests import make
from tests.cases import make as cases
from tests.offers import Offers

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
LOOKED = {"safeguarding_checked_on": date(2026, 3, 2), "quality_checked_on": date(2026, 3, 2)}


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-23T12:00:00+00:00")


@pytest.fixture
def officer():
    return make.user("exclusion_officer")


@pytest.fixture
def browser(officer):
    return make.signed_in(officer)


@pytest.fixture
def unit(officer) -> Provider:
    return actions.add_provider(
        name="Demo <b>Unit</b>", kind=ProviderKind.PRU, by=officer, places=[3, 3, 3, 3, 0], **LOOKED
    )


@pytest.fixture
def child():
    return make.child(at=make.school())


def text(response) -> str:
    return response.content.decode()


def typed(browser, url: str, **changes) -> dict:
    """What the page's form would send, with changes."""
    form = next(form for form in Offers(text(browser.get(url))).forms if form.method == "post" and form.action == "")
    return form.fields | {name: value if isinstance(value, list) else [value] for name, value in changes.items()}


PLACE = {
    "kind": "alternative", "from_on_day": "30", "from_on_month": "11", "from_on_year": "2026", "sessions": ["0", "1"],
    "minutes": "150", "full_time": "no", "basis": BASES[0],
}  # fmt: skip


def test_a_provider_is_added_with_what_the_directory_asks_and_shown_escaped(browser):
    url = reverse("provision:add")
    sent = typed(
        browser, url, name="O’Brien <script>Łukasz</script> 🎓", kind="non_school", age_from="11", age_to="16",
        price="85.50", price_for="day", hours="12.5", places_monday="2", places_tuesday="2", places_wednesday="0",
        places_thursday="2", places_friday="0", safeguarding_checked_on_day="2", safeguarding_checked_on_month="3",
        safeguarding_checked_on_year="2026", what="Engines and bread.",
    )  # fmt: skip
    response = browser.post(url, sent, follow=True)
    shown = text(response)
    assert "O’Brien &lt;script&gt;Łukasz&lt;/script&gt; 🎓" in shown
    assert "<script>Łukasz" not in shown
    assert "£85.50 a day" in shown
    assert "12 hours 30 minutes" in shown
    assert "No quality visit is recorded." in shown
    assert Provider.objects.get().places == [2, 2, 0, 2, 0]


def test_a_double_click_adds_one_provider(browser):
    url = reverse("provision:add")
    sent = typed(browser, url, name="Demo Farm", kind="non_school", age_from="11", age_to="16")
    first, second = browser.post(url, sent), browser.post(url, sent)
    assert (first.status_code, second.url) == (302, first.url)
    assert Provider.objects.count() == 1


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(browser):
    url = reverse("provision:add")
    sent = typed(
        browser, url, name="Demo Farm", kind="non_school", urn="12", age_from="16", age_to="11", price="85",
        places_monday="many",
        quality_checked_on_day="24", quality_checked_on_month="11", quality_checked_on_year="2026",
    )  # fmt: skip
    response = browser.post(url, sent)
    errors = response.context["form"].errors
    assert {name: list(said) for name, said in errors.items()} == {
        "urn": ["URN must be six figures"],
        "age_to": ["The highest age must be the same as or above the lowest"],
        "price_for": ["Select what the price is for"],
        "places_monday": ["Places on Monday must be a whole number"],
        "quality_checked_on": ["The day of the quality visit must be today or in the past"],
    }
    assert 'value="Demo Farm"' in text(response)
    assert not Provider.objects.exists()


def test_a_second_editor_sees_both_texts(browser, unit):
    url = reverse("provision:change", args=[unit.key])
    sent = typed(browser, url, area="South")
    actions.change_provider(unit, unit.version, name=unit.name, area="North", by=make.someone())
    response = browser.post(url, sent)
    assert response.status_code == 409
    assert "South" in text(response)
    assert "North" in text(response)
    unit.refresh_from_db()
    assert unit.area == "North"


def test_the_list_says_whether_each_can_be_chosen_and_what_is_free(browser, officer, unit):
    actions.add_provider(name="Lapsed Unit", kind=ProviderKind.PRU, by=officer)
    closed = actions.add_provider(name="Suspended Unit", kind=ProviderKind.PRU, by=officer, **LOOKED)
    actions.suspend(closed, closed.version, because="A complaint", by=officer, on=TODAY)
    shown = text(browser.get(reverse("provision:list")))
    assert shown.index("Can be chosen") < shown.index("Lapsed") < shown.index("Suspended")
    assert "Mon 3, Tue 3, Wed 3, Thu 3, Fri 0" in shown


def test_a_place_is_offered_from_the_childs_page_and_its_last_day_is_put_right(browser, unit, child):
    page = reverse("people:child", args=[child.key])
    assert reverse("provision:place", args=[child.key]) in Offers(text(browser.get(page))).links
    url = reverse("provision:place", args=[child.key])
    response = browser.post(url, typed(browser, url, provider=unit.key, **PLACE), follow=True)
    offer = Offer.objects.get()
    assert (offer.child, offer.provider, offer.minutes) == (child, unit, [150, 150] + [0] * 8)
    assert "5 hours a week, on Monday" in text(response)
    end = reverse("provision:end_place", args=[child.key, offer.key])
    sent = typed(browser, end, to_on_day="11", to_on_month="12", to_on_year="2026")
    assert "from 30 November 2026 to 11 December 2026" in text(browser.post(end, sent, follow=True))


def test_a_place_given_to_the_wrong_child_never_was_unless_the_child_was_there_or_a_case_arranged_it(
    browser, officer, unit, child
):
    url = reverse("provision:place", args=[child.key])
    browser.post(url, typed(browser, url, provider=unit.key, **PLACE))
    offer = Offer.objects.get()
    end = reverse("provision:end_place", args=[child.key, offer.key])
    slip = {**typed(browser, end, to_on_day="11", to_on_month="12", to_on_year="2026"), "never_was": "yes"}
    seen = ProviderWeek.objects.create(
        child=child, provider=unit, monday=date(2026, 11, 30), marks=pack_week(["/", *[None] * 9])
    )
    assert "has marked the child as there" in text(browser.post(end, slip))
    seen.delete()
    case = cases.case(child)
    source = offer.source
    Offer.objects.update(source=case.reference)
    assert f"This place was arranged on {case.reference}" in text(browser.post(end, slip))
    Offer.objects.update(source=source)
    assert Offer.objects.get().to_on is None
    assert "The place is taken back: it never was." in text(browser.post(end, slip, follow=True))
    assert not Offer.objects.exists()
    assert browser.get(end).status_code == 404


def test_who_has_a_place_is_shown_to_those_who_may_see_the_child_and_the_sight_is_recorded(
    browser, officer, unit, child
):
    sent = typed(browser, reverse("provision:place", args=[child.key]), provider=unit.key, **PLACE)
    browser.post(reverse("provision:place", args=[child.key]), sent | {"from_on_day": ["23"]})
    url = reverse("provision:provider", args=[unit.key])
    assert child.shown_name in text(browser.get(url))
    assert Sight.objects.latest("pk").children == [child.pk]
    people.restrict(child, child.version, because="A refuge.", by=officer, on=TODAY)
    assert child.shown_name not in text(browser.get(url))


def test_only_what_can_be_chosen_is_offered_and_what_lapsed_meanwhile_is_refused_at_its_field(
    browser, officer, unit, child
):
    lapsed = actions.add_provider(name="Lapsed Unit", kind=ProviderKind.PRU, by=officer)
    actions.add_provider(name="Unit for the young", kind=ProviderKind.PRU, by=officer, age_from=5, age_to=11, **LOOKED)
    actions.add_provider(name="Unit from 13", kind=ProviderKind.PRU, by=officer, age_from=13, age_to=16, **LOOKED)
    url = reverse("provision:place", args=[child.key])
    # The child is twelve, and may be thirteen when a place to come begins.
    assert [name for _, name in browser.get(url).context["form"].fields["provider"].choices] == [
        "Demo <b>Unit</b>",
        "Unit from 13, from 4 March 2027 (from age 13)",
    ]
    assert browser.post(url, typed(browser, url, provider=lapsed.key, **PLACE)).context["form"].errors == {
        "provider": ["Lapsed Unit cannot be chosen. No safeguarding check is recorded. No quality visit is recorded."]
    }
    young = Provider.objects.get(organisation__name="Unit for the young")
    [of_age] = browser.post(url, typed(browser, url, provider=young.key, **PLACE)).context["form"].errors["provider"]
    assert of_age.startswith("Unit for the young takes children aged 5 to 11")
    assert browser.post(url, typed(browser, url, provider="nobody", **PLACE)).context["form"].errors == {
        "provider": ["Select a provider from the list"]
    }
    friday = {"from_on_day": "4", "from_on_month": "12", "sessions": ["8"]}
    full = browser.post(url, typed(browser, url, provider=unit.key, **PLACE | friday))
    assert full.context["form"].errors == {"sessions": ["Demo <b>Unit</b> has no place free on Friday."]}
    assert "Demo &lt;b&gt;Unit&lt;/b&gt; has no place free on Friday." in text(full)
    assert not Offer.objects.exists()


def test_the_hours_of_a_plan_are_entered_on_the_childs_page_and_counted_from_their_day(browser, child):
    calendar = add_calendar("The council’s", by=make.someone(), on=TODAY, is_default=True)
    add_term(
        calendar, name="Autumn", starts_on=date(2026, 11, 2), ends_on=date(2026, 12, 18), by=make.someone(), on=TODAY
    )
    url = reverse("provision:full_week", args=[child.key])
    day = {"from_on_day": "9", "from_on_month": "11", "from_on_year": "2026"}
    refused = browser.post(url, typed(browser, url, hours="22.1", source="plan", **day))
    assert refused.context["form"].errors["hours"] == ["The hours a week must be in quarters of an hour"]
    shown = text(browser.post(url, typed(browser, url, hours="22.5", source="plan, section F", **day), follow=True))
    assert "The hours of the plan are recorded." in shown
    # Three weeks: 24 hours in the one before the plan, then 22 and a half; today is a Monday.
    assert "A full-time offer on every school day since 2 November 2026." in shown
    assert [hours in shown for hours in ("24 hours<", "22 hours 30 minutes<", "4 hours 30 minutes<")] == [True] * 3
    assert "No marks" in shown
    assert FullWeek.objects.get().minutes == 1_350


def test_hours_are_not_guessed_where_terms_are_not_loaded(browser, child):
    shown = text(browser.get(reverse("people:child", args=[child.key])))
    assert "The hours cannot be worked out: no terms are loaded for the council&#x27;s calendar." in shown


FULL = {"kind": "alternative", "sessions": [str(number) for number in range(10)], "minutes": "150", "full_time": "yes"}
ASKED = (
    "Example School has the child on its register on 30 November 2026, and nothing says that less than a full week is "
    "offered there. Ask the school, change the place, or tick that it is meant"
)


def full_place(browser, child, unit, **changes):
    unit.places = [3] * 5
    unit.save()
    url = reverse("provision:place", args=[child.key])
    return browser.post(url, typed(browser, url, **{**PLACE, "provider": unit.key, **FULL, **changes}))


def test_a_full_time_place_beside_the_full_week_of_the_childs_school_is_asked_about_and_taken_once_it_is_meant(
    browser, child, unit
):
    response = full_place(browser, child, unit)
    assert response.context["form"].errors == {"full_time": [ASKED]}
    assert not Offer.objects.filter(child=child).exists()
    assert full_place(browser, child, unit, full_time_meant_20261130="on").status_code == 302
    assert Offer.objects.get(child=child).full_time is True


@pytest.mark.parametrize("because", ["part_time", "left", "offered_otherwise"])
def test_nobody_is_asked_of_a_place_for_part_of_the_week_nor_where_the_school_teaches_the_child_no_full_week(
    browser, child, unit, officer, because
):
    school = child.enrolments.get().school
    if because == "left":
        child.enrolments.update(to_on=date(2026, 11, 27))
    elif because == "offered_otherwise":
        actions.make_offer(
            child, school, kind="none", from_on=date(2026, 11, 30), to_on=None, minutes=[0] * 10, source="OX-1",
            by=officer,
        )  # fmt: skip
    changes = {"full_time": "no"} if because == "part_time" else {}
    assert full_place(browser, child, unit, **changes).status_code == 302


def test_a_unit_on_whose_own_register_the_child_is_is_no_school_beside_itself(browser, child, unit):
    itself = make.school(unit.name)
    child.enrolments.update(school=itself)
    assert full_place(browser, child, unit).status_code == 302
