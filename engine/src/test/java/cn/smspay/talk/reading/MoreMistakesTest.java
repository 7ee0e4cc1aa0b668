package cn.smspay.talk.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.yaml.Place;
import cn.smspay.cli.Home;
import cn.smspay.talk.actions.ServiceCatalogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of mistakes in resources: each, made in the shipped files, is one fault at its key or value. Among them are words
 * that a text tells to send and nobody understands ({@link ToldLint}), and keys that do nothing ({@link KeyLint}).
 */
final class MoreMistakesTest {
    private static final Map<String, String> shipped = new TreeMap<>();

    /** The shipped files, and those that authors made with what the shipped ones do not use. */
    private static final Map<String, String> made = new TreeMap<>();

    @BeforeAll
    static void read() throws IOException {
        read(Home.find(), shipped);
        made.putAll(shipped);
        read(Home.find().resolve("engine/src/test/resources/authors"), made);
        made.computeIfPresent(
                "dialogs/_common.yaml",
                (file, text) -> text + "holidays: [2009-10-01..2009-10-08]\nworkdays: [2009-12-06]\n");
    }

    private static void read(Path home, Map<String, String> files) throws IOException {
        for (String name : new String[] {"dialogs", "ivr-scripts"}) {
            try (var paths = Files.list(home.resolve(name))) {
                for (Path path :
                        paths.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                    files.put(name + "/" + path.getFileName(), Files.readString(path));
                }
            }
        }
    }

    static Stream<Arguments> mistakes() throws IOException {
        try (var table = Objects.requireNonNull(
                MoreMistakesTest.class.getResourceAsStream("/mistakes-of-authors.txt"), "no table of mistakes")) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith("#"))
                            .map(line -> line.split("\\|\\|", -1))
                            .map(cells -> Arguments.of(
                                    cells[0],
                                    written(cells[1]),
                                    written(cells[2]),
                                    Integer.parseInt(cells[3]),
                                    Integer.parseInt(cells[4]),
                                    cells[5]))
                            .toList()
                            .stream();
        }
    }

    private static String written(String cell) {
        return cell.replace("\\n", "\n");
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("mistakes")
    void isOneFaultAtItsPlace(String file, String good, String bad, int below, int column, String message) {
        boolean usual = shipped.containsKey(file) && shipped.get(file).contains(good);
        var files = new TreeMap<>(usual || good.equals("NEW") ? shipped : made);
        boolean isNew = good.equals("NEW");
        var text = files.getOrDefault(file, "");
        int at = isNew ? 0 : text.indexOf(good);
        assertTrue(at >= 0, "\"" + good + "\" does not stand in " + file);
        int line =
                1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
        files.put(file, isNew ? bad : text.substring(0, at) + bad + text.substring(at + good.length()));

        var faults = ScriptFiles.read(files, ServiceCatalogue.catalogue()).faults();

        assertEquals(1, faults.size(), faults.toString());
        var fault = faults.get(0);
        assertEquals(new Place(file, line + below, column), fault.place(), fault.toString());
        assertTrue(fault.toString().contains(message.replaceFirst("^(D[0-9]+) ", "")), fault.toString());
    }
}
