-- What a guardian allows: how many books the child may have at once. NULL: as many as anybody.
ALTER TABLE patrons ADD COLUMN most_loans BIGINT;
