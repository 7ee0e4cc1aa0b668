package cn.smspay.counter.desks;

import cn.smspay.base.vault.PasswordHash;
import cn.smspay.counter.Role;
import cn.smspay.store.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of people who work at the desks. */
final class StaffRows {
    static final Table<String, StaffPerson> STAFF = Table.of("staff", String.class, StaffPerson.class);
    static final Table<String, Link> LINK = Table.of("staff_link", String.class, Link.class);

    enum State {
        /** Has a link and has not used it yet. */
        INVITED,
        ACTIVE,
        /** Works here no more. */
        LEFT
    }

    /**
     * @param roles words with commas between
     * @param totpStep of the last code that was used, so that none is used twice
     */
    record StaffPerson(
            String name,
            State state,
            String roles,
            @Nullable String merchant,
            @Nullable PasswordHash password,
            byte @Nullable [] totpSealed,
            long totpStep,
            int wrong,
            @Nullable Instant lockedAt,
            Instant madeAt,
            Instant changedAt) {
        static StaffPerson invited(String name, Set<Role> roles, @Nullable String merchant, Instant now) {
            return new StaffPerson(name, State.INVITED, words(roles), merchant, null, null, 0, 0, null, now, now);
        }

        static String words(Set<Role> roles) {
            return new TreeSet<>(roles).stream().map(Role::word).collect(Collectors.joining(","));
        }

        Set<Role> roleSet() {
            return Arrays.stream(roles.split(","))
                    .map(word -> Role.read(word).orElseThrow())
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        StaffPerson with(State to, Instant now) {
            return new StaffPerson(
                    name, to, roles, merchant, password, totpSealed, totpStep, wrong, lockedAt, madeAt, now);
        }

        StaffPerson with(Set<Role> to, Instant now) {
            return new StaffPerson(
                    name, state, words(to), merchant, password, totpSealed, totpStep, wrong, lockedAt, madeAt, now);
        }

        StaffPerson accepted(PasswordHash chosen, byte[] totp, long step, Instant now) {
            return new StaffPerson(name, State.ACTIVE, roles, merchant, chosen, totp, step, 0, null, madeAt, now);
        }

        StaffPerson tried(int wrongNow, @Nullable Instant locked, long step, Instant now) {
            return new StaffPerson(
                    name, state, roles, merchant, password, totpSealed, step, wrongNow, locked, madeAt, now);
        }
    }

    /** @param hash keyed, of the token in the link */
    record Link(String staff, String hash, byte[] totpSealed, int tries, Instant expiresAt) {
        Link triedOnceMore() {
            return new Link(staff, hash, totpSealed, tries + 1, expiresAt);
        }
    }

    private StaffRows() {}
}
