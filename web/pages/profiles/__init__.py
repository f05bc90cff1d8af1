"""The pages about own profiles, and the directorate's about changes and category rules."""
