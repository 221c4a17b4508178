"""What is asked of an organisation that wants to be approved: the same on line and where an officer enters it."""

from django import forms

from oxle.core.fields import DateField, LongTextField, YesNoField

SHORT = "govuk-input--width-10"


def organisation() -> forms.CharField:
    """Who wants to be approved."""
    return forms.CharField(label="Name of the organisation", max_length=250)


def address() -> LongTextField:
    """Where letters go."""
    return LongTextField(label="Address", rows=4, max=600, help_text="As on an envelope, without the postcode.")


def postcode() -> forms.CharField:
    """Of that address."""
    return forms.CharField(label="Postcode", max_length=10, widget=forms.TextInput(attrs={"class": SHORT}))


def phone(*, required: bool = True) -> forms.CharField:
    """Where somebody answers."""
    label = "Telephone number" if required else "Telephone number (optional)"
    widget = forms.TextInput(attrs={"type": "tel", "class": SHORT})
    return forms.CharField(label=label, max_length=40, required=required, widget=widget)


def activities() -> LongTextField:
    """What the children take part in."""
    return LongTextField(
        label="What do the children take part in?", max=4000, rows=5,
        help_text="Say it fully: which performances, how often, what the children do in them.",
    )  # fmt: skip


def places() -> LongTextField:
    """Where the performances are."""
    return LongTextField(label="Where are the performances?", max=1000, rows=3, help_text="A place a line.")


def place_authority() -> forms.CharField:
    """Who decides, if it is another."""
    return forms.CharField(
        label="Council of the area where the performances are, if it is not ours (optional)", max_length=200,
        required=False, help_text="That council then decides.",
    )  # fmt: skip


def wanted_from_on() -> DateField:
    """Since when it is wanted."""
    return DateField(label="From which day is the approval wanted?", name="first day")


def wanted_until_on() -> DateField:
    """Until when it is wanted."""
    return DateField(label="Until which day?", name="last day")


def children() -> forms.CharField:
    """How many, and how old."""
    return forms.CharField(
        label="How many children take part, and how old are they?", max_length=300,
        help_text="For example, about 40, from 5 to 15.",
    )  # fmt: skip


def unpaid() -> YesNoField:
    """Whether nobody is paid, without which there is no approval."""
    return YesNoField(
        label="Is it sure that no child, and nobody for a child, is paid?", yes_if="nobody is paid",
        help_text="Expenses are no payment. If anybody is paid, each child needs a licence of their own.",
    )  # fmt: skip


def misses_school() -> YesNoField:
    """Whether a child misses school."""
    return YesNoField(label="Does any child miss school for it?", yes_if="any child misses school for it")


def in_charge(*, required: bool = True) -> LongTextField:
    """Who looks after the children."""
    more = "" if required else " (optional)"
    return LongTextField(
        label=f"Who is in charge of the children?{more}", name="who is in charge of the children", max=2000, rows=4,
        required=required,
        help_text="Names, and the numbers of their approvals as chaperones. At most 12 children each.",
    )  # fmt: skip


def checks(*, required: bool = True) -> LongTextField:
    """How those with the children are chosen."""
    more = "" if required else " (optional)"
    return LongTextField(
        label=f"How are those who are with the children chosen, checked and trained?{more}",
        name="how those with the children are chosen, checked and trained", max=3000, rows=4, required=required,
        help_text="References, DBS checks, safeguarding training, and who leads on safeguarding.",
    )  # fmt: skip


def policy_on(*, required: bool = True) -> DateField:
    """Of which day the safeguarding policy is."""
    label = "When was your safeguarding policy last looked at?"
    return DateField(
        label=label if required else "Day of the safeguarding policy (optional)", name="day of the policy",
        required=required, past_or_today=True,
    )  # fmt: skip
