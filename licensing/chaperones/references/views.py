"""The pages for a referee who was sent a link: no sign-in, one chaperone, one answer."""

from typing import Any

from licensing.chaperones.references.answering import OF_CHAPERONES
from licensing.chaperones.references.forms import RefereeForm
from licensing.parts.views import GONE, Part, PartLink, PartSent

GONE_PAGE = "licensing/references/gone.html"


class ReferenceLink(PartLink):
    """What the link opens. It goes on to what is asked."""

    template_name = GONE_PAGE
    answers = OF_CHAPERONES
    goes_on = "licensing:reference"


class Reference(Part):
    """Who wants to be a chaperone, and the questions to the referee: nothing else that they told."""

    template_name = "licensing/references/reference.html"
    gone_template = GONE_PAGE
    ends = "licensing:reference_sent"
    answers = OF_CHAPERONES
    form_class = RefereeForm

    def page_title(self) -> str:
        return "A reference for a chaperone" if self.asked else GONE

    def form_type(self) -> Any:
        return self.form_class

    def shown(self, asked: Any) -> dict[str, Any]:
        referee = asked.referee
        adult = referee.case.adult
        return {"called": f"{adult.given} {adult.family}", "relation": referee.relation}


class ReferenceSent(PartSent):
    """The answer has come. It says nothing of whom it is about."""

    template_name = "licensing/references/sent.html"
