-- question:   How many of a public body's assignments are over but not confirmed?
-- definition: accepted, ended before now, neither confirmed nor reported as not carried out (decision 6)
-- unit:       assignments
-- parameters: organisation_id, now
-- columns:    assignments
-- caveats:    they are no facts and in no share until the booker confirms
SELECT count(*) AS assignments
FROM assignment a JOIN request r ON r.id = a.request_id
WHERE r.organisation_id = :organisation_id AND a.state = 'accepted' AND upper(a.period) <= :now
