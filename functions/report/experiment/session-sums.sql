-- The same sums of sessions that one agent began, or of one policy's violations: rollups know neither, so the rows of
-- the period's sessions are grouped. Placeholders: the period, and how an agent's sessions and a policy's violations
-- are told.
SELECT bucket,
       unnest(['x_sessions', 'x_crossover', 'x_d', 'x_dd', 'x_k', 'x_kk', 'x_shipped', 'x_shipped_m2', 'x_shipped_mk',
               'x_shipped_any', 'x_undetermined', 'x_detected', 'x_detected_m2', 'x_detected_md', 'x_latency',
               'x_latency_m2', 'x_latency_md']) AS measure,
       unnest([count(*) FILTER (NOT crosses), count(*) FILTER (crosses), sum(d), sum(d * d), sum(k), sum(k * k),
               sum(s), sum(s * s), sum(s * k), count(*) FILTER (s > 0), count(*) FILTER (s = 0 AND k < d),
               sum(v), sum(v * v), sum(v * d), sum(l), sum(l * l), sum(l * d)]::DOUBLE[]) AS n
FROM (
  -- A session that crossed over is compared with nothing: it adds zeros.
  SELECT bucket, crosses, if(crosses, 0, drafts)::DOUBLE AS d, if(crosses, 0, known)::DOUBLE AS k,
         if(crosses, 0, shipped)::DOUBLE AS s, if(crosses, 0, detected)::DOUBLE AS v,
         if(crosses, 0, latency)::DOUBLE AS l
  FROM (
    SELECT arg_min(ab_test_bucket, seq) AS bucket, min(ab_test_bucket) <> max(ab_test_bucket) AS crosses,
           count(*) FILTER (is_draft) AS drafts, count(*) FILTER (text_known) AS known, sum(/*shipped*/) AS shipped,
           count(*) FILTER (is_draft AND /*detected*/) AS detected,
           coalesce(sum(latency_ms) FILTER (is_draft), 0) AS latency
    FROM (SELECT *, event IN ('offered', 'withheld') AS is_draft FROM events WHERE /*within*/)
    -- By 16 bytes instead of up to 200 characters, so that memory suffices. A session whose id was forgotten, and came
    -- again, began twice.
    GROUP BY md5_number(session_id), session_started_at
    HAVING /*by the agent*/
  )
)
GROUP BY bucket
