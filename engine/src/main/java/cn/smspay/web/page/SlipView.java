package cn.smspay.web.page;

import cn.smspay.base.Fen;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A receipt: what has happened, so that it can be proved later.
 *
 * @param steps whether it is the third of three steps
 * @param done false while somebody else has to finish it
 * @param next what to do if what was promised does not come
 */
public record SlipView(
        boolean steps,
        String title,
        boolean done,
        @Nullable String lead,
        @Nullable Fen amount,
        List<Fact> facts,
        @Nullable String next,
        List<Link> buttons) {}
