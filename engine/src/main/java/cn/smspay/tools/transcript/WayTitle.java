package cn.smspay.tools.transcript;

import java.util.List;
import java.util.Map;

/** What a drafted case is called: what happens at which step, and what is said to it. */
final class WayTitle {
    /** So much of what is said tells one text from another. */
    private static final int SAID_MAX = 24;

    private static final String SAYS = "，听到：";

    private static final Map<String, String> EVENTS = Map.ofEntries(
            Map.entry("answer", "答复有效"),
            Map.entry("gave up", "次数用尽"),
            Map.entry("cancelled", "取消"),
            Map.entry("late", "答复已过期"),
            Map.entry("replaced", "发送了别的指令"),
            Map.entry("back", "返回上一步"),
            Map.entry("no_input", "没有按键"),
            Map.entry("no_match", "按键有误"),
            Map.entry("silence", "没有按键"),
            Map.entry("skip", "无需询问"),
            Map.entry("no", "答复否"),
            Map.entry("then", "接着说"),
            Map.entry("handed", "转人工"),
            Map.entry("failed", "无人接听"));

    private WayTitle() {}

    /**
     * The part that tells the case from others of its file.
     *
     * @param title what the dialogue is called
     * @param on what happens at the step, as {@link DialogueWays} names it
     */
    static String of(String title, String step, String on) {
        var place = step.isEmpty() ? title : title + "在" + step;
        return place + "：" + event(on);
    }

    private static String event(String on) {
        var known = EVENTS.get(on);
        if (known != null) {
            return known;
        }
        if (on.startsWith("refused ")) {
            return "答复被拒，" + on.substring("refused ".length());
        }
        if (on.startsWith("key ")) {
            return "按" + on.substring("key ".length()).replaceFirst(" -> ", "到");
        }
        if (on.startsWith("opened ")) {
            return "发送" + on.substring("opened ".length());
        }
        return "结果是" + on;
    }

    /** The same with how it goes on: an action that ends badly. */
    static String then(String title, String action, String outcome) {
        return title + "，然后" + action + "结果是" + outcome;
    }

    /** The whole title, with the beginning of what is said last. */
    static String whole(String title, List<String> said) {
        return said.stream()
                .filter(line -> line.startsWith("< ") || line.startsWith("hear "))
                .map(line -> line.substring(line.indexOf(' ') + 1).replaceFirst("^1[0-9]{10}: ", ""))
                .filter(text -> !text.equals(ChatText.REST))
                .reduce((earlier, later) -> later)
                .map(text -> title + SAYS + text.substring(0, text.offsetByCodePoints(0, Math.min(
                        SAID_MAX, text.codePointCount(0, text.length())))))
                .orElse(title);
    }

    /** Whether a case that is called so is the one with this beginning. */
    static boolean isOf(String whole, String title) {
        return whole.equals(title) || whole.startsWith(title + SAYS);
    }
}
