package cn.smspay.voice.rtp;

/**
 * The UDP ports for sound: even ones for RTP, the odd one above each for RTCP.
 *
 * @param first first even port, or 0 to let the system choose (for tests)
 * @param last last even port
 */
public record PortRange(int first, int last) {
    public static final PortRange SYSTEM = new PortRange(0, 0);

    public PortRange {
        if (first % 2 != 0 || last % 2 != 0 || first < 0 || last < first || last > 65534) {
            throw new IllegalArgumentException("not a range of even ports: " + first + " to " + last);
        }
    }

    boolean systemChosen() {
        return first == 0;
    }
}
