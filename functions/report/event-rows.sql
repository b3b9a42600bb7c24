-- Rows of the log as reports and exports show them: their fields, the order of those, and their forms in JSON.
SELECT seq, id::VARCHAR AS id, strftime(ts AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%gZ') AS ts, event, session_id,
       agent_id, suggestion_id, agent_draft, suggestion_used, policy_refs, latency_ms, ab_test_bucket,
       strftime(occurred_at AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%gZ') AS occurred_at, resolution, offer_seq
FROM events
WHERE seq BETWEEN $first AND $last AND $filter
