package cn.smspay.engine;

import cn.smspay.accounts.Accounts;
import cn.smspay.accounts.customers.Bank;
import cn.smspay.accounts.payments.Outside;
import cn.smspay.accounts.payments.WithdrawalResults;
import cn.smspay.base.Threads;
import cn.smspay.base.Ticker;
import cn.smspay.store.Limits;
import cn.smspay.base.vault.MasterKey;
import cn.smspay.base.vault.Vault;
import cn.smspay.books.charge.Billing;
import cn.smspay.books.outbox.Outbox;
import cn.smspay.cli.Exit;
import cn.smspay.config.AuthorSettings;
import cn.smspay.config.Config;
import cn.smspay.files.billing.BillingStopped;
import cn.smspay.outside.simulator.SimulatedBanks;
import cn.smspay.outside.simulator.SimulatedBillSystem;
import cn.smspay.outside.simulator.SimulatedRegistry;
import cn.smspay.sms.AnswerSender;
import cn.smspay.sms.Receipts;
import cn.smspay.sms.SmsFigures;
import cn.smspay.sms.SmsIntake;
import cn.smspay.sms.UplinkHandler;
import cn.smspay.sms.smpp.BindStatus;
import cn.smspay.sms.smpp.SmppLink;
import cn.smspay.store.Lane;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.Durability;
import cn.smspay.store.sqlite.PrivateFiles;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.talk.desk.Desk;
import cn.smspay.talk.desk.Releases;
import cn.smspay.talk.desk.ServiceVoice;
import cn.smspay.talk.reading.Loaded;
import cn.smspay.talk.script.Scripts;
import cn.smspay.voice.call.CallFigures;
import cn.smspay.web.monitor.Door;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts list: names every part of a running engine once, ground floor first, and closes them in reverse. {@code run},
 * {@code demo}, the benchmarks and the acceptance tests all start this one.
 */
public final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    /** For unbinding, when the answers have used up the time. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Config config;
    private final Clock clock;
    private final Vault vault;
    private final Store store;
    private final Lane lane;
    private final SimulatedBillSystem billSystem;
    private final SimulatedBanks banks;
    private final ScheduledThreadPoolExecutor outsideThreads;
    private final Accounts accounts;
    private final Desk desk;
    private final SmsFigures figures = new SmsFigures();
    private final SmsIntake intake;
    private final AnswerSender answers;
    private final SmppLink link;
    private final ServiceVoice voice;
    private final VoiceFront front;
    private final BillingClerk clerk;
    private final Upkeep upkeep;
    private final ScheduledExecutorService timer;

    /**
     * Builds and starts everything but the link, which {@link #start} starts.
     *
     * @throws FaultyScripts if a dialogue file is at fault
     */
    public Engine(Config config, Clock clock) {
        this(config, clock, scripts(config));
    }

    /** The same with dialogue files that have been read already, and the clock's time for timers too: a clock turned by hand. */
    public Engine(Config config, Clock clock, Scripts scripts) {
        this(config, clock, Ticker.of(clock), scripts);
    }

    /** @param ticker milliseconds that never go back, for what waits; the wall's clock may be set */
    public Engine(Config config, Clock clock, Ticker ticker, Scripts scripts) {
        this(config, clock, ticker, scripts, UnaryOperator.identity());
    }

    /** @param disk what stands between the store and the disk, for tests */
    Engine(Config config, Clock clock, Ticker ticker, Scripts scripts, UnaryOperator<Durability> disk) {
        this.config = config;
        this.clock = clock;
        try {
            PrivateFiles.keepFolder(config.data());
            store = opened(Store.open(
                    new StoreSettings(
                            config.data().resolve(StoreSettings.FILE),
                            true,
                            config.store().cacheMegabytes(),
                            config.store().mapMegabytes(),
                            config.store().readers()),
                    disk));
            vault = KeyRing.open(store, MasterKey.of(config.masterKey().reveal()), clock.instant());
            lane = opened(
                    new Lane(store, config.lane().capacity(), config.lane().slowThreads()));
            outsideThreads = opened(
                    new ScheduledThreadPoolExecutor(1, Engine::daemon), ScheduledThreadPoolExecutor::shutdownNow);
            var random = new SecureRandom();
            billSystem = new SimulatedBillSystem(
                    outsideThreads, Duration.ZERO, config.rules().bill().testProvinces(), 0.3, random);
            banks = new SimulatedBanks(outsideThreads, Duration.ofSeconds(1));
            accounts = new Accounts(store, lane, vault, config.rules(), outside(random));
            var outbox = new Outbox(store, vault);
            desk = new Desk(accounts, outbox, scripts, config.desk());
            desk.finish(new Releases(store).begin(scripts, clock.instant()));
            var handler = new UplinkHandler(
                    desk, new Billing(), outbox, vault, config.sms(), figures, clock, ticker, Limits.USUAL);
            var receipts = new Receipts(outbox, lane, figures);
            intake = new SmsIntake(lane, config.sms(), handler, receipts, figures, clock, ticker);
            answers = opened(new AnswerSender(outbox, lane, config.sms(), figures, receipts, clock, ticker::millis));
            link = opened(new SmppLink(config.binds(), intake, answers::late, clock, random));
            voice = new ServiceVoice(desk, lane, clock);
            front = opened(new VoiceFront(config.voice(), config.ivrScripts().resolve("prompts"), voice, lane, clock));
            var deliveries = config.data().resolve("billing");
            Files.createDirectories(deliveries);
            clerk = new BillingClerk(store, config.billing(), config.sftp(), deliveries, figures, clock);
            clerk.requireOurs();
            upkeep = opened(new Upkeep(config, store, lane, outbox, clerk, clock));
            timer = opened(
                    Executors.newSingleThreadScheduledExecutor(Engine::daemon), ScheduledExecutorService::shutdownNow);
        } catch (IOException | BillingStopped e) {
            close();
            throw new Exit.Refused("the engine cannot start: " + e.getMessage());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Reads the dialogue files, or throws with every fault. */
    public static Scripts scripts(Config config) {
        Loaded loaded = new ScriptGate(AuthorSettings.of(config)).open();
        if (loaded.scripts() == null) {
            throw new FaultyScripts(loaded.faults());
        }
        loaded.faults().forEach(warning -> LOG.warn("{}", warning));
        return loaded.scripts();
    }

    private Outside outside(SecureRandom random) {
        return new Outside(
                billSystem,
                banks,
                new SimulatedRegistry(),
                (tx, who, notice, values, now) -> desk().notice(tx, who, notice, values, now),
                what -> LOG.error("alarm: {}", what),
                clock,
                random);
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }

    private <T> T opened(T part, java.util.function.Consumer<T> close) {
        open.push(() -> close.accept(part));
        return part;
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "timer");
        thread.setDaemon(true);
        return thread;
    }

    /** Takes up what the last run left, and binds. */
    public void start() {
        intake.recover(store);
        answers.start(link);
        accounts.billResults().resume();
        banks.onResult(
                (order, result) -> lane.submit(accounts.withdrawalResults().job(order, result, null, clock)));
        link.start();
        upkeep.start();
        timer.scheduleWithFixedDelay(Threads.lasting("the tick", this::tick), 100, 100, TimeUnit.MILLISECONDS);
        timer.scheduleWithFixedDelay(Threads.lasting("forgetting", this::forget), 10, 10, TimeUnit.MINUTES);
        if (config.http().port() >= 0) {
            openDoor();
        }
    }

    private void openDoor() {
        try {
            var door = opened(new Door(config.http().host(), config.http().port(), () -> Figures.health(this)));
            Figures.show(door, this);
        } catch (IOException e) {
            throw new Exit.Refused("http cannot listen on " + config.http().host() + ":"
                    + config.http().port() + ": " + e.getMessage());
        }
    }

    /** Looks after the billing files, now and every minute. */
    public void deliverBilling() {
        timer.scheduleWithFixedDelay(
                Threads.lasting("the round of billing files", clerk::round), 0, 1, TimeUnit.MINUTES);
    }

    /** Closes the billing file that is open, because the engine stops. */
    public void closeBilling() {
        clerk.close();
    }

    /** Looks after everything that waits for a time. Runs by itself; call it after a test clock was turned. */
    public void tick() {
        try {
            intake.tick();
            answers.tick();
            accounts.billResults().due(clock.instant());
        } catch (RuntimeException e) {
            LOG.error("the timer's work failed; it goes on", e);
        }
    }

    /** Drops what has run out. Runs by itself now and then; call it after a test clock was turned. */
    public void forget() {
        try {
            intake.forget();
        } catch (RuntimeException e) {
            LOG.error("old rows could not be dropped; it goes on", e);
        }
    }

    /** Whether nothing is under way: no input, no answer, no call to a system outside. */
    public boolean isQuiet() {
        return lane.unfinished() == 0
                && answers.backlog() == 0
                && outsideThreads.getQueue().isEmpty()
                && outsideThreads.getActiveCount() == 0
                && intake.unproven() == 0
                && lane.unfinished() == 0;
    }

    /** Takes nothing new, finishes what was accepted, answers and unbinds. */
    public void drain(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        link.pauseIntake();
        awaitAnswers(end);
        link.drain(Duration.ofNanos(Math.max(LAST_WORDS.toNanos(), end - System.nanoTime())))
                .join();
    }

    /** What has been accepted is answered before the link goes; while no SMSC is there to take answers, they stay stored. */
    private void awaitAnswers(long end) {
        try {
            while (lane.unfinished() + answers.backlog() > 0
                    && link.status().stream().anyMatch(bind -> bind.state() == BindStatus.State.BOUND)
                    && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops. Safe at any moment; call {@link #drain} first to be polite. */
    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                LOG.error("a part could not be closed", e);
            }
        }
    }

    public Config config() {
        return config;
    }

    public Store store() {
        return store;
    }

    public Vault vault() {
        return vault;
    }

    public Lane lane() {
        return lane;
    }

    public Accounts accounts() {
        return accounts;
    }

    public Desk desk() {
        return desk;
    }

    AnswerSender answers() {
        return answers;
    }

    Upkeep upkeep() {
        return upkeep;
    }

    Optional<CallFigures> callFigures() {
        return front.figures();
    }

    /** The UDP port that phones dial, or -1 if there is no SIP. */
    public int sipPort() {
        return front.sipPort();
    }

    public SmppLink link() {
        return link;
    }

    public SmsFigures figures() {
        return figures;
    }

    public ServiceVoice voice() {
        return voice;
    }

    public SimulatedBillSystem billSystem() {
        return billSystem;
    }

    /** From now on this simulated bank answers so. */
    public void bank(Bank bank, Optional<WithdrawalResults.Result> result) {
        banks.set(bank, result);
    }
}
