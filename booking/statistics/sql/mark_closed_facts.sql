-- question:   Which facts are there to be rolled up?
-- definition: the highest fact id when no transaction is in the middle of appending one
-- unit:       fact ids
-- parameters: now (the instant of the mark)
-- columns:    rolled_up_fact_id, closing_fact_id
-- caveats:    the caller holds a SHARE lock on assignment_fact, which waits for writers in flight and keeps new ones
--             waiting. So no lower id can be committed later, and "id > mark" is exactly "not rolled up yet".
UPDATE rollup_state
SET closing_fact_id = coalesce((SELECT max(id) FROM assignment_fact), 0), closed_at = :now
RETURNING rolled_up_fact_id, closing_fact_id
