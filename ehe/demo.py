"""What home education adds to the made-up county: families at each stage, told by schools, parents and others."""

from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from typing import Any

from pypdf import PdfWriter

from ehe import actions, ending, exit_forms, meetings, pathway
from ehe.demo_bulk import build_many
from ehe.demo_planted import planted, taken_out
from ehe.meeting_models import FollowUp
from ehe.models import Ground, Meeting, Needs, Reason, SocialCare, ToldBy
from ehe.off_rolling import demo as off_rolling
from oxle.accounts.models import Membership
from oxle.cases import actions as cases
from oxle.cases import casework
from oxle.cases.models import Case, Origin
from oxle.cases.pathways import Step
from oxle.demo.county import County
from oxle.documents.actions import store_made
from oxle.documents.models import File
from oxle.documents.types import PDF
from oxle.people.actions import add_vulnerability
from oxle.people.models import Child, VulnerabilityKind
from oxle.schools.models import School

# How many days after the council was told a school sends its form, and after that an officer accepts it.
FORM_AFTER, READ_AFTER = 4, 4


@dataclass(frozen=True)
class Family:
    """A story: how many days ago the council was told and by whom, what happened since, and what the school sent.

    `steps`: each with how many days ago. `form`: "" (not sent yet), "gaps", "whole". `enquiries`: how many days ago the
    protection of the child began to be enquired into; None where it was not.
    """

    ago: int
    by: str = ToldBy.SCHOOL
    steps: tuple[tuple[Step, int], ...] = ()
    form: str = ""
    told: dict[str, Any] = field(default_factory=dict)
    sent: dict[str, Any] = field(default_factory=dict)
    enquiries: int | None = None


CHECKED, ASKED, CAME = pathway.CHECK_SAFETY, pathway.ENQUIRE, pathway.RECEIVE
FAMILIES = (
    Family(0, told={"worry": "Has missed two health visits. The mother sounded frightened on the telephone."},
           enquiries=2),
    Family(9, steps=((CHECKED, 8), (ASKED, 6)), form="gaps"),
    Family(12, steps=((CHECKED, 11), (ASKED, 9)), form="whole", sent={"suggested": True, "suggested_words": "The head "
           "of year said that the pupil would be excluded otherwise."}),
    Family(30, by=ToldBy.PARENT, steps=((CHECKED, 29), (ASKED, 27), (CAME, 12)), form="whole"),
    Family(60, steps=((CHECKED, 59), (ASKED, 57), (CAME, 40), (pathway.NOT_YET, 34)), form="whole"),
    Family(200, by=ToldBy.AUTHORITY, steps=((CHECKED, 199), (ASKED, 197), (CAME, 180), (pathway.FIND_SUITABLE, 174),
           (pathway.PLANS, 173)),
           form="whole"),
    Family(90, steps=((CHECKED, 89), (ASKED, 87), (pathway.NOT_YET, 60), (pathway.FIND_UNSUITABLE, 20),
           (pathway.LOOK_AGAIN, 6)), form="whole"),
    Family(120, by=ToldBy.HEALTH, steps=((CHECKED, 119), (ASKED, 117), (CAME, 100), (pathway.RETURN, 50))),
)  # fmt: skip
WORDS = {
    CHECKED.key: {"checked": "Social care and early help know nothing of the family. The school has no concerns."},
    CAME.key: {"kinds": ["report", "samples"], "shows": "Reading and writing every day, a plan for mathematics."},
    pathway.PLANS.key: {
        "exams": "undecided",
        "after": "college",
        "after_words": "Exampleton College, if it takes part",
    },
    pathway.NOT_YET.key: {"missing": "How mathematics is learnt, with two samples of different weeks."},
}


def build(county: County) -> None:
    """Eight families played step by step, some whom the radar finds, and many in bulk; none in a large county."""
    if county.size.in_bulk:
        return
    # An exit form is sent by a head.
    headed = set(Membership.objects.filter(role="head").values_list("organisation_id", flat=True))
    schools = [one for one in county.schools if one.pk in county.leads]
    for number, family in enumerate(FAMILIES):
        there = county.with_pupils([one for one in schools if not family.form or one.organisation_id in headed])
        if there:
            school = there[number % len(there)]
            _play(county, number, family, school, county.take(school).child)
        county.progress("Home education", number + 1, len(FAMILIES))
    found = []
    for number, one in enumerate(planted(county)):
        if one.pupil.school.organisation_id in headed:
            _play(county, number, _usual(one.ago), one.pupil.school, one.pupil.child)
            found.append(taken_out(county, one))
    off_rolling.build(county, found)
    build_many(county)
    _meetings(county)


def _meetings(county: County) -> None:
    """Two meetings that were held for several families, and what follows from each: done, and still open."""
    officer = county.people["home"]
    for ago, invited, came, asked in (
        (66, 40, 17, "Whether a child may sit examinations as a private candidate, and where. Who pays for them."),
        (17, None, 9, "What the register of the new Act would ask of them. Whether a visit can be refused."),
    ):
        on, at = county.days_ago(ago), county.moment(county.days_ago(ago), 18)
        by = {"by": officer, "on": on, "at": at}
        meeting = meetings.record(
            held_on=on, place="Exampleton Library", invited=invited, came=came, asked=asked,
            took_part="Two home education officers, and the admissions team", **by,
        )  # fmt: skip
        follow_up = meetings.follow(
            meeting, what="Put the answers on the council’s page for families", who="The home education team",
            due_on=on + timedelta(days=21), **by,
        )  # fmt: skip
        if ago > 21:
            done_on = county.days_ago(ago - 20)
            done = {"by": officer, "on": done_on, "at": county.moment(done_on, 10)}
            meetings.settle(follow_up, follow_up.version, outcome=FollowUp.Outcome.DONE, came_of_it="", **done)


def _usual(ago: int) -> Family:
    """A family that nobody has to do anything about today, as far as its story has come."""
    steps = ((CHECKED, ago - 1), (ASKED, ago - 3), (CAME, ago - 18), (pathway.FIND_SUITABLE, ago - 26))
    return Family(
        ago, steps=tuple((step, when) for step, when in steps if when > 0), form="whole" if ago > FORM_AFTER else ""
    )


def _play(county: County, number: int, family: Family, school: School, child: Child) -> None:
    on = county.days_ago(family.ago)
    by_school = family.by == ToldBy.SCHOOL
    officer, lead = county.people["home"], county.leads[school.pk]
    told = {
        "told_by": family.by,
        "words": "" if by_school else "Educates the child at home from now on.",
        "reason": list(Reason)[number % len(Reason)],
        "special_place": False,
        "order_open": False,
        "letter_on": on if by_school and family.form == "whole" else None,
        **family.told,
    }
    case = actions.tell(
        child,
        school,
        told=told,
        letter=_letter(county) if told["letter_on"] else None,
        by=lead if by_school else officer,
        on=on,
        at=county.moment(on, 10, number),
        origin=Origin.PORTAL if by_school else Origin.COUNCIL,
    )
    taken = {"on": on, "at": county.moment(on, 11), "reason": "Works with this area", "version": case.version}
    casework.allocate(case, to=officer, by=officer, **taken)
    if family.enquiries is not None:
        since_on = county.days_ago(family.enquiries)
        add_vulnerability(
            child, kind=VulnerabilityKind.SECTION_47, from_on=since_on, source="The MASH", by=officer, on=on,
            detail="A strategy meeting was held. No visit without the social worker.",
        )  # fmt: skip
    events = sorted([*((ago, step) for step, ago in family.steps)], key=lambda one: -one[0])
    sent_ago = family.ago - FORM_AFTER
    for ago, step in events:
        if family.form and ago < sent_ago:
            _send(county, case, family, school, sent_ago)
            sent_ago = -1
        _take(county, case, step, ago)
    if family.form and sent_ago >= 0:
        _send(county, case, family, school, sent_ago)


def _take(county: County, case: Case, step: Step, ago: int) -> None:
    case.refresh_from_db()
    on = county.days_ago(ago)
    reason = "What we know of the week and of the work, and what the family said." if step.reason else ""
    by, at = county.people["home"], county.moment(on, 14)
    taken = {"by": by, "on": on, "at": at, "reason": reason, "facts": WORDS.get(step.key, {})}
    if step is pathway.FIND_UNSUITABLE:
        actions.find_unsuitable(case, step, data={}, **taken)
    elif step is pathway.RETURN:
        said = {"place": str(case.school), "entered_on": on.isoformat()}
        ending.at_school(case, step, data={"school": case.school, "entered_on": on}, **{**taken, "facts": said})
    else:
        cases.take(case, step, **taken)


def _send(county: County, case: Case, family: Family, school: School, ago: int) -> None:
    on = county.days_ago(ago)
    head = school.organisation.memberships.get(role="head").user
    whole = {
        "needs": Needs.NONE,
        "social_care": SocialCare.NONE,
        "ground": Ground.HOME,
        "agencies": "None.",
        "history": "Nothing is known.",
        "attendance": "91%. No exclusions.",
        "suggested": False,
        "meeting": Meeting.DECLINED,
        "siblings": "A sister in Year 3 here.",
        "files": "The common transfer file, to the lost-pupil area.",
        "nurse_told": True,
        "view": "The parents have a plan for English and science.",
    }
    told = {
        "voice": "Wants to try it, and misses two friends.",
        "voice_on": on,
        "has_concerns": False,
        "signed_by": head.name,
        "signed_as": "head",
        **(whole if family.form == "whole" else {}),
        **family.sent,
    }
    letter = family.form == "whole" and case.home_education.letter is None
    exit_forms.send(
        case,
        told=told,
        letter_on=case.opened_on if letter else None,
        letter=_letter(county) if letter else None,
        by=head,
        on=on,
        at=county.moment(on, 15),
    )
    # What was suggested to the parents is still to be asked about.
    if family.form == "whole" and "suggested" not in family.sent and ago > READ_AFTER:
        _take(county, case, pathway.ACCEPT_FORM, ago - READ_AFTER)


def _letter(county: County) -> File:
    page, kept = PdfWriter(), BytesIO()
    page.add_blank_page(595, 842)
    page.write(kept)
    return store_made(kept.getvalue(), kind=PDF, name="letter.pdf", at=county.at)
