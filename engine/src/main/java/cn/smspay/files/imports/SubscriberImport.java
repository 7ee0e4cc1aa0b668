package cn.smspay.files.imports;

import cn.smspay.accounts.Accounts;
import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.Documents;
import cn.smspay.accounts.customers.IdType;
import cn.smspay.accounts.customers.Operator;
import cn.smspay.accounts.customers.PhoneCondition;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.customers.StopReason;
import cn.smspay.accounts.customers.Subscription;
import cn.smspay.base.Channel;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Tx;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Subscribers as the carrier's customer system has them (R 4.1). A column that is left out changes nothing. */
final class SubscriberImport implements ImportKind<SubscriberImport.Item> {
    private final Accounts accounts;
    private final Clock clock;
    private final ImportOptions options;

    SubscriberImport(Accounts accounts, Clock clock, ImportOptions options) {
        this.accounts = accounts;
        this.clock = clock;
        this.options = options;
    }

    record Item(
            Msisdn msisdn,
            Feed feed,
            Optional<PhoneStatus> status,
            Optional<StopReason> reason,
            ImportedPerson person,
            Optional<String> language,
            boolean account) {}

    record Feed(
            Optional<Operator> operator,
            Optional<Province> province,
            Optional<Brand> brand,
            Optional<Boolean> secondary) {}

    record ImportedPerson(Optional<Secret> name, Optional<IdType> idType, Optional<Secret> idNumber) {
        boolean isEmpty() {
            return name.isEmpty() && idType.isEmpty() && idNumber.isEmpty();
        }
    }

    @Override
    public List<String> columns() {
        return List.of(
                "msisdn",
                "operator",
                "province",
                "brand",
                "status",
                "reason",
                "secondary",
                "name",
                "id_type",
                "id_number",
                "language",
                "account");
    }

    @Override
    public Optional<Item> read(ImportRow row) {
        var msisdn = row.msisdn();
        var feed = new Feed(
                row.ifThere("operator", "中国移动, 中国联通 or 中国电信", Operator::read),
                row.ifThere("province", "one of the 31 provinces, like 湖南", Province::read),
                row.ifThere("brand", "全球通, 神州行, 神州行标准卡, 动感地带 or 其他", Brand::read),
                row.ifThere("secondary", "yes or no", ImportRow::yesOrNo));
        var status = row.ifThere("status", "正常, 单向停机, 双向停机, 预销号, 销号 or a code 00 to 06", PhoneStatus::read);
        var reason = row.ifThere("reason", "申请, 欠费, 挂失 or 局方", StopReason::read);
        var person = new ImportedPerson(
                row.text("name").map(Secret::new),
                row.ifThere("id_type", "身份证, 护照, 军官证 or 其他", IdType::read),
                row.text("id_number").map(Secret::new));
        var language = row.ifThere("language", "zh or en", SubscriberImport::language);
        var account = row.orElse("account", false, "yes or no", ImportRow::yesOrNo);
        checkDocument(row, person);
        if (!row.isGood() || msisdn.isEmpty() || account.isEmpty()) {
            return Optional.empty();
        }
        warnOfBrand(row, feed);
        return Optional.of(new Item(msisdn.get(), feed, status, reason, person, language, account.get()));
    }

    private static Optional<String> language(String text) {
        var code = text.toLowerCase(Locale.ROOT);
        return code.equals("zh") || code.equals("en") ? Optional.of(code) : Optional.empty();
    }

    private static void checkDocument(ImportRow row, ImportedPerson person) {
        var number = person.idNumber();
        if (number.isPresent()
                && !Documents.isWellFormed(
                        person.idType().orElse(IdType.ID_CARD), number.get().reveal())) {
            row.fault(
                    "id_number is no number of a document of this type; an identity card has 18 characters, the last of"
                            + " which follows from the others");
        }
    }

    /** S-041. */
    private static void warnOfBrand(ImportRow row, Feed feed) {
        var province = feed.province();
        if (feed.brand().equals(Optional.of(Brand.EASYOWN_STANDARD))
                && province.isPresent()
                && province.get() != Province.BEIJING
                && province.get() != Province.GUANGDONG) {
            row.warning("神州行标准卡 has holders in 北京 and 广东 only, this one is of "
                    + province.get().chinese());
        }
    }

    @Override
    public List<Object> keys(Item item) {
        return List.of(item.msisdn());
    }

    @Override
    public RowOutcome write(Tx tx, Item item) {
        var now = clock.instant();
        var known = accounts.subscribers().find(tx, item.msisdn());
        boolean gone =
                known.map(s -> s.phone().phoneStatus() == PhoneStatus.CANCELLED).orElse(false);
        var before = gone ? revived(tx, known.orElseThrow(), item, now) : known;
        var who = feed(tx, before, item);
        boolean changed = !item.person().isEmpty() && profile(tx, who, item.person());
        item.language().ifPresent(language -> accounts.subscribers().language(tx, who, language));
        if (item.account()) {
            changed |= open(tx, who, item, now);
        }
        if (!gone) {
            status(tx, who, item, now);
        }
        var after = accounts.subscribers().get(tx, who);
        if (gone && !after.id().equals(known.orElseThrow().id())) {
            return RowOutcome.REISSUED;
        }
        if (known.isEmpty()) {
            return RowOutcome.ADDED;
        }
        changed |= !after.equals(known.get());
        if (changed && gone) {
            throw new ImportRefused("the number is cancelled, a new owner's row says 正常");
        }
        return changed ? RowOutcome.CHANGED : RowOutcome.SAME;
    }

    /** The new owner of a cancelled number, if the row says that it is in use again (R 3.0.6). */
    private Optional<Subscription> revived(Tx tx, Subscription gone, Item item, Instant now) {
        return item.status().isEmpty() || item.status().get() == PhoneStatus.CANCELLED
                ? Optional.of(gone)
                : Optional.of(moved(tx, gone.id(), phone(gone, item), now));
    }

    private Subscription moved(Tx tx, SubscriptionId who, PhoneCondition phone, Instant now) {
        return accounts.lifecycle().status(tx, who, phone, now).fold(after -> after, refusal -> {
            throw ImportRefused.of(refusal);
        });
    }

    private static PhoneCondition phone(Subscription known, Item item) {
        var before = known.phone();
        var status = item.status().orElse(before.phoneStatus());
        var reason = item.reason().orElse(status == before.phoneStatus() ? before.stopReason() : StopReason.NONE);
        return new PhoneCondition(status, reason);
    }

    private SubscriptionId feed(Tx tx, Optional<Subscription> known, Item item) {
        var feed = item.feed();
        var province = feed.province().or(() -> known.map(Subscription::province));
        var brand = feed.brand().or(() -> known.map(Subscription::brand));
        if (province.isEmpty() || brand.isEmpty()) {
            throw new ImportRefused("a new number needs a province and a brand");
        }
        return accounts.subscribers()
                .feed(
                        tx,
                        item.msisdn(),
                        feed.operator()
                                .or(() -> known.map(Subscription::operator))
                                .orElse(Operator.CHINA_MOBILE),
                        province.get(),
                        brand.get(),
                        feed.secondary()
                                .or(() -> known.map(Subscription::secondary))
                                .orElse(false))
                .id();
    }

    private boolean profile(Tx tx, SubscriptionId who, ImportedPerson person) {
        return accounts.subscribers()
                .profile(
                        tx,
                        who,
                        person.name().orElse(null),
                        person.idType().orElse(null),
                        person.idNumber().orElse(null));
    }

    private boolean open(Tx tx, SubscriptionId who, Item item, Instant now) {
        if (accounts.subscribers().get(tx, who).account() != null) {
            return false;
        }
        var request = new Request(who, Channel.BOSS, "import:" + item.msisdn(), Optional.empty(), now);
        var account = accounts.openings().takeOver(tx, request).fold(opened -> opened, refusal -> {
            throw ImportRefused.of(refusal);
        });
        if (options.passwords() == ImportOptions.Passwords.SMS) {
            accounts.initialPasswords().want(tx, account, options.textsPerSecond(), now);
        }
        return true;
    }

    private void status(Tx tx, SubscriptionId who, Item item, Instant now) {
        if (item.status().isPresent() || item.reason().isPresent()) {
            var known = accounts.subscribers().get(tx, who);
            var phone = phone(known, item);
            if (!phone.equals(known.phone())) {
                moved(tx, who, phone, now);
            }
        }
    }
}
