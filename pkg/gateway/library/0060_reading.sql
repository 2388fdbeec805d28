-- Where patrons are in what they read, and what they have noted. It is theirs: it does not go when a loan ends, and it goes
-- with the account.

-- Changes of one account, counted, so that her devices can ask for those after the last that they know.
CREATE TABLE readings (
    account TEXT   PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    epoch   TEXT   NOT NULL,             -- another one once everything was erased: then counting begins anew
    changes BIGINT NOT NULL
);

-- The last place of each publication (OPDS Progression).
CREATE TABLE progressions (
    account     TEXT   NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    publication TEXT   NOT NULL,         -- the catalogue's id; the file may be gone
    change      BIGINT NOT NULL,         -- which change of the account it was
    modified    BIGINT NOT NULL,         -- when she was there, as her device says
    document    TEXT   NOT NULL,         -- as JSON
    updated     BIGINT NOT NULL,
    PRIMARY KEY (account, publication)
);

CREATE INDEX progressions_by_change ON progressions (account, change);

-- Annotations (W3C Web Annotation Data Model).
CREATE TABLE annotations (
    account     TEXT   NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    publication TEXT   NOT NULL,
    name        TEXT   NOT NULL,         -- how its address ends
    change      BIGINT NOT NULL,
    etag        TEXT   NOT NULL,         -- of what it says now
    made        TEXT   NOT NULL,         -- digest of what it was made of, so that it is not made a second time
    document    TEXT,                    -- as JSON, without its address; NULL: it was deleted
    created     BIGINT NOT NULL,
    updated     BIGINT NOT NULL,
    PRIMARY KEY (account, publication, name)
);

CREATE INDEX annotations_by_change ON annotations (account, change);
