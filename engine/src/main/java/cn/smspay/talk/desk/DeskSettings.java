package cn.smspay.talk.desk;

import cn.smspay.base.ServiceNumber;

/**
 * What the texts name.
 *
 * @param site the web site of the service
 * @param service the number that notices come from and that texts name
 */
public record DeskSettings(String site, ServiceNumber service) {
    /** By the name that dialogue files use for it; empty if there is no such text. */
    String text(String name) {
        return switch (name) {
            case "site" -> site;
            case "service" -> service.digits();
            default -> "";
        };
    }
}
