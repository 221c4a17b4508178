"""A message of a parent, a health service, a council or anybody who is no school of ours: an officer says who the child
is, and enters who told of home education."""

from typing import Any

from django.urls import reverse

from ehe import pathway
from ehe.forms import ToldForm
from ehe.officer_views import Open
from oxle.cases.models import Case
from oxle.cases.views import from_anybody
from oxle.people.models import Child


class Told(from_anybody.Told):
    """What was told of home education: the case of a child opens, or what was told is kept on the open one."""

    permission = pathway.WORK
    pathway = pathway.EHE

    def way_of(self, child: Child, case: Case | None) -> tuple[str, str]:
        does = f"Enter it on the open case, {case.reference}" if case else "Open the case of this child"
        return does, reverse("ehe:open_told", args=[self.message.key, child.key])


class OpenTold(from_anybody.FromMessage, Open):
    """Who told of the child in a message, and what: as of the day it came. Its form begins with the message."""

    form_class = ToldForm
    submit_label = "Enter what was told"
    only_in_time = True
    back_to = "ehe:told"

    def initial(self) -> dict[str, Any]:
        known = {name: value for name, value in super().initial().items() if name != "told_on"}
        # A longer message stands on the case, and is put into words.
        fits = len(self.message.text) <= ToldForm.base_fields["words"].max_length
        return {**known, "words": self.message.text if fits else ""}
