-- A qualification from the EEA or Switzerland told of in an application, and questions of identity asked again.

CREATE TABLE foreign_qualification (
    application_id integer NOT NULL,
    country text NOT NULL,
    basis text NOT NULL,
    qualification text NOT NULL,
    institution text NOT NULL,
    earned_on date NOT NULL,
    CONSTRAINT foreign_qualification_pkey PRIMARY KEY (application_id),
    CONSTRAINT foreign_qualification_basis_check CHECK (basis IN ('earned', 'recognised')),
    CONSTRAINT foreign_qualification_country_check CHECK (country ~ '^[A-Z]{2}$'),
    CONSTRAINT foreign_qualification_application_id_fkey FOREIGN KEY(application_id) REFERENCES application (id)
);
REVOKE DELETE ON foreign_qualification FROM tolkeregister_app;

ALTER TABLE application_document DROP CONSTRAINT application_document_kind_check;
ALTER TABLE application_document ADD CONSTRAINT application_document_kind_check
    CHECK (kind IN ('diploma', 'transcript', 'test_result', 'tao', 'translator', 'foreign_authorisation', 'other'));

ALTER TABLE identity_question DROP CONSTRAINT identity_question_claim_id_key;
CREATE INDEX identity_question_claim_id_ix ON identity_question (claim_id);
CREATE INDEX candidate_claim_born_on_ix ON candidate_claim (born_on);
