"""The addresses of the audit's pages."""

from django.urls import path

from oxle.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.ChangeList.as_view(), name="changes"),
    path("sights/", views.SightList.as_view(), name="sights"),
    path("seals/", views.SealList.as_view(), name="seals"),
    path("unusual/", views.UnusualList.as_view(), name="unusual"),
    path("unusual/<str:key>/", views.UnusualPage.as_view(), name="unusual_page"),
    path("unusual/<str:key>/review/", views.UnusualReview.as_view(), name="unusual_review"),
]
