-- The experiment's sums by arm (experiment.sql in functions/published says what each is).
SELECT bucket, measure, sum(n) AS n
FROM facts
WHERE measure IN ('x_sessions', 'x_crossover', 'x_d', 'x_dd', 'x_k', 'x_kk', 'x_shipped', 'x_shipped_m2', 'x_shipped_mk',
                  'x_shipped_any', 'x_undetermined', 'x_detected', 'x_detected_m2', 'x_detected_md', 'x_latency',
                  'x_latency_m2', 'x_latency_md')
GROUP BY bucket, measure
