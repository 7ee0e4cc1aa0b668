-- Their rows have moved.
drop table recharge_card_of_hash;
drop table frozen_card_of_hash;
