-- Outcomes as examples show them.
SELECT seq, strftime(ts AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%gZ') AS ts, event AS outcome, offer_seq,
       offer_agent_id AS agent_id, offer_policies AS policies, agent_draft AS draft, suggestion_used AS used
FROM events
WHERE seq BETWEEN $first AND $last AND $filter
