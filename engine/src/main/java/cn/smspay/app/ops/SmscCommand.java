package cn.smspay.app.ops;

import cn.smspay.base.Secret;
import cn.smspay.cli.Exit;
import cn.smspay.outside.simulator.Handset;
import cn.smspay.outside.simulator.SmscSettings;
import cn.smspay.outside.simulator.SmscSimulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The simulated SMSC alone, so that the service can be tried as it will run, without a carrier. */
@Command(
        name = "smsc",
        description = {
            "Plays an SMSC on this machine, for a service that is started beside it with \"smspay run\". Each line",
            "on standard input is a number and a text, which that subscriber sends; what he gets is printed."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Lines: 13800000001 CX   sends CX from that number",
            "       /redeliver       delivers the last message again, as an SMSC does whose answer was lost",
            "       /disconnect      drops the connections",
            "       /counts FILE     writes how many messages were delivered, for \"billing reconcile\"",
            "       /quit            ends, as the end of the input does",
            "",
            "Example: smspay smsc --password-file conf/smsc-main.password"
        })
public final class SmscCommand implements Callable<Integer> {
    private static final int WINDOW = 500;
    private static final int PORT_MOST = 65_535;
    private static final long ANSWER_SECONDS = 60;

    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "2775",
            description = "On 127.0.0.1; 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int port = 2775;

    @Option(
            names = "--system-id",
            paramLabel = "NAME",
            defaultValue = "smspay",
            description = "Who may bind (default: ${DEFAULT-VALUE}).")
    private String systemId = "smspay";

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            required = true,
            description = "Holds the password that a bind must give; the same file as in the settings.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--to",
            paramLabel = "NUMBER",
            defaultValue = "10658888",
            description = "Where the texts go (default: ${DEFAULT-VALUE}).")
    private String to = "10658888";

    private final AtomicLong lastHeard = new AtomicLong(System.nanoTime());
    private final Set<String> heard = new HashSet<>();

    private final InputStream in;
    private final PrintStream out;

    /** At the terminal. */
    public SmscCommand() {
        this(System.in, System.out);
    }

    SmscCommand(InputStream in, PrintStream out) {
        this.in = in;
        this.out = out;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (port < 0 || port > PORT_MOST) {
            throw new Exit.Refused(port + " is no port; --port wants 0 to " + PORT_MOST);
        }
        var file = Objects.requireNonNull(passwordFile);
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new Exit.Refused(Exit.USAGE, file + " cannot be read; \"smspay init DIR\" makes one");
        }
        var password = new Secret(Files.readString(file).strip());
        if (password.reveal().isEmpty()) {
            throw new Exit.Refused(Exit.USAGE, file + " holds nothing");
        }
        try (var smsc = start(password)) {
            smsc.onDownlink(downlink -> lastHeard.set(System.nanoTime()));
            out.println(
                    "SMSC on 127.0.0.1:" + smsc.port() + " for system_id " + systemId
                            + ". Type a number and a text, like 13800000001 CX; also /redeliver, /disconnect, /counts FILE, /quit.");
            var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            String line;
            while ((line = lines.readLine()) != null && !line.strip().equals("/quit")) {
                take(smsc, line.strip());
            }
            awaitQuiet();
        }
        return Exit.DONE;
    }

    private SmscSimulator start(Secret password) throws IOException {
        try {
            return SmscSimulator.start(
                    new SmscSettings(systemId, password, port, WINDOW, true, true), Clock.systemUTC());
        } catch (Exception e) {
            // The library throws what a port says, checked or not, past the compiler.
            if (e instanceof IOException) {
                throw new Exit.Refused(
                        Exit.USAGE, "127.0.0.1:" + port + " cannot be listened on: " + e.getMessage() + "; try --port");
            }
            throw e;
        }
    }

    /** With the end of the input answers may still be on their way. */
    private void awaitQuiet() throws InterruptedException {
        while (System.nanoTime() - lastHeard.get() < QUIET_NANOS) {
            Thread.sleep(100);
        }
    }

    private void take(SmscSimulator smsc, String line) throws InterruptedException {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        if (line.equals("/redeliver")) {
            tell(smsc.redeliverLast());
        } else if (line.equals("/disconnect")) {
            smsc.disconnectAll();
            out.println("! connections dropped");
        } else if (line.startsWith("/counts ")) {
            smsc.counts().write(Path.of(line.substring("/counts ".length()).strip()));
        } else if (line.matches("[0-9+]{3,20}\\s+\\S.*")) {
            var parts = line.split("\\s+", 2);
            handset(smsc, parts[0]);
            out.println("> " + parts[0] + " " + parts[1]);
            tell(smsc.deliver(parts[0], to, parts[1]));
        } else {
            out.println("! not understood; write a number and a text, like: 13800000001 CX");
        }
    }

    private void handset(SmscSimulator smsc, String number) {
        if (heard.add(number)) {
            Handset handset = smsc.handset(number);
            handset.onText(text -> out.println("< " + number + " " + text.text()));
        }
    }

    private void tell(CompletableFuture<Integer> answer) throws InterruptedException {
        try {
            int status = answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
            if (status != 0) {
                out.printf(Locale.ROOT, "! answered 0x%08x%n", status);
            }
        } catch (TimeoutException e) {
            out.println(
                    "! not answered within " + ANSWER_SECONDS + " s; is the service bound? The message waits for it.");
        } catch (ExecutionException e) {
            out.println("! " + e.getMessage());
        }
    }
}
