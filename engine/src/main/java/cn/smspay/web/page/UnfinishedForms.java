package cn.smspay.web.page;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a customer has begun in this session and not finished, so that the check page has an address of its own, two tabs do not
 * mix and a second click finds the first one's receipt. Holds no secret. Thread-safe.
 */
public final class UnfinishedForms {
    /** Tabs that one person may have open and still mean something. */
    private static final int MOST = 20;

    private final Supplier<String> words;
    private final Map<String, Draft> drafts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Draft> eldest) {
            return size() > MOST;
        }
    };

    /** @param words unguessable names */
    public UnfinishedForms(Supplier<String> words) {
        this.words = words;
    }

    /**
     * Something begun.
     *
     * @param id names it in addresses, and is the first part of the idempotency key
     * @param attempt grows with every refusal, for a refusal is an answer and is kept under its key
     * @param slip what came of it
     */
    public record Draft(
            String id,
            String page,
            Map<String, String> typed,
            int attempt,
            @Nullable SlipView slip) {
        /** Names the next try as a request. */
        public String word() {
            return id + "-" + attempt;
        }

        public String typed(String name) {
            return typed.getOrDefault(name, "");
        }
    }

    public synchronized Draft begin(String page, Map<String, String> typed) {
        var draft = new Draft(words.get(), page, Map.copyOf(typed), 1, null);
        drafts.put(draft.id(), draft);
        return draft;
    }

    /** Goes on with something that was begun in a session before this one. */
    public synchronized void restore(Draft draft) {
        drafts.putIfAbsent(draft.id(), draft);
    }

    public synchronized Optional<Draft> find(String page, String id) {
        return Optional.ofNullable(drafts.get(id)).filter(draft -> draft.page().equals(page));
    }

    /** The next try gets a key of its own, unless another one has got it already. */
    public synchronized Draft refused(Draft draft, int attempt) {
        var now = drafts.getOrDefault(draft.id(), draft);
        if (now.attempt() == attempt && now.slip() == null) {
            now = new Draft(now.id(), now.page(), now.typed(), attempt + 1, null);
            drafts.put(now.id(), now);
        }
        return now;
    }

    public synchronized void done(Draft draft, SlipView slip) {
        drafts.put(draft.id(), new Draft(draft.id(), draft.page(), draft.typed(), draft.attempt(), slip));
    }
}
