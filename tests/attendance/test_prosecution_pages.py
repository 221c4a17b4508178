"""The pages of a prosecution: who may open them, what they refuse, and the whole way from the charge to the outcome."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from attendance.prosecution import actions, papers, pathway, queries
from oxle.audit.models import Sight
from oxle.cases.models import Case
from oxle.core.errors import Refused
from oxle.correspondence import rendering
from oxle.documents.actions import store_made
from oxle.documents.types import PDF
from oxle.people.models import Conflict
from tests import make
from tests.attendance import court
from tests.attendance.make import moment

pytestmark = pytest.mark.django_db
ON = court.BEGUN
PAGES = [
    "papers",
    "charge",
    "consider_release",
    "statements",
    "statement_write",
    "certificate",
    "certificate_make",
    "exhibits",
    "exhibit_add",
    "schedule",
    "unused_add",
    "unused_none",
    "bundles",
    "bundle_make",
]


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-23T10:00")


@pytest.fixture
def referral(people):
    return court.final_warning(people)


@pytest.fixture
def case(people, referral):
    return court.begun(referral, people)


def address(name: str, case: Case, *more: object) -> str:
    return reverse(f"attendance:{name}", args=[case.key, *more])


def send(client, url: str, **data: object) -> str:
    """Post a form as its page offers it; where it leads."""
    page = client.get(url)
    assert page.status_code == 200, url
    hidden = {name: page.context[name] for name in ("once", "version") if page.context.get(name)}
    if page.context.get("bundle"):
        hidden["bundle"] = page.context["bundle"].key
    answer = client.post(url, {**hidden, **data})
    if answer.status_code != 302:
        raise AssertionError(f"{url}: {answer.context['form'].errors.as_json()}")
    return answer.headers["Location"]


@pytest.mark.parametrize("name", PAGES)
def test_an_officer_opens_every_page_of_the_papers(people, case, name):
    answer = make.signed_in(people.officer).get(address(name, case))
    assert answer.status_code == 200
    assert people.child.shown_name not in answer.content.decode().split("</title>")[0]


@pytest.mark.parametrize("name", PAGES)
def test_nobody_without_legal_papers_opens_any(people, case, name):
    url = address(name, case)
    assert make.signed_in(people.manager).get(url).status_code == 403
    assert make.signed_in(people.lead).get(url).status_code == 403


def test_a_referral_has_no_court_papers(people, referral):
    assert make.signed_in(people.officer).get(address("papers", referral)).status_code == 404


def test_an_officer_with_a_conflict_of_interest_does_not_find_the_case(people, case):
    Conflict.objects.create(user=people.officer, child=people.child, reason="A niece.", from_on=date(2026, 1, 1))
    client = make.signed_in(people.officer)
    assert client.get(case.get_absolute_url()).status_code == 404
    assert client.get(address("papers", case)).status_code == 404


def test_only_a_solicitor_has_the_legal_list_and_the_release_page(people, case):
    assert make.signed_in(people.officer).get(reverse("attendance:legal")).status_code == 403
    assert make.signed_in(people.officer).get(address("release", case)).status_code == 403
    answer = make.signed_in(people.solicitor).get(reverse("attendance:legal"))
    assert answer.status_code == 200
    assert "Robin Example" in answer.content.decode()
    assert [entry["label"] for entry in answer.context["navigation"] if entry["active"]] == ["Legal"]


def test_the_legal_list_takes_as_many_queries_for_three_cases_as_for_one(people, case):
    client = make.signed_in(people.solicitor)
    client.get(reverse("attendance:legal"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("attendance:legal"))
    referral = case.came_from
    court.begun(referral, people, "Kit")
    third = make.parent(people.child, "Sam", "Example", kind="Guardian or special guardian", has_care=True)
    party = referral.parties.create(adult=third, role="parent", from_on=ON)
    actions.open_for(referral, party, by=people.officer, on=ON, at=moment(ON))
    with CaptureQueriesContext(connection) as three:
        client.get(reverse("attendance:legal"))
    assert len(three) == len(one)


def test_the_papers_name_every_gap_and_lead_to_where_it_is_put_right(people, case):
    answer = make.signed_in(people.officer).get(address("papers", case))
    tasks = {task["title"]: task for task in answer.context["tasks"]}
    assert tasks["Charge and offence period"]["url"] == address("charge", case)
    assert tasks["Charge and offence period"]["status"] == "Missing"
    assert answer.context["missing_words"].startswith("10 of 12 things are missing.")


def test_papers_with_nothing_missing_are_handed_on_from_their_own_page(people, referral, case):
    def offered(who) -> str | None:
        button = make.signed_in(who).get(address("papers", case)).context["primary"]
        return button and button["url"]

    assert offered(people.officer) is None
    case = court.ready(people, referral, "Kit")
    court.bundled(case, people)
    assert offered(people.officer) == reverse("cases:step", args=[case.key, "submit"])
    court.submitted(case, people)
    assert (offered(people.officer), offered(people.solicitor)) == (None, address("release", case))
    court.released(case, people)
    assert offered(people.officer) == address("commence", case)


def test_an_offence_that_cannot_be_is_refused_at_its_field_with_everything_typed_kept(people, case):
    client = make.signed_in(people.officer)
    url = address("charge", case)
    version = client.get(url).context["version"]
    sent = {"kind": "s444_1", "with_parenting_order": "no", "offence_from_on": "2026-10-05", "version": version}
    answer = client.post(url, {**sent, "offence_to_on": "2026-09-05"})
    assert answer.context["form"].errors == {"offence_to_on": ["The offence cannot end before it begins."]}
    assert 'value="5"' in answer.content.decode()


def test_a_stale_charge_page_shows_that_somebody_was_faster(people, case):
    client = make.signed_in(people.officer)
    url = address("charge", case)
    version = client.get(url).context["version"]
    court.charged(case, people)
    sent = {
        "kind": "s444_1a",
        "with_parenting_order": "no",
        "offence_from_on": "2026-10-05",
        "offence_to_on": "2026-10-06",
    }
    assert client.post(url, {**sent, "version": version}).status_code == 409
    assert queries.charge_of(case).kind == "s444_1"


def test_unknown_statements_exhibits_and_lines_are_not_found(people, case):
    client = make.signed_in(people.officer)
    for name, part in (
        ("statement_change", "bbbbbbbbbbbbbb"),
        ("statement_pdf", "bbbbbbbbbbbbbb"),
        ("exhibit_remove", "bbbbbbbbbbbbbb"),
        ("unused_disclose", 9),
        ("commence_by", "carrier_pigeon"),
    ):
        assert client.get(address(name, case, part)).status_code == 404


def test_the_whole_way_from_the_charge_to_the_outcome_by_the_pages(people, referral):
    court.letters_served(referral, people)
    officer, solicitor = make.signed_in(people.officer), make.signed_in(people.solicitor)
    party = court.parent(referral, "Robin")
    step = reverse("cases:step", args=[referral.key, "prepare_papers"])
    send(officer, step, party=party.key, on="2026-11-23")
    case = Case.objects.get(pathway=pathway.PROSECUTION.key)
    court.of_age(case)
    send(
        officer,
        address("charge", case),
        kind="s444_1",
        with_parenting_order="yes",
        offence_from_on="2026-09-02",
        offence_to_on="2026-10-12",
    )
    send(
        officer,
        reverse("cases:step", args=[case.key, "consider_supervision"]),
        on="2026-11-23",
        appropriate="no",
        reason="The parent refuses all help.",
    )
    topics = officer.get(address("consider_release", case)).context["form"].topics
    send(officer, address("consider_release", case), **{one.topic.value: "clear" for one in topics})
    send(officer, address("certificate_make", case))
    send(officer, address("certificate_sign", case), signed_by="A Head", signed_as="Head", signed_on="2026-11-23")
    begun = officer.get(address("statement_write", case)).context["form"].initial["text"]
    assert "16 of 58 possible sessions" in begun
    send(officer, address("statement_write", case), maker="Example officer", maker_as="Officer", text=begun)
    row = case.statements.get()
    send(
        officer, address("statement_change", case, row.key), maker="Example officer", maker_as="Officer", text="Known."
    )
    scan = SimpleUploadedFile("signed.pdf", court.a_page(), content_type="application/pdf")
    signed = {"signed_on": "2026-11-23", "copy": scan, "looked_through": "on"}
    send(officer, address("statement_sign", case, row.key), **signed)
    send(officer, address("unused_none", case))
    send(officer, address("bundle_make", case))
    assert "Being made" in officer.get(address("bundles", case)).content.decode()
    case.bundles.update(state="refused", problem="A stand-in follows.")
    court.bundled(case, people)
    send(officer, reverse("cases:step", args=[case.key, "submit"]), on="2026-11-23")
    waiting = solicitor.get(reverse("attendance:legal")).context["waiting"]
    assert [row.record.reference for row in waiting.page.object_list] == [case.reference]
    assert solicitor.get(address("release", case)).status_code == 200
    send(
        solicitor,
        address("release", case),
        evidential="yes",
        evidential_reason="The register proves it.",
        public_interest="yes",
        public_interest_reason="Help was refused.",
    )
    assert send(officer, address("commence", case), method="sjp") == address("commence_by", case, "sjp")
    send(
        officer,
        address("commence_by", case, "sjp"),
        on="2026-11-23",
        urn="43AB1234526",
        served_on="2026-11-25",
        statements_served_on="2026-11-25",
    )
    send(officer, reverse("cases:step", args=[case.key, "plea"]), on="2026-11-23", plea="guilty")
    send(
        officer,
        reverse("cases:step", args=[case.key, "hearing"]),
        on="2026-11-23",
        court="Example Magistrates’ Court",
        result="Dealt with on the papers.",
    )
    send(
        officer,
        reverse("cases:step", args=[case.key, "outcome"]),
        on="2026-11-23",
        verdict="guilty",
        convicted_of="s444_1",
        sentence="fine",
        fine="440",
        costs="85.00",
    )
    case.refresh_from_db()
    assert case.stage == "concluded"
    page = officer.get(case.get_absolute_url())
    assert "£440.00" in page.content.decode()


def test_release_is_refused_at_the_field_when_a_test_is_not_met(people, referral):
    case = court.ready(people, referral)
    court.bundled(case, people)
    court.submitted(case, people)
    client = make.signed_in(people.solicitor)
    url = address("release", case)
    told = {"evidential": "no", "evidential_reason": "The register is unclear.", "public_interest": "yes"}
    answer = client.post(url, {**told, "public_interest_reason": "Yes.", "version": case.version})
    assert answer.context["form"].errors == {
        "evidential": ["Both tests must be met to release. Return the papers or discontinue instead"]
    }


TESTS = {
    "evidential": "yes",
    "evidential_reason": "The register proves it.",
    "public_interest": "yes",
    "public_interest_reason": "Help was refused.",
}


def test_what_the_search_could_not_read_is_shown_at_release_and_must_be_looked_at(people, referral):
    case = court.ready(people, referral)
    remark = "AB/2 Photograph is a picture. Its text could not be searched for addresses."
    court.bundled(case, people, remarks=[remark])
    client, url = make.signed_in(people.solicitor), address("release", court.submitted(case, people))
    page = client.get(url)
    assert remark in page.content.decode()
    told = {**TESTS, "version": page.context["version"], "bundle": page.context["bundle"].key}
    answer = client.post(url, told)
    assert answer.context["form"].errors == {"looked_at": ["Look at each of these in the bundle, then tick to say so"]}
    assert client.post(url, {**told, "looked_at": "on"}).status_code == 302
    case.refresh_from_db()
    assert case.stage == "released"
    assert queries.release_of(case).event.facts == {"looked_at": [remark]}


def test_a_bundle_with_nothing_left_to_look_at_asks_for_no_tick(people, referral):
    case = court.ready(people, referral)
    court.bundled(case, people)
    page = make.signed_in(people.solicitor).get(address("release", court.submitted(case, people)))
    assert "looked_at" not in page.context["form"].fields


def test_a_bundle_that_was_made_again_while_the_solicitor_read_is_not_released_unread(people, referral):
    case = court.ready(people, referral)
    court.bundled(case, people)
    client, url = make.signed_in(people.solicitor), address("release", court.submitted(case, people))
    page = client.get(url)
    told = {**TESTS, "version": page.context["version"], "bundle": page.context["bundle"].key}
    court.bundled(case, people)
    answer = client.post(url, told)
    assert answer.context["form"].non_field_errors() == [
        "The bundle was made again since you opened this page. Read the new one first."
    ]
    assert f'name="bundle" value="{queries.newest_bundle(case).key}"' in answer.content.decode()


def test_a_scan_of_a_signed_paper_is_kept_only_once_somebody_has_read_it_through(people, case):
    row = papers.write_statement(
        case, maker="A Head", maker_as="Head", text="I know.", by=people.officer, at=moment(ON)
    )
    client, url = make.signed_in(people.officer), address("statement_sign", case, row.key)
    scan = SimpleUploadedFile("signed.pdf", court.a_page(), content_type="application/pdf")
    answer = client.post(url, {"signed_on": "2026-11-23", "copy": scan, "version": row.version})
    assert answer.context["form"].errors == {
        "looked_through": ["Read the whole scan, then tick to say so"],
        "copy": ["Select the scan again: a file is not kept while something else is put right"],
    }
    court.charged(case, people)
    made = papers.make_certificate(case, by=people.officer, at=moment(ON))
    scan = store_made(court.a_page(), kind=PDF, name="scan.pdf", at=moment(ON))
    told = {"signed_by": "A Head", "signed_as": "Head", "signed_on": ON, "copy": scan, "on": ON}
    with pytest.raises(Refused) as refused:
        papers.sign_certificate(made, **told)
    assert refused.value.field == "looked_through"
    papers.sign_certificate(made, **told, looked_through=True)


def test_single_justice_procedure_is_refused_on_the_page_with_the_reason(people, referral):
    case = court.ready(people, referral, kind="s444_1a")
    court.bundled(case, people)
    court.released(court.submitted(case, people), people)
    answer = make.signed_in(people.officer).post(address("commence", case), {"method": "sjp", "version": case.version})
    assert answer.context["form"].errors == {
        "method": [
            "An offence under s.444(1A) can be punished with prison, so it cannot go by single justice procedure."
        ]
    }


@pytest.mark.parametrize(
    ("told", "errors"),
    [
        ({"verdict": "guilty"}, {"convicted_of": ["Select the offence"], "sentence": ["Select the sentence"]}),
        (
            {"verdict": "guilty", "convicted_of": "s444_1", "sentence": "fine"},
            {"fine": ["Enter the fine"]},
        ),
        ({"verdict": "not_guilty", "fine": "5"}, {"fine": ["This belongs only to a verdict of guilty"]}),
        (
            {"verdict": "guilty", "convicted_of": "s444_1", "sentence": "fine", "fine": "1000.01"},
            {"fine": ["The fine cannot be more than £1,000.00 for this offence."]},
        ),
    ],
)
def test_an_outcome_that_cannot_be_is_refused_at_its_field(people, referral, told, errors):
    case = court.ready(people, referral)
    court.bundled(case, people)
    court.released(court.submitted(case, people), people)
    court.commenced(case, people)
    court.taken(case, pathway.RECORD_PLEA, people.officer, ON, facts={"plea": "guilty"})
    client = make.signed_in(people.officer)
    url = reverse("cases:step", args=[case.key, "outcome"])
    version = client.get(url).context["version"]
    answer = client.post(url, {"on": "2026-11-23", "version": version, **told})
    assert answer.context["form"].errors == errors


@pytest.mark.skipif(rendering.missing() is not None, reason="this machine cannot make PDFs")
def test_papers_to_sign_are_printed_and_the_sight_is_recorded(people, case):
    court.charged(case, people)
    papers.make_certificate(case, by=people.officer, at=moment(ON))
    row = papers.write_statement(
        case, maker="A Head", maker_as="Head", text="I know.", by=people.officer, at=moment(ON)
    )
    client = make.signed_in(people.officer)
    for url in (address("certificate_pdf", case), address("statement_pdf", case, row.key)):
        answer = client.get(url)
        assert answer.content[:5] == b"%PDF-"
        assert Sight.objects.order_by("-pk").first().children == [people.child.pk]
        assert Sight.objects.order_by("-pk").first().what == "pdf"


def test_an_officer_downloads_the_bundle_and_a_manager_does_not(people, referral):
    case = court.ready(people, referral)
    made = court.bundled(case, people)
    url = reverse("cases:document", args=[case.key, made.document.key])
    answer = make.signed_in(people.officer).get(url)
    assert b"".join(answer.streaming_content)[:5] == b"%PDF-"
    assert make.signed_in(people.manager).get(url).status_code == 404
