package cn.smspay.testing;

import cn.smspay.accounts.AccountSettings;
import cn.smspay.accounts.Accounts;
import cn.smspay.accounts.AccountsCheck;
import cn.smspay.accounts.cases.Cases;
import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.CardState;
import cn.smspay.accounts.customers.IdType;
import cn.smspay.accounts.customers.Operator;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.payments.BillSystem;
import cn.smspay.accounts.payments.CardStock.Card;
import cn.smspay.accounts.payments.Merchants.Merchant;
import cn.smspay.accounts.payments.OutsideSystems;
import cn.smspay.accounts.payments.PayOuts.PayOut;
import cn.smspay.accounts.payments.Till;
import cn.smspay.accounts.wallet.TestMasters;
import cn.smspay.accounts.wallet.WalletParts;
import cn.smspay.accounts.wallet.WalletSettings;
import cn.smspay.base.AccountNo;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.vault.Vault;
import cn.smspay.books.charge.Billing;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.books.outbox.AnswerIndex;
import cn.smspay.counter.Counter;
import cn.smspay.counter.CounterParts;
import cn.smspay.counter.Dialogues;
import cn.smspay.counter.desks.Desks;
import cn.smspay.engine.WaiversForDesks;
import cn.smspay.files.billing.Waivers;
import cn.smspay.outside.simulator.SimulatedEBanks;
import cn.smspay.outside.simulator.SimulatedRegistry;
import cn.smspay.store.Lane;
import cn.smspay.store.Store;
import cn.smspay.store.Tx;
import cn.smspay.store.sqlite.Durability;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Accounts on a fresh database under a hand-turned clock, with outside systems that answer when they are told to. */
public final class World implements AutoCloseable {
    public static final String KEY = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    public static final String PIN = "135792";
    /** A number that passes the checksum of identity cards. */
    public static final String ID_NUMBER = "11010519491231002X";
    /** A number that passes the check digit of bank cards. */
    public static final String BANK_CARD = "6222021234567890128";

    /** Of the wallets' cards. */
    public static final TestMasters MASTERS = new TestMasters(
            new Secret("11223344556677888877665544332211"),
            new Secret("00112233445566778899AABBCCDDEEFF"),
            new Secret("0123456789ABCDEFFEDCBA9876543210"));

    /** A merchant that may be paid. */
    public static final String SHOP = "shop";

    public final TestClock clock = new TestClock();
    public final Store store;
    public final Lane lane;
    public final Accounts accounts;
    public final Bills bills = new Bills();
    public final SimulatedRegistry registry = new SimulatedRegistry();
    public static final Secret BANK_KEY = new Secret("a key that banks sign with");
    public final SimulatedEBanks eBanks = new SimulatedEBanks(clock, BANK_KEY);
    public final List<PayOut> payOuts = new CopyOnWriteArrayList<>();
    public final List<Said> said = new CopyOnWriteArrayList<>();
    /** Dialogues begun by the counter, as {@code dialog.step}, and those it ended, as {@code end}. */
    public final List<String> dialogues = new CopyOnWriteArrayList<>();

    public final List<String> alarms = new CopyOnWriteArrayList<>();
    private final Optional<TestPostgres> postgres = TestPostgres.ifWanted();
    private final Desks desks;
    private int requests;
    private int serials;

    public World(Path folder) {
        this(folder, AccountSettings.defaults());
    }

    public World(Path folder, AccountSettings settings) {
        this(folder, settings, UnaryOperator.identity());
    }

    /** @param disk what stands between the store and the disk */
    public World(Path folder, AccountSettings settings, UnaryOperator<Durability> disk) {
        store = Store.open(TestPostgres.settings(postgres, folder.resolve("world.db")), disk);
        lane = new Lane(store, 1000, 2);
        accounts = new Accounts(
                store,
                lane,
                Vault.of(KEY),
                settings,
                new OutsideSystems(
                        bills,
                        payOuts::add,
                        registry,
                        (tx, who, notice, values, now) -> said.add(new Said(who, notice, values)),
                        alarms::add,
                        clock,
                        new Random(7),
                        eBanks),
                new WalletParts.Setup(MASTERS, WalletSettings.USUAL));
        desks = new Desks(
                new Counter(new CounterParts(
                        store,
                        lane,
                        Vault.of(KEY),
                        accounts,
                        (tx, who, notice, values, now) -> said.add(new Said(who, notice, values)),
                        new Begun(),
                        clock,
                        new Random(8),
                        new AnswerIndex(store, folder.resolve(AnswerIndex.FOLDER)))),
                new WaiversForDesks(new Waivers(store, new Billing())));
        store.write(tx -> {
            accounts.merchants().put(tx, new Merchant(SHOP, "网上商城", true));
            return true;
        });
    }

    /** The counter on these accounts. */
    public Counter counter() {
        return desks.counter();
    }

    public Desks desks() {
        return desks;
    }

    /** Notes which dialogues the counter begins and ends. */
    private final class Begun implements Dialogues {
        @Override
        public void begin(Tx tx, SubscriptionId who, String dialog, String step, Channel origin, Instant now) {
            dialogues.add(dialog + "." + step);
        }

        @Override
        public void end(Tx tx, SubscriptionId who) {
            dialogues.add("end");
        }
    }

    /** Something said to a subscriber. */
    public record Said(SubscriptionId who, String notice, Map<String, String> values) {}

    /** A bill system whose answers are given by the test. */
    public static final class Bills implements BillSystem {
        public final List<Asked> asked = new CopyOnWriteArrayList<>();

        /** A question that waits for its answer. */
        public record Asked(boolean inquiry, Bill bill, Consumer<PaymentVerdict> answer) {}

        @Override
        public void submit(Bill bill, Consumer<PaymentVerdict> answer) {
            asked.add(new Asked(false, bill, answer));
        }

        @Override
        public void inquire(Bill bill, Consumer<PaymentVerdict> answer) {
            asked.add(new Asked(true, bill, answer));
        }

        public Asked last() {
            return asked.get(asked.size() - 1);
        }
    }

    /** What a person has to look at, oldest first. */
    public List<String> cases() {
        return in(tx -> Cases.open(tx, 0, 1000).stream()
                .map(open -> open.kind() + ": " + open.what())
                .toList());
    }

    public <T> T in(Function<Tx, T> work) {
        return store.write(work);
    }

    /** A subscriber with a normal phone in Hunan. */
    public SubscriptionId subscriber(String msisdn) {
        return subscriber(msisdn, Province.HUNAN, Brand.GOTONE);
    }

    public SubscriptionId subscriber(String msisdn, Province province, Brand brand) {
        return in(tx -> accounts.subscribers()
                .feed(tx, new Msisdn(msisdn), Operator.CHINA_MOBILE, province, brand, false)
                .id());
    }

    /** A subscriber with an account whose pay password is {@link #PIN}. */
    public SubscriptionId customer(String msisdn) {
        var who = subscriber(msisdn);
        open(who);
        return who;
    }

    public void open(SubscriptionId who) {
        in(tx -> {
            var no = accounts.openings().open(tx, request(who)).fold(opened -> opened.account(), refusal -> {
                throw new AssertionError(refusal);
            });
            var refusal = accounts.passwords()
                    .change(tx, accounts.subscribers().get(tx, who), no, PasswordKind.PAY, new Secret(PIN));
            if (refusal.isPresent()) {
                throw new AssertionError(refusal);
            }
            return no;
        });
    }

    /** A customer with a real-name account, a bound card of ICBC and some cash. */
    public SubscriptionId realNameCustomer(String msisdn, String cash) {
        var who = subscriber(msisdn);
        profile(who, "王小明");
        open(who);
        in(tx -> accounts.bankCards()
                .bind(tx, who, BankCode.ICBC, new Secret(BANK_CARD), new Secret("王小明"), clock.instant()));
        payIn(who, cash);
        return who;
    }

    public void profile(SubscriptionId who, String name) {
        in(tx -> {
            accounts.subscribers().profile(tx, who, new Secret(name), IdType.ID_CARD, new Secret(ID_NUMBER));
            return null;
        });
    }

    public void payIn(SubscriptionId who, String yuan) {
        in(tx -> accounts.cashTopUps().payIn(tx, request(who), Till.of(Province.HUNAN), fen(yuan)));
        said.clear();
    }

    /** Puts card money into the account by way of a fresh card. */
    public void payInByCard(SubscriptionId who, String... faces) {
        for (String face : faces) {
            var password = card(face);
            in(tx -> accounts.rechargeCards().topUp(tx, request(who), password));
        }
    }

    /** A fresh active card of Hunan. */
    public Secret card(String face) {
        return card(face, Province.HUNAN, CardState.ACTIVE, LocalDate.of(2012, 12, 31));
    }

    public Secret card(String face, Province issuer, CardState state, LocalDate lastDay) {
        serials++;
        var password = new Secret("18%016d".formatted(7_000_000 + serials));
        in(tx -> accounts.cardStock()
                .add(tx, new Card("0900018%010d".formatted(serials), fen(face), issuer, state, lastDay), password));
        return password;
    }

    public Request request(SubscriptionId who) {
        return new Request(who, Channel.SMS, "r" + ++requests, Optional.empty(), clock.instant());
    }

    public Request request(SubscriptionId who, String pin) {
        return new Request(who, Channel.SMS, "r" + ++requests, Optional.of(new Secret(pin)), clock.instant());
    }

    public static Fen fen(String yuan) {
        return Fen.readYuan(yuan).orElseThrow();
    }

    public Fen cash(SubscriptionId who) {
        return held(who, Pocket.CASH);
    }

    public Fen card(SubscriptionId who) {
        return held(who, Pocket.CARD);
    }

    public Fen held(SubscriptionId who, Pocket pocket) {
        return in(tx -> accounts.ledger().balance(tx, account(tx, who), pocket));
    }

    private AccountNo account(Tx tx, SubscriptionId who) {
        return Objects.requireNonNull(accounts.subscribers().get(tx, who).account());
    }

    /** Names of what was said, oldest first. */
    public List<String> notices() {
        var names = new ArrayList<String>();
        said.forEach(s -> names.add(s.notice()));
        return names;
    }

    /** Waits until everything that was handed to the lane is done. */
    public void settle() {
        long end = System.nanoTime() + 10_000_000_000L;
        while (lane.unfinished() > 0) {
            if (System.nanoTime() > end) {
                throw new AssertionError("the lane does not finish");
            }
            Thread.onSpinWait();
        }
    }

    /** Proves the books and closes. */
    @Override
    public void close() {
        settle();
        lane.close();
        var faults = store.read(AccountsCheck::verify);
        store.close();
        postgres.ifPresent(TestPostgres::close);
        if (!faults.isEmpty()) {
            throw new AssertionError(String.join("\n", faults));
        }
    }
}
