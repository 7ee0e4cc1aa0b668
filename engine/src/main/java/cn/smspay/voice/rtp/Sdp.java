package cn.smspay.voice.rtp;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the other side's session description (RFC 4566, RFC 3264) says that matters to us: one stream of sound, and how
 * many other streams to refuse.
 *
 * @param lines the media lines in order, as written, without {@code m=}
 * @param chosen the index of the stream we take in {@code lines}
 * @param codec ours of those offered
 * @param payloadType the number of the codec in this call
 * @param events payload type of telephone events, if offered
 * @param rtp where the sound is to go
 * @param rtcp where reports are to go
 * @param direction as the other side sees it
 * @param packetMillis how much sound each of our packets is to hold
 * @param pauses whether the other side may send nothing while its owner is silent
 * @param comfortNoise whether we may, and send the level of our silence instead (RFC 3389)
 */
public record Sdp(
        List<String> lines,
        int chosen,
        Codec codec,
        int payloadType,
        OptionalInt events,
        InetSocketAddress rtp,
        InetSocketAddress rtcp,
        Direction direction,
        int packetMillis,
        boolean pauses,
        boolean comfortNoise) {

    /** Its fixed payload type (RFC 3551 table 4), which is that of our rate. */
    static final int COMFORT_NOISE = 13;

    enum Direction {
        SENDRECV,
        SENDONLY,
        RECVONLY,
        INACTIVE;

        /** What the answer says. */
        Direction mirrored() {
            return switch (this) {
                case SENDRECV -> SENDRECV;
                case SENDONLY -> RECVONLY;
                case RECVONLY -> SENDONLY;
                case INACTIVE -> INACTIVE;
            };
        }

        /** Whether the other side wants to hear us. */
        boolean listens() {
            return switch (this) {
                case SENDRECV, RECVONLY -> true;
                case SENDONLY, INACTIVE -> false;
            };
        }

        String attribute() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Direction> of(String attribute) {
            for (var direction : values()) {
                if (direction.attribute().equals(attribute)) {
                    return Optional.of(direction);
                }
            }
            return Optional.empty();
        }
    }

    /** Whether the other side has put us on hold. */
    public boolean holds() {
        return !direction.listens();
    }

    /** The profile of the stream we take, which the answer repeats. */
    String profile() {
        return lines.get(chosen).split(" ")[2];
    }

    /** Whether packets of this type hold telephone events: each side may send by its own number or by ours. */
    boolean areEvents(int type) {
        return events.isPresent() && (type == events.getAsInt() || (type == OurSdp.EVENTS && type != payloadType));
    }

    /** Reads a description, alone or as a part of a body of several; empty if it is malformed or offers nothing that we can take, which is a 488. */
    public static Optional<Sdp> read(String text) {
        try {
            return SdpReader.read(text);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
