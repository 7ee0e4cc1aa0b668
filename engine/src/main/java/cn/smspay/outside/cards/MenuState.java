package cn.smspay.outside.cards;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where a SIM's menu stands. */
sealed interface MenuState {
    record Closed() implements MenuState {}

    record Choosing(Menu menu) implements MenuState {}

    /**
     * An entry is asked for.
     *
     * @param secret whether a screen hides what is entered
     * @param back the menu that {@code 0} leads to
     * @param then where the entry leads
     */
    record Asking(String prompt, boolean secret, Menu back, Function<String, MenuState> then) implements MenuState {}

    /** @param next the menu that follows; null if it ends here */
    record Showing(List<String> lines, @Nullable Menu next) implements MenuState {}

    static MenuState told(String line, @Nullable Menu next) {
        return new Showing(List.of(line), next);
    }

    static MenuState ask(String prompt, Menu back, Function<String, MenuState> then) {
        return new Asking(prompt, false, back, then);
    }

    static MenuState secret(String prompt, Menu back, Function<String, MenuState> then) {
        return new Asking(prompt, true, back, then);
    }
}
