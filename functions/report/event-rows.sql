-- Rows of the log as reports show them.
SELECT seq::DOUBLE AS seq, id::VARCHAR AS id, epoch_ms(ts)::DOUBLE AS ts, event, session_id, agent_draft,
       suggestion_used, to_json(policy_refs)::VARCHAR AS policy_refs, latency_ms, ab_test_bucket,
       suggestion_id, agent_id, epoch_ms(occurred_at)::DOUBLE AS occurred_at, resolution, offer_seq::DOUBLE AS offer_seq
FROM events
WHERE seq BETWEEN $first AND $last AND list_contains($seqs, seq)
ORDER BY seq DESC
