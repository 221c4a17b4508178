"""Attendance marks as they are kept: one row a child, school and week, its ten sessions packed into 20 characters."""

from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Length

from oxle.people.models import Child
from oxle.registers.codes import SIGNS_OF_PRESENCE
from oxle.schools.models import School


class ChildWeek(models.Model):
    """A child's marks at one school in one week: two characters a session, Monday morning to Friday afternoon.

    Spaces are no mark. A county makes 38 million marks a year, and a row for each would take ten times the room. The
    two indexes begin with the two foreign keys, so that these need none of their own.
    """

    audit_name = "week of register marks"

    child = models.ForeignKey(Child, models.PROTECT, related_name="weeks", db_index=False)
    school = models.ForeignKey(School, models.PROTECT, related_name="child_weeks", db_index=False)
    monday = models.DateField()
    marks = models.CharField(max_length=20)
    # Where the newest of the marks came from, in a word: "daily feed", "return", or with which case they came.
    source = models.CharField(max_length=20)
    # How many of its sessions have a mark of presence: the ledger of hours sums millions of these.
    presences = models.GeneratedField(
        expression=Value(20) - Length(Func(F("marks"), Value(SIGNS_OF_PRESENCE), Value(""), function="translate")),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["child", "school", "monday"], name="one_week_a_child_a_school"),
            models.CheckConstraint(condition=Q(monday__iso_week_day=1), name="child_week_begins_on_monday"),
            # Ten times a code, padded, or nothing: never a code cut in half.
            models.CheckConstraint(
                condition=Q(marks__regex=r"^(  |[A-Z/\\#] |[A-Z][0-9]){10}$"), name="child_week_has_ten_marks"
            ),
        ]
        indexes = [models.Index(fields=["school", "monday"], name="child_week_of_school")]

    def __str__(self) -> str:
        return f"{self.child_id} at {self.school_id}, week of {self.monday}"
