package cn.smspay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.voice.call.CallFigures;
import cn.smspay.web.monitor.MonitorServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class FiguresTest {
    /** The rest of a series' name after that of its family. */
    private static final String PART = "_(bucket|count|sum)$";

    private static List<String> shown() throws Exception {
        try (var door = new MonitorServer("127.0.0.1", 0, () -> new MonitorServer.Health(true, "fine"))) {
            Figures.showCalls(door, new CallFigures());
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + "/metrics"))
                    .build();
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines()
                    .toList();
        }
    }

    private static Set<String> second(List<String> lines, String start) {
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.split(" ")[2])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void explainsEveryFigureOfCallsAndNamesItAsPrometheusWants() throws Exception {
        var lines = shown();

        var families = lines.stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[ {]")[0].replaceFirst(PART, ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(families, second(lines, "# HELP "));
        assertEquals(families, second(lines, "# TYPE "));
        for (var line : lines) {
            if (line.startsWith("# TYPE")) {
                assertEquals(line.endsWith(" counter"), line.split(" ")[2].endsWith("_total"), line);
                assertEquals(line.endsWith(" histogram"), line.split(" ")[2].endsWith("_seconds"), line);
            }
        }
    }

    @Test
    void showsWhatAnOperatorOfAVoiceServiceAsks() throws Exception {
        var lines = shown();

        for (var series : List.of(
                "smspay_calls_active 0.0",
                "smspay_calls_ended_total{result=\"caller_hung_up\"} 0.0",
                "smspay_calls_refused_total{reason=\"trunk_full\"} 0.0",
                "smspay_calls_keys_total{kind=\"event\"} 0.0",
                "smspay_calls_setup_seconds_bucket{le=\"0.1\"} 0",
                "smspay_calls_pacing_error_seconds_bucket{le=\"0.005\"} 0",
                "smspay_calls_pacing_error_seconds_count 0")) {
            assertTrue(lines.contains(series), () -> series + " is missing from " + lines);
        }
        assertTrue(lines.stream().noneMatch(line -> line.contains("kind=\"none\"")), lines.toString());
    }
}
