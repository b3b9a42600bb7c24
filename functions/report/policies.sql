-- Violations by policy. detected counts drafts; prevented and shipped count what became of them.
SELECT policy AS id,
       coalesce(sum(n) FILTER (measure = 'detected'), 0) AS detected,
       coalesce(sum(n) FILTER (measure = 'prevented'), 0) AS prevented,
       coalesce(sum(n) FILTER (measure = 'shipped'), 0) AS shipped
FROM violations
GROUP BY policy
