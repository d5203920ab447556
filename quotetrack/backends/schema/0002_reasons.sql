-- What weighed most for a quote; those kept before have told none.

ALTER TABLE quotes ADD COLUMN reasons JSON NOT NULL DEFAULT '[]';
