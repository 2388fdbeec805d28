-- Whether a patron wants it known what she had: 0, and what is over is forgotten at once.
ALTER TABLE patrons ADD COLUMN keeps_history BIGINT NOT NULL DEFAULT 1;
