-- fold(text): what two spellings of a name have in common. The same answer as fold() in
-- tolkeregister/core/rules/sort_key.py for every Latin letter; a test compares the two letter by letter.
-- Immutable, so that it can stand in an index or a generated column. unaccent is not used: it is only STABLE,
-- its dictionary is a file outside the database, and it does not say what Python says.
-- Needs a database whose lower() and [[:alnum:]] know more than ASCII (C.UTF-8), and PostgreSQL 14 or later.
CREATE OR REPLACE FUNCTION fold(name text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN btrim(regexp_replace(                                   -- 5. all else is a space, and spaces are single
  regexp_replace(regexp_replace(                               -- 4. oe is ø, and aa is å
    translate(replace(replace(replace(replace(                 -- 3. what taking apart has left over
      lower(regexp_replace(                                    -- 2. letters and marks apart, and no marks
        normalize(
          translate(replace(replace(replace(replace(replace(   -- 1. letters that cannot be taken apart
            lower(normalize(name, NFC)),
            'æ', 'ae'), 'ä', 'ae'), 'þ', 'th'), 'œ', 'oe'), 'ß', 'ss'),
            'øöåłđðıŋħŧəʻʼ’''', 'ooalddinhte'),
          NFKD),
        '[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670]', '', 'g')),
      'æ', 'ae'), 'þ', 'th'), 'œ', 'oe'), 'ß', 'ss'),
      'øłđðıŋħŧəʻʼ’''', 'olddinhte'),
    'oe+', 'o', 'g'), 'aa+', 'a', 'g'),
  '[^[:alnum:]]+', ' ', 'g'));
