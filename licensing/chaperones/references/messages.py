"""The e-mail by which a referee is asked for a reference. It names nobody."""

from datetime import timedelta

from oxle.correspondence.messages import MessageKind, register

PURPOSE = "licensing reference"
LASTS = timedelta(days=14)

TO_REFEREE = MessageKind(
    key="licensing.reference",
    title="A referee is asked about somebody who wants to be a chaperone",
    subject="{service}: a reference is asked of you",
    body=(
        "Somebody who wants to look after children at performances has named you to the council as a referee. Open "
        "this link to read who, and to say what you think. You need not answer. It works until you have answered, for "
        "14 days:\n\n{link}\n\nIf you do not know what this is about, do not open it, and delete this e-mail.\n\n"
        "{service}, {council}\n"
    ),
    one_time=PURPOSE,
    lasts=LASTS,
)
register(TO_REFEREE)
