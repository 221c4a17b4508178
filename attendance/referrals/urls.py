"""The addresses of referrals, under /attendance/."""

from django.urls import path

from attendance.referrals import (
    handed_over_views,
    identify_views,
    officer_views,
    parent_views,
    pupil_views,
    school_views,
    sending_views,
)

urlpatterns = [
    path("refer/", pupil_views.PupilSearch.as_view(), name="begin"),
    path("refer/found/<str:search>/", pupil_views.PupilsFound.as_view(), name="found"),
    path("refer/unlisted/", pupil_views.PupilUnlisted.as_view(), name="unlisted"),
    path("enter/<str:message>/", pupil_views.ReferralEnterSchool.as_view(), name="enter"),
    path("enter/<str:message>/<str:school>/", pupil_views.PupilSearchEntered.as_view(), name="enter_begin"),
    path(
        "enter/<str:message>/<str:school>/found/<str:search>/",
        pupil_views.PupilsFoundEntered.as_view(),
        name="enter_found",
    ),
    path(
        "enter/<str:message>/<str:school>/unlisted/",
        pupil_views.PupilUnlistedEntered.as_view(),
        name="enter_unlisted",
    ),
    path("hand-overs/<str:key>/accept/", handed_over_views.HandOverAccept.as_view(), name="accept_hand_over"),
    path("identify/<str:key>/", identify_views.Identify.as_view(), name="identify"),
    path("identify/<str:key>/return/", identify_views.IdentifyReturn.as_view(), name="identify_return"),
    path("identify/<str:key>/as/<str:who>/", identify_views.IdentifyAs.as_view(), name="identify_as"),
    path("referrals/<str:key>/", school_views.DraftTasks.as_view(), name="draft"),
    path("referrals/<str:key>/check/", sending_views.DraftCheck.as_view(), name="check"),
    path("referrals/<str:key>/sent/", sending_views.DraftSent.as_view(), name="sent"),
    path("referrals/<str:key>/discard/", sending_views.DraftDiscard.as_view(), name="discard"),
    path("referrals/<str:key>/evidence/", school_views.DraftEvidence.as_view(), name="evidence"),
    path("referrals/<str:key>/files/<str:file>/", school_views.DraftFilePage.as_view(), name="draft_file"),
    path("referrals/<str:key>/parents/add/", school_views.DraftParent.as_view(), name="parent_add"),
    path("referrals/<str:key>/parents/<str:parent>/", school_views.DraftParent.as_view(), name="parent"),
    path(
        "referrals/<str:key>/parents/<str:parent>/remove/",
        school_views.DraftParentRemove.as_view(),
        name="parent_remove",
    ),
    path("referrals/<str:key>/<str:section>/", school_views.DraftSection.as_view(), name="section"),
    path("cases/<str:key>/decide/", officer_views.Decide.as_view(), name="decide"),
    path("cases/<str:key>/accept/", officer_views.Accept.as_view(), name="accept"),
    path("cases/<str:key>/return/", officer_views.Return.as_view(), name="return"),
    path("cases/<str:key>/reject/", officer_views.Reject.as_view(), name="reject"),
    path("cases/<str:key>/answer/", officer_views.SchoolAnswer.as_view(), name="answer"),
    path("cases/<str:key>/register/", officer_views.RegisterAdd.as_view(), name="add_register"),
    path("cases/<str:key>/parents/add/", parent_views.ParentAdd.as_view(), name="add_parent"),
    path("cases/<str:key>/consider/<str:moment>/", officer_views.Consider.as_view(), name="consider"),
]
