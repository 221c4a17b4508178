"""The audit's list of changes: what belongs to a case is listed and found by the case's reference."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from oxle.audit.models import Change
from oxle.cases.models import Note, Party
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-10-16T10:00")
    return court.People()


def records(answer) -> list[str]:
    return [str(row.get_cell("table")) for row in answer.context["table"].page.object_list]


def test_a_change_is_listed_and_found_by_the_reference_of_its_case_and_of_no_other(people):
    case = referrals.sent(people.school, people.child, people.lead, court.REFERRED)
    other = referrals.sent(people.school, referrals.family(people.school), people.lead, court.REFERRED)
    # The database's own clock is what the audit goes by.
    days = {"from_on": "1/1/2020"}
    browser = make.signed_in(make.user("auditor"))
    found = records(browser.get(reverse("audit:changes"), {"reference": case.reference.lower(), **days}))
    assert {record.partition(", ")[2] for record in found} == {case.reference}
    assert {"Case", "Person in a case", "Step taken"} <= {record.partition(", ")[0] for record in found}
    assert other.reference not in found
    nobody = browser.get(reverse("audit:changes"), {"reference": "OX-0000-0000", **days})
    assert records(nobody) == []


def test_however_many_changes_are_listed_their_cases_are_read_at_once(people):
    case = referrals.sent(people.school, people.child, people.lead, court.REFERRED)
    browser = make.signed_in(make.user("auditor"))
    counted = []
    for table in (Note, Party):
        asked = {"table": table._meta.db_table, "from_on": "1/1/2020"}
        browser.get(reverse("audit:changes"), asked)
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse("audit:changes"), asked)
        counted.append(len(queries))
        if table is Note:
            assert Change.objects.filter(table=table._meta.db_table).count() == 0
    assert Change.objects.filter(table=Party._meta.db_table, after__case_id=case.pk).count() == 2
    # None at all asks for no case's reference; two ask once, and for who made the change.
    assert counted[1] - counted[0] <= 4
