package cn.smspay.web.page;

/** The language of a whole page. */
public enum Lang {
    ZH("zh-CN", ""),
    EN("en", "/en");

    private final String tag;
    private final String prefix;

    Lang(String tag, String prefix) {
        this.tag = tag;
        this.prefix = prefix;
    }

    /** As in HTML's {@code lang}. */
    public String tag() {
        return tag;
    }

    /** What stands before every path of this language. */
    public String prefix() {
        return prefix;
    }

    public Lang other() {
        return this == ZH ? EN : ZH;
    }
}
