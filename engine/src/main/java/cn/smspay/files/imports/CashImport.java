package cn.smspay.files.imports;

import cn.smspay.accounts.Accounts;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.store.Tx;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Cash that accounts begin with, once per account. */
final class CashImport implements ImportKind<CashImport.Item> {
    private final Accounts accounts;
    private final Clock clock;

    CashImport(Accounts accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    record Item(Msisdn msisdn, Fen amount) {}

    @Override
    public List<String> columns() {
        return List.of("msisdn", "amount");
    }

    @Override
    public Optional<Item> read(ImportRow row) {
        var msisdn = row.msisdn();
        var amount = row.wanted("amount", "yuan above zero, like 100.50", ImportRow::positive);
        return msisdn.isPresent() && amount.isPresent()
                ? Optional.of(new Item(msisdn.get(), amount.get()))
                : Optional.empty();
    }

    @Override
    public List<Object> keys(Item item) {
        return List.of(item.msisdn());
    }

    @Override
    public RowOutcome write(Tx tx, Item item) {
        var who = BindingImport.subscriber(accounts, tx, item.msisdn());
        return accounts.cashTopUps()
                .beginWith(tx, who, item.amount(), clock.instant())
                .fold(RowOutcome::of, refusal -> {
                    throw refusal.reason() == Reason.KEY_REUSED
                            ? new ImportRefused(
                                    "the account began with another amount, and an amount once booked is not changed")
                            : ImportRefused.of(refusal);
                });
    }
}
