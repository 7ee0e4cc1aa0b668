package cn.smspay.voice.call;

import cn.smspay.voice.rtp.DtmfKind;
import cn.smspay.voice.rtp.MediaSession;
import cn.smspay.voice.rtp.RtcpReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is noted of a call while it lasts, to become its record. Used by one thread. */
public final class CallNotes {
    private final String id;
    private final CallOrigin origin;
    private final Clock clock;
    private final Instant startedAt;
    private @Nullable Instant answeredAt;
    private String path = "";
    private @Nullable Integer status;

    /**
     * Where a call comes from.
     *
     * @param callId its name at the other side
     * @param caller the number, or empty if withheld or not to be trusted
     * @param via see {@link CallRecord}
     */
    public record CallOrigin(String callId, String caller, String dialled, String via) {}

    CallNotes(String id, CallOrigin origin, Clock clock) {
        this.id = id;
        this.origin = origin;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    void answered() {
        answeredAt = clock.instant();
    }

    /** From the beginning to the answer. */
    Duration setUp() {
        return answeredAt == null ? Duration.ZERO : Duration.between(startedAt, answeredAt);
    }

    /** The final status of the INVITE. */
    void status(int finalStatus) {
        status = finalStatus;
    }

    /** The desk forgets a call when it ends it: an empty path says nothing new. */
    void path(String soFar) {
        if (!soFar.isEmpty()) {
            path = soFar;
        }
    }

    CallRecord record(CallResult result, CallRecord.HungUpBy by, Optional<MediaSession.MediaSummary> sound) {
        var endedAt = clock.instant();
        return new CallRecord(
                id,
                origin.callId(),
                origin.caller(),
                origin.dialled(),
                origin.via(),
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
                sound.map(MediaSession.MediaSummary::packets).orElse(0L),
                sound.map(MediaSession.MediaSummary::received).orElse(0L),
                sound.flatMap(MediaSession.MediaSummary::report)
                        .map(RtcpReport::lost)
                        .orElse(null),
                sound.flatMap(MediaSession.MediaSummary::report)
                        .map(RtcpReport::jitterMicros)
                        .orElse(null));
    }
}
