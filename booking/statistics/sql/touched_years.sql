-- question:   Which years have facts that the roll-ups lack?
-- definition: years of the Oslo day an assignment started
-- unit:       calendar years
-- parameters: after and upto (fact ids: after < id <= upto)
-- columns:    year
-- caveats:    corrections and late confirmations touch old years
SELECT DISTINCT extract(YEAR FROM day)::integer AS year
FROM assignment_fact
WHERE id > :after AND id <= :upto
ORDER BY year
