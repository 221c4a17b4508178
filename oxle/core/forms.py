"""The base of every form: GOV.UK labels, hints and error messages. A form validates; it never saves."""

from datetime import date
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from django import forms

from oxle.core.fields import DateField, LongTextField


class OxleForm(forms.Form):
    """A form in the look and the words of the service.

    `page_heading` names the one field whose label is the page's heading (a page with a single question).
    `names` says what messages call a field, where its label does not read well in "Enter …": {"reason": "the reason"}.
    `on` is the day it is, for the rules of dates; views pass it.
    """

    page_heading: ClassVar[str | None] = None
    names: ClassVar[dict[str, str]] = {}
    use_required_attribute = False

    def __init__(self, *args: Any, on: date | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.on = on
        self.helper = helper()
        for key, field in self.fields.items():
            self._settle(key, field)

    @property
    def today(self) -> date:
        """The day it is. TypeError where the view gave none: a mistake of the view."""
        if self.on is None:
            raise TypeError(f"{type(self).__name__} asks what day it is: give the form on=")
        return self.on

    def add_field(self, key: str, field: forms.Field) -> None:
        """Give this one form another field, at its end, in the same words as those of its class."""
        self.fields[key] = field
        self._settle(key, field)

    def ask_again_for_files(self) -> None:
        """Say at its field that a file which came with a form that is shown again must be chosen again: no browser
        sends it a second time by itself."""
        for key, field in self.fields.items():
            if isinstance(field, forms.FileField) and self.files.get(self.add_prefix(key)) and key not in self.errors:
                name = self.names.get(key) or name_from(str(field.label or ""))
                again = with_article(name) if name else "the file"
                self.add_error(key, f"Select {again} again: a file is not kept while something else is put right")

    def _settle(self, key: str, field: forms.Field) -> None:
        speak(field, self.names.get(key) or name_from(str(field.label or key.replace("_", " "))))
        if isinstance(field, DateField):
            if field.needs_today and self.on is None:
                raise TypeError(f"{type(self).__name__}.{key} has a rule about today: give the form on=")
            field.on = self.on


def helper() -> FormHelper:
    """How crispy-forms shows our forms: the fields only; the page writes the <form> around them."""
    made = FormHelper()
    made.form_tag = False
    made.render_hidden_fields = True
    made.include_media = False
    return made


def name_from(label: str) -> str:
    """What to call a field in the middle of a sentence: "Date of birth" → "date of birth", "UPN" stays, and that it is
    optional is no part of it.

    A label that is a question gives no name: messages then speak of an answer to it.
    """
    label = _asked(label)
    if label.endswith("?"):
        return ""
    first = label.split(" ")[0]
    return label if len(first) > 1 and first[1:] != first[1:].lower() else label[:1].lower() + label[1:]


# What already says which one is meant, so that no article belongs before it.
_SAYS_WHICH = {
    *("the", "a", "an", "your", "their", "his", "her", "its", "our", "everyone", "everybody"),
    *("what", "which", "who", "whom", "whose", "why", "how", "when", "where", "whether", "that"),
    *("as", "at", "from", "to", "with"),
}


def with_article(name: str) -> str:
    """A name after "Enter" or "Select": "reason" → "the reason". What begins like "your name", "what it says" or "to
    whom it was sent" reads as it is."""
    return name if name.split(" ")[0] in _SAYS_WHICH else f"the {name}"


def _asked(label: str) -> str:
    """A label without the note that its field may be left empty."""
    return label.strip().removesuffix("(optional)").rstrip()


# Field type, kind of error, and what we say instead of Django's words; the first that fits. {answer} is the name with
# its article, or "an answer to" the question where the label is one and the form gives no better name.
_WORDS: list[tuple[type[forms.Field], str, str]] = [
    (forms.FileField, "required", "Select {answer}"),
    (forms.FileField, "missing", "Select {answer}"),
    (forms.FileField, "empty", "The selected file is empty"),
    (forms.FileField, "max_length", "The file’s name must be %(max)d characters or fewer"),
    (forms.BooleanField, "required", "Tick “{label}” to continue"),
    (forms.ModelMultipleChoiceField, "required", "Select {answer}"),
    (forms.ModelMultipleChoiceField, "invalid_choice", "Select {answer} from the list"),
    (forms.ModelMultipleChoiceField, "invalid_pk_value", "Select {answer} from the list"),
    (forms.ModelChoiceField, "required", "Select {answer}"),
    (forms.ModelChoiceField, "invalid_choice", "Select {answer} from the list"),
    (forms.ChoiceField, "required", "Select {answer}"),
    (forms.ChoiceField, "invalid_choice", "Select {answer} from the list"),
    (forms.EmailField, "invalid", "Enter an email address in the correct format, like name@example.com"),
    (forms.URLField, "invalid", "Enter a web address in the correct format, like https://www.example.com"),
    (forms.DecimalField, "invalid", "{Name} must be a number"),
    (forms.IntegerField, "invalid", "{Name} must be a whole number"),
    (forms.IntegerField, "min_value", "{Name} must be %(limit_value)s or more"),
    (forms.IntegerField, "max_value", "{Name} must be %(limit_value)s or less"),
    (forms.CharField, "max_length", "{Name} must be %(limit_value)d characters or fewer"),
    (forms.CharField, "min_length", "{Name} must be %(limit_value)d characters or more"),
    (forms.Field, "required", "Enter {answer}"),
]


def speak(field: forms.Field, name: str) -> None:
    """Give a field GOV.UK error messages, leaving alone any that its author wrote."""
    if isinstance(field, DateField | LongTextField):
        field.name = field.name or name
        name = field.name
    question = f"answer to “{_asked(str(field.label or ''))}”"
    spoken = name or f"your {question}"
    words_for = {
        "answer": with_article(name) if name else f"an {question}",
        "Name": f"{spoken[:1].upper()}{spoken[1:]}",
        "label": str(field.label or spoken),
    }
    written = _written_by_author(field)
    for type_, code, words in _WORDS:
        if isinstance(field, type_) and code not in written:
            written.add(code)
            # Django fills some messages in with %, so a % in a label must survive that.
            filled_in = "%(" in words or code in {"invalid_choice", "invalid_pk_value"}
            field.error_messages[code] = words.format_map(
                {key: word.replace("%", "%%") if filled_in else word for key, word in words_for.items()}
            )


def _written_by_author(field: forms.Field) -> set[str]:
    """The kinds of error whose message is not one of Django's own defaults."""
    defaults: dict[str, set[str]] = {}
    for type_ in type(field).__mro__:
        if type_.__module__.startswith("django."):
            for code, words in getattr(type_, "default_error_messages", {}).items():
                defaults.setdefault(code, set()).add(str(words))
    return {code for code, words in field.error_messages.items() if str(words) not in defaults.get(code, set())}
