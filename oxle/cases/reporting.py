"""What analysts read of cases over all duties: where each stands, the steps that were taken, the clocks, and what teams
told; the words that pathways have for their stages, steps and clocks."""

from collections.abc import Iterator

from oxle.accounts.permissions import Compartment
from oxle.cases import duties
from oxle.cases.clocks import State
from oxle.cases.concern_models import Concern, ConcernKind
from oxle.cases.criteria import Rated
from oxle.cases.models import Origin
from oxle.cases.pathways import TAKEN_BACK, Against
from oxle.cases.plan_models import EducationPlan
from oxle.core.reporting import Column, Kind, View, coded, constants, day, moment, number, register, views, yes_no
from oxle.people.reporting import PUPIL

CASE = Column("case_reference", "the_case.reference", "The case, by the reference by which people know it.")
RATINGS = {str(int(one)): one.label for one in Rated}
STATES = {
    State.RUNNING: "runs", State.PAUSED: "is paused", State.MET: "was met", State.REPLACED: "a later one took over",
    State.ENDED: "ended without being met",
}  # fmt: skip


def rated(name: str, of: str, says: str) -> Column:
    """A column of ratings."""
    return Column(name, of, f"{says} Codes: {'; '.join(f'{key} = {words}' for key, words in RATINGS.items())}.",
                  Kind.NUMBER)  # fmt: skip


def _confidential() -> str:
    """The pathways of the legal and the safeguarding compartment, as a list for SQL: of whom their cases are is not
    told. No pathway has an empty key."""
    found = sorted({one.key for one in duties.pathways() if one.compartment != Compartment.ORDINARY})
    return ", ".join(f"'{key}'" for key in (*found, ""))


def _cases() -> str:
    return (
        "FROM cases_case AS the_case LEFT JOIN people_child AS child ON child.id = the_case.child_id"
        f" AND the_case.pathway NOT IN ({_confidential()})"
        " JOIN accounts_organisation AS team ON team.id = the_case.team_id"
        " LEFT JOIN people_child AS whose ON whose.id = the_case.child_id"
        " LEFT JOIN schools_school AS school ON school.id = the_case.school_id AND whose.restricted IS NOT TRUE"
        " LEFT JOIN cases_case AS earlier ON earlier.id = the_case.came_from_id AND child.id IS NOT NULL"
    )


def _hand_overs() -> str:
    return (
        "FROM cases_handover AS passed JOIN cases_case AS the_case ON the_case.id = passed.case_id"
        " LEFT JOIN cases_case AS opened ON opened.id = passed.opened_id"
        f" AND opened.pathway NOT IN ({_confidential()})"
    )


def _words() -> str:
    rows: dict[tuple[str | int, ...], None] = {}
    for one in duties.pathways():
        for what, each in (("stage", one.stages), ("step", one.steps), ("clock", one.clocks)):
            rows |= {(one.key, one.version, what, part.key, part.label): None for part in each}
    return constants(("pathway", "version", "what", "code", "words"), rows)


def _codes() -> str:
    return constants(("view_name", "column_name", "code", "words"), list(_each_code()))


def _each_code() -> Iterator[tuple[str, str, str, str]]:
    for one in views():
        for column in one.columns:
            for code, words in (column.codes or {}).items():
                yield one.full_name, column.name, code, words


register(
    View(
        "cases",
        "A case of any duty. Whose it is, is not told of the pathways that are in confidence (prosecutions,"
        " safeguarding separations).",
        (
            CASE,
            Column("duty", "the_case.duty", "The duty, by its key."),
            Column("pathway", "the_case.pathway", "The pathway, by its key; its words are in pathway_words."),
            number("version", "the_case.pathway_version", "The version of the pathway under which it opened."),
            Column("stage", "the_case.stage", "Where it stands."),
            day("stage_since_on", "the_case.stage_since_on", "Since when it stands there."),
            day("paused_since_on", "the_case.paused_since_on", "Since when it is paused; empty while it is not."),
            day("opened_on", "the_case.opened_on", "Day on which it opened."),
            day("closed_on", "the_case.closed_on", "Day on which it closed; empty while it is open."),
            coded("origin", "the_case.origin", "How it reached the council.", Origin),
            Column("team", "team.name", "The team whose case it is."),
            yes_no("has_officer", "the_case.owner_id IS NOT NULL", "Whether an officer has it."),
            PUPIL,
            Column("school", "school.urn", "The school that it concerns, by its URN. Empty for a restricted record."),
            Column("came_from", "earlier.reference", "The case from which it came, where it came from one."),
        ),
        _cases,
        ("duty", "stage"),
    ),
    View(
        "steps",
        "A step that was taken on a case, as it stands now: what was put right is as it was put right, and what was"
        " taken back is left out. Steps in the legal and the safeguarding compartment are left out too.",
        (
            CASE,
            number("step_number", 'event."order"', "The order in which it was recorded on its case."),
            Column("step", "event.step", "The step; its words are in pathway_words."),
            day("on_day", 'event."on"', "The day on which it was done."),
            moment("recorded_at", "event.at", "When it was recorded."),
            Column("stage_before", "NULLIF(event.stage_before, '')", "Where the case stood before."),
            Column("stage_after", "event.stage_after", "Where it stood after."),
        ),
        "FROM cases_event AS event JOIN cases_case AS the_case ON the_case.id = event.case_id"
        f" WHERE event.compartment = '{Compartment.ORDINARY}' AND event.step <> '{TAKEN_BACK}'"
        " AND NOT EXISTS (SELECT FROM cases_event AS later WHERE later.supersedes_id = event.id)",
    ),
    View(
        "clocks",
        "One run of a clock of a case: what was due by when, by whom, and whether it was done. Clocks that were set"
        " by a step in the legal or the safeguarding compartment are left out.",
        (
            CASE,
            Column("clock", "deadline.clock", "The clock; its words are in pathway_words."),
            Column(
                "against", "deadline.against", "By whom it is due.", codes={one.value: one.value for one in Against}
            ),
            yes_no("is_law", "deadline.is_law", "Whether a law sets it, and not the service."),
            number("step_number", 'event."order"', "The step that set it, by its number on the case."),
            day("counted_from_on", "deadline.counted_from_on", "The day from which it is counted."),
            day("due_on", "deadline.due_on", "The last day; empty where it cannot be worked out yet."),
            Column("state", "deadline.state", "How it stands.", codes={str(key): said for key, said in STATES.items()}),
            day("met_on", "deadline.met_on", "The day on which it was met; empty while it is not."),
            yes_no(
                "was_late", "CASE WHEN deadline.met_on IS NOT NULL THEN deadline.met_on > deadline.due_on END",
                "Whether it was met after its last day; empty where it is not met.",
            ),
        ),
        "FROM cases_deadline AS deadline JOIN cases_case AS the_case ON the_case.id = deadline.case_id"
        " JOIN cases_event AS event ON event.id = deadline.event_id"
        f" WHERE event.compartment = '{Compartment.ORDINARY}'",
        ("state", "against"),
    ),
    View(
        "hand_overs",
        "A matter that one duty handed over to another.",
        (
            CASE,
            Column("to_duty", "passed.to_duty", "The duty to which it was handed over."),
            day("on_day", 'passed."on"', "The day."),
            Column("opened", "opened.reference", "The case that it opened; empty while it waits, or where none was."),
            day("refused_on", "passed.refused_on", "The day on which it was sent back or withdrawn."),
        ),
        _hand_overs,
    ),
    View(
        "concerns",
        "A concern that a team told of, without its words.",
        (
            Column("concern", "concern.key", "The concern, by its key."),
            PUPIL,
            Column("team", "team.name", "The team that told of it."),
            Column("kinds", "concern.kinds", "Why it is concerned.", Kind.TEXTS, dict(ConcernKind.choices)),
            day("told_on", "concern.told_on", "The day on which it was told."),
            day("since_on", "concern.since_on", "Since when it is so, as the team says."),
            coded("match", "concern.match", "How it is known whom it is about.", Concern.Match),
        ),
        "FROM cases_concern AS concern JOIN accounts_organisation AS team ON team.id = concern.team_id"
        " LEFT JOIN people_child AS child ON child.id = concern.child_id",
    ),
    View(
        "set_ratings",
        "A rating that a person raised, or asked to be lowered, beside the one that is worked out.",
        (
            PUPIL,
            yes_no("is_lowered", "one.is_lowered", "Whether it is lower than what is worked out."),
            rated("rated", "one.rated", "The rating that was set."),
            rated("rated_before", "one.before", "How the pupil was rated then."),
            day("asked_on", "one.asked_on", "The day on which it was raised or asked for."),
            yes_no("agreed", "one.agreed", "Whether a second person agreed; empty while nobody has answered, and for"
                   " a raised one, which needs nobody."),
            day("decided_on", "one.decided_on", "The day on which the second person answered."),
            day("until_on", "one.until_on", "Its last day, where it has one."),
            day("ended_on", "one.ended_on", "The day on which it was taken back."),
        ),
        "FROM cases_setrating AS one JOIN people_child AS child ON child.id = one.child_id",
    ),
    View(
        "education_plans",
        "A looked-after child’s personal education plan for a term, as the Virtual School rated it, without words. Of"
        " restricted records there are none.",
        (
            PUPIL,
            day("term_starts_on", "plan.term_starts_on", "The first day of the term for which it is."),
            day("held_on", "plan.held_on", "The day of the meeting that completed it."),
            coded("quality", "plan.quality", "What was found of it.", EducationPlan.Quality),
            day("rated_on", "plan.rated_on", "The day on which it was rated."),
            day("mistaken_on", "plan.mistaken_on", "The day on which it was marked as entered by mistake; it counts no"
                " more."),
        ),
        "FROM cases_educationplan AS plan JOIN people_child AS child ON child.id = plan.child_id"
        " WHERE NOT child.restricted",
    ),
    View(
        "pathway_words",
        "The words for a stage, a step or a clock of a pathway.",
        (
            Column("pathway", "said.pathway", "The pathway, by its key."),
            number("version", "said.version", "Its version."),
            Column("what", "said.what", "Of what the words are: a stage, a step or a clock."),
            Column("code", "said.code", "What other views call it."),
            Column("words", "said.words", "What people call it."),
        ),
        _words,
    ),
    View(
        "codes",
        "A code of a column of these views, with its words.",
        (
            Column("view_name", "said.view_name", "The view, with its schema."),
            Column("column_name", "said.column_name", "The column."),
            Column("code", "said.code", "The code."),
            Column("words", "said.words", "What it means."),
        ),
        _codes,
    ),
)  # fmt: skip
