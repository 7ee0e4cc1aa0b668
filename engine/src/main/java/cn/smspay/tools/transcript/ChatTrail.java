package cn.smspay.tools.transcript;

import cn.smspay.talk.dialogue.Facts;
import cn.smspay.talk.dialogue.Outcome;
import cn.smspay.talk.dialogue.Trail;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Go;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What was walked in one case, how the last conversation ended, and which action is to end otherwise. Thread-safe. */
final class ChatTrail implements Trail {
    private final Set<String> ways = new LinkedHashSet<>();
    private final List<String> route = new ArrayList<>();
    private final Map<String, Outcome> instead = new ConcurrentHashMap<>();
    private final Map<String, Boolean> guards = new ConcurrentHashMap<>();
    private final Map<String, String> limits = new ConcurrentHashMap<>();
    private volatile String end = "none";

    @Override
    public synchronized void walked(Dialog dialog, String step, String on) {
        var way = DialogueWays.name(dialog.name(), step, on);
        ways.add(way);
        route.add(way);
    }

    @Override
    public void opened(Dialog dialog, String word) {
        walked(dialog, "", "opened " + word);
    }

    @Override
    public Facts facts(Facts facts) {
        return guards.isEmpty() && limits.isEmpty() ? facts : new PlayedFacts(facts, guards, limits);
    }

    /** From now on this guard holds, or does not. */
    void guard(String name, boolean holds) {
        guards.put(name, holds);
    }

    /** From now on this limit is so much. */
    void limit(String name, String yuan) {
        limits.put(name, yuan);
    }

    @Override
    public synchronized void noticed(String notice) {
        ways.add("notice " + notice);
    }

    @Override
    public void ended(Dialog dialog, Go.Kind how) {
        end = dialog.name() + ' ' + how.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public @Nullable Outcome instead(String action) {
        return instead.remove(action);
    }

    /** The next time that this action is asked for, it is not performed and ends so. */
    void fail(String action, Outcome outcome) {
        instead.put(action, outcome);
    }

    /** The last conversation that ended, and how, like {@code tx done}. */
    String end() {
        return end;
    }

    /** From here on is what the next message or key leads to. */
    synchronized void next() {
        route.clear();
    }

    /** What was walked since then, in order. */
    synchronized List<String> route() {
        return List.copyOf(route);
    }

    synchronized Set<String> ways() {
        return Set.copyOf(ways);
    }
}
