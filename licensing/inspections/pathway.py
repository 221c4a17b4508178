"""The inspection as data: planned, visited, what must be put right and by when."""

from datetime import date

from licensing.inspections import letters, rules
from oxle.accounts.permissions import decide, write
from oxle.cases.pathways import Against, Check, Clock, Fact, Pathway, Stage, Step, Subject

WORK, DECIDE = write("licensing"), decide("licensing")

# --- where a case can stand ---------------------------------------------------------------------------------
PLANNED = Stage("planned", "Planned")
VISITED = Stage("visited", "Visited")
FOLLOW_UP = Stage("follow_up", "To be put right")
IN_ORDER = Stage("in_order", "Closed: all is in order", closed=True)
PUT_RIGHT = Stage("put_right", "Closed: put right", closed=True)
GOES_ON = Stage("goes_on", "Closed: goes on in another case", closed=True)
CALLED_OFF = Stage("called_off", "Closed: called off", closed=True)
MISTAKEN = Stage("mistaken", "Closed: entered by mistake", closed=True)
AFTER_A_VISIT = (VISITED, FOLLOW_UP)

# --- what a step may record, and what must hold first --------------------------------------------------------
PLANNED_ON = Fact("planned_on", "Day of the visit", required=True)
PUT_RIGHT_ON = Fact("put_right_on", "Day by which it is put right", required=True)
AT_WORK = Check("inspection_at_work", "It is of a place of work")
IN_FORCE = Check("inspection_in_force", "A permit, a licence or an approval is in force there")

# --- what can be done ---------------------------------------------------------------------------------------
PLAN = Step("plan", "Inspection planned", at=(), to=PLANNED, by=WORK, records=(PLANNED_ON,), own_page=True)
MOVE = Step("move", "Plan another day", at=(PLANNED,), by=WORK, reason=True, records=(PLANNED_ON,))
VISIT = Step("visit", "Record the visit", at=(PLANNED,), to=VISITED, by=WORK)
CLEAR = Step(
    "clear", "Close: all is in order", at=(VISITED,), to=IN_ORDER, by=WORK, sends=(letters.FINDINGS,)
)  # fmt: skip
FOLLOW = Step(
    "follow",
    "Write what must be put right, and by when",
    at=AFTER_A_VISIT,
    to=FOLLOW_UP,
    by=WORK,
    reason=True,
    records=(PUT_RIGHT_ON,),
    sends=(letters.FINDINGS,),
)
DONE = Step("done", "Close: it is put right", at=(FOLLOW_UP,), to=PUT_RIGHT, by=WORK, reason=True)
ENQUIRE = Step(
    "enquire", "Open an illegal employment enquiry", at=AFTER_A_VISIT, by=WORK, reason=True,
    needs=(AT_WORK,), offered_while=(AT_WORK,),
)  # fmt: skip
ASK = Step(
    "ask", "Ask whether a permit, a licence or an approval must be revoked", at=AFTER_A_VISIT, by=WORK, reason=True,
    needs=(IN_FORCE,), offered_while=(IN_FORCE,),
)  # fmt: skip
GO_ON = Step("go_on", "Close: it goes on in another case", at=AFTER_A_VISIT, to=GOES_ON, by=WORK, reason=True)
CALL_OFF = Step("call_off", "Close: call it off", at=(PLANNED,), to=CALLED_OFF, by=WORK, reason=True)
MISTAKE = Step("mistake", "Close: entered by mistake", at=(PLANNED, VISITED), to=MISTAKEN, by=WORK, reason=True)

_ENDS = (CLEAR, DONE, GO_ON, CALL_OFF, MISTAKE)

# --- what is due, when, from whom and under which law ---------------------------------------------------------
VISITING = Clock(
    "visiting",
    "Make the visit",
    against=Against.COUNCIL,
    limit=rules.ON_THE_DAY,
    from_=(PLAN, MOVE),
    anchor=PLANNED_ON,
    stops=(MOVE, VISIT, *_ENDS),
    # To plan another day is the exception.
    asks=(VISIT,),
    law="The day that was planned",
)
WRITING = Clock(
    "writing",
    "Write what was found",
    against=Against.COUNCIL,
    limit=rules.WRITTEN_WITHIN,
    from_=(VISIT,),
    stops=(FOLLOW, *_ENDS),
    law=rules.WRITTEN_WITHIN.source,
)
PUTTING_RIGHT = Clock(
    "putting_right",
    "See whether it is put right",
    against=Against.COUNCIL,
    limit=rules.ON_THE_DAY,
    from_=(FOLLOW,),
    anchor=PUT_RIGHT_ON,
    stops=(FOLLOW, *_ENDS),
    law="The day that the letter names",
)

INSPECTION = Pathway(
    key="licensing/inspection",
    duty="licensing",
    name="Inspection",
    version=1,
    in_force_from=date(2015, 1, 1),
    subject=Subject.ORGANISATION,
    source=rules.POWERS,
    stages=(PLANNED, VISITED, FOLLOW_UP, IN_ORDER, PUT_RIGHT, GOES_ON, CALLED_OFF, MISTAKEN),
    steps=(PLAN, VISIT, MOVE, CLEAR, FOLLOW, DONE, ENQUIRE, ASK, GO_ON, CALL_OFF, MISTAKE),
    clocks=(VISITING, WRITING, PUTTING_RIGHT),
    opening=(PLAN,),
    road=(VISIT, FOLLOW, DONE),
    several=True,
    notes=(
        "It is of an employer’s place of work, of the place of one production, or of an approved organisation.",
        "It revokes nothing by itself: what an officer asks of a permit, a licence or an approval is considered there.",
    ),
)  # fmt: skip
