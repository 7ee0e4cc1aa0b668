package cn.smspay.files.imports;

import cn.smspay.accounts.Accounts;
import cn.smspay.base.AccountNo;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.books.ledger.Entry;
import cn.smspay.books.ledger.Event;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.store.Tx;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Cash that accounts begin with, once per account. */
final class CashImport implements ImportKind<CashImport.Item> {
    private static final String ACCOUNT = """
            select s.account
            from number n join subscription s on s.id = n.subscription join account a on a.no = s.account
            where n.msisdn = :msisdn and a.status = 'OPEN'
            """;
    private static final String EARLIER = """
            select p.amount from transfer_request r join posting p on p.transfer = r.transfer
            where r.idempotency_key = :key limit 1
            """;

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
    public Object key(Item item) {
        return item.msisdn();
    }

    @Override
    public void compare(Handle sql, ImportRow row, Item item) {
        var account = sql.createQuery(ACCOUNT)
                .bind("msisdn", item.msisdn().digits())
                .mapTo(Long.class)
                .findOne();
        if (account.isEmpty()) {
            row.fault(item.msisdn() + " has no account; open one first");
            return;
        }
        sql.createQuery(EARLIER)
                .bind("key", key(new AccountNo(account.get())))
                .mapTo(Long.class)
                .findOne()
                .filter(fen -> fen != item.amount().fen())
                .ifPresent(fen -> row.fault("the account of " + item.msisdn() + " began with " + new Fen(fen)
                        + " before; an amount once booked is not changed"));
    }

    private static String key(AccountNo account) {
        return "opening:" + account;
    }

    @Override
    public boolean write(Tx tx, Item item) {
        var account = Objects.requireNonNull(
                accounts.subscribers().find(tx, item.msisdn()).orElseThrow().account());
        var key = key(account);
        if (accounts.ledger().posted(tx, key).isPresent()) {
            return false;
        }
        accounts.ledger()
                .post(
                        tx,
                        Entry.of(
                                key,
                                Event.OPENING_BALANCE,
                                BookAccount.EBANK_CLEARING,
                                BookAccount.of(account, Pocket.CASH),
                                item.amount(),
                                clock.instant()))
                .transfer();
        return true;
    }
}
