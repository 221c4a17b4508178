"""Once the governors uphold it: the parents are consulted, a way is chosen, and a school is found and attended."""

from exclusions.permanent import rules
from exclusions.permanent.pathway.day_six import BEGIN, BEGIN_IN_PART
from exclusions.permanent.pathway.governors import UPHOLD
from exclusions.permanent.pathway.stages import AFTER_GOVERNORS, ATTENDING, FINAL, OPEN, WORK
from exclusions.placement.pathway import clocks, placing
from oxle.cases.pathways import Against, Basis, Check, Clock, Step

CONSULT = Step("consult", "Record the talk with the parents", at=AFTER_GOVERNORS, by=WORK, revocable=True)
CONSULTED = Check("exclusion_parents_consulted", "The parents were consulted, or could not be reached", met_by=CONSULT)
CHOOSE_WAY = Step(
    "choose_way", "Choose the way to a new school", at=AFTER_GOVERNORS, by=WORK, needs=(CONSULTED,), revocable=True
)
PLACING = placing(
    searched_at=AFTER_GOVERNORS, named_at=AFTER_GOVERNORS, confirmed_at=(FINAL,), attending=ATTENDING, delayed_at=OPEN
)

CONSULTATION = Clock(
    "consultation",
    "Talk with the parents about a new school",
    against=Against.COUNCIL,
    limit=rules.CONSULT_WITHIN,
    from_=(UPHOLD,),
    # Nor does a place that was named say what the parents wish.
    stops=(CONSULT,),
    law=rules.CONSULT_WITHIN.source,
)
WAY = Clock(
    "way",
    "Choose the way to a new school",
    against=Against.COUNCIL,
    limit=rules.REFER_WITHIN,
    from_=(CONSULT,),
    stops=(CHOOSE_WAY, PLACING.name_place),
    law=rules.REFER_WITHIN.source,
)
TO_A_PLACE = clocks(PLACING, from_=(CHOOSE_WAY,), basis=Basis.POLICY)
INTERIM = Clock(
    "interim",
    "The interim place ends: name a school or a long-term place",
    against=Against.COUNCIL,
    limit=rules.INTERIM_WITHIN,
    from_=(BEGIN, BEGIN_IN_PART),
    stops=(PLACING.name_place,),
    # A place that was named before the interim one began has dates of its own.
    unless=tuple(one for one in TO_A_PLACE if one.key in {"enrolment", "confirmation"}),
    law=rules.INTERIM_WITHIN.source,
)
