"""The e-mails about referrals to providers. They name nobody."""

from oxle.correspondence.messages import MessageKind, register

SIGNED = "\n\n{link}\n\n{service}, {council}\n"

TO_FILL = MessageKind(
    key="exclusions.referral_to_fill",
    title="A referral to fill in",
    subject="{service}: the council asks you to fill in a referral",
    body=f"The council refers a pupil of yours to a provider and asks you for the form. Sign in to fill it in.{SIGNED}",
)
SENT = MessageKind(
    key="exclusions.referral_sent",
    title="A pupil is referred to you",
    subject="{service}: a pupil is referred to you",
    body=f"The council refers a pupil to you. Sign in to read it, and say whether you take the pupil.{SIGNED}",
)

register(TO_FILL, SENT)
