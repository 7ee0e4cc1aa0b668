package cn.smspay.web.page;

import java.util.List;

/**
 * What stands around a page of the staff.
 *
 * @param desk what the desk is called
 * @param who name, and till or merchant
 * @param nav where one can go from here
 */
public record DeskFrame(Frame f, String desk, String who, List<MenuEntry> nav) {
    /** @param current whether we are there */
    public record MenuEntry(String href, String text, boolean current) {}
}
