package cn.smspay.outside.cards;

import cn.smspay.accounts.wallet.CardNo;
import cn.smspay.accounts.wallet.CardReading;
import cn.smspay.accounts.wallet.CardReading.Flag;
import cn.smspay.accounts.wallet.CardTime;
import cn.smspay.accounts.wallet.Contact.Ordered;
import cn.smspay.accounts.wallet.LoadOrder;
import cn.smspay.accounts.wallet.LoadProof;
import cn.smspay.accounts.wallet.LoadStart;
import cn.smspay.accounts.wallet.PurseData;
import cn.smspay.accounts.wallet.Terminal;
import cn.smspay.accounts.wallet.TestMasters;
import cn.smspay.base.Fen;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The wallet in a SIM, an e-purse after JR/T 0025: whatever is begun with it makes another random number, so that nothing that was
 * begun before can be ended any more. One thread.
 */
public final class WalletSim {
    /** S-161, S-162. */
    private static final int RECORDS = 10;

    private static final int COUNTER_END = 65_535;
    private static final String FIRST_PASSWORD = "1234";
    /** Wrong operation passwords in a row until only an agent can help. */
    static final int WRONG_MOST = 5;

    private final CardNo number;
    private final TestMasters.DerivedKeys keys;
    private final RandomGenerator chance;
    private final Deque<PurseRecord> records = new ArrayDeque<>();
    private long balance;
    private int online;
    private int offline;
    private long limit = PurseData.AMOUNT_MOST;
    private boolean closed;
    private boolean calibrated;
    private String password = FIRST_PASSWORD;
    private boolean passwordOn;
    private int wrongPasswords;
    private int random;
    private @Nullable LoadStart load;
    private boolean purchase;
    private @Nullable Paid lastPaid;

    public WalletSim(CardNo number, TestMasters masters, RandomGenerator chance) {
        this.number = number;
        this.keys = masters.written(number);
        this.chance = chance;
    }

    /** One of the last ten movements. */
    public record PurseRecord(boolean purchase, Fen amount, Fen after, CardTime at) {}

    /** What a card says when a POS begins a purchase. */
    public record Offer(
            CardNo card, Fen balance, int offline, int random, boolean calibrated, Fen limit, boolean closed) {}

    /** What a POS says to be paid. */
    public record Demand(Fen amount, Terminal psam, long number, CardTime at, int mac) {}

    /** A purchase that the card has made. */
    public record Paid(CardNo card, int counter, Demand demand, Fen before, int mac, int tac) {}

    public CardNo number() {
        return number;
    }

    public Fen balance() {
        return new Fen(balance);
    }

    public int online() {
        return online;
    }

    public int offline() {
        return offline;
    }

    public Fen limit() {
        return new Fen(limit);
    }

    public boolean isClosed() {
        return closed;
    }

    public boolean isCalibrated() {
        return calibrated;
    }

    /** For tests of counters near their end. */
    public void age(int toOnline, int toOffline) {
        online = toOnline;
        offline = toOffline;
    }

    private void begin() {
        random = chance.nextInt();
        load = null;
        purchase = false;
    }

    public CardReading read(Terminal contact) {
        begin();
        int flags = (closed ? Flag.CLOSED.bit() : 0)
                | (!passwordOn && password.equals(FIRST_PASSWORD) ? Flag.PASSWORD_INITIAL.bit() : 0)
                | (calibrated ? Flag.CALIBRATED.bit() : 0);
        int mac = keys.load().loadSession(random, online).mac(PurseData.reading(balance(), offline, flags, contact));
        return new CardReading(number, contact, balance(), online, offline, flags, random, mac);
    }

    /** Does what was ordered for the last reading, and nothing else. */
    public boolean obey(Ordered ordered) {
        int right = keys.load().loadSession(random, online).mac(PurseData.order(ordered.order(), ordered.terminal()));
        if (right != ordered.mac() || closed) {
            return false;
        }
        switch (ordered.order()) {
            case CALIBRATE -> calibrated = true;
            case RESET_OPERATION_PASSWORD -> {
                password = FIRST_PASSWORD;
                passwordOn = false;
                wrongPasswords = 0;
            }
            case CLOSE -> {
                begin();
                closed = true;
            }
        }
        return true;
    }

    public LoadStart beginLoad(Terminal contact, Fen amount) {
        begin();
        int mac = keys.load().loadSession(random, online).mac(PurseData.loadRequest(balance(), amount, contact));
        load = new LoadStart(number, contact, balance(), online, offline, random, amount, mac);
        return load;
    }

    /** Books a load, once, if the order is for what was begun last. */
    public Optional<LoadProof> book(LoadOrder order) {
        var begun = load;
        if (begun == null || closed || online >= COUNTER_END || !isFor(order, begun)) {
            return Optional.empty();
        }
        long after = balance + order.amount().fen();
        int tac = keys.tac()
                .tacKey()
                .mac(PurseData.loadProof(new Fen(after), online, order.amount(), order.terminal(), order.at()));
        balance = after;
        online++;
        load = null;
        remember(new PurseRecord(false, order.amount(), balance(), order.at()));
        return Optional.of(new LoadProof(number, order.terminal(), tac));
    }

    private boolean isFor(LoadOrder order, LoadStart begun) {
        int right = keys.load()
                .loadSession(random, online)
                .mac(PurseData.loadOrder(begun.amount(), begun.terminal(), order.at()));
        return right == order.mac()
                && order.amount().equals(begun.amount())
                && order.terminal().equals(begun.terminal())
                && balance + order.amount().fen() <= PurseData.AMOUNT_MOST;
    }

    /** A POS begins a purchase. */
    public Offer offer() {
        begin();
        purchase = true;
        return new Offer(number, balance(), offline, random, calibrated, limit(), closed);
    }

    /** Pays, once, if the demand is for what was begun last (S-156, S-158). */
    public Optional<Paid> pay(Demand demand) {
        int right = keys.purchase()
                .purchaseSession(random, offline, (int) demand.number())
                .mac(PurseData.purchaseOrder(demand.amount(), demand.psam(), demand.at()));
        long amount = demand.amount().fen();
        boolean possible = purchase && !closed && calibrated && offline < COUNTER_END && right == demand.mac();
        if (!possible || amount <= 0 || amount > limit || amount > balance) {
            return Optional.empty();
        }
        var session = keys.purchase().purchaseSession(random, offline, (int) demand.number());
        int tac = keys.tac()
                .tacKey()
                .mac(PurseData.purchaseProof(demand.amount(), demand.psam(), (int) demand.number(), demand.at()));
        var paid =
                new Paid(number, offline, demand, balance(), session.mac(PurseData.purchaseDone(demand.amount())), tac);
        balance -= amount;
        offline++;
        purchase = false;
        lastPaid = paid;
        remember(new PurseRecord(true, demand.amount(), balance(), demand.at()));
        return Optional.of(paid);
    }

    /** The last purchase, kept whole until the next one: a POS whose answer was torn off asks for it. */
    public Optional<Paid> lastPaid() {
        return Optional.ofNullable(lastPaid);
    }

    private void remember(PurseRecord entry) {
        records.addFirst(entry);
        if (records.size() > RECORDS) {
            records.removeLast();
        }
    }

    /** The last ten movements, newest first. */
    public List<PurseRecord> records() {
        return List.copyOf(records);
    }

    /** Another handset: the distance has to be measured again (S-140). */
    public void swapHandset() {
        calibrated = false;
    }

    /** S-157; zero lets nothing be bought. */
    public void setLimit(Fen to) {
        limit = to.fen();
    }

    /** Whether the menu asks for the operation password. */
    public boolean asksForPassword() {
        return passwordOn;
    }

    public boolean isPasswordBlocked() {
        return wrongPasswords >= WRONG_MOST;
    }

    /** The fifth wrong one in a row blocks it until an agent resets it. */
    public boolean isPassword(String text) {
        if (isPasswordBlocked()) {
            return false;
        }
        boolean right = password.equals(text);
        wrongPasswords = right ? 0 : wrongPasswords + 1;
        return right;
    }

    /** S-168: four to twelve digits. */
    public boolean changePassword(String to) {
        if (!to.matches("[0-9]{4,12}")) {
            return false;
        }
        password = to;
        return true;
    }

    public void switchPassword(boolean on) {
        passwordOn = on;
    }
}
