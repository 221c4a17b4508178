"""The e-mails that ask a parent and a school for their part of an employer’s application. They name nobody."""

from licensing.parts.messages import LASTS
from oxle.correspondence.messages import MessageKind, register

PURPOSE = "licensing job part"

TO_PARENT = MessageKind(
    key="licensing.job_part_of_parent",
    title="A parent is asked for their part of an application for a work permit",
    subject="{service}: your permission is needed for a job",
    body=(
        "An employer has applied to the council for a permit for your child to work, and named you as a parent. You "
        "need not give permission. Open this link to read what it is about, and to answer. It works until you have "
        "answered, for 14 days:\n\n{link}\n\nIf you do not know what this is about, do not open it, and delete this "
        "e-mail.\n\n{service}, {council}\n"
    ),
    one_time=PURPOSE,
    lasts=LASTS,
)
TO_SCHOOL = MessageKind(
    key="licensing.job_part_of_school",
    title="A school is asked for its part of an application for a work permit",
    subject="{service}: a pupil may work",
    body=(
        "An employer has applied to the council for a permit for a pupil of yours to work in term. Open this link to "
        "say whether you agree, and how the pupil attends. It works until it is answered, for 14 days:\n\n{link}\n\n"
        "If you do not know what this is about, do not open it, and delete this e-mail.\n\n{service}, {council}\n"
    ),
    one_time=PURPOSE,
    lasts=LASTS,
)
register(TO_PARENT, TO_SCHOOL)
