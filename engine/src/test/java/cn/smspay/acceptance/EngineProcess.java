package cn.smspay.acceptance;

import cn.smspay.accounts.customers.CardState;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.payments.CardStock.Card;
import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import cn.smspay.engine.Engine;
import cn.smspay.engine.LocalConfig;
import cn.smspay.store.postgres.ServerNote;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.Service;
import cn.smspay.testing.TestClock;
import cn.smspay.testing.World;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** An engine in a process of its own, which can be killed. It ends in order when its input ends. */
public final class EngineProcess {
    private static final String READY = "ready";

    private final Process process;
    private final BufferedReader output;

    private EngineProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    /** The process that may get killed. */
    public static void main(String[] args) throws Exception {
        var data = Path.of(args[0]);
        var local = LocalConfig.of(Service.HOME, data, new Secret(World.KEY), Integer.parseInt(args[1]));
        var server = ServerNote.read(data.resolve(StoreSettings.FILE)).orElse(null);
        var config = local.with(local.store().on(server));
        try (var engine = new Engine(config, Clock.system(TestClock.SHANGHAI))) {
            engine.store().onBroken(() -> Runtime.getRuntime().halt(3));
            stock(engine, Integer.parseInt(args[2]));
            engine.start();
            engine.link().allBound().get(60, TimeUnit.SECONDS);
            System.out.println(READY);
            while (System.in.read() >= 0) {
                // Only its end says something.
            }
            engine.drain(Duration.ofSeconds(20));
        }
    }

    /** Once: an engine that starts again on the same data finds them there. */
    private static void stock(Engine engine, int cards) {
        long there = engine.store()
                .read(sql -> sql.createQuery("select count(*) from recharge_card")
                        .mapTo(Long.class)
                        .one());
        if (there == cards) {
            return;
        }
        engine.store().write(tx -> {
            for (int i = 0; i < cards; i++) {
                var face = new Fen(i % 2 == 0 ? 50_00 : 10_00);
                var card = new Card(
                        "0911118%010d".formatted(i),
                        face,
                        Province.HUNAN,
                        CardState.ACTIVE,
                        LocalDate.of(2099, 12, 31));
                engine.accounts().cardStock().add(tx, card, new Secret(card(i)));
            }
            return cards;
        });
    }

    /** The password of a card in its stock: even ones are worth 50 yuan, odd ones 10. */
    static String card(int i) {
        return "1866%014d".formatted(i);
    }

    /** Of this program and its tests, however they are run. */
    static String classpath() {
        var loader = EngineProcess.class.getClassLoader();
        return loader instanceof URLClassLoader urls
                ? Arrays.stream(urls.getURLs()).map(URL::getPath).collect(Collectors.joining(":"))
                : System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /**
     * The words of a command that starts Java with this program; {@code -Dsmspay.child.options} has more for it.
     */
    public static List<String> java(String main, String... args) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-Dsmspay.root=" + Service.HOME,
                "-cp",
                classpath(),
                main));
        command.addAll(List.of(args));
        var more = System.getProperty("smspay.child.options", "");
        if (!more.isEmpty()) {
            command.addAll(1, List.of(more.split(" ")));
        }
        return command;
    }

    /** Returns when it is bound. */
    static EngineProcess start(Path data, int port, int cards) throws IOException {
        var started = new EngineProcess(new ProcessBuilder(java(
                        EngineProcess.class.getName(),
                        data.toString(),
                        Integer.toString(port),
                        Integer.toString(cards)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        var line = started.output.readLine();
        while (line != null && !line.equals(READY)) {
            line = started.output.readLine();
        }
        if (line == null) {
            throw new AssertionError("the engine did not start");
        }
        return started;
    }

    /** As kill -9 does; returns when it is dead. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** It ends by itself; returns its exit code. */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            kill();
            throw new AssertionError("the engine goes on without its database");
        }
        return process.exitValue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Lets it end in order. */
    int end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            kill();
            throw new AssertionError("the engine does not end");
        }
        return process.exitValue();
    }
}
