package cn.smspay.voice.rtp;

import java.util.stream.Collectors;

/**
 * The session descriptions that we write.
 *
 * @param host the address where we receive, an IPv4 or IPv6 number
 * @param port where we receive sound
 * @param session number of this session, the same in all its descriptions
 * @param version counts the descriptions of this session
 */
public record OurSdp(String host, int port, long session, long version) {
    /** Our number of telephone events in offers of ours. */
    static final int EVENTS = 101;

    /** The answer to an offer: one codec, the same direction from our side, every other stream refused. */
    public String answer(Sdp offer) {
        var text = new StringBuilder(head());
        for (int i = 0; i < offer.lines().size(); i++) {
            if (i == offer.chosen()) {
                text.append(sound(offer));
            } else {
                text.append(refusal(offer.lines().get(i)));
            }
        }
        return text.toString();
    }

    /** Our offer, for a caller who sent none: every codec, in the order in which we like them. */
    public String offer() {
        var types = new StringBuilder();
        var maps = new StringBuilder();
        for (Codec codec : Codec.values()) {
            types.append(codec.payloadType()).append(' ');
            maps.append(rtpmap(codec.payloadType(), codec));
        }
        return head() + "m=audio " + port + " RTP/AVP " + types + EVENTS + "\r\n" + maps + events(EVENTS)
                + "a=ptime:20\r\na=sendrecv\r\n";
    }

    private String head() {
        String family = host.indexOf(':') < 0 ? "IP4 " : "IP6 ";
        return "v=0\r\no=- " + session + " " + version + " IN " + family + host + "\r\ns=-\r\nc=IN " + family + host
                + "\r\nt=0 0\r\n";
    }

    private String sound(Sdp offer) {
        var line = "m=audio " + port + " " + offer.profile() + " " + offer.payloadType();
        var text = new StringBuilder(line);
        offer.events().ifPresent(type -> text.append(' ').append(type));
        if (offer.comfortNoise()) {
            text.append(' ').append(Sdp.COMFORT_NOISE);
        }
        text.append("\r\n").append(rtpmap(offer.payloadType(), offer.codec()));
        if (offer.comfortNoise()) {
            text.append("a=rtpmap:" + Sdp.COMFORT_NOISE + " CN/8000\r\n");
        }
        offer.events().ifPresent(type -> text.append(events(type)));
        return text.append("a=ptime:" + offer.packetMillis() + "\r\na=")
                .append(offer.direction().mirrored().attribute())
                .append("\r\n")
                .toString();
    }

    private static String rtpmap(int type, Codec codec) {
        return "a=rtpmap:" + type + " " + codec.name() + "/8000\r\n";
    }

    private static String events(int type) {
        return "a=rtpmap:" + type + " telephone-event/8000\r\na=fmtp:" + type + " 0-15\r\n";
    }

    /** The same line with port 0 (RFC 3264 6). */
    private static String refusal(String line) {
        var words = line.split(" ");
        return "m=" + words[0] + " 0 " + java.util.Arrays.stream(words).skip(2).collect(Collectors.joining(" "))
                + "\r\n";
    }
}
