package cn.smspay.engine;

import cn.smspay.accounts.Accounts;
import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.payments.WithdrawalResults;
import cn.smspay.base.Latencies;
import cn.smspay.base.Threads;
import cn.smspay.base.Ticker;
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
import cn.smspay.outside.simulator.SimulatedBillSystem;
import cn.smspay.sms.Acknowledgement;
import cn.smspay.sms.AnswerSender;
import cn.smspay.sms.SmsFigures;
import cn.smspay.sms.smpp.SmppLink;
import cn.smspay.store.Lane;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.Durability;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
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
    private static final long TICK_MILLIS = 100;

    private final OpenParts open = new OpenParts();
    /** What counts now; changed by reading the settings again. */
    private volatile Config config;

    private volatile @Nullable Reload reload;
    private final Clock clock;
    private final Ticker ticker;
    private final SecureRandom secrets;
    private final Foundation ground;
    private final OutsideSide outside;
    private final OrderRounds orders;
    private final Accounts accounts;
    private final Desk desk;
    private final ReleasePublisher publisher;
    private final Desks desks;
    /** From the start on. */
    private @Nullable PartnerSide partners;

    private @Nullable PageSide pages;

    private final Billing charging;
    private final SmsSide sms;
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
        this.config = config;
        this.clock = around.clock();
        this.ticker = around.ticker();
        this.secrets = around.secrets();
        this.ticks = new Ticks(TICK_MILLIS, () -> around.nanos().nanos() / 1_000_000, this::sendWhatIsDue);
        try {
            ground = new Foundation(config, around, disk, open);
            outside = new OutsideSide(config, around, ground, open);
            accounts = new Accounts(
                    ground.store,
                    ground.lane,
                    ground.vault,
                    config.rules(),
                    outside.systems((tx, who, notice, values, now) -> desk().notice(tx, who, notice, values, now)),
                    config.outside().wallet());
            orders = new OrderRounds(
                    accounts,
                    outside.banks,
                    () -> config().outside().bank() == Config.Adapter.SIMULATED,
                    clock,
                    ticker);
            var outbox = new Outbox(ground.store, ground.vault);
            var gate = new ScriptGate(AuthorSettings.of(config));
            var served = new ReleasePublisher(ground.store, gate, null, clock).atStart(scripts);
            desk = new Desk(accounts, outbox, served, config.desk());
            accounts.purchaseRequests().connect(desk);
            desk.finish(new Releases(ground.store).begin(served, clock.instant()));
            publisher = new ReleasePublisher(ground.store, gate, desk, clock);
            publisher.log().newest().ifPresent(newest -> desk.stop(newest.stopped()));
            var recipients = new AnswerIndex(ground.store, config.data().resolve(AnswerIndex.FOLDER));
            charging = new Billing(config.sms().charging().tariffs().amounts(), ground.guard::believed);
            desks = desks(around, recipients);
            sms = new SmsSide(config, around, ground, desk, charging, outbox, open);
            voice = new ServiceVoice(desk, ground.lane, clock);
            front = open.add(new VoiceFront(
                    config.voice(),
                    config.ivrScripts(),
                    PromptLanguage.of(scripts.spokenLanguages()),
                    voice,
                    ground.lane,
                    around));
            clerk = clerk(config);
            upkeep = upkeep(around, outbox, recipients);
            sms.binds.watchedBy(upkeep.certificates()::ofBinds);
            timer = timer(around, "timer");
            bills = timer(around, "bills");
            housekeeping = timer(around, "housekeeping");
            billing = timer(around, "billing");
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

    private ScheduledExecutorService timer(Surroundings around, String name) {
        return open.add(around.timers().apply(name), ScheduledExecutorService::shutdownNow);
    }

    private Desks desks(Surroundings around, AnswerIndex recipients) {
        return new Desks(
                new Counter(new CounterParts(
                        ground.store,
                        ground.lane,
                        ground.vault,
                        accounts,
                        desk::notice,
                        new DeskDialogues(desk),
                        clock,
                        around.random(),
                        recipients)),
                new WaiversForDesks(new Waivers(ground.store, charging)));
    }

    private Upkeep upkeep(Surroundings around, Outbox outbox, AnswerIndex recipients) {
        return open.add(new Upkeep(
                config,
                ground.store,
                ground.lane,
                outbox,
                new Forgetting(ground.store, ground.vault, recipients),
                clerk,
                front.figures(),
                accounts.passwords().guesses(),
                ground.guard.clock(),
                around.timers().apply("upkeep")));
    }

    private BillingClerk clerk(Config config) throws IOException, BillingStopped {
        var deliveries = config.data().resolve("billing");
        Files.createDirectories(deliveries);
        var made = new BillingClerk(
                ground.store,
                config.billing(),
                config.sms().charging().tariffs().amounts(),
                config.sftp(),
                deliveries,
                sms.figures,
                ground.guard);
        made.requireOurs();
        return made;
    }

    /** Takes up what the last run left, and binds. */
    public void start() {
        sms.intake.recover(ground.store);
        sms.answers.start(sms.link);
        accounts.billResults().resume();
        outside.noteIn(accounts.withdrawalResults());
        sms.link.start();
        upkeep.start();
        ticks.scheduleOn(timer);
        bills.scheduleWithFixedDelay(
                Threads.lasting("asking for bills", orders::look), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        housekeeping.scheduleWithFixedDelay(Threads.lasting("forgetting", this::forget), 10, 10, TimeUnit.MINUTES);
        housekeeping.scheduleWithFixedDelay(
                Threads.lasting("writing down what happened in dialogues", this::writeFigures), 1, 1, TimeUnit.MINUTES);
        housekeeping.scheduleWithFixedDelay(
                Threads.lasting("noting the time", () -> ground.guard.mark(ground.lane)), 1, 1, TimeUnit.MINUTES);
        if (config.http().port() >= 0) {
            openDoor();
        }
        var side = open.add(PartnerSide.open(config.doors(), desks, ticker));
        partners = side;
        open.add(outside.eBanks.open(desks, side.port(), PageSide.address(config.doors()), ticker), EBankSide::close);
        if (!config.doors().equals(DoorsConfig.OFF)) {
            bills.scheduleWithFixedDelay(Threads.lasting("looking after partners", side::look), 1, 1, TimeUnit.SECONDS);
        }
        // After the banks, which the site offers.
        pages = open.add(PageSide.open(config, desks, clock, secrets), PageSide::close);
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

    private void openDoor() {
        try {
            var door = open.add(
                    new MonitorServer(config.http().host(), config.http().port(), () -> Figures.health(this)));
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
        orders.look();
    }

    private void sendWhatIsDue() {
        try {
            ground.guard.look();
            sms.intake.tick();
            sms.answers.tick();
        } catch (RuntimeException e) {
            LOG.error("the timer's work failed; it goes on", e);
        }
    }

    /** Drops what has run out. Runs by itself now and then; call it after a test clock was turned. */
    public void forget() {
        if (ground.guard.isDoubted()) {
            return;
        }
        try {
            sms.intake.forget();
            desks.round();
        } catch (RuntimeException e) {
            LOG.error("old rows could not be dropped; it goes on", e);
        }
    }

    /** Writes down what has happened in dialogues. Runs by itself; call it after a test clock was turned. */
    public void writeFigures() {
        desk.tally().write(ground.lane, clock.instant());
    }

    /** An operator says that the clock is right although it has jumped. Call before {@link #start}. */
    public void acceptClock() {
        ground.guard.accept();
    }

    /** Whether the clock has jumped and nobody has accepted it: nothing is purged then, and no accounting day is opened. */
    public boolean doubtsClock() {
        return ground.guard.isDoubted();
    }

    /** When it was built. */
    Instant since() {
        return ground.since;
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
        return ground.lane.unfinished() == 0
                && sms.answers.backlog() == 0
                && outside.isQuiet()
                && sms.intake.unproven() == 0
                && ground.lane.unfinished() == 0;
    }

    /** Takes nothing new, finishes what was accepted, answers and unbinds. */
    public void drain(Duration atMost) {
        long end = sms.nanos() + atMost.toNanos();
        sms.link.pauseIntake();
        ground.guard.mark(ground.lane);
        writeFigures();
        sms.awaitAnswers(end);
        sms.unbind(end);
    }

    /** Stops. Safe at any moment; call {@link #drain} first to be polite. */
    @Override
    public void close() {
        open.close();
    }

    public Config config() {
        return config;
    }

    Clock clock() {
        return clock;
    }

    public Store store() {
        return ground.store;
    }

    public Vault vault() {
        return ground.vault;
    }

    public Lane lane() {
        return ground.lane;
    }

    public Accounts accounts() {
        return accounts;
    }

    /** Closes this with itself, before its own parts: for what serves the engine and is not known to it. */
    public void keep(AutoCloseable part) {
        open.add(part);
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
        return sms.answers;
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
        return sms.link.again(bind, pdu);
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
        sms.handler.use(tariffs);
        desk.use(config.desk().with(tariffs));
        clerk.use(tariffs.amounts());
    }

    void useTrunks(List<SipSettings.Trunk> trunks) {
        front.use(trunks);
    }

    /** How long the waits for the disk are. */
    Latencies diskWaits() {
        return ground.diskWaits;
    }

    public SmppLink link() {
        return sms.link;
    }

    /** The binds as operators change them. */
    public Binds binds() {
        return sms.binds;
    }

    public SmsFigures figures() {
        return sms.figures;
    }

    public ServiceVoice voice() {
        return voice;
    }

    public SimulatedBillSystem billSystem() {
        return outside.billSystem;
    }

    /** From now on this simulated bank answers so. */
    public void bank(BankCode bank, Optional<WithdrawalResults.Result> result) {
        outside.banks.set(bank, result);
    }
}
