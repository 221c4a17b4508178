"""Which school followed which: read from the national list, and shown once from either side."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from oxle.exchange import actions
from oxle.schooldays.wording import listed, plain_day
from oxle.schools.models import School, SchoolLink
from oxle.schools.queries import closing_of, linked_to, successors_of
from tests import make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DATA = Path(__file__).parent.parent / "data"
SHARED = Path(__file__).parents[3] / "shared" / "data" / "gias"


@pytest.fixture
def admin():
    return make.user("administrator")


def load(by, kind: str, data: bytes, **options):
    batch = actions.preview(kind, data, file_name=f"{kind}.csv", options=options, by=by, at=AT)
    return actions.commit(batch, by=by, at=AT)


@pytest.fixture
def links(admin):
    load(admin, "schools", (DATA / "schools_invented.csv").read_bytes(), authorities=["931"])
    return load(admin, "school-links", (DATA / "school_links_invented.csv").read_bytes())


def test_links_between_schools_we_have_are_kept_and_others_left_out_or_named(links):
    assert (links.rows, links.created, links.unchanged, links.left_out, links.rejected) == (5, 3, 1, 1, 1)
    assert links.lines.get(outcome="rejected").reasons == [
        "No school with URN 900099 is here. Import the schools first."
    ]


def test_a_school_may_have_two_successors_and_each_is_shown_once(links):
    closed = School.objects.get(urn="900003")
    assert [(each.school.urn, each.what, each.since) for each in linked_to(closed)] == [
        ("900001", "Successor", date(2019, 8, 31)),
        ("900004", "Successor", date(2019, 8, 31)),
    ]
    assert [school.urn for school in successors_of(closed)] == ["900001", "900004"]


def test_a_school_that_closed_says_when_and_who_took_its_place(links):
    closed = School.objects.get(urn="900003")
    day, after = closed.closed_on, listed([school.name for school in successors_of(closed)])
    said = f"{closed.name} closed on {plain_day(day)}. Its place was taken by {after}."
    assert (closing_of(closed, day - timedelta(days=1)), closing_of(closed, day)) == ("", said)
    assert closing_of(School.objects.get(urn="900001"), day) == ""


def test_a_link_stated_from_one_side_only_is_seen_from_the_other(links):
    elm_tree = School.objects.get(urn="900001")
    assert [(each.school.urn, each.what) for each in linked_to(elm_tree)] == [("900003", "Predecessor")]


def test_the_date_of_a_link_is_the_one_its_own_school_states(links):
    hill = School.objects.get(urn="900004")
    assert [(each.school.urn, each.since) for each in linked_to(hill)] == [("900003", date(2019, 9, 1))]


def test_undoing_takes_the_links_away(links, admin):
    actions.undo(links, by=admin, at=AT)
    assert SchoolLink.objects.count() == 0


def test_schools_are_not_undone_from_under_their_links(links, admin):
    from oxle.core.errors import Refused
    from oxle.exchange.models import Batch

    with pytest.raises(Refused, match="other records now depend on what it made"):
        actions.undo(Batch.objects.get(kind="schools"), by=admin, at=AT)


def test_the_database_refuses_a_school_linked_to_itself(links):
    with pytest.raises(IntegrityError, match="school_is_not_linked_to_itself"), transaction.atomic():
        SchoolLink.objects.update(other_id=SchoolLink.objects.first().school_id)


def test_the_database_refuses_the_same_link_twice(links):
    link = SchoolLink.objects.first()
    with pytest.raises(IntegrityError, match="one_link_of_a_kind_a_pair"), transaction.atomic():
        SchoolLink.objects.create(
            school=link.school, other=link.other, kind=link.kind, kind_name=link.kind_name, established_on=None
        )


def test_a_row_that_links_a_school_to_itself_or_has_no_kind_is_rejected(admin):
    data = b"URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n900001,900001,x,,31/13/2019\n"
    batch = actions.preview("school-links", data, file_name="links.csv", options={}, by=admin, at=AT)
    assert batch.lines.get().reasons == [
        "LinkEstablishedDate is “31/13/2019”, which is not a date like 31-08-2013.",
        "LinkType is empty.",
        "URN and LinkURN are the same school.",
    ]


@pytest.mark.skipif(not SHARED.exists(), reason="shared data absent")
def test_the_real_file_of_links_is_read_to_its_last_row(admin):
    data = (SHARED / "links_edubasealldata20250422_oxfordshire.csv").read_bytes()
    urns = {line.split(",")[column] for line in data.decode().splitlines()[1:] for column in (0, 1)}
    for urn in sorted(urns):
        make.school(name=f"Demo School {urn}", urn=urn)
    batch = load(admin, "school-links", data)
    assert (batch.rows, batch.created, batch.left_out, batch.rejected) == (395, 395, 0, 0)
    assert {school.urn for school in successors_of(School.objects.get(urn="139528"))} == {"146800", "148247"}
