"""The pages on which a head tells of a safeguarding separation and reads how it stands; nobody else at the school."""

from typing import Any

from django.urls import reverse

from exclusions.separation import actions, panels, pathway, queries
from exclusions.separation.forms import SeparationForm
from oxle.cases.models import Case
from oxle.cases.views import sent, telling

NAMESPACE = "exclusions:separation"


class PupilSearch(telling.PupilSearch):
    """Finds the pupil on the school's own register."""

    permission = queries.TELLS


class PupilsFound(telling.PupilsFound):
    """The pupils found."""

    permission = queries.TELLS


class Notice(telling.Notice):
    """What a head tells of a separation."""

    permission = queries.TELLS
    form_class = SeparationForm
    template_name = "cases/notice.html"
    first = (
        "For pupils who must be kept apart so that they are safe, where one cannot come for a time. It is rare, "
        "your designated safeguarding lead leads it, and it is not an exclusion.",
        "Ring the council as well. It owes the pupil education at once.",
    )

    def tell(self, form: Any) -> Case:
        told = dict(form.cleaned_data)
        return actions.tell(self.child, self.school, told=told, by=self.request.user, on=self.on, at=self.at)

    def sent_to(self, made: Case) -> str:
        return reverse(f"{NAMESPACE}:sent", args=[made.key])


class Sent(sent.Sent):
    """A separation that a head told of."""

    permission = queries.TELLS
    title = "A safeguarding separation you told us of"
    namespace = NAMESPACE
    clocks, titles, steps = queries.FOR_SCHOOL, queries.TITLES, pathway.BY_SCHOOL

    def load(self, **kwargs: str) -> None:
        self.case = queries.get_told_for(self.request.user, kwargs["key"])

    def rows(self) -> list[dict[str, Any]]:
        return panels.rows_of(self.case.separation)


class SchoolStep(sent.SchoolStep):
    """A step of a separation that the head takes."""

    permission = queries.TELLS
    namespace, steps = NAMESPACE, pathway.BY_SCHOOL

    def find_case(self, key: str) -> Case:
        return queries.get_told_for(self.request.user, key)
