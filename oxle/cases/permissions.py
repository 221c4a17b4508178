"""Which cases, and which parts of a case, a person may see. The lists and the pages ask the same rules."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from oxle.accounts.models import Organisation, User
from oxle.accounts.permissions import Compartment, Permission, decide, read, release, summary, write
from oxle.accounts.queries import with_roles
from oxle.accounts.roles import ROLES
from oxle.accounts.visibility import NOTHING, get_or_404, visible, visible_to
from oxle.audit import sights
from oxle.cases import duties
from oxle.cases.disposal_models import LegalHold
from oxle.cases.inbox_models import HandOver, InboxMessage
from oxle.cases.models import Case, CaseDocument, Party
from oxle.cases.pathways import Pathway
from oxle.core.among import Keys
from oxle.core.dates import today
from oxle.people.models import Child
from oxle.people.visibility import in_cases, opens_restricted, restricted_to

# Letters and papers follow the closing of a case: for so long it stays open to whoever worked on it.
STILL_WORKED_WITH = timedelta(weeks=6)

# What a school may do in its own portal.
PORTAL = write("portal")

# Safeguarding is a compartment of the child's record: who reads what is in it, and who may know that something is.
READS_SAFEGUARDING = read("pupils", Compartment.SAFEGUARDING)
KNOWS_OF_SAFEGUARDING = summary("pupils", Compartment.SAFEGUARDING)


@visible(Case)
def _cases(user: Any) -> Q:
    """Council people see the duties their roles read, less children closed to them; legal pathways need more."""
    return _on_pathways(user, read) & _open_children(user)


def read_cases_of(user: Any, children: Keys, cases: QuerySet[Case], *columns: str) -> list[tuple[Any, ...]]:
    """Some columns of those of some cases, about these children, that a person may see who sees all of the children:
    what `visible_to` has, which asks about every child of every case. One query, and one more where a case of them has
    another child among its parties."""
    others = Party.objects.filter(case=OuterRef("pk"), child__isnull=False).exclude(child__among=children)
    theirs = cases.filter(_on_pathways(user, read), child__among=children).annotate(others=Exists(others))
    found = list(theirs.values_list(*columns, "pk", "others"))
    doubtful = [pk for *_, pk, has_others in found if has_others]
    seen = set(visible_to(user, Case).filter(pk__in=doubtful).values_list("pk", flat=True)) if doubtful else ()
    return [tuple(said) for *said, pk, has_others in found if not has_others or pk in seen]


def cases_to_dispose_of(user: Any) -> QuerySet[Case]:
    """The cases on whose retention this person has a say: also of pathways that their roles know only by summary.

    A child who is closed to them is closed to them here, too.
    """
    return Case.objects.filter(_on_pathways(user, summary) & _open_children(user))


def _open_children(user: Any) -> Q:
    # Asked of the children of each case, so that a list of a few cases does not look at every child of the county.
    child = Child.objects.filter(~Exists(visible_to(user, Child).filter(pk=OuterRef("pk"))), pk=OuterRef("child"))
    # A case about a parent is closed to whoever the child's record is closed to.
    seen = visible_to(user, Child).filter(pk=OuterRef("child"))
    party = Party.objects.filter(~Exists(seen), case=OuterRef("pk"), child__isnull=False)
    return ~Q(Exists(child)) & ~Q(Exists(party))


@visible(InboxMessage)
def _messages(user: Any) -> Q:
    """The messages of the teams a person belongs to, less those known to be about a child closed to them."""
    hidden = Child.objects.exclude(pk__in=visible_to(user, Child).values("pk"))
    shown = Q(case=None) | Q(case__in=visible_to(user, Case).values("pk"))
    shown &= ~_handed_over_about(hidden)
    for duty in duties.duties():
        if duty.messages_about:
            shown &= ~duty.messages_about(hidden)
    return Q(team__in=user.organisation_ids) & shown


def _handed_over_about(children: QuerySet[Child]) -> Q:
    """Messages by which a case about one of these children was handed over."""
    return Q(handed_over_by__case__in=Case.objects.filter(Q(child__in=children) | Q(parties__child__in=children)))


def restricted_hand_overs(user: Any) -> list[tuple[HandOver, str]]:
    """Hand-overs that wait in this person's inbox about a restricted child: each with the key of the record to open.

    Of them the inbox tells nothing but that they wait, so that none is lost: whoever opens the record is shown them.
    """
    closed = restricted_to(user)
    if closed is None:
        return []
    children = Child.objects.filter(closed)
    mine = Q(message__state=InboxMessage.State.WAITING, message__team__in=user.organisation_ids)
    about = Q(pk=OuterRef("case__child")) | Q(parties__case=OuterRef("case"))
    key = Subquery(children.filter(about).order_by("pk").values("key")[:1])
    rows = HandOver.objects.filter(mine).annotate(child_key=key).exclude(child_key=None).order_by("on", "pk")
    return [(row, row.child_key) for row in rows]


def teams_with_inbox(user: Any) -> list[Organisation]:
    """The teams in whose inbox a person's roles let them work, by name."""
    held = [one for one in user.current_memberships if write("inbox") in ROLES[one.role].permissions]
    return sorted({one.organisation for one in held}, key=str)


def who_work_inbox(team: Organisation) -> list[User]:
    """Everybody who deals with the inbox of a team."""
    people = with_roles(User.objects.filter(is_active=True, memberships__organisation=team).distinct())
    return [person for person in people if team in teams_with_inbox(person)]


def get_message_for(user: Any, key: str) -> InboxMessage:
    """The message, the sight of the child it is known to be about recorded; 404 to strangers."""
    message = get_or_404(visible_to(user, InboxMessage).select_related("case", "team", "entered_by"), key=key)
    sights.see(children_told_of(message), "page")
    return message


def children_told_of(message: InboxMessage) -> list[int]:
    """The children of the case a message is linked to, and of the case that was handed over by it."""
    cases = Case.objects.filter(Q(pk=message.case_id) | Q(handed_over__message=message)).distinct()
    return sorted({child for case in cases for child in children_of(case)})


@in_cases
def _children_of_cases(user: Any) -> Q:
    """The children of the cases that a person's roles read."""
    return _children_in(_on_pathways(user, read))


@opens_restricted
def _children_worked_with(user: Any) -> Q:
    """Restricted children of a person's own cases, and of the open ones that they decide on.

    Nobody else would see a referral that waits for its decision. Court papers are decided on by those who release them.
    """
    own = Q(owner=user) & _on_pathways(user, read)
    of_late = Q(closed_on=None) | Q(closed_on__gte=today() - STILL_WORKED_WITH)
    decided = _on_pathways(user, decide) | _on_pathways(user, release)
    return _children_in((own & of_late) | (decided & Q(closed_on=None)))


def _on_pathways(user: Any, verb: Callable[[str, Compartment], Permission]) -> Q:
    """Cases of the duties, and on pathways of the compartments, for which a person's roles give them a verb.

    Safeguarding is a compartment of the child's record: a case on a pathway in it is open to those of the duty who may
    read what is there, and to whoever's case it is.
    """
    allowed = NOTHING
    for duty in duties.duties():
        for compartment in (Compartment.ORDINARY, Compartment.LEGAL):
            if verb(duty.key, compartment) in user.permissions:
                keys = [one.key for one in duty.pathways if one.compartment == compartment]
                allowed |= Q(duty=duty.key, pathway__in=keys)
        kept = [one.key for one in duty.pathways if one.compartment == Compartment.SAFEGUARDING]
        if kept and verb(duty.key, Compartment.ORDINARY) in user.permissions:
            theirs = Q(duty=duty.key, pathway__in=kept)
            allowed |= theirs if READS_SAFEGUARDING in user.permissions else theirs & Q(owner=user)
    return allowed


def knows_of(user: User, pathway: Pathway) -> bool:
    """Whether a person may know that there is a case on a pathway, without reading it."""
    if pathway.compartment == Compartment.SAFEGUARDING:
        return user.can(summary(pathway.duty)) and user.can(READS_SAFEGUARDING)
    return user.can(summary(pathway.duty, pathway.compartment))


def _children_in(cases: Q) -> Q:
    rows = Case.objects.filter(cases)
    parties = Party.objects.filter(case__in=rows.values("pk"), child__isnull=False)
    return Q(pk__among=rows.filter(child__isnull=False).values("child")) | Q(pk__among=parties.values("child"))


def get_case_for(user: Any, key: str) -> Case:
    """The case, its sight recorded; 404 for one hidden from this person just as for one that does not exist.

    It says of itself whether it is `on_hold`.
    """
    rows = visible_to(user, Case).select_related(
        "child", "adult", "organisation", "school__organisation", "school__calendar", "owner", "team", "came_from"
    )
    held = LegalHold.objects.filter(case=OuterRef("pk"), lifted_at=None)
    case = get_or_404(rows.annotate(on_hold=Exists(held)), key=key)
    sights.see(children_of(case), "page")
    return case


def may_allocate(user: Any, case: Case) -> bool:
    """Whether this person may say whose a case is: those who work on its duty, and the team's managers."""
    return user.can(write(case.duty)) or user.can(decide("team"))


def works_on(user: Any, case: Case) -> bool:
    """Whether this person's role can take the steps of a case, so that it may be theirs. Reading it is not enough."""
    compartment = duties.pathway(case.pathway, case.pathway_version).compartment
    return user.is_active and (user.can(write(case.duty)) or user.can(write(case.duty, compartment)))


def get_case_to_dispose_of(user: Any, key: str) -> Case:
    """The case, for a page about how long it is kept; its sight recorded, 404 to strangers."""
    rows = cases_to_dispose_of(user).select_related(
        "child", "adult", "organisation", "school__organisation", "came_from"
    )
    case = get_or_404(rows, key=key)
    sights.see(children_of(case), "page")
    return case


def children_of(case: Case) -> list[int]:
    """The children a case shows: its subject, or those among its parties."""
    if case.child_id:
        return [case.child_id]
    return list(case.parties.filter(child__isnull=False).values_list("child_id", flat=True))


def compartments_for(user: Any, case: Case) -> list[str]:
    """The compartments of a case whose notes, events and documents this person may read.

    Safeguarding is a compartment of the child's record, so it is given with `pupils`; legal goes with the duty.
    """
    open_to = []
    if read(case.duty) in user.permissions or read(case.duty, Compartment.LEGAL) in user.permissions:
        open_to.append(Compartment.ORDINARY.value)
    if READS_SAFEGUARDING in user.permissions:
        open_to.append(Compartment.SAFEGUARDING.value)
    if read(case.duty, Compartment.LEGAL) in user.permissions:
        open_to.append(Compartment.LEGAL.value)
    return open_to


def documents_for(user: Any, case: Case) -> "list[CaseDocument]":
    """The documents of a case that this person may read, newest first."""
    rows = case.documents.filter(compartment__in=compartments_for(user, case))
    return list(rows.select_related("file", "by"))
