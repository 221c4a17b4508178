"""Every address of children missing education."""

from django.urls import path

from cme import (
    asking_views,
    entering_views,
    from_anybody,
    list_views,
    public_views,
    return_views,
    transfer_views,
    unlisted_views,
    views,
)
from oxle.cases.views import unlisted
from oxle.cases.views.telling import pages

urlpatterns = [
    path("", list_views.MissingList.as_view(), name="list"),
    path("file/", list_views.MissingFile.as_view(), name="file"),
    path("assurance/", list_views.Assurance.as_view(), name="assurance"),
    path("assurance/file/", list_views.AssuranceFile.as_view(), name="assurance_file"),
    path("tell-us/", public_views.TellUs.as_view(), name="tell_us"),
    path("tell-us/form/", public_views.TellUsForm.as_view(), name="tell_us_form"),
    path("tell-us/sent/<str:key>/", public_views.TellUsSent.as_view(), name="tell_us_sent"),
    path("told/<str:message>/", from_anybody.Told.as_view(), name="told"),
    path("told/<str:message>/<str:key>/", from_anybody.OpenTold.as_view(), name="open_told"),
    path("sent/<str:key>/", views.Sent.as_view(), name="sent"),
    path("sent/<str:key>/answer/", views.Answer.as_view(), name="answer"),
    path("sent/<str:key>/delete/", asking_views.AskDelete.as_view(), name="ask_delete"),
    path("pupils/<str:child>/may-delete/", asking_views.MayDelete.as_view(), name="may_delete"),
    path("open/<str:key>/", views.Open.as_view(), name="open"),
    path("hand-overs/<str:key>/accept/", views.HandOverAccept.as_view(), name="accept_hand_over"),
    path("cases/<str:key>/enquiries/add/", views.EnquiryRecord.as_view(), name="enquiry"),
    path("cases/<str:key>/authorities/add/", views.AuthorityAsk.as_view(), name="ask_authority"),
    path("cases/<str:key>/may-delete/", asking_views.AskForSchool.as_view(), name="ask_for_school"),
    path("authorities/<str:key>/", views.AuthorityAnswer.as_view(), name="authority"),
    path("cases/<str:key>/s2s/", transfer_views.Transfers.as_view(), name="transfers"),
    path("cases/<str:key>/s2s/search/", transfer_views.SearchRecord.as_view(), name="search"),
    path("cases/<str:key>/s2s/make/", transfer_views.TransferExport.as_view(), name="export"),
    path("cases/<str:key>/s2s/read/", transfer_views.TransferImport.as_view(), name="import"),
    path("s2s/<str:key>/", transfer_views.TransferFilePage.as_view(), name="transfer_file"),
    path("s2s/<str:key>/file/", transfer_views.TransferDownload.as_view(), name="transfer_download"),
    path("returns/", return_views.Returns.as_view(), name="returns"),
    path("returns/mine/", return_views.MyReturns.as_view(), name="my_returns"),
    path("returns/new-pupil/", return_views.NewPupilTell.as_view(), name="new_pupil"),
    path("returns/deletion/", return_views.DeletionTell.as_view(), name="deletion"),
    path(
        "returns/new-pupil/enter/<str:message>/",
        entering_views.ReturnSchool.as_view(goes_to="enter_new_pupil"),
        name="new_pupil_from",
    ),
    path(
        "returns/new-pupil/enter/<str:message>/<str:school>/",
        entering_views.NewPupilEntered.as_view(),
        name="enter_new_pupil",
    ),
    path(
        "returns/deletion/enter/<str:message>/",
        entering_views.ReturnSchool.as_view(goes_to="enter_deletion"),
        name="deletion_from",
    ),
    path(
        "returns/deletion/enter/<str:message>/<str:school>/",
        entering_views.DeletionEntered.as_view(),
        name="enter_deletion",
    ),
    path("returns/<str:key>/answer/", return_views.DeletionAnswer.as_view(), name="deletion_answer"),
    path("returns/<str:key>/letter/", return_views.DeletionLetter.as_view(), name="deletion_letter"),
    path("returns/<str:key>/letter/file/", return_views.DeletionFile.as_view(), name="deletion_file"),
    path("returns/<str:key>/match/", return_views.ReturnMatch.as_view(), name="match"),
    path("grounds/", return_views.Grounds.as_view(), name="grounds"),
    path("grounds/<str:ground>/", return_views.GroundConfirm.as_view(), name="ground"),
    path("requests/", return_views.Requests.as_view(), name="requests"),
    path("requests/add/", return_views.RequestEnter.as_view(), name="request_add"),
    path("requests/<str:key>/", return_views.RequestAnswer.as_view(), name="request"),
    *unlisted.pages(
        unlisted_views.Unlisted, unlisted_views.UnlistedSent, unlisted_views.Identify, unlisted_views.IdentifyAs
    ),
    *pages(
        views.Notice,
        views.NoticeEntered,
        namespace="cme",
        tells="Tell us of a child who is missing",
        enters="Enter a missing child for a school",
        chooses="Which school tells of the child?",
        also_left=True,
        unlisted="unlisted",
    ),
]
