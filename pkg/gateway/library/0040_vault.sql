-- What patrons sign in to other libraries' servers with, sealed: see src/upstream/vault.
CREATE TABLE vault (
    account  TEXT   NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    upstream TEXT   NOT NULL,            -- its id in the file of upstreams
    sealed   TEXT   NOT NULL,            -- version, name of the key, nonce and ciphertext
    updated  BIGINT NOT NULL,
    PRIMARY KEY (account, upstream)
);
