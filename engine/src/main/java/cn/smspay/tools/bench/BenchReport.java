package cn.smspay.tools.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How results are given: as a table or as one JSON object, and as a picture. */
final class BenchReport {
    private static final int PROGRESS_WIDTH = 78;

    @Option(names = "--json", description = "Prints one JSON object instead of the table.")
    private boolean json;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            description = "Writes what was measured as an SVG picture, where there is more than one point.")
    private @Nullable Path plot;

    boolean json() {
        return json;
    }

    /** What is under way, on a line that the next one replaces; only where somebody watches. */
    static void progress(String line) {
        if (System.console() != null) {
            System.err.printf(Locale.ROOT, "\r%-" + PROGRESS_WIDTH + "s", line);
        }
    }

    /**
     * Prints the results with the machine they are of.
     *
     * @param tables for the results of these names, what stands in their place unless JSON is wanted
     */
    void print(PrintWriter out, Map<String, Object> result, Map<String, String> tables) {
        if (System.console() != null) {
            System.err.print("\r" + " ".repeat(PROGRESS_WIDTH) + "\r");
        }
        describeMachine(result);
        if (json) {
            out.println(jsonOf(result));
            return;
        }
        result.forEach((name, value) -> out.print(
                tables.containsKey(name)
                        ? String.format(Locale.ROOT, "%n%s%n", tables.get(name))
                        : String.format(
                                Locale.ROOT,
                                "%-30s %s%n",
                                name,
                                value instanceof Double d ? String.format(Locale.ROOT, "%.2f", d) : value)));
        out.flush();
    }

    void draw(Supplier<String> picture) throws IOException {
        if (plot != null) {
            Files.writeString(plot, picture.get());
        }
    }

    /** The machine, for a line below the title of a picture. */
    static String machine() {
        return String.format(
                Locale.ROOT,
                "%d processors, Java %s",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"));
    }

    static void describeMachine(Map<String, Object> result) {
        result.put("processors", Runtime.getRuntime().availableProcessors());
        result.put("java", System.getProperty("java.version"));
    }

    private static String jsonOf(Map<String, Object> result) {
        try {
            return new ObjectMapper().writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
