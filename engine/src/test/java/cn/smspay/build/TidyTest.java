package cn.smspay.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** House rules that are read off the source text. */
final class TidyTest {
    private static final Path ROOT = Path.of(System.getProperty("smspay.root", ".."));
    /** Wings that start, stop and measure: they live in real time. */
    private static final List<String> OUTER = List.of("app", "cli", "engine", "tools");

    private static final Path MAIN = ROOT.resolve("engine/src/main/java/cn/smspay");

    @Test
    void timeAndChanceComeInThroughTheDoor() throws IOException {
        var clocks = Pattern.compile(
                "Instant\\.now\\(|LocalDate(Time)?\\.now\\(|(Thread|TimeUnit\\.[A-Z]+)\\.sleep|Math\\.random|System\\.currentTimeMillis");

        assertEquals(
                List.of(),
                lines(clocks, path -> OUTER.stream().noneMatch(wing -> path.startsWith(MAIN.resolve(wing)))));
    }

    @Test
    void nothingIsSwallowed() throws IOException {
        var found = new ArrayList<String>();
        for (Path file : sources()) {
            swallowed(Files.readString(file)).forEach(what -> found.add(MAIN.relativize(file) + ": " + what));
        }

        assertEquals(List.of(), found);
    }

    @Test
    void theSearchForSwallowedExceptionsFindsThemOverLines() {
        assertEquals(
                1, swallowed("try {\n    go();\n} catch (IOException e) {\n}\n").size());
        assertEquals(
                1, swallowed("try {\n    go();\n} catch (IOException e) {}\n").size());
        assertEquals(
                0,
                swallowed("try {\n    go();\n} catch (IOException e) {\n    tell(e);\n}\n")
                        .size());
    }

    /** Catches with neither a statement nor a remark that says why there is none. */
    private static List<String> swallowed(String source) {
        return Pattern.compile("catch \\([^)]*\\)\\s*\\{\\s*\\}|printStackTrace")
                .matcher(source)
                .results()
                .map(hit -> hit.group().replaceAll("\\s+", " "))
                .toList();
    }

    /** Nobody hears of an input that failed if nobody looks at what it came to. */
    @Test
    void whatTheLaneIsGivenIsLookedAt() throws IOException {
        var found = new ArrayList<String>();
        for (Path file : sources()) {
            unwatched(Files.readString(file)).forEach(what -> found.add(MAIN.relativize(file) + ": " + what));
        }

        assertEquals(List.of(), found);
    }

    @Test
    void theSearchForForgottenResultsFindsThemInStatementsAndLambdas() {
        assertEquals(1, unwatched("go();\n    lane.submit(job(a, (b)));\n").size());
        assertEquals(1, unwatched("orders.forEach(o -> lane.insist(o));").size());
        assertEquals(1, unwatched("if (x) {\n  engine.lane().submit(o);\n}").size());
        assertEquals(
                0, unwatched("lane.submit(job)\n  .whenComplete(this::look);").size());
        assertEquals(
                0,
                unwatched("var queued = lane.offer(job);\n return lane.submit(x);")
                        .size());
        assertEquals(0, unwatched("scene.wait(engine.lane().submit(job));").size());
    }

    private static List<String> unwatched(String source) {
        var calls = Pattern.compile("(?:[;{}]|->)\\s*(?:\\w+\\.)*lane(?:\\(\\))?\\.(?:submit|insist|offer)\\(")
                .matcher(source);
        var found = new ArrayList<String>();
        while (calls.find()) {
            int end = closing(source, calls.end());
            if (!source.substring(end).stripLeading().startsWith(".")) {
                found.add(calls.group().replaceAll("\\s+", " "));
            }
        }
        return found;
    }

    /** Behind the bracket that closes the one before {@code from}. */
    private static int closing(String source, int from) {
        int open = 1;
        int at = from;
        while (open > 0 && at < source.length()) {
            char c = source.charAt(at++);
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        return at;
    }

    /** Under an Arabic, Thai or Turkish locale digits, years and letters would become others. */
    @Test
    void numbersAndNamesAreWrittenAlikeUnderEveryLocale() throws IOException {
        var found = new ArrayList<String>();
        for (Path file : sources()) {
            ofTheMachinesLocale(Files.readString(file)).forEach(what -> found.add(MAIN.relativize(file) + ": " + what));
        }

        assertEquals(List.of(), found);
    }

    @Test
    void theSearchForTheMachinesLocaleFindsEveryWayToUseIt() {
        for (var fault : List.of(
                "\"%d\".formatted(n)",
                "String.format(\"%d\", n)",
                "String.format(\n    \"%d\", n)",
                "out().printf(\"%d\", n)",
                "out.format(\"%d\", n)",
                "word.toUpperCase()",
                "word.toLowerCase()",
                "DateTimeFormatter.ofPattern(\"uuuu\")",
                "new java.util.Formatter(text)",
                "new DecimalFormat(\"0.0\")",
                "NumberFormat.getInstance()",
                "Locale.getDefault()")) {
            assertEquals(1, ofTheMachinesLocale(fault).size(), fault);
        }
        for (var right : List.of(
                "String.format(Locale.ROOT, \"%d\", n)",
                "out.printf(\n    Locale.ROOT, \"%d\", n)",
                "word.toUpperCase(Locale.ROOT)",
                "// like {@link String#toLowerCase()}\n",
                "DateTimeFormatter.ofPattern(\"uuuu\", Locale.ROOT)",
                "say(\"call .formatted( or String.format(\")")) {
            assertEquals(List.of(), ofTheMachinesLocale(right), right);
        }
    }

    private static List<String> ofTheMachinesLocale(String source) {
        var bare = source.replaceAll("\"\"\"(?s:.*?)\"\"\"", "\"\"")
                .replaceAll("\"(?:\\\\.|[^\"\\\\\n])*+\"", "\"\"")
                .replaceAll("//[^\n]*|(?s:/\\*.*?\\*/)", "");
        return Pattern.compile(
                        "\\.formatted\\(|(String\\.|[a-z)]\\.)(format|printf)\\(\\s*\"|to(Upper|Lower)Case\\(\\s*\\)"
                                + "|ofPattern\\([^,()]*\\)|new (java\\.util\\.)?Formatter\\(|new DecimalFormat\\([^,()]*\\)"
                                + "|NumberFormat\\.get\\w+\\(\\)|Locale\\.getDefault")
                .matcher(bare)
                .results()
                .map(hit -> hit.group().replaceAll("\\s+", " "))
                .toList();
    }

    /**
     * PostgreSQL answers {@code not in (select …)} row by row against the whole list once that list is larger than its working
     * memory, and one null in the list makes the answer nothing at all; {@code not exists} or a join say the same without either.
     */
    @Test
    void noStatementLooksForWhatIsNotInAWholeTable() throws IOException {
        assertEquals(List.of(), lines(Pattern.compile("(?i)not in \\(\\s*select"), path -> true));
    }

    @Test
    void openWorkIsNotLeftInTheSource() throws IOException {
        assertEquals(List.of(), lines(Pattern.compile("\\b(TODO|FIXME|XXX)\\b"), path -> true));
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        var silent = new ArrayList<String>();
        for (Path file : sources()) {
            var folder = Objects.requireNonNull(file.getParent());
            if (!Files.exists(folder.resolve("package-info.java"))) {
                silent.add(MAIN.relativize(folder).toString());
            }
        }

        assertEquals(List.of(), silent);
    }

    @Test
    void staticsDoNotChange() throws IOException {
        var mutable =
                Pattern.compile("^\\s*(public |private |protected )?static (?!final|<|class|record|enum|interface|"
                        + "abstract|sealed|void|@)(volatile )?[A-Za-z<>\\[\\], ?]+ [a-zA-Z]+( =|;)");

        assertEquals(List.of(), lines(mutable, path -> true));
    }

    private static String withoutTexts(String line) {
        return line.replaceAll("\"(\\\\.|[^\"\\\\])*\"", "\"\"");
    }

    private static List<Path> sources() throws IOException {
        try (var files = Files.walk(MAIN)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static List<String> lines(Pattern pattern, java.util.function.Predicate<Path> where) throws IOException {
        var found = new ArrayList<String>();
        for (Path file : sources()) {
            if (!where.test(file)) {
                continue;
            }
            var lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (pattern.matcher(withoutTexts(lines.get(i))).find()) {
                    found.add(MAIN.relativize(file) + ":" + (i + 1) + ": "
                            + lines.get(i).strip());
                }
            }
        }
        return found;
    }
}
