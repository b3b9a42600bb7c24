-- Counts and latency bins of each point of a series; `points` holds where each begins.
SELECT epoch_ms(points.start)::DOUBLE AS start, measure, CASE measure WHEN 'latency' THEN '' ELSE event END AS event,
       bin::DOUBLE AS edge, sum(n) AS n
FROM facts ASOF JOIN points ON facts.filed_at >= points.start
WHERE measure IN ('events', 'first', 'latency')
GROUP BY ALL
ORDER BY start, edge
