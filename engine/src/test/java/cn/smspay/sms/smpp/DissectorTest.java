package cn.smspay.sms.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.smspay.base.text.Part;
import cn.smspay.sms.Acknowledgement;
import cn.smspay.sms.Segment;
import cn.smspay.testing.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What we write, as Wireshark's dissector reads it. */
@Tag("peer")
@Timeout(120)
final class DissectorTest {
    @TempDir
    private Path folder;

    @Test
    void findsNothingMalformedAndTheFieldsWeMeant() throws Exception {
        assumeTrue(
                Programs.isThere("tshark") && Programs.isThere("text2pcap"),
                "tshark and text2pcap are needed for this check");
        var written = conversation();

        var lines = dissect(written);

        assertFalse(lines.toString().contains("Malformed"), lines.toString());
        assertTrue(lines.get(0).startsWith("0x00000009|smspay|"), lines.get(0));
        assertTrue(lines.get(1).startsWith("0x80000005|"), lines.get(1));
        var submit = lines.get(2).split("\\|", -1);
        assertEquals("0x00000004", submit[0]);
        assertEquals("10658888", submit[2]);
        assertEquals("8613800138000", submit[3]);
        assertEquals("300", submit[4]);
        assertEquals(4, lines.size());
        assertTrue(lines.get(3).startsWith("0x80000015|"), lines.get(3));
    }

    /** Everything that the link writes in a short conversation, PDU by PDU. */
    private static List<byte[]> conversation() throws Exception {
        var written = new ArrayList<byte[]>();
        try (var smsc = new RawSmsc();
                var here = new LinkFixture(LinkFixture.settings(smsc.port()))) {
            written.add(smsc.acceptBind().octets());
            here.bound();
            here.intake.answer(
                    pdu -> CompletableFuture.completedFuture(RecordingIntake.of(Acknowledgement.Status.ACCEPTED)));
            smsc.write(RawSmsc.deliverSm(3, "CX"));
            written.add(smsc.read().octets());
            var base = LinkFixture.segment(0x12345, "余额");
            here.link.submit(new Segment(
                    base.downlink(),
                    new Part(300, 1, 2),
                    true,
                    base.from(),
                    base.to(),
                    8,
                    base.octets(),
                    false,
                    false,
                    true,
                    600,
                    null));
            written.add(smsc.read().octets());
            smsc.write(RawSmsc.pdu(RawSmsc.ENQUIRE_LINK, 0, 4));
            written.add(smsc.readAnswer(4).octets());
            smsc.hangUp();
        }
        return written;
    }

    private List<String> dissect(List<byte[]> pdus) throws Exception {
        var dump = new StringBuilder();
        for (var pdu : pdus) {
            for (int at = 0; at < pdu.length; at++) {
                dump.append(at % 16 == 0 ? "%n%06x".formatted(at) : "").append(" %02x".formatted(pdu[at]));
            }
            dump.append('\n');
        }
        var text = folder.resolve("pdus.txt");
        var capture = folder.resolve("pdus.pcap");
        Files.writeString(text, dump.toString().stripLeading());
        Programs.lines(folder, "text2pcap", "-q", "-T", "40000,2775", text.toString(), capture.toString());
        return Programs.lines(
                folder,
                "tshark",
                "-r",
                capture.toString(),
                "-d",
                "tcp.port==2775,smpp",
                "-T",
                "fields",
                "-E",
                "separator=|",
                "-e",
                "smpp.command_id",
                "-e",
                "smpp.system_id",
                "-e",
                "smpp.source_addr",
                "-e",
                "smpp.destination_addr",
                "-e",
                "smpp.sar_msg_ref_num",
                "-e",
                "_ws.malformed",
                "-e",
                "_ws.expert.message");
    }
}
