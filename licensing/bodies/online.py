"""The application for the approval of an organisation as it is filled in on line; sent, it is a case at once."""

from datetime import date, datetime
from typing import Any

from django import forms

from licensing.applicants import queries
from licensing.applicants.forms import FileForm
from licensing.applicants.models import ApplicationDraft
from licensing.applicants.sections import Section
from licensing.applicants.sheets import Sheet
from licensing.bodies import actions, fields, rules
from licensing.bodies.deciding import APPROVALS
from licensing.bodies.submitting import BodyApplication
from oxle.cases.inbox_models import Origin
from oxle.core.forms import OxleForm
from oxle.core.section_forms import SectionForm
from oxle.core.uploads import UploadField
from oxle.schooldays.wording import plain_day

ORGANISATION, ACTIVITIES, CHILDREN, CARE, POLICY, RISKS = (
    "organisation", "activities", "children", "care", "policy", "risks",
)  # fmt: skip
_WHO, _SAFE = "You and the performances", "Keeping children safe"
_DAYS = ("wanted_from_on", "wanted_until_on", "policy_on")


class OrganisationForm(SectionForm):
    names = {"lines": "the address", "applicant": "your name", "position": "your job there"}
    organisation = fields.organisation()
    applicant = forms.CharField(
        label="Your name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    position = forms.CharField(label="Your job there", max_length=200)
    phone = fields.phone()
    lines = fields.address()
    postcode = fields.postcode()


class ActivitiesForm(SectionForm):
    names = {"activities": "what the children take part in", "places": "where the performances are"}
    activities = fields.activities()
    places = fields.places()
    place_authority = fields.place_authority()
    wanted_from_on = fields.wanted_from_on()
    wanted_until_on = fields.wanted_until_on()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first, last = data.get("wanted_from_on"), data.get("wanted_until_on")
        if first and last and last < first:
            self.add_error("wanted_until_on", "The last day cannot be before the first")
        return data


class ChildrenForm(SectionForm):
    names = {
        "children": "how many children take part", "unpaid": "whether anybody is paid",
        "misses_school": "whether any child misses school",
    }  # fmt: skip
    children = fields.children()
    unpaid = fields.unpaid()
    misses_school = fields.misses_school()


class CareForm(SectionForm):
    in_charge = fields.in_charge()
    checks = fields.checks()
    policy_on = fields.policy_on()


class PolicyForm(FileForm):
    words = "How you keep children safe, and what you do when somebody is worried about one. One file."
    file = UploadField(label="Safeguarding policy", most_mb=20)


class RisksForm(FileForm):
    words = "What may harm the children at each place, and what you do about it. One file."
    file = UploadField(label="Risk assessment", most_mb=20)


class SendForm(OxleForm):
    """The declaration, made as it is sent."""

    names = {"declared_by": "your name"}
    declared_by = forms.CharField(label="Your name", max_length=200)
    true = forms.BooleanField(
        label="I am authorised to apply, and what this application says is true and complete to the best of my "
        "knowledge",
    )
    reports = forms.BooleanField(
        label="We report our performances and the children who took part, and tell the council of every change"
    )


def receive(draft: ApplicationDraft, *, on: date, at: datetime) -> str:
    """Open the case. Its reference is what the applicant is told."""
    told: dict[str, Any] = {}
    for section in (ORGANISATION, ACTIVITIES, CHILDREN, CARE):
        told |= draft.answers[section]
    for name in _DAYS:
        told[name] = date.fromisoformat(told[name])
    files = {one.section: one.file for one in queries.files_of(draft)}
    application = BodyApplication(
        **told, email=draft.applicant.email, policy=files[POLICY], risk_assessment=files[RISKS]
    )
    return str(actions.apply(application, by=None, on=on, at=at, origin=Origin.APPLICANT).reference)


def to_know(draft: ApplicationDraft, on: date) -> list[str]:
    """What speaks against an approval already: payment, another council, a longer time than an approval lasts."""
    found, told = [], draft.answers.get(ACTIVITIES, {})
    if draft.answers.get(CHILDREN, {}).get("unpaid") is False:
        found.append("Somebody is paid: each child then needs a licence of their own.")
    if elsewhere := told.get("place_authority"):
        found.append(f"The performances are in {elsewhere}: that council decides, and we send your application on.")
    if told:
        first, last = (date.fromisoformat(told[name]) for name in ("wanted_from_on", "wanted_until_on"))
        if last > (longest := APPROVALS.longest(first, on)):
            months = rules.APPROVED_FOR.in_words(rules.APPROVED_FOR.on(on))
            found.append(f"An approval lasts {months} at most: until {plain_day(longest)}.")
    return found


SHEET = Sheet(
    kind=ApplicationDraft.Kind.BODY,
    title="Application for the approval of an organisation",
    before="Before you apply for the approval of an organisation",
    sections=(
        Section(ORGANISATION, "The organisation", _WHO),
        Section(ACTIVITIES, "The performances", _WHO),
        Section(CHILDREN, "The children", _WHO),
        Section(CARE, "Who is with the children", _SAFE),
        Section(POLICY, "Safeguarding policy", _SAFE),
        Section(RISKS, "Risk assessment", _SAFE),
    ),
    forms={
        ORGANISATION: OrganisationForm,
        ACTIVITIES: ActivitiesForm,
        CHILDREN: ChildrenForm,
        CARE: CareForm,
    },
    files={POLICY: PolicyForm, RISKS: RisksForm},
    declares=SendForm,
    receive=receive,
    begins="licensing/applicants/body_begins.html",
    next="licensing/applicants/body_next.html",
    to_know=to_know,
)
