"""The Strategic Group as a kind of meeting: once a term, so six times a year; it reads a pack, and
has no cases to decide."""

from oxle.cases.models import Case
from oxle.meetings.kinds import Kind, register
from oxle.missing_out.packs.days import keep

STRATEGIC_GROUP = register(
    Kind(
        key="strategic_group",
        name="Pupils Missing Out Strategic Group",
        weeks=None,
        decisions=(),
        waiting=Case.objects.none,
        about=lambda cases: {},
        purpose="to see that every pupil missing out comes back to full-time education",
        carry_out=lambda item, decision, by, on, at: None,
        termly=True,
        papers="missing_out:packs:of_meeting",
        planned=keep,
    )
)
