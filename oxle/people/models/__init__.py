"""Children and the adults around them: names, addresses, relationships, enrolments and vulnerabilities over time.

Nothing is ever merged by a program, and every link between two people says where it came from.
"""

from oxle.people.models.access import BreakGlass, Conflict, Merge, SearchRun
from oxle.people.models.children import Child, ChildName, NameKind, Sex
from oxle.people.models.family import NATURAL_PARENTS, RELATIONSHIPS, Address, Adult, Relationship
from oxle.people.models.school_life import DateRange, Enrolment, EnrolmentKind, Vulnerability, VulnerabilityKind

__all__ = [
    "NATURAL_PARENTS",
    "RELATIONSHIPS",
    "Address",
    "Adult",
    "BreakGlass",
    "Child",
    "ChildName",
    "Conflict",
    "DateRange",
    "Enrolment",
    "EnrolmentKind",
    "Merge",
    "NameKind",
    "Relationship",
    "SearchRun",
    "Sex",
    "Vulnerability",
    "VulnerabilityKind",
]
