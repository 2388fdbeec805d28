-- For how many days it is known who had what, once it is over; 0: for ever.
ALTER TABLE rules ADD COLUMN history_days BIGINT NOT NULL DEFAULT 90;
