package cn.smspay.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.engine.LocalConfig;
import cn.smspay.talk.dialogue.Spoken;
import cn.smspay.testing.Service;
import cn.smspay.voice.call.CallResult;
import cn.smspay.voice.call.SpokenVoice;
import cn.smspay.voice.sip.Baresip;
import cn.smspay.voice.sip.Sipp;
import cn.smspay.voice.speech.Speech;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo's softphone calls the whole engine with its real recordings. */
@Tag("peer")
@Timeout(120)
final class SoftphoneServiceTest {
    /** The words take nine and a half, connecting a little. */
    private static final int SECONDS = 11;

    @TempDir
    private Path folder;

    @Test
    void hearsTheGreetingAndTheMenuSampleBySample() throws Exception {
        Sipp.needed("baresip");
        var account = "<sip:%s@127.0.0.1>;regint=0;auth_user=%s;auth_pass=%s"
                .formatted(LocalConfig.PHONE, LocalConfig.PHONE, LocalConfig.PHONE_PASSWORD.reveal());
        var phone = new Baresip(Files.createDirectories(folder.resolve("phone")), account);
        var data = Files.createDirectories(folder.resolve("data"));

        try (var service = new Service(data, config -> config.with(LocalConfig.voice(0)))) {
            service.clock.run();
            phone.call("sip:12588@127.0.0.1:" + service.engine().sipPort(), SECONDS);
            service.settle();

            assertTrue(
                    Baresip.after(phone.recording(), 0, words()) > 0, "the words are not heard as they are recorded");
            assertEquals(
                    List.of(CallResult.CALLER_HUNG_UP.name()),
                    service.texts("select result from call_record where caller = '" + LocalConfig.PHONE + "'"));
        }
    }

    /** What a newcomer is told, as one piece of sound. */
    private static byte[] words() {
        var voice =
                new SpokenVoice(Speech.load(Service.HOME.resolve("ivr-scripts").resolve("prompts")));
        var all = new ByteArrayOutputStream();
        for (var sentence : List.of("您好，欢迎使用手机支付。", "开户请按1。", "重听请按9。", "人工服务请按0。")) {
            all.writeBytes(voice.alaw(new Spoken("zh", sentence, Map.of())));
        }
        return all.toByteArray();
    }
}
