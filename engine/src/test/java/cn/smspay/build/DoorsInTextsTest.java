package cn.smspay.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** No text sends anybody to a door that does not exist: what texts name, commands, numbers, menus and places, is held against what there is. */
final class DoorsInTextsTest {
    private static final Path ROOT = Path.of(System.getProperty("smspay.root", ".."));
    private static final Path MAIN = ROOT.resolve("engine/src/main");
    private static final Pattern WORDS =
            Pattern.compile("^\\s*(?:- )?(?:words|help): \\[([^\\]]*)\\]", Pattern.MULTILINE);
    private static final Pattern SEND = Pattern.compile("(?:发送|编辑|\\b[Ss]end )\"?([A-Z]{1,5})(?![A-Za-z])");
    private static final Pattern REPLY = Pattern.compile("(?:回复|\\b[Rr]eply )([A-Z]{1,5})(?![A-Za-z])");
    private static final Pattern DIAL = Pattern.compile("(?:拨打|拨|\\b[Cc]all |\\b[Dd]ial )(?:本机)?([0-9]{4,})");
    private static final Pattern MENU = Pattern.compile("【([^】]+)】|(?:菜单|应用)(?:的)?“([^”]+)”");
    private static final Pattern LINK = Pattern.compile("(?:href=\"|new Link\\(\\s*\")(/[a-z-]*)[#\"?]");
    /** Numbers that answer. */
    private static final Set<String> NUMBERS = Set.of("10086", "12588", "10658888");
    /** Places that texts send people to, and the class that stands behind each. */
    private static final Map<String, String> PLACES = Map.of(
            "网站", "web/site/SiteDoor.java",
            "营业厅", "counter/desks/WalletDesk.java",
            "POS机", "web/api/PosApi.java",
            "手机菜单", "outside/cards/SimMenu.java",
            "安全中心", "web/site/SecurityPage.java");
    /** Places that nobody has built. */
    private static final Pattern NOWHERE = Pattern.compile(
            "微信|客户端|电子邮件|电子邮箱|自助终端|柜员机|ATM机|代理点|12580|\\bwap\\.|\\bapp store|e-mail us", Pattern.CASE_INSENSITIVE);

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (var found = Files.walk(folder)) {
            return found.filter(it -> it.toString().endsWith(ending)).sorted().toList();
        }
    }

    private static List<Path> dialogs() throws IOException {
        return files(ROOT.resolve("dialogs"), ".yaml");
    }

    /** All that people read or hear: dialogues, voice scripts, pages, and the SIM's menus. */
    private static List<Path> texts() throws IOException {
        var all = new ArrayList<>(dialogs());
        all.addAll(files(ROOT.resolve("ivr-scripts"), ".yaml"));
        all.addAll(files(MAIN.resolve("resources/web/words"), ".properties"));
        all.addAll(files(MAIN.resolve("java/cn/smspay/outside/cards"), "Menu.java"));
        return all;
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file)
                .lines()
                .filter(line -> !line.strip().startsWith("#"))
                .collect(Collectors.joining("\n"));
    }

    private static Set<String> commands() throws IOException {
        var words = new TreeSet<String>();
        for (var file : dialogs()) {
            WORDS.matcher(text(file)).results().forEach(found -> {
                for (var word : found.group(1).split(",")) {
                    words.add(word.strip().replace("\"", "").toUpperCase(Locale.ROOT));
                }
            });
        }
        return words;
    }

    private static List<String> strangers(Pattern what, Set<String> known) throws IOException {
        var strangers = new ArrayList<String>();
        for (var file : texts()) {
            Matcher found = what.matcher(text(file));
            while (found.find()) {
                for (int i = 1; i <= found.groupCount(); i++) {
                    if (found.group(i) != null && !known.contains(found.group(i))) {
                        strangers.add(file.getFileName() + ": " + found.group());
                    }
                }
            }
        }
        return strangers;
    }

    @Test
    void everyCommandThatATextNamesIsOne() throws IOException {
        assertTrue(commands().containsAll(Set.of("KT", "CX", "BZ")), commands().toString());
        assertEquals(List.of(), strangers(SEND, commands()));
        assertEquals(List.of(), strangers(REPLY, Set.of("A")));
    }

    @Test
    void everyNumberToDialAnswers() throws IOException {
        assertEquals(List.of(), strangers(DIAL, NUMBERS));
    }

    @Test
    void everyMenuThatATextNamesIsOnTheSim() throws IOException {
        var menu = Files.readString(MAIN.resolve("java/cn/smspay/outside/cards/Menu.java"));
        var names = Pattern.compile("\"([^\"]+)\"")
                .matcher(menu)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        names.add("\" + choosing.menu().title() + \"");

        assertEquals(List.of(), strangers(MENU, names));
    }

    @Test
    void everyPlaceIsBuilt() throws IOException {
        for (var place : PLACES.entrySet()) {
            assertTrue(Files.exists(MAIN.resolve("java/cn/smspay").resolve(place.getValue())), place.getKey());
        }
        for (var file : texts()) {
            var found = NOWHERE.matcher(text(file));
            assertTrue(!found.find(), file.getFileName() + " sends people to a place that is not there");
        }
    }

    @Test
    void everyLinkOfThePagesLeadsToAPage() throws IOException {
        var routes = new StringBuilder();
        for (var ending : List.of("Routes.java", "ConsolePages.java")) {
            for (var file : files(MAIN.resolve("java/cn/smspay/web"), ending)) {
                routes.append(Files.readString(file));
            }
        }
        var pages = new ArrayList<>(files(MAIN.resolve("jte"), ".jte"));
        pages.addAll(files(MAIN.resolve("java/cn/smspay/web"), ".java"));
        int links = 0;
        for (var file : pages) {
            for (var found : LINK.matcher(Files.readString(file)).results().toList()) {
                var path = found.group(1);
                assertTrue(routes.indexOf("\"" + path) >= 0, file.getFileName() + " links to " + path);
                links++;
            }
        }
        assertTrue(links > 20, "only " + links + " links were found");
    }
}
