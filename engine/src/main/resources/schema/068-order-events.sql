-- Which event told the end of an order, so that a list of orders can say how far each was told.
create table order_event (
    order_no TEXT PRIMARY KEY,
    event INTEGER NOT NULL
);
insert into order_event
    select json_extract(body, '$.order_no'), max(id) from partner_event
    where event in ('order.paid', 'order.closed') and json_valid(body) and json_extract(body, '$.order_no') is not null
    group by json_extract(body, '$.order_no');
