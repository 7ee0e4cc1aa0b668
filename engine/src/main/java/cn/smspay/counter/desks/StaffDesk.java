package cn.smspay.counter.desks;

import cn.smspay.accounts.life.PasswordWork;
import cn.smspay.base.Secret;
import cn.smspay.base.vault.PasswordHash;
import cn.smspay.base.vault.Vault;
import cn.smspay.books.audit.AuditEntry;
import cn.smspay.books.audit.AuditTrail;
import cn.smspay.counter.Act;
import cn.smspay.counter.ActContext;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Counter;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.Subject;
import cn.smspay.counter.desks.StaffRows.Link;
import cn.smspay.counter.desks.StaffRows.StaffPerson;
import cn.smspay.counter.desks.StaffRows.State;
import cn.smspay.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * People who work at the desks (R 4.12): they are invited by a link that works once, choose a password there and set up
 * one-time passwords (RFC 6238); five wrong logins in a row lock for 24 hours.
 */
public final class StaffDesk {
    private static final Duration LINK_GOOD_FOR = Duration.ofHours(24);
    private static final Duration LOCKED_FOR = Duration.ofHours(24);
    private static final int WRONG_MOST = 5;
    private static final int TOKEN_BYTES = 32;
    private static final int PASSWORD_LEAST = 10;
    /** So that a hash does not cost more than it must. */
    private static final int PASSWORD_MOST = 128;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9._-]{1,31}");
    private static final String TOTP = "totp";
    private static final String LOGIN_WRONG = "login-wrong";
    /** Compared with for names that nobody has, so that these take as long as others. */
    private static final PasswordHash NOBODYS = new PasswordHash("00".repeat(16) + ":" + "00".repeat(32));

    private static final Act<StaffInvitation> ADD = Act.of("staff.add", StaffInvitation.class, Role.OPERATOR);
    private static final Act<StaffInvitation> LINK = Act.of("staff.link", StaffInvitation.class, Role.OPERATOR);
    private static final Act<Member> ROLES = Act.of("staff.roles", Member.class, Role.OPERATOR);
    private static final Act<Member> UNLOCK = Act.of("staff.unlock", Member.class, Role.OPERATOR, Role.SUPERVISOR);
    private static final Act<Member> LEAVE = Act.of("staff.leave", Member.class, Role.OPERATOR);
    private static final Act<Members> LIST =
            Act.of("staff.list", Members.class, Role.OPERATOR, Role.SUPERVISOR, Role.AUDITOR);

    private final Counter counter;
    private final Vault vault;

    StaffDesk(Counter counter) {
        this.counter = counter;
        this.vault = counter.parts().vault();
    }

    /** A link to be given to somebody: the token in it works once and until then. */
    public record StaffInvitation(String name, Secret token, Instant expiresAt) {}

    /** @param until when the lock ends; null while not locked */
    public record Member(
            String name,
            String state,
            List<String> roles,
            @Nullable String merchant,
            int wrong,
            @Nullable Instant until) {}

    public record Members(List<Member> members) {}

    /**
     * What somebody sees who follows his link.
     *
     * @param secret for typing into an authenticator
     * @param uri the same for a picture of it
     */
    public record Setup(String name, Secret secret, Secret uri) {}

    /** Somebody who has logged in. */
    public record Login(
            String name, Set<Role> roles, @Nullable String merchant) {}

    /** Invites somebody new. Roles are those of staff; a merchant user belongs to a merchant, others to none. */
    public CompletableFuture<Reply<StaffInvitation>> add(
            Caller caller, Key key, String name, Set<Role> roles, @Nullable String merchant) {
        return counter.act(caller, key, ADD, Subject.thing("staff", name), deal -> {
            deal.note("roles", StaffPerson.words(roles));
            if (!NAME.matcher(name).matches()) {
                return Reply.refused("bad-name");
            }
            var wrong = wrongRoles(deal, roles, merchant);
            if (wrong.isPresent()) {
                return Reply.refused(wrong.get());
            }
            if (deal.tx().find(StaffRows.STAFF, name).isPresent()) {
                return Reply.refused("name-taken");
            }
            var person = StaffPerson.invited(name, roles, merchant, deal.now());
            deal.tx().add(StaffRows.STAFF, person);
            return Reply.done(invite(deal, person));
        });
    }

    private Optional<String> wrongRoles(ActContext deal, Set<Role> roles, @Nullable String merchant) {
        if (roles.isEmpty() || !roles.stream().allMatch(Role::isOfStaff)) {
            return Optional.of("bad-role");
        }
        boolean ofMerchant = roles.contains(Role.MERCHANT_USER);
        if (ofMerchant != (merchant != null) || (ofMerchant && roles.size() > 1)) {
            return Optional.of("bad-role");
        }
        return merchant == null
                        || counter.accounts()
                                .merchants()
                                .find(deal.tx(), merchant)
                                .isPresent()
                ? Optional.empty()
                : Optional.of("unknown-merchant");
    }

    private StaffInvitation invite(ActContext deal, StaffPerson person) {
        var token = new byte[TOKEN_BYTES];
        counter.parts().random().nextBytes(token);
        var totp = new byte[Totp.SECRET_BYTES];
        counter.parts().random().nextBytes(totp);
        var text = new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(token));
        var expires = deal.now().plus(LINK_GOOD_FOR);
        var sealed = vault.seal(HexFormat.of().formatHex(totp), TOTP);
        deal.tx().put(StaffRows.LINK, new Link(person.name(), hash(text), sealed, 0, expires));
        return new StaffInvitation(person.name(), text, expires);
    }

    private String hash(Secret token) {
        return vault.keyedHash(token, "staff link");
    }

    /** A new link for somebody who has lost his password or phone; the old password ends with the use of it. */
    public CompletableFuture<Reply<StaffInvitation>> link(Caller caller, Key key, String name) {
        return change(caller, key, LINK, name, "", (deal, person) -> Reply.done(invite(deal, person)));
    }

    /** Gives somebody these roles instead of his own. */
    public CompletableFuture<Reply<Member>> roles(Caller caller, Key key, String name, Set<Role> roles) {
        return change(caller, key, ROLES, name, "", (deal, person) -> {
            deal.note("roles", StaffPerson.words(roles));
            var wrong = wrongRoles(deal, roles, person.merchant());
            return wrong.isPresent()
                    ? Reply.refused(wrong.get())
                    : Reply.done(put(deal, person.with(new TreeSet<>(roles), deal.now())));
        });
    }

    public CompletableFuture<Reply<Member>> unlock(Caller caller, Key key, String name) {
        return change(
                caller,
                key,
                UNLOCK,
                name,
                "",
                (deal, person) -> caller.name().equals(name)
                        ? Reply.refused("own-lock")
                        : Reply.done(put(deal, person.tried(0, null, person.totpStep(), deal.now()))));
    }

    /** Somebody works here no more: he cannot log in, his name stays taken. */
    public CompletableFuture<Reply<Member>> leave(Caller caller, Key key, String name, String why) {
        return change(caller, key, LEAVE, name, why, (deal, person) -> {
            deal.tx().delete(StaffRows.LINK, name);
            return Reply.done(put(deal, person.with(State.LEFT, deal.now())));
        });
    }

    private Member put(ActContext deal, StaffPerson person) {
        deal.tx().put(StaffRows.STAFF, person);
        return shown(person, deal.now());
    }

    private <T> CompletableFuture<Reply<T>> change(
            Caller caller,
            Key key,
            Act<T> act,
            String name,
            String why,
            BiFunction<ActContext, StaffPerson, Reply<T>> step) {
        return counter.act(caller, key, act, Subject.thing("staff", name), why, deal -> {
            var person = deal.tx().find(StaffRows.STAFF, name).orElse(null);
            if (person == null) {
                return Reply.refused("unknown-staff");
            }
            return person.state() == State.LEFT ? Reply.refused("has-left") : step.apply(deal, person);
        });
    }

    public CompletableFuture<Reply<Members>> list(Caller caller) {
        return counter.look(
                caller,
                LIST,
                Subject.thing("staff", "all"),
                "",
                deal -> Reply.done(new Members(deal
                        .tx()
                        .query(sql -> sql.createQuery("select " + String.join(", ", StaffRows.STAFF.columns())
                                        + " from staff order by name")
                                .map((row, c) -> StaffRows.STAFF.read(row))
                                .list())
                        .stream()
                        .map(person -> shown(person, deal.now()))
                        .toList())));
    }

    private static Member shown(StaffPerson person, Instant now) {
        return new Member(
                person.name(),
                person.state().name().toLowerCase(java.util.Locale.ROOT),
                List.of(person.roles().split(",")),
                person.merchant(),
                person.wrong(),
                lockedUntil(person, now).orElse(null));
    }

    private static Optional<Instant> lockedUntil(StaffPerson person, Instant now) {
        return Optional.ofNullable(person.lockedAt())
                .map(at -> at.plus(LOCKED_FOR))
                .filter(now::isBefore);
    }

    /** What the holder of a link needs for setting up his authenticator; as often as he looks. */
    public CompletableFuture<Reply<Setup>> setup(Secret token) {
        return counter.offer(
                Subject.thing("staff-link", "setup"),
                tx -> find(tx, token)
                        .<Reply<Setup>>map(link -> Reply.done(setup(link)))
                        .orElseGet(() -> Reply.refused("link-not-good")));
    }

    private Setup setup(Link link) {
        var secret = Totp.base32(totp(link.totpSealed()));
        return new Setup(
                link.staff(),
                new Secret(secret),
                new Secret("otpauth://totp/smspay:" + link.staff() + "?secret=" + secret + "&issuer=smspay"));
    }

    private byte[] totp(byte[] sealed) {
        return HexFormat.of().parseHex(vault.unseal(sealed, TOTP));
    }

    private Optional<Link> find(Tx tx, Secret token) {
        var now = counter.parts().clock().instant();
        return tx.query(sql -> sql.createQuery("select staff from staff_link where hash = :hash")
                        .bind("hash", hash(token))
                        .mapTo(String.class)
                        .findFirst())
                .flatMap(name -> tx.find(StaffRows.LINK, name))
                .filter(link -> link.tries() < WRONG_MOST && now.isBefore(link.expiresAt()));
    }

    /**
     * Uses a link up: sets the password, with a code of the authenticator that was set up.
     *
     * @param password 10 to 128 characters, not the name
     */
    public CompletableFuture<Reply<Login>> accept(Secret token, Secret password, String code, String address) {
        return counter.offer(Subject.thing("staff-link", "accept"), tx -> {
            var link = find(tx, token).orElse(null);
            if (link == null) {
                return Reply.refused("link-not-good");
            }
            if (!isGood(password, link.staff())) {
                return Reply.refused("bad-password");
            }
            var now = counter.parts().clock().instant();
            var step = Totp.match(totp(link.totpSealed()), code, now, 0);
            if (step.isEmpty()) {
                tx.put(StaffRows.LINK, link.triedOnceMore());
                return Reply.refused("code-wrong");
            }
            var hash = tx.slow(new PasswordWork.Hashing(vault, owner(link.staff()), password));
            var person = tx.get(StaffRows.STAFF, link.staff()).accepted(hash, link.totpSealed(), step.getAsLong(), now);
            tx.put(StaffRows.STAFF, person);
            tx.delete(StaffRows.LINK, link.staff());
            audit(tx, person.name(), address, "staff.accept", "done", now);
            return Reply.done(new Login(person.name(), person.roleSet(), person.merchant()));
        });
    }

    private static boolean isGood(Secret password, String name) {
        var text = password.reveal();
        return text.length() >= PASSWORD_LEAST
                && text.length() <= PASSWORD_MOST
                && !text.contains(name)
                && text.chars().distinct().count() >= PASSWORD_LEAST / 2;
    }

    private static String owner(String name) {
        return "staff:" + name;
    }

    /**
     * Lets somebody in: a right password and a code that was not used before. A wrong name, password or code is told by one
     * reason. Tries at a locked name and at names that nobody has leave no row, so that nobody can fill the audit.
     */
    public CompletableFuture<Reply<Login>> login(String name, Secret password, String code, String address) {
        return counter.offer(Subject.thing("staff", name), tx -> {
            var now = counter.parts().clock().instant();
            var person = tx.find(StaffRows.STAFF, name)
                    .filter(known -> known.state() == State.ACTIVE)
                    .orElse(null);
            var tried = password.reveal().length() > PASSWORD_MOST ? new Secret("") : password;
            if (person == null || person.password() == null || person.totpSealed() == null) {
                tx.slow(new PasswordWork.Comparison(vault, NOBODYS, owner(name), tried));
                return Reply.refused(LOGIN_WRONG);
            }
            var until = lockedUntil(person, now);
            boolean right = tx.slow(new PasswordWork.Comparison(vault, person.password(), owner(name), tried));
            if (until.isPresent()) {
                // Only to somebody who knows the password: others do not learn which names there are.
                return right
                        ? Reply.refused("login-locked", java.util.Map.of("until", until.get()))
                        : Reply.refused(LOGIN_WRONG);
            }
            var step = Totp.match(totp(person.totpSealed()), code, now, person.totpStep());
            if (right && step.isPresent()) {
                tx.put(StaffRows.STAFF, person.tried(0, null, step.getAsLong(), now));
                audit(tx, name, address, "staff.login", "done", now);
                return Reply.done(new Login(name, person.roleSet(), person.merchant()));
            }
            int wrong = person.wrong() + 1;
            boolean locks = wrong >= WRONG_MOST;
            tx.put(StaffRows.STAFF, person.tried(locks ? 0 : wrong, locks ? now : null, person.totpStep(), now));
            audit(tx, name, address, "staff.login", locks ? "refused:login-just-locked" : "refused:login-wrong", now);
            return Reply.refused(LOGIN_WRONG);
        });
    }

    /** The roles that somebody has now; empty if he may not act any more. For sessions. */
    public Optional<Login> present(Tx tx, String name) {
        return tx.find(StaffRows.STAFF, name)
                .filter(person -> person.state() == State.ACTIVE)
                .map(person -> new Login(name, person.roleSet(), person.merchant()));
    }

    private static void audit(Tx tx, String name, String address, String act, String outcome, Instant now) {
        AuditTrail.add(tx, new AuditEntry(now, "staff:" + name, address, act, "staff:" + name, null, "", "", outcome));
    }
}
