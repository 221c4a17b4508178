"""The national list of schools: what is read of it, what is rejected and why, and that an import can be undone."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from oxle.accounts.models import Membership, Organisation
from oxle.core.errors import Refused
from oxle.exchange import actions
from oxle.exchange.models import Batch
from oxle.schools.models import Authority, Phase, School, SchoolContact, Status, Trust
from tests import make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
INVENTED = Path(__file__).parent.parent / "data" / "schools_invented.csv"
SHARED = Path(__file__).parents[3] / "shared" / "data" / "gias"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="shared data absent")


@pytest.fixture
def admin():
    return make.user("administrator")


def preview(by, data: bytes | None = None, *authorities: str) -> Batch:
    return actions.preview(
        "schools",
        INVENTED.read_bytes() if data is None else data,
        file_name="edubasealldata.csv",
        options={"authorities": list(authorities or ("931",))},
        by=by,
        at=AT,
    )


def load(by, data: bytes | None = None, *authorities: str) -> Batch:
    return actions.commit(preview(by, data, *authorities), by=by, at=AT)


def counts(batch: Batch) -> dict[str, int]:
    return {name: getattr(batch, name) for name in ("rows", "created", "updated", "unchanged", "left_out", "rejected")}


def changed(**cells: str) -> bytes:
    """The invented file with other cells in the row of the first school."""
    rows = list(csv.DictReader(io.StringIO(INVENTED.read_text("utf-8"), newline="")))
    rows[0] |= cells
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def test_schools_of_the_chosen_authority_are_new_and_others_are_counted_and_left_out(admin):
    batch = load(admin)
    assert counts(batch) == {
        "rows": 9, "created": 5, "updated": 0, "unchanged": 2, "left_out": 2, "rejected": 2,
    }  # fmt: skip
    assert list(School.objects.order_by("urn").values_list("urn", flat=True)) == [
        "900001", "900002", "900003", "900004", "900005",
    ]  # fmt: skip


def test_what_is_wrong_with_a_row_is_said_in_full(admin):
    reasons = dict(preview(admin).lines.filter(outcome="rejected").values_list("number", "reasons"))
    assert reasons == {
        7: [
            "Postcode is “Mr”, which is not a postcode. The row’s cells may have shifted.",
            "TelephoneNum is “Head”, which is not a telephone number.",
        ],
        8: [
            "URN is “90007”, which is not a six-figure number.",
            "StatutoryLowAge is “four”, which is not a number up to 99.",
            "OpenDate is “2019-09-01”, which is not a date like 31-08-2013.",
        ],
    }


def test_each_column_of_the_list_reaches_its_field(admin):
    load(admin)
    school = School.objects.select_related("organisation", "authority", "trust").get(urn="900001")
    kept = {
        name: getattr(school, name)
        for name in (
            "name", "establishment_number", "ukprn", "phase", "type_name", "is_special", "is_academy", "status",
            "lowest_age", "highest_age", "roll", "opened_on", "closed_on", "trust", "head_name", "lines", "town",
            "postcode", "district", "phone", "area", "calendar",
        )
    }  # fmt: skip
    assert kept == {
        "name": "Demo Elm Tree Primary School",
        "establishment_number": "0001",
        "ukprn": "19000001",
        "phase": Phase.PRIMARY,
        "type_name": "Community school",
        "is_special": False,
        "is_academy": False,
        "status": Status.OPEN,
        "lowest_age": 4,
        "highest_age": 11,
        "roll": 212,
        "opened_on": date(1998, 9, 1),
        "closed_on": None,
        "trust": None,
        "head_name": "Ms Demo Head-One",
        "lines": "1 Example Lane\nSampleton",
        "town": "Demoton",
        "postcode": "ZZ1 1AA",
        "district": "Demo Vale",
        "phone": "01632960001",
        "area": "",
        "calendar": None,
    }
    assert (school.authority.code, school.authority.name) == ("931", "Oxfordshire")
    assert school.organisation.kind == "school"


def test_phase_type_and_status_are_understood(admin):
    load(admin)
    found = School.objects.order_by("urn").values_list("urn", "phase", "is_special", "is_academy", "status")
    assert list(found) == [
        ("900001", "primary", False, False, "open"),
        ("900002", "secondary", False, True, "open"),
        ("900003", "primary", False, False, "closed"),
        ("900004", "not_applicable", True, True, "open"),
        ("900005", "middle", False, False, "closing"),
    ]


def test_schools_of_one_trust_share_its_record(admin):
    load(admin)
    trust = Trust.objects.get()
    assert (trust.uid, trust.name) == ("90001", "Demo Learning Trust")
    assert sorted(trust.schools.values_list("urn", flat=True)) == ["900002", "900004"]


def test_a_closed_school_closes_its_organisation_so_that_its_staff_lose_their_access(admin):
    load(admin)
    assert School.objects.get(urn="900003").organisation.closed_on == date(2019, 8, 31)


def test_so_does_one_that_closes_later_and_it_opens_again_when_that_is_undone(admin):
    load(admin)
    batch = load(admin, changed(**{"EstablishmentStatus (name)": "Closed", "CloseDate": "31-08-2026"}))
    assert Organisation.objects.get(school__urn="900001").closed_on == date(2026, 8, 31)
    actions.undo(batch, by=admin, at=AT)
    assert Organisation.objects.get(school__urn="900001").closed_on is None


def test_the_same_file_again_changes_nothing(admin):
    load(admin)
    versions = list(School.objects.order_by("urn").values_list("version", flat=True))
    again = load(admin)
    assert counts(again) == {"rows": 9, "created": 0, "updated": 0, "unchanged": 7, "left_out": 2, "rejected": 2}
    assert list(School.objects.order_by("urn").values_list("version", flat=True)) == versions


def test_a_change_in_the_list_changes_only_what_the_list_has(admin):
    load(admin)
    school = School.objects.get(urn="900001")
    SchoolContact.objects.create(school=school, name="Demo Contact", phone="1")
    School.objects.filter(pk=school.pk).update(area="North")
    batch = load(
        admin, changed(**{"EstablishmentName": "Demo Elm Academy", "Trusts (code)": "90002", "Trusts (name)": "New"})
    )
    assert counts(batch) == {"rows": 9, "created": 0, "updated": 1, "unchanged": 6, "left_out": 2, "rejected": 2}
    school = School.objects.select_related("organisation", "trust").get(urn="900001")
    assert (school.name, school.trust.name, school.area, school.version) == ("Demo Elm Academy", "New", "North", 2)
    assert school.contacts.get().name == "Demo Contact"


def test_undoing_puts_schools_organisations_and_trusts_back(admin):
    load(admin)
    before = (list(School.objects.order_by("urn").values_list("urn", "roll")), Organisation.objects.count())
    batch = load(
        admin, changed(**{"EstablishmentName": "Demo Elm Academy", "Trusts (code)": "90002", "Trusts (name)": "New"})
    )
    actions.undo(batch, by=admin, at=AT)
    assert School.objects.get(urn="900001").name == "Demo Elm Tree Primary School"
    assert Trust.objects.filter(uid="90002").count() == 0
    assert (list(School.objects.order_by("urn").values_list("urn", "roll")), Organisation.objects.count()) == before


def test_undoing_a_first_import_leaves_nothing(admin):
    held = Organisation.objects.count()
    actions.undo(load(admin), by=admin, at=AT)
    assert (School.objects.count(), Trust.objects.count(), Authority.objects.count()) == (0, 0, 0)
    assert Organisation.objects.count() == held


def test_an_import_is_not_undone_under_a_school_whose_staff_have_been_given_access(admin):
    batch = load(admin)
    organisation = School.objects.get(urn="900001").organisation
    Membership.objects.create(user=admin, organisation=organisation, role="head", from_on=date(2026, 11, 1))
    with pytest.raises(Refused, match="other records now depend on what it made"):
        actions.undo(batch, by=admin, at=AT)
    assert School.objects.count() == 5


def test_a_zipped_file_in_windows_1252_is_read_and_said(admin):
    text = INVENTED.read_text("utf-8").replace("Ŵ", "W")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("results/edubasealldata20261123.csv", text.encode("cp1252"))
        archive.writestr("links_edubasealldata20261123.csv", "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n")
    batch = load(admin, packed.getvalue())
    assert batch.notes == ["The file is not UTF-8, so it was read as Windows-1252. Check names with accents below."]
    assert School.objects.get(urn="900003").name == "St Zoë’s Demo CofE School"


def test_two_names_for_one_trust_in_a_file_are_one_trust_with_the_first(admin):
    data = INVENTED.read_text("utf-8").replace("Demo Learning Trust", "DEMO LEARNING TRUST", 1).encode()
    batch = load(admin, data)
    assert Trust.objects.get().name == "DEMO LEARNING TRUST"
    assert batch.created == 5


def test_a_file_without_a_column_we_read_is_refused_rather_than_blanking_it(admin):
    text = INVENTED.read_text("utf-8").replace("HeadLastName", "Head", 1)
    with pytest.raises(Refused) as refused:
        preview(admin, text.encode())
    assert (
        refused.value.message == "The first row must be the headings. The file does not have the column HeadLastName."
    )
    assert refused.value.field == "file"


@needs_shared
def test_the_2024_header_of_140_columns_is_read(admin):
    data = (SHARED / "dfe_find-placement-schools_gias_subset.csv").read_bytes()
    batch = load(admin, data, "201", "202", "212", "213", "878", "860", "865")
    # The eighth is a school overseas, in no authority.
    assert counts(batch) == {"rows": 8, "created": 7, "updated": 0, "unchanged": 1, "left_out": 1, "rejected": 0}
    closing = School.objects.get(urn="126370")
    assert (closing.status, closing.closed_on) == (Status.CLOSING, date(2024, 7, 31))
    assert School.objects.get(urn="137666").phone == "01626852314"


@needs_shared
def test_the_older_header_of_120_columns_is_read_and_its_shifted_rows_are_rejected(admin):
    data = (SHARED / "dfe_teaching-vacancies_example_schools_data.csv").read_bytes()
    batch = load(admin, data, "201", "202", "203")
    assert counts(batch) == {"rows": 19, "created": 9, "updated": 0, "unchanged": 0, "left_out": 0, "rejected": 10}
    reasons = {tuple(row.reasons) for row in batch.lines.filter(outcome="rejected")}
    assert reasons == {("The row has 135 cells, but there are 120 headings: there are too many.",)}


@needs_shared
def test_of_authorities_that_nobody_asked_for_every_row_is_left_out(admin):
    batch = preview(admin, (SHARED / "dfe_find-placement-schools_gias_subset.csv").read_bytes(), "931")
    assert counts(batch) == {"rows": 8, "created": 0, "updated": 0, "unchanged": 8, "left_out": 8, "rejected": 0}
