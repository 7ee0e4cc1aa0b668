package cn.smspay.counter.desks;

import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.Documents;
import cn.smspay.accounts.customers.IdType;
import cn.smspay.accounts.customers.Operator;
import cn.smspay.accounts.customers.PhoneCondition;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.StopReason;
import cn.smspay.accounts.customers.Subscription;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.counter.Act;
import cn.smspay.counter.ActContext;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Counter;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the carrier's customer system says of its subscribers (R 4.1): the same rules as a file that is imported. */
public final class SubscriberDesk {
    private static final Role[] FEEDERS = {Role.BOSS, Role.OPERATOR};
    private static final Act<Fed> PUT = Act.of("subscriber.put", Fed.class, FEEDERS);
    private static final Act<Fed> STATUS = Act.of("subscriber.status", Fed.class, FEEDERS);
    private static final Act<Fed> CANCEL = Act.of("subscriber.cancel", Fed.class, FEEDERS);
    private static final Act<Fed> REISSUE = Act.of("subscriber.reissue", Fed.class, FEEDERS);
    private static final Act<Fed> LANGUAGE = Act.of("subscriber.language", Fed.class, FEEDERS);
    private static final Act<Fed> PROFILE =
            Act.of("subscriber.profile", Fed.class, Role.BOSS, Role.OPERATOR, Role.CLERK);
    private static final Act<Fed> TRANSFER = Act.of("subscriber.transfer", Fed.class, FEEDERS);
    private static final Act<Fed> RENUMBER = Act.of("subscriber.renumber", Fed.class, FEEDERS);
    private static final Act<Fed> SIM_CHANGE = Act.of("subscriber.sim-change", Fed.class, FEEDERS);
    private static final Act<Fed> TRANSFERABLE = Act.of("subscriber.transferable", Fed.class, FEEDERS);
    /** The brand without registration was sold there longest (S-041). */
    private static final Set<Province> STANDARD_CARDS = Set.of(Province.BEIJING, Province.GUANGDONG);

    private static final Set<String> LANGUAGES = Set.of("zh", "en");
    private static final Pattern ICCID = Pattern.compile("[0-9]{19}[0-9A-Z]?");
    /** What a document's field holds, with room. */
    private static final int NAME_MOST = 60;

    private final Counter counter;
    private final List<BiConsumer<ActContext, String>> simChanges = new CopyOnWriteArrayList<>();

    SubscriberDesk(Counter counter) {
        this.counter = counter;
    }

    /**
     * A subscription after the carrier spoke of it.
     *
     * @param account {@code open}, {@code orphaned}, {@code closed} if this closed it, or {@code none}
     * @param warnings words for what was taken and looks wrong
     */
    public record Fed(
            String msisdn,
            long subscription,
            int generation,
            String phoneStatus,
            String account,
            List<String> warnings) {}

    /** What {@link #put} takes. */
    public record Put(Msisdn msisdn, Operator operator, Province province, Brand brand, boolean secondary) {}

    /** A new subscription, or news of the present one. */
    public CompletableFuture<Reply<Fed>> put(Caller caller, Key key, Put news) {
        return counter.act(caller, key, PUT, new Subject.AnyNumber(news.msisdn()), deal -> {
            deal.note("province", news.province()).note("brand", news.brand());
            var warnings = new ArrayList<String>();
            if (news.brand() == Brand.EASYOWN_STANDARD && !STANDARD_CARDS.contains(news.province())) {
                warnings.add("brand-not-sold-there");
            }
            var fed = counter.accounts()
                    .subscribers()
                    .feed(deal.tx(), news.msisdn(), news.operator(), news.province(), news.brand(), news.secondary());
            return Reply.done(fed(deal, fed.id(), warnings));
        });
    }

    /** The condition of the phone; a normal status for a cancelled number is a new owner's. */
    public CompletableFuture<Reply<Fed>> status(Caller caller, Key key, Msisdn number, PhoneCondition phone) {
        return counter.act(caller, key, STATUS, Subject.number(number), deal -> {
            deal.note("status", phone.phoneStatus()).note("reason", phone.stopReason());
            return status(deal, phone);
        });
    }

    private Reply<Fed> status(ActContext deal, PhoneCondition phone) {
        boolean had = hasAccount(deal);
        return Reply.of(counter.accounts().lifecycle().status(deal.tx(), deal.who(), phone, deal.now()), now -> {
            if (!now.id().equals(deal.who()) || isGone(phone.phoneStatus())) {
                end(deal, deal.who());
            }
            return fed(deal, now.id(), List.of(), had && now.id().equals(deal.who()));
        });
    }

    private static boolean isGone(PhoneStatus status) {
        return status == PhoneStatus.CANCELLED || status == PhoneStatus.TRANSFERRED || status == PhoneStatus.RENUMBERED;
    }

    /** The number is given up: an empty account closes, another is left for the site (S-055). */
    public CompletableFuture<Reply<Fed>> cancel(Caller caller, Key key, Msisdn number) {
        return counter.act(caller, key, CANCEL, Subject.number(number), deal -> {
            var phone = new PhoneCondition(PhoneStatus.CANCELLED, StopReason.NONE);
            return status(deal, phone);
        });
    }

    /** The number has a new owner, who inherits nothing (edge 53). */
    public CompletableFuture<Reply<Fed>> reissue(
            Caller caller, Key key, Msisdn number, @Nullable Province province, @Nullable Brand brand) {
        return counter.act(caller, key, REISSUE, Subject.number(number), deal -> {
            var old = present(deal);
            var fresh = counter.accounts()
                    .lifecycle()
                    .reissue(
                            deal.tx(),
                            number,
                            province == null ? old.province() : province,
                            brand == null ? old.brand() : brand,
                            deal.now());
            end(deal, old.id());
            return Reply.done(fed(deal, fresh.id(), List.of()));
        });
    }

    /** The language of texts from now on (D-31). */
    public CompletableFuture<Reply<Fed>> language(Caller caller, Key key, Msisdn number, String language) {
        return counter.act(caller, key, LANGUAGE, Subject.number(number), deal -> {
            if (!LANGUAGES.contains(language)) {
                return Reply.refused("bad-language");
            }
            counter.accounts().subscribers().language(deal.tx(), deal.who(), language);
            return Reply.done(fed(deal, deal.who(), List.of()));
        });
    }

    /** What the hall has registered of the person, its first step of the upgrade (S-036). */
    public CompletableFuture<Reply<Fed>> profile(
            Caller caller, Key key, Msisdn number, Secret name, IdType idType, Secret idNumber) {
        return counter.act(caller, key, PROFILE, Subject.number(number), deal -> {
            deal.note("id_type", idType);
            if (!isName(name.reveal())) {
                return Reply.refused("bad-name");
            }
            if (!Documents.isWellFormed(idType, idNumber.reveal())) {
                return Reply.refused("bad-id-number");
            }
            counter.accounts().subscribers().profile(deal.tx(), deal.who(), name, idType, idNumber);
            return Reply.done(fed(deal, deal.who(), List.of()));
        });
    }

    private static boolean isName(String name) {
        return !name.isBlank()
                && name.length() <= NAME_MOST
                && name.codePoints()
                        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    }

    /** Whether the number could change hands now: no account is open on it. */
    public CompletableFuture<Reply<Fed>> transferable(Caller caller, Msisdn number) {
        return counter.look(
                caller,
                TRANSFERABLE,
                Subject.number(number),
                "",
                deal -> hasAccount(deal)
                        ? Reply.refused(Refusal.of(Refusal.Reason.CLOSE_FIRST))
                        : Reply.done(fed(deal, deal.who(), List.of())));
    }

    /** Another person has the number from now on (过户); refused while an account is open. */
    public CompletableFuture<Reply<Fed>> transfer(Caller caller, Key key, Msisdn number) {
        return counter.act(caller, key, TRANSFER, Subject.number(number), deal -> {
            var old = present(deal);
            return leave(deal, PhoneStatus.TRANSFERRED, () -> fresh(deal, number, old));
        });
    }

    /** The person has another number from now on (改号); refused while an account is open. */
    public CompletableFuture<Reply<Fed>> renumber(Caller caller, Key key, Msisdn number, Msisdn to) {
        return counter.act(caller, key, RENUMBER, Subject.number(number), deal -> {
            deal.note("to", to);
            var taken = counter.accounts()
                    .subscribers()
                    .find(deal.tx(), to)
                    .filter(other -> !isGone(other.phone().phoneStatus())
                            && other.phone().phoneStatus() != PhoneStatus.UNKNOWN);
            if (to.equals(number) || taken.isPresent()) {
                return Reply.refused("number-in-use");
            }
            var old = present(deal);
            return leave(deal, PhoneStatus.RENUMBERED, () -> fresh(deal, to, old));
        });
    }

    private Reply<Fed> leave(ActContext deal, PhoneStatus how, java.util.function.Supplier<Subscription> fresh) {
        return Reply.of(
                counter.accounts()
                        .lifecycle()
                        .status(deal.tx(), deal.who(), new PhoneCondition(how, StopReason.NONE), deal.now()),
                left -> {
                    end(deal, deal.who());
                    return fed(deal, fresh.get().id(), List.of());
                });
    }

    private Subscription fresh(ActContext deal, Msisdn number, Subscription like) {
        return counter.accounts().subscribers().reissue(deal.tx(), number, like.province(), like.brand());
    }

    /** Called within the act when a subscriber's SIM is another one, with the new one's number: for the wallet on the old one. */
    public void onSimChange(BiConsumer<ActContext, String> listener) {
        simChanges.add(listener);
    }

    /** The subscriber has another SIM (补卡). */
    public CompletableFuture<Reply<Fed>> simChange(Caller caller, Key key, Msisdn number, String iccid) {
        return counter.act(caller, key, SIM_CHANGE, Subject.number(number), deal -> {
            if (!ICCID.matcher(iccid).matches()) {
                return Reply.refused("bad-iccid");
            }
            simChanges.forEach(listener -> listener.accept(deal, iccid));
            return Reply.done(fed(deal, deal.who(), List.of()));
        });
    }

    private Subscription present(ActContext deal) {
        return counter.accounts().subscribers().get(deal.tx(), deal.who());
    }

    private boolean hasAccount(ActContext deal) {
        return counter.accounts().subscribers().customer(deal.tx(), deal.who()).isRegistered();
    }

    /** Questions and codes end with the one who was asked. */
    private void end(ActContext deal, SubscriptionId who) {
        counter.parts().dialogues().end(deal.tx(), who);
        counter.accounts().codes().cancel(deal.tx(), who);
    }

    private Fed fed(ActContext deal, SubscriptionId id, List<String> warnings) {
        return fed(deal, id, warnings, false);
    }

    private Fed fed(ActContext deal, SubscriptionId id, List<String> warnings, boolean hadAccount) {
        var customer = counter.accounts().subscribers().customer(deal.tx(), id);
        var subscription = customer.subscription();
        var status = Optional.ofNullable(customer.found())
                .map(account -> account.status().name().toLowerCase(java.util.Locale.ROOT))
                .orElse(hadAccount ? "closed" : "none");
        return new Fed(
                subscription.msisdn().digits(),
                id.value(),
                subscription.generation(),
                subscription.phone().phoneStatus().code(),
                status,
                warnings);
    }
}
