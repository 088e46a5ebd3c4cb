-- Organisations with referrals in every service group in each of the last twelve complete months.
SELECT (count(DISTINCT (month, service_group)) = 60)::int::bigint
FROM statistics_cells
WHERE subject = 'REFERRAL'
  AND organisation_id = '{me}'
  AND month >= date_trunc('month', now() AT TIME ZONE 'UTC') - interval '12 months'
  AND month < date_trunc('month', now() AT TIME ZONE 'UTC')
