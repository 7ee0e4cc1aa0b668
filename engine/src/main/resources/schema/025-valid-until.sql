-- Until when an answer is of use: a question, until nobody may answer it any more. None for all others.
alter table downlink add column valid_until INTEGER;
