-- Its rows have moved to the table charge.
drop table charge_record;
