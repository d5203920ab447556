-- Articles and what was found in them, claims with their vectors, links, and reviewers' verdicts.
-- Columns are named as the fields of the records; JSON columns hold sequences that are never searched.

PRAGMA application_id = 1903456875; -- "qtrk"

CREATE TABLE articles (
    number    INTEGER PRIMARY KEY, -- the order of adding
    id        TEXT NOT NULL UNIQUE,
    text      TEXT NOT NULL,
    source    TEXT,
    path      TEXT,
    title     TEXT,
    author    TEXT,
    published TEXT, -- ISO 8601
    url       TEXT,
    language  TEXT, -- as given with the article
    blocks    JSON NOT NULL,
    detected  TEXT NOT NULL, -- as found: `ArticleResult.language`
    segments  JSON NOT NULL,
    notes     JSON NOT NULL
);
CREATE INDEX articles_published ON articles (published);

CREATE TABLE speakers (
    number     INTEGER PRIMARY KEY,
    in_article INTEGER NOT NULL REFERENCES articles,
    listed     INTEGER NOT NULL, -- 0: only a quote has it
    searched   TEXT NOT NULL, -- names and aliases in lower-case ASCII, one a line
    id         TEXT NOT NULL,
    name       TEXT NOT NULL,
    type       TEXT NOT NULL,
    aliases    JSON NOT NULL,
    roles      JSON NOT NULL,
    mentions   JSON NOT NULL
);
CREATE INDEX speakers_article ON speakers (in_article);

CREATE TABLE quotes (
    number     INTEGER PRIMARY KEY,
    in_article INTEGER NOT NULL REFERENCES articles,
    said_by    INTEGER REFERENCES speakers,
    id         TEXT NOT NULL,
    article    TEXT NOT NULL,
    kind       TEXT NOT NULL,
    content    JSON NOT NULL,
    text       TEXT NOT NULL,
    language   TEXT NOT NULL,
    cue        JSON,
    source     JSON,
    rule       TEXT NOT NULL,
    confidence REAL NOT NULL
);
CREATE INDEX quotes_article ON quotes (in_article);

-- The words of quote `rowid`, in lower-case ASCII.
CREATE VIRTUAL TABLE quote_words USING fts5 (words, tokenize = 'ascii');

CREATE TABLE claims (
    number       INTEGER PRIMARY KEY,
    id           TEXT NOT NULL UNIQUE,
    quote        TEXT NOT NULL,
    article      TEXT NOT NULL,
    text         TEXT NOT NULL,
    language     TEXT NOT NULL,
    context      TEXT NOT NULL,
    speaker      TEXT,
    speaker_name TEXT,
    source       TEXT,
    published    TEXT,
    polarity     INTEGER NOT NULL,
    modality     TEXT NOT NULL,
    quantities   JSON NOT NULL,
    times        JSON NOT NULL,
    entities     JSON NOT NULL,
    quoted       INTEGER NOT NULL
);

CREATE TABLE vectors (
    claim    TEXT NOT NULL,
    embedder TEXT NOT NULL,
    vector   BLOB NOT NULL, -- float32, little-endian
    PRIMARY KEY (claim, embedder)
) WITHOUT ROWID;

CREATE TABLE links (
    a        TEXT NOT NULL,
    b        TEXT NOT NULL,
    relation TEXT NOT NULL,
    score    REAL NOT NULL,
    evidence JSON NOT NULL
);
CREATE UNIQUE INDEX links_pair ON links (min(a, b), max(a, b));

CREATE TABLE judgements (
    a        TEXT NOT NULL,
    b        TEXT NOT NULL,
    verdict  TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    comment  TEXT NOT NULL
);
CREATE UNIQUE INDEX judgements_pair ON judgements (min(a, b), max(a, b), reviewer);
