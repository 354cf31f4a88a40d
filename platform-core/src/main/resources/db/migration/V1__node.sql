-- One node's database. Plain SQL that H2 and PostgreSQL both take. Times are UTC milliseconds.

CREATE TABLE facts (
  name  VARCHAR(64) PRIMARY KEY,
  fact  VARCHAR(4000) NOT NULL
);

CREATE TABLE counters (
  name        VARCHAR(64) PRIMARY KEY,
  next_value  BIGINT NOT NULL
);

CREATE TABLE principals (
  name        VARCHAR(128) PRIMARY KEY,
  role        VARCHAR(16) NOT NULL,
  token_hash  VARCHAR(64) NOT NULL,
  created     BIGINT NOT NULL,
  revoked     BIGINT
);
CREATE UNIQUE INDEX principals_token ON principals (token_hash);

CREATE TABLE grants (
  user_name   VARCHAR(128) NOT NULL REFERENCES principals (name),
  owner_name  VARCHAR(128) NOT NULL,
  PRIMARY KEY (user_name, owner_name)
);

CREATE TABLE categories (
  place  INTEGER PRIMARY KEY,
  name   VARCHAR(200) NOT NULL UNIQUE
);

CREATE TABLE models (
  sha256     VARCHAR(64) PRIMARY KEY,
  version    INTEGER UNIQUE,
  state      VARCHAR(16) NOT NULL,
  file       VARCHAR(200) NOT NULL,
  bytes      BIGINT NOT NULL,
  created    BIGINT NOT NULL,
  published  BIGINT
);

CREATE TABLE pictures (
  id       VARCHAR(64) PRIMARY KEY,
  owner    VARCHAR(128) NOT NULL,
  created  BIGINT NOT NULL,
  deleted  BIGINT
);
CREATE INDEX pictures_owner ON pictures (owner);

CREATE TABLE attempts (
  picture      VARCHAR(64) NOT NULL REFERENCES pictures (id),
  attempt      VARCHAR(36) NOT NULL,
  owner        VARCHAR(128) NOT NULL,
  state        VARCHAR(16) NOT NULL,
  cause        VARCHAR(1000),
  media_type   VARCHAR(200) NOT NULL,
  model        VARCHAR(64) NOT NULL,
  plan_digest  VARCHAR(64) NOT NULL,
  sequence     BIGINT NOT NULL,
  created      BIGINT NOT NULL,
  stored       BIGINT,
  PRIMARY KEY (picture, attempt)
);
CREATE UNIQUE INDEX attempts_sequence ON attempts (sequence);
CREATE INDEX attempts_state ON attempts (state);

CREATE TABLE parts (
  picture   VARCHAR(64) NOT NULL,
  attempt   VARCHAR(36) NOT NULL,
  name      VARCHAR(32) NOT NULL,
  form      VARCHAR(8) NOT NULL,
  ring      VARCHAR(8) NOT NULL,
  elements  BIGINT NOT NULL,
  bytes     BIGINT NOT NULL,
  sha256    VARCHAR(64) NOT NULL,
  received  BIGINT NOT NULL,
  file      VARCHAR(200) NOT NULL,
  PRIMARY KEY (picture, attempt, name),
  FOREIGN KEY (picture, attempt) REFERENCES attempts (picture, attempt)
);

CREATE TABLE features (
  picture        VARCHAR(64) NOT NULL,
  attempt        VARCHAR(36) NOT NULL,
  model          VARCHAR(64) NOT NULL,
  dimension      INTEGER NOT NULL,
  fraction_bits  INTEGER NOT NULL,
  file           VARCHAR(200) NOT NULL,
  place          BIGINT NOT NULL,
  bytes          INTEGER NOT NULL,
  PRIMARY KEY (picture, attempt, model),
  FOREIGN KEY (picture, attempt) REFERENCES attempts (picture, attempt)
);

CREATE TABLE index_rows (
  row_key     BIGINT PRIMARY KEY,
  picture     VARCHAR(64) NOT NULL,
  attempt     VARCHAR(36) NOT NULL,
  model       VARCHAR(64) NOT NULL,
  index_name  VARCHAR(128) NOT NULL,
  file        VARCHAR(200) NOT NULL,
  place       BIGINT NOT NULL,
  bytes       INTEGER NOT NULL,
  UNIQUE (picture, attempt, model, index_name),
  FOREIGN KEY (picture, attempt) REFERENCES attempts (picture, attempt)
);

-- Node 3 only. A dropped key stays as a tombstone, so that it is never handed out again.
CREATE TABLE mask_rows (
  row_key      BIGINT PRIMARY KEY,
  width        INTEGER NOT NULL,
  first_seed   VARCHAR(32),
  second_seed  VARCHAR(32),
  dropped      BOOLEAN NOT NULL
);

CREATE TABLE epochs (
  number     BIGINT PRIMARY KEY,
  digest     VARCHAR(64) NOT NULL,
  committed  BOOLEAN NOT NULL,
  created    BIGINT NOT NULL,
  content    TEXT NOT NULL
);

CREATE TABLE jobs (
  id        VARCHAR(64) PRIMARY KEY,
  kind      VARCHAR(32) NOT NULL,
  state     VARCHAR(16) NOT NULL,
  owner     VARCHAR(128),
  payload   TEXT NOT NULL,
  done      BIGINT NOT NULL,
  total     BIGINT NOT NULL,
  cause     VARCHAR(2000),
  deadline  BIGINT NOT NULL,
  created   BIGINT NOT NULL,
  ended     BIGINT
);
CREATE INDEX jobs_state ON jobs (state);

CREATE TABLE sessions (
  id           VARCHAR(36) PRIMARY KEY,
  kind         VARCHAR(32) NOT NULL,
  state        VARCHAR(16) NOT NULL,
  reason       VARCHAR(2000),
  failed_node  INTEGER,
  epoch        BIGINT NOT NULL,
  meters       TEXT NOT NULL,
  ledger       TEXT NOT NULL,
  started      BIGINT NOT NULL,
  ended        BIGINT
);
CREATE INDEX sessions_state ON sessions (state);
