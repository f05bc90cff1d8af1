-- Calendar entries, feeds and reminders.
SELECT 1;
