package cn.smspay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.smspay.testing.Service;
import cn.smspay.web.monitor.MonitorServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The alerts that come with the program: Prometheus reads them, and they ask for figures that there are. */
@Timeout(120)
final class AlertsTest {
    private static final Path ALERTS = Service.HOME.resolve("engine/packaging/alerts.yaml");
    private static final Pattern FIGURE = Pattern.compile("smspay_[a-z_]+");

    /** Of parts that the small engine of this test does not have. */
    private static final Set<String> ELSEWHERE =
            Set.of("smspay_billing_sending_fails", "smspay_certificate_days_left", "smspay_trunk_answers");

    @TempDir
    private Path folder;

    @Test
    void askForFiguresThatAnEngineShows() throws Exception {
        try (var service = new Service(folder);
                var door = new MonitorServer("127.0.0.1", 0, () -> Figures.health(service.engine()))) {
            Figures.show(door, service.engine());
            service.say("13907340001", "CX");
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + "/metrics"))
                    .build();
            var shown = figures(HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body());

            var missing = new TreeSet<>(figures(Files.readString(ALERTS)));
            missing.removeAll(shown);
            missing.removeAll(ELSEWHERE);
            assertEquals(Set.of(), missing);
        }
    }

    private static Set<String> figures(String text) {
        var names = new TreeSet<String>();
        FIGURE.matcher(text).results().forEach(found -> names.add(found.group()));
        return names;
    }

    @Test
    void areWhatPrometheusReads() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/promtool")), "promtool is not installed");

        var check = new ProcessBuilder("/usr/bin/promtool", "check", "rules", ALERTS.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(check.getInputStream().readAllBytes());

        assertEquals(0, check.waitFor(), said);
    }
}
