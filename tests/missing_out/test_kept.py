"""The copy of the register says at any moment what the register says when it is worked out, and hides nobody."""

from datetime import date, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.urls import reverse

from oxle.audit import acting
from oxle.cases.criteria import Rated
from oxle.cases.models import Case, Party
from oxle.core.release import release
from oxle.core.rules import change_rule
from oxle.missing_out import actions, kept, rules
from oxle.missing_out.kept_models import KeptRegister, KeptRow
from oxle.missing_out.register import register_for
from oxle.people import actions as people
from oxle.people.models import Child
from oxle.provision.actions import make_offer
from oxle.provision.models import SESSIONS_A_WEEK, OfferKind
from oxle.schooldays.actions import add_closure
from oxle.schooldays.models import Calendar, ClosureKind
from tests import make
from tests.exclusions.make import People, moment
from tests.missing_out.test_as_at import Autumn

TODAY, DAY = date(2026, 11, 27), timedelta(days=1)
AT = moment(TODAY)


@pytest.fixture
def there() -> People:
    return People()


def nowhere(name: str = "Ash") -> Child:
    """A child of whom nobody knows a school."""
    return make.child(name, "Example", born_on=date(2014, 3, 1))


def worked_out(on: date, at: datetime = AT) -> tuple[datetime, int]:
    """When the copy was last worked out, and for how many rows."""
    return kept.bring_up_to_date(on, at).at, KeptRow.objects.count()


@pytest.mark.django_db
def test_on_every_day_of_an_autumn_the_copy_says_what_the_register_says_whoever_reads(there: People) -> None:
    autumn = Autumn(there)
    manager, readers = make.user("manager"), [make.user("senior_attendance_officer"), there.officer]
    todo, partly = autumn.days(), 0
    for day in sorted({*todo, *(day + DAY for day in todo)}):
        for act in todo.get(day, ()):
            act(day)
            before = KeptRegister.objects.values_list("on", "last_change").first()
            assert kept.register_today(manager, day, moment(day))[0] == register_for(manager, day), (day, act)
            partly += before is not None and before[0] == day
        for reads in readers:
            assert kept.register_today(reads, day, moment(day))[0] == register_for(reads, day), (day, reads)
    # Not only on new days was it worked out: after the second thing of a day, those whom it concerns alone.
    assert partly > 0


@pytest.mark.django_db
def test_it_is_worked_out_again_only_where_something_happened_that_may_move_a_row(there: People) -> None:
    nowhere()
    first, later = AT, AT + timedelta(minutes=5)
    assert worked_out(TODAY, first) == (first, 1)
    make.user("auditor")
    assert worked_out(TODAY, later) == (first, 1)
    nowhere("Birch")
    assert worked_out(TODAY, later) == (later, 2)


@pytest.mark.django_db
def test_a_setting_a_closed_day_and_a_new_day_work_everybody_out_anew(there: People) -> None:
    child, officer = nowhere(), there.officer
    (row,) = kept.register_today(officer, TODAY, AT)[0].rows
    change_rule(rules.NOTHING_LONGER_THAN, "200", from_on=TODAY, reason="the group said so")
    (other,) = kept.register_today(officer, TODAY, AT)[0].rows
    assert (row.rating.rated, other.rating.rated) == (Rated.RED, Rated.AMBER)
    shut = TODAY - DAY
    add_closure(
        Calendar.objects.get(is_default=True), kind=ClosureKind.UNPLANNED, starts_on=shut, ends_on=shut,
        reason="No heating", by=officer, on=TODAY,
    )  # fmt: skip
    (fewer,) = kept.register_today(officer, TODAY, AT)[0].rows
    assert (row.days - fewer.days, fewer.child) == (1, child)
    (older,) = kept.register_today(officer, TODAY + 3 * DAY, AT)[0].rows
    assert older.days == fewer.days + 1


@pytest.mark.django_db
def test_another_release_and_a_dump_that_was_loaded_into_another_cluster_work_everybody_out_anew(there: People) -> None:
    nowhere()
    first, later = AT, AT + timedelta(minutes=5)
    older = kept.edition_of("the code of an older release")
    assert older != kept.edition_of(release())
    for held in ({"edition": older}, {"cluster": "1"}):
        KeptRegister.objects.all().delete()
        assert worked_out(TODAY, first) == (first, 1)
        made = KeptRegister.objects.values().get()
        KeptRow.objects.update(said={"days": 3})
        KeptRegister.objects.update(**held)
        assert worked_out(TODAY, later) == (later, 1)
        assert kept.differences(TODAY) == []
        now = KeptRegister.objects.values().get()
        assert {name: now[name] for name in held} == {name: made[name] for name in held}


@pytest.mark.django_db
def test_in_another_cluster_also_what_has_a_lower_number_is_news(there: People) -> None:
    child, reader = nowhere(), there.officer
    kept.register_today(reader, TODAY, AT)
    # There the snapshot of the dump has seen every number that is given in these days.
    seen_all = f"{10**9}:{10**9}:"
    KeptRegister.objects.update(snapshot=seen_all, transaction=10**9 - 1)
    other = nowhere("Birch")
    assert [row.child for row in kept.register_today(reader, TODAY, AT)[0].rows] == [child]
    KeptRegister.objects.update(cluster="1")
    assert [row.child for row in kept.register_today(reader, TODAY, AT)[0].rows] == [child, other]


@pytest.mark.django_db
def test_a_rating_that_a_person_sets_and_an_offer_that_is_made_are_on_it_at_once(there: People) -> None:
    child, by = nowhere(), there.officer
    kept.register_today(by, TODAY, AT)
    change_rule(rules.NOTHING_LONGER_THAN, "200", from_on=TODAY, reason="the group said so")
    actions.raise_rating(child, rated=Rated.RED, reason="A threat.", until_on=None, by=by, on=TODAY, at=AT)
    (row,) = kept.register_today(by, TODAY, AT)[0].rows
    assert row.rating.rated == Rated.RED
    make.enrolled(child, there.school, TODAY)
    assert kept.register_today(by, TODAY, AT)[0].rows == []
    make_offer(child, there.school, kind=OfferKind.NONE, from_on=TODAY, to_on=None, minutes=[0] * SESSIONS_A_WEEK,
               source="OX", by=None)  # fmt: skip
    assert [row.child for row in kept.register_today(by, TODAY, AT)[0].rows] == [child]


@pytest.mark.django_db
def test_a_case_whose_other_child_is_closed_to_a_person_is_not_on_it_and_their_own_child_is(there: People) -> None:
    case, reader = there.tell(), there.officer
    sister, brother = nowhere("Sister"), make.child("Brother", "Example", born_on=date(2004, 3, 1))
    for child in (sister, brother):
        Party.objects.create(case=case, child=child, role="sibling", from_on=TODAY)

    def cases() -> dict[str, tuple[Case, ...]]:
        rows = kept.register_today(reader, TODAY, AT)[0].rows
        assert rows == register_for(reader, TODAY).rows
        return {row.child.shown_name: row.cases for row in rows}

    mine, manager = case.child.shown_name, make.user("manager")
    assert cases() == {mine: (case,), "Sister Example": ()}
    for child in (brother, sister):
        people.restrict(child, child.version, because="A refuge.", by=manager, on=TODAY)
        assert cases()[mine] == ()
        Child.objects.filter(pk=child.pk).update(restricted=False)
        assert cases()[mine] == (case,)


@pytest.mark.django_db
def test_the_check_finds_a_row_that_is_not_what_is_worked_out(there: People, capsys, monkeypatch) -> None:
    monkeypatch.setenv("OXLE_NOW", AT.isoformat())
    child = nowhere()
    call_command("check_register")
    assert "1 rows: every one is what is worked out" in capsys.readouterr().out
    KeptRow.objects.update(said={"days": 3})
    assert kept.differences(TODAY) == [child.pk]
    with pytest.raises(CommandError, match="1 rows of the copy are not what is worked out"):
        call_command("check_register")


@pytest.mark.django_db
def test_the_page_says_when_it_was_worked_out_and_lists_who_came_a_moment_ago(there: People, monkeypatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-27T09:00:00+00:00")
    nowhere()
    browser, url = make.signed_in(there.officer), reverse("missing_out:register")
    assert "As at 27 November 2026 at 9:00am" in browser.get(url).content.decode()
    monkeypatch.setenv("OXLE_NOW", "2026-11-27T09:10:00+00:00")
    assert "As at 27 November 2026 at 9:00am" in browser.get(url).content.decode()
    nowhere("Birch")
    page = browser.get(url)
    assert "As at 27 November 2026 at 9:10am" in page.content.decode()
    assert [row.record.name for row in page.context["table"].page.object_list] == ["Ash Example", "Birch Example"]


@pytest.mark.django_db(transaction=True)
def test_what_was_being_written_while_it_was_worked_out_is_on_it_as_soon_as_it_is_written(there: People) -> None:
    # Another transaction began before the copy was made, and ends after it: its change has a lower number than others
    # that the copy knows, and must not be taken for one of them.
    born_on, reader = date(2014, 3, 1), make.user("manager")
    slow = connections.create_connection("default")
    try:
        with slow.cursor() as cursor:
            cursor.execute("BEGIN; SELECT set_config('oxle.actor', 'test', true)")
            cursor.execute(
                "INSERT INTO people_child (key, version, former_upn, shown_name, sort_name, born_on, sex, ethnicity,"
                " language, interpreter_needed, restricted, restricted_because, legacy_reference, search_text,"
                " search_sounds) VALUES ('slowchild', 1, '', 'Slow Example', 'slow', %s, 'U', '', '', false, false,"
                " '', '', '', '')",
                [born_on],
            )
            with acting("test"):
                quick = nowhere("Quick")
            assert [row.child for row in kept.register_today(reader, TODAY, AT)[0].rows] == [quick]
            cursor.execute("COMMIT")
        names = {row.child.shown_name for row in kept.register_today(reader, TODAY, AT)[0].rows}
        assert names == {"Quick Example", "Slow Example"}
    finally:
        slow.close()
