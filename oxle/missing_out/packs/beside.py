"""What a pack counts beside the register: who is not on it and is looked at all the same."""

from datetime import date

from django.db.models import Q

from oxle.cases.as_at import end_of
from oxle.missing_out.who import taught_otherwise
from oxle.people.models import Child
from oxle.provision.mismatch_models import Mismatch, MismatchKind
from oxle.schooldays.school_age import is_of_school_age


def counted_beside(on: date) -> list[list[str | int]]:
    """Each figure as it was at the end of a day: a key, what it counts, and the number, over everybody."""
    born = Child.objects.filter(taught_otherwise(on), merged_into=None).values_list("born_on", flat=True)
    return [
        ["at_home", "Educated at home, suitably or not looked at yet", sum(is_of_school_age(day, on) for day in born)],
        ["mismatches", "Pupils of whom a school’s register and a provider’s differ, not explained", _mismatched(on)],
    ]


def _mismatched(on: date) -> int:
    open_then = [Q(**{at: None}) | Q(**{f"{at}__gte": end_of(on)}) for at in ("agreed_at", "explained_at")]
    rows = Mismatch.objects.filter(*open_then, on__lte=on).exclude(kind=MismatchKind.NOTICE)
    return rows.values("child").distinct().count()
