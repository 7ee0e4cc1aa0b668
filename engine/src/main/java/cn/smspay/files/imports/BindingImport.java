package cn.smspay.files.imports;

import cn.smspay.accounts.Accounts;
import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.Documents;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Tx;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Bank cards to be bound to accounts. */
final class BindingImport implements ImportKind<BindingImport.Item> {
    private final Accounts accounts;
    private final Clock clock;

    BindingImport(Accounts accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    record Item(Msisdn msisdn, BankCode bank, Secret number, Secret holder) {}

    @Override
    public List<String> columns() {
        return List.of("msisdn", "bank", "number", "holder");
    }

    @Override
    public Optional<Item> read(ImportRow row) {
        var msisdn = row.msisdn();
        var bank = row.wanted("bank", "one of the 14 banks, like 工商银行 or ICBC", BankCode::read);
        var number = row.wanted(
                "number",
                "15 to 19 digits of which the last is a check digit",
                text -> Optional.of(new Secret(text)).filter(s -> Documents.isBankCard(text)));
        var holder = row.wanted("holder", "the name on the card", text -> Optional.of(new Secret(text)));
        return msisdn.isPresent() && bank.isPresent() && number.isPresent() && holder.isPresent()
                ? Optional.of(new Item(msisdn.get(), bank.get(), number.get(), holder.get()))
                : Optional.empty();
    }

    @Override
    public List<Object> keys(Item item) {
        return List.of(item.msisdn());
    }

    @Override
    public RowOutcome write(Tx tx, Item item) {
        var who = subscriber(accounts, tx, item.msisdn());
        if (accounts.bankCards().isBound(tx, who, item.bank(), item.number())) {
            return RowOutcome.SAME;
        }
        return accounts.bankCards()
                .bind(tx, who, item.bank(), item.number(), item.holder(), clock.instant())
                .fold(bound -> RowOutcome.ADDED, refusal -> {
                    throw ImportRefused.of(refusal);
                });
    }

    static SubscriptionId subscriber(Accounts accounts, Tx tx, Msisdn msisdn) {
        return accounts.subscribers()
                .find(tx, msisdn)
                .orElseThrow(() -> new ImportRefused("no account, open one first"))
                .id();
    }
}
