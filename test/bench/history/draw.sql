-- Draws the sessions first…last-1, each of four events, and when each event comes: the tables `drawn` and `placed`.
-- Everything follows from hash(session, …): the same from run to run. All events of these sessions come before `ends`.
-- Of a thousand sessions 10 change buckets, 30 get their second outcome hours or days late, 10 answer an offer that
-- never was, 10 answer their first offer twice, 20 return days later.
CREATE OR REPLACE TEMP TABLE drawn AS
WITH sessions AS (
  SELECT range AS s, CASE WHEN hash(range, 'arm') % 2 = 0 THEN 'on' ELSE 'off' END AS arm, hash(range, 'fate') % 1000 AS fate,
         'agent-' || hash(range, 'agent') % 200 AS agent_id, hash(range, 'late') % 1000 / 1000 AS u,
         epoch_us(getvariable('starts')) + ((range - getvariable('first')) * getvariable('step'))::BIGINT AS began
  FROM range(getvariable('first'), getvariable('last'))
),
kinds AS (
  SELECT *, CASE WHEN fate < 10 THEN 'crossing' WHEN fate < 40 THEN 'late' WHEN fate < 50 THEN 'orphan'
                 WHEN fate < 60 THEN 'repeat' WHEN fate < 80 THEN 'return' ELSE 'plain' END AS kind
  FROM sessions
),
events AS (
  SELECT s, k, kind, agent_id, began, u, hash(s, k) AS h,
         CASE WHEN kind = 'crossing' AND k > 1 THEN CASE arm WHEN 'on' THEN 'off' ELSE 'on' END ELSE arm END AS bucket,
         -- A draft every few minutes, its outcome within two; what comes later comes before the end all the same.
         CASE k WHEN 0 THEN 0 WHEN 1 THEN 20 + h0 % 100 WHEN 2 THEN 180 + h0 % 400 ELSE 600 + h0 % 500 END * 1000000
         + CASE WHEN (kind = 'late' AND k = 3) OR (kind = 'return' AND k > 1)
                THEN u * least(6 * 86400000000, greatest(0, epoch_us(getvariable('ends')) - began - 1200000000)) ELSE 0 END AS after
  FROM (SELECT *, hash(s, 'pace') AS h0 FROM kinds), range(4) AS ks(k)
)
SELECT * EXCLUDE (began, u, after),
       CASE WHEN bucket = 'off' THEN 'withheld' WHEN k % 2 = 0 THEN 'offered'
            ELSE ['accepted', 'accepted', 'accepted', 'edited', 'edited', 'rejected', 'timeout'][1 + (h % 7)::INTEGER] END AS event,
       least(began + after, epoch_us(getvariable('ends')) - 1000)::BIGINT AS came
FROM events;

-- The times of a day: four times as many events about noon as about midnight (UTC). The order does not change.
CREATE OR REPLACE TEMP TABLE placed AS
SELECT s, k, getvariable('first') * 4 + row_number() OVER (ORDER BY came, s, k) AS seq,
       make_timestamptz(((came + 0.6 * 86400000000 / (2 * pi()) * sin(2 * pi() * (came % 86400000000) / 86400000000))::BIGINT // 1000) * 1000) AS ts
FROM drawn;
