-- What must an auditor look at first? (make demo asks this)
select parse_filename(path) as file, rule, findings.message
from findings join documents using (doc_id)
where severity = 'error' and format = 'text'
order by all
