"""The reads on home education: who may see which, what the school may know, and what the council knows beforehand."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from ehe import pathway
from ehe.models import HomeEducation
from oxle.accounts.models import User
from oxle.accounts.permissions import Compartment, read
from oxle.accounts.visibility import NOTHING, get_or_404, visible, visible_to
from oxle.audit import sights
from oxle.cases import duties
from oxle.cases.as_at import open_on, stood_in
from oxle.cases.earlier import MISTAKEN
from oxle.cases.models import Case, Party
from oxle.cases.permissions import PORTAL, READS_SAFEGUARDING
from oxle.cases.standing import as_they_stand
from oxle.cases.told import cases_told_by
from oxle.core.dates import from_iso, today
from oxle.people.ages import school_age
from oxle.people.models import Child
from oxle.people.visibility import conflicts_of
from oxle.registers.queries import attendance_between
from oxle.schooldays.wording import plain_day

READ = read("ehe")
A_YEAR = timedelta(days=365)
# What the last school may know, and never the council's notes or what it decides about the family.
TITLES = {
    pathway.TELL.key: "The council was told",
    pathway.NAME_SCHOOL.key: "The council asked you for the exit form",
    pathway.FILE_FORM.key: "You sent the exit form",
    pathway.RETURN_FORM.key: "The council returned the exit form",
    pathway.ACCEPT_FORM.key: "The council accepted the exit form",
    pathway.ASK_CONSENT.key: "The council was asked for its consent to withdraw",
    pathway.GIVE_CONSENT.key: "The council consents to the withdrawal",
    pathway.REFUSE_CONSENT.key: "The council does not consent to the withdrawal",
    pathway.CHALLENGE.key: "The council asks you about what appears unlawful",
    pathway.REPLY.key: "You answered",
    pathway.ANSWER_CHALLENGE.key: "The council ended what it asked you",
}
FOR_SCHOOL = (pathway.EXIT_FORM.key, pathway.CHALLENGE_ANSWER.key)


@visible(HomeEducation)
def _home_education(user: Any) -> Q:
    """A school sees that its pupil is to be educated at home, also when the child has left it; officers those open
    to them."""
    shown = NOTHING
    if READ in user.permissions:
        shown |= Q(case__in=visible_to(user, Case).values("pk"))
    if PORTAL in user.permissions:
        mine = Q(case__school__organisation__in=user.organisations_where(PORTAL))
        shown |= mine & ~Q(case__child__in=conflicts_of(user, today()).values("child"))
    return shown


def get_told_for(user: User, key: str) -> Case:
    """The case of a pupil whose last school this person acts for, its sight recorded; 404 to strangers."""
    rows = visible_to(user, HomeEducation).select_related(
        "case__child", "case__school__organisation", "case__school__calendar"
    )
    mine = rows.filter(case__school__organisation__in=user.organisations_where(PORTAL))
    told = get_or_404(mine, case__key=key)
    sights.see([told.case.child_id], "page")
    return told.case


def open_case_of(user: User, child: Child) -> Case | None:
    """The child's open case, where this person may see it."""
    return visible_to(user, Case).filter(pathway=pathway.EHE.key, child=child, closed_on=None).first()


def taught_at_home(on: date) -> QuerySet[Case, Any]:
    """The children (primary keys) who were educated at home at the end of a day, also while it is in doubt whether that
    is suitable; not those of whom it was found that it appears not to be, who are without an education."""
    cases = Case.objects.filter(open_on(on), pathway=pathway.EHE.key)
    cases = cases.exclude(stood_in([pathway.UNSUITABLE.key], on))
    return cases.values("child")


def reads_concerns(user: User, case: Case) -> bool:
    """Whether a person may read what was said in confidence: who reads safeguarding, and whose case it is."""
    return user.can(READS_SAFEGUARDING) or case.owner_id == user.pk


def form_to_read_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why there is no exit form to accept or to return; None where one waits."""
    if case.exit_forms.filter(returned_on=None, accepted_on=None).exists():
        return None
    return "No exit form waits to be read."


def concern_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why there is no concern to share; None where one waits."""
    return None if _concern_waits(case) else "No concern waits to be shared."


def shared_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why the case cannot be closed: a concern is not with social care yet; None where none waits."""
    if not _concern_waits(case):
        return None
    return "There is a concern that social care was not told of. Share it, and record that it was shared, first."


def _concern_waits(case: Case) -> bool:
    return case.deadlines.filter(clock=pathway.SHARED.key, state="running").exists()


def school_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why nobody can be challenged: no school had the child. None where one had."""
    return None if case.school_id else "The child was on no roll that we know of: there is no school to challenge."


def concern_on(case: Case) -> date | None:
    """The day of the last concern that is to be shared, by what any of the steps that say one recorded; None of
    none."""
    told = as_they_stand(case.events.filter(step__in=[one.key for one in pathway.SHARED.from_]))
    days = [from_iso(one.facts.get(pathway.CONCERN_ON.key)) for one in told]
    return max((day for day in days if day), default=None)


def age_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why the case cannot be closed for the child's age; None from the last day of compulsory school age on."""
    if case.child is None:
        return None
    ends_on = school_age(case.child.born_on, on).ends_on
    if on >= ends_on:
        return None
    return f"The child is of compulsory school age until {plain_day(ends_on)}. It cannot be closed for that before."


def plans_of(case: Case) -> dict[str, str]:
    """What was said last of examinations and of what follows Year 11, as `ehe.step_forms.PlansForm` keeps it; with the
    closing over age what the child goes on to. Empty where nothing was. One query."""
    said: dict[str, str] = {}
    for event in as_they_stand(case.events.filter(step__in=[pathway.PLANS.key, pathway.AGE_OUT.key])):
        # What the child went on to takes the place of what was planned; the examinations stay.
        stays = ("exams", "exam_words") if event.step == pathway.AGE_OUT.key else ()
        said = {**{key: said[key] for key in stays if key in said}, **event.facts}
    return said


def known_of(case: Case, user: User, on: date) -> str:
    """What the council knows of the pupil's attendance at the last school, and of the cases that this person's school
    told of there, or that its own pages show it.

    Of nothing that anybody else told (a school that is not told of a case must not learn of it from a form), of no case
    in confidence and of none that was entered by mistake.
    """
    child, school = case.child, case.school
    if child is None or school is None:
        return ""
    lines = []
    sums = attendance_between(child, school, on - A_YEAR, on).tally
    if sums.attendance is not None:
        lines.append(f"Attendance in the year to {plain_day(on)}: {sums.attendance:.1f}% of {sums.possible} sessions.")
    ordinary = {one.key: one.name for one in duties.pathways() if one.compartment == Compartment.ORDINARY}
    others = cases_told_by(user).filter(child=child, school=school, pathway__in=ordinary).exclude(pk=case.pk)
    rows = others.exclude(stage=MISTAKEN)
    lines += [f"{ordinary[one.pathway]}, {plain_day(one.opened_on)}." for one in rows.order_by("opened_on", "pk")]
    return "\n".join(lines)
