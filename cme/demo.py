"""Missing children of the made-up county: at every stage, found and not found, one stopped for safeguarding."""

from dataclasses import dataclass
from typing import Any

from cme import actions, adding, pathway, returning
from cme.checklist import Kind, Result
from cme.grounds import ABSENT
from cme.models import Cause, Source
from oxle.cases import actions as cases
from oxle.cases import casework, handing, told_online
from oxle.cases.inbox_models import HandOver
from oxle.cases.models import Case
from oxle.demo.county import County
from oxle.schools.models import School


@dataclass(frozen=True)
class Story:
    """How many days ago a child was referred and why, how many enquiries were made, and the steps since, each with how
    many days ago."""

    ago: int
    cause: Cause
    enquiries: int = 0
    steps: tuple[tuple[str, int], ...] = ()
    receipt: bool = False
    concern: str = ""


STORIES = (
    Story(1, Cause.MOVED),
    Story(3, Cause.UNKNOWN, 0, (("stop", 2),), concern="An aunt says that a wedding abroad is planned. MASH told."),
    Story(6, Cause.NO_PLACE, 2, (("clear", 5),)),
    Story(12, Cause.NOT_RETURNED, 6, (("clear", 11),)),
    Story(20, Cause.MOVED, 9, (("clear", 19), ("find_here", 8))),
    Story(25, Cause.MOVED, 5, (("clear", 24), ("find_elsewhere", 12))),
    Story(40, Cause.MOVED, 7, (("clear", 39), ("find_elsewhere", 30), ("close_received", 9)), receipt=True),
    Story(50, Cause.ABROAD, 12, (("clear", 49), ("find_abroad", 20), ("propose", 3))),
    Story(90, Cause.UNKNOWN, 20, (("clear", 89), ("not_found", 55), ("review", 27))),
    Story(160, Cause.UNKNOWN, 20, (("clear", 158), ("not_found", 120), ("escalate", 60), ("review", 10))),
    Story(70, Cause.ABROAD, 10, (("clear", 69), ("find_abroad", 50), ("propose", 20), ("agree", 16))),
)
CAUSES = (Cause.MOVED, Cause.UNKNOWN, Cause.NO_PLACE, Cause.ABROAD, Cause.NOT_RETURNED)
# The quiet half: told and looked for, here or elsewhere, each in few steps.
MORE = tuple(
    Story(
        2 + number,
        CAUSES[number % len(CAUSES)],
        number % 3,
        (
            ("clear", 1 + number),
            *((("find_here", number - number // 3),) if number % 4 == 2 and number > 4 else ()),
            *((("find_elsewhere", number - number // 3),) if number % 7 == 3 and number % 4 != 2 else ()),
        ),
    )
    for number in range(1, 46)
)
# What anybody tells without an account, as the form keeps it, and who does.
TOLD_ON_LINE: tuple[tuple[dict[str, Any], str], ...] = (
    (
        {
            "source": Source.PUBLIC.value,
            "given": "Tansy",
            "lines": "The flat over the bakery in Mill Lane",
            "known": "Since the summer a girl of eight or nine is at the window all day. They came from elsewhere.",
            "concern": False,
            "unnamed": True,
        },
        "Somebody else who knows of the child: gives no name",
    ),
    (
        {
            "source": Source.HEALTH.value,
            "given": "Rowan",
            "family": "Fennick",
            "known": "Has missed every appointment since September, and the school named to us does not know the name.",
            "concern": True,
            "concern_words": "A younger child has bruises. The MASH was rung today at two.",
            "told_by": "A health visitor of Exampleton",
            "unnamed": True,
        },
        "Health: A health visitor of Exampleton, does not want to be named",
    ),
)
# Cases of other duties that are handed over and accepted, so many of each.
HANDED_OVER = {"ehe": 2, "exclusions": 2, "attendance": 1}


def build(county: County) -> None:
    """These children, each by the steps of the officer; none in a large county."""
    if county.size.in_bulk:
        return
    schools = [school for school in county.schools if school.pk in county.leads]
    told = (*STORIES, *MORE)
    _told_on_line(county)
    for number, story in enumerate(told):
        if not (there := county.with_pupils(schools)):
            break
        _play(county, number, story, there[number % len(there)])
        county.progress("Missing children", number + 1, len(told))
    else:
        _accept(county)
    _tell(county, schools)


def _tell(county: County, schools: list[School]) -> None:
    """What schools returned of two who are looked for and of one whom nobody knows, what a school adds about a third,
    and what another authority asks.

    Of children whose stories are told above: no other part of the county is drawn otherwise.
    """
    looked_for = Case.objects.filter(pathway=pathway.TRACKING.key, stage=pathway.ENQUIRIES.key, school__in=schools)
    on = county.days_ago(3)
    at = county.moment(on, 9)
    cases = list(looked_for.select_related("child", "school__organisation", "missing").order_by("pk")[:3])
    if len(cases) < 2:
        return
    came, went, *others = cases
    far = next((school for school in schools if school != came.school), schools[0])
    entry = {"lines": "4 Orchard Row", "postcode": "", "came_from": "", "entered_on": county.days_ago(5)}
    if came.child is not None and came.child.upn:
        name = came.child.names.order_by("pk").first()
        known = {"upn": came.child.upn, "born_on": came.child.born_on, "given": name.given, "family": name.family}
        returning.tell_new_pupil(far, {**known, **entry}, by=county.leads[far.pk], on=on, at=at)
    unknown = {"upn": "", "born_on": county.on.replace(year=county.on.year - 9, day=1), "given": "Fern"}
    by = county.leads[far.pk]
    returning.tell_new_pupil(far, {**unknown, "family": "Quillbrook", **entry}, by=by, on=on, at=at)
    if went.child is not None and went.school is not None:
        said = {
            "ground": ABSENT.key,
            "deleted_on": on,
            "last_attended_on": went.missing.last_attended_on,
            "destination_school": None,
            "destination": "Not known. Nobody opens, and no school has asked.",
        }
        returning.tell_deleted(went.school, went.child, said, by=county.leads[went.school.pk], on=on, at=at)
    for case in others:
        if case.school is not None:
            told = "A friend of the pupil had a message on Sunday: they are with a grandmother in Northmere."
            by = county.leads[case.school.pk]
            adding.tell_more(case, case.school, said=told, concern=False, concern_words="", by=by, on=on, at=at)
    asked = "A family of three came here in the spring and speaks of a school of yours. Do you know the children?"
    returning.authority_asks(
        authority="Northmere", from_whom="Their tracking officer, by secure e-mail", received_on=on, asked=asked,
        upn="", by=county.people["tracking"], on=on, at=at,
    )  # fmt: skip


def _told_on_line(county: County) -> None:
    """What two people without an account told: a neighbour who gives no name, and a health visitor who is worried."""
    for number, (answers, sender) in enumerate(TOLD_ON_LINE):
        on = county.days_ago(1 + number)
        told_online.receive(
            cases.duty_team(pathway.TRACKING.duty),
            sender=sender,
            text="\n\n".join(
                str(answers[name]) for name in ("given", "lines", "known", "concern_words") if name in answers
            ),
            told=answers,
            urgent=bool(answers["concern"]),
            reply_to="",
            on=on,
            at=county.moment(on, 16, number),
        )


def _accept(county: County) -> None:
    """What other duties handed over, and the case of an excluded child whose family has gone, are accepted."""
    by = county.people["tracking"]
    gone = Case.objects.filter(duty="exclusions", child__isnull=False, closed_on=None, owner__isnull=False)
    looked_for = Case.objects.filter(pathway=pathway.TRACKING.key).values("child")
    for case in gone.exclude(child__in=looked_for).select_related("owner").order_by("pk")[: HANDED_OVER["exclusions"]]:
        if case.opened_on < county.on and case.owner is not None:
            casework.hand_over(
                case, to=pathway.TRACKING.duty, by=case.owner, on=county.on, at=county.moment(county.on, 8),
                reason="The family has left the address, and the school cannot reach them.",
            )  # fmt: skip
    for duty, most in HANDED_OVER.items():
        waiting = HandOver.objects.filter(
            to_duty=pathway.TRACKING.duty, case__duty=duty, waits_with__isnull=False, case__child__isnull=False
        )
        rows = waiting.exclude(case__child__in=looked_for).select_related("message", "case").order_by("pk")
        for handed in rows[:most]:
            if handed.message is not None:
                data = {
                    "cause": actions.HANDED_OVER_AS.get(duty, Cause.MOVED),
                    "last_known": handed.reason,
                    "concern": False,
                    "concern_words": "",
                }
                at = county.moment(county.on, 9)
                handing.accept(handed.message, data=data, by=by, on=county.on, at=at, version=handed.message.version)


def _play(county: County, number: int, story: Story, school: School) -> Case:
    pupil, officer = county.take(school), county.people["tracking"]
    on = county.days_ago(story.ago)
    told = {
        "source": Source.SCHOOL,
        "told_by": f"The attendance lead of {school}",
        "cause": story.cause,
        "last_attended_on": county.calendar(school).last_school_day_on_or_before(county.days_ago(story.ago + 10)),
        "last_known": "Neighbours say that the flat is empty. The mother spoke of work in another town.",
        "tried": ["day_one", "contacts", "visit"],
        "found_out": "Rang all three numbers on each day of the first week. Nobody opened at two visits.",
        "concern": bool(story.concern),
        "concern_words": story.concern,
        "siblings": "",
        "social_worker": number % 4 == 1,
    }
    case = actions.refer(
        pupil.child, school, told=told, by=county.leads[school.pk], on=on, at=county.moment(on, 10, number)
    )
    casework.allocate(
        case, to=officer, by=officer, on=on, at=county.moment(on, 11, number), reason="Works with this area",
        version=case.version,
    )  # fmt: skip
    for key, ago in story.steps:
        step, day = pathway.TRACKING.step(key), county.days_ago(ago)
        if step is pathway.CLOSE_RECEIVED and story.receipt:
            _receipt(county, case, ago)
        by = county.people["manager"] if step.by == pathway.DECIDE else officer
        cases.take(
            case,
            step,
            by=by,
            on=day,
            at=county.moment(day, 14, number),
            facts=FACTS.get(key, {}),
            reason=REASONS.get(key, "") if step.reason else "",
        )
        if step is pathway.CLEAR:
            _ask(county, case, story, ago)
    return case


def _ask(county: County, case: Case, story: Story, ago: int) -> None:
    for number, kind in enumerate(list(Kind)[: story.enquiries]):
        on = county.days_ago(max(ago - number, 1))
        actions.record_enquiry(
            case,
            kind=kind,
            result=Result.LEAD if number % 7 == 4 else Result.NOTHING,
            words="Asked by secure e-mail and answered the same week.",
            next_on=None,
            by=county.people["tracking"],
            on=on,
            at=county.moment(on, 15, number),
        )


def _receipt(county: County, case: Case, ago: int) -> None:
    by, asked, answered = county.people["tracking"], county.days_ago(ago + 8), county.days_ago(ago + 1)
    enquiry = actions.ask_authority(
        case, authority="Northmere", to_whom="Their tracking officer, by secure e-mail", sent_on=asked, by=by,
        at=county.moment(asked),
    )  # fmt: skip
    said: dict[str, Any] = {
        "answered_on": answered,
        "answer": "The child is at a school of theirs.",
        "receipt_on": answered,
        "receipt_by": "Their tracking officer",
        "receipt_reference": "Receipt of Northmere, on this case",
    }
    actions.record_answer(enquiry, enquiry.version, by=by, at=county.moment(answered), **said)


FOUND = {"where": "With relatives", "how_known": "Said by the grandmother, and by the landlord."}
FACTS: dict[str, dict[str, Any]] = {
    "clear": {"looked_at": "No open contact at the MASH, no plan, no social worker."},
    "find_here": {"where": "With an aunt, in our area", "how_known": "Seen by our officer at the door."},
    "find_elsewhere": {"where": "Northmere", "how_known": "The housing officer there has the family."},
    "find_abroad": FOUND,
    "review": {"found": "Asked the GP, housing and the border again. Nothing new."},
    "escalate": {"found": "The police are asked once more by the chair."},
}
REASONS = {
    "stop": "A wedding abroad may be planned. Nobody rings the family before the strategy meeting.",
    "propose": "The school abroad sent a letter on its own paper, and its number was rung.",
    "agree": "I rang the school abroad as well. The child was called to the telephone.",
}
