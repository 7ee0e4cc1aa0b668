-- What desks and settlements ask: the cases of a customer, and what a merchant was paid from a day on.
create index work_case_subscription on work_case (subscription, id) where subscription is not null;
create index purchase_merchant on purchase (merchant, paid_at);
-- What another has written is seen from the count of batches; a mark of its own for that was never used.
alter table store_epoch drop column elsewhere;
