"""Employers’ applications that came on line, of the made-up county: of a pupil we know, and of a child who waits."""

from typing import Any

from licensing.applicants import demo
from licensing.applicants.models import ApplicationDraft
from licensing.work.online import sections, sending
from oxle.demo.county import County, Pupil

AGO = 3


def build(county: County, pupils: list[Pupil]) -> None:
    """One of a pupil at the pupil’s own address, whose case is open; one of whom nobody knows who it is."""
    on = county.days_ago(AGO)
    known = next(
        ((pupil, home) for pupil in pupils if (home := pupil.child.addresses.filter(to_on=None).first())), None
    )
    if known:
        pupil, home = known
        name = pupil.child.names.order_by("pk").first()
        _sent(
            county, "shop@thistle.demo.example",
            {"given": name.given, "family": name.family, "born_on": pupil.child.born_on.isoformat(),
             "lines": home.lines, "postcode": home.postcode, "school": pupil.school.urn},
        )  # fmt: skip
    _sent(
        county, "kitchen@larkspur.demo.example",
        {"given": "Juniper", "family": "Larkmoor", "born_on": on.replace(year=on.year - 14, day=4).isoformat(),
         "lines": "2 Ferry Lane\nExampleton", "postcode": "EX1 2AD", "school": ""},
    )  # fmt: skip


def _sent(county: County, email: str, child: dict[str, Any]) -> None:
    on = county.days_ago(AGO)
    at = county.moment(on, 14)
    answers: dict[str, dict[str, Any]] = {
        sections.EMPLOYER: {
            "name": "Larkspur Tea Room", "nature": "Café", "lines": "7 Market Street\nExampleton",
            "postcode": "EX1 1AB", "contact": "Sorrel Tarn", "phone": "01632 960120",
        },
        sections.CHILD: {
            **child, "school_email": "", "parent": "A parent", "parent_email": "parent@families.demo.example",
            "parent_phone": "",
        },
        sections.JOB: {
            "job": "Waiting staff", "tasks": "Lays tables and serves cakes and cold drinks.",
            "supervisor": "Sorrel Tarn", "place": "7 Market Street\nExampleton", "place_postcode": "EX1 1AB",
            "place_authority": "", "starts_on": county.days_ago(1).isoformat(), "ends_on": None, "light": True,
            "listed": True,
        },
        sections.HOURS: {"school_days": "", "weekends": "Saturday 10:00-13:00", "holidays": "", "away": ""},
    }  # fmt: skip
    files = {
        sections.PHOTO: (demo.picture(), county.days_ago(30)),
        sections.RISKS: (demo.paper("risks.txt", "Hot drinks are carried by adults."), None),
    }
    draft = demo.filled_in(email, ApplicationDraft.Kind.WORK, answers, files, at=at)
    sending.send(draft, declared_by="Sorrel Tarn", version=draft.version, on=on, at=at)
