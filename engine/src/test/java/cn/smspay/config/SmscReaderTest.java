package cn.smspay.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.sms.smpp.SmppBindSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SmscReaderTest {
    private static final String LEAST = "name: main|host: smsc.example|system_id: me|password_file: p|";

    @TempDir
    private Path folder;

    private Sections sections;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(folder.resolve("p"), "secret");
        sections = new Sections(folder);
    }

    private SmppBindSettings read(String lines) {
        return sections.read(LEAST + lines, SmscReader::read).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.6, 10.0.0.6, 3000",
        "10.0.0.6:1, 10.0.0.6, 1",
        "10.0.0.6:65535, 10.0.0.6, 65535",
        "b.example:2776, b.example, 2776",
        "'[fd00::6]:2776', fd00::6, 2776",
        "'[fd00::6]', fd00::6, 3000",
        "fd00::6, fd00::6, 3000",
    })
    void aStandbyIsANameOrAnAddressWithItsPortOrWithout(String text, String host, int port) {
        var standby = read("port: 3000|standby_hosts: [\"" + text + "\"]")
                .peer()
                .standbys()
                .get(0);

        assertEquals("", sections.fault());
        assertEquals(host, standby.name());
        assertEquals(port, standby.port());
    }

    @ParameterizedTest
    @CsvSource({
        "'standby_hosts: [\"10.0.0.6:0\"]', 'holds 10.0.0.6:0, which is not like 10.0.0.6'",
        "'standby_hosts: [\"10.0.0.6:65536\"]', which is not like",
        "'standby_hosts: [\"a b\"]', which is not like",
        "'service_type: TOOLONG', 'has at most 5 characters, not TOOLONG'",
        "'validity: 31d', 'must be 0s to 2592000s'",
        "'refused_login_pause: 0s', must be a time like 8s",
        "'refused_login_pause: 2h', must be 1s to 3600s",
        "'statuses: {\"0x45\": never}', 'may say refused, later, slow_down or bind_anew of 0x45, not never'",
        "'statuses: {\"0x500-0x4FF\": later}', 'which is no code like 0x45'",
        "'statuses: {\"x\": later}', which is no code like 0x45",
        "'busy_status: much', must be 0x58",
        "'window: 0', must be 1 to 100000",
    })
    void whatCannotBeIsAFault(String lines, String fault) {
        sections.read(LEAST + lines, SmscReader::read);

        assertTrue(sections.fault().contains(fault), sections.fault());
    }

    @ParameterizedTest
    @CsvSource({
        "'validity: 0s', 0",
        "'validity: 30d', 2592000",
        "'validity: 90s', 90",
    })
    void aValidityMayBeNone(String lines, int seconds) {
        assertEquals(seconds, read(lines).submitting().validitySeconds());
        assertEquals("", sections.fault());
    }

    @ParameterizedTest
    @CsvSource({
        "1, ''",
        "0x01, ''",
        "255, ''",
        "008, ''",
        "0, must map",
        "256, must map",
        "0x100, must map",
        "-1, must map"
    })
    void aCharsetIsForAValueOfDataCoding(String coding, String fault) {
        SmscReader.codings(sections.of("charsets: {\"" + coding + "\": gbk}"));

        assertTrue(sections.fault().contains(fault), sections.fault());
        assertEquals(fault.isEmpty(), sections.fault().isEmpty(), sections.fault());
    }

    @Test
    void bindsToOneAddressAreOfOneSmscUnlessTheyAreNamed() {
        var first = read("port: 1|smsc: north");
        var same = read("port: 1");
        var other = read("port: 2");
        var named = read("port: 1|smsc: south");

        assertEquals(
                "north", SmscReader.inItsGroup(same, List.of(first)).dialect().smsc());
        assertEquals(other, SmscReader.inItsGroup(other, List.of(first)));
        assertEquals(
                "south", SmscReader.inItsGroup(named, List.of(first)).dialect().smsc());
    }
}
