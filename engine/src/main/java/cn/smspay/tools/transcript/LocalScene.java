package cn.smspay.tools.transcript;

import cn.smspay.accounts.Accounts;
import cn.smspay.accounts.payments.OutsideSystems;
import cn.smspay.accounts.wallet.WalletParts;
import cn.smspay.accounts.wallet.WalletSettings;
import cn.smspay.base.MonotonicClock;
import cn.smspay.base.Secret;
import cn.smspay.base.Ticker;
import cn.smspay.base.UplinkId;
import cn.smspay.base.text.Segmenter;
import cn.smspay.base.vault.Vault;
import cn.smspay.books.charge.Billing;
import cn.smspay.books.outbox.Downlink;
import cn.smspay.books.outbox.Outbox;
import cn.smspay.config.Config;
import cn.smspay.engine.LocalConfig;
import cn.smspay.outside.simulator.SimulatedBanks;
import cn.smspay.outside.simulator.SimulatedBillSystem;
import cn.smspay.outside.simulator.SimulatedRegistry;
import cn.smspay.outside.simulator.Uplink;
import cn.smspay.sms.Acknowledgement;
import cn.smspay.sms.DeliveredPdu;
import cn.smspay.sms.Receipts;
import cn.smspay.sms.SmsFigures;
import cn.smspay.sms.SmsIntake;
import cn.smspay.sms.UplinkHandler;
import cn.smspay.sms.pdu.CommandStatus;
import cn.smspay.store.Job;
import cn.smspay.store.Lane;
import cn.smspay.store.Limits;
import cn.smspay.store.Store;
import cn.smspay.talk.desk.Desk;
import cn.smspay.talk.desk.ServiceVoice;
import cn.smspay.talk.script.Scripts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The same parts as in a running engine, without the link: messages go into the intake as the link would hand them over, and
 * answers are taken where the link would get them.
 */
final class LocalScene extends ChatScene {
    /** Of databases that live for a moment. */
    static final String KEY = "0123456789abcdef".repeat(4);

    private static final String LINK = "local";
    private static final long MINUTE_MILLIS = 60_000;
    /** A case has a handful. */
    private static final int NUMBERS = 64;

    /** Nobody connects. */
    private static final int NO_PORT = 1;

    private final Store store;
    private final Lane lane;
    private final CountedThread threads;
    private final List<String> tables;
    /** Whether there is anything that a timer looks after. */
    private final BooleanSupplier underWay;

    private final Ticker ticker;
    private final Accounts accounts;
    private final Outbox outbox;
    private final SimulatedBillSystem bills;
    private final SimulatedBanks banks;
    private final SmsIntake intake;
    private final Desk desk;
    private final ServiceVoice voice;
    private final Set<String> numbers = new LinkedHashSet<>();
    private final Queue<Downlink> decided = new ConcurrentLinkedQueue<>();
    /** What the banks reported, while it is being written. */
    private final Queue<CompletableFuture<?>> noted = new ConcurrentLinkedQueue<>();

    private final List<Received> sent = new ArrayList<>();
    private final Queue<UplinkId> answered = new ConcurrentLinkedQueue<>();
    private @Nullable Uplink last;
    private int messages;
    private int number;
    private long withdrawalsSeenIn = -1;

    LocalScene(
            Config config,
            Store store,
            Lane lane,
            CountedThread threads,
            SmsFigures figures,
            ChatClock clock,
            Scripts scripts,
            ChatTrail trail,
            List<String> tables,
            BooleanSupplier underWay) {
        super(clock, scripts, trail);
        this.store = store;
        this.lane = lane;
        this.threads = threads;
        this.tables = tables;
        this.underWay = underWay;
        this.ticker = Ticker.of(clock);
        var vault = Vault.ofAMoment(KEY);
        var random = new Random(messages);
        this.bills = new SimulatedBillSystem(
                threads, Duration.ZERO, config.rules().bill().testProvinces(), 0, random);
        this.banks = new SimulatedBanks(threads, Duration.ZERO);
        var desks = new CompletableFuture<Desk>();
        this.accounts = new Accounts(
                store,
                lane,
                vault,
                config.rules(),
                new OutsideSystems(
                        bills,
                        banks,
                        new SimulatedRegistry(),
                        (tx, who, notice, values, now) -> desks.join().notice(tx, who, notice, values, now),
                        what -> {},
                        clock,
                        random),
                new WalletParts.Setup(LocalConfig.MASTERS, WalletSettings.USUAL));
        this.outbox = new Outbox(store, vault, NUMBERS);
        this.desk = new Desk(accounts, outbox, scripts, config.desk());
        desk.follow(trail);
        desks.complete(desk);
        accounts.purchaseRequests().connect(desk);
        var handler = new UplinkHandler(
                desk,
                new Billing(config.sms().charging().tariffs().amounts(), UnaryOperator.identity()),
                outbox,
                vault,
                config.sms(),
                figures,
                clock,
                UnaryOperator.identity(),
                ticker,
                Limits.USUAL);
        this.intake = new SmsIntake(
                lane,
                config.sms(),
                handler,
                new Receipts(outbox, lane, figures, Limits.USUAL),
                figures,
                clock,
                ticker,
                MonotonicClock.system());
        this.voice = new ServiceVoice(desk, lane, clock);
        outbox.onNew(decided::add);
        banks.onResult((order, result) ->
                noted.add(lane.submit(accounts.withdrawalResults().job(order, result, null, clock))));
    }

    /** The settings of every scene. */
    static Config config() {
        var nowhere = Path.of("");
        return LocalConfig.of(nowhere, nowhere, new Secret(KEY), NO_PORT);
    }

    @Override
    Accounts accounts() {
        return accounts;
    }

    @Override
    Store store() {
        return store;
    }

    @Override
    Lane lane() {
        return lane;
    }

    @Override
    Desk desk() {
        return desk;
    }

    @Override
    ServiceVoice voice() {
        return voice;
    }

    @Override
    SimulatedBillSystem billSystem() {
        return bills;
    }

    @Override
    CompletionStage<Integer> deliver(String from, String to, String text) {
        CompletionStage<Integer> answer = CompletableFuture.completedFuture(0);
        for (Uplink part : Uplink.texts(from, to, text, ++number & 0xFF)) {
            answer = deliver(part);
        }
        return answer;
    }

    @Override
    CompletionStage<Integer> deliver(Uplink uplink) {
        last = uplink.withSmscMessageId("chat-" + ++messages);
        return redeliverLast();
    }

    @Override
    CompletionStage<Integer> redeliverLast() {
        var uplink = last;
        if (uplink == null) {
            throw new IllegalStateException("nothing was delivered yet");
        }
        return intake.take(new DeliveredPdu(
                        LINK,
                        LINK,
                        ++number,
                        uplink.from(),
                        uplink.to(),
                        uplink.dataCoding(),
                        uplink.octets(),
                        uplink.userDataHeader(),
                        null,
                        LINK,
                        uplink.smscMessageId(),
                        clock().instant()))
                .thenApply(this::status);
    }

    private int status(Acknowledgement answer) {
        if (answer.uplink() != null) {
            answered.add(answer.uplink());
        }
        return switch (answer.status()) {
            case ACCEPTED -> 0;
            case TRY_LATER -> CommandStatus.THROTTLED;
            case FAULT -> CommandStatus.RECEIVER_TEMPORARY;
        };
    }

    @Override
    void listen(String number) {
        numbers.add(number);
    }

    @Override
    List<Received> received() {
        var all = new ArrayList<Received>();
        for (String number : numbers) {
            sent.stream().filter(text -> text.number().equals(number)).forEach(all::add);
        }
        sent.clear();
        return all;
    }

    @Override
    void settle() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        rest(deadline);
        due();
        rest(deadline);
        send();
        for (var id = answered.poll(); id != null; id = answered.poll()) {
            intake.proven(LINK, id);
        }
        rest(deadline);
    }

    /** The link takes what was decided, at once. */
    private void send() {
        for (var next = decided.poll(); next != null; next = decided.poll()) {
            var taken = next;
            var text = outbox.reveal(taken);
            sent.add(new Received(taken.recipient().digits(), text));
            int segments = Segmenter.cut(taken.id(), text, Segmenter.Joining.USER_DATA_HEADER)
                    .size();
            wait(lane.submit(Job.of("sent", tx -> {
                outbox.sent(tx, taken.id(), segments, clock().instant());
                return true;
            })));
        }
    }

    /** What an engine's timer does. */
    private void due() {
        if (!underWay.getAsBoolean()) {
            return;
        }
        var now = clock().instant();
        accounts.billResults().due(now);
        accounts.banks().topUpRounds().round();
        accounts.initialPasswords().round(ticker.millis());
        long minute = now.toEpochMilli() / MINUTE_MILLIS;
        if (minute != withdrawalsSeenIn) {
            withdrawalsSeenIn = minute;
            accounts.withdrawalRounds().round();
            banks.pay(accounts.withdrawalRounds().payable());
        }
    }

    /** Until a turn of the lane finds nothing under way. */
    private void rest(long deadline) {
        for (var each = noted.poll(); each != null; each = noted.poll()) {
            wait(each);
        }
        long given = threads.given();
        if (noted.isEmpty() && lane.unfinished() == 0 && threads.hasDone(given) && lane.unfinished() == 0) {
            return;
        }
        do {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the service does not come to rest");
            }
            given = threads.given();
            wait(lane.submit(Job.of("chat", tx -> true)));
        } while (!threads.hasDone(given) || lane.unfinished() > 0 || threads.given() != given);
    }

    @Override
    List<String> places(String text) {
        return tables.stream()
                .filter(table -> store.read(sql -> sql
                        .createQuery("select * from \"" + table + '"')
                        .map((row, context) -> {
                            boolean found = false;
                            int columns = row.getMetaData().getColumnCount();
                            for (int i = 1; i <= columns && !found; i++) {
                                var octets = row.getBytes(i);
                                found = octets != null && StoredText.holds(octets, text);
                            }
                            return found;
                        })
                        .stream()
                        .anyMatch(found -> found)))
                .toList();
    }

    @Override
    public void close() {
        rest(System.nanoTime() + PATIENCE.toNanos());
    }
}
