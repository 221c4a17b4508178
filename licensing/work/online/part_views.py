"""The pages for a parent and a school who were sent a link about a child’s job."""

from typing import Any

from licensing.parts.views import Part, PartLink, PartSent, Whose
from licensing.work.online import forms, parts


class JobPartLink(PartLink):
    """What the link opens. It goes on to what is asked."""

    template_name = "licensing/parts/job_gone.html"
    answers = parts.OF_WORK
    goes_on = "licensing:job_part"


class JobPart(Part):
    """What the employer says of the job of one child, and the questions to a parent or to the school."""

    template_name = "licensing/parts/job_part.html"
    gone_template = "licensing/parts/job_gone.html"
    ends = "licensing:job_part_sent"
    answers = parts.OF_WORK
    questions = {Whose.PARENT: forms.ParentForm, Whose.SCHOOL: forms.SchoolForm}
    titles = {
        Whose.PARENT: "Do you give permission for this job?",
        Whose.SCHOOL: "A pupil of yours may work in term",
    }

    def shown(self, asked: Any) -> dict[str, Any]:
        return {"whose": asked.whose, "rows": parts.rows(asked), "given": parts.given(asked)}


class JobPartSent(PartSent):
    """The answer has come. It says nothing of whom it is about."""

    template_name = "licensing/parts/job_sent.html"
