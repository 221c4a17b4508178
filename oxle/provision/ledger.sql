-- Counts the hours of many children at once; `ledger.py` says what each figure means and adds the last line.
--
-- A child's days are cut into spans in which nothing changes: the school, the calendar, the offers, the full week. All
-- children whose spans are the same are alike, and their weeks are counted once, for one of them (the model). Of what
-- they attended only the signs of presence in their packed weeks are counted; session by session only where sessions
-- differ in length or a provider has marks.
WITH birthday AS MATERIALIZED (
    SELECT * FROM unnest(%(born_on)s::date[], %(cohort)s::int[], %(lo)s::date[], %(hi)s::date[])
        AS birthday (born_on, cohort, lo, hi)
), setting AS MATERIALIZED (
    SELECT * FROM unnest(%(of_cohort)s::int[], %(from_on)s::date[], %(to_on)s::date[], %(minutes)s::int[])
        AS setting (cohort, from_on, to_on, minutes)
), open_day AS MATERIALIZED (
    SELECT calendar, day, extract(isodow FROM day)::int AS weekday, day - extract(isodow FROM day)::int + 1 AS monday
    FROM unnest(%(calendar)s::bigint[], %(day)s::date[]) AS open_day (calendar, day)
), shut AS MATERIALIZED (
    SELECT calendar, day, day - extract(isodow FROM day)::int + 1 AS monday
    FROM unnest(%(shut_calendar)s::bigint[], %(shut_day)s::date[]) AS shut (calendar, day)
), pupil AS MATERIALIZED (
    -- Who has sat every public examination is owed nothing after the day of the last one.
    SELECT child.id AS child, birthday.cohort, birthday.lo, least(birthday.hi, examined.last_on) AS hi
    FROM people_child AS child
    JOIN birthday USING (born_on)
    LEFT JOIN (SELECT child_id, max(last_on) AS last_on FROM provision_examinationsover GROUP BY child_id) AS examined
        ON examined.child_id = child.id
    WHERE child.id = ANY(%(children)s::bigint[]) AND birthday.lo <= coalesce(examined.last_on, 'infinity')
), roll AS MATERIALIZED (
    SELECT pupil.child, pupil.lo, pupil.hi, time.school_id AS school, coalesce(school.calendar_id, 0) AS calendar,
           time.kind = 'dual_subsidiary' AS is_second, time.id, time.from_on, coalesce(time.to_on, 'infinity') AS to_on
    FROM people_enrolment AS time
    JOIN schools_school AS school ON school.id = time.school_id
    JOIN pupil ON pupil.child = time.child_id
    WHERE time.from_on <= pupil.hi AND (time.to_on IS NULL OR time.to_on >= pupil.lo)
), offer AS MATERIALIZED (
    SELECT pupil.child, pupil.lo, pupil.hi, offer.school_id AS school, offer.provider_id AS provider, offer.minutes,
           offer.kind = 'reduced' AS is_reduced, offer.from_on, coalesce(offer.to_on, 'infinity') AS to_on
    FROM provision_offer AS offer
    JOIN pupil ON pupil.child = offer.child_id
    WHERE offer.from_on <= pupil.hi AND (offer.to_on IS NULL OR offer.to_on >= pupil.lo)
), missing AS MATERIALIZED (
    SELECT pupil.child, pupil.lo, pupil.hi, time.told_on, time.from_on, coalesce(time.to_on, 'infinity') AS to_on
    FROM provision_missingtime AS time
    JOIN pupil ON pupil.child = time.child_id
    WHERE time.from_on <= pupil.hi AND (time.to_on IS NULL OR time.to_on >= pupil.lo)
), plan AS MATERIALIZED (
    SELECT child, lo, hi, from_on, coalesce(to_on, 'infinity') AS to_on, minutes
    FROM provision_fullweek JOIN pupil ON pupil.child = child_id
), published AS MATERIALIZED (
    SELECT school_id AS school, from_on, coalesce(to_on, 'infinity') AS to_on, minutes
    FROM provision_fullweek WHERE school_id IS NOT NULL
), lasting AS (
    SELECT child, lo, hi, from_on, to_on FROM roll
    UNION ALL SELECT child, lo, hi, from_on, to_on FROM offer
    UNION ALL SELECT child, lo, hi, from_on, to_on FROM missing
    UNION ALL SELECT child, lo, hi, from_on, to_on FROM plan
    UNION ALL SELECT child, lo, hi, from_on, to_on FROM pupil JOIN setting USING (cohort)
    UNION ALL SELECT child, lo, hi, published.from_on, published.to_on FROM roll JOIN published USING (school)
), turn AS (
    SELECT child, lo AS day FROM pupil
    UNION SELECT child, from_on FROM lasting WHERE from_on > lo AND from_on <= hi
    UNION SELECT child, to_on + 1 FROM lasting WHERE to_on >= lo AND to_on < hi
), piece AS MATERIALIZED (
    SELECT pupil.child, pupil.cohort, turn.day AS lo,
           coalesce(lead(turn.day) OVER (PARTITION BY pupil.child ORDER BY turn.day) - 1, pupil.hi) AS hi
    FROM pupil JOIN turn USING (child)
), out_of_sight AS (
    -- While a child is missing, only what began after that was told is offered.
    SELECT piece.child, piece.lo, max(missing.told_on) AS told_on
    FROM piece JOIN missing ON missing.child = piece.child AND piece.lo BETWEEN missing.from_on AND missing.to_on
    GROUP BY piece.child, piece.lo
), at_school AS (
    SELECT piece.child, piece.lo,
           (array_agg(roll.calendar ORDER BY roll.is_second, roll.id))[1] AS calendar,
           (array_agg(roll.school ORDER BY roll.is_second, roll.id))[1] AS school,
           count(*) AS schools,
           -- A school that has made no offer of its own offers a full day.
           bool_or(own.school IS NULL AND roll.from_on > coalesce(out_of_sight.told_on, '-infinity')) AS in_full
    FROM piece
    JOIN roll ON roll.child = piece.child AND piece.lo BETWEEN roll.from_on AND roll.to_on
    LEFT JOIN offer AS own
        ON own.child = roll.child AND own.school = roll.school AND piece.lo BETWEEN own.from_on AND own.to_on
    LEFT JOIN out_of_sight ON out_of_sight.child = piece.child AND out_of_sight.lo = piece.lo
    GROUP BY piece.child, piece.lo
), offered AS (
    SELECT piece.child, piece.lo,
           -- A child is in one place in a session: of several that offer it, the longest counts.
           ARRAY[max(minutes[1]), max(minutes[2]), max(minutes[3]), max(minutes[4]), max(minutes[5]), max(minutes[6]),
                 max(minutes[7]), max(minutes[8]), max(minutes[9]), max(minutes[10])]::int[] AS minutes
    FROM piece
    JOIN offer ON offer.child = piece.child AND piece.lo BETWEEN offer.from_on AND offer.to_on
    LEFT JOIN out_of_sight ON out_of_sight.child = piece.child AND out_of_sight.lo = piece.lo
    LEFT JOIN roll AS still_there
        ON still_there.child = offer.child AND still_there.school = offer.school
        AND piece.lo BETWEEN still_there.from_on AND still_there.to_on
    WHERE offer.from_on > coalesce(out_of_sight.told_on, '-infinity')
      -- A timetable that a school never closed is none of a child who has left it.
      AND (NOT offer.is_reduced OR still_there.child IS NOT NULL)
    GROUP BY piece.child, piece.lo
), span AS MATERIALIZED (
    SELECT piece.child, piece.lo, piece.hi, coalesce(at_school.calendar, 0) AS calendar,
           coalesce(at_school.in_full, false) AS in_full, coalesce(at_school.schools, 0) AS schools,
           coalesce(plan.minutes, published.minutes, setting.minutes) / 5 AS full_day,
           offered.minutes, coalesce(out_of_sight.told_on, '-infinity') AS told_on
    FROM piece
    JOIN setting ON setting.cohort = piece.cohort AND piece.lo BETWEEN setting.from_on AND setting.to_on
    LEFT JOIN at_school ON at_school.child = piece.child AND at_school.lo = piece.lo
    LEFT JOIN offered ON offered.child = piece.child AND offered.lo = piece.lo
    LEFT JOIN out_of_sight ON out_of_sight.child = piece.child AND out_of_sight.lo = piece.lo
    LEFT JOIN plan ON plan.child = piece.child AND piece.lo BETWEEN plan.from_on AND plan.to_on
    LEFT JOIN published
        ON published.school = at_school.school AND piece.lo BETWEEN published.from_on AND published.to_on
), alike AS MATERIALIZED (
    SELECT child, min(child) OVER (PARTITION BY history) AS model
    FROM (
        SELECT child,
               string_agg(
                   concat_ws(' ', lo - %(first)s::date, hi - %(first)s::date, calendar, in_full, full_day, minutes::text),
                   ';' ORDER BY lo
               ) AS history
        FROM span GROUP BY child
    ) AS told
), modelled AS MATERIALIZED (
    -- By itself, or the planner gives every child each school day and only then leaves all but the models out.
    SELECT span.* FROM span JOIN (SELECT DISTINCT model FROM alike) AS model ON model.model = span.child
), school_day AS (
    -- Each school day of a model: what a full day comes to, and what is offered on it.
    SELECT modelled.child AS model, open_day.day, open_day.monday, modelled.full_day,
           greatest(
               CASE WHEN modelled.in_full THEN modelled.full_day ELSE 0 END,
               coalesce(modelled.minutes[2 * weekday - 1] + modelled.minutes[2 * weekday], 0)
           ) AS on_day
    FROM modelled
    JOIN open_day ON open_day.calendar = modelled.calendar AND open_day.day BETWEEN modelled.lo AND modelled.hi
), week AS MATERIALIZED (
    SELECT model, monday, count(*) AS days, sum(full_day) AS entitled, sum(on_day) AS offered,
           count(*) FILTER (WHERE on_day < full_day) AS lacking, min(day) FILTER (WHERE on_day < full_day) AS since
    FROM school_day
    GROUP BY model, monday
), counted AS MATERIALIZED (
    -- Most children are at one school throughout, and no other marked them: of a sum over them all no week needs to be
    -- looked at twice.
    SELECT child_id AS child,
           sum(CASE WHEN monday BETWEEN %(first)s AND %(last)s::date - 4 THEN presences
               ELSE octet_length(substr(
                        marks, 4 * greatest(%(first)s::date - monday, 0) + 1,
                        4 * (least(%(last)s::date - monday, 4) - greatest(%(first)s::date - monday, 0) + 1)))
                    - octet_length(translate(substr(
                        marks, 4 * greatest(%(first)s::date - monday, 0) + 1,
                        4 * (least(%(last)s::date - monday, 4) - greatest(%(first)s::date - monday, 0) + 1)
                    ), %(signs)s, '')) END) AS presences
    FROM registers_childweek
    -- “+ 0”: nearly every row is wanted, so that the index would only be in the way.
    WHERE %(many)s AND child_id + 0 = ANY(%(children)s::bigint[]) AND monday BETWEEN %(first)s::date - 4 AND %(last)s
    GROUP BY child_id
    HAVING min(school_id) = max(school_id)
), in_part AS MATERIALIZED (
    -- The other spans at one school: their weeks are looked at one by one.
    SELECT * FROM span
    WHERE in_full AND minutes IS NULL AND schools = 1
      AND NOT (lo = %(first)s AND hi = %(last)s AND child IN (SELECT child FROM counted))
), twice AS MATERIALIZED (
    -- Two schools marked the same week: that of a move, or by a slip after it.
    SELECT child_id AS child, monday
    FROM registers_childweek
    WHERE child_id = ANY(ARRAY(SELECT child FROM in_part WHERE child NOT IN (SELECT child FROM counted)))
      AND monday BETWEEN %(first)s::date - 4 AND %(last)s
    GROUP BY child_id, monday
    HAVING min(school_id) <> max(school_id)
), cut AS MATERIALIZED (
    -- Marked by one school: less the days before a span and after it.
    SELECT in_part.child, lo, hi, calendar, full_day, week.monday, week.presences, week.marks
    FROM in_part
    JOIN registers_childweek AS week ON week.child_id = in_part.child AND week.monday BETWEEN lo - 4 AND hi
    WHERE week.child_id = ANY(ARRAY(SELECT child FROM in_part))
      -- “NOT IN” keeps the few in memory and goes through the many once; “NOT EXISTS” kept the many.
      AND (week.child_id, week.monday) NOT IN (SELECT child, monday FROM twice)
), closely AS MATERIALIZED (
    -- Where sessions differ in length, or two schools or a provider may have marked one: these are looked at one by one.
    SELECT span.*, NULL::date AS monday FROM span WHERE minutes IS NOT NULL OR schools > 1
    UNION ALL
    SELECT span.*, twice.monday
    FROM span
    JOIN twice ON twice.child = span.child AND twice.monday BETWEEN span.lo - 4 AND span.hi
    WHERE in_full AND minutes IS NULL AND schools = 1
), open_week AS MATERIALIZED (
    SELECT calendar, monday, array_agg(weekday) AS weekdays FROM open_day GROUP BY calendar, monday
), packed AS (
    SELECT child_id AS child, false AS of_provider, monday, marks, NULL::int[] AS offered,
           '-infinity'::date AS from_on, 'infinity'::date AS to_on
    FROM registers_childweek
    WHERE child_id = ANY(ARRAY(SELECT child FROM closely))
    UNION ALL
    -- A provider's mark counts while it offers a place.
    SELECT week.child_id, true, week.monday, week.marks, offer.minutes, offer.from_on, offer.to_on
    FROM provision_providerweek AS week
    JOIN offer ON offer.child = week.child_id AND offer.provider = week.provider_id
        AND week.monday BETWEEN offer.from_on - 4 AND offer.to_on
    WHERE week.child_id = ANY(ARRAY(SELECT child FROM closely))
), session AS (
    SELECT child, monday, place,
           bool_or(of_provider) AS provider_said,
           max(CASE WHEN of_provider AND is_present THEN offered[place + 1] ELSE 0 END) AS at_provider,
           bool_or(NOT of_provider AND is_present) AS school_said,
           max(greatest(
               CASE WHEN in_full THEN (full_day + 1 - place %% 2) / 2 ELSE 0 END, coalesce(minutes[place + 1], 0)
           )) AS minutes
    FROM (
        SELECT closely.child, packed.monday, place, of_provider, offered, in_full, full_day, minutes,
               rtrim(substr(marks, 2 * place + 1, 2)) = ANY(%(present)s) AS is_present
        FROM packed
        JOIN closely ON closely.child = packed.child AND packed.monday BETWEEN closely.lo - 4 AND closely.hi
            AND packed.monday = coalesce(closely.monday, packed.monday)
            AND (NOT of_provider OR packed.from_on > closely.told_on)
        -- Nobody is entitled to a session on a day without school, so nobody attends one.
        JOIN open_week ON open_week.calendar = closely.calendar AND open_week.monday = packed.monday
        CROSS JOIN generate_series(0, 9) AS place
        WHERE packed.monday + place / 2 BETWEEN greatest(closely.lo, packed.from_on) AND least(closely.hi, packed.to_on)
          AND place / 2 + 1 = ANY(weekdays)
          AND substr(marks, 2 * place + 1, 2) <> '  '
    ) AS mark
    GROUP BY child, monday, place
), attended (child, monday, half_minutes) AS (
    -- Both halves of a day are of one length: so many signs of presence, so many halves.
    SELECT span.child, NULL::date, counted.presences * span.full_day
    FROM counted JOIN span USING (child)
    WHERE span.in_full AND span.minutes IS NULL AND span.schools = 1 AND lo = %(first)s AND hi = %(last)s
    UNION ALL
    SELECT cut.child, cut.monday,
           CASE WHEN cut.monday >= cut.lo AND cut.monday + 4 <= cut.hi THEN cut.presences
           ELSE octet_length(within.marks) - octet_length(translate(within.marks, %(signs)s, ''))
           END * cut.full_day
    FROM cut
    CROSS JOIN LATERAL (
        SELECT substr(
            cut.marks,
            4 * greatest(cut.lo - cut.monday, 0) + 1,
            4 * (least(cut.hi - cut.monday, 4) - greatest(cut.lo - cut.monday, 0) + 1)
        ) AS marks
    ) AS within
    UNION ALL
    -- Nobody attends a day without school, whatever was marked: these halves are taken off again.
    SELECT week.child, week.monday,
           (octet_length(translate(within.marks, %(signs)s, '')) - octet_length(within.marks)) * week.full_day
    FROM (
        SELECT child, monday, marks, calendar, full_day, lo, hi FROM cut
        UNION ALL
        SELECT span.child, of_school.monday, of_school.marks, calendar, full_day, lo, hi
        FROM counted
        JOIN span USING (child)
        JOIN registers_childweek AS of_school
            ON of_school.child_id = span.child AND of_school.monday = ANY(%(shut_mondays)s::date[])
        WHERE in_full AND minutes IS NULL AND schools = 1 AND lo = %(first)s AND hi = %(last)s
    ) AS week
    JOIN shut ON shut.calendar = week.calendar AND shut.monday = week.monday AND shut.day BETWEEN lo AND hi
    CROSS JOIN LATERAL (SELECT substr(week.marks, 4 * (shut.day - week.monday) + 1, 4) AS marks) AS within
    UNION ALL
    SELECT child, monday, 2 * CASE WHEN provider_said THEN at_provider WHEN school_said THEN minutes ELSE 0 END
    FROM session
)
