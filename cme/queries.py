"""The reads on missing children: what was told, what was asked, what stands in the way of an end."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from cme import finding, pathway
from cme.checklist import SETTLED, Kind
from cme.models import AuthorityEnquiry, Enquiry, Missing, NewPupil, Search, Source, TransferFile
from oxle.accounts.models import User
from oxle.accounts.visibility import NOTHING, get_or_404, visible, visible_to
from oxle.audit import sights
from oxle.cases.family import HOUSEHOLD
from oxle.cases.models import Case, Party
from oxle.cases.permissions import PORTAL
from oxle.cases.standing import last_taken
from oxle.core.dates import today
from oxle.people.models import Child, Relationship
from oxle.people.queries import with_school
from oxle.people.visibility import conflicts_of
from oxle.schooldays.wording import listed, plain_day

# What the school that referred a child may know: whether we look for them and how it ended, never the council's notes.
TITLES = {
    pathway.REFER.key: "Received by the council",
    pathway.CLEAR.key: "The council makes its enquiries",
    pathway.ASK_DELETE.key: "You asked whether you may delete the pupil",
    pathway.ADVISE_MAY.key: "The council answered: you may delete the pupil",
    pathway.ADVISE_NOT.key: "The council answered: you may not delete the pupil",
    pathway.NOT_SAID.key: "The council took its answer back: keep the name on your register",
    pathway.CHALLENGE.key: "The council asks you about what appears unlawful",
    pathway.REPLY.key: "You answered",
    pathway.ANSWER_CHALLENGE.key: "The council ended what it asked you",
    pathway.CLOSE_ENROLLED.key: "Closed: on a school’s register",
    pathway.CLOSE_RECEIVED.key: "Closed: another authority has received the child",
    pathway.AGREE.key: "Closed by the council",
    pathway.MISTAKE.key: "Closed by the council: entered by mistake",
}
FOR_SCHOOL = ("challenge_answer",)


@visible(Missing)
def _referred(user: Any) -> Q:
    """A school sees what it told us itself; at the council whoever may see the case."""
    shown = Q(case__in=visible_to(user, Case).values("pk"))
    if PORTAL in user.permissions:
        mine = Q(source=Source.SCHOOL, case__school__organisation__in=user.organisations_where(PORTAL))
        shown |= mine & ~Q(case__child__in=conflicts_of(user, today()).values("child"))
    return shown


@visible(NewPupil)
def _new_pupils(user: Any) -> Q:
    """A school sees its own returns, but none of a child with whom the person has a conflict; an officer those of
    children open to them, and those of nobody yet."""
    shown = NOTHING
    if PORTAL in user.permissions:
        mine = Q(school__organisation__in=user.organisations_where(PORTAL))
        shown |= mine & (Q(child=None) | ~Q(child__in=conflicts_of(user, today()).values("child")))
    if pathway.WORK in user.permissions:
        shown |= Q(child=None) | Q(child__in=visible_to(user, Child).values("pk"))
    return shown


def looked_for(child: Child) -> Case | None:
    """The open case of a child who is looked for, whoever told of them; None where there is none."""
    return Case.objects.filter(pathway=pathway.TRACKING.key, child=child, closed_on=None).first()


def told_by_schools_of(user: User) -> QuerySet[Missing]:
    """What the schools of this person told us themselves."""
    return visible_to(user, Missing).filter(source=Source.SCHOOL)


def get_told_for(user: User, key: str) -> Case:
    """The case of a child whom this person's school referred, its sight recorded; 404 to strangers."""
    rows = told_by_schools_of(user).select_related(
        "case__child", "case__school__organisation", "case__school__calendar"
    )  # fmt: skip
    told = get_or_404(rows, case__key=key)
    sights.see([told.case.child_id], "page")
    return told.case


def open_case_of(user: User, child: Child) -> Case | None:
    """The child's open case that this person may see; None where there is none."""
    return visible_to(user, Case).filter(pathway=pathway.TRACKING.key, child=child, closed_on=None).first()


@dataclass(frozen=True)
class Asked:
    """One line of the list of enquiries: what was asked of a kind, the newest first; empty where nobody asked yet."""

    kind: Kind
    made: tuple[Enquiry, ...]

    @property
    def last(self) -> Enquiry | None:
        """How it stands."""
        return self.made[0] if self.made else None

    @property
    def is_settled(self) -> bool:
        """Whether it was answered, or said why it was not asked."""
        return self.last is not None and self.last.result in SETTLED


def enquiries_of(case: Case) -> list[Asked]:
    """Every enquiry there is to make about a child, in order, made or not: none can be left out silently."""
    made = list(case.enquiries.select_related("by").order_by("-on", "-pk"))
    return [Asked(kind, tuple(one for one in made if one.kind == kind)) for kind in Kind]


def every_enquiry_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Which enquiries are not made or wait for an answer; None when each is settled."""
    owing = [one.kind.label for one in enquiries_of(case) if not one.is_settled]
    if not owing:
        return None
    return f"Still to be asked, answered, or not asked for a reason: {listed(owing)}."


def proposal_of(case: Case) -> list[dict[str, str]]:
    """Who proposes to close the case, when and why, and what was not looked into: a second person reads it first."""
    proposed = last_taken(case, pathway.PROPOSE.key)
    if proposed is None:
        return []
    by = f"{proposed.by.name}, {plain_day(proposed.on)}" if proposed.by else plain_day(proposed.on)
    owing = every_enquiry_finding(case, None, proposed.on)
    return [
        {"key": "Proposed by", "value": by},
        {"key": "Why", "value": proposed.reason},
        {"key": "Enquiries", "value": owing or "Every one is made, or it is said why not."},
        *finding.evidence_of(case),
    ]


def matched_return(case: Case) -> NewPupil | None:
    """The new-pupil return that is matched to a case; None where there is none."""
    return case.new_pupils.select_related("school__organisation").order_by("pk").last()


def return_shown(case: Case) -> list[dict[str, str]]:
    """On which return an officer closes a case alone, to be read before."""
    made = matched_return(case)
    if made is None:
        return []
    since, how = plain_day(made.entered_on), made.get_match_display()
    said = f"On the register of {made.school} since {since}, told on {plain_day(made.told_on)}."
    return [{"key": "The return of a school", "value": f"{said} Matched {how[0].lower()}{how[1:]}."}]


def receipt_shown(case: Case) -> list[dict[str, str]]:
    """On which receipt an officer closes a case alone, to be read before."""
    given = receipt_of(case)
    if given is None or given.receipt_on is None:
        return []
    where = f" The child is at {given.receipt_school}." if given.receipt_school else ""
    said = f"Signed by {given.receipt_by} on {plain_day(given.receipt_on)}, kept at: {given.receipt_reference}.{where}"
    return [{"key": f"The receipt of {given.authority}", "value": said}]


def matched_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why one officer cannot close the case yet: no school has said that the child is on its register."""
    return None if matched_return(case) else "No school’s new-pupil return is matched to the child."


def receipt_of(case: Case) -> AuthorityEnquiry | None:
    """The enquiry to which another authority gave its written receipt; None where none did."""
    return case.authority_enquiries.exclude(receipt_on=None).order_by("pk").last()


def receipt_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why one officer cannot close the case yet: no other authority has confirmed that it has the child."""
    return None if receipt_of(case) else "No other authority has confirmed in writing that it has the child."


def get_authority_enquiry_for(user: User, key: str) -> AuthorityEnquiry:
    """What another authority was asked, the sight of the child recorded; 404 to strangers."""
    rows = AuthorityEnquiry.objects.filter(case__in=visible_to(user, Case).values("pk")).select_related("case__child")
    found = get_or_404(rows, key=key)
    sights.see([found.case.child_id], "page")
    return found


def must_be_of_duty(case: Case) -> None:
    """404 for a case of another duty."""
    if case.pathway != pathway.TRACKING.key:
        raise Http404


def searches_of(case: Case) -> list[Search]:
    """The searches for a lost pupil, the newest first."""
    return list(case.lost_pupil_searches.select_related("enquiry__by").order_by("-enquiry__on", "-pk"))


def transfer_files_of(case: Case) -> list[TransferFile]:
    """The Common Transfer Files, the newest first."""
    return list(case.transfer_files.select_related("by"))


def get_transfer_file_for(user: User, key: str) -> TransferFile:
    """A Common Transfer File, the sight of the child recorded; 404 to strangers."""
    rows = TransferFile.objects.filter(case__in=visible_to(user, Case).values("pk"))
    found = get_or_404(rows.select_related("case__child", "document__file", "by"), key=key)
    sights.see([found.case.child_id], "page")
    return found


def beside_record(file: TransferFile) -> list[dict[str, str]]:
    """What a file that came says of the pupil, beside what we hold; nothing of one that we made."""
    child, said = file.case.child, file.said
    if child is None or not said:
        return []
    born = plain_day(date.fromisoformat(said["born_on"]))
    rows = [
        ("Name", said["name"], str(child)),
        ("Born", born, plain_day(child.born_on)),
        ("UPN", said["upn"], child.upn or ""),
        ("Former UPN", said["former_upn"], child.former_upn),
        ("Sex", said["sex"], child.sex),
    ]
    return [
        {"what": what, "said": theirs or "Not said", "held": ours or "Not recorded",
         "differs": "yes" if theirs and theirs != ours else ""}
        for what, theirs, ours in rows
    ]  # fmt: skip


@dataclass(frozen=True)
class Sibling:
    """Another child of the household: their school, and the case in which they are looked for themselves."""

    child: Child
    school: str
    case: Case | None


def household_of(case: Case, user: User, on: date) -> list[Sibling]:
    """The other children of the household, as far as this person may see them; the sight of them recorded.

    Whoever has no school is likely to be missing as well.
    """
    if case.child is None:
        return []
    home = Relationship.objects.filter(HOUSEHOLD, child=case.child, to_on=None).values("adult")
    keys = Relationship.objects.filter(HOUSEHOLD, adult__in=home, to_on=None).exclude(child=case.child).values("child")
    children = list(with_school(visible_to(user, Child).filter(pk__in=keys, merged_into=None), on).order_by("born_on"))
    if not children:
        return []
    sights.see([child.pk for child in children], "page")
    looked_for = {
        one.child_id: one
        for one in Case.objects.filter(pathway=pathway.TRACKING.key, child__in=children, closed_on=None)
    }
    return [Sibling(child, getattr(child, "school_name", "") or "", looked_for.get(child.pk)) for child in children]
