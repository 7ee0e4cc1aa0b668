package cn.smspay.files.billing;

/** Something of a waiver cannot be done; nothing was. */
public final class WaiverRefused extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /** @param reason a word for programs, like {@code own-proposal} */
    WaiverRefused(String reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** A word for programs and for doors, which have sentences of their own. */
    public String reason() {
        return reason;
    }
}
