-- Outcomes as examples show them, newest first, each as JSON.
SELECT to_json(r)::VARCHAR AS row
FROM (
  SELECT seq, strftime(ts AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%gZ') AS ts, event AS outcome, offer_seq,
         offer_agent_id AS agent_id, offer_policies AS policies, agent_draft AS draft, suggestion_used AS used
  FROM events
  WHERE list_contains($seqs, seq)
) r
ORDER BY seq DESC
