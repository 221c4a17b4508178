"""The e-mail of an applicant: the link by which they come in. It names nobody."""

from datetime import timedelta

from oxle.correspondence.messages import MessageKind, register

PURPOSE = "licensing applicant"
LASTS = timedelta(hours=4)

TO_APPLICANT = MessageKind(
    key="licensing.to_applicant",
    title="An applicant’s link",
    subject="{service}: your link to apply for a licence, a permit or an approval",
    body=(
        "Somebody, we think you, wants to apply for a licence for children to perform, for a permit for a child to "
        "work, or for an approval as a chaperone or of an organisation. Open this link to begin, or to go on with what "
        "you began. It works once, for 4 hours:\n\n{link}\n\n"
        "If it was not you, do not open it, and delete this e-mail. Nothing happens then.\n\n{service}, {council}\n"
    ),
    one_time=PURPOSE,
    lasts=LASTS,
)
register(TO_APPLICANT)
