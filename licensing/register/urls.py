"""The addresses of the register."""

from django.urls import path

from licensing.register import views

urlpatterns = [
    path("register/", views.Register.as_view(), name="register"),
    path("register/file/", views.RegisterFile.as_view(), name="register_file"),
    path("register/employer/<str:key>/", views.EmployerShow.as_view(), name="employer"),
    path("register/employer/<str:key>/guidance/", views.EmployerGuidance.as_view(), name="employer_guidance"),
    path("register/employer/<str:key>/change/", views.EmployerChange.as_view(), name="employer_change"),
    path("register/employer/<str:key>/merge/", views.EmployerMerge.as_view(), name="employer_merge"),
    path("register/organiser/<str:key>/", views.OrganiserShow.as_view(), name="organiser"),
    path("register/organiser/<str:key>/guidance/", views.OrganiserGuidance.as_view(), name="organiser_guidance"),
    path("register/approved/<str:key>/", views.ApprovedOrganiserShow.as_view(), name="approved_organiser"),
    path(
        "register/approved/<str:key>/guidance/",
        views.ApprovedOrganiserGuidance.as_view(),
        name="approved_organiser_guidance",
    ),
]
