package cn.smspay.app.ctl;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.smspay.cli.Exit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Only people at a terminal are asked, and only their yes is one. */
final class ConfirmationTest {
    private final List<String> asked = new ArrayList<>();

    /** Something that cannot be undone. */
    @Command
    private static final class Act {
        @Mixin
        private final Confirmation sure = new Confirmation();
    }

    private static Confirmation given(String... words) {
        var act = new Act();
        new CommandLine(act).parseArgs(words);
        return act.sure;
    }

    private Confirmation.Terminal typed(String answer) {
        return question -> {
            asked.add(question);
            return answer;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"y", "Y", "yes", " Yes ", "yep"})
    void aYesGoesOn(String answer) {
        assertDoesNotThrow(() -> given().ask("All goes.", typed(answer)));
        assertEquals(List.of("All goes. Go on? [y/N] "), asked);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "n", "no", "ok", "ja", "ny"})
    void anythingElseDoesNothing(String answer) {
        var refused = assertThrows(Exit.Refused.class, () -> given().ask("All goes.", typed(answer)));

        assertEquals("nothing was done", refused.getMessage());
        assertEquals(Exit.USAGE, refused.code());
    }

    @Test
    void whoSaysYesInAdvanceIsNotAsked() {
        given("--yes").ask("All goes.", typed("n"));

        assertEquals(List.of(), asked);
    }

    @Test
    void aScriptIsNotAsked() {
        assertDoesNotThrow(() -> given().ask("All goes.", null));
    }
}
