package cn.smspay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.base.ServiceNumber;
import cn.smspay.cli.Exit;
import cn.smspay.config.VoiceConfig;
import cn.smspay.testing.Service;
import cn.smspay.voice.agi.AgiSettings;
import cn.smspay.voice.call.CallSettings;
import cn.smspay.voice.call.NumberRules;
import cn.smspay.voice.call.PlannedDesk;
import cn.smspay.voice.speech.PromptLanguage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which ways {@link VoiceFront} opens for calls, and that none is opened without its recordings. */
final class VoiceFrontTest extends AccountsFixture {
    private static VoiceConfig agi() {
        var second = Duration.ofSeconds(1);
        var settings = new AgiSettings(
                "127.0.0.1",
                0,
                List.of("127.0.0.1"),
                List.of(new ServiceNumber("12588")),
                "smspay",
                Map.of(),
                new CallSettings.CallCaps(1, 1, 1, second, second, second, second),
                false,
                NumberRules.NONE,
                second);
        return new VoiceConfig(Optional.empty(), Optional.of(settings), Optional.empty(), second, false);
    }

    private VoiceFront open(VoiceConfig config, Path ivrScripts) {
        return new VoiceFront(
                config,
                ivrScripts,
                List.of(PromptLanguage.MANDARIN),
                new PlannedDesk(),
                world.lane,
                Surroundings.of(world.clock));
    }

    @Test
    void withoutAWayThereAreNoFiguresAndNoRecordingsAreWanted() {
        try (var front = open(VoiceConfig.OFF, folder.resolve("nowhere"))) {
            assertEquals(Optional.empty(), front.figures());
            assertEquals(-1, front.sipPort());
            front.use(List.of());
        }
    }

    @Test
    void aWayThatIsOpenHasFiguresUntilItIsClosed() {
        var front = open(agi(), Service.HOME.resolve("ivr-scripts"));
        assertTrue(front.figures().isPresent());
        assertEquals(-1, front.sipPort(), "there is no SIP");

        front.close();

        assertEquals(Optional.empty(), front.figures());
    }

    @Test
    void recordingsThatAreMissingAreNamedAllAtOnce() throws IOException {
        var prompts = Files.createDirectories(PromptLanguage.MANDARIN.in(folder));
        Files.copy(
                PromptLanguage.MANDARIN.in(Service.HOME.resolve("ivr-scripts")).resolve("prompts.yaml"),
                prompts.resolve("prompts.yaml"));
        var refused = assertThrows(Exit.Refused.class, () -> open(agi(), folder));
        assertTrue(refused.getMessage().lines().count() > 20, refused.getMessage());
        assertTrue(
                refused.getMessage().lines().allMatch(line -> line.contains(": is missing; it says ")),
                refused.getMessage());
    }
}
