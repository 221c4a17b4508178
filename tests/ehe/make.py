"""Makes what the tests of home education begin with: what is told, an exit form, a school and its people."""

from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

from pypdf import PdfWriter

from ehe import actions, exit_forms, meetings, pathway
from ehe.meeting_models import ParentsMeeting
from ehe.models import ExitForm, Ground, Meeting, Needs, Reason, SocialCare, ToldBy
from ehe.off_rolling import actions as off_rolling
from ehe.radar import Kind, Sequence
from ehe.radar_list import AtSchool
from oxle.accounts.models import User
from oxle.cases import actions as cases
from oxle.cases.models import Case
from oxle.documents.actions import store_made
from oxle.documents.models import File
from oxle.documents.types import PDF
from oxle.people.models import Child
from oxle.schools.models import School
from tests import make
from tests.exclusions.make import calendar


def moment(on: date) -> datetime:
    """Ten in the morning of a day."""
    return datetime.combine(on, time(10), UTC)


def told_of_home(**changes: Any) -> dict[str, Any]:
    """What a school tells of home education."""
    return {
        "told_by": ToldBy.SCHOOL,
        "reason": Reason.LIFESTYLE,
        "letter_on": None,
        "special_place": False,
        "order_open": False,
        **changes,
    }


def form_of(on: date, **changes: Any) -> dict[str, Any]:
    """A whole exit form."""
    return {
        "voice": "Wants to try it.",
        "voice_on": on,
        "has_concerns": False,
        "history": "Nothing is known.",
        "needs": Needs.NONE,
        "social_care": SocialCare.NONE,
        "ground": Ground.HOME,
        "agencies": "None.",
        "attendance": "91%. No exclusions.",
        "suggested": False,
        "meeting": Meeting.DECLINED,
        "siblings": "None.",
        "files": "The common transfer file, to the lost-pupil area.",
        "nurse_told": True,
        "view": "There is a plan.",
        "signed_by": "A head",
        "signed_as": "head",
        **changes,
    }


def parents_met(on: date, *, by: User, follow_ups: int = 1) -> ParentsMeeting:
    """A meeting with parents that was held on a day, and so many things that follow from it."""
    said = {"place": "Example Library", "invited": 30, "came": 12, "took_part": "Admissions", "asked": "About exams."}
    made = meetings.record(held_on=on, **said, by=by, on=on, at=moment(on))
    for number in range(follow_ups):
        meetings.follow(made, what=f"Send leaflet {number}", who="Admissions", due_on=on, by=by, on=on, at=moment(on))
    return made


def off_rolling_of(children: list[Child], at: School, officer: User, on: date) -> Case:
    """A school challenged about these children, who are said to have left it in Year 11."""
    words = "Left in Year 11; on no other register in four weeks."
    found = tuple(Sequence(Kind.LEAVER, at, child, ((on, words),)) for child in children)
    said = {"reason": "They left before they were counted.", "by": officer, "on": on}
    return off_rolling.challenge(AtSchool(at, found), [Kind.LEAVER], **said, at=moment(on))


def letter(at: datetime) -> File:
    """A letter of the parents, a page long."""
    page, kept = PdfWriter(), BytesIO()
    page.add_blank_page(595, 842)
    page.write(kept)
    return store_made(kept.getvalue(), kind=PDF, name="letter.pdf", at=at)


def sent_form(case: Case, head: User, on: date, **changes: Any) -> ExitForm:
    """An exit form that the school sent, with the parents' letter of that day."""
    at, has_letter = moment(on), case.home_education.letter_id is not None
    return exit_forms.send(
        case,
        told=form_of(on, **changes),
        letter_on=None if has_letter else on,
        letter=None if has_letter else letter(at),
        by=head,
        on=on,
        at=at,
    )


def looked_at(case: Case, officer: User, on: date) -> None:
    """Whether the child is safe was looked at, and there is no concern: from then on the case can be closed."""
    case.refresh_from_db()
    cases.take(case, pathway.CHECK_SAFETY, by=officer, on=on, at=moment(on), facts={"checked": "All."})
    case.refresh_from_db()


class People:
    """A school with its lead and head, an officer for home education, and a child on the school's roll."""

    def __init__(self) -> None:
        calendar()
        self.school = make.school()
        self.lead = make.user("school_attendance_lead", self.school.organisation)
        self.head = make.user("head", self.school.organisation)
        self.officer = make.user("ehe_officer")
        self.child = self.pupil("Ash")

    def pupil(self, given: str, born_on: date = date(2013, 5, 6)) -> Child:
        """A pupil of the school with a parent."""
        child = make.child(given, "Example", born_on, at=self.school)
        make.parent(child, parental_responsibility=True)
        return child

    def told(self, on: date, school: School | None = None, **changes: Any) -> Case:
        """The case of the child, told by the school on a day."""
        told = told_of_home(**changes)
        return actions.tell(self.child, school or self.school, told=told, by=self.lead, on=on, at=moment(on))
