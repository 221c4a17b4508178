"""The addresses of children’s work."""

from django.urls import path

from licensing.work.enquiries import views as enquiries
from licensing.work.permits import public_views
from licensing.work.permits import views as permits

urlpatterns = [
    path("work/permits/", permits.PermitList.as_view(), name="permits"),
    path("work/permits/apply/<str:key>/", permits.PermitApply.as_view(), name="permit_apply"),
    path("permit/<str:number>/<str:secret>/", public_views.PermitValidity.as_view(), name="permit_validity"),
    path("work/enquiries/", enquiries.EnquiryList.as_view(), name="enquiries"),
    path("work/enquiries/open/", enquiries.EnquiryOpen.as_view(), name="enquiry_open"),
    path("work/enquiries/child/<str:key>/", enquiries.EnquiryOfChild.as_view(), name="enquiry_of_child"),
    path("work/enquiries/child/<str:key>/name/", enquiries.EnquiryNameChild.as_view(), name="enquiry_name_child"),
    path("work/enquiries/from/<str:key>/", enquiries.EnquiryFromMessage.as_view(), name="enquiry_from"),
    path("work/enquiries/accept/<str:key>/", enquiries.EnquiryAccept.as_view(), name="enquiry_accept"),
]
