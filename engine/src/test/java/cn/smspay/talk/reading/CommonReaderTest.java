package cn.smspay.talk.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.yaml.Faults;
import cn.smspay.base.yaml.YamlFile;
import cn.smspay.talk.script.Common.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a {@link CommonReader} takes and refuses, each limit on both sides. {@code not:} before a message: nothing of that kind is said. */
final class CommonReaderTest {
    private final Faults faults = new Faults();

    private CommonReader.Shared read(Map<String, String> files) {
        var text = Objects.requireNonNull(files.get(ScriptFiles.COMMON));
        var node = Objects.requireNonNull(YamlFile.read(ScriptFiles.COMMON, text, faults));
        return new CommonReader(ScriptFiles.COMMON, node, SmallFiles.CATALOGUE.guards(), faults).read();
    }

    private void check(String message) {
        var told = ReadFiles.told(faults);
        if (message.startsWith("not: ")) {
            assertTrue(!told.contains(message.substring("not: ".length())), told);
        } else {
            assertTrue(told.contains(message), told);
        }
    }

    @ParameterizedTest(name = "{1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "cancel: [\"0\"] | cancel: [\"0\"]~expire: 9s | \"expire\" must be a time from 10s",
                "cancel: [\"0\"] | cancel: [\"0\"]~expire: 10s | not: expire",
                "cancel: [\"0\"] | cancel: [\"0\"]~expire: 24h | not: expire",
                "cancel: [\"0\"] | cancel: [\"0\"]~expire: 25h | \"expire\" must be a time from 10s",
                "cancel: [\"0\"] | cancel: [\"0\"]~late: 7d | not: \"late\"",
                "cancel: [\"0\"] | cancel: [\"0\"]~late: 8d | \"late\" must be a time",
                "cancel: [\"0\"] | cancel: [\"0\"]~tries: 0 | \"tries\" must be a number from 1 to 9",
                "cancel: [\"0\"] | cancel: [\"0\"]~tries: 9 | not: tries",
                "cancel: [\"0\"] | cancel: [\"0\"]~tries: 10 | \"tries\" must be a number from 1 to 9",
                "cancel: [\"0\"] | cancel: [\"0\"]~segments: 10 | not: segments",
                "cancel: [\"0\"] | cancel: [\"0\"]~segments: 11 | \"segments\" must be a number from 1 to 10",
                "site: \"12\" | site: \"70\" | not: site",
                "site: \"12\" | site: \"71\" | \"site\" must be a number from 1 to 70",
                "site: \"12\" | site: \"0\" | \"site\" must be a number from 1 to 70",
                "help: [BZ] | help: [BZ]~holidays: [2009-10-01..2009-11-30] | not: holidays",
                "help: [BZ] | help: [BZ]~holidays: [2009-10-01..2009-12-01] | \"holidays\" lists days like",
                "help: [BZ] | help: [BZ]~holidays: [2009-13-01] | \"holidays\" lists days like",
                "help: [BZ] | help: [BZ]~workdays: [soon] | \"workdays\" lists days like",
                "languages: [zh, en] | languages: [zh, en, zh] | a language stands here twice; remove one",
                "languages: [zh, en] | languages: [zh, EN] | \"EN\" is not a language",
                "languages: [zh, en] | languages: [zh, eng] | \"eng\" is not a language",
                "languages: [zh, en]~ | ~ | D08 \"languages\" is missing",
                "says:~  unknown: plain | sayz:~  unknown: plain | did you mean \"says\"",
                "not_amount: plain | not_amuont: plain | unknown reason \"not_amuont\"; did you mean \"not_amount\"",
                "too_small: plain | below_min: plain | not: unknown reason",
                "not_pin: plain | length_5: plain | unknown reason \"length_5\"",
                "help: plain~  cancelled | cancelled | D06 \"says\" lacks \"help\""
            })
    void theCommonFileHasItsLimits(String good, String bad, String message) {
        read(SmallFiles.with("common", good, bad));

        check(message);
    }

    @Test
    void whatIsNotWrittenHasItsUsualValue() {
        var common = read(SmallFiles.files()).common();

        assertEquals("", ReadFiles.told(faults));
        assertEquals(Duration.ofMinutes(10), common.expire());
        assertEquals(Duration.ofHours(24), common.late());
        assertEquals(3, common.tries());
        assertEquals(1, common.segments());
        assertEquals(List.of("zh", "en"), common.languages());
        assertEquals(Map.of("site", 12), common.settings());
    }

    @Test
    void aServiceWithoutAWordForHelpSaysNothingToHelp() {
        var files = SmallFiles.with("common", "help: [BZ]~", "~");
        files.computeIfPresent(ScriptFiles.COMMON, (file, text) -> text.replace("  help: plain\n", ""));

        assertEquals(Role.values().length - 1, read(files).common().roles().size());
        assertEquals("", ReadFiles.told(faults));
    }

    @Test
    void aDayIsNoHolidayAndWorkdayAtOnce() {
        read(SmallFiles.with(
                "common", "help: [BZ]", "help: [BZ]~holidays: [2009-10-01..2009-10-08]~workdays: [2009-10-08]"));

        check("2009-10-08 stands under \"holidays\" and under \"workdays\"; remove one");
    }
}
