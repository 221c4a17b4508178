"""The views that analysts read: each has the rows that the service's own queries have, and none tells a name."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction
from django.db.models import Q, QuerySet
from django.test import TestCase

from attendance.referrals.models import Referral
from cme.models import Deletion, Missing
from ehe.models import ExitForm, HomeEducation
from exclusions.models import FundingEntry, ManagedMove, OffSiteDirection, PermanentExclusion, Suspension
from licensing.bodies.models import BodyApproval
from licensing.chaperones.models import Chaperone
from licensing.performances.models import Licence, Production
from licensing.work.models import Permit
from oxle.accounts.permissions import Compartment
from oxle.audit import grants
from oxle.audit.actor import set_actor
from oxle.cases import duties
from oxle.cases.concern_models import Concern
from oxle.cases.inbox_models import HandOver
from oxle.cases.models import Case, Deadline, Event
from oxle.cases.pathways import TAKEN_BACK
from oxle.cases.plan_models import EducationPlan
from oxle.cases.rating_models import SetRating
from oxle.core import reporting, reporting_dictionary
from oxle.core.references import new_reference
from oxle.core.reporting import NAMES, PLAIN, READERS, Column, View
from oxle.meetings.models import Item, Meeting
from oxle.missing_out.models import GroupAction, GroupDecision, Pack, PackRow
from oxle.people import actions as people
from oxle.people.models import Address, Adult, Child, ChildName, Enrolment, Vulnerability, VulnerabilityKind
from oxle.provision.mismatch_models import Mismatch
from oxle.provision.models import Offer, Provider
from oxle.registers.codes import CODES, Counts
from oxle.registers.models import ChildWeek
from oxle.schooldays.school_years import school_year_of
from oxle.schools.models import School
from reduced_timetables.models import Agreement, Timetable, WeeklyReturn, Whose
from tests.house.county import AT, ON, County

# By which a child or an adult is known, and what stands nowhere else.
GIVEN, FAMILY, UPN, BORN_ON = "Quillfeather", "Thistlewood", "A123456789012", date(2013, 2, 3)
CASE = {"case_reference": lambda row: row.case.reference if row.case else None}
CHILD = {"pupil": lambda row: row.child.key if row.child else None}
MEETING = {"meeting": lambda row: row.meeting.key}
PACK = {"pack": lambda row: row.pack.key}
ORDINARY = Q(event__compartment=Compartment.ORDINARY)


def urn(row: Any) -> str | None:
    """Of whoever is restricted nobody is told the school."""
    return None if row.school is None or (row.child is not None and row.child.restricted) else row.school.urn


def provider(row: Any) -> str | None:
    return row.provider.key if row.provider else None


def unless_restricted(name: str) -> Callable[[Any], Any]:
    def of(row: Any) -> Any:
        child = row if isinstance(row, Child) else row.child
        return None if child and child.restricted else getattr(row, name)

    return of


def closed(row: PackRow) -> bool:
    """Whether where the pupil of a row is, and what is known of them, is not told: restricted, or destroyed since."""
    return row.child is None or row.child.restricted


def unless_closed(name: str) -> Callable[[Any], Any]:
    return lambda row: None if closed(row) else getattr(row, name)


def pathway_of(case: Case) -> Any:
    return duties.pathway(case.pathway, case.pathway_version)


def in_confidence(case: Case) -> bool:
    return pathway_of(case).compartment != Compartment.ORDINARY


def sessions(*counts: Counts) -> Callable[[ChildWeek], int]:
    def of(week: ChildWeek) -> int:
        marks = [week.marks[at : at + 2].strip() for at in range(0, 20, 2)]
        return sum(mark in CODES and CODES[mark].counts in counts for mark in marks)

    return of


@dataclass(frozen=True)
class Expected:
    """What the service itself knows of the rows of a view: each column is the field of its name, unless said else."""

    rows: Callable[[], QuerySet[Any]]
    columns: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)

    def of(self, view: View) -> list[tuple[Any, ...]]:
        """The rows as the view must have them."""
        return [tuple(self._cell(row, column.name) for column in view.columns) for row in self.rows()]

    def _cell(self, row: Any, name: str) -> Any:
        value = self.columns[name](row) if name in self.columns else getattr(row, name)
        return None if value == "" else value


def standing() -> QuerySet[Event]:
    return Event.objects.filter(compartment=Compartment.ORDINARY, superseded_by=None).exclude(step=TAKEN_BACK)


def known_children() -> QuerySet[Child]:
    return Child.objects.filter(merged_into=None)


EXPECTED = {
    "agenda_items": Expected(
        lambda: Item.objects.all(),
        CASE
        | MEETING
        | {
            "between_meetings": lambda row: row.between,
            "school": lambda row: row.school.urn if row.school and not row.case.child.restricted else None,
            "provider": provider,
        },
    ),
    "approved_bodies": Expected(lambda: BodyApproval.objects.all(), CASE),
    "attendance_referrals": Expected(lambda: Referral.objects.all(), CASE),
    "attendance_weeks": Expected(
        lambda: ChildWeek.objects.all(),
        CHILD
        | {
            "school": urn,
            "possible": sessions(Counts.PRESENT, Counts.AUTHORISED, Counts.UNAUTHORISED),
            "present": lambda row: row.presences,
            "authorised": sessions(Counts.AUTHORISED),
            "unauthorised": sessions(Counts.UNAUTHORISED),
        },
    ),
    "cases": Expected(
        lambda: Case.objects.all(),
        {
            "case_reference": lambda row: row.reference,
            "version": lambda row: row.pathway_version,
            "team": lambda row: row.team.name,
            "has_officer": lambda row: row.owner is not None,
            "pupil": lambda row: row.child.key if row.child and not in_confidence(row) else None,
            "school": urn,
            "came_from": lambda row: (
                row.came_from.reference if row.came_from and row.child and not in_confidence(row) else None
            ),
        },
    ),
    "chaperones": Expected(lambda: Chaperone.objects.all(), CASE),
    "clocks": Expected(
        lambda: Deadline.objects.filter(ORDINARY),
        CASE
        | {
            "step_number": lambda row: row.event.order,
            "was_late": lambda row: row.met_on > row.due_on if row.met_on and row.due_on else None,
        },
    ),
    "concerns": Expected(
        lambda: Concern.objects.all(), CHILD | {"concern": lambda row: row.key, "team": lambda row: row.team.name}
    ),
    "enrolments": Expected(lambda: Enrolment.objects.all(), CHILD | {"enrolment": lambda row: row.key, "school": urn}),
    "exclusion_funding": Expected(
        lambda: FundingEntry.objects.all(),
        CASE
        | {
            "on_day": lambda row: row.on,
            "cancelled": lambda row: FundingEntry.objects.filter(cancels=row).exists(),
        },
    ),
    "exit_forms": Expected(lambda: ExitForm.objects.all(), CASE),
    "group_actions": Expected(
        lambda: GroupAction.objects.all(),
        {"action": lambda row: row.reference, "decision": lambda row: row.decision.key},
    ),
    "group_decisions": Expected(
        lambda: GroupDecision.objects.all(),
        MEETING
        | {
            "decision": lambda row: row.key,
            "reference": lambda row: row.row.reference if row.row else None,
            "theme": lambda row: row.theme.reference if row.theme else None,
            "on_day": lambda row: row.on,
        },
    ),
    "hand_overs": Expected(
        lambda: HandOver.objects.all(),
        CASE
        | {
            "on_day": lambda row: row.on,
            "opened": lambda row: row.opened.reference if row.opened and not in_confidence(row.opened) else None,
        },
    ),
    "home_education": Expected(lambda: HomeEducation.objects.all(), CASE),
    "managed_moves": Expected(
        lambda: ManagedMove.objects.all(),
        CASE
        | {
            "school": lambda row: row.to_school.urn if row.to_school and not row.case.child.restricted else None,
            "other_head_agreed_on": lambda row: row.to_head_agreed_on,
        },
    ),
    "meetings": Expected(
        lambda: Meeting.objects.all(),
        {
            "meeting": lambda row: row.key,
            "kind": lambda row: row.series.kind,
            "series": lambda row: row.series.name,
            "area": lambda row: row.series.area,
            "on_day": lambda row: row.on,
        },
    ),
    "missing_children": Expected(lambda: Missing.objects.all(), CASE),
    "off_site_directions": Expected(lambda: OffSiteDirection.objects.all(), CASE | {"provider": provider}),
    "offers": Expected(
        lambda: Offer.objects.all(),
        CHILD | {"offer": lambda row: row.key, "school": urn, "provider": provider},
    ),
    "pack_rows": Expected(
        lambda: PackRow.objects.all(),
        PACK
        | {
            "marks": unless_closed("marks"),
            "district": unless_closed("area"),
            "phase": unless_closed("phase"),
            "school": unless_closed("school"),
            "trust": unless_closed("trust"),
            "kinds": lambda row: [
                "A case of another team" if one == "Kept apart for safeguarding" else one for one in row.kinds
            ],
            "offered": lambda row: row.told.get("offered"),
            "entitled": lambda row: row.told.get("entitled"),
        },
    ),
    "packs": Expected(
        lambda: Pack.objects.all(),
        MEETING | {"pack": lambda row: row.key, "before": lambda row: row.before.key if row.before else None},
    ),
    "performance_licences": Expected(lambda: Licence.objects.all(), CASE),
    "permanent_exclusions": Expected(
        lambda: PermanentExclusion.objects.all(), CASE | {"lives_elsewhere": lambda row: row.lives_in != ""}
    ),
    "productions": Expected(lambda: Production.objects.all(), {"production": lambda row: row.reference}),
    "providers": Expected(
        lambda: Provider.objects.all(),
        {"provider": lambda row: row.key, "places": lambda row: max(row.places)},
    ),
    "pupils": Expected(
        known_children,
        {
            "pupil": lambda row: row.key,
            "born_in_school_year": lambda row: school_year_of(row.born_on).starts_on.year,
            "has_died": lambda row: row.died_on is not None,
            **{name: unless_restricted(name) for name in ("sex", "ethnicity", "language")},
        },
    ),
    "reduced_timetables": Expected(lambda: Timetable.objects.all(), CASE),
    "register_deletions": Expected(
        lambda: Deletion.objects.all(), CASE | CHILD | {"deletion": lambda row: row.key, "school": urn}
    ),
    "register_mismatches": Expected(
        lambda: Mismatch.objects.all(),
        CHILD
        | {
            "school": urn,
            "provider": provider,
            "on_day": lambda row: row.on,
            "half": lambda row: ("AM", "PM")[row.half],
        },
    ),
    "schools": Expected(
        lambda: School.objects.all(),
        {
            "school": lambda row: row.urn,
            "type": lambda row: row.type_name,
            "authority": lambda row: row.authority.name,
            "trust": lambda row: row.trust.name if row.trust else None,
        },
    ),
    "education_plans": Expected(lambda: EducationPlan.objects.filter(child__restricted=False), CHILD),
    "set_ratings": Expected(lambda: SetRating.objects.all(), CHILD | {"rated_before": lambda row: row.before}),
    "steps": Expected(
        standing,
        CASE
        | {
            "step_number": lambda row: row.order,
            "on_day": lambda row: row.on,
            "recorded_at": lambda row: row.at,
        },
    ),
    "suspensions": Expected(
        lambda: Suspension.objects.all(), CASE | CHILD | {"suspension": lambda row: row.reference, "school": urn}
    ),
    "timetable_agreements": Expected(
        lambda: Agreement.objects.filter(taken_back_at=None),
        {"case_reference": lambda row: row.timetable.case.reference},
    ),
    "vulnerabilities": Expected(
        lambda: Vulnerability.objects.filter(child__restricted=False).exclude(kind=VulnerabilityKind.SECTION_47), CHILD
    ),
    "weekly_returns": Expected(lambda: WeeklyReturn.objects.all(), {"school": lambda row: row.school.urn}),
    "work_permits": Expected(lambda: Permit.objects.all(), CASE),
}
# Of what is in the code, or inside one field of a record; each has a test of its own.
BY_ITSELF = {"codes", "pack_figures", "pack_reasons", "pathway_words"}


def rows_of(view: View) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{view.schema}"."{view.name}"')  # noqa: S608
        return cursor.fetchall()


class TestViews(TestCase):
    """One county for all of these tests; some of its children are restricted, one has enquiries under section 47."""

    open_row: PackRow
    restricted_row: PackRow
    destroyed_row: PackRow

    @classmethod
    def setUpTestData(cls) -> None:
        set_actor("test")
        county = County()
        county.grow()
        reads = county.manager
        for child in Child.objects.filter(merged_into=None, restricted=False, cases__isnull=False).distinct()[::3]:
            people.restrict(child, child.version, because="Known to many", by=reads, on=ON)
        agreed = {"whose": Whose.PARENT, "given_by": "A parent", "agreed_on": ON, "since_on": ON, "recorded_at": AT}
        for taken_back_at in (None, AT):
            Agreement.objects.create(
                timetable=county.timetable.reduced_timetable, **agreed, taken_back_at=taken_back_at
            )
        Child.objects.filter(pk=county.excluded.child_id).update(upn=UPN, born_on=BORN_ON)
        Child.objects.update(shown_name=f"{GIVEN} {FAMILY}", sort_name=f"{FAMILY} {GIVEN}")
        ChildName.objects.update(given=GIVEN, family=FAMILY)
        Adult.objects.update(given=GIVEN, family=FAMILY)
        open_one = Child.objects.filter(merged_into=None, restricted=False).first()
        for kind in (VulnerabilityKind.SECTION_47, VulnerabilityKind.YOUNG_CARER):
            Vulnerability.objects.create(child=open_one, kind=kind, from_on=ON, source="Social care")
        restricted = Child.objects.filter(merged_into=None, restricted=True).earliest("pk")
        EducationPlan.objects.create(
            child=restricted, term_starts_on=ON, held_on=ON, quality="good", rated_on=ON, rated_at=AT, rated_by=reads
        )
        cls._into_a_pack()

    @classmethod
    def _into_a_pack(cls) -> None:
        """Three red pupils of a pack, looked after: one of an open record, one restricted, one destroyed since."""
        pack = Pack.objects.earliest("pk")
        others = known_children().exclude(pack_rows__pack=pack).order_by("pk")
        told = {"reasons": [{"criterion": "attendance.severe", "rated": 2, "since": ON.isoformat()}]}
        cls.open_row, cls.restricted_row, cls.destroyed_row = (
            PackRow.objects.create(
                pack=pack, child=child, reference=new_reference("MO"), rated=2, goes_up=False, kinds=["Missing"],
                marks=["looked_after"], area="Vale", phase="Secondary", school="Refuge Road School",
                trust="Hazel Trust", days=9, days_in_year=9, short=60, told=told if child else {}, digest="0",
            )
            for child in (others.filter(restricted=False)[0], others.filter(restricted=True)[0], None)
        )  # fmt: skip

    def test_every_view_has_the_rows_that_the_service_has(self) -> None:
        plain = [one for one in reporting.views() if one.schema == PLAIN]
        assert {one.name for one in plain} == EXPECTED.keys() | BY_ITSELF
        for view in plain:
            if view.name in EXPECTED:
                with self.subTest(view.name):
                    wanted = EXPECTED[view.name].of(view)
                    assert wanted, "the county has none, so nothing is compared"
                    assert sorted(rows_of(view), key=repr) == sorted(wanted, key=repr)

    def test_the_figures_and_reasons_of_packs_are_those_that_were_frozen(self) -> None:
        figures = [(pack.key, *figure) for pack in Pack.objects.all() for figure in pack.beside]
        reasons = [
            (row.pack.key, row.reference, one["criterion"], one["rated"], one["since"])
            for row in PackRow.objects.all()
            if not closed(row)
            for one in row.told.get("reasons", ())
        ]
        assert sorted(rows_of(reporting.view("pack_figures"))) == sorted(map(tuple, figures))
        assert reasons
        found = [(*row[:4], row[4].isoformat()) for row in rows_of(reporting.view("pack_reasons"))]
        assert sorted(found) == sorted(reasons)

    def test_of_a_restricted_or_destroyed_record_a_pack_tells_no_mark_no_criterion_and_no_place(self) -> None:
        view = reporting.view("pack_rows")
        names = [column.name for column in view.columns]
        found = {row[names.index("reference")]: dict(zip(names, row, strict=True)) for row in rows_of(view)}
        with_reasons = {row[1] for row in rows_of(reporting.view("pack_reasons"))}
        told = {"marks": ["looked_after"], "district": "Vale", "phase": "Secondary", "school": "Refuge Road School",
                "trust": "Hazel Trust"}  # fmt: skip
        for row, wanted in (
            (self.open_row, told),
            (self.restricted_row, dict.fromkeys(told)),
            (self.destroyed_row, dict.fromkeys(told)),
        ):
            line = found[row.reference]
            assert ({name: line[name] for name in told}, line["rated"]) == (wanted, 2)
            assert (row.reference in with_reasons) == (row == self.open_row)

    def test_the_words_of_every_stage_step_and_clock_are_there_once(self) -> None:
        wanted = {
            (one.key, one.version, what, part.key, part.label)
            for one in duties.pathways()
            for what, parts in (("stage", one.stages), ("step", one.steps), ("clock", one.clocks))
            for part in parts
        }
        found = rows_of(reporting.view("pathway_words"))
        assert set(found) == wanted
        assert len(found) == len(wanted)
        used = {(one.pathway, one.pathway_version, one.stage) for one in Case.objects.all()}
        assert used <= {(row[0], row[1], row[3]) for row in found if row[2] == "stage"}

    def test_no_view_without_names_tells_anything_by_which_a_child_or_an_adult_is_known(self) -> None:
        told = "\n".join(repr(rows_of(one)) for one in reporting.views() if one.schema == PLAIN)
        assert ChildName.objects.filter(given=GIVEN, family=FAMILY).exists()
        assert Adult.objects.filter(family=FAMILY).exists()
        for secret in (GIVEN, FAMILY, UPN, repr(BORN_ON), *Address.objects.values_list("lines", flat=True)):
            assert secret not in told, secret

    def test_names_are_told_apart_and_never_of_who_is_restricted(self) -> None:
        (named,) = (one for one in reporting.views() if one.schema == NAMES)
        wanted = known_children().filter(restricted=False).values_list("key", "shown_name", "born_on", "upn")
        assert known_children().filter(restricted=True).exists()
        assert sorted(rows_of(named), key=repr) == sorted(map(tuple, wanted), key=repr)


# --- the database, and who may read -----------------------------------------------------------------------------------


def asked(text: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(text, values or None)
        return cursor.fetchall()


@contextmanager
def reading_as(role: str) -> Iterator[None]:
    """What is asked within is asked by a member of a reader's role, in a database that `prepare` has been through. A
    refusal is the last that can be asked."""
    with transaction.atomic():
        grants.close_to_others()
        for schema, reader in READERS.items():
            if not grants.exists(reader):
                asked_nothing(f"CREATE ROLE {reader} NOLOGIN")
            reporting.let_read(connection, schema, reader)
        asked_nothing(f"CREATE ROLE an_analyst LOGIN IN ROLE {role}")
        asked_nothing("SET LOCAL ROLE an_analyst")
        yield
        transaction.set_rollback(True)


def asked_nothing(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text)


@pytest.mark.django_db
@pytest.mark.parametrize("schema", READERS)
def test_a_reader_reads_every_view_of_their_schema_and_nothing_else_in_the_database(schema: str) -> None:
    with reading_as(READERS[schema]):
        for view in reporting.views():
            if view.schema == schema:
                rows_of(view)
        everything = asked(
            "SELECT space.nspname, one.relname FROM pg_class AS one JOIN pg_namespace AS space"
            " ON space.oid = one.relnamespace WHERE space.nspname NOT IN ('pg_catalog', 'information_schema')"
            " AND space.nspname NOT LIKE 'pg\\_toast%' AND one.relkind IN ('r', 'v', 'm', 'p', 'S', 'f')"
            " AND has_schema_privilege(space.oid, 'USAGE')"
            " AND has_table_privilege(one.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES')"
        )
        assert set(everything) == {(one.schema, one.name) for one in reporting.views() if one.schema == schema}
        wanted = "INSERT, UPDATE, DELETE, TRUNCATE"
        assert asked(
            "SELECT one.relname FROM pg_class AS one JOIN pg_namespace AS space ON space.oid = one.relnamespace"
            " WHERE space.nspname = %s AND has_table_privilege(one.oid, %s)", schema, wanted,
        ) == []  # fmt: skip
        spaces = asked(
            "SELECT nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'"
            " AND (has_schema_privilege(oid, 'USAGE') OR has_schema_privilege(oid, 'CREATE'))"
        )
        assert spaces == [(schema,)]
        assert asked("SELECT has_database_privilege(current_database(), 'CREATE, TEMPORARY')") == [(False,)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        "SELECT shown_name FROM public.people_child",
        "SELECT name FROM reporting_names.pupils",
        # It works with its owner's rights, so that nobody else may even name it.
        "SELECT public.cases_empty_audit(1, now(), 1)",
        "CREATE TEMPORARY TABLE mine (one bigint)",
    ],
)
def test_who_reads_without_names_is_refused(text: str) -> None:
    with reading_as(READERS[PLAIN]), pytest.raises(ProgrammingError, match="permission denied"):
        asked(text)


@pytest.mark.django_db
def test_a_view_shows_its_own_rows_alone_to_whatever_function_is_asked_about_them() -> None:
    found = asked(
        "SELECT space.nspname, one.relname FROM pg_class AS one JOIN pg_namespace AS space"
        " ON space.oid = one.relnamespace WHERE one.reloptions @> ARRAY['security_barrier=true']"
        " AND space.nspname <> 'pg_catalog'"
    )
    assert set(found) == {(one.schema, one.name) for one in reporting.views()}


@pytest.mark.django_db
def test_the_database_says_of_every_view_and_column_what_the_dictionary_says() -> None:
    comments = asked(
        "SELECT space.nspname || '.' || one.relname, col.attname, format_type(col.atttypid, col.atttypmod),"
        " col_description(one.oid, col.attnum), obj_description(one.oid) FROM pg_class AS one"
        " JOIN pg_namespace AS space ON space.oid = one.relnamespace JOIN pg_attribute AS col"
        " ON col.attrelid = one.oid AND col.attnum > 0 WHERE space.nspname = ANY(%s) ORDER BY 1, col.attnum",
        list(READERS),
    )
    wanted = [
        (view.full_name, column.name, str(column.kind), column.comment, view.row)
        for view in reporting.views()
        for column in view.columns
    ]
    assert comments == wanted


def test_the_dictionary_has_every_column_and_is_the_one_that_is_committed() -> None:
    text = reporting_dictionary.page()
    for view in reporting.views():
        part = text.partition(f"### `{view.full_name}`\n")[2].partition("\n### ")[0]
        assert [line.split("`")[1] for line in part.splitlines() if line.startswith("| `")] == [
            column.name for column in view.columns
        ]
    page = Path(settings.ROOT) / "docs" / "reporting.md"
    assert page.read_text(encoding="utf-8") == text, "Stale: run `make manage ARGS=docs`"


def test_every_column_and_every_code_is_said_in_words() -> None:
    silent = [
        f"{view.full_name}.{column.name}"
        for view in reporting.views()
        for column in view.columns
        if not column.says.endswith(".") or not all((column.codes or {"": "yes"}).values())
    ]
    assert silent == []


@pytest.mark.django_db(transaction=True)
def test_a_table_can_be_changed_while_the_views_are_off_and_they_come_back_with_what_was_granted() -> None:
    views = "SELECT schemaname, viewname FROM pg_views WHERE schemaname = ANY(%s) ORDER BY 1, 2"
    before = asked(views, list(READERS))
    with transaction.atomic():
        reporting.take_off(connection)
        assert asked("SELECT FROM pg_views WHERE schemaname = ANY(%s)", list(READERS)) == []
        asked_nothing("ALTER TABLE people_child ALTER COLUMN language TYPE text")
        reporting.put_on(connection)
        assert asked(views, list(READERS)) == before
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_views_that_are_as_they_should_be_are_left_alone_and_others_are_made_anew() -> None:
    def numbers() -> list[tuple[Any, ...]]:
        return asked("SELECT 'reporting.pupils'::regclass::oid")

    before = numbers()
    call_command("migrate", verbosity=0, interactive=False)
    assert numbers() == before
    asked_nothing("COMMENT ON SCHEMA reporting IS 'Made of another list'")
    call_command("migrate", verbosity=0, interactive=False)
    assert numbers() != before


def test_two_views_of_one_name_and_a_column_that_is_there_twice_are_refused() -> None:
    column = Column("one", "1", "One.")
    for unsound in (
        View("pupils", "Another.", (column,), "FROM people_child"),
        View("twice", "Twice.", (column, column), "FROM people_child"),
        View("counted", "Counted by what is not there.", (column,), "FROM people_child", ("two",)),
    ):
        with pytest.raises(ImproperlyConfigured):
            reporting.register(unsound)
    assert "twice" not in {one.name for one in reporting.views()}
