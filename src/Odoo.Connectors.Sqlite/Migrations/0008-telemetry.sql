-- The W3C traceparent of what brought an event and of what planned an effect; null where nothing was traced.

ALTER TABLE inbox ADD COLUMN trace TEXT NULL;
ALTER TABLE effect ADD COLUMN trace TEXT NULL;
