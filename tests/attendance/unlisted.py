"""Makes what the tests of unlisted pupils begin with: a pupil as a school types them, and a referral of them."""

from datetime import date
from typing import Any

from attendance.referrals import actions, drafting, sections
from attendance.referrals.models import Draft
from oxle.accounts.models import User
from oxle.core.models import new_key
from oxle.schools.models import School
from tests.attendance import make as referrals
from tests.attendance.make import moment

UPN = "G931123419001"


def typed_pupil(**told: Any) -> dict[str, Any]:
    """A pupil as the section of a draft holds them."""
    return {
        "given": "Ash",
        "family": "Example",
        "preferred_given": "",
        "preferred_family": "",
        "born_on": "2014-03-04",
        "sex": "U",
        "upn": UPN,
        "year_group": "8",
        "joined_on": "2026-09-07",
        "lines": "1 New Street\nExampleton",
        "postcode": "OX3 3CC",
        "language": "",
        "interpreter_needed": False,
        **told,
    }


def typed_parent(**told: Any) -> dict[str, Any]:
    """A parent as typed."""
    return {
        "title": "",
        "given": "Robin",
        "family": "Example",
        "born_on": None,
        "phone": "",
        "email": "",
        "language": "",
        "interpreter_needed": False,
        "kind": "Mother",
        "parental_responsibility": True,
        "lives_with": True,
        "has_care": True,
        "contact_is_unsafe": False,
        "lines": "1 New Street\nExampleton",
        "postcode": "OX3 3CC",
        **told,
    }


def filled(at: School, by: User, on: date, pupil: dict[str, Any] | None = None) -> Draft:
    """A complete draft of a pupil who was typed in, with one parent."""
    made = drafting.start_unlisted(school=at, pupil=pupil or typed_pupil(), by=by, at=moment(on))
    drafting.save_parent(made, new_key(), typed_parent(), version=made.version, at=moment(on))
    told = {**referrals.answers(at, parents=[]), sections.FAMILY: {"missing": "An aunt helps.", "unsafe": True}}
    drafting.save_sections(made, told, version=made.version, at=moment(on))
    return made


def held(at: School, by: User, on: date, pupil: dict[str, Any] | None = None) -> Draft:
    """The same, sent: it waits for somebody to identify the pupil."""
    made = filled(at, by, on, pupil)
    extract = sections.extract_of(made, on)
    assert actions.send(made, by=by, on=on, at=moment(on), version=made.version, extract=extract) is None
    return Draft.objects.select_related("school__organisation", "case").get(pk=made.pk)
