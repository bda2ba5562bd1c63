-- What each document says a whole year's target or result of a task is. Parts that stand under the same words are added
-- up; where they are rates or running totals, or only a total stands there, it is the one number that stands there, and
-- null where several do. Parts of a year (a monthly schedule) are left out.
CREATE OR REPLACE VIEW yearly_values AS
SELECT dataset, doc_id, org, fiscal_year, task_key, min(task) AS task, activity, indicator, unit,
       bool_or(summable) AS summable,
       CASE WHEN bool_or(summable) THEN sum(CASE WHEN summable THEN value END)
            WHEN min(value) = max(value) THEN min(value)
       END AS value
FROM facts
WHERE dataset IN ('plan', 'result') AND value IS NOT NULL AND NOT superseded AND task_key IS NOT NULL
  AND doc_id NOT IN (SELECT doc_id FROM copies)
  AND (period_start IS NULL
       OR (extract(doy FROM period_start) = 1 AND extract(month FROM period_end) = 12
           AND extract(day FROM period_end) = 31 AND extract(year FROM period_start) = extract(year FROM period_end)))
GROUP BY dataset, doc_id, org, fiscal_year, task_key, activity, indicator, unit;

-- Target against result by task, year, indicator and unit, over all documents: the plan of the year and the report on it.
-- A number that documents disagree on is null; targets and results list what they say. Rows with summable false are
-- totals, rates or running totals: compare them, never add them. The rate is in percent, null where one of the two is
-- missing or the target is 0.
CREATE OR REPLACE VIEW target_against_result AS
SELECT org, fiscal_year, task_key, task, activity, indicator, unit, summable, target, result,
       CASE WHEN target <> 0 THEN result / target * 100 END AS achieved_percent, targets, results
FROM (
    SELECT org, fiscal_year, task_key, min(task) AS task, activity, indicator, unit, bool_and(summable) AS summable,
           CASE WHEN min(CASE WHEN dataset = 'plan' THEN value END) = max(CASE WHEN dataset = 'plan' THEN value END)
                THEN min(CASE WHEN dataset = 'plan' THEN value END) END AS target,
           CASE WHEN min(CASE WHEN dataset = 'result' THEN value END) = max(CASE WHEN dataset = 'result' THEN value END)
                THEN min(CASE WHEN dataset = 'result' THEN value END) END AS result,
           array_agg(DISTINCT value ORDER BY value) FILTER (WHERE dataset = 'plan' AND value IS NOT NULL) AS targets,
           array_agg(DISTINCT value ORDER BY value) FILTER (WHERE dataset = 'result' AND value IS NOT NULL) AS results
    FROM yearly_values
    GROUP BY org, fiscal_year, task_key, activity, indicator, unit
) AS compared;

-- What each document plans and spends in a year, once: of several measures of one thing (총사업비 beside 예산액) the one that
-- tells sources, else the largest. `measure` is its words, other_measures those that are left out. What is not told to be
-- revenue (세입) stands under 세출.
CREATE OR REPLACE VIEW counted_amounts AS
SELECT doc_id, org, fiscal_year, side, kind, source, amount_krw, measure,
       string_agg(CASE WHEN place > 1 AND nth = 1 THEN measure END, ', ') OVER (PARTITION BY doc_id, fiscal_year, side, kind) AS other_measures,
       place
FROM (
    SELECT *, dense_rank() OVER (PARTITION BY doc_id, fiscal_year, side, kind
                                 ORDER BY CASE WHEN divided THEN 0 ELSE 1 END, total DESC, measure) AS place
    FROM (
        SELECT *, sum(amount_krw) OVER same AS total, bool_or(source <> '재원 구분 없음') OVER same AS divided,
               row_number() OVER (PARTITION BY doc_id, fiscal_year, side, kind, measure ORDER BY source, amount_krw) AS nth
        FROM (
            SELECT doc_id, org, fiscal_year, CASE WHEN side = '세입' THEN '세입' ELSE '세출' END AS side, amount_krw,
                   CASE WHEN source = '계' THEN '재원 구분 없음' ELSE source END AS source,
                   coalesce(indicator, basis) AS measure,
                   CASE WHEN basis = '예산' AND (indicator IS NULL OR replace(indicator, ' ', '') NOT IN
                             (SELECT word FROM measure_words WHERE kind = 'part_of_budget')) THEN 'budget'
                        WHEN basis = '집행' AND (indicator IS NULL OR replace(indicator, ' ', '') IN
                             (SELECT word FROM measure_words WHERE kind = 'spent')) THEN 'spent'
                   END AS kind
            FROM fact_budget
        ) AS named
        WHERE kind IS NOT NULL
        WINDOW same AS (PARTITION BY doc_id, fiscal_year, side, kind, measure)
    ) AS measured
) AS ranked;

-- Budget by source, document and year, in won, with the rate of execution in percent. The row 계 (is_total) is the sum of
-- all; an amount that no source is told of stands under 재원 구분 없음. Amounts of two documents are not added: a plan and
-- the report on it print the same budget. Nor are two measures of one document: see counted_amounts.
CREATE OR REPLACE VIEW budget_by_source AS
SELECT doc_id, org, fiscal_year, side, source, is_total, budget_krw, spent_krw,
       CASE WHEN budget_krw <> 0
            THEN CAST(spent_krw AS double precision) / CAST(budget_krw AS double precision) * 100
       END AS executed_percent, measure, other_measures
FROM (
    SELECT doc_id, org, fiscal_year, side, CASE WHEN grouping(named) = 1 THEN '계' ELSE named END AS source,
           grouping(named) = 1 AS is_total,
           CAST(sum(CASE WHEN kind = 'budget' THEN amount_krw END) AS bigint) AS budget_krw,
           CAST(sum(CASE WHEN kind = 'spent' THEN amount_krw END) AS bigint) AS spent_krw,
           max(CASE WHEN kind = 'budget' THEN measure END) AS measure,
           max(CASE WHEN kind = 'budget' THEN other_measures END) AS other_measures
    FROM (SELECT *, source AS named FROM counted_amounts WHERE place = 1) AS counted
    GROUP BY GROUPING SETS ((doc_id, org, fiscal_year, side, named), (doc_id, org, fiscal_year, side))
) AS summed;

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
