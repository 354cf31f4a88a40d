-- Federated rounds, at nodes 1 and 2. Times are UTC milliseconds.

CREATE TABLE rounds (
  number     BIGINT PRIMARY KEY,
  state      VARCHAR(16) NOT NULL,
  cause      VARCHAR(2000),
  origin     VARCHAR(16) NOT NULL,
  parent     VARCHAR(64) NOT NULL,
  candidate  VARCHAR(64),
  model      VARCHAR(64),
  version    INTEGER,
  words      BIGINT NOT NULL,
  rules      TEXT NOT NULL,
  record     TEXT NOT NULL,
  opened     BIGINT NOT NULL,
  phase      BIGINT NOT NULL,
  deadline   BIGINT,
  ended      BIGINT,
  told       BOOLEAN NOT NULL
);
CREATE INDEX rounds_state ON rounds (state);

CREATE TABLE round_owners (
  round      BIGINT NOT NULL REFERENCES rounds (number),
  owner      VARCHAR(128) NOT NULL,
  pseudonym  VARCHAR(64) NOT NULL,
  pictures   INTEGER NOT NULL,
  step       VARCHAR(16) NOT NULL,
  done       BIGINT NOT NULL,
  total      BIGINT NOT NULL,
  seen       BIGINT NOT NULL,
  PRIMARY KEY (round, owner)
);

-- This node's part of owners' updates. The file is gone where it is null.
CREATE TABLE updates (
  round        BIGINT NOT NULL REFERENCES rounds (number),
  attempt      VARCHAR(36) NOT NULL,
  owner        VARCHAR(128) NOT NULL,
  state        VARCHAR(16) NOT NULL,
  plan_digest  VARCHAR(64) NOT NULL,
  pictures     INTEGER NOT NULL,
  sha256       VARCHAR(64) NOT NULL,
  bytes        BIGINT NOT NULL,
  received     BIGINT NOT NULL,
  crc          BIGINT,
  file         VARCHAR(200),
  sequence     BIGINT NOT NULL,
  created      BIGINT NOT NULL,
  PRIMARY KEY (round, attempt)
);
CREATE INDEX updates_owner ON updates (owner);

-- What was committed to before anything of a round was opened; never changed.
CREATE TABLE round_sets (
  round      BIGINT NOT NULL REFERENCES rounds (number),
  kind       VARCHAR(16) NOT NULL,
  digest     VARCHAR(64) NOT NULL,
  content    TEXT NOT NULL,
  committed  BIGINT NOT NULL,
  PRIMARY KEY (round, kind)
);

CREATE TABLE round_sums (
  round         BIGINT PRIMARY KEY REFERENCES rounds (number),
  sha256        VARCHAR(64) NOT NULL,
  bytes         BIGINT NOT NULL,
  pictures      BIGINT NOT NULL,
  contributors  INTEGER NOT NULL,
  loss          BIGINT NOT NULL,
  file          VARCHAR(200),
  opened        BIGINT NOT NULL
);

CREATE TABLE round_reports (
  round       BIGINT NOT NULL REFERENCES rounds (number),
  owner       VARCHAR(128) NOT NULL,
  digest      VARCHAR(64) NOT NULL,
  content     TEXT NOT NULL,
  loss_share  INTEGER NOT NULL,
  created     BIGINT NOT NULL,
  PRIMARY KEY (round, owner)
);

-- What the server's optimiser remembers between rounds, by the model that it belongs to.
CREATE TABLE optimiser_states (
  model    VARCHAR(64) PRIMARY KEY,
  steps    INTEGER NOT NULL,
  file     VARCHAR(200) NOT NULL,
  created  BIGINT NOT NULL
);

-- Owners that left; removal: NONE, WANTED, DONE or LOST.
CREATE TABLE leavers (
  owner    VARCHAR(128) PRIMARY KEY,
  removal  VARCHAR(16) NOT NULL,
  left_at  BIGINT NOT NULL,
  round    BIGINT
);
