package cn.smspay.voice.rtp;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** One media line of a description and its attributes, while it is read. Used by one thread. */
final class SdpStream {
    /** Profiles without encryption; the second differs by feedback only (RFC 4585). */
    private static final List<String> PROFILES = List.of("RTP/AVP", "RTP/AVPF");

    private static final int USUAL_PACKET_MILLIS = 20;
    /** What our clock of 20 ms can send, longest first. */
    private static final List<Integer> PACKET_MILLIS = List.of(60, 40, 20, 10);

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

    Optional<Sdp.Direction> direction = Optional.empty();

    SdpStream(String line) {
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
        var type = Integer.toString(Sdp.COMFORT_NOISE);
        return types().contains(type) && encodings.getOrDefault(type, "CN/8000").matches("CN/8000(/1)?");
    }

    OptionalInt packetMillis() {
        return PACKET_MILLIS.stream()
                .mapToInt(millis -> millis)
                .filter(millis ->
                        millis <= Math.max(PACKET_MILLIS.get(PACKET_MILLIS.size() - 1), ptime) && millis <= maxptime)
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
