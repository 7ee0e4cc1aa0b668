package cn.smspay.web.page;

/** A state as a word after a small shape: the shape helps to find it, the word says it. */
public record Mark(Kind kind, String text) {
    /** Which shape. */
    public enum Kind {
        GOOD("good"),
        WAIT("wait"),
        LOOK("look"),
        BAD("bad"),
        OFF("off");

        private final String css;

        Kind(String css) {
            this.css = css;
        }

        public String css() {
            return css;
        }
    }
}
