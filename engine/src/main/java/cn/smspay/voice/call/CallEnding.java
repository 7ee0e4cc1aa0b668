package cn.smspay.voice.call;

import java.util.function.BooleanSupplier;

/** How a call is left: what the other side is told, what is given back, what is written down. Used on the loop of the call. */
final class CallEnding {
    private final Leg leg;
    private final CallNotes notes;
    private final CallSound sound;
    private final CallTimers timers;
    private final Switchboard.Parts parts;
    private final BooleanSupplier answered;

    /** @param answered whether our 200 is out */
    CallEnding(
            Leg leg,
            CallNotes notes,
            CallSound sound,
            CallTimers timers,
            Switchboard.Parts parts,
            BooleanSupplier answered) {
        this.leg = leg;
        this.notes = notes;
        this.sound = sound;
        this.timers = timers;
        this.parts = parts;
        this.answered = answered;
    }

    /** We are the ones who go. */
    void leave(CallResult result) {
        if (result == CallResult.NO_ACK) {
            leg.abandon();
        } else if (answered.getAsBoolean()) {
            leg.hangUp();
        } else {
            notes.status(CallRefusal.FAULT.status());
            leg.refuse(CallRefusal.FAULT);
        }
    }

    /** Gives ports and timers back and counts the call. */
    void cleanUp(CallResult result) {
        timers.stop();
        sound.close();
        parts.figures().ended(result);
    }

    void record(CallResult result, CallRecord.HungUpBy by) {
        parts.records().ended(notes.record(result, by, sound.summary()));
    }
}
