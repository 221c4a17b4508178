"""The application to be a chaperone as it is filled in on line; sent, it is a case at once."""

from datetime import date, datetime
from typing import Any

from licensing.applicants import queries
from licensing.applicants.forms import field_day
from licensing.applicants.models import ApplicationDraft
from licensing.applicants.sections import Answers, Missing, items
from licensing.applicants.sheets import Sheet
from licensing.chaperones import actions, lacking, rules
from licensing.chaperones.models import LivedAt
from licensing.chaperones.online import forms, sections
from licensing.chaperones.submitting import ChaperoneApplication, LivedGiven, RefereeGiven, is_own_address
from oxle.cases.inbox_models import Origin
from oxle.people.ages import age_on
from oxle.schooldays.counting import add_months
from oxle.schooldays.wording import plain_day


def _day(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None


def lived_of(answers: Answers) -> list[LivedGiven]:
    """The addresses as typed, the newest first."""
    found = [
        LivedGiven(one["lines"], one["postcode"], date.fromisoformat(one["from_on"]), _day(one["to_on"]))
        for one in items(answers, sections.LIVED)
    ]
    return sorted(found, key=lambda one: one.from_on, reverse=True)


def application_of(draft: ApplicationDraft) -> ChaperoneApplication:
    """What a whole draft says, in the terms of those who receive it. The e-mail address is the one that was proved."""
    answers = draft.answers
    you, dbs, training = (dict(answers[one]) for one in (sections.YOU, sections.DBS, sections.TRAINING))
    safe, files = answers[sections.SAFEGUARDING], {one.section: one.file for one in queries.files_of(draft)}
    you["born_on"] = date.fromisoformat(you["born_on"])
    trained = training.pop("trained")
    return ChaperoneApplication(
        **you,
        email=draft.applicant.email,
        lived=lived_of(answers),
        referees=[
            RefereeGiven(one["name"], one["relation"], one["lines"], one["email"], one["phone"])
            for one in items(answers, sections.REFEREES)
        ],
        **answers[sections.EXPERIENCE],
        declared=_declared(safe),
        safeguarding="\n\n".join(f"{question}\n{safe[name]}" for name, question in forms.ASKED.items()),
        agrees_checks=dbs["agrees_checks"],
        training=training["training"] if trained else "",
        trained_on=_day(training["trained_on"]) if trained else None,
        dbs_number=dbs["dbs_number"],
        dbs_on=_day(dbs["dbs_on"]),
        update_service=dbs["update_service"],
        photo=files[sections.PHOTO],
        training_certificate=files.get(sections.CERTIFICATE),
    )


def _declared(safe: Any) -> str:
    """What they answered with yes, and what they say of it; "" where they answered no throughout."""
    found = [words for name, words in forms.DECLARED.items() if safe[name]]
    return "\n".join([*(f"{words}." for words in found), safe["details"]]) if found else ""


def also_missing(draft: ApplicationDraft, on: date) -> list[Missing]:
    """One address of today, and as many referees as are asked, none of them at the applicant’s own address."""
    found = []
    if sum(one.to_on is None for one in lived_of(draft.answers)) != 1:
        found.append(Missing(sections.LIVED, "Give one address without a last day: where you live now."))
    asked = rules.REFEREES.on(on)
    if len(items(draft.answers, sections.REFEREES)) < asked:
        found.append(Missing(sections.REFEREES, f"Name {asked} referees who are no relatives."))
    for one in items(draft.answers, sections.REFEREES):
        if is_own_address(one["email"], draft.applicant.email):
            found.append(Missing(sections.REFEREES, f"{one['name']}: this is your own address. Enter the referee’s."))
    return found


def to_know(draft: ApplicationDraft, on: date) -> list[str]:
    """What an officer will find lacking: the age, a gap in the addresses, no agreement to the checks."""
    answers, found = draft.answers, []
    born_on, least = _day(answers.get(sections.YOU, {}).get("born_on")), rules.LEAST_AGE.on(on)
    if born_on and age_on(born_on, on) < least:
        found.append(f"A chaperone is at least {least}.")
    lived = [LivedAt(from_on=one.from_on, to_on=one.to_on) for one in lived_of(answers)]
    if lived:
        found += lacking.gaps_in(lived, add_months(on, -12 * rules.ADDRESSES.on(on)), on)
    if answers.get(sections.DBS, {}).get("agrees_checks") is False:
        found.append("Without your agreement to the checks we cannot approve you.")
    if elsewhere := answers.get(sections.YOU, {}).get("home_authority"):
        found.append(f"You live in {elsewhere}: that council decides, and we send your application on.")
    return found


def receive(draft: ApplicationDraft, *, on: date, at: datetime) -> str:
    """Open the case. Its reference is what the applicant is told."""
    case = actions.apply(application_of(draft), by=None, on=on, at=at, origin=Origin.APPLICANT)
    return str(case.reference)


def heading(section: str, item: dict[str, Any]) -> str:
    """What an item of a list is called."""
    return str(item["name"] if section == sections.REFEREES else item["lines"].splitlines()[0])


def summary(section: str, item: dict[str, Any]) -> str:
    """One line on an item of a list."""
    if section == sections.REFEREES:
        return ", ".join(filter(None, (item["relation"], item["email"], item["phone"])))
    until = field_day(item["to_on"]) if item["to_on"] else "today"
    address = ", ".join(filter(None, (*item["lines"].splitlines(), item["postcode"])))
    return f"{address}. From {plain_day(date.fromisoformat(item['from_on']))} to {until}"


SHEET = Sheet(
    kind=ApplicationDraft.Kind.CHAPERONE,
    title="Application to be approved as a chaperone",
    before="Before you apply to be a chaperone",
    sections=sections.SECTIONS,
    forms=forms.FORMS,
    items=forms.ITEMS,
    files=forms.FILES,
    optional={sections.CERTIFICATE},
    declares=forms.SendForm,
    receive=receive,
    begins="licensing/applicants/chaperone_begins.html",
    next="licensing/applicants/chaperone_next.html",
    heading=heading,
    summary=summary,
    also_missing=also_missing,
    to_know=to_know,
)
