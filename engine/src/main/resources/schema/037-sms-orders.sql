-- Whose orders by short message are open, and how many he left unpaid today.
create index merchant_order_payer on merchant_order (payer, made_at) where payer is not null;
