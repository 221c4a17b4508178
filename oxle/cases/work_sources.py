"""What is to be done besides what a clock says: letters, reviews, disposals, what was found and is not put right."""

from collections.abc import Callable
from datetime import date

from django.db.models import Count, Min, Q
from django.urls import reverse

from oxle.accounts.models import User
from oxle.accounts.permissions import decide, read, write
from oxle.accounts.visibility import visible_to
from oxle.cases import agreed, concerns, lowering, reviewing, sending_again, without
from oxle.cases.disposable import KINDS
from oxle.cases.disposal import CONFIRMS, REVIEWS
from oxle.cases.models import Case, CaseLetter
from oxle.cases.offers import Task
from oxle.cases.timer_models import AdministratorTask
from oxle.core import dates
from oxle.core.dates import london_day
from oxle.correspondence.models import Letter
from oxle.correspondence.queries import to_release
from oxle.correspondence.withheld import hidden_from
from oxle.people.queries import opened_to_review
from oxle.provision import mismatches, reviews, unseen
from oxle.schooldays.wording import plain_day
from oxle.transfers import queries as transfers


def _letter_tasks(user: User, on: date) -> list[Task]:
    """What the letters of this officer's cases wait for: the officer's own part as a task, else whom they wait for."""
    links = (
        CaseLetter.objects.filter(
            case__owner=user,
            case__in=visible_to(user, Case).values("pk"),
            letter__in=visible_to(user, Letter).values("pk"),
            letter__state__in=[Letter.State.DRAFTED, Letter.State.RELEASED, Letter.State.RENDERED],
        )
        .annotate(
            may_release=Q(letter__in=to_release(user).values("pk")),
            goes_where_hidden=Q(letter__in=Letter.objects.filter(hidden_from(user)).values("pk")),
        )
        .select_related(
            "letter__brake",
            "case__child",
            "case__adult",
            "case__organisation",
            "case__school__organisation",
            "event",
            "party__adult",
        )
        .order_by("pk")
    )
    may_post = user.can(write("letters"))
    found = []
    for link in links:
        title, action, waiting_on = _wanted_of(
            link.letter,
            paused=link.case.paused_since_on is not None,
            may_release=link.may_release,
            may_post=may_post and not link.goes_where_hidden,
        )
        found.append(
            Task(
                title=f"{title}: {link.letter.title}",
                about=" · ".join(str(one) for one in (link.case.subject, link.party and link.party.name) if one),
                why=f"Called for on {plain_day(link.event.on)}",
                action=action,
                url=reverse("correspondence:letter", args=[link.letter.key]),
                due_on=link.event.on,
                case=link.case_id,
                child=link.case.child_id,
                owner=user.pk,
                waiting_on=waiting_on,
            )
        )
    return found


def _wanted_of(letter: Letter, *, paused: bool, may_release: bool, may_post: bool) -> tuple[str, str, str]:
    """What is to be done with an unsent letter, in words; what a person can do there; whom it waits for, if others.

    Nobody is told to do what their role cannot do, or to post where they may not know.
    """
    if paused:
        return "Keep the letter back", "See the letter", "the case, which is paused"
    if letter.state == Letter.State.DRAFTED:
        if may_release:
            return "Check and release the letter", "Check the letter", ""
        return "Release the letter", "Check the letter", "a colleague who releases letters"
    if letter.state == Letter.State.RELEASED:
        return "Make the PDF of the letter", "See the letter", "Oxle"
    if letter.is_held:
        return "Let the letter go", "See the letter", "a manager"
    if may_post:
        return "Post the letter", "Record posting", ""
    return "Post the letter", "See the letter", "a colleague who posts letters"


def _release_tasks(user: User, on: date) -> list[Task]:
    """For those who release letters: how many of other people's cases wait for them, as one row."""
    waiting = to_release(user).exclude(Q(on_case__case__owner=user) | Q(on_case__case__paused_since_on__isnull=False))
    found = waiting.aggregate(count=Count("pk"), oldest=Min("drafted_at"))
    if not found["count"]:
        return []
    since = london_day(found["oldest"])
    return [
        Task(
            title=f"Release {found['count']} letter{'' if found['count'] == 1 else 's'}",
            about="Cases of colleagues",
            why=f"The oldest was drafted on {plain_day(since)}",
            action="Open the letters to release",
            url=reverse("correspondence:to_release"),
            due_on=since,
        )
    ]


def _glass_tasks(user: User, on: date) -> list[Task]:
    """For managers: restricted records that somebody opened with a reason, until another has looked at the reason."""
    if not user.can(decide("team")):
        return []
    found = opened_to_review(user).aggregate(count=Count("pk"), oldest=Min("at"))
    if not found["count"]:
        return []
    since = london_day(found["oldest"])
    return [
        Task(
            title=f"Review why {found['count']} restricted record{' was' if found['count'] == 1 else 's were'} opened",
            about="",
            why=f"Somebody other than the reader looks at each; the oldest is of {plain_day(since)}",
            action="Open the list",
            url=reverse("people:glass_list"),
            due_on=since,
        )
    ]


def _administrator_tasks(user: User, on: date) -> list[Task]:
    if not user.can(write("calendars")):
        return []
    return [
        Task(
            title=task.about,
            about="",
            why="Deadlines cannot be worked out until this is done",
            action="Open term dates",
            url=reverse("calendar_list"),
        )
        for task in AdministratorTask.objects.filter(done_at=None).order_by("opened_at")
    ]


def _disposal_tasks(user: User, on: date) -> list[Task]:
    """A row for each kind of record whose time is up, and one for all that waits for a second person."""
    found = []
    for kind in KINDS.values() if user.can(REVIEWS) else ():
        if count := reviewing.to_review(user, kind, on).filter(is_held=False).count():
            found.append(
                Task(
                    title=f"Review the {kind.nouns} whose time is up",
                    about=f"{count} {kind.noun if count == 1 else kind.nouns}",
                    why="The retention schedule does not keep them any longer",
                    action="Open the list",
                    url=reverse(f"cases:{kind.page('disposals')}"),
                )
            )
    if user.can(CONFIRMS):
        waiting = reviewing.to_answer(user)
        if count := waiting.count():
            found.append(
                Task(
                    title="Agree to disposals, or do not",
                    about=f"{count} record{'' if count == 1 else 's'}",
                    why="Two people must agree before a record is destroyed",
                    action="Open the list",
                    url=reverse("cases:disposals_to_agree"),
                    due_on=london_day(waiting[0].at),
                )
            )
    return found


def _mismatch_tasks(user: User, on: date) -> list[Task]:
    """For those who see to pupils out of school: how many register mismatches nobody has explained, as one row."""
    if not user.can(read("mismatches")) or (waiting := mismatches.waiting_for(user)) is None:
        return []
    may_explain = user.can(write("mismatches"))
    return [
        Task(
            title=f"{waiting.count} register mismatch{'' if waiting.count == 1 else 'es'} to explain",
            about="Pupils whom schools have marked as taught elsewhere",
            why=f"A school says that a pupil was educated elsewhere, and no provider says so; the oldest is of "
            f"{plain_day(waiting.oldest_on)}",
            action="Open the list",
            url=mismatches.open_list(),
            due_on=waiting.oldest_on,
            waiting_on="" if may_explain else "the school or an exclusion officer",
        )
    ]


def _unseen_tasks(user: User, on: date) -> list[Task]:
    """For those who see to pupils out of school: whom no provider saw and of whom nobody has told, as one row."""
    if not user.can(write("mismatches")) or not user.is_council:
        return []
    found = unseen.missed(user, dates.now())
    if not found:
        return []
    pupils = len({one.child.pk for one in found})
    return [
        Task(
            title=f"{pupils} pupil{'' if pupils == 1 else 's'} not seen at a provider",
            about="Pupils of whom no school says anything",
            why="Absent or not marked where a place was to teach them; the last such session was on "
            f"{plain_day(found[0].last.on)}",
            action="Open the list",
            url=f"{reverse('provision:mismatches')}#unseen",
            due_on=on,
        )
    ]


def _transfer_tasks(user: User, on: date) -> list[Task]:
    """For those who see to records that move: how many files are overdue, as one row."""
    if not user.can(read("transfers")) or (waiting := transfers.waiting_for(user, on)) is None or not waiting.overdue:
        return []
    oldest = waiting.oldest_due or on
    return [
        Task(
            title=f"{waiting.overdue} file{'' if waiting.overdue == 1 else 's'} of pupils who moved, overdue",
            about="Records that schools have not sent",
            why=f"The files of a pupil who moves follow within a time limit; the oldest was due on {plain_day(oldest)}",
            action="Open the list and chase",
            url=reverse("transfers:list"),
            due_on=oldest,
            waiting_on="" if user.can(write("transfers")) else "the school or an exclusion officer",
        )
    ]


def _review_tasks(user: User, on: date) -> list[Task]:
    """For those who see to placed pupils: how many programme reviews are overdue, as one row."""
    if not user.can(write("reviews")):
        return []
    late = [one.due_on for one in reviews.owed(user, on) if one.due_on is not None and one.is_overdue(on)]
    if not late:
        return []
    return [
        Task(
            title=f"{len(late)} programme review{'' if len(late) == 1 else 's'}, overdue",
            about="Pupils who have a place with a provider",
            why=f"Each half-term has a review; the oldest was due on {plain_day(min(late))}",
            action="Open the list",
            url=reverse("provision:reviews"),
            due_on=min(late),
            waiting_on="the provider",
        )
    ]


def _follow_tasks(user: User, on: date) -> list[Task]:
    """For those who see to placed pupils: how many programme reviews ask for what nobody has followed up."""
    if not user.can(write("reviews")):
        return []
    waiting = reviews.to_follow(user, on)
    if not waiting:
        return []
    one = len(waiting) == 1
    return [
        Task(
            title=f"{len(waiting)} programme review{'' if one else 's'} after which something else comes next",
            about="Pupils who have a place with a provider",
            why=f"A review says return to school, or another place; the oldest was on {plain_day(waiting[0].held_on)}",
            action="Say what is done",
            url=reverse("provision:reviews"),
            due_on=reviews.follow_by(waiting[0], on),
        )
    ]


# In the order in which they stand where nothing tells which is the more pressing.
SOURCES: tuple[Callable[[User, date], list[Task]], ...] = (
    _letter_tasks,
    sending_again.tasks_of,
    agreed.tasks_of,
    lowering.tasks_of,
    concerns.tasks_of,
    _release_tasks,
    _glass_tasks,
    _administrator_tasks,
    _disposal_tasks,
    _mismatch_tasks,
    _unseen_tasks,
    _transfer_tasks,
    _review_tasks,
    _follow_tasks,
    without.tasks_of,
)
# What layers above this one know must be done; each registers its own when its app starts.
ABOVE: list[Callable[[User, date], list[Task]]] = []
