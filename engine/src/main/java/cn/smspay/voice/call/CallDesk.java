package cn.smspay.voice.call;

import cn.smspay.talk.desk.VoiceTurn;
import cn.smspay.talk.dialogue.VoiceInput;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Asks the desk for one call, and has its answer put into sound by threads that pace nothing; the answer comes back on the
 * loop of the call. Used there.
 */
final class CallDesk {
    /** A turn and the sound of its words. */
    record Ready(VoiceTurn turn, List<byte[]> words) {}

    private final Invitation invitation;
    private final CallNotes notes;
    private final String call;
    private final Switchboard.Parts parts;
    private final Consumer<Runnable> loop;
    private final Consumer<Ready> answered;

    /**
     * @param loop does something on the loop of the call, and ends the call if that throws
     * @param answered told each answer, on the loop
     */
    CallDesk(
            String call,
            Invitation invitation,
            CallNotes notes,
            Switchboard.Parts parts,
            Consumer<Runnable> loop,
            Consumer<Ready> answered) {
        this.call = call;
        this.invitation = invitation;
        this.notes = notes;
        this.parts = parts;
        this.loop = loop;
        this.answered = answered;
    }

    /** What to say first. */
    void begin() {
        expect(parts.desk().begin(call, invitation.caller(), invitation.dialled()));
    }

    /** Nobody waits for an answer to a caller who is gone. */
    void ask(VoiceInput input) {
        if (input instanceof VoiceInput.HungUp) {
            notePath();
            parts.desk().input(call, input);
        } else {
            expect(parts.desk().input(call, input));
        }
    }

    private void expect(CompletionStage<VoiceTurn> turn) {
        turn.thenApplyAsync(
                        t -> new Ready(
                                t, t.say().stream().map(parts.voice()::alaw).toList()),
                        parts.worker())
                .whenComplete((ready, failure) -> loop.accept(() -> {
                    if (failure != null) {
                        throw new IllegalStateException("the desk or the voice failed", failure);
                    }
                    answered.accept(ready);
                }));
    }

    /** Where in the menu the call is now, for its record. */
    void notePath() {
        notes.path(parts.desk().path(call));
    }
}
