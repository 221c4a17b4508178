"""Two who edit at once: nobody overwrites what they have not seen."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from oxle.accounts.models import Organisation
from oxle.audit import acting
from oxle.core.concurrency import save_if_unchanged
from oxle.core.errors import Stale
from tests import make


@pytest.mark.django_db
def test_an_edit_of_what_was_seen_is_written_and_makes_a_new_version():
    team = make.organisation(name="First Team")
    team.name = "Second Team"
    save_if_unchanged(team, 1, ["name"])
    assert team.version == 2
    assert list(Organisation.objects.values_list("name", "version")) == [("Second Team", 2)]


@pytest.mark.django_db
def test_an_edit_of_an_older_version_is_refused_and_carries_what_is_there_now():
    team = make.organisation(name="First Team")
    theirs = Organisation.objects.get()
    theirs.name = "Their Team"
    save_if_unchanged(theirs, 1, ["name"])
    team.name = "My Team"
    with pytest.raises(Stale) as refused:
        save_if_unchanged(team, 1, ["name"])
    assert refused.value.record == theirs
    assert (refused.value.record.name, refused.value.record.version) == ("Their Team", 2)
    assert Organisation.objects.get().name == "Their Team"


@pytest.mark.django_db
def test_only_the_named_fields_are_written():
    team = make.organisation(name="First Team")
    Organisation.objects.update(closed_on="2026-09-01")
    team.name = "Second Team"
    team.kind = "agency"
    save_if_unchanged(team, 1, ["name"])
    found = Organisation.objects.get()
    assert (found.name, found.kind, found.closed_on.isoformat()) == ("Second Team", "team", "2026-09-01")


@pytest.mark.django_db
def test_a_version_that_was_never_there_is_stale():
    team = make.organisation()
    for version in (0, 2, -1, 99_999_999_999):
        with pytest.raises(Stale):
            save_if_unchanged(team, version, ["name"])


@pytest.mark.django_db(transaction=True)
def test_of_two_edits_at_once_one_is_written_and_the_other_is_told():
    with acting("system: test"):
        team = make.organisation(name="First Team")
    both_in = Barrier(2, timeout=10)

    def edit(name: str) -> str:
        try:
            mine = Organisation.objects.get(pk=team.pk)
            mine.name = name
            with acting("user:1"):
                both_in.wait()
                save_if_unchanged(mine, 1, ["name"])
            return f"wrote {name}"
        except Stale as stale:
            return f"saw {stale.record.name}"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as two:
        said = sorted(one.result() for one in [two.submit(edit, "One"), two.submit(edit, "Two")])
    name = Organisation.objects.get().name
    assert said == [f"saw {name}", f"wrote {name}"]
