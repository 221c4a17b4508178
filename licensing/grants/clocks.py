"""The clocks that run alike on the pathways of grants. Each pathway says how long, from which step and until which."""

from oxle.cases.pathways import Against, Basis, Clock, Fact, Step
from oxle.core.rules import Rule
from oxle.schooldays.limits import Limit, calendar_days

Steps = tuple[Step, ...]
# On the day itself, which the decision says.
ON_THE_DAY = calendar_days(1).beginning_with()


def _ours(key: str, label: str, limit: Rule[Limit], from_: Step, stops: Steps, asks: Steps = ()) -> Clock:
    return Clock(
        key, label, against=Against.COUNCIL, limit=limit, from_=(from_,), stops=stops, asks=asks, law=limit.source
    )


def reading(limit: Rule[Limit], from_: Step, stops: Steps, asks: Steps = ()) -> Clock:
    """Somebody reads the application."""
    label = "Begin to check the application, or ask for what it lacks"
    return _ours("reading", label, limit, from_, stops, asks)


def deciding(what: str, limit: Rule[Limit], from_: Step, stops: Steps, asks: Steps = ()) -> Clock:
    """We decide on what was applied for."""
    return _ours("deciding", f"Decide on the {what}", limit, from_, stops, asks)


def considering(limit: Rule[Limit], from_: Step, stops: Steps, asks: Steps = ()) -> Clock:
    """The attendance fell: whoever decides considers whether it stays."""
    label = "Consider whether education suffers: the attendance fell below the setting"
    return _ours("considering", label, limit, from_, stops, asks)


def reviewing(what: str, limit: Rule[Limit], from_: Step, stops: Steps, asks: Steps = ()) -> Clock:
    """An inspection asks: whoever decides considers whether it stays."""
    label = f"Consider whether to revoke the {what}: an inspection found something wrong"
    return _ours("reviewing", label, limit, from_, stops, asks)


def going_on(limit: Rule[Limit], from_: Step, stops: Steps) -> Clock:
    """Who is approved applies to go on."""
    return _ours("going_on", "Decide whether the approval is renewed", limit, from_, stops)


def supplying(whom: str, limit: Rule[Limit], from_: Step, stops: Steps) -> Clock:
    """Whoever was asked supplies what is lacking."""
    return Clock(
        "supplying",
        f"The {whom} supplies what is lacking",
        against=Against.OTHER_BODY,
        limit=limit,
        from_=(from_,),
        stops=stops,
        law=limit.source,
        afterwards="Decide with what is there, or ask again",
    )


def parent_answers(label: str, limit: Rule[Limit], from_: Step, stops: Steps) -> Clock:
    """A parent gives their part of an application."""
    return Clock(
        "parent_answer",
        label,
        against=Against.PARENT,
        limit=limit,
        from_=(from_,),
        stops=stops,
        law=limit.source,
        afterwards="Ask the parent again, or decide without",
    )


def school_answers(label: str, limit: Rule[Limit], from_: Step, stops: Steps) -> Clock:
    """The school gives its part of an application."""
    return Clock(
        "school_answer", label, against=Against.SCHOOL, limit=limit, from_=(from_,), stops=stops, law=limit.source
    )


def last_day(
    label: str, until: Fact, from_: Steps, stops: Steps, *, law: str, afterwards: str, basis: Basis = Basis.POLICY
) -> Clock:
    """What is granted ends, on the day that the decision recorded."""
    return Clock(
        "last_day",
        label,
        against=Against.OTHER_BODY,
        limit=ON_THE_DAY,
        from_=from_,
        anchor=until,
        stops=stops,
        law=law,
        basis=basis,
        afterwards=afterwards,
    )
