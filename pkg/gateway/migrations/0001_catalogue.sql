-- The index of the folder. Everything in it can be made again from the books, except `added`.

CREATE TABLE books (
    number     INTEGER PRIMARY KEY,
    id         TEXT    NOT NULL UNIQUE, -- of the content: the first 16 bytes of its SHA-256, in hex
    problem    TEXT,                    -- why it cannot be read; NULL where it can
    media_type TEXT    NOT NULL,
    extension  TEXT    NOT NULL,
    size       INTEGER NOT NULL,
    title      TEXT    NOT NULL,
    title_key  TEXT    NOT NULL,
    author_key TEXT    NOT NULL,
    published  TEXT,
    added      INTEGER NOT NULL,        -- when it was first seen, seconds since 1970
    modified   INTEGER NOT NULL,        -- when the file was last written
    metadata   TEXT    NOT NULL,        -- as JSON, whole
    covers     TEXT    NOT NULL,        -- as JSON: the pictures there are
    absent     INTEGER                  -- since when its file is gone; NULL where it is there
);

CREATE INDEX books_by_age ON books (added DESC, modified DESC) WHERE absent IS NULL;

CREATE TABLE files (
    path     TEXT    PRIMARY KEY,       -- from the folder, with slashes
    size     INTEGER NOT NULL,
    modified INTEGER NOT NULL,          -- nanoseconds since 1970
    reader   INTEGER NOT NULL,          -- which version of the reader looked at it
    book     TEXT    NOT NULL,
    present  INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX files_by_book ON files (book);

CREATE TABLE languages (
    book INTEGER NOT NULL REFERENCES books (number) ON DELETE CASCADE,
    tag  TEXT    NOT NULL,              -- the primary subtag
    PRIMARY KEY (tag, book)
) WITHOUT ROWID;

CREATE INDEX languages_by_book ON languages (book);

CREATE TABLE subjects (
    book INTEGER NOT NULL REFERENCES books (number) ON DELETE CASCADE,
    key  TEXT    NOT NULL,              -- normalised
    name TEXT    NOT NULL,              -- as the book says it
    PRIMARY KEY (key, book)
) WITHOUT ROWID;

CREATE INDEX subjects_by_book ON subjects (book);

-- The text is normalised before it comes here (catalogue/search.rs); this only splits it at spaces.
CREATE VIRTUAL TABLE search USING fts5 (
    title, author, subject, description,
    content = '', contentless_delete = 1, prefix = '2 3',
    tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'"
);
