package cn.smspay.outside.cards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What tests say to a menu that stands somewhere, and what they want to see of it. */
final class Menus {
    private Menus() {}

    /** Enters these one after the other; each must be asked for. */
    static MenuState enter(MenuState from, String... entries) {
        var state = from;
        for (String entry : entries) {
            state = assertInstanceOf(MenuState.Asking.class, state).then().apply(entry);
        }
        return state;
    }

    /** Something is asked for, in the open or not, and {@code 0} leads there. */
    static void asks(String prompt, boolean secret, Menu back, MenuState state) {
        var asking = assertInstanceOf(MenuState.Asking.class, state);
        assertEquals(prompt, asking.prompt());
        assertEquals(secret, asking.secret(), prompt);
        assertEquals(back, asking.back(), prompt);
    }

    /** This is said, and that menu follows. */
    static void tells(String line, @Nullable Menu next, MenuState state) {
        assertEquals(new MenuState.Showing(List.of(line), next), state);
    }
}
