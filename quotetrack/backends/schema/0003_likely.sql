-- How likely each relation was for a link by itself; those kept before have told none.

ALTER TABLE links ADD COLUMN likely JSON NOT NULL DEFAULT '[]';
