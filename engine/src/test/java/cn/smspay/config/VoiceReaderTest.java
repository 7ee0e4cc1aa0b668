package cn.smspay.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.ServiceNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VoiceReaderTest {
    @TempDir
    private Path folder;

    private Sections sections;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(folder.resolve("p"), "secret");
        sections = new Sections(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "'numbers: [\"12588\", \"+8612588\"]', 'holds +8612588, which is not a number of 3 to 20 digits'",
        "'numbers: [\"12\"]', which is not a number",
        "'sip:|  udp_port: 5060', '\"host\" is missing'",
        "'sip:|  host: 127.0.0.1|  agents: {\"10086\": \"10086\"}', 'must map a number to an address like sip:10086@10.1.0.1'",
        "'sip:|  host: 127.0.0.1|  trunks:|    - name: t', must name the addresses that the trunk sends from",
        "'sip:|  host: 127.0.0.1|  trunks:|    - {name: t, networks: 10.1.0.1, insist_on: tone}', 'may hold timer, not tone'",
        "'sip:|  host: 127.0.0.1|  phones:|    users:|      - {user: u, password_file: p, msisdn: \"1380000000\"}', must be a mobile number of 11 digits",
        "'sip:|  host: 127.0.0.1|  limits: {calls: 0}', must be 1 to 100000",
        "'sip:|  host: 127.0.0.1|  sound: {threads: 65}', must be 1 to 64",
        "'agi:|  agents: {\"10086\": agents}', 'must map a number to a context and an extension'",
        "'agi:|  port: 65536', must be 0 to 65535",
        "'vxml:|  transfer: loud', must be one of",
        "'spi:|  host: x', 'unknown key \"spi\"'",
    })
    void whatCannotBeIsAFault(String lines, String fault) {
        sections.read(lines, VoiceReader::read);

        assertTrue(sections.fault().contains(fault), sections.fault());
    }

    @Test
    void nothingListensUnlessItIsNamedAndTheNumberIsTheUsualOne() {
        var none = sections.read("{}", VoiceReader::read);

        assertTrue(none.sip().isEmpty() && none.agi().isEmpty() && none.vxml().isEmpty());
        var agi = sections.read("agi: {}", VoiceReader::read).agi().orElseThrow();
        assertEquals(List.of(new ServiceNumber("12588")), agi.numbers());
        assertEquals(List.of("127.0.0.1"), agi.peers());
    }

    @Test
    void tcpHasThePortOfUdpUnlessItHasItsOwnOrIsOff() {
        var head = "sip:|  host: 127.0.0.1|  udp_port: 5070|";
        assertEquals(
                5070,
                sections.read(head, VoiceReader::read)
                        .sip()
                        .orElseThrow()
                        .tcpPort()
                        .orElseThrow());
        assertEquals(
                5071,
                sections.read(head + "  tcp_port: 5071", VoiceReader::read)
                        .sip()
                        .orElseThrow()
                        .tcpPort()
                        .orElseThrow());
        assertTrue(sections.read(head + "  tcp: false", VoiceReader::read)
                .sip()
                .orElseThrow()
                .tcpPort()
                .isEmpty());
        assertEquals("", sections.fault());
    }
}
