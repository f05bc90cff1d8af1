"""Files of rows, as people's spreadsheets write them: CSV in any of its dialects, and workbooks."""
