"""The parts that a parent and a school have in an employer’s application: how they are asked for, and answered."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from licensing.parts.answering import Answers
from licensing.parts.asking import Asks, Whose
from licensing.work.hours import in_words, read_kept
from licensing.work.online import messages
from licensing.work.online.models import JobApplied, JobPart
from licensing.work.online.submitting import employer_of
from licensing.work.permits import actions, pathway
from oxle.cases.models import Case
from oxle.schooldays.wording import plain_day

WORK = Asks(
    messages.PURPOSE, "licensing:job_part_link", {Whose.PARENT: messages.TO_PARENT, Whose.SCHOOL: messages.TO_SCHOOL}
)
STEPS = {Whose.PARENT: pathway.PARENT, Whose.SCHOOL: pathway.SCHOOL}


def say(case: Case, whose: str, said: Mapping[str, Any], *, on: date, at: datetime) -> None:
    """Keep what was answered by a link as an entry of the case."""
    actions.answer(case, STEPS[Whose(whose)], data=said, by=None, on=on, at=at)


OF_WORK = Answers(
    asks=WORK,
    rows=lambda: JobPart.objects.select_related("job__case"),
    applied=lambda asked: asked.job,
    stages=frozenset(stage.key for stage in pathway.UNDECIDED),
    over=JobApplied.Match.TURNED_AWAY,
    say=say,
)


def given(asked: JobPart) -> str:
    """What the child is called: to a parent by the first name alone, to a school in full, as the employer wrote it."""
    return asked.job.given.split()[0] if asked.whose == Whose.PARENT else asked.job.called


def rows(asked: JobPart) -> list[dict[str, object]]:
    """Questions and answers for a summary list: what the employer wrote of the job, and nothing of ours."""
    told = asked.job.told
    job, employer = told["job"], employer_of(told)
    found: list[tuple[str, object]] = [
        ("Employer", employer.name),
        ("Who applies", employer.contact),
        ("Job", job["job"]),
        ("What the child does", job["tasks"]),
        ("Where", [*job["place"].splitlines(), *([job["place_postcode"]] if job["place_postcode"] else [])]),
        ("Supervised by", job["supervisor"]),
        ("First day of work", _day(job["starts_on"])),
        ("Last day of the job", _day(job["ends_on"]) if job["ends_on"] else ""),
        ("Hours", in_words(read_kept(told["hours"]))),
    ]
    return [{"key": key, "value": value} for key, value in found if value]


def _day(kept: str) -> str:
    return plain_day(date.fromisoformat(kept))
