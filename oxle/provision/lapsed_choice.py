"""A provider that could be chosen when a page was opened and cannot be any more: which one, and by what rule."""

from oxle.core.errors import Refused
from oxle.core.forms import OxleForm
from oxle.people.models import Child
from oxle.provision.models import Provider
from oxle.provision.placing import must_be_choosable

FIELD = "provider"


def name_who_lapsed(form: OxleForm, child: Child | None) -> None:
    """Say at the field of a form, in its `clean`, why the provider that was sent is not among those offered: it lapsed
    or was suspended meanwhile, or takes no child of this age. What is no provider at all keeps the usual words."""
    if FIELD not in form.errors or child is None or form.on is None:
        return
    sent = form.data.get(form.add_prefix(FIELD), "")
    provider = Provider.objects.filter(key=sent).select_related("organisation").first() if sent else None
    if provider is None:
        return
    try:
        must_be_choosable(child, provider, from_on=form.on, on=form.on)
    except Refused as refusal:
        del form.errors[FIELD]
        form.add_error(FIELD, refusal.message)
