-- Where a school's register and the providers' differ about the sessions of some days, as far as that is not written
-- down yet; `reconciling.py` says what each kind means and writes it.
--
-- A session that the school marks B, K or D is set beside one place: the one on whose timetable it is (of several the
-- one whose mark speaks for the school), else one that is in force that day, else none.
WITH claim AS MATERIALIZED (
    SELECT week.child_id AS child, week.school_id AS school, week.monday, week.monday + place / 2 AS day, place,
           rtrim(substr(week.marks, 2 * place + 1, 2)) AS code
    FROM registers_childweek AS week CROSS JOIN generate_series(0, 9) AS place
    WHERE week.monday BETWEEN %(first)s::date - 6 AND %(last)s
      AND week.marks ~ '[BKD] '
      AND week.monday + place / 2 BETWEEN %(first)s AND %(last)s
      AND (%(children)s::bigint[] IS NULL OR week.child_id = ANY(%(children)s))
      AND substr(week.marks, 2 * place + 1, 2) IN ('B ', 'K ', 'D ')
), said AS MATERIALIZED (
    SELECT claim.*, place %% 2 AS half, beside.provider, coalesce(beside.is_expected, false) AS is_expected,
           CASE WHEN beside.is_expected THEN beside.mark ELSE '' END AS mark
    FROM claim
    LEFT JOIN LATERAL (
        SELECT offer.provider_id AS provider, offer.minutes[claim.place + 1] > 0 AS is_expected, given.mark
        FROM provision_offer AS offer
        LEFT JOIN provision_providerweek AS week
            ON week.child_id = claim.child AND week.provider_id = offer.provider_id AND week.monday = claim.monday
        CROSS JOIN LATERAL (
            SELECT coalesce(rtrim(substr(week.marks, 2 * claim.place + 1, 2)), '') AS mark
        ) AS given
        WHERE offer.child_id = claim.child AND offer.provider_id IS NOT NULL
          AND claim.day BETWEEN offer.from_on AND coalesce(offer.to_on, 'infinity')
        ORDER BY is_expected DESC, given.mark = ANY(%(present)s) DESC, given.mark <> '' DESC, offer.id
        LIMIT 1
    ) AS beside ON true
), found AS (
    SELECT child, school, day, half, provider, code, mark,
           CASE WHEN is_expected AND code = 'D' THEN 'notice'
                WHEN is_expected AND mark <> '' THEN 'absent'
                WHEN is_expected THEN 'unmarked'
                WHEN code = 'D' THEN 'unscheduled'
                ELSE 'unplaced' END AS kind
    FROM said
    WHERE mark <> ALL(%(present)s)
      AND CASE WHEN mark <> '' THEN true
               WHEN code <> 'D' THEN day <= %(over)s
               -- D is in order where another school or a provider expects the child; a school has no timetable here.
               ELSE NOT is_expected AND NOT EXISTS (
                   SELECT FROM people_enrolment AS time
                   WHERE time.child_id = said.child AND time.school_id <> said.school
                     AND said.day BETWEEN coalesce(time.from_on, '-infinity') AND coalesce(time.to_on, 'infinity')
               ) END
), known AS (
    SELECT id, child_id AS child, school_id AS school, "on" AS day, half, kind, provider_id AS provider,
           school_code, provider_code, agreed_at
    FROM provision_mismatch
    WHERE "on" BETWEEN %(first)s AND %(last)s
      AND (%(children)s::bigint[] IS NULL OR child_id = ANY(%(children)s))
), differing AS (
    SELECT child, school, day, half, day - extract(isodow FROM day)::int + 1 AS monday, known.id,
           2 * extract(isodow FROM day)::int - 2 + half AS place, found.kind, found.code, found.mark,
           CASE WHEN found.kind IS NULL THEN known.provider ELSE found.provider END AS provider
    FROM found FULL JOIN known USING (child, school, day, half)
    WHERE CASE WHEN found.kind IS NULL THEN known.agreed_at IS NULL
               ELSE known.id IS NULL OR known.agreed_at IS NOT NULL
                 OR (known.kind, known.provider, known.school_code, known.provider_code)
                    IS DISTINCT FROM (found.kind, found.provider, found.code, found.mark) END
)
-- Of those that agree, what both say now.
SELECT differing.id, child, school, day, half, kind, provider,
       coalesce(code, rtrim(substr(own.marks, 2 * place + 1, 2)), ''),
       coalesce(mark, rtrim(substr(theirs.marks, 2 * place + 1, 2)), '')
FROM differing
LEFT JOIN registers_childweek AS own
    ON own.child_id = child AND own.school_id = school AND own.monday = differing.monday
LEFT JOIN provision_providerweek AS theirs
    ON theirs.child_id = child AND theirs.provider_id = provider AND theirs.monday = differing.monday
ORDER BY day, child, half
