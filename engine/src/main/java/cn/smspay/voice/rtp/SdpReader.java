package cn.smspay.voice.rtp;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads session descriptions, alone or as a part of a body of several. One object reads one. */
final class SdpReader {
    private final String[] text;
    private final List<SdpStream> streams = new ArrayList<>();
    private @Nullable String host;
    private Sdp.Direction direction = Sdp.Direction.SENDRECV;

    private SdpReader(String text) {
        this.text = text.split("\r\n|\n|\r");
    }

    private Optional<Sdp> description() {
        if (text.length == 0 || !text[0].equals("v=0")) {
            return Optional.empty();
        }
        for (String line : text) {
            if (line.startsWith("m=")) {
                streams.add(new SdpStream(line.substring(2)));
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

    private @Nullable SdpStream current() {
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
        var way = Sdp.Direction.of(value);
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
            stream.rtcpPort = OptionalInt.of(Integer.parseInt(value.substring(5).split(" ")[0]));
        }
    }

    private static void encoding(SdpStream stream, String[] words) {
        var name = words[1].toUpperCase(Locale.ROOT);
        stream.encodings.put(words[0], name);
        // Only at the rate of our sound: its timestamps must be ours.
        if (name.startsWith("TELEPHONE-EVENT/8000") && stream.types().contains(words[0])) {
            stream.events = OptionalInt.of(Integer.parseInt(words[0]));
        }
    }

    private static int whole(String value) {
        return Integer.parseInt(value.substring(value.indexOf(':') + 1).strip().split("\\.")[0]);
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
        var way = where.equals("0.0.0.0") ? Sdp.Direction.INACTIVE : stream.direction.orElse(direction);
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

    /** @throws NumberFormatException if a number in it is none */
    static Optional<Sdp> read(String body) {
        return new SdpReader(part(body)).description();
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
}
