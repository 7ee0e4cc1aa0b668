package cn.smspay.voice.call;

import cn.smspay.voice.rtp.Inband;
import cn.smspay.voice.rtp.PortRange;
import java.time.Duration;

/**
 * What a call needs to know from the operator, whatever carries its signalling.
 *
 * @param host address that sound is received on
 * @param advertised address that the caller sends sound to; a number, not a name
 */
public record CallSettings(String host, String advertised, CallCaps limits, Sound sound) {
    /**
     * How much is too much.
     *
     * @param calls at most so many at once
     * @param callsPerCaller of one known caller
     * @param setupsPerSecond new calls in a second
     * @param longestCall then we hang up
     * @param retryAfter what a refused caller is told to wait
     * @param ackPatience how long an answered call may stay without ACK, by RFC 3261 32 s
     * @param sessionMin the shortest time between two refreshes of a session that we agree to, by RFC 4028 90 s
     */
    public record CallCaps(
            int calls,
            int callsPerCaller,
            int setupsPerSecond,
            Duration longestCall,
            Duration retryAfter,
            Duration ackPatience,
            Duration sessionMin) {
        public static final CallCaps USUAL = new CallCaps(
                1000,
                2,
                100,
                Duration.ofMinutes(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(32),
                Duration.ofSeconds(90));
    }

    /**
     * How sound travels.
     *
     * @param ports for RTP and RTCP
     * @param loops threads that send it
     * @param inactivity without sound from a caller who sent some before, the call ends
     */
    public record Sound(PortRange ports, int loops, Duration inactivity, Inband inband) {
        public static final Sound USUAL =
                new Sound(new PortRange(20000, 29998), 2, Duration.ofSeconds(30), Inband.FALLBACK);
    }
}
