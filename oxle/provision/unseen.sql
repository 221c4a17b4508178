-- Sessions at a provider in which it did not see the pupil, and of which no school's register says anything.
--
-- One stays until somebody has said where the pupil was (provision_whereabouts), for as long as its mark is the same.
-- E says no more than that the pupil may not come. Where a school marks B, K or D the registers are matched
-- (reconciling.sql); where it gives any other mark, that is the school's own word.
WITH shut AS MATERIALIZED (
    SELECT * FROM unnest(%(calendar)s::bigint[], %(day)s::date[]) AS shut (calendar, day)
), placed AS MATERIALIZED (
    SELECT offer.child_id AS child, offer.provider_id AS provider, day::date AS day, half,
           2 * extract(isodow FROM day)::int - 2 + half AS place,
           day::date - extract(isodow FROM day)::int + 1 AS monday
    FROM provision_offer AS offer
    CROSS JOIN LATERAL generate_series(
        greatest(offer.from_on, %(first)s::date), least(coalesce(offer.to_on, %(last)s), %(last)s::date), '1 day'
    ) AS day
    CROSS JOIN generate_series(0, 1) AS half
    WHERE offer.provider_id IS NOT NULL AND offer.child_id = ANY(%(children)s::bigint[])
      AND extract(isodow FROM day) <= 5 AND offer.minutes[2 * extract(isodow FROM day)::int - 1 + half] > 0
)
SELECT placed.child, placed.provider, roll.school, placed.day, placed.half, given.mark
FROM placed
LEFT JOIN provision_providerweek AS week
    ON week.child_id = placed.child AND week.provider_id = placed.provider AND week.monday = placed.monday
CROSS JOIN LATERAL (SELECT coalesce(rtrim(substr(week.marks, 2 * placed.place + 1, 2)), '') AS mark) AS given
LEFT JOIN LATERAL (
    SELECT time.school_id AS school, coalesce(school.calendar_id, 0) AS calendar
    FROM people_enrolment AS time JOIN schools_school AS school ON school.id = time.school_id
    WHERE time.child_id = placed.child AND placed.day BETWEEN time.from_on AND coalesce(time.to_on, 'infinity')
    ORDER BY time.kind = 'dual_subsidiary', time.id
    LIMIT 1
) AS roll ON true
WHERE given.mark <> ALL(%(present)s) AND (given.mark <> '' OR placed.day <= %(over)s)
  AND NOT EXISTS (SELECT FROM shut WHERE shut.calendar = coalesce(roll.calendar, 0) AND shut.day = placed.day)
  AND NOT EXISTS (
      SELECT FROM provision_whereabouts AS known
      WHERE known.child_id = placed.child AND known.provider_id = placed.provider
        AND known.on = placed.day AND known.half = placed.half AND known.provider_code = given.mark
  )
  AND NOT EXISTS (
      SELECT FROM registers_childweek AS own
      WHERE own.child_id = placed.child AND own.monday = placed.monday
        AND substr(own.marks, 2 * placed.place + 1, 2) NOT IN ('  ', 'E ')
  )
ORDER BY placed.day DESC, placed.half DESC, placed.child
