package cn.smspay.web.page;

/**
 * A link to a page of ours.
 *
 * @param object what the link is about, for those who hear it without its row; may be empty
 */
public record Link(String href, String text, String object) {
    public Link(String href, String text) {
        this(href, text, "");
    }
}
