"""How long a child has been without something that they still had when the stretch without a full day began."""

from collections.abc import Mapping
from datetime import date, timedelta

from oxle.people.models import Enrolment
from oxle.people.visibility import in_force
from oxle.provision.ledger import Stretch
from oxle.schooldays.queries import calendars_for

DAY = timedelta(days=1)


def after(lacking: Mapping[int, Stretch], ended: Mapping[int, date], on: date) -> dict[int, Stretch]:
    """The stretches of some children (by primary key) up to a day, each from the first school day after the last day
    on which they had it, where that lies within the stretch. Who had it on the last school day has none.

    Days are those of the school the child is enrolled at, else the council's, as the ledger counts. Two queries more.
    """
    cut = {child: ended[child] for child in lacking if child in ended and ended[child] >= lacking[child].since}
    rows = Enrolment.objects.filter(in_force(on), child__in=cut).order_by("from_on", "pk")
    followed = dict(rows.values_list("child", "school__calendar"))
    calendars = calendars_for({None, *followed.values()})
    found = dict(lacking)
    for child, last_on in cut.items():
        days = calendars[followed.get(child)].days_between(last_on + DAY, on) if last_on < on else ()
        if days:
            found[child] = Stretch(len(days), days[0])
        else:
            del found[child]
    return found
