"""The pages about register mismatches: who sees which, what the list and the page say, and how one is explained."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from oxle.audit.models import Sight
from oxle.cases.work import work_of
from oxle.people import actions as people
from oxle.provision.actions import add_provider, make_offer
from oxle.provision.mismatch_models import Mismatch, MismatchKind
from oxle.provision.models import OfferKind, ProviderKind, ProviderWeek
from oxle.provision.reconciling import reconcile
from oxle.registers.actions import write_marks
from oxle.registers.extract import SessionMark
from oxle.registers.extract_rows import Half
from tests import make
from tests.offers import Offers

pytestmark = pytest.mark.django_db
TODAY, MONDAY = date(2026, 11, 24), date(2026, 11, 23)
LIST = reverse("provision:mismatches")


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-24T17:00:00+00:00")


@pytest.fixture
def school():
    return make.school()


@pytest.fixture
def unit():
    return add_provider(name="Demo <b>Unit</b>", kind=ProviderKind.PRU, by=make.someone())


@pytest.fixture
def child(school):
    return make.child("Ash", "Example", at=school)


@pytest.fixture
def mismatch(child, school, unit) -> Mismatch:
    """The school says B for this morning, and the unit said nothing."""
    return differing(child, school, unit)


@pytest.fixture
def head(school):
    return make.user("head", at=school.organisation)


@pytest.fixture
def officer():
    return make.user("exclusion_officer")


def differing(child, school, unit, *, on: date = TODAY, code: str = "B", theirs: str = "  ") -> Mismatch:
    if not child.offers.exists():
        make_offer(
            child, unit, kind=OfferKind.ALTERNATIVE, from_on=date(2026, 11, 2), to_on=None, minutes=[150] * 10,
            source="OX", by=None,
        )  # fmt: skip
    place = 4 * on.weekday()
    marks = " " * place + theirs + " " * (18 - place)
    ProviderWeek.objects.update_or_create(child=child, provider=unit, monday=MONDAY, defaults={"marks": marks})
    write_marks(child, school, [SessionMark(on, Half.MORNING, code)], source="daily feed", by=None)
    return Mismatch.objects.get(child=child, on=on)


def text(response) -> str:
    return response.content.decode()


def rows(response) -> list[str]:
    return [row.record.child.shown_name for row in response.context["table"].page.object_list]


def typed(browser, url: str, **changes) -> dict:
    form = next(form for form in Offers(text(browser.get(url))).forms if form.method == "post" and form.action == "")
    return form.fields | {name: [value] for name, value in changes.items()}


def test_a_school_sees_its_own_pupils_and_the_council_everybody_and_the_sights_are_recorded(
    mismatch, school, unit, head, officer
):
    far = make.school("Far School")
    stranger = differing(make.child("Birch", "Example", at=far), far, unit)
    own, council = make.signed_in(head), make.signed_in(officer)
    assert rows(own.get(LIST)) == ["Ash Example"]
    assert Sight.objects.latest("pk").children == [mismatch.child_id]
    assert sorted(rows(council.get(LIST))) == ["Ash Example", "Birch Example"]
    assert own.get(reverse("provision:mismatch", args=[stranger.key])).status_code == 404
    assert own.get(reverse("provision:explain", args=[stranger.key])).status_code == 404
    assert own.get(reverse("provision:mismatch", args=[mismatch.key])).status_code == 200
    assert Sight.objects.latest("pk").children == [mismatch.child_id]


def test_a_restricted_child_is_on_nobodys_list_in_the_council(mismatch, officer):
    child = mismatch.child
    people.restrict(child, child.version, because="A refuge.", by=officer, on=TODAY)
    browser = make.signed_in(officer)
    assert rows(browser.get(LIST)) == []
    assert browser.get(reverse("provision:mismatch", args=[mismatch.key])).status_code == 404


def test_the_list_has_open_ones_first_and_is_filtered_by_how_they_stand_and_by_school(
    mismatch, school, unit, officer, head
):
    far = make.school("Far School")
    explained = differing(make.child("Birch", "Example", at=far), far, unit)
    noted = differing(make.child("Cedar", "Example", at=school), school, unit, code="D", theirs="I ")
    agreed = differing(make.child("Elm", "Example", at=school), school, unit, theirs="O ")
    write_marks(agreed.child, school, [SessionMark(TODAY, Half.MORNING, "I")], source="daily feed", by=None)
    browser = make.signed_in(officer)
    url = reverse("provision:explain", args=[explained.key])
    browser.post(url, typed(browser, url, because="At the dentist."))
    found = browser.get(LIST)
    assert rows(found) == ["Ash Example", "Birch Example", "Cedar Example", "Elm Example"]
    assert [word for word in ("Open", "Explained", "Absence to note", "The marks agree") if word in text(found)] == [
        "Open", "Explained", "Absence to note", "The marks agree",
    ]  # fmt: skip
    for status, name in (("open", "Ash"), ("explained", "Birch"), ("notice", "Cedar"), ("agreed", "Elm")):
        assert rows(browser.get(LIST, {"status": status})) == [f"{name} Example"]
    assert rows(browser.get(LIST, {"school": far.key})) == ["Birch Example"]
    assert noted.kind == MismatchKind.NOTICE
    # A school has nobody else's to choose among.
    assert "school" not in make.signed_in(head).get(LIST).context["table"].filterset.filters


def test_the_page_says_what_each_register_holds_escaped_and_links_to_the_pupil_only_for_the_council(
    mismatch, head, officer
):
    url = reverse("provision:mismatch", args=[mismatch.key])
    shown = text(make.signed_in(officer).get(url))
    for words in (
        "Morning of Tuesday 24 November 2026", "B: Other approved educational activity off site",
        "Demo &lt;b&gt;Unit&lt;/b&gt;: no mark", "nobody has said that the pupil was seen",
        reverse("people:child", args=[mismatch.child.key]),
    ):  # fmt: skip
        assert words in shown
    assert "<b>Unit" not in shown
    assert reverse("people:child", args=[mismatch.child.key]) not in text(make.signed_in(head).get(url))


def test_a_school_explains_and_the_page_says_by_whom_when_and_why(mismatch, head, officer):
    browser = make.signed_in(head)
    url = reverse("provision:explain", args=[mismatch.key])
    sent = typed(browser, url, because="Their <i>computer</i> was down.\nRang at 16:40.")
    response = browser.post(url, sent, follow=True)
    shown = text(response)
    assert "The explanation is recorded." in shown
    assert "Their &lt;i&gt;computer&lt;/i&gt; was down." in shown
    assert "Example head, 24 November 2026" in shown
    mismatch.refresh_from_db()
    assert (mismatch.explained_by, mismatch.explained_at) == (head, datetime(2026, 11, 24, 17, tzinfo=UTC))
    # A second click goes where the first one went; somebody else is told that it is not open any more.
    assert browser.post(url, sent).status_code == 302
    late = make.signed_in(officer).get(url)
    assert "This mismatch is not open any more" in text(late)
    assert mismatch.changes.count() == 2


def test_an_explanation_must_be_given_and_one_that_comes_too_late_is_shown_to_be_copied(mismatch, head, unit):
    browser = make.signed_in(head)
    url = reverse("provision:explain", args=[mismatch.key])
    sent = typed(browser, url, because="")
    assert browser.post(url, sent).context["form"].errors == {"because": ["Enter why they differ"]}
    ProviderWeek.objects.update(marks="    / " + " " * 14)
    reconcile(TODAY, TODAY, at=datetime(2026, 11, 24, 17, tzinfo=UTC))
    late = browser.post(url, sent | {"because": ["The computer was down."]})
    assert late.status_code == 409
    assert "The computer was down." in text(late)
    assert mismatch.changes.filter(what="explained").count() == 0


def test_what_became_another_meanwhile_is_not_explained_unseen(mismatch, head):
    browser = make.signed_in(head)
    url = reverse("provision:explain", args=[mismatch.key])
    sent = typed(browser, url, because="The computer was down.")
    ProviderWeek.objects.update(marks="    O " + " " * 14)
    reconcile(TODAY, TODAY, at=datetime(2026, 11, 24, 17, tzinfo=UTC))
    response = browser.post(url, sent)
    assert response.status_code == 409
    assert "The computer was down." in text(response)
    assert "Marked absent by the provider" in text(response)
    assert Mismatch.objects.get().is_open


def test_what_is_open_waits_in_my_work_and_on_the_schools_page_until_it_is_explained(mismatch, head, officer):
    manager, lead = make.user("manager"), make.signed_in(head)

    def to_explain() -> list[str]:
        return [task.title for task in work_of(officer, TODAY).today if task.url == "/mismatches/?status=open"]

    assert to_explain() == ["1 register mismatch to explain"]
    assert [one.waiting_on for one in work_of(manager, TODAY).waiting] == ["the school or an exclusion officer"]
    assert work_of(make.user("attendance_officer"), TODAY).count == 0
    portal = reverse("cases:portal")
    assert "1 session since 24 November 2026." in text(lead.get(portal))
    url = reverse("provision:explain", args=[mismatch.key])
    lead.post(url, typed(lead, url, because="The computer was down."))
    assert to_explain() == []
    assert "Your register and a provider’s differ" not in text(lead.get(portal))


def test_the_childs_page_lists_them_and_says_nothing_where_registers_never_differed(mismatch, officer, school):
    browser = make.signed_in(officer)
    other = make.child("Birch", "Example", at=school)
    shown = text(browser.get(reverse("people:child", args=[mismatch.child.key])))
    assert reverse("provision:mismatch", args=[mismatch.key]) in shown
    assert "Not marked by the provider" in shown
    assert shown.count("Register mismatches") == 1
    assert "Register mismatches" not in text(browser.get(reverse("people:child", args=[other.key])))
