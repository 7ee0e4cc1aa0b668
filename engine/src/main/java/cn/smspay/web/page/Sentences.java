package cn.smspay.web.page;

import cn.smspay.base.Fen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;

/** What a refusal says on a page, by its reason and with its facts. */
public final class Sentences {
    private final PageWords words;
    private final DisplayFormat show;
    private final Instant now;

    public Sentences(PageWords words, DisplayFormat show, Instant now) {
        this.words = words;
        this.show = show;
        this.now = now;
    }

    /**
     * The sentence of a reason; a general one for a reason without words.
     *
     * @param reason in kebab-case
     */
    public String of(String reason, Map<String, Object> facts) {
        var key = "refusal." + reason;
        if (!words.has(key)) {
            return words.t("refusal.other");
        }
        var pairs = new ArrayList<Object>();
        facts.forEach((name, value) -> {
            pairs.add(name);
            pairs.add(shown(name, value));
        });
        return words.fits(key, pairs.toArray()) ? words.t(key, pairs.toArray()) : words.t("refusal.other");
    }

    private String shown(String name, Object value) {
        if (value instanceof Fen amount) {
            return show.money(amount);
        } else if (value instanceof Instant at) {
            return show.time(at, now);
        } else if (name.equals("state") && words.has("phone." + value)) {
            return words.t("phone." + value);
        }
        return value.toString();
    }
}
