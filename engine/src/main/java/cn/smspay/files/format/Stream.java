package cn.smspay.files.format;

/** Whether the records are meant to be paid. */
public enum Stream {
    LIVE("live"),
    TEST("test");

    private final String word;

    Stream(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
