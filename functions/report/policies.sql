-- Violations by policy. detected counts drafts; prevented and shipped count what became of them.
SELECT key AS id,
       coalesce(sum(n) FILTER (measure = 'detected'), 0)::DOUBLE AS detected,
       coalesce(sum(n) FILTER (measure = 'prevented'), 0)::DOUBLE AS prevented,
       coalesce(sum(n) FILTER (measure = 'shipped'), 0)::DOUBLE AS shipped
FROM rollups
WHERE measure IN ('detected', 'prevented', 'shipped')
GROUP BY key
ORDER BY detected DESC, id
