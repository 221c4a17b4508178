"""By when the first personal education plan is due. That one follows each term is the guidance's word, no setting."""

from oxle.core.rules import Rule, whole_number

FIRST_PLAN: Rule[int] = Rule(
    "missing_out.first_education_plan",
    "The first personal education plan of a looked-after child is held after they become looked after, within",
    10,
    whole_number,
    "“Promoting the education of looked-after and previously looked-after children” (2018), as the service reads it",
    certain=False,
    unit="working days",
)
