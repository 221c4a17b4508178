"""A missing pupil who is on no list of ours: a school tells of them as its own register has them, and an officer says
who it is (docs/adr/unlisted_pupils.md)."""

from typing import Any

from django.urls import reverse

from cme import pathway, queries
from cme.telling_forms import NO_SUBSTITUTE, SchoolForm
from cme.unlisted import UNLISTED
from oxle.cases.models import Case
from oxle.cases.unlisted_forms import NAMES, UnlistedForm
from oxle.cases.views import unlisted


class UnlistedMissingForm(UnlistedForm, SchoolForm):
    """The pupil as the school’s own register has them, and then what is asked of any missing pupil."""

    also_left = True
    names = {**SchoolForm.names, **NAMES}


class Unlisted(unlisted.Tell):
    """A missing pupil who is not listed."""

    namespace = UNLISTED.duty
    kind = UNLISTED
    form_class = UnlistedMissingForm
    title = "A missing child who is not listed"
    first = (NO_SUBSTITUTE,)

    def is_urgent(self, form: Any) -> bool:
        """Where the school is worried about the child’s safety."""
        return bool(form.cleaned_data["concern"])


class UnlistedSent(unlisted.Sent):
    """What a school told of such a pupil."""

    kind = UNLISTED
    title = "A missing child you told us of"

    def page_of(self, case: Case) -> str:
        mine = queries.told_by_schools_of(self.request.user).filter(case=case).exists()
        return reverse("cme:sent", args=[case.key]) if mine else ""


class Identify(unlisted.Identify):
    """Of whom it is."""

    kind, permission, pathway = UNLISTED, pathway.WORK, pathway.TRACKING


class IdentifyAs(unlisted.IdentifyAs):
    """It is of this pupil."""

    kind, permission = UNLISTED, pathway.WORK
