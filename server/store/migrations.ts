/** Steps from an empty file to today's format; `PRAGMA user_version` counts how many a file has seen. Never edited, only added to. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE organization (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL
  );
  CREATE TABLE directory (
    id TEXT PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organization (id),
    name TEXT NOT NULL,
    external_key TEXT NOT NULL,
    state TEXT NOT NULL,
    tolerances TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    last_request_at INTEGER
  );
  CREATE TABLE token (
    number INTEGER PRIMARY KEY,
    directory_id TEXT NOT NULL REFERENCES directory (id) ON DELETE CASCADE,
    hash BLOB NOT NULL,
    suffix TEXT NOT NULL
  );
  CREATE INDEX token_of_directory ON token (directory_id);
  -- user_name, display_name: in lower case, for these attributes ignore case (RFC 7643 section 8.7.1). change: newest first.
  CREATE TABLE resource (
    key INTEGER PRIMARY KEY,
    directory_id TEXT NOT NULL REFERENCES directory (id) ON DELETE CASCADE,
    type TEXT NOT NULL,
    id TEXT NOT NULL,
    directory_object_id TEXT NOT NULL,
    user_name TEXT,
    external_id TEXT,
    display_name TEXT,
    display TEXT NOT NULL,
    search_text TEXT NOT NULL,
    body TEXT NOT NULL,
    version INTEGER NOT NULL,
    change INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
  );
  CREATE UNIQUE INDEX resource_by_id ON resource (directory_id, id);
  CREATE INDEX resource_by_type ON resource (directory_id, type, key);
  CREATE INDEX resource_by_change ON resource (directory_id, type, change);
  CREATE INDEX resource_by_external_id ON resource (directory_id, type, external_id);
  CREATE INDEX resource_by_display_name ON resource (directory_id, type, display_name);
  CREATE INDEX resource_by_user_name ON resource (directory_id, type, user_name);
  CREATE UNIQUE INDEX user_name_is_unique ON resource (directory_id, user_name) WHERE type = 'User';
  CREATE UNIQUE INDEX group_name_is_unique ON resource (directory_id, display_name) WHERE type = 'Group';
  CREATE TABLE member (
    number INTEGER PRIMARY KEY,
    group_key INTEGER NOT NULL REFERENCES resource (key) ON DELETE CASCADE,
    member_key INTEGER NOT NULL REFERENCES resource (key) ON DELETE CASCADE,
    UNIQUE (group_key, member_key)
  );
  CREATE INDEX member_by_member ON member (member_key);
  CREATE TABLE event (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    directory_id TEXT NOT NULL REFERENCES directory (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    event TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    data TEXT NOT NULL
  );
  CREATE INDEX event_of_directory ON event (directory_id, sequence);
  CREATE TABLE request (
    directory_id TEXT NOT NULL REFERENCES directory (id) ON DELETE CASCADE,
    sequence INTEGER NOT NULL,
    at INTEGER NOT NULL,
    method TEXT NOT NULL,
    target TEXT NOT NULL,
    request_body TEXT NOT NULL,
    status INTEGER NOT NULL,
    response_body TEXT NOT NULL,
    PRIMARY KEY (directory_id, sequence)
  ) WITHOUT ROWID
  `,
  // A directory may define schemas, and in them attributes whose values are unique.
  `
  ALTER TABLE directory ADD COLUMN schemas TEXT NOT NULL DEFAULT '';
  ALTER TABLE directory ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';
  CREATE TABLE unique_value (
    directory_id TEXT NOT NULL,
    type TEXT NOT NULL,
    attribute TEXT NOT NULL,
    value TEXT NOT NULL,
    resource_key INTEGER NOT NULL REFERENCES resource (key) ON DELETE CASCADE,
    PRIMARY KEY (directory_id, type, attribute, value)
  ) WITHOUT ROWID;
  CREATE INDEX unique_value_of_resource ON unique_value (resource_key)
  `,
  // How a directory misbehaves: seed and rules as JSON; empty: not at all.
  `
  ALTER TABLE directory ADD COLUMN faults TEXT NOT NULL DEFAULT ''
  `,
  // Counts are kept, not counted. Values that filters ask for by equality and that are no column: see indexedValuesOf in indexed-values.ts.
  `
  CREATE TABLE resource_count (
    directory_id TEXT NOT NULL REFERENCES directory (id) ON DELETE CASCADE,
    type TEXT NOT NULL,
    total INTEGER NOT NULL,
    PRIMARY KEY (directory_id, type)
  ) WITHOUT ROWID;
  INSERT INTO resource_count SELECT directory_id, type, COUNT(*) FROM resource GROUP BY directory_id, type;
  CREATE TRIGGER resource_counted AFTER INSERT ON resource BEGIN
    INSERT INTO resource_count VALUES (NEW.directory_id, NEW.type, 1) ON CONFLICT DO UPDATE SET total = total + 1;
  END;
  CREATE TRIGGER resource_uncounted AFTER DELETE ON resource BEGIN
    UPDATE resource_count SET total = total - 1 WHERE directory_id = OLD.directory_id AND type = OLD.type;
  END;
  CREATE TABLE indexed_value (
    directory_id TEXT NOT NULL REFERENCES directory (id) ON DELETE CASCADE,
    type TEXT NOT NULL,
    attribute TEXT NOT NULL,
    value TEXT NOT NULL,
    resource_key INTEGER NOT NULL,
    PRIMARY KEY (directory_id, type, attribute, value, resource_key)
  ) WITHOUT ROWID;
  INSERT OR IGNORE INTO indexed_value
    SELECT directory_id, resource.type, 'emails.value', fold_case(json_extract(email.value, '$.value')), resource.key
    FROM resource, json_each(body, '$.emails') AS email WHERE json_type(email.value, '$.value') = 'text';
  INSERT OR IGNORE INTO indexed_value
    SELECT directory_id, type, 'employeeNumber',
      fold_case(json_extract(body, '$."urn:ietf:params:scim:schemas:extension:enterprise:2.0:User".employeeNumber')), key
    FROM resource
    WHERE json_type(body, '$."urn:ietf:params:scim:schemas:extension:enterprise:2.0:User".employeeNumber') = 'text'
  `,
  // Directory events outlive their directory, whose deletion is the last of them; is_past: of a directory that is gone. Users whom the
  // receiver was told are deleted although they are only inactive; directories of before tell of inactive users as they did. Where
  // events are sent, and keys of those who may ask for them. A resource is asked for by the id that events give it.
  `
  ALTER TABLE event RENAME TO event_of_before;
  DROP INDEX event_of_directory;
  CREATE TABLE event (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    organization_id TEXT NOT NULL,
    directory_id TEXT NOT NULL,
    id TEXT NOT NULL,
    event TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    data TEXT NOT NULL,
    is_past INTEGER NOT NULL DEFAULT 0
  );
  INSERT INTO event SELECT old.sequence, directory.organization_id, old.directory_id, old.id, old.event, old.created_at, old.data, 0
    FROM event_of_before AS old JOIN directory ON directory.id = old.directory_id ORDER BY old.sequence;
  DROP TABLE event_of_before;
  CREATE INDEX event_of_directory ON event (directory_id, sequence) WHERE is_past = 0;
  CREATE INDEX event_by_id ON event (id);
  CREATE TABLE dropped_user (
    directory_id TEXT NOT NULL REFERENCES directory (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL,
    PRIMARY KEY (directory_id, user_id)
  ) WITHOUT ROWID;
  UPDATE directory SET settings = json_set(settings, '$.inactiveUsers', 'updated');
  ALTER TABLE token ADD COLUMN created_at INTEGER NOT NULL DEFAULT 0;
  UPDATE token SET created_at = (SELECT directory.created_at FROM directory WHERE directory.id = directory_id);
  CREATE INDEX resource_by_object_id ON resource (directory_object_id);
  CREATE TABLE api_key (
    id TEXT PRIMARY KEY,
    organization_id TEXT REFERENCES organization (id) ON DELETE CASCADE,
    hash BLOB NOT NULL,
    suffix TEXT NOT NULL,
    created_at INTEGER NOT NULL
  );
  CREATE TABLE webhook_endpoint (
    id TEXT PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
    directory_id TEXT,
    is_retired INTEGER NOT NULL,
    url TEXT NOT NULL,
    origin TEXT NOT NULL,
    allowed_origin TEXT,
    is_enabled INTEGER NOT NULL,
    events TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
  );
  CREATE TABLE webhook_delivery (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    endpoint_id TEXT NOT NULL REFERENCES webhook_endpoint (id) ON DELETE CASCADE,
    event_sequence INTEGER NOT NULL,
    event_id TEXT NOT NULL,
    event TEXT NOT NULL,
    cause TEXT NOT NULL,
    state TEXT NOT NULL,
    queued_at INTEGER NOT NULL,
    attempt_count INTEGER NOT NULL,
    next_attempt_at INTEGER
  );
  CREATE INDEX webhook_delivery_due ON webhook_delivery (endpoint_id, state, next_attempt_at, number);
  CREATE TABLE webhook_attempt (
    delivery_number INTEGER NOT NULL REFERENCES webhook_delivery (number) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    status INTEGER,
    duration_ms REAL NOT NULL,
    failure TEXT,
    body_head TEXT NOT NULL,
    PRIMARY KEY (delivery_number, number)
  ) WITHOUT ROWID
  `,
  // In a table WITHOUT ROWID a row of more than 1,000 bytes takes a page of its own; in one with keys a page holds several.
  `
  CREATE TABLE kept_request (
    key INTEGER PRIMARY KEY,
    directory_id TEXT NOT NULL REFERENCES directory (id) ON DELETE CASCADE,
    sequence INTEGER NOT NULL,
    at INTEGER NOT NULL,
    method TEXT NOT NULL,
    target TEXT NOT NULL,
    request_body TEXT NOT NULL,
    status INTEGER NOT NULL,
    response_body TEXT NOT NULL
  );
  INSERT INTO kept_request (directory_id, sequence, at, method, target, request_body, status, response_body)
    SELECT directory_id, sequence, at, method, target, request_body, status, response_body FROM request
    ORDER BY directory_id, sequence;
  DROP TABLE request;
  ALTER TABLE kept_request RENAME TO request;
  CREATE UNIQUE INDEX request_of_directory ON request (directory_id, sequence)
  `,
  // A snapshot is a directory without an address, of the one it was taken of. OAuth clients, and access tokens until they expire.
  `
  ALTER TABLE directory ADD COLUMN snapshot_of TEXT REFERENCES directory (id) ON DELETE CASCADE;
  ALTER TABLE directory ADD COLUMN snapshot_cause TEXT;
  ALTER TABLE directory ADD COLUMN snapshot_bytes INTEGER;
  CREATE INDEX directory_by_snapshot_of ON directory (snapshot_of);
  CREATE TABLE oauth_client (
    id TEXT PRIMARY KEY,
    directory_id TEXT NOT NULL REFERENCES directory (id) ON DELETE CASCADE,
    hash BLOB NOT NULL,
    suffix TEXT NOT NULL,
    expires_in_seconds INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    last_token_at INTEGER
  );
  CREATE INDEX oauth_client_of_directory ON oauth_client (directory_id);
  CREATE TABLE oauth_token (
    hash BLOB PRIMARY KEY,
    client_id TEXT NOT NULL REFERENCES oauth_client (id) ON DELETE CASCADE,
    directory_id TEXT NOT NULL REFERENCES directory (id) ON DELETE CASCADE,
    expires_at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX oauth_token_of_client ON oauth_token (client_id);
  CREATE INDEX oauth_token_of_directory ON oauth_token (directory_id)
  `,
  // What a seed has put into a directory, and a directory whose contents are being replaced: to be taken back where that never ended.
  `
  CREATE TABLE unfinished_seed (
    resource_key INTEGER PRIMARY KEY REFERENCES resource (key) ON DELETE CASCADE,
    directory_id TEXT NOT NULL
  );
  CREATE TABLE unfinished_change (
    directory_id TEXT PRIMARY KEY REFERENCES directory (id) ON DELETE CASCADE,
    snapshot_id TEXT NOT NULL
  ) WITHOUT ROWID
  `,
];
