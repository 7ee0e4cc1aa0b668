package cn.smspay.tools.bench;

import cn.smspay.engine.LocalConfig;
import cn.smspay.outside.simulator.SmscSimulator;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Kannel, the gateway that most people would take, in processes of its own: bearerbox with one transceiver bind per
 * connection of ours, and smsbox, which fetches every answer from {@link BenchTextService}. It is set up to be as fast as
 * it can be, which is faster than it would be run:
 *
 * <ul>
 *   <li>nothing on disk: no store (so a crash loses what was acknowledged), no access log, panics only in the log;
 *       receipts are not asked for, so its memory of them stays empty;
 *   <li>{@code max-pending-submits} (usually 10) is our window, {@code smsbox-max-pending} (100) and
 *       {@code max-pending-requests} (512) twice that, {@code sms-outgoing-queue-limit} out of reach, no
 *       {@code throughput};
 *   <li>{@code sms-combine-concatenated-mo} off, which saves a look at every uplink; no retries of HTTP requests;
 *   <li>one catch-all service, so that no keyword is searched for, whose answer says how it is to be written;
 *   <li>one smsbox, without a name: one with a name is given only what a route sends to that name.
 * </ul>
 *
 * Written for Kannel 1.4.5, which knows {@code instances}.
 */
final class BenchKannel implements AutoCloseable {
    private static final String BEARERBOX = "bearerbox";
    private static final String SMSBOX = "smsbox";
    private static final long START_SECONDS = 20;
    private static final long STOP_SECONDS = 15;
    private static final long QUEUE = 10_000_000;

    private final Path folder;
    private final BenchTextService service;
    private final List<Process> processes = new ArrayList<>();
    /** Ends what we have started if this process is told to end before it has. */
    private final Thread onExit = new Thread(() -> processes.forEach(Process::destroy));

    private BenchKannel(Path folder, BenchTextService service) {
        this.folder = folder;
        this.service = service;
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    static boolean isInstalled() {
        return program(BEARERBOX).isPresent() && program(SMSBOX).isPresent();
    }

    /** Starts it; it binds to the SMSC on that port soon afterwards. */
    static BenchKannel start(int smscPort, int binds, int window, String text) throws IOException {
        var folder = Files.createTempDirectory("smspay-kannel");
        var kannel = new BenchKannel(folder, new BenchTextService(text));
        try {
            kannel.startBoxes(smscPort, binds, window);
            return kannel;
        } catch (IOException e) {
            kannel.close();
            throw e;
        }
    }

    private void startBoxes(int smscPort, int binds, int window) throws IOException {
        int adminPort = freePort();
        int boxPort = freePort();
        var file = folder.resolve("kannel.conf");
        Files.writeString(file, settings(adminPort, boxPort, smscPort, service.port(), binds, window));
        run(BEARERBOX, file);
        // smsbox gives up at once when nobody listens yet.
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!listens(boxPort)) {
            if (System.nanoTime() > end || !processes.get(0).isAlive()) {
                throw new IOException("bearerbox does not start: " + log(BEARERBOX));
            }
            Thread.onSpinWait();
        }
        run(SMSBOX, file);
    }

    private void run(String name, Path settings) throws IOException {
        var program = program(name).orElseThrow(() -> new IOException(name + " is not installed"));
        var log = folder.resolve(name + ".log").toFile();
        processes.add(new ProcessBuilder(program.toString(), "-v", "4", settings.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start());
    }

    /** Waits until all binds are there. */
    void awaitBinds(SmscSimulator smsc, int binds) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (smsc.receivers() < binds) {
            if (System.nanoTime() > end) {
                throw new IOException("Kannel does not bind: " + log(BEARERBOX) + "; " + log(SMSBOX));
            }
            Thread.onSpinWait();
        }
    }

    /** What they said last, for a message. */
    private String log(String name) throws IOException {
        var lines = Files.readAllLines(folder.resolve(name + ".log"));
        return String.join("; ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }

    /** Processor time of its processes so far. */
    BenchFigures figures() {
        long millis = processes.stream()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .mapToLong(Duration::toMillis)
                .sum();
        return new BenchFigures(millis, 0, 0, 0, 0, 0, 0, 0);
    }

    @Override
    public void close() throws IOException {
        // smsbox first: bearerbox waits for it when it ends.
        for (int i = processes.size() - 1; i >= 0; i--) {
            end(processes.get(i));
        }
        Runtime.getRuntime().removeShutdownHook(onExit);
        service.close();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** What {@code kannel.conf} says. */
    static String settings(int adminPort, int boxPort, int smscPort, int httpPort, int binds, int window) {
        var smsc = LocalConfig.smsc();
        return String.format(
                Locale.ROOT,
                """
                group = core
                admin-port = %1$d
                admin-interface = "127.0.0.1"
                admin-password = %2$s
                smsbox-port = %3$d
                smsbox-interface = "127.0.0.1"
                box-allow-ip = "127.0.0.1"
                smsbox-max-pending = %8$d
                sms-outgoing-queue-limit = %9$d
                sms-combine-concatenated-mo = false
                dlr-storage = internal

                group = smsc
                smsc = smpp
                smsc-id = bench
                instances = %4$d
                host = "127.0.0.1"
                port = %5$d
                transceiver-mode = true
                smsc-username = %6$s
                smsc-password = %2$s
                system-type = ""
                max-pending-submits = %7$d
                reconnect-delay = 1

                group = smsbox
                bearerbox-host = "127.0.0.1"
                max-pending-requests = %8$d
                http-request-retry = 0

                group = sms-service
                keyword = default
                catch-all = true
                get-url = "http://127.0.0.1:%10$d/"
                accept-x-kannel-headers = true
                omit-empty = true
                max-messages = 1
                concatenation = false
                """,
                adminPort,
                smsc.password().reveal(),
                boxPort,
                binds,
                smscPort,
                smsc.systemId(),
                window,
                2 * window,
                QUEUE,
                httpPort);
    }

    private static Optional<Path> program(String name) {
        @Nullable String path = System.getenv("PATH");
        return Stream.concat(
                        Stream.of((path == null ? "" : path).split(File.pathSeparator)),
                        Stream.of("/usr/sbin", "/usr/local/sbin"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean listens(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
