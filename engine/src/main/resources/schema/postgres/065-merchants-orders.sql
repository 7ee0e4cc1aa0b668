-- A merchant's orders by their time: its list is newest first, and looks at no other merchant's.
create index merchant_order_made on merchant_order (merchant, made_at, no);
