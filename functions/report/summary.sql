-- Counts behind the summary: rollups summed over all hours and buckets.
SELECT measure, key, sum(n)::DOUBLE AS n
FROM rollups
WHERE measure IN ('events', 'session', 'first', 'orphan', 'latency_sum', 'detected', 'prevented', 'shipped')
GROUP BY ALL
