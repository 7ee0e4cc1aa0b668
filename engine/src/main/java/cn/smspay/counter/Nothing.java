package cn.smspay.counter;

/** The result of an act that has none but being done. */
public record Nothing() {
    public static final Nothing NOTHING = new Nothing();
}
