from django.db import migrations

# As before, and a case that was entered by mistake closes by two persons too, at a stage of its own.
BY_MISTAKE_TOO = """
CREATE OR REPLACE FUNCTION public.cme_closes_on_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.stage = 'enrolled' AND EXISTS (SELECT 1 FROM public.cme_newpupil WHERE case_id = NEW.id) THEN
        RETURN NEW;
    END IF;
    IF NEW.stage = 'received' AND EXISTS (
        SELECT 1 FROM public.cme_authorityenquiry WHERE case_id = NEW.id AND receipt_on IS NOT NULL
    ) THEN
        RETURN NEW;
    END IF;
    IF NEW.stage IN ('agreed', 'mistaken') AND EXISTS (
        SELECT 1 FROM public.cases_event a
        WHERE a.case_id = NEW.id AND a.step = CASE NEW.stage WHEN 'agreed' THEN 'agree' ELSE 'agree_mistake' END
        AND a.supersedes_id IS NULL AND a.by_id IS NOT NULL
        AND EXISTS (
            SELECT 1 FROM public.cases_event p
            WHERE p.case_id = NEW.id AND p.step = 'propose' AND p.supersedes_id IS NULL AND p.by_id IS NOT NULL
        )
        AND NOT EXISTS (
            SELECT 1 FROM public.cases_event p
            WHERE p.case_id = NEW.id AND p.step = 'propose' AND p.supersedes_id IS NULL AND p.by_id = a.by_id
        )
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION
        'the case of a missing child closes on a matched return, on a written receipt, or by two persons'
        USING ERRCODE = 'check_violation';
END;
$$;
"""
BEFORE = """
CREATE OR REPLACE FUNCTION public.cme_closes_on_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.stage = 'enrolled' AND EXISTS (SELECT 1 FROM public.cme_newpupil WHERE case_id = NEW.id) THEN
        RETURN NEW;
    END IF;
    IF NEW.stage = 'received' AND EXISTS (
        SELECT 1 FROM public.cme_authorityenquiry WHERE case_id = NEW.id AND receipt_on IS NOT NULL
    ) THEN
        RETURN NEW;
    END IF;
    IF NEW.stage = 'agreed' AND EXISTS (
        SELECT 1 FROM public.cases_event a
        WHERE a.case_id = NEW.id AND a.step = 'agree' AND a.supersedes_id IS NULL AND a.by_id IS NOT NULL
        AND EXISTS (
            SELECT 1 FROM public.cases_event p
            WHERE p.case_id = NEW.id AND p.step = 'propose' AND p.supersedes_id IS NULL AND p.by_id IS NOT NULL
        )
        AND NOT EXISTS (
            SELECT 1 FROM public.cases_event p
            WHERE p.case_id = NEW.id AND p.step = 'propose' AND p.supersedes_id IS NULL AND p.by_id = a.by_id
        )
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION
        'the case of a missing child closes on a matched return, on a written receipt, or by two persons'
        USING ERRCODE = 'check_violation';
END;
$$;
"""


class Migration(migrations.Migration):

    dependencies = [("cme", "0005_asked_by_letter")]

    operations = [migrations.RunSQL(BY_MISTAKE_TOO, BEFORE)]
