"""The forms of signing in, in the service's words; what they check is allauth's."""

from hashlib import sha256
from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.mfa.adapter import get_adapter as mfa_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.cache import cache
from django.http import HttpRequest

from oxle.core.forms import helper, name_from, speak

LENGTH = "At least 12 characters. Three random words make a good one. Passwords that many people use are refused."

# Seconds for which a code that has been used must be refused: as long as it could otherwise be used again.
USED_FOR = 120


class InOurWords:
    """Labels, hints and messages the GOV.UK way on a form whose fields are allauth's."""

    words: dict[str, tuple[str, str]] = {}
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.helper = helper()
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            label, hint = self.words.get(name, (field.label, ""))
            field.label, field.help_text = label, hint
            if not isinstance(field.widget, forms.HiddenInput):
                speak(field, name_from(f"your {label[:1].lower()}{label[1:]}"))


class SignInForm(InOurWords, account.LoginForm):
    """E-mail address and password."""

    words = {"login": ("Email address", ""), "password": ("Password", "")}


class ForgottenForm(InOurWords, account.ResetPasswordForm):
    """Ask for a link to choose a new password."""

    words = {"email": ("Email address", "")}

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Send the link, or word that there is nobody to send one to: both cases take as long."""
        if self.users:
            return super().save(request, **kwargs)
        get_adapter(request).send_mail_to_nobody(self.cleaned_data["email"])
        return self.cleaned_data["email"]


class NewPasswordForm(InOurWords, account.ResetPasswordKeyForm):
    """Choose a new password, from the link."""

    words = {"password1": ("New password", LENGTH), "password2": ("New password again", "")}


class ChangePasswordForm(InOurWords, account.ChangePasswordForm):
    """Change the password one knows."""

    words = {
        "oldpassword": ("Current password", ""),
        "password1": ("New password", LENGTH),
        "password2": ("New password again", ""),
    }


class FirstPasswordForm(InOurWords, account.SetPasswordForm):
    """Set a password where there was none."""

    words = {"password1": ("Password", LENGTH), "password2": ("Password again", "")}


class ConfirmPasswordForm(InOurWords, account.ReauthenticateForm):
    """Give the password again before something important."""

    words = {"password": ("Password", "")}


class _Code(InOurWords):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["class"] = "govuk-input--width-10 govuk-input--extra-letter-spacing"


class _OnceOnly(_Code):
    """allauth remembers a used code for half a minute, but with the tolerance one is good for longer than that."""

    def clean_code(self) -> str:
        code = super().clean_code()
        digest = sha256(f"{self.user.pk} {''.join(code.split())}".encode()).hexdigest()
        if not cache.add(f"code used {digest}".replace(" ", "-"), True, timeout=USED_FOR):
            raise mfa_adapter().validation_error("incorrect_code")
        return code


class CodeForm(_OnceOnly, mfa.AuthenticateForm):
    """The code of the authenticator app, or a recovery code, on the way in."""

    words = {"code": ("Code", "The 6 digits in your authenticator app, or one of your recovery codes")}


class ConfirmCodeForm(_OnceOnly, mfa.ReauthenticateForm):
    """A code again before something important."""

    words = {"code": ("Code", "The 6 digits in your authenticator app, or one of your recovery codes")}


class FirstCodeForm(_Code, totp.ActivateTOTPForm):
    """The first code of a new authenticator app, which proves that it is set up."""

    words = {"code": ("Code", "The 6 digits that the app shows now")}


class AddPasskeyForm(InOurWords, webauthn.AddWebAuthnForm):
    """A new passkey. It is always one that can sign in by itself, so it always asks for a finger, a face or a PIN."""

    words = {"name": ("Name of this passkey", "So that you can tell it from others: for example, work laptop")}
    passwordless = None

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["passwordless"] = True
        return super().clean()


class RenamePasskeyForm(InOurWords, webauthn.EditWebAuthnForm):
    """Another name for a passkey."""

    words = {"name": ("Name of this passkey", "")}
