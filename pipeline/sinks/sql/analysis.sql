-- What analysts ask for first, in DuckDB and in PostgreSQL alike.

-- Target against result by task, year, indicator and unit. Only facts about a whole year are added up: a monthly
-- schedule repeats the year's target. The rate is null where one of the two is missing or the target is 0.
CREATE OR REPLACE VIEW target_against_result AS
SELECT org, fiscal_year, task_key, min(task) AS task, activity, indicator, unit,
       sum(target) AS target, sum(result) AS result,
       CASE WHEN sum(target) <> 0 THEN sum(result) / sum(target) * 100 END AS achieved_percent
FROM (
    SELECT org, fiscal_year, period_start, period_end, task_key, task, activity, indicator, unit,
           target, CAST(NULL AS double precision) AS result
    FROM fact_target
    UNION ALL
    SELECT org, fiscal_year, period_start, period_end, task_key, task, activity, indicator, unit, NULL, value
    FROM fact_result
) AS both_sides
WHERE task_key IS NOT NULL
  AND (period_start IS NULL
       OR (extract(doy FROM period_start) = 1 AND extract(month FROM period_end) = 12
           AND extract(day FROM period_end) = 31 AND extract(year FROM period_start) = extract(year FROM period_end)))
GROUP BY org, fiscal_year, task_key, activity, indicator, unit;

-- Budget by source and year with the rate of execution in percent.
CREATE OR REPLACE VIEW budget_by_source AS
SELECT org, fiscal_year, source,
       CAST(sum(CASE WHEN basis = '예산' THEN amount_krw END) AS bigint) AS budget_krw,
       CAST(sum(CASE WHEN basis = '집행' THEN amount_krw END) AS bigint) AS spent_krw,
       CASE WHEN sum(CASE WHEN basis = '예산' THEN amount_krw END) <> 0
            THEN CAST(sum(CASE WHEN basis = '집행' THEN amount_krw END) AS double precision)
                 / CAST(sum(CASE WHEN basis = '예산' THEN amount_krw END) AS double precision) * 100
       END AS executed_percent
FROM fact_budget
GROUP BY org, fiscal_year, source;

-- Findings by document: how many of each severity, and the rules.
CREATE OR REPLACE VIEW findings_by_document AS
SELECT d.path, d.title, d.status,
       count(CASE WHEN f.severity = 'error' THEN 1 END) AS errors,
       count(CASE WHEN f.severity = 'warn' THEN 1 END) AS warnings,
       count(CASE WHEN f.severity = 'info' THEN 1 END) AS notes,
       string_agg(DISTINCT f.rule, ', ' ORDER BY f.rule) AS rules
FROM contents d
LEFT JOIN findings f ON f.doc_id = d.doc_id
GROUP BY d.path, d.title, d.status;
