"""The addresses of chaperones."""

from django.urls import path

from licensing.chaperones import views

urlpatterns = [
    path("chaperones/", views.ChaperoneList.as_view(), name="chaperones"),
    path("chaperones/apply/", views.ChaperoneApply.as_view(), name="chaperone_apply"),
    path("chaperones/<str:key>/papers/<slug:which>/", views.PaperDownload.as_view(), name="chaperone_paper"),
    path("chaperones/certificates/<str:key>/", views.CertificateDownload.as_view(), name="certificate_copy"),
    path("chaperone/<str:number>/<str:secret>/", views.ChaperoneValidity.as_view(), name="chaperone_validity"),
]
