package cn.smspay.counter;

import cn.smspay.accounts.payments.Till;
import cn.smspay.base.Channel;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, as the door has proved it.
 *
 * @param name of the staff member, the partner's client or the Unix user; for a customer a name that is no number
 * @param address from where, as the door saw it; {@code local} for the command line
 * @param till at which a hall clerk sits
 */
public record Caller(
        Channel channel,
        String name,
        Set<Role> roles,
        String address,
        @Nullable Till till) {
    private static final String LOCAL = "local";

    public Caller {
        roles = Set.copyOf(roles);
    }

    /** Without a till. */
    public static Caller of(Channel channel, String name, String address, Role... roles) {
        return new Caller(channel, name, Set.of(roles), address, null);
    }

    /** Our own work, such as a round. */
    public static Caller system(String work) {
        return of(Channel.SYSTEM, work, LOCAL, Role.SYSTEM);
    }

    /** A user of this machine, whose login is the file system: all that staff may. */
    public static Caller operator(String unixUser) {
        return of(
                Channel.OPERATOR,
                unixUser,
                LOCAL,
                Role.OPERATOR,
                Role.SUPERVISOR,
                Role.CLERK,
                Role.AGENT,
                Role.AUDITOR);
    }

    /** The same caller at this till. */
    public Caller at(Till desk) {
        return new Caller(channel, name, roles, address, desk);
    }

    /** Whether he may what wants one of these; what wants none is for everybody. */
    public boolean hasOne(Set<Role> wanted) {
        return wanted.isEmpty() || wanted.stream().anyMatch(roles::contains);
    }

    /** Who this is, whatever he is doing: the same for the same person or program. */
    public String client() {
        return channel.name().toLowerCase(Locale.ROOT) + ":" + name;
    }
}
