package cn.smspay.tools.bench;

import static cn.smspay.accounts.customers.AccountTables.ACCOUNT;
import static cn.smspay.accounts.customers.AccountTables.BANK_CARD;
import static cn.smspay.accounts.customers.AccountTables.HOLDER;
import static cn.smspay.accounts.customers.AccountTables.IDENTITY;
import static cn.smspay.accounts.customers.AccountTables.NUMBER;
import static cn.smspay.accounts.customers.AccountTables.PASSWORD;
import static cn.smspay.accounts.customers.AccountTables.SUBSCRIPTION;

import cn.smspay.accounts.Accounts;
import cn.smspay.accounts.customers.Account;
import cn.smspay.accounts.customers.AccountTables.BankCard;
import cn.smspay.accounts.customers.AccountTables.Holder;
import cn.smspay.accounts.customers.AccountTables.Identity;
import cn.smspay.accounts.customers.AccountTables.NumberRow;
import cn.smspay.accounts.customers.AccountTables.Password;
import cn.smspay.accounts.customers.AccountTables.PasswordKey;
import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.IdType;
import cn.smspay.accounts.customers.Operator;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.customers.PhoneCondition;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.customers.Sealed;
import cn.smspay.accounts.customers.Subscription;
import cn.smspay.accounts.life.Passwords;
import cn.smspay.base.AccountNo;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.vault.PasswordHash;
import cn.smspay.base.vault.Vault;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.books.ledger.Entry;
import cn.smspay.books.ledger.Event;
import cn.smspay.books.ledger.Ledger;
import cn.smspay.books.ledger.Line;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.store.Store;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Fills a fresh database with very many real-name accounts for measurements. Only the first of them have a pay password, and the same for the site, that
 * can be typed, because hashing one takes milliseconds; the others' is nobody's.
 */
public final class MassStock {
    public static final Secret PAY_PASSWORD = new Secret("135792");
    private static final int CHUNK = 1_000;
    private static final long FIRST = 13_500_000_000L;
    private static final Fen CASH = new Fen(1_000_00);
    private static final PasswordHash NOBODYS = new PasswordHash("00:00");
    private static final String TAIL = "6222";

    private final Store store;
    private final Ledger ledger;
    private final Vault vault;

    public MassStock(Store store, Accounts accounts, Vault vault) {
        this.store = store;
        this.ledger = accounts.ledger();
        this.vault = vault;
    }

    /** The number of the account with this index, from 0. */
    public static String number(long index) {
        return Long.toString(FIRST + index);
    }

    /**
     * @param accounts how many
     * @param withPassword how many of them, from the first, with {@link #PAY_PASSWORD}
     * @param progress told how many there are so far
     */
    public void fill(long accounts, long withPassword, Instant now, LongConsumer progress) {
        var template = new StockTemplate(
                vault.seal("王小明", Sealed.NAME),
                vault.seal("11010519491231002X", Sealed.ID_NUMBER),
                vault.seal("622202000000000" + TAIL, Sealed.BANK_CARD));
        for (long from = 0; from < accounts; from += CHUNK) {
            long first = from;
            long count = Math.min(CHUNK, accounts - from);
            store.write(tx -> {
                chunk(tx, template, first, count, withPassword, now);
                return count;
            });
            progress.accept(from + count);
        }
    }

    private record StockTemplate(byte[] name, byte[] idNumber, byte[] card) {}

    private void chunk(Tx tx, StockTemplate template, long first, long count, long withPassword, Instant now) {
        List<Line> lines = new ArrayList<>();
        Map<AccountNo, SubscriptionId> known = new HashMap<>();
        for (long index = first; index < first + count; index++) {
            var who = new SubscriptionId(tx.next("subscription"));
            var no = new AccountNo(tx.next("account"));
            var msisdn = new Msisdn(number(index));
            tx.add(NUMBER, new NumberRow(msisdn.number(), who));
            tx.add(
                    SUBSCRIPTION,
                    new Subscription(
                            who,
                            msisdn,
                            1,
                            Operator.CHINA_MOBILE,
                            Province.HUNAN,
                            Brand.GOTONE,
                            PhoneCondition.NORMAL,
                            false,
                            false,
                            no,
                            true,
                            Subscription.Risk.NONE,
                            null));
            tx.add(
                    ACCOUNT,
                    new Account(
                            no,
                            who,
                            Account.LifeState.OPEN,
                            now,
                            Channel.SYSTEM,
                            "bench",
                            null,
                            now,
                            new Account.Resets(0, 0),
                            new Account.BoundCard(BankCode.ICBC, TAIL),
                            null,
                            0,
                            false));
            tx.add(IDENTITY, new Identity(who, template.name(), IdType.ID_CARD, template.idNumber()));
            tx.add(HOLDER, new Holder(no, template.name()));
            tx.add(BANK_CARD, new BankCard(no, template.card()));
            if (index < withPassword) {
                known.put(no, who);
            } else {
                tx.add(PASSWORD, new Password(new PasswordKey(no, PasswordKind.PAY), NOBODYS, 0, null, false));
                tx.add(PASSWORD, new Password(new PasswordKey(no, PasswordKind.LOGIN), NOBODYS, 0, null, true));
            }
            lines.add(new Line(BookAccount.of(no, Pocket.CASH), Line.Side.CREDIT, CASH));
        }
        passwords(known).forEach(password -> tx.add(PASSWORD, password));
        lines.add(new Line(BookAccount.EBANK_CLEARING, Line.Side.DEBIT, new Fen(CASH.fen() * count)));
        ledger.post(tx, new Entry("mass:" + first, Event.OPENING_BALANCE, lines, null, null, now))
                .transfer();
    }

    /** On all processors: it takes milliseconds each. */
    private List<Password> passwords(Map<AccountNo, SubscriptionId> of) {
        return of.entrySet().parallelStream()
                .flatMap(entry -> Stream.of(PasswordKind.PAY, PasswordKind.LOGIN)
                        .map(kind -> new Password(
                                new PasswordKey(entry.getKey(), kind),
                                vault.hashPassword(Passwords.owner(entry.getValue(), kind), PAY_PASSWORD),
                                0,
                                null,
                                false)))
                .toList();
    }
}
