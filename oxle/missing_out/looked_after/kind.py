"""The six-weekly meeting on looked-after children as a kind of meeting: it reads the report of the days since the one
before, and has no cases to decide. That it meets every six weeks is the service's account of 2014, paragraph 37.
"""

from oxle.cases.models import Case
from oxle.meetings.kinds import Kind, register

LOOKED_AFTER = register(
    Kind(
        key="looked_after",
        name="Meeting on looked-after children",
        weeks=6,
        decisions=(),
        waiting=Case.objects.none,
        about=lambda cases: {},
        purpose="to see that every looked-after child is taught full time and comes",
        carry_out=lambda item, decision, by, on, at: None,
        papers="missing_out:looked_after:of_meeting",
    )
)
