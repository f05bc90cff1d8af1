"""Published statistics: tables of counts, disclosure control and export formats. Pure; no database, no
clock."""
