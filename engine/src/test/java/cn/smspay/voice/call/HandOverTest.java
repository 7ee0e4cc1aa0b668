package cn.smspay.voice.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.talk.desk.VoiceTurn;
import cn.smspay.talk.dialogue.Spoken;
import cn.smspay.talk.dialogue.VoiceNext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HandOverTest {
    private static final Agents AGENTS = number -> number.equals("10086") ? List.of("sip:a@h", "sip:b@h") : List.of();

    private final List<String> asked = new ArrayList<>();
    private final List<Boolean> told = new ArrayList<>();
    private final List<Consumer<Boolean>> answers = new ArrayList<>();
    private boolean over;

    private final HandOver handOver = new HandOver("c1", AGENTS, new Asked(), Runnable::run, () -> over);

    /** The other side, asked to call somebody. */
    private final class Asked implements Leg {
        @Override
        public void accept(String sdp) {
            throw new AssertionError();
        }

        @Override
        public void refuse(CallRefusal reason) {
            throw new AssertionError();
        }

        @Override
        public void redirect(List<String> uris) {
            throw new AssertionError();
        }

        @Override
        public void hangUp() {
            throw new AssertionError();
        }

        @Override
        public void abandon() {
            throw new AssertionError();
        }

        @Override
        public void transfer(String uri, Consumer<Boolean> done) {
            asked.add(uri);
            answers.add(done);
        }
    }

    /** y: this agent takes the caller, n: he does not. */
    @ParameterizedTest
    @CsvSource({"y, 1, true", "ny, 2, true", "nn, 2, false"})
    void oneAgentAfterTheOtherIsAsked(String agents, int tried, boolean taken) {
        handOver.to("10086", told::add);
        for (int i = 0; i < agents.length(); i++) {
            answers.get(i).accept(agents.charAt(i) == 'y');
        }

        assertEquals(List.of("sip:a@h", "sip:b@h").subList(0, tried), asked);
        assertEquals(List.of(taken), told);
    }

    @Test
    void aNumberWithoutAgentsFailsAtOnce() {
        handOver.to("10000", told::add);

        assertEquals(List.of(), asked);
        assertEquals(List.of(false), told);
    }

    @Test
    void nobodyIsAskedForACallerWhoIsGone() {
        handOver.to("10086", told::add);
        over = true;
        answers.get(0).accept(false);

        assertEquals(List.of("sip:a@h"), asked);
        assertEquals(List.of(), told);
    }

    @Test
    void onlyWhoHasNothingToHearIsSentElsewhereUnanswered() {
        var transfer = new VoiceNext.Transfer("10086");
        var words = List.of(new Spoken("zh", "正在为您转接。", Map.of()));

        assertEquals(List.of("sip:a@h", "sip:b@h"), handOver.insteadOfAnswering(new VoiceTurn(List.of(), transfer)));
        assertEquals(List.of(), handOver.insteadOfAnswering(new VoiceTurn(words, transfer)));
        assertEquals(List.of(), handOver.insteadOfAnswering(new VoiceTurn(List.of(), new VoiceNext.HangUp())));
    }
}
