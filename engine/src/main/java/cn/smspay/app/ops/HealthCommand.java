package cn.smspay.app.ops;

import cn.smspay.cli.Exit;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Whether a running engine is well, as a word and an exit code: for container and process managers. */
@Command(
        name = "health",
        description = "Asks a running engine whether it is well. Exit code 1 if it is not, or does not answer.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: smspay health --port 9258"})
public final class HealthCommand implements Callable<Integer> {
    private static final int WELL = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "9258",
            description = "http.port of the settings (default: ${DEFAULT-VALUE}).")
    private int port = 9258;

    private static final int PORT_MOST = 65_535;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "http.host of the settings (default: ${DEFAULT-VALUE}).")
    private String host = "127.0.0.1";

    private final PrintStream out;

    /** At the terminal. */
    public HealthCommand() {
        this(System.out);
    }

    HealthCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (port < 1 || port > PORT_MOST) {
            throw new Exit.Refused(port + " is no port; --port wants 1 to " + PORT_MOST);
        }
        if (!host.matches("[0-9A-Za-z.:\\[\\]_-]+")) {
            throw new Exit.Refused(host + " is no address; --host wants one like 127.0.0.1");
        }
        var asked = URI.create("http://" + host + ":" + port + "/health");
        try {
            var answer = HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .build()
                    .send(HttpRequest.newBuilder(asked).timeout(PATIENCE).build(), BodyHandlers.ofString());
            out.println(answer.body().strip());
            return answer.statusCode() == WELL ? Exit.DONE : Exit.WRONG;
        } catch (IOException e) {
            out.println("no engine answers at " + asked + "; is it running, and is http.port set?");
            return Exit.WRONG;
        }
    }
}
