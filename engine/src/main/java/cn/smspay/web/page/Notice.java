package cn.smspay.web.page;

/** The one thing that is to be read first: what is so, in bold, then what to do. */
public record Notice(Mark.Kind kind, String first, String then) {
    /** The style of its bar. */
    public String css() {
        return switch (kind) {
            case GOOD -> "good";
            case LOOK -> "warn";
            case BAD -> "bad";
            case WAIT, OFF -> "";
        };
    }
}
