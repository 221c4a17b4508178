"""Takes an application of a chaperone, and keeps what is found out: references, interviews, the DBS, the training."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from licensing.chaperones import letters, pathway
from licensing.chaperones.models import CertificateCopy, Chaperone, DbsCheck, Interview, LivedAt, Referee
from licensing.chaperones.references.asking import end_links, waiting_for
from licensing.chaperones.submitting import ChaperoneApplication, LivedGiven, RefereeGiven, at_own_address
from oxle.accounts.models import User
from oxle.cases import actions, casework
from oxle.cases.inbox_models import Origin
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.core.errors import Refused
from oxle.documents.actions import store_upload
from oxle.people.actions.addresses import add_address
from oxle.people.actions.family import add_adult
from oxle.schooldays.wording import plain_day

SOURCE = "Application to be approved as a chaperone"


@transaction.atomic
def apply(told: ChaperoneApplication, *, by: User | None, on: date, at: datetime, origin: str = Origin.COUNCIL) -> Case:
    """Receive an application on a day, and open its case about an adult who is new to the records.

    `by` is the officer who enters it; None where the applicant sent it. By giving a name nobody becomes somebody whom
    we hold: who has the same name and day of birth is shown to the officer. What lacks something is received and
    labelled. Refused, at its field, is what cannot be: a birth or an address to come, an address that ends before it
    begins, no address of today, a referee at the applicant’s own address.
    """
    _must_be_possible(told, on)
    adult = add_adult(
        title=told.title, given=told.given, family=told.family, born_on=told.born_on, email=told.email,
        phone=told.phone, by=by, on=on,
    )  # fmt: skip
    # Where they live now is the address of letters; what was before is for the checks alone.
    for one in told.lived:
        if one.to_on is None:
            add_address(adult, lines=one.lines, postcode=one.postcode, from_on=one.from_on, source=SOURCE, by=by, on=on)
    case = actions.open_case(
        pathway.CHAPERONE, pathway.APPLY, by=by, on=on, at=at, origin=origin, adult=adult,
        parties={letters.CHAPERONE: [adult]},
    )  # fmt: skip
    _keep(case, told, by=by, on=on, at=at)
    if told.photo is not None and by is not None:
        casework.attach(case, told.photo, title="Photograph of the chaperone", by=by, on=on, at=at)
    return case


def _keep(case: Case, told: ChaperoneApplication, *, by: User | None, on: date, at: datetime) -> None:
    Chaperone.objects.create(
        case=case, former_names=told.former_names, insurance_number=told.insurance_number, paid=told.paid,
        home_authority=told.home_authority, experience=told.experience, health=told.health, declared=told.declared,
        safeguarding=told.safeguarding, agrees_checks=told.agrees_checks, training=told.training,
        trained_on=told.trained_on, told_dbs_number=told.dbs_number, told_dbs_on=told.dbs_on,
        told_update_service=told.update_service, photo=told.photo, training_certificate=told.training_certificate,
        received_on=on, received_at=at, by=by,
    )  # fmt: skip
    _keep_addresses(case, told.lived)
    _keep_referees(case, told.referees)


def _keep_addresses(case: Case, lived: Any) -> None:
    LivedAt.objects.bulk_create(
        LivedAt(case=case, lines=one.lines, postcode=one.postcode, from_on=one.from_on, to_on=one.to_on)
        for one in lived
    )


def _keep_referees(case: Case, referees: Any) -> None:
    Referee.objects.bulk_create(
        Referee(case=case, name=one.name, relation=one.relation, lines=one.lines, email=one.email, phone=one.phone)
        for one in referees
    )


def _must_be_possible(told: ChaperoneApplication, on: date) -> None:
    _must_be_others(told.referees, told.email)
    if told.born_on > on:
        raise Refused("The date of birth must be in the past", field="born_on")
    if sum(one.to_on is None for one in told.lived) != 1:
        raise Refused("Give one address that has not ended: where they live now", field="lived")
    for one in told.lived:
        if one.from_on > on or (one.to_on is not None and not one.from_on <= one.to_on <= on):
            raise Refused(
                f"The address from {plain_day(one.from_on)} on cannot be true: look at its days", field="lived"
            )


def _must_be_others(referees: Sequence[RefereeGiven], applicant: str) -> None:
    if own := at_own_address(referees, applicant):
        raise Refused(own[0], field="referees")


@transaction.atomic
def supply(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Keep what an application lacked. `data`: photo (an upload, or none), lived and referees (what is new of each),
    agrees_checks. Refused for a referee at the applicant’s own address."""
    _must_be_others(data["referees"], case.adult.email if case.adult else "")
    event = actions.take(case, step, **taken)
    entry = Chaperone.objects.select_for_update().get(pk=case.pk)
    lived: list[LivedGiven] = data["lived"]
    referees: list[RefereeGiven] = data["referees"]
    _keep_addresses(case, lived)
    _keep_referees(case, referees)
    if data.get("photo"):
        entry.photo = store_upload(data["photo"], by=event.by, at=event.at, field="photo")
        casework.attach(case, entry.photo, title="Photograph of the chaperone", by=event.by, on=event.on, at=event.at)
    entry.agrees_checks = entry.agrees_checks or data["agrees_checks"]
    entry.save(update_fields=["photo", "agrees_checks"])
    return event


@transaction.atomic
def begin_check(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Begin to check; a referee who has answered by then is not waited for."""
    waits = case.referees.filter(suitable=None).exists()
    facts = {} if waits else {pathway.ALL_IN.key: True}
    return actions.take(case, step, **{**taken, "facts": {**taken.get("facts", {}), **facts}})


@transaction.atomic
def take_reference(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Keep what a referee answers. `data`: referee (a key), suitable, related, said, document (an upload, or none).

    `by` is None where it came by the link that was sent; whichever way it comes, the link ends. Refused for one who
    has answered already.
    """
    referee = waiting_for(case, data["referee"])
    left = case.referees.filter(suitable=None).exclude(pk=referee.pk).exists()
    said = {
        pathway.REFEREE.key: referee.key, "name": referee.name, "suitable": data["suitable"],
        "related": data["related"],
    }  # fmt: skip
    facts = {**taken.get("facts", {}), **said}
    event = actions.take(case, step, **{**taken, "facts": facts if left else {**facts, pathway.ALL_IN.key: True}})
    if data.get("document"):
        file = store_upload(data["document"], by=event.by, at=event.at, field="document")
        referee.document = casework.attach(case, file, title="Reference", by=event.by, on=event.on, at=event.at)
    referee.suitable, referee.related, referee.said = data["suitable"], data["related"], data["said"]
    referee.answered_on, referee.answered_at, referee.by = event.on, event.at, event.by
    referee.by_link = event.by is None
    referee.save()
    end_links(referee, at=event.at)
    return event


@transaction.atomic
def record_interview(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Keep the record of an interview. `data`: with_whom, identity, record, suitable."""
    event = actions.take(case, step, **{**taken, "facts": {"suitable": data["suitable"]}})
    Interview.objects.create(
        case=case, with_whom=data["with_whom"], identity=data["identity"], record=data["record"],
        suitable=data["suitable"], on=event.on, at=event.at, by=event.by,
    )  # fmt: skip
    return event


@transaction.atomic
def record_dbs(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Keep what was seen of the DBS. `data`: way, number, issued_on, barred_list, update_service, suitable, decision,
    copy (an upload, or none: it goes by itself within the time of the setting)."""
    if data["issued_on"] > taken["on"]:
        raise Refused("The certificate cannot be of a later day than it was seen", field="issued_on")
    facts = {"way": data["way"], "suitable": data["suitable"]}
    if not data["update_service"]:
        facts[pathway.NO_UPDATE_SERVICE.key] = True
    event = actions.take(case, step, **{**taken, "facts": facts})
    DbsCheck.objects.create(
        case=case, way=data["way"], number=data["number"], issued_on=data["issued_on"],
        barred_list=data["barred_list"], update_service=data["update_service"], suitable=data["suitable"],
        decision=data["decision"], on=event.on, at=event.at, by=event.by,
    )  # fmt: skip
    if data.get("copy"):
        file = store_upload(data["copy"], by=event.by, at=event.at, field="copy")
        CertificateCopy.objects.create(case=case, file=file, received_at=event.at, by=event.by)
    return event


@transaction.atomic
def record_training(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Keep which training was done. `data`: training, trained_on."""
    if data["trained_on"] > taken["on"]:
        raise Refused("The training cannot be of a later day than this entry", field="trained_on")
    facts = {"training": data["training"], "trained_on": data["trained_on"].isoformat()}
    event = actions.take(case, step, **{**taken, "facts": facts})
    entry = Chaperone.objects.select_for_update().get(pk=case.pk)
    entry.training, entry.trained_on = data["training"], data["trained_on"]
    entry.save(update_fields=["training", "trained_on"])
    return event
