"""The record of an interview under caution as it is read back on the case's page, whole and in its own order."""

from attendance.referrals.models import PaceInterview
from oxle.core.dates import LONDON
from oxle.people.shown import YES_NO


def rows(held: PaceInterview) -> list[dict[str, str]]:
    """Everything recorded of an interview that was held, as a summary list in the words of the paper for the court:
    what PACE Code C asks for comes before what was asked and answered."""
    began, ended = held.began_at.astimezone(LONDON), held.ended_at.astimezone(LONDON)
    told = [
        ("Where", held.place),
        ("From and to", f"{began:%H:%M} to {ended:%H:%M}"),
        ("Present", held.present),
        ("Caution given", held.caution),
        ("Caution understood", YES_NO[held.caution_understood]),
        ("Told that they were free to leave", YES_NO[held.told_free_to_leave]),
        (
            "Told of the right to legal advice",
            ". ".join(filter(None, (YES_NO[held.advice_offered], held.advice_answer))),
        ),
        *((one["question"], one["answer"]) for one in held.questions),
        ("The record", held.get_signature_display()),
    ]
    return [{"key": question, "value": answer} for question, answer in told]
