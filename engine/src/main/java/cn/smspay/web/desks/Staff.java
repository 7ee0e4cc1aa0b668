package cn.smspay.web.desks;

import cn.smspay.accounts.payments.Till;
import cn.smspay.base.Channel;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Role;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody of the staff who has logged in.
 *
 * @param merchant of a merchant's person
 * @param till that he has opened in this session
 */
record Staff(
        String name,
        Set<Role> roles,
        @Nullable String merchant,
        @Nullable Till till) {
    boolean has(Role... some) {
        return java.util.Arrays.stream(some).anyMatch(roles::contains);
    }

    Staff at(@Nullable Till desk) {
        return new Staff(name, roles, merchant, desk);
    }

    /** By which way he acts: that of his first desk, the same whatever page he is on. */
    Caller caller(String address) {
        var channel = has(Role.CLERK)
                ? Channel.HALL
                : has(Role.AGENT) ? Channel.AGENT : has(Role.MERCHANT_USER) ? Channel.MERCHANT : Channel.OPERATOR;
        return new Caller(channel, name, roles, address, till);
    }
}
