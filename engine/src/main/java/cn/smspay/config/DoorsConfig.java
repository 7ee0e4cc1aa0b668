package cn.smspay.config;

import cn.smspay.net.http.HttpSettings;
import java.util.Optional;

/**
 * The doors of browsers and of partners' programs; each is off where it is empty.
 *
 * @param payPages what the addresses of pay pages begin with, for partners' answers; empty to take the site's
 * @param notifyAnywhere whether partners are told over plain HTTP and at addresses inside too
 */
public record DoorsConfig(
        Optional<HttpSettings> site,
        Optional<HttpSettings> partner,
        Optional<HttpSettings> staff,
        String payPages,
        boolean notifyAnywhere) {
    public static final DoorsConfig OFF =
            new DoorsConfig(Optional.empty(), Optional.empty(), Optional.empty(), "", false);
}
