"""A pupil who is to be educated at home and is on no list of ours: a school tells of them as its own register has them,
and an officer says who it is (docs/adr/unlisted_pupils.md)."""

from typing import Any

from django.urls import reverse

from ehe import adding, pathway, queries
from ehe.forms import NoticeForm
from ehe.models import HomeEducation
from ehe.unlisted import UNLISTED
from oxle.accounts.visibility import visible_to
from oxle.cases.models import Case
from oxle.cases.unlisted_forms import NAMES, UnlistedForm
from oxle.cases.views import unlisted


class UnlistedAtHomeForm(UnlistedForm, NoticeForm):
    """The pupil as the school’s own register has them, and then what is asked of any pupil educated at home."""

    also_left = True
    in_confidence = frozenset({"worry"})
    names = {**NoticeForm.names, **NAMES}


class Unlisted(unlisted.Tell):
    """A pupil to be educated at home who is not listed."""

    namespace = UNLISTED.duty
    kind = UNLISTED
    form_class = UnlistedAtHomeForm
    title = "Home education of a pupil who is not listed"
    first = (
        "Tell us on the day you learn of it, even if the parents have not written yet. The exit form is asked once it "
        "is clear who the pupil is. Keep the name on your roll until the parents have written.",
    )

    def is_urgent(self, form: Any) -> bool:
        """Where something worries the school."""
        return bool(form.cleaned_data["worry"])


class UnlistedSent(unlisted.Sent):
    """What a school told of such a pupil."""

    kind = UNLISTED
    title = "A pupil who is to be educated at home"

    def page_of(self, case: Case) -> str:
        user = self.request.user
        mine = user.organisations_where(queries.PORTAL)
        if visible_to(user, HomeEducation).filter(case=case, case__school__organisation__in=mine).exists():
            return reverse("ehe:sent", args=[case.key])
        since = adding.told_since_by(user).filter(case=case).first()
        return reverse("ehe:told_since", args=[since.key]) if since else ""


class Identify(unlisted.Identify):
    """Of whom it is."""

    kind, permission, pathway = UNLISTED, pathway.WORK, pathway.EHE


class IdentifyAs(unlisted.IdentifyAs):
    """It is of this pupil."""

    kind, permission = UNLISTED, pathway.WORK
