package cn.smspay.files.format;

/** Why a file ended where it ended, with the code of 3GPP TS 32.297 for it. */
public enum CloseReason {
    MIDNIGHT(0),
    SHUTDOWN(0),
    BYTES(1),
    AGE(2),
    RECORDS(3),
    HAND(4);

    private final int code;

    CloseReason(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
