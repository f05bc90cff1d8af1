-- Repeated checks of an interpreter's standing.
SELECT 1;
