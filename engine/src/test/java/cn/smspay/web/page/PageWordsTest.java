package cn.smspay.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.books.ledger.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PageWordsTest {
    private static final List<String> BOOKS = List.of("frame", "site");
    private static final List<String> DESKS = List.of("frame", "desk");
    private static final List<String> PHONES = List.of("frame", "handset");
    private static final Pattern VALUE = Pattern.compile("\\{([a-z]+)}");
    /** Told in parts by the page of closing, or to staff and partners only. */
    private static final Set<String> NOT_SAID = Set.of(
            "not-closable",
            "wallet",
            "in-transit",
            "balance",
            "phone",
            "unknown-merchant",
            "other-till",
            "proof-wrong",
            "not-supported",
            "wrong-state");

    private final PageWords chinese = PageWords.read(Lang.ZH, BOOKS);
    private final PageWords english = PageWords.read(Lang.EN, BOOKS);

    @Test
    void bothLanguagesSayTheSameThings() {
        sayTheSame(chinese, english);
        sayTheSame(PageWords.read(Lang.ZH, DESKS), PageWords.read(Lang.EN, DESKS));
        sayTheSame(PageWords.read(Lang.ZH, PHONES), PageWords.read(Lang.EN, PHONES));
    }

    private static void sayTheSame(PageWords chinese, PageWords english) {
        assertEquals(new TreeSet<>(chinese.keys()), new TreeSet<>(english.keys()));
        for (var key : chinese.keys()) {
            assertEquals(values(chinese, key), values(english, key), key);
        }
    }

    @Test
    void sheetsStayWithinTheirBudget() {
        assertTrue(Style.SITE.response().body().length <= 12 * 1024, "site.css");
        assertTrue(Style.DESK.response().body().length <= 6.5 * 1024, "desk.css");
        assertTrue(Style.HANDSET.response().body().length <= 4.5 * 1024, "handset.css");
    }

    private static Set<String> values(PageWords words, String key) {
        return VALUE.matcher(words.t(key))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }

    @Test
    void chineseSaysNoEnglishAndEnglishNoChinese() {
        var names = Pattern.compile("English|SMS|CSV|HF50|xiaoming_88|A-Za-z");
        chinese.keys().stream()
                .filter(key -> !key.equals("frame.other"))
                .forEach(key -> assertTrue(
                        !chinese.t(key)
                                .replaceAll(VALUE.pattern(), "")
                                .replaceAll(names.pattern(), "")
                                .matches(".*[a-z]{3}.*"),
                        key));
        english.keys().stream()
                .filter(key -> !key.equals("frame.other"))
                .forEach(key -> assertTrue(!english.t(key).matches(".*\\p{IsHan}.*"), key));
    }

    @Test
    void nobodyIsBlamedOrShoutedAt() {
        var never = Pattern.compile("亲|抱歉|！|非法|无效|您输错|请联系管理员|成功啦|sorry|invalid|illegal|!", Pattern.CASE_INSENSITIVE);
        Stream.of(chinese, english)
                .forEach(words -> words.keys()
                        .forEach(key -> assertTrue(!never.matcher(words.t(key)).find(), key + ": " + words.t(key))));
    }

    @Test
    void everyRefusalHasASentence() {
        for (var reason : Refusal.Reason.values()) {
            var word = reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
            assertTrue(NOT_SAID.contains(word) || chinese.has("refusal." + word), word);
        }
    }

    @Test
    void everyEventAndBankHasAName() {
        Arrays.stream(Event.values())
                .forEach(event -> assertTrue(
                        chinese.has(
                                "event." + event.name().toLowerCase(Locale.ROOT).replace('_', '-')),
                        event.name()));
        Arrays.stream(BankCode.values()).forEach(bank -> assertTrue(chinese.has("bank." + bank.name()), bank.name()));
    }

    @Test
    void everyKeyThatIsWrittenInThePagesHasWords() throws IOException {
        keysAreThere(chinese, "web/site|jte/part|jte/site");
        keysAreThere(PageWords.read(Lang.ZH, DESKS), "web/desks|jte/desk");
        keysAreThere(PageWords.read(Lang.ZH, PHONES), "web/handset|jte/handset");
    }

    private static void keysAreThere(PageWords chinese, String folders) throws IOException {
        var root = Path.of(System.getProperty("smspay.root", ".."), "engine/src/main");
        var call = Pattern.compile("\\bw(?:\\(\\))?\\s*\\.t\\(\\s*\"([a-z0-9.-]+)\"");
        try (var files = Files.walk(root)) {
            for (var file : files.filter(it -> it.toString().matches(".*/(" + folders + ")/[^/]+"))
                    .toList()) {
                if (Files.isRegularFile(file)) {
                    call.matcher(Files.readString(file))
                            .results()
                            .map(match -> match.group(1))
                            .filter(key -> !key.endsWith("."))
                            .forEach(key -> assertTrue(chinese.has(key), file.getFileName() + ": " + key));
                }
            }
        }
    }

    @Test
    void bracesInAValueAreText() {
        assertEquals(
                "{amount}尾号{bank}",
                english.lang() == Lang.EN ? chinese.t("bank.tail", "bank", "{amount}", "tail", "{bank}") : "");
        assertThrows(IllegalArgumentException.class, () -> chinese.t("bank.tail", "bank", "x"));
        assertThrows(IllegalArgumentException.class, () -> chinese.t("no.such.key"));
    }
}
