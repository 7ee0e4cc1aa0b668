package cn.smspay.counter.desks;

import cn.smspay.accounts.merchants.Deliveries;
import cn.smspay.accounts.merchants.PartnerKeys.PartnerKey;
import cn.smspay.accounts.merchants.Profiles;
import cn.smspay.accounts.merchants.Verdict;
import cn.smspay.base.Secret;
import cn.smspay.counter.Act;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Counter;
import cn.smspay.counter.Key;
import cn.smspay.counter.Nothing;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A partner itself: its profile, its keys, and how far its program is told things. Thread-safe. */
public final class PartnerDesk {
    private static final Act<ProfileView> APPLY = Act.of("merchant.apply", ProfileView.class, Role.OPERATOR);
    private static final Act<ProfileView> MOVE = Act.of("merchant.state", ProfileView.class, Role.OPERATOR);
    private static final Act<ProfileView> ADDRESSES =
            Act.of("merchant.addresses", ProfileView.class, Role.OPERATOR, Role.MERCHANT_USER);
    private static final Act<KeyView> ADD_KEY =
            Act.of("merchant.key", KeyView.class, Role.OPERATOR, Role.MERCHANT_USER);
    private static final Act<KeyView> END_KEY =
            Act.of("merchant.key-end", KeyView.class, Role.OPERATOR, Role.MERCHANT_USER);
    private static final Act<SecretView> NOTIFY_SECRET =
            Act.of("merchant.notify-secret", SecretView.class, Role.OPERATOR, Role.MERCHANT, Role.MERCHANT_USER);
    private static final Act<Nothing> TELL_AGAIN =
            Act.of("merchant.tell-again", Nothing.class, Role.OPERATOR, Role.MERCHANT, Role.MERCHANT_USER);
    private static final Act<ProfileList> LIST =
            Act.of("merchant.list", ProfileList.class, Role.OPERATOR, Role.AUDITOR);
    private static final int PAGE = 100;

    private final Counter counter;

    public PartnerDesk(Counter counter) {
        this.counter = counter;
    }

    public record ProfileView(
            String id,
            String name,
            Profiles.State state,
            @Nullable String notifyUrl,
            @Nullable String returnUrl) {}

    /**
     * @param fingerprint of a public key; null for a secret
     * @param secret to be shown once, when a shared one was made
     */
    public record KeyView(
            String id,
            String kind,
            boolean test,
            Instant madeAt,
            @Nullable Instant endsAt,
            @Nullable String fingerprint,
            @Nullable Secret secret) {}

    /** @param secret to be shown once */
    public record SecretView(Secret secret) {}

    private static ProfileView view(Profiles.Profile profile) {
        return new ProfileView(profile.id(), profile.name(), profile.state(), profile.notifyUrl(), profile.returnUrl());
    }

    private static KeyView view(PartnerKey key, @Nullable Secret secret) {
        return new KeyView(
                key.id(), key.kind().name(), key.test(), key.madeAt(), key.endsAt(), key.fingerprint(), secret);
    }

    public CompletableFuture<Reply<ProfileView>> profile(String merchant) {
        return counter.read(
                merchant,
                tx -> counter.accounts()
                        .profiles()
                        .find(tx, merchant)
                        .map(found -> Reply.done(view(found)))
                        .orElseGet(() -> Reply.refused(MerchantDesk.word(Verdict.Hindrance.UNKNOWN_MERCHANT))));
    }

    /** Some of all merchants, by id. */
    public record ProfileList(List<ProfileView> merchants) {}

    /** All merchants, by id, after this one. */
    public CompletableFuture<Reply<ProfileList>> merchants(Caller caller, String after) {
        return counter.look(
                caller,
                LIST,
                Subject.thing("merchants", "all"),
                "",
                deal -> Reply.done(new ProfileList(counter.accounts().profiles().all(deal.tx(), after, PAGE).stream()
                        .map(PartnerDesk::view)
                        .toList())));
    }

    public CompletableFuture<Reply<List<KeyView>>> keys(String client) {
        return counter.read(
                client,
                tx -> Reply.done(counter.accounts().partnerKeys().of(tx, client).stream()
                        .map(key -> view(key, null))
                        .toList()));
    }

    public CompletableFuture<Reply<ProfileView>> apply(Caller caller, Key key, String id, String name) {
        return counter.act(
                caller,
                key,
                APPLY,
                Subject.thing("merchant", id),
                deal -> MerchantDesk.told(
                        counter.accounts().profiles().apply(deal.tx(), id, name, deal.now()), PartnerDesk::view));
    }

    /** Makes a merchant live, suspends it, or closes it for good. */
    public CompletableFuture<Reply<ProfileView>> state(
            Caller caller, Key key, String id, Profiles.State to, String why) {
        return counter.act(
                caller,
                key,
                MOVE,
                Subject.thing("merchant", id),
                why,
                deal -> MerchantDesk.told(
                        counter.accounts().profiles().move(deal.tx(), id, to, deal.now()), PartnerDesk::view));
    }

    /** Where its program is told, and where its customers go back to. */
    public CompletableFuture<Reply<ProfileView>> addresses(
            Caller caller, Key key, String id, @Nullable String notifyUrl, @Nullable String returnUrl) {
        return counter.act(
                caller,
                key,
                ADDRESSES,
                Subject.thing("merchant", id),
                deal -> MerchantDesk.told(
                        counter.accounts().profiles().addresses(deal.tx(), id, notifyUrl, returnUrl, deal.now()),
                        PartnerDesk::view));
    }

    /**
     * A new key, beside at most one other live one.
     *
     * @param role of its holder: a merchant's program, or another partner's
     * @param publicKey X.509 in base64 for RSA; null for a shared secret of ours
     */
    public CompletableFuture<Reply<KeyView>> addKey(
            Caller caller, Key key, Role role, String client, @Nullable String publicKey, boolean test) {
        return counter.act(caller, key, ADD_KEY, Subject.thing("client", client), deal -> {
            var keys = counter.accounts().partnerKeys();
            if (publicKey != null) {
                return MerchantDesk.told(
                        keys.addPublic(deal.tx(), role.word(), client, publicKey, test, deal.now()),
                        made -> view(made, null));
            }
            return MerchantDesk.told(
                    keys.addSecret(deal.tx(), role.word(), client, test, deal.now()),
                    made -> view(made, new Secret(made.material())));
        });
    }

    /** Nothing signed with this key is taken from now on. */
    public CompletableFuture<Reply<KeyView>> endKey(Caller caller, Key key, String client, String id) {
        return endKey(caller, key, client, id, Duration.ZERO);
    }

    /** @param grace how long signatures with it are still good, while programs change to another one */
    public CompletableFuture<Reply<KeyView>> endKey(Caller caller, Key key, String client, String id, Duration grace) {
        return counter.act(
                caller,
                key,
                END_KEY,
                Subject.thing("client", client),
                deal -> MerchantDesk.told(
                        counter.accounts()
                                .partnerKeys()
                                .end(deal.tx(), client, id, deal.now().plus(grace), deal.now()),
                        ended -> view(ended, null)));
    }

    /** A new secret for notifications; the former one is signed with as well for a day. */
    public CompletableFuture<Reply<SecretView>> notifySecret(Caller caller, Key key, String client) {
        return counter.act(
                caller,
                key,
                NOTIFY_SECRET,
                Subject.thing("client", client),
                deal -> Reply.done(
                        new SecretView(counter.accounts().notifySecrets().change(deal.tx(), client, deal.now()))));
    }

    /** How far the merchant's program has been told things, newest first, older than one event. */
    public CompletableFuture<Reply<List<Deliveries.EventDelivery>>> deliveries(String client, long before, int most) {
        return counter.read(client, tx -> Reply.done(Deliveries.newest(tx, client, before, most)));
    }

    /** How far the merchant's program has been told how these orders ended; without those that it is not told of. */
    public CompletableFuture<Reply<Map<String, Deliveries.EventDelivery>>> told(String merchant, List<String> orders) {
        return counter.read(merchant, tx -> Reply.done(Deliveries.ofOrders(tx, merchant, orders)));
    }

    /** Every try at telling one event, with what was sent and what came back. */
    public CompletableFuture<Reply<List<Deliveries.Try>>> tries(String client, long event) {
        return counter.read(client, tx -> Reply.done(Deliveries.tries(tx, client, event)));
    }

    /** Tells an event once more. */
    public CompletableFuture<Reply<Nothing>> tellAgain(Caller caller, Key key, String client, long event) {
        return counter.act(
                caller,
                key,
                TELL_AGAIN,
                Subject.thing("event", event),
                deal -> Deliveries.again(deal.tx(), client, event, deal.now())
                        .map(again -> Reply.done(Nothing.NOTHING))
                        .orElseGet(() -> Reply.refused("unknown-event")));
    }
}
