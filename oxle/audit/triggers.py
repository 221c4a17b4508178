"""The audit triggers: three statement-level triggers on every table of ours, put on by themselves."""

import pgtrigger
from django.apps import apps
from django.db.models import Model

# Tables of other people's that hold what must be seen to change.
WATCHED = {"account_emailaddress", "mfa_authenticator", "socialaccount_socialaccount"}
# Tables of ours that are the audit itself, or hold no fact about anyone.
UNWATCHED = {
    "accounts_session",
    "audit_change",
    "audit_seal",
    "audit_sealedrow",
    "audit_certificate",
    "audit_sight",
    "core_attempt",
    "correspondence_sealedmail",  # a link that sets a password, encrypted; gone once sent
    "core_submission",
}
# Columns whose content is a secret, or the file itself: that they changed is seen, not what they hold.
SECRET = {"password": "accounts_user", "data": "mfa_authenticator", "extra_data": "socialaccount_socialaccount"}

BODY = """
IF coalesce(current_setting('oxle.actor', true), '') = '' THEN
    RAISE EXCEPTION 'nobody is named as the one who changes %% (oxle.audit.acting)', TG_TABLE_NAME;
END IF;
INSERT INTO audit_change (at, transaction, actor, request, "table", "row", action, before, after)
SELECT clock_timestamp(), pg_current_xact_id()::text::bigint, current_setting('oxle.actor'),
       coalesce(current_setting('oxle.request', true), ''), TG_TABLE_NAME, {row}, '{action}', {before}, {after}
FROM {rows};
RETURN NULL;
""".replace("%%", "%")


def watched_models() -> list[type[Model]]:
    """Every concrete model whose changes are audited."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        and not model._meta.proxy
        and (
            model._meta.db_table in WATCHED
            or ((model.__module__.startswith("oxle.") or _is_duty(model)) and model._meta.db_table not in UNWATCHED)
        )
    ]


def _is_duty(model: type[Model]) -> bool:
    from django.conf import settings

    return model.__module__.split(".")[0] in settings.DUTIES


def register() -> None:
    """Give every watched model its three triggers; `migrate` installs them."""
    for model in watched_models():
        for trigger in _triggers(model):
            pgtrigger.register(trigger)(model)


def _triggers(model: type[Model]) -> list[pgtrigger.Trigger]:
    pk = model._meta.pk.column
    hidden = "".join(f" - '{column}'" for column, table in SECRET.items() if table == model._meta.db_table)
    new, old = f"to_jsonb(new_rows){hidden}", f"to_jsonb(old_rows){hidden}"
    kinds = [
        ("insert", pgtrigger.Insert, pgtrigger.Referencing(new="new_rows"), "new_rows", f"new_rows.{pk}", "NULL", new),
        (
            "update",
            pgtrigger.Update,
            pgtrigger.Referencing(old="old_rows", new="new_rows"),
            f"new_rows JOIN old_rows ON old_rows.{pk} = new_rows.{pk} AND to_jsonb(old_rows) <> to_jsonb(new_rows)",
            f"new_rows.{pk}",
            old,
            new,
        ),
        ("delete", pgtrigger.Delete, pgtrigger.Referencing(old="old_rows"), "old_rows", f"old_rows.{pk}", old, "NULL"),
    ]
    return [
        pgtrigger.Trigger(
            name=f"audit_{action}",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=operation,
            referencing=referencing,
            func=BODY.format(row=f"{row}::text", action=action, before=before, after=after, rows=rows),
        )
        for action, operation, referencing, rows, row, before, after in kinds
    ]
