-- Documents that another one stands for: the same plan in another format. Their rows are not counted again.
CREATE OR REPLACE VIEW copies AS
SELECT DISTINCT doc_id, same_as
FROM documents
WHERE same_as IS NOT NULL;

-- Every row of the three datasets in one shape, but for those that a person rejected. Add up only rows with summable:
-- within a document they count everything once (no total beside its parts, no value that the document replaces, no copy
-- of a document), and no rate or running total is among them. A word like 달성률 makes a rate of a number without a unit or in 점, not of one that is counted.
CREATE OR REPLACE VIEW facts AS
SELECT *,
       additive AND NOT superseded AND NOT cumulative AND value IS NOT NULL
       AND doc_id NOT IN (SELECT doc_id FROM copies)
       AND coalesce(unit, '') NOT IN (SELECT word FROM measure_words WHERE kind = 'rate_unit')
       AND NOT EXISTS (SELECT 1 FROM measure_words
                       WHERE (kind = 'rate_indicator' AND indicator LIKE '%' || word AND (unit IS NULL OR unit = '점'))
                          OR (kind = 'mean_indicator' AND indicator LIKE '%' || word || '%'))
       AS summable
FROM (
    SELECT 'plan' AS dataset, row_id, fact_key, doc_id, org, org_code, fiscal_year, period_start, period_end, task_key,
           task, department, activity, indicator, target AS value, unit, additive, superseded, cumulative, raw, page, line
    FROM plan
    WHERE review IS DISTINCT FROM 'rejected'
    UNION ALL
    SELECT 'budget', row_id, fact_key, doc_id, org, org_code, fiscal_year, period_start, period_end, task_key,
           task, department, activity, source, CAST(amount_krw AS double precision), '원', additive, superseded, false,
           raw, page, line
    FROM budget
    WHERE review IS DISTINCT FROM 'rejected'
    UNION ALL
    SELECT 'result', row_id, fact_key, doc_id, org, org_code, fiscal_year, period_start, period_end, task_key,
           task, department, activity, indicator, value, unit, additive, false, cumulative, raw, page, line
    FROM result
    WHERE review IS DISTINCT FROM 'rejected'
) AS every_row;

-- One row a content: files with the same bytes are one document under its first path; `files` says how many they are.
-- A document that is the same as another in another format has its doc_id in same_as.
CREATE OR REPLACE VIEW contents AS
SELECT doc_id, path, files, title, doc_type, doc_class, org, org_code, fiscal_year, format, status, reason, same_as,
       "rows", findings, numbers, numbers_in_rows
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
