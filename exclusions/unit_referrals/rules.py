"""The figures of referrals to providers."""

from oxle.core.rules import Rule, whole_number

SHOWN_AFTER: Rule[int] = Rule(
    key="exclusions.referral_shown_after",
    label="How long a provider sees a referral that it accepted while the pupil has no place there",
    default=28,
    parse=whole_number,
    source="The service’s choice: time to arrange the place; while the pupil has one, it is shown in any case",
    local=True,
    unit="days",
)
