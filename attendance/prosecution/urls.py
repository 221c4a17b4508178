"""The addresses of prosecutions, under /attendance/."""

from django.urls import path

from attendance.prosecution import legal_views, paper_views, statement_views

ON = "prosecutions/<str:key>"
STATEMENT = f"{ON}/statements/<str:statement>"

urlpatterns = [
    path("legal/", legal_views.LegalHome.as_view(), name="legal"),
    path(f"{ON}/", paper_views.Papers.as_view(), name="papers"),
    path(f"{ON}/charge/", legal_views.ChargeSet.as_view(), name="charge"),
    path(f"{ON}/considered/", legal_views.ConsiderBeforeRelease.as_view(), name="consider_release"),
    path(f"{ON}/release/", legal_views.ReleasePapers.as_view(), name="release"),
    path(f"{ON}/commence/", legal_views.CommenceChoose.as_view(), name="commence"),
    path(f"{ON}/commence/<str:method>/", legal_views.Commence.as_view(), name="commence_by"),
    path(f"{ON}/statements/", statement_views.Statements.as_view(), name="statements"),
    path(f"{ON}/statements/write/", statement_views.StatementWrite.as_view(), name="statement_write"),
    path(f"{STATEMENT}/change/", statement_views.StatementChange.as_view(), name="statement_change"),
    path(f"{STATEMENT}/sign/", statement_views.StatementSign.as_view(), name="statement_sign"),
    path(f"{STATEMENT}/refuse/", statement_views.StatementRefuse.as_view(), name="statement_refuse"),
    path(f"{STATEMENT}/leave-out/", statement_views.StatementDrop.as_view(), name="statement_drop"),
    path(f"{STATEMENT}/again/", statement_views.StatementAgain.as_view(), name="statement_again"),
    path(f"{STATEMENT}/pdf/", statement_views.StatementPdf.as_view(), name="statement_pdf"),
    path(f"{ON}/certificate/", paper_views.CertificatePage.as_view(), name="certificate"),
    path(f"{ON}/certificate/make/", paper_views.CertificateMake.as_view(), name="certificate_make"),
    path(f"{ON}/certificate/sign/", paper_views.CertificateSign.as_view(), name="certificate_sign"),
    path(f"{ON}/certificate/pdf/", paper_views.CertificatePdf.as_view(), name="certificate_pdf"),
    path(f"{ON}/exhibits/", paper_views.Exhibits.as_view(), name="exhibits"),
    path(f"{ON}/exhibits/add/", paper_views.ExhibitAdd.as_view(), name="exhibit_add"),
    path(f"{ON}/exhibits/<str:exhibit>/take-out/", paper_views.ExhibitRemove.as_view(), name="exhibit_remove"),
    path(f"{ON}/unused/", paper_views.Schedule.as_view(), name="schedule"),
    path(f"{ON}/unused/add/", paper_views.UnusedAdd.as_view(), name="unused_add"),
    path(f"{ON}/unused/none/", paper_views.UnusedNone.as_view(), name="unused_none"),
    path(f"{ON}/unused/<int:number>/disclose/", paper_views.UnusedDisclose.as_view(), name="unused_disclose"),
    path(f"{ON}/bundles/", paper_views.Bundles.as_view(), name="bundles"),
    path(f"{ON}/bundles/make/", paper_views.BundleMake.as_view(), name="bundle_make"),
]
