-- Exceptions from the requirement of a qualified interpreter, and the evidence of search.
SELECT 1;
