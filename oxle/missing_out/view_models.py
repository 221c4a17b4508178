"""Views of the register that people keep, for themselves or for everybody who reads it."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from oxle.accounts.models import User
from oxle.core.models import Keyed, Versioned

# As long as an address can well be.
LONGEST = 2000


class SavedView(Keyed, Versioned):
    """A view of the register by its name: the filters, the columns and the sort, as the address has them.

    Rows are not kept: whoever opens it sees those of today that they may see.
    """

    audit_name = "saved view of the register"

    owner = models.ForeignKey(User, models.PROTECT, related_name="saved_views")
    name = models.CharField(max_length=80)
    asked = models.CharField(max_length=LONGEST)
    is_shared = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint("owner", Lower("name"), name="one_view_of_a_name_a_person"),
            models.CheckConstraint(condition=~Q(name=""), name="saved_view_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
