-- Every table as the migrations make them, for a database that has none; see oxle/core/schema.py.
-- Made by `make manage ARGS=schema` with PostgreSQL 18: after a new migration run it again.

CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;

CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;

CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA public;

CREATE FUNCTION public.audit_dispose(of_table text, of_rows bigint[], because text, who text, moment timestamp with time zone) RETURNS bigint
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

CREATE FUNCTION public.cases_abandoned_may_go() RETURNS boolean
    LANGUAGE sql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    SELECT EXISTS (
        SELECT 1 FROM public.cases_disposal d
        WHERE d.id::text = current_setting('oxle.disposal', true) AND d.by_id IS NULL AND d.state = 'destroyed'
          AND d.transaction = pg_current_xact_id()::text::bigint)
$$;

CREATE FUNCTION public.cases_empty_audit(of_disposal bigint, moment timestamp with time zone, most integer, OUT emptied integer, OUT remaining bigint) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
    decided public.cases_disposal;
    batch bigint[];
BEGIN
    SELECT * INTO decided FROM public.cases_disposal
    WHERE id = of_disposal AND state = 'destroyed'
      AND (answered_by_id <> by_id OR by_id IS NULL);
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the audit is emptied only of what two people decided to destroy, once it is destroyed';
    END IF;
    WITH kept AS (
        SELECT DISTINCT row_of.id, sealed.salt IS NOT NULL AS is_sealed
        FROM public.audit_change gone
        JOIN public.audit_change row_of ON row_of."table" = gone."table" AND row_of."row" = gone."row"
        LEFT JOIN public.audit_sealedrow sealed ON sealed."table" = 'change' AND sealed."row" = row_of.id
        WHERE gone.transaction = decided.transaction AND gone.request = 'disposal ' || decided.key
          AND (gone.action = 'delete' OR gone.action = 'update' AND gone."table" IN ('missing_out_packrow', 'missing_out_groupdecision', 'missing_out_groupaction', 'missing_out_themepupil', 'missing_out_remark'))
          AND (row_of.before IS NOT NULL OR row_of.after IS NOT NULL)
    )
    SELECT (SELECT array_agg(id) FROM (SELECT id FROM kept WHERE is_sealed ORDER BY id LIMIT most) first),
           (SELECT count(*) FROM kept)
    INTO batch, remaining;
    emptied := coalesce(cardinality(batch), 0);
    remaining := remaining - emptied;
    IF emptied > 0 THEN
        PERFORM public.audit_dispose(
            'change', batch, 'Disposal of ' || decided.reference || ': ' || decided.rule_words,
            coalesce('user:' || decided.by_id || ', user:' || decided.answered_by_id, 'system: disposal'), moment);
    END IF;
END $$;

CREATE FUNCTION public.cases_may_go(of_case bigint) RETURNS boolean
    LANGUAGE sql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    SELECT EXISTS (
        SELECT 1 FROM public.cases_disposal d JOIN public.cases_case c ON c.reference = d.reference
        WHERE c.id = of_case AND c.closed_on IS NOT NULL
          AND d.id::text = current_setting('oxle.disposal', true)
          AND d.answered_by_id <> d.by_id
          AND (d.state = 'confirmed' AND d.case_id = c.id
               OR d.state = 'destroyed' AND d.transaction = pg_current_xact_id()::text::bigint)
          AND NOT EXISTS (
              SELECT 1 FROM public.cases_legalhold h
              WHERE (h.case_id = c.id OR h.child_id = c.child_id) AND h.lifted_at IS NULL))
$$;

CREATE FUNCTION public.cases_may_go(of_case bigint, of_message bigint, of_child bigint) RETURNS boolean
    LANGUAGE sql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    SELECT public.cases_may_go(of_case) OR EXISTS (
        SELECT 1 FROM public.cases_disposal d
        WHERE d.id::text = current_setting('oxle.disposal', true)
          AND d.answered_by_id <> d.by_id AND d.state = 'confirmed'
          AND (d.message_id = of_message OR d.child_id = of_child)
          AND NOT EXISTS (
              SELECT 1 FROM public.cases_legalhold h
              WHERE (h.message_id = d.message_id OR h.child_id = d.child_id) AND h.lifted_at IS NULL))
$$;

CREATE FUNCTION public.cme_closes_on_evidence() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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

CREATE TABLE public.account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE public.account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);

ALTER TABLE public.account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.accounts_membership (
    id bigint NOT NULL,
    role character varying(40) NOT NULL,
    from_on date NOT NULL,
    until_on date,
    user_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    because character varying(500) NOT NULL,
    CONSTRAINT membership_ends_after_it_begins CHECK (((until_on IS NULL) OR (until_on >= from_on)))
);

ALTER TABLE public.accounts_membership ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_membership_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.accounts_organisation (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    name character varying(300) NOT NULL,
    kind character varying(10) NOT NULL,
    attested_until date,
    closed_on date,
    phone character varying(40) NOT NULL,
    CONSTRAINT accounts_organisation_version_check CHECK ((version >= 0))
);

ALTER TABLE public.accounts_organisation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_organisation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.accounts_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL,
    began_at timestamp with time zone,
    seen_at timestamp with time zone,
    device character varying(200) NOT NULL,
    user_id bigint
);

CREATE TABLE public.accounts_signin (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    ok boolean NOT NULL,
    method character varying(12) NOT NULL,
    why character varying(100) NOT NULL,
    ip inet,
    user_id bigint,
    CONSTRAINT failed_sign_in_says_why CHECK ((ok OR (NOT ((why)::text = ''::text)))),
    CONSTRAINT good_sign_in_has_a_user CHECK (((NOT ok) OR (user_id IS NOT NULL)))
);

ALTER TABLE public.accounts_signin ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_signin_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.accounts_user (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    email character varying(254) NOT NULL,
    name character varying(300) NOT NULL,
    job_title character varying(200) NOT NULL,
    phone character varying(40) NOT NULL,
    is_active boolean NOT NULL,
    days_a_week numeric(3,1) NOT NULL,
    CONSTRAINT accounts_user_version_check CHECK ((version >= 0)),
    CONSTRAINT user_email_is_lower_case CHECK (((email)::text = lower((email)::text)))
);

ALTER TABLE public.accounts_user ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_user_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.attendance_bundle (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    number smallint NOT NULL,
    state character varying(10) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    content_sha256 character varying(64) NOT NULL,
    pages integer,
    contents jsonb NOT NULL,
    remarks jsonb NOT NULL,
    made_at timestamp with time zone,
    problem text NOT NULL,
    lease_until timestamp with time zone,
    attempts smallint NOT NULL,
    asked_by_id bigint NOT NULL,
    case_id bigint NOT NULL,
    document_id bigint,
    CONSTRAINT attendance_bundle_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT attendance_bundle_number_check CHECK ((number >= 0)),
    CONSTRAINT attendance_bundle_pages_check CHECK ((pages >= 0)),
    CONSTRAINT bundle_is_made_or_says_why_not CHECK ((((document_id IS NULL) AND ((state)::text = 'waiting'::text)) OR ((document_id IS NOT NULL) AND (made_at IS NOT NULL) AND (pages IS NOT NULL) AND ((state)::text = 'made'::text) AND (NOT ((content_sha256)::text = ''::text))) OR ((document_id IS NULL) AND ((state)::text = 'refused'::text) AND (NOT (problem = ''::text)))))
);

ALTER TABLE public.attendance_bundle ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.attendance_bundle_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.attendance_certificate (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    from_on date NOT NULL,
    to_on date NOT NULL,
    marks jsonb NOT NULL,
    possible integer NOT NULL,
    present integer NOT NULL,
    authorised integer NOT NULL,
    unauthorised integer NOT NULL,
    made_at timestamp with time zone NOT NULL,
    signed_by character varying(300) NOT NULL,
    signed_as character varying(200) NOT NULL,
    signed_on date,
    replaced_at timestamp with time zone,
    case_id bigint NOT NULL,
    made_by_id bigint NOT NULL,
    signed_copy_id bigint,
    CONSTRAINT attendance_certificate_authorised_check CHECK ((authorised >= 0)),
    CONSTRAINT attendance_certificate_possible_check CHECK ((possible >= 0)),
    CONSTRAINT attendance_certificate_present_check CHECK ((present >= 0)),
    CONSTRAINT attendance_certificate_unauthorised_check CHECK ((unauthorised >= 0)),
    CONSTRAINT certificate_ends_after_it_begins CHECK ((to_on >= from_on)),
    CONSTRAINT certificate_figures_add_up CHECK ((possible = ((present + authorised) + unauthorised))),
    CONSTRAINT certificate_signed_by_somebody CHECK (((((signed_by)::text = ''::text) AND (signed_copy_id IS NULL) AND (signed_on IS NULL)) OR ((signed_on IS NOT NULL) AND (NOT ((signed_by)::text = ''::text)))))
);

ALTER TABLE public.attendance_certificate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.attendance_certificate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.attendance_charge (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    with_parenting_order boolean NOT NULL,
    offence_from_on date NOT NULL,
    offence_to_on date NOT NULL,
    replaced_on date,
    case_id bigint NOT NULL,
    event_id bigint NOT NULL,
    CONSTRAINT offence_ends_after_it_begins CHECK ((offence_to_on >= offence_from_on))
);

ALTER TABLE public.attendance_charge ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.attendance_charge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.attendance_commencement (
    event_id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    method character varying(15) NOT NULL,
    urn character varying(20) NOT NULL,
    served_on date NOT NULL,
    statements_served_on date,
    court character varying(200) NOT NULL,
    hearing_on date,
    in_time_from_on date,
    CONSTRAINT requisition_names_a_hearing CHECK ((((hearing_on IS NULL) AND ((method)::text = 'sjp'::text) AND (statements_served_on IS NOT NULL)) OR ((hearing_on IS NOT NULL) AND ((method)::text = 'requisition'::text) AND (NOT ((court)::text = ''::text))))),
    CONSTRAINT single_justice_only_for_444_1 CHECK ((((method)::text = 'requisition'::text) OR ((kind)::text = 's444_1'::text)))
);

CREATE TABLE public.attendance_consideration (
    id bigint NOT NULL,
    moment character varying(15) NOT NULL,
    topic character varying(15) NOT NULL,
    finding character varying(10) NOT NULL,
    note text NOT NULL,
    go_on_because text NOT NULL,
    "on" date NOT NULL,
    by_id bigint NOT NULL,
    case_id bigint NOT NULL,
    known jsonb NOT NULL,
    CONSTRAINT what_was_found_is_written_down CHECK ((((finding)::text = 'clear'::text) OR (NOT (note = ''::text))))
);

ALTER TABLE public.attendance_consideration ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.attendance_consideration_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.attendance_direction (
    event_id bigint NOT NULL,
    text text NOT NULL,
    followed boolean,
    followed_on date,
    followed_note text NOT NULL,
    given_to_id bigint,
    CONSTRAINT direction_followed_on_a_day CHECK ((((followed IS NULL) AND (followed_note = ''::text) AND (followed_on IS NULL)) OR ((followed IS NOT NULL) AND (followed_on IS NOT NULL)))),
    CONSTRAINT direction_says_something CHECK ((NOT (text = ''::text)))
);

CREATE TABLE public.attendance_draft (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    state character varying(15) NOT NULL,
    channel character varying(10) NOT NULL,
    answers jsonb NOT NULL,
    started_at timestamp with time zone NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    case_id bigint,
    child_id bigint,
    message_id bigint,
    school_id bigint NOT NULL,
    started_by_id bigint NOT NULL,
    identified_at timestamp with time zone,
    identified_by_id bigint,
    reference character varying(16) NOT NULL,
    returned_because text NOT NULL,
    returned_on date,
    sent_by_id bigint,
    sent_on date,
    CONSTRAINT a_draft_is_returned_for_a_reason CHECK ((((returned_because = ''::text) AND (returned_on IS NULL)) OR ((returned_on IS NOT NULL) AND (NOT (returned_because = ''::text))))),
    CONSTRAINT a_sent_draft_has_its_case CHECK ((((case_id IS NULL) AND ((state)::text = ANY ((ARRAY['filling'::character varying, 'discarded'::character varying, 'to_identify'::character varying])::text[]))) OR ((case_id IS NOT NULL) AND (child_id IS NOT NULL) AND ((state)::text = 'sent'::text)) OR ((case_id IS NOT NULL) AND ((state)::text = 'returned'::text)) OR ((child_id IS NULL) AND (returned_on IS NOT NULL) AND ((state)::text = 'returned'::text)))),
    CONSTRAINT a_typed_pupil_is_identified_by_somebody CHECK ((((identified_at IS NULL) AND (identified_by_id IS NULL)) OR ((child_id IS NOT NULL) AND (identified_at IS NOT NULL) AND (identified_by_id IS NOT NULL)))),
    CONSTRAINT a_typed_pupils_draft_was_sent_by_somebody CHECK (((((reference)::text = ''::text) AND (sent_by_id IS NULL) AND (sent_on IS NULL)) OR ((sent_by_id IS NOT NULL) AND (sent_on IS NOT NULL) AND (NOT ((reference)::text = ''::text))))),
    CONSTRAINT attendance_draft_version_check CHECK ((version >= 0)),
    CONSTRAINT who_waits_to_be_identified_was_sent CHECK (((NOT ((state)::text = 'to_identify'::text)) OR ((child_id IS NULL) AND (sent_on IS NOT NULL))))
);

ALTER TABLE public.attendance_draft ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.attendance_draft_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.attendance_draftfile (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    section character varying(40) NOT NULL,
    title character varying(300) NOT NULL,
    at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    draft_id bigint NOT NULL,
    file_id bigint NOT NULL
);

ALTER TABLE public.attendance_draftfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.attendance_draftfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.attendance_exhibit (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    label character varying(20) NOT NULL,
    title character varying(300) NOT NULL,
    added_at timestamp with time zone NOT NULL,
    looked_through boolean NOT NULL,
    removed_at timestamp with time zone,
    added_by_id bigint NOT NULL,
    case_id bigint NOT NULL,
    document_id bigint,
    letter_id bigint,
    CONSTRAINT exhibit_is_one_thing CHECK ((((document_id IS NOT NULL) AND (letter_id IS NULL)) OR ((document_id IS NULL) AND (letter_id IS NOT NULL)))),
    CONSTRAINT exhibited_document_was_looked_through CHECK (((document_id IS NULL) OR looked_through))
);

ALTER TABLE public.attendance_exhibit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.attendance_exhibit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.attendance_hearing (
    event_id bigint NOT NULL,
    court character varying(200) NOT NULL,
    result text NOT NULL,
    next_on date,
    CONSTRAINT hearing_has_a_result CHECK ((NOT (result = ''::text)))
);

CREATE TABLE public.attendance_outcome (
    event_id bigint NOT NULL,
    plea character varying(10) NOT NULL,
    verdict character varying(10) NOT NULL,
    convicted_of character varying(10) NOT NULL,
    sentence character varying(15) NOT NULL,
    fine numeric(10,2),
    costs numeric(10,2),
    parenting_order boolean NOT NULL,
    parenting_order_until_on date,
    notes text NOT NULL,
    CONSTRAINT a_fine_has_an_amount CHECK (((NOT ((sentence)::text = 'fine'::text)) OR ((fine > (0)::numeric) AND (fine IS NOT NULL)))),
    CONSTRAINT a_parenting_order_ends_only_if_made CHECK (((parenting_order_until_on IS NULL) OR parenting_order)),
    CONSTRAINT costs_are_not_negative CHECK (((costs IS NULL) OR (costs >= (0)::numeric))),
    CONSTRAINT only_the_guilty_are_sentenced CHECK (((((verdict)::text = 'guilty'::text) AND (NOT ((convicted_of)::text = ''::text)) AND (NOT ((sentence)::text = ''::text))) OR ((NOT ((verdict)::text = 'guilty'::text)) AND ((convicted_of)::text = ''::text) AND (fine IS NULL) AND (NOT parenting_order) AND (parenting_order_until_on IS NULL) AND ((sentence)::text = ''::text)))),
    CONSTRAINT prison_only_for_444_1a CHECK (((NOT ((sentence)::text = ANY ((ARRAY['prison'::character varying, 'suspended'::character varying])::text[]))) OR ((convicted_of)::text = 's444_1a'::text)))
);

CREATE TABLE public.attendance_paceinterview (
    event_id bigint NOT NULL,
    attended boolean NOT NULL,
    place character varying(200) NOT NULL,
    began_at timestamp with time zone,
    ended_at timestamp with time zone,
    present text NOT NULL,
    caution text NOT NULL,
    caution_understood boolean NOT NULL,
    told_free_to_leave boolean NOT NULL,
    advice_offered boolean NOT NULL,
    advice_answer text NOT NULL,
    questions jsonb NOT NULL,
    signature character varying(15) NOT NULL,
    CONSTRAINT an_interview_ends_after_it_begins CHECK (((began_at IS NULL) OR (ended_at > began_at))),
    CONSTRAINT an_interview_was_under_caution CHECK (((NOT attended) OR (advice_offered AND (began_at IS NOT NULL) AND (ended_at IS NOT NULL) AND told_free_to_leave AND (NOT (caution = ''::text)) AND (NOT (present = ''::text)))))
);

CREATE TABLE public.attendance_panel (
    event_id bigint NOT NULL,
    place character varying(200) NOT NULL,
    council_present text NOT NULL,
    school_present text NOT NULL,
    child_present boolean NOT NULL,
    child_view text NOT NULL,
    discussed text NOT NULL,
    agreed text NOT NULL
);

CREATE TABLE public.attendance_panel_parents_present (
    id bigint NOT NULL,
    panel_id bigint NOT NULL,
    adult_id bigint NOT NULL
);

ALTER TABLE public.attendance_panel_parents_present ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.attendance_panel_parents_present_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.attendance_prestep (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    done boolean NOT NULL,
    "on" date,
    method character varying(200) NOT NULL,
    outcome text NOT NULL,
    not_applicable_because text NOT NULL,
    document_id bigint,
    referral_id bigint NOT NULL,
    answer character varying(20) NOT NULL,
    CONSTRAINT a_step_is_dated_or_says_why_not CHECK (((done AND ("on" IS NOT NULL)) OR ((NOT done) AND (NOT (not_applicable_because = ''::text)))))
);

ALTER TABLE public.attendance_prestep ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.attendance_prestep_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.attendance_prosecution (
    case_id bigint NOT NULL,
    number smallint NOT NULL,
    supervision_considered_on date,
    supervision_appropriate boolean,
    supervision_reason text NOT NULL,
    nothing_unused_on date,
    brought_from_id bigint NOT NULL,
    nothing_unused_by_id bigint,
    supervision_considered_by_id bigint,
    CONSTRAINT attendance_prosecution_number_check CHECK ((number >= 0)),
    CONSTRAINT nothing_unused_says_who CHECK ((((nothing_unused_by_id IS NULL) AND (nothing_unused_on IS NULL)) OR ((nothing_unused_by_id IS NOT NULL) AND (nothing_unused_on IS NOT NULL)))),
    CONSTRAINT supervision_considered_with_reason CHECK (((((supervision_appropriate IS NULL) AND (supervision_considered_by_id IS NULL) AND (supervision_considered_on IS NULL)) OR ((supervision_appropriate IS NOT NULL) AND (supervision_considered_by_id IS NOT NULL) AND (supervision_considered_on IS NOT NULL))) AND ((supervision_considered_on IS NULL) OR (NOT (supervision_reason = ''::text)))))
);

CREATE TABLE public.attendance_referral (
    case_id bigint NOT NULL,
    reason character varying(20) NOT NULL,
    cause text NOT NULL,
    complete_on date NOT NULL,
    first_on date,
    last_on date,
    possible integer,
    present integer,
    authorised integer,
    unauthorised integer,
    first_absence_on date,
    last_absence_on date,
    considered jsonb NOT NULL,
    child_view text NOT NULL,
    declared_by character varying(300) NOT NULL,
    declared_as character varying(200) NOT NULL,
    declared_on date,
    family_note text NOT NULL,
    CONSTRAINT absences_end_after_they_begin CHECK ((((first_absence_on IS NULL) AND (last_absence_on IS NULL)) OR ((first_absence_on IS NOT NULL) AND (last_absence_on >= first_absence_on) AND (last_absence_on IS NOT NULL)))),
    CONSTRAINT attendance_referral_authorised_check CHECK ((authorised >= 0)),
    CONSTRAINT attendance_referral_possible_check CHECK ((possible >= 0)),
    CONSTRAINT attendance_referral_present_check CHECK ((present >= 0)),
    CONSTRAINT attendance_referral_unauthorised_check CHECK ((unauthorised >= 0)),
    CONSTRAINT referral_declared_by_somebody CHECK (((((declared_by)::text = ''::text) AND (declared_on IS NULL)) OR ((NOT ((declared_by)::text = ''::text)) AND (declared_on IS NOT NULL)))),
    CONSTRAINT register_ends_after_it_begins CHECK ((((first_on IS NULL) AND (last_on IS NULL)) OR ((first_on IS NOT NULL) AND (last_on >= first_on) AND (last_on IS NOT NULL)))),
    CONSTRAINT register_figures_add_up CHECK (((possible IS NULL) OR (possible = ((present + authorised) + unauthorised))))
);

CREATE TABLE public.attendance_release (
    event_id bigint NOT NULL,
    evidential_met boolean NOT NULL,
    evidential_reason text NOT NULL,
    public_interest_met boolean NOT NULL,
    public_interest_reason text NOT NULL,
    bundle_id bigint NOT NULL,
    CONSTRAINT both_tests_have_reasons CHECK (((NOT (evidential_reason = ''::text)) AND (NOT (public_interest_reason = ''::text)))),
    CONSTRAINT released_on_both_tests CHECK ((evidential_met AND public_interest_met))
);

CREATE TABLE public.attendance_route (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    with_parenting_order boolean NOT NULL,
    reason text NOT NULL,
    from_on date NOT NULL,
    to_on date,
    by_id bigint NOT NULL,
    party_id bigint NOT NULL,
    CONSTRAINT parenting_order_goes_with_a_prosecution CHECK (((NOT with_parenting_order) OR ((kind)::text = ANY ((ARRAY['s444_1'::character varying, 's444_1a'::character varying])::text[])))),
    CONSTRAINT route_ends_after_it_begins CHECK (((to_on IS NULL) OR (to_on >= from_on)))
);

ALTER TABLE public.attendance_route ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.attendance_route_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.attendance_servicesconsultation (
    event_id bigint NOT NULL,
    whom character varying(300) NOT NULL,
    view text NOT NULL,
    CONSTRAINT consultation_says_who_and_what CHECK (((NOT ((whom)::text = ''::text)) AND (NOT (view = ''::text))))
);

CREATE TABLE public.attendance_statement (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    edition smallint NOT NULL,
    maker character varying(300) NOT NULL,
    maker_as character varying(200) NOT NULL,
    text text NOT NULL,
    declaration text NOT NULL,
    state character varying(10) NOT NULL,
    written_at timestamp with time zone NOT NULL,
    signed_on date,
    refused_because text NOT NULL,
    case_id bigint NOT NULL,
    replaces_id bigint,
    settled_by_id bigint,
    signed_copy_id bigint,
    written_by_id bigint NOT NULL,
    CONSTRAINT attendance_statement_edition_check CHECK ((edition >= 0)),
    CONSTRAINT attendance_statement_version_check CHECK ((version >= 0)),
    CONSTRAINT statement_refused_for_a_reason CHECK (((((state)::text = 'refused'::text) AND (NOT (refused_because = ''::text))) OR ((NOT ((state)::text = 'refused'::text)) AND (refused_because = ''::text)))),
    CONSTRAINT statement_says_something CHECK (((NOT (text = ''::text)) AND (NOT ((maker)::text = ''::text)) AND (NOT (declaration = ''::text)))),
    CONSTRAINT statement_signed_on_a_day CHECK ((((settled_by_id IS NOT NULL) AND (signed_on IS NOT NULL) AND ((state)::text = 'signed'::text)) OR ((NOT ((state)::text = 'signed'::text)) AND (signed_copy_id IS NULL) AND (signed_on IS NULL))))
);

ALTER TABLE public.attendance_statement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.attendance_statement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.attendance_statement_writers (
    id bigint NOT NULL,
    statement_id bigint NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE public.attendance_statement_writers ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.attendance_statement_writers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.attendance_supervision (
    case_id bigint NOT NULL,
    supervisor_id bigint
);

CREATE TABLE public.attendance_supervisionorder (
    event_id bigint NOT NULL,
    court character varying(200) NOT NULL,
    ends_on date NOT NULL,
    ends_because character varying(10) NOT NULL,
    is_extension boolean NOT NULL,
    CONSTRAINT only_an_extension_ends_as_the_court_says CHECK ((is_extension OR (NOT ((ends_because)::text = 'court'::text))))
);

CREATE TABLE public.attendance_target (
    id bigint NOT NULL,
    percent numeric(5,2) NOT NULL,
    from_on date NOT NULL,
    case_id bigint NOT NULL,
    event_id bigint NOT NULL,
    CONSTRAINT target_is_a_percentage CHECK (((percent > (0)::numeric) AND (percent <= (100)::numeric)))
);

ALTER TABLE public.attendance_target ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.attendance_target_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.attendance_unusedmaterial (
    id bigint NOT NULL,
    number smallint NOT NULL,
    description text NOT NULL,
    disclosable boolean NOT NULL,
    reason text NOT NULL,
    disclosed_to character varying(300) NOT NULL,
    disclosed_on date,
    added_at timestamp with time zone NOT NULL,
    added_by_id bigint NOT NULL,
    case_id bigint NOT NULL,
    CONSTRAINT attendance_unusedmaterial_number_check CHECK ((number >= 0)),
    CONSTRAINT disclosed_to_somebody_on_a_day CHECK ((((disclosed_on IS NULL) AND ((disclosed_to)::text = ''::text)) OR (disclosable AND (disclosed_on IS NOT NULL) AND (NOT ((disclosed_to)::text = ''::text))))),
    CONSTRAINT unused_material_says_why CHECK (((NOT (description = ''::text)) AND (NOT (reason = ''::text))))
);

ALTER TABLE public.attendance_unusedmaterial ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.attendance_unusedmaterial_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.audit_certificate (
    id bigint NOT NULL,
    "table" character varying(10) NOT NULL,
    rows bigint[] NOT NULL,
    reason text NOT NULL,
    by character varying(60) NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT certificate_says_why CHECK ((NOT (reason = ''::text)))
);

ALTER TABLE public.audit_certificate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.audit_certificate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.audit_change (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    transaction bigint NOT NULL,
    actor character varying(60) NOT NULL,
    request character varying(32) NOT NULL,
    "table" character varying(63) NOT NULL,
    "row" character varying(40) NOT NULL,
    action character varying(6) NOT NULL,
    before jsonb,
    after jsonb,
    CONSTRAINT change_has_an_actor CHECK ((NOT ((actor)::text = ''::text)))
);

ALTER TABLE public.audit_change ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.audit_change_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.audit_seal (
    number bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    below bigint NOT NULL,
    last_change bigint NOT NULL,
    last_sight bigint NOT NULL,
    count integer NOT NULL,
    previous character varying(64) NOT NULL,
    head character varying(64) NOT NULL,
    CONSTRAINT audit_seal_count_check CHECK ((count >= 0)),
    CONSTRAINT audit_seal_number_check CHECK ((number >= 0))
);

CREATE TABLE public.audit_sealedrow (
    id bigint NOT NULL,
    "position" integer NOT NULL,
    "table" character varying(6) NOT NULL,
    "row" bigint NOT NULL,
    salt uuid,
    payload bytea NOT NULL,
    digest bytea NOT NULL,
    seal_id bigint NOT NULL,
    CONSTRAINT audit_sealedrow_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.audit_sealedrow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.audit_sealedrow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.audit_sight (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    transaction bigint NOT NULL,
    actor character varying(60) NOT NULL,
    request character varying(32) NOT NULL,
    what character varying(20) NOT NULL,
    path character varying(300) NOT NULL,
    children bigint[] NOT NULL,
    reason text NOT NULL,
    CONSTRAINT sight_has_an_actor CHECK ((NOT ((actor)::text = ''::text)))
);

ALTER TABLE public.audit_sight ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.audit_sight_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.audit_unusualread (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    week_on date NOT NULL,
    actor character varying(60) NOT NULL,
    why character varying(20) NOT NULL,
    words character varying(300) NOT NULL,
    children bigint[] NOT NULL,
    reviewed_at timestamp with time zone,
    reviewed_by character varying(60) NOT NULL,
    finding text NOT NULL,
    CONSTRAINT review_says_what_was_found CHECK (((reviewed_at IS NULL) OR (NOT (finding = ''::text)))),
    CONSTRAINT unusual_read_reviewed_by_somebody CHECK ((((reviewed_at IS NULL) AND ((reviewed_by)::text = ''::text)) OR ((reviewed_at IS NOT NULL) AND (NOT ((reviewed_by)::text = ''::text)))))
);

ALTER TABLE public.audit_unusualread ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.audit_unusualread_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);

ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);

ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);

ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_administratortask (
    id bigint NOT NULL,
    about character varying(300) NOT NULL,
    key character varying(100) NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone
);

ALTER TABLE public.cases_administratortask ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_administratortask_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_advice (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    kind character varying(9) NOT NULL,
    to_whom character varying(300) NOT NULL,
    text text NOT NULL,
    asked_on date NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    due_on date NOT NULL,
    outcome character varying(9) NOT NULL,
    answer text NOT NULL,
    answered_on date,
    answered_at timestamp with time zone,
    answered_by_id bigint,
    asked_by_id bigint NOT NULL,
    child_id bigint NOT NULL,
    CONSTRAINT advice_is_answered_after_it_was_asked CHECK (((answered_on IS NULL) OR (answered_on >= asked_on))),
    CONSTRAINT advice_is_answered_to_somebody CHECK ((((answered_at IS NULL) AND (answered_by_id IS NULL) AND (answered_on IS NULL)) OR ((answered_at IS NOT NULL) AND (answered_by_id IS NOT NULL) AND (answered_on IS NOT NULL)))),
    CONSTRAINT advice_is_due_after_it_was_asked CHECK ((due_on > asked_on)),
    CONSTRAINT advice_says_what_and_to_whom CHECK (((NOT (text = ''::text)) AND (NOT ((to_whom)::text = ''::text)))),
    CONSTRAINT advice_that_is_answered_says_how CHECK ((((answer = ''::text) AND (answered_on IS NULL) AND ((outcome)::text = ''::text)) OR ((answered_on IS NOT NULL) AND (NOT ((answer = ''::text) AND ((outcome)::text = ''::text)))))),
    CONSTRAINT cases_advice_version_check CHECK ((version >= 0))
);

ALTER TABLE public.cases_advice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_advice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_agreedaction (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    what character varying(300) NOT NULL,
    who character varying(200) NOT NULL,
    agreed_on date NOT NULL,
    due_on date NOT NULL,
    at timestamp with time zone NOT NULL,
    outcome character varying(8) NOT NULL,
    came_of_it text NOT NULL,
    settled_on date,
    settled_at timestamp with time zone,
    by_id bigint NOT NULL,
    case_id bigint NOT NULL,
    settled_by_id bigint,
    CONSTRAINT agreed_action_is_due_after CHECK ((due_on >= agreed_on)),
    CONSTRAINT agreed_action_is_settled_by_somebody CHECK (((((settled_at IS NULL) AND (settled_by_id IS NULL) AND (settled_on IS NULL)) OR ((settled_at IS NOT NULL) AND (settled_by_id IS NOT NULL) AND (settled_on IS NOT NULL))) AND ((((outcome)::text = ''::text) AND (settled_on IS NULL)) OR ((settled_on IS NOT NULL) AND (NOT ((outcome)::text = ''::text)))))),
    CONSTRAINT cases_agreedaction_version_check CHECK ((version >= 0))
);

ALTER TABLE public.cases_agreedaction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_agreedaction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_allocation (
    id bigint NOT NULL,
    reason text NOT NULL,
    "on" date NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    to_id bigint,
    case_id bigint NOT NULL,
    CONSTRAINT allocation_says_why CHECK ((NOT (reason = ''::text)))
);

ALTER TABLE public.cases_allocation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_allocation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_case (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    reference character varying(16) NOT NULL,
    duty character varying(40) NOT NULL,
    pathway character varying(60) NOT NULL,
    pathway_version smallint NOT NULL,
    stage character varying(40) NOT NULL,
    stage_since_on date NOT NULL,
    paused_since_on date,
    origin character varying(10) NOT NULL,
    opened_on date NOT NULL,
    closed_on date,
    retain_from_on date,
    adult_id bigint,
    came_from_id bigint,
    child_id bigint,
    organisation_id bigint,
    owner_id bigint,
    school_id bigint,
    subject_school_id bigint,
    team_id bigint NOT NULL,
    retain_until_on date,
    retention_rule character varying(100) NOT NULL,
    per_school boolean NOT NULL,
    several boolean NOT NULL,
    CONSTRAINT case_closes_after_it_opens CHECK (((closed_on IS NULL) OR (closed_on >= opened_on))),
    CONSTRAINT case_has_one_subject CHECK ((((adult_id IS NULL) AND (child_id IS NOT NULL) AND (organisation_id IS NULL) AND (subject_school_id IS NULL)) OR ((adult_id IS NOT NULL) AND (child_id IS NULL) AND (organisation_id IS NULL) AND (subject_school_id IS NULL)) OR ((adult_id IS NULL) AND (child_id IS NULL) AND (organisation_id IS NULL) AND (subject_school_id IS NOT NULL)) OR ((adult_id IS NULL) AND (child_id IS NULL) AND (organisation_id IS NOT NULL) AND (subject_school_id IS NULL)))),
    CONSTRAINT case_is_kept_forwards CHECK (((retain_from_on IS NULL) OR (retain_until_on IS NULL) OR (retain_until_on >= retain_from_on))),
    CONSTRAINT case_per_school_names_the_school CHECK (((NOT per_school) OR (school_id IS NOT NULL))),
    CONSTRAINT cases_case_pathway_version_check CHECK ((pathway_version >= 0)),
    CONSTRAINT cases_case_version_check CHECK ((version >= 0))
);

ALTER TABLE public.cases_case ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_case_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_casedocument (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    title character varying(300) NOT NULL,
    kind character varying(60) NOT NULL,
    compartment character varying(15) NOT NULL,
    from_school boolean NOT NULL,
    "on" date NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    case_id bigint NOT NULL,
    file_id bigint NOT NULL
);

ALTER TABLE public.cases_casedocument ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_casedocument_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_caseletter (
    id bigint NOT NULL,
    case_id bigint NOT NULL,
    letter_id bigint NOT NULL,
    event_id bigint NOT NULL,
    party_id bigint,
    corrected_on date
);

ALTER TABLE public.cases_caseletter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_caseletter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_concern (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    told_mash_on date,
    given character varying(300) NOT NULL,
    family character varying(300) NOT NULL,
    born_on date,
    upn character varying(13) NOT NULL,
    lines text NOT NULL,
    postcode character varying(10) NOT NULL,
    school character varying(300) NOT NULL,
    kinds character varying(20)[] NOT NULL,
    since_on date,
    why text NOT NULL,
    did text NOT NULL,
    asks text NOT NULL,
    told_on date NOT NULL,
    told_at timestamp with time zone NOT NULL,
    match character varying(8) NOT NULL,
    matched_at timestamp with time zone,
    answer text NOT NULL,
    child_id bigint,
    matched_by_id bigint,
    team_id bigint NOT NULL,
    told_by_id bigint NOT NULL,
    CONSTRAINT cases_concern_version_check CHECK ((version >= 0)),
    CONSTRAINT concern_mash_told_by_then CHECK (((told_mash_on IS NULL) OR (told_mash_on <= told_on))),
    CONSTRAINT concern_says_why CHECK (((NOT (why = ''::text)) AND (NOT (kinds = '{}'::character varying(20)[])))),
    CONSTRAINT concern_since_a_day_by_then CHECK (((since_on IS NULL) OR (since_on <= told_on))),
    CONSTRAINT concern_waits_or_has_a_child_or_an_answer CHECK ((((answer = ''::text) AND (child_id IS NULL) AND ((match)::text = 'waits'::text) AND (matched_at IS NULL) AND (matched_by_id IS NULL)) OR ((answer = ''::text) AND (child_id IS NOT NULL) AND ((match)::text = ANY ((ARRAY['upn'::character varying, 'details'::character varying])::text[])) AND (matched_at IS NOT NULL) AND (matched_by_id IS NULL)) OR ((answer = ''::text) AND (child_id IS NOT NULL) AND ((match)::text = ANY ((ARRAY['person'::character varying, 'made'::character varying])::text[])) AND (matched_at IS NOT NULL) AND (matched_by_id IS NOT NULL)) OR ((child_id IS NULL) AND ((match)::text = 'answered'::text) AND (matched_at IS NOT NULL) AND (matched_by_id IS NOT NULL) AND (NOT (answer = ''::text)))))
);

ALTER TABLE public.cases_concern ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_concern_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_conclusion (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    goes_up boolean NOT NULL,
    because text NOT NULL,
    rated smallint NOT NULL,
    "on" date NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    child_id bigint NOT NULL,
    CONSTRAINT cases_conclusion_rated_check CHECK ((rated >= 0)),
    CONSTRAINT conclusion_has_a_rating CHECK ((rated <= 2)),
    CONSTRAINT conclusion_says_why CHECK ((NOT (because = ''::text)))
);

ALTER TABLE public.cases_conclusion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_conclusion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_deadline (
    id bigint NOT NULL,
    clock character varying(60) NOT NULL,
    label character varying(300) NOT NULL,
    against character varying(10) NOT NULL,
    is_law boolean NOT NULL,
    counted_from_on date NOT NULL,
    due_on date,
    why_not text NOT NULL,
    state character varying(10) NOT NULL,
    met_on date,
    explanation jsonb NOT NULL,
    history jsonb NOT NULL,
    soon_told_for date,
    overdue_told_for date,
    escalated_for date,
    chased_for date,
    case_id bigint NOT NULL,
    event_id bigint NOT NULL,
    party_id bigint,
    CONSTRAINT no_date_says_why CHECK (((due_on IS NOT NULL) OR (NOT (why_not = ''::text))))
);

ALTER TABLE public.cases_deadline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_deadline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_disposal (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    reference character varying(16) NOT NULL,
    state character varying(10) NOT NULL,
    record character varying(200) NOT NULL,
    rule character varying(100) NOT NULL,
    rule_words character varying(300) NOT NULL,
    closed_on date,
    reason text NOT NULL,
    at timestamp with time zone NOT NULL,
    next_review_on date,
    answer text NOT NULL,
    answered_at timestamp with time zone,
    stopped_because text NOT NULL,
    destroyed_at timestamp with time zone,
    transaction bigint,
    counts jsonb NOT NULL,
    files character varying(32)[] NOT NULL,
    files_removed_at timestamp with time zone,
    audit_due_on date,
    audit_emptied integer NOT NULL,
    audit_emptied_at timestamp with time zone,
    answered_by_id bigint,
    by_id bigint,
    case_id bigint,
    child_id bigint,
    message_id bigint,
    CONSTRAINT cases_disposal_audit_emptied_check CHECK ((audit_emptied >= 0)),
    CONSTRAINT cases_disposal_version_check CHECK ((version >= 0)),
    CONSTRAINT disposal_is_answered_by_somebody CHECK ((((answer = ''::text) AND (answered_at IS NULL) AND (answered_by_id IS NULL)) OR ((answered_at IS NOT NULL) AND (answered_by_id IS NOT NULL) AND (NOT (answer = ''::text))))),
    CONSTRAINT disposal_says_why CHECK ((NOT (reason = ''::text))),
    CONSTRAINT only_what_is_destroyed_has_no_record CHECK ((((audit_due_on IS NOT NULL) AND (case_id IS NULL) AND (child_id IS NULL) AND (destroyed_at IS NOT NULL) AND (message_id IS NULL) AND ((state)::text = 'destroyed'::text) AND (transaction IS NOT NULL)) OR ((NOT ((state)::text = 'destroyed'::text)) AND (((case_id IS NOT NULL) AND (child_id IS NULL) AND (message_id IS NULL)) OR ((case_id IS NULL) AND (child_id IS NULL) AND (message_id IS NOT NULL)) OR ((case_id IS NULL) AND (child_id IS NOT NULL) AND (message_id IS NULL))) AND (destroyed_at IS NULL) AND (files = '{}'::character varying(32)[]) AND (transaction IS NULL)))),
    CONSTRAINT only_what_was_given_up_goes_by_itself CHECK (((by_id IS NOT NULL) OR ((state)::text = 'destroyed'::text))),
    CONSTRAINT two_people_decide_what_is_destroyed CHECK (((NOT ((state)::text = ANY ((ARRAY['confirmed'::character varying, 'destroyed'::character varying])::text[]))) OR ((answered_by_id IS NOT NULL) AND (NOT ((answered_by_id = by_id) AND (answered_by_id IS NOT NULL) AND (by_id IS NOT NULL)))) OR ((answered_by_id IS NULL) AND (by_id IS NULL) AND ((state)::text = 'destroyed'::text)))),
    CONSTRAINT what_is_kept_is_looked_at_again CHECK ((((next_review_on IS NOT NULL) AND ((state)::text = 'kept'::text)) OR ((NOT ((state)::text = 'kept'::text)) AND (next_review_on IS NULL)))),
    CONSTRAINT what_is_stopped_says_why CHECK (((((state)::text = 'stopped'::text) AND (NOT (stopped_because = ''::text))) OR ((NOT ((state)::text = 'stopped'::text)) AND (stopped_because = ''::text))))
);

ALTER TABLE public.cases_disposal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_disposal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_educationplan (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    term_starts_on date NOT NULL,
    held_on date NOT NULL,
    quality character varying(10) NOT NULL,
    why text NOT NULL,
    rated_on date NOT NULL,
    rated_at timestamp with time zone NOT NULL,
    mistaken_on date,
    mistaken_at timestamp with time zone,
    mistaken_because text NOT NULL,
    child_id bigint NOT NULL,
    mistaken_by_id bigint,
    rated_by_id bigint NOT NULL,
    CONSTRAINT cases_educationplan_version_check CHECK ((version >= 0)),
    CONSTRAINT education_plan_is_held_before_it_is_rated CHECK ((held_on <= rated_on)),
    CONSTRAINT education_plan_is_held_in_its_term_or_later CHECK ((held_on >= term_starts_on)),
    CONSTRAINT education_plan_is_marked_a_mistake_by_somebody CHECK ((((mistaken_at IS NULL) AND (mistaken_because = ''::text) AND (mistaken_by_id IS NULL) AND (mistaken_on IS NULL)) OR ((mistaken_at IS NOT NULL) AND (mistaken_by_id IS NOT NULL) AND (mistaken_on IS NOT NULL) AND (NOT (mistaken_because = ''::text))))),
    CONSTRAINT weak_education_plan_says_why CHECK ((((quality)::text = 'good'::text) OR (((quality)::text = 'weak'::text) AND (NOT (why = ''::text)))))
);

ALTER TABLE public.cases_educationplan ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_educationplan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_event (
    id bigint NOT NULL,
    "order" integer NOT NULL,
    step character varying(60) NOT NULL,
    "on" date NOT NULL,
    at timestamp with time zone NOT NULL,
    stage_before character varying(40) NOT NULL,
    stage_after character varying(40) NOT NULL,
    facts jsonb NOT NULL,
    reason text NOT NULL,
    compartment character varying(15) NOT NULL,
    by_id bigint,
    case_id bigint NOT NULL,
    supersedes_id bigint,
    party_id bigint,
    CONSTRAINT cases_event_order_check CHECK (("order" >= 0)),
    CONSTRAINT what_takes_back_says_what_and_why CHECK (((NOT ((step)::text = 'taken_back'::text)) OR ((supersedes_id IS NOT NULL) AND (NOT (reason = ''::text)))))
);

ALTER TABLE public.cases_event ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_handover (
    id bigint NOT NULL,
    to_duty character varying(40) NOT NULL,
    reason text NOT NULL,
    "on" date NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    case_id bigint NOT NULL,
    opened_id bigint,
    waits_with_id bigint,
    disposed_of character varying(16) NOT NULL,
    message_id bigint,
    refused_because text NOT NULL,
    refused_by_id bigint,
    refused_on date,
    withdrawn boolean NOT NULL,
    CONSTRAINT hand_over_is_refused_by_somebody_for_a_reason CHECK ((((refused_because = ''::text) AND (refused_by_id IS NULL) AND (refused_on IS NULL)) OR ((refused_by_id IS NOT NULL) AND (refused_on IS NOT NULL) AND (NOT (refused_because = ''::text))))),
    CONSTRAINT hand_over_is_withdrawn_on_a_day CHECK (((NOT withdrawn) OR (refused_on IS NOT NULL))),
    CONSTRAINT hand_over_waits_or_arrived_or_came_back CHECK ((((((opened_id IS NULL) AND (waits_with_id IS NOT NULL)) OR ((opened_id IS NOT NULL) AND (waits_with_id IS NULL))) AND ((disposed_of)::text = ''::text) AND (refused_on IS NULL)) OR ((opened_id IS NULL) AND (refused_on IS NULL) AND (waits_with_id IS NULL) AND (NOT ((disposed_of)::text = ''::text))) OR (((disposed_of)::text = ''::text) AND (opened_id IS NULL) AND (refused_on IS NOT NULL) AND (waits_with_id IS NULL))))
);

ALTER TABLE public.cases_handover ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_handover_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_inboxmessage (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    channel character varying(10) NOT NULL,
    received_on date NOT NULL,
    sender character varying(300) NOT NULL,
    text text NOT NULL,
    state character varying(10) NOT NULL,
    answer text NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    dealt_at timestamp with time zone,
    case_id bigint,
    dealt_by_id bigint,
    entered_by_id bigint,
    team_id bigint NOT NULL,
    reference character varying(16) NOT NULL,
    reply_proved_at timestamp with time zone,
    reply_to character varying(254) NOT NULL,
    told jsonb NOT NULL,
    urgent boolean NOT NULL,
    CONSTRAINT cases_inboxmessage_version_check CHECK ((version >= 0)),
    CONSTRAINT inbox_message_is_waiting_or_dealt_with CHECK ((((dealt_at IS NULL) AND (dealt_by_id IS NULL) AND ((state)::text = 'waiting'::text)) OR ((case_id IS NOT NULL) AND (dealt_at IS NOT NULL) AND (dealt_by_id IS NOT NULL) AND ((state)::text = 'linked'::text)) OR ((dealt_at IS NOT NULL) AND (dealt_by_id IS NOT NULL) AND ((state)::text = 'answered'::text) AND (NOT (answer = ''::text))))),
    CONSTRAINT inbox_message_proves_an_address_it_has CHECK (((reply_proved_at IS NULL) OR (NOT ((reply_to)::text = ''::text)))),
    CONSTRAINT inbox_message_was_entered_or_told_on_line CHECK (((((channel)::text = 'told'::text) AND (entered_by_id IS NULL) AND (NOT ((reference)::text = ''::text)) AND (NOT (told = '{}'::jsonb))) OR (((channel)::text = 'portal'::text) AND (entered_by_id IS NOT NULL) AND ((reply_to)::text = ''::text) AND (NOT ((reference)::text = ''::text)) AND (NOT (told = '{}'::jsonb))) OR ((NOT ((channel)::text = ANY ((ARRAY['told'::character varying, 'portal'::character varying])::text[]))) AND (entered_by_id IS NOT NULL) AND ((reference)::text = ''::text) AND ((reply_to)::text = ''::text) AND (told = '{}'::jsonb) AND (NOT urgent))))
);

CREATE TABLE public.cases_inboxmessage_files (
    id bigint NOT NULL,
    inboxmessage_id bigint NOT NULL,
    file_id bigint NOT NULL
);

ALTER TABLE public.cases_inboxmessage_files ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_inboxmessage_files_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.cases_inboxmessage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_inboxmessage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_lastlook (
    user_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    seen bigint[] NOT NULL
);

CREATE TABLE public.cases_legalhold (
    id bigint NOT NULL,
    version integer NOT NULL,
    reason text NOT NULL,
    "on" date NOT NULL,
    at timestamp with time zone NOT NULL,
    lifted_reason text NOT NULL,
    lifted_at timestamp with time zone,
    by_id bigint NOT NULL,
    case_id bigint,
    lifted_by_id bigint,
    child_id bigint,
    message_id bigint,
    CONSTRAINT cases_legalhold_version_check CHECK ((version >= 0)),
    CONSTRAINT hold_is_lifted_by_somebody_for_a_reason CHECK ((((lifted_at IS NULL) AND (lifted_by_id IS NULL) AND (lifted_reason = ''::text)) OR ((lifted_at IS NOT NULL) AND (lifted_by_id IS NOT NULL) AND (NOT (lifted_reason = ''::text))))),
    CONSTRAINT hold_is_of_one_record CHECK ((((case_id IS NOT NULL) AND (child_id IS NULL) AND (message_id IS NULL)) OR ((case_id IS NULL) AND (child_id IS NULL) AND (message_id IS NOT NULL)) OR ((case_id IS NULL) AND (child_id IS NOT NULL) AND (message_id IS NULL)))),
    CONSTRAINT hold_says_why CHECK ((NOT (reason = ''::text)))
);

ALTER TABLE public.cases_legalhold ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_legalhold_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_note (
    id bigint NOT NULL,
    compartment character varying(15) NOT NULL,
    text text NOT NULL,
    "on" date NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    case_id bigint NOT NULL
);

ALTER TABLE public.cases_note ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_note_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_party (
    id bigint NOT NULL,
    role character varying(40) NOT NULL,
    from_on date NOT NULL,
    to_on date,
    adult_id bigint,
    case_id bigint NOT NULL,
    child_id bigint,
    organisation_id bigint,
    CONSTRAINT party_ends_after_it_begins CHECK (((to_on IS NULL) OR (to_on >= from_on))),
    CONSTRAINT party_is_one_body CHECK ((((adult_id IS NOT NULL) AND (child_id IS NULL) AND (organisation_id IS NULL)) OR ((adult_id IS NULL) AND (child_id IS NOT NULL) AND (organisation_id IS NULL)) OR ((adult_id IS NULL) AND (child_id IS NULL) AND (organisation_id IS NOT NULL))))
);

ALTER TABLE public.cases_party ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_party_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_recount (
    id bigint NOT NULL,
    calendar_id bigint,
    with_default boolean NOT NULL,
    because character varying(300) NOT NULL,
    at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    counted_from_on date,
    reached bigint NOT NULL
);

ALTER TABLE public.cases_recount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_recount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_safeguardingreferral (
    id bigint NOT NULL,
    version integer NOT NULL,
    "on" date NOT NULL,
    at timestamp with time zone NOT NULL,
    concern text NOT NULL,
    decision text NOT NULL,
    decided_on date,
    fed_back_on date,
    by_id bigint NOT NULL,
    case_id bigint NOT NULL,
    came_back_on date,
    CONSTRAINT cases_safeguardingreferral_version_check CHECK ((version >= 0))
);

ALTER TABLE public.cases_safeguardingreferral ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_safeguardingreferral_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_setrating (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    is_lowered boolean NOT NULL,
    rated smallint NOT NULL,
    before smallint NOT NULL,
    covers character varying(80)[] NOT NULL,
    reason text NOT NULL,
    until_on date,
    asked_on date NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    agreed boolean,
    decided_on date,
    decided_at timestamp with time zone,
    decided_because text NOT NULL,
    ended_on date,
    ended_at timestamp with time zone,
    ended_because text NOT NULL,
    asked_by_id bigint NOT NULL,
    child_id bigint NOT NULL,
    decided_by_id bigint,
    ended_by_id bigint,
    CONSTRAINT cases_setrating_before_check CHECK ((before >= 0)),
    CONSTRAINT cases_setrating_rated_check CHECK ((rated >= 0)),
    CONSTRAINT cases_setrating_version_check CHECK ((version >= 0)),
    CONSTRAINT lowered_rating_has_a_last_day CHECK (((NOT is_lowered) OR (until_on IS NOT NULL))),
    CONSTRAINT lowered_rating_has_a_second_person CHECK (((decided_by_id IS NULL) OR (NOT ((decided_by_id = asked_by_id) AND (decided_by_id IS NOT NULL))))),
    CONSTRAINT lowered_rating_is_decided_by_somebody CHECK ((((agreed IS NULL) AND (decided_at IS NULL) AND (decided_because = ''::text) AND (decided_by_id IS NULL) AND (decided_on IS NULL)) OR ((agreed IS NOT NULL) AND (decided_at IS NOT NULL) AND (decided_by_id IS NOT NULL) AND (decided_on IS NOT NULL) AND is_lowered))),
    CONSTRAINT set_rating_ends_after_it_begins CHECK (((until_on IS NULL) OR (until_on >= asked_on))),
    CONSTRAINT set_rating_is_a_rating CHECK (((before <= 2) AND (rated <= 2))),
    CONSTRAINT set_rating_is_ended_by_somebody CHECK ((((ended_at IS NULL) AND (ended_because = ''::text) AND (ended_by_id IS NULL) AND (ended_on IS NULL)) OR ((ended_at IS NOT NULL) AND (ended_by_id IS NOT NULL) AND (ended_on IS NOT NULL) AND (NOT (ended_because = ''::text))))),
    CONSTRAINT set_rating_is_lower_or_raised CHECK (((is_lowered AND (rated < before)) OR ((NOT is_lowered) AND (rated > before)))),
    CONSTRAINT set_rating_says_why CHECK ((NOT (reason = ''::text)))
);

ALTER TABLE public.cases_setrating ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_setrating_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_sweep (
    id bigint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    did jsonb NOT NULL
);

ALTER TABLE public.cases_sweep ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_sweep_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_visit (
    id bigint NOT NULL,
    "on" date NOT NULL,
    at timestamp with time zone NOT NULL,
    place character varying(200) NOT NULL,
    outcome character varying(12) NOT NULL,
    joint_with character varying(300) NOT NULL,
    text text NOT NULL,
    by_id bigint NOT NULL,
    case_id bigint NOT NULL
);

ALTER TABLE public.cases_visit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_visit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cme_authorityenquiry (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    authority character varying(200) NOT NULL,
    to_whom character varying(300) NOT NULL,
    sent_on date,
    due_on date,
    answered_on date,
    answer text NOT NULL,
    receipt_on date,
    receipt_by character varying(300) NOT NULL,
    receipt_reference character varying(300) NOT NULL,
    case_id bigint NOT NULL,
    sent_by_id bigint NOT NULL,
    by_letter_id bigint,
    receipt_school character varying(120) NOT NULL,
    CONSTRAINT authority_answers_after_it_was_asked CHECK ((((answer = ''::text) AND (answered_on IS NULL)) OR ((answered_on >= sent_on) AND (NOT (answer = ''::text))))),
    CONSTRAINT authority_receipt_says_who_and_where CHECK (((((receipt_by)::text = ''::text) AND (receipt_on IS NULL) AND ((receipt_reference)::text = ''::text) AND ((receipt_school)::text = ''::text)) OR ((answered_on IS NOT NULL) AND (receipt_on >= sent_on) AND (NOT ((receipt_by)::text = ''::text)) AND (NOT ((receipt_reference)::text = ''::text))))),
    CONSTRAINT authority_was_asked_or_its_letter_waits CHECK ((((due_on IS NOT NULL) AND (sent_on IS NOT NULL)) OR ((by_letter_id IS NOT NULL) AND (due_on IS NULL) AND (sent_on IS NULL)))),
    CONSTRAINT cme_authorityenquiry_version_check CHECK ((version >= 0))
);

ALTER TABLE public.cme_authorityenquiry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cme_authorityenquiry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cme_authorityrequest (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    authority character varying(200) NOT NULL,
    from_whom character varying(300) NOT NULL,
    received_on date NOT NULL,
    due_on date NOT NULL,
    asked text NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    answered_on date,
    answer text NOT NULL,
    receipt character varying(300) NOT NULL,
    answered_by_id bigint,
    case_id bigint,
    child_id bigint,
    entered_by_id bigint NOT NULL,
    upn character varying(13) NOT NULL,
    CONSTRAINT authority_request_is_answered_by_somebody_after_it_came CHECK ((((answer = ''::text) AND (answered_by_id IS NULL) AND (answered_on IS NULL)) OR ((answered_by_id IS NOT NULL) AND (answered_on >= received_on) AND (NOT (answer = ''::text))))),
    CONSTRAINT authority_request_on_a_case_is_about_a_child CHECK (((case_id IS NULL) OR (child_id IS NOT NULL))),
    CONSTRAINT cme_authorityrequest_version_check CHECK ((version >= 0))
);

ALTER TABLE public.cme_authorityrequest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cme_authorityrequest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cme_deletion (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    ground character varying(16) NOT NULL,
    deleted_on date NOT NULL,
    last_attended_on date,
    destination text NOT NULL,
    told_on date NOT NULL,
    told_at timestamp with time zone NOT NULL,
    case_id bigint,
    child_id bigint NOT NULL,
    destination_school_id bigint,
    school_id bigint NOT NULL,
    told_by_id bigint NOT NULL,
    letter_id bigint,
    letter_on date,
    CONSTRAINT cme_deletion_version_check CHECK ((version >= 0)),
    CONSTRAINT deleted_after_the_last_day_at_school CHECK (((last_attended_on IS NULL) OR (last_attended_on <= deleted_on))),
    CONSTRAINT deleted_pupil_goes_to_another_school CHECK (((destination_school_id IS NULL) OR (NOT ((destination_school_id = school_id) AND (destination_school_id IS NOT NULL))))),
    CONSTRAINT deletion_says_where_to CHECK (((destination_school_id IS NOT NULL) OR (NOT (destination = ''::text)))),
    CONSTRAINT deletion_told_once_deleted CHECK ((told_on >= deleted_on))
);

ALTER TABLE public.cme_deletion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cme_deletion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cme_enquiry (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    kind character varying(16) NOT NULL,
    "on" date NOT NULL,
    at timestamp with time zone NOT NULL,
    result character varying(10) NOT NULL,
    words text NOT NULL,
    next_on date,
    by_id bigint NOT NULL,
    case_id bigint NOT NULL,
    CONSTRAINT enquiry_is_made_again_later CHECK (((next_on IS NULL) OR (next_on > "on"))),
    CONSTRAINT enquiry_says_what_came_of_it CHECK ((NOT (words = ''::text))),
    CONSTRAINT enquiry_that_waits_says_until_when CHECK (((NOT ((result)::text = 'waits'::text)) OR (next_on IS NOT NULL)))
);

ALTER TABLE public.cme_enquiry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cme_enquiry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cme_groundtext (
    id bigint NOT NULL,
    ground character varying(16) NOT NULL,
    text text NOT NULL,
    "on" date NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    CONSTRAINT ground_text_says_something CHECK ((NOT (text = ''::text)))
);

ALTER TABLE public.cme_groundtext ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cme_groundtext_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cme_missing (
    version integer NOT NULL,
    case_id bigint NOT NULL,
    told_at timestamp with time zone NOT NULL,
    source character varying(12) NOT NULL,
    told_by character varying(300) NOT NULL,
    cause character varying(16) NOT NULL,
    last_attended_on date,
    last_known text NOT NULL,
    tried character varying(10)[] NOT NULL,
    found_out text NOT NULL,
    concern boolean,
    concern_words text NOT NULL,
    siblings text NOT NULL,
    social_worker boolean,
    absence_pattern text NOT NULL,
    language character varying(80) NOT NULL,
    private_fostering boolean,
    groups character varying(8)[] NOT NULL,
    nationality character varying(80) NOT NULL,
    unnamed boolean NOT NULL,
    CONSTRAINT cme_missing_version_check CHECK ((version >= 0)),
    CONSTRAINT missing_concern_says_what CHECK (((NOT concern) OR (NOT (concern_words = ''::text)))),
    CONSTRAINT missing_says_who_told_what CHECK (((NOT (last_known = ''::text)) AND (NOT ((told_by)::text = ''::text)))),
    CONSTRAINT missing_school_says_what_it_did CHECK (((NOT ((source)::text = 'school'::text)) OR ((last_attended_on IS NOT NULL) AND (NOT (found_out = ''::text)))))
);

CREATE TABLE public.cme_newpupil (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    upn character varying(13) NOT NULL,
    given character varying(300) NOT NULL,
    family character varying(300) NOT NULL,
    born_on date NOT NULL,
    lines text NOT NULL,
    postcode character varying(10) NOT NULL,
    came_from character varying(300) NOT NULL,
    entered_on date NOT NULL,
    due_on date NOT NULL,
    told_on date NOT NULL,
    told_at timestamp with time zone NOT NULL,
    match character varying(8) NOT NULL,
    case_id bigint,
    child_id bigint,
    matched_by_id bigint,
    school_id bigint NOT NULL,
    told_by_id bigint NOT NULL,
    CONSTRAINT cme_newpupil_version_check CHECK ((version >= 0)),
    CONSTRAINT new_pupil_entered_once_born CHECK ((entered_on >= born_on)),
    CONSTRAINT new_pupil_matched_by_a_person_says_who CHECK (((((match)::text = ANY ((ARRAY['waits'::character varying, 'upn'::character varying, 'details'::character varying])::text[])) AND (matched_by_id IS NULL)) OR (((match)::text = ANY ((ARRAY['person'::character varying, 'nobody'::character varying])::text[])) AND (matched_by_id IS NOT NULL)))),
    CONSTRAINT new_pupil_matched_is_a_child CHECK ((((child_id IS NULL) AND ((match)::text = ANY ((ARRAY['waits'::character varying, 'nobody'::character varying])::text[]))) OR ((child_id IS NOT NULL) AND ((match)::text = ANY ((ARRAY['upn'::character varying, 'details'::character varying, 'person'::character varying])::text[]))))),
    CONSTRAINT new_pupil_on_a_case_is_a_child CHECK (((case_id IS NULL) OR (child_id IS NOT NULL))),
    CONSTRAINT new_pupil_told_once_entered CHECK ((told_on >= entered_on))
);

ALTER TABLE public.cme_newpupil ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cme_newpupil_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cme_search (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    looked_by character varying(12)[] NOT NULL,
    found smallint NOT NULL,
    case_id bigint NOT NULL,
    enquiry_id bigint NOT NULL,
    CONSTRAINT cme_search_found_check CHECK ((found >= 0)),
    CONSTRAINT search_says_by_what CHECK ((
CASE
    WHEN (looked_by IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(looked_by, 1), 0)
END > 0))
);

ALTER TABLE public.cme_search ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cme_search_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cme_transferfile (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    way character varying(3) NOT NULL,
    name character varying(40) NOT NULL,
    "order" integer,
    source character varying(7) NOT NULL,
    source_name character varying(300) NOT NULL,
    destination character varying(7) NOT NULL,
    said jsonb NOT NULL,
    "on" date NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    case_id bigint NOT NULL,
    document_id bigint NOT NULL,
    CONSTRAINT cme_transferfile_order_check CHECK (("order" >= 0)),
    CONSTRAINT transfer_file_of_ours_has_a_number_and_a_name CHECK (((("order" IS NOT NULL) AND ((way)::text = 'out'::text) AND (NOT ((name)::text = ''::text))) OR (("order" IS NULL) AND ((way)::text = 'in'::text))))
);

ALTER TABLE public.cme_transferfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cme_transferfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.core_attempt (
    id bigint NOT NULL,
    what character varying(40) NOT NULL,
    who character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL
);

ALTER TABLE public.core_attempt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_attempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.core_onetimelink (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    purpose character varying(40) NOT NULL,
    subject character varying(64) NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
);

ALTER TABLE public.core_onetimelink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_onetimelink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.core_rulevalue (
    id bigint NOT NULL,
    rule character varying(100) NOT NULL,
    value character varying(100) NOT NULL,
    from_on date NOT NULL,
    reason text NOT NULL,
    CONSTRAINT rule_value_says_why CHECK ((NOT (reason = ''::text)))
);

ALTER TABLE public.core_rulevalue ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_rulevalue_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.core_submission (
    token character varying(14) NOT NULL,
    location character varying(500) NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE TABLE public.correspondence_brake (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    what character varying(10) NOT NULL,
    kind character varying(80) NOT NULL,
    "limit" integer NOT NULL,
    held_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    discarded boolean NOT NULL,
    reason text NOT NULL,
    ended_by_id bigint,
    CONSTRAINT brake_ended_by_somebody CHECK ((((ended_at IS NULL) AND (ended_by_id IS NULL)) OR ((ended_at IS NOT NULL) AND (ended_by_id IS NOT NULL)))),
    CONSTRAINT brake_ended_for_a_reason CHECK (((ended_at IS NULL) OR (NOT (reason = ''::text)))),
    CONSTRAINT correspondence_brake_limit_check CHECK (("limit" >= 0))
);

ALTER TABLE public.correspondence_brake ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.correspondence_brake_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.correspondence_letter (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    kind character varying(80) NOT NULL,
    kind_version integer NOT NULL,
    reference character varying(20) NOT NULL,
    state character varying(10) NOT NULL,
    context jsonb NOT NULL,
    own_paragraph text NOT NULL,
    drafted_at timestamp with time zone NOT NULL,
    approved_at timestamp with time zone,
    approved_sha256 character varying(64) NOT NULL,
    released_on date,
    released_at timestamp with time zone,
    address text NOT NULL,
    address_reason text NOT NULL,
    html text NOT NULL,
    html_sha256 character varying(64) NOT NULL,
    lease_until timestamp with time zone,
    attempts smallint NOT NULL,
    problem text NOT NULL,
    rendered_at timestamp with time zone,
    sent_on date,
    sent_at timestamp with time zone,
    method character varying(20) NOT NULL,
    proof text NOT NULL,
    deemed_served_on date,
    withdrawn_at timestamp with time zone,
    withdrawn_reason text NOT NULL,
    adult_id bigint,
    approved_by_id bigint,
    brake_id bigint,
    child_id bigint,
    drafted_by_id bigint,
    organisation_id bigint,
    pdf_id bigint,
    released_by_id bigint,
    sent_by_id bigint,
    withdrawn_by_id bigint,
    despite_return text NOT NULL,
    returned_at timestamp with time zone,
    returned_because character varying(10) NOT NULL,
    returned_by_id bigint,
    returned_on date,
    returned_words text NOT NULL,
    unreturned_at timestamp with time zone,
    unreturned_by_id bigint,
    unreturned_reason text NOT NULL,
    despite_change text NOT NULL,
    despite_change_at timestamp with time zone,
    despite_change_by_id bigint,
    despite_change_mark character varying(64) NOT NULL,
    despite_change_of text NOT NULL,
    CONSTRAINT correspondence_letter_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT correspondence_letter_kind_version_check CHECK ((kind_version >= 0)),
    CONSTRAINT correspondence_letter_version_check CHECK ((version >= 0)),
    CONSTRAINT letter_approved_by_somebody CHECK ((((approved_at IS NULL) AND (approved_by_id IS NULL)) OR ((approved_at IS NOT NULL) AND (approved_by_id IS NOT NULL)))),
    CONSTRAINT letter_goes_all_the_same_says_who_and_why CHECK (((((despite_change_at IS NULL) AND (despite_change_by_id IS NULL)) OR ((despite_change_at IS NOT NULL) AND (despite_change_by_id IS NOT NULL))) AND (((despite_change = ''::text) AND (despite_change_at IS NULL) AND ((despite_change_mark)::text = ''::text) AND (despite_change_of = ''::text)) OR ((NOT (despite_change = ''::text)) AND (NOT (despite_change_of = ''::text)) AND (NOT ((despite_change_mark)::text = ''::text)))))),
    CONSTRAINT letter_has_one_recipient CHECK ((((adult_id IS NULL) AND (organisation_id IS NOT NULL)) OR ((adult_id IS NOT NULL) AND (organisation_id IS NULL)))),
    CONSTRAINT letter_not_returned_says_who_and_why CHECK (((((unreturned_at IS NULL) AND (unreturned_by_id IS NULL)) OR ((unreturned_at IS NOT NULL) AND (unreturned_by_id IS NOT NULL))) AND ((unreturned_at IS NULL) OR (NOT (unreturned_reason = ''::text))))),
    CONSTRAINT letter_released_by_somebody CHECK ((((released_at IS NULL) AND (released_by_id IS NULL) AND (released_on IS NULL)) OR ((released_at IS NOT NULL) AND (released_by_id IS NOT NULL) AND (released_on IS NOT NULL)))),
    CONSTRAINT letter_released_with_its_text_and_address CHECK ((((address = ''::text) AND (html = ''::text) AND (released_at IS NULL)) OR ((released_at IS NOT NULL) AND (NOT (html = ''::text)) AND (NOT (address = ''::text))))),
    CONSTRAINT letter_rendered_to_a_file CHECK ((((pdf_id IS NULL) AND (rendered_at IS NULL)) OR ((pdf_id IS NOT NULL) AND (rendered_at IS NOT NULL)))),
    CONSTRAINT letter_returned_later_and_why CHECK (((((returned_because)::text = ''::text) AND (returned_on IS NULL) AND (returned_words = ''::text)) OR ((returned_on >= sent_on) AND (NOT ((returned_because)::text = ''::text)) AND (NOT ((returned_because)::text = 'other'::text))) OR (((returned_because)::text = 'other'::text) AND (returned_on >= sent_on) AND (NOT (returned_words = ''::text))))),
    CONSTRAINT letter_returned_to_somebody CHECK ((((returned_at IS NULL) AND (returned_by_id IS NULL) AND (returned_on IS NULL)) OR ((returned_at IS NOT NULL) AND (returned_by_id IS NOT NULL) AND (returned_on IS NOT NULL)))),
    CONSTRAINT letter_sent_by_somebody CHECK ((((deemed_served_on IS NULL) AND (sent_at IS NULL) AND (sent_by_id IS NULL) AND (sent_on IS NULL)) OR ((deemed_served_on IS NOT NULL) AND (sent_at IS NOT NULL) AND (sent_by_id IS NOT NULL) AND (sent_on IS NOT NULL)))),
    CONSTRAINT letter_sent_somehow CHECK (((((method)::text = ''::text) AND (sent_on IS NULL)) OR ((sent_on IS NOT NULL) AND (NOT ((method)::text = ''::text))))),
    CONSTRAINT letter_state_is_what_happened CHECK ((((released_at IS NULL) AND ((state)::text = 'drafted'::text) AND (withdrawn_at IS NULL)) OR ((pdf_id IS NULL) AND (released_at IS NOT NULL) AND ((state)::text = 'released'::text) AND (withdrawn_at IS NULL)) OR ((pdf_id IS NOT NULL) AND (sent_at IS NULL) AND ((state)::text = 'rendered'::text) AND (withdrawn_at IS NULL)) OR ((released_at IS NOT NULL) AND (returned_at IS NULL) AND (sent_at IS NOT NULL) AND ((state)::text = ANY ((ARRAY['sent'::character varying, 'served'::character varying])::text[])) AND (withdrawn_at IS NULL)) OR ((returned_at IS NOT NULL) AND (sent_at IS NOT NULL) AND ((state)::text = 'returned'::text) AND (withdrawn_at IS NULL)) OR ((sent_at IS NULL) AND ((state)::text = 'withdrawn'::text) AND (withdrawn_at IS NOT NULL)))),
    CONSTRAINT letter_withdrawn_by_somebody CHECK ((((withdrawn_at IS NULL) AND (withdrawn_by_id IS NULL)) OR ((withdrawn_at IS NOT NULL) AND (withdrawn_by_id IS NOT NULL)))),
    CONSTRAINT letter_withdrawn_for_a_reason CHECK (((withdrawn_at IS NULL) OR (NOT (withdrawn_reason = ''::text))))
);

ALTER TABLE public.correspondence_letter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.correspondence_letter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.correspondence_message (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    kind character varying(80) NOT NULL,
    email character varying(254) NOT NULL,
    reference character varying(20) NOT NULL,
    link character varying(200) NOT NULL,
    one_time_subject character varying(64) NOT NULL,
    dedupe character varying(200) NOT NULL,
    state character varying(10) NOT NULL,
    queued_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    lease_until timestamp with time zone,
    attempts smallint NOT NULL,
    problem text NOT NULL,
    sent_at timestamp with time zone,
    brake_id bigint,
    user_id bigint,
    CONSTRAINT correspondence_message_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT message_claimed_for_a_while CHECK (((NOT ((state)::text = 'claimed'::text)) OR (lease_until IS NOT NULL))),
    CONSTRAINT message_has_one_recipient CHECK (((((email)::text = ''::text) AND (user_id IS NOT NULL)) OR ((user_id IS NULL) AND (NOT ((email)::text = ''::text))))),
    CONSTRAINT message_held_by_a_brake CHECK (((NOT ((state)::text = 'held'::text)) OR (brake_id IS NOT NULL))),
    CONSTRAINT message_sent_at_a_moment CHECK ((((sent_at IS NOT NULL) AND ((state)::text = 'sent'::text)) OR ((NOT ((state)::text = 'sent'::text)) AND (sent_at IS NULL))))
);

ALTER TABLE public.correspondence_message ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.correspondence_message_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.correspondence_sealedmail (
    id bigint NOT NULL,
    sealed text NOT NULL,
    queued_at timestamp with time zone NOT NULL,
    lease_until timestamp with time zone,
    attempts smallint NOT NULL,
    CONSTRAINT correspondence_sealedmail_attempts_check CHECK ((attempts >= 0))
);

ALTER TABLE public.correspondence_sealedmail ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.correspondence_sealedmail_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.demo_load (
    id bigint NOT NULL,
    began_at timestamp with time zone NOT NULL
);

ALTER TABLE public.demo_load ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.demo_load_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);

ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);

ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);

CREATE TABLE public.documents_file (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    name character varying(300) NOT NULL,
    media_type character varying(100) NOT NULL,
    size bigint NOT NULL,
    sha256 character varying(64) NOT NULL,
    sent_sha256 character varying(64) NOT NULL,
    stored_as character varying(32) NOT NULL,
    scan character varying(20) NOT NULL,
    scanned_at timestamp with time zone,
    virus character varying(200) NOT NULL,
    uploaded_at timestamp with time zone NOT NULL,
    uploaded_by_id bigint,
    from_outside boolean NOT NULL,
    CONSTRAINT documents_file_size_check CHECK ((size >= 0)),
    CONSTRAINT file_is_not_empty CHECK ((size > 0)),
    CONSTRAINT file_scanned_at_a_moment CHECK (((((scan)::text = ANY ((ARRAY['clean'::character varying, 'infected'::character varying])::text[])) AND (scanned_at IS NOT NULL)) OR ((NOT ((scan)::text = ANY ((ARRAY['clean'::character varying, 'infected'::character varying])::text[]))) AND (scanned_at IS NULL)))),
    CONSTRAINT file_was_uploaded_by_somebody_or_made_here CHECK ((((NOT from_outside) AND ((scan)::text = 'ours'::text) AND (uploaded_by_id IS NULL)) OR ((NOT ((scan)::text = 'ours'::text)) AND (NOT from_outside) AND (uploaded_by_id IS NOT NULL)) OR ((NOT ((scan)::text = 'ours'::text)) AND from_outside AND (uploaded_by_id IS NULL))))
);

ALTER TABLE public.documents_file ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.documents_file_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ehe_exitform (
    id bigint NOT NULL,
    number smallint NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    sent_on date NOT NULL,
    signed_by character varying(200) NOT NULL,
    signed_as character varying(20) NOT NULL,
    last_on date,
    deleted_on date,
    agencies text NOT NULL,
    has_concerns boolean NOT NULL,
    concerns text NOT NULL,
    history text NOT NULL,
    attendance text NOT NULL,
    known text NOT NULL,
    suggested boolean,
    suggested_words text NOT NULL,
    meeting character varying(12) NOT NULL,
    meeting_on date,
    voice text NOT NULL,
    voice_on date,
    siblings text NOT NULL,
    files text NOT NULL,
    nurse_told boolean,
    view text NOT NULL,
    returned_on date,
    accepted_on date,
    gaps text NOT NULL,
    case_id bigint NOT NULL,
    sent_by_id bigint NOT NULL,
    correspondence_id bigint,
    ctf character varying(100) NOT NULL,
    ground character varying(10) NOT NULL,
    ground_words character varying(500) NOT NULL,
    needs character varying(10) NOT NULL,
    officer_joined boolean,
    social_care character varying(15) NOT NULL,
    worker character varying(300) NOT NULL,
    CONSTRAINT ehe_exitform_number_check CHECK ((number >= 0)),
    CONSTRAINT exit_form_is_returned_for_its_gaps CHECK ((((gaps = ''::text) AND (returned_on IS NULL)) OR ((accepted_on IS NULL) AND (returned_on IS NOT NULL) AND (NOT (gaps = ''::text))))),
    CONSTRAINT exit_form_is_signed CHECK ((NOT ((signed_by)::text = ''::text))),
    CONSTRAINT exit_form_returned_once_sent CHECK (((returned_on IS NULL) OR (returned_on >= sent_on))),
    CONSTRAINT exit_form_says_what_the_concern_is CHECK (((NOT has_concerns) OR (NOT (concerns = ''::text))))
);

ALTER TABLE public.ehe_exitform ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ehe_exitform_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ehe_followup (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    what character varying(300) NOT NULL,
    who character varying(200) NOT NULL,
    due_on date NOT NULL,
    at timestamp with time zone NOT NULL,
    outcome character varying(8) NOT NULL,
    came_of_it text NOT NULL,
    settled_on date,
    by_id bigint NOT NULL,
    settled_by_id bigint,
    meeting_id bigint NOT NULL,
    CONSTRAINT ehe_followup_version_check CHECK ((version >= 0)),
    CONSTRAINT follow_up_is_settled_by_somebody CHECK (((((settled_by_id IS NULL) AND (settled_on IS NULL)) OR ((settled_by_id IS NOT NULL) AND (settled_on IS NOT NULL))) AND ((((outcome)::text = ''::text) AND (settled_on IS NULL)) OR ((settled_on IS NOT NULL) AND (NOT ((outcome)::text = ''::text)))))),
    CONSTRAINT follow_up_not_done_says_why CHECK (((NOT ((outcome)::text = 'not_done'::text)) OR (NOT (came_of_it = ''::text))))
);

ALTER TABLE public.ehe_followup ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ehe_followup_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ehe_homeeducation (
    case_id bigint NOT NULL,
    told_at timestamp with time zone NOT NULL,
    told_by character varying(10) NOT NULL,
    words text NOT NULL,
    reason character varying(20) NOT NULL,
    letter_on date,
    last_on date,
    special_place boolean NOT NULL,
    order_open boolean NOT NULL,
    worry text NOT NULL,
    letter_id bigint,
    CONSTRAINT home_education_letter_is_dated CHECK (((letter_id IS NULL) OR (letter_on IS NOT NULL)))
);

CREATE TABLE public.ehe_offrolling (
    case_id bigint NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    why text NOT NULL
);

CREATE TABLE public.ehe_parentsmeeting (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    "on" date NOT NULL,
    place character varying(200) NOT NULL,
    invited smallint,
    came smallint NOT NULL,
    took_part character varying(300) NOT NULL,
    asked text NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    CONSTRAINT ehe_parentsmeeting_came_check CHECK ((came >= 0)),
    CONSTRAINT ehe_parentsmeeting_invited_check CHECK ((invited >= 0)),
    CONSTRAINT ehe_parentsmeeting_version_check CHECK ((version >= 0))
);

ALTER TABLE public.ehe_parentsmeeting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ehe_parentsmeeting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ehe_toldsince (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    told_at timestamp with time zone NOT NULL,
    told_by character varying(10) NOT NULL,
    words text NOT NULL,
    reason character varying(20) NOT NULL,
    letter_on date,
    last_on date,
    special_place boolean NOT NULL,
    order_open boolean NOT NULL,
    worry text NOT NULL,
    told_on date NOT NULL,
    by_id bigint NOT NULL,
    case_id bigint NOT NULL,
    letter_id bigint,
    school_id bigint,
    CONSTRAINT told_since_letter_is_dated CHECK (((letter_id IS NULL) OR (letter_on IS NOT NULL))),
    CONSTRAINT told_since_only_a_school_is_named CHECK ((((told_by)::text = 'school'::text) OR (school_id IS NULL)))
);

ALTER TABLE public.ehe_toldsince ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ehe_toldsince_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ehe_trace (
    id bigint NOT NULL,
    number smallint NOT NULL,
    kind character varying(10) NOT NULL,
    evidence jsonb NOT NULL,
    case_id bigint NOT NULL,
    child_id bigint NOT NULL,
    CONSTRAINT a_trace_says_what_happened CHECK ((NOT (evidence = '[]'::jsonb))),
    CONSTRAINT ehe_trace_number_check CHECK ((number >= 0))
);

ALTER TABLE public.ehe_trace ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ehe_trace_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exchange_batch (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    kind character varying(40) NOT NULL,
    options jsonb NOT NULL,
    file_name character varying(255) NOT NULL,
    sha256 character varying(64) NOT NULL,
    plan character varying(64) NOT NULL,
    notes character varying(500)[] NOT NULL,
    headings text[] NOT NULL,
    state character varying(10) NOT NULL,
    at timestamp with time zone NOT NULL,
    rows integer NOT NULL,
    created integer NOT NULL,
    updated integer NOT NULL,
    unchanged integer NOT NULL,
    left_out integer NOT NULL,
    rejected integer NOT NULL,
    committed_at timestamp with time zone,
    undone_at timestamp with time zone,
    made_beside jsonb NOT NULL,
    by_id bigint NOT NULL,
    committed_by_id bigint,
    undone_by_id bigint,
    CONSTRAINT batch_committed_by_somebody CHECK ((((committed_at IS NOT NULL) AND (committed_by_id IS NOT NULL) AND ((state)::text = ANY ((ARRAY['committed'::character varying, 'undone'::character varying])::text[]))) OR ((committed_at IS NULL) AND (committed_by_id IS NULL) AND ((state)::text = ANY ((ARRAY['previewed'::character varying, 'failed'::character varying])::text[]))))),
    CONSTRAINT batch_counts_reconcile CHECK ((rows = (((created + updated) + unchanged) + rejected))),
    CONSTRAINT batch_left_out_rows_are_unchanged CHECK ((left_out <= unchanged)),
    CONSTRAINT batch_undone_by_somebody CHECK (((((state)::text = 'undone'::text) AND (undone_at IS NOT NULL) AND (undone_by_id IS NOT NULL)) OR ((NOT ((state)::text = 'undone'::text)) AND (undone_at IS NULL) AND (undone_by_id IS NULL)))),
    CONSTRAINT exchange_batch_created_check CHECK ((created >= 0)),
    CONSTRAINT exchange_batch_left_out_check CHECK ((left_out >= 0)),
    CONSTRAINT exchange_batch_rejected_check CHECK ((rejected >= 0)),
    CONSTRAINT exchange_batch_rows_check CHECK ((rows >= 0)),
    CONSTRAINT exchange_batch_unchanged_check CHECK ((unchanged >= 0)),
    CONSTRAINT exchange_batch_updated_check CHECK ((updated >= 0))
);

ALTER TABLE public.exchange_batch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_batch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exchange_batchrow (
    id bigint NOT NULL,
    number integer NOT NULL,
    outcome character varying(10) NOT NULL,
    reasons text[] NOT NULL,
    cells text[] NOT NULL,
    identity character varying(200) NOT NULL,
    record jsonb,
    before jsonb,
    batch_id bigint NOT NULL,
    CONSTRAINT exchange_batchrow_number_check CHECK ((number >= 0)),
    CONSTRAINT rejected_row_says_why CHECK (((((outcome)::text = 'rejected'::text) AND (
CASE
    WHEN (reasons IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(reasons, 1), 0)
END > 0)) OR ((NOT ((outcome)::text = 'rejected'::text)) AND (
CASE
    WHEN (reasons IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(reasons, 1), 0)
END = 0)))),
    CONSTRAINT updated_row_keeps_what_was CHECK ((((before IS NOT NULL) AND ((outcome)::text = 'updated'::text)) OR (NOT ((outcome)::text = 'updated'::text))))
);

ALTER TABLE public.exchange_batchrow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_batchrow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exclusions_amendment (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    reason text NOT NULL,
    changed jsonb NOT NULL,
    by_id bigint NOT NULL,
    suspension_id bigint NOT NULL,
    letter_before_id bigint,
    CONSTRAINT amendment_says_why CHECK ((NOT (reason = ''::text)))
);

ALTER TABLE public.exclusions_amendment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exclusions_amendment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exclusions_fairaccessreferral (
    version integer NOT NULL,
    case_id bigint NOT NULL,
    came character varying(12) NOT NULL,
    category character varying(2) NOT NULL,
    part character varying(12) NOT NULL,
    applied_on date,
    refused_because text NOT NULL,
    leaves character varying(300) NOT NULL,
    release_on date,
    sen character varying(10) NOT NULL,
    social_worker boolean NOT NULL,
    looked_after boolean NOT NULL,
    schools_before text NOT NULL,
    wish text NOT NULL,
    voice text NOT NULL,
    services text NOT NULL,
    needs text NOT NULL,
    refused_by_id bigint,
    CONSTRAINT exclusions_fairaccessreferral_version_check CHECK ((version >= 0)),
    CONSTRAINT fair_access_leaver_says_from_where_and_when CHECK (((((came)::text = 'leaving'::text) AND (release_on IS NOT NULL) AND (NOT ((leaves)::text = ''::text))) OR ((NOT ((came)::text = 'leaving'::text)) AND ((leaves)::text = ''::text) AND (release_on IS NULL)))),
    CONSTRAINT fair_access_refusal_says_who_and_why CHECK (((((came)::text = 'refused'::text) AND (refused_by_id IS NOT NULL) AND (NOT (refused_because = ''::text))) OR ((NOT ((came)::text = 'refused'::text)) AND (refused_because = ''::text) AND (refused_by_id IS NULL)))),
    CONSTRAINT fair_access_says_what_they_wish CHECK (((NOT (wish = ''::text)) AND (NOT (voice = ''::text))))
);

CREATE TABLE public.exclusions_funding (
    version integer NOT NULL,
    case_id bigint NOT NULL,
    amount numeric(10,2),
    amount_from character varying(200) NOT NULL,
    "order" numeric(10,2) NOT NULL,
    reserved_place boolean NOT NULL,
    admitted_on date,
    admitting_school_id bigint,
    order_answered boolean NOT NULL,
    CONSTRAINT exclusions_funding_version_check CHECK ((version >= 0)),
    CONSTRAINT funding_admission_is_whole CHECK ((((admitted_on IS NULL) AND (admitting_school_id IS NULL)) OR ((admitted_on IS NOT NULL) AND (admitting_school_id IS NOT NULL)))),
    CONSTRAINT funding_amount_says_where_from CHECK ((((amount IS NULL) AND ((amount_from)::text = ''::text)) OR ((amount > (0)::numeric) AND (NOT ((amount_from)::text = ''::text))))),
    CONSTRAINT funding_order_is_no_less_than_nothing CHECK (("order" >= (0)::numeric))
);

CREATE TABLE public.exclusions_fundingentry (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    side character varying(10) NOT NULL,
    kind character varying(12) NOT NULL,
    "on" date NOT NULL,
    amount numeric(10,2) NOT NULL,
    number character varying(40) NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    cancels_id bigint,
    case_id bigint NOT NULL,
    code character varying(10) NOT NULL,
    CONSTRAINT funding_cancels_an_entry CHECK ((((cancels_id IS NOT NULL) AND ((kind)::text = 'cancelled'::text)) OR ((NOT ((kind)::text = 'cancelled'::text)) AND (cancels_id IS NULL)))),
    CONSTRAINT funding_dispute_has_a_code CHECK (((((kind)::text = 'disputed'::text) AND (NOT ((code)::text = ''::text))) OR ((NOT ((kind)::text = 'disputed'::text)) AND ((code)::text = ''::text)))),
    CONSTRAINT funding_entry_cancels_another CHECK ((NOT ((cancels_id = id) AND (cancels_id IS NOT NULL)))),
    CONSTRAINT funding_entry_is_of_an_amount CHECK (((amount > (0)::numeric) OR ((amount = (0)::numeric) AND ((kind)::text = ANY ((ARRAY['raised'::character varying, 'cancelled'::character varying])::text[]))))),
    CONSTRAINT funding_entry_says_why CHECK (((((kind)::text = ANY ((ARRAY['written_off'::character varying, 'settled'::character varying, 'upheld'::character varying, 'cancelled'::character varying])::text[])) AND (NOT (reason = ''::text))) OR (((kind)::text = ANY ((ARRAY['raised'::character varying, 'received'::character varying, 'returned'::character varying])::text[])) AND (reason = ''::text)) OR ((kind)::text = 'disputed'::text))),
    CONSTRAINT funding_invoice_has_a_number CHECK (((((kind)::text = 'raised'::text) AND (NOT ((number)::text = ''::text))) OR ((NOT ((kind)::text = 'raised'::text)) AND ((number)::text = ''::text)))),
    CONSTRAINT funding_only_an_invoice_is_disputed CHECK ((((side)::text = 'recovery'::text) OR (NOT ((kind)::text = ANY ((ARRAY['disputed'::character varying, 'settled'::character varying, 'upheld'::character varying])::text[])))))
);

ALTER TABLE public.exclusions_fundingentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exclusions_fundingentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exclusions_managedmove (
    case_id bigint NOT NULL,
    told_at timestamp with time zone NOT NULL,
    decided_on date NOT NULL,
    to_name character varying(200) NOT NULL,
    starts_on date NOT NULL,
    plan text NOT NULL,
    reasons text NOT NULL,
    pupil_view text NOT NULL,
    parents_agreed_by character varying(300) NOT NULL,
    parents_agreed_on date,
    in_writing boolean NOT NULL,
    to_head_agreed_on date,
    sen character varying(10) NOT NULL,
    social_worker boolean NOT NULL,
    letter_id bigint,
    to_school_id bigint,
    CONSTRAINT managed_move_agreed_by_somebody CHECK ((((NOT in_writing) AND ((parents_agreed_by)::text = ''::text) AND (parents_agreed_on IS NULL)) OR ((NOT ((parents_agreed_by)::text = ''::text)) AND (parents_agreed_on IS NOT NULL)))),
    CONSTRAINT managed_move_begins_once_planned CHECK ((starts_on >= decided_on)),
    CONSTRAINT managed_move_is_to_one_school CHECK (((((to_name)::text = ''::text) AND (to_school_id IS NOT NULL)) OR ((NOT ((to_name)::text = ''::text)) AND (to_school_id IS NULL)))),
    CONSTRAINT managed_move_says_why CHECK (((NOT (plan = ''::text)) AND (NOT (reasons = ''::text)) AND (NOT (pupil_view = ''::text))))
);

CREATE TABLE public.exclusions_offsitedirection (
    case_id bigint NOT NULL,
    told_at timestamp with time zone NOT NULL,
    decided_on date NOT NULL,
    notice_on date,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    place_name character varying(200) NOT NULL,
    address text NOT NULL,
    report_to character varying(200) NOT NULL,
    aim character varying(10) NOT NULL,
    objectives text NOT NULL,
    reasons text NOT NULL,
    minutes smallint[] NOT NULL,
    begins_at time without time zone NOT NULL,
    finishes_at time without time zone NOT NULL,
    breaks character varying(200) NOT NULL,
    registration character varying(6) NOT NULL,
    sen character varying(10) NOT NULL,
    social_worker boolean NOT NULL,
    review_on date NOT NULL,
    letter_id bigint,
    provider_id bigint,
    CONSTRAINT direction_begins_once_decided CHECK (((review_on >= decided_on) AND (starts_on >= decided_on))),
    CONSTRAINT direction_day_ends_after_it_begins CHECK ((finishes_at > begins_at)),
    CONSTRAINT direction_ends_after_it_begins CHECK ((ends_on >= starts_on)),
    CONSTRAINT direction_has_ten_sessions CHECK ((
CASE
    WHEN (minutes IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(minutes, 1), 0)
END = 10)),
    CONSTRAINT direction_is_to_one_place CHECK (((((place_name)::text = ''::text) AND (provider_id IS NOT NULL)) OR ((NOT ((place_name)::text = ''::text)) AND (NOT (address = ''::text)) AND (provider_id IS NULL)))),
    CONSTRAINT direction_notice_once_decided CHECK (((notice_on IS NULL) OR (notice_on >= decided_on))),
    CONSTRAINT direction_says_why_and_to_whom CHECK (((NOT (objectives = ''::text)) AND (NOT (reasons = ''::text)) AND (NOT ((report_to)::text = ''::text)) AND (NOT ((breaks)::text = ''::text))))
);

CREATE TABLE public.exclusions_panelreferral (
    id bigint NOT NULL,
    number smallint NOT NULL,
    wish text NOT NULL,
    voice text NOT NULL,
    parents_know boolean NOT NULL,
    sen character varying(10) NOT NULL,
    social_worker boolean NOT NULL,
    services jsonb NOT NULL,
    exploitation character varying(10) NOT NULL,
    exploitation_words text NOT NULL,
    schools_before text NOT NULL,
    tried text NOT NULL,
    risks jsonb NOT NULL,
    review_on date NOT NULL,
    needs text NOT NULL,
    figures jsonb NOT NULL,
    written_at timestamp with time zone NOT NULL,
    case_id bigint NOT NULL,
    written_by_id bigint NOT NULL,
    CONSTRAINT exclusions_panelreferral_number_check CHECK ((number >= 0)),
    CONSTRAINT panel_referral_says_of_exploitation CHECK (((NOT ((exploitation)::text = 'yes'::text)) OR (NOT (exploitation_words = ''::text)))),
    CONSTRAINT panel_referral_says_what_a_school_must_know CHECK (((NOT (wish = ''::text)) AND (NOT (voice = ''::text)) AND (NOT (tried = ''::text)) AND (NOT (needs = ''::text)))),
    CONSTRAINT panel_referrals_count_from_one CHECK ((number >= 1))
);

ALTER TABLE public.exclusions_panelreferral ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exclusions_panelreferral_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exclusions_permanentexclusion (
    case_id bigint NOT NULL,
    told_at timestamp with time zone NOT NULL,
    decided_on date NOT NULL,
    first_on date NOT NULL,
    first_session character varying(2) NOT NULL,
    governors_told_on date,
    parents_told_on date,
    wellbeing text NOT NULL,
    exploitation boolean NOT NULL,
    exploitation_words text NOT NULL,
    sen character varying(10) NOT NULL,
    social_worker boolean NOT NULL,
    looked_after boolean NOT NULL,
    virtual_school_spoken_to boolean,
    tried text NOT NULL,
    reasons character varying(2)[] NOT NULL,
    behaviour text NOT NULL,
    letter_id bigint,
    exam_on date,
    incident_place character varying(300) NOT NULL,
    protocol_done character varying(10)[] NOT NULL,
    virtual_school_on date,
    virtual_school_who character varying(200) NOT NULL,
    weapon boolean,
    weapon_type character varying(10) NOT NULL,
    weapon_used boolean,
    weapon_words text NOT NULL,
    lives_in character varying(200) NOT NULL,
    work_said_on date,
    work_set boolean,
    work_until_on date,
    work_words text NOT NULL,
    CONSTRAINT exam_falls_inside_the_exclusion CHECK (((exam_on IS NULL) OR (exam_on >= first_on))),
    CONSTRAINT exclusion_says_of_the_weapon CHECK (((weapon AND (weapon IS NOT NULL) AND (weapon_used IS NOT NULL) AND (NOT ((weapon_type)::text = ''::text)) AND (NOT (weapon_words = ''::text))) OR (((NOT weapon) OR (weapon IS NULL)) AND ((weapon_type)::text = ''::text) AND (weapon_used IS NULL) AND (weapon_words = ''::text)))),
    CONSTRAINT exclusion_says_of_the_work CHECK ((((work_said_on IS NULL) AND (work_set IS NULL) AND (work_words = ''::text)) OR ((work_said_on IS NOT NULL) AND (work_set IS NOT NULL) AND ((NOT work_set) OR (NOT (work_words = ''::text)))))),
    CONSTRAINT exclusion_says_why CHECK (((NOT (wellbeing = ''::text)) AND (NOT (tried = ''::text)) AND (NOT (behaviour = ''::text)))),
    CONSTRAINT exploitation_says_what CHECK (((NOT exploitation) OR (NOT (exploitation_words = ''::text)))),
    CONSTRAINT looked_after_says_of_the_virtual_school CHECK (((NOT looked_after) OR (virtual_school_spoken_to IS NOT NULL))),
    CONSTRAINT one_to_three_reasons CHECK (((
CASE
    WHEN (reasons IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(reasons, 1), 0)
END >= 1) AND (
CASE
    WHEN (reasons IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(reasons, 1), 0)
END <= 3)))
);

CREATE TABLE public.exclusions_providerreferral (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    state character varying(10) NOT NULL,
    school_asked boolean NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    reason text NOT NULL,
    sen text NOT NULL,
    exploitation character varying(10) NOT NULL,
    exploitation_words text NOT NULL,
    services jsonb NOT NULL,
    behaviour text NOT NULL,
    parent_view text NOT NULL,
    pupil_voice text NOT NULL,
    figures jsonb NOT NULL,
    sent_at timestamp with time zone,
    answered_at timestamp with time zone,
    answer text NOT NULL,
    answered_by_id bigint,
    begun_by_id bigint NOT NULL,
    case_id bigint,
    child_id bigint NOT NULL,
    provider_id bigint NOT NULL,
    school_id bigint,
    sent_by_id bigint,
    withdrawn_at timestamp with time zone,
    withdrawn_because text NOT NULL,
    withdrawn_by_id bigint,
    CONSTRAINT exclusions_providerreferral_version_check CHECK ((version >= 0)),
    CONSTRAINT provider_referral_answered_by_somebody CHECK (((((answered_at IS NULL) AND (answered_by_id IS NULL)) OR ((answered_at IS NOT NULL) AND (answered_by_id IS NOT NULL))) AND ((NOT ((state)::text = ANY ((ARRAY['accepted'::character varying, 'declined'::character varying])::text[]))) OR (answered_at IS NOT NULL)) AND ((NOT ((state)::text = ANY ((ARRAY['draft'::character varying, 'sent'::character varying])::text[]))) OR (answered_at IS NULL)))),
    CONSTRAINT provider_referral_declined_says_why CHECK (((NOT ((state)::text = 'declined'::text)) OR (NOT (answer = ''::text)))),
    CONSTRAINT provider_referral_has_a_state CHECK (((state)::text = ANY ((ARRAY['draft'::character varying, 'sent'::character varying, 'accepted'::character varying, 'declined'::character varying, 'withdrawn'::character varying])::text[]))),
    CONSTRAINT provider_referral_sent_by_somebody CHECK (((((sent_at IS NULL) AND (sent_by_id IS NULL)) OR ((sent_at IS NOT NULL) AND (sent_by_id IS NOT NULL))) AND ((NOT ((state)::text = 'draft'::text)) OR (sent_at IS NULL)))),
    CONSTRAINT provider_referral_sent_says_of_exploitation CHECK (((NOT ((state)::text = ANY ((ARRAY['sent'::character varying, 'accepted'::character varying, 'declined'::character varying])::text[]))) OR ((sent_at IS NOT NULL) AND (NOT ((exploitation)::text = ''::text))))),
    CONSTRAINT provider_referral_withdrawn_by_somebody CHECK (((((withdrawn_at IS NULL) AND (withdrawn_by_id IS NULL)) OR ((withdrawn_at IS NOT NULL) AND (withdrawn_by_id IS NOT NULL))) AND ((((state)::text = 'withdrawn'::text) AND (withdrawn_at IS NOT NULL) AND (NOT (withdrawn_because = ''::text))) OR ((NOT ((state)::text = 'withdrawn'::text)) AND (withdrawn_at IS NULL) AND (withdrawn_because = ''::text)))))
);

ALTER TABLE public.exclusions_providerreferral ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exclusions_providerreferral_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exclusions_riskassessment (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    number smallint NOT NULL,
    risks jsonb NOT NULL,
    review_on date NOT NULL,
    written_at timestamp with time zone NOT NULL,
    file_id bigint,
    referral_id bigint NOT NULL,
    written_by_id bigint NOT NULL,
    CONSTRAINT exclusions_riskassessment_number_check CHECK ((number >= 0)),
    CONSTRAINT risk_assessments_count_from_one CHECK ((number >= 1))
);

ALTER TABLE public.exclusions_riskassessment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exclusions_riskassessment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exclusions_separation (
    case_id bigint NOT NULL,
    told_at timestamp with time zone NOT NULL,
    decided_on date NOT NULL,
    starts_on date NOT NULL,
    led_by character varying(200) NOT NULL,
    why text NOT NULL,
    pupil_view text NOT NULL,
    parents_told_on date,
    sen character varying(10) NOT NULL,
    social_worker boolean NOT NULL,
    CONSTRAINT separation_begins_once_decided CHECK ((starts_on >= decided_on)),
    CONSTRAINT separation_says_why_and_who_leads CHECK (((NOT (why = ''::text)) AND (NOT ((led_by)::text = ''::text)) AND (NOT (pupil_view = ''::text))))
);

CREATE TABLE public.exclusions_suspension (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    reference character varying(20) NOT NULL,
    told_at timestamp with time zone NOT NULL,
    received_on date NOT NULL,
    decided_on date,
    first_on date NOT NULL,
    first_session character varying(2) NOT NULL,
    last_on date NOT NULL,
    ends_after character varying(2) NOT NULL,
    lunchtime boolean NOT NULL,
    sessions smallint,
    half_days int4range NOT NULL,
    sessions_carried smallint NOT NULL,
    reasons character varying(2)[] NOT NULL,
    parents_told_on date,
    governors_told_on date,
    exam_missed boolean NOT NULL,
    wellbeing text NOT NULL,
    sen character varying(10) NOT NULL,
    social_worker boolean,
    looked_after boolean,
    exploitation_words text NOT NULL,
    tried text NOT NULL,
    behaviour text NOT NULL,
    case_id bigint,
    child_id bigint NOT NULL,
    letter_id bigint,
    school_id bigint NOT NULL,
    told_by_id bigint NOT NULL,
    out_until_on date,
    sessions_out smallint,
    virtual_school_spoken_to boolean,
    withdrawn_as character varying(10) NOT NULL,
    withdrawn_on date,
    imported boolean NOT NULL,
    only_counts boolean NOT NULL,
    was_to_end_on date,
    exam_on date,
    incident_place character varying(300) NOT NULL,
    protocol_done character varying(10)[] NOT NULL,
    virtual_school_on date,
    virtual_school_who character varying(200) NOT NULL,
    weapon boolean,
    weapon_type character varying(10) NOT NULL,
    weapon_used boolean,
    weapon_words text NOT NULL,
    work_said_on date,
    work_set boolean,
    work_until_on date,
    work_words text NOT NULL,
    CONSTRAINT exam_falls_inside_the_suspension CHECK (((exam_on IS NULL) OR (exam_missed AND (exam_on >= first_on) AND (exam_on <= last_on)))),
    CONSTRAINT exclusions_suspension_sessions_carried_check CHECK ((sessions_carried >= 0)),
    CONSTRAINT exclusions_suspension_sessions_check CHECK ((sessions >= 0)),
    CONSTRAINT exclusions_suspension_sessions_out_check CHECK ((sessions_out >= 0)),
    CONSTRAINT exclusions_suspension_version_check CHECK ((version >= 0)),
    CONSTRAINT suspension_begins_once_decided CHECK ((first_on >= decided_on)),
    CONSTRAINT suspension_days_out_before_it_was_cancelled CHECK ((((out_until_on IS NULL) AND (sessions_out IS NULL)) OR ((out_until_on >= first_on) AND (out_until_on <= last_on) AND ((withdrawn_as)::text = 'cancelled'::text)))),
    CONSTRAINT suspension_ends_after_it_begins CHECK ((last_on >= first_on)),
    CONSTRAINT suspension_is_a_session_at_least CHECK (((last_on > first_on) OR ((ends_after)::text >= (first_session)::text))),
    CONSTRAINT suspension_one_to_three_reasons CHECK (((
CASE
    WHEN (reasons IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(reasons, 1), 0)
END >= 1) AND (
CASE
    WHEN (reasons IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(reasons, 1), 0)
END <= 3))),
    CONSTRAINT suspension_says_how_the_pupil_is CHECK ((imported OR ((NOT (wellbeing = ''::text)) AND (NOT ((sen)::text = ''::text)) AND (decided_on IS NOT NULL) AND (looked_after IS NOT NULL) AND (social_worker IS NOT NULL)))),
    CONSTRAINT suspension_says_of_the_weapon CHECK (((weapon AND (weapon IS NOT NULL) AND (weapon_used IS NOT NULL) AND (NOT ((weapon_type)::text = ''::text)) AND (NOT (weapon_words = ''::text))) OR (((NOT weapon) OR (weapon IS NULL)) AND ((weapon_type)::text = ''::text) AND (weapon_used IS NULL) AND (weapon_words = ''::text)))),
    CONSTRAINT suspension_says_of_the_work CHECK ((((work_said_on IS NULL) AND (work_set IS NULL) AND (work_words = ''::text)) OR ((work_said_on IS NOT NULL) AND (work_set IS NOT NULL) AND ((NOT work_set) OR (NOT (work_words = ''::text)))))),
    CONSTRAINT suspension_that_only_counts CHECK (((NOT only_counts) OR ((case_id IS NULL) AND imported))),
    CONSTRAINT suspension_told_once_decided CHECK ((received_on >= decided_on)),
    CONSTRAINT suspension_was_to_end_before_it_does CHECK (((was_to_end_on IS NULL) OR (was_to_end_on < last_on))),
    CONSTRAINT suspension_withdrawn_says_why CHECK (((((withdrawn_as)::text = ''::text) AND (withdrawn_on IS NULL)) OR ((withdrawn_on IS NOT NULL) AND (NOT ((withdrawn_as)::text = ''::text)))))
);

ALTER TABLE public.exclusions_suspension ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exclusions_suspension_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.licensing_applicant (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    email character varying(254) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    came_at timestamp with time zone,
    CONSTRAINT applicant_email_is_lower_case CHECK (((email)::text = lower((email)::text)))
);

ALTER TABLE public.licensing_applicant ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.licensing_applicant_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.licensing_applicationdraft (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    state character varying(10) NOT NULL,
    answers jsonb NOT NULL,
    started_at timestamp with time zone NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    sent_on date,
    reference character varying(16) NOT NULL,
    applicant_id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    CONSTRAINT a_sent_application_has_its_reference CHECK ((((sent_on IS NOT NULL) AND ((state)::text = 'sent'::text) AND (NOT ((reference)::text = ''::text))) OR ((NOT ((state)::text = 'sent'::text)) AND ((reference)::text = ''::text) AND (sent_on IS NULL)))),
    CONSTRAINT licensing_applicationdraft_version_check CHECK ((version >= 0))
);

ALTER TABLE public.licensing_applicationdraft ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.licensing_applicationdraft_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.licensing_applicationfile (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    title character varying(300) NOT NULL,
    at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    draft_id bigint NOT NULL,
    file_id bigint NOT NULL,
    section character varying(20) NOT NULL,
    taken_on date,
    item character varying(20) NOT NULL
);

ALTER TABLE public.licensing_applicationfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.licensing_applicationfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.licensing_bodyapproval (
    case_id bigint NOT NULL,
    organisation character varying(250) NOT NULL,
    applicant character varying(200) NOT NULL,
    "position" character varying(200) NOT NULL,
    lines text NOT NULL,
    postcode character varying(10) NOT NULL,
    phone character varying(40) NOT NULL,
    email character varying(254) NOT NULL,
    activities text NOT NULL,
    places text NOT NULL,
    place_authority character varying(200) NOT NULL,
    wanted_from_on date NOT NULL,
    wanted_until_on date NOT NULL,
    children character varying(300) NOT NULL,
    unpaid boolean NOT NULL,
    misses_school boolean NOT NULL,
    in_charge text NOT NULL,
    checks text NOT NULL,
    policy_on date,
    received_on date NOT NULL,
    received_at timestamp with time zone NOT NULL,
    number character varying(16),
    secret character varying(14) NOT NULL,
    approved_on date,
    from_on date,
    until_on date,
    conditions text NOT NULL,
    ended_on date,
    approved_by_id bigint,
    body_id bigint NOT NULL,
    by_id bigint,
    policy_id bigint,
    risk_assessment_id bigint,
    CONSTRAINT body_approval_ends_after_it_begins CHECK (((until_on IS NULL) OR (until_on >= from_on))),
    CONSTRAINT body_approval_ends_once_approved CHECK (((ended_on IS NULL) OR ((approved_on IS NOT NULL) AND (ended_on >= approved_on)))),
    CONSTRAINT body_approved_has_number_and_days CHECK ((((approved_by_id IS NULL) AND (approved_on IS NULL) AND (from_on IS NULL) AND (number IS NULL) AND (until_on IS NULL)) OR ((approved_by_id IS NOT NULL) AND (approved_on IS NOT NULL) AND (from_on IS NOT NULL) AND (number IS NOT NULL) AND (until_on IS NOT NULL)))),
    CONSTRAINT body_says_who_what_and_where CHECK (((NOT ((organisation)::text = ''::text)) AND (NOT ((applicant)::text = ''::text)) AND (NOT (activities = ''::text)) AND (NOT (places = ''::text)))),
    CONSTRAINT body_wants_an_end_after_the_beginning CHECK ((wanted_until_on >= wanted_from_on))
);

CREATE TABLE public.licensing_bodychild (
    id bigint NOT NULL,
    name character varying(300) NOT NULL,
    born_on date NOT NULL,
    school character varying(300) NOT NULL,
    report_id bigint NOT NULL,
    CONSTRAINT body_child_has_a_name CHECK ((NOT ((name)::text = ''::text)))
);

ALTER TABLE public.licensing_bodychild ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.licensing_bodychild_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.licensing_bodyreport (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    name character varying(300) NOT NULL,
    place character varying(300) NOT NULL,
    first_on date NOT NULL,
    last_on date NOT NULL,
    "on" date NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    case_id bigint NOT NULL,
    CONSTRAINT body_report_ends_after_it_begins CHECK ((last_on >= first_on)),
    CONSTRAINT body_report_says_what_and_where CHECK (((NOT ((name)::text = ''::text)) AND (NOT ((place)::text = ''::text))))
);

ALTER TABLE public.licensing_bodyreport ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.licensing_bodyreport_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.licensing_certificatecopy (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    received_at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    case_id bigint NOT NULL,
    file_id bigint NOT NULL
);

ALTER TABLE public.licensing_certificatecopy ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.licensing_certificatecopy_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.licensing_chaperone (
    case_id bigint NOT NULL,
    former_names character varying(500) NOT NULL,
    insurance_number character varying(13) NOT NULL,
    paid character varying(10) NOT NULL,
    home_authority character varying(200) NOT NULL,
    experience text NOT NULL,
    health text NOT NULL,
    declared text NOT NULL,
    agrees_checks boolean NOT NULL,
    training character varying(300) NOT NULL,
    trained_on date,
    told_dbs_number character varying(20) NOT NULL,
    told_dbs_on date,
    received_on date NOT NULL,
    received_at timestamp with time zone NOT NULL,
    number character varying(16),
    secret character varying(14) NOT NULL,
    approved_on date,
    until_on date,
    conditions text NOT NULL,
    most_children smallint,
    suspended_on date,
    ended_on date,
    approved_by_id bigint,
    by_id bigint,
    photo_id bigint,
    safeguarding text NOT NULL,
    told_update_service boolean,
    training_certificate_id bigint,
    CONSTRAINT chaperone_approval_ends_after_it_begins CHECK (((until_on IS NULL) OR (until_on >= approved_on))),
    CONSTRAINT chaperone_approved_has_number_and_days CHECK ((((approved_by_id IS NULL) AND (approved_on IS NULL) AND (number IS NULL) AND (until_on IS NULL)) OR ((approved_by_id IS NOT NULL) AND (approved_on IS NOT NULL) AND (number IS NOT NULL) AND (until_on IS NOT NULL)))),
    CONSTRAINT chaperone_ends_once_approved CHECK (((ended_on IS NULL) OR ((approved_on IS NOT NULL) AND (ended_on >= approved_on)))),
    CONSTRAINT chaperone_has_a_child_in_charge CHECK (((most_children IS NULL) OR (most_children >= 1))),
    CONSTRAINT chaperone_suspended_once_approved CHECK (((suspended_on IS NULL) OR ((approved_on IS NOT NULL) AND (suspended_on >= approved_on)))),
    CONSTRAINT licensing_chaperone_most_children_check CHECK ((most_children >= 0))
);

CREATE TABLE public.licensing_childpaper (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    kind character varying(10) NOT NULL,
    words character varying(300) NOT NULL,
    taken_on date,
    received_at timestamp with time zone NOT NULL,
    by_id bigint,
    entrant_id bigint NOT NULL,
    file_id bigint,
    CONSTRAINT childs_paper_is_somewhere CHECK (((file_id IS NOT NULL) OR (NOT ((words)::text = ''::text)))),
    CONSTRAINT childs_paper_taken_is_a_photograph CHECK (((taken_on IS NULL) OR ((kind)::text = 'photograph'::text)))
);

ALTER TABLE public.licensing_childpaper ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.licensing_childpaper_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.licensing_dbscheck (
    id bigint NOT NULL,
    way character varying(12) NOT NULL,
    number character varying(20) NOT NULL,
    issued_on date NOT NULL,
    barred_list boolean NOT NULL,
    update_service boolean NOT NULL,
    suitable boolean NOT NULL,
    decision text NOT NULL,
    "on" date NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    case_id bigint NOT NULL,
    CONSTRAINT dbs_certificate_was_there CHECK ((issued_on <= "on")),
    CONSTRAINT dbs_check_has_a_number CHECK ((NOT ((number)::text = ''::text))),
    CONSTRAINT dbs_check_says_the_decision CHECK ((suitable OR (NOT (decision = ''::text))))
);

ALTER TABLE public.licensing_dbscheck ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.licensing_dbscheck_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.licensing_employer (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    name character varying(250) NOT NULL,
    nature character varying(250) NOT NULL,
    lines text NOT NULL,
    postcode character varying(10) NOT NULL,
    contact character varying(200) NOT NULL,
    phone character varying(40) NOT NULL,
    email character varying(254) NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    body_id bigint NOT NULL,
    by_id bigint,
    merged_at timestamp with time zone,
    merged_by_id bigint,
    merged_into_id bigint,
    CONSTRAINT employer_has_name_and_address CHECK (((NOT ((name)::text = ''::text)) AND (NOT (lines = ''::text)))),
    CONSTRAINT employer_is_merged_into_another CHECK (((merged_into_id IS NULL) OR (NOT ((merged_into_id = id) AND (merged_into_id IS NOT NULL))))),
    CONSTRAINT employer_merged_by_and_when CHECK ((((merged_at IS NULL) AND (merged_by_id IS NULL) AND (merged_into_id IS NULL)) OR ((merged_at IS NOT NULL) AND (merged_by_id IS NOT NULL) AND (merged_into_id IS NOT NULL)))),
    CONSTRAINT licensing_employer_version_check CHECK ((version >= 0))
);

ALTER TABLE public.licensing_employer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.licensing_employer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.licensing_enquiry (
    case_id bigint NOT NULL,
    place text NOT NULL,
    told_by character varying(300) NOT NULL,
    told text NOT NULL,
    received_on date NOT NULL,
    received_at timestamp with time zone NOT NULL,
    found character varying(10) NOT NULL,
    found_words text NOT NULL,
    found_on date,
    by_id bigint NOT NULL,
    employer_id bigint NOT NULL,
    found_by_id bigint,
    CONSTRAINT enquiry_found_by_and_when CHECK ((((found_by_id IS NULL) AND (found_on IS NULL)) OR ((found_by_id IS NOT NULL) AND (found_on IS NOT NULL)))),
    CONSTRAINT enquiry_found_says_what CHECK (((((found)::text = ''::text) AND (found_on IS NULL)) OR ((found_on IS NOT NULL) AND (NOT ((found)::text = ''::text))))),
    CONSTRAINT enquiry_says_where_who_and_what CHECK (((NOT (place = ''::text)) AND (NOT ((told_by)::text = ''::text)) AND (NOT (told = ''::text))))
);

CREATE TABLE public.licensing_entrant (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    number smallint NOT NULL,
    given character varying(300) NOT NULL,
    family character varying(300) NOT NULL,
    born_on date NOT NULL,
    upn character varying(13) NOT NULL,
    lines text NOT NULL,
    postcode character varying(10) NOT NULL,
    home_authority character varying(200) NOT NULL,
    school_name character varying(300) NOT NULL,
    role character varying(300) NOT NULL,
    earnings numeric(10,2),
    earnings_to character varying(300) NOT NULL,
    parent_name character varying(200) NOT NULL,
    parent_email character varying(254) NOT NULL,
    first_on date,
    last_on date,
    match character varying(10) NOT NULL,
    matched_at timestamp with time zone,
    received_at timestamp with time zone NOT NULL,
    case_id bigint,
    matched_by_id bigint,
    school_id bigint,
    production_id bigint NOT NULL,
    school_email character varying(254) NOT NULL,
    CONSTRAINT entrant_earns_no_less CHECK (((earnings IS NULL) OR (earnings >= (0)::numeric))),
    CONSTRAINT entrant_ends_after_it_begins CHECK (((((first_on IS NULL) AND (last_on IS NULL)) OR ((first_on IS NOT NULL) AND (last_on IS NOT NULL))) AND ((first_on IS NULL) OR (last_on >= first_on)))),
    CONSTRAINT entrant_matched_by_a_person_says_who CHECK (((NOT ((match)::text = 'person'::text)) OR (matched_by_id IS NOT NULL))),
    CONSTRAINT entrant_matched_by_and_when CHECK ((((matched_at IS NULL) AND (matched_by_id IS NULL)) OR ((matched_at IS NOT NULL) AND (matched_by_id IS NOT NULL)))),
    CONSTRAINT entrant_matched_has_a_case CHECK ((((case_id IS NULL) AND ((match)::text = ANY ((ARRAY['waits'::character varying, 'elsewhere'::character varying])::text[]))) OR ((case_id IS NOT NULL) AND ((match)::text = ANY ((ARRAY['upn'::character varying, 'details'::character varying, 'person'::character varying])::text[]))))),
    CONSTRAINT entrant_sent_on_says_where CHECK (((NOT ((match)::text = 'elsewhere'::text)) OR (NOT ((home_authority)::text = ''::text)))),
    CONSTRAINT licensing_entrant_number_check CHECK ((number >= 0)),
    CONSTRAINT licensing_entrant_version_check CHECK ((version >= 0))
);

ALTER TABLE public.licensing_entrant ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.licensing_entrant_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.licensing_guidancesent (
    id bigint NOT NULL,
    guidance character varying(200) NOT NULL,
    edition character varying(100) NOT NULL,
    to_whom character varying(200) NOT NULL,
    how character varying(10) NOT NULL,
    "on" date NOT NULL,
    at timestamp with time zone NOT NULL,
    body_id bigint NOT NULL,
    by_id bigint NOT NULL,
    CONSTRAINT guidance_sent_says_what_and_to_whom CHECK (((NOT ((guidance)::text = ''::text)) AND (NOT ((edition)::text = ''::text)) AND (NOT ((to_whom)::text = ''::text))))
);

ALTER TABLE public.licensing_guidancesent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.licensing_guidancesent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.licensing_inspection (
    case_id bigint NOT NULL,
    place text NOT NULL,
    why character varying(10) NOT NULL,
    announced boolean NOT NULL,
    planned_on date NOT NULL,
    planned_at timestamp with time zone NOT NULL,
    visited_on date,
    spoken_to character varying(300) NOT NULL,
    children_seen smallint,
    findings text NOT NULL,
    put_right text NOT NULL,
    put_right_on date,
    by_id bigint NOT NULL,
    employer_id bigint,
    production_id bigint,
    visited_by_id bigint,
    approval_id bigint,
    CONSTRAINT inspection_is_of_one_body CHECK ((((approval_id IS NULL) AND (employer_id IS NOT NULL) AND (production_id IS NULL)) OR ((approval_id IS NULL) AND (employer_id IS NULL) AND (production_id IS NOT NULL)) OR ((approval_id IS NOT NULL) AND (employer_id IS NULL) AND (production_id IS NULL)))),
    CONSTRAINT inspection_put_right_says_what_and_by_when CHECK ((((put_right = ''::text) AND (put_right_on IS NULL)) OR ((put_right_on IS NOT NULL) AND (visited_on IS NOT NULL) AND (NOT (put_right = ''::text))))),
    CONSTRAINT inspection_says_where CHECK ((NOT (place = ''::text))),
    CONSTRAINT inspection_visited_by_and_when CHECK ((((visited_by_id IS NULL) AND (visited_on IS NULL)) OR ((visited_by_id IS NOT NULL) AND (visited_on IS NOT NULL)))),
    CONSTRAINT inspection_visited_says_what_was_found CHECK ((((findings = ''::text) AND (visited_on IS NULL)) OR ((visited_on IS NOT NULL) AND (NOT (findings = ''::text))))),
    CONSTRAINT licensing_inspection_children_seen_check CHECK ((children_seen >= 0))
);

CREATE TABLE public.licensing_interview (
    id bigint NOT NULL,
    with_whom character varying(300) NOT NULL,
    identity text NOT NULL,
    record text NOT NULL,
    suitable boolean NOT NULL,
    "on" date NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    case_id bigint NOT NULL,
    CONSTRAINT interview_says_what_was_seen CHECK (((NOT ((with_whom)::text = ''::text)) AND (NOT (identity = ''::text)) AND (NOT (record = ''::text))))
);

ALTER TABLE public.licensing_interview ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.licensing_interview_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.licensing_jobapplied (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    reference character varying(16) NOT NULL,
    told jsonb NOT NULL,
    given character varying(300) NOT NULL,
    family character varying(300) NOT NULL,
    born_on date NOT NULL,
    lines text NOT NULL,
    postcode character varying(10) NOT NULL,
    school_name character varying(300) NOT NULL,
    school_email character varying(254) NOT NULL,
    parent_name character varying(200) NOT NULL,
    parent_email character varying(254) NOT NULL,
    parent_phone character varying(40) NOT NULL,
    received_on date NOT NULL,
    received_at timestamp with time zone NOT NULL,
    match character varying(12) NOT NULL,
    matched_at timestamp with time zone,
    why text NOT NULL,
    case_id bigint,
    matched_by_id bigint,
    photo_id bigint NOT NULL,
    risk_assessment_id bigint NOT NULL,
    school_id bigint,
    CONSTRAINT job_applied_by_a_person_says_who CHECK (((NOT ((match)::text = ANY ((ARRAY['person'::character varying, 'turned_away'::character varying])::text[]))) OR (matched_by_id IS NOT NULL))),
    CONSTRAINT job_applied_by_and_when CHECK ((((matched_at IS NULL) AND (matched_by_id IS NULL)) OR ((matched_at IS NOT NULL) AND (matched_by_id IS NOT NULL)))),
    CONSTRAINT job_applied_matched_has_a_case CHECK ((((case_id IS NULL) AND ((match)::text = ANY ((ARRAY['waits'::character varying, 'turned_away'::character varying])::text[]))) OR ((case_id IS NOT NULL) AND ((match)::text = ANY ((ARRAY['details'::character varying, 'person'::character varying])::text[]))))),
    CONSTRAINT job_applied_turned_away_says_why CHECK (((((match)::text = 'turned_away'::text) AND (NOT (why = ''::text))) OR ((NOT ((match)::text = 'turned_away'::text)) AND (why = ''::text)))),
    CONSTRAINT licensing_jobapplied_version_check CHECK ((version >= 0))
);

ALTER TABLE public.licensing_jobapplied ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.licensing_jobapplied_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.licensing_jobpart (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    whose character varying(6) NOT NULL,
    email character varying(254) NOT NULL,
    as_applied boolean NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    answered_at timestamp with time zone,
    said jsonb,
    by_id bigint,
    job_id bigint NOT NULL,
    CONSTRAINT job_part_is_answered_once_asked CHECK (((answered_at IS NULL) OR (answered_at >= asked_at))),
    CONSTRAINT job_part_is_kept_once_answered CHECK (((said = 'null'::jsonb) OR (answered_at IS NOT NULL)))
);

ALTER TABLE public.licensing_jobpart ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.licensing_jobpart_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.licensing_licence (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    number character varying(16) NOT NULL,
    secret character varying(14) NOT NULL,
    granted_on date NOT NULL,
    valid_from_on date NOT NULL,
    valid_until_on date NOT NULL,
    conditions text NOT NULL,
    over_limits text NOT NULL,
    ended_on date,
    case_id bigint NOT NULL,
    granted_by_id bigint NOT NULL,
    CONSTRAINT licence_ends_after_it_begins CHECK ((valid_until_on >= valid_from_on)),
    CONSTRAINT licence_ends_once_granted CHECK (((ended_on IS NULL) OR (ended_on >= granted_on))),
    CONSTRAINT licensing_licence_version_check CHECK ((version >= 0))
);

ALTER TABLE public.licensing_licence ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.licensing_licence_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.licensing_limitconfirmation (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    "limit" character varying(40) NOT NULL,
    table_of date NOT NULL,
    text text NOT NULL,
    confirmed_on date NOT NULL,
    withdrawn_on date,
    confirmed_by_id bigint NOT NULL,
    withdrawn_by_id bigint,
    CONSTRAINT licensing_limitconfirmation_version_check CHECK ((version >= 0)),
    CONSTRAINT limit_confirmation_says_where CHECK ((NOT (text = ''::text))),
    CONSTRAINT limit_confirmation_withdrawn_once_made CHECK (((((withdrawn_by_id IS NULL) AND (withdrawn_on IS NULL)) OR ((withdrawn_by_id IS NOT NULL) AND (withdrawn_on IS NOT NULL))) AND ((withdrawn_on IS NULL) OR (withdrawn_on >= confirmed_on))))
);

ALTER TABLE public.licensing_limitconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.licensing_limitconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.licensing_livedat (
    id bigint NOT NULL,
    lines text NOT NULL,
    postcode character varying(10) NOT NULL,
    from_on date NOT NULL,
    to_on date,
    case_id bigint NOT NULL,
    CONSTRAINT chaperone_moved_out_after_moving_in CHECK (((to_on IS NULL) OR (to_on >= from_on)))
);

ALTER TABLE public.licensing_livedat ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.licensing_livedat_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.licensing_namedchaperone (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    authority character varying(200) NOT NULL,
    approval character varying(100) NOT NULL,
    approved_until_on date,
    production_id bigint NOT NULL,
    CONSTRAINT chaperone_of_a_production_has_a_name CHECK ((NOT ((name)::text = ''::text)))
);

ALTER TABLE public.licensing_namedchaperone ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.licensing_namedchaperone_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.licensing_parentpart (
    id bigint NOT NULL,
    given_by character varying(200) NOT NULL,
    relationship character varying(100) NOT NULL,
    consents boolean NOT NULL,
    healthy boolean,
    health text NOT NULL,
    performed_on date[] NOT NULL,
    said text NOT NULL,
    by_link boolean NOT NULL,
    "on" date NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint,
    case_id bigint NOT NULL,
    elsewhere text NOT NULL,
    CONSTRAINT parents_consent_says_whether_fit CHECK (((NOT consents) OR (healthy IS NOT NULL))),
    CONSTRAINT parents_part_by_one_way CHECK ((((by_id IS NULL) AND by_link) OR ((by_id IS NOT NULL) AND (NOT by_link)))),
    CONSTRAINT parents_part_says_who CHECK (((NOT ((given_by)::text = ''::text)) AND (NOT ((relationship)::text = ''::text)))),
    CONSTRAINT parents_part_says_why_not_fit CHECK (((healthy IS NULL) OR healthy OR (NOT (health = ''::text))))
);

ALTER TABLE public.licensing_parentpart ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.licensing_parentpart_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.licensing_partasked (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    whose character varying(6) NOT NULL,
    email character varying(254) NOT NULL,
    as_applied boolean NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    answered_at timestamp with time zone,
    said jsonb,
    entrant_id bigint NOT NULL,
    by_id bigint,
    CONSTRAINT part_is_answered_once_asked CHECK (((answered_at IS NULL) OR (answered_at >= asked_at))),
    CONSTRAINT part_is_kept_once_answered CHECK (((said = 'null'::jsonb) OR (answered_at IS NOT NULL)))
);

ALTER TABLE public.licensing_partasked ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.licensing_partasked_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.licensing_permit (
    case_id bigint NOT NULL,
    job character varying(200) NOT NULL,
    tasks text NOT NULL,
    supervisor character varying(200) NOT NULL,
    place text NOT NULL,
    place_postcode character varying(10) NOT NULL,
    place_authority character varying(200) NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    light boolean NOT NULL,
    listed boolean NOT NULL,
    photo_on date,
    risk_words text NOT NULL,
    received_on date NOT NULL,
    received_at timestamp with time zone NOT NULL,
    granted_on date,
    until_on date,
    conditions text NOT NULL,
    considered text NOT NULL,
    ended_on date,
    by_id bigint,
    employer_id bigint NOT NULL,
    photo_id bigint,
    risk_assessment_id bigint,
    school_name character varying(300) NOT NULL,
    number character varying(16),
    secret character varying(14) NOT NULL,
    CONSTRAINT permit_ends_after_work_begins CHECK (((until_on IS NULL) OR (until_on >= starts_on))),
    CONSTRAINT permit_ends_once_granted CHECK (((ended_on IS NULL) OR ((ended_on >= granted_on) AND (granted_on IS NOT NULL)))),
    CONSTRAINT permit_granted_has_a_last_day CHECK ((((granted_on IS NULL) AND (until_on IS NULL)) OR ((granted_on IS NOT NULL) AND (until_on IS NOT NULL)))),
    CONSTRAINT permit_job_ends_after_it_begins CHECK (((ends_on IS NULL) OR (ends_on >= starts_on))),
    CONSTRAINT permit_number_is_of_a_permit_with_its_unguessable_part CHECK (((number IS NULL) OR ((granted_on IS NOT NULL) AND (NOT ((secret)::text = ''::text))))),
    CONSTRAINT permit_photo_is_dated CHECK (((photo_id IS NULL) OR (photo_on IS NOT NULL))),
    CONSTRAINT permit_says_what_work_and_where CHECK (((NOT ((job)::text = ''::text)) AND (NOT (tasks = ''::text)) AND (NOT (place = ''::text))))
);

CREATE TABLE public.licensing_permitanswer (
    id bigint NOT NULL,
    whose character varying(10) NOT NULL,
    given_by character varying(200) NOT NULL,
    "position" character varying(200) NOT NULL,
    agrees boolean NOT NULL,
    attendance numeric(4,1),
    health text NOT NULL,
    said text NOT NULL,
    by_link boolean NOT NULL,
    "on" date NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint,
    case_id bigint NOT NULL,
    document_id bigint,
    CONSTRAINT permit_answer_attendance_is_the_schools_percentage CHECK (((attendance IS NULL) OR ((attendance >= (0)::numeric) AND (attendance <= (100)::numeric) AND ((whose)::text = 'school'::text)))),
    CONSTRAINT permit_answer_by_one_way CHECK ((((by_id IS NULL) AND by_link) OR ((by_id IS NOT NULL) AND (NOT by_link)))),
    CONSTRAINT permit_answer_says_who CHECK ((NOT ((given_by)::text = ''::text)))
);

ALTER TABLE public.licensing_permitanswer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.licensing_permitanswer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.licensing_place (
    id bigint NOT NULL,
    name character varying(300) NOT NULL,
    lines text NOT NULL,
    postcode character varying(10) NOT NULL,
    authority character varying(200) NOT NULL,
    production_id bigint NOT NULL,
    CONSTRAINT place_of_performance_has_a_name CHECK ((NOT ((name)::text = ''::text)))
);

ALTER TABLE public.licensing_place ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.licensing_place_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.licensing_production (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    reference character varying(16) NOT NULL,
    organisation character varying(250) NOT NULL,
    applicant character varying(200) NOT NULL,
    "position" character varying(200) NOT NULL,
    lines text NOT NULL,
    postcode character varying(10) NOT NULL,
    phone character varying(40) NOT NULL,
    email character varying(254) NOT NULL,
    name character varying(300) NOT NULL,
    nature character varying(12) NOT NULL,
    description text NOT NULL,
    body_approval character varying(300) NOT NULL,
    protection_policy boolean NOT NULL,
    education text NOT NULL,
    accommodation text NOT NULL,
    travel text NOT NULL,
    night_work text NOT NULL,
    risk_words text NOT NULL,
    received_on date NOT NULL,
    received_at timestamp with time zone NOT NULL,
    origin character varying(10) NOT NULL,
    body_id bigint NOT NULL,
    by_id bigint,
    risk_assessment_id bigint,
    body_number character varying(16) NOT NULL,
    CONSTRAINT licensing_production_version_check CHECK ((version >= 0)),
    CONSTRAINT production_says_who_and_what CHECK (((NOT ((organisation)::text = ''::text)) AND (NOT ((applicant)::text = ''::text)) AND (NOT ((name)::text = ''::text))))
);

ALTER TABLE public.licensing_production ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.licensing_production_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.licensing_referee (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    name character varying(200) NOT NULL,
    relation character varying(200) NOT NULL,
    lines text NOT NULL,
    email character varying(254) NOT NULL,
    phone character varying(40) NOT NULL,
    suitable boolean,
    said text NOT NULL,
    answered_on date,
    answered_at timestamp with time zone,
    by_id bigint,
    case_id bigint NOT NULL,
    document_id bigint,
    by_link boolean NOT NULL,
    related boolean,
    CONSTRAINT referee_answered_by_one_way CHECK ((((by_id IS NULL) AND (NOT by_link) AND (suitable IS NULL)) OR ((by_id IS NULL) AND by_link AND (suitable IS NOT NULL)) OR ((by_id IS NOT NULL) AND (NOT by_link) AND (suitable IS NOT NULL)))),
    CONSTRAINT referee_answered_in_whole CHECK ((((answered_at IS NULL) AND (answered_on IS NULL) AND (suitable IS NULL)) OR ((answered_at IS NOT NULL) AND (answered_on IS NOT NULL) AND (suitable IS NOT NULL)))),
    CONSTRAINT referee_says_something CHECK (((suitable IS NULL) OR (NOT (said = ''::text)))),
    CONSTRAINT referee_says_whether_related_in_answering CHECK (((suitable IS NOT NULL) OR (related IS NULL))),
    CONSTRAINT referee_says_who CHECK (((NOT ((name)::text = ''::text)) AND (NOT ((relation)::text = ''::text))))
);

ALTER TABLE public.licensing_referee ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.licensing_referee_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.licensing_referenceasked (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    email character varying(254) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    answered_at timestamp with time zone,
    by_id bigint NOT NULL,
    referee_id bigint NOT NULL,
    CONSTRAINT reference_is_answered_once_asked CHECK (((answered_at IS NULL) OR (answered_at >= asked_at)))
);

ALTER TABLE public.licensing_referenceasked ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.licensing_referenceasked_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.licensing_scheduleline (
    id bigint NOT NULL,
    number integer NOT NULL,
    "on" date NOT NULL,
    arrives smallint NOT NULL,
    leaves smallint NOT NULL,
    performing jsonb NOT NULL,
    breaks jsonb NOT NULL,
    meals jsonb NOT NULL,
    lessons jsonb NOT NULL,
    chaperone character varying(200) NOT NULL,
    teacher character varying(200) NOT NULL,
    night_work boolean NOT NULL,
    entrant_id bigint NOT NULL,
    place_id bigint,
    taken_off_at timestamp with time zone,
    days smallint,
    told_of integer,
    until_on date,
    CONSTRAINT licensing_scheduleline_arrives_check CHECK ((arrives >= 0)),
    CONSTRAINT licensing_scheduleline_days_check CHECK ((days >= 0)),
    CONSTRAINT licensing_scheduleline_leaves_check CHECK ((leaves >= 0)),
    CONSTRAINT licensing_scheduleline_number_check CHECK ((number >= 0)),
    CONSTRAINT licensing_scheduleline_told_of_check CHECK ((told_of >= 0)),
    CONSTRAINT schedule_line_is_times_of_the_clock CHECK (((arrives < 1440) AND (leaves < 1440))),
    CONSTRAINT schedule_line_without_a_date_has_a_period CHECK (((((days IS NULL) AND (until_on IS NULL)) OR ((days IS NOT NULL) AND (until_on IS NOT NULL))) AND ((days IS NULL) OR ((days >= 1) AND (until_on >= "on")))))
);

ALTER TABLE public.licensing_scheduleline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.licensing_scheduleline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.licensing_schoolpart (
    id bigint NOT NULL,
    given_by character varying(200) NOT NULL,
    "position" character varying(200) NOT NULL,
    absence character varying(10) NOT NULL,
    attendance numeric(4,1),
    said text NOT NULL,
    by_link boolean NOT NULL,
    "on" date NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint,
    case_id bigint NOT NULL,
    CONSTRAINT schools_part_attendance_is_a_percentage CHECK (((attendance IS NULL) OR ((attendance >= (0)::numeric) AND (attendance <= (100)::numeric)))),
    CONSTRAINT schools_part_by_one_way CHECK ((((by_id IS NULL) AND by_link) OR ((by_id IS NOT NULL) AND (NOT by_link)))),
    CONSTRAINT schools_part_says_who CHECK ((NOT ((given_by)::text = ''::text))),
    CONSTRAINT schools_part_says_why_not CHECK (((NOT ((absence)::text = 'not_agreed'::text)) OR (NOT (said = ''::text))))
);

ALTER TABLE public.licensing_schoolpart ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.licensing_schoolpart_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.licensing_workhours (
    id bigint NOT NULL,
    hours jsonb NOT NULL,
    "on" date NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint,
    case_id bigint NOT NULL
);

ALTER TABLE public.licensing_workhours ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.licensing_workhours_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.meetings_attendance (
    id bigint NOT NULL,
    came boolean NOT NULL,
    meeting_id bigint NOT NULL,
    member_id bigint NOT NULL
);

ALTER TABLE public.meetings_attendance ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.meetings_attendance_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.meetings_correction (
    id bigint NOT NULL,
    decision character varying(200) NOT NULL,
    place character varying(400) NOT NULL,
    words text NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    item_id bigint NOT NULL,
    recorded_by_id bigint NOT NULL,
    CONSTRAINT correction_says_why CHECK ((NOT (reason = ''::text)))
);

ALTER TABLE public.meetings_correction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.meetings_correction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.meetings_item (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    asks text NOT NULL,
    added_on date NOT NULL,
    "between" boolean NOT NULL,
    decision character varying(40) NOT NULL,
    words text NOT NULL,
    decided_on date,
    decided_by character varying(300) NOT NULL,
    starts_on date,
    added_by_id bigint NOT NULL,
    came_from_id bigint,
    case_id bigint NOT NULL,
    recorded_by_id bigint,
    school_id bigint,
    meeting_id bigint NOT NULL,
    kind character varying(40) NOT NULL,
    overtaken_on date,
    provider_id bigint,
    other_year text NOT NULL,
    CONSTRAINT decision_says_who_when_and_why CHECK ((((NOT "between") AND (decided_on IS NULL) AND ((decision)::text = ''::text) AND (recorded_by_id IS NULL)) OR ((decided_on IS NOT NULL) AND (recorded_by_id IS NOT NULL) AND (NOT ((decision)::text = ''::text)) AND (NOT (words = ''::text)) AND (NOT ((decided_by)::text = ''::text))))),
    CONSTRAINT meetings_item_version_check CHECK ((version >= 0)),
    CONSTRAINT only_a_place_is_overtaken CHECK (((overtaken_on IS NULL) OR (starts_on IS NOT NULL))),
    CONSTRAINT place_says_from_when CHECK ((((provider_id IS NULL) AND (school_id IS NULL) AND (starts_on IS NULL)) OR ((provider_id IS NULL) AND (school_id IS NOT NULL) AND (starts_on IS NOT NULL)) OR ((provider_id IS NOT NULL) AND (school_id IS NULL) AND (starts_on IS NOT NULL))))
);

ALTER TABLE public.meetings_item ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.meetings_item_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.meetings_meeting (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    planned_for date NOT NULL,
    "on" date NOT NULL,
    starts_at time without time zone,
    place character varying(300) NOT NULL,
    state character varying(10) NOT NULL,
    minutes text NOT NULL,
    because text NOT NULL,
    closed_at timestamp with time zone,
    closed_by_id bigint,
    series_id bigint NOT NULL,
    called boolean NOT NULL,
    CONSTRAINT meeting_is_closed_by_somebody CHECK ((((closed_at IS NULL) AND (closed_by_id IS NULL)) OR ((closed_at IS NOT NULL) AND (closed_by_id IS NOT NULL)))),
    CONSTRAINT meeting_says_what_came_of_it CHECK ((((closed_at IS NULL) AND ((state)::text = 'planned'::text)) OR ((closed_at IS NOT NULL) AND ((state)::text = 'held'::text) AND (NOT (minutes = ''::text))) OR ((closed_at IS NOT NULL) AND ((state)::text = 'called_off'::text) AND (NOT (because = ''::text))))),
    CONSTRAINT meetings_meeting_version_check CHECK ((version >= 0))
);

ALTER TABLE public.meetings_meeting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.meetings_meeting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.meetings_member (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    name character varying(300) NOT NULL,
    capacity character varying(10) NOT NULL,
    from_on date NOT NULL,
    to_on date,
    user_id bigint,
    series_id bigint NOT NULL,
    CONSTRAINT meetings_member_version_check CHECK ((version >= 0)),
    CONSTRAINT member_ends_after_they_begin CHECK (((to_on IS NULL) OR (to_on >= from_on)))
);

ALTER TABLE public.meetings_member ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.meetings_member_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.meetings_series (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    kind character varying(40) NOT NULL,
    name character varying(200) NOT NULL,
    area character varying(40) NOT NULL,
    weeks smallint,
    first_on date NOT NULL,
    starts_at time without time zone,
    place character varying(300) NOT NULL,
    ended_on date,
    in_term_only boolean NOT NULL,
    provider_id bigint,
    school_id bigint,
    CONSTRAINT meetings_series_version_check CHECK ((version >= 0)),
    CONSTRAINT meetings_series_weeks_check CHECK ((weeks >= 0)),
    CONSTRAINT series_recurs CHECK (((weeks >= 1) AND (weeks <= 53))),
    CONSTRAINT series_says_when_and_where CHECK (((school_id IS NOT NULL) OR ((starts_at IS NOT NULL) AND (NOT ((place)::text = ''::text)))))
);

ALTER TABLE public.meetings_series ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.meetings_series_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.meetings_task (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    what character varying(300) NOT NULL,
    due_on date NOT NULL,
    done_on date,
    done_by_id bigint,
    item_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    overtaken_on date,
    CONSTRAINT meetings_task_version_check CHECK ((version >= 0)),
    CONSTRAINT task_done_is_not_overtaken CHECK (((done_on IS NULL) OR (overtaken_on IS NULL))),
    CONSTRAINT task_is_done_by_somebody CHECK ((((done_by_id IS NULL) AND (done_on IS NULL)) OR ((done_by_id IS NOT NULL) AND (done_on IS NOT NULL))))
);

ALTER TABLE public.meetings_task ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.meetings_task_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.mfa_authenticator (
    id bigint NOT NULL,
    type character varying(20) NOT NULL,
    data jsonb NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);

ALTER TABLE public.mfa_authenticator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mfa_authenticator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.missing_out_freezing (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    frozen_on date NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    lease_until timestamp with time zone,
    attempts smallint NOT NULL,
    doing character varying(100) NOT NULL,
    done smallint NOT NULL,
    of smallint NOT NULL,
    ended_at timestamp with time zone,
    failure character varying(300) NOT NULL,
    asked_by_id bigint NOT NULL,
    meeting_id bigint NOT NULL,
    pack_id bigint,
    CONSTRAINT freezing_comes_to_its_end CHECK (((done <= of) AND (of >= 1))),
    CONSTRAINT freezing_ends_in_a_pack_or_says_why_not CHECK ((((ended_at IS NULL) AND ((failure)::text = ''::text) AND (pack_id IS NULL)) OR ((ended_at IS NOT NULL) AND ((failure)::text = ''::text) AND (pack_id IS NOT NULL)) OR ((ended_at IS NOT NULL) AND (pack_id IS NULL) AND (NOT ((failure)::text = ''::text))))),
    CONSTRAINT missing_out_freezing_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT missing_out_freezing_done_check CHECK ((done >= 0)),
    CONSTRAINT missing_out_freezing_of_check CHECK ((of >= 0))
);

ALTER TABLE public.missing_out_freezing ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.missing_out_freezing_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.missing_out_groupaction (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    reference character varying(12) NOT NULL,
    what character varying(300) NOT NULL,
    due_on date NOT NULL,
    came_of_it text NOT NULL,
    done_on date,
    done_at timestamp with time zone,
    done_by_id bigint,
    owner_id bigint NOT NULL,
    decision_id bigint NOT NULL,
    CONSTRAINT group_action_is_done_by_somebody CHECK ((((done_at IS NULL) AND (done_by_id IS NULL) AND (done_on IS NULL)) OR ((done_at IS NOT NULL) AND (done_by_id IS NOT NULL) AND (done_on IS NOT NULL)))),
    CONSTRAINT group_action_that_is_open_has_no_end CHECK (((came_of_it = ''::text) OR (done_on IS NOT NULL))),
    CONSTRAINT missing_out_groupaction_version_check CHECK ((version >= 0))
);

ALTER TABLE public.missing_out_groupaction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.missing_out_groupaction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.missing_out_groupdecision (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    kind character varying(8) NOT NULL,
    words text NOT NULL,
    "on" date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    meeting_id bigint NOT NULL,
    recorded_by_id bigint NOT NULL,
    row_id bigint,
    theme_id bigint,
    CONSTRAINT decision_is_of_one_matter CHECK ((((row_id IS NOT NULL) AND (theme_id IS NULL)) OR ((row_id IS NULL) AND (theme_id IS NOT NULL))))
);

ALTER TABLE public.missing_out_groupdecision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.missing_out_groupdecision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.missing_out_keptregister (
    number smallint NOT NULL,
    "on" date NOT NULL,
    at timestamp with time zone NOT NULL,
    edition character varying(64) NOT NULL,
    cluster character varying(20) NOT NULL,
    snapshot text NOT NULL,
    transaction bigint NOT NULL,
    last_change bigint NOT NULL,
    in_a_row_from date NOT NULL,
    in_year_from date NOT NULL,
    CONSTRAINT missing_out_keptregister_number_check CHECK ((number >= 0)),
    CONSTRAINT one_register_is_kept CHECK ((number = 1))
);

CREATE TABLE public.missing_out_keptrow (
    child bigint NOT NULL,
    said jsonb NOT NULL
);

CREATE TABLE public.missing_out_monthlypack (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    month date NOT NULL,
    figures jsonb NOT NULL,
    words text NOT NULL,
    goes_to character varying(100) NOT NULL,
    kept_at timestamp with time zone NOT NULL,
    digest character varying(64) NOT NULL,
    kept_by_id bigint NOT NULL,
    CONSTRAINT monthly_pack_says_for_whom_it_is CHECK ((NOT ((goes_to)::text = ''::text)))
);

ALTER TABLE public.missing_out_monthlypack ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.missing_out_monthlypack_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.missing_out_pack (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    number smallint NOT NULL,
    frozen_on date NOT NULL,
    frozen_at timestamp with time zone NOT NULL,
    criteria jsonb NOT NULL,
    beside jsonb NOT NULL,
    digest character varying(64) NOT NULL,
    agreed_at timestamp with time zone,
    words text NOT NULL,
    agreed_by_id bigint,
    before_id bigint,
    frozen_by_id bigint NOT NULL,
    meeting_id bigint NOT NULL,
    agreed_digest character varying(64) NOT NULL,
    CONSTRAINT missing_out_pack_number_check CHECK ((number >= 0)),
    CONSTRAINT missing_out_pack_version_check CHECK ((version >= 0)),
    CONSTRAINT pack_is_agreed_by_somebody CHECK ((((agreed_at IS NULL) AND (agreed_by_id IS NULL)) OR ((agreed_at IS NOT NULL) AND (agreed_by_id IS NOT NULL)))),
    CONSTRAINT pack_is_hashed_when_agreed CHECK ((((agreed_digest)::text = ''::text) OR (agreed_at IS NOT NULL))),
    CONSTRAINT pack_words_are_agreed CHECK (((words = ''::text) OR (agreed_at IS NOT NULL)))
);

ALTER TABLE public.missing_out_pack ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.missing_out_pack_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.missing_out_packday (
    id bigint NOT NULL,
    reference character varying(12) NOT NULL,
    clock character varying(6) NOT NULL,
    due_on date NOT NULL,
    state character varying(7) NOT NULL,
    met_on date,
    "limit" character varying(60) NOT NULL,
    counted_from_on date NOT NULL,
    history jsonb NOT NULL,
    meeting_id bigint NOT NULL,
    CONSTRAINT pack_day_is_met_on_a_day CHECK ((((met_on IS NOT NULL) AND ((state)::text = 'met'::text)) OR ((met_on IS NULL) AND ((state)::text = ANY ((ARRAY['running'::character varying, 'ended'::character varying])::text[])))))
);

ALTER TABLE public.missing_out_packday ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.missing_out_packday_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.missing_out_packrow (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    reference character varying(12) NOT NULL,
    rated smallint NOT NULL,
    rated_before smallint,
    goes_up boolean NOT NULL,
    kinds character varying(100)[] NOT NULL,
    marks character varying(30)[] NOT NULL,
    area character varying(100) NOT NULL,
    phase character varying(40) NOT NULL,
    school character varying(300) NOT NULL,
    trust character varying(300) NOT NULL,
    days smallint NOT NULL,
    days_in_year smallint NOT NULL,
    short integer NOT NULL,
    told jsonb NOT NULL,
    digest character varying(64) NOT NULL,
    child_id bigint,
    pack_id bigint NOT NULL,
    on_register boolean NOT NULL,
    CONSTRAINT missing_out_packrow_days_check CHECK ((days >= 0)),
    CONSTRAINT missing_out_packrow_days_in_year_check CHECK ((days_in_year >= 0)),
    CONSTRAINT missing_out_packrow_rated_before_check CHECK ((rated_before >= 0)),
    CONSTRAINT missing_out_packrow_rated_check CHECK ((rated >= 0)),
    CONSTRAINT missing_out_packrow_short_check CHECK ((short >= 0)),
    CONSTRAINT pack_row_is_rated CHECK (((rated <= 2) AND ((rated_before IS NULL) OR (rated_before <= 2)))),
    CONSTRAINT row_beside_the_register_is_red_or_goes_up CHECK ((on_register OR ((days = 0) AND (days_in_year = 0) AND (short = 0) AND ((rated = 2) OR goes_up))))
);

ALTER TABLE public.missing_out_packrow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.missing_out_packrow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.missing_out_remark (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    figure character varying(400) NOT NULL,
    words text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    digest character varying(64) NOT NULL,
    made_by_id bigint NOT NULL,
    pack_id bigint NOT NULL,
    row_id bigint,
    theme_id bigint,
    CONSTRAINT missing_out_remark_version_check CHECK ((version >= 0)),
    CONSTRAINT remark_is_about_one_thing CHECK (((((figure)::text = ''::text) AND (row_id IS NOT NULL) AND (theme_id IS NULL)) OR (((figure)::text = ''::text) AND (row_id IS NULL) AND (theme_id IS NOT NULL)) OR ((row_id IS NULL) AND (theme_id IS NULL) AND (NOT ((figure)::text = ''::text)))))
);

ALTER TABLE public.missing_out_remark ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.missing_out_remark_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.missing_out_savedview (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    name character varying(80) NOT NULL,
    asked character varying(2000) NOT NULL,
    is_shared boolean NOT NULL,
    made_at timestamp with time zone NOT NULL,
    owner_id bigint NOT NULL,
    CONSTRAINT missing_out_savedview_version_check CHECK ((version >= 0)),
    CONSTRAINT saved_view_has_a_name CHECK ((NOT ((name)::text = ''::text)))
);

ALTER TABLE public.missing_out_savedview ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.missing_out_savedview_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.missing_out_theme (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    reference character varying(12) NOT NULL,
    barrier character varying(200) NOT NULL,
    shows text NOT NULL,
    action character varying(300) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    ended_because text NOT NULL,
    ended_by_id bigint,
    made_by_id bigint NOT NULL,
    series_id bigint NOT NULL,
    CONSTRAINT missing_out_theme_version_check CHECK ((version >= 0)),
    CONSTRAINT theme_is_ended_by_somebody CHECK ((((ended_at IS NULL) AND (ended_by_id IS NULL)) OR ((ended_at IS NOT NULL) AND (ended_by_id IS NOT NULL)))),
    CONSTRAINT theme_says_what_and_what_is_done CHECK (((NOT ((barrier)::text = ''::text)) AND (NOT ((action)::text = ''::text)))),
    CONSTRAINT theme_that_ended_says_why CHECK ((((ended_at IS NULL) AND (ended_because = ''::text)) OR ((ended_at IS NOT NULL) AND (NOT (ended_because = ''::text)))))
);

ALTER TABLE public.missing_out_theme ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.missing_out_theme_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.missing_out_themepupil (
    id bigint NOT NULL,
    added_at timestamp with time zone NOT NULL,
    left_at timestamp with time zone,
    added_by_id bigint NOT NULL,
    child_id bigint,
    left_by_id bigint,
    theme_id bigint NOT NULL,
    CONSTRAINT pupil_left_a_theme_after_it_was_added CHECK (((left_at IS NULL) OR (left_at >= added_at))),
    CONSTRAINT pupil_left_a_theme_by_somebody CHECK ((((left_at IS NULL) AND (left_by_id IS NULL)) OR ((left_at IS NOT NULL) AND (left_by_id IS NOT NULL))))
);

ALTER TABLE public.missing_out_themepupil ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.missing_out_themepupil_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.people_address (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    lines text NOT NULL,
    postcode character varying(10) NOT NULL,
    from_on date NOT NULL,
    to_on date,
    source character varying(200) NOT NULL,
    withheld boolean NOT NULL,
    withheld_because character varying(300) NOT NULL,
    adult_id bigint,
    child_id bigint,
    CONSTRAINT address_ends_after_it_begins CHECK (((to_on IS NULL) OR (to_on >= from_on))),
    CONSTRAINT address_is_one_persons CHECK ((((adult_id IS NOT NULL) AND (child_id IS NULL)) OR ((adult_id IS NULL) AND (child_id IS NOT NULL)))),
    CONSTRAINT people_address_version_check CHECK ((version >= 0))
);

ALTER TABLE public.people_address ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_address_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.people_address_withheld_from (
    id bigint NOT NULL,
    address_id bigint NOT NULL,
    adult_id bigint NOT NULL
);

ALTER TABLE public.people_address_withheld_from ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_address_withheld_from_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.people_adult (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    title character varying(40) NOT NULL,
    given character varying(300) NOT NULL,
    family character varying(300) NOT NULL,
    sort_name character varying(620) NOT NULL,
    born_on date,
    email character varying(254) NOT NULL,
    phone character varying(40) NOT NULL,
    language character varying(80) NOT NULL,
    interpreter_needed boolean NOT NULL,
    hazard_warning text NOT NULL,
    search_text text NOT NULL,
    CONSTRAINT people_adult_version_check CHECK ((version >= 0))
);

ALTER TABLE public.people_adult ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_adult_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.people_breakglass (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    reviewed_at timestamp with time zone,
    reviewed_by_id bigint,
    user_id bigint NOT NULL,
    child_id bigint NOT NULL,
    CONSTRAINT break_glass_expires_later CHECK ((expires_at > at)),
    CONSTRAINT break_glass_reviewed_by_somebody CHECK ((((reviewed_at IS NULL) AND (reviewed_by_id IS NULL)) OR ((reviewed_at IS NOT NULL) AND (reviewed_by_id IS NOT NULL)))),
    CONSTRAINT break_glass_says_why CHECK ((NOT (reason = ''::text)))
);

ALTER TABLE public.people_breakglass ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_breakglass_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.people_child (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    upn character varying(13),
    former_upn character varying(13) NOT NULL,
    shown_name character varying(620) NOT NULL,
    sort_name character varying(620) NOT NULL,
    born_on date NOT NULL,
    sex character varying(1) NOT NULL,
    ethnicity character varying(80) NOT NULL,
    language character varying(80) NOT NULL,
    interpreter_needed boolean NOT NULL,
    died_on date,
    restricted boolean NOT NULL,
    restricted_because character varying(300) NOT NULL,
    legacy_reference character varying(60) NOT NULL,
    search_text text NOT NULL,
    search_sounds text NOT NULL,
    merged_into_id bigint,
    CONSTRAINT child_died_after_being_born CHECK (((died_on IS NULL) OR (died_on >= born_on))),
    CONSTRAINT child_is_not_merged_into_itself CHECK ((NOT ((merged_into_id = id) AND (merged_into_id IS NOT NULL)))),
    CONSTRAINT people_child_version_check CHECK ((version >= 0)),
    CONSTRAINT restricted_child_says_why CHECK (((NOT restricted) OR (NOT ((restricted_because)::text = ''::text))))
);

ALTER TABLE public.people_child ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_child_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.people_childname (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    given character varying(300) NOT NULL,
    family character varying(300) NOT NULL,
    from_on date,
    to_on date,
    child_id bigint NOT NULL,
    CONSTRAINT name_ends_after_it_begins CHECK (((from_on IS NULL) OR (to_on IS NULL) OR (to_on >= from_on)))
);

ALTER TABLE public.people_childname ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_childname_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.people_conflict (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    reason text NOT NULL,
    from_on date NOT NULL,
    to_on date,
    child_id bigint NOT NULL,
    user_id bigint NOT NULL,
    CONSTRAINT conflict_ends_after_it_begins CHECK (((to_on IS NULL) OR (to_on >= from_on))),
    CONSTRAINT conflict_says_why CHECK ((NOT (reason = ''::text)))
);

ALTER TABLE public.people_conflict ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_conflict_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.people_enrolment (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    kind character varying(20) NOT NULL,
    year_group character varying(3) NOT NULL,
    from_on date NOT NULL,
    to_on date,
    source character varying(200) NOT NULL,
    child_id bigint NOT NULL,
    school_id bigint NOT NULL,
    CONSTRAINT enrolment_ends_after_it_begins CHECK (((to_on IS NULL) OR (to_on >= from_on))),
    CONSTRAINT people_enrolment_version_check CHECK ((version >= 0))
);

ALTER TABLE public.people_enrolment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_enrolment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.people_merge (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone NOT NULL,
    moved jsonb NOT NULL,
    stayed jsonb NOT NULL,
    before jsonb NOT NULL,
    undone_at timestamp with time zone,
    by_id bigint NOT NULL,
    kept_id bigint NOT NULL,
    merged_id bigint NOT NULL,
    undone_by_id bigint,
    CONSTRAINT merge_is_of_two_children CHECK ((NOT (kept_id = merged_id))),
    CONSTRAINT merge_says_why CHECK ((NOT (reason = ''::text))),
    CONSTRAINT merge_undone_by_somebody CHECK ((((undone_at IS NULL) AND (undone_by_id IS NULL)) OR ((undone_at IS NOT NULL) AND (undone_by_id IS NOT NULL))))
);

ALTER TABLE public.people_merge ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_merge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.people_relationship (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    kind character varying(60) NOT NULL,
    parental_responsibility boolean,
    lives_with boolean,
    has_care boolean NOT NULL,
    contact_is_unsafe boolean NOT NULL,
    from_on date,
    to_on date,
    source character varying(200) NOT NULL,
    notes text NOT NULL,
    adult_id bigint NOT NULL,
    child_id bigint NOT NULL,
    CONSTRAINT people_relationship_version_check CHECK ((version >= 0)),
    CONSTRAINT relationship_ends_after_it_begins CHECK (((from_on IS NULL) OR (to_on IS NULL) OR (to_on >= from_on)))
);

ALTER TABLE public.people_relationship ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_relationship_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.people_searchrun (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    query character varying(700) NOT NULL,
    at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE public.people_searchrun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_searchrun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.people_vulnerability (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    kind character varying(30) NOT NULL,
    from_on date NOT NULL,
    to_on date,
    detail text NOT NULL,
    source character varying(200) NOT NULL,
    child_id bigint NOT NULL,
    CONSTRAINT people_vulnerability_version_check CHECK ((version >= 0)),
    CONSTRAINT vulnerability_ends_after_it_begins CHECK (((to_on IS NULL) OR (to_on >= from_on)))
);

ALTER TABLE public.people_vulnerability ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_vulnerability_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.provision_examinationsover (
    id bigint NOT NULL,
    last_on date NOT NULL,
    source character varying(40) NOT NULL,
    child_id bigint NOT NULL,
    CONSTRAINT end_of_examinations_says_where_from CHECK ((NOT ((source)::text = ''::text)))
);

ALTER TABLE public.provision_examinationsover ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.provision_examinationsover_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.provision_fullweek (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    from_on date NOT NULL,
    to_on date,
    minutes smallint NOT NULL,
    source character varying(200) NOT NULL,
    child_id bigint,
    school_id bigint,
    CONSTRAINT full_week_can_be_kept CHECK (((minutes >= 10) AND (minutes <= 2400))),
    CONSTRAINT full_week_ends_after_it_begins CHECK (((to_on IS NULL) OR (to_on >= from_on))),
    CONSTRAINT full_week_is_a_schools_or_a_childs CHECK ((((child_id IS NULL) AND (school_id IS NOT NULL)) OR ((child_id IS NOT NULL) AND (school_id IS NULL)))),
    CONSTRAINT full_week_says_where_from CHECK ((NOT ((source)::text = ''::text))),
    CONSTRAINT provision_fullweek_minutes_check CHECK ((minutes >= 0)),
    CONSTRAINT provision_fullweek_version_check CHECK ((version >= 0))
);

ALTER TABLE public.provision_fullweek ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.provision_fullweek_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.provision_givenmark (
    id bigint NOT NULL,
    session smallint NOT NULL,
    code character varying(2) NOT NULL,
    before character varying(2) NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    week_id bigint NOT NULL,
    CONSTRAINT given_mark_is_another CHECK ((NOT ((code)::text = (before)::text))),
    CONSTRAINT given_mark_is_of_a_session CHECK ((session < 10)),
    CONSTRAINT provision_givenmark_session_check CHECK ((session >= 0))
);

ALTER TABLE public.provision_givenmark ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.provision_givenmark_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.provision_mismatch (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    "on" date NOT NULL,
    half smallint NOT NULL,
    kind character varying(12) NOT NULL,
    school_code character varying(2) NOT NULL,
    provider_code character varying(2) NOT NULL,
    found_at timestamp with time zone NOT NULL,
    agreed_at timestamp with time zone,
    explained_at timestamp with time zone,
    explained_because text NOT NULL,
    child_id bigint NOT NULL,
    explained_by_id bigint,
    provider_id bigint,
    school_id bigint NOT NULL,
    CONSTRAINT mismatch_is_explained_by_somebody CHECK ((((explained_at IS NULL) AND (explained_because = ''::text) AND (explained_by_id IS NULL)) OR ((explained_at IS NOT NULL) AND (explained_by_id IS NOT NULL) AND (NOT (explained_because = ''::text))))),
    CONSTRAINT mismatch_is_of_a_kind CHECK (((kind)::text = ANY ((ARRAY['absent'::character varying, 'unmarked'::character varying, 'unplaced'::character varying, 'unscheduled'::character varying, 'notice'::character varying])::text[]))),
    CONSTRAINT mismatch_is_of_half_a_day CHECK ((half = ANY (ARRAY[0, 1]))),
    CONSTRAINT provision_mismatch_half_check CHECK ((half >= 0)),
    CONSTRAINT provision_mismatch_version_check CHECK ((version >= 0))
);

ALTER TABLE public.provision_mismatch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.provision_mismatch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.provision_mismatchchange (
    id bigint NOT NULL,
    what character varying(10) NOT NULL,
    at timestamp with time zone NOT NULL,
    because text NOT NULL,
    kind character varying(12) NOT NULL,
    school_code character varying(2) NOT NULL,
    provider_code character varying(2) NOT NULL,
    by_id bigint,
    mismatch_id bigint NOT NULL,
    provider_id bigint,
    CONSTRAINT mismatch_change_by_whoever_explains CHECK ((((by_id IS NOT NULL) AND ((what)::text = 'explained'::text) AND (NOT (because = ''::text))) OR ((NOT ((what)::text = 'explained'::text)) AND (because = ''::text) AND (by_id IS NULL))))
);

ALTER TABLE public.provision_mismatchchange ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.provision_mismatchchange_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.provision_missingtime (
    id bigint NOT NULL,
    from_on date NOT NULL,
    to_on date,
    told_on date NOT NULL,
    source character varying(40) NOT NULL,
    child_id bigint NOT NULL,
    CONSTRAINT missing_time_ends_after_it_begins CHECK (((to_on IS NULL) OR (to_on >= from_on))),
    CONSTRAINT missing_time_says_where_from CHECK ((NOT ((source)::text = ''::text)))
);

ALTER TABLE public.provision_missingtime ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.provision_missingtime_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.provision_offer (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    kind character varying(12) NOT NULL,
    from_on date NOT NULL,
    to_on date,
    minutes smallint[] NOT NULL,
    full_time boolean NOT NULL,
    basis character varying(200) NOT NULL,
    source character varying(40) NOT NULL,
    child_id bigint NOT NULL,
    school_id bigint,
    provider_id bigint,
    CONSTRAINT offer_ends_after_it_begins CHECK (((to_on IS NULL) OR (to_on >= from_on))),
    CONSTRAINT offer_has_ten_sessions CHECK ((
CASE
    WHEN (minutes IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(minutes, 1), 0)
END = 10)),
    CONSTRAINT offer_is_one_places CHECK ((((provider_id IS NOT NULL) AND (school_id IS NULL)) OR ((provider_id IS NULL) AND (school_id IS NOT NULL)))),
    CONSTRAINT offer_says_where_from CHECK ((NOT ((source)::text = ''::text))),
    CONSTRAINT provision_offer_version_check CHECK ((version >= 0))
);

ALTER TABLE public.provision_offer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.provision_offer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.provision_programmereview (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    held_on date NOT NULL,
    since_on date NOT NULL,
    programme text NOT NULL,
    offered integer,
    entitled integer,
    attended integer NOT NULL,
    possible integer NOT NULL,
    targets text NOT NULL,
    next_step character varying(8) NOT NULL,
    next_words text NOT NULL,
    who_came text NOT NULL,
    next_on date,
    written_at timestamp with time zone NOT NULL,
    child_id bigint NOT NULL,
    provider_id bigint NOT NULL,
    written_by_id bigint NOT NULL,
    followed_at timestamp with time zone,
    followed_by_id bigint,
    followed_words text NOT NULL,
    CONSTRAINT next_review_comes_later CHECK (((next_on IS NULL) OR (next_on > held_on))),
    CONSTRAINT provision_programmereview_attended_check CHECK ((attended >= 0)),
    CONSTRAINT provision_programmereview_entitled_check CHECK ((entitled >= 0)),
    CONSTRAINT provision_programmereview_offered_check CHECK ((offered >= 0)),
    CONSTRAINT provision_programmereview_possible_check CHECK ((possible >= 0)),
    CONSTRAINT provision_programmereview_version_check CHECK ((version >= 0)),
    CONSTRAINT review_attended_of_what_was_possible CHECK ((attended <= possible)),
    CONSTRAINT review_has_a_next_step CHECK (((next_step)::text = ANY ((ARRAY['return'::character varying, 'stay'::character varying, 'move'::character varying])::text[]))),
    CONSTRAINT review_has_both_figures_of_hours CHECK ((((entitled IS NULL) AND (offered IS NULL)) OR ((entitled IS NOT NULL) AND (offered IS NOT NULL)))),
    CONSTRAINT review_is_followed_whole CHECK ((((followed_at IS NULL) AND (followed_by_id IS NULL) AND (followed_words = ''::text)) OR ((NOT (followed_words = ''::text)) AND (followed_at IS NOT NULL) AND (followed_by_id IS NOT NULL)))),
    CONSTRAINT review_looks_back CHECK ((since_on <= held_on)),
    CONSTRAINT review_to_stay_is_not_followed CHECK (((followed_at IS NULL) OR (NOT ((next_step)::text = 'stay'::text))))
);

ALTER TABLE public.provision_programmereview ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.provision_programmereview_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.provision_provider (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    kind character varying(20) NOT NULL,
    urn character varying(6) NOT NULL,
    organisation_id bigint NOT NULL,
    age_from smallint NOT NULL,
    age_to smallint NOT NULL,
    area character varying(40) NOT NULL,
    email character varying(254) NOT NULL,
    hours numeric(4,2),
    legal_name character varying(200) NOT NULL,
    lines text NOT NULL,
    phone character varying(40) NOT NULL,
    places smallint[] NOT NULL,
    postcode character varying(8) NOT NULL,
    price numeric(8,2),
    price_for character varying(8) NOT NULL,
    quality_checked_on date,
    report_to character varying(200) NOT NULL,
    safeguarding_checked_on date,
    suspended_because text NOT NULL,
    suspended_on date,
    what text NOT NULL,
    CONSTRAINT provider_ages_in_order CHECK ((age_to >= age_from)),
    CONSTRAINT provider_has_places_of_five_days CHECK ((
CASE
    WHEN (places IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(places, 1), 0)
END = 5)),
    CONSTRAINT provider_price_says_for_what CHECK ((((price IS NULL) AND ((price_for)::text = ''::text)) OR ((price IS NOT NULL) AND (NOT ((price_for)::text = ''::text))))),
    CONSTRAINT provider_suspended_says_why CHECK ((((suspended_because = ''::text) AND (suspended_on IS NULL)) OR ((suspended_on IS NOT NULL) AND (NOT (suspended_because = ''::text))))),
    CONSTRAINT provision_provider_age_from_check CHECK ((age_from >= 0)),
    CONSTRAINT provision_provider_age_to_check CHECK ((age_to >= 0)),
    CONSTRAINT provision_provider_version_check CHECK ((version >= 0))
);

ALTER TABLE public.provision_provider ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.provision_provider_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.provision_providerweek (
    id bigint NOT NULL,
    monday date NOT NULL,
    marks character varying(20) NOT NULL,
    child_id bigint NOT NULL,
    provider_id bigint NOT NULL,
    CONSTRAINT provider_week_begins_on_monday CHECK ((EXTRACT(isodow FROM monday) = (1)::numeric)),
    CONSTRAINT provider_week_has_ten_marks CHECK (((marks)::text ~ '^(  |[A-Z/\\#] |[A-Z][0-9]){10}$'::text))
);

ALTER TABLE public.provision_providerweek ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.provision_providerweek_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.provision_whereabouts (
    id bigint NOT NULL,
    "on" date NOT NULL,
    half smallint NOT NULL,
    provider_code character varying(2) NOT NULL,
    said text NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    child_id bigint NOT NULL,
    provider_id bigint NOT NULL,
    CONSTRAINT provision_whereabouts_half_check CHECK ((half >= 0)),
    CONSTRAINT whereabouts_are_of_half_a_day CHECK ((half = ANY (ARRAY[0, 1]))),
    CONSTRAINT whereabouts_are_said CHECK ((NOT (said = ''::text)))
);

ALTER TABLE public.provision_whereabouts ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.provision_whereabouts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.reduced_timetables_agreement (
    id bigint NOT NULL,
    whose character varying(20) NOT NULL,
    given_by character varying(200) NOT NULL,
    agreed_on date NOT NULL,
    since_on date NOT NULL,
    by_link boolean NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    withdrawn_on date,
    by_id bigint,
    document_id bigint,
    timetable_id bigint NOT NULL,
    taken_back_at timestamp with time zone,
    CONSTRAINT agreement_says_whose CHECK ((NOT ((given_by)::text = ''::text))),
    CONSTRAINT agreement_withdrawn_once_given CHECK (((withdrawn_on IS NULL) OR (withdrawn_on >= agreed_on)))
);

ALTER TABLE public.reduced_timetables_agreement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reduced_timetables_agreement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.reduced_timetables_askedparent (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    parent character varying(200) NOT NULL,
    email character varying(254) NOT NULL,
    since_on date NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    answered_at timestamp with time zone,
    agreed boolean,
    by_id bigint NOT NULL,
    timetable_id bigint NOT NULL,
    CONSTRAINT asked_parent_answered_with_an_answer CHECK ((((agreed IS NULL) AND (answered_at IS NULL)) OR ((agreed IS NOT NULL) AND (answered_at IS NOT NULL)))),
    CONSTRAINT asked_parent_says_whom CHECK (((NOT ((parent)::text = ''::text)) AND (NOT ((email)::text = ''::text))))
);

ALTER TABLE public.reduced_timetables_askedparent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reduced_timetables_askedparent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.reduced_timetables_sessionschange (
    id bigint NOT NULL,
    from_on date NOT NULL,
    begins time without time zone[] NOT NULL,
    ends time without time zone[] NOT NULL,
    taken_back_at timestamp with time zone,
    event_id bigint NOT NULL,
    timetable_id bigint NOT NULL,
    CONSTRAINT change_has_ten_sessions CHECK (((
CASE
    WHEN (begins IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(begins, 1), 0)
END = 10) AND (
CASE
    WHEN (ends IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(ends, 1), 0)
END = 10)))
);

ALTER TABLE public.reduced_timetables_sessionschange ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reduced_timetables_sessionschange_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.reduced_timetables_timetable (
    case_id bigint NOT NULL,
    told_at timestamp with time zone NOT NULL,
    reason character varying(20) NOT NULL,
    why text NOT NULL,
    begins time without time zone[] NOT NULL,
    ends time without time zone[] NOT NULL,
    off_site_hours numeric(4,2) NOT NULL,
    off_site_where character varying(300) NOT NULL,
    responsible character varying(300) NOT NULL,
    starts_on date NOT NULL,
    since_on date NOT NULL,
    ends_on date NOT NULL,
    review_on date NOT NULL,
    transport text NOT NULL,
    remote_work text NOT NULL,
    section_19 boolean NOT NULL,
    child_view text NOT NULL,
    early_help character varying(10) NOT NULL,
    early_help_reference character varying(100) NOT NULL,
    risk_assessed_on date,
    services_informed text NOT NULL,
    looked_after boolean NOT NULL,
    youth_justice boolean NOT NULL,
    social_worker boolean NOT NULL,
    ehc_plan boolean NOT NULL,
    early_help_on date,
    met_on date,
    met_who character varying(500) NOT NULL,
    monitoring_id bigint,
    plan character varying(10) NOT NULL,
    sen_support boolean,
    later_reviews date[] NOT NULL,
    CONSTRAINT timetable_ends_after_it_begins CHECK ((ends_on >= starts_on)),
    CONSTRAINT timetable_extension_within_it CHECK (((ends_on >= since_on) AND (since_on >= starts_on))),
    CONSTRAINT timetable_has_ten_sessions CHECK (((
CASE
    WHEN (begins IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(begins, 1), 0)
END = 10) AND (
CASE
    WHEN (ends IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(ends, 1), 0)
END = 10))),
    CONSTRAINT timetable_meeting_says_when_and_who CHECK ((((met_on IS NULL) AND ((met_who)::text = ''::text)) OR ((met_on IS NOT NULL) AND (NOT ((met_who)::text = ''::text))))),
    CONSTRAINT timetable_off_site_hours CHECK ((off_site_hours >= (0)::numeric)),
    CONSTRAINT timetable_reviewed_once_begun CHECK ((review_on >= starts_on)),
    CONSTRAINT timetable_says_why_and_who CHECK (((NOT (why = ''::text)) AND (NOT ((responsible)::text = ''::text))))
);

CREATE TABLE public.reduced_timetables_weeklyreturn (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    monday date NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    due_on date,
    chased_for date,
    says character varying(10) NOT NULL,
    more smallint NOT NULL,
    answered_on date,
    answered_at timestamp with time zone,
    answered_by_id bigint,
    school_id bigint NOT NULL,
    CONSTRAINT reduced_timetables_weeklyreturn_more_check CHECK ((more >= 0)),
    CONSTRAINT reduced_timetables_weeklyreturn_version_check CHECK ((version >= 0)),
    CONSTRAINT weekly_return_answered_by_somebody CHECK ((((answered_at IS NULL) AND (answered_by_id IS NULL) AND (answered_on IS NULL) AND ((says)::text = ''::text)) OR ((NOT ((says)::text = ''::text)) AND (answered_at IS NOT NULL) AND (answered_by_id IS NOT NULL) AND (answered_on IS NOT NULL)))),
    CONSTRAINT weekly_return_begins_on_monday CHECK ((EXTRACT(isodow FROM monday) = (1)::numeric)),
    CONSTRAINT weekly_return_due_after_it_began CHECK ((due_on > monday)),
    CONSTRAINT weekly_return_says_how_many CHECK ((((more > 0) AND ((says)::text = 'more'::text)) OR ((NOT ((says)::text = 'more'::text)) AND (more = 0))))
);

ALTER TABLE public.reduced_timetables_weeklyreturn ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reduced_timetables_weeklyreturn_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.registers_childweek (
    id bigint NOT NULL,
    monday date NOT NULL,
    marks character varying(20) NOT NULL,
    source character varying(20) NOT NULL,
    child_id bigint NOT NULL,
    school_id bigint NOT NULL,
    presences smallint GENERATED ALWAYS AS ((20 - length(translate((marks)::text, '/\LKVPWB'::text, ''::text)))) STORED,
    CONSTRAINT child_week_begins_on_monday CHECK ((EXTRACT(isodow FROM monday) = (1)::numeric)),
    CONSTRAINT child_week_has_ten_marks CHECK (((marks)::text ~ '^(  |[A-Z/\\#] |[A-Z][0-9]){10}$'::text))
);

ALTER TABLE public.registers_childweek ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registers_childweek_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.schooldays_calendar (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    name character varying(200) NOT NULL,
    is_default boolean NOT NULL,
    stamp character varying(14) NOT NULL,
    copied_from_id bigint,
    CONSTRAINT calendar_has_a_name CHECK ((NOT ((name)::text = ''::text))),
    CONSTRAINT calendar_is_no_copy_of_itself CHECK (((copied_from_id IS NULL) OR (NOT ((copied_from_id = id) AND (copied_from_id IS NOT NULL))))),
    CONSTRAINT schooldays_calendar_version_check CHECK ((version >= 0))
);

ALTER TABLE public.schooldays_calendar ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.schooldays_calendar_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.schooldays_closure (
    id bigint NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    kind character varying(10) NOT NULL,
    reason character varying(200) NOT NULL,
    calendar_id bigint NOT NULL,
    CONSTRAINT closure_ends_after_it_starts CHECK ((ends_on >= starts_on)),
    CONSTRAINT closure_is_of_a_known_kind CHECK (((kind)::text = ANY ((ARRAY['inset'::character varying, 'closure'::character varying, 'unplanned'::character varying, 'other'::character varying])::text[]))),
    CONSTRAINT closure_other_than_inset_says_why CHECK ((((kind)::text = 'inset'::text) OR (NOT ((reason)::text = ''::text))))
);

ALTER TABLE public.schooldays_closure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.schooldays_closure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.schooldays_term (
    id bigint NOT NULL,
    name character varying(100) NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    calendar_id bigint NOT NULL,
    CONSTRAINT term_ends_after_it_starts CHECK ((ends_on >= starts_on)),
    CONSTRAINT term_has_a_name CHECK ((NOT ((name)::text = ''::text)))
);

ALTER TABLE public.schooldays_term ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.schooldays_term_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.schools_authority (
    id bigint NOT NULL,
    code character varying(3) NOT NULL,
    name character varying(200) NOT NULL
);

ALTER TABLE public.schools_authority ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.schools_authority_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.schools_school (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    urn character varying(6) NOT NULL,
    establishment_number character varying(4) NOT NULL,
    ukprn character varying(8) NOT NULL,
    phase character varying(20) NOT NULL,
    type_name character varying(200) NOT NULL,
    is_special boolean NOT NULL,
    is_academy boolean NOT NULL,
    status character varying(10) NOT NULL,
    lowest_age smallint,
    highest_age smallint,
    roll integer,
    opened_on date,
    closed_on date,
    head_name character varying(300) NOT NULL,
    lines text NOT NULL,
    town character varying(200) NOT NULL,
    postcode character varying(10) NOT NULL,
    district character varying(200) NOT NULL,
    area character varying(40) NOT NULL,
    phone character varying(40) NOT NULL,
    authority_id bigint NOT NULL,
    calendar_id bigint,
    organisation_id bigint NOT NULL,
    trust_id bigint,
    governors_id bigint,
    CONSTRAINT school_closes_after_it_opens CHECK (((opened_on IS NULL) OR (closed_on IS NULL) OR (closed_on >= opened_on))),
    CONSTRAINT schools_school_highest_age_check CHECK ((highest_age >= 0)),
    CONSTRAINT schools_school_lowest_age_check CHECK ((lowest_age >= 0)),
    CONSTRAINT schools_school_roll_check CHECK ((roll >= 0)),
    CONSTRAINT schools_school_version_check CHECK ((version >= 0))
);

ALTER TABLE public.schools_school ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.schools_school_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.schools_schoolcontact (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    name character varying(300) NOT NULL,
    job character varying(200) NOT NULL,
    email character varying(254) NOT NULL,
    phone character varying(40) NOT NULL,
    left_on date,
    school_id bigint NOT NULL,
    CONSTRAINT schools_schoolcontact_version_check CHECK ((version >= 0))
);

ALTER TABLE public.schools_schoolcontact ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.schools_schoolcontact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.schools_schoolday (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    from_on date NOT NULL,
    begins time without time zone NOT NULL,
    ends time without time zone NOT NULL,
    school_id bigint NOT NULL,
    CONSTRAINT school_day_ends_after_it_begins CHECK ((ends > begins))
);

ALTER TABLE public.schools_schoolday ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.schools_schoolday_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.schools_schoollink (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    kind_name character varying(100) NOT NULL,
    established_on date,
    other_id bigint NOT NULL,
    school_id bigint NOT NULL,
    CONSTRAINT school_is_not_linked_to_itself CHECK ((NOT (school_id = other_id)))
);

ALTER TABLE public.schools_schoollink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.schools_schoollink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.schools_trust (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    uid character varying(20) NOT NULL,
    name character varying(300) NOT NULL,
    organisation_id bigint,
    lines text NOT NULL,
    postcode character varying(10) NOT NULL,
    CONSTRAINT schools_trust_version_check CHECK ((version >= 0)),
    CONSTRAINT trust_address_is_whole CHECK ((((lines = ''::text) AND ((postcode)::text = ''::text)) OR ((NOT (lines = ''::text)) AND (NOT ((postcode)::text = ''::text)))))
);

ALTER TABLE public.schools_trust ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.schools_trust_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.socialaccount_socialaccount (
    id integer NOT NULL,
    provider character varying(200) NOT NULL,
    uid character varying(191) NOT NULL,
    last_login timestamp with time zone NOT NULL,
    date_joined timestamp with time zone NOT NULL,
    extra_data jsonb NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE public.socialaccount_socialaccount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialaccount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.socialaccount_socialapp (
    id integer NOT NULL,
    provider character varying(30) NOT NULL,
    name character varying(40) NOT NULL,
    client_id character varying(191) NOT NULL,
    secret character varying(191) NOT NULL,
    key character varying(191) NOT NULL,
    provider_id character varying(200) NOT NULL,
    settings jsonb NOT NULL
);

ALTER TABLE public.socialaccount_socialapp ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialapp_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.socialaccount_socialtoken (
    id integer NOT NULL,
    token text NOT NULL,
    token_secret text NOT NULL,
    expires_at timestamp with time zone,
    account_id integer NOT NULL,
    app_id integer
);

ALTER TABLE public.socialaccount_socialtoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialtoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.transfers_happening (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    what character varying(12) NOT NULL,
    at timestamp with time zone NOT NULL,
    text text NOT NULL,
    by_id bigint,
    transfer_id bigint NOT NULL,
    CONSTRAINT happening_is_of_a_kind CHECK (((what)::text = ANY ((ARRAY['opened'::character varying, 'destination'::character varying, 'sent'::character varying, 'received'::character varying, 'none'::character varying, 'lost'::character varying, 'chased'::character varying, 'withdrawn'::character varying])::text[]))),
    CONSTRAINT somebody_chases CHECK (((NOT ((what)::text = 'chased'::text)) OR (by_id IS NOT NULL)))
);

ALTER TABLE public.transfers_happening ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.transfers_happening_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.transfers_line (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    kind character varying(12) NOT NULL,
    due_on date,
    sent_on date,
    sent_how character varying(12) NOT NULL,
    sent_at timestamp with time zone,
    received_on date,
    receiver character varying(200) NOT NULL,
    received_at timestamp with time zone,
    none_said character varying(200) NOT NULL,
    none_at timestamp with time zone,
    lost_on date,
    lost_at timestamp with time zone,
    lost_by_id bigint,
    none_by_id bigint,
    received_by_id bigint,
    sent_by_id bigint,
    transfer_id bigint NOT NULL,
    owed boolean NOT NULL,
    CONSTRAINT line_is_of_a_kind CHECK (((kind)::text = ANY ((ARRAY['ctf'::character varying, 'general'::character varying, 'safeguarding'::character varying])::text[]))),
    CONSTRAINT line_lost_says_by_whom CHECK ((((lost_at IS NULL) AND (lost_by_id IS NULL) AND (lost_on IS NULL)) OR ((lost_at IS NOT NULL) AND (lost_by_id IS NOT NULL) AND (lost_on IS NOT NULL)))),
    CONSTRAINT line_received_says_who_has_it CHECK (((((received_at IS NULL) AND (received_by_id IS NULL) AND (received_on IS NULL)) OR ((received_at IS NOT NULL) AND (received_by_id IS NOT NULL) AND (received_on IS NOT NULL))) AND (((received_on IS NULL) AND ((receiver)::text = ''::text)) OR ((received_on IS NOT NULL) AND (NOT ((receiver)::text = ''::text)))))),
    CONSTRAINT line_sent_says_how_and_by_whom CHECK (((((sent_at IS NULL) AND (sent_by_id IS NULL) AND (sent_on IS NULL)) OR ((sent_at IS NOT NULL) AND (sent_by_id IS NOT NULL) AND (sent_on IS NOT NULL))) AND ((((sent_how)::text = ''::text) AND (sent_on IS NULL)) OR ((sent_on IS NOT NULL) AND (NOT ((sent_how)::text = ''::text)))))),
    CONSTRAINT line_without_file_says_who_says_so CHECK (((((none_at IS NULL) AND (none_by_id IS NULL)) OR ((none_at IS NOT NULL) AND (none_by_id IS NOT NULL))) AND (((none_at IS NULL) AND ((none_said)::text = ''::text)) OR ((none_at IS NOT NULL) AND (NOT ((none_said)::text = ''::text)))))),
    CONSTRAINT only_a_common_transfer_file_is_lost CHECK (((lost_on IS NULL) OR ((kind)::text = 'ctf'::text))),
    CONSTRAINT only_a_common_transfer_file_is_not_owed CHECK ((owed OR ((due_on IS NULL) AND ((kind)::text = 'ctf'::text) AND (lost_on IS NULL) AND (received_on IS NULL) AND (sent_on IS NULL)))),
    CONSTRAINT only_a_safeguarding_file_may_not_exist CHECK (((none_at IS NULL) OR (((kind)::text = 'safeguarding'::text) AND (received_on IS NULL) AND (sent_on IS NULL)))),
    CONSTRAINT transfers_line_version_check CHECK ((version >= 0))
);

ALTER TABLE public.transfers_line ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.transfers_line_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.transfers_transfer (
    id bigint NOT NULL,
    key character varying(14) NOT NULL,
    version integer NOT NULL,
    elsewhere character varying(200) NOT NULL,
    reason character varying(10) NOT NULL,
    because text NOT NULL,
    ceased_on date,
    known_on date,
    starts_on date,
    opened_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    withdrawn_because text NOT NULL,
    child_id bigint NOT NULL,
    enrolment_id bigint,
    offer_id bigint,
    from_school_id bigint,
    to_provider_id bigint,
    to_school_id bigint,
    withdrawn_by_id bigint,
    from_provider_id bigint,
    CONSTRAINT transfer_by_hand_says_why CHECK (((NOT ((reason)::text = 'by_hand'::text)) OR (NOT (because = ''::text)))),
    CONSTRAINT transfer_comes_from_one_place CHECK ((((from_provider_id IS NULL) AND (from_school_id IS NOT NULL)) OR ((from_provider_id IS NOT NULL) AND (from_school_id IS NULL)))),
    CONSTRAINT transfer_goes_to_another_place CHECK ((((to_school_id IS NULL) OR (from_school_id IS NULL) OR (NOT ((to_school_id = from_school_id) AND (to_school_id IS NOT NULL) AND (from_school_id IS NOT NULL)))) AND ((to_provider_id IS NULL) OR (from_provider_id IS NULL) OR (NOT ((to_provider_id = from_provider_id) AND (to_provider_id IS NOT NULL) AND (from_provider_id IS NOT NULL)))))),
    CONSTRAINT transfer_goes_to_one_place CHECK ((((to_provider_id IS NULL) AND (to_school_id IS NULL)) OR (((elsewhere)::text = ''::text) AND (to_school_id IS NULL)) OR (((elsewhere)::text = ''::text) AND (to_provider_id IS NULL)))),
    CONSTRAINT transfer_has_a_reason CHECK (((reason)::text = ANY ((ARRAY['left'::character varying, 'named'::character varying, 'placed'::character varying, 'dual'::character varying, 'place_over'::character varying, 'dual_over'::character varying, 'by_hand'::character varying])::text[]))),
    CONSTRAINT transfer_knows_since_when_where_to CHECK (((((elsewhere)::text = ''::text) AND (known_on IS NULL) AND (starts_on IS NULL) AND (to_provider_id IS NULL) AND (to_school_id IS NULL)) OR ((known_on IS NOT NULL) AND (NOT (((elsewhere)::text = ''::text) AND (to_provider_id IS NULL) AND (to_school_id IS NULL)))))),
    CONSTRAINT transfer_withdrawn_says_why CHECK ((((withdrawn_at IS NULL) AND (withdrawn_because = ''::text) AND (withdrawn_by_id IS NULL)) OR ((withdrawn_at IS NOT NULL) AND (NOT (withdrawn_because = ''::text))))),
    CONSTRAINT transfers_transfer_version_check CHECK ((version >= 0))
);

ALTER TABLE public.transfers_transfer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.transfers_transfer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE ONLY public.cases_deadline
    ADD CONSTRAINT a_clock_runs_once_an_event UNIQUE (case_id, clock, event_id);

ALTER TABLE ONLY public.cme_deletion
    ADD CONSTRAINT a_deletion_is_told_once UNIQUE (school_id, child_id, deleted_on);

ALTER TABLE ONLY public.audit_sealedrow
    ADD CONSTRAINT a_row_is_sealed_once UNIQUE ("table", "row");

ALTER TABLE ONLY public.attendance_prestep
    ADD CONSTRAINT a_step_before_referral_once UNIQUE (referral_id, kind);

ALTER TABLE ONLY public.attendance_consideration
    ADD CONSTRAINT a_topic_once_a_moment UNIQUE (case_id, moment, topic);

ALTER TABLE ONLY public.ehe_trace
    ADD CONSTRAINT a_trace_of_a_kind_once_a_pupil UNIQUE (case_id, child_id, kind);

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_membership
    ADD CONSTRAINT accounts_membership_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_organisation
    ADD CONSTRAINT accounts_organisation_key_key UNIQUE (key);

ALTER TABLE ONLY public.accounts_organisation
    ADD CONSTRAINT accounts_organisation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_session
    ADD CONSTRAINT accounts_session_pkey PRIMARY KEY (session_key);

ALTER TABLE ONLY public.accounts_signin
    ADD CONSTRAINT accounts_signin_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_user
    ADD CONSTRAINT accounts_user_email_key UNIQUE (email);

ALTER TABLE ONLY public.accounts_user
    ADD CONSTRAINT accounts_user_key_key UNIQUE (key);

ALTER TABLE ONLY public.accounts_user
    ADD CONSTRAINT accounts_user_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_party
    ADD CONSTRAINT an_adult_has_a_role_once UNIQUE (case_id, adult_id, role);

ALTER TABLE ONLY public.attendance_bundle
    ADD CONSTRAINT attendance_bundle_document_id_key UNIQUE (document_id);

ALTER TABLE ONLY public.attendance_bundle
    ADD CONSTRAINT attendance_bundle_key_key UNIQUE (key);

ALTER TABLE ONLY public.attendance_bundle
    ADD CONSTRAINT attendance_bundle_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.attendance_certificate
    ADD CONSTRAINT attendance_certificate_key_key UNIQUE (key);

ALTER TABLE ONLY public.attendance_certificate
    ADD CONSTRAINT attendance_certificate_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.attendance_charge
    ADD CONSTRAINT attendance_charge_event_id_key UNIQUE (event_id);

ALTER TABLE ONLY public.attendance_charge
    ADD CONSTRAINT attendance_charge_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.attendance_commencement
    ADD CONSTRAINT attendance_commencement_pkey PRIMARY KEY (event_id);

ALTER TABLE ONLY public.attendance_consideration
    ADD CONSTRAINT attendance_consideration_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.attendance_direction
    ADD CONSTRAINT attendance_direction_pkey PRIMARY KEY (event_id);

ALTER TABLE ONLY public.attendance_draft
    ADD CONSTRAINT attendance_draft_case_id_key UNIQUE (case_id);

ALTER TABLE ONLY public.attendance_draft
    ADD CONSTRAINT attendance_draft_key_key UNIQUE (key);

ALTER TABLE ONLY public.attendance_draft
    ADD CONSTRAINT attendance_draft_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.attendance_draftfile
    ADD CONSTRAINT attendance_draftfile_key_key UNIQUE (key);

ALTER TABLE ONLY public.attendance_draftfile
    ADD CONSTRAINT attendance_draftfile_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.attendance_exhibit
    ADD CONSTRAINT attendance_exhibit_key_key UNIQUE (key);

ALTER TABLE ONLY public.attendance_exhibit
    ADD CONSTRAINT attendance_exhibit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.attendance_hearing
    ADD CONSTRAINT attendance_hearing_pkey PRIMARY KEY (event_id);

ALTER TABLE ONLY public.meetings_attendance
    ADD CONSTRAINT attendance_of_a_member_once UNIQUE (meeting_id, member_id);

ALTER TABLE ONLY public.attendance_outcome
    ADD CONSTRAINT attendance_outcome_pkey PRIMARY KEY (event_id);

ALTER TABLE ONLY public.attendance_paceinterview
    ADD CONSTRAINT attendance_paceinterview_pkey PRIMARY KEY (event_id);

ALTER TABLE ONLY public.attendance_panel_parents_present
    ADD CONSTRAINT attendance_panel_parents_panel_id_adult_id_c6940098_uniq UNIQUE (panel_id, adult_id);

ALTER TABLE ONLY public.attendance_panel_parents_present
    ADD CONSTRAINT attendance_panel_parents_present_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.attendance_panel
    ADD CONSTRAINT attendance_panel_pkey PRIMARY KEY (event_id);

ALTER TABLE ONLY public.attendance_prestep
    ADD CONSTRAINT attendance_prestep_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.attendance_prosecution
    ADD CONSTRAINT attendance_prosecution_pkey PRIMARY KEY (case_id);

ALTER TABLE ONLY public.attendance_referral
    ADD CONSTRAINT attendance_referral_pkey PRIMARY KEY (case_id);

ALTER TABLE ONLY public.attendance_release
    ADD CONSTRAINT attendance_release_pkey PRIMARY KEY (event_id);

ALTER TABLE ONLY public.attendance_route
    ADD CONSTRAINT attendance_route_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.attendance_servicesconsultation
    ADD CONSTRAINT attendance_servicesconsultation_pkey PRIMARY KEY (event_id);

ALTER TABLE ONLY public.attendance_statement
    ADD CONSTRAINT attendance_statement_key_key UNIQUE (key);

ALTER TABLE ONLY public.attendance_statement
    ADD CONSTRAINT attendance_statement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.attendance_statement
    ADD CONSTRAINT attendance_statement_replaces_id_key UNIQUE (replaces_id);

ALTER TABLE ONLY public.attendance_statement_writers
    ADD CONSTRAINT attendance_statement_writers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.attendance_statement_writers
    ADD CONSTRAINT attendance_statement_writers_statement_id_user_id_cc330804_uniq UNIQUE (statement_id, user_id);

ALTER TABLE ONLY public.attendance_supervision
    ADD CONSTRAINT attendance_supervision_pkey PRIMARY KEY (case_id);

ALTER TABLE ONLY public.attendance_supervisionorder
    ADD CONSTRAINT attendance_supervisionorder_pkey PRIMARY KEY (event_id);

ALTER TABLE ONLY public.attendance_target
    ADD CONSTRAINT attendance_target_event_id_key UNIQUE (event_id);

ALTER TABLE ONLY public.attendance_target
    ADD CONSTRAINT attendance_target_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.attendance_unusedmaterial
    ADD CONSTRAINT attendance_unusedmaterial_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.audit_certificate
    ADD CONSTRAINT audit_certificate_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.audit_change
    ADD CONSTRAINT audit_change_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.audit_seal
    ADD CONSTRAINT audit_seal_pkey PRIMARY KEY (number);

ALTER TABLE ONLY public.audit_sealedrow
    ADD CONSTRAINT audit_sealedrow_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.audit_sight
    ADD CONSTRAINT audit_sight_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.audit_unusualread
    ADD CONSTRAINT audit_unusualread_key_key UNIQUE (key);

ALTER TABLE ONLY public.audit_unusualread
    ADD CONSTRAINT audit_unusualread_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_administratortask
    ADD CONSTRAINT cases_administratortask_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_advice
    ADD CONSTRAINT cases_advice_key_key UNIQUE (key);

ALTER TABLE ONLY public.cases_advice
    ADD CONSTRAINT cases_advice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_agreedaction
    ADD CONSTRAINT cases_agreedaction_key_key UNIQUE (key);

ALTER TABLE ONLY public.cases_agreedaction
    ADD CONSTRAINT cases_agreedaction_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_allocation
    ADD CONSTRAINT cases_allocation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_key_key UNIQUE (key);

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_reference_key UNIQUE (reference);

ALTER TABLE ONLY public.cases_casedocument
    ADD CONSTRAINT cases_casedocument_key_key UNIQUE (key);

ALTER TABLE ONLY public.cases_casedocument
    ADD CONSTRAINT cases_casedocument_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_caseletter
    ADD CONSTRAINT cases_caseletter_letter_id_key UNIQUE (letter_id);

ALTER TABLE ONLY public.cases_caseletter
    ADD CONSTRAINT cases_caseletter_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_concern
    ADD CONSTRAINT cases_concern_key_key UNIQUE (key);

ALTER TABLE ONLY public.cases_concern
    ADD CONSTRAINT cases_concern_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_conclusion
    ADD CONSTRAINT cases_conclusion_key_key UNIQUE (key);

ALTER TABLE ONLY public.cases_conclusion
    ADD CONSTRAINT cases_conclusion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_deadline
    ADD CONSTRAINT cases_deadline_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_disposal
    ADD CONSTRAINT cases_disposal_key_key UNIQUE (key);

ALTER TABLE ONLY public.cases_disposal
    ADD CONSTRAINT cases_disposal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_educationplan
    ADD CONSTRAINT cases_educationplan_key_key UNIQUE (key);

ALTER TABLE ONLY public.cases_educationplan
    ADD CONSTRAINT cases_educationplan_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_event
    ADD CONSTRAINT cases_event_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_event
    ADD CONSTRAINT cases_event_supersedes_id_key UNIQUE (supersedes_id);

ALTER TABLE ONLY public.cases_handover
    ADD CONSTRAINT cases_handover_message_id_key UNIQUE (message_id);

ALTER TABLE ONLY public.cases_handover
    ADD CONSTRAINT cases_handover_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_inboxmessage_files
    ADD CONSTRAINT cases_inboxmessage_files_inboxmessage_id_file_id_81ff1527_uniq UNIQUE (inboxmessage_id, file_id);

ALTER TABLE ONLY public.cases_inboxmessage_files
    ADD CONSTRAINT cases_inboxmessage_files_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_inboxmessage
    ADD CONSTRAINT cases_inboxmessage_key_key UNIQUE (key);

ALTER TABLE ONLY public.cases_inboxmessage
    ADD CONSTRAINT cases_inboxmessage_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_lastlook
    ADD CONSTRAINT cases_lastlook_pkey PRIMARY KEY (user_id);

ALTER TABLE ONLY public.cases_legalhold
    ADD CONSTRAINT cases_legalhold_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_note
    ADD CONSTRAINT cases_note_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_party
    ADD CONSTRAINT cases_party_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_recount
    ADD CONSTRAINT cases_recount_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_safeguardingreferral
    ADD CONSTRAINT cases_safeguardingreferral_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_setrating
    ADD CONSTRAINT cases_setrating_key_key UNIQUE (key);

ALTER TABLE ONLY public.cases_setrating
    ADD CONSTRAINT cases_setrating_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_sweep
    ADD CONSTRAINT cases_sweep_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_visit
    ADD CONSTRAINT cases_visit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.licensing_namedchaperone
    ADD CONSTRAINT chaperone_of_a_production_once UNIQUE (production_id, name);

ALTER TABLE ONLY public.missing_out_packrow
    ADD CONSTRAINT child_is_in_a_pack_once UNIQUE (pack_id, child_id);

ALTER TABLE ONLY public.schooldays_closure
    ADD CONSTRAINT closures_of_a_calendar_do_not_overlap EXCLUDE USING gist (calendar_id WITH =, daterange(starts_on, ends_on, '[]'::text) WITH &&);

ALTER TABLE ONLY public.cme_authorityenquiry
    ADD CONSTRAINT cme_authorityenquiry_by_letter_id_key UNIQUE (by_letter_id);

ALTER TABLE ONLY public.cme_authorityenquiry
    ADD CONSTRAINT cme_authorityenquiry_key_key UNIQUE (key);

ALTER TABLE ONLY public.cme_authorityenquiry
    ADD CONSTRAINT cme_authorityenquiry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cme_authorityrequest
    ADD CONSTRAINT cme_authorityrequest_key_key UNIQUE (key);

ALTER TABLE ONLY public.cme_authorityrequest
    ADD CONSTRAINT cme_authorityrequest_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cme_deletion
    ADD CONSTRAINT cme_deletion_key_key UNIQUE (key);

ALTER TABLE ONLY public.cme_deletion
    ADD CONSTRAINT cme_deletion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cme_enquiry
    ADD CONSTRAINT cme_enquiry_key_key UNIQUE (key);

ALTER TABLE ONLY public.cme_enquiry
    ADD CONSTRAINT cme_enquiry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cme_groundtext
    ADD CONSTRAINT cme_groundtext_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cme_missing
    ADD CONSTRAINT cme_missing_pkey PRIMARY KEY (case_id);

ALTER TABLE ONLY public.cme_newpupil
    ADD CONSTRAINT cme_newpupil_key_key UNIQUE (key);

ALTER TABLE ONLY public.cme_newpupil
    ADD CONSTRAINT cme_newpupil_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cme_search
    ADD CONSTRAINT cme_search_enquiry_id_key UNIQUE (enquiry_id);

ALTER TABLE ONLY public.cme_search
    ADD CONSTRAINT cme_search_key_key UNIQUE (key);

ALTER TABLE ONLY public.cme_search
    ADD CONSTRAINT cme_search_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cme_transferfile
    ADD CONSTRAINT cme_transferfile_document_id_key UNIQUE (document_id);

ALTER TABLE ONLY public.cme_transferfile
    ADD CONSTRAINT cme_transferfile_key_key UNIQUE (key);

ALTER TABLE ONLY public.cme_transferfile
    ADD CONSTRAINT cme_transferfile_order_key UNIQUE ("order");

ALTER TABLE ONLY public.cme_transferfile
    ADD CONSTRAINT cme_transferfile_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.core_attempt
    ADD CONSTRAINT core_attempt_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.core_onetimelink
    ADD CONSTRAINT core_onetimelink_digest_key UNIQUE (digest);

ALTER TABLE ONLY public.core_onetimelink
    ADD CONSTRAINT core_onetimelink_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.core_rulevalue
    ADD CONSTRAINT core_rulevalue_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.core_submission
    ADD CONSTRAINT core_submission_pkey PRIMARY KEY (token);

ALTER TABLE ONLY public.correspondence_brake
    ADD CONSTRAINT correspondence_brake_key_key UNIQUE (key);

ALTER TABLE ONLY public.correspondence_brake
    ADD CONSTRAINT correspondence_brake_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.correspondence_letter
    ADD CONSTRAINT correspondence_letter_key_key UNIQUE (key);

ALTER TABLE ONLY public.correspondence_letter
    ADD CONSTRAINT correspondence_letter_pdf_id_key UNIQUE (pdf_id);

ALTER TABLE ONLY public.correspondence_letter
    ADD CONSTRAINT correspondence_letter_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.correspondence_message
    ADD CONSTRAINT correspondence_message_dedupe_key UNIQUE (dedupe);

ALTER TABLE ONLY public.correspondence_message
    ADD CONSTRAINT correspondence_message_key_key UNIQUE (key);

ALTER TABLE ONLY public.correspondence_message
    ADD CONSTRAINT correspondence_message_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.correspondence_sealedmail
    ADD CONSTRAINT correspondence_sealedmail_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.demo_load
    ADD CONSTRAINT demo_load_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);

ALTER TABLE ONLY public.documents_file
    ADD CONSTRAINT documents_file_key_key UNIQUE (key);

ALTER TABLE ONLY public.documents_file
    ADD CONSTRAINT documents_file_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.documents_file
    ADD CONSTRAINT documents_file_stored_as_key UNIQUE (stored_as);

ALTER TABLE ONLY public.ehe_exitform
    ADD CONSTRAINT ehe_exitform_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ehe_followup
    ADD CONSTRAINT ehe_followup_key_key UNIQUE (key);

ALTER TABLE ONLY public.ehe_followup
    ADD CONSTRAINT ehe_followup_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ehe_homeeducation
    ADD CONSTRAINT ehe_homeeducation_pkey PRIMARY KEY (case_id);

ALTER TABLE ONLY public.ehe_offrolling
    ADD CONSTRAINT ehe_offrolling_pkey PRIMARY KEY (case_id);

ALTER TABLE ONLY public.ehe_parentsmeeting
    ADD CONSTRAINT ehe_parentsmeeting_key_key UNIQUE (key);

ALTER TABLE ONLY public.ehe_parentsmeeting
    ADD CONSTRAINT ehe_parentsmeeting_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ehe_toldsince
    ADD CONSTRAINT ehe_toldsince_key_key UNIQUE (key);

ALTER TABLE ONLY public.ehe_toldsince
    ADD CONSTRAINT ehe_toldsince_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ehe_trace
    ADD CONSTRAINT ehe_trace_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.licensing_entrant
    ADD CONSTRAINT entrants_of_a_production_are_numbered UNIQUE (production_id, number);

ALTER TABLE ONLY public.cases_event
    ADD CONSTRAINT events_of_a_case_have_an_order UNIQUE (case_id, "order");

ALTER TABLE ONLY public.exchange_batch
    ADD CONSTRAINT exchange_batch_key_key UNIQUE (key);

ALTER TABLE ONLY public.exchange_batch
    ADD CONSTRAINT exchange_batch_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_batchrow
    ADD CONSTRAINT exchange_batchrow_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exclusions_amendment
    ADD CONSTRAINT exclusions_amendment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exclusions_fairaccessreferral
    ADD CONSTRAINT exclusions_fairaccessreferral_pkey PRIMARY KEY (case_id);

ALTER TABLE ONLY public.exclusions_funding
    ADD CONSTRAINT exclusions_funding_pkey PRIMARY KEY (case_id);

ALTER TABLE ONLY public.exclusions_fundingentry
    ADD CONSTRAINT exclusions_fundingentry_cancels_id_key UNIQUE (cancels_id);

ALTER TABLE ONLY public.exclusions_fundingentry
    ADD CONSTRAINT exclusions_fundingentry_key_key UNIQUE (key);

ALTER TABLE ONLY public.exclusions_fundingentry
    ADD CONSTRAINT exclusions_fundingentry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exclusions_managedmove
    ADD CONSTRAINT exclusions_managedmove_pkey PRIMARY KEY (case_id);

ALTER TABLE ONLY public.exclusions_offsitedirection
    ADD CONSTRAINT exclusions_offsitedirection_pkey PRIMARY KEY (case_id);

ALTER TABLE ONLY public.exclusions_panelreferral
    ADD CONSTRAINT exclusions_panelreferral_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exclusions_permanentexclusion
    ADD CONSTRAINT exclusions_permanentexclusion_pkey PRIMARY KEY (case_id);

ALTER TABLE ONLY public.exclusions_providerreferral
    ADD CONSTRAINT exclusions_providerreferral_key_key UNIQUE (key);

ALTER TABLE ONLY public.exclusions_providerreferral
    ADD CONSTRAINT exclusions_providerreferral_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exclusions_riskassessment
    ADD CONSTRAINT exclusions_riskassessment_key_key UNIQUE (key);

ALTER TABLE ONLY public.exclusions_riskassessment
    ADD CONSTRAINT exclusions_riskassessment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exclusions_separation
    ADD CONSTRAINT exclusions_separation_pkey PRIMARY KEY (case_id);

ALTER TABLE ONLY public.exclusions_suspension
    ADD CONSTRAINT exclusions_suspension_key_key UNIQUE (key);

ALTER TABLE ONLY public.exclusions_suspension
    ADD CONSTRAINT exclusions_suspension_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exclusions_suspension
    ADD CONSTRAINT exclusions_suspension_reference_key UNIQUE (reference);

ALTER TABLE ONLY public.ehe_exitform
    ADD CONSTRAINT exit_form_number_once_a_case UNIQUE (case_id, number);

ALTER TABLE ONLY public.licensing_applicant
    ADD CONSTRAINT licensing_applicant_email_key UNIQUE (email);

ALTER TABLE ONLY public.licensing_applicant
    ADD CONSTRAINT licensing_applicant_key_key UNIQUE (key);

ALTER TABLE ONLY public.licensing_applicant
    ADD CONSTRAINT licensing_applicant_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.licensing_applicationdraft
    ADD CONSTRAINT licensing_applicationdraft_key_key UNIQUE (key);

ALTER TABLE ONLY public.licensing_applicationdraft
    ADD CONSTRAINT licensing_applicationdraft_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.licensing_applicationfile
    ADD CONSTRAINT licensing_applicationfile_key_key UNIQUE (key);

ALTER TABLE ONLY public.licensing_applicationfile
    ADD CONSTRAINT licensing_applicationfile_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.licensing_bodyapproval
    ADD CONSTRAINT licensing_bodyapproval_body_id_key UNIQUE (body_id);

ALTER TABLE ONLY public.licensing_bodyapproval
    ADD CONSTRAINT licensing_bodyapproval_number_key UNIQUE (number);

ALTER TABLE ONLY public.licensing_bodyapproval
    ADD CONSTRAINT licensing_bodyapproval_pkey PRIMARY KEY (case_id);

ALTER TABLE ONLY public.licensing_bodychild
    ADD CONSTRAINT licensing_bodychild_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.licensing_bodyreport
    ADD CONSTRAINT licensing_bodyreport_key_key UNIQUE (key);

ALTER TABLE ONLY public.licensing_bodyreport
    ADD CONSTRAINT licensing_bodyreport_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.licensing_certificatecopy
    ADD CONSTRAINT licensing_certificatecopy_key_key UNIQUE (key);

ALTER TABLE ONLY public.licensing_certificatecopy
    ADD CONSTRAINT licensing_certificatecopy_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.licensing_chaperone
    ADD CONSTRAINT licensing_chaperone_number_key UNIQUE (number);

ALTER TABLE ONLY public.licensing_chaperone
    ADD CONSTRAINT licensing_chaperone_pkey PRIMARY KEY (case_id);

ALTER TABLE ONLY public.licensing_childpaper
    ADD CONSTRAINT licensing_childpaper_key_key UNIQUE (key);

ALTER TABLE ONLY public.licensing_childpaper
    ADD CONSTRAINT licensing_childpaper_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.licensing_dbscheck
    ADD CONSTRAINT licensing_dbscheck_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.licensing_employer
    ADD CONSTRAINT licensing_employer_body_id_key UNIQUE (body_id);

ALTER TABLE ONLY public.licensing_employer
    ADD CONSTRAINT licensing_employer_key_key UNIQUE (key);

ALTER TABLE ONLY public.licensing_employer
    ADD CONSTRAINT licensing_employer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.licensing_enquiry
    ADD CONSTRAINT licensing_enquiry_pkey PRIMARY KEY (case_id);

ALTER TABLE ONLY public.licensing_entrant
    ADD CONSTRAINT licensing_entrant_case_id_key UNIQUE (case_id);

ALTER TABLE ONLY public.licensing_entrant
    ADD CONSTRAINT licensing_entrant_key_key UNIQUE (key);

ALTER TABLE ONLY public.licensing_entrant
    ADD CONSTRAINT licensing_entrant_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.licensing_guidancesent
    ADD CONSTRAINT licensing_guidancesent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.licensing_inspection
    ADD CONSTRAINT licensing_inspection_pkey PRIMARY KEY (case_id);

ALTER TABLE ONLY public.licensing_interview
    ADD CONSTRAINT licensing_interview_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.licensing_jobapplied
    ADD CONSTRAINT licensing_jobapplied_case_id_key UNIQUE (case_id);

ALTER TABLE ONLY public.licensing_jobapplied
    ADD CONSTRAINT licensing_jobapplied_key_key UNIQUE (key);

ALTER TABLE ONLY public.licensing_jobapplied
    ADD CONSTRAINT licensing_jobapplied_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.licensing_jobapplied
    ADD CONSTRAINT licensing_jobapplied_reference_key UNIQUE (reference);

ALTER TABLE ONLY public.licensing_jobpart
    ADD CONSTRAINT licensing_jobpart_key_key UNIQUE (key);

ALTER TABLE ONLY public.licensing_jobpart
    ADD CONSTRAINT licensing_jobpart_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.licensing_licence
    ADD CONSTRAINT licensing_licence_case_id_key UNIQUE (case_id);

ALTER TABLE ONLY public.licensing_licence
    ADD CONSTRAINT licensing_licence_key_key UNIQUE (key);

ALTER TABLE ONLY public.licensing_licence
    ADD CONSTRAINT licensing_licence_number_key UNIQUE (number);

ALTER TABLE ONLY public.licensing_licence
    ADD CONSTRAINT licensing_licence_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.licensing_limitconfirmation
    ADD CONSTRAINT licensing_limitconfirmation_key_key UNIQUE (key);

ALTER TABLE ONLY public.licensing_limitconfirmation
    ADD CONSTRAINT licensing_limitconfirmation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.licensing_livedat
    ADD CONSTRAINT licensing_livedat_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.licensing_namedchaperone
    ADD CONSTRAINT licensing_namedchaperone_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.licensing_parentpart
    ADD CONSTRAINT licensing_parentpart_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.licensing_partasked
    ADD CONSTRAINT licensing_partasked_key_key UNIQUE (key);

ALTER TABLE ONLY public.licensing_partasked
    ADD CONSTRAINT licensing_partasked_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.licensing_permit
    ADD CONSTRAINT licensing_permit_number_key UNIQUE (number);

ALTER TABLE ONLY public.licensing_permit
    ADD CONSTRAINT licensing_permit_pkey PRIMARY KEY (case_id);

ALTER TABLE ONLY public.licensing_permitanswer
    ADD CONSTRAINT licensing_permitanswer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.licensing_place
    ADD CONSTRAINT licensing_place_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.licensing_production
    ADD CONSTRAINT licensing_production_body_id_key UNIQUE (body_id);

ALTER TABLE ONLY public.licensing_production
    ADD CONSTRAINT licensing_production_key_key UNIQUE (key);

ALTER TABLE ONLY public.licensing_production
    ADD CONSTRAINT licensing_production_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.licensing_production
    ADD CONSTRAINT licensing_production_reference_key UNIQUE (reference);

ALTER TABLE ONLY public.licensing_referee
    ADD CONSTRAINT licensing_referee_key_key UNIQUE (key);

ALTER TABLE ONLY public.licensing_referee
    ADD CONSTRAINT licensing_referee_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.licensing_referenceasked
    ADD CONSTRAINT licensing_referenceasked_key_key UNIQUE (key);

ALTER TABLE ONLY public.licensing_referenceasked
    ADD CONSTRAINT licensing_referenceasked_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.licensing_scheduleline
    ADD CONSTRAINT licensing_scheduleline_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.licensing_schoolpart
    ADD CONSTRAINT licensing_schoolpart_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.licensing_workhours
    ADD CONSTRAINT licensing_workhours_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.meetings_meeting
    ADD CONSTRAINT meeting_is_planned_once UNIQUE (series_id, planned_for);

ALTER TABLE ONLY public.meetings_attendance
    ADD CONSTRAINT meetings_attendance_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.meetings_correction
    ADD CONSTRAINT meetings_correction_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.meetings_item
    ADD CONSTRAINT meetings_item_key_key UNIQUE (key);

ALTER TABLE ONLY public.meetings_item
    ADD CONSTRAINT meetings_item_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.meetings_meeting
    ADD CONSTRAINT meetings_meeting_key_key UNIQUE (key);

ALTER TABLE ONLY public.meetings_meeting
    ADD CONSTRAINT meetings_meeting_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.meetings_member
    ADD CONSTRAINT meetings_member_key_key UNIQUE (key);

ALTER TABLE ONLY public.meetings_member
    ADD CONSTRAINT meetings_member_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.meetings_series
    ADD CONSTRAINT meetings_series_key_key UNIQUE (key);

ALTER TABLE ONLY public.meetings_series
    ADD CONSTRAINT meetings_series_name_key UNIQUE (name);

ALTER TABLE ONLY public.meetings_series
    ADD CONSTRAINT meetings_series_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.meetings_task
    ADD CONSTRAINT meetings_task_key_key UNIQUE (key);

ALTER TABLE ONLY public.meetings_task
    ADD CONSTRAINT meetings_task_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.missing_out_freezing
    ADD CONSTRAINT missing_out_freezing_key_key UNIQUE (key);

ALTER TABLE ONLY public.missing_out_freezing
    ADD CONSTRAINT missing_out_freezing_pack_id_key UNIQUE (pack_id);

ALTER TABLE ONLY public.missing_out_freezing
    ADD CONSTRAINT missing_out_freezing_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.missing_out_groupaction
    ADD CONSTRAINT missing_out_groupaction_key_key UNIQUE (key);

ALTER TABLE ONLY public.missing_out_groupaction
    ADD CONSTRAINT missing_out_groupaction_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.missing_out_groupaction
    ADD CONSTRAINT missing_out_groupaction_reference_key UNIQUE (reference);

ALTER TABLE ONLY public.missing_out_groupdecision
    ADD CONSTRAINT missing_out_groupdecision_key_key UNIQUE (key);

ALTER TABLE ONLY public.missing_out_groupdecision
    ADD CONSTRAINT missing_out_groupdecision_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.missing_out_keptregister
    ADD CONSTRAINT missing_out_keptregister_pkey PRIMARY KEY (number);

ALTER TABLE ONLY public.missing_out_keptrow
    ADD CONSTRAINT missing_out_keptrow_pkey PRIMARY KEY (child);

ALTER TABLE ONLY public.missing_out_monthlypack
    ADD CONSTRAINT missing_out_monthlypack_key_key UNIQUE (key);

ALTER TABLE ONLY public.missing_out_monthlypack
    ADD CONSTRAINT missing_out_monthlypack_month_key UNIQUE (month);

ALTER TABLE ONLY public.missing_out_monthlypack
    ADD CONSTRAINT missing_out_monthlypack_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.missing_out_pack
    ADD CONSTRAINT missing_out_pack_key_key UNIQUE (key);

ALTER TABLE ONLY public.missing_out_pack
    ADD CONSTRAINT missing_out_pack_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.missing_out_packday
    ADD CONSTRAINT missing_out_packday_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.missing_out_packday
    ADD CONSTRAINT missing_out_packday_reference_key UNIQUE (reference);

ALTER TABLE ONLY public.missing_out_packrow
    ADD CONSTRAINT missing_out_packrow_key_key UNIQUE (key);

ALTER TABLE ONLY public.missing_out_packrow
    ADD CONSTRAINT missing_out_packrow_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.missing_out_remark
    ADD CONSTRAINT missing_out_remark_key_key UNIQUE (key);

ALTER TABLE ONLY public.missing_out_remark
    ADD CONSTRAINT missing_out_remark_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.missing_out_savedview
    ADD CONSTRAINT missing_out_savedview_key_key UNIQUE (key);

ALTER TABLE ONLY public.missing_out_savedview
    ADD CONSTRAINT missing_out_savedview_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.missing_out_theme
    ADD CONSTRAINT missing_out_theme_key_key UNIQUE (key);

ALTER TABLE ONLY public.missing_out_theme
    ADD CONSTRAINT missing_out_theme_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.missing_out_theme
    ADD CONSTRAINT missing_out_theme_reference_key UNIQUE (reference);

ALTER TABLE ONLY public.missing_out_themepupil
    ADD CONSTRAINT missing_out_themepupil_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_batchrow
    ADD CONSTRAINT one_batch_row_a_number UNIQUE (batch_id, number);

ALTER TABLE ONLY public.attendance_bundle
    ADD CONSTRAINT one_bundle_a_number UNIQUE (case_id, number);

ALTER TABLE ONLY public.reduced_timetables_sessionschange
    ADD CONSTRAINT one_change_a_day_of_a_step UNIQUE (event_id, from_on);

ALTER TABLE ONLY public.schools_schoolday
    ADD CONSTRAINT one_day_of_a_school_from_a_day_on UNIQUE (school_id, from_on);

ALTER TABLE ONLY public.provision_examinationsover
    ADD CONSTRAINT one_end_of_examinations_a_source UNIQUE (child_id, source);

ALTER TABLE ONLY public.people_enrolment
    ADD CONSTRAINT one_enrolment_at_a_school_at_a_time EXCLUDE USING gist (child_id WITH =, school_id WITH =, daterange(from_on, to_on, '[]'::text) WITH &&);

ALTER TABLE ONLY public.provision_offer
    ADD CONSTRAINT one_full_time_offer_at_a_time EXCLUDE USING gist (child_id WITH =, daterange(from_on, to_on, '[]'::text) WITH &&) WHERE (full_time);

ALTER TABLE ONLY public.provision_fullweek
    ADD CONSTRAINT one_full_week_of_a_child_at_a_time EXCLUDE USING gist (child_id WITH =, daterange(from_on, to_on, '[]'::text) WITH &&) WHERE ((child_id IS NOT NULL));

ALTER TABLE ONLY public.provision_fullweek
    ADD CONSTRAINT one_full_week_of_a_school_at_a_time EXCLUDE USING gist (school_id WITH =, daterange(from_on, to_on, '[]'::text) WITH &&) WHERE ((school_id IS NOT NULL));

ALTER TABLE ONLY public.transfers_line
    ADD CONSTRAINT one_line_of_a_kind_a_transfer UNIQUE (transfer_id, kind);

ALTER TABLE ONLY public.attendance_unusedmaterial
    ADD CONSTRAINT one_line_of_unused_material_a_number UNIQUE (case_id, number);

ALTER TABLE ONLY public.schools_schoollink
    ADD CONSTRAINT one_link_of_a_kind_a_pair UNIQUE (school_id, other_id, kind_name);

ALTER TABLE ONLY public.provision_mismatch
    ADD CONSTRAINT one_mismatch_a_session UNIQUE (child_id, school_id, "on", half);

ALTER TABLE ONLY public.provision_missingtime
    ADD CONSTRAINT one_missing_time_a_source UNIQUE (child_id, source);

ALTER TABLE ONLY public.provision_offer
    ADD CONSTRAINT one_offer_of_a_provider_at_a_time EXCLUDE USING gist (child_id WITH =, provider_id WITH =, daterange(from_on, to_on, '[]'::text) WITH &&) WHERE ((provider_id IS NOT NULL));

ALTER TABLE ONLY public.provision_offer
    ADD CONSTRAINT one_offer_of_a_school_at_a_time EXCLUDE USING gist (child_id WITH =, school_id WITH =, daterange(from_on, to_on, '[]'::text) WITH &&) WHERE ((school_id IS NOT NULL));

ALTER TABLE ONLY public.exclusions_panelreferral
    ADD CONSTRAINT one_panel_referral_a_number UNIQUE (case_id, number);

ALTER TABLE ONLY public.attendance_prosecution
    ADD CONSTRAINT one_prosecution_at_a_time_of_a_parent UNIQUE (brought_from_id, number);

ALTER TABLE ONLY public.provision_offer
    ADD CONSTRAINT one_provider_on_friday_afternoon EXCLUDE USING gist (child_id WITH =, daterange(from_on, to_on, '[]'::text) WITH &&) WHERE (((minutes[10] > 0) AND (provider_id IS NOT NULL)));

ALTER TABLE ONLY public.provision_offer
    ADD CONSTRAINT one_provider_on_friday_morning EXCLUDE USING gist (child_id WITH =, daterange(from_on, to_on, '[]'::text) WITH &&) WHERE (((minutes[9] > 0) AND (provider_id IS NOT NULL)));

ALTER TABLE ONLY public.provision_offer
    ADD CONSTRAINT one_provider_on_monday_afternoon EXCLUDE USING gist (child_id WITH =, daterange(from_on, to_on, '[]'::text) WITH &&) WHERE (((minutes[2] > 0) AND (provider_id IS NOT NULL)));

ALTER TABLE ONLY public.provision_offer
    ADD CONSTRAINT one_provider_on_monday_morning EXCLUDE USING gist (child_id WITH =, daterange(from_on, to_on, '[]'::text) WITH &&) WHERE (((minutes[1] > 0) AND (provider_id IS NOT NULL)));

ALTER TABLE ONLY public.provision_offer
    ADD CONSTRAINT one_provider_on_thursday_afternoon EXCLUDE USING gist (child_id WITH =, daterange(from_on, to_on, '[]'::text) WITH &&) WHERE (((minutes[8] > 0) AND (provider_id IS NOT NULL)));

ALTER TABLE ONLY public.provision_offer
    ADD CONSTRAINT one_provider_on_thursday_morning EXCLUDE USING gist (child_id WITH =, daterange(from_on, to_on, '[]'::text) WITH &&) WHERE (((minutes[7] > 0) AND (provider_id IS NOT NULL)));

ALTER TABLE ONLY public.provision_offer
    ADD CONSTRAINT one_provider_on_tuesday_afternoon EXCLUDE USING gist (child_id WITH =, daterange(from_on, to_on, '[]'::text) WITH &&) WHERE (((minutes[4] > 0) AND (provider_id IS NOT NULL)));

ALTER TABLE ONLY public.provision_offer
    ADD CONSTRAINT one_provider_on_tuesday_morning EXCLUDE USING gist (child_id WITH =, daterange(from_on, to_on, '[]'::text) WITH &&) WHERE (((minutes[3] > 0) AND (provider_id IS NOT NULL)));

ALTER TABLE ONLY public.provision_offer
    ADD CONSTRAINT one_provider_on_wednesday_afternoon EXCLUDE USING gist (child_id WITH =, daterange(from_on, to_on, '[]'::text) WITH &&) WHERE (((minutes[6] > 0) AND (provider_id IS NOT NULL)));

ALTER TABLE ONLY public.provision_offer
    ADD CONSTRAINT one_provider_on_wednesday_morning EXCLUDE USING gist (child_id WITH =, daterange(from_on, to_on, '[]'::text) WITH &&) WHERE (((minutes[5] > 0) AND (provider_id IS NOT NULL)));

ALTER TABLE ONLY public.provision_programmereview
    ADD CONSTRAINT one_review_of_a_day UNIQUE (child_id, provider_id, held_on);

ALTER TABLE ONLY public.exclusions_suspension
    ADD CONSTRAINT one_suspension_for_a_session EXCLUDE USING gist (child_id WITH =, half_days WITH &&) WHERE ((withdrawn_on IS NULL));

ALTER TABLE ONLY public.audit_unusualread
    ADD CONSTRAINT one_unusual_read_a_week_a_reason UNIQUE (week_on, actor, why);

ALTER TABLE ONLY public.core_rulevalue
    ADD CONSTRAINT one_value_a_rule_a_day UNIQUE (rule, from_on);

ALTER TABLE ONLY public.exclusions_riskassessment
    ADD CONSTRAINT one_version_a_number UNIQUE (referral_id, number);

ALTER TABLE ONLY public.provision_providerweek
    ADD CONSTRAINT one_week_a_child_a_provider UNIQUE (child_id, provider_id, monday);

ALTER TABLE ONLY public.registers_childweek
    ADD CONSTRAINT one_week_a_child_a_school UNIQUE (child_id, school_id, monday);

ALTER TABLE ONLY public.reduced_timetables_weeklyreturn
    ADD CONSTRAINT one_weekly_return_a_school_a_week UNIQUE (school_id, monday);

ALTER TABLE ONLY public.provision_whereabouts
    ADD CONSTRAINT one_whereabouts_a_mark UNIQUE (child_id, provider_id, "on", half, provider_code);

ALTER TABLE ONLY public.missing_out_packday
    ADD CONSTRAINT pack_day_of_a_meeting_once UNIQUE (meeting_id, clock);

ALTER TABLE ONLY public.missing_out_pack
    ADD CONSTRAINT pack_of_a_meeting_has_its_number UNIQUE (meeting_id, number);

ALTER TABLE ONLY public.people_address
    ADD CONSTRAINT people_address_key_key UNIQUE (key);

ALTER TABLE ONLY public.people_address
    ADD CONSTRAINT people_address_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.people_address_withheld_from
    ADD CONSTRAINT people_address_withheld_from_address_id_adult_id_eab66d8d_uniq UNIQUE (address_id, adult_id);

ALTER TABLE ONLY public.people_address_withheld_from
    ADD CONSTRAINT people_address_withheld_from_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.people_adult
    ADD CONSTRAINT people_adult_key_key UNIQUE (key);

ALTER TABLE ONLY public.people_adult
    ADD CONSTRAINT people_adult_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.people_breakglass
    ADD CONSTRAINT people_breakglass_key_key UNIQUE (key);

ALTER TABLE ONLY public.people_breakglass
    ADD CONSTRAINT people_breakglass_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.people_child
    ADD CONSTRAINT people_child_key_key UNIQUE (key);

ALTER TABLE ONLY public.people_child
    ADD CONSTRAINT people_child_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.people_child
    ADD CONSTRAINT people_child_upn_key UNIQUE (upn);

ALTER TABLE ONLY public.people_childname
    ADD CONSTRAINT people_childname_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.people_conflict
    ADD CONSTRAINT people_conflict_key_key UNIQUE (key);

ALTER TABLE ONLY public.people_conflict
    ADD CONSTRAINT people_conflict_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.people_enrolment
    ADD CONSTRAINT people_enrolment_key_key UNIQUE (key);

ALTER TABLE ONLY public.people_enrolment
    ADD CONSTRAINT people_enrolment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.people_merge
    ADD CONSTRAINT people_merge_key_key UNIQUE (key);

ALTER TABLE ONLY public.people_merge
    ADD CONSTRAINT people_merge_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.people_relationship
    ADD CONSTRAINT people_relationship_key_key UNIQUE (key);

ALTER TABLE ONLY public.people_relationship
    ADD CONSTRAINT people_relationship_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.people_searchrun
    ADD CONSTRAINT people_searchrun_key_key UNIQUE (key);

ALTER TABLE ONLY public.people_searchrun
    ADD CONSTRAINT people_searchrun_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.people_vulnerability
    ADD CONSTRAINT people_vulnerability_key_key UNIQUE (key);

ALTER TABLE ONLY public.people_vulnerability
    ADD CONSTRAINT people_vulnerability_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.provision_examinationsover
    ADD CONSTRAINT provision_examinationsover_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.provision_fullweek
    ADD CONSTRAINT provision_fullweek_key_key UNIQUE (key);

ALTER TABLE ONLY public.provision_fullweek
    ADD CONSTRAINT provision_fullweek_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.provision_givenmark
    ADD CONSTRAINT provision_givenmark_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.provision_mismatch
    ADD CONSTRAINT provision_mismatch_key_key UNIQUE (key);

ALTER TABLE ONLY public.provision_mismatch
    ADD CONSTRAINT provision_mismatch_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.provision_mismatchchange
    ADD CONSTRAINT provision_mismatchchange_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.provision_missingtime
    ADD CONSTRAINT provision_missingtime_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.provision_offer
    ADD CONSTRAINT provision_offer_key_key UNIQUE (key);

ALTER TABLE ONLY public.provision_offer
    ADD CONSTRAINT provision_offer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.provision_programmereview
    ADD CONSTRAINT provision_programmereview_key_key UNIQUE (key);

ALTER TABLE ONLY public.provision_programmereview
    ADD CONSTRAINT provision_programmereview_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.provision_provider
    ADD CONSTRAINT provision_provider_key_key UNIQUE (key);

ALTER TABLE ONLY public.provision_provider
    ADD CONSTRAINT provision_provider_organisation_id_key UNIQUE (organisation_id);

ALTER TABLE ONLY public.provision_provider
    ADD CONSTRAINT provision_provider_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.provision_providerweek
    ADD CONSTRAINT provision_providerweek_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.provision_whereabouts
    ADD CONSTRAINT provision_whereabouts_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.reduced_timetables_agreement
    ADD CONSTRAINT reduced_timetables_agreement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.reduced_timetables_askedparent
    ADD CONSTRAINT reduced_timetables_askedparent_key_key UNIQUE (key);

ALTER TABLE ONLY public.reduced_timetables_askedparent
    ADD CONSTRAINT reduced_timetables_askedparent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.reduced_timetables_sessionschange
    ADD CONSTRAINT reduced_timetables_sessionschange_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.reduced_timetables_timetable
    ADD CONSTRAINT reduced_timetables_timetable_pkey PRIMARY KEY (case_id);

ALTER TABLE ONLY public.reduced_timetables_weeklyreturn
    ADD CONSTRAINT reduced_timetables_weeklyreturn_key_key UNIQUE (key);

ALTER TABLE ONLY public.reduced_timetables_weeklyreturn
    ADD CONSTRAINT reduced_timetables_weeklyreturn_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.missing_out_packrow
    ADD CONSTRAINT reference_is_in_a_pack_once UNIQUE (pack_id, reference);

ALTER TABLE ONLY public.registers_childweek
    ADD CONSTRAINT registers_childweek_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.licensing_scheduleline
    ADD CONSTRAINT schedule_line_has_a_number UNIQUE (entrant_id, number);

ALTER TABLE ONLY public.licensing_scheduleline
    ADD CONSTRAINT schedule_line_is_told_once UNIQUE (entrant_id, told_of, "on");

ALTER TABLE ONLY public.schooldays_calendar
    ADD CONSTRAINT schooldays_calendar_key_key UNIQUE (key);

ALTER TABLE ONLY public.schooldays_calendar
    ADD CONSTRAINT schooldays_calendar_name_key UNIQUE (name);

ALTER TABLE ONLY public.schooldays_calendar
    ADD CONSTRAINT schooldays_calendar_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.schooldays_closure
    ADD CONSTRAINT schooldays_closure_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.schooldays_term
    ADD CONSTRAINT schooldays_term_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.schools_authority
    ADD CONSTRAINT schools_authority_code_key UNIQUE (code);

ALTER TABLE ONLY public.schools_authority
    ADD CONSTRAINT schools_authority_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.schools_school
    ADD CONSTRAINT schools_school_governors_id_key UNIQUE (governors_id);

ALTER TABLE ONLY public.schools_school
    ADD CONSTRAINT schools_school_key_key UNIQUE (key);

ALTER TABLE ONLY public.schools_school
    ADD CONSTRAINT schools_school_organisation_id_key UNIQUE (organisation_id);

ALTER TABLE ONLY public.schools_school
    ADD CONSTRAINT schools_school_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.schools_school
    ADD CONSTRAINT schools_school_urn_key UNIQUE (urn);

ALTER TABLE ONLY public.schools_schoolcontact
    ADD CONSTRAINT schools_schoolcontact_key_key UNIQUE (key);

ALTER TABLE ONLY public.schools_schoolcontact
    ADD CONSTRAINT schools_schoolcontact_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.schools_schoolday
    ADD CONSTRAINT schools_schoolday_key_key UNIQUE (key);

ALTER TABLE ONLY public.schools_schoolday
    ADD CONSTRAINT schools_schoolday_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.schools_schoollink
    ADD CONSTRAINT schools_schoollink_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.schools_trust
    ADD CONSTRAINT schools_trust_key_key UNIQUE (key);

ALTER TABLE ONLY public.schools_trust
    ADD CONSTRAINT schools_trust_organisation_id_key UNIQUE (organisation_id);

ALTER TABLE ONLY public.schools_trust
    ADD CONSTRAINT schools_trust_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.schools_trust
    ADD CONSTRAINT schools_trust_uid_key UNIQUE (uid);

ALTER TABLE ONLY public.audit_sealedrow
    ADD CONSTRAINT sealed_rows_have_an_order UNIQUE (seal_id, "position");

ALTER TABLE ONLY public.meetings_series
    ADD CONSTRAINT series_of_a_school_once UNIQUE (kind, school_id);

ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_provider_uid_fc810c6e_uniq UNIQUE (provider, uid);

ALTER TABLE ONLY public.socialaccount_socialapp
    ADD CONSTRAINT socialaccount_socialapp_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_socialtoken_app_id_account_id_fca4e0ac_uniq UNIQUE (app_id, account_id);

ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_socialtoken_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.schooldays_term
    ADD CONSTRAINT terms_of_a_calendar_do_not_overlap EXCLUDE USING gist (calendar_id WITH =, daterange(starts_on, ends_on, '[]'::text) WITH &&);

ALTER TABLE ONLY public.transfers_happening
    ADD CONSTRAINT transfers_happening_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.transfers_line
    ADD CONSTRAINT transfers_line_key_key UNIQUE (key);

ALTER TABLE ONLY public.transfers_line
    ADD CONSTRAINT transfers_line_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.transfers_transfer
    ADD CONSTRAINT transfers_transfer_key_key UNIQUE (key);

ALTER TABLE ONLY public.transfers_transfer
    ADD CONSTRAINT transfers_transfer_pkey PRIMARY KEY (id);

CREATE UNIQUE INDEX a_document_is_exhibited_once ON public.attendance_exhibit USING btree (case_id, document_id) WHERE (removed_at IS NULL);

CREATE UNIQUE INDEX a_letter_is_exhibited_once ON public.attendance_exhibit USING btree (case_id, letter_id) WHERE (removed_at IS NULL);

CREATE INDEX account_emailaddress_email_03be32b2 ON public.account_emailaddress USING btree (email);

CREATE INDEX account_emailaddress_email_03be32b2_like ON public.account_emailaddress USING btree (email varchar_pattern_ops);

CREATE INDEX account_emailaddress_user_id_2c513194 ON public.account_emailaddress USING btree (user_id);

CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON public.account_emailconfirmation USING btree (email_address_id);

CREATE INDEX account_emailconfirmation_key_f43612bd_like ON public.account_emailconfirmation USING btree (key varchar_pattern_ops);

CREATE INDEX accounts_membership_organisation_id_98e5c22b ON public.accounts_membership USING btree (organisation_id);

CREATE INDEX accounts_membership_user_id_487fb39e ON public.accounts_membership USING btree (user_id);

CREATE INDEX accounts_organisation_key_3bd76f71_like ON public.accounts_organisation USING btree (key varchar_pattern_ops);

CREATE INDEX accounts_session_expire_date_5bbfba7c ON public.accounts_session USING btree (expire_date);

CREATE INDEX accounts_session_session_key_b186966f_like ON public.accounts_session USING btree (session_key varchar_pattern_ops);

CREATE INDEX accounts_session_user_id_d5aaed01 ON public.accounts_session USING btree (user_id);

CREATE INDEX accounts_signin_user_id_700b4e69 ON public.accounts_signin USING btree (user_id);

CREATE INDEX accounts_user_email_b2644a56_like ON public.accounts_user USING btree (email varchar_pattern_ops);

CREATE INDEX accounts_user_key_cac251d6_like ON public.accounts_user USING btree (key varchar_pattern_ops);

CREATE INDEX adult_search_text ON public.people_adult USING gin (search_text public.gin_trgm_ops);

CREATE INDEX agreed_action_open ON public.cases_agreedaction USING btree (case_id) WHERE (settled_on IS NULL);

CREATE INDEX attempt_recent ON public.core_attempt USING btree (what, who, at);

CREATE INDEX attendance_bundle_asked_by_id_b0340c75 ON public.attendance_bundle USING btree (asked_by_id);

CREATE INDEX attendance_bundle_case_id_cdff5991 ON public.attendance_bundle USING btree (case_id);

CREATE INDEX attendance_bundle_key_48c2beca_like ON public.attendance_bundle USING btree (key varchar_pattern_ops);

CREATE INDEX attendance_certificate_case_id_8bfddaa4 ON public.attendance_certificate USING btree (case_id);

CREATE INDEX attendance_certificate_key_44e4af33_like ON public.attendance_certificate USING btree (key varchar_pattern_ops);

CREATE INDEX attendance_certificate_made_by_id_4de0cf1e ON public.attendance_certificate USING btree (made_by_id);

CREATE INDEX attendance_certificate_signed_copy_id_e9376a1c ON public.attendance_certificate USING btree (signed_copy_id);

CREATE INDEX attendance_charge_case_id_2ef681cc ON public.attendance_charge USING btree (case_id);

CREATE INDEX attendance_consideration_by_id_6a4af6ef ON public.attendance_consideration USING btree (by_id);

CREATE INDEX attendance_consideration_case_id_0e19862b ON public.attendance_consideration USING btree (case_id);

CREATE INDEX attendance_direction_given_to_id_8c080a9e ON public.attendance_direction USING btree (given_to_id);

CREATE INDEX attendance_draft_child_id_a1904f5c ON public.attendance_draft USING btree (child_id);

CREATE INDEX attendance_draft_identified_by_id_7ce23142 ON public.attendance_draft USING btree (identified_by_id);

CREATE INDEX attendance_draft_key_08d55d3d_like ON public.attendance_draft USING btree (key varchar_pattern_ops);

CREATE INDEX attendance_draft_message_id_09861698 ON public.attendance_draft USING btree (message_id);

CREATE INDEX attendance_draft_school_id_e4d4f518 ON public.attendance_draft USING btree (school_id);

CREATE INDEX attendance_draft_sent_by_id_5ed6091c ON public.attendance_draft USING btree (sent_by_id);

CREATE INDEX attendance_draft_started_by_id_ee8883f5 ON public.attendance_draft USING btree (started_by_id);

CREATE INDEX attendance_draftfile_draft_id_8439bcdb ON public.attendance_draftfile USING btree (draft_id);

CREATE INDEX attendance_draftfile_file_id_dd92214f ON public.attendance_draftfile USING btree (file_id);

CREATE INDEX attendance_draftfile_key_90315f4e_like ON public.attendance_draftfile USING btree (key varchar_pattern_ops);

CREATE INDEX attendance_exhibit_added_by_id_f348af97 ON public.attendance_exhibit USING btree (added_by_id);

CREATE INDEX attendance_exhibit_case_id_b4471508 ON public.attendance_exhibit USING btree (case_id);

CREATE INDEX attendance_exhibit_document_id_9da1e767 ON public.attendance_exhibit USING btree (document_id);

CREATE INDEX attendance_exhibit_key_31aa21ad_like ON public.attendance_exhibit USING btree (key varchar_pattern_ops);

CREATE INDEX attendance_exhibit_letter_id_4fcb0b2a ON public.attendance_exhibit USING btree (letter_id);

CREATE INDEX attendance_panel_parents_present_adult_id_410819bc ON public.attendance_panel_parents_present USING btree (adult_id);

CREATE INDEX attendance_panel_parents_present_panel_id_3e93ccbd ON public.attendance_panel_parents_present USING btree (panel_id);

CREATE INDEX attendance_prestep_document_id_5f69a5d6 ON public.attendance_prestep USING btree (document_id);

CREATE INDEX attendance_prestep_referral_id_86e6ab2e ON public.attendance_prestep USING btree (referral_id);

CREATE INDEX attendance_prosecution_brought_from_id_faa2ac5f ON public.attendance_prosecution USING btree (brought_from_id);

CREATE INDEX attendance_prosecution_nothing_unused_by_id_732fa9b7 ON public.attendance_prosecution USING btree (nothing_unused_by_id);

CREATE INDEX attendance_prosecution_supervision_considered_by_id_cb96c68c ON public.attendance_prosecution USING btree (supervision_considered_by_id);

CREATE INDEX attendance_release_bundle_id_79484802 ON public.attendance_release USING btree (bundle_id);

CREATE INDEX attendance_route_by_id_fc36a999 ON public.attendance_route USING btree (by_id);

CREATE INDEX attendance_route_party_id_35689153 ON public.attendance_route USING btree (party_id);

CREATE INDEX attendance_statement_case_id_994db08c ON public.attendance_statement USING btree (case_id);

CREATE INDEX attendance_statement_key_2b93df72_like ON public.attendance_statement USING btree (key varchar_pattern_ops);

CREATE INDEX attendance_statement_settled_by_id_1fa12562 ON public.attendance_statement USING btree (settled_by_id);

CREATE INDEX attendance_statement_signed_copy_id_403b1682 ON public.attendance_statement USING btree (signed_copy_id);

CREATE INDEX attendance_statement_writers_statement_id_01bcfa9f ON public.attendance_statement_writers USING btree (statement_id);

CREATE INDEX attendance_statement_writers_user_id_f60ebbc0 ON public.attendance_statement_writers USING btree (user_id);

CREATE INDEX attendance_statement_written_by_id_547fca86 ON public.attendance_statement USING btree (written_by_id);

CREATE INDEX attendance_supervision_supervisor_id_fcee7f23 ON public.attendance_supervision USING btree (supervisor_id);

CREATE INDEX attendance_target_case_id_f2849700 ON public.attendance_target USING btree (case_id);

CREATE INDEX attendance_unusedmaterial_added_by_id_620300af ON public.attendance_unusedmaterial USING btree (added_by_id);

CREATE INDEX attendance_unusedmaterial_case_id_ade6bed7 ON public.attendance_unusedmaterial USING btree (case_id);

CREATE INDEX audit_unusualread_key_5632def8_like ON public.audit_unusualread USING btree (key varchar_pattern_ops);

CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);

CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);

CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);

CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);

CREATE INDEX break_glass_live ON public.people_breakglass USING btree (user_id, expires_at);

CREATE UNIQUE INDEX case_is_on_one_agenda_of_a_kind ON public.meetings_item USING btree (case_id, kind) WHERE ((decision)::text = ''::text);

CREATE INDEX case_kept_until ON public.cases_case USING btree (retain_until_on) WHERE (NOT (closed_on IS NULL));

CREATE INDEX case_open_by_owner ON public.cases_case USING btree (owner_id) WHERE (closed_on IS NULL);

CREATE INDEX case_open_by_stage ON public.cases_case USING btree (duty, stage) WHERE (closed_on IS NULL);

CREATE INDEX cases_advice_answered_by_id_d05e89b8 ON public.cases_advice USING btree (answered_by_id);

CREATE INDEX cases_advice_asked_by_id_f920daa1 ON public.cases_advice USING btree (asked_by_id);

CREATE INDEX cases_advice_child_id_b79272d9 ON public.cases_advice USING btree (child_id);

CREATE INDEX cases_advice_key_b5bc50d6_like ON public.cases_advice USING btree (key varchar_pattern_ops);

CREATE INDEX cases_agreedaction_by_id_fd01166f ON public.cases_agreedaction USING btree (by_id);

CREATE INDEX cases_agreedaction_case_id_f99c4824 ON public.cases_agreedaction USING btree (case_id);

CREATE INDEX cases_agreedaction_key_7361f1c5_like ON public.cases_agreedaction USING btree (key varchar_pattern_ops);

CREATE INDEX cases_agreedaction_settled_by_id_3f8a7b97 ON public.cases_agreedaction USING btree (settled_by_id);

CREATE INDEX cases_allocation_by_id_9037b205 ON public.cases_allocation USING btree (by_id);

CREATE INDEX cases_allocation_case_id_b085c2bd ON public.cases_allocation USING btree (case_id);

CREATE INDEX cases_allocation_to_id_d911282a ON public.cases_allocation USING btree (to_id);

CREATE INDEX cases_case_adult_id_09378f2e ON public.cases_case USING btree (adult_id);

CREATE INDEX cases_case_came_from_id_d982791e ON public.cases_case USING btree (came_from_id);

CREATE INDEX cases_case_child_id_6795a175 ON public.cases_case USING btree (child_id);

CREATE INDEX cases_case_key_ab0749bd_like ON public.cases_case USING btree (key varchar_pattern_ops);

CREATE INDEX cases_case_organisation_id_dac38ff3 ON public.cases_case USING btree (organisation_id);

CREATE INDEX cases_case_owner_id_352cf2f7 ON public.cases_case USING btree (owner_id);

CREATE INDEX cases_case_reference_cb43aa34_like ON public.cases_case USING btree (reference varchar_pattern_ops);

CREATE INDEX cases_case_school_id_568a8a55 ON public.cases_case USING btree (school_id);

CREATE INDEX cases_case_subject_school_id_972f2be3 ON public.cases_case USING btree (subject_school_id);

CREATE INDEX cases_case_team_id_60679476 ON public.cases_case USING btree (team_id);

CREATE INDEX cases_casedocument_by_id_ef582a1f ON public.cases_casedocument USING btree (by_id);

CREATE INDEX cases_casedocument_case_id_c1ece857 ON public.cases_casedocument USING btree (case_id);

CREATE INDEX cases_casedocument_file_id_b3b6c6e7 ON public.cases_casedocument USING btree (file_id);

CREATE INDEX cases_casedocument_key_52c56f7c_like ON public.cases_casedocument USING btree (key varchar_pattern_ops);

CREATE INDEX cases_caseletter_case_id_d195c02f ON public.cases_caseletter USING btree (case_id);

CREATE INDEX cases_caseletter_event_id_47681f12 ON public.cases_caseletter USING btree (event_id);

CREATE INDEX cases_caseletter_party_id_24967c06 ON public.cases_caseletter USING btree (party_id);

CREATE INDEX cases_concern_child_id_dc450ad2 ON public.cases_concern USING btree (child_id);

CREATE INDEX cases_concern_key_e6f456f1_like ON public.cases_concern USING btree (key varchar_pattern_ops);

CREATE INDEX cases_concern_matched_by_id_aa880710 ON public.cases_concern USING btree (matched_by_id);

CREATE INDEX cases_concern_team_id_541e9a56 ON public.cases_concern USING btree (team_id);

CREATE INDEX cases_concern_told_by_id_d5f15834 ON public.cases_concern USING btree (told_by_id);

CREATE INDEX cases_conclusion_by_id_51803df3 ON public.cases_conclusion USING btree (by_id);

CREATE INDEX cases_conclusion_child_id_0361b1a1 ON public.cases_conclusion USING btree (child_id);

CREATE INDEX cases_conclusion_key_88ad2114_like ON public.cases_conclusion USING btree (key varchar_pattern_ops);

CREATE INDEX cases_deadline_case_id_fd6938e1 ON public.cases_deadline USING btree (case_id);

CREATE INDEX cases_deadline_event_id_713dc9b3 ON public.cases_deadline USING btree (event_id);

CREATE INDEX cases_deadline_party_id_989e1e6f ON public.cases_deadline USING btree (party_id);

CREATE INDEX cases_disposal_answered_by_id_db2a0647 ON public.cases_disposal USING btree (answered_by_id);

CREATE INDEX cases_disposal_by_id_b8e71c2a ON public.cases_disposal USING btree (by_id);

CREATE INDEX cases_disposal_case_id_3f4bd22d ON public.cases_disposal USING btree (case_id);

CREATE INDEX cases_disposal_child_id_ecad6bda ON public.cases_disposal USING btree (child_id);

CREATE INDEX cases_disposal_key_6531333e_like ON public.cases_disposal USING btree (key varchar_pattern_ops);

CREATE INDEX cases_disposal_message_id_b26d23e9 ON public.cases_disposal USING btree (message_id);

CREATE INDEX cases_educationplan_child_id_81679a9b ON public.cases_educationplan USING btree (child_id);

CREATE INDEX cases_educationplan_key_49b99eb5_like ON public.cases_educationplan USING btree (key varchar_pattern_ops);

CREATE INDEX cases_educationplan_mistaken_by_id_c2af170b ON public.cases_educationplan USING btree (mistaken_by_id);

CREATE INDEX cases_educationplan_rated_by_id_c7f4eaba ON public.cases_educationplan USING btree (rated_by_id);

CREATE INDEX cases_event_by_id_d6617e99 ON public.cases_event USING btree (by_id);

CREATE INDEX cases_event_case_id_59b954a1 ON public.cases_event USING btree (case_id);

CREATE INDEX cases_event_party_id_13f707fc ON public.cases_event USING btree (party_id);

CREATE INDEX cases_handover_by_id_e4bf7759 ON public.cases_handover USING btree (by_id);

CREATE INDEX cases_handover_case_id_d0f7ad3b ON public.cases_handover USING btree (case_id);

CREATE INDEX cases_handover_opened_id_974a2c3f ON public.cases_handover USING btree (opened_id);

CREATE INDEX cases_handover_refused_by_id_2fdbd7c3 ON public.cases_handover USING btree (refused_by_id);

CREATE INDEX cases_handover_waits_with_id_9bf7277a ON public.cases_handover USING btree (waits_with_id);

CREATE INDEX cases_inboxmessage_case_id_9326455c ON public.cases_inboxmessage USING btree (case_id);

CREATE INDEX cases_inboxmessage_dealt_by_id_3299f90d ON public.cases_inboxmessage USING btree (dealt_by_id);

CREATE INDEX cases_inboxmessage_entered_by_id_0355e263 ON public.cases_inboxmessage USING btree (entered_by_id);

CREATE INDEX cases_inboxmessage_files_file_id_2b7f3b26 ON public.cases_inboxmessage_files USING btree (file_id);

CREATE INDEX cases_inboxmessage_files_inboxmessage_id_eea6da13 ON public.cases_inboxmessage_files USING btree (inboxmessage_id);

CREATE INDEX cases_inboxmessage_key_5372b394_like ON public.cases_inboxmessage USING btree (key varchar_pattern_ops);

CREATE INDEX cases_inboxmessage_team_id_601eb30c ON public.cases_inboxmessage USING btree (team_id);

CREATE INDEX cases_legalhold_by_id_e6a1d176 ON public.cases_legalhold USING btree (by_id);

CREATE INDEX cases_legalhold_case_id_4109db35 ON public.cases_legalhold USING btree (case_id);

CREATE INDEX cases_legalhold_child_id_985efb0b ON public.cases_legalhold USING btree (child_id);

CREATE INDEX cases_legalhold_lifted_by_id_90ac5e1e ON public.cases_legalhold USING btree (lifted_by_id);

CREATE INDEX cases_legalhold_message_id_99f64579 ON public.cases_legalhold USING btree (message_id);

CREATE INDEX cases_note_by_id_5cbc67aa ON public.cases_note USING btree (by_id);

CREATE INDEX cases_note_case_id_77ee1e2a ON public.cases_note USING btree (case_id);

CREATE INDEX cases_party_adult_id_43aaa4e6 ON public.cases_party USING btree (adult_id);

CREATE INDEX cases_party_case_id_9d5babdc ON public.cases_party USING btree (case_id);

CREATE INDEX cases_party_child_id_5fd11f77 ON public.cases_party USING btree (child_id);

CREATE INDEX cases_party_organisation_id_3e7a1eb5 ON public.cases_party USING btree (organisation_id);

CREATE INDEX cases_safeguardingreferral_by_id_0549b7b2 ON public.cases_safeguardingreferral USING btree (by_id);

CREATE INDEX cases_safeguardingreferral_case_id_35109d1a ON public.cases_safeguardingreferral USING btree (case_id);

CREATE INDEX cases_setrating_asked_by_id_2265bbe9 ON public.cases_setrating USING btree (asked_by_id);

CREATE INDEX cases_setrating_child_id_e8471615 ON public.cases_setrating USING btree (child_id);

CREATE INDEX cases_setrating_decided_by_id_45018128 ON public.cases_setrating USING btree (decided_by_id);

CREATE INDEX cases_setrating_ended_by_id_e1d962ed ON public.cases_setrating USING btree (ended_by_id);

CREATE INDEX cases_setrating_key_eefe3ec5_like ON public.cases_setrating USING btree (key varchar_pattern_ops);

CREATE INDEX cases_visit_by_id_46a6caa1 ON public.cases_visit USING btree (by_id);

CREATE INDEX cases_visit_case_id_03626767 ON public.cases_visit USING btree (case_id);

CREATE INDEX change_by_transaction ON public.audit_change USING btree (transaction, id);

CREATE INDEX change_of_row ON public.audit_change USING btree ("table", "row");

CREATE INDEX change_on_day ON public.audit_change USING brin (at);

CREATE INDEX child_born_on ON public.people_child USING btree (born_on);

CREATE INDEX child_search_sounds ON public.people_child USING gin (search_sounds public.gin_trgm_ops);

CREATE INDEX child_search_text ON public.people_child USING gin (search_text public.gin_trgm_ops);

CREATE INDEX child_week_of_school ON public.registers_childweek USING btree (school_id, monday);

CREATE INDEX cme_authorityenquiry_case_id_9fa06ba5 ON public.cme_authorityenquiry USING btree (case_id);

CREATE INDEX cme_authorityenquiry_key_7f991507_like ON public.cme_authorityenquiry USING btree (key varchar_pattern_ops);

CREATE INDEX cme_authorityenquiry_sent_by_id_070de858 ON public.cme_authorityenquiry USING btree (sent_by_id);

CREATE INDEX cme_authorityrequest_answered_by_id_4cfd471e ON public.cme_authorityrequest USING btree (answered_by_id);

CREATE INDEX cme_authorityrequest_case_id_f343fde1 ON public.cme_authorityrequest USING btree (case_id);

CREATE INDEX cme_authorityrequest_child_id_b82700d7 ON public.cme_authorityrequest USING btree (child_id);

CREATE INDEX cme_authorityrequest_entered_by_id_9d47a5f6 ON public.cme_authorityrequest USING btree (entered_by_id);

CREATE INDEX cme_authorityrequest_key_e2ee8224_like ON public.cme_authorityrequest USING btree (key varchar_pattern_ops);

CREATE INDEX cme_deletion_case_id_bd66ca1b ON public.cme_deletion USING btree (case_id);

CREATE INDEX cme_deletion_child_id_e356c488 ON public.cme_deletion USING btree (child_id);

CREATE INDEX cme_deletion_destination_school_id_761469d0 ON public.cme_deletion USING btree (destination_school_id);

CREATE INDEX cme_deletion_key_304086bf_like ON public.cme_deletion USING btree (key varchar_pattern_ops);

CREATE INDEX cme_deletion_letter_id_72f70fc9 ON public.cme_deletion USING btree (letter_id);

CREATE INDEX cme_deletion_school_id_d764ca24 ON public.cme_deletion USING btree (school_id);

CREATE INDEX cme_deletion_told_by_id_33f994c8 ON public.cme_deletion USING btree (told_by_id);

CREATE INDEX cme_enquiry_by_id_0cf47de9 ON public.cme_enquiry USING btree (by_id);

CREATE INDEX cme_enquiry_case_id_35c2668e ON public.cme_enquiry USING btree (case_id);

CREATE INDEX cme_enquiry_key_6d5be58d_like ON public.cme_enquiry USING btree (key varchar_pattern_ops);

CREATE INDEX cme_groundtext_by_id_6ccb9900 ON public.cme_groundtext USING btree (by_id);

CREATE INDEX cme_newpupil_case_id_e2db27c0 ON public.cme_newpupil USING btree (case_id);

CREATE INDEX cme_newpupil_child_id_bb43e806 ON public.cme_newpupil USING btree (child_id);

CREATE INDEX cme_newpupil_key_a48eb5f4_like ON public.cme_newpupil USING btree (key varchar_pattern_ops);

CREATE INDEX cme_newpupil_matched_by_id_74f90e91 ON public.cme_newpupil USING btree (matched_by_id);

CREATE INDEX cme_newpupil_school_id_6f42a28d ON public.cme_newpupil USING btree (school_id);

CREATE INDEX cme_newpupil_told_by_id_f82ec281 ON public.cme_newpupil USING btree (told_by_id);

CREATE INDEX cme_search_case_id_744898d1 ON public.cme_search USING btree (case_id);

CREATE INDEX cme_search_key_0f12515b_like ON public.cme_search USING btree (key varchar_pattern_ops);

CREATE INDEX cme_transferfile_by_id_225ab8c1 ON public.cme_transferfile USING btree (by_id);

CREATE INDEX cme_transferfile_case_id_a8a3fc04 ON public.cme_transferfile USING btree (case_id);

CREATE INDEX cme_transferfile_key_9f090f9c_like ON public.cme_transferfile USING btree (key varchar_pattern_ops);

CREATE INDEX core_onetimelink_digest_3b0d9fbf_like ON public.core_onetimelink USING btree (digest varchar_pattern_ops);

CREATE INDEX core_submission_token_b202a623_like ON public.core_submission USING btree (token varchar_pattern_ops);

CREATE INDEX correspondence_brake_ended_by_id_506fbe53 ON public.correspondence_brake USING btree (ended_by_id);

CREATE INDEX correspondence_brake_key_09f877ca_like ON public.correspondence_brake USING btree (key varchar_pattern_ops);

CREATE INDEX correspondence_letter_adult_id_ab932c1f ON public.correspondence_letter USING btree (adult_id);

CREATE INDEX correspondence_letter_approved_by_id_5c5a1a6f ON public.correspondence_letter USING btree (approved_by_id);

CREATE INDEX correspondence_letter_brake_id_5c22d3cd ON public.correspondence_letter USING btree (brake_id);

CREATE INDEX correspondence_letter_child_id_5789c4da ON public.correspondence_letter USING btree (child_id);

CREATE INDEX correspondence_letter_despite_change_by_id_e3214d6c ON public.correspondence_letter USING btree (despite_change_by_id);

CREATE INDEX correspondence_letter_drafted_by_id_e6a4ccf1 ON public.correspondence_letter USING btree (drafted_by_id);

CREATE INDEX correspondence_letter_key_50658436_like ON public.correspondence_letter USING btree (key varchar_pattern_ops);

CREATE INDEX correspondence_letter_organisation_id_d4b37316 ON public.correspondence_letter USING btree (organisation_id);

CREATE INDEX correspondence_letter_released_by_id_37923300 ON public.correspondence_letter USING btree (released_by_id);

CREATE INDEX correspondence_letter_returned_by_id_f1868420 ON public.correspondence_letter USING btree (returned_by_id);

CREATE INDEX correspondence_letter_sent_by_id_ea78e5c0 ON public.correspondence_letter USING btree (sent_by_id);

CREATE INDEX correspondence_letter_unreturned_by_id_bd76dd1d ON public.correspondence_letter USING btree (unreturned_by_id);

CREATE INDEX correspondence_letter_withdrawn_by_id_288b5277 ON public.correspondence_letter USING btree (withdrawn_by_id);

CREATE INDEX correspondence_message_brake_id_695dee04 ON public.correspondence_message USING btree (brake_id);

CREATE INDEX correspondence_message_dedupe_bc24c8b5_like ON public.correspondence_message USING btree (dedupe varchar_pattern_ops);

CREATE INDEX correspondence_message_key_a83327c2_like ON public.correspondence_message USING btree (key varchar_pattern_ops);

CREATE INDEX correspondence_message_user_id_e131532e ON public.correspondence_message USING btree (user_id);

CREATE INDEX deadline_of_case ON public.cases_deadline USING btree (case_id, state);

CREATE INDEX deadline_running_due ON public.cases_deadline USING btree (due_on) WHERE ((state)::text = 'running'::text);

CREATE INDEX disposal_of_reference ON public.cases_disposal USING btree (reference);

CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);

CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);

CREATE INDEX documents_file_key_f0210294_like ON public.documents_file USING btree (key varchar_pattern_ops);

CREATE INDEX documents_file_stored_as_31d17736_like ON public.documents_file USING btree (stored_as varchar_pattern_ops);

CREATE INDEX documents_file_uploaded_by_id_2e68216c ON public.documents_file USING btree (uploaded_by_id);

CREATE INDEX ehe_exitform_case_id_f6b5f01c ON public.ehe_exitform USING btree (case_id);

CREATE INDEX ehe_exitform_correspondence_id_0b8c5d63 ON public.ehe_exitform USING btree (correspondence_id);

CREATE INDEX ehe_exitform_sent_by_id_66b5f254 ON public.ehe_exitform USING btree (sent_by_id);

CREATE INDEX ehe_followup_by_id_fa861772 ON public.ehe_followup USING btree (by_id);

CREATE INDEX ehe_followup_key_5c84a7f6_like ON public.ehe_followup USING btree (key varchar_pattern_ops);

CREATE INDEX ehe_followup_meeting_id_f2d5df7a ON public.ehe_followup USING btree (meeting_id);

CREATE INDEX ehe_followup_settled_by_id_17c9fdce ON public.ehe_followup USING btree (settled_by_id);

CREATE INDEX ehe_homeeducation_letter_id_d876307d ON public.ehe_homeeducation USING btree (letter_id);

CREATE INDEX ehe_parentsmeeting_by_id_d27e7506 ON public.ehe_parentsmeeting USING btree (by_id);

CREATE INDEX ehe_parentsmeeting_key_70eff31c_like ON public.ehe_parentsmeeting USING btree (key varchar_pattern_ops);

CREATE INDEX ehe_toldsince_by_id_f9ce2dd8 ON public.ehe_toldsince USING btree (by_id);

CREATE INDEX ehe_toldsince_case_id_a6f1a996 ON public.ehe_toldsince USING btree (case_id);

CREATE INDEX ehe_toldsince_key_c5e12e3a_like ON public.ehe_toldsince USING btree (key varchar_pattern_ops);

CREATE INDEX ehe_toldsince_letter_id_be96b2ca ON public.ehe_toldsince USING btree (letter_id);

CREATE INDEX ehe_toldsince_school_id_d397b310 ON public.ehe_toldsince USING btree (school_id);

CREATE INDEX ehe_trace_case_id_8254b1a9 ON public.ehe_trace USING btree (case_id);

CREATE INDEX ehe_trace_child_id_6ce12731 ON public.ehe_trace USING btree (child_id);

CREATE INDEX enrolment_of_school ON public.people_enrolment USING btree (school_id, to_on);

CREATE INDEX exchange_batch_by_id_25f2f9ad ON public.exchange_batch USING btree (by_id);

CREATE INDEX exchange_batch_committed_by_id_ae75550c ON public.exchange_batch USING btree (committed_by_id);

CREATE INDEX exchange_batch_key_5f834ff5_like ON public.exchange_batch USING btree (key varchar_pattern_ops);

CREATE INDEX exchange_batch_undone_by_id_ee208c55 ON public.exchange_batch USING btree (undone_by_id);

CREATE INDEX exchange_batchrow_batch_id_09bc1e68 ON public.exchange_batchrow USING btree (batch_id);

CREATE INDEX exclusions_amendment_by_id_0a3d404c ON public.exclusions_amendment USING btree (by_id);

CREATE INDEX exclusions_amendment_letter_before_id_3791719e ON public.exclusions_amendment USING btree (letter_before_id);

CREATE INDEX exclusions_amendment_suspension_id_dc0c129b ON public.exclusions_amendment USING btree (suspension_id);

CREATE INDEX exclusions_fairaccessreferral_refused_by_id_998d49a3 ON public.exclusions_fairaccessreferral USING btree (refused_by_id);

CREATE INDEX exclusions_funding_admitting_school_id_d6f30975 ON public.exclusions_funding USING btree (admitting_school_id);

CREATE INDEX exclusions_fundingentry_by_id_5bb8ae9b ON public.exclusions_fundingentry USING btree (by_id);

CREATE INDEX exclusions_fundingentry_case_id_5865406c ON public.exclusions_fundingentry USING btree (case_id);

CREATE INDEX exclusions_fundingentry_key_c2d300ca_like ON public.exclusions_fundingentry USING btree (key varchar_pattern_ops);

CREATE INDEX exclusions_managedmove_letter_id_d9577e0e ON public.exclusions_managedmove USING btree (letter_id);

CREATE INDEX exclusions_managedmove_to_school_id_e46a16d1 ON public.exclusions_managedmove USING btree (to_school_id);

CREATE INDEX exclusions_offsitedirection_letter_id_e3bb206d ON public.exclusions_offsitedirection USING btree (letter_id);

CREATE INDEX exclusions_offsitedirection_provider_id_37336f13 ON public.exclusions_offsitedirection USING btree (provider_id);

CREATE INDEX exclusions_panelreferral_case_id_6880d92d ON public.exclusions_panelreferral USING btree (case_id);

CREATE INDEX exclusions_panelreferral_written_by_id_42091c35 ON public.exclusions_panelreferral USING btree (written_by_id);

CREATE INDEX exclusions_permanentexclusion_letter_id_7763a003 ON public.exclusions_permanentexclusion USING btree (letter_id);

CREATE INDEX exclusions_providerreferral_answered_by_id_f0e69478 ON public.exclusions_providerreferral USING btree (answered_by_id);

CREATE INDEX exclusions_providerreferral_begun_by_id_0bf7d9cf ON public.exclusions_providerreferral USING btree (begun_by_id);

CREATE INDEX exclusions_providerreferral_case_id_2b83bd64 ON public.exclusions_providerreferral USING btree (case_id);

CREATE INDEX exclusions_providerreferral_child_id_84d5fe3f ON public.exclusions_providerreferral USING btree (child_id);

CREATE INDEX exclusions_providerreferral_key_680dd8fe_like ON public.exclusions_providerreferral USING btree (key varchar_pattern_ops);

CREATE INDEX exclusions_providerreferral_provider_id_5bf7fce7 ON public.exclusions_providerreferral USING btree (provider_id);

CREATE INDEX exclusions_providerreferral_school_id_1a03c203 ON public.exclusions_providerreferral USING btree (school_id);

CREATE INDEX exclusions_providerreferral_sent_by_id_b914c2ac ON public.exclusions_providerreferral USING btree (sent_by_id);

CREATE INDEX exclusions_providerreferral_withdrawn_by_id_8087befc ON public.exclusions_providerreferral USING btree (withdrawn_by_id);

CREATE INDEX exclusions_riskassessment_file_id_1f5b6675 ON public.exclusions_riskassessment USING btree (file_id);

CREATE INDEX exclusions_riskassessment_key_e0c847a6_like ON public.exclusions_riskassessment USING btree (key varchar_pattern_ops);

CREATE INDEX exclusions_riskassessment_referral_id_cace25f9 ON public.exclusions_riskassessment USING btree (referral_id);

CREATE INDEX exclusions_riskassessment_written_by_id_5a699aa0 ON public.exclusions_riskassessment USING btree (written_by_id);

CREATE INDEX exclusions_suspension_case_id_d1fddadf ON public.exclusions_suspension USING btree (case_id);

CREATE INDEX exclusions_suspension_child_id_c8062c98 ON public.exclusions_suspension USING btree (child_id);

CREATE INDEX exclusions_suspension_key_cfc8d5b9_like ON public.exclusions_suspension USING btree (key varchar_pattern_ops);

CREATE INDEX exclusions_suspension_letter_id_08fa67ee ON public.exclusions_suspension USING btree (letter_id);

CREATE INDEX exclusions_suspension_reference_5e47abc8_like ON public.exclusions_suspension USING btree (reference varchar_pattern_ops);

CREATE INDEX exclusions_suspension_school_id_bfb0daab ON public.exclusions_suspension USING btree (school_id);

CREATE INDEX exclusions_suspension_told_by_id_f5aac021 ON public.exclusions_suspension USING btree (told_by_id);

CREATE INDEX file_to_scan ON public.documents_file USING btree (uploaded_at) WHERE ((scan)::text = ANY ((ARRAY['unscanned'::character varying, 'not_configured'::character varying])::text[]));

CREATE INDEX group_action_open_by_owner ON public.missing_out_groupaction USING btree (owner_id) WHERE (done_on IS NULL);

CREATE INDEX letter_by_state ON public.correspondence_letter USING btree (state, released_on);

CREATE INDEX letter_released_at ON public.correspondence_letter USING btree (released_at);

CREATE INDEX letter_to_count_as_served ON public.correspondence_letter USING btree (deemed_served_on) WHERE ((state)::text = 'sent'::text);

CREATE INDEX letter_to_make ON public.correspondence_letter USING btree (released_at) WHERE ((pdf_id IS NULL) AND (released_at IS NOT NULL) AND (withdrawn_at IS NULL));

CREATE INDEX licensing_applicant_email_d26e8dfe_like ON public.licensing_applicant USING btree (email varchar_pattern_ops);

CREATE INDEX licensing_applicant_key_69dcd061_like ON public.licensing_applicant USING btree (key varchar_pattern_ops);

CREATE INDEX licensing_applicationdraft_applicant_id_8840bda3 ON public.licensing_applicationdraft USING btree (applicant_id);

CREATE INDEX licensing_applicationdraft_key_8281192c_like ON public.licensing_applicationdraft USING btree (key varchar_pattern_ops);

CREATE INDEX licensing_applicationfile_draft_id_02abf293 ON public.licensing_applicationfile USING btree (draft_id);

CREATE INDEX licensing_applicationfile_file_id_6b49e8bd ON public.licensing_applicationfile USING btree (file_id);

CREATE INDEX licensing_applicationfile_key_854fbc55_like ON public.licensing_applicationfile USING btree (key varchar_pattern_ops);

CREATE INDEX licensing_bodyapproval_approved_by_id_eef2c59b ON public.licensing_bodyapproval USING btree (approved_by_id);

CREATE INDEX licensing_bodyapproval_by_id_fc9576b2 ON public.licensing_bodyapproval USING btree (by_id);

CREATE INDEX licensing_bodyapproval_number_add77bff_like ON public.licensing_bodyapproval USING btree (number varchar_pattern_ops);

CREATE INDEX licensing_bodyapproval_policy_id_b7122967 ON public.licensing_bodyapproval USING btree (policy_id);

CREATE INDEX licensing_bodyapproval_risk_assessment_id_0b5d9db3 ON public.licensing_bodyapproval USING btree (risk_assessment_id);

CREATE INDEX licensing_bodychild_report_id_5617f42b ON public.licensing_bodychild USING btree (report_id);

CREATE INDEX licensing_bodyreport_by_id_914b1446 ON public.licensing_bodyreport USING btree (by_id);

CREATE INDEX licensing_bodyreport_case_id_bf3a04df ON public.licensing_bodyreport USING btree (case_id);

CREATE INDEX licensing_bodyreport_key_fcc121bb_like ON public.licensing_bodyreport USING btree (key varchar_pattern_ops);

CREATE INDEX licensing_certificatecopy_by_id_14fe845e ON public.licensing_certificatecopy USING btree (by_id);

CREATE INDEX licensing_certificatecopy_case_id_f1a0ffde ON public.licensing_certificatecopy USING btree (case_id);

CREATE INDEX licensing_certificatecopy_file_id_763f40ea ON public.licensing_certificatecopy USING btree (file_id);

CREATE INDEX licensing_certificatecopy_key_4776b1b2_like ON public.licensing_certificatecopy USING btree (key varchar_pattern_ops);

CREATE INDEX licensing_chaperone_approved_by_id_df0eef95 ON public.licensing_chaperone USING btree (approved_by_id);

CREATE INDEX licensing_chaperone_by_id_ce5221f1 ON public.licensing_chaperone USING btree (by_id);

CREATE INDEX licensing_chaperone_number_973b1933_like ON public.licensing_chaperone USING btree (number varchar_pattern_ops);

CREATE INDEX licensing_chaperone_photo_id_9587031a ON public.licensing_chaperone USING btree (photo_id);

CREATE INDEX licensing_chaperone_training_certificate_id_5a0f2cb3 ON public.licensing_chaperone USING btree (training_certificate_id);

CREATE INDEX licensing_childpaper_by_id_d14cd8c6 ON public.licensing_childpaper USING btree (by_id);

CREATE INDEX licensing_childpaper_entrant_id_ab773280 ON public.licensing_childpaper USING btree (entrant_id);

CREATE INDEX licensing_childpaper_file_id_20508d4d ON public.licensing_childpaper USING btree (file_id);

CREATE INDEX licensing_childpaper_key_f578d9f8_like ON public.licensing_childpaper USING btree (key varchar_pattern_ops);

CREATE INDEX licensing_dbscheck_by_id_1ee0f231 ON public.licensing_dbscheck USING btree (by_id);

CREATE INDEX licensing_dbscheck_case_id_a198db85 ON public.licensing_dbscheck USING btree (case_id);

CREATE INDEX licensing_employer_by_id_6e066274 ON public.licensing_employer USING btree (by_id);

CREATE INDEX licensing_employer_key_683560b1_like ON public.licensing_employer USING btree (key varchar_pattern_ops);

CREATE INDEX licensing_employer_merged_by_id_86b1691a ON public.licensing_employer USING btree (merged_by_id);

CREATE INDEX licensing_employer_merged_into_id_ddd9b6c4 ON public.licensing_employer USING btree (merged_into_id);

CREATE INDEX licensing_enquiry_by_id_9de57ad3 ON public.licensing_enquiry USING btree (by_id);

CREATE INDEX licensing_enquiry_employer_id_10d962ff ON public.licensing_enquiry USING btree (employer_id);

CREATE INDEX licensing_enquiry_found_by_id_f61b4a53 ON public.licensing_enquiry USING btree (found_by_id);

CREATE INDEX licensing_entrant_key_64e6de2d_like ON public.licensing_entrant USING btree (key varchar_pattern_ops);

CREATE INDEX licensing_entrant_matched_by_id_993ded44 ON public.licensing_entrant USING btree (matched_by_id);

CREATE INDEX licensing_entrant_production_id_54d1914d ON public.licensing_entrant USING btree (production_id);

CREATE INDEX licensing_entrant_school_id_c277f702 ON public.licensing_entrant USING btree (school_id);

CREATE INDEX licensing_guidancesent_body_id_707efff1 ON public.licensing_guidancesent USING btree (body_id);

CREATE INDEX licensing_guidancesent_by_id_5256bad0 ON public.licensing_guidancesent USING btree (by_id);

CREATE INDEX licensing_inspection_approval_id_f0be2b95 ON public.licensing_inspection USING btree (approval_id);

CREATE INDEX licensing_inspection_by_id_2980bc74 ON public.licensing_inspection USING btree (by_id);

CREATE INDEX licensing_inspection_employer_id_e00cda6f ON public.licensing_inspection USING btree (employer_id);

CREATE INDEX licensing_inspection_production_id_199b2c43 ON public.licensing_inspection USING btree (production_id);

CREATE INDEX licensing_inspection_visited_by_id_826b4955 ON public.licensing_inspection USING btree (visited_by_id);

CREATE INDEX licensing_interview_by_id_18f0961f ON public.licensing_interview USING btree (by_id);

CREATE INDEX licensing_interview_case_id_cecc540a ON public.licensing_interview USING btree (case_id);

CREATE INDEX licensing_jobapplied_key_945183c0_like ON public.licensing_jobapplied USING btree (key varchar_pattern_ops);

CREATE INDEX licensing_jobapplied_matched_by_id_34522af5 ON public.licensing_jobapplied USING btree (matched_by_id);

CREATE INDEX licensing_jobapplied_photo_id_d8b10818 ON public.licensing_jobapplied USING btree (photo_id);

CREATE INDEX licensing_jobapplied_reference_d1a82c27_like ON public.licensing_jobapplied USING btree (reference varchar_pattern_ops);

CREATE INDEX licensing_jobapplied_risk_assessment_id_ab341633 ON public.licensing_jobapplied USING btree (risk_assessment_id);

CREATE INDEX licensing_jobapplied_school_id_84bb0324 ON public.licensing_jobapplied USING btree (school_id);

CREATE INDEX licensing_jobpart_by_id_12d0130e ON public.licensing_jobpart USING btree (by_id);

CREATE INDEX licensing_jobpart_job_id_ad18a6bc ON public.licensing_jobpart USING btree (job_id);

CREATE INDEX licensing_jobpart_key_2d313dcd_like ON public.licensing_jobpart USING btree (key varchar_pattern_ops);

CREATE INDEX licensing_licence_granted_by_id_850fa26f ON public.licensing_licence USING btree (granted_by_id);

CREATE INDEX licensing_licence_key_7cf2ef24_like ON public.licensing_licence USING btree (key varchar_pattern_ops);

CREATE INDEX licensing_licence_number_2eed7c3f_like ON public.licensing_licence USING btree (number varchar_pattern_ops);

CREATE INDEX licensing_limitconfirmation_confirmed_by_id_168e0e61 ON public.licensing_limitconfirmation USING btree (confirmed_by_id);

CREATE INDEX licensing_limitconfirmation_key_f42b81e6_like ON public.licensing_limitconfirmation USING btree (key varchar_pattern_ops);

CREATE INDEX licensing_limitconfirmation_withdrawn_by_id_403795b9 ON public.licensing_limitconfirmation USING btree (withdrawn_by_id);

CREATE INDEX licensing_livedat_case_id_f7d0e168 ON public.licensing_livedat USING btree (case_id);

CREATE INDEX licensing_namedchaperone_production_id_7d3310d7 ON public.licensing_namedchaperone USING btree (production_id);

CREATE INDEX licensing_parentpart_by_id_392a209b ON public.licensing_parentpart USING btree (by_id);

CREATE INDEX licensing_parentpart_case_id_29a472d9 ON public.licensing_parentpart USING btree (case_id);

CREATE INDEX licensing_partasked_by_id_67a944a4 ON public.licensing_partasked USING btree (by_id);

CREATE INDEX licensing_partasked_entrant_id_828c3e89 ON public.licensing_partasked USING btree (entrant_id);

CREATE INDEX licensing_partasked_key_28a754b6_like ON public.licensing_partasked USING btree (key varchar_pattern_ops);

CREATE INDEX licensing_permit_by_id_ae9e6165 ON public.licensing_permit USING btree (by_id);

CREATE INDEX licensing_permit_employer_id_c7467be7 ON public.licensing_permit USING btree (employer_id);

CREATE INDEX licensing_permit_number_b713720d_like ON public.licensing_permit USING btree (number varchar_pattern_ops);

CREATE INDEX licensing_permit_photo_id_2af06fab ON public.licensing_permit USING btree (photo_id);

CREATE INDEX licensing_permit_risk_assessment_id_811682ad ON public.licensing_permit USING btree (risk_assessment_id);

CREATE INDEX licensing_permitanswer_by_id_6e52060f ON public.licensing_permitanswer USING btree (by_id);

CREATE INDEX licensing_permitanswer_case_id_938c8de5 ON public.licensing_permitanswer USING btree (case_id);

CREATE INDEX licensing_permitanswer_document_id_6b171646 ON public.licensing_permitanswer USING btree (document_id);

CREATE INDEX licensing_place_production_id_85c85187 ON public.licensing_place USING btree (production_id);

CREATE INDEX licensing_production_by_id_23c2171d ON public.licensing_production USING btree (by_id);

CREATE INDEX licensing_production_key_caa9874e_like ON public.licensing_production USING btree (key varchar_pattern_ops);

CREATE INDEX licensing_production_reference_ad7a47ac_like ON public.licensing_production USING btree (reference varchar_pattern_ops);

CREATE INDEX licensing_production_risk_assessment_id_eea700e3 ON public.licensing_production USING btree (risk_assessment_id);

CREATE INDEX licensing_referee_by_id_b0168826 ON public.licensing_referee USING btree (by_id);

CREATE INDEX licensing_referee_case_id_e6299b18 ON public.licensing_referee USING btree (case_id);

CREATE INDEX licensing_referee_document_id_1ff69284 ON public.licensing_referee USING btree (document_id);

CREATE INDEX licensing_referee_key_39857340_like ON public.licensing_referee USING btree (key varchar_pattern_ops);

CREATE INDEX licensing_referenceasked_by_id_aeeba2a8 ON public.licensing_referenceasked USING btree (by_id);

CREATE INDEX licensing_referenceasked_key_b2d29143_like ON public.licensing_referenceasked USING btree (key varchar_pattern_ops);

CREATE INDEX licensing_referenceasked_referee_id_bdb50c7e ON public.licensing_referenceasked USING btree (referee_id);

CREATE INDEX licensing_scheduleline_entrant_id_a81840bf ON public.licensing_scheduleline USING btree (entrant_id);

CREATE INDEX licensing_scheduleline_place_id_eee07c92 ON public.licensing_scheduleline USING btree (place_id);

CREATE INDEX licensing_schoolpart_by_id_2bc0333c ON public.licensing_schoolpart USING btree (by_id);

CREATE INDEX licensing_schoolpart_case_id_5f08376a ON public.licensing_schoolpart USING btree (case_id);

CREATE INDEX licensing_workhours_by_id_1bb45d38 ON public.licensing_workhours USING btree (by_id);

CREATE INDEX licensing_workhours_case_id_2f05d474 ON public.licensing_workhours USING btree (case_id);

CREATE UNIQUE INDEX limit_is_confirmed_once ON public.licensing_limitconfirmation USING btree ("limit", table_of) WHERE (withdrawn_on IS NULL);

CREATE INDEX meetings_attendance_meeting_id_296f48af ON public.meetings_attendance USING btree (meeting_id);

CREATE INDEX meetings_attendance_member_id_4b8f2006 ON public.meetings_attendance USING btree (member_id);

CREATE INDEX meetings_correction_by_id_21839857 ON public.meetings_correction USING btree (by_id);

CREATE INDEX meetings_correction_item_id_cbc702f6 ON public.meetings_correction USING btree (item_id);

CREATE INDEX meetings_correction_recorded_by_id_5c3317ed ON public.meetings_correction USING btree (recorded_by_id);

CREATE INDEX meetings_item_added_by_id_3736f7f7 ON public.meetings_item USING btree (added_by_id);

CREATE INDEX meetings_item_came_from_id_ae24e86f ON public.meetings_item USING btree (came_from_id);

CREATE INDEX meetings_item_case_id_2c832e6d ON public.meetings_item USING btree (case_id);

CREATE INDEX meetings_item_key_5692315f_like ON public.meetings_item USING btree (key varchar_pattern_ops);

CREATE INDEX meetings_item_meeting_id_2a00af32 ON public.meetings_item USING btree (meeting_id);

CREATE INDEX meetings_item_provider_id_e8735fe0 ON public.meetings_item USING btree (provider_id);

CREATE INDEX meetings_item_recorded_by_id_1f1104c8 ON public.meetings_item USING btree (recorded_by_id);

CREATE INDEX meetings_item_school_id_e0e0cdd3 ON public.meetings_item USING btree (school_id);

CREATE INDEX meetings_meeting_closed_by_id_dab0b3f4 ON public.meetings_meeting USING btree (closed_by_id);

CREATE INDEX meetings_meeting_key_9c5a3042_like ON public.meetings_meeting USING btree (key varchar_pattern_ops);

CREATE INDEX meetings_meeting_series_id_4c28ba88 ON public.meetings_meeting USING btree (series_id);

CREATE INDEX meetings_member_key_d6cb2735_like ON public.meetings_member USING btree (key varchar_pattern_ops);

CREATE INDEX meetings_member_series_id_3a861ba4 ON public.meetings_member USING btree (series_id);

CREATE INDEX meetings_member_user_id_ec9fb6c5 ON public.meetings_member USING btree (user_id);

CREATE INDEX meetings_series_key_6e7776cc_like ON public.meetings_series USING btree (key varchar_pattern_ops);

CREATE INDEX meetings_series_name_c3cf1dcb_like ON public.meetings_series USING btree (name varchar_pattern_ops);

CREATE INDEX meetings_series_provider_id_cfb3af9f ON public.meetings_series USING btree (provider_id);

CREATE INDEX meetings_series_school_id_77d09999 ON public.meetings_series USING btree (school_id);

CREATE INDEX meetings_task_done_by_id_a8d2f96b ON public.meetings_task USING btree (done_by_id);

CREATE INDEX meetings_task_item_id_1d6b0bef ON public.meetings_task USING btree (item_id);

CREATE INDEX meetings_task_key_84d8b353_like ON public.meetings_task USING btree (key varchar_pattern_ops);

CREATE INDEX meetings_task_owner_id_9decd101 ON public.meetings_task USING btree (owner_id);

CREATE UNIQUE INDEX member_of_a_series_once ON public.meetings_member USING btree (series_id, user_id) WHERE (to_on IS NULL);

CREATE INDEX message_queued_at ON public.correspondence_message USING btree (queued_at);

CREATE INDEX message_to_send ON public.correspondence_message USING btree (due_at) WHERE ((state)::text = ANY ((ARRAY['waiting'::character varying, 'claimed'::character varying])::text[]));

CREATE INDEX mfa_authenticator_user_id_0c3a50c0 ON public.mfa_authenticator USING btree (user_id);

CREATE INDEX mismatch_that_stands ON public.provision_mismatch USING btree (school_id, "on") WHERE (agreed_at IS NULL);

CREATE INDEX missing_out_freezing_asked_by_id_0bd94610 ON public.missing_out_freezing USING btree (asked_by_id);

CREATE INDEX missing_out_freezing_key_a516d336_like ON public.missing_out_freezing USING btree (key varchar_pattern_ops);

CREATE INDEX missing_out_freezing_meeting_id_4a6e6495 ON public.missing_out_freezing USING btree (meeting_id);

CREATE INDEX missing_out_groupaction_decision_id_98617965 ON public.missing_out_groupaction USING btree (decision_id);

CREATE INDEX missing_out_groupaction_done_by_id_da89720e ON public.missing_out_groupaction USING btree (done_by_id);

CREATE INDEX missing_out_groupaction_key_04f59342_like ON public.missing_out_groupaction USING btree (key varchar_pattern_ops);

CREATE INDEX missing_out_groupaction_owner_id_cae3a996 ON public.missing_out_groupaction USING btree (owner_id);

CREATE INDEX missing_out_groupaction_reference_0ea9082d_like ON public.missing_out_groupaction USING btree (reference varchar_pattern_ops);

CREATE INDEX missing_out_groupdecision_key_d77a707e_like ON public.missing_out_groupdecision USING btree (key varchar_pattern_ops);

CREATE INDEX missing_out_groupdecision_meeting_id_9b994ad9 ON public.missing_out_groupdecision USING btree (meeting_id);

CREATE INDEX missing_out_groupdecision_recorded_by_id_dce3f3f2 ON public.missing_out_groupdecision USING btree (recorded_by_id);

CREATE INDEX missing_out_groupdecision_row_id_b6b695d2 ON public.missing_out_groupdecision USING btree (row_id);

CREATE INDEX missing_out_groupdecision_theme_id_97671620 ON public.missing_out_groupdecision USING btree (theme_id);

CREATE INDEX missing_out_monthlypack_kept_by_id_9fdf68be ON public.missing_out_monthlypack USING btree (kept_by_id);

CREATE INDEX missing_out_monthlypack_key_bf7b4356_like ON public.missing_out_monthlypack USING btree (key varchar_pattern_ops);

CREATE INDEX missing_out_pack_agreed_by_id_eab362f3 ON public.missing_out_pack USING btree (agreed_by_id);

CREATE INDEX missing_out_pack_before_id_9a582e25 ON public.missing_out_pack USING btree (before_id);

CREATE INDEX missing_out_pack_frozen_by_id_76597842 ON public.missing_out_pack USING btree (frozen_by_id);

CREATE INDEX missing_out_pack_key_20461921_like ON public.missing_out_pack USING btree (key varchar_pattern_ops);

CREATE INDEX missing_out_pack_meeting_id_15ec1380 ON public.missing_out_pack USING btree (meeting_id);

CREATE INDEX missing_out_packday_meeting_id_cb5fa204 ON public.missing_out_packday USING btree (meeting_id);

CREATE INDEX missing_out_packday_reference_f937deb9_like ON public.missing_out_packday USING btree (reference varchar_pattern_ops);

CREATE INDEX missing_out_packrow_child_id_838e008f ON public.missing_out_packrow USING btree (child_id);

CREATE INDEX missing_out_packrow_key_95d0b8f1_like ON public.missing_out_packrow USING btree (key varchar_pattern_ops);

CREATE INDEX missing_out_packrow_pack_id_8111e29e ON public.missing_out_packrow USING btree (pack_id);

CREATE INDEX missing_out_remark_key_1c7da39d_like ON public.missing_out_remark USING btree (key varchar_pattern_ops);

CREATE INDEX missing_out_remark_made_by_id_2c5b88d9 ON public.missing_out_remark USING btree (made_by_id);

CREATE INDEX missing_out_remark_pack_id_cb57ca08 ON public.missing_out_remark USING btree (pack_id);

CREATE INDEX missing_out_remark_row_id_a0d314b4 ON public.missing_out_remark USING btree (row_id);

CREATE INDEX missing_out_remark_theme_id_58893c0e ON public.missing_out_remark USING btree (theme_id);

CREATE INDEX missing_out_savedview_key_88afd61a_like ON public.missing_out_savedview USING btree (key varchar_pattern_ops);

CREATE INDEX missing_out_savedview_owner_id_9f4bb342 ON public.missing_out_savedview USING btree (owner_id);

CREATE INDEX missing_out_theme_ended_by_id_46691b82 ON public.missing_out_theme USING btree (ended_by_id);

CREATE INDEX missing_out_theme_key_86a77f46_like ON public.missing_out_theme USING btree (key varchar_pattern_ops);

CREATE INDEX missing_out_theme_made_by_id_8b1bb3f4 ON public.missing_out_theme USING btree (made_by_id);

CREATE INDEX missing_out_theme_reference_6fb886e4_like ON public.missing_out_theme USING btree (reference varchar_pattern_ops);

CREATE INDEX missing_out_theme_series_id_5e1f0e42 ON public.missing_out_theme USING btree (series_id);

CREATE INDEX missing_out_themepupil_added_by_id_685e48c3 ON public.missing_out_themepupil USING btree (added_by_id);

CREATE INDEX missing_out_themepupil_child_id_913306c6 ON public.missing_out_themepupil USING btree (child_id);

CREATE INDEX missing_out_themepupil_left_by_id_d0ca875e ON public.missing_out_themepupil USING btree (left_by_id);

CREATE INDEX missing_out_themepupil_theme_id_01567a79 ON public.missing_out_themepupil USING btree (theme_id);

CREATE UNIQUE INDEX one_application_draft_a_reference ON public.licensing_applicationdraft USING btree (reference) WHERE (NOT ((reference)::text = ''::text));

CREATE UNIQUE INDEX one_bundle_being_made ON public.attendance_bundle USING btree (case_id) WHERE ((state)::text = 'waiting'::text);

CREATE UNIQUE INDEX one_certificate_a_reference ON public.cases_disposal USING btree (reference) WHERE ((state)::text = 'destroyed'::text);

CREATE UNIQUE INDEX one_current_certificate_a_defendant ON public.attendance_certificate USING btree (case_id) WHERE (replaced_at IS NULL);

CREATE UNIQUE INDEX one_current_charge_a_defendant ON public.attendance_charge USING btree (case_id) WHERE (replaced_on IS NULL);

CREATE UNIQUE INDEX one_current_name_of_a_kind ON public.people_childname USING btree (child_id, kind) WHERE ((to_on IS NULL) AND (NOT ((kind)::text = 'former'::text)));

CREATE UNIQUE INDEX one_current_relationship_a_pair ON public.people_relationship USING btree (child_id, adult_id) WHERE (to_on IS NULL);

CREATE UNIQUE INDEX one_current_route_a_parent ON public.attendance_route USING btree (party_id) WHERE (to_on IS NULL);

CREATE UNIQUE INDEX one_default_calendar ON public.schooldays_calendar USING btree (is_default) WHERE is_default;

CREATE UNIQUE INDEX one_draft_a_reference ON public.attendance_draft USING btree (reference) WHERE (NOT ((reference)::text = ''::text));

CREATE UNIQUE INDEX one_education_plan_a_term ON public.cases_educationplan USING btree (child_id, term_starts_on) WHERE (mistaken_on IS NULL);

CREATE UNIQUE INDEX one_exhibit_of_a_label ON public.attendance_exhibit USING btree (case_id, label) WHERE (removed_at IS NULL);

CREATE UNIQUE INDEX one_exit_form_of_a_case_stands ON public.ehe_exitform USING btree (case_id) WHERE (returned_on IS NULL);

CREATE UNIQUE INDEX one_freezing_of_a_meeting_at_a_time ON public.missing_out_freezing USING btree (meeting_id) WHERE (ended_at IS NULL);

CREATE UNIQUE INDEX one_inbox_message_a_reference ON public.cases_inboxmessage USING btree (reference) WHERE (NOT ((reference)::text = ''::text));

CREATE UNIQUE INDEX one_open_brake_a_kind ON public.correspondence_brake USING btree (what, kind) WHERE (ended_at IS NULL);

CREATE UNIQUE INDEX one_open_case_of_a_pathway_a_child ON public.cases_case USING btree (pathway, child_id) WHERE ((closed_on IS NULL) AND (NOT per_school) AND (NOT several));

CREATE UNIQUE INDEX one_open_case_of_a_pathway_a_child_a_school ON public.cases_case USING btree (pathway, child_id, school_id) WHERE ((closed_on IS NULL) AND per_school);

CREATE UNIQUE INDEX one_open_membership_a_role ON public.accounts_membership USING btree (user_id, organisation_id, role) WHERE (until_on IS NULL);

CREATE UNIQUE INDEX one_open_referral_to_a_provider ON public.exclusions_providerreferral USING btree (child_id, provider_id) WHERE ((state)::text = ANY ((ARRAY['draft'::character varying, 'sent'::character varying])::text[]));

CREATE UNIQUE INDEX one_open_task_a_matter ON public.cases_administratortask USING btree (key) WHERE (done_at IS NULL);

CREATE UNIQUE INDEX one_open_vulnerability_of_a_kind ON public.people_vulnerability USING btree (child_id, kind) WHERE (to_on IS NULL);

CREATE UNIQUE INDEX one_pack_of_a_meeting_is_agreed ON public.missing_out_pack USING btree (meeting_id) WHERE (agreed_at IS NOT NULL);

CREATE UNIQUE INDEX one_provider_a_urn ON public.provision_provider USING btree (urn) WHERE (NOT ((urn)::text = ''::text));

CREATE UNIQUE INDEX one_running_disposal_a_case ON public.cases_disposal USING btree (case_id) WHERE ((state)::text = ANY ((ARRAY['proposed'::character varying, 'confirmed'::character varying])::text[]));

CREATE UNIQUE INDEX one_running_disposal_a_child ON public.cases_disposal USING btree (child_id) WHERE ((state)::text = ANY ((ARRAY['proposed'::character varying, 'confirmed'::character varying])::text[]));

CREATE UNIQUE INDEX one_running_disposal_a_message ON public.cases_disposal USING btree (message_id) WHERE ((state)::text = ANY ((ARRAY['proposed'::character varying, 'confirmed'::character varying])::text[]));

CREATE UNIQUE INDEX one_standing_merge_of_a_child ON public.people_merge USING btree (merged_id) WHERE (undone_at IS NULL);

CREATE UNIQUE INDEX one_transfer_a_place_with_a_provider ON public.transfers_transfer USING btree (offer_id) WHERE ((withdrawn_at IS NULL) AND (NOT ((reason)::text = ANY ((ARRAY['place_over'::character varying, 'dual_over'::character varying])::text[]))));

CREATE UNIQUE INDEX one_transfer_an_enrolment_that_ended ON public.transfers_transfer USING btree (enrolment_id) WHERE ((withdrawn_at IS NULL) AND (NOT ((reason)::text = ANY ((ARRAY['place_over'::character varying, 'dual_over'::character varying])::text[]))));

CREATE UNIQUE INDEX one_transfer_back_a_place ON public.transfers_transfer USING btree (offer_id) WHERE (((reason)::text = ANY ((ARRAY['place_over'::character varying, 'dual_over'::character varying])::text[])) AND (withdrawn_at IS NULL));

CREATE UNIQUE INDEX one_transfer_back_an_enrolment ON public.transfers_transfer USING btree (enrolment_id) WHERE (((reason)::text = ANY ((ARRAY['place_over'::character varying, 'dual_over'::character varying])::text[])) AND (withdrawn_at IS NULL));

CREATE UNIQUE INDEX one_unsent_draft_a_child ON public.attendance_draft USING btree (school_id, child_id) WHERE ((state)::text = 'filling'::text);

CREATE UNIQUE INDEX one_view_of_a_name_a_person ON public.missing_out_savedview USING btree (owner_id, lower((name)::text));

CREATE INDEX pack_day_running_due ON public.missing_out_packday USING btree (due_on) WHERE ((state)::text = 'running'::text);

CREATE INDEX people_address_adult_id_f8093386 ON public.people_address USING btree (adult_id);

CREATE INDEX people_address_child_id_1379973b ON public.people_address USING btree (child_id);

CREATE INDEX people_address_key_68f553e7_like ON public.people_address USING btree (key varchar_pattern_ops);

CREATE INDEX people_address_withheld_from_address_id_93e684da ON public.people_address_withheld_from USING btree (address_id);

CREATE INDEX people_address_withheld_from_adult_id_84c4bc9d ON public.people_address_withheld_from USING btree (adult_id);

CREATE INDEX people_adult_key_d0b85a6b_like ON public.people_adult USING btree (key varchar_pattern_ops);

CREATE INDEX people_breakglass_child_id_cdd694ee ON public.people_breakglass USING btree (child_id);

CREATE INDEX people_breakglass_key_3a325d0b_like ON public.people_breakglass USING btree (key varchar_pattern_ops);

CREATE INDEX people_breakglass_reviewed_by_id_83fd749f ON public.people_breakglass USING btree (reviewed_by_id);

CREATE INDEX people_breakglass_user_id_9c70c9e5 ON public.people_breakglass USING btree (user_id);

CREATE INDEX people_child_key_97e9138e_like ON public.people_child USING btree (key varchar_pattern_ops);

CREATE INDEX people_child_merged_into_id_3492cbd3 ON public.people_child USING btree (merged_into_id);

CREATE INDEX people_child_upn_7524944e_like ON public.people_child USING btree (upn varchar_pattern_ops);

CREATE INDEX people_childname_child_id_56337766 ON public.people_childname USING btree (child_id);

CREATE INDEX people_conflict_child_id_b6f03e38 ON public.people_conflict USING btree (child_id);

CREATE INDEX people_conflict_key_2960a5ce_like ON public.people_conflict USING btree (key varchar_pattern_ops);

CREATE INDEX people_conflict_user_id_169c3ba5 ON public.people_conflict USING btree (user_id);

CREATE INDEX people_enrolment_child_id_978cc288 ON public.people_enrolment USING btree (child_id);

CREATE INDEX people_enrolment_key_c1871082_like ON public.people_enrolment USING btree (key varchar_pattern_ops);

CREATE INDEX people_enrolment_school_id_88575886 ON public.people_enrolment USING btree (school_id);

CREATE INDEX people_merge_by_id_dc211320 ON public.people_merge USING btree (by_id);

CREATE INDEX people_merge_kept_id_d4ee6e06 ON public.people_merge USING btree (kept_id);

CREATE INDEX people_merge_key_ceb58ec2_like ON public.people_merge USING btree (key varchar_pattern_ops);

CREATE INDEX people_merge_merged_id_87dce616 ON public.people_merge USING btree (merged_id);

CREATE INDEX people_merge_undone_by_id_86c91a07 ON public.people_merge USING btree (undone_by_id);

CREATE INDEX people_relationship_adult_id_6c28010f ON public.people_relationship USING btree (adult_id);

CREATE INDEX people_relationship_child_id_e9c51679 ON public.people_relationship USING btree (child_id);

CREATE INDEX people_relationship_key_3d1a668d_like ON public.people_relationship USING btree (key varchar_pattern_ops);

CREATE INDEX people_searchrun_key_69b3192f_like ON public.people_searchrun USING btree (key varchar_pattern_ops);

CREATE INDEX people_searchrun_user_id_872733a3 ON public.people_searchrun USING btree (user_id);

CREATE INDEX people_vulnerability_child_id_8b9b4942 ON public.people_vulnerability USING btree (child_id);

CREATE INDEX people_vulnerability_key_7ca2f21f_like ON public.people_vulnerability USING btree (key varchar_pattern_ops);

CREATE INDEX provider_week_of_provider ON public.provision_providerweek USING btree (provider_id, monday);

CREATE INDEX provision_fullweek_child_id_12a04883 ON public.provision_fullweek USING btree (child_id);

CREATE INDEX provision_fullweek_key_7b37d0ed_like ON public.provision_fullweek USING btree (key varchar_pattern_ops);

CREATE INDEX provision_fullweek_school_id_07e17336 ON public.provision_fullweek USING btree (school_id);

CREATE INDEX provision_givenmark_by_id_e425829a ON public.provision_givenmark USING btree (by_id);

CREATE INDEX provision_givenmark_week_id_30467902 ON public.provision_givenmark USING btree (week_id);

CREATE INDEX provision_mismatch_explained_by_id_64431e57 ON public.provision_mismatch USING btree (explained_by_id);

CREATE INDEX provision_mismatch_key_48ca4fbe_like ON public.provision_mismatch USING btree (key varchar_pattern_ops);

CREATE INDEX provision_mismatch_provider_id_79e408c3 ON public.provision_mismatch USING btree (provider_id);

CREATE INDEX provision_mismatch_school_id_fa80b42e ON public.provision_mismatch USING btree (school_id);

CREATE INDEX provision_mismatchchange_by_id_4f12ad0c ON public.provision_mismatchchange USING btree (by_id);

CREATE INDEX provision_mismatchchange_mismatch_id_5e241d06 ON public.provision_mismatchchange USING btree (mismatch_id);

CREATE INDEX provision_mismatchchange_provider_id_df876f99 ON public.provision_mismatchchange USING btree (provider_id);

CREATE INDEX provision_offer_child_id_4e5f0e34 ON public.provision_offer USING btree (child_id);

CREATE INDEX provision_offer_key_fd489dcc_like ON public.provision_offer USING btree (key varchar_pattern_ops);

CREATE INDEX provision_offer_provider_id_31731954 ON public.provision_offer USING btree (provider_id);

CREATE INDEX provision_offer_school_id_3e4b6fd1 ON public.provision_offer USING btree (school_id);

CREATE INDEX provision_programmereview_child_id_69236c9f ON public.provision_programmereview USING btree (child_id);

CREATE INDEX provision_programmereview_followed_by_id_d6db20c2 ON public.provision_programmereview USING btree (followed_by_id);

CREATE INDEX provision_programmereview_key_d780b767_like ON public.provision_programmereview USING btree (key varchar_pattern_ops);

CREATE INDEX provision_programmereview_provider_id_354f15db ON public.provision_programmereview USING btree (provider_id);

CREATE INDEX provision_programmereview_written_by_id_d571e4c3 ON public.provision_programmereview USING btree (written_by_id);

CREATE INDEX provision_provider_key_2b1f3a28_like ON public.provision_provider USING btree (key varchar_pattern_ops);

CREATE INDEX provision_whereabouts_by_id_d4a09613 ON public.provision_whereabouts USING btree (by_id);

CREATE INDEX provision_whereabouts_provider_id_d9d0a3e6 ON public.provision_whereabouts USING btree (provider_id);

CREATE UNIQUE INDEX pupil_of_a_theme_once ON public.missing_out_themepupil USING btree (theme_id, child_id) WHERE (left_at IS NULL);

CREATE INDEX reduced_timetables_agreement_by_id_a7e35003 ON public.reduced_timetables_agreement USING btree (by_id);

CREATE INDEX reduced_timetables_agreement_document_id_b896bc68 ON public.reduced_timetables_agreement USING btree (document_id);

CREATE INDEX reduced_timetables_agreement_timetable_id_b4f5c3ca ON public.reduced_timetables_agreement USING btree (timetable_id);

CREATE INDEX reduced_timetables_askedparent_by_id_7ffe2f1c ON public.reduced_timetables_askedparent USING btree (by_id);

CREATE INDEX reduced_timetables_askedparent_key_670f84c7_like ON public.reduced_timetables_askedparent USING btree (key varchar_pattern_ops);

CREATE INDEX reduced_timetables_askedparent_timetable_id_53a836a1 ON public.reduced_timetables_askedparent USING btree (timetable_id);

CREATE INDEX reduced_timetables_sessionschange_event_id_4109ebc8 ON public.reduced_timetables_sessionschange USING btree (event_id);

CREATE INDEX reduced_timetables_sessionschange_timetable_id_5e577d37 ON public.reduced_timetables_sessionschange USING btree (timetable_id);

CREATE INDEX reduced_timetables_timetable_monitoring_id_048a2d2c ON public.reduced_timetables_timetable USING btree (monitoring_id);

CREATE INDEX reduced_timetables_weeklyreturn_answered_by_id_b274b916 ON public.reduced_timetables_weeklyreturn USING btree (answered_by_id);

CREATE INDEX reduced_timetables_weeklyreturn_key_f765385b_like ON public.reduced_timetables_weeklyreturn USING btree (key varchar_pattern_ops);

CREATE INDEX reduced_timetables_weeklyreturn_school_id_e6e74052 ON public.reduced_timetables_weeklyreturn USING btree (school_id);

CREATE INDEX schooldays_calendar_copied_from_id_44fe5a5c ON public.schooldays_calendar USING btree (copied_from_id);

CREATE INDEX schooldays_calendar_key_d53c5bd8_like ON public.schooldays_calendar USING btree (key varchar_pattern_ops);

CREATE INDEX schooldays_calendar_name_e55f86bd_like ON public.schooldays_calendar USING btree (name varchar_pattern_ops);

CREATE INDEX schooldays_closure_calendar_id_2c0dd8e1 ON public.schooldays_closure USING btree (calendar_id);

CREATE INDEX schooldays_term_calendar_id_b2ad50d4 ON public.schooldays_term USING btree (calendar_id);

CREATE INDEX schools_authority_code_cfcee6a5_like ON public.schools_authority USING btree (code varchar_pattern_ops);

CREATE INDEX schools_school_authority_id_6e26da1e ON public.schools_school USING btree (authority_id);

CREATE INDEX schools_school_calendar_id_83afaa8c ON public.schools_school USING btree (calendar_id);

CREATE INDEX schools_school_key_146acba3_like ON public.schools_school USING btree (key varchar_pattern_ops);

CREATE INDEX schools_school_trust_id_44fc2950 ON public.schools_school USING btree (trust_id);

CREATE INDEX schools_school_urn_a3e89e7d_like ON public.schools_school USING btree (urn varchar_pattern_ops);

CREATE INDEX schools_schoolcontact_key_2c0bab38_like ON public.schools_schoolcontact USING btree (key varchar_pattern_ops);

CREATE INDEX schools_schoolcontact_school_id_bb22af51 ON public.schools_schoolcontact USING btree (school_id);

CREATE INDEX schools_schoolday_key_ba59e438_like ON public.schools_schoolday USING btree (key varchar_pattern_ops);

CREATE INDEX schools_schoolday_school_id_7818824e ON public.schools_schoolday USING btree (school_id);

CREATE INDEX schools_schoollink_other_id_1a24bd9d ON public.schools_schoollink USING btree (other_id);

CREATE INDEX schools_schoollink_school_id_4a457bdc ON public.schools_schoollink USING btree (school_id);

CREATE INDEX schools_trust_key_dc120c21_like ON public.schools_trust USING btree (key varchar_pattern_ops);

CREATE INDEX schools_trust_uid_3e8d344c_like ON public.schools_trust USING btree (uid varchar_pattern_ops);

CREATE INDEX sealed_mail_queued_at ON public.correspondence_sealedmail USING btree (queued_at);

CREATE INDEX search_run_expires ON public.people_searchrun USING btree (expires_at);

CREATE INDEX sight_by_actor ON public.audit_sight USING btree (actor, at);

CREATE INDEX sight_by_transaction ON public.audit_sight USING btree (transaction, id);

CREATE INDEX sight_of_child ON public.audit_sight USING gin (children);

CREATE INDEX sight_on_day ON public.audit_sight USING brin (at);

CREATE INDEX sign_in_of_user ON public.accounts_signin USING btree (user_id, at);

CREATE INDEX socialaccount_socialaccount_user_id_8146e70c ON public.socialaccount_socialaccount USING btree (user_id);

CREATE INDEX socialaccount_socialtoken_account_id_951f210e ON public.socialaccount_socialtoken USING btree (account_id);

CREATE INDEX socialaccount_socialtoken_app_id_636a42d7 ON public.socialaccount_socialtoken USING btree (app_id);

CREATE INDEX sweep_latest ON public.cases_sweep USING btree (ended_at DESC);

CREATE INDEX task_open_by_owner ON public.meetings_task USING btree (owner_id) WHERE (done_on IS NULL);

CREATE INDEX transfer_from_a_provider ON public.transfers_transfer USING btree (from_provider_id) WHERE (withdrawn_at IS NULL);

CREATE INDEX transfer_that_stands ON public.transfers_transfer USING btree (from_school_id) WHERE (withdrawn_at IS NULL);

CREATE INDEX transfers_happening_by_id_baaf27b1 ON public.transfers_happening USING btree (by_id);

CREATE INDEX transfers_happening_transfer_id_b1fafc76 ON public.transfers_happening USING btree (transfer_id);

CREATE INDEX transfers_line_key_570c334e_like ON public.transfers_line USING btree (key varchar_pattern_ops);

CREATE INDEX transfers_line_lost_by_id_189cc6aa ON public.transfers_line USING btree (lost_by_id);

CREATE INDEX transfers_line_none_by_id_f9cdb8e8 ON public.transfers_line USING btree (none_by_id);

CREATE INDEX transfers_line_received_by_id_c0d1c5c6 ON public.transfers_line USING btree (received_by_id);

CREATE INDEX transfers_line_sent_by_id_38bcb20c ON public.transfers_line USING btree (sent_by_id);

CREATE INDEX transfers_line_transfer_id_f25131e4 ON public.transfers_line USING btree (transfer_id);

CREATE INDEX transfers_transfer_child_id_5e103c53 ON public.transfers_transfer USING btree (child_id);

CREATE INDEX transfers_transfer_enrolment_id_85e0a0a7 ON public.transfers_transfer USING btree (enrolment_id);

CREATE INDEX transfers_transfer_from_provider_id_30ea4bbb ON public.transfers_transfer USING btree (from_provider_id);

CREATE INDEX transfers_transfer_key_56769896_like ON public.transfers_transfer USING btree (key varchar_pattern_ops);

CREATE INDEX transfers_transfer_offer_id_72fe2763 ON public.transfers_transfer USING btree (offer_id);

CREATE INDEX transfers_transfer_sender_id_dfc1af8b ON public.transfers_transfer USING btree (from_school_id);

CREATE INDEX transfers_transfer_to_provider_id_b3b5a8fd ON public.transfers_transfer USING btree (to_provider_id);

CREATE INDEX transfers_transfer_to_school_id_686a2470 ON public.transfers_transfer USING btree (to_school_id);

CREATE INDEX transfers_transfer_withdrawn_by_id_9f13f257 ON public.transfers_transfer USING btree (withdrawn_by_id);

CREATE UNIQUE INDEX unique_authenticator_type ON public.mfa_authenticator USING btree (user_id, type) WHERE ((type)::text = ANY ((ARRAY['totp'::character varying, 'recovery_codes'::character varying])::text[]));

CREATE UNIQUE INDEX unique_primary_email ON public.account_emailaddress USING btree (user_id, "primary") WHERE "primary";

CREATE UNIQUE INDEX unique_verified_email ON public.account_emailaddress USING btree (email) WHERE verified;

CREATE TRIGGER cme_closes_on_evidence BEFORE UPDATE OF closed_on ON public.cases_case FOR EACH ROW WHEN ((((new.pathway)::text = 'cme/tracking'::text) AND (new.closed_on IS NOT NULL) AND (old.closed_on IS NULL))) EXECUTE FUNCTION public.cme_closes_on_evidence();

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES public.account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_membership
    ADD CONSTRAINT accounts_membership_organisation_id_98e5c22b_fk_accounts_ FOREIGN KEY (organisation_id) REFERENCES public.accounts_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_membership
    ADD CONSTRAINT accounts_membership_user_id_487fb39e_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_session
    ADD CONSTRAINT accounts_session_user_id_d5aaed01_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_signin
    ADD CONSTRAINT accounts_signin_user_id_700b4e69_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_bundle
    ADD CONSTRAINT attendance_bundle_asked_by_id_b0340c75_fk_accounts_user_id FOREIGN KEY (asked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_bundle
    ADD CONSTRAINT attendance_bundle_case_id_cdff5991_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_bundle
    ADD CONSTRAINT attendance_bundle_document_id_4027e14a_fk_cases_casedocument_id FOREIGN KEY (document_id) REFERENCES public.cases_casedocument(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_certificate
    ADD CONSTRAINT attendance_certifica_signed_copy_id_e9376a1c_fk_documents FOREIGN KEY (signed_copy_id) REFERENCES public.documents_file(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_certificate
    ADD CONSTRAINT attendance_certificate_case_id_8bfddaa4_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_certificate
    ADD CONSTRAINT attendance_certificate_made_by_id_4de0cf1e_fk_accounts_user_id FOREIGN KEY (made_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_charge
    ADD CONSTRAINT attendance_charge_case_id_2ef681cc_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_charge
    ADD CONSTRAINT attendance_charge_event_id_9195008c_fk_cases_event_id FOREIGN KEY (event_id) REFERENCES public.cases_event(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_commencement
    ADD CONSTRAINT attendance_commencement_event_id_839c35ce_fk_cases_event_id FOREIGN KEY (event_id) REFERENCES public.cases_event(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_consideration
    ADD CONSTRAINT attendance_consideration_by_id_6a4af6ef_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_consideration
    ADD CONSTRAINT attendance_consideration_case_id_0e19862b_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_direction
    ADD CONSTRAINT attendance_direction_event_id_1cc7eb72_fk_cases_event_id FOREIGN KEY (event_id) REFERENCES public.cases_event(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_direction
    ADD CONSTRAINT attendance_direction_given_to_id_8c080a9e_fk_cases_party_id FOREIGN KEY (given_to_id) REFERENCES public.cases_party(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_draft
    ADD CONSTRAINT attendance_draft_case_id_3c5ab5c5_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_draft
    ADD CONSTRAINT attendance_draft_child_id_a1904f5c_fk_people_child_id FOREIGN KEY (child_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_draft
    ADD CONSTRAINT attendance_draft_identified_by_id_7ce23142_fk_accounts_user_id FOREIGN KEY (identified_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_draft
    ADD CONSTRAINT attendance_draft_message_id_09861698_fk_cases_inboxmessage_id FOREIGN KEY (message_id) REFERENCES public.cases_inboxmessage(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_draft
    ADD CONSTRAINT attendance_draft_school_id_e4d4f518_fk_schools_school_id FOREIGN KEY (school_id) REFERENCES public.schools_school(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_draft
    ADD CONSTRAINT attendance_draft_sent_by_id_5ed6091c_fk_accounts_user_id FOREIGN KEY (sent_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_draft
    ADD CONSTRAINT attendance_draft_started_by_id_ee8883f5_fk_accounts_user_id FOREIGN KEY (started_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_draftfile
    ADD CONSTRAINT attendance_draftfile_draft_id_8439bcdb_fk_attendance_draft_id FOREIGN KEY (draft_id) REFERENCES public.attendance_draft(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_draftfile
    ADD CONSTRAINT attendance_draftfile_file_id_dd92214f_fk_documents_file_id FOREIGN KEY (file_id) REFERENCES public.documents_file(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_exhibit
    ADD CONSTRAINT attendance_exhibit_added_by_id_f348af97_fk_accounts_user_id FOREIGN KEY (added_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_exhibit
    ADD CONSTRAINT attendance_exhibit_case_id_b4471508_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_exhibit
    ADD CONSTRAINT attendance_exhibit_document_id_9da1e767_fk_cases_cas FOREIGN KEY (document_id) REFERENCES public.cases_casedocument(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_exhibit
    ADD CONSTRAINT attendance_exhibit_letter_id_4fcb0b2a_fk_correspon FOREIGN KEY (letter_id) REFERENCES public.correspondence_letter(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_hearing
    ADD CONSTRAINT attendance_hearing_event_id_b67667f9_fk_cases_event_id FOREIGN KEY (event_id) REFERENCES public.cases_event(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_outcome
    ADD CONSTRAINT attendance_outcome_event_id_53000d63_fk_cases_event_id FOREIGN KEY (event_id) REFERENCES public.cases_event(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_paceinterview
    ADD CONSTRAINT attendance_paceinterview_event_id_508e3363_fk_cases_event_id FOREIGN KEY (event_id) REFERENCES public.cases_event(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_panel
    ADD CONSTRAINT attendance_panel_event_id_952a37ac_fk_cases_event_id FOREIGN KEY (event_id) REFERENCES public.cases_event(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_panel_parents_present
    ADD CONSTRAINT attendance_panel_par_adult_id_410819bc_fk_people_ad FOREIGN KEY (adult_id) REFERENCES public.people_adult(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_panel_parents_present
    ADD CONSTRAINT attendance_panel_par_panel_id_3e93ccbd_fk_attendanc FOREIGN KEY (panel_id) REFERENCES public.attendance_panel(event_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_prestep
    ADD CONSTRAINT attendance_prestep_document_id_5f69a5d6_fk_documents_file_id FOREIGN KEY (document_id) REFERENCES public.documents_file(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_prestep
    ADD CONSTRAINT attendance_prestep_referral_id_86e6ab2e_fk_attendanc FOREIGN KEY (referral_id) REFERENCES public.attendance_referral(case_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_prosecution
    ADD CONSTRAINT attendance_prosecuti_brought_from_id_faa2ac5f_fk_cases_par FOREIGN KEY (brought_from_id) REFERENCES public.cases_party(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_prosecution
    ADD CONSTRAINT attendance_prosecuti_nothing_unused_by_id_732fa9b7_fk_accounts_ FOREIGN KEY (nothing_unused_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_prosecution
    ADD CONSTRAINT attendance_prosecuti_supervision_consider_cb96c68c_fk_accounts_ FOREIGN KEY (supervision_considered_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_prosecution
    ADD CONSTRAINT attendance_prosecution_case_id_40c76e92_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_referral
    ADD CONSTRAINT attendance_referral_case_id_0737719b_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_release
    ADD CONSTRAINT attendance_release_bundle_id_79484802_fk_attendance_bundle_id FOREIGN KEY (bundle_id) REFERENCES public.attendance_bundle(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_release
    ADD CONSTRAINT attendance_release_event_id_3bcc9e34_fk_cases_event_id FOREIGN KEY (event_id) REFERENCES public.cases_event(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_route
    ADD CONSTRAINT attendance_route_by_id_fc36a999_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_route
    ADD CONSTRAINT attendance_route_party_id_35689153_fk_cases_party_id FOREIGN KEY (party_id) REFERENCES public.cases_party(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_servicesconsultation
    ADD CONSTRAINT attendance_servicesc_event_id_fed39033_fk_cases_eve FOREIGN KEY (event_id) REFERENCES public.cases_event(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_statement
    ADD CONSTRAINT attendance_statement_case_id_994db08c_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_statement
    ADD CONSTRAINT attendance_statement_replaces_id_bfb6e1dc_fk_attendanc FOREIGN KEY (replaces_id) REFERENCES public.attendance_statement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_statement
    ADD CONSTRAINT attendance_statement_settled_by_id_1fa12562_fk_accounts_user_id FOREIGN KEY (settled_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_statement
    ADD CONSTRAINT attendance_statement_signed_copy_id_403b1682_fk_documents FOREIGN KEY (signed_copy_id) REFERENCES public.documents_file(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_statement_writers
    ADD CONSTRAINT attendance_statement_statement_id_01bcfa9f_fk_attendanc FOREIGN KEY (statement_id) REFERENCES public.attendance_statement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_statement_writers
    ADD CONSTRAINT attendance_statement_user_id_f60ebbc0_fk_accounts_ FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_statement
    ADD CONSTRAINT attendance_statement_written_by_id_547fca86_fk_accounts_user_id FOREIGN KEY (written_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_supervision
    ADD CONSTRAINT attendance_supervisi_supervisor_id_fcee7f23_fk_accounts_ FOREIGN KEY (supervisor_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_supervision
    ADD CONSTRAINT attendance_supervision_case_id_b9174642_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_supervisionorder
    ADD CONSTRAINT attendance_supervisionorder_event_id_b087e201_fk_cases_event_id FOREIGN KEY (event_id) REFERENCES public.cases_event(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_target
    ADD CONSTRAINT attendance_target_case_id_f2849700_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_target
    ADD CONSTRAINT attendance_target_event_id_c6c8041d_fk_cases_event_id FOREIGN KEY (event_id) REFERENCES public.cases_event(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_unusedmaterial
    ADD CONSTRAINT attendance_unusedmat_added_by_id_620300af_fk_accounts_ FOREIGN KEY (added_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.attendance_unusedmaterial
    ADD CONSTRAINT attendance_unusedmaterial_case_id_ade6bed7_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.audit_sealedrow
    ADD CONSTRAINT audit_sealedrow_seal_id_4ea37c63_fk_audit_seal_number FOREIGN KEY (seal_id) REFERENCES public.audit_seal(number) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_advice
    ADD CONSTRAINT cases_advice_answered_by_id_d05e89b8_fk_accounts_user_id FOREIGN KEY (answered_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_advice
    ADD CONSTRAINT cases_advice_asked_by_id_f920daa1_fk_accounts_user_id FOREIGN KEY (asked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_advice
    ADD CONSTRAINT cases_advice_child_id_b79272d9_fk_people_child_id FOREIGN KEY (child_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_agreedaction
    ADD CONSTRAINT cases_agreedaction_by_id_fd01166f_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_agreedaction
    ADD CONSTRAINT cases_agreedaction_case_id_f99c4824_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_agreedaction
    ADD CONSTRAINT cases_agreedaction_settled_by_id_3f8a7b97_fk_accounts_user_id FOREIGN KEY (settled_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_allocation
    ADD CONSTRAINT cases_allocation_by_id_9037b205_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_allocation
    ADD CONSTRAINT cases_allocation_case_id_b085c2bd_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_allocation
    ADD CONSTRAINT cases_allocation_to_id_d911282a_fk_accounts_user_id FOREIGN KEY (to_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_adult_id_09378f2e_fk_people_adult_id FOREIGN KEY (adult_id) REFERENCES public.people_adult(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_came_from_id_d982791e_fk_cases_case_id FOREIGN KEY (came_from_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_child_id_6795a175_fk_people_child_id FOREIGN KEY (child_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_organisation_id_dac38ff3_fk_accounts_organisation_id FOREIGN KEY (organisation_id) REFERENCES public.accounts_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_owner_id_352cf2f7_fk_accounts_user_id FOREIGN KEY (owner_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_school_id_568a8a55_fk_schools_school_id FOREIGN KEY (school_id) REFERENCES public.schools_school(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_subject_school_id_972f2be3_fk_schools_school_id FOREIGN KEY (subject_school_id) REFERENCES public.schools_school(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_team_id_60679476_fk_accounts_organisation_id FOREIGN KEY (team_id) REFERENCES public.accounts_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_casedocument
    ADD CONSTRAINT cases_casedocument_by_id_ef582a1f_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_casedocument
    ADD CONSTRAINT cases_casedocument_case_id_c1ece857_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_casedocument
    ADD CONSTRAINT cases_casedocument_file_id_b3b6c6e7_fk_documents_file_id FOREIGN KEY (file_id) REFERENCES public.documents_file(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_caseletter
    ADD CONSTRAINT cases_caseletter_case_id_d195c02f_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_caseletter
    ADD CONSTRAINT cases_caseletter_event_id_47681f12_fk_cases_event_id FOREIGN KEY (event_id) REFERENCES public.cases_event(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_caseletter
    ADD CONSTRAINT cases_caseletter_letter_id_e1eba157_fk_correspondence_letter_id FOREIGN KEY (letter_id) REFERENCES public.correspondence_letter(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_caseletter
    ADD CONSTRAINT cases_caseletter_party_id_24967c06_fk_cases_party_id FOREIGN KEY (party_id) REFERENCES public.cases_party(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_concern
    ADD CONSTRAINT cases_concern_child_id_dc450ad2_fk_people_child_id FOREIGN KEY (child_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_concern
    ADD CONSTRAINT cases_concern_matched_by_id_aa880710_fk_accounts_user_id FOREIGN KEY (matched_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_concern
    ADD CONSTRAINT cases_concern_team_id_541e9a56_fk_accounts_organisation_id FOREIGN KEY (team_id) REFERENCES public.accounts_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_concern
    ADD CONSTRAINT cases_concern_told_by_id_d5f15834_fk_accounts_user_id FOREIGN KEY (told_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_conclusion
    ADD CONSTRAINT cases_conclusion_by_id_51803df3_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_conclusion
    ADD CONSTRAINT cases_conclusion_child_id_0361b1a1_fk_people_child_id FOREIGN KEY (child_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_deadline
    ADD CONSTRAINT cases_deadline_case_id_fd6938e1_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_deadline
    ADD CONSTRAINT cases_deadline_event_id_713dc9b3_fk_cases_event_id FOREIGN KEY (event_id) REFERENCES public.cases_event(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_deadline
    ADD CONSTRAINT cases_deadline_party_id_989e1e6f_fk_cases_party_id FOREIGN KEY (party_id) REFERENCES public.cases_party(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_disposal
    ADD CONSTRAINT cases_disposal_answered_by_id_db2a0647_fk_accounts_user_id FOREIGN KEY (answered_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_disposal
    ADD CONSTRAINT cases_disposal_by_id_b8e71c2a_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_disposal
    ADD CONSTRAINT cases_disposal_case_id_3f4bd22d_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_disposal
    ADD CONSTRAINT cases_disposal_child_id_ecad6bda_fk_people_child_id FOREIGN KEY (child_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_disposal
    ADD CONSTRAINT cases_disposal_message_id_b26d23e9_fk_cases_inboxmessage_id FOREIGN KEY (message_id) REFERENCES public.cases_inboxmessage(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_educationplan
    ADD CONSTRAINT cases_educationplan_child_id_81679a9b_fk_people_child_id FOREIGN KEY (child_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_educationplan
    ADD CONSTRAINT cases_educationplan_mistaken_by_id_c2af170b_fk_accounts_user_id FOREIGN KEY (mistaken_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_educationplan
    ADD CONSTRAINT cases_educationplan_rated_by_id_c7f4eaba_fk_accounts_user_id FOREIGN KEY (rated_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_event
    ADD CONSTRAINT cases_event_by_id_d6617e99_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_event
    ADD CONSTRAINT cases_event_case_id_59b954a1_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_event
    ADD CONSTRAINT cases_event_party_id_13f707fc_fk_cases_party_id FOREIGN KEY (party_id) REFERENCES public.cases_party(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_event
    ADD CONSTRAINT cases_event_supersedes_id_dc6f4781_fk_cases_event_id FOREIGN KEY (supersedes_id) REFERENCES public.cases_event(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_handover
    ADD CONSTRAINT cases_handover_by_id_e4bf7759_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_handover
    ADD CONSTRAINT cases_handover_case_id_d0f7ad3b_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_handover
    ADD CONSTRAINT cases_handover_message_id_ed3f4ab3_fk_cases_inboxmessage_id FOREIGN KEY (message_id) REFERENCES public.cases_inboxmessage(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_handover
    ADD CONSTRAINT cases_handover_opened_id_974a2c3f_fk_cases_case_id FOREIGN KEY (opened_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_handover
    ADD CONSTRAINT cases_handover_refused_by_id_2fdbd7c3_fk_accounts_user_id FOREIGN KEY (refused_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_handover
    ADD CONSTRAINT cases_handover_waits_with_id_9bf7277a_fk_accounts_ FOREIGN KEY (waits_with_id) REFERENCES public.accounts_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_inboxmessage
    ADD CONSTRAINT cases_inboxmessage_case_id_9326455c_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_inboxmessage
    ADD CONSTRAINT cases_inboxmessage_dealt_by_id_3299f90d_fk_accounts_user_id FOREIGN KEY (dealt_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_inboxmessage
    ADD CONSTRAINT cases_inboxmessage_entered_by_id_0355e263_fk_accounts_user_id FOREIGN KEY (entered_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_inboxmessage_files
    ADD CONSTRAINT cases_inboxmessage_f_inboxmessage_id_eea6da13_fk_cases_inb FOREIGN KEY (inboxmessage_id) REFERENCES public.cases_inboxmessage(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_inboxmessage_files
    ADD CONSTRAINT cases_inboxmessage_files_file_id_2b7f3b26_fk_documents_file_id FOREIGN KEY (file_id) REFERENCES public.documents_file(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_inboxmessage
    ADD CONSTRAINT cases_inboxmessage_team_id_601eb30c_fk_accounts_organisation_id FOREIGN KEY (team_id) REFERENCES public.accounts_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_lastlook
    ADD CONSTRAINT cases_lastlook_user_id_0a661d52_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_legalhold
    ADD CONSTRAINT cases_legalhold_by_id_e6a1d176_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_legalhold
    ADD CONSTRAINT cases_legalhold_case_id_4109db35_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_legalhold
    ADD CONSTRAINT cases_legalhold_child_id_985efb0b_fk_people_child_id FOREIGN KEY (child_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_legalhold
    ADD CONSTRAINT cases_legalhold_lifted_by_id_90ac5e1e_fk_accounts_user_id FOREIGN KEY (lifted_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_legalhold
    ADD CONSTRAINT cases_legalhold_message_id_99f64579_fk_cases_inboxmessage_id FOREIGN KEY (message_id) REFERENCES public.cases_inboxmessage(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_note
    ADD CONSTRAINT cases_note_by_id_5cbc67aa_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_note
    ADD CONSTRAINT cases_note_case_id_77ee1e2a_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_party
    ADD CONSTRAINT cases_party_adult_id_43aaa4e6_fk_people_adult_id FOREIGN KEY (adult_id) REFERENCES public.people_adult(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_party
    ADD CONSTRAINT cases_party_case_id_9d5babdc_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_party
    ADD CONSTRAINT cases_party_child_id_5fd11f77_fk_people_child_id FOREIGN KEY (child_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_party
    ADD CONSTRAINT cases_party_organisation_id_3e7a1eb5_fk_accounts_ FOREIGN KEY (organisation_id) REFERENCES public.accounts_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_safeguardingreferral
    ADD CONSTRAINT cases_safeguardingreferral_by_id_0549b7b2_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_safeguardingreferral
    ADD CONSTRAINT cases_safeguardingreferral_case_id_35109d1a_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_setrating
    ADD CONSTRAINT cases_setrating_asked_by_id_2265bbe9_fk_accounts_user_id FOREIGN KEY (asked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_setrating
    ADD CONSTRAINT cases_setrating_child_id_e8471615_fk_people_child_id FOREIGN KEY (child_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_setrating
    ADD CONSTRAINT cases_setrating_decided_by_id_45018128_fk_accounts_user_id FOREIGN KEY (decided_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_setrating
    ADD CONSTRAINT cases_setrating_ended_by_id_e1d962ed_fk_accounts_user_id FOREIGN KEY (ended_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_visit
    ADD CONSTRAINT cases_visit_by_id_46a6caa1_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_visit
    ADD CONSTRAINT cases_visit_case_id_03626767_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cme_authorityenquiry
    ADD CONSTRAINT cme_authorityenquiry_by_letter_id_2c702633_fk_cases_event_id FOREIGN KEY (by_letter_id) REFERENCES public.cases_event(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cme_authorityenquiry
    ADD CONSTRAINT cme_authorityenquiry_case_id_9fa06ba5_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cme_authorityenquiry
    ADD CONSTRAINT cme_authorityenquiry_sent_by_id_070de858_fk_accounts_user_id FOREIGN KEY (sent_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cme_authorityrequest
    ADD CONSTRAINT cme_authorityrequest_answered_by_id_4cfd471e_fk_accounts_ FOREIGN KEY (answered_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cme_authorityrequest
    ADD CONSTRAINT cme_authorityrequest_case_id_f343fde1_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cme_authorityrequest
    ADD CONSTRAINT cme_authorityrequest_child_id_b82700d7_fk_people_child_id FOREIGN KEY (child_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cme_authorityrequest
    ADD CONSTRAINT cme_authorityrequest_entered_by_id_9d47a5f6_fk_accounts_user_id FOREIGN KEY (entered_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cme_deletion
    ADD CONSTRAINT cme_deletion_case_id_bd66ca1b_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cme_deletion
    ADD CONSTRAINT cme_deletion_child_id_e356c488_fk_people_child_id FOREIGN KEY (child_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cme_deletion
    ADD CONSTRAINT cme_deletion_destination_school_i_761469d0_fk_schools_s FOREIGN KEY (destination_school_id) REFERENCES public.schools_school(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cme_deletion
    ADD CONSTRAINT cme_deletion_letter_id_72f70fc9_fk_documents_file_id FOREIGN KEY (letter_id) REFERENCES public.documents_file(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cme_deletion
    ADD CONSTRAINT cme_deletion_school_id_d764ca24_fk_schools_school_id FOREIGN KEY (school_id) REFERENCES public.schools_school(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cme_deletion
    ADD CONSTRAINT cme_deletion_told_by_id_33f994c8_fk_accounts_user_id FOREIGN KEY (told_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cme_enquiry
    ADD CONSTRAINT cme_enquiry_by_id_0cf47de9_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cme_enquiry
    ADD CONSTRAINT cme_enquiry_case_id_35c2668e_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cme_groundtext
    ADD CONSTRAINT cme_groundtext_by_id_6ccb9900_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cme_missing
    ADD CONSTRAINT cme_missing_case_id_5c2c48f8_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cme_newpupil
    ADD CONSTRAINT cme_newpupil_case_id_e2db27c0_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cme_newpupil
    ADD CONSTRAINT cme_newpupil_child_id_bb43e806_fk_people_child_id FOREIGN KEY (child_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cme_newpupil
    ADD CONSTRAINT cme_newpupil_matched_by_id_74f90e91_fk_accounts_user_id FOREIGN KEY (matched_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cme_newpupil
    ADD CONSTRAINT cme_newpupil_school_id_6f42a28d_fk_schools_school_id FOREIGN KEY (school_id) REFERENCES public.schools_school(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cme_newpupil
    ADD CONSTRAINT cme_newpupil_told_by_id_f82ec281_fk_accounts_user_id FOREIGN KEY (told_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cme_search
    ADD CONSTRAINT cme_search_case_id_744898d1_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cme_search
    ADD CONSTRAINT cme_search_enquiry_id_5c7f2de6_fk_cme_enquiry_id FOREIGN KEY (enquiry_id) REFERENCES public.cme_enquiry(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cme_transferfile
    ADD CONSTRAINT cme_transferfile_by_id_225ab8c1_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cme_transferfile
    ADD CONSTRAINT cme_transferfile_case_id_a8a3fc04_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cme_transferfile
    ADD CONSTRAINT cme_transferfile_document_id_ca5cd60c_fk_cases_casedocument_id FOREIGN KEY (document_id) REFERENCES public.cases_casedocument(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.correspondence_brake
    ADD CONSTRAINT correspondence_brake_ended_by_id_506fbe53_fk_accounts_user_id FOREIGN KEY (ended_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.correspondence_letter
    ADD CONSTRAINT correspondence_lette_approved_by_id_5c5a1a6f_fk_accounts_ FOREIGN KEY (approved_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.correspondence_letter
    ADD CONSTRAINT correspondence_lette_brake_id_5c22d3cd_fk_correspon FOREIGN KEY (brake_id) REFERENCES public.correspondence_brake(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.correspondence_letter
    ADD CONSTRAINT correspondence_lette_despite_change_by_id_e3214d6c_fk_accounts_ FOREIGN KEY (despite_change_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.correspondence_letter
    ADD CONSTRAINT correspondence_lette_drafted_by_id_e6a4ccf1_fk_accounts_ FOREIGN KEY (drafted_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.correspondence_letter
    ADD CONSTRAINT correspondence_lette_organisation_id_d4b37316_fk_accounts_ FOREIGN KEY (organisation_id) REFERENCES public.accounts_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.correspondence_letter
    ADD CONSTRAINT correspondence_lette_released_by_id_37923300_fk_accounts_ FOREIGN KEY (released_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.correspondence_letter
    ADD CONSTRAINT correspondence_lette_returned_by_id_f1868420_fk_accounts_ FOREIGN KEY (returned_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.correspondence_letter
    ADD CONSTRAINT correspondence_lette_unreturned_by_id_bd76dd1d_fk_accounts_ FOREIGN KEY (unreturned_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.correspondence_letter
    ADD CONSTRAINT correspondence_lette_withdrawn_by_id_288b5277_fk_accounts_ FOREIGN KEY (withdrawn_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.correspondence_letter
    ADD CONSTRAINT correspondence_letter_adult_id_ab932c1f_fk_people_adult_id FOREIGN KEY (adult_id) REFERENCES public.people_adult(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.correspondence_letter
    ADD CONSTRAINT correspondence_letter_child_id_5789c4da_fk_people_child_id FOREIGN KEY (child_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.correspondence_letter
    ADD CONSTRAINT correspondence_letter_pdf_id_fb1bc6a6_fk_documents_file_id FOREIGN KEY (pdf_id) REFERENCES public.documents_file(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.correspondence_letter
    ADD CONSTRAINT correspondence_letter_sent_by_id_ea78e5c0_fk_accounts_user_id FOREIGN KEY (sent_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.correspondence_message
    ADD CONSTRAINT correspondence_messa_brake_id_695dee04_fk_correspon FOREIGN KEY (brake_id) REFERENCES public.correspondence_brake(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.correspondence_message
    ADD CONSTRAINT correspondence_message_user_id_e131532e_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.documents_file
    ADD CONSTRAINT documents_file_uploaded_by_id_2e68216c_fk_accounts_user_id FOREIGN KEY (uploaded_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ehe_exitform
    ADD CONSTRAINT ehe_exitform_case_id_f6b5f01c_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ehe_exitform
    ADD CONSTRAINT ehe_exitform_correspondence_id_0b8c5d63_fk_cases_cas FOREIGN KEY (correspondence_id) REFERENCES public.cases_casedocument(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ehe_exitform
    ADD CONSTRAINT ehe_exitform_sent_by_id_66b5f254_fk_accounts_user_id FOREIGN KEY (sent_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ehe_followup
    ADD CONSTRAINT ehe_followup_by_id_fa861772_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ehe_followup
    ADD CONSTRAINT ehe_followup_meeting_id_f2d5df7a_fk_ehe_parentsmeeting_id FOREIGN KEY (meeting_id) REFERENCES public.ehe_parentsmeeting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ehe_followup
    ADD CONSTRAINT ehe_followup_settled_by_id_17c9fdce_fk_accounts_user_id FOREIGN KEY (settled_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ehe_homeeducation
    ADD CONSTRAINT ehe_homeeducation_case_id_7dd15b47_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ehe_homeeducation
    ADD CONSTRAINT ehe_homeeducation_letter_id_d876307d_fk_cases_casedocument_id FOREIGN KEY (letter_id) REFERENCES public.cases_casedocument(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ehe_offrolling
    ADD CONSTRAINT ehe_offrolling_case_id_a60fd8d8_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ehe_parentsmeeting
    ADD CONSTRAINT ehe_parentsmeeting_by_id_d27e7506_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ehe_toldsince
    ADD CONSTRAINT ehe_toldsince_by_id_f9ce2dd8_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ehe_toldsince
    ADD CONSTRAINT ehe_toldsince_case_id_a6f1a996_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ehe_toldsince
    ADD CONSTRAINT ehe_toldsince_letter_id_be96b2ca_fk_cases_casedocument_id FOREIGN KEY (letter_id) REFERENCES public.cases_casedocument(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ehe_toldsince
    ADD CONSTRAINT ehe_toldsince_school_id_d397b310_fk_schools_school_id FOREIGN KEY (school_id) REFERENCES public.schools_school(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ehe_trace
    ADD CONSTRAINT ehe_trace_case_id_8254b1a9_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ehe_trace
    ADD CONSTRAINT ehe_trace_child_id_6ce12731_fk_people_child_id FOREIGN KEY (child_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_batch
    ADD CONSTRAINT exchange_batch_by_id_25f2f9ad_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_batch
    ADD CONSTRAINT exchange_batch_committed_by_id_ae75550c_fk_accounts_user_id FOREIGN KEY (committed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_batch
    ADD CONSTRAINT exchange_batch_undone_by_id_ee208c55_fk_accounts_user_id FOREIGN KEY (undone_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_batchrow
    ADD CONSTRAINT exchange_batchrow_batch_id_09bc1e68_fk_exchange_batch_id FOREIGN KEY (batch_id) REFERENCES public.exchange_batch(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exclusions_amendment
    ADD CONSTRAINT exclusions_amendment_by_id_0a3d404c_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exclusions_amendment
    ADD CONSTRAINT exclusions_amendment_letter_before_id_3791719e_fk_documents FOREIGN KEY (letter_before_id) REFERENCES public.documents_file(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exclusions_amendment
    ADD CONSTRAINT exclusions_amendment_suspension_id_dc0c129b_fk_exclusion FOREIGN KEY (suspension_id) REFERENCES public.exclusions_suspension(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exclusions_fairaccessreferral
    ADD CONSTRAINT exclusions_fairacces_refused_by_id_998d49a3_fk_schools_s FOREIGN KEY (refused_by_id) REFERENCES public.schools_school(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exclusions_fairaccessreferral
    ADD CONSTRAINT exclusions_fairaccessreferral_case_id_0b56a7d7_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exclusions_funding
    ADD CONSTRAINT exclusions_funding_admitting_school_id_d6f30975_fk_schools_s FOREIGN KEY (admitting_school_id) REFERENCES public.schools_school(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exclusions_funding
    ADD CONSTRAINT exclusions_funding_case_id_36eae5df_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exclusions_fundingentry
    ADD CONSTRAINT exclusions_fundingen_cancels_id_01b7ebd1_fk_exclusion FOREIGN KEY (cancels_id) REFERENCES public.exclusions_fundingentry(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exclusions_fundingentry
    ADD CONSTRAINT exclusions_fundingentry_by_id_5bb8ae9b_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exclusions_fundingentry
    ADD CONSTRAINT exclusions_fundingentry_case_id_5865406c_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exclusions_managedmove
    ADD CONSTRAINT exclusions_managedmo_letter_id_d9577e0e_fk_cases_cas FOREIGN KEY (letter_id) REFERENCES public.cases_casedocument(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exclusions_managedmove
    ADD CONSTRAINT exclusions_managedmo_to_school_id_e46a16d1_fk_schools_s FOREIGN KEY (to_school_id) REFERENCES public.schools_school(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exclusions_managedmove
    ADD CONSTRAINT exclusions_managedmove_case_id_88bde62f_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exclusions_offsitedirection
    ADD CONSTRAINT exclusions_offsitedi_letter_id_e3bb206d_fk_cases_cas FOREIGN KEY (letter_id) REFERENCES public.cases_casedocument(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exclusions_offsitedirection
    ADD CONSTRAINT exclusions_offsitedi_provider_id_37336f13_fk_provision FOREIGN KEY (provider_id) REFERENCES public.provision_provider(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exclusions_offsitedirection
    ADD CONSTRAINT exclusions_offsitedirection_case_id_bd90e9ae_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exclusions_panelreferral
    ADD CONSTRAINT exclusions_panelrefe_written_by_id_42091c35_fk_accounts_ FOREIGN KEY (written_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exclusions_panelreferral
    ADD CONSTRAINT exclusions_panelreferral_case_id_6880d92d_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exclusions_permanentexclusion
    ADD CONSTRAINT exclusions_permanent_letter_id_7763a003_fk_cases_cas FOREIGN KEY (letter_id) REFERENCES public.cases_casedocument(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exclusions_permanentexclusion
    ADD CONSTRAINT exclusions_permanentexclusion_case_id_213251fe_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exclusions_providerreferral
    ADD CONSTRAINT exclusions_providerr_answered_by_id_f0e69478_fk_accounts_ FOREIGN KEY (answered_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exclusions_providerreferral
    ADD CONSTRAINT exclusions_providerr_begun_by_id_0bf7d9cf_fk_accounts_ FOREIGN KEY (begun_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exclusions_providerreferral
    ADD CONSTRAINT exclusions_providerr_child_id_84d5fe3f_fk_people_ch FOREIGN KEY (child_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exclusions_providerreferral
    ADD CONSTRAINT exclusions_providerr_provider_id_5bf7fce7_fk_provision FOREIGN KEY (provider_id) REFERENCES public.provision_provider(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exclusions_providerreferral
    ADD CONSTRAINT exclusions_providerr_school_id_1a03c203_fk_schools_s FOREIGN KEY (school_id) REFERENCES public.schools_school(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exclusions_providerreferral
    ADD CONSTRAINT exclusions_providerr_sent_by_id_b914c2ac_fk_accounts_ FOREIGN KEY (sent_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exclusions_providerreferral
    ADD CONSTRAINT exclusions_providerr_withdrawn_by_id_8087befc_fk_accounts_ FOREIGN KEY (withdrawn_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exclusions_providerreferral
    ADD CONSTRAINT exclusions_providerreferral_case_id_2b83bd64_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exclusions_riskassessment
    ADD CONSTRAINT exclusions_riskasses_referral_id_cace25f9_fk_exclusion FOREIGN KEY (referral_id) REFERENCES public.exclusions_providerreferral(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exclusions_riskassessment
    ADD CONSTRAINT exclusions_riskasses_written_by_id_5a699aa0_fk_accounts_ FOREIGN KEY (written_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exclusions_riskassessment
    ADD CONSTRAINT exclusions_riskassessment_file_id_1f5b6675_fk_documents_file_id FOREIGN KEY (file_id) REFERENCES public.documents_file(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exclusions_separation
    ADD CONSTRAINT exclusions_separation_case_id_6df67e78_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exclusions_suspension
    ADD CONSTRAINT exclusions_suspension_case_id_d1fddadf_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exclusions_suspension
    ADD CONSTRAINT exclusions_suspension_child_id_c8062c98_fk_people_child_id FOREIGN KEY (child_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exclusions_suspension
    ADD CONSTRAINT exclusions_suspension_letter_id_08fa67ee_fk_documents_file_id FOREIGN KEY (letter_id) REFERENCES public.documents_file(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exclusions_suspension
    ADD CONSTRAINT exclusions_suspension_school_id_bfb0daab_fk_schools_school_id FOREIGN KEY (school_id) REFERENCES public.schools_school(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exclusions_suspension
    ADD CONSTRAINT exclusions_suspension_told_by_id_f5aac021_fk_accounts_user_id FOREIGN KEY (told_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_applicationdraft
    ADD CONSTRAINT licensing_applicatio_applicant_id_8840bda3_fk_licensing FOREIGN KEY (applicant_id) REFERENCES public.licensing_applicant(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_applicationfile
    ADD CONSTRAINT licensing_applicatio_draft_id_02abf293_fk_licensing FOREIGN KEY (draft_id) REFERENCES public.licensing_applicationdraft(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_applicationfile
    ADD CONSTRAINT licensing_applicationfile_file_id_6b49e8bd_fk_documents_file_id FOREIGN KEY (file_id) REFERENCES public.documents_file(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_bodyapproval
    ADD CONSTRAINT licensing_bodyapprov_approved_by_id_eef2c59b_fk_accounts_ FOREIGN KEY (approved_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_bodyapproval
    ADD CONSTRAINT licensing_bodyapprov_body_id_0a23c931_fk_accounts_ FOREIGN KEY (body_id) REFERENCES public.accounts_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_bodyapproval
    ADD CONSTRAINT licensing_bodyapprov_risk_assessment_id_0b5d9db3_fk_documents FOREIGN KEY (risk_assessment_id) REFERENCES public.documents_file(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_bodyapproval
    ADD CONSTRAINT licensing_bodyapproval_by_id_fc9576b2_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_bodyapproval
    ADD CONSTRAINT licensing_bodyapproval_case_id_b875bd23_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_bodyapproval
    ADD CONSTRAINT licensing_bodyapproval_policy_id_b7122967_fk_documents_file_id FOREIGN KEY (policy_id) REFERENCES public.documents_file(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_bodychild
    ADD CONSTRAINT licensing_bodychild_report_id_5617f42b_fk_licensing FOREIGN KEY (report_id) REFERENCES public.licensing_bodyreport(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_bodyreport
    ADD CONSTRAINT licensing_bodyreport_by_id_914b1446_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_bodyreport
    ADD CONSTRAINT licensing_bodyreport_case_id_bf3a04df_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_certificatecopy
    ADD CONSTRAINT licensing_certificatecopy_by_id_14fe845e_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_certificatecopy
    ADD CONSTRAINT licensing_certificatecopy_case_id_f1a0ffde_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_certificatecopy
    ADD CONSTRAINT licensing_certificatecopy_file_id_763f40ea_fk_documents_file_id FOREIGN KEY (file_id) REFERENCES public.documents_file(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_chaperone
    ADD CONSTRAINT licensing_chaperone_approved_by_id_df0eef95_fk_accounts_user_id FOREIGN KEY (approved_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_chaperone
    ADD CONSTRAINT licensing_chaperone_by_id_ce5221f1_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_chaperone
    ADD CONSTRAINT licensing_chaperone_case_id_a2e61ed6_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_chaperone
    ADD CONSTRAINT licensing_chaperone_photo_id_9587031a_fk_documents_file_id FOREIGN KEY (photo_id) REFERENCES public.documents_file(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_chaperone
    ADD CONSTRAINT licensing_chaperone_training_certificate_5a0f2cb3_fk_documents FOREIGN KEY (training_certificate_id) REFERENCES public.documents_file(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_childpaper
    ADD CONSTRAINT licensing_childpaper_by_id_d14cd8c6_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_childpaper
    ADD CONSTRAINT licensing_childpaper_entrant_id_ab773280_fk_licensing FOREIGN KEY (entrant_id) REFERENCES public.licensing_entrant(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_childpaper
    ADD CONSTRAINT licensing_childpaper_file_id_20508d4d_fk_documents_file_id FOREIGN KEY (file_id) REFERENCES public.documents_file(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_dbscheck
    ADD CONSTRAINT licensing_dbscheck_by_id_1ee0f231_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_dbscheck
    ADD CONSTRAINT licensing_dbscheck_case_id_a198db85_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_employer
    ADD CONSTRAINT licensing_employer_body_id_e234d9e2_fk_accounts_organisation_id FOREIGN KEY (body_id) REFERENCES public.accounts_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_employer
    ADD CONSTRAINT licensing_employer_by_id_6e066274_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_employer
    ADD CONSTRAINT licensing_employer_merged_by_id_86b1691a_fk_accounts_user_id FOREIGN KEY (merged_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_employer
    ADD CONSTRAINT licensing_employer_merged_into_id_ddd9b6c4_fk_licensing FOREIGN KEY (merged_into_id) REFERENCES public.licensing_employer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_enquiry
    ADD CONSTRAINT licensing_enquiry_by_id_9de57ad3_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_enquiry
    ADD CONSTRAINT licensing_enquiry_case_id_e3dda3a4_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_enquiry
    ADD CONSTRAINT licensing_enquiry_employer_id_10d962ff_fk_licensing_employer_id FOREIGN KEY (employer_id) REFERENCES public.licensing_employer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_enquiry
    ADD CONSTRAINT licensing_enquiry_found_by_id_f61b4a53_fk_accounts_user_id FOREIGN KEY (found_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_entrant
    ADD CONSTRAINT licensing_entrant_case_id_8eaba2ec_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_entrant
    ADD CONSTRAINT licensing_entrant_matched_by_id_993ded44_fk_accounts_user_id FOREIGN KEY (matched_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_entrant
    ADD CONSTRAINT licensing_entrant_production_id_54d1914d_fk_licensing FOREIGN KEY (production_id) REFERENCES public.licensing_production(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_entrant
    ADD CONSTRAINT licensing_entrant_school_id_c277f702_fk_schools_school_id FOREIGN KEY (school_id) REFERENCES public.schools_school(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_guidancesent
    ADD CONSTRAINT licensing_guidancese_body_id_707efff1_fk_accounts_ FOREIGN KEY (body_id) REFERENCES public.accounts_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_guidancesent
    ADD CONSTRAINT licensing_guidancesent_by_id_5256bad0_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_inspection
    ADD CONSTRAINT licensing_inspection_approval_id_f0be2b95_fk_licensing FOREIGN KEY (approval_id) REFERENCES public.licensing_bodyapproval(case_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_inspection
    ADD CONSTRAINT licensing_inspection_by_id_2980bc74_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_inspection
    ADD CONSTRAINT licensing_inspection_case_id_55c2bffd_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_inspection
    ADD CONSTRAINT licensing_inspection_employer_id_e00cda6f_fk_licensing FOREIGN KEY (employer_id) REFERENCES public.licensing_employer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_inspection
    ADD CONSTRAINT licensing_inspection_production_id_199b2c43_fk_licensing FOREIGN KEY (production_id) REFERENCES public.licensing_production(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_inspection
    ADD CONSTRAINT licensing_inspection_visited_by_id_826b4955_fk_accounts_user_id FOREIGN KEY (visited_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_interview
    ADD CONSTRAINT licensing_interview_by_id_18f0961f_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_interview
    ADD CONSTRAINT licensing_interview_case_id_cecc540a_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_jobapplied
    ADD CONSTRAINT licensing_jobapplied_case_id_f1b1ffd1_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_jobapplied
    ADD CONSTRAINT licensing_jobapplied_matched_by_id_34522af5_fk_accounts_user_id FOREIGN KEY (matched_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_jobapplied
    ADD CONSTRAINT licensing_jobapplied_photo_id_d8b10818_fk_documents_file_id FOREIGN KEY (photo_id) REFERENCES public.documents_file(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_jobapplied
    ADD CONSTRAINT licensing_jobapplied_risk_assessment_id_ab341633_fk_documents FOREIGN KEY (risk_assessment_id) REFERENCES public.documents_file(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_jobapplied
    ADD CONSTRAINT licensing_jobapplied_school_id_84bb0324_fk_schools_school_id FOREIGN KEY (school_id) REFERENCES public.schools_school(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_jobpart
    ADD CONSTRAINT licensing_jobpart_by_id_12d0130e_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_jobpart
    ADD CONSTRAINT licensing_jobpart_job_id_ad18a6bc_fk_licensing_jobapplied_id FOREIGN KEY (job_id) REFERENCES public.licensing_jobapplied(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_licence
    ADD CONSTRAINT licensing_licence_case_id_78a73d26_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_licence
    ADD CONSTRAINT licensing_licence_granted_by_id_850fa26f_fk_accounts_user_id FOREIGN KEY (granted_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_limitconfirmation
    ADD CONSTRAINT licensing_limitconfi_confirmed_by_id_168e0e61_fk_accounts_ FOREIGN KEY (confirmed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_limitconfirmation
    ADD CONSTRAINT licensing_limitconfi_withdrawn_by_id_403795b9_fk_accounts_ FOREIGN KEY (withdrawn_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_livedat
    ADD CONSTRAINT licensing_livedat_case_id_f7d0e168_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_namedchaperone
    ADD CONSTRAINT licensing_namedchape_production_id_7d3310d7_fk_licensing FOREIGN KEY (production_id) REFERENCES public.licensing_production(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_parentpart
    ADD CONSTRAINT licensing_parentpart_by_id_392a209b_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_parentpart
    ADD CONSTRAINT licensing_parentpart_case_id_29a472d9_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_partasked
    ADD CONSTRAINT licensing_partasked_by_id_67a944a4_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_partasked
    ADD CONSTRAINT licensing_partasked_entrant_id_828c3e89_fk_licensing_entrant_id FOREIGN KEY (entrant_id) REFERENCES public.licensing_entrant(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_permit
    ADD CONSTRAINT licensing_permit_by_id_ae9e6165_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_permit
    ADD CONSTRAINT licensing_permit_case_id_993fe2b8_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_permit
    ADD CONSTRAINT licensing_permit_employer_id_c7467be7_fk_licensing_employer_id FOREIGN KEY (employer_id) REFERENCES public.licensing_employer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_permit
    ADD CONSTRAINT licensing_permit_photo_id_2af06fab_fk_documents_file_id FOREIGN KEY (photo_id) REFERENCES public.documents_file(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_permit
    ADD CONSTRAINT licensing_permit_risk_assessment_id_811682ad_fk_documents FOREIGN KEY (risk_assessment_id) REFERENCES public.documents_file(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_permitanswer
    ADD CONSTRAINT licensing_permitansw_document_id_6b171646_fk_cases_cas FOREIGN KEY (document_id) REFERENCES public.cases_casedocument(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_permitanswer
    ADD CONSTRAINT licensing_permitanswer_by_id_6e52060f_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_permitanswer
    ADD CONSTRAINT licensing_permitanswer_case_id_938c8de5_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_place
    ADD CONSTRAINT licensing_place_production_id_85c85187_fk_licensing FOREIGN KEY (production_id) REFERENCES public.licensing_production(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_production
    ADD CONSTRAINT licensing_production_body_id_12ef17f2_fk_accounts_ FOREIGN KEY (body_id) REFERENCES public.accounts_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_production
    ADD CONSTRAINT licensing_production_by_id_23c2171d_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_production
    ADD CONSTRAINT licensing_production_risk_assessment_id_eea700e3_fk_documents FOREIGN KEY (risk_assessment_id) REFERENCES public.documents_file(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_referee
    ADD CONSTRAINT licensing_referee_by_id_b0168826_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_referee
    ADD CONSTRAINT licensing_referee_case_id_e6299b18_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_referee
    ADD CONSTRAINT licensing_referee_document_id_1ff69284_fk_cases_casedocument_id FOREIGN KEY (document_id) REFERENCES public.cases_casedocument(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_referenceasked
    ADD CONSTRAINT licensing_referencea_referee_id_bdb50c7e_fk_licensing FOREIGN KEY (referee_id) REFERENCES public.licensing_referee(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_referenceasked
    ADD CONSTRAINT licensing_referenceasked_by_id_aeeba2a8_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_scheduleline
    ADD CONSTRAINT licensing_scheduleli_entrant_id_a81840bf_fk_licensing FOREIGN KEY (entrant_id) REFERENCES public.licensing_entrant(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_scheduleline
    ADD CONSTRAINT licensing_scheduleline_place_id_eee07c92_fk_licensing_place_id FOREIGN KEY (place_id) REFERENCES public.licensing_place(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_schoolpart
    ADD CONSTRAINT licensing_schoolpart_by_id_2bc0333c_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_schoolpart
    ADD CONSTRAINT licensing_schoolpart_case_id_5f08376a_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_workhours
    ADD CONSTRAINT licensing_workhours_by_id_1bb45d38_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licensing_workhours
    ADD CONSTRAINT licensing_workhours_case_id_2f05d474_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.meetings_attendance
    ADD CONSTRAINT meetings_attendance_meeting_id_296f48af_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.meetings_attendance
    ADD CONSTRAINT meetings_attendance_member_id_4b8f2006_fk_meetings_member_id FOREIGN KEY (member_id) REFERENCES public.meetings_member(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.meetings_correction
    ADD CONSTRAINT meetings_correction_by_id_21839857_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.meetings_correction
    ADD CONSTRAINT meetings_correction_item_id_cbc702f6_fk_meetings_item_id FOREIGN KEY (item_id) REFERENCES public.meetings_item(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.meetings_correction
    ADD CONSTRAINT meetings_correction_recorded_by_id_5c3317ed_fk_accounts_user_id FOREIGN KEY (recorded_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.meetings_item
    ADD CONSTRAINT meetings_item_added_by_id_3736f7f7_fk_accounts_user_id FOREIGN KEY (added_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.meetings_item
    ADD CONSTRAINT meetings_item_came_from_id_ae24e86f_fk_meetings_item_id FOREIGN KEY (came_from_id) REFERENCES public.meetings_item(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.meetings_item
    ADD CONSTRAINT meetings_item_case_id_2c832e6d_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.meetings_item
    ADD CONSTRAINT meetings_item_meeting_id_2a00af32_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.meetings_item
    ADD CONSTRAINT meetings_item_provider_id_e8735fe0_fk_provision_provider_id FOREIGN KEY (provider_id) REFERENCES public.provision_provider(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.meetings_item
    ADD CONSTRAINT meetings_item_recorded_by_id_1f1104c8_fk_accounts_user_id FOREIGN KEY (recorded_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.meetings_item
    ADD CONSTRAINT meetings_item_school_id_e0e0cdd3_fk_schools_school_id FOREIGN KEY (school_id) REFERENCES public.schools_school(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.meetings_meeting
    ADD CONSTRAINT meetings_meeting_closed_by_id_dab0b3f4_fk_accounts_user_id FOREIGN KEY (closed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.meetings_meeting
    ADD CONSTRAINT meetings_meeting_series_id_4c28ba88_fk_meetings_series_id FOREIGN KEY (series_id) REFERENCES public.meetings_series(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.meetings_member
    ADD CONSTRAINT meetings_member_series_id_3a861ba4_fk_meetings_series_id FOREIGN KEY (series_id) REFERENCES public.meetings_series(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.meetings_member
    ADD CONSTRAINT meetings_member_user_id_ec9fb6c5_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.meetings_series
    ADD CONSTRAINT meetings_series_provider_id_cfb3af9f_fk_provision_provider_id FOREIGN KEY (provider_id) REFERENCES public.provision_provider(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.meetings_series
    ADD CONSTRAINT meetings_series_school_id_77d09999_fk_schools_school_id FOREIGN KEY (school_id) REFERENCES public.schools_school(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.meetings_task
    ADD CONSTRAINT meetings_task_done_by_id_a8d2f96b_fk_accounts_user_id FOREIGN KEY (done_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.meetings_task
    ADD CONSTRAINT meetings_task_item_id_1d6b0bef_fk_meetings_item_id FOREIGN KEY (item_id) REFERENCES public.meetings_item(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.meetings_task
    ADD CONSTRAINT meetings_task_owner_id_9decd101_fk_accounts_user_id FOREIGN KEY (owner_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_user_id_0c3a50c0_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.missing_out_freezing
    ADD CONSTRAINT missing_out_freezing_asked_by_id_0bd94610_fk_accounts_user_id FOREIGN KEY (asked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.missing_out_freezing
    ADD CONSTRAINT missing_out_freezing_meeting_id_4a6e6495_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.missing_out_freezing
    ADD CONSTRAINT missing_out_freezing_pack_id_a9e24ccd_fk_missing_out_pack_id FOREIGN KEY (pack_id) REFERENCES public.missing_out_pack(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.missing_out_groupaction
    ADD CONSTRAINT missing_out_groupact_decision_id_98617965_fk_missing_o FOREIGN KEY (decision_id) REFERENCES public.missing_out_groupdecision(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.missing_out_groupaction
    ADD CONSTRAINT missing_out_groupaction_done_by_id_da89720e_fk_accounts_user_id FOREIGN KEY (done_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.missing_out_groupaction
    ADD CONSTRAINT missing_out_groupaction_owner_id_cae3a996_fk_accounts_user_id FOREIGN KEY (owner_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.missing_out_groupdecision
    ADD CONSTRAINT missing_out_groupdec_meeting_id_9b994ad9_fk_meetings_ FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.missing_out_groupdecision
    ADD CONSTRAINT missing_out_groupdec_recorded_by_id_dce3f3f2_fk_accounts_ FOREIGN KEY (recorded_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.missing_out_groupdecision
    ADD CONSTRAINT missing_out_groupdec_row_id_b6b695d2_fk_missing_o FOREIGN KEY (row_id) REFERENCES public.missing_out_packrow(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.missing_out_groupdecision
    ADD CONSTRAINT missing_out_groupdec_theme_id_97671620_fk_missing_o FOREIGN KEY (theme_id) REFERENCES public.missing_out_theme(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.missing_out_monthlypack
    ADD CONSTRAINT missing_out_monthlypack_kept_by_id_9fdf68be_fk_accounts_user_id FOREIGN KEY (kept_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.missing_out_pack
    ADD CONSTRAINT missing_out_pack_agreed_by_id_eab362f3_fk_accounts_user_id FOREIGN KEY (agreed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.missing_out_pack
    ADD CONSTRAINT missing_out_pack_before_id_9a582e25_fk_missing_out_pack_id FOREIGN KEY (before_id) REFERENCES public.missing_out_pack(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.missing_out_pack
    ADD CONSTRAINT missing_out_pack_frozen_by_id_76597842_fk_accounts_user_id FOREIGN KEY (frozen_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.missing_out_pack
    ADD CONSTRAINT missing_out_pack_meeting_id_15ec1380_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.missing_out_packday
    ADD CONSTRAINT missing_out_packday_meeting_id_cb5fa204_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.missing_out_packrow
    ADD CONSTRAINT missing_out_packrow_child_id_838e008f_fk_people_child_id FOREIGN KEY (child_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.missing_out_packrow
    ADD CONSTRAINT missing_out_packrow_pack_id_8111e29e_fk_missing_out_pack_id FOREIGN KEY (pack_id) REFERENCES public.missing_out_pack(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.missing_out_remark
    ADD CONSTRAINT missing_out_remark_made_by_id_2c5b88d9_fk_accounts_user_id FOREIGN KEY (made_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.missing_out_remark
    ADD CONSTRAINT missing_out_remark_pack_id_cb57ca08_fk_missing_out_pack_id FOREIGN KEY (pack_id) REFERENCES public.missing_out_pack(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.missing_out_remark
    ADD CONSTRAINT missing_out_remark_row_id_a0d314b4_fk_missing_out_packrow_id FOREIGN KEY (row_id) REFERENCES public.missing_out_packrow(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.missing_out_remark
    ADD CONSTRAINT missing_out_remark_theme_id_58893c0e_fk_missing_out_theme_id FOREIGN KEY (theme_id) REFERENCES public.missing_out_theme(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.missing_out_savedview
    ADD CONSTRAINT missing_out_savedview_owner_id_9f4bb342_fk_accounts_user_id FOREIGN KEY (owner_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.missing_out_theme
    ADD CONSTRAINT missing_out_theme_ended_by_id_46691b82_fk_accounts_user_id FOREIGN KEY (ended_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.missing_out_theme
    ADD CONSTRAINT missing_out_theme_made_by_id_8b1bb3f4_fk_accounts_user_id FOREIGN KEY (made_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.missing_out_theme
    ADD CONSTRAINT missing_out_theme_series_id_5e1f0e42_fk_meetings_series_id FOREIGN KEY (series_id) REFERENCES public.meetings_series(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.missing_out_themepupil
    ADD CONSTRAINT missing_out_themepup_theme_id_01567a79_fk_missing_o FOREIGN KEY (theme_id) REFERENCES public.missing_out_theme(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.missing_out_themepupil
    ADD CONSTRAINT missing_out_themepupil_added_by_id_685e48c3_fk_accounts_user_id FOREIGN KEY (added_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.missing_out_themepupil
    ADD CONSTRAINT missing_out_themepupil_child_id_913306c6_fk_people_child_id FOREIGN KEY (child_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.missing_out_themepupil
    ADD CONSTRAINT missing_out_themepupil_left_by_id_d0ca875e_fk_accounts_user_id FOREIGN KEY (left_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_address
    ADD CONSTRAINT people_address_adult_id_f8093386_fk_people_adult_id FOREIGN KEY (adult_id) REFERENCES public.people_adult(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_address
    ADD CONSTRAINT people_address_child_id_1379973b_fk_people_child_id FOREIGN KEY (child_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_address_withheld_from
    ADD CONSTRAINT people_address_withh_address_id_93e684da_fk_people_ad FOREIGN KEY (address_id) REFERENCES public.people_address(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_address_withheld_from
    ADD CONSTRAINT people_address_withh_adult_id_84c4bc9d_fk_people_ad FOREIGN KEY (adult_id) REFERENCES public.people_adult(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_breakglass
    ADD CONSTRAINT people_breakglass_child_id_cdd694ee_fk_people_child_id FOREIGN KEY (child_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_breakglass
    ADD CONSTRAINT people_breakglass_reviewed_by_id_83fd749f_fk_accounts_user_id FOREIGN KEY (reviewed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_breakglass
    ADD CONSTRAINT people_breakglass_user_id_9c70c9e5_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_child
    ADD CONSTRAINT people_child_merged_into_id_3492cbd3_fk_people_child_id FOREIGN KEY (merged_into_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_childname
    ADD CONSTRAINT people_childname_child_id_56337766_fk_people_child_id FOREIGN KEY (child_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_conflict
    ADD CONSTRAINT people_conflict_child_id_b6f03e38_fk_people_child_id FOREIGN KEY (child_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_conflict
    ADD CONSTRAINT people_conflict_user_id_169c3ba5_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_enrolment
    ADD CONSTRAINT people_enrolment_child_id_978cc288_fk_people_child_id FOREIGN KEY (child_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_enrolment
    ADD CONSTRAINT people_enrolment_school_id_88575886_fk_schools_school_id FOREIGN KEY (school_id) REFERENCES public.schools_school(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_merge
    ADD CONSTRAINT people_merge_by_id_dc211320_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_merge
    ADD CONSTRAINT people_merge_kept_id_d4ee6e06_fk_people_child_id FOREIGN KEY (kept_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_merge
    ADD CONSTRAINT people_merge_merged_id_87dce616_fk_people_child_id FOREIGN KEY (merged_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_merge
    ADD CONSTRAINT people_merge_undone_by_id_86c91a07_fk_accounts_user_id FOREIGN KEY (undone_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_relationship
    ADD CONSTRAINT people_relationship_adult_id_6c28010f_fk_people_adult_id FOREIGN KEY (adult_id) REFERENCES public.people_adult(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_relationship
    ADD CONSTRAINT people_relationship_child_id_e9c51679_fk_people_child_id FOREIGN KEY (child_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_searchrun
    ADD CONSTRAINT people_searchrun_user_id_872733a3_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_vulnerability
    ADD CONSTRAINT people_vulnerability_child_id_8b9b4942_fk_people_child_id FOREIGN KEY (child_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.provision_examinationsover
    ADD CONSTRAINT provision_examinationsover_child_id_9341e0b8_fk_people_child_id FOREIGN KEY (child_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.provision_fullweek
    ADD CONSTRAINT provision_fullweek_child_id_12a04883_fk_people_child_id FOREIGN KEY (child_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.provision_fullweek
    ADD CONSTRAINT provision_fullweek_school_id_07e17336_fk_schools_school_id FOREIGN KEY (school_id) REFERENCES public.schools_school(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.provision_givenmark
    ADD CONSTRAINT provision_givenmark_by_id_e425829a_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.provision_givenmark
    ADD CONSTRAINT provision_givenmark_week_id_30467902_fk_provision FOREIGN KEY (week_id) REFERENCES public.provision_providerweek(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.provision_mismatch
    ADD CONSTRAINT provision_mismatch_child_id_9055926b_fk_people_child_id FOREIGN KEY (child_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.provision_mismatch
    ADD CONSTRAINT provision_mismatch_explained_by_id_64431e57_fk_accounts_user_id FOREIGN KEY (explained_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.provision_mismatch
    ADD CONSTRAINT provision_mismatch_provider_id_79e408c3_fk_provision FOREIGN KEY (provider_id) REFERENCES public.provision_provider(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.provision_mismatch
    ADD CONSTRAINT provision_mismatch_school_id_fa80b42e_fk_schools_school_id FOREIGN KEY (school_id) REFERENCES public.schools_school(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.provision_mismatchchange
    ADD CONSTRAINT provision_mismatchch_mismatch_id_5e241d06_fk_provision FOREIGN KEY (mismatch_id) REFERENCES public.provision_mismatch(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.provision_mismatchchange
    ADD CONSTRAINT provision_mismatchch_provider_id_df876f99_fk_provision FOREIGN KEY (provider_id) REFERENCES public.provision_provider(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.provision_mismatchchange
    ADD CONSTRAINT provision_mismatchchange_by_id_4f12ad0c_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.provision_missingtime
    ADD CONSTRAINT provision_missingtime_child_id_9ce0a241_fk_people_child_id FOREIGN KEY (child_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.provision_offer
    ADD CONSTRAINT provision_offer_child_id_4e5f0e34_fk_people_child_id FOREIGN KEY (child_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.provision_offer
    ADD CONSTRAINT provision_offer_provider_id_31731954_fk_provision_provider_id FOREIGN KEY (provider_id) REFERENCES public.provision_provider(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.provision_offer
    ADD CONSTRAINT provision_offer_school_id_3e4b6fd1_fk_schools_school_id FOREIGN KEY (school_id) REFERENCES public.schools_school(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.provision_programmereview
    ADD CONSTRAINT provision_programmer_followed_by_id_d6db20c2_fk_accounts_ FOREIGN KEY (followed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.provision_programmereview
    ADD CONSTRAINT provision_programmer_provider_id_354f15db_fk_provision FOREIGN KEY (provider_id) REFERENCES public.provision_provider(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.provision_programmereview
    ADD CONSTRAINT provision_programmer_written_by_id_d571e4c3_fk_accounts_ FOREIGN KEY (written_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.provision_programmereview
    ADD CONSTRAINT provision_programmereview_child_id_69236c9f_fk_people_child_id FOREIGN KEY (child_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.provision_provider
    ADD CONSTRAINT provision_provider_organisation_id_2a5aacdc_fk_accounts_ FOREIGN KEY (organisation_id) REFERENCES public.accounts_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.provision_providerweek
    ADD CONSTRAINT provision_providerwe_provider_id_06de9bbb_fk_provision FOREIGN KEY (provider_id) REFERENCES public.provision_provider(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.provision_providerweek
    ADD CONSTRAINT provision_providerweek_child_id_ec64c301_fk_people_child_id FOREIGN KEY (child_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.provision_whereabouts
    ADD CONSTRAINT provision_whereabout_provider_id_d9d0a3e6_fk_provision FOREIGN KEY (provider_id) REFERENCES public.provision_provider(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.provision_whereabouts
    ADD CONSTRAINT provision_whereabouts_by_id_d4a09613_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.provision_whereabouts
    ADD CONSTRAINT provision_whereabouts_child_id_4ab2fc71_fk_people_child_id FOREIGN KEY (child_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.reduced_timetables_askedparent
    ADD CONSTRAINT reduced_timetables_a_by_id_7ffe2f1c_fk_accounts_ FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.reduced_timetables_agreement
    ADD CONSTRAINT reduced_timetables_a_document_id_b896bc68_fk_cases_cas FOREIGN KEY (document_id) REFERENCES public.cases_casedocument(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.reduced_timetables_askedparent
    ADD CONSTRAINT reduced_timetables_a_timetable_id_53a836a1_fk_reduced_t FOREIGN KEY (timetable_id) REFERENCES public.reduced_timetables_timetable(case_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.reduced_timetables_agreement
    ADD CONSTRAINT reduced_timetables_a_timetable_id_b4f5c3ca_fk_reduced_t FOREIGN KEY (timetable_id) REFERENCES public.reduced_timetables_timetable(case_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.reduced_timetables_agreement
    ADD CONSTRAINT reduced_timetables_agreement_by_id_a7e35003_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.reduced_timetables_sessionschange
    ADD CONSTRAINT reduced_timetables_s_event_id_4109ebc8_fk_cases_eve FOREIGN KEY (event_id) REFERENCES public.cases_event(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.reduced_timetables_sessionschange
    ADD CONSTRAINT reduced_timetables_s_timetable_id_5e577d37_fk_reduced_t FOREIGN KEY (timetable_id) REFERENCES public.reduced_timetables_timetable(case_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.reduced_timetables_timetable
    ADD CONSTRAINT reduced_timetables_t_monitoring_id_048a2d2c_fk_cases_cas FOREIGN KEY (monitoring_id) REFERENCES public.cases_casedocument(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.reduced_timetables_timetable
    ADD CONSTRAINT reduced_timetables_timetable_case_id_ea5fe614_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.reduced_timetables_weeklyreturn
    ADD CONSTRAINT reduced_timetables_w_answered_by_id_b274b916_fk_accounts_ FOREIGN KEY (answered_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.reduced_timetables_weeklyreturn
    ADD CONSTRAINT reduced_timetables_w_school_id_e6e74052_fk_schools_s FOREIGN KEY (school_id) REFERENCES public.schools_school(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.registers_childweek
    ADD CONSTRAINT registers_childweek_child_id_c0a4d306_fk_people_child_id FOREIGN KEY (child_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.registers_childweek
    ADD CONSTRAINT registers_childweek_school_id_45226ec0_fk_schools_school_id FOREIGN KEY (school_id) REFERENCES public.schools_school(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.schooldays_calendar
    ADD CONSTRAINT schooldays_calendar_copied_from_id_44fe5a5c_fk_schoolday FOREIGN KEY (copied_from_id) REFERENCES public.schooldays_calendar(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.schooldays_closure
    ADD CONSTRAINT schooldays_closure_calendar_id_2c0dd8e1_fk_schoolday FOREIGN KEY (calendar_id) REFERENCES public.schooldays_calendar(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.schooldays_term
    ADD CONSTRAINT schooldays_term_calendar_id_b2ad50d4_fk_schooldays_calendar_id FOREIGN KEY (calendar_id) REFERENCES public.schooldays_calendar(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.schools_school
    ADD CONSTRAINT schools_school_authority_id_6e26da1e_fk_schools_authority_id FOREIGN KEY (authority_id) REFERENCES public.schools_authority(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.schools_school
    ADD CONSTRAINT schools_school_calendar_id_83afaa8c_fk_schooldays_calendar_id FOREIGN KEY (calendar_id) REFERENCES public.schooldays_calendar(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.schools_school
    ADD CONSTRAINT schools_school_governors_id_f744f575_fk_accounts_ FOREIGN KEY (governors_id) REFERENCES public.accounts_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.schools_school
    ADD CONSTRAINT schools_school_organisation_id_5f874cd8_fk_accounts_ FOREIGN KEY (organisation_id) REFERENCES public.accounts_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.schools_school
    ADD CONSTRAINT schools_school_trust_id_44fc2950_fk_schools_trust_id FOREIGN KEY (trust_id) REFERENCES public.schools_trust(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.schools_schoolcontact
    ADD CONSTRAINT schools_schoolcontact_school_id_bb22af51_fk_schools_school_id FOREIGN KEY (school_id) REFERENCES public.schools_school(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.schools_schoolday
    ADD CONSTRAINT schools_schoolday_school_id_7818824e_fk_schools_school_id FOREIGN KEY (school_id) REFERENCES public.schools_school(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.schools_schoollink
    ADD CONSTRAINT schools_schoollink_other_id_1a24bd9d_fk_schools_school_id FOREIGN KEY (other_id) REFERENCES public.schools_school(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.schools_schoollink
    ADD CONSTRAINT schools_schoollink_school_id_4a457bdc_fk_schools_school_id FOREIGN KEY (school_id) REFERENCES public.schools_school(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.schools_trust
    ADD CONSTRAINT schools_trust_organisation_id_f300a389_fk_accounts_ FOREIGN KEY (organisation_id) REFERENCES public.accounts_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_social_account_id_951f210e_fk_socialacc FOREIGN KEY (account_id) REFERENCES public.socialaccount_socialaccount(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_social_app_id_636a42d7_fk_socialacc FOREIGN KEY (app_id) REFERENCES public.socialaccount_socialapp(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_social_user_id_8146e70c_fk_accounts_ FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.transfers_happening
    ADD CONSTRAINT transfers_happening_by_id_baaf27b1_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.transfers_happening
    ADD CONSTRAINT transfers_happening_transfer_id_b1fafc76_fk_transfers FOREIGN KEY (transfer_id) REFERENCES public.transfers_transfer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.transfers_line
    ADD CONSTRAINT transfers_line_lost_by_id_189cc6aa_fk_accounts_user_id FOREIGN KEY (lost_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.transfers_line
    ADD CONSTRAINT transfers_line_none_by_id_f9cdb8e8_fk_accounts_user_id FOREIGN KEY (none_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.transfers_line
    ADD CONSTRAINT transfers_line_received_by_id_c0d1c5c6_fk_accounts_user_id FOREIGN KEY (received_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.transfers_line
    ADD CONSTRAINT transfers_line_sent_by_id_38bcb20c_fk_accounts_user_id FOREIGN KEY (sent_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.transfers_line
    ADD CONSTRAINT transfers_line_transfer_id_f25131e4_fk_transfers_transfer_id FOREIGN KEY (transfer_id) REFERENCES public.transfers_transfer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.transfers_transfer
    ADD CONSTRAINT transfers_transfer_child_id_5e103c53_fk_people_child_id FOREIGN KEY (child_id) REFERENCES public.people_child(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.transfers_transfer
    ADD CONSTRAINT transfers_transfer_enrolment_id_85e0a0a7_fk_people_enrolment_id FOREIGN KEY (enrolment_id) REFERENCES public.people_enrolment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.transfers_transfer
    ADD CONSTRAINT transfers_transfer_from_provider_id_30ea4bbb_fk_provision FOREIGN KEY (from_provider_id) REFERENCES public.provision_provider(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.transfers_transfer
    ADD CONSTRAINT transfers_transfer_from_school_id_dc0c71c5_fk_schools_school_id FOREIGN KEY (from_school_id) REFERENCES public.schools_school(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.transfers_transfer
    ADD CONSTRAINT transfers_transfer_offer_id_72fe2763_fk_provision_offer_id FOREIGN KEY (offer_id) REFERENCES public.provision_offer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.transfers_transfer
    ADD CONSTRAINT transfers_transfer_to_provider_id_b3b5a8fd_fk_provision FOREIGN KEY (to_provider_id) REFERENCES public.provision_provider(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.transfers_transfer
    ADD CONSTRAINT transfers_transfer_to_school_id_686a2470_fk_schools_school_id FOREIGN KEY (to_school_id) REFERENCES public.schools_school(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.transfers_transfer
    ADD CONSTRAINT transfers_transfer_withdrawn_by_id_9f13f257_fk_accounts_user_id FOREIGN KEY (withdrawn_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

INSERT INTO public.django_migrations (app, name, applied) VALUES
    ('account', '0001_initial', now()),
    ('account', '0002_email_max_length', now()),
    ('account', '0003_alter_emailaddress_create_unique_verified_email', now()),
    ('account', '0004_alter_emailaddress_drop_unique_email', now()),
    ('account', '0005_emailaddress_idx_upper_email', now()),
    ('account', '0006_emailaddress_lower', now()),
    ('account', '0007_emailaddress_idx_email', now()),
    ('account', '0008_emailaddress_unique_primary_email_fixup', now()),
    ('account', '0009_emailaddress_unique_primary_email', now()),
    ('accounts', '0001_initial', now()),
    ('accounts', '0002_membership_because', now()),
    ('accounts', '0003_telephone_of_a_team', now()),
    ('attendance', '0001_initial', now()),
    ('attendance', '0002_prosecution', now()),
    ('attendance', '0003_supervision', now()),
    ('attendance', '0004_pre_step_answer', now()),
    ('attendance', '0005_unlisted_pupils', now()),
    ('attendance', '0006_referral_dates', now()),
    ('attendance', '0007_considered_with_what_was_known', now()),
    ('attendance', '0008_statement_writers', now()),
    ('attendance', '0009_applied_for_on_line', now()),
    ('attendance', '0010_told_by_anybody', now()),
    ('audit', '0001_initial', now()),
    ('audit', '0002_seals', now()),
    ('audit', '0003_seals_in_bytes', now()),
    ('audit', '0004_seals_and_reviews', now()),
    ('audit', '0005_disposal_in_one_place', now()),
    ('auth', '0001_initial', now()),
    ('auth', '0002_alter_permission_name_max_length', now()),
    ('auth', '0003_alter_user_email_max_length', now()),
    ('auth', '0004_alter_user_username_opts', now()),
    ('auth', '0005_alter_user_last_login_null', now()),
    ('auth', '0006_require_contenttypes_0002', now()),
    ('auth', '0007_alter_validators_add_error_messages', now()),
    ('auth', '0008_alter_user_username_max_length', now()),
    ('auth', '0009_alter_user_last_name_max_length', now()),
    ('auth', '0010_alter_group_name_max_length', now()),
    ('auth', '0011_update_proxy_permissions', now()),
    ('auth', '0012_alter_user_first_name_max_length', now()),
    ('cases', '0001_initial', now()),
    ('cases', '0002_recount_settings', now()),
    ('cases', '0003_retention', now()),
    ('cases', '0004_party_dates', now()),
    ('cases', '0005_case_kept_forwards', now()),
    ('cases', '0006_recount_reached', now()),
    ('cases', '0007_handover_message', now()),
    ('cases', '0008_hand_over_accepted', now()),
    ('cases', '0009_records_beside_cases', now()),
    ('cases', '0010_what_was_never_sent', now()),
    ('cases', '0011_letter_says_what_was_put_right', now()),
    ('cases', '0012_what_was_given_up', now()),
    ('cases', '0013_a_case_for_each_school', now()),
    ('cases', '0014_closing_taken_back', now()),
    ('cases', '0015_agreed_actions', now()),
    ('cases', '0016_contact_whose_letter_came_back', now()),
    ('cases', '0017_cases_about_things_of_their_own', now()),
    ('cases', '0018_ratings_set_by_persons', now()),
    ('cases', '0019_concerns_of_teams', now()),
    ('cases', '0020_withdrawn_hand_overs', now()),
    ('cases', '0021_told_on_line', now()),
    ('cases', '0022_told_in_the_portal', now()),
    ('cases', '0023_education_plans', now()),
    ('cases', '0024_a_worry_told_in_the_portal', now()),
    ('cme', '0001_missing_children', now()),
    ('cme', '0002_searches_and_transfer_files', now()),
    ('cme', '0003_returns_grounds_and_requests', now()),
    ('cme', '0004_the_upn_that_an_authority_gave', now()),
    ('cme', '0005_asked_by_letter', now()),
    ('cme', '0006_entered_by_mistake', now()),
    ('cme', '0007_what_a_referral_and_a_receipt_say', now()),
    ('cme', '0008_nobody_is_entered_before_birth', now()),
    ('cme', '0009_missing_in_the_ledger', now()),
    ('cme', '0010_who_the_child_is', now()),
    ('cme', '0011_nationality', now()),
    ('cme', '0012_told_on_line', now()),
    ('cme', '0013_parents_letter_of_a_deletion', now()),
    ('cme', '0014_nobody_asked_of_a_concern', now()),
    ('contenttypes', '0001_initial', now()),
    ('contenttypes', '0002_remove_content_type_name', now()),
    ('core', '0001_initial', now()),
    ('correspondence', '0001_initial', now()),
    ('correspondence', '0002_sealed_mail', now()),
    ('correspondence', '0003_pdf_may_follow', now()),
    ('correspondence', '0004_letter_came_back', now()),
    ('correspondence', '0005_goes_all_the_same', now()),
    ('demo', '0001_load', now()),
    ('documents', '0001_initial', now()),
    ('documents', '0002_from_outside', now()),
    ('ehe', '0001_home_education', now()),
    ('ehe', '0002_meetings_with_parents', now()),
    ('ehe', '0003_handed_over_by_another_team', now()),
    ('ehe', '0004_exit_form_grounds', now()),
    ('ehe', '0005_off_rolling_at_a_school', now()),
    ('ehe', '0006_told_since', now()),
    ('exchange', '0001_initial', now()),
    ('exclusions', '0001_permanent_exclusions', now()),
    ('exclusions', '0002_suspensions', now()),
    ('exclusions', '0003_amendments', now()),
    ('exclusions', '0004_funding', now()),
    ('exclusions', '0005_suspensions_from_files', now()),
    ('exclusions', '0006_fair_access', now()),
    ('exclusions', '0007_off_site_directions', now()),
    ('exclusions', '0008_managed_moves', now()),
    ('exclusions', '0009_referrals_to_providers', now()),
    ('exclusions', '0010_safeguarding_separations', now()),
    ('exclusions', '0011_what_a_provider_answered_stays', now()),
    ('exclusions', '0012_a_case_for_each_school', now()),
    ('exclusions', '0013_a_suspension_made_longer', now()),
    ('exclusions', '0014_before_an_examination', now()),
    ('exclusions', '0015_what_finance_is_told_and_disputes', now()),
    ('exclusions', '0016_letters_weapons_and_the_virtual_school', now()),
    ('exclusions', '0017_where_an_excluded_child_lives', now()),
    ('exclusions', '0018_money_given_back', now()),
    ('exclusions', '0019_not_told_yet', now()),
    ('exclusions', '0020_work_of_the_first_days', now()),
    ('exclusions', '0021_handed_over_by_another_team', now()),
    ('exclusions', '0022_referral_to_the_panel', now()),
    ('licensing', '0001_productions_and_licences', now()),
    ('licensing', '0002_applicants', now()),
    ('licensing', '0003_parts', now()),
    ('licensing', '0004_work_permits', now()),
    ('licensing', '0005_enquiries', now()),
    ('licensing', '0006_inspections', now()),
    ('licensing', '0007_chaperones', now()),
    ('licensing', '0008_employers_apply', now()),
    ('licensing', '0009_register', now()),
    ('licensing', '0010_chaperones_apply', now()),
    ('licensing', '0011_bodies', now()),
    ('licensing', '0012_permits_can_be_checked', now()),
    ('licensing', '0013_references_by_link', now()),
    ('licensing', '0014_days_that_are_taken_off', now()),
    ('licensing', '0015_licences_of_other_councils', now()),
    ('licensing', '0016_papers_of_children', now()),
    ('licensing', '0017_days_without_a_date', now()),
    ('licensing', '0018_told_by_anybody', now()),
    ('licensing', '0019_references_of_relatives', now()),
    ('licensing', '0020_who_refuses_need_not_say_more', now()),
    ('meetings', '0001_meetings', now()),
    ('meetings', '0002_called_meetings', now()),
    ('meetings', '0003_series_in_term_only', now()),
    ('meetings', '0004_places_that_were_overtaken', now()),
    ('meetings', '0005_places_with_providers', now()),
    ('meetings', '0006_series_of_a_unit', now()),
    ('meetings', '0007_meant_for_other_years', now()),
    ('meetings', '0008_directors', now()),
    ('meetings', '0009_decisions_put_right', now()),
    ('meetings', '0010_governors_meetings', now()),
    ('mfa', '0001_initial', now()),
    ('mfa', '0002_authenticator_timestamps', now()),
    ('mfa', '0003_authenticator_type_uniq', now()),
    ('missing_out', '0001_board_packs', now()),
    ('missing_out', '0002_days_of_packs', now()),
    ('missing_out', '0003_decisions_of_the_group', now()),
    ('missing_out', '0004_freezing', now()),
    ('missing_out', '0005_saved_views', now()),
    ('missing_out', '0006_remarks', now()),
    ('missing_out', '0007_beside_the_register', now()),
    ('missing_out', '0008_kept_register', now()),
    ('missing_out', '0009_monthly_data_packs', now()),
    ('people', '0001_initial', now()),
    ('people', '0002_enquiries_under_section_47', now()),
    ('provision', '0001_initial', now()),
    ('provision', '0002_directory_of_providers', now()),
    ('provision', '0003_full_weeks_and_provider_marks', now()),
    ('provision', '0004_register_mismatches', now()),
    ('provision', '0005_programme_reviews', now()),
    ('provision', '0006_one_provider_in_a_session', now()),
    ('provision', '0007_where_a_pupil_was', now()),
    ('provision', '0008_examinations_over', now()),
    ('provision', '0009_missing_times', now()),
    ('provision', '0010_what_follows_a_review', now()),
    ('reduced_timetables', '0001_timetables', now()),
    ('reduced_timetables', '0002_parents_are_asked', now()),
    ('reduced_timetables', '0003_weekly_returns', now()),
    ('reduced_timetables', '0004_a_return_may_have_no_day_yet', now()),
    ('reduced_timetables', '0005_sessions_that_change', now()),
    ('reduced_timetables', '0006_what_a_timetable_is_part_of', now()),
    ('reduced_timetables', '0007_a_case_for_each_school', now()),
    ('reduced_timetables', '0008_several_reviews', now()),
    ('registers', '0001_initial', now()),
    ('registers', '0002_presences', now()),
    ('schooldays', '0001_initial', now()),
    ('schools', '0001_initial', now()),
    ('schools', '0002_bodies_behind_a_school', now()),
    ('schools', '0003_where_letters_to_a_trust_go', now()),
    ('schools', '0004_the_day_of_a_school', now()),
    ('sessions', '0001_initial', now()),
    ('socialaccount', '0001_initial', now()),
    ('socialaccount', '0002_token_max_lengths', now()),
    ('socialaccount', '0003_extra_data_default_dict', now()),
    ('socialaccount', '0004_app_provider_id_settings', now()),
    ('socialaccount', '0005_socialtoken_nullable_app', now()),
    ('socialaccount', '0006_alter_socialaccount_extra_data', now()),
    ('transfers', '0001_records_that_move', now()),
    ('transfers', '0002_records_that_come_back', now());
