-- The experiment's sums: what each event adds to its session's moments, so that no report ever groups by session.
-- A session's sums M, D grow by m, d: M² by 2·M·m + m², M·D by M·d + D·m + m·d. (Delta method for a ratio of sums:
-- Deng, Knoblich, Lu, KDD 2018.) A session that turns up in the other bucket takes back all it added, and counts as
-- a crossover from then on. Filed under the session's beginning and its first arm; nothing by agent or policy.
--   x_sessions, x_crossover     sessions
--   x_d, x_dd                   drafts: Σd, Σd²
--   x_k, x_kk                   drafts whose final text is known: Σk, Σk²
--   x_shipped, _m2, _mk, _any   violations shipped: ΣM, ΣM², ΣMk, sessions with any
--   x_undetermined              sessions that shipped none so far and hold a draft whose final text is not known
--   x_detected, _m2, _md        drafts with a detected violation
--   x_latency, _m2, _md         the coach's own time in ms
SELECT filed_at, NULL AS agent, bucket, '' AS event, '' AS policy,
       unnest(['x_sessions', 'x_crossover', 'x_d', 'x_dd', 'x_k', 'x_kk', 'x_shipped', 'x_shipped_m2', 'x_shipped_mk',
               'x_shipped_any', 'x_undetermined', 'x_detected', 'x_detected_m2', 'x_detected_md', 'x_latency',
               'x_latency_m2', 'x_latency_md']) AS measure,
       NULL AS bin, unnest(sums) AS n
FROM (
  SELECT filed_at, bucket,
         [sum(sessions), sum(crossover), sum(d), sum(2 * d0 * d + d * d), sum(k), sum(2 * k0 * k + k * k),
          sum(s), sum(2 * s0 * s + s * s), sum(s0 * k + k0 * s + s * k), sum((s0 + s > 0)::DOUBLE - (s0 > 0)::DOUBLE),
          sum((s0 + s = 0 AND k0 + k < d0 + d)::DOUBLE - (s0 = 0 AND k0 < d0)::DOUBLE),
          sum(v), sum(2 * v0 * v + v * v), sum(v0 * d + d0 * v + v * d),
          sum(l), sum(2 * l0 * l + l * l), sum(l0 * d + d0 * l + l * d)] AS sums
  FROM (
    SELECT session_started_at AS filed_at, coalesce(session_bucket, ab_test_bucket) AS bucket,
           CASE WHEN session_first THEN 1 WHEN crosses THEN -1 ELSE 0 END::DOUBLE AS sessions, crosses::DOUBLE AS crossover,
           session_drafts::DOUBLE AS d0, session_texts_known::DOUBLE AS k0, session_shipped::DOUBLE AS s0,
           session_detected::DOUBLE AS v0, session_latency_ms AS l0,
           CASE WHEN crosses THEN -session_drafts ELSE is_draft::INTEGER END::DOUBLE AS d,
           CASE WHEN crosses THEN -session_texts_known ELSE text_known::INTEGER END::DOUBLE AS k,
           CASE WHEN crosses THEN -session_shipped ELSE len(shipped) END::DOUBLE AS s,
           CASE WHEN crosses THEN -session_detected ELSE (is_draft AND len(policies) > 0)::INTEGER END::DOUBLE AS v,
           CASE WHEN crosses THEN -session_latency_ms WHEN is_draft THEN latency_ms ELSE 0 END::DOUBLE AS l
    FROM (SELECT *, session_bucket IS NOT NULL AND session_bucket <> ab_test_bucket AS crosses FROM e)
    WHERE session_bucket IS NULL OR session_bucket <> 'both'
  )
  GROUP BY filed_at, bucket
)
