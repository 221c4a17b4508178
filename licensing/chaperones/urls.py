"""The addresses of chaperones."""

from django.urls import path

from licensing.chaperones import views
from licensing.chaperones.references import views as references

urlpatterns = [
    path("chaperones/", views.ChaperoneList.as_view(), name="chaperones"),
    path("chaperones/apply/", views.ChaperoneApply.as_view(), name="chaperone_apply"),
    path("chaperones/<str:key>/papers/<slug:which>/", views.PaperDownload.as_view(), name="chaperone_paper"),
    path("chaperones/certificates/<str:key>/", views.CertificateDownload.as_view(), name="certificate_copy"),
    path("reference/", references.Reference.as_view(), name="reference"),
    path("reference/sent/", references.ReferenceSent.as_view(), name="reference_sent"),
    path("reference/link/<str:secret>/", references.ReferenceLink.as_view(), name="reference_link"),
    path("chaperone/<str:number>/<str:secret>/", views.ChaperoneValidity.as_view(), name="chaperone_validity"),
]
