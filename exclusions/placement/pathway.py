"""From the place that is named to the child who attends it, as data: the steps and clocks that several pathways share.

A named school may refuse. Then the council directs a maintained school, after a notice and the time in which the
school may go to the adjudicator, and asks the Secretary of State to direct an academy; or it looks for another place.
Whatever happens something stays due: to name a place, to have the child on roll, or to see them attend.
"""

from dataclasses import dataclass, fields

from exclusions.placement import letters, rules
from oxle.accounts.permissions import write
from oxle.cases.pathways import Against, Basis, Check, Clock, Fact, Stage, Step
from oxle.core.rules import Rule
from oxle.correspondence.kinds import LetterKind
from oxle.schooldays.limits import Limit

WORK = write("exclusions")

STARTS_ON = Fact("starts_on", "First day at the new place", required=True)
NOTICE_ON = Fact("notice_on", "Day on which the council decided to give notice")
LOOKED_AFTER_NOTICE_ON = Fact("looked_after_notice_on", "The same, where the child is looked after")


@dataclass(frozen=True)
class Placing:
    """The steps by which a child comes to attend a new place, as one pathway has them, in the order it lists them."""

    panel_decided: Step
    name_place: Step
    refuse: Step
    agree: Step
    give_notice: Step
    refer: Step
    adjudicated: Step
    direct: Step
    request: Step
    determined: Step
    look_again: Step
    delay: Step
    plan: Step
    enrol: Step
    confirm: Step

    @property
    def steps(self) -> tuple[Step, ...]:
        """All of them."""
        return tuple(getattr(self, field.name) for field in fields(self))

    @property
    def road(self) -> tuple[Step, ...]:
        """The usual way, on which a refusal is answered by a direction."""
        return (self.name_place, self.give_notice, self.request, self.direct, self.plan, self.enrol, self.confirm)


def placing(
    *,
    searched_at: tuple[Stage, ...],
    named_at: tuple[Stage, ...],
    confirmed_at: tuple[Stage, ...],
    attending: Stage,
    named: Stage | None = None,
    searched_again: Stage | None = None,
    delayed_at: tuple[Stage, ...] = (),
) -> Placing:
    """These steps for one pathway.

    `searched_at`: where a place can be named, `named_at`: where one is; `confirmed_at`: from where the case closes, at
    `attending`. `delayed_at`: where a delay is recorded, if also elsewhere. `named` and `searched_again`: where a case
    stands then; None where that says something else.
    """
    panel_decided = Step(
        "panel_decided",
        "The fair access panel decided",
        at=searched_at,
        by=WORK,
        sends=(letters.PANEL_DECISION,),
        own_page=True,
    )
    name_place = Step(
        "name_place",
        "Record the place that was named",
        at=searched_at,
        to=named,
        stays_at=(named,) if named in searched_at else (),
        by=WORK,
        records=(STARTS_ON,),
        sends=(letters.PLACE_OFFER, letters.PLACE_NAMED),
        overtakes=(letters.PLAN_FOR_PARENTS, letters.PLAN_FOR_SCHOOL, *letters.OF_A_DIRECTION),
    )
    is_named = Check("exclusion_place_named", "A place was named", met_by=name_place)
    unrefused = Check("exclusion_place_unrefused", "Its refusal is not recorded already")
    refuse = Step(
        "refuse", "Record that the school refuses", at=named_at, by=WORK, reason=True, needs=(is_named, unrefused),
        offered_while=(is_named, unrefused),
        overtakes=letters.OF_A_PLACE,
    )  # fmt: skip
    refused = Check("exclusion_place_refused", "The named school refuses", met_by=refuse)
    agree = Step(
        "agree", "Record that the school takes the child after all", at=named_at, by=WORK, needs=(refused,),
        offered_while=(refused,),
        overtakes=letters.OF_A_DIRECTION, restores=letters.OF_A_PLACE,
    )  # fmt: skip
    not_refused = Check("exclusion_place_not_refused", "The named school does not refuse any more", met_by=agree)
    by_council = Check("exclusion_council_directs", "The council directs this school")
    by_secretary = Check("exclusion_secretary_directs", "The Secretary of State directs this school")
    give_notice = Step(
        "give_notice",
        "Give the school notice of a direction",
        at=named_at,
        by=WORK,
        needs=(refused, by_council),
        offered_while=(refused, by_council),
        records=(NOTICE_ON, LOOKED_AFTER_NOTICE_ON),
        implied=(NOTICE_ON, LOOKED_AFTER_NOTICE_ON),
        sends=(letters.DIRECTION_NOTICE,),
    )
    noticed = Check("exclusion_direction_noticed", "The school was given notice of a direction", met_by=give_notice)
    refer = Step(
        "refer_adjudicator",
        "Record that the school referred it to the adjudicator",
        at=named_at,
        by=WORK,
        needs=(refused, noticed),
        offered_while=(noticed,),
    )
    referred = Check("exclusion_adjudicator_asked", "The adjudicator was asked", met_by=refer)
    adjudicated = Step(
        "adjudicated",
        "Record what the adjudicator decided",
        at=named_at,
        by=WORK,
        reason=True,
        needs=(referred,),
        offered_while=(referred,),
    )
    settled = Check("exclusion_direction_free", "The adjudicator did not decide against it")
    direct = Step(
        "direct",
        "Direct the school to take the child",
        at=named_at,
        by=WORK,
        needs=(refused, noticed, settled),
        offered_while=(noticed, settled),
        sends=(letters.DIRECTION,),
        restores=letters.OF_A_PLACE,
    )
    request = Step(
        "request",
        "Ask the Secretary of State to direct the academy",
        at=named_at,
        by=WORK,
        needs=(refused, by_secretary),
        offered_while=(refused, by_secretary),
        sends=(letters.DIRECTION_REQUEST,),
    )
    requested = Check("exclusion_direction_requested", "The Secretary of State was asked", met_by=request)
    determined = Step(
        "determined",
        "Record what the Secretary of State decided",
        at=named_at,
        by=WORK,
        reason=True,
        needs=(requested,),
        offered_while=(requested,),
        overtakes=(letters.DIRECTION_REQUEST,),
        restores=letters.OF_A_NAMED_PLACE,
    )
    look_again = Step(
        "look_again",
        "Look for another place",
        at=named_at,
        to=searched_again,
        by=WORK,
        reason=True,
        needs=(is_named,),
        offered_while=(is_named,),
        overtakes=(*letters.OF_A_PLACE, *letters.OF_A_DIRECTION),
    )
    delay = Step("delay", "Record why it takes longer", at=delayed_at or searched_at, by=WORK)
    plan = Step(
        "plan",
        "Write the reintegration plan",
        at=named_at,
        by=WORK,
        needs=(is_named, not_refused),
        offered_while=(is_named, not_refused),
        sends=(letters.PLAN_FOR_PARENTS, letters.PLAN_FOR_SCHOOL),
    )
    on_register = Check("exclusion_on_register", "Its register has the child, or the first day there has come")
    not_yet = Check("exclusion_not_on_roll_yet", "That the child is on its roll is not recorded already")
    enrol = Step(
        "enrol", "Record that the child is on roll", at=named_at, by=WORK,
        needs=(is_named, not_refused, not_yet, on_register),
        offered_while=(is_named, not_refused, not_yet),
    )  # fmt: skip
    on_roll = Check("exclusion_on_roll", "The child is on the roll of the new place", met_by=enrol)
    attends = Check(
        "exclusion_attends",
        "The first day there has come, and the register shows the child there where it is ours to see",
    )
    confirm = Step(
        "confirm",
        "Close: the register shows the child attending",
        at=confirmed_at,
        to=attending,
        by=WORK,
        needs=(is_named, not_refused, on_roll, attends),
    )
    return Placing(
        panel_decided, name_place, refuse, agree, give_notice, refer, adjudicated, direct, request, determined,
        look_again, delay, plan, enrol, confirm,
    )  # fmt: skip


def clocks(steps: Placing, *, from_: tuple[Step, ...], basis: Basis) -> tuple[Clock, ...]:
    """What is due on the way: `from_` are the steps from which a place must be named, `basis` the force of that."""
    over = (steps.agree, steps.look_again, steps.name_place)
    place = Clock(
        "place",
        "Name a school or a long-term place",
        against=Against.COUNCIL,
        limit=rules.PLACE_WITHIN,
        from_=(*from_, steps.look_again),
        stops=(steps.name_place,),
        law=rules.PLACE_WITHIN.source,
        basis=basis,
    )
    enrolment = Clock(
        "enrolment",
        "On roll at the new place",
        against=Against.COUNCIL,
        limit=rules.ENROL_WITHIN,
        from_=(steps.name_place,),
        stops=(steps.enrol, steps.look_again),
        law=rules.ENROL_WITHIN.source,
    )
    confirmation = Clock(
        "confirmation",
        "Confirm from the register that the child attends",
        against=Against.COUNCIL,
        limit=rules.CONFIRM_WITHIN,
        from_=(steps.enrol,),
        stops=(steps.confirm, steps.look_again, steps.name_place),
        law=rules.CONFIRM_WITHIN.source,
    )
    refusal = Clock(
        "refusal",
        "The school refuses: begin a direction, or look for another place",
        against=Against.COUNCIL,
        limit=rules.ANSWER_REFUSAL_WITHIN,
        from_=(steps.refuse,),
        stops=(steps.give_notice, steps.request, *over),
        asks=(steps.give_notice, steps.request),
        law=rules.ANSWER_REFUSAL_WITHIN.source,
    )

    def adjudicator(key: str, label: str, limit: Rule[Limit], anchor: Fact) -> Clock:
        return Clock(
            key,
            label,
            against=Against.OTHER_BODY,
            limit=limit,
            from_=(steps.give_notice,),
            anchor=anchor,
            served=letters.DIRECTION_NOTICE,
            stops=(steps.refer, steps.direct, *over),
            opens=(steps.direct,),
            law=limit.source,
            basis=Basis.LAW,
            afterwards="Direct the school to take the child",
        )

    def outcome(key: str, label: str, asked: Step, told: Step, *, letter: LetterKind | None = None) -> Clock:
        return Clock(
            key,
            label,
            against=Against.COUNCIL,
            limit=rules.ASK_OUTCOME_WITHIN,
            from_=(asked,),
            served=letter,
            stops=(told, *over),
            law=rules.ASK_OUTCOME_WITHIN.source,
        )

    return (
        place,
        enrolment,
        confirmation,
        refusal,
        adjudicator(
            "adjudicator",
            "The school can refer the direction to the adjudicator until",
            rules.ADJUDICATOR_WITHIN,
            NOTICE_ON,
        ),
        adjudicator(
            "adjudicator_looked_after",
            "The child is looked after: the school can refer the direction to the adjudicator until",
            rules.ADJUDICATOR_LOOKED_AFTER_WITHIN,
            LOOKED_AFTER_NOTICE_ON,
        ),
        outcome("adjudication", "Ask what the adjudicator decided", steps.refer, steps.adjudicated),
        # Nobody decides what has not reached them: this one is asked by a letter of ours.
        outcome(
            "determination",
            "Ask what the Secretary of State decided",
            steps.request,
            steps.determined,
            letter=letters.DIRECTION_REQUEST,
        ),
    )
