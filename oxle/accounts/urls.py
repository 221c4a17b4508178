"""The addresses of people, organisations, roles and one's own account."""

from django.conf import settings
from django.urls import path

from oxle.accounts import account_views, views

app_name = "accounts"
urlpatterns = [
    path("users/", views.UserList.as_view(), name="users"),
    path("users/invite/", views.Invite.as_view(), name="invite"),
    path("users/<slug:key>/", views.UserPage.as_view(), name="user"),
    path("users/<slug:key>/details/", views.ChangeDetails.as_view(), name="change_details"),
    path("users/<slug:key>/roles/give/", views.GiveRole.as_view(), name="give_role"),
    path("users/<slug:key>/roles/<slug:organisation>/<slug:role>/end/", views.EndRole.as_view(), name="end_role"),
    path("users/<slug:key>/deactivate/", views.Deactivate.as_view(), name="deactivate"),
    path("users/<slug:key>/reactivate/", views.Reactivate.as_view(), name="reactivate"),
    path("users/<slug:key>/invite-again/", views.InviteAgain.as_view(), name="invite_again"),
    path("users/<slug:key>/second-factor/", views.RemoveSecondFactor.as_view(), name="remove_second_factor"),
    path("organisations/", views.OrganisationList.as_view(), name="organisations"),
    path("organisations/add/", views.OrganisationAdd.as_view(), name="add_organisation"),
    path("organisations/<slug:key>/", views.OrganisationPage.as_view(), name="organisation"),
    path("organisations/<slug:key>/telephone/", views.TeamPhone.as_view(), name="team_phone"),
    path("organisations/<slug:key>/attest/", views.AttestOrganisation.as_view(), name="attest_organisation"),
    path("roles/", views.RoleList.as_view(), name="roles"),
    path("account/", account_views.Account.as_view(), name="account"),
    path("account/details/", account_views.ChangeOwnDetails.as_view(), name="change_own_details"),
    path("account/sessions/<slug:digest>/end/", account_views.EndSession.as_view(), name="end_session"),
    path("account/keep-alive/", account_views.KeepAlive.as_view(), name="keep_alive"),
    path("invitation/<str:secret>/", account_views.AcceptInvitation.as_view(), name="accept_invitation"),
    path("no-access/", account_views.NoAccess.as_view(), name="no_access"),
]
if settings.DEMO:
    urlpatterns.append(path("demo/sign-in/", account_views.DemoSignIn.as_view(), name="demo_sign_in"))
