-- What became of the offers, by how long it took: decisions and timeouts by the bin of their seconds, and how many
-- offers of each period (`points`) have no outcome yet: those that were offered, less those that were resolved.
SELECT NULL::DOUBLE AS start, measure, bin::DOUBLE AS edge, sum(n) AS n
FROM facts
WHERE measure IN ('decision', 'decision_censored')
GROUP BY measure, bin
UNION ALL
SELECT epoch_ms(points.start)::DOUBLE, 'open', NULL, sum(CASE measure WHEN 'first' THEN -n ELSE n END)
FROM facts ASOF JOIN points ON facts.filed_at >= points.start
WHERE measure = 'first' OR (measure = 'events' AND event = 'offered')
GROUP BY points.start
