-- The experiment's sums by arm (experiment.sql in functions/published says what each is).
SELECT bucket, measure, sum(n) AS n
FROM facts
WHERE starts_with(measure, 'x_')
GROUP BY bucket, measure
