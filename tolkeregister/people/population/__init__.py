"""The population register (Folkeregisteret): what it knows of a person, fetched and checked again on a timetable."""
