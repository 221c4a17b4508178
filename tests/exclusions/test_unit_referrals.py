"""The referral to a provider: who sees it when, what must be said before it goes, its risks, and the answer."""

from datetime import UTC, date, datetime, timedelta
from html import unescape
from io import BytesIO

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, InternalError, transaction
from django.urls import reverse
from pypdf import PdfReader

from exclusions.permanent import panels
from exclusions.permanent.pathway import MISTAKE, RESCIND
from exclusions.unit_referrals import actions, figures
from exclusions.unit_referrals.fitting import contradictions
from exclusions.unit_referrals.forms import FillForm
from exclusions.unit_referrals.models import ProviderReferral, Risk, RiskAssessment, State
from exclusions.unit_referrals.visibility import may_fill_in
from oxle.audit.models import Sight
from oxle.cases import actions as cases
from oxle.core.errors import Refused, Stale
from oxle.correspondence import rendering
from oxle.correspondence.models import Message
from oxle.people import actions as people
from oxle.people.models import VulnerabilityKind
from oxle.provision.actions import end_offer, make_offer
from oxle.provision.models import OfferKind
from oxle.transfers import actions as transfers
from oxle.transfers.finding import find
from oxle.transfers.models import How, Kind, Reason, Transfer
from tests import make
from tests.attendance import court
from tests.exclusions.make import People, unit
from tests.offers import Offers

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
AT = datetime(2026, 11, 24, 10, tzinfo=UTC)
WORDS = {
    "reason": "Out of school", "sen": "Dyslexia", "exploitation": "no", "exploitation_words": "", "services": {},
    "behaviour": "A fight", "parent_view": "They agree", "pupil_voice": "I like cooking",
}  # fmt: skip
RISKS = {risk.value: {"likelihood": "none", "measures": ""} for risk in Risk}


class Places(People):
    """A school with its head, an officer, a child, and a unit with somebody who signs in for it."""

    def __init__(self) -> None:
        super().__init__()
        self.unit = unit("Example Unit", age_from=5)
        self.teacher = make.user("provider", self.unit.organisation)

    def begun(self, **changes) -> ProviderReferral:
        said = {"school_asked": False, "by": self.officer, "on": TODAY, "at": AT}
        return actions.begin(self.child, self.unit, **{**said, **changes})

    def filled(self, **words) -> ProviderReferral:
        made = self.begun()
        actions.fill_in(made, made.version, by=self.officer, **{**WORDS, **words})
        return made

    def assess(self, referral: ProviderReferral, **risks) -> RiskAssessment:
        said = {"review_on": date(2027, 1, 15), "file": None, "by": self.officer, "on": TODAY, "at": AT}
        return actions.assess(referral, risks={**RISKS, **risks}, **said)

    def sent(self) -> ProviderReferral:
        made = self.filled()
        self.assess(made)
        actions.send(made, made.version, by=self.officer, on=TODAY, at=AT)
        return made

    def accepted(self) -> ProviderReferral:
        made = self.sent()
        actions.answer(made, made.version, accepts=True, why="", by=self.teacher, at=AT)
        return made

    def withdraw(self, referral: ProviderReferral) -> None:
        actions.withdraw(referral, referral.version, why="Back at school.", by=self.officer, at=AT)

    def leaves(self, on: date = date(2026, 11, 23)) -> None:
        enrolment = self.child.enrolments.get()
        people.leave(enrolment, enrolment.version, by=self.officer, on=on)


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch) -> Places:
    monkeypatch.setenv("OXLE_NOW", AT.isoformat())
    return Places()


def url(name: str, referral: ProviderReferral, *more: str) -> str:
    return reverse(f"exclusions:unit_referrals:{name}", args=[referral.key, *more])


def text(response) -> str:
    return response.content.decode()


def typed(browser, address: str, **changes) -> dict:
    form = next(one for one in Offers(text(browser.get(address))).forms if one.method == "post" and not one.action)
    return form.fields | {name: [value] for name, value in changes.items()}


def offered(user, referral: ProviderReferral) -> set[str]:
    page = url("referral", referral)
    links = Offers(text(make.signed_in(user).get(page))).links
    return {one.removeprefix(page).strip("/") for one in links if one.startswith(page)}


def test_it_begins_with_what_the_school_told_of_the_exclusion(places):
    case = places.tell()
    made = places.begun()
    assert (made.case, made.school) == (case, places.school)
    assert (made.behaviour, made.pupil_voice) == ("A chair was thrown.", "Sleeps badly.")
    assert made.exploitation == "", "the school's no is not the answer of whoever refers"


def test_exploitation_is_asked_before_what_the_pupil_did():
    names = list(FillForm().fields)
    assert names.index("exploitation") < names.index("service_social_care") < names.index("behaviour")


def test_nothing_goes_to_a_provider_with_a_gap_or_without_a_risk_assessment(places):
    made = places.filled(exploitation="", pupil_voice="")
    with pytest.raises(Refused) as refused:
        actions.send(made, made.version, by=places.officer, on=TODAY, at=AT)
    assert refused.value.message == (
        "Before it can be sent, say: whether somebody may be exploiting the pupil, what the pupil says, "
        "the risk assessment."
    )


def test_the_provider_sees_nothing_before_it_is_sent_and_nothing_once_it_is_withdrawn(places):
    made = places.filled()
    browser = make.signed_in(places.teacher)
    assert browser.get(url("referral", made)).status_code == 404
    places.assess(made)
    actions.send(made, made.version, by=places.officer, on=TODAY, at=AT)
    assert browser.get(url("referral", made)).status_code == 200
    assert Sight.objects.latest("pk").children == [places.child.pk]
    assert "1 referral waits for your answer." in text(browser.get(reverse("provision:register_home"), follow=True))
    assert Message.objects.get(kind="exclusions.referral_sent").user == places.teacher
    actions.withdraw(made, made.version, why="Back at school.", by=places.officer, at=AT)
    assert browser.get(url("referral", made)).status_code == 404


def test_another_provider_never_sees_it(places):
    made = places.sent()
    far = unit("Far Unit", age_from=5)
    stranger = make.user("provider", far.organisation, name="Far teacher")
    browser = make.signed_in(stranger)
    assert [browser.get(url(name, made)).status_code for name in ("referral", "pdf")] == [404] * 2


def test_the_school_sees_it_only_where_it_is_asked_and_then_fills_it_in_but_does_not_send_it(places):
    made = places.begun()
    browser = make.signed_in(places.head)
    assert browser.get(url("referral", made)).status_code == 404
    actions.withdraw(made, made.version, why="Begun wrongly", by=places.officer, at=AT)
    asked = places.begun(school_asked=True)
    assert Message.objects.get(kind="exclusions.referral_to_fill").user == places.head
    assert offered(places.head, asked) == {"fill", "risks", "pdf"}
    address = url("fill", asked)
    browser.post(address, typed(browser, address, reason="Often <b>out</b>", service_police="PC Kit, 101"))
    asked.refresh_from_db()
    assert (asked.reason, asked.services) == ("Often <b>out</b>", {"police": "PC Kit, 101"})
    assert "Often &lt;b&gt;out&lt;/b&gt;" in text(browser.get(url("referral", asked)))
    assert browser.get(url("send", asked)).status_code == 404


def left(places: Places) -> None:
    places.leaves()


def restricted(places: Places) -> None:
    people.restrict(places.child, places.child.version, because="In danger", by=places.officer, on=TODAY)


@pytest.mark.parametrize("changed", [left, restricted])
def test_the_school_that_is_asked_sees_no_pupil_who_left_it_and_none_who_is_restricted(places, changed):
    asked = places.begun(school_asked=True)
    browser = make.signed_in(places.head)
    assert browser.get(url("fill", asked)).status_code == 200
    changed(places)
    assert [browser.get(url(name, asked)).status_code for name in ("referral", "fill", "risks")] == [404] * 3
    assert not may_fill_in(places.head, asked), "not even who sees it as somebody else"


def test_each_is_offered_their_own_part(places):
    made = places.sent()
    assert offered(places.officer, made) == {"risks", "answer", "withdraw", "pdf"}
    assert offered(places.teacher, made) == {"answer", "pdf"}


def test_the_provider_declines_with_a_reason_and_never_without(places):
    made = places.sent()
    browser = make.signed_in(places.teacher)
    address = url("answer", made)
    answer = browser.post(address, typed(browser, address, accepts="no"))
    assert answer.context["form"].errors == {"why": ["Enter why the pupil is not taken"]}
    browser.post(address, typed(browser, address, accepts="no", why="No place in Year 9"))
    made.refresh_from_db()
    assert (made.state, made.answer, made.answered_by) == (State.DECLINED, "No place in Year 9", places.teacher)
    assert not Transfer.objects.exists()


def test_a_provider_that_declined_does_not_see_it_any_more_and_comes_back_to_its_list(places):
    made = places.sent()
    browser = make.signed_in(places.teacher)
    address = url("answer", made)
    declined = browser.post(address, typed(browser, address, accepts="no", why="No place in Year 9"), follow=True)
    assert declined.redirect_chain == [(reverse("exclusions:unit_referrals:list"), 302)]
    assert "The council sees your answer." in text(declined)
    assert url("referral", made) not in text(declined)
    assert [browser.get(url(name, made)).status_code for name in ("referral", "pdf")] == [404] * 2
    assert make.signed_in(places.officer).get(url("referral", made)).status_code == 200


def test_a_pupil_who_is_taken_has_records_that_move_and_the_checklist_says_how_they_stand(places):
    made = places.accepted()
    transfer = Transfer.objects.get()
    assert (transfer.to_provider, transfer.sender, transfer.reason) == (places.unit, places.school, Reason.NAMED)
    page = text(make.signed_in(places.teacher).get(url("referral", made)))
    assert "Files that follow the pupil" in page
    assert Kind.SAFEGUARDING.label in page
    assert "To send" in page


def test_the_records_move_from_the_school_that_has_the_pupil_on_the_day_of_the_acceptance(places):
    made = places.sent()
    places.leaves()
    new = make.school("New School")
    make.enrolled(places.child, new, TODAY)
    actions.answer(made, made.version, accepts=True, why="", by=places.teacher, at=AT)
    assert Transfer.objects.get(to_provider=places.unit).sender == new


def test_the_records_of_a_pupil_on_no_register_move_from_the_school_of_the_referral(places):
    made = places.sent()
    places.child.enrolments.all().delete()
    actions.answer(made, made.version, accepts=True, why="", by=places.teacher, at=AT)
    assert Transfer.objects.get(to_provider=places.unit).sender == places.school


def test_a_place_that_was_over_with_nothing_sent_is_said_where_the_files_are(places):
    made = places.accepted()
    make_offer(
        places.child, places.unit, kind=OfferKind.ALTERNATIVE, from_on=TODAY, to_on=TODAY, minutes=[150] * 10,
        source="OX", by=places.officer,
    )  # fmt: skip
    find(at=AT + timedelta(days=1), children=[places.child.pk])
    page = text(make.signed_in(places.teacher).get(url("referral", made)))
    assert "The pupil is not there any more, and nothing had been sent." in page
    assert "The transfer opens once" not in page


def test_what_the_acceptance_opened_is_withdrawn_with_the_referral(places):
    places.withdraw(places.accepted())
    transfer = Transfer.objects.get()
    assert (transfer.withdrawn_at, transfer.withdrawn_because) == (AT, "The referral to Example Unit was withdrawn.")


def test_what_a_provider_answered_stays_on_record_when_the_referral_is_withdrawn(places):
    made = places.sent()
    actions.answer(made, made.version, accepts=True, why="From Monday.", by=places.teacher, at=AT)
    later = AT + timedelta(days=1)
    actions.withdraw(made, made.version, why="Back at school.", by=places.officer, at=later)
    made.refresh_from_db()
    assert (made.answer, made.answered_by, made.answered_at) == ("From Monday.", places.teacher, AT)
    assert (made.withdrawn_because, made.withdrawn_by, made.withdrawn_at) == ("Back at school.", places.officer, later)
    page = text(make.signed_in(places.officer).get(url("referral", made)))
    assert page.index("From Monday.") < page.index("Back at school.")


def test_a_withdrawal_is_by_somebody_who_says_why(places):
    made = places.begun()
    for wrong in ({"withdrawn_at": AT}, {"state": "withdrawn"}, {"withdrawn_because": "Why"}):
        with pytest.raises(IntegrityError, match="provider_referral_withdrawn_by_somebody"), transaction.atomic():
            ProviderReferral.objects.filter(pk=made.pk).update(**wrong)


def test_of_a_restricted_child_the_school_is_told_nothing(places):
    people.restrict(places.child, places.child.version, because="A refuge.", by=places.officer, on=TODAY)
    places.child.refresh_from_db()
    places.begun(school_asked=True)
    assert not Message.objects.filter(kind="exclusions.referral_to_fill").exists()


def test_what_a_provider_accepted_it_sees_while_the_pupil_has_a_place_there_and_four_weeks_for_arranging_one(
    places, monkeypatch
):
    referral = places.accepted()

    def shown() -> int:
        return make.signed_in(places.teacher).get(url("referral", referral)).status_code

    monkeypatch.setenv("OXLE_NOW", "2026-12-22T09:00:00+00:00")
    assert shown() == 200
    monkeypatch.setenv("OXLE_NOW", "2026-12-23T12:00:00+00:00")
    assert shown() == 404
    place = make_offer(
        places.child, places.unit, kind=OfferKind.ALTERNATIVE, from_on=date(2027, 1, 4), to_on=date(2027, 1, 8),
        minutes=[150] * 10, source="OX", by=None,
    )  # fmt: skip
    assert shown() == 200
    monkeypatch.setenv("OXLE_NOW", "2027-01-09T12:00:00+00:00")
    assert shown() == 404
    end_offer(place, to_on=None, by=places.officer)
    assert shown() == 200


def test_of_a_pupil_restricted_since_a_provider_sees_no_referral_without_a_place(places):
    referral = places.accepted()
    restricted(places)
    assert make.signed_in(places.teacher).get(url("referral", referral)).status_code == 404


def test_a_second_click_on_a_decline_is_told_that_it_was_declined_and_nothing_of_the_pupil(places):
    made = places.sent()
    browser, address = make.signed_in(places.teacher), url("answer", made)
    form = typed(browser, address, accepts="no", why="No place in Year 9")
    browser.post(address, form)
    sights = Sight.objects.count()
    for answer in (browser.post(address, form), browser.get(address)):
        assert "You declined this referral" in text(answer)
        assert places.child.shown_name not in text(answer)
    assert Sight.objects.count() == sights
    stranger = make.user("provider", unit("Far Unit").organisation, name="Far away")
    assert make.signed_in(stranger).get(address).status_code == 404


def test_records_on_their_way_stand_when_the_referral_is_withdrawn(places):
    made = places.accepted()
    line = Transfer.objects.get().lines.get(kind=Kind.GENERAL)
    transfers.record_sent(line, line.version, sent_on=TODAY, sent_how=How.POST, by=places.head, on=TODAY, at=AT)
    places.withdraw(made)
    assert Transfer.objects.get().withdrawn_at is None


def test_a_transfer_that_stood_before_the_acceptance_stands_when_the_referral_is_withdrawn(places):
    earlier = AT - timedelta(days=1)
    transfers.open_transfer(
        places.child, places.school, reason=Reason.NAMED, to=places.unit, at=earlier, by=places.officer
    )
    places.withdraw(places.accepted())
    assert Transfer.objects.get().withdrawn_at is None


def test_the_records_of_a_pupil_who_left_meanwhile_are_still_to_be_sent_once_the_referral_is_withdrawn(places):
    made = places.accepted()
    places.leaves()
    assert set(Transfer.objects.values_list("reason", flat=True)) == {Reason.NAMED, Reason.LEFT}
    places.withdraw(made)
    find(at=AT)
    assert Transfer.objects.get(withdrawn_at=None).reason == Reason.LEFT


def test_the_risks_are_versions_of_which_none_is_ever_changed(places):
    made = places.filled()
    first = places.assess(made)
    second = places.assess(made, weapon={"likelihood": "high", "measures": "Never alone"})
    assert (first.number, second.number) == (1, 2)
    page = text(make.signed_in(places.officer).get(url("referral", made)))
    assert page.index("Version 2") < page.index("Version 1")
    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        RiskAssessment.objects.update(number=9)


def test_a_risk_has_measures_and_is_looked_at_again_on_a_day_to_come(places):
    made = places.filled()
    with pytest.raises(Refused, match="Enter the measures") as refused:
        places.assess(made, weapon={"likelihood": "low", "measures": " "})
    assert refused.value.field == "weapon_measures"
    with pytest.raises(Refused, match="must be in the future"):
        actions.assess(made, risks=RISKS, review_on=TODAY, file=None, by=places.officer, on=TODAY, at=AT)


def test_the_file_of_an_assessment_is_for_those_who_see_the_referral(places):
    made = places.filled()
    browser = make.signed_in(places.officer)
    address = url("risks", made)
    form = typed(browser, address, review_on="15/1/2027", **{f"{risk.value}_likelihood": "none" for risk in Risk})
    paper = SimpleUploadedFile("risks.pdf", court.a_page(), "application/pdf")
    assert browser.post(address, {**form, "file": paper}).status_code == 302
    assessment = RiskAssessment.objects.get()
    file = url("file", made, assessment.key)
    got = browser.get(file)
    assert (got["Content-Type"], b"".join(got.streaming_content)[:5]) == ("application/pdf", b"%PDF-")
    assert make.signed_in(places.teacher).get(file).status_code == 404


@pytest.mark.skipif(rendering.missing() is not None, reason="no pango here")
def test_it_is_printed_with_who_took_it_and_the_sight_is_recorded(places):
    made = places.sent()
    answer = make.signed_in(places.teacher).get(url("pdf", made))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content[:5] == b"%PDF-"
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    assert text.startswith(settings.COUNCIL_NAME)
    assert "Leaving the site or going missing Not known of" in " ".join(text.split())
    assert (Sight.objects.latest("pk").what, Sight.objects.latest("pk").children) == ("pdf", [places.child.pk])


def test_the_figures_are_those_of_the_day_it_was_sent(places):
    made = places.sent()
    assert {row["key"]: row["value"] for row in made.figures}["Suspensions on record"] == "0"
    made.refresh_from_db()
    assert made.figures[0]["key"] == "School"


@pytest.mark.parametrize("step", [MISTAKE, RESCIND], ids=lambda step: step.key)
def test_a_permanent_exclusion_that_stands_no_more_is_not_told_of(places, step):
    def on_record() -> str:
        return {row["key"]: row["value"] for row in figures.of(places.child, TODAY)}["Permanent exclusions on record"]

    case = places.tell()
    assert on_record() == "1"
    cases.take(case, step, by=places.officer, on=TODAY, at=AT, reason="The head thought again")
    assert on_record() == "0"


def test_one_to_a_provider_is_open_at_a_time(places):
    places.begun()
    with pytest.raises(Refused, match="is open already") as refused:
        places.begun()
    assert refused.value.field == "provider"


def test_who_was_slower_changes_nothing(places):
    made = places.begun()
    theirs = ProviderReferral.objects.get()
    actions.fill_in(theirs, 1, by=places.head, **WORDS)
    with pytest.raises(Stale):
        actions.fill_in(made, 1, by=places.officer, **{**WORDS, "reason": "Other"})


def test_a_conflict_of_interest_closes_it_for_the_provider(places):
    made = places.sent()
    people.declare_conflict(places.child, user=places.teacher, reason="A niece", by=places.officer, on=TODAY)
    assert make.signed_in(places.teacher).get(url("referral", made)).status_code == 404


def test_the_database_holds_the_same_rules(places):
    rows = ProviderReferral.objects.filter(pk=places.sent().pk)
    for constraint, values in (
        ("provider_referral_has_a_state", {"state": "other"}),
        ("provider_referral_sent_by_somebody", {"sent_by": None}),
        ("provider_referral_sent_by_somebody", {"state": "draft"}),
        ("provider_referral_answered_by_somebody", {"state": "accepted"}),
        (
            "provider_referral_declined_says_why",
            {"state": "declined", "answered_at": AT, "answered_by": places.teacher},
        ),
        ("provider_referral_sent_says_of_exploitation", {"exploitation": ""}),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            rows.update(**values)
    first = RiskAssessment.objects.get()
    for constraint, number in (("one_version_a_number", 1), ("risk_assessments_count_from_one", 0)):
        values = {"risks": {}, "review_on": TODAY, "written_at": AT, "written_by": places.officer}
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            RiskAssessment.objects.create(referral=first.referral, number=number, **values)


HELD = date(2026, 11, 2)
CONTRADICTED = [
    (
        {},
        {"exploited": {"likelihood": "high", "measures": "Is met at the gate"}},
        None,
        "It says that there is no sign of exploitation, and its risk assessment rates that as high.",
    ),
    (
        {"exploitation": "yes", "exploitation_words": "Older friends with cars"},
        {},
        None,
        "It says that somebody may be exploiting the pupil. Its risk assessment knows of no such risk.",
    ),
    (
        {},
        {},
        VulnerabilityKind.EXPLOITATION_RISK,
        "It says that there is no sign of exploitation. Our record says: At risk of exploitation, since 2 November "
        "2026.",
    ),
    (
        {"sen": "None known."},
        {},
        VulnerabilityKind.EHCP,
        "It says that there are no special educational needs. Our record says: Education, health and care plan, since "
        "2 November 2026.",
    ),
    (
        {"sen": "Dyslexia"},
        {},
        VulnerabilityKind.EHCP,
        "It does not name the plan among the special educational needs. Our record says: Education, health and care "
        "plan, since 2 November 2026.",
    ),
    (
        {"services": {"police": "PC Example"}},
        {},
        VulnerabilityKind.CHILD_PROTECTION,
        "It names nobody of social care. Our record says: Child protection plan, since 2 November 2026.",
    ),
]


@pytest.mark.parametrize(("words", "risks", "kind", "says"), CONTRADICTED)
def test_what_does_not_fit_together_is_pointed_out_to_the_council_and_sent_all_the_same(
    places, words, risks, kind, says
):
    if kind:
        people.add_vulnerability(places.child, kind=kind, from_on=HELD, source="", by=places.officer, on=TODAY)
    referral = places.filled(**words)
    places.assess(referral, **risks)
    assert contradictions(referral, TODAY) == [says]
    page = url("referral", referral)
    assert says in unescape(text(make.signed_in(places.officer).get(page)))
    actions.send(referral, referral.version, by=places.officer, on=TODAY, at=AT)
    assert says not in unescape(text(make.signed_in(places.teacher).get(page)))


@pytest.mark.parametrize(
    ("words", "risks", "kind"),
    [
        ({}, {"exploited": {"likelihood": "low", "measures": "Is asked"}}, None),
        ({"sen": "No diagnosis. Reads slowly"}, {}, None),
        ({"sen": "Has an EHC plan for dyslexia"}, {}, VulnerabilityKind.EHCP),
        ({"services": {"social_care": "J. Example"}}, {}, VulnerabilityKind.CHILD_IN_NEED),
    ],
)
def test_of_what_fits_together_nothing_is_pointed_out(places, words, risks, kind):
    if kind:
        people.add_vulnerability(places.child, kind=kind, from_on=HELD, source="", by=places.officer, on=TODAY)
    referral = places.filled(**words)
    places.assess(referral, **risks)
    assert contradictions(referral, TODAY) == []


def test_the_case_of_an_exclusion_names_what_its_referral_and_the_notice_say_otherwise(places):
    case = places.tell(exploitation=False, reasons=["OW"], weapon=None)
    referral = places.filled()
    places.assess(referral, exploited={"likelihood": "high", "measures": "Is met at the gate"})
    rows = {row["key"]: row["value"] for row in panels.about(case, places.officer)["rows"]}
    assert rows["Exploitation, by the risk assessment"] == (
        "Rated high on 24 November 2026, where the notice says that nothing is known or suspected. Ask which is right"
    )
    assert rows["Referral to Example Unit"] == [
        "It says that there is no sign of exploitation, and its risk assessment rates that as high.",
        "Its risk assessment knows of no risk of weapons, and the pupil was excluded over one.",
    ]
    actions.fill_in(referral, referral.version, by=places.officer, exploitation="yes", exploitation_words="Gifts")
    rows = {row["key"]: row["value"] for row in panels.about(case, places.officer)["rows"]}
    assert rows["Referral to Example Unit"][0] == (
        "It says that somebody may be exploiting the pupil, and the notice of the exclusion that nothing is known or "
        "suspected."
    )
    places.withdraw(referral)
    later = {row["key"]: row["value"] for row in panels.about(case, places.officer)["rows"]}
    assert later.keys().isdisjoint({"Exploitation, by the risk assessment", "Referral to Example Unit"})


def lapses(places: Places) -> str:
    """The unit's quality visit lapses while the referral is written; what is said of it."""
    places.unit.quality_checked_on = date(2025, 9, 1)
    places.unit.save()
    return "Example Unit cannot be chosen"


def test_nobody_is_referred_to_a_provider_that_lapsed_while_the_page_was_open(places):
    browser = make.signed_in(places.officer)
    address = reverse("exclusions:unit_referrals:begin", args=[places.child.key])
    sent = typed(browser, address, provider=places.unit.key, school_asked="no")
    says = lapses(places)
    assert f"{says}. The quality visit counted until" in unescape(text(browser.post(address, sent)))
    with pytest.raises(Refused, match=says):
        places.begun()
    assert not ProviderReferral.objects.exists()


def test_a_referral_goes_to_no_provider_that_lapsed_while_it_was_written_and_its_page_and_the_case_say_so(places):
    case = places.tell()
    made = places.filled()
    places.assess(made)
    says = lapses(places)
    assert contradictions(made, TODAY)[0].startswith(f"{says}, so no place can be given there. The quality visit")
    assert says in text(make.signed_in(places.officer).get(url("referral", made)))
    rows = {row["key"]: row["value"] for row in panels.about(case, places.officer)["rows"]}
    assert rows["Referral to Example Unit"][0].startswith(says)
    with pytest.raises(Refused, match=says):
        actions.send(made, made.version, by=places.officer, on=TODAY, at=AT)
    made.refresh_from_db()
    assert made.state == State.DRAFT
