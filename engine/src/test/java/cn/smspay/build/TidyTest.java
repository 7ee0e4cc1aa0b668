package cn.smspay.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
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

    /** Chance, time that passes and threads are handed in from the parts list; where they are made all the same, and why. */
    private static final Map<String, String> MAKES_ITS_CHANCE = Map.of(
            "engine/Surroundings.java", "the one place where they are made for an engine",
            "base/vault/Vault.java", "keys: what was handed in might be weak",
            "base/vault/MasterKey.java", "keys: what was handed in might be weak",
            "ops/admin/AdminInput.java", "names a request that nobody named; nothing is decided by it");

    private static final Map<String, String> READS_ITS_CLOCK = Map.of(
            "base/MonotonicClock.java", "the one place where it is read",
            "ops/control/LineChannel.java", "an operator's program too waits on its socket, without an engine",
            "voice/sip/StackLog.java", "the SIP library makes it, without anything",
            "store/sqlite/Checkpointer.java", "only tells how long ago it copied");

    private static final Map<String, String> MAKES_ITS_THREADS = Map.ofEntries(
            Map.entry("engine/Surroundings.java", "the one place where timers are made for an engine"),
            Map.entry("engine/SmsSide.java", "hands the answers their thread"),
            Map.entry("engine/VoiceFront.java", "ways of calling end side by side, once"),
            Map.entry("base/Threads.java", "names them"),
            Map.entry("ops/ctl/LogLevels.java", "a test hands in another"),
            Map.entry("ops/control/ControlSocket.java", "one for each operator that waits, bounded"),
            Map.entry("net/http/HttpServer.java", "its wire's, ended in its order at a stop"),
            Map.entry("net/http/HttpCaller.java", "its wire's, ended in its order at a stop"),
            Map.entry("voice/agi/AgiServer.java", "its wire's, ended in its order at a stop"),
            Map.entry("voice/vxml/VoiceXmlServer.java", "its wire's, ended in its order at a stop"),
            Map.entry("voice/rtp/MediaLoops.java", "loops that pace sound, as many as the settings say"),
            Map.entry("store/Lane.java", "slow work, as many as the settings say"),
            Map.entry("store/sqlite/Checkpointer.java", "copies beside the writer; ends with the store"),
            Map.entry("voice/sip/SipServer.java", "its wire's, ended in its order at a stop"),
            Map.entry("voice/sip/Outgoing.java", "only its kind of thread may open connections"),
            Map.entry("voice/sip/TlsDoor.java", "handshakes block"),
            Map.entry("web/page/PageServer.java", "pages, bounded by the door"),
            Map.entry("outside/simulator/SmscSimulator.java", "plays what is outside"));

    private static final Pattern CHANCE =
            Pattern.compile("new (Secure)?Random\\(|ThreadLocalRandom|UUID\\.randomUUID|SplittableRandom"
                    + "|RandomGenerator(Factory)?\\.(of|getDefault)|SecureRandom\\.getInstance");
    private static final Pattern PASSING = Pattern.compile("System(\\.|::)nanoTime");
    private static final Pattern THREADS =
            Pattern.compile("Executors\\.new|new (Scheduled)?ThreadPoolExecutor\\(|new Timer\\(|new Thread\\("
                    + "|extends Thread\\b|ForkJoinPool|new Default(EventExecutorGroup|ThreadFactory)\\(");

    @Test
    void chanceIsHandedIn() throws IOException {
        assertHandedIn(CHANCE, MAKES_ITS_CHANCE, List.of("app", "tools"));
    }

    @Test
    void theTimeThatPassesIsHandedIn() throws IOException {
        assertHandedIn(PASSING, READS_ITS_CLOCK, List.of("app", "tools"));
    }

    @Test
    void threadsAreHandedIn() throws IOException {
        assertHandedIn(THREADS, MAKES_ITS_THREADS, List.of("app", "cli", "tools"));
    }

    @Test
    void theSearchForWhatIsNotHandedInFindsIt() {
        for (var made :
                List.of("new SecureRandom()", "new Random(1)", "UUID.randomUUID()", "ThreadLocalRandom.current()")) {
            assertTrue(CHANCE.matcher(made).find(), made);
        }
        for (var read : List.of("System.nanoTime()", "System::nanoTime")) {
            assertTrue(PASSING.matcher(read).find(), read);
        }
        for (var made : List.of(
                "Executors.newFixedThreadPool(2)", "new ThreadPoolExecutor(1", "new Thread(work", "new Timer()")) {
            assertTrue(THREADS.matcher(made).find(), made);
        }
        assertFalse(CHANCE.matcher("random.nextBytes(key)").find());
        assertFalse(PASSING.matcher("clock.nanos()").find());
        assertFalse(THREADS.matcher("thread.execute(work)").find());
    }

    /** No others make it than those that are listed, and each of those does. */
    private static void assertHandedIn(Pattern pattern, Map<String, String> reasons, List<String> real)
            throws IOException {
        var makers = new TreeSet<String>();
        for (Path file : sources()) {
            boolean isOutside = real.stream().noneMatch(wing -> file.startsWith(MAIN.resolve(wing)));
            if (isOutside
                    && Files.readAllLines(file).stream()
                            .anyMatch(
                                    line -> pattern.matcher(withoutTexts(line)).find())) {
                makers.add(MAIN.relativize(file).toString());
            }
        }

        assertEquals(new TreeSet<>(reasons.keySet()), makers);
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
