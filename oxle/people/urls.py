"""Addresses of the pages about children and adults. None holds a name: records are at random keys."""

from django.urls import path

from oxle.people.views import access, children, family, merging, places, school_life, searching

app_name = "people"
urlpatterns = [
    path("search/<slug:key>/", searching.SearchResults.as_view(), name="results"),
    path("pupils/", searching.PupilsHome.as_view(), name="home"),
    path("pupils/add/", children.ChildAdd.as_view(), name="add_child"),
    path("pupils/opened/", access.GlassList.as_view(), name="glass_list"),
    path("pupils/opened/<slug:key>/review/", access.GlassReview.as_view(), name="glass_review"),
    path("pupils/restricted/<slug:key>/", access.GlassBreak.as_view(), name="break_glass"),
    path("pupils/merges/<slug:key>/", merging.MergePage.as_view(), name="merge"),
    path("pupils/adults/<slug:key>/", family.AdultPage.as_view(), name="adult"),
    path("pupils/adults/<slug:key>/change/", family.AdultEdit.as_view(), name="edit_adult"),
    path("pupils/adults/<slug:key>/addresses/add/", places.AdultAddressAdd.as_view(), name="add_adult_address"),
    path("pupils/addresses/<slug:key>/correct/", places.AddressCorrect.as_view(), name="correct_address"),
    path("pupils/addresses/<slug:key>/end/", places.AddressEnd.as_view(), name="end_address"),
    path("pupils/addresses/<slug:key>/withhold/", places.AddressWithhold.as_view(), name="withhold"),
    path("pupils/addresses/<slug:key>/show/", places.AddressLift.as_view(), name="lift_withholding"),
    path("pupils/<slug:key>/", children.ChildPage.as_view(), name="child"),
    path("pupils/<slug:key>/looks/", children.ChildLooks.as_view(), name="looks"),
    path("pupils/<slug:key>/change/", children.ChildEdit.as_view(), name="edit_child"),
    path("pupils/<slug:key>/name/", children.ChildRename.as_view(), name="rename"),
    path("pupils/<slug:key>/adults/add/", family.AdultAdd.as_view(), name="add_adult"),
    path(
        "pupils/<slug:key>/adults/<slug:link>/change/",
        family.RelationshipEdit.as_view(),
        name="edit_relationship",
    ),
    path("pupils/<slug:key>/adults/<slug:link>/end/", family.RelationshipEnd.as_view(), name="end_relationship"),
    path("pupils/<slug:key>/addresses/add/", places.ChildAddressAdd.as_view(), name="add_address"),
    path("pupils/<slug:key>/schools/add/", school_life.EnrolmentAdd.as_view(), name="enrol"),
    path("pupils/<slug:key>/schools/<slug:link>/change/", school_life.EnrolmentEdit.as_view(), name="edit_enrolment"),
    path("pupils/<slug:key>/schools/<slug:link>/leave/", school_life.EnrolmentLeave.as_view(), name="leave"),
    path(
        "pupils/<slug:key>/schools/<slug:link>/mistake/",
        school_life.EnrolmentMistake.as_view(),
        name="remove_enrolment",
    ),
    path("pupils/<slug:key>/vulnerabilities/add/", school_life.VulnerabilityAdd.as_view(), name="add_vulnerability"),
    path(
        "pupils/<slug:key>/vulnerabilities/<slug:link>/change/",
        school_life.VulnerabilityEdit.as_view(),
        name="edit_vulnerability",
    ),
    path(
        "pupils/<slug:key>/vulnerabilities/<slug:link>/end/",
        school_life.VulnerabilityEnd.as_view(),
        name="end_vulnerability",
    ),
    path("pupils/<slug:key>/conflicts/add/", access.ConflictDeclare.as_view(), name="declare_conflict"),
    path("pupils/<slug:key>/conflicts/<slug:conflict>/end/", access.ConflictEnd.as_view(), name="end_conflict"),
    path("pupils/<slug:key>/restrict/", access.Restrict.as_view(), name="restrict"),
    path("pupils/<slug:key>/lift-restriction/", access.RestrictLift.as_view(), name="lift_restriction"),
    path("pupils/<slug:key>/merge/", merging.MergeFind.as_view(), name="merge_find"),
    path("pupils/<slug:key>/merge/<slug:other>/", merging.MergeCompare.as_view(), name="merge_compare"),
]
