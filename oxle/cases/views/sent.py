"""What the school's pages of a case have in common: how it stands, and the steps the school takes."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property

from oxle.cases import actions as cases
from oxle.cases import duties
from oxle.cases.challenges import ABOUT, CHALLENGE, Challenge, listed_of, of_its_own_school, waiting
from oxle.cases.models import Case, Deadline, Event
from oxle.cases.pathways import Step
from oxle.cases.permissions import PORTAL
from oxle.cases.queries import is_in_place
from oxle.cases.standing import newest_first
from oxle.cases.views.steps import StepTake
from oxle.core.pages import Page
from oxle.core.permissions import Permission


class Sent(Page):
    """Base: what a school told, what is asked of it, its dates, what happened; never the council's notes."""

    permission: ClassVar[Permission] = PORTAL
    template_name = "cases/sent.html"
    namespace: ClassVar[str]
    # The clocks and the steps that the school is told of, the steps in its words, and those that it takes itself.
    clocks: ClassVar[Sequence[str]]
    titles: ClassVar[dict[str, str]]
    steps: ClassVar[Sequence[Step]] = ()
    # How its page of a step is called, and what stands over what was told.
    step_name: ClassVar[str] = "step"
    told_heading: ClassVar[str] = "What you told"
    case: Case

    def address(self, name: str, *more: str) -> str:
        """The address of another of the school's pages of this case."""
        return reverse(f"{self.namespace}:{name}", args=[self.case.key, *more])

    @abstractmethod
    def rows(self) -> list[dict[str, Any]]:
        """What the school told, as a summary list shows it."""

    def links(self) -> list[tuple[str, str]]:
        """What else can be done here, as words and address."""
        return []

    def context(self) -> dict[str, Any]:
        user = self.request.user
        offered = [one for one in self.steps if is_in_place(self.case, one, self.on)]
        refused = [(one, cases.why_not(self.case, one, by=user, on=self.on)) for one in offered]
        can = [one for one, why in refused if why is None]
        return {
            "case": self.case,
            "rows": self.rows(),
            "told_heading": self.told_heading,
            "challenges": of_its_own_school(self.challenged),
            "answer_url": self.address("answer") if waiting(self.case) else "",
            "links": [*self.links(), *((one.label, self.address(self.step_name, one.key)) for one in can)],
            "waits": [(one.label, why) for one, why in refused if why and self.waits(one)],
            "dates": self.dates(),
            "history": self.history(),
            "back_url": reverse("cases:portal"),
        }

    def waits(self, step: Step) -> bool:
        """Whether a step that cannot be taken now could be, but for what it needs to hold first."""
        there = step.at and self.case.stage in {stage.key for stage in step.at}
        return bool(there) and duties.unmet(self.case, step, None, self.on) is not None

    def dates(self) -> list[Deadline]:
        """What runs, less what another school is asked."""
        running = self.case.deadlines.filter(clock__in=self.clocks, state="running").select_related("event")
        return [one for one in running.order_by("due_on", "pk") if one.event.facts.get(ABOUT) not in self.of_others]

    @cached_property
    def challenged(self) -> list[Challenge]:
        """What any school is asked on this case."""
        return listed_of(self.case)

    @cached_property
    def of_others(self) -> set[str]:
        """What another school is asked about."""
        return {one.about for one in self.challenged if one.school}

    def words_of(self, event: Event) -> str:
        """What the school reads of an event beside its title."""
        return event.reason if event.step == CHALLENGE else ""

    def hides(self, event: Event) -> bool:
        """Whether an entry is none of this school's, beside a challenge of another."""
        return False

    def history(self) -> list[dict[str, Any]]:
        """What happened, newest first, as a timeline shows it."""
        return [
            {
                "title": self.titles[event.step],
                "by": "",
                "on": event.on,
                "text": self.words_of(event),
            }
            for event in newest_first(self.case.events.filter(step__in=self.titles))
            if event.facts.get(ABOUT) not in self.of_others and not self.hides(event)
        ]


class SchoolStep(StepTake):
    """Base: the school records one of the steps that are its own, on the page on which an officer would."""

    permission: ClassVar[Permission] = PORTAL
    checks_letters = False
    namespace: ClassVar[str]
    steps: ClassVar[Sequence[Step]]
    # The page from which one comes and to which one goes on.
    page_name: ClassVar[str] = "sent"

    def load(self, **kwargs: str) -> None:
        super().load(**kwargs)
        if self.step not in self.steps:
            raise Http404

    def back_url(self) -> str:
        return reverse(f"{self.namespace}:{self.page_name}", args=[self.case.key])
