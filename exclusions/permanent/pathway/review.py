"""The parents may ask for an independent review, and the governors may have to decide again."""

from exclusions.lawful import REGULATIONS
from exclusions.permanent import rules
from exclusions.permanent.pathway.governors import PARENTS_TOLD_ON, REINSTATE, UPHOLD
from exclusions.permanent.pathway.stages import FINAL, GOVERNORS_CLERK, IN_REVIEW, RECONSIDERING, UPHELD, WORK
from oxle.cases.pathways import Against, Basis, Clock, Fact, Step

REVIEW_MADE_ON = Fact("review_made_on", "Day on which the review counts as asked for")
# The same, of an academy: its trust arranges the review.
TRUST_REVIEW_MADE_ON = Fact("trust_review_made_on", "Day on which the review by the trust’s panel counts as asked for")
OFFERED_ON = Fact("offered_on", "Day on which the governors offered the place back", required=True)

ASK_REVIEW = Step(
    "ask_review",
    "Record that a review was asked for",
    at=(UPHELD,),
    to=IN_REVIEW,
    by=WORK,
    on_behalf=GOVERNORS_CLERK,
    records=(REVIEW_MADE_ON, TRUST_REVIEW_MADE_ON),
    revocable=True,
)
WAIVE_REVIEW = Step(
    "waive_review",
    "Record that the parents will not ask for a review",
    at=(UPHELD,),
    to=FINAL,
    by=WORK,
    on_behalf=GOVERNORS_CLERK,
    reason=True,
    revocable=True,
)
END_WINDOW = Step(
    "end_window",
    "Record that nobody asked for a review in time",
    at=(UPHELD,),
    to=FINAL,
    by=WORK,
    on_behalf=GOVERNORS_CLERK,
    revocable=True,
)
REVIEW_UPHELD = Step(
    "review_upheld",
    "Record that the panel upheld the decision",
    at=(IN_REVIEW,),
    to=FINAL,
    by=WORK,
    on_behalf=GOVERNORS_CLERK,
    revocable=True,
)
REVIEW_SENT_BACK = Step(
    "review_sent_back",
    "Record that the panel sent the decision back to the governors",
    at=(IN_REVIEW,),
    to=RECONSIDERING,
    by=WORK,
    on_behalf=GOVERNORS_CLERK,
    revocable=True,
)
REVIEW_WITHDRAWN = Step(
    "review_withdrawn",
    "Record that the review was withdrawn",
    at=(IN_REVIEW,),
    to=FINAL,
    by=WORK,
    on_behalf=GOVERNORS_CLERK,
    reason=True,
    revocable=True,
)
STAND_BY = Step(
    "stand_by",
    "Record that the governors kept to their decision",
    at=(RECONSIDERING,),
    to=FINAL,
    by=GOVERNORS_CLERK,
    on_behalf=WORK,
    corrected_by=WORK,
    reason=True,
    revocable=True,
)
DECLINED = Step(
    "declined",
    "Record that the parents declined the place that the governors offered back",
    at=(RECONSIDERING,),
    to=FINAL,
    by=GOVERNORS_CLERK,
    on_behalf=WORK,
    corrected_by=WORK,
    records=(OFFERED_ON,),
    reason=True,
    revocable=True,
)

REVIEW_WINDOW = Clock(
    "review_window",
    "A review can be asked for until",
    against=Against.PARENT,
    limit=rules.REVIEW_ASKED_WITHIN,
    from_=(UPHOLD,),
    anchor=PARENTS_TOLD_ON,
    stops=(ASK_REVIEW, WAIVE_REVIEW, END_WINDOW),
    opens=(END_WINDOW,),
    law=f"{REGULATIONS} Sch 1 para 2: 15 school days after the day on which they were told in writing",
    basis=Basis.LAW,
    afterwards="Record that nobody asked for a review in time",
)
REVIEW = Clock(
    "review",
    "Review panel meets, arranged by the council",
    against=Against.COUNCIL,
    limit=rules.REVIEW_HELD_WITHIN,
    from_=(ASK_REVIEW,),
    anchor=REVIEW_MADE_ON,
    stops=(REVIEW_UPHELD, REVIEW_SENT_BACK, REVIEW_WITHDRAWN),
    asks=(REVIEW_UPHELD, REVIEW_SENT_BACK),
    law=f"{REGULATIONS} Sch 1 para 1: by the fifteenth school day after it was asked for. The council arranges "
    "it for a maintained school or referral unit",
    basis=Basis.LAW,
)
REVIEW_TRUST = Clock(
    "review_trust",
    "Review panel meets, arranged by the academy’s trust",
    against=Against.SCHOOL,
    limit=rules.REVIEW_HELD_WITHIN,
    from_=(ASK_REVIEW,),
    anchor=TRUST_REVIEW_MADE_ON,
    stops=(REVIEW_UPHELD, REVIEW_SENT_BACK, REVIEW_WITHDRAWN),
    asks=(REVIEW_UPHELD, REVIEW_SENT_BACK),
    law=f"{REGULATIONS} Sch 1 para 1: by the fifteenth school day after it was asked for. The trust arranges it for "
    "an academy",
    basis=Basis.LAW,
)
RECONSIDERATION = Clock(
    "reconsideration",
    "Governors reconsider",
    against=Against.SCHOOL,
    limit=rules.RECONSIDERED_WITHIN,
    from_=(REVIEW_SENT_BACK,),
    stops=(STAND_BY, REINSTATE, DECLINED),
    asks=(STAND_BY, REINSTATE),
    # The governors were in time where their offer was, whenever the parents answered it.
    met_by=OFFERED_ON,
    law=f"{REGULATIONS}: within 10 school days of the panel's decision (unsourced)",
    basis=Basis.LAW,
)
