-- Counts behind the summary: the measures that have no bins, but those of the experiment.
SELECT measure, event, sum(n) AS n
FROM facts
WHERE bin IS NULL AND NOT starts_with(measure, 'x_')
GROUP BY measure, event
