"""Chaperones on the schedules of performances: whoever is approved no more comes off every day to come."""

from datetime import date, datetime

from django.db.models import Q

from licensing.chaperones.models import Chaperone
from licensing.performances import pathway
from licensing.performances.models import NamedChaperone, ScheduleLine
from oxle.cases import actions

OPEN = tuple(stage.key for stage in (*pathway.UNDECIDED, *pathway.IN_FORCE))


def take_off(entry: Chaperone, *, on: date, at: datetime) -> int:
    """Take a chaperone who is not approved from a day on off that day and every later one; how many children's cases
    that concerns. Of each the holder is told by letter, and an officer sees that another is named.

    Whom another council approved stands on no register of ours, and stays. Days that are over say who it was.
    """
    cases = {}
    for named in NamedChaperone.objects.filter(approval=entry.number).order_by("pk"):
        rows = ScheduleLine.objects.filter(
            Q(until_on=None, on__gte=on) | Q(until_on__gte=on),
            entrant__production=named.production_id,
            entrant__case__stage__in=OPEN,
            chaperone=named.name,
            taken_off_at=None,
        )
        for line in rows.select_related("entrant__case").order_by("on", "pk"):
            case = line.entrant.case
            if case is not None:
                cases.setdefault(case.pk, (case, named.name, []))[2].append(line)
    for case, name, lines in cases.values():
        ScheduleLine.objects.filter(pk__in=[one.pk for one in lines]).update(chaperone="")
        # Of days without a date the first that is to come.
        days = sorted({max(one.on, on).isoformat() for one in lines})
        facts = {"name": name, "number": entry.number, "days": days}
        actions.take(case, pathway.CHAPERONE_OFF, by=None, on=max(on, case.opened_on), at=at, facts=facts)
    return len(cases)
