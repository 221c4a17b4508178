"""A few addresses whose pages do what the tests of a request's transaction need."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import include, path

from oxle.audit.sights import see
from oxle.core.models import RuleValue


def write() -> None:
    RuleValue.objects.create(rule="one", value="1", from_on=date(2026, 9, 15), reason="It was agreed")


def shows(request: HttpRequest) -> HttpResponse:
    see([7], "list")
    see([8, 7], "page")
    see([], "export")
    return HttpResponse("shown")


def explains(request: HttpRequest) -> HttpResponse:
    see([7], "page", reason="A doctor rang")
    return HttpResponse("shown")


def changes(request: HttpRequest) -> HttpResponse:
    see([7])
    write()
    return HttpResponseRedirect("/shows")


def streams(request: HttpRequest) -> StreamingHttpResponse:
    see([7], "export")
    return StreamingHttpResponse(iter(["row ", "row"]))


def renders_late(request: HttpRequest) -> TemplateResponse:
    see([7])
    return TemplateResponse(request, "404.html", {"title": "Late"})


def fails(request: HttpRequest) -> HttpResponse:
    see([7])
    write()
    raise RuntimeError("a fault of the page")


def answers_500(request: HttpRequest) -> HttpResponse:
    see([7])
    write()
    return HttpResponse(status=503)


def hides(request: HttpRequest) -> HttpResponse:
    see([7])
    write()
    raise Http404


def forbids(request: HttpRequest) -> HttpResponse:
    see([7])
    write()
    raise PermissionDenied


def shows_a_clash(request: HttpRequest) -> HttpResponse:
    see([7])
    return HttpResponse("both texts", status=409)


VIEWS = [shows, explains, changes, streams, renders_late, fails, answers_500, hides, forbids, shows_a_clash]
urlpatterns = [*(path(view.__name__, view) for view in VIEWS), path("", include("oxle.urls"))]
