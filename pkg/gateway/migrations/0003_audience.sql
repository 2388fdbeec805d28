-- For whom a book says that it is: children, young, adults. NULL where it does not say.
ALTER TABLE books ADD COLUMN audience TEXT;
