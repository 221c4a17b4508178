"""The audit triggers: three statement-level triggers on every table of ours, put on by themselves."""

import pgtrigger
from django.apps import apps
from django.db import connection
from django.db.models import Model
from pgtrigger import compiler

# Tables of other people's that hold what must be seen to change.
WATCHED = {"account_emailaddress", "mfa_authenticator", "socialaccount_socialaccount"}
# Tables of ours that are the audit itself, or hold no fact about anyone.
UNWATCHED = {
    "accounts_session",
    "audit_change",
    "audit_seal",
    "audit_sealedrow",
    "audit_sight",
    "core_attempt",
    "correspondence_sealedmail",  # a link that sets a password, encrypted; gone once sent
    "core_submission",
    # Worked out from what is audited, and worked out again whenever that changes.
    "missing_out_keptregister",
    "missing_out_keptrow",
}
# Columns whose content is a secret: that they changed is seen, not what they hold.
SECRET = {
    "accounts_user": ["password"],
    "mfa_authenticator": ["data"],
    "socialaccount_socialaccount": ["extra_data"],
}

# Names carry their schema: a temporary table of the same name would otherwise catch the rows.
BODY = """
IF coalesce(current_setting('oxle.actor', true), '') = '' THEN
    RAISE EXCEPTION 'nobody is named as the one who changes %, so it cannot be changed', TG_TABLE_NAME
        USING HINT = 'Do it inside `with oxle.audit.acting("system: why"):`';
END IF;
INSERT INTO public.audit_change (at, transaction, actor, request, "table", "row", action, before, after)
SELECT clock_timestamp(), pg_current_xact_id()::text::bigint, current_setting('oxle.actor'),
       coalesce(current_setting('oxle.request', true), ''), TG_TABLE_NAME, {row}, '{action}', {before}, {after}
FROM {rows};
RETURN NULL;
"""


class Installed(compiler.UpsertTriggerSql):
    """The SQL that installs a trigger. The library's own lets any session switch it off with a setting; ours does not.

    A braced name is filled in by the library.
    """

    def get_template(self) -> str:
        """The SQL, as the library asks for it."""
        return """
            CREATE OR REPLACE FUNCTION {pgid}() RETURNS TRIGGER AS $$ {declare} BEGIN {func} END; $$ LANGUAGE plpgsql;
            DROP TRIGGER IF EXISTS {pgid} ON {table};
            CREATE {constraint} TRIGGER {pgid} {when} {operation} ON {table} {timing} {referencing}
                FOR EACH {level} {condition} EXECUTE PROCEDURE {execute};
            COMMENT ON TRIGGER {pgid} ON {table} IS '{hash}';
        """


class AuditTrigger(pgtrigger.Trigger):
    """A trigger after each statement that nobody but the tables' owner can switch off."""

    level = pgtrigger.Statement
    when = pgtrigger.After

    def compile(self, model: type[Model]) -> compiler.Trigger:
        """The trigger as it is installed on a model's table."""
        made = super().compile(model)
        return compiler.Trigger(name=made.name, sql=Installed(**made.sql.kwargs))


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


def unguarded() -> list[str]:
    """One sentence for each audit trigger that is missing, changed or switched off."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, t.tgname, t.tgenabled, obj_description(t.oid) FROM pg_trigger t"
            " JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace"
        )
        installed = {(table, name): (enabled, digest) for table, name, enabled, digest in cursor.fetchall()}
    found = []
    for model in watched_models():
        table = model._meta.db_table
        for trigger in _triggers(model):
            enabled, digest = installed.get((table, trigger.get_pgid(model)), ("", ""))
            if not enabled:
                found.append(f"{table} has lost its trigger {trigger.name}.")
            elif enabled != "O":
                found.append(f"The trigger {trigger.name} of {table} is switched off.")
            elif digest != trigger.compile(model).hash:
                found.append(f"The trigger {trigger.name} of {table} is not the one that was installed.")
    return found


def _triggers(model: type[Model]) -> list[pgtrigger.Trigger]:
    pk = model._meta.pk.column
    hidden = "".join(f" - '{column}'" for column in SECRET.get(model._meta.db_table, []))
    new, old = f"to_jsonb(new_rows){hidden}", f"to_jsonb(old_rows){hidden}"
    kinds = [
        ("insert", pgtrigger.Insert, pgtrigger.Referencing(new="new_rows"), "new_rows", f"new_rows.{pk}", "NULL", new),
        (
            "update",
            pgtrigger.Update,
            pgtrigger.Referencing(old="old_rows", new="new_rows"),
            # A full join, because a statement that changes the key itself must not slip through.
            f"new_rows FULL JOIN old_rows ON old_rows.{pk} = new_rows.{pk}"
            " WHERE to_jsonb(old_rows) IS DISTINCT FROM to_jsonb(new_rows)",
            f"coalesce(new_rows.{pk}, old_rows.{pk})",
            old,
            new,
        ),
        ("delete", pgtrigger.Delete, pgtrigger.Referencing(old="old_rows"), "old_rows", f"old_rows.{pk}", old, "NULL"),
    ]
    return [
        AuditTrigger(
            name=f"audit_{action}",
            operation=operation,
            referencing=referencing,
            func=BODY.format(row=f"{row}::text", action=action, before=before, after=after, rows=rows),
        )
        for action, operation, referencing, rows, row, before, after in kinds
    ]
