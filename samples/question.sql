-- What must an auditor look at first? (make demo asks this)
select parse_filename(path) as file, rule, message
from findings join contents using (doc_id)
where severity = 'error' and same_as is null
order by all
