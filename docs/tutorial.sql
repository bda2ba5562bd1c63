select fiscal_year, source, budget_krw, spent_krw, round(executed_percent, 1) as percent
from budget_by_source join contents using (doc_id, fiscal_year)
where title like '%청년정책%'
order by all
