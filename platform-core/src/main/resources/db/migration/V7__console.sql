-- Who learned what was opened in a session: JSON object, label to list of nodes; null where it was
-- not recorded. Indexes for what the console asks again and again.
ALTER TABLE sessions ADD COLUMN learned TEXT;
CREATE INDEX sessions_started ON sessions (started);
CREATE INDEX sessions_ended ON sessions (ended);
CREATE INDEX jobs_created ON jobs (created);
CREATE INDEX attempts_owner_state ON attempts (owner, state);
