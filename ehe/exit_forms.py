"""Writes the exit forms of schools: each is kept as it was sent; one with gaps goes back at once, its gaps named."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ehe import consent, lawful, pathway, rules
from ehe.challenging import challenge
from ehe.gaps import gaps_of
from ehe.models import ExitForm
from oxle.accounts.models import User
from oxle.cases import actions, casework
from oxle.cases.models import Case, Event
from oxle.core.errors import Refused
from oxle.documents.models import File
from oxle.people.models import Child, Enrolment
from oxle.people.refusals import not_before_birth
from oxle.schools.models import School

LETTER = "The parents’ letter"
CORRESPONDENCE = "What other agencies wrote, with the exit form"


@transaction.atomic
def send(
    case: Case,
    *,
    told: Mapping[str, Any],
    letter_on: date | None,
    letter: File | None,
    correspondence: File | None = None,
    by: User,
    on: date,
    at: datetime,
) -> ExitForm:
    """Keep an exit form that the head, a senior leader or the safeguarding lead signed. `told`: fields of ExitForm.
    `correspondence`: what other agencies wrote; without it that of the last form stays.

    With gaps it goes back at once. What appears unlawful in it is challenged. Refused while one waits to be read or
    was accepted. What officers do on the case meanwhile does not keep it from being sent.
    """
    Case.objects.select_for_update().only("pk").get(pk=case.pk)
    if case.child is None or case.school is None:
        raise Refused("No exit form is asked of a school here: the child was on no roll that we know of.")
    if why := why_not_of(case.child, case.school):
        raise Refused(why)
    days = {name: told.get(name) for name in ("voice_on", "meeting_on", "last_on", "deleted_on")}
    not_before_birth(case.child, letter_on=letter_on, **days)
    if standing(case) is not None:
        raise Refused("You have sent the exit form. The council returns it if anything is missing.")
    number = case.exit_forms.count() + 1
    form = ExitForm(case=case, number=number, sent_at=at, sent_on=on, sent_by=by, **told)
    facts = {pathway.CONCERN_ON.key: on.isoformat()} if form.has_concerns else {}
    kept = {"by": by, "on": on, "at": at, "from_school": True}
    if correspondence is not None:
        form.correspondence = casework.attach(case, correspondence, title=CORRESPONDENCE, **kept)
    elif before := case.exit_forms.order_by("number").last():
        form.correspondence = before.correspondence
    form.save(force_insert=True)
    home = case.home_education
    if letter_on is not None:
        home.letter_on = letter_on
    if letter is not None:
        home.letter = casework.attach(case, letter, title=LETTER, **kept)
    home.save(update_fields=["letter_on", "letter"])
    actions.take(case, pathway.FILE_FORM, by=by, on=on, at=at, facts=facts)
    found = lawful.of_form(form, home.letter_on, confirmed=rules.REGULATION_CONFIRMED.on(on))
    challenge(case, [*found, *consent.challenged_without(case, form.deleted_on)], on=on, at=at)
    missing = gaps_of(form, home)
    if missing:
        again = {pathway.ASKED_ON.key: on.isoformat()}
        reason = f"Please send it again with: {'; '.join(missing)}."
        actions.take(case, pathway.RETURN_FORM, by=None, on=on, at=at, reason=reason, facts=again)
        form.refresh_from_db()
    return form


def why_not_of(child: Child, school: School) -> str | None:
    """Why a school can be asked for no exit form of a child: the child was never on its roll. None where it can."""
    if Enrolment.objects.filter(child=child, school=school).exists():
        return None
    return f"The child was never on the roll of {school}, as far as we know: no exit form can come from there."


def standing(case: Case) -> ExitForm | None:
    """The form that waits to be read or was accepted; None where none came, or the last was returned."""
    return case.exit_forms.filter(returned_on=None).first()


def returned(case: Case, event: Event) -> None:
    """The form that stood went back with its gaps, which its school reads."""
    form = standing(case)
    if form is not None:
        form.returned_on, form.gaps, form.accepted_on = max(event.on, form.sent_on), event.reason, None
        form.save(update_fields=["returned_on", "gaps", "accepted_on"])


def accepted(case: Case, event: Event) -> None:
    """The form that stood was accepted."""
    form = standing(case)
    if form is not None:
        form.accepted_on = event.on
        form.save(update_fields=["accepted_on"])
