-- Changes of scheme. Node 1's row says where a change stands; each node's row says what its own
-- administrator decided. Plain SQL that H2 and PostgreSQL both take. Times are UTC milliseconds.

CREATE TABLE scheme_changes (
  id        VARCHAR(36) PRIMARY KEY,
  sequence  BIGINT NOT NULL UNIQUE,
  digest    VARCHAR(64) NOT NULL,
  content   TEXT NOT NULL,
  model     VARCHAR(64) NOT NULL,
  earlier   VARCHAR(64),
  state     VARCHAR(16) NOT NULL,
  cause     VARCHAR(2000),
  approved  BIGINT,
  created   BIGINT NOT NULL,
  ended     BIGINT
);
