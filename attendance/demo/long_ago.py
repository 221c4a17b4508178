"""Records that are so old that their time is up, for those who decide what becomes of them."""

from datetime import date

from attendance.referrals import actions, drafting, sections
from oxle.cases import casework, disposal
from oxle.cases.actions import duty_team
from oxle.cases.models import Case
from oxle.demo.county import County
from oxle.people import actions as people
from oxle.schooldays.counting import add_months
from oxle.schooldays.working_days import england

# The pupil, how many years ago the case was closed, and how old they are now: past 25, so past the schedule.
FORMER = (
    ("Juniper", "Larkcombe", 12, 27),
    ("Oakley", "Pebblebeck", 11, 26),
    ("Sorrel", "Quillmarrow", 14, 29),
    ("Teasel", "Rushgarth", 10, 25),
)
REASON = "Works before school in a shop, their form tutor was told."


def add_closed_long_ago(county: County) -> None:
    """Four referrals rejected long ago: one of them proposed for disposal, one on legal hold. A message answered long
    ago, and the record of a child of whom nothing else is left.
    """
    reviewer, officer = county.people["manager"], county.people["senior"]
    cases = [_rejected(county, number) for number in range(len(FORMER))]
    disposal.put_on_hold(
        cases[1],
        reason="The former pupil has asked for their whole record, and has complained to the Ombudsman.",
        by=officer,
        on=county.days_ago(40),
        at=county.moment(county.days_ago(40)),
    )
    yesterday = county.days_ago(1)
    disposal.propose(
        cases[2],
        reason="Rejected at once, nothing came of it, and nobody has asked about it since.",
        by=reviewer,
        on=yesterday,
        at=county.moment(yesterday, 15),
    )

    _answered(county)
    _grown_up(county)


def _answered(county: County) -> None:
    officer, at = county.people["admin"], county.moment(add_months(county.on, -12 * 7), 10)
    message = casework.receive_message(
        team=duty_team("attendance"),
        channel="phone",
        received_on=at.date(),
        sender="A grandparent",
        text="Asks whether a holiday in term time can be allowed.",
        files=[],
        by=officer,
        at=at,
    )
    answer = "Told them that only the school can allow it."
    casework.answer_message(message, answer, by=officer, at=at, version=message.version)


def _grown_up(county: County) -> None:
    born_on, lead = add_months(county.on, -12 * 28), next(iter(county.leads.values()))
    child = people.add_child(given="Yarrow", family="Sandgarth", born_on=born_on, by=lead, on=add_months(born_on, 60))
    mother = {"given": "Heather", "family": "Sandgarth", "title": "Mrs"}
    relationship = {"kind": "Mother", "source": "School admission form", "parental_responsibility": True}
    people.add_related_adult(child, None, adult=mother, relationship=relationship, by=lead, on=add_months(born_on, 60))


def _rejected(county: County, number: int) -> Case:
    given, family, years_ago, age = FORMER[number]
    school = [one for one in county.schools if one.pk in county.leads and one.highest_age == 16][number % 3]
    lead, senior = county.leads[school.pk], county.people["senior"]
    on = england().last_working_day_on_or_before(add_months(county.on, -12 * years_ago))
    at = county.moment(on, 11)
    child = people.add_child(given=given, family=family, born_on=add_months(county.on, -12 * age - 2), by=lead, on=on)
    people.enrol(child, school, from_on=date(on.year - 3, 9, 1), by=lead, on=on, source="School census")
    mother = {"given": "Hazel", "family": family, "title": "Ms"}
    relationship = {"kind": "Mother", "source": "School admission form", "parental_responsibility": True}
    adult = people.add_related_adult(child, None, adult=mother, relationship=relationship, by=lead, on=on)
    draft = drafting.start_draft(school=school, child=child, by=lead, at=at)
    answers = {
        sections.REASON: {"reason": "employed", "cause": REASON},
        sections.FAMILY: {"parents": [adult.key], "missing": "", "unsafe": False},
        sections.VOICE: {"child_view": "Says that the money is needed at home."},
        sections.CONSIDERED: {"has_thought": True},
        sections.DECLARATION: {"name": school.head_name, "role": "Head teacher", "said": True, "evidence": True},
    }
    drafting.save_sections(draft, answers, version=draft.version, at=at)
    case = actions.send(draft, by=lead, on=on, at=at, version=draft.version, extract=None)
    casework.write_note(
        case, text="The shop was visited: nobody works there.", compartment="ordinary", by=senior, on=on, at=at
    )
    actions.reject(case, by=senior, on=on, at=at, version=case.version, reason="Not a matter of attendance.")
    for handed in case.handed_over.select_related("message"):
        message = handed.message
        casework.answer_message(message, "Nobody works there.", by=senior, at=at, version=message.version)
    people.leave(child.enrolments.get(to_on=None), 1, by=lead, on=date(on.year, 12, 20))
    case.refresh_from_db()
    return case
