"""Reads of chaperones: what is lacking, whether an approval covers a day, what a person may see."""

import re
from collections.abc import Iterable
from datetime import date

from django.db.models import F, QuerySet

from licensing.chaperones import lacking, pathway
from licensing.chaperones.models import CertificateCopy, Chaperone, DbsCheck, Interview
from licensing.checking import schedule
from oxle.accounts.models import User
from oxle.accounts.visibility import get_or_404, visible_to
from oxle.cases.models import Case, Party
from oxle.core.references import clean_reference

KEY = pathway.CHAPERONE.key
# How the numbers of our register begin.
OURS = "CH-"
# Of a number that has a slip.
MISTYPED = "write the number as it stands on the approval, such as CH-7K4M-2QX6"
# What has the shape of one of ours, however it is written.
_SHAPE = re.compile(r"CH[ -]?[0-9A-Z]{4}[ -]?[0-9A-Z]{4}", re.IGNORECASE)


def chaperones_for(user: User) -> QuerySet[Case]:
    """The applications that are open and the approvals in force that this person may see, with what a list needs."""
    rows = visible_to(user, Case).filter(pathway=KEY, closed_on=None).select_related("adult", "chaperone")
    rows = rows.prefetch_related("referees", "lived_at", "interviews", "dbs_checks")
    return rows.order_by(F("chaperone__until_on").asc(nulls_first=True), "opened_on", "pk")


def get_copy_for(user: User, key: str) -> CertificateCopy:
    """A copy of a certificate on a case that this person may see; 404 to strangers."""
    cases = visible_to(user, Case).filter(pathway=KEY)
    return get_or_404(CertificateCopy.objects.filter(case__in=cases.values("pk")).select_related("file"), key=key)


def get_application_for(user: User, key: str) -> Case:
    """The case of a chaperone that this person may see; 404 to strangers."""
    return get_or_404(visible_to(user, Case).filter(pathway=KEY).select_related("chaperone"), key=key)


def last_interview(case: Case) -> Interview | None:
    """The newest interview. No query where they were read with the case."""
    return next(reversed(list(case.interviews.all())), None)


def last_dbs(case: Case) -> DbsCheck | None:
    """What was last seen of the DBS. No query where they were read with the case."""
    return next(reversed(list(case.dbs_checks.all())), None)


def from_applicant(case: Case) -> list[str]:
    """What the applicant still owes, in sentences."""
    born_on = case.adult.born_on if case.adult else None
    return lacking.from_applicant(case.chaperone, born_on, list(case.lived_at.all()), list(case.referees.all()))


def before_approval(case: Case, on: date) -> list[str]:
    """What stands in the way of a first approval on a day, in sentences."""
    referees = list(case.referees.all())
    return lacking.before_approval(case.chaperone, referees, last_interview(case), last_dbs(case), on)


def before_renewal(case: Case, on: date) -> list[str]:
    """What stands in the way of an approval that goes on, in sentences."""
    return lacking.before_renewal(case.chaperone, last_dbs(case), on)


def complete_finding(case: Case, party: Party | None, on: date) -> str | None:
    """What the applicant still owes; None where that is nothing."""
    return " ".join(from_applicant(case)) or None


def here_finding(case: Case, party: Party | None, on: date) -> str | None:
    """That another authority decides, in a sentence; None where they live here."""
    elsewhere = case.chaperone.home_authority
    return f"They live in {elsewhere}: that authority decides. Send it on." if elsewhere else None


def unanswered_finding(case: Case, party: Party | None, on: date) -> str | None:
    """That nobody is left to be asked, in a sentence; None while a referee has not answered."""
    return None if case.referees.filter(suitable=None).exists() else "Every referee has answered."


def ready_finding(case: Case, party: Party | None, on: date) -> str | None:
    """What stands in the way of an approval; None where nothing does."""
    return " ".join(before_approval(case, on)) or None


def renewable_finding(case: Case, party: Party | None, on: date) -> str | None:
    """What stands in the way of a renewal; None where nothing does."""
    return " ".join(before_renewal(case, on)) or None


def others_of_the_name(case: Case) -> list[Case]:
    """Other entries and applications, also closed ones, of somebody of the same name and day of birth."""
    adult = case.adult
    if adult is None or adult.born_on is None:
        return []
    same = Case.objects.filter(pathway=KEY, adult__born_on=adult.born_on, adult__family__iexact=adult.family)
    same = same.filter(adult__given__iexact=adult.given).exclude(pk=case.pk)
    return list(same.select_related("chaperone").order_by("-opened_on", "-pk"))


def entries(numbers: Iterable[str]) -> dict[str, Chaperone]:
    """Entries of the register by their numbers; those that there are. One query, or none."""
    asked = set(numbers) - {""}
    if not asked:
        return {}
    rows = Chaperone.objects.filter(number__in=asked).select_related("case__adult")
    return {one.number: one for one in rows if one.number}


def is_called(entry: Chaperone, name: str) -> bool:
    """Whether an entry is one of somebody of that name: whoever types a number may have typed another's."""
    adult = entry.case.adult
    return adult is not None and _plain(f"{adult.given} {adult.family}") == _plain(name)


def as_numbered(typed: str) -> str:
    """The number of an approval as we keep it: one of ours in our way of writing it, every other as it was typed."""
    found = clean_reference(typed) or ""
    return found if found.startswith(OURS) else typed.strip()


def is_ours(number: str) -> bool:
    """Whether a number is one that only our register can have given, so that the register decides."""
    return (clean_reference(number) or "").startswith(OURS)


def is_mistyped(number: str) -> bool:
    """Whether a number has the shape of one of ours and is none: its check character is wrong. As it stands it would
    be taken for another council’s, for which the applicant’s word is enough."""
    return bool(_SHAPE.fullmatch(number.strip())) and not is_ours(number)


def approved(named: Iterable[tuple[str, str, date | None]]) -> dict[str, schedule.Chaperone]:
    """Who of the chaperones whom an application names is approved, as far as can be told, by the name. One query, or
    none. `named`: the name, the number and the last day of each, as the application says.

    Of one with a number of our register the register decides, whatever the applicant says: from when, until when, and
    for how many children. Of every other what the applicant says of another council’s approval is taken until an
    officer looks.
    """
    listed = [(name, as_numbered(number), until_on) for name, number, until_on in named]
    ours = entries(number for _, number, _ in listed if is_ours(number))
    found = {}
    for name, number, until_on in listed:
        if is_ours(number):
            entry = ours.get(number)
            if entry and is_called(entry, name) and (days := covers(entry)):
                found[name] = schedule.Chaperone(name, days[1], entry.most_children, days[0])
        elif until_on:
            found[name] = schedule.Chaperone(name, until_on)
    return found


def covers(entry: Chaperone) -> tuple[date, date] | None:
    """The first and the last day that an approval covers as it stands now; None where it covers none."""
    term = entry.term
    return (term.from_on, term.last_on) if term and term.from_on <= term.last_on else None


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
