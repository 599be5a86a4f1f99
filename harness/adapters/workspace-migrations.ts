/**
 * The format of `workspace.db`, one step a version. A step that has been released is never edited: a new one is added.
 * Columns hold what is searched or sorted by; `body` and `event` hold the value itself as JSON.
 */
export const workspaceMigrations: readonly string[] = [
  `
  CREATE TABLE tenant_object (
    object_id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    key TEXT NOT NULL,
    principal_name TEXT,
    sort_name TEXT NOT NULL,
    is_deleted INTEGER NOT NULL,
    search_text TEXT NOT NULL,
    body TEXT NOT NULL
  );
  -- Holds all that a list with a search looks at, so that 100,000 bodies are not read for one page of 200.
  CREATE INDEX tenant_object_list ON tenant_object (type, sort_name, object_id, is_deleted, search_text);
  CREATE INDEX tenant_object_key ON tenant_object (key);
  CREATE INDEX tenant_object_principal_name ON tenant_object (principal_name) WHERE principal_name IS NOT NULL;

  CREATE TABLE group_member (
    position INTEGER PRIMARY KEY,
    group_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    UNIQUE (group_id, member_id)
  );
  CREATE INDEX group_member_order ON group_member (group_id, position, member_id);
  CREATE INDEX group_member_member ON group_member (member_id, group_id);

  -- AUTOINCREMENT: a sequence number is never used again, not even after the tenant was replaced.
  CREATE TABLE tenant_change (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    object_id TEXT NOT NULL,
    type TEXT NOT NULL,
    change TEXT NOT NULL
  );

  CREATE TABLE assignment (
    position INTEGER PRIMARY KEY,
    app_id TEXT NOT NULL,
    principal_id TEXT NOT NULL,
    app_role_id TEXT NOT NULL,
    UNIQUE (app_id, principal_id, app_role_id)
  );
  CREATE INDEX assignment_principal ON assignment (principal_id);

  CREATE TABLE link (
    link_id INTEGER PRIMARY KEY,
    app_id TEXT NOT NULL,
    source_id TEXT NOT NULL,
    type TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (app_id, source_id)
  );
  CREATE INDEX link_type ON link (app_id, type);

  CREATE TABLE link_member (
    position INTEGER PRIMARY KEY,
    link_id INTEGER NOT NULL,
    member_id TEXT NOT NULL,
    UNIQUE (link_id, member_id)
  );
  CREATE INDEX link_member_order ON link_member (link_id, position, member_id);

  CREATE TABLE escrow (
    app_id TEXT NOT NULL,
    source_id TEXT NOT NULL,
    next_attempt_at INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (app_id, source_id)
  ) WITHOUT ROWID;
  CREATE INDEX escrow_due ON escrow (app_id, next_attempt_at);

  CREATE TABLE progress (app_id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;

  CREATE TABLE trace (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    app_id TEXT NOT NULL,
    cycle_id TEXT,
    change_id TEXT,
    step INTEGER NOT NULL,
    kind TEXT NOT NULL,
    source_id TEXT,
    action TEXT,
    status TEXT,
    search_text TEXT,
    position TEXT,
    duration_ms REAL,
    raw_request_headers TEXT,
    raw_response_headers TEXT,
    event TEXT NOT NULL
  );
  CREATE INDEX trace_change ON trace (app_id, change_id, cycle_id, step);
  CREATE INDEX trace_changes ON trace (app_id, sequence, status, action, source_id, search_text) WHERE kind = 'change-finished';
  CREATE INDEX trace_outcome ON trace (source_id, sequence) WHERE kind = 'change-finished';
  CREATE INDEX trace_count ON trace (app_id, cycle_id, action, status) WHERE kind = 'change-finished';
  CREATE INDEX trace_exchanges ON trace (sequence, app_id, change_id, search_text) WHERE kind = 'exchange-recorded';
  CREATE INDEX trace_cycles ON trace (app_id, sequence) WHERE kind IN ('cycle-started', 'cycle-finished', 'cycle-failed');
  `,
  "CREATE INDEX trace_audit ON trace (app_id, sequence, search_text) WHERE kind IN ('audited', 'cycle-failed')",
  `
  CREATE TABLE app_role (
    position INTEGER PRIMARY KEY,
    app_id TEXT NOT NULL,
    app_role_id TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (app_id, app_role_id)
  );
  CREATE INDEX link_member_member ON link_member (member_id, link_id);
  CREATE INDEX tenant_object_deleted ON tenant_object (object_id) WHERE is_deleted = 1;
  CREATE INDEX tenant_object_dynamic ON tenant_object (object_id)
    WHERE type = 'Group' AND json_extract(body, '$.membershipRule') IS NOT NULL;
  `,
  // Every fact of a cycle is a row, so that an index costs more than it looks like. A list of three after IN would be built anew
  // for each row that is written; the words of a condition are those of the queries in trace-queries.ts.
  `
  DROP INDEX trace_change;
  DROP INDEX trace_cycles;
  DROP INDEX trace_audit;
  CREATE INDEX trace_change ON trace (change_id) WHERE change_id IS NOT NULL;
  CREATE INDEX trace_cycle_steps ON trace (cycle_id, step) WHERE change_id IS NULL;
  CREATE INDEX trace_cycles ON trace (app_id, sequence)
    WHERE kind = 'cycle-started' OR kind = 'cycle-finished' OR kind = 'cycle-failed';
  CREATE INDEX trace_audit ON trace (app_id, sequence, search_text) WHERE kind = 'audited' OR kind = 'cycle-failed';
  `,
  // Users are counted as what is no group.
  "DROP INDEX link_type; CREATE INDEX link_group ON link (app_id) WHERE type = 'Group'",
  // What an update changed, as a JSON array of names; null where it is not known, as with every change of before.
  'ALTER TABLE tenant_change ADD COLUMN attributes TEXT',
  // Changes of groups that no cycle has seen yet moved users whom nobody wrote down: whoever may have been moved is looked at once.
  `
  CREATE TABLE moved_user (
    sequence INTEGER NOT NULL,
    position INTEGER NOT NULL,
    user_id TEXT NOT NULL,
    PRIMARY KEY (sequence, position)
  ) WITHOUT ROWID;
  INSERT INTO moved_user (sequence, position, user_id)
    SELECT (SELECT max(sequence) FROM tenant_change), row_number() OVER (ORDER BY user_id), user_id FROM (
      SELECT source_id AS user_id FROM link WHERE type = 'User'
      UNION
      SELECT member_id FROM group_member
        JOIN assignment ON principal_id = group_id
        JOIN tenant_object ON object_id = member_id AND type = 'User'
    ) WHERE EXISTS (SELECT 1 FROM tenant_change);
  `,
  // Of an exchange, `action` is its purpose, and `status` its answer's number or the word for why none came: the wire is searched by them.
  `
  DROP INDEX trace_exchanges;
  UPDATE trace SET
    action = json_extract(event, '$.purpose'),
    status = coalesce(json_extract(event, '$.outcome.response.status'), json_extract(event, '$.outcome.failure.kind'))
  WHERE kind = 'exchange-recorded';
  CREATE INDEX trace_exchanges ON trace
    (sequence, app_id, change_id, cycle_id, source_id, action, status, duration_ms, search_text)
    WHERE kind = 'exchange-recorded';
  `,
  // What the list of users is filtered by stands in the index that lists it. Values are those of columnsOf in tenant-store.ts.
  `
  ALTER TABLE tenant_object ADD COLUMN is_enabled INTEGER NOT NULL DEFAULT 1;
  ALTER TABLE tenant_object ADD COLUMN has_mail INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE tenant_object ADD COLUMN department TEXT;
  DROP INDEX tenant_object_list;
  UPDATE tenant_object SET
    is_enabled = json_type(body, '$.attributes.accountEnabled') IS NOT 'false',
    has_mail = json_type(body, '$.attributes.mail') IS 'text' AND json_extract(body, '$.attributes.mail') <> '',
    department = CASE json_type(body, '$.attributes.department')
      WHEN 'text' THEN nullif(json_extract(body, '$.attributes.department'), '') END;
  CREATE INDEX tenant_object_list ON tenant_object
    (type, sort_name, object_id, is_deleted, is_enabled, has_mail, department, search_text);
  `,
  // Disables and deletions that accidental-deletion prevention holds back: none in most workspaces, and nothing costs their absence.
  `
  CREATE TABLE staged_deletion (
    app_id TEXT NOT NULL,
    source_id TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (app_id, source_id)
  ) WITHOUT ROWID;
  `,
  // Events of cycles as they were written down, until they are sorted into the table: see trace-journal.ts. Numbers of a lot follow each
  // other.
  'CREATE TABLE trace_lot (last_sequence INTEGER PRIMARY KEY, body BLOB NOT NULL)',
];
