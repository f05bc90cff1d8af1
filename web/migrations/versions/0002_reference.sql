-- Reference tables: languages, places, sectors.

CREATE TABLE language (
    tag text NOT NULL,
    iso639_3 text,
    name_nb text NOT NULL,
    name_nn text NOT NULL,
    name_en text NOT NULL,
    name_native text NOT NULL,
    script text,
    direction text NOT NULL,
    kind text NOT NULL,
    sort_key text NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    CONSTRAINT language_pkey PRIMARY KEY (tag),
    CONSTRAINT language_kind_check CHECK (kind IN ('spoken', 'sign', 'written', 'tactile'))
);
CREATE INDEX language_sort_key_ix ON language (sort_key);

CREATE TABLE language_word (
    word text NOT NULL,
    language_tag text NOT NULL,
    is_ambiguous boolean NOT NULL,
    CONSTRAINT language_word_pkey PRIMARY KEY (word, language_tag),
    CONSTRAINT language_word_language_tag_fkey FOREIGN KEY(language_tag) REFERENCES language (tag)
);
CREATE INDEX language_word_word_ix ON language_word (word);

CREATE TABLE county (
    code text NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    name text NOT NULL,
    name_official text NOT NULL,
    sort_key text NOT NULL,
    CONSTRAINT county_pkey PRIMARY KEY (code, valid_from)
);

CREATE TABLE municipality (
    code text NOT NULL,
    name text NOT NULL,
    name_official text NOT NULL,
    county_code text NOT NULL,
    lat double precision NOT NULL,
    lon double precision NOT NULL,
    population integer NOT NULL,
    sort_key text NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    CONSTRAINT municipality_pkey PRIMARY KEY (code)
);
CREATE INDEX municipality_county_code_ix ON municipality (county_code);

CREATE TABLE municipality_change (
    changed_on date NOT NULL,
    old_code text NOT NULL,
    new_code text NOT NULL,
    old_name text NOT NULL,
    new_name text NOT NULL,
    change_type text NOT NULL,
    CONSTRAINT municipality_change_pkey PRIMARY KEY (changed_on, old_code, new_code),
    CONSTRAINT municipality_change_change_type_check CHECK (change_type IN ('renumber', 'merge', 'split'))
);

CREATE TABLE sector (
    code text NOT NULL,
    parent_code text,
    name_nb text NOT NULL,
    name_nn text NOT NULL,
    name_en text NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    CONSTRAINT sector_pkey PRIMARY KEY (code),
    CONSTRAINT sector_parent_code_fkey FOREIGN KEY(parent_code) REFERENCES sector (code)
);
