-- What the writer settled when it committed an event, beside the resolution that event-rows.sql has; see event.ts.
SELECT seq, strftime(offer_ts AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%gZ') AS offer_ts, offer_bucket, offer_agent_id,
       offer_policies, prevented, shipped,
       strftime(session_started_at AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%gZ') AS session_started_at, session_first,
       session_new_policies, session_bucket, session_drafts, session_shipped, session_detected,
       session_latency_ms
FROM events
WHERE seq BETWEEN $first AND $last AND $filter
