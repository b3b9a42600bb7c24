-- Latency of the coach (offered and withheld events): the histogram's bins in order, and the exact extremes.
SELECT measure, CASE measure WHEN 'latency' THEN key::DOUBLE END AS edge,
       CASE measure WHEN 'latency_min' THEN min(n) WHEN 'latency_max' THEN max(n) ELSE sum(n) END::DOUBLE AS n
FROM rollups
WHERE measure IN ('latency', 'latency_sum', 'latency_min', 'latency_max')
GROUP BY 1, 2
ORDER BY edge
