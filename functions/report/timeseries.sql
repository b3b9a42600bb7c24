-- Counts of each point of a series (`points` holds where each begins); of measure latency, the lower edge of the bin
-- in which the p95 lies, by nearest rank.
SELECT epoch_ms(start)::DOUBLE AS start, measure, event,
       CASE measure WHEN 'latency' THEN min(bin) FILTER (below >= ceil(0.95 * total)) ELSE sum(n) END AS n
FROM (
  SELECT *, sum(n) OVER (PARTITION BY start, measure ORDER BY bin) AS below,
         sum(n) OVER (PARTITION BY start, measure) AS total
  FROM (
    SELECT points.start, measure, CASE measure WHEN 'latency' THEN '' ELSE event END AS event, bin, sum(n) AS n
    FROM facts ASOF JOIN points ON facts.filed_at >= points.start
    WHERE measure IN ('events', 'first', 'latency')
    GROUP BY ALL
  )
)
GROUP BY start, measure, event
