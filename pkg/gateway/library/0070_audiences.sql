-- What a guardian lets a child see: not-adults, children. NULL: everything.
ALTER TABLE patrons ADD COLUMN sees TEXT;

-- For whom a librarian says that a work is. Without a row counts what the book says of itself.
CREATE TABLE audiences (
    work     TEXT   PRIMARY KEY,         -- the catalogue's id; of a work that there is only on paper the holding's
    audience TEXT   NOT NULL,            -- children, young, adults, everybody
    updated  BIGINT NOT NULL
);
