package cn.smspay.engine;

import cn.smspay.accounts.Accounts;
import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.payments.OutsideSystems;
import cn.smspay.accounts.payments.WithdrawalResults;
import cn.smspay.base.Latencies;
import cn.smspay.base.MonotonicClock;
import cn.smspay.base.OrderId;
import cn.smspay.base.Threads;
import cn.smspay.base.Ticker;
import cn.smspay.base.vault.MasterKey;
import cn.smspay.base.vault.Vault;
import cn.smspay.books.charge.Billing;
import cn.smspay.books.charge.Tariffs;
import cn.smspay.books.outbox.AnswerIndex;
import cn.smspay.books.outbox.Outbox;
import cn.smspay.cli.Exit;
import cn.smspay.cli.FileFault;
import cn.smspay.config.AuthorSettings;
import cn.smspay.config.Config;
import cn.smspay.config.DoorsConfig;
import cn.smspay.counter.Counter;
import cn.smspay.counter.CounterParts;
import cn.smspay.counter.desks.Desks;
import cn.smspay.files.billing.BillingStopped;
import cn.smspay.files.billing.Waivers;
import cn.smspay.outside.simulator.SimulatedBanks;
import cn.smspay.outside.simulator.SimulatedBillSystem;
import cn.smspay.outside.simulator.SimulatedRegistry;
import cn.smspay.sms.Acknowledgement;
import cn.smspay.sms.AnswerSender;
import cn.smspay.sms.Receipts;
import cn.smspay.sms.SmsFigures;
import cn.smspay.sms.SmsIntake;
import cn.smspay.sms.UplinkHandler;
import cn.smspay.sms.peer.Wire;
import cn.smspay.sms.smpp.BindStatus;
import cn.smspay.sms.smpp.SmppLink;
import cn.smspay.store.DatabaseFile;
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
import cn.smspay.voice.sip.SipSettings;
import cn.smspay.voice.speech.PromptLanguage;
import cn.smspay.web.monitor.MonitorServer;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

    /** Longer waits for the disk are not told apart any more. */
    private static final Duration DISK_WAIT_MOST = Duration.ofSeconds(30);

    private static final long TICK_MILLIS = 100;
    private static final long MINUTE_MILLIS = 60_000;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final AtomicLong withdrawalsSeenIn = new AtomicLong(-1);
    private final Latencies diskWaits = new Latencies(DISK_WAIT_MOST);
    /** What counts now; changed by reading the settings again. */
    private volatile Config config;

    private volatile @Nullable Reload reload;
    private final Clock clock;
    private final Ticker ticker;
    private final MonotonicClock nanos;
    private final SecureRandom secrets;
    private final Vault vault;
    private final Instant since;
    private final Store store;
    private final Lane lane;
    private final SimulatedBillSystem billSystem;
    private final SimulatedBanks banks;
    private final EBankSide eBanks;
    private final ScheduledThreadPoolExecutor outsideThreads;
    private final ClockGuard guard;
    private final Accounts accounts;
    private final Desk desk;
    private final ReleasePublisher publisher;
    private final Desks desks;
    /** From the start on. */
    private @Nullable PartnerSide partners;

    private @Nullable PageSide pages;

    private final SmsFigures figures = new SmsFigures();
    private final SmsIntake intake;
    private final UplinkHandler handler;
    private final Billing charging;
    private final AnswerSender answers;
    private final SmppLink link;
    private final Binds binds;
    private final ServiceVoice voice;
    private final VoiceFront front;
    private final BillingClerk clerk;
    private final Upkeep upkeep;
    /** What must be in time shares no thread with what waits for others. */
    private final ScheduledExecutorService timer;

    private final ScheduledExecutorService bills;
    private final ScheduledExecutorService housekeeping;
    private final ScheduledExecutorService billing;
    private final Ticks ticks;

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
        this(config, Surroundings.of(clock), scripts);
    }

    /** The same in surroundings of one's own. */
    public Engine(Config config, Surroundings around, Scripts scripts) {
        this(config, around, scripts, UnaryOperator.identity());
    }

    /**
     * For tests.
     *
     * @param disk what stands between the store and the disk
     */
    Engine(Config config, Surroundings around, Scripts scripts, UnaryOperator<Durability> disk) {
        var ticker = around.ticker();
        this.config = config;
        this.clock = around.clock();
        this.ticker = ticker;
        this.guard = new ClockGuard(clock, ticker);
        this.nanos = around.nanos();
        this.secrets = around.secrets();
        this.ticks = new Ticks(TICK_MILLIS, () -> nanos.nanos() / 1_000_000, this::sendWhatIsDue);
        try {
            PrivateFiles.keepFolder(config.data());
            if (config.store().server() == null) {
                DatabaseFile.requireNoServer(config.data().resolve(StoreSettings.FILE));
            }
            store = opened(Store.open(
                    new StoreSettings(
                            config.data().resolve(StoreSettings.FILE),
                            true,
                            config.store().cacheMegabytes(),
                            config.store().mapMegabytes(),
                            config.store().readers(),
                            config.store().server()),
                    around.limits(),
                    way -> new TimedDisk(disk.apply(way), diskWaits, nanos)));
            new StartGate(config).ports();
            if (around.guarded()) {
                guard.compare(store);
            }
            since = clock.instant();
            vault = KeyRing.open(store, MasterKey.of(config.masterKey().reveal()), clock.instant());
            lane = opened(new Lane(
                    store,
                    around.limits(),
                    config.lane().capacity(),
                    config.lane().slowThreads()));
            outsideThreads = opened(around.timers().apply("outside"), ScheduledThreadPoolExecutor::shutdownNow);
            var random = around.random();
            billSystem = new SimulatedBillSystem(
                    outsideThreads, Duration.ZERO, config.rules().bill().testProvinces(), 0.3, random);
            banks = new SimulatedBanks(outsideThreads, Duration.ofSeconds(1));
            eBanks = new EBankSide(config, vault, clock);
            accounts = new Accounts(
                    store,
                    lane,
                    vault,
                    config.rules(),
                    outside(random),
                    config.outside().wallet());
            var outbox = new Outbox(store, vault);
            var gate = new ScriptGate(AuthorSettings.of(config));
            var served = new ReleasePublisher(store, gate, null, clock).atStart(scripts);
            desk = new Desk(accounts, outbox, served, config.desk());
            accounts.purchaseRequests().connect(desk);
            desk.finish(new Releases(store).begin(served, clock.instant()));
            publisher = new ReleasePublisher(store, gate, desk, clock);
            publisher.log().newest().ifPresent(newest -> desk.stop(newest.stopped()));
            var recipients = new AnswerIndex(store, config.data().resolve(AnswerIndex.FOLDER));
            charging = new Billing(config.sms().charging().tariffs().amounts(), guard::believed);
            desks = new Desks(
                    new Counter(new CounterParts(
                            store,
                            lane,
                            vault,
                            accounts,
                            desk::notice,
                            new DeskDialogues(desk),
                            clock,
                            random,
                            recipients)),
                    new WaiversForDesks(new Waivers(store, charging)));
            handler = new UplinkHandler(
                    desk,
                    charging,
                    outbox,
                    vault,
                    config.sms(),
                    figures,
                    clock,
                    guard::believed,
                    ticker,
                    around.limits());
            var receipts = new Receipts(outbox, lane, figures, around.limits());
            intake = new SmsIntake(lane, config.sms(), handler, receipts, figures, guard.clock(), ticker, nanos);
            answers = opened(new AnswerSender(outbox, lane, config.sms(), figures, receipts, clock, ticker, Executors.newSingleThreadExecutor(Threads.named("answers"))));
            var wire = opened(Wire.sockets());
            link = opened(new SmppLink(config.binds(), intake, answers::late, wire, clock, ticker, random));
            binds = new Binds(link, config, List.of(handler::readAs, answers::readAs), nanos);
            voice = new ServiceVoice(desk, lane, clock);
            front = opened(new VoiceFront(
                    config.voice(),
                    config.ivrScripts(),
                    PromptLanguage.of(scripts.spokenLanguages()),
                    voice,
                    lane,
                    around));
            var deliveries = config.data().resolve("billing");
            Files.createDirectories(deliveries);
            clerk = new BillingClerk(
                    store,
                    config.billing(),
                    config.sms().charging().tariffs().amounts(),
                    config.sftp(),
                    deliveries,
                    figures,
                    guard);
            clerk.requireOurs();
            upkeep = opened(new Upkeep(
                    config,
                    store,
                    lane,
                    outbox,
                    new Forgetting(store, vault, recipients),
                    clerk,
                    front.figures(),
                    accounts.passwords().guesses(),
                    guard.clock(),
                    around.timers().apply("upkeep")));
            binds.watchedBy(upkeep.certificates()::ofBinds);
            timer = opened(around.timers().apply("timer"), ScheduledExecutorService::shutdownNow);
            bills = opened(around.timers().apply("bills"), ScheduledExecutorService::shutdownNow);
            housekeeping = opened(around.timers().apply("housekeeping"), ScheduledExecutorService::shutdownNow);
            billing = opened(around.timers().apply("billing"), ScheduledExecutorService::shutdownNow);
        } catch (IOException | BillingStopped e) {
            close();
            throw new Exit.Refused(Exit.STOPPED, "the engine cannot start: " + words(e));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static String words(Exception fault) {
        return fault instanceof IOException io ? FileFault.words(io) : String.valueOf(fault.getMessage());
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

    private OutsideSystems outside(RandomGenerator random) {
        return new OutsideSystems(
                billSystem,
                banks,
                new SimulatedRegistry(),
                (tx, who, notice, values, now) -> desk().notice(tx, who, notice, values, now),
                what -> LOG.error("alarm: {}", what),
                clock,
                random,
                eBanks.port());
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }

    private <T> T opened(T part, java.util.function.Consumer<T> close) {
        open.push(() -> close.accept(part));
        return part;
    }

    /** Takes up what the last run left, and binds. */
    public void start() {
        intake.recover(store);
        answers.start(link);
        accounts.billResults().resume();
        banks.onResult(this::record);
        link.start();
        upkeep.start();
        ticks.scheduleOn(timer);
        bills.scheduleWithFixedDelay(
                Threads.lasting("asking for bills", this::lookAfterOrders),
                TICK_MILLIS,
                TICK_MILLIS,
                TimeUnit.MILLISECONDS);
        housekeeping.scheduleWithFixedDelay(Threads.lasting("forgetting", this::forget), 10, 10, TimeUnit.MINUTES);
        housekeeping.scheduleWithFixedDelay(
                Threads.lasting("writing down what happened in dialogues", this::writeFigures), 1, 1, TimeUnit.MINUTES);
        housekeeping.scheduleWithFixedDelay(
                Threads.lasting("noting the time", () -> guard.mark(lane)), 1, 1, TimeUnit.MINUTES);
        if (config.http().port() >= 0) {
            openDoor();
        }
        var side = opened(PartnerSide.open(config.doors(), desks, ticker));
        partners = side;
        opened(eBanks.open(desks, side.port(), PageSide.address(config.doors()), ticker), EBankSide::close);
        if (!config.doors().equals(DoorsConfig.OFF)) {
            bills.scheduleWithFixedDelay(Threads.lasting("looking after partners", side::look), 1, 1, TimeUnit.SECONDS);
        }
        // After the banks, which the site offers.
        pages = opened(PageSide.open(config, desks, clock, secrets), PageSide::close);
    }

    /** Where browsers find the customers' site; -1 if they do not. */
    public int sitePort() {
        return pages == null ? -1 : pages.sitePort();
    }

    /** Where browsers find the desks of the staff; -1 if they do not. */
    public int staffPort() {
        return pages == null ? -1 : pages.staffPort();
    }

    /** Where partners' programs are served; -1 if they are not. */
    public int partnerPort() {
        return partners == null ? -1 : partners.port();
    }

    /** A result that cannot be noted now is noted later: the bank does not say it twice. */
    private void record(OrderId order, WithdrawalResults.Result result) {
        lane.submit(accounts.withdrawalResults().job(order, result, null, clock))
                .whenComplete((done, fault) -> {
                    if (fault != null) {
                        LOG.error("the bank's result for withdrawal {} could not be noted", order, fault);
                        outsideThreads.schedule(() -> record(order, result), 1, TimeUnit.SECONDS);
                    }
                });
    }

    private void openDoor() {
        try {
            var door =
                    opened(new MonitorServer(config.http().host(), config.http().port(), () -> Figures.health(this)));
            Figures.show(door, this);
        } catch (IOException e) {
            throw new Exit.Refused(
                    Exit.STOPPED,
                    "http cannot listen on " + config.http().host() + ":"
                            + config.http().port() + ": " + e.getMessage());
        }
    }

    /** Looks after the billing files, now and every minute. */
    public void deliverBilling() {
        billing.scheduleWithFixedDelay(
                Threads.lasting("the round of billing files", clerk::round), 0, 1, TimeUnit.MINUTES);
    }

    /** Closes the billing file that is open, because the engine stops. */
    public void closeBilling() {
        clerk.close();
    }

    /** Looks after everything that waits for a time. Runs by itself; call it after a test clock was turned. */
    public void tick() {
        sendWhatIsDue();
        lookAfterOrders();
    }

    private void sendWhatIsDue() {
        try {
            guard.look();
            intake.tick();
            answers.tick();
        } catch (RuntimeException e) {
            LOG.error("the timer's work failed; it goes on", e);
        }
    }

    private void lookAfterOrders() {
        try {
            accounts.billResults().due(clock.instant());
            accounts.banks().topUpRounds().round();
            accounts.initialPasswords().round(ticker.millis());
            lookAfterWithdrawals();
        } catch (RuntimeException e) {
            // A stop interrupts what it waits for; the next start looks again.
            if (!Thread.currentThread().isInterrupted()) {
                LOG.error("bills, withdrawals and passwords could not be looked after; it goes on", e);
            }
        }
    }

    /** Once a minute by the clock: what banks reported, what they did not, and what the simulated ones pay. */
    private void lookAfterWithdrawals() {
        long minute = clock.millis() / MINUTE_MILLIS;
        if (withdrawalsSeenIn.getAndSet(minute) != minute) {
            accounts.withdrawalRounds().round();
            if (config.outside().bank() == Config.Adapter.SIMULATED) {
                banks.pay(accounts.withdrawalRounds().payable());
            }
        }
    }

    /** Drops what has run out. Runs by itself now and then; call it after a test clock was turned. */
    public void forget() {
        if (guard.isDoubted()) {
            return;
        }
        try {
            intake.forget();
            desks.round();
        } catch (RuntimeException e) {
            LOG.error("old rows could not be dropped; it goes on", e);
        }
    }

    /** Writes down what has happened in dialogues. Runs by itself; call it after a test clock was turned. */
    public void writeFigures() {
        desk.tally().write(lane, clock.instant());
    }

    /** An operator says that the clock is right although it has jumped. Call before {@link #start}. */
    public void acceptClock() {
        guard.accept();
    }

    /** Whether the clock has jumped and nobody has accepted it: nothing is purged then, and no accounting day is opened. */
    public boolean doubtsClock() {
        return guard.isDoubted();
    }

    /** When it was built. */
    Instant since() {
        return since;
    }

    /** For what nobody may guess. */
    public SecureRandom secrets() {
        return secrets;
    }

    Instant now() {
        return clock.instant();
    }

    /** By how much the timer was late at most since this was last asked for, in milliseconds. */
    long tickLateness() {
        return ticks.worstMillis();
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
        long end = nanos.nanos() + atMost.toNanos();
        link.pauseIntake();
        guard.mark(lane);
        writeFigures();
        awaitAnswers(end);
        link.drain(Duration.ofNanos(Math.max(LAST_WORDS.toNanos(), end - nanos.nanos())))
                .join();
        // That the connections have ended is noted, too.
        awaitInputs(nanos.nanos() + LAST_WORDS.toNanos());
    }

    private void awaitInputs(long end) {
        try {
            while (lane.unfinished() > 0 && nanos.nanos() < end) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What has been accepted is answered before the link goes; while no SMSC is there to take answers, they stay stored. */
    private void awaitAnswers(long end) {
        try {
            while (lane.unfinished() + answers.backlog() > 0
                    && link.status().stream().anyMatch(bind -> bind.state() == BindStatus.State.BOUND)
                    && nanos.nanos() < end) {
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

    Clock clock() {
        return clock;
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

    /** Closes this with itself, before its own parts: for what serves the engine and is not known to it. */
    public void keep(AutoCloseable part) {
        open.push(part);
    }

    /** What back office and partners are offered. */
    public Desks desks() {
        return desks;
    }

    /** Releases dialogue files. */
    public ReleasePublisher publisher() {
        return publisher;
    }

    public Desk desk() {
        return desk;
    }

    /**
     * Writes and sends on what is due of billing files now, on the thread that always does.
     *
     * @return what went wrong, a line each
     */
    public List<String> retryBilling() throws InterruptedException, ExecutionException {
        return billing.submit(() -> {
                    clerk.round();
                    return Stream.of(clerk.trouble(), clerk.sendingTrouble())
                            .flatMap(Optional::stream)
                            .toList();
                })
                .get();
    }

    BillingClerk billing() {
        return clerk;
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
    /**
     * Takes a PDU that was put aside as if it came now over this bind.
     *
     * @return empty if it still cannot be read
     */
    public Optional<CompletionStage<Acknowledgement>> again(String bind, byte[] pdu) {
        return link.again(bind, pdu);
    }

    /** From now on {@link #reload} reads the settings so. */
    public Reload reloadFrom(Supplier<Config> source) {
        var from = new Reload(this, source);
        reload = from;
        return from;
    }

    /** Reads settings and dialogues again; empty if the engine was not started from a file. */
    public Optional<Reload> reload() {
        return Optional.ofNullable(reload);
    }

    void become(Config other) {
        config = other;
    }

    /** What comes from now on is charged so, and texts say so. */
    void use(Tariffs tariffs) {
        charging.use(tariffs.amounts());
        handler.use(tariffs);
        desk.use(config.desk().with(tariffs));
        clerk.use(tariffs.amounts());
    }

    void useTrunks(List<SipSettings.Trunk> trunks) {
        front.use(trunks);
    }

    /** How long the waits for the disk are. */
    Latencies diskWaits() {
        return diskWaits;
    }

    public SmppLink link() {
        return link;
    }

    /** The binds as operators change them. */
    public Binds binds() {
        return binds;
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
    public void bank(BankCode bank, Optional<WithdrawalResults.Result> result) {
        banks.set(bank, result);
    }
}
