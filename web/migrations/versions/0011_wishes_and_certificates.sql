-- Must and wish, ranked modes, and police certificates that have been seen.
SELECT 1;
