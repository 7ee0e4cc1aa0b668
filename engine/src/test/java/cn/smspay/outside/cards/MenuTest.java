package cn.smspay.outside.cards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link Menu} is one tree: whoever goes down comes back the same way. */
final class MenuTest {
    /** Where a phone shows a heading of a menu, in characters. */
    private static final int LINE_MOST = 8;

    @ParameterizedTest
    @EnumSource(Menu.class)
    void whatAMenuIsCalledIsAChoiceOfItsParent(Menu menu) {
        if (menu == Menu.ROOT) {
            assertSame(Menu.ROOT, menu.parent());
        } else {
            assertTrue(menu.parent().choices().contains(menu.title()), menu + " is no choice of " + menu.parent());
        }
        assertTrue(menu.title().length() <= LINE_MOST, menu.title());
    }

    @ParameterizedTest
    @EnumSource(Menu.class)
    void everyMenuLeadsBackToTheRoot(Menu menu) {
        var seen = EnumSet.noneOf(Menu.class);
        var at = menu;
        while (at != Menu.ROOT) {
            assertTrue(seen.add(at), "0 goes round from " + menu);
            at = at.parent();
        }
    }

    @Test
    void zeroGoesOneUpAndNotToTheTop() {
        assertEquals(Menu.SERVICE, Menu.PASSWORD.parent());
        assertEquals(Menu.WALLET, Menu.SERVICE.parent());
        assertEquals(Menu.WALLET, Menu.BILLS.parent());
        assertEquals(Menu.WALLET, Menu.MINE.parent());
        assertEquals(Menu.ROOT, Menu.WALLET.parent());
        assertEquals(Menu.ROOT, Menu.ACCOUNT.parent());
    }
}
