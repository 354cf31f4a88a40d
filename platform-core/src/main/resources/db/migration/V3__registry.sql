-- Every publication of a model, also of one that was published before (a roll back).

CREATE TABLE publications (
  version        INTEGER PRIMARY KEY,
  sha256         VARCHAR(64) NOT NULL REFERENCES models (sha256),
  parent         VARCHAR(64),
  origin         VARCHAR(200) NOT NULL,
  scheme         VARCHAR(200) NOT NULL,
  scheme_digest  VARCHAR(64) NOT NULL,
  metrics        TEXT NOT NULL,
  published      BIGINT NOT NULL
);

INSERT INTO publications (version, sha256, parent, origin, scheme, scheme_digest, metrics, published)
  SELECT version, sha256, NULL, 'administrator', '', '', '{}', COALESCE(published, created)
  FROM models WHERE version IS NOT NULL;
