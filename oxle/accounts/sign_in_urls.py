"""The addresses of signing in, by the names that allauth gives them; those not listed do not exist (no sign-up)."""

from allauth.account import views as account
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path, re_path

from oxle.accounts import directory, sign_in_views

urlpatterns = [
    path("login/", sign_in_views.SignIn.as_view(), name="account_login"),
    path("login/passkey/", sign_in_views.SignInWithPasskey.as_view(), name="mfa_login_webauthn"),
    path("login/second-factor/", sign_in_views.SecondFactor.as_view(), name="mfa_authenticate"),
    path("login/with/<slug:provider_id>/", directory.begin, name="openid_connect_login"),
    path("login/with/<slug:provider_id>/back/", directory.callback, name="openid_connect_callback"),
    path("logout/", account.logout, name="account_logout"),
    path("password/forgotten/", sign_in_views.Forgotten.as_view(), name="account_reset_password"),
    path("password/forgotten/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        sign_in_views.ChooseNew.as_view(),
        name="account_reset_password_from_key",
    ),
    path("password/new/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("password/change/", sign_in_views.ChangePassword.as_view(), name="account_change_password"),
    path("password/set/", sign_in_views.SetPassword.as_view(), name="account_set_password"),
    path("confirm/", sign_in_views.ConfirmPassword.as_view(), name="account_reauthenticate"),
    path("confirm/code/", sign_in_views.ConfirmCode.as_view(), name="mfa_reauthenticate"),
    path("confirm/passkey/", sign_in_views.ConfirmPasskey.as_view(), name="mfa_reauthenticate_webauthn"),
    path("ways/", sign_in_views.WaysToSignIn.as_view(), name="mfa_index"),
    path("ways/app/", sign_in_views.SetUpApp.as_view(), name="mfa_activate_totp"),
    path("ways/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("ways/passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("ways/passkeys/add/", sign_in_views.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("ways/passkeys/<int:pk>/rename/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("ways/passkeys/<int:pk>/remove/", sign_in_views.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("ways/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("ways/codes/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("ways/codes/download/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
]
