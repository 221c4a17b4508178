"""The pages on which a school tells of a reduced timetable of a pupil who is on no list, and an officer says who that
is."""

from typing import Any

from django.urls import reverse

from oxle.accounts.visibility import visible_to
from oxle.cases.models import Case
from oxle.cases.unlisted_forms import NAMES, UnlistedForm
from oxle.cases.views import unlisted
from oxle.core.working_out import WorksOut
from reduced_timetables.forms import TimetableForm
from reduced_timetables.models import Timetable
from reduced_timetables.pathway import TIMETABLE, WORK
from reduced_timetables.unlisted import UNLISTED


class UnlistedTimetableForm(UnlistedForm, TimetableForm):
    """The pupil as the school’s own register has them, and then the timetable as of any other pupil."""

    names = {**TimetableForm.names, **NAMES}

    def clean(self) -> dict[str, Any]:
        self.school = self.at()
        return super().clean()


class Unlisted(WorksOut, unlisted.Tell):
    """A pupil who is not listed, and the timetable."""

    namespace = UNLISTED.duty
    kind = UNLISTED
    form_class = UnlistedTimetableForm
    title = "A reduced timetable of a pupil who is not listed"
    first = (
        "Tell us before it starts, and without delay. Send it also when you are late or when something is missing: it "
        "is received, and the council asks you for it. Until everything is there the timetable is not validated, and "
        "the pupil counts as out of education for the hours missed.",
    )


class UnlistedSent(unlisted.Sent):
    """What a school told of such a timetable."""

    kind = UNLISTED
    title = "A reduced timetable you told us of"

    def page_of(self, case: Case) -> str:
        mine = visible_to(self.request.user, Timetable).filter(case=case).exists()
        return reverse("reduced_timetables:sent", args=[case.key]) if mine else ""


class Identify(unlisted.Identify):
    """Of whom it is."""

    kind, permission, pathway = UNLISTED, WORK, TIMETABLE


class IdentifyAs(unlisted.IdentifyAs):
    """It is of this pupil."""

    kind, permission = UNLISTED, WORK
