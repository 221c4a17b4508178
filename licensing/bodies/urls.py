"""The addresses of approved organisations."""

from django.urls import path

from licensing.bodies import views

urlpatterns = [
    path("bodies/", views.BodyList.as_view(), name="bodies"),
    path("bodies/apply/", views.BodyApply.as_view(), name="body_apply"),
    path("bodies/<str:key>/papers/<slug:which>/", views.BodyPaper.as_view(), name="body_paper"),
    path("body/<str:number>/<str:secret>/", views.BodyValidity.as_view(), name="body_validity"),
]
