-- The rollup of a segment, from its events: facts (functions/published/facts.sql) by the hour, with agent '' for
-- whichever agent; those of single agents by the day, and not by policy but for the violations.
-- A query for a filter picks its rows: agent = '' or one agent, policy = '' or one policy.
SELECT 'hour' AS grain, filed_at AS start, '' AS agent, bucket, event, policy, measure, bin, /*sum*/ AS n
FROM (/*facts by the hour*/)
GROUP BY filed_at, bucket, event, policy, measure, bin
UNION ALL
SELECT 'day', filed_at, agent, bucket, event, policy, measure, bin, /*sum*/
FROM (/*facts by the day*/)
WHERE agent IS NOT NULL
GROUP BY filed_at, agent, bucket, event, policy, measure, bin
