package cn.smspay.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DoorsReaderTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "'port: 1', ''",
        "'port: 65535', ''",
        "'host: localhost', '\"port\" is missing: say where this door listens'",
        "'port: 65536', 'must be 0 to 65535'",
        "'port: 1|host: 0.0.0.0', 'may only be 127.0.0.1 or ::1 without tls and without behind_proxy'",
        "'port: 1|host: \"::1\"', ''",
        "'port: 1|host: 0.0.0.0|behind_proxy: 10.0.0.0/8', 'must list the host names'",
        "'port: 1|host: 0.0.0.0|behind_proxy: 10.0.0.0/8|names: pay.example.com', ''",
        "'port: 1|behind_proxy: [10.0.0.0/33]|names: p.example', 'holds 10.0.0.0/33, which is no address or network'",
        "'port: 1|requests_per_minute: 0', 'must be 1 to 10000000'",
        "'port: 1|hots: x', 'did you mean \"host\"?'",
    })
    void aDoorIsOpenToStrangersOnlyBehindTlsOrAProxy(String door, String fault) {
        var sections = new Sections(folder);

        sections.read("site:|  " + door.replace("|", "|  "), DoorsReader::read);

        assertTrue(sections.fault().contains(fault), sections.fault());
        assertEquals(fault.isEmpty(), sections.fault().isEmpty(), sections.fault());
    }

    @ParameterizedTest
    @CsvSource({"site, '', 1200, 120", "partner, '', 60000, 6000", "staff, '|  requests_per_minute: 5', 5, 1"})
    void programsMayAskMoreThanPeople(String door, String lines, int perMinute, int burst) {
        var sections = new Sections(folder);

        var read = sections.read(door + ":|  port: 1" + lines, DoorsReader::read);

        var limits = read.site().or(read::partner).or(read::staff).orElseThrow().limits();
        assertEquals(perMinute, limits.requestsPerMinute());
        assertEquals(burst, limits.burst());
    }

    @Test
    void noDoorIsOpenUnlessItIsNamed() {
        var read = new Sections(folder).read("{}", DoorsReader::read);

        assertTrue(read.site().isEmpty()
                && read.partner().isEmpty()
                && read.staff().isEmpty());
    }
}
