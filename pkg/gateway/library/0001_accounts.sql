-- What must not be lost. The same statements make the tables in SQLite and in PostgreSQL: TEXT and BIGINT only.
-- Times are milliseconds since 1970, UTC. Ids are UUIDs as text. 0 and 1 are no and yes.

-- Whoever has something of their own here: a patron, and later a visitor of another library's catalogue.
CREATE TABLE accounts (
    id      TEXT   PRIMARY KEY,
    created BIGINT NOT NULL
);

CREATE TABLE patrons (
    id           TEXT   PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    card         TEXT   NOT NULL,        -- the card's number, as it stands on the card
    card_key     TEXT   NOT NULL UNIQUE, -- the same without spaces and capitals: with this one signs in
    name         TEXT   NOT NULL,
    pin          TEXT,                   -- argon2id, as a PHC string; NULL: nobody can sign in
    status       TEXT   NOT NULL,        -- active, blocked
    blocked_why  TEXT,                   -- what the library says of it, to the patron
    expires      BIGINT,                 -- when the card stops being good; NULL: never
    language     TEXT,                   -- en, zh-CN; NULL: whatever the browser says
    role         TEXT   NOT NULL,        -- patron, librarian
    guardian     TEXT   REFERENCES patrons (id),
    wrong_tries  BIGINT NOT NULL,        -- since the last right one
    locked_until BIGINT,                 -- no try counts before
    created      BIGINT NOT NULL,
    updated      BIGINT NOT NULL
);

CREATE INDEX patrons_by_guardian ON patrons (guardian);

CREATE TABLE sessions (
    token   TEXT   PRIMARY KEY,          -- the SHA-256 of what the cookie holds, in hex
    account TEXT   NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    created BIGINT NOT NULL,
    seen    BIGINT NOT NULL,
    expires BIGINT NOT NULL
);

CREATE INDEX sessions_by_account ON sessions (account);
CREATE INDEX sessions_by_expiry ON sessions (expires);

-- Wrong tries to sign in, by where they came from.
CREATE TABLE tries (
    origin TEXT   PRIMARY KEY,
    count  BIGINT NOT NULL,
    since  BIGINT NOT NULL
);

-- Who did what, when and from where. No secrets. Written in the transaction of what it tells.
CREATE TABLE audit (
    id      TEXT   PRIMARY KEY,          -- UUID of version 7: in the order of time
    at      BIGINT NOT NULL,
    actor   TEXT,                        -- an account; NULL: nobody who is known
    action  TEXT   NOT NULL,
    subject TEXT,                        -- whom or what it was done to
    detail  TEXT,                        -- as JSON
    origin  TEXT   NOT NULL              -- an address, `command line`, `clock`
);

CREATE INDEX audit_by_time ON audit (at);
CREATE INDEX audit_by_subject ON audit (subject);
