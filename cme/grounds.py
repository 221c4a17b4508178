"""The grounds on which a school may take a name off its register: their words, and how sure we are of them. Pure.

Source: School Attendance (Pupil Registration) (England) Regulations 2024, SI 2024/208 reg 9(1). A ground is told by its
words and never by its letter. Of those marked unverified nobody has compared the words with the regulation: no letter
prints them before a named officer has confirmed the text (see GroundText).
"""

from collections.abc import Mapping
from dataclasses import dataclass

LAW = "School Attendance (Pupil Registration) (England) Regulations 2024, SI 2024/208 reg 9"


@dataclass(frozen=True)
class Ground:
    """One ground. `words` are ours for its substance; `verified`: they were compared with the regulation.

    `joint_after`: so many school days of absence must be over, and the school and the council must have looked together
    in vain, before it may be used. `coded`: the codes of the register that may stand in that time, and no other.
    `destination`: with it goes a school to which the pupil went.
    """

    key: str
    words: str
    verified: bool = False
    joint_after: int = 0
    coded: tuple[str, ...] = ()
    destination: bool = False
    # Whether the child must be taught somewhere else then, and is looked for if nobody tells where.
    followed: bool = True


# Absent without leave, or for a reason that nobody knows: neither ill, nor kept away, nor there.
WITHOUT_LEAVE = ("G", "N", "O")
OTHER_SCHOOL = Ground(
    "other_school",
    "The pupil is registered at another school, and no school attendance order names this one",
    verified=True,
    destination=True,
)
NURSERY = Ground(
    "nursery",
    "A nursery pupil who does not move on to reception and is not expected again",
    verified=True,
    followed=False,
)
DUAL = Ground(
    "dual",
    "The pupil is registered at several schools, is not expected here again, and the others consent",
    verified=True,
    destination=True,
)
ORDER_AMENDED = Ground(
    "order_amended", "A school attendance order was amended to name another school", verified=True, destination=True
)
ORDER_REVOKED = Ground(
    "order_revoked",
    "A school attendance order was revoked because suitable education is arranged otherwise",
    verified=True,
)
HOME = Ground(
    "home", "A parent has told the school in writing that the pupil will be educated otherwise than at school"
)
MOVED = Ground(
    "moved", "The pupil lives no longer within a reasonable distance of the school, and is not expected again"
)
LEAVE = Ground(
    "leave",
    "The pupil had leave, was not back within ten school days after it, is not kept away by sickness or an unavoidable "
    "cause, and school and council together looked for the pupil in vain",
    joint_after=10,
    coded=WITHOUT_LEAVE,
)
ABSENT = Ground(
    "absent",
    "The pupil has been absent without leave for at least twenty school days, nothing suggests sickness or an "
    "unavoidable cause, and school and council together looked for the pupil in vain",
    verified=True,
    joint_after=20,
    coded=WITHOUT_LEAVE,
)
DETAINED = Ground(
    "detained",
    "The pupil is detained by a court’s order for at least four months, and not expected back",
    followed=False,
)
DIED = Ground("died", "The pupil has died", followed=False)
OVER_AGE = Ground(
    "over_age",
    "The pupil will be over compulsory school age before the school meets again, and will not stay",
    followed=False,
)
NOT_MAINTAINED = Ground("not_maintained", "The pupil has ceased to be a pupil of a school that is not maintained")
BOARDER = Ground("boarder", "The pupil was a boarder, and the fees were not paid")
EXCLUDED = Ground("excluded", "The pupil is permanently excluded, and the process is complete")

GROUNDS: Mapping[str, Ground] = {
    ground.key: ground
    for ground in (
        OTHER_SCHOOL, NURSERY, DUAL, ORDER_AMENDED, ORDER_REVOKED, HOME, MOVED, LEAVE, ABSENT, DETAINED, DIED, OVER_AGE,
        NOT_MAINTAINED, BOARDER, EXCLUDED,
    )
}  # fmt: skip
# A school that names none: received, and challenged.
NONE = "none"
CHOICES = [*((ground.key, ground.words) for ground in GROUNDS.values()), (NONE, "None of these")]
# Of whom a school says one of these, nobody knows where they are taught: they are looked for.
UNKNOWN_WHEREABOUTS = (LEAVE.key, ABSENT.key, MOVED.key, NONE)
