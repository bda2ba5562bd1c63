-- The star: dimensions and facts for a warehouse, in DuckDB and in PostgreSQL alike.

-- Issuing governments: every standard code with the days it is valid from and to, then names that have no code.
CREATE OR REPLACE VIEW dim_org AS
SELECT code AS org_code, name AS org, valid_from, valid_to
FROM org_codes
UNION ALL
SELECT DISTINCT CAST(NULL AS varchar), org, CAST(NULL AS date), CAST(NULL AS date)
FROM facts
WHERE org IS NOT NULL AND org_code IS NULL;

-- One row a task: every spelling seen, the years it occurs in, how often.
CREATE OR REPLACE VIEW dim_task AS
SELECT task_key, min(task) AS task, string_agg(DISTINCT task, ' | ' ORDER BY task) AS names, count(DISTINCT doc_id) AS documents,
       min(fiscal_year) AS first_year, max(fiscal_year) AS last_year, count(*) AS facts
FROM facts
WHERE task_key IS NOT NULL
GROUP BY task_key;

-- Periods that facts are about.
CREATE OR REPLACE VIEW dim_period AS
SELECT DISTINCT
    coalesce(CAST(fiscal_year AS varchar), '') || '/' || coalesce(CAST(period_start AS varchar), '') || '/'
        || coalesce(CAST(period_end AS varchar), '') AS period_key,
    fiscal_year, period_start, period_end,
    CASE
        WHEN period_start IS NULL OR period_end IS NULL THEN 'open'
        WHEN period_start = period_end THEN 'day'
        WHEN extract(year FROM period_start) < extract(year FROM period_end) THEN 'years'
        WHEN extract(doy FROM period_start) = 1 AND extract(month FROM period_end) = 12
            AND extract(day FROM period_end) = 31 THEN 'year'
        WHEN extract(month FROM period_start) = extract(month FROM period_end) THEN 'month'
        ELSE 'months'
    END AS kind
FROM facts;

-- Canonical units with what they measure.
CREATE OR REPLACE VIEW dim_unit AS
SELECT unit, dimension, scale
FROM unit_scales
UNION ALL
SELECT DISTINCT unit, CAST(NULL AS varchar), CAST(NULL AS double precision)
FROM facts
WHERE unit IS NOT NULL AND unit NOT IN (SELECT unit FROM unit_scales);

-- Targets that count: with a number, not replaced by another in the same document.
CREATE OR REPLACE VIEW fact_target AS
SELECT row_id, doc_id, org, org_code, fiscal_year, period_start, period_end, task_key, task, department, activity,
       indicator, kpi, target, unit, comparator, cumulative
FROM plan
WHERE target IS NOT NULL AND additive AND NOT superseded;

-- Amounts that count.
CREATE OR REPLACE VIEW fact_budget AS
SELECT row_id, doc_id, org, org_code, fiscal_year, period_start, period_end, task_key, task, department, activity,
       basis, source, amount_krw, account
FROM budget
WHERE amount_krw IS NOT NULL AND additive AND NOT superseded;

-- Results with a number.
CREATE OR REPLACE VIEW fact_result AS
SELECT row_id, doc_id, org, org_code, fiscal_year, period_start, period_end, task_key, task, department, activity,
       indicator, value, unit, comparator, cumulative, status
FROM result
WHERE value IS NOT NULL;
