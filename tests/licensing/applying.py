"""Applicants and their applications for tests: an address that came in by a link, an application filled in."""

import re
from datetime import datetime
from typing import Any

from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from licensing.applicants import demo, drafting, sections, sessions
from licensing.applicants import sending as sending_applications
from licensing.applicants.models import Applicant, ApplicationDraft
from licensing.parts.messages import LASTS, PURPOSE
from licensing.performances import papers
from licensing.performances.models import Entrant, Production
from licensing.performances.paper_models import ChildPaper
from licensing.performances.submitting import PaperGiven
from oxle.core import dates
from oxle.core.links import make_link
from oxle.correspondence import sending
from oxle.documents.actions import store_upload

EMAIL = "producer@company.example"
ORGANISATION = {
    "organisation": "Example Productions", "name": "Robin Example", "role": "Producer", "phone": "01632 960001",
    "lines": "1 Stage Street", "postcode": "OX1 1AA", "policy": True, "policy_on": "2026-01-05",
}  # fmt: skip
PRODUCTION = {
    "name": "The Long Show", "kind": "theatre", "said": "A musical. The children sing.", "night": "",
    "body_approval": "", "body_number": "",
}  # fmt: skip
PLACE = {
    "key": "place222222222", "name": "Exampleton Playhouse", "lines": "2 Stage Street", "postcode": "OX1 1AB",
    "council": "Oxfordshire", "use": "All performances",
}  # fmt: skip
CHILD = {
    "key": "child222222222", "given": "Ivy", "family": "Marrow", "born_on": "2017-12-05", "lines": "3 Home Road",
    "postcode": "OX1 1AC", "home_authority": "", "school": "", "school_email": "office@school.example",
    "part": "A villager", "earnings": "40.00", "earnings_to": "A parent",
    "parent": "Hazel Marrow", "parent_email": "hazel@parents.example", "parent_phone": "",
}  # fmt: skip
OTHER = {
    **CHILD, "key": "child333333333", "given": "Ben", "family": "Okoro", "born_on": "2014-05-01",
    "parent": "Ash Okoro", "parent_email": "ash@parents.example",
}  # fmt: skip
CHAPERONE = {"key": "chaper22222222", "name": "Mabel Finch", "council": "Oxfordshire", "until_on": "2027-12-31"}
ROWS = [
    ["Ivy Marrow", "5/12/2026", "09:00", "11:00", "09:30-10:30", "", "", "", "Mabel Finch", "", "", ""],
    ["Ben Okoro", "5/12/2026", "09:00", "11:00", "09:30-10:30", "", "", "", "Mabel Finch", "", "", ""],
]
WHOLE: dict[str, Any] = {
    sections.ORGANISATION: ORGANISATION,
    sections.PRODUCTION: PRODUCTION,
    sections.PLACES: {"items": [PLACE]},
    sections.CHILDREN: {"items": [CHILD, OTHER]},
    sections.DAYS: {"rows": ROWS, "wrong": ""},
    sections.CHAPERONES: {"items": [CHAPERONE]},
    sections.EDUCATION: {"misses": False, "arrangements": "", "teacher": ""},
    sections.ACCOMMODATION: {"away": False, "where": "", "travel": "By bus, with a parent."},
}


def link_in_mail(path: str) -> str:
    """The address of a link in the newest e-mail, by how its path begins; everything that waits is sent."""
    mail.outbox.clear()
    while sending.send_next(at=dates.now()):
        pass
    found = [one for one in (re.search(rf"https?://\S+?({path}\S+)", each.body) for each in mail.outbox) if one]
    return found[-1][1] + "/"


def came_in(email: str = EMAIL, *, at: datetime | None = None) -> Client:
    """A browser in which an applicant is, as after a link."""
    moment = at or dates.now()
    applicant, _ = Applicant.objects.get_or_create(email=email, defaults={"asked_at": moment, "came_at": moment})
    browser = Client()
    session = browser.session
    session[sessions.APPLICANT] = {"key": applicant.key, "began": moment.isoformat(), "seen": moment.isoformat()}
    session.save()
    return browser


def filled_in(email: str = EMAIL, *, at: datetime | None = None, **changes: Any) -> ApplicationDraft:
    """An application that lacks nothing, apart from what is changed; with a risk assessment."""
    moment = at or dates.now()
    applicant, _ = Applicant.objects.get_or_create(email=email, defaults={"asked_at": moment, "came_at": moment})
    draft = drafting.start(applicant, at=moment)
    ApplicationDraft.objects.filter(pk=draft.pk).update(answers={**WHOLE, **changes})
    draft.refresh_from_db()
    paper = SimpleUploadedFile("risks.txt", b"Nothing is dangerous.", "text/plain")
    drafting.attach(draft, paper, title="Risk assessment", at=moment)
    draft.refresh_from_db()
    return draft


def of(draft: ApplicationDraft, path: str = "") -> str:
    """The address of a page of an application."""
    return f"/licensing/apply/{draft.key}/{path}"


def again(draft: ApplicationDraft) -> ApplicationDraft:
    """An application as it stands in the database."""
    return ApplicationDraft.objects.get(pk=draft.pk)


def send(browser: Client, draft: ApplicationDraft, path: str, data: dict[str, Any]) -> Any:
    """Send a page of an application in its newest version."""
    return browser.post(of(draft, path), {"version": again(draft).version, **data})


def errors(answer: Any) -> dict[str, list[str]]:
    """The errors of the form that came back."""
    assert answer.status_code == 200
    return {name: list(words) for name, words in answer.context["form"].errors.items()}


def sent_in(*, at: datetime) -> Production:
    """An application for performances that was sent."""
    draft = filled_in("another@company.example", at=at)
    return sending_applications.send(draft, declared_by="Robin", version=draft.version, on=at.date(), at=at)


def photographed(entrant: Entrant, *, at: datetime) -> ChildPaper:
    """The photograph of a child of an application that was sent, as a file."""
    file = store_upload(demo.picture(), by=None, at=at)
    papers.keep(entrant, [PaperGiven("photograph", file)], by=None, at=at)
    return papers.newest(entrant)["photograph"]


def link_to_part(*, at: datetime) -> str:
    """The secret of a link to a parent’s part of an application that was sent."""
    production = sent_in(at=at)
    asked = production.entrants.first().parts_asked.get(whose="parent")
    return make_link(PURPOSE, asked.key, at=at, lasts=LASTS)
