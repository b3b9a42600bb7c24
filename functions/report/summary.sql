-- Counts behind the summary.
SELECT measure, event, sum(n) AS n
FROM facts
WHERE measure IN ('events', 'session', 'first', 'orphan', 'latency_sum', 'detected', 'prevented', 'shipped')
GROUP BY ALL
