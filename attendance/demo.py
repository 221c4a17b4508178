"""Attendance cases for the made-up county: every stage, some overdue, some due today, made through the actions."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from attendance.referrals import actions, pathway, sections
from attendance.referrals.models import Moment, PreStepKind, RouteKind, Topic
from oxle.cases import actions as cases
from oxle.cases import casework
from oxle.cases.models import Case
from oxle.correspondence import actions as correspondence
from oxle.correspondence.models import Letter
from oxle.people.models import Child
from oxle.schools.models import School
from oxle.schools.queries import calendar_of

# How a case got to where it is, and how many are there: the last step taken, then days ago it was referred.
STORIES: list[tuple[str, int, range]] = [
    ("received", 14, range(1, 15)),
    ("returned", 6, range(8, 20)),
    ("rejected", 5, range(30, 90)),
    ("accepted", 16, range(6, 38)),
    ("invited", 12, range(20, 36)),
    ("monitoring", 16, range(40, 66)),
    ("further_review", 8, range(75, 95)),
    ("target_missed", 8, range(68, 80)),
    ("final_warning", 9, range(80, 120)),
    ("improved", 9, range(110, 200)),
    ("withdrawn", 4, range(30, 100)),
    ("transferred", 3, range(30, 100)),
    ("over_age", 2, range(60, 100)),
    ("paused", 5, range(20, 40)),
    ("employed", 3, range(3, 20)),
]
DECIDED, INVITED, MET, REVIEWED, WARNED = 4, 7, 28, 60, 66
EARLIER = "Sent on paper before the service was in use."


def build(county: Any) -> None:
    """Add the cases, and referrals that schools have only begun."""
    places = [school for school in county.schools if school.phase in {"secondary", "all_through", "primary"}]
    number = 0
    for story, count, days in STORIES:
        for here in range(count):
            school = places[number % len(places)]
            # Far enough apart that no child is referred twice.
            child = county.pupils[school.pk][7 + number // len(places) * 9]
            ago = days[here * len(days) // count]
            _tell(county, story, school, child, ago)
            number += 1
    for here, school in enumerate(places[:6]):
        child = county.pupils[school.pk][-1 - here]
        _draft(county, school, child, county.days_ago(2 + here), some=here * 3)
    _inbox(county)


def _tell(county: Any, story: str, school: School, child: Child, ago: int) -> None:
    on = county.days_ago(ago)
    reason = "employed" if story == "employed" else "not_attending"
    case = _refer(county, school, child, on, reason)
    senior = county.people["senior"]
    if story in {"received", "employed"}:
        return
    decided = _later(county, on, DECIDED)
    if story == "returned":
        words = "Please send the notes of the planning meeting and say who was invited."
        actions.return_to_school(
            case, by=senior, on=decided, at=county.moment(decided), version=case.version, reason=words
        )
        return
    if story == "rejected":
        words = "Early help has just begun. Please give it until the end of term."
        actions.reject(case, by=senior, on=decided, at=county.moment(decided), version=case.version, reason=words)
        return
    _accept(county, case, decided)
    _work(county, case, story, on)


def _work(county: Any, case: Case, story: str, on: date) -> None:
    officer = county.people["officer1" if case.pk % 2 else "officer2"]
    day = _later(county, on, DECIDED)
    casework.allocate(
        case,
        to=officer,
        by=county.people["senior"],
        on=day,
        at=county.moment(day, 11),
        reason="Covers this school",
        version=case.version,
    )
    _letters(county, case, story)
    ends: dict[str, Callable[..., Any]] = {
        "withdrawn": lambda: _take(county, case, pathway.WITHDRAW, on, 20, reason="Attendance has recovered."),
        "transferred": lambda: _take(county, case, pathway.TRANSFER, on, 20, reason="The family moved to Farshire."),
        "over_age": lambda: _take(county, case, pathway.LEAVE_AGE, on, 20),
        "paused": lambda: _take(county, case, pathway.PAUSE, on, 12, reason="Waiting for the MASH to decide."),
    }
    if story == "accepted":
        return
    if story in ends:
        ends[story]()
        return
    meeting = _later(county, on, MET) if story != "invited" else max(county.on, _later(county, on, MET))
    _take(
        county, case, pathway.INVITE_PANEL, on, INVITED,
        facts={"meeting_on": meeting.isoformat(), "meeting_time": "10:30", "place": f"{case.school}"},
    )  # fmt: skip
    if story == "invited":
        return
    _panel(county, case, on)
    if story == "monitoring":
        return
    if story in {"further_review", "improved"}:
        _take(county, case, pathway.RECORD_TARGET_MET, on, REVIEWED, facts={"attendance": "94"})
        if story == "improved":
            _take(county, case, pathway.CLOSE_IMPROVED, on, REVIEWED + 34, reason="Attendance has stayed above target.")
    else:
        _take(county, case, pathway.RECORD_TARGET_MISSED, on, REVIEWED, facts={"attendance": "71"})
        if story == "final_warning":
            warned = _later(county, on, WARNED)
            _consider(county, case, Moment.FINAL_WARNING, warned)
            _take(
                county, case, pathway.WARN_FINALLY, on, WARNED, reason="The target was not met and no reason was given."
            )
    _letters(county, case, story)


def _refer(county: Any, school: School, child: Child, on: date, reason: str) -> Case:
    draft = _draft(county, school, child, on, reason=reason)
    extract = sections.extract_of(draft, on)
    by = county.leads[school.pk]
    return actions.send(draft, by=by, on=on, at=county.moment(on), version=draft.version, extract=extract)


def _draft(
    county: Any, school: School, child: Child, on: date, *, some: int | None = None, reason: str = "not_attending"
) -> Any:
    by, before = county.leads[school.pk], on - timedelta(days=45)
    draft = actions.start_draft(school=school, child=child, by=by, at=county.moment(on, 9))
    answers: dict[str, dict[str, Any]] = {
        sections.REASON: {"reason": reason, "cause": "Says that mornings are hard; the family moved last year."},
        sections.FAMILY: {
            "parents": list(child.relationships.values_list("adult__key", flat=True)),
            "missing": "",
            "unsafe": False,
        },
        sections.VOICE: {"child_view": "I like art and cooking. I find the bus hard and would rather walk."},
        sections.CONSIDERED: {"has_thought": True, "sen": "On SEN support." if child.pk % 5 == 0 else ""},
        sections.DECLARATION: {
            "name": school.head_name, "role": "Head teacher", "true": True, "evidence": True,
        },
    }  # fmt: skip
    if reason == "not_attending":
        answers[sections.REGISTER] = {"text": _register(school, on, every=3 + child.pk % 2)}
        for number, kind in enumerate(PreStepKind):
            done = kind is not PreStepKind.GP_PERMISSION
            answers[sections.step_section(kind)] = {
                "done": "yes" if done else "no",
                "on": (before + timedelta(days=3 * number)).isoformat(),
                "method": "Letter and meeting",
                "outcome": "Recorded in the school's file.",
                "because": "" if done else "Illness was not given as a reason.",
            }
    if some is not None:
        answers = dict(list(answers.items())[:some])
    actions.save_sections(draft, answers, version=draft.version, at=county.moment(on, 9))
    return draft


def _register(school: School, on: date, *, every: int) -> str:
    calendar = calendar_of(school)
    last = calendar.school_day_before(on, 1)
    days = calendar.days_between(calendar.school_day_before(last, 35), last)
    return "\n".join(
        f"{day:%d/%m/%Y},O,O" if number % every == 0 else f"{day:%d/%m/%Y},/,\\" for number, day in enumerate(days)
    )


def _accept(county: Any, case: Case, on: date) -> None:
    senior = county.people["senior"]
    _consider(county, case, Moment.ACCEPTANCE, on)
    kinds = [RouteKind.S444_1, RouteKind.S444_1A, RouteKind.ESO]
    routes = [
        actions.ChosenRoute(party, kinds[(case.pk + place) % 3], False, "Support was offered and has not worked.")
        for place, party in enumerate(case.parties.filter(role="parent").order_by("pk"))
    ]
    actions.accept(
        case,
        routes=routes,
        by=senior,
        on=on,
        at=county.moment(on),
        version=case.version,
        reason="The school has done what it can, and absence without leave goes on.",
    )
    case.refresh_from_db()


def _consider(county: Any, case: Case, moment: Moment, on: date) -> None:
    clear = {"finding": "clear", "note": "", "go_on_because": ""}
    resolved = {"finding": "resolved", "note": "Discussed with the SENCO: support is in place.", "go_on_because": ""}
    found = [
        {"topic": topic.value, **(resolved if topic in {Topic.SEN, Topic.SOCIAL_CARE} else clear)} for topic in Topic
    ]
    actions.consider(case, moment, found, by=county.people["senior"], on=on)


def _panel(county: Any, case: Case, on: date) -> None:
    day = _later(county, on, MET)
    actions.record_panel(
        case,
        pathway.RECORD_PANEL,
        by=county.people["senior"],
        on=day,
        at=county.moment(day, 15),
        data={
            "place": str(case.school),
            "council_present": "An attendance officer",
            "school_present": "Head of year",
            "parents_present": list(case.parties.filter(role="parent").values_list("pk", flat=True)[:1]),
            "child_present": True,
            "child_view": "I would come more if I could start with art.",
            "discussed": "Mornings, the bus, and what the school can change.",
            "agreed": "A later start on Mondays for three weeks, and a call home on the first day of any absence.",
            "target": "92.00",
        },
        facts={"target": "92.00"},
    )
    case.refresh_from_db()


def _take(county: Any, case: Case, step: Any, on: date, after: int, **more: Any) -> None:
    day = _later(county, on, after)
    cases.take(case, step, by=county.people["senior"], on=day, at=county.moment(day, 14), **more)


def _letters(county: Any, case: Case, story: str) -> None:
    """Old letters went out on paper; of the newest some are checked and released, the rest wait to be checked."""
    drafted = Letter.objects.filter(on_case__case=case, state=Letter.State.DRAFTED).order_by("pk")
    for place, letter in enumerate(drafted):
        old = (county.on - letter.on_case.event.on).days > 12
        if old:
            correspondence.withdraw_letter(
                letter, by=county.people["senior"], at=letter.drafted_at + timedelta(hours=1), reason=EARLIER
            )
        elif place % 2 == 0 and story == "accepted":
            day = letter.on_case.event.on
            correspondence.release_letter(letter, by=county.people["senior"], on=day, at=county.moment(day, 16))


def _inbox(county: Any) -> None:
    told = [
        ("email", 1, "Copperstone School", "Please find a referral attached. The form would not open for us."),
        ("phone", 2, "A grandparent", "Rang to say that a child on Brook Lane has not been in school for weeks."),
        ("post", 4, "Elderbrook Primary School", "A paper referral with a register printout."),
    ]
    for channel, ago, sender, text in told:
        day = county.days_ago(ago)
        casework.receive_message(
            team_duty="attendance",
            channel=channel,
            received_on=day,
            sender=sender,
            text=text,
            files=[],
            by=county.people["admin"],
            at=county.moment(day),
        )


def _later(county: Any, day: date, days: int) -> date:
    """A weekday so many days on, and never after today."""
    later = day + timedelta(days=days)
    later += timedelta(days=max(0, 7 - later.weekday()) if later.weekday() > 4 else 0)
    return min(later, county.on)
