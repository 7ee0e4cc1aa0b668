package cn.smspay.engine;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.smspay.base.ServiceNumber;
import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.desk.VoiceTurn;
import cn.smspay.talk.dialogue.Spoken;
import cn.smspay.talk.dialogue.VoiceInput;
import cn.smspay.talk.reading.ScriptFiles;
import cn.smspay.talk.script.ValueKind;
import cn.smspay.testing.Service;
import cn.smspay.voice.call.SpokenVoice;
import cn.smspay.voice.speech.Playlist.Track;
import cn.smspay.voice.speech.PromptLanguage;
import cn.smspay.voice.speech.PromptMaker;
import cn.smspay.voice.speech.Speech;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A voice menu that is written in two languages, with a key between them. */
@Timeout(90)
final class SecondVoiceLanguageTest {
    private static final String NUMBER = "13907340001";

    private static final String MENU = """
            ivr: "12588"
            languages: [zh, en]
            title:
              zh: 余额
              en: balance
            start: main
            withheld: main
            home: main
            patience: 8s
            between_keys: 4s
            tries: "3"
            no_input:
              zh: 没有收到您的按键。
              en: We have not heard a key.
            no_match:
              zh: 按键有误。
              en: That key is not on the menu.
            give_up:
              zh: 感谢您的来电，再见。
              en: Thank you for calling. Goodbye.
            closing:
              zh: 系统繁忙，请稍后再试。感谢您的来电，再见。
              en: We are busy. Please call again later. Goodbye.
            outcomes:
              no_account:
                say:
                  zh: 您的号码尚未开通手机支付。
                  en: Your number has no account.
                next: main
              phone_status:
                say:
                  zh: 您的号码处于<state>状态，暂不能办理该业务。
                  en: Your number is <state>.
                next: main
              barred:
                say:
                  zh: 您的号码暂不能办理该业务。
                  en: Your number is barred.
                next: main
            steps:
              main:
                menu:
                  - key: "1"
                    say:
                      zh: 查询余额请按1。
                      en: For your balance, press 1.
                    next: balance
                  - key: "8"
                    say:
                      zh: 英文服务请按8。
                      en: For Chinese, press 8.
                    next: other
              other:
                menu:
                  - key: "1"
                    say:
                      zh: 英文请按1。
                      en: For English, press 1.
                    next: english
                  - key: "2"
                    say:
                      zh: 中文请按2。
                      en: For Chinese, press 2.
                    next: chinese
              english:
                do: speak_english
                outcomes:
                  ok:
                    next: main
              chinese:
                do: speak_chinese
                outcomes:
                  ok:
                    next: main
              balance:
                do: balance
                outcomes:
                  ok:
                    say:
                      zh: 现金账户余额<cash>元，充值卡账户余额<card>元。
                      en: Your cash account has <cash> yuan. Your card account has <card> yuan.
                    next: main
            """;

    @TempDir
    private Path folder;

    private Path scripts;

    @BeforeEach
    void write() throws IOException {
        var home = Service.HOME;
        scripts = Files.createDirectories(folder.resolve("home/ivr-scripts"));
        Files.createSymbolicLink(folder.resolve("home/dialogs"), home.resolve("dialogs"));
        Files.writeString(scripts.resolve("12588.yaml"), MENU);
    }

    private Service service() {
        return new Service(
                folder.resolve("data"),
                config -> LocalConfig.of(
                        folder.resolve("home"),
                        config.data(),
                        config.masterKey(),
                        config.binds().get(0).peer().port()));
    }

    private static VoiceTurn turn(CompletionStage<VoiceTurn> turn) {
        return Service.get(turn.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS));
    }

    private static String begin(Service service, String call) {
        return said(turn(service.engine().voice().begin(call, NUMBER, new ServiceNumber("12588"))));
    }

    private static String press(Service service, String call, String key) {
        return said(turn(service.engine().voice().input(call, new VoiceInput.Keys(new cn.smspay.base.Secret(key)))));
    }

    private static String said(VoiceTurn turn) {
        return turn.say().stream()
                .map(each -> each.language() + ':' + each.written())
                .collect(Collectors.joining(" "));
    }

    @Test
    void aKeyChangesTheLanguageOfThisCallAndOfTheNext() {
        try (var service = service()) {
            service.say(NUMBER, "CX");
            assertEquals("zh:查询余额请按1。 zh:英文服务请按8。", begin(service, "a"));
            press(service, "a", "8");

            assertEquals("en:For your balance, press 1. en:For Chinese, press 8.", press(service, "a", "1"));
            assertTrue(press(service, "a", "1").startsWith("en:Your number has no account."));
            assertTrue(press(service, "a", "7").startsWith("en:That key is not on the menu."));
            assertEquals("en:For your balance, press 1. en:For Chinese, press 8.", begin(service, "b"));
            press(service, "b", "8");
            assertEquals("zh:查询余额请按1。 zh:英文服务请按8。", press(service, "b", "2"));
        }
    }

    @Test
    void everyTextAndEveryWordOfTheServiceItselfHasItsRecording() {
        var home = Service.HOME;
        var loaded =
                ScriptFiles.load(home.resolve("dialogs"), home.resolve("ivr-scripts"), ServiceCatalogue.catalogue());

        assertEquals(List.of(), ScriptGate.unheard(requireNonNull(loaded.scripts()), home.resolve("ivr-scripts")));
    }

    @Test
    void whoWantsHisMessagesInEnglishHearsEnglish() {
        try (var service = service()) {
            service.say(NUMBER, "EN");

            assertEquals("en:For your balance, press 1. en:For Chinese, press 8.", begin(service, "a"));
        }
    }

    @Test
    void aLanguageWithoutRecordingsIsAFaultOfEachOfItsTexts() throws IOException {
        Files.createSymbolicLink(
                scripts.resolve("prompts"), Service.HOME.resolve("ivr-scripts").resolve("prompts"));
        try (var service = service()) {
            var scripts = Engine.scripts(service.engine().config());
            assertEquals(List.of("zh", "en"), scripts.spokenLanguages());

            var faults = String.join("\n", ScriptGate.unheard(scripts, this.scripts));

            assertTrue(faults.contains("no recording of: 英文请按1"), faults);
            assertTrue(faults.contains("prompts-en/prompts.yaml:1: cannot be read"), faults);
            assertTrue(faults.contains("no recording of: For your balance"), faults);
        }
    }

    @Test
    void theSameToolMakesTheRecordingsOfASecondLanguageAndMixedOnesAreSeen() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/bin/espeak-ng")));
        var prompts = Files.createDirectories(PromptLanguage.ENGLISH.in(scripts));
        Files.writeString(prompts.resolve("prompts.yaml"), "{}");
        var list = new StringBuilder();
        new PromptMaker(prompts, PromptLanguage.ENGLISH)
                .check(List.of()).stream()
                        .filter(fault -> fault.contains(" is missing: text "))
                        .forEach(fault -> {
                            var words =
                                    fault.substring(fault.indexOf(":1: ") + 4).split(" is missing: text ");
                            list.append(words[0])
                                    .append(":\n  text: \"")
                                    .append(words[1])
                                    .append("\"\n");
                        });
        list.append("ivr/cash:\n  text: \"Your cash account has\"\nivr/card:\n  text: \"Your card account has\"\n");
        Files.writeString(prompts.resolve("prompts.yaml"), list);
        var text = "Your cash account has <cash> yuan. Your card account has <card> yuan.";
        var maker = new PromptMaker(prompts, PromptLanguage.ENGLISH);

        assertTrue(maker.make().contains("ivr/card"));

        assertEquals(List.of(), maker.check(List.of(text)));
        assertEquals(java.util.Optional.empty(), maker.mixed());
        var speech = Speech.load(prompts, PromptLanguage.ENGLISH);
        assertEquals(List.of(), speech.faults());
        var voice = new SpokenVoice(Map.of(PromptLanguage.ENGLISH, speech));
        var utterance = new Spoken(
                "en",
                text,
                Map.of(
                        "cash",
                        new Spoken.Value(ValueKind.MONEY, "12.05"),
                        "card",
                        new Spoken.Value(ValueKind.MONEY, "0.00")));
        var tracks = voice.tracks(List.of(utterance));
        assertEquals(
                "Your cash account has twelve yuan five fen Your card account has zero yuan",
                tracks.stream().map(Track::text).collect(Collectors.joining(" ")));
        assertTrue(tracks.stream().allMatch(track -> track.recording().startsWith("en/")), tracks.toString());
        assertTrue(
                tracks.stream().allMatch(track -> voice.wav(track.recording()).isPresent()));
        assertTrue(voice.alaw(utterance).length > 8_000);

        Files.copy(
                Service.HOME.resolve("ivr-scripts/prompts/digits/0.wav"),
                prompts.resolve("ivr/card.wav"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        var spoken = Files.readAllBytes(prompts.resolve("ivr/card.wav"));
        var without =
                new String(spoken, java.nio.charset.StandardCharsets.ISO_8859_1).replace("generated", "recorded!");
        Files.write(prompts.resolve("ivr/card.wav"), without.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        var mixed = new PromptMaker(prompts, PromptLanguage.ENGLISH).mixed().orElseThrow();
        assertTrue(mixed.contains("a person has recorded 1 of "), mixed);
    }
}
