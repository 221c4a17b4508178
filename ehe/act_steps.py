"""What the Act of 2026 adds, as data: consent to withdraw (see consent), a preliminary notice, providers."""

from ehe import letters, rules
from ehe.stages import OPEN, SAFE, SCHOOL, WORK
from oxle.cases.pathways import Against, Check, Clock, Step

VISIT_REFUSED = Check("ehe_visit_refused", "The new process of orders is law, and a visit asked for was refused")
PROVIDERS_ANSWER = Check("ehe_providers_answer", "It is law that providers can be asked what the register needs")
MAY_ASK = Check("ehe_consent_may_be_asked", "Consent to withdraw is needed, and neither asked for nor given yet")
IS_ASKED = Check("ehe_consent_is_asked", "Consent to withdraw was asked for, and is not decided yet")

ASK_CONSENT = Step(
    "ask_consent",
    "Record that consent to withdraw was asked for",
    at=OPEN,
    by=SCHOOL,
    on_behalf=WORK,
    corrected_by=WORK,
    offered_while=(MAY_ASK,),
)
GIVE_CONSENT = Step(
    "give_consent",
    "Decide: the council consents to the withdrawal",
    at=OPEN,
    by=WORK,
    reason=True,
    offered_while=(IS_ASKED,),
    sends=(letters.CONSENT_GIVEN,),
    overtakes=(letters.CONSENT_REFUSED,),
)
REFUSE_CONSENT = Step(
    "refuse_consent",
    "Decide: the council does not consent to the withdrawal",
    at=OPEN,
    by=WORK,
    reason=True,
    offered_while=(IS_ASKED,),
    sends=(letters.CONSENT_REFUSED,),
    overtakes=(letters.CONSENT_GIVEN,),
)
# Only once the Act of 2026 is in force; see reform.
PRELIMINARY = Step(
    "preliminary",
    "Hand over for a preliminary notice: a visit was refused",
    at=SAFE,
    by=WORK,
    reason=True,
    offered_while=(VISIT_REFUSED,),
)
ASK_PROVIDER = Step(
    "ask_provider",
    "Record that a provider was asked what the register needs",
    at=OPEN,
    by=WORK,
    offered_while=(PROVIDERS_ANSWER,),
)

CONSENT_DECISION = Clock(
    "consent_decision",
    "Decide whether the council consents to the withdrawal",
    against=Against.COUNCIL,
    limit=rules.CONSENT_WITHIN,
    from_=(ASK_CONSENT,),
    stops=(GIVE_CONSENT, REFUSE_CONSENT),
    asks=(GIVE_CONSENT, REFUSE_CONSENT),
    law=rules.CONSENT_WITHIN.source,
)
