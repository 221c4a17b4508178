"""Abstract bases every record is built on, and core's own few tables."""

import secrets

from django.db import models
from django.db.models import Q

# No vowels, so no words; no look-alikes. 14 of 28 signs is over 67 bits: not to be guessed.
KEY_SIGNS = "23456789bcdfghjkmnpqrstvwxyz"


def new_key() -> str:
    """A random key for URLs. Primary keys are never shown: they leak volumes."""
    number, signs = secrets.randbelow(len(KEY_SIGNS) ** 14), []
    for _ in range(14):
        number, place = divmod(number, len(KEY_SIGNS))
        signs.append(KEY_SIGNS[place])
    return "".join(signs)


def together(*fields: str) -> Q:
    """For a constraint: all of these columns are filled, or none."""
    return Q(**{f"{name}__isnull": True for name in fields}) | Q(**{f"{name}__isnull": False for name in fields})


def one_of(*fields: str) -> Q:
    """A condition for columns of which exactly one is filled."""
    condition = Q()
    for chosen in fields:
        condition |= Q(**{f"{name}__isnull": name != chosen for name in fields})
    return condition


class Keyed(models.Model):
    """A record that has a page of its own, at its random key."""

    key = models.CharField(max_length=14, unique=True, editable=False, default=new_key)

    class Meta:
        abstract = True


class Versioned(models.Model):
    """A record two people may edit at once; see core.concurrency."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class Submission(models.Model):
    """A form that has been used, by its one-time token: a double click finds the first one's result here."""

    token = models.CharField(max_length=14, primary_key=True)
    location = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.token


class RuleValue(models.Model):
    """A dated change, by the service, to one of the rules' defaults; see core.rules."""

    audit_name = "value of a setting"

    rule = models.CharField(max_length=100)
    value = models.CharField(max_length=100)
    from_on = models.DateField()
    reason = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule", "from_on"], name="one_value_a_rule_a_day"),
            models.CheckConstraint(condition=~Q(reason=""), name="rule_value_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} = {self.value} from {self.from_on}"


class OneTimeLink(models.Model):
    """A link that works once, for one purpose, until it expires. Only its hash is kept."""

    audit_name = "one-time link"

    digest = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=40)
    subject = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.purpose} for {self.subject}"


class Attempt(models.Model):
    """One try at something that is rate-limited, by whom (a hash, never an address)."""

    what = models.CharField(max_length=40)
    who = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["what", "who", "at"], name="attempt_recent")]

    def __str__(self) -> str:
        return self.what
