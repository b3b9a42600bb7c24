-- Latency of the coach (offered and withheld events): the histogram's bins, and the exact extremes.
SELECT measure, bin::DOUBLE AS edge,
       CASE measure WHEN 'latency_min' THEN min(n) WHEN 'latency_max' THEN max(n) ELSE sum(n) END AS n
FROM facts
WHERE measure IN ('latency', 'latency_sum', 'latency_min', 'latency_max')
GROUP BY measure, bin
