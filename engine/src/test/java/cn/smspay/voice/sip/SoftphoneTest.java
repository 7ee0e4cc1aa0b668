package cn.smspay.voice.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.voice.call.CallResult;
import cn.smspay.voice.call.FakeVoiceDesk;
import cn.smspay.voice.rtp.Tones;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The softphone baresip calls and records what it hears, without sound card or screen. */
@Tag("peer")
final class SoftphoneTest {
    @TempDir
    private Path folder;

    private final TestServer test = TestServer.usual();

    @AfterEach
    void stop() {
        test.close();
    }

    @Test
    void recordsEverySampleOfOurWords() throws Exception {
        Sipp.needed("baresip");
        var phone = new Baresip(folder, "<sip:phone@127.0.0.1>;regint=0");

        phone.call("sip:12588@127.0.0.1:" + test.server.udpPort(), 8);

        assertEquals(CallResult.COMPLETED, test.record().result());
        var heard = phone.recording();
        int at = 0;
        for (var text : List.of("menu", "again", "again", "goodbye")) {
            at = Baresip.after(heard, at, new Tones().alaw(FakeVoiceDesk.words(text)));
            assertTrue(at > 0, text + " is not in the recording as it was sent");
        }
    }
}
