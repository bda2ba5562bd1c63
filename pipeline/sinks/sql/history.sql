-- Numbers that another version of their document gives otherwise: what stood there before, what stands there now, and
-- since which load. It needs loads with --history; a fact is known by its fact_key.
CREATE OR REPLACE VIEW value_changes AS
SELECT dataset, fact_key, org, fiscal_year, task, activity, indicator, unit, value_before, value, valid_from AS changed_at
FROM (
    SELECT *, lag(value) OVER steps AS value_before, lag(valid_to) OVER steps AS held_until
    FROM (
        SELECT 'plan' AS dataset, fact_key, row_id, org, fiscal_year, task, activity, indicator, unit, target AS value,
               valid_from, valid_to
        FROM kplan_store.plan
        UNION ALL
        SELECT 'budget', fact_key, row_id, org, fiscal_year, task, activity, source, '원',
               CAST(amount_krw AS double precision), valid_from, valid_to
        FROM kplan_store.budget
        UNION ALL
        SELECT 'result', fact_key, row_id, org, fiscal_year, task, activity, indicator, unit, value, valid_from, valid_to
        FROM kplan_store.result
    ) AS held
    WHERE fact_key IS NOT NULL
    WINDOW steps AS (PARTITION BY dataset, fact_key ORDER BY valid_from, row_id)
) AS versions
WHERE held_until = valid_from AND value IS DISTINCT FROM value_before;
