"""The session of an applicant: it opens what is theirs, and nothing for which one signs in to the service."""

from datetime import datetime, timedelta

from django.http import HttpRequest

from licensing.applicants.models import Applicant
from oxle.accounts import sign_in
from oxle.accounts.sessions import BEGAN_AT
from oxle.core import typed

# Where it stands in the browser's session, which is a row of the database: the cookie only names it.
APPLICANT = "licensing.applicant"
# Longer than at the council: an application is put together from many papers, and no child’s record is seen here.
IDLE, LONGEST = timedelta(hours=3), timedelta(hours=12)


def begin(request: HttpRequest, applicant: Applicant, *, at: datetime) -> None:
    """Let an applicant in, in a session whose name nobody knew before."""
    request.session.cycle_key()
    typed.forget_others(request, owner=applicant)
    if not request.user.is_authenticated:
        # Its hours count from now on, and not from when a link was asked for in this browser.
        request.session.pop(BEGAN_AT, None)
    request.session[APPLICANT] = {"key": applicant.key, "began": at.isoformat(), "seen": at.isoformat()}
    # Dated, so that it goes with the other sessions that have ended.
    sign_in.stamp(request, at=at)


def applicant_of(request: HttpRequest, *, at: datetime) -> Applicant | None:
    """Who this is; None for everybody else, and for one who was away for three hours or came twelve hours ago."""
    found = request.session.get(APPLICANT)
    if found is None:
        return None
    began, seen = (datetime.fromisoformat(found[name]) for name in ("began", "seen"))
    if at - seen >= IDLE or at - began >= LONGEST:
        end(request)
        return None
    if at - seen >= sign_in.GRAIN:
        request.session[APPLICANT] = {**found, "seen": at.isoformat()}
        sign_in.stamp(request, at=at)
    return Applicant.objects.filter(key=found["key"]).first()


def end(request: HttpRequest) -> None:
    """Nothing of the applicant can be opened by this browser any more. Whoever is signed in to the service stays so."""
    if request.user.is_authenticated:
        request.session.pop(APPLICANT, None)
    else:
        request.session.flush()
