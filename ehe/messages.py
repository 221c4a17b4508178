"""The e-mails to a child’s last school. Each holds a reference and a link, and names no child."""

from oxle.correspondence.messages import MessageKind, register

EXIT_FORM_ASKED = MessageKind(
    key="ehe.exit_form_asked",
    title="A school is asked for an exit form",
    subject="{service}: we ask you for an exit form, {reference}",
    body="We ask your school for an exit form, {reference}. Sign in to see of which pupil, and by when. The head sends "
    "it, or a senior leader or the safeguarding lead for the head. Keep the name on your roll until the parents have "
    "written to you.\n\n{link}\n\n{service}, {council}\n",
)
SCHOOL_ASKED = MessageKind(
    key="ehe.school_asked",
    title="A school is asked about what appears unlawful",
    subject="{service}: please answer us today, {reference}",
    body="Something about {reference} appears unlawful, and we ask you about it. Sign in and read it today, before you "
    "take a name off your roll.\n\n{link}\n\n{service}, {council}\n",
)
CONSENT_DECIDED = MessageKind(
    key="ehe.consent_decided",
    title="A school learns whether the council consents to a withdrawal",
    subject="{service}: consent to withdraw was decided, {reference}",
    body="The council decided whether it consents to the withdrawal in {reference}. Sign in and read it before you "
    "take a name off your roll.\n\n{link}\n\n{service}, {council}\n",
)
CONSENT_NEEDED = MessageKind(
    key="ehe.consent_needed",
    title="Whoever has a case learns that consent to withdraw is needed now",
    subject="{service}: consent to withdraw is needed now, {reference}",
    body="By what is recorded now the council’s consent to withdraw is needed in {reference}. The school has been "
    "asked to keep the name on its roll. Sign in and see what to do.\n\n{link}\n\n{service}, {council}\n",
)
register(EXIT_FORM_ASKED, SCHOOL_ASKED, CONSENT_DECIDED, CONSENT_NEEDED)
