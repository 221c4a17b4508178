"""Statements, the certificate, the schedule: what each keeps, what the database refuses, who was faster."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from attendance.prosecution import papers, queries
from attendance.prosecution.court_models import Commencement, Outcome, Release
from attendance.prosecution.models import Bundle, Certificate, Charge, Exhibit, Prosecution, Statement, UnusedMaterial
from oxle.core.errors import Refused, Stale
from tests.attendance import court
from tests.attendance.make import moment

pytestmark = pytest.mark.django_db
ON = court.BEGUN


@pytest.fixture
def case(people):
    return court.charged(court.begun(court.final_warning(people), people), people)


def written(case, people) -> Statement:
    return papers.write_statement(
        case, maker="A Head", maker_as="Head", text="I know.", by=people.officer, at=moment(ON)
    )


# --- statements ---------------------------------------------------------------------------------------------


def test_two_editors_of_a_statement_do_not_overwrite_each_other(people, case):
    row = written(case, people)
    mine, theirs = Statement.objects.get(pk=row.pk), Statement.objects.get(pk=row.pk)
    told = {"maker": "A Head", "maker_as": "Head", "by": people.officer, "at": moment(ON)}
    papers.change_statement(mine, mine.version, text="First.", **told)
    with pytest.raises(Stale):
        papers.change_statement(theirs, theirs.version, text="Second.", **told)
    row.refresh_from_db()
    assert row.text == "First."


def test_a_signed_statement_cannot_change_by_any_way(people, case):
    row = court.statement(case, people)
    with pytest.raises(Refused, match="Write a new edition"):
        papers.change_statement(
            row, row.version, maker="A", maker_as="B", text="Other.", by=people.officer, at=moment(ON)
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        Statement.objects.filter(pk=row.pk).update(text="Other.")


def test_a_new_edition_replaces_a_signed_statement_and_keeps_it(people, case):
    first = court.statement(case, people)
    second = papers.write_statement(
        case, maker="A Head", maker_as="Head", text="More.", by=people.officer, at=moment(ON), replaces=first
    )
    assert (second.edition, second.replaces) == (2, first)
    assert queries.statements_of(case) == [second]
    first.refresh_from_db()
    assert first.state == "signed"


def test_a_statement_carries_the_declaration_that_section_9_requires(people, case):
    assert written(case, people).declaration == papers.DECLARATION


def test_a_statement_is_not_signed_in_the_future(people, case):
    row = written(case, people)
    with pytest.raises(Refused) as refusal:
        papers.sign_statement(row, row.version, signed_on=date(2026, 11, 24), copy=None, by=people.officer, on=ON)
    assert refusal.value.field == "signed_on"


# --- the certificate ----------------------------------------------------------------------------------------


def test_the_certificate_counts_the_register_of_the_offence_period(people, case):
    row = papers.make_certificate(case, by=people.officer, at=moment(ON))
    # 29 school days from 2 September to 12 October 2026; every fourth missed: 8 days.
    assert (row.possible, row.present, row.authorised, row.unauthorised) == (58, 42, 0, 16)
    assert row.marks[0] == ["2026-09-02", "O", "O"]
    assert row.marks[1] == ["2026-09-03", "/", "\\"]


def test_sessions_that_were_not_possible_are_shown_and_not_counted(people, case):
    court.marks(people, "03/09/2026,Y2,Y2\n04/09/2026,Q,D\n07/09/2026,I,I", ON)
    row = papers.make_certificate(case, by=people.officer, at=moment(ON))
    assert (row.possible, row.present, row.authorised, row.unauthorised) == (54, 36, 2, 16)
    assert row.marks[1] == ["2026-09-03", "Y2", "Y2"]


def test_a_certificate_with_an_n_left_standing_is_refused_with_its_days(people, case):
    court.marks(people, "03/09/2026,N,/\n04/09/2026,N,N", ON)
    with pytest.raises(Refused, match="still says N on 3 September 2026 and 4 September 2026"):
        papers.make_certificate(case, by=people.officer, at=moment(ON))


def test_a_certificate_of_a_register_with_gaps_is_refused_with_the_days(people, case):
    case = court.charged(case, people, offence_to_on=date(2026, 10, 16))
    with pytest.raises(Refused, match="every session of 15 October 2026 and 16 October 2026"):
        papers.make_certificate(case, by=people.officer, at=moment(ON))


def test_a_corrected_register_needs_a_new_certificate_and_the_old_one_stays(people, case):
    court.certified(case, people)
    court.marks(people, "02/09/2026,M,O", ON)
    again = papers.make_certificate(case, by=people.officer, at=moment(ON))
    assert (again.authorised, again.unauthorised, again.signed_on) == (1, 15, None)
    old = case.certificates.exclude(replaced_at=None).get()
    assert (old.unauthorised, old.signed_by) == (16, "A Head")


def test_a_certificate_cannot_be_signed_before_its_period_is_over_nor_twice(people, case):
    row = papers.make_certificate(case, by=people.officer, at=moment(ON))
    sign = {"signed_by": "A Head", "signed_as": "Head", "copy": None, "on": ON}
    with pytest.raises(Refused, match="before the period was over"):
        papers.sign_certificate(row, signed_on=date(2026, 10, 11), **sign)
    papers.sign_certificate(row, signed_on=date(2026, 10, 12), **sign)
    with pytest.raises(Refused, match="already signed"):
        papers.sign_certificate(row, signed_on=ON, **sign)


def test_the_marks_of_a_certificate_never_change(people, case):
    row = papers.make_certificate(case, by=people.officer, at=moment(ON))
    with pytest.raises(DatabaseError), transaction.atomic():
        Certificate.objects.filter(pk=row.pk).update(marks=[])


# --- unused material ----------------------------------------------------------------------------------------


def unused(case, people, *, disclosable: bool = True) -> UnusedMaterial:
    return papers.schedule_unused(
        case,
        description="Visit notes",
        disclosable=disclosable,
        reason="Show illness.",
        by=people.officer,
        at=moment(ON),
    )


def test_the_schedule_numbers_its_lines_and_takes_back_that_there_was_nothing(people, case):
    papers.nothing_unused(case, by=people.officer, on=ON)
    assert [unused(case, people).number, unused(case, people).number] == [1, 2]
    assert Prosecution.objects.get(case=case).nothing_unused_on is None


def test_nobody_can_say_there_is_nothing_beside_a_line_of_the_schedule(people, case):
    unused(case, people)
    with pytest.raises(Refused, match="already lists material"):
        papers.nothing_unused(case, by=people.officer, on=ON)


def test_only_disclosable_material_is_disclosed_and_once(people, case):
    kept, told = unused(case, people, disclosable=False), unused(case, people)
    with pytest.raises(Refused, match="judged not to help"):
        papers.disclose(kept, to="The defence", disclosed_on=ON, on=ON)
    papers.disclose(told, to="The defence", disclosed_on=ON, on=ON)
    with pytest.raises(Refused, match="disclosed already"):
        papers.disclose(told, to="The defence", disclosed_on=ON, on=ON)


# --- what the database refuses --------------------------------------------------------------------------------


def refused_by(constraint: str, change) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        change()


def test_the_database_refuses_papers_that_cannot_be(people, case):
    charge = queries.charge_of(case)
    refused_by("offence_ends_after_it_begins", lambda: _save(charge, offence_to_on=date(2026, 9, 1)))
    refused_by("one_current_charge_a_defendant", lambda: _again(queries.charge_of(case)))
    detail = case.prosecution
    refused_by("supervision_considered_with_reason", lambda: _save(detail, supervision_considered_on=ON))
    refused_by("nothing_unused_says_who", lambda: _save(Prosecution.objects.get(pk=case.pk), nothing_unused_on=ON))
    row = written(case, people)
    refused_by("statement_signed_on_a_day", lambda: _save(row, state="signed"))
    refused_by("statement_refused_for_a_reason", lambda: _save(Statement.objects.get(pk=row.pk), state="refused"))
    refused_by("statement_says_something", lambda: _save(Statement.objects.get(pk=row.pk), text=""))
    certificate = papers.make_certificate(case, by=people.officer, at=moment(ON))
    refused_by("certificate_signed_by_somebody", lambda: _save(certificate, signed_on=ON))
    line = unused(case, people, disclosable=False)
    refused_by("disclosed_to_somebody_on_a_day", lambda: _save(line, disclosed_on=ON, disclosed_to="The defence"))
    refused_by("unused_material_says_why", lambda: _save(UnusedMaterial.objects.get(pk=line.pk), reason=""))
    refused_by(
        "exhibit_is_one_thing",
        lambda: Exhibit.objects.create(case=case, label="A", title="A", added_at=moment(ON), added_by=people.officer),
    )
    refused_by(
        "bundle_is_made_or_says_why_not",
        lambda: Bundle.objects.create(case=case, number=1, state="made", asked_at=moment(ON), asked_by=people.officer),
    )


def test_the_database_refuses_a_release_or_a_court_that_cannot_be(people, case):
    event = case.events.last()
    bundle = court.bundled(case, people)
    refused_by(
        "released_on_both_tests",
        lambda: Release.objects.create(
            event=event,
            bundle=bundle,
            evidential_met=True,
            evidential_reason="Yes.",
            public_interest_met=False,
            public_interest_reason="No.",
        ),
    )
    begun = {"event": event, "urn": "1", "served_on": ON, "statements_served_on": ON}
    refused_by(
        "single_justice_only_for_444_1",
        lambda: Commencement.objects.create(kind="s444_1a", method="sjp", **begun),
    )
    refused_by(
        "requisition_names_a_hearing",
        lambda: Commencement.objects.create(kind="s444_1a", method="requisition", **begun),
    )
    guilty = {"event": event, "plea": "guilty", "verdict": "guilty"}
    refused_by("only_the_guilty_are_sentenced", lambda: Outcome.objects.create(**guilty))
    refused_by(
        "prison_only_for_444_1a",
        lambda: Outcome.objects.create(**guilty, convicted_of="s444_1", sentence="prison"),
    )
    refused_by(
        "a_fine_has_an_amount",
        lambda: Outcome.objects.create(**guilty, convicted_of="s444_1", sentence="fine"),
    )


def test_a_bundle_once_made_never_changes(people, case):
    made = court.bundled(case, people)
    with pytest.raises(DatabaseError), transaction.atomic():
        Bundle.objects.filter(pk=made.pk).update(content_sha256="0" * 64)


def _save(row, **changes) -> None:
    for name, value in changes.items():
        setattr(row, name, value)
    row.save()


def _again(charge: Charge) -> None:
    charge.pk, charge.event = None, charge.case.events.first()
    charge.save(force_insert=True)
