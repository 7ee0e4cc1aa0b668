package cn.smspay.voice.rtp;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
 * @param events payload type of telephone events, if offered
 * @param rtp where the sound is to go
 * @param rtcp where reports are to go
 * @param direction as the other side sees it
 */
public record Sdp(
        List<String> lines,
        int chosen,
        Codec codec,
        OptionalInt events,
        InetSocketAddress rtp,
        InetSocketAddress rtcp,
        Direction direction) {
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

    /** Reads a description; empty if it is malformed or offers nothing that we can take, which is a 488. */
    public static Optional<Sdp> read(String text) {
        try {
            return new Reader(text).read();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** One stream while it is read. */
    private static final class Stream {
        final String line;

        @Nullable
        String host;

        OptionalInt events = OptionalInt.empty();
        OptionalInt rtcpPort = OptionalInt.empty();
        Optional<Direction> direction = Optional.empty();

        Stream(String line) {
            this.line = line;
        }

        Optional<Codec> codec() {
            var words = List.of(line.split(" "));
            if (words.size() < 4
                    || !words.get(0).equals("audio")
                    || !words.get(2).equals("RTP/AVP")
                    || port() == 0) {
                return Optional.empty();
            }
            for (var codec : Codec.values()) {
                if (words.subList(3, words.size()).contains(Integer.toString(codec.payloadType()))) {
                    return Optional.of(codec);
                }
            }
            return Optional.empty();
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
            } else if (value.toLowerCase(Locale.ROOT).matches("rtpmap:[0-9]{1,3} telephone-event/8000.*")) {
                stream.events = OptionalInt.of(Integer.parseInt(value.substring(7, value.indexOf(' '))));
            } else if (value.matches("rtcp:[0-9]{1,5}.*")) {
                stream.rtcpPort =
                        OptionalInt.of(Integer.parseInt(value.substring(5).split(" ")[0]));
            }
        }

        private Optional<Sdp> take(int index, Codec codec) {
            var stream = streams.get(index);
            var where = stream.host == null ? host : stream.host;
            // Numbers only: a name in a description would make us ask a name server in the middle of a call.
            if (where == null || !(NetUtil.isValidIpV4Address(where) || NetUtil.isValidIpV6Address(where))) {
                return Optional.empty();
            }
            // The old way to hold (RFC 2543): nowhere to send to.
            var way = where.equals("0.0.0.0") ? Direction.INACTIVE : stream.direction.orElse(direction);
            int rtcpPort = stream.rtcpPort.orElse(Math.min(stream.port() + 1, 65535));
            return Optional.of(new Sdp(
                    streams.stream().map(s -> s.line).toList(),
                    index,
                    codec,
                    stream.events,
                    new InetSocketAddress(where, stream.port()),
                    new InetSocketAddress(where, Math.min(rtcpPort, 65535)),
                    way));
        }
    }
}
