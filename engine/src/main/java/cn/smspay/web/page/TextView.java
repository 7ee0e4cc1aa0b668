package cn.smspay.web.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page that only says something: a refusal with its way out, something not there, an agreement. */
public record TextView(String title, @Nullable Notice notice, List<TextSection> parts, List<Link> buttons) {
    /**
     * A piece of it.
     *
     * @param anchor where a link can lead to; may be empty
     * @param title may be empty
     */
    public record TextSection(String anchor, String title, List<String> paragraphs) {}

    public static TextView of(String title, String paragraph, List<Link> buttons) {
        return new TextView(title, null, List.of(new TextSection("", "", List.of(paragraph))), buttons);
    }
}
