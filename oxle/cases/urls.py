"""The addresses of cases: my work, the case page, steps, the inbox, disposal, a school's home; and each duty's own."""

from django.urls import include, path

from oxle.cases import duties
from oxle.cases.disposable import CASE, CHILD, MESSAGE, Disposable
from oxle.cases.views import (
    agreed,
    allocating,
    case,
    casework,
    challenging,
    disposal,
    holding,
    inbox,
    listing,
    mash,
    portal,
    redrafting,
    steps,
    taking_back,
    told,
    work,
)


def about_keeping(record: str, kind: Disposable) -> list:
    """The pages about keeping a record: legal holds, and the decisions to keep or destroy it."""
    pages = {
        "hold/": (holding.HoldPut, "hold"),
        "hold/<int:number>/lift/": (holding.HoldLift, "hold_lift"),
        "disposal/": (disposal.DisposalShow, "disposal"),
        "disposal/keep/": (disposal.DisposalKeep, "disposal_keep"),
        "disposal/propose/": (disposal.DisposalPropose, "disposal_propose"),
        "disposal/agree/": (disposal.DisposalAgree, "disposal_agree"),
        "disposal/refuse/": (disposal.DisposalRefuse, "disposal_refuse"),
    }
    return [
        path(f"{record}/<str:key>/{address}", page.as_view(kind=kind), name=kind.page(name))
        for address, (page, name) in pages.items()
    ]


app_name = "cases"
urlpatterns = [
    path("work/", work.MyWork.as_view(), name="work"),
    path("work/queue/", work.Queue.as_view(), name="queue"),
    path("work/queue/allocate/", allocating.AllocateSeveral.as_view(), name="allocate_several"),
    path("work/waiting/", work.Waiting.as_view(), name="waiting"),
    path("work/changed/", work.Changed.as_view(), name="changed"),
    path("team/", work.Team.as_view(), name="team"),
    path("challenges/", challenging.ChallengeRegister.as_view(), name="challenges"),
    path("challenges/<str:key>/", challenging.ChallengesOfSchool.as_view(), name="challenges_of"),
    path("portal/", portal.PortalHome.as_view(), name="portal"),
    path("told/proved/", told.Proved.as_view(), name="told_proved"),
    path("told/address/<str:secret>/", told.Address.as_view(), name="told_address"),
    path("inbox/", inbox.Inbox.as_view(), name="inbox"),
    path("inbox/enter/", inbox.MessageEnter.as_view(), name="message_enter"),
    path("inbox/<str:key>/", inbox.MessageShow.as_view(), name="message"),
    path("inbox/<str:key>/link/", inbox.MessageLink.as_view(), name="message_link"),
    path("inbox/<str:key>/unlink/", inbox.MessageUnlink.as_view(), name="message_unlink"),
    path("inbox/<str:key>/answer/", inbox.MessageAnswer.as_view(), name="message_answer"),
    path("inbox/<str:key>/send-back/", inbox.MessageSendBack.as_view(), name="message_send_back"),
    path("inbox/<str:key>/files/<str:file>/", inbox.MessageFile.as_view(), name="message_file"),
    path("cases/", listing.CaseList.as_view(), name="list"),
    path("cases/<str:key>/", case.CaseOverview.as_view(), name="case"),
    path("cases/<str:key>/timeline/", case.CaseTimeline.as_view(), name="timeline"),
    path("cases/<str:key>/papers/", case.CasePapers.as_view(), name="papers"),
    path("cases/<str:key>/letters/again/", redrafting.LetterDraftAgain.as_view(), name="draft_again"),
    path("cases/<str:key>/documents/<str:document>/", case.CaseDocumentDownload.as_view(), name="document"),
    path("cases/<str:key>/dates/<str:clock>/<int:order>/", case.WhyThisDate.as_view(), name="why"),
    path("cases/<str:key>/steps/<str:step>/", steps.StepTake.as_view(), name="step"),
    path("cases/<str:key>/events/<int:order>/correct/", steps.StepCorrect.as_view(), name="correct"),
    path("cases/<str:key>/events/<int:order>/take-back/", taking_back.EntryTakeBack.as_view(), name="take_back_entry"),
    path("cases/<str:key>/take-back/", taking_back.ClosingTakeBack.as_view(), name="take_back"),
    path("cases/<str:key>/notes/add/", casework.NoteWrite.as_view(), name="note"),
    path("cases/<str:key>/visits/add/", casework.VisitRecord.as_view(), name="visit"),
    path("cases/<str:key>/actions/add/", agreed.ActionAgree.as_view(), name="agree"),
    path("cases/<str:key>/actions/<slug:action>/settle/", agreed.ActionSettle.as_view(), name="settle"),
    path("cases/<str:key>/attach/", casework.DocumentAttach.as_view(), name="attach"),
    path("cases/<str:key>/mash/add/", mash.MashRefer.as_view(), name="mash"),
    path("cases/<str:key>/mash/<int:number>/", mash.MashShow.as_view(), name="mash_contact"),
    path("cases/<str:key>/mash/<int:number>/decision/", mash.MashAnswer.as_view(), name="mash_answer"),
    path("cases/<str:key>/mash/<int:number>/told/", mash.MashTold.as_view(), name="mash_told"),
    path("cases/<str:key>/allocate/", casework.CaseAllocate.as_view(), name="allocate"),
    path("cases/<str:key>/hand-over/", casework.CaseHandOver.as_view(), name="hand_over"),
    *about_keeping("cases", CASE),
    *about_keeping("inbox", MESSAGE),
    *about_keeping("pupils", CHILD),
    path("disposals/", disposal.DisposalsToReview.as_view(), name="disposals"),
    path("disposals/messages/", disposal.MessagesToReview.as_view(), name="message_disposals"),
    path("disposals/children/", disposal.ChildrenToReview.as_view(), name="child_disposals"),
    path("disposals/to-agree/", disposal.DisposalsToAgree.as_view(), name="disposals_to_agree"),
    path("disposals/certificates/", disposal.Certificates.as_view(), name="certificates"),
    path("disposals/certificates/<str:key>/", disposal.CertificateShow.as_view(), name="certificate"),
]


def duty_urls() -> list:
    """Each installed duty's addresses, under its key."""
    return [path(f"{duty.key}/", include((list(duty.urls), duty.key))) for duty in duties.duties() if duty.urls]
