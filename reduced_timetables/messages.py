"""The e-mail to a parent with the link by which they agree. It names nobody."""

from datetime import timedelta

from oxle.correspondence.messages import MessageKind, register

PURPOSE = "reduced timetable"
LASTS = timedelta(days=14)

TO_PARENT = MessageKind(
    key="reduced_timetables.to_parent",
    title="A parent is asked to agree to a reduced timetable",
    subject="{service}: a school asks for your agreement",
    body=(
        "A school asks whether you agree to a plan for your child, under which your child would be in school for part "
        "of the week only. You need not agree. Open this link to read the plan and to answer. It works until you have "
        "answered, for 14 days:\n\n{link}\n\nIf you do not know what this is about, do not open it, and delete this "
        "e-mail.\n\n{service}, {council}\n"
    ),
    one_time=PURPOSE,
    lasts=LASTS,
)

register(TO_PARENT)
