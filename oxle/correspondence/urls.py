"""The addresses of letters and of the outbox, under /letters/."""

from django.urls import path

from oxle.correspondence.views import letter, lists, outbox, returning

app_name = "correspondence"
urlpatterns = [
    path("", lists.LettersToPost.as_view(), name="to_post"),
    path("to-release/", lists.LettersToRelease.as_view(), name="to_release"),
    path("being-made/", lists.LettersBeingMade.as_view(), name="being_made"),
    path("sent/", lists.LettersSent.as_view(), name="sent"),
    path("print/", lists.LettersPrint.as_view(), name="print"),
    path("posted/", lists.LettersPosted.as_view(), name="posted"),
    path("outbox/", outbox.OutboxPage.as_view(), name="outbox"),
    path("outbox/held/<str:key>/", outbox.BrakePage.as_view(), name="brake"),
    path("outbox/message/<str:key>/again/", outbox.MessageAgain.as_view(), name="message_again"),
    path("<str:key>/", letter.LetterPage.as_view(), name="letter"),
    path("<str:key>/text/", letter.LetterText.as_view(), name="letter_text"),
    path("<str:key>/pdf/", letter.LetterPdf.as_view(), name="letter_pdf"),
    path("<str:key>/edit/", letter.LetterEdit.as_view(), name="letter_edit"),
    path("<str:key>/release/", letter.LetterRelease.as_view(), name="letter_release"),
    path("<str:key>/withdraw/", letter.LetterWithdraw.as_view(), name="letter_withdraw"),
    path("<str:key>/all-the-same/", letter.LetterAllTheSame.as_view(), name="letter_all_the_same"),
    path("<str:key>/record-sent/", letter.LetterSent.as_view(), name="letter_sent"),
    path("<str:key>/correct-sent/", letter.LetterCorrect.as_view(), name="letter_correct"),
    path("<str:key>/came-back/", returning.LetterReturned.as_view(), name="letter_returned"),
    path("<str:key>/did-not-come-back/", returning.LetterNotReturned.as_view(), name="letter_not_returned"),
    path("<str:key>/again/", letter.LetterTryAgain.as_view(), name="letter_again"),
]
