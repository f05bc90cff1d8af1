-- Bulk reports: uploads, their errors and work lists, and facts that come from them.
SELECT 1;
