package cn.smspay.ivr;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is noted of a call while it lasts, to become its record. Used by one thread. */
final class CallNotes {
    private static final int ANSWERED = 200;

    private final String id;
    private final Invitation invitation;
    private final Clock clock;
    private final Instant startedAt;
    private @Nullable Instant answeredAt;
    private String path = "";
    private int status = ANSWERED;

    CallNotes(String id, Invitation invitation, Clock clock) {
        this.id = id;
        this.invitation = invitation;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    void answered() {
        answeredAt = clock.instant();
    }

    /** From the INVITE to the answer. */
    long setUpMillis() {
        return answeredAt == null ? 0 : Duration.between(startedAt, answeredAt).toMillis();
    }

    /** The final status of the INVITE, if it is not 200. */
    void status(int finalStatus) {
        status = finalStatus;
    }

    /** The desk forgets a call when it ends it: an empty path says nothing new. */
    void path(String soFar) {
        if (!soFar.isEmpty()) {
            path = soFar;
        }
    }

    CallRecord record(CallResult result, CallRecord.HungUpBy by, Optional<MediaSession.Summary> sound) {
        var endedAt = clock.instant();
        return new CallRecord(
                id,
                invitation.sipCallId(),
                invitation.caller(),
                invitation.dialled().digits(),
                invitation.via(),
                startedAt,
                answeredAt,
                endedAt,
                answeredAt == null ? 0 : Duration.between(answeredAt, endedAt).toMillis(),
                path,
                result,
                by,
                status,
                sound.map(s -> s.codec().name()).orElse(""),
                sound.map(s -> s.keys().name()).orElse(DtmfKind.NONE.name()),
                sound.map(MediaSession.Summary::packets).orElse(0L),
                sound.map(MediaSession.Summary::received).orElse(0L),
                sound.map(MediaSession.Summary::lost).orElse(0L),
                sound.map(MediaSession.Summary::jitterMicros).orElse(0L));
    }
}
