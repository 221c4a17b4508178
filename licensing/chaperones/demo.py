"""Chaperones of the made-up county: a register in force, three who must renew soon, one who lapsed, applications."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

from PIL import Image

from licensing.chaperones import actions, deciding, pathway
from licensing.chaperones.models import DbsCheck
from licensing.chaperones.online import demo as online
from licensing.chaperones.references import asking
from licensing.chaperones.submitting import ChaperoneApplication, LivedGiven, RefereeGiven
from oxle.cases.models import Case
from oxle.demo.county import County
from oxle.documents.actions import store_made
from oxle.documents.models import File
from oxle.documents.types import PNG
from oxle.schooldays.counting import add_months

APPROVED, ENDING_SOON, APPLICATIONS = 45, 3, 4
GIVEN = ("Alder", "Bryony", "Clover", "Damson", "Elder", "Fern", "Gorse", "Hazel", "Iris")
FAMILY = ("Ashdown", "Birchall", "Cranmoor", "Dunnock", "Eastlake", "Foxley")
REFEREES = (
    RefereeGiven("Rowan Sedgemoor", "Head teacher until 2022", email="rowan@referees.demo.example"),
    RefereeGiven("Linnet Parrish", "Neighbour for ten years", phone="01632 960111"),
)


def build(county: County) -> None:
    """These chaperones; none in a large county."""
    if county.size.in_bulk:
        return
    of, photo = APPROVED + 1 + APPLICATIONS, _photo(county)
    for number in range(of):
        if number < APPROVED + 1:
            _approved(county, number, photo)
        else:
            _applied(county, number, photo)
        county.progress("Chaperones", number + 1, of)
    online.build(county)


def _photo(county: County) -> File:
    """A grey picture in place of a face: nobody here is anybody."""
    kept = BytesIO()
    Image.new("L", (60, 80), 160).save(kept, "PNG")
    return store_made(kept.getvalue(), kind=PNG, name="photograph.png", at=county.moment(county.days_ago(800)))


def _approved(county: County, number: int, photo: File) -> None:
    """In force until a day in the next years; the first three until one within the next weeks, the last one lapsed."""
    on = county.days_ago(200 + 11 * number)
    until_on = add_months(on, 36) - timedelta(days=1)
    if number < ENDING_SOON:
        until_on = county.on + timedelta(days=20 + 15 * number)
    elif number == APPROVED:
        until_on = county.days_ago(12)
    case = _open(county, number, photo, on)
    by, at = county.people["admin"], county.moment(on, 11)
    taken: dict[str, Any] = {"by": by, "on": on, "at": at}
    actions.begin_check(case, pathway.CHECK, data={}, **taken)
    _find_out(case, taken, how_far=4)
    data = {
        "until_on": until_on, "conditions": "", "most_children": 6 if number % 9 == 5 else None,
    }  # fmt: skip
    facts = {pathway.UNTIL_ON.key: until_on.isoformat()}
    deciding.APPROVALS.approve(case, pathway.APPROVE, data=data, facts=facts, **taken)
    if number == APPROVED:
        deciding.APPROVALS.run_out_each(on=county.on, at=county.moment(county.on))


def _applied(county: County, number: int, photo: File) -> None:
    """One after the other has come further: read, with a reference, interviewed."""
    ago = 3 + 6 * (number - APPROVED - 1)
    on = county.days_ago(ago)
    case = _open(county, number, photo, on)
    if ago <= 3:
        return
    on = county.days_ago(ago - 2)
    taken: dict[str, Any] = {"by": county.people["admin"], "on": on, "at": county.moment(on, 11)}
    actions.begin_check(case, pathway.CHECK, data={}, **taken)
    if number == APPROVED + 2:
        # Sent a link, and not answered yet.
        asking.ask(case, pathway.ASK_REFEREE, data={"referee": case.referees.all()[0].key, "email": ""}, **taken)
    _find_out(case, taken, how_far=number - APPROVED - 2)


def _open(county: County, number: int, photo: File, on: date) -> Case:
    moved = add_months(on, -30)
    lived = [
        LivedGiven(f"{number + 3} Orchard Row\nExampleton", "EX1 2AB", moved),
        LivedGiven(f"{number + 8} Weir Lane\nExampleton", "EX1 2AC", add_months(on, -90), moved),
    ]
    told = ChaperoneApplication(
        GIVEN[number % len(GIVEN)], FAMILY[number % len(FAMILY)], date(1962 + number % 38, 1 + number % 12, 9), lived,
        REFEREES, ("voluntary", "paid", "both")[number % 3], agrees_checks=True,
        email=f"chaperone{number}@people.demo.example", experience="Helps at the dance school.",
        photo=photo,
    )  # fmt: skip
    return actions.apply(told, by=county.people["admin"], on=on, at=county.moment(on, 9))


def _find_out(case: Case, taken: dict[str, Any], *, how_far: int) -> None:
    for referee in list(case.referees.all())[: max(how_far, 0)]:
        said = {"referee": referee.key, "suitable": True, "related": False, "said": "Patient, and never late."}
        actions.take_reference(case, pathway.REFERENCE, data=said, **taken)
    if how_far < 3:
        return
    said = {
        "with_whom": "A licensing officer", "identity": "Passport, bank statement", "suitable": True,
        "record": "Knows what to do if a child is unwell.",
    }  # fmt: skip
    actions.record_interview(case, pathway.INTERVIEW, data=said, **taken)
    if how_far < 4:
        return
    said = {
        "way": DbsCheck.Way.CERTIFICATE, "number": f"{case.pk:012}", "issued_on": taken["on"], "barred_list": True,
        "update_service": case.pk % 2 == 0, "suitable": True, "decision": "",
    }  # fmt: skip
    actions.record_dbs(case, pathway.DBS, data=said, **taken)
    said = {"training": "Safeguarding for chaperones, on line", "trained_on": taken["on"]}
    actions.record_training(case, pathway.TRAINING, data=said, **taken)
