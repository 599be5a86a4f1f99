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
];
