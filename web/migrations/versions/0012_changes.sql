-- Changes of assignments, and the terms of cancelling.
SELECT 1;
