-- Views that every output has, in DuckDB and in PostgreSQL alike. Each statement stands alone.

-- Every row of the three datasets in one shape, for counting and for looking things up by document.
CREATE OR REPLACE VIEW facts AS
SELECT 'plan' AS dataset, row_id, doc_id, org, org_code, fiscal_year, period_start, period_end, task_key, task,
       department, activity, indicator, target AS value, unit, raw, page, line
FROM plan
UNION ALL
SELECT 'budget', row_id, doc_id, org, org_code, fiscal_year, period_start, period_end, task_key, task,
       department, activity, source, CAST(amount_krw AS double precision), '원', raw, page, line
FROM budget
UNION ALL
SELECT 'result', row_id, doc_id, org, org_code, fiscal_year, period_start, period_end, task_key, task,
       department, activity, indicator, value, unit, raw, page, line
FROM result;

-- Every finding with the document it is about.
CREATE OR REPLACE VIEW finding_list AS
SELECT d.path, d.title, f.severity, f.rule, f.message, f.raw, f.page
FROM findings f
JOIN documents d ON d.doc_id = f.doc_id;
