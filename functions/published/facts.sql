-- What events add to the figures: facts, which are only ever summed (latency_min and latency_max: least and most).
-- Columns: filed_at (where in time it counts), agent, bucket, event, policy ('' = whatever the policy), measure, bin, n.
--   events              events                                       at their own time
--   session             sessions; under a policy, those that name it at the session's beginning
--   first               first outcomes                               at their offer's time, bucket, agent, policies
--   decision            the same but timeouts, by the bin of the seconds since the offer (its lower edge)
--   decision_censored   timeouts, the same way: how long nobody had decided
--   repeat, orphan      other outcomes                               at their own time
--   latency             drafts by latency bin (its lower edge); latency_sum, latency_min, latency_max in ms
--   detected            violations in drafts                         at their own time
--   prevented, shipped  what became of them                          at the draft's time, bucket, agent
--   x_…                 the experiment's sums, see experiment.sql    at the session's beginning
-- Everything is summed as early as it can be: a rollup asks for it by the hour, a report for single hours.
-- Placeholders: a relation with the columns of a segment, the lower edge of a latency's bin, the
-- policies that an event counts under, and experiment.sql where it is wanted.
WITH e AS /*once*/ MATERIALIZED (
  SELECT *, event IN ('offered', 'withheld') AS is_draft, list_distinct(policy_refs) AS policies FROM /*events*/
),
latencies AS NOT MATERIALIZED (
  SELECT filed_at, agent, bucket, event, policy, bin, count(*) AS drafts, sum(ms) AS total, min(ms) AS least, max(ms) AS most
  FROM (SELECT ts AS filed_at, agent_id AS agent, ab_test_bucket AS bucket, event, unnest(/*under*/policies/**/) AS policy,
               (/*latency_bin*/)::INTEGER AS bin, latency_ms AS ms
        FROM e WHERE is_draft)
  GROUP BY ALL
),
violations AS NOT MATERIALIZED (
  SELECT ts AS filed_at, agent_id AS agent, ab_test_bucket AS bucket, event, 'detected' AS measure, policies AS named
  FROM e WHERE is_draft AND len(policies) > 0
  UNION ALL
  SELECT coalesce(offer_ts, ts), CASE WHEN offer_ts IS NULL THEN agent_id ELSE offer_agent_id END,
         coalesce(offer_bucket, ab_test_bucket), event,
         unnest(['prevented', 'shipped']), unnest([prevented, shipped])
  FROM e WHERE len(prevented) > 0 OR len(shipped) > 0
)
SELECT ts AS filed_at, agent_id AS agent, ab_test_bucket AS bucket, event, unnest(/*under*/policies/**/) AS policy,
       'events' AS measure, NULL::INTEGER AS bin, 1::DOUBLE AS n
FROM e
UNION ALL
SELECT session_started_at, agent_id, ab_test_bucket, event,
       unnest(CASE WHEN session_first THEN /*under*/session_new_policies/**/ ELSE session_new_policies END), 'session', NULL, 1
FROM e WHERE session_first OR len(session_new_policies) > 0
UNION ALL
SELECT filed_at, agent, bucket, event, policy,
       unnest(CASE WHEN resolution <> 'first' THEN [resolution]
                   WHEN event = 'timeout' THEN ['first', 'decision_censored'] ELSE ['first', 'decision'] END),
       unnest(CASE WHEN resolution = 'first' THEN [NULL, wait_bin] ELSE [NULL] END), 1
FROM (SELECT CASE resolution WHEN 'first' THEN offer_ts ELSE ts END AS filed_at,
             CASE resolution WHEN 'first' THEN offer_agent_id ELSE agent_id END AS agent,
             CASE resolution WHEN 'first' THEN offer_bucket ELSE ab_test_bucket END AS bucket, event,
             unnest(CASE resolution WHEN 'first' THEN /*under*/offer_policies/**/ ELSE /*under*/policies/**/ END) AS policy,
             resolution, wait_bin
      FROM e WHERE resolution IS NOT NULL)
UNION ALL
SELECT filed_at, agent, bucket, event, policy, unnest(['latency', 'latency_sum', 'latency_min', 'latency_max']),
       unnest([bin, NULL, NULL, NULL]), unnest([drafts, total, least, most])::DOUBLE
FROM latencies
UNION ALL
SELECT filed_at, agent, bucket, event, unnest(list_prepend('', named)), measure, NULL,
       unnest(list_prepend(len(named), list_transform(named, lambda policy: 1)))::DOUBLE
FROM violations
/*and the experiment*/
