-- What POS batches brought a merchant, by the day on which it was booked: a settlement pays these days out.
create index wallet_record_posted on wallet_record (psam, posted_at);
