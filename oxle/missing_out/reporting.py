"""What analysts read of the register of pupils missing out: as it was frozen for each pack, since nothing of it is
stored else; the figures beside it, and what the Strategic Group decided and had done."""

from oxle.cases.reporting import rated
from oxle.core.reporting import Column, Kind, View, coded, day, moment, number, register, yes_no
from oxle.meetings.reporting import MEETING
from oxle.missing_out.models import GroupDecision
from oxle.missing_out.packs.reasons import in_confidence
from oxle.missing_out.register import IN_CONFIDENCE

PACK = Column("pack", "pack.key", "The pack, by its key.")
REFERENCE = Column(
    "reference",
    "line.reference",
    "The pupil, by the reference that stays the same from pack to pack and joins nothing else.",
)
# Rows of packs are not counted for those outside: a pupil stands in as many packs as there were, superseded ones and
# those that nobody agreed among them. The page of each pack has figures for those outside.
OF_PACK = "JOIN missing_out_pack AS pack ON pack.id = line.pack_id"
# A row whose child was destroyed stays, and nobody can tell any more whether that record was restricted.
CLOSED = "Empty for a restricted record, and for one that was destroyed since."
OF_CHILD = "JOIN people_child AS child ON child.id = line.child_id"


def _unless_closed(of: str) -> str:
    """Of a pupil whose record is restricted, or was destroyed, neither where they are nor what is known of them."""
    return f"CASE WHEN NOT child.restricted THEN {of} END"


def _kinds() -> str:
    """The reasons of a row; one that a pathway in confidence gives is not said."""
    told = in_confidence()
    words = ", ".join("'" + one.replace("'", "''") + "'" for one in sorted(told))
    hidden = f"CASE WHEN reason IN ({words}) THEN '{IN_CONFIDENCE}' ELSE reason END" if told else "reason"
    return f"(SELECT array_agg({hidden}) FROM unnest(line.kinds) AS reason)"  # noqa: S608 (our words)


register(
    View(
        "packs",
        "A pack: the register as it stood at the end of a day, frozen for a meeting of the Strategic Group.",
        (
            PACK,
            MEETING,
            number("number", "pack.number", "Which of the packs of its meeting it is."),
            day("frozen_on", "pack.frozen_on", "The day as of whose end the register is."),
            moment("frozen_at", "pack.frozen_at", "When it was frozen."),
            moment("agreed_at", "pack.agreed_at", "When it was agreed; empty where it was not."),
            Column("before", "earlier.key", "The pack of the meeting before."),
            Column("digest", "pack.digest", "The hash of all that was frozen."),
        ),
        "FROM missing_out_pack AS pack JOIN meetings_meeting AS meeting ON meeting.id = pack.meeting_id"
        " LEFT JOIN missing_out_pack AS earlier ON earlier.id = pack.before_id",
    ),
    View(
        "pack_rows",
        "A pupil on the register as a pack froze it, or beside it: red or with the group, and not on the register.",
        (
            PACK,
            REFERENCE,
            rated("rated", "line.rated", "The rating."),
            rated("rated_before", "line.rated_before", "The rating in the pack before; empty for who was not in it."),
            yes_no("goes_up", "line.goes_up", "Whether the pupil goes to the group."),
            yes_no("on_register", "line.on_register", "Whether the pupil is on the register, and counts."),
            Column("kinds", _kinds, "Why the pupil is on the register.", Kind.TEXTS),
            Column(
                "marks",
                _unless_closed("line.marks"),
                f"Special needs and social care, by the codes of vulnerabilities.kind. {CLOSED}",
                Kind.TEXTS,
            ),
            Column(
                "district",
                _unless_closed("NULLIF(line.area, '')"),
                f"District of the school. {CLOSED}",
            ),
            Column(
                "phase",
                _unless_closed("NULLIF(line.phase, '')"),
                f"Phase of the school. {CLOSED}",
            ),
            Column(
                "school",
                _unless_closed("line.school"),
                f"The school, or that there is none. {CLOSED}",
            ),
            Column(
                "trust",
                _unless_closed("NULLIF(line.trust, '')"),
                f"The school’s trust. {CLOSED}",
            ),
            number("days", "line.days", "School days in a row without a full-time offer."),
            number("days_in_year", "line.days_in_year", "The same in the school year."),
            number(
                "short", "line.short", "Minutes of the last week with school, up to the day of the pack, not offered."
            ),
            number("offered", "(line.told ->> 'offered')", "Minutes offered in that time."),
            number("entitled", "(line.told ->> 'entitled')", "Minutes that the pupil was entitled to in that time."),
        ),
        f"FROM missing_out_packrow AS line {OF_PACK} LEFT {OF_CHILD}",
    ),
    View(
        "pack_reasons",
        "A criterion that held for a pupil in a pack. Of restricted records there are none.",
        (
            PACK,
            REFERENCE,
            Column("criterion", "reason.value ->> 'criterion'", "The criterion, by its key."),
            rated("rated", "reason.value ->> 'rated'", "How it rates a pupil."),
            day("since_on", "reason.value ->> 'since'", "Since when it held."),
        ),
        f"FROM missing_out_packrow AS line {OF_PACK} {OF_CHILD}"
        " CROSS JOIN LATERAL jsonb_array_elements(line.told -> 'reasons') AS reason WHERE NOT child.restricted",
    ),
    View(
        "pack_figures",
        "A figure that a pack counts beside its rows, such as those of licensing or of home education.",
        (
            PACK,
            Column("figure", "figure.value ->> 0", "The figure, by its key, after that of its duty."),
            Column("words", "figure.value ->> 1", "What is counted."),
            number("number", "figure.value ->> 2", "The number."),
        ),
        "FROM missing_out_pack AS pack CROSS JOIN LATERAL jsonb_array_elements(pack.beside) AS figure",
    ),
    View(
        "group_decisions",
        "A decision of the Strategic Group, without its words.",
        (
            Column("decision", "decision.key", "The decision, by its key."),
            MEETING,
            Column("reference", "line.reference", "The pupil, by the reference of the packs; empty for a theme."),
            Column("theme", "theme.reference", "The theme, by its reference; empty for a pupil."),
            coded("kind", "decision.kind", "What was decided.", GroupDecision.Kind),
            day("on_day", 'decision."on"', "The day."),
        ),
        "FROM missing_out_groupdecision AS decision JOIN meetings_meeting AS meeting"
        " ON meeting.id = decision.meeting_id LEFT JOIN missing_out_packrow AS line ON line.id = decision.row_id"
        " LEFT JOIN missing_out_theme AS theme ON theme.id = decision.theme_id",
        ("kind",),
    ),
    View(
        "group_actions",
        "What somebody does because of a decision of the group, without its words.",
        (
            Column("action", "action.reference", "The action, by its reference."),
            Column("decision", "decision.key", "The decision of which it came."),
            day("due_on", "action.due_on", "The day by which it is due."),
            day("done_on", "action.done_on", "The day on which it was done; empty while it is not."),
        ),
        "FROM missing_out_groupaction AS action JOIN missing_out_groupdecision AS decision"
        " ON decision.id = action.decision_id",
    ),
)
