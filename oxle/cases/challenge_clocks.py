"""The two clocks of a challenge, as data: what the school owes, and what the council owes once it has answered.

Every pathway on which something can appear unlawful has them.
"""

from oxle.cases.pathways import Against, Clock, Fact, Step
from oxle.core.rules import Rule
from oxle.schooldays.limits import Limit

# What a step is about, by its reference (a suspension, say); one without is about the case.
ABOUT = Fact("about", "What it is about")
# The school that is asked, by its key, where that is not the school of the case; such a challenge also says what it is
# about, so that the answer of neither is taken for the other’s.
ASKED = Fact("asked_school", "Which school is asked")


def challenge_clocks(
    challenge: Step,
    reply: Step,
    answer: Step,
    mistake: Step,
    *,
    answered_within: Rule[Limit],
    ended_within: Rule[Limit],
) -> tuple[Clock, Clock]:
    """The school answers a challenge; the council reads the answer, and closes the challenge or upholds it.

    Both go on when the case is closed: it is about the child, and the challenge about what the school did. Only with
    `mistake`, which says that there was no such case, nothing is left to answer.
    """
    return (
        Clock(
            "challenge_answer",
            "The school answers the challenge",
            against=Against.SCHOOL,
            limit=answered_within,
            from_=(challenge,),
            stops=(reply, answer, mistake),
            law=answered_within.source,
            apart=ABOUT,
            survives_closing=True,
        ),
        Clock(
            "challenge_end",
            "Read the school's answer: close the challenge or uphold it",
            against=Against.COUNCIL,
            limit=ended_within,
            from_=(reply,),
            stops=(answer, mistake),
            law=ended_within.source,
            apart=ABOUT,
            survives_closing=True,
        ),
    )
