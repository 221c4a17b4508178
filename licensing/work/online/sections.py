"""The sections of an employer’s application: which there are, which are finished, what is still missing. Pure."""

from collections.abc import Collection, Sequence

from licensing.applicants.models import ApplicationFile
from licensing.applicants.sections import RISKS, Answers, Missing, Section

EMPLOYER = "employer"
JOB = "job"
CHILD = "child"
HOURS = "hours"
PHOTO = "photo"

_WHO, _WORK, _PAPERS = "You and the child", "The work", "Papers"
SECTIONS = (
    Section(EMPLOYER, "The employer", _WHO),
    Section(CHILD, "The child", _WHO),
    Section(JOB, "The job", _WORK),
    Section(HOURS, "Days and hours", _WORK),
    Section(PHOTO, "Photograph of the child", _PAPERS),
    Section(RISKS, "Risk assessment", _PAPERS),
)
BY_KEY = {section.key: section for section in SECTIONS}
FILES = (PHOTO, RISKS)


def is_finished(answers: Answers, section: str, files: Sequence[ApplicationFile]) -> bool:
    """Whether a section holds what must be there."""
    if section in FILES:
        return any(one.section == section for one in files)
    return bool(answers.get(section))


def missing(answers: Answers, files: Sequence[ApplicationFile], later: Collection[str] = ()) -> list[Missing]:
    """Every section that must still be filled in before it can be sent, in the order of the task list.

    `later`: the sections that were kept as they stand, to be finished later.
    """
    return [
        Missing(one.key, f"Complete “{one.title}”.")
        for one in SECTIONS
        if one.key in later or not is_finished(answers, one.key, files)
    ]
