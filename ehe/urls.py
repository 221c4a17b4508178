"""Every address of the home education duty."""

from django.urls import path

from ehe import form_views, officer_views, school_views
from oxle.cases.views.telling import pages

urlpatterns = [
    path("open/<slug:key>/", officer_views.Open.as_view(), name="open"),
    path("exit-form/<str:key>/", officer_views.ExitFormRead.as_view(), name="exit_form_read"),
    path("sent/<str:key>/", school_views.Sent.as_view(), name="sent"),
    path("sent/<str:key>/exit-form/", form_views.Fill.as_view(), name="exit_form"),
    path("sent/<str:key>/answer/", school_views.Answer.as_view(), name="answer"),
    *pages(
        school_views.Notice,
        school_views.NoticeEntered,
        namespace=school_views.NAMESPACE,
        tells="Tell us that a pupil is to be educated at home",
        enters="Enter for a school that a pupil is educated at home",
        chooses="Which school tells of it?",
        also_left=True,
    ),
]
