"""Applications to be a chaperone that came on line, of the made-up county: one waits, one is still filled in."""

from typing import Any

from licensing.applicants import demo, sheet_sending
from licensing.applicants.models import ApplicationDraft
from licensing.chaperones.online import sections
from licensing.chaperones.online.sheet import SHEET
from oxle.core.models import new_key
from oxle.demo.county import County
from oxle.schooldays.counting import add_months

AGO = 2


def build(county: County) -> None:
    """One that was sent two days ago, with something declared; and one that lacks its referees and was not sent."""
    sent = _filled_in(county, "Juniper", "Ashgrove", referees=2)
    on = county.days_ago(AGO)
    sheet_sending.send(
        SHEET, sent, declared_by="Juniper Ashgrove", version=sent.version, on=on, at=county.moment(on, 16)
    )
    _filled_in(county, "Larch", "Penhallow", referees=0)


def _filled_in(county: County, given: str, family: str, *, referees: int) -> ApplicationDraft:
    on = county.days_ago(AGO)
    moved = add_months(on, -14)
    lived = [
        {"lines": "12 Orchard Row\nExampleton", "postcode": "EX1 2AB", "from_on": moved.isoformat(), "to_on": None},
        {
            "lines": "3 Weir Lane\nExampleton", "postcode": "EX1 2AC", "from_on": add_months(on, -70).isoformat(),
            "to_on": moved.isoformat(),
        },
    ]  # fmt: skip
    known = [
        {"name": "Rowan Sedgemoor", "relation": "Leads the dance school where I help since 2021",
         "email": "rowan@referees.demo.example", "phone": "", "lines": ""},
        {"name": "Linnet Parrish", "relation": "Neighbour for ten years", "email": "", "phone": "01632 960111",
         "lines": ""},
    ]  # fmt: skip
    answers: dict[str, dict[str, Any]] = {
        sections.YOU: {
            "title": "", "given": given, "family": family, "former_names": "", "born_on": "1987-03-09",
            "phone": "01632 960112", "insurance_number": "", "paid": "both", "home_authority": "",
        },
        sections.LIVED: {"items": [{"key": new_key(), **one} for one in lived]},
        sections.REFEREES: {"items": [{"key": new_key(), **one} for one in known[:referees]]},
        sections.EXPERIENCE: {"experience": "Helps at the dance school, with children from 6 to 12.", "health": ""},
        sections.TRAINING: {
            "trained": True, "training": "Safeguarding for chaperones, on line",
            "trained_on": add_months(on, -4).isoformat(),
        },
        sections.DBS: {"dbs_number": "", "dbs_on": None, "update_service": False, "agrees_checks": True},
        sections.SAFEGUARDING: {
            "convicted": False, "barred": False, "social_care": False, "refused": True, "dismissed": False,
            "details": "In 2022 another council did not renew my approval: I had not done the training in time.",
            "told": "I listen, ask nothing, promise nothing, and tell the person for safeguarding at once.",
            "tired": "I say that the child has a break now, and stay with the child.",
        },
    }  # fmt: skip
    files = {
        sections.PHOTO: (demo.picture(), None),
        sections.CERTIFICATE: (demo.paper("course.txt", "Safeguarding for chaperones: done."), None),
    }
    email = f"{given.lower()}@people.demo.example"
    return demo.filled_in(email, ApplicationDraft.Kind.CHAPERONE, answers, files, at=county.moment(on, 15))
