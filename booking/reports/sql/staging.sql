-- question:   Where do rows wait that have a reference the reporter has used before?
-- definition: as assignment_fact, with the outcome
-- unit:       rows of a piece of a file
-- parameters: none
-- columns:    none
-- caveats:    of one connection; emptied before each use
CREATE TEMPORARY TABLE IF NOT EXISTS report_staging (
    line integer, reference text COLLATE "C", day date, started_at timestamptz, minutes integer, language_tag text,
    type text, mode text, sector_code text, municipality_then text, municipality_now text, county_now text,
    body_orgnr text, organisation_id integer, unit_id integer, interpreter_number text, category_stated text,
    qualification text, basis text, category text, category_requested text, ordered_at timestamptz, ground text,
    outcome text, cause text
) ON COMMIT DELETE ROWS
