-- Where one signs up for what an institution holds, and candidates of a file that nobody knows yet.

ALTER TABLE institution ADD COLUMN web text NOT NULL DEFAULT '';
ALTER TABLE institution ALTER COLUMN web DROP DEFAULT;
ALTER TABLE institution ADD CONSTRAINT institution_web_check CHECK (web = '' OR web LIKE 'https://%');
UPDATE institution SET web = CASE code
    WHEN 'oslomet' THEN 'https://www.oslomet.no' WHEN 'hvl' THEN 'https://www.hvl.no'
    WHEN 'samas' THEN 'https://samas.no' ELSE '' END;

ALTER TABLE result_upload ADD COLUMN people_unknown integer NOT NULL DEFAULT 0;
ALTER TABLE result_upload ALTER COLUMN people_unknown DROP DEFAULT;
