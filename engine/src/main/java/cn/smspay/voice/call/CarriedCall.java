package cn.smspay.voice.call;

import cn.smspay.talk.desk.VoiceDesk;
import cn.smspay.voice.call.CallRecord.HungUpBy;
import java.time.Clock;
import java.util.Optional;

/**
 * A call whose sound somebody else carries, FastAGI or VoiceXML: counted while it lasts, recorded once when it ends.
 * Thread-safe.
 */
public final class CarriedCall {
    /** Where calls are counted and recorded, and who knows the menu path. */
    public record CallBooks(VoiceDesk desk, CallRecords records, CallFigures figures, Clock clock) {}

    private final String id;
    private final CallBooks books;
    private final CallNotes notes;
    private boolean over;

    /** The call has begun. */
    public CarriedCall(String id, CallNotes.CallOrigin origin, CallBooks books) {
        this.id = id;
        this.books = books;
        this.notes = new CallNotes(id, origin, books.clock);
        books.figures.begun(id, origin, books.clock.instant());
    }

    public synchronized void answered() {
        notes.answered();
        books.figures.answered.increment();
    }

    /** The call has ended; what is said of that later is not heard. */
    public synchronized void ended(CallResult result, HungUpBy by) {
        if (over) {
            return;
        }
        over = true;
        notes.path(books.desk.path(id));
        books.figures.over(id);
        books.figures.ended(result);
        if (result == CallResult.FAULT) {
            books.figures.faults.increment();
        }
        books.records.ended(notes.record(result, by, Optional.empty()));
    }
}
