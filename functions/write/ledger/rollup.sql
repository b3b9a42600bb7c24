-- The rollup of a segment: every figure of the reports as sums that merge.
-- One row per hour (UTC), bucket, measure and key; n adds up, except latency_min and latency_max.
--   events    count of events, by type             session   sessions that began, key ''
--   first     first outcomes of offers, by type     repeat, orphan   other outcomes, by type
--   latency   count by histogram bin (lower edge)   latency_sum, latency_min, latency_max   milliseconds
--   detected, prevented, shipped   violations, by policy
WITH e AS (
  SELECT *, date_trunc('hour', ts) AS hour, ab_test_bucket AS bucket,
         event IN ('offered', 'withheld') AS is_draft
  FROM /*segment*/
)
SELECT hour, bucket, 'events' AS measure, event AS key, count(*)::BIGINT AS n FROM e GROUP BY ALL
UNION ALL
SELECT hour, bucket, 'session', '', count(*) FROM e WHERE session_first GROUP BY ALL
UNION ALL
SELECT hour, bucket, resolution, event, count(*) FROM e WHERE resolution IS NOT NULL GROUP BY ALL
UNION ALL
SELECT hour, bucket, 'latency', (/*latency_bin*/)::VARCHAR AS key, count(*) FROM e WHERE is_draft GROUP BY ALL
UNION ALL
SELECT hour, bucket, 'latency_sum', '', sum(latency_ms)::BIGINT FROM e WHERE is_draft GROUP BY ALL
UNION ALL
SELECT hour, bucket, 'latency_min', '', min(latency_ms) FROM e WHERE is_draft GROUP BY ALL
UNION ALL
SELECT hour, bucket, 'latency_max', '', max(latency_ms) FROM e WHERE is_draft GROUP BY ALL
UNION ALL
SELECT hour, bucket, 'detected', policy, count(*)
FROM (SELECT hour, bucket, unnest(list_distinct(policy_refs)) AS policy FROM e WHERE is_draft) GROUP BY ALL
UNION ALL
SELECT hour, bucket, 'prevented', policy, count(*)
FROM (SELECT hour, bucket, unnest(prevented) AS policy FROM e) GROUP BY ALL
UNION ALL
SELECT hour, bucket, 'shipped', policy, count(*)
FROM (SELECT hour, bucket, unnest(shipped) AS policy FROM e) GROUP BY ALL
ORDER BY hour, bucket, measure, key
