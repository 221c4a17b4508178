"""The e-mails by which a parent and a school are asked for their part. They name nobody."""

from datetime import timedelta

from oxle.correspondence.messages import MessageKind, register

PURPOSE = "licensing part"
LASTS = timedelta(days=14)

TO_PARENT = MessageKind(
    key="licensing.part_of_parent",
    title="A parent is asked for their part of an application for a performance licence",
    subject="{service}: your consent is needed for a performance",
    body=(
        "Somebody has applied to the council for a licence for your child to perform, and named you as a parent. You "
        "need not consent. Open this link to read what it is about, and to answer. It works until you have answered, "
        "for 14 days:\n\n{link}\n\nIf you do not know what this is about, do not open it, and delete this e-mail.\n\n"
        "{service}, {council}\n"
    ),
    one_time=PURPOSE,
    lasts=LASTS,
)
TO_SCHOOL = MessageKind(
    key="licensing.part_of_school",
    title="A school is asked for its part of an application for a performance licence",
    subject="{service}: a pupil may miss school to perform",
    body=(
        "Somebody has applied to the council for a licence for a pupil of yours to perform. Open this link to say "
        "whether you agree to the absence, and how the pupil attends. It works until it is answered, for 14 days:\n\n"
        "{link}\n\nIf you do not know what this is about, do not open it, and delete this e-mail.\n\n"
        "{service}, {council}\n"
    ),
    one_time=PURPOSE,
    lasts=LASTS,
)
register(TO_PARENT, TO_SCHOOL)
