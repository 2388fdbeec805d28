-- The whole SHA-256 of a book's file in Base64, as `Repr-Digest` says it (RFC 9530), so that whoever downloads a book
-- can tell whether all of it arrived as it is. NULL where the file could not be read.
ALTER TABLE books ADD COLUMN digest TEXT;
