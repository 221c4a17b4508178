"""Tests of the command that disposes of what audit rows held, and of the one that verifies the chain."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from oxle.audit import acting, verifying
from oxle.audit.models import Certificate, Change, Sight
from oxle.audit.sights import see
from oxle.core.models import RuleValue
from tests import make
from tests.audit.test_sealing import seal

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("outside")]
AT = datetime(2026, 9, 15, 10, 30, tzinfo=UTC)
BY = {"by": "example.manager@example.org", "reason": "Six years have passed"}


@pytest.fixture
def rule() -> RuleValue:
    """A sealed rule that was made and changed, among other sealed rows."""
    make.user("manager")
    row = RuleValue.objects.create(rule="one", value="1", from_on=date(2026, 9, 15), reason="Agreed")
    RuleValue.objects.filter(pk=row.pk).update(value="2")
    RuleValue.objects.create(rule="two", value="1", from_on=date(2026, 9, 15), reason="Agreed")
    with acting("user:1"):
        see([7], "page", reason="A doctor rang")
    seal()
    return row


def said(name: str, *words: str, **options: object) -> str:
    out = StringIO()
    call_command(name, *words, stdout=out, **options)
    return out.getvalue()


def emptied() -> int:
    return Change.objects.filter(before__isnull=True, after__isnull=True).count()


def test_what_was_kept_of_one_record_is_emptied_and_nothing_else(rule):
    number = Certificate.objects.count()
    answer = said("audit_dispose", **BY, record=["core_rulevalue", str(rule.pk)])
    certificate = Certificate.objects.get()
    assert answer == f"Certificate {certificate.pk}: 2 rows of change emptied, Six years have passed\n"
    assert number == 0
    assert emptied() == 2
    assert list(
        Change.objects.filter(before__isnull=True, after__isnull=True).values_list("table", "row").distinct()
    ) == [("core_rulevalue", str(rule.pk))]
    assert verifying.verify().problem == ""


def test_the_certificate_itself_is_a_recorded_change(rule):
    said("audit_dispose", **BY, record=["core_rulevalue", str(rule.pk)])
    change = Change.objects.get(table="audit_certificate")
    assert (change.actor, change.action, change.after["reason"]) == (
        "command: audit_dispose",
        "insert",
        "Six years have passed",
    )


def test_everything_older_than_a_day_is_emptied_reasons_for_looking_too(rule):
    tomorrow = datetime.now(UTC).date() + timedelta(days=2)
    rows = Change.objects.count()
    said("audit_dispose", **BY, before=tomorrow)
    assert Change.objects.filter(before__isnull=True, after__isnull=True).count() == rows
    assert list(Sight.objects.values_list("actor", "children", "reason")) == [("user:1", [7], "")]
    assert verifying.verify().problem == ""


def test_what_is_younger_stays(rule):
    assert said("audit_dispose", **BY, before=date(2020, 9, 1)) == (
        "Nothing that is sealed and still has its payload fits.\n"
    )
    assert emptied() == 0


def test_somebody_must_have_decided_it(rule):
    with pytest.raises(CommandError, match=r"Nobody has the address nobody@example\.org\."):
        said("audit_dispose", by="nobody@example.org", reason="x", record=["core_rulevalue", str(rule.pk)])
    assert emptied() == 0


def test_a_verified_chain_is_counted(rule):
    rows = Change.objects.count() + Sight.objects.count()
    assert said("audit_verify") == f"1 seals over {rows} rows hold.\n"


def test_a_broken_chain_fails_the_command(rule, outside):
    change = Change.objects.order_by("pk").first()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_change SET actor = 'user:9' WHERE id = %s", [change.pk])
    with pytest.raises(CommandError, match=f"The change {change.pk} was altered."):
        said("audit_verify")


def test_a_copy_of_the_heads_kept_elsewhere_is_believed_instead_of_ours(rule, outside, tmp_path):
    copy = tmp_path / "copy.txt"
    copy.write_text(f"1 {AT.isoformat()} {'f' * 64}\n")
    with pytest.raises(CommandError, match=r"Seal 1 is not the one whose head left the database\."):
        said("audit_verify", heads=copy)
    with pytest.raises(CommandError, match="There is no file"):
        said("audit_verify", heads=tmp_path / "none.txt")
