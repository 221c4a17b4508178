"""Every address of the exclusions duty."""

from django.urls import include, path

from exclusions.census.views import CensusFile, CensusPage
from exclusions.first_days.views import WithoutList
from exclusions.governors.views import Cancel
from exclusions.permanent import notice_views as views
from oxle.cases.views.telling import pages

urlpatterns = [
    path("census/", CensusPage.as_view(), name="census"),
    path("census/<slug:starts_on>/", CensusFile.as_view(), name="census_file"),
    path("first-days/", WithoutList.as_view(), name="first_days"),
    path("funding/", include("exclusions.funding.urls")),
    path("fair-access/", include("exclusions.fair_access.urls")),
    path("governors/", include("exclusions.governors.urls")),
    path("managed-moves/", include("exclusions.managed_moves.urls")),
    path("off-site/", include("exclusions.off_site.urls")),
    path("panel-referrals/", include("exclusions.panel_referrals.urls")),
    path("provider-referrals/", include("exclusions.unit_referrals.urls")),
    path("separation/", include("exclusions.separation.urls")),
    path("suspensions/", include("exclusions.suspensions.urls")),
    path(
        "permanent/",
        include(
            [
                path("sent/<str:key>/", views.Sent.as_view(), name="sent"),
                path("sent/<str:key>/letter/", views.HeadLetter.as_view(), name="head_letter"),
                path("sent/<str:key>/letter/file/", views.LetterFile.as_view(), name="letter_file"),
                path("sent/<str:key>/letter/attach/", views.AttachLetter.as_view(), name="attach_letter"),
                path("letter/<str:key>/", views.AttachLetterEntered.as_view(), name="enter_letter"),
                path("sent/<str:key>/told/<slug:step>/", views.ToldSince.as_view(), name="told_since"),
                path("sent/<str:key>/cancel/", Cancel.as_view(), name="cancel"),
                path("sent/<str:key>/answer/", views.Answer.as_view(), name="answer"),
                *pages(
                    views.Notice,
                    views.NoticeEntered,
                    namespace="exclusions",
                    tells="Tell us about a permanent exclusion",
                    enters="Enter a permanent exclusion for a school",
                    chooses="Which school has excluded the pupil?",
                    also_left=True,
                ),
            ]
        ),
    ),
]
