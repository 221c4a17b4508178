"""What schools ask of a missing child: whether they may take the name off their register, and what they were answered.

Any school that has the pupil may ask, whoever told us of the child, and each has its own answer.
"""

from datetime import date

from django.db.models.fields.json import KT

from cme import pathway
from cme.grounds import NONE
from cme.models import Missing, Source
from cme.return_queries import GROUND_WORDS
from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.cases.models import Case, Event
from oxle.cases.standing import as_they_stand
from oxle.people.models import Child, Enrolment
from oxle.people.visibility import in_force
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School
from oxle.schools.queries import my_schools

WHICH = pathway.WHICH_SCHOOL.key
ANSWERS = (pathway.ADVISE_MAY.key, pathway.ADVISE_NOT.key)
WAITS = (pathway.ASK_DELETE.key, pathway.NOT_SAID.key)


def asked(case: Case) -> Event | None:
    """What a school asks and has no answer to, the one that has waited longest; None where nothing waits."""
    return next(iter(all_asked(case)), None)


def all_asked(case: Case) -> list[Event]:
    """What schools ask and have no answer to, each once, in the order in which they asked."""
    waits = [_question(turns) for turns in _turns(case).values() if turns[-1].step in WAITS]
    return sorted((one for one in waits if one is not None), key=lambda one: one.order)


def asking_school(case: Case, question: Event) -> School | None:
    """Which school asks: the one that is named, else that of the case."""
    key = question.facts.get(WHICH)
    return School.objects.select_related("organisation", "calendar").filter(key=key).first() if key else case.school


def schools_that_may_ask(case: Case, on: date) -> list[School]:
    """The schools that have the pupil on a day, and the one of the case."""
    rows = Enrolment.objects.filter(in_force(on), child=case.child).select_related("school__organisation")
    found = {row.school.pk: row.school for row in rows}
    if case.school is not None:
        found.setdefault(case.school.pk, case.school)
    return list(found.values())


def asked_by_others(user: User) -> list[tuple[Event, bool]]:
    """What the schools of a person ask, or asked last, of children of whom they did not tell us themselves and who are
    looked for still; one for each case and school, and whether it waits for our answer. One query."""
    told = visible_to(user, Missing).filter(source=Source.SCHOOL).values("case")
    rows = Event.objects.filter(step__in=(*WAITS, *ANSWERS), case__closed_on=None).exclude(case__in=told)
    rows = rows.filter(case__child__in=visible_to(user, Child).values("pk"))
    rows = rows.annotate(which=KT(f"facts__{WHICH}")).filter(which__in=my_schools(user).values("key"))
    turns: dict[tuple[int, str], list[Event]] = {}
    for one in as_they_stand(rows.select_related("case__child")):
        turns.setdefault((one.case_id, one.facts[WHICH]), []).append(one)
    found = ((_question(some), some[-1].step in WAITS) for some in turns.values())
    return [(question, waits) for question, waits in found if question is not None]


def in_words(event: Event) -> str:
    """What a school asked, for the timeline."""
    ground = GROUND_WORDS.get(event.facts.get("ground", NONE), "")
    return f"{ground}. {event.facts.get('why', '')}".strip()


def asks(case: Case) -> list[dict[str, str]]:
    """What schools ask and wait for, as a summary list shows it to the council."""
    return [
        {"key": f"{asking_school(case, one) or 'A school'} asks whether it may delete", "value": in_words(one)}
        for one in all_asked(case)
    ]


def to_answer(case: Case) -> list[dict[str, str]]:
    """What is answered next, for the officer who answers it."""
    return asks(case)[:1]


def answers_of(case: Case, school: School | None) -> list[dict[str, str]]:
    """What one school asked last and what it was answered, for its own page."""
    turns = _turns(case).get(school.key if school else "")
    if not turns:
        return []
    last = turns[-1]
    said = {
        pathway.ASK_DELETE.key: "You asked, and have no answer yet: keep the name on your register.",
        pathway.NOT_SAID.key: f"The answer was taken back on {plain_day(last.on)}. Keep the name on your register "
        "until we answer anew.",
        pathway.ADVISE_MAY.key: f"You may, since {plain_day(last.on)}. A letter says on which ground.",
        pathway.ADVISE_NOT.key: f"You may not. {last.reason}",
    }
    return [{"key": "May you delete the pupil?", "value": said[last.step]}]


def is_of_another(case: Case, event: Event) -> bool:
    """Whether an entry is about what another school than that of the case asked."""
    own = case.school.key if case.school else ""
    return event.step in (*WAITS, *ANSWERS) and event.facts.get(WHICH, own) != own


def _turns(case: Case) -> dict[str, list[Event]]:
    """What each school asked and was answered, in order, by its key."""
    own = case.school.key if case.school else ""
    found: dict[str, list[Event]] = {}
    for one in as_they_stand(case.events.filter(step__in=(*WAITS, *ANSWERS))):
        found.setdefault(one.facts.get(WHICH, own), []).append(one)
    return found


def _question(turns: list[Event]) -> Event | None:
    return next((one for one in reversed(turns) if one.step == pathway.ASK_DELETE.key), None)
