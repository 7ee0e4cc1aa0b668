package cn.smspay.config;

import cn.smspay.net.http.HttpSettings;
import java.util.List;
import java.util.Optional;

/**
 * The doors for browsers; each is a listener of its own.
 *
 * @param site pages of the customers and the checkout
 * @param staff desks of hall, agents, merchants and administration
 */
public record DoorsConfig(Optional<HttpSettings> site, Optional<HttpSettings> staff) {
    /** None of them. */
    public static final DoorsConfig OFF = new DoorsConfig(Optional.empty(), Optional.empty());

    /** Those that are open. */
    public List<HttpSettings> open() {
        return java.util.stream.Stream.of(site, staff).flatMap(Optional::stream).toList();
    }
}
