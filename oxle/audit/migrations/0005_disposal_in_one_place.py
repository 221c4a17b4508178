"""One place that empties payloads: an SQL function, with the rights of whoever calls it. Only the owner's suffice."""

from django.db import migrations

DISPOSE = """
CREATE FUNCTION public.audit_dispose(of_table text, of_rows bigint[], because text, who text, moment timestamptz)
RETURNS bigint LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE certificate bigint;
BEGIN
    IF of_table = 'change' THEN
        UPDATE public.audit_change SET before = NULL, after = NULL WHERE id = ANY (of_rows);
    ELSE
        UPDATE public.audit_sight SET reason = '' WHERE id = ANY (of_rows);
    END IF;
    -- Without its salt a payload cannot even be guessed and tried.
    UPDATE public.audit_sealedrow SET salt = NULL WHERE "table" = of_table AND "row" = ANY (of_rows);
    INSERT INTO public.audit_certificate ("table", rows, reason, by, at)
    VALUES (of_table, of_rows, because, who, moment) RETURNING id INTO certificate;
    RETURN certificate;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_seals_and_reviews")]

    operations = [
        migrations.RunSQL(DISPOSE, "DROP FUNCTION public.audit_dispose(text, bigint[], text, text, timestamptz)")
    ]
