-- Schemes of three servers, and structures of indexes.

-- Key of the index row that was made in the same session: shares of one feature at nodes 1 and 2
-- belong together only if both were made in one session. 0: not known, made before this version.
ALTER TABLE features ADD COLUMN made BIGINT DEFAULT 0 NOT NULL;

-- Index rows at node 3, which knows no pictures.
CREATE TABLE replica_rows (
  row_key     BIGINT PRIMARY KEY,
  model       VARCHAR(64) NOT NULL,
  index_name  VARCHAR(128) NOT NULL,
  file        VARCHAR(200) NOT NULL,
  place       BIGINT NOT NULL,
  bytes       INTEGER NOT NULL
);

-- What an index made of rows: a public document and rows of its own, at every computing node.
CREATE TABLE structures (
  name        VARCHAR(64) PRIMARY KEY,
  model       VARCHAR(64) NOT NULL,
  index_name  VARCHAR(128) NOT NULL,
  row_keys    TEXT NOT NULL,
  file        VARCHAR(200) NOT NULL,
  place       BIGINT NOT NULL,
  bytes       INTEGER NOT NULL,
  created     BIGINT NOT NULL
);
