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

-- Targets with a number that may be counted: parts and not their total, not replaced by another in the same document.
-- Add up only those with summable: a rate or a running total is never added.
CREATE OR REPLACE VIEW fact_target AS
SELECT p.row_id, p.fact_key, p.doc_id, p.org, p.org_code, p.fiscal_year, p.period_start, p.period_end, p.task_key, p.task,
       p.department, p.activity, p.indicator, p.kpi, p.target, p.upper, p.unit, p.comparator, p.cumulative, f.summable
FROM plan p
JOIN facts f ON f.dataset = 'plan' AND f.row_id = p.row_id
WHERE p.target IS NOT NULL AND p.additive AND NOT p.superseded AND p.doc_id NOT IN (SELECT doc_id FROM copies);

-- Amounts that count once: parts and not their total, not replaced by another in the same document. Add up 예산 and 집행
-- apart, 세입 and 세출 apart, and amounts of one indicator only.
CREATE OR REPLACE VIEW fact_budget AS
SELECT row_id, fact_key, doc_id, org, org_code, fiscal_year, period_start, period_end, task_key, task, department, activity,
       basis, side, source, indicator, amount_krw, account
FROM budget
WHERE amount_krw IS NOT NULL AND additive AND NOT superseded AND doc_id NOT IN (SELECT doc_id FROM copies);

-- Results with a number that may be counted: parts and not their total. Add up only those with summable: a rate or a
-- running total is never added.
CREATE OR REPLACE VIEW fact_result AS
SELECT r.row_id, r.fact_key, r.doc_id, r.org, r.org_code, r.fiscal_year, r.period_start, r.period_end, r.task_key, r.task,
       r.department, r.activity, r.indicator, r.value, r.upper, r.unit, r.comparator, r.cumulative, r.status, f.summable
FROM result r
JOIN facts f ON f.dataset = 'result' AND f.row_id = r.row_id
WHERE r.value IS NOT NULL AND r.additive AND r.doc_id NOT IN (SELECT doc_id FROM copies);
