"""The e-mails of the duty: the link by which a parent agrees, and the weekly return of a school. They name nobody."""

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

RETURN_ASKED = MessageKind(
    key="reduced_timetables.return_asked",
    title="The weekly return of reduced timetables",
    subject="{service}: which pupils were on a reduced timetable this week?",
    body="Your register does not come to us, so we ask each week which pupils were on a reduced timetable. If there "
    "were none, one press of a button says so.\n\n{link}\n\n{service}, {council}\n",
)
RETURN_CHASED = MessageKind(
    key="reduced_timetables.return_chased",
    title="A weekly return that is overdue",
    subject="{service}: we still need your weekly return of reduced timetables",
    body="Weekly returns of reduced timetables that we have not had from you yet: {reference}. If there were none, one "
    "press of a button says so.\n\n{link}\n\n{service}, {council}\n",
)
register(TO_PARENT, RETURN_ASKED, RETURN_CHASED)
