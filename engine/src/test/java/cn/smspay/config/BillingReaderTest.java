package cn.smspay.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.ServiceNumber;
import cn.smspay.books.charge.Tariffs;
import cn.smspay.files.billing.BillingSettings;
import cn.smspay.files.format.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BillingReaderTest {
    private static final ServiceNumber NUMBER = new ServiceNumber("10658888");

    @TempDir
    private Path folder;

    private Sections sections;

    @BeforeEach
    void open() {
        sections = new Sections(folder);
    }

    private Tariffs tariffs(String lines, String tariff) {
        var root = sections.of(lines);
        return BillingReader.tariffs(root, Map.of(NUMBER, tariff), root);
    }

    @ParameterizedTest
    @CsvSource({
        "'formats: [csv, jsonl]', CSV JSONL",
        "'formats: cdr', CDR",
        "'formats: []', ''",
    })
    void theFormatsAreThoseThatAreNamed(String lines, String formats) {
        var read = sections.read(lines, BillingReader::read);

        var wanted = java.util.EnumSet.noneOf(Format.class);
        for (String name : formats.split(" ")) {
            if (!name.isEmpty()) {
                wanted.add(Format.valueOf(name));
            }
        }
        Set<Format> usual = BillingSettings.standard().formats();
        assertEquals(wanted.isEmpty() ? usual : wanted, read.formats());
        assertEquals("", sections.fault());
    }

    @ParameterizedTest
    @CsvSource({
        "'formats: [csv, xml]', 'may hold csv, cdr and jsonl, not xml'",
        "'formats: [CSV]', 'not CSV'",
        "'records_max: 0', 'must be 1 to 999999, not 0'",
        "'records_max: 1000000', must be",
        "'megabytes_max: 4001', must be 1 to 4000",
        "'retention_days: 36501', must be 1 to 36500",
        "'stream: both', must be one of",
        "'age_max: 1w', must be a time like 8s",
        "'seal_key_file: absent', cannot be read",
        "'node: a-b', ''",
    })
    void whatCannotBeIsAFaultAndTheUsualSettingsStand(String lines, String fault) {
        sections.read(lines, BillingReader::read);

        assertTrue(
                !sections.faults().isEmpty() && sections.faults().toString().contains(fault),
                sections.faults().toString());
    }

    @Test
    void atTheLimitsAllIsWell() {
        var read = sections.read(
                "records_max: 999999|megabytes_max: 4000|retention_days: 1|empty_files: false|stream: test",
                BillingReader::read);

        assertEquals("", sections.fault());
        assertEquals(999_999, read.recordsMax());
        assertEquals(4_000_000_000L, read.bytesMax());
        assertEquals(1, read.retentionDays());
    }

    @ParameterizedTest
    @CsvSource({
        "'tariffs:|  - {li: 100}', uplink, without li or from",
        "'tariffs:|  - {from: 2009-11-01}', uplink, without li or from",
        "'tariffs:|  - {li: 10001, from: 2009-11-01}', uplink, 'must be 0 to 10000, not 10001'",
        "'tariffs:|  - {li: 1, from: 2009-02-30}', uplink, must be a day like 2009-11-01",
        "'tariffs:|  - {li: 1, from: 2009-11-01}|  - {li: 2, from: 2009-11-01}', uplink, two rows of one tariff",
        "'tariffs:|  - {li: 1, from: 2009-11-01}', other, 'names the tariff other, which billing.tariffs does not have'",
        "'tariffs: []', other, names the tariff other",
    })
    void aTariffThatCannotBeIsAFault(String lines, String tariff, String fault) {
        tariffs(lines, tariff);

        assertTrue(sections.fault().contains(fault), sections.fault());
    }

    @Test
    void aTariffHoldsFromItsDayOnAndMayBeNothing() {
        var tariffs = tariffs("tariffs:|  - {li: 100, from: 2009-11-01}|  - {li: 0, from: 2009-12-01}", "uplink");

        assertEquals("", sections.fault());
        assertEquals(100, tariffs.li(NUMBER, Instant.parse("2009-11-30T15:59:59.999Z")));
        assertEquals(0, tariffs.li(NUMBER, Instant.parse("2009-11-30T16:00:00Z")));
    }

    @Test
    void aTargetNamesHostUserAndFolder() throws IOException {
        Files.writeString(folder.resolve("p"), "secret");

        sections.read("port: 0", BillingReader::sftp);
        var missing = sections.faults().toString();
        for (String key : new String[] {"host", "user", "folder"}) {
            assertTrue(missing.contains("\"" + key + "\" is missing"), missing);
        }
        assertTrue(missing.contains("\"port\" must be 1 to 65535, not 0"), missing);
        var target = sections.read("host: h|user: u|folder: f|password_file: p|tries: 10", BillingReader::sftp);
        assertEquals("", sections.fault());
        assertEquals(22, target.orElseThrow().port());
    }
}
