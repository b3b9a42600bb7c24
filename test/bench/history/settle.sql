-- The rows of the ledger for what is drawn and placed, with what the writer would have settled (functions/write/settle.ts).
-- Named columns; the insert puts them in the ledger's order.
WITH texts AS (
  SELECT d.*, p.seq, p.ts, event IN ('offered', 'withheld') AS is_draft,
         -- Which of the session's events an outcome answers: its own offer, the first once more, or none.
         CASE WHEN event IN ('offered', 'withheld') OR (kind = 'orphan' AND d.k = 3) THEN NULL
              WHEN kind = 'repeat' AND d.k = 3 THEN 0 ELSE d.k - 1 END AS answers
  FROM drawn d JOIN placed p ON p.s = d.s AND p.k = d.k
),
drafts AS (
  SELECT *, coalesce(answers, k) AS about, ['ADV-6.2', 'PII-SSN', 'DISC-1.1', 'TONE', 'PCI', 'REFUND-2', 'PRIV-3', 'HR-1'] AS known,
         hash(s, coalesce(answers, k), 'policy') AS hq,
         'Thank you for your message about order ' || hash(s, coalesce(answers, k)) % 100000 || '-' || coalesce(answers, k)
           || '. We will look into it and guarantee a refund of ' || hash(s, coalesce(answers, k)) // 100000 % 500 || ' dollars by tomorrow.' AS agent_draft
  FROM texts
),
sent AS (
  SELECT *,
         CASE WHEN hq % 10 < 4 THEN [] WHEN hq % 10 < 8 THEN [known[1 + (hq // 16 % 8)::INTEGER]]
              ELSE [known[1 + (hq // 16 % 8)::INTEGER], known[1 + ((hq // 16 + 1 + hq // 128 % 7) % 8)::INTEGER]] END::VARCHAR[] AS policy_refs,
         exp(5.5 + 0.6 * sqrt(-2 * ln((h % 1000000 + 1) / 1000001)) * cos(2 * pi() * (h // 1000000 % 1000000) / 1000000))::INTEGER AS latency_ms,
         CASE WHEN event NOT IN ('accepted', 'edited') OR h // 8 % 20 = 0 THEN NULL WHEN h // 8 % 20 = 1 THEN agent_draft
              ELSE 'Thank you for your message about order ' || h % 100000 || '. We look into it today and will write to you about a refund.' END AS suggestion_used,
         -- Two clients of three name the suggestion; the others' outcomes are known by their draft.
         CASE WHEN event = 'withheld' OR s % 3 = 0 THEN NULL
              ELSE 'suggestion-' || s || '-' || CASE WHEN is_draft OR answers IS NOT NULL THEN about ELSE 9 END END AS suggestion_id
  FROM drafts
),
answered AS (
  SELECT e.*, CASE WHEN is_draft THEN NULL WHEN answers IS NULL THEN 'orphan' WHEN answers < e.k - 1 THEN 'repeat' ELSE 'first' END AS resolution,
         o.seq AS offer_seq, o.ts AS offer_ts, CASE WHEN o.seq IS NULL THEN NULL ELSE bucket END AS offer_bucket,
         CASE WHEN o.seq IS NULL THEN NULL ELSE agent_id END AS offer_agent_id, CASE WHEN o.seq IS NULL THEN NULL ELSE policy_refs END AS offer_policies
  FROM sent e LEFT JOIN placed o ON o.s = e.s AND o.k = e.answers
),
fates AS (
  SELECT *, CASE WHEN resolution = 'first' AND suggestion_used <> agent_draft THEN policy_refs ELSE [] END AS prevented,
         CASE WHEN event = 'withheld' OR (resolution = 'first' AND (event IN ('rejected', 'timeout') OR suggestion_used = agent_draft))
              THEN policy_refs ELSE [] END AS shipped,
         coalesce(event = 'withheld' OR (resolution = 'first' AND (event IN ('rejected', 'timeout') OR suggestion_used IS NOT NULL)), false)
           AS text_known
  FROM answered
)
SELECT seq, md5(seq::VARCHAR)::UUID AS id, ts, event, 'session-' || left(md5(s::VARCHAR), 16) AS session_id, agent_draft, suggestion_used, policy_refs, latency_ms,
       bucket AS ab_test_bucket, suggestion_id, agent_id,
       CASE WHEN s % 8 = 0 THEN ts - INTERVAL 3 SECOND END AS occurred_at, NULL::VARCHAR AS content_digest,
       resolution, offer_seq, offer_ts, offer_bucket, offer_agent_id, offer_policies, prevented, shipped, text_known,
       first(ts) OVER session AS session_started_at, k = 0 AS session_first,
       list_filter(policy_refs, lambda policy: NOT list_contains(
         coalesce(lag(policy_refs, 1) OVER session, []) || coalesce(lag(policy_refs, 2) OVER session, []) || coalesce(lag(policy_refs, 3) OVER session, []),
         policy)) AS session_new_policies,
       CASE WHEN k = 0 THEN NULL WHEN min(bucket) OVER before <> max(bucket) OVER before THEN 'both' ELSE lag(bucket) OVER session END AS session_bucket,
       coalesce(sum(is_draft::INTEGER) OVER before, 0) AS session_drafts,
       coalesce(sum(text_known::INTEGER) OVER before, 0) AS session_texts_known,
       coalesce(sum(len(shipped)) OVER before, 0) AS session_shipped,
       coalesce(sum((is_draft AND len(policy_refs) > 0)::INTEGER) OVER before, 0) AS session_detected,
       coalesce(sum(CASE WHEN is_draft THEN latency_ms END) OVER before, 0) AS session_latency_ms
FROM fates
WINDOW session AS (PARTITION BY s ORDER BY k),
       before AS (PARTITION BY s ORDER BY k ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
