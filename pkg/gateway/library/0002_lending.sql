-- What the library lends, to whom, and who waits for it.

-- Where things are handed out. The first is where nobody has to go.
CREATE TABLE service_points (
    id      TEXT   PRIMARY KEY,
    code    TEXT   NOT NULL UNIQUE,
    name    TEXT   NOT NULL,             -- in English, or in the library's language
    name_zh TEXT   NOT NULL,
    pickup  BIGINT NOT NULL,             -- holds can be picked up here
    online  BIGINT NOT NULL,             -- here is the network
    created BIGINT NOT NULL
);

INSERT INTO service_points (id, code, name, name_zh, pickup, online, created)
VALUES ('5a0c1d52-7c1e-4f0b-9a53-0c1b7b6f2a01', 'online', 'Online', '网上', 1, 1, 0);

-- A work that the library lends: FOLIO's instance.
CREATE TABLE holdings (
    id          TEXT   PRIMARY KEY,
    publication TEXT   UNIQUE,           -- the catalogue's id; NULL: only on paper
    title       TEXT   NOT NULL,         -- kept here, so that a loan has a name when the file is gone
    author      TEXT,
    isbn        TEXT,
    access      TEXT   NOT NULL,         -- open: whoever comes reads the file; loan: whoever has it on loan
    days        BIGINT NOT NULL,         -- how long a loan is
    renewals    BIGINT NOT NULL,         -- how often it can be renewed
    hold_days   BIGINT NOT NULL,         -- how long a copy is kept for whoever waited
    fee_cents   BIGINT NOT NULL,         -- for each day that an item on paper is late
    fee_cap     BIGINT NOT NULL,         -- and never more than that
    created     BIGINT NOT NULL,
    updated     BIGINT NOT NULL
);

-- A copy: a licence for one reader at a time, or a thing with a barcode. FOLIO's item.
CREATE TABLE items (
    id            TEXT   PRIMARY KEY,
    holding       TEXT   NOT NULL REFERENCES holdings (id),
    medium        TEXT   NOT NULL,       -- digital, physical
    barcode       TEXT   UNIQUE,
    service_point TEXT   NOT NULL REFERENCES service_points (id),
    withdrawn     BIGINT,                -- since when it is no longer lent
    created       BIGINT NOT NULL
);

CREATE INDEX items_by_holding ON items (holding);

CREATE TABLE loans (
    id          TEXT   PRIMARY KEY,
    patron      TEXT   NOT NULL REFERENCES patrons (id),
    holding     TEXT   NOT NULL REFERENCES holdings (id),
    item        TEXT   NOT NULL REFERENCES items (id),
    medium      TEXT   NOT NULL,
    since       BIGINT NOT NULL,
    due         BIGINT NOT NULL,
    renewals    BIGINT NOT NULL,
    returned    BIGINT,
    ended_by    TEXT,                    -- patron, desk, time
    request_key TEXT                     -- of the request that began it, so that it is not begun twice
);

-- Whatever the code does: a copy is lent once at a time, and a patron reads a work under one licence.
-- On paper she may have several items of one work: the volumes of a set.
CREATE UNIQUE INDEX one_loan_of_an_item ON loans (item) WHERE returned IS NULL;
CREATE UNIQUE INDEX one_licence_of_a_work ON loans (patron, holding) WHERE returned IS NULL AND medium = 'digital';
CREATE INDEX open_loans ON loans (holding) WHERE returned IS NULL;
CREATE INDEX loans_of_patron ON loans (patron, since);
CREATE INDEX loans_that_end ON loans (due) WHERE returned IS NULL;

CREATE TABLE batches (
    id        TEXT   PRIMARY KEY,
    patron    TEXT   NOT NULL REFERENCES patrons (id),
    comments  TEXT,
    submitted BIGINT NOT NULL,
    completed BIGINT NOT NULL
);

CREATE INDEX batches_of_patron ON batches (patron, submitted);

CREATE TABLE holds (
    id            TEXT   PRIMARY KEY,
    patron        TEXT   NOT NULL REFERENCES patrons (id),
    holding       TEXT   NOT NULL REFERENCES holdings (id),
    item          TEXT   REFERENCES items (id), -- no other copy will do
    medium        TEXT   NOT NULL,
    place         BIGINT NOT NULL,       -- whoever has a smaller one is served first
    requested     BIGINT NOT NULL,
    service_point TEXT   NOT NULL REFERENCES service_points (id),
    comments      TEXT,
    ready         BIGINT,                -- since when a copy is kept for her
    until         BIGINT,                -- until when it is
    assigned      TEXT   REFERENCES items (id), -- which
    closed        BIGINT,
    outcome       TEXT,                  -- filled, cancelled, expired
    cancelled_by  TEXT,
    cancel_reason TEXT,
    cancel_note   TEXT,
    batch         TEXT   REFERENCES batches (id),
    request_key   TEXT
);

CREATE UNIQUE INDEX one_hold_of_a_work ON holds (patron, holding, medium) WHERE closed IS NULL AND item IS NULL;
CREATE UNIQUE INDEX one_hold_of_an_item ON holds (patron, item) WHERE closed IS NULL AND item IS NOT NULL;
CREATE UNIQUE INDEX one_hold_has_an_item ON holds (assigned) WHERE closed IS NULL;
CREATE UNIQUE INDEX one_hold_in_a_place ON holds (holding, place);
CREATE INDEX holds_of_patron ON holds (patron, requested);
CREATE INDEX holds_that_end ON holds (until) WHERE closed IS NULL;

CREATE TABLE batch_lines (
    id            TEXT   PRIMARY KEY,
    batch         TEXT   NOT NULL REFERENCES batches (id),
    number        BIGINT NOT NULL,
    item          TEXT   NOT NULL,
    service_point TEXT   NOT NULL,
    hold          TEXT   REFERENCES holds (id), -- NULL: it could not be placed
    error_code    TEXT,
    error_text    TEXT
);

CREATE INDEX lines_of_batch ON batch_lines (batch, number);

-- What a patron owes, in whole cents of the library's currency.
CREATE TABLE charges (
    id      TEXT   PRIMARY KEY,
    patron  TEXT   NOT NULL REFERENCES patrons (id),
    loan    TEXT   REFERENCES loans (id),
    holding TEXT   REFERENCES holdings (id),
    item    TEXT   REFERENCES items (id),
    cents   BIGINT NOT NULL,
    reason  TEXT   NOT NULL,             -- overdue, other
    note    TEXT,
    accrued BIGINT NOT NULL,
    settled BIGINT                       -- when it was paid or waived
);

CREATE INDEX charges_of_patron ON charges (patron, accrued);
CREATE UNIQUE INDEX one_overdue_charge_of_a_loan ON charges (loan, reason);

-- What holds for everybody; one row.
CREATE TABLE rules (
    id       TEXT   PRIMARY KEY,
    loans    BIGINT NOT NULL,            -- at once
    holds    BIGINT NOT NULL,            -- at once
    debt     BIGINT NOT NULL,            -- in cents: whoever owes more borrows nothing
    currency TEXT   NOT NULL             -- ISO 4217
);

INSERT INTO rules (id, loans, holds, debt, currency) VALUES ('library', 20, 20, 2000, 'CNY');
