-- The newest rows of the range, newest first.
SELECT seq::DOUBLE AS seq, id::VARCHAR AS id, epoch_ms(ts)::DOUBLE AS ts, event, session_id, agent_draft,
       suggestion_used, to_json(policy_refs)::VARCHAR AS policy_refs, latency_ms, ab_test_bucket,
       suggestion_id, agent_id, epoch_ms(occurred_at)::DOUBLE AS occurred_at, resolution, offer_seq::DOUBLE AS offer_seq
FROM events
ORDER BY seq DESC
