"""The reads on a prosecution: its charge and dates, the papers as they stand, what is left to consider, who waits."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from attendance.prosecution import pathway, rules
from attendance.prosecution.court_models import Commencement, Outcome, Plea, Release
from attendance.prosecution.models import Bundle, Certificate, Charge, Exhibit, Prosecution, Statement
from attendance.referrals import pathway as referral_pathway
from attendance.referrals.rules import CHARGE_WITHIN
from oxle.accounts.models import User
from oxle.accounts.permissions import Compartment
from oxle.accounts.visibility import visible_to
from oxle.cases.clocks import Happening, State
from oxle.cases.models import Case, CaseDocument, CaseLetter, Event, Party
from oxle.cases.projection import effective
from oxle.core.keeping import kept
from oxle.correspondence.actions import SENT
from oxle.correspondence.models import Letter
from oxle.people.ages import age_on
from oxle.people.models import Adult, Child
from oxle.schooldays.counting import add_months

# What left, and what the post brought back too.
POSTED = (*SENT, Letter.State.RETURNED)


def child_of(case: Case) -> Child:
    """The child whose attendance the case is about."""
    return case.parties.select_related("child").get(role="child").child


def charge_of(case: Case) -> Charge | None:
    """The charge as it stands; None before one is chosen."""
    return case.charges.filter(replaced_on=None).first()


def papers_in_hand(case: Case, party: Party | None, on: date) -> str | None:
    """That court papers about a parent of a referral are in hand, which keep their place in it; None when none are."""
    # Asked of each parent on one page: one query for them all.
    in_hand = kept(("papers in hand", case.pk, case.version), lambda: _papers_in_hand(case))
    reference = in_hand.get(party.pk) if party else None
    return f"Court papers for {party.name} are in hand, {reference}. They must end first." if reference else None


def _papers_in_hand(case: Case) -> dict[int, str]:
    rows = Prosecution.objects.filter(brought_from__case=case, case__closed_on=None)
    return dict(rows.values_list("brought_from", "case__reference"))


def released_with(case: Case, party: Party | None, on: date) -> str | None:
    """That a bundle which was released holds what a referral recorded, of one parent or of all; None while none does.

    Papers that the solicitor returned are made again, with what was put right.
    """
    again = [stage.key for stage in (*pathway.IN_HAND, pathway.WITH_LEGAL)]
    rows = Release.objects.filter(event__case__came_from=case).exclude(event__case__stage__in=again)
    if party is not None:
        rows = rows.filter(event__case__prosecution__brought_from=party)
    reference = rows.order_by("pk").values_list("event__case__reference", flat=True).first()
    if reference is None:
        return None
    return (
        f"A court bundle that was released holds this record as it stands, {reference}. Until the charge the solicitor "
        "can return the papers, and it can be put right; after it, say what is wrong in a further statement."
    )


@dataclass(frozen=True)
class ChargeDates:
    """Until when an offence period can be charged (Magistrates' Courts Act 1980 s.127)."""

    offence_from_on: date
    offence_to_on: date

    @property
    def safe_on(self) -> date:
        """The last day on which the whole period can be charged: six months from its first day."""
        return add_months(self.offence_from_on, CHARGE_WITHIN.count)

    @property
    def last_on(self) -> date:
        """The last day on which any of it can: six months from its last day."""
        return add_months(self.offence_to_on, CHARGE_WITHIN.count)

    def in_time_from(self, charged_on: date) -> date | None:
        """The first day of the period that a charge on a day still reaches; None when it reaches the whole."""
        if charged_on <= self.safe_on:
            return None
        day = self.offence_from_on
        while add_months(day, CHARGE_WITHIN.count) < charged_on:
            day = date.fromordinal(day.toordinal() + 1)
        return day


def charge_dates(charge: Charge) -> ChargeDates:
    """The dates of a charge."""
    return ChargeDates(charge.offence_from_on, charge.offence_to_on)


def why_not_single_justice(kind: str, adult: Adult, on: date) -> str | None:
    """Why a charge cannot go by single justice procedure notice; None when it can.

    Only offences that cannot be punished with prison (Criminal Justice and Courts Act 2015), so s.444(1) and never
    s.444(1A); and only defendants of 18 or over on the day of the charge.
    """
    if kind != "s444_1":
        return "An offence under s.444(1A) can be punished with prison, so it cannot go by single justice procedure."
    if adult.born_on is None:
        return f"The date of birth of {adult.name} is not recorded. The single justice procedure needs an adult."
    if age_on(adult.born_on, on) < rules.ADULT_AGE:
        return f"{adult.name} is under 18. The single justice procedure is only for adults."
    return None


def letters_to_defendant(case: Case) -> list[CaseLetter]:
    """The letters of the referral that were written to this defendant, and to nobody else, oldest first."""
    rows = CaseLetter.objects.filter(case=case.came_from, letter__adult=case.adult)
    rows = rows.exclude(letter__state=Letter.State.WITHDRAWN).select_related("letter__pdf", "event")
    return list(rows.order_by("event__on", "pk"))


def sent_letters(case: Case) -> list[Letter]:
    """Those of them that have left, also where they came back, in the order of sending."""
    found = [link.letter for link in letters_to_defendant(case) if link.letter.state in POSTED]
    return sorted(found, key=lambda letter: (letter.sent_on, letter.pk))


def statements_of(case: Case) -> list[Statement]:
    """The newest edition of each statement that is meant to be used."""
    rows = case.statements.filter(replaced_by=None).exclude(state=Statement.State.DROPPED)
    return list(rows.select_related("signed_copy"))


def certificate_of(case: Case) -> Certificate | None:
    """The certificate of attendance as it stands."""
    return case.certificates.filter(replaced_at=None).first()


def exhibits_of(case: Case) -> list[Exhibit]:
    """The exhibits, in the order in which they were added."""
    rows = case.exhibits.filter(removed_at=None).select_related("letter__pdf", "document__file")
    return list(rows.order_by("pk"))


def documents_to_exhibit(case: Case) -> list[CaseDocument]:
    """Documents of the case and its referral that could be exhibited: not safeguarding, not a bundle, not yet one."""
    there = case.exhibits.filter(removed_at=None, document__isnull=False).values("document")
    rows = CaseDocument.objects.filter(case__in=[case.pk, case.came_from_id])
    rows = rows.exclude(compartment=Compartment.SAFEGUARDING).exclude(kind="bundle").exclude(pk__in=there)
    return list(rows.select_related("case", "file").order_by("at", "pk"))


def newest_bundle(case: Case) -> Bundle | None:
    """The last bundle that was made; None when none was."""
    return case.bundles.filter(state=Bundle.State.MADE).select_related("document__file").last()


def release_of(case: Case) -> Release | None:
    """The solicitor's last release."""
    rows = Release.objects.filter(event__case=case).select_related("bundle__document", "event__by")
    return rows.order_by("event__order").last()


def commencement_of(case: Case) -> Commencement | None:
    """How proceedings began; None before they have."""
    return Commencement.objects.filter(event__case=case).select_related("event").order_by("event__order").last()


def outcome_of(case: Case) -> Outcome | None:
    """The court's last decision."""
    return Outcome.objects.filter(event__case=case).select_related("event").order_by("event__order").last()


def plea_of(case: Case) -> str | None:
    """The last plea recorded: guilty, not_guilty, or none; None when nothing is recorded."""
    told = told_of_plea(case)
    return told.facts.get("plea", Plea.NONE.value) if told else None


def told_of_plea(case: Case) -> Happening | None:
    """When a plea, or that none was entered, was last recorded, as last put right; None when neither was."""
    steps = [pathway.RECORD_PLEA.key, pathway.RECORD_NO_PLEA.key]
    told = effective(list(case.events.filter(step__in=steps).order_by("order")))
    return told[-1] if told else None


def meetings_of(case: Case) -> tuple[list[Event], list[Event]]:
    """The referral's panel meetings, and this defendant's own interviews under caution: two kinds of record."""
    events = case.came_from.events.order_by("on", "order")
    panels = events.filter(step="record_panel", panel__isnull=False).select_related("panel", "target")
    panels = panels.prefetch_related("panel__parents_present")
    interviews = events.filter(party__adult=case.adult, pace_interview__isnull=False)
    return list(panels), list(interviews.select_related("pace_interview"))


def prosecutions_for(user: User) -> QuerySet[Case]:
    """Every open prosecution this person may see, with the two last days to charge, ready for a list. One query."""
    running = Q(deadlines__state=State.RUNNING)
    return (
        visible_to(user, Case)
        .filter(pathway=pathway.PROSECUTION.key, closed_on=None)
        .select_related("adult", "school__organisation", "owner")
        .annotate(
            safe_on=Min("deadlines__due_on", filter=running & Q(deadlines__clock=pathway.CHARGE_SAFE.key)),
            last_on=Min("deadlines__due_on", filter=running & Q(deadlines__clock=pathway.CHARGE_LAST.key)),
        )
    )


def referrals_ended_in_court(user: User) -> QuerySet[Case]:
    """Referrals that led to court, of which every case has ended and nobody has recorded that."""
    led_to = Case.objects.filter(came_from=OuterRef("pk"), duty="attendance")
    return (
        visible_to(user, Case)
        .filter(pathway=referral_pathway.REFERRAL.key, stage=referral_pathway.WITH_COURT.key)
        .filter(Exists(led_to), ~Exists(led_to.filter(closed_on=None)))
        .select_related("child", "school__organisation")
    )
