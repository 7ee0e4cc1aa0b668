package cn.smspay.voice.rtp;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

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
    /** Profiles without encryption; the second differs by feedback only (RFC 4585). */
    private static final List<String> PROFILES = List.of("RTP/AVP", "RTP/AVPF");

    private static final int USUAL_PACKET_MILLIS = 20;
    /** What our clock of 20 ms can send, longest first. */
    private static final List<Integer> PACKET_MILLIS = List.of(60, 40, 20, 10);

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
            return new Reader(part(text)).read();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The description in a body of several parts (RFC 2046 5.1), as switches send it beside ISUP (Q.1912.5). */
    private static String part(String body) {
        var lines = body.split("\r\n|\n|\r");
        int begin = 0;
        while (begin < lines.length && !lines[begin].startsWith("--")) {
            if (lines[begin].startsWith("v=")) {
                return body;
            }
            begin++;
        }
        if (begin == lines.length) {
            return body;
        }
        var boundary = lines[begin].stripTrailing();
        var part = new StringBuilder();
        boolean head = true;
        boolean description = false;
        for (int i = begin + 1; i < lines.length; i++) {
            var line = lines[i];
            if (line.startsWith(boundary)) {
                if (description) {
                    break;
                }
                head = true;
            } else if (head && line.isBlank()) {
                head = false;
            } else if (head) {
                description |= line.toLowerCase(Locale.ROOT).matches("content-type:\\s*application/sdp\\b.*");
            } else if (description) {
                part.append(line).append("\r\n");
            }
        }
        return part.toString();
    }

    /** One stream while it is read. */
    private static final class Stream {
        final String line;

        @Nullable
        String host;

        OptionalInt events = OptionalInt.empty();
        OptionalInt rtcpPort = OptionalInt.empty();
        int ptime = USUAL_PACKET_MILLIS;
        int maxptime = Integer.MAX_VALUE;
        boolean pauses;
        /** Encodings by payload type, in capitals. */
        final Map<String, String> encodings = new HashMap<>();

        Optional<Direction> direction = Optional.empty();

        Stream(String line) {
            this.line = line;
        }

        /** The types of this line that we may take; none if it is not a line of ours. */
        List<String> types() {
            var words = List.of(line.split(" "));
            boolean ours =
                    words.size() >= 4 && words.get(0).equals("audio") && PROFILES.contains(words.get(2)) && port() != 0;
            return ours ? words.subList(3, words.size()) : List.of();
        }

        Optional<Codec> codec() {
            return Arrays.stream(Codec.values())
                    .filter(codec -> payloadType(codec).isPresent())
                    .findFirst();
        }

        /** The type by which this line knows a codec: the fixed one, or one that it gives itself (RFC 3551 6). */
        OptionalInt payloadType(Codec codec) {
            var fixed = Integer.toString(codec.payloadType());
            return types().stream()
                    .filter(type -> encodings
                            .getOrDefault(type, type.equals(fixed) ? codec.name() + "/8000" : "")
                            .matches(codec.name() + "/8000(/1)?"))
                    .mapToInt(Integer::parseInt)
                    .filter(type -> type >= 0 && type <= 127)
                    .findFirst();
        }

        boolean pauses() {
            return pauses || comfortNoise() || encodings.containsValue("CN/8000");
        }

        boolean comfortNoise() {
            var type = Integer.toString(COMFORT_NOISE);
            return types().contains(type)
                    && encodings.getOrDefault(type, "CN/8000").matches("CN/8000(/1)?");
        }

        OptionalInt packetMillis() {
            return PACKET_MILLIS.stream()
                    .mapToInt(millis -> millis)
                    .filter(millis -> millis <= Math.max(PACKET_MILLIS.get(PACKET_MILLIS.size() - 1), ptime)
                            && millis <= maxptime)
                    .findFirst();
        }

        int port() {
            int port = Integer.parseInt(line.split(" ")[1].split("/")[0]);
            if (port < 0 || port > 65535) {
                throw new NumberFormatException("port " + port);
            }
            return port;
        }
    }

    private static final class Reader {
        private final String[] text;
        private final List<Stream> streams = new ArrayList<>();
        private @Nullable String host;
        private Direction direction = Direction.SENDRECV;

        Reader(String text) {
            this.text = text.split("\r\n|\n|\r");
        }

        Optional<Sdp> read() {
            if (text.length == 0 || !text[0].equals("v=0")) {
                return Optional.empty();
            }
            for (String line : text) {
                if (line.startsWith("m=")) {
                    streams.add(new Stream(line.substring(2)));
                } else if (line.startsWith("c=")) {
                    connection(line.substring(2));
                } else if (line.startsWith("a=")) {
                    attribute(line.substring(2));
                }
            }
            for (int i = 0; i < streams.size(); i++) {
                var codec = streams.get(i).codec();
                if (codec.isPresent()) {
                    return take(i, codec.get());
                }
            }
            return Optional.empty();
        }

        private @Nullable Stream current() {
            return streams.isEmpty() ? null : streams.get(streams.size() - 1);
        }

        private void connection(String value) {
            var words = value.split(" ");
            if (words.length == 3 && words[0].equals("IN")) {
                var stream = current();
                if (stream == null) {
                    host = words[2];
                } else {
                    stream.host = words[2];
                }
            }
        }

        private void attribute(String value) {
            var stream = current();
            var way = Direction.of(value);
            if (stream == null) {
                direction = way.orElse(direction);
                return;
            }
            if (way.isPresent()) {
                stream.direction = way;
            } else if (value.toLowerCase(Locale.ROOT).matches("rtpmap:[0-9]{1,3} +\\S+.*")) {
                encoding(stream, value.substring(7).strip().split(" +"));
            } else if (value.matches("(?i)silenceSupp: *on\\b.*")) {
                stream.pauses = true;
            } else if (value.matches("ptime: *[0-9]{1,4}(\\.[0-9]+)?")) {
                stream.ptime = whole(value);
            } else if (value.matches("maxptime: *[0-9]{1,4}(\\.[0-9]+)?")) {
                stream.maxptime = whole(value);
            } else if (value.matches("rtcp:[0-9]{1,5}.*")) {
                stream.rtcpPort =
                        OptionalInt.of(Integer.parseInt(value.substring(5).split(" ")[0]));
            }
        }

        private static void encoding(Stream stream, String[] words) {
            var name = words[1].toUpperCase(Locale.ROOT);
            stream.encodings.put(words[0], name);
            // Only at the rate of our sound: its timestamps must be ours.
            if (name.startsWith("TELEPHONE-EVENT/8000") && stream.types().contains(words[0])) {
                stream.events = OptionalInt.of(Integer.parseInt(words[0]));
            }
        }

        private static int whole(String value) {
            return Integer.parseInt(
                    value.substring(value.indexOf(':') + 1).strip().split("\\.")[0]);
        }

        private Optional<Sdp> take(int index, Codec codec) {
            var stream = streams.get(index);
            var where = stream.host == null ? host : stream.host;
            // Numbers only: a name in a description would make us ask a name server in the middle of a call.
            if (where == null || !(NetUtil.isValidIpV4Address(where) || NetUtil.isValidIpV6Address(where))) {
                return Optional.empty();
            }
            var packetMillis = stream.packetMillis();
            if (packetMillis.isEmpty()) {
                return Optional.empty();
            }
            // The old way to hold (RFC 2543): nowhere to send to.
            var way = where.equals("0.0.0.0") ? Direction.INACTIVE : stream.direction.orElse(direction);
            int rtcpPort = stream.rtcpPort.orElse(Math.min(stream.port() + 1, 65535));
            return Optional.of(new Sdp(
                    streams.stream().map(s -> s.line).toList(),
                    index,
                    codec,
                    stream.payloadType(codec).orElseThrow(),
                    stream.events,
                    new InetSocketAddress(where, stream.port()),
                    new InetSocketAddress(where, Math.min(rtcpPort, 65535)),
                    way,
                    packetMillis.getAsInt(),
                    stream.pauses(),
                    stream.comfortNoise()));
        }
    }
}
