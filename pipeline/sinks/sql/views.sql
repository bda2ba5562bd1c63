-- Views that every output has, in DuckDB and in PostgreSQL alike.

-- Every row of the three datasets in one shape, for counting and for looking things up by document.
CREATE OR REPLACE VIEW facts AS
SELECT 'plan' AS dataset, row_id, doc_id, org, fiscal_year, task_key, task, department, activity, indicator,
       target AS value, unit, raw, page, line
FROM plan
UNION ALL
SELECT 'budget', row_id, doc_id, org, fiscal_year, task_key, task, department, activity, source,
       CAST(amount_krw AS double precision), '원', raw, page, line
FROM budget
UNION ALL
SELECT 'result', row_id, doc_id, org, fiscal_year, task_key, task, department, activity, indicator,
       value, unit, raw, page, line
FROM result;

-- Findings with the document they are about, the gravest first.
CREATE OR REPLACE VIEW findings_by_document AS
SELECT d.path, d.title, f.severity, f.rule, f.message, f.raw, f.page
FROM findings f
JOIN documents d ON d.doc_id = f.doc_id
ORDER BY CASE f.severity WHEN 'error' THEN 0 WHEN 'warn' THEN 1 ELSE 2 END, d.path, f.rule;
