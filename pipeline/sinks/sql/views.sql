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

-- One row a content: files with the same bytes are one document under its first path; `files` says how many they are.
CREATE OR REPLACE VIEW contents AS
SELECT doc_id, path, files, title, doc_type, org, org_code, fiscal_year, format, status, reason, "rows", findings,
       numbers, numbers_in_rows
FROM (
    SELECT *, row_number() OVER same AS place, count(*) OVER (PARTITION BY CASE WHEN doc_id = '' THEN path ELSE doc_id END) AS files
    FROM documents
    WINDOW same AS (PARTITION BY CASE WHEN doc_id = '' THEN path ELSE doc_id END ORDER BY path)
) AS listed
WHERE place = 1;

-- Every finding with the document it is about.
CREATE OR REPLACE VIEW finding_list AS
SELECT d.path, d.title, f.severity, f.rule, f.message, f.raw, f.page
FROM findings f
JOIN contents d ON d.doc_id = f.doc_id;
