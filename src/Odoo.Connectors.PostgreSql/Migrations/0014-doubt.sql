-- Whether records may have arrived is asked for each new one: the effects in doubt are found without those that only wait.
CREATE INDEX effect_doubt ON effect (target) WHERE state = 2;
