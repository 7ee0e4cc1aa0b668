package cn.smspay.web.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/** Turns a view into HTML by the template that was compiled with the program. Thread-safe. */
public final class Pages {
    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "cn.smspay.web.jte");

    /**
     * The whole page.
     *
     * @param template path below the folder of templates, without ending
     */
    public String html(String template, Object frame, Object view) {
        var out = new StringOutput();
        engine.render(template + ".jte", Map.of("f", frame, "v", view), out);
        return out.toString();
    }
}
