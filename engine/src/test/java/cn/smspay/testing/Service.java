package cn.smspay.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.Shortcuts;
import cn.smspay.app.Commands;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.config.Config;
import cn.smspay.engine.Engine;
import cn.smspay.engine.LocalConfig;
import cn.smspay.engine.Surroundings;
import cn.smspay.ops.admin.Control;
import cn.smspay.outside.simulator.SmscSimulator;
import cn.smspay.sms.SmsSettings;
import cn.smspay.store.Job;
import cn.smspay.store.Tx;
import cn.smspay.store.sqlite.StoreSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A whole engine bound by SMPP to a simulated SMSC on 127.0.0.1, under a hand-turned clock. */
public final class Service implements AutoCloseable {
    public static final String NUMBER = LocalConfig.SERVICE.digits();
    public static final Path HOME =
            Path.of(System.getProperty("smspay.root", "..")).toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    public final TestClock clock = new TestClock();
    public final SmscSimulator smsc = SmscSimulator.start(LocalConfig.smsc(), clock);
    private final Optional<TestPostgres> postgres;
    private final UnaryOperator<Surroundings> surroundings;
    private Path data;
    private final UnaryOperator<Config> settings;
    private Engine engine;
    private Control control;

    public Service(Path data) {
        this(data, UnaryOperator.identity());
    }

    public Service(Path data, UnaryOperator<Config> settings) {
        this(data, settings, TestPostgres.ifWanted(), UnaryOperator.identity());
    }

    /**
     * @param postgres whose database it is; empty for SQLite
     * @param surroundings chance and timers of one's own
     */
    public Service(
            Path data,
            UnaryOperator<Config> settings,
            Optional<TestPostgres> postgres,
            UnaryOperator<Surroundings> surroundings) {
        this.surroundings = surroundings;
        this.data = data;
        this.settings = settings;
        this.postgres = postgres;
        this.engine = bound();
    }

    private Engine bound() {
        var config = LocalConfig.of(HOME, data, new Secret(World.KEY), smsc.port());
        var set = settings.apply(config);
        var started = new Engine(
                postgres.map(there -> there.on(set)).orElse(set),
                surroundings.apply(Surroundings.of(clock)),
                Engine.scripts(set));
        control = Commands.listen(started);
        started.keep(control);
        started.start();
        get(started.link().allBound());
        return started;
    }

    /** The same settings but for these. */
    public static Config withSms(Config config, SmsSettings sms) {
        return config.with(config.binds(), sms);
    }

    /** The socket and the operator's page of the engine. */
    public Control control() {
        return control;
    }

    public Engine engine() {
        return engine;
    }

    /** Stops the engine in order and starts another on the same data, a second later. */
    public void restart() {
        engine.drain(Duration.ofSeconds(5));
        engine.close();
        clock.turn(Duration.ofSeconds(1));
        engine = bound();
    }

    /**
     * The machine dies and comes back: another engine starts on what the disk held at a moment between two transactions, and
     * nothing of the first one is finished.
     *
     * @param image a new folder for what the disk held
     */
    public void kill(Path image) {
        get(engine.lane().submit(Job.of("kill", tx -> {
            copy(image);
            return true;
        })));
        engine.close();
        data = image;
        clock.turn(Duration.ofSeconds(1));
        engine = bound();
    }

    /** No transaction writes meanwhile; what a checkpoint moves is in the log as well. */
    private void copy(Path image) {
        try {
            Files.createDirectories(image);
            for (var name : List.of(StoreSettings.FILE, StoreSettings.FILE + "-wal")) {
                if (Files.exists(data.resolve(name))) {
                    Files.copy(data.resolve(name), image.resolve(name));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a text and waits until its answer is there and everything has come to rest. */
    public List<String> say(String number, String text) {
        var handset = smsc.handset(number);
        int before = handset.texts().size();
        assertEquals(0, get(handset.send(NUMBER, text)), "command_status for " + text);
        settle();
        return handset.texts().stream()
                .skip(before)
                .map(received -> received.text())
                .toList();
    }

    /** Waits until nothing is under way. */
    public void settle() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        int quiet = 0;
        while (quiet < 3) {
            assertTrue(System.nanoTime() < end, "the engine does not come to rest");
            quiet = engine.isQuiet() ? quiet + 1 : 0;
            moment();
        }
    }

    /** There is no event for "nothing more happens", so it is looked at every few milliseconds. */
    public static void moment() {
        try {
            new CountDownLatch(1).await(4, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("it did not happen within " + PATIENCE, e);
        }
    }

    public <T> T in(Function<Tx, T> work) {
        return engine.store().write(work);
    }

    public SubscriptionId subscription(Tx tx, String msisdn) {
        return engine.accounts()
                .subscribers()
                .find(tx, new Msisdn(msisdn))
                .orElseThrow()
                .id();
    }

    public Shortcuts staging() {
        return engine.accounts().staging();
    }

    /** The first column of the first row. */
    public long number(String sql) {
        return engine.store()
                .read(handle -> handle.createQuery(ChargeTable.in(handle, sql))
                        .mapTo(Long.class)
                        .one());
    }

    public List<String> texts(String sql) {
        return engine.store()
                .read(handle -> handle.createQuery(ChargeTable.in(handle, sql))
                        .mapTo(String.class)
                        .list());
    }

    /** Stops, and proves the books. */
    @Override
    public void close() {
        try {
            settle();
            assertEquals(List.of(), Commands.verify(engine.store()));
        } finally {
            engine.close();
            smsc.close();
            postgres.ifPresent(TestPostgres::close);
        }
    }
}
