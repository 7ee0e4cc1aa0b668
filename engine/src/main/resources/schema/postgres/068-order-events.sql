-- Which event told the end of an order, so that a list of orders can say how far each was told.
create table order_event (
    order_no TEXT COLLATE "C" primary key,
    event BIGINT not null
);
insert into order_event
    select cast(body as jsonb) ->> 'order_no', max(id) from partner_event
    where event in ('order.paid', 'order.closed') and cast(body as jsonb) ->> 'order_no' is not null
    group by cast(body as jsonb) ->> 'order_no';
