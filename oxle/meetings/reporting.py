"""What analysts read of meetings: which there were, and what each decided of the cases on its agenda."""

from oxle.cases.reporting import CASE
from oxle.core.reporting import Column, View, coded, day, register, yes_no
from oxle.meetings.models import State

MEETING = Column("meeting", "meeting.key", "The meeting, by its key.")

register(
    View(
        "meetings",
        "A meeting of a panel or another group.",
        (
            MEETING,
            Column("kind", "series.kind", "What kind of meeting it is."),
            Column("series", "series.name", "The series to which it belongs."),
            Column("area", "NULLIF(series.area, '')", "The area whose schools it is for; empty for all."),
            day("on_day", 'meeting."on"', "The day."),
            coded("state", "meeting.state", "How far it has come.", State),
        ),
        "FROM meetings_meeting AS meeting JOIN meetings_series AS series ON series.id = meeting.series_id",
    ),
    View(
        "agenda_items",
        "A case on the agenda of a meeting, with what was decided.",
        (
            MEETING,
            CASE,
            yes_no("between_meetings", "item.between", "Whether it was decided between meetings."),
            Column("decision", "NULLIF(item.decision, '')", "What was decided; empty while nothing is."),
            day("decided_on", "item.decided_on", "The day of the decision."),
            Column(
                "school",
                "school.urn",
                "The school that takes the pupil, where one does. Empty for a restricted record.",
            ),
            Column("provider", "provider.key", "The provider that does, where one does."),
            day("starts_on", "item.starts_on", "From when."),
            day("overtaken_on", "item.overtaken_on", "Since when that place does not take the pupil after all."),
        ),
        "FROM meetings_item AS item JOIN meetings_meeting AS meeting ON meeting.id = item.meeting_id"
        " JOIN cases_case AS the_case ON the_case.id = item.case_id"
        " LEFT JOIN people_child AS child ON child.id = the_case.child_id"
        " LEFT JOIN schools_school AS school ON school.id = item.school_id AND child.restricted IS NOT TRUE"
        " LEFT JOIN provision_provider AS provider ON provider.id = item.provider_id",
    ),
)
